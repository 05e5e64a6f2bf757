//! The lines of a document that is being recorded.

use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use domain::{
    catalogue::{Product, is_same_name},
    document_line::{DocumentLine, Lines, Quantity, RecordLine, UnitPrice, amount_of},
    filter,
    fixed::Fixed,
    ids::ProductId,
    money::{Currency, parse_amount},
};

use crate::{
    client::products::Products,
    ui::{Button, ButtonShape, ButtonTone, Field, Row, Rows},
    words::en::{self, document_line as words},
};

/// A line as it is being written.
#[derive(Clone, Copy, PartialEq, Eq)]
struct LineDraft {
    /// What tells it from the others of the form.
    key: u32,
    /// The line with which it began, where it is one that is recorded anew.
    known: Option<DocumentLine>,
    /// Words of a product.
    product: RwSignal<String>,
    quantity: RwSignal<String>,
    price: RwSignal<String>,
}

/// The lines as they are being written.
#[derive(Clone, Copy)]
pub struct LineDrafts {
    all: RwSignal<Vec<LineDraft>>,
    next: RwSignal<u32>,
    products: Products,
}

impl LineDraft {
    fn of(key: u32, line: Option<&DocumentLine>) -> Self {
        let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
        Self {
            key,
            known: line.copied(),
            product: text(None),
            quantity: text(Some(line.map_or_else(|| "1".to_owned(), |line| line.quantity.to_string()))),
            price: text(line.and_then(|line| line.price).map(|price| price.to_string())),
        }
    }

    /// The product that its words mean; the one with which it began while there are none.
    fn chosen(self, products: &[Product]) -> Option<ProductId> {
        self.product.with(|typed| match typed.trim() {
            "" => self.known.map(|line| line.product),
            typed => meant(products, typed).map(|product| product.id),
        })
    }

    fn quantity(self) -> Option<Quantity> {
        self.quantity.with(|text| decimal(text)).filter(|quantity| *quantity > Quantity::default())
    }

    fn price(self) -> Option<UnitPrice> {
        self.price.with(|text| decimal(text)).filter(|price| *price >= UnitPrice::default())
    }

    /// What it comes to: at its price, or as it is known of as many without one.
    fn amount(self, currency: Currency) -> Option<i64> {
        let quantity = self.quantity()?;
        let known = self.known.filter(|line| line.price.is_none() && line.quantity == quantity);
        match (self.price.with(|text| text.trim().is_empty()), known) {
            (true, Some(line)) => Some(line.amount_minor),
            _ => amount_of(quantity, self.price()?, currency),
        }
    }
}

/// A decimal as people write one.
fn decimal<const DIGITS: usize>(text: &str) -> Option<Fixed<DIGITS>> {
    let digits = u8::try_from(DIGITS).unwrap_or_default();
    parse_amount(text, digits, '.').ok().map(Fixed::of_parts)
}

/// The product of this name or this code; else the first that is still sold and has all of these words.
fn meant<'a>(products: &'a [Product], typed: &str) -> Option<&'a Product> {
    let is_named = |product: &&Product| is_same_name(&product.name, typed) || is_same_name(&product.code, typed);
    let words = filter::words_of(typed);
    let has_words = |product: &&Product| {
        let text = [&*product.name, " ", &*product.code].concat().to_lowercase();
        !product.archived && words.iter().all(|word| text.contains(word.as_str()))
    };
    products.iter().find(is_named).or_else(|| products.iter().find(has_words))
}

impl LineDrafts {
    /// The lines of a form that begins with these.
    pub fn begun(lines: &Lines, products: Products) -> Self {
        let all: Vec<LineDraft> = (0..).zip(lines).map(|(key, line)| LineDraft::of(key, Some(line))).collect();
        products.want(lines.iter().map(|line| line.product));
        let next = u32::try_from(all.len()).unwrap_or_default();
        Self { all: RwSignal::new(all), next: RwSignal::new(next), products }
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.all.with(Vec::is_empty)
    }

    /// What they come to, as far as they say.
    pub fn sum(self, currency: Currency) -> i64 {
        self.all.with(|all| all.iter().filter_map(|line| line.amount(currency)).sum())
    }

    /// The lines as they are to be recorded.
    ///
    /// # Errors
    /// What is missing in the first of them that says too little.
    pub fn settled(self, currency: Currency) -> Result<Vec<RecordLine>, String> {
        let settled = |(place, line): (usize, LineDraft)| {
            let missing = |what: &str| words::of_place(place, what);
            let product = self.products.look(|products| untrack(|| line.chosen(products)));
            let product = product.ok_or_else(|| missing(words::NO_PRODUCT))?;
            let quantity = untrack(|| line.quantity()).ok_or_else(|| missing(words::NO_QUANTITY))?;
            let price = untrack(|| line.price());
            let amount_minor = untrack(|| line.amount(currency)).filter(|_| price.is_none());
            if price.is_none() && amount_minor.is_none() {
                return Err(missing(words::NO_PRICE));
            }
            Ok(RecordLine { product, quantity, price, amount_minor })
        };
        (1..).zip(self.all.get_untracked()).map(settled).collect()
    }

    fn add(self) {
        if self.is_first() {
            self.products.ask();
        }
        let key = self.next.get_untracked();
        self.next.set(key + 1);
        self.all.update(|all| all.push(LineDraft::of(key, None)));
    }

    fn is_first(self) -> bool {
        self.all.with_untracked(Vec::is_empty)
    }

    fn remove(self, key: u32) {
        self.all.update(|all| all.retain(|line| line.key != key));
    }
}

/// The lines, and what adds one.
#[component]
pub fn LineFields(
    /// What is written.
    drafts: LineDrafts,
    /// The currency of the document.
    currency: Signal<Currency>,
    /// What is wrong with them.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let row = move |line: LineDraft| Row::new(line.key, move || view! { <LineField drafts line currency /> });
    let rows = move || drafts.all.get().into_iter().map(row).collect::<Vec<_>>();
    let offered = move || {
        let told = drafts.products.told.get();
        let sold = told.iter().flat_map(|products| products.iter()).filter(|product| !product.archived);
        sold.map(|product| view! { <option value=product.name.clone()>{product.code.clone()}</option> }).collect_view()
    };
    let not_come = move || drafts.products.trouble.get().filter(|_| !drafts.is_empty());
    let wrong = move || error.get().or_else(|| not_come().as_ref().map(en::trouble));
    view! {
        <fieldset class="fields line-fields">
            <legend class="said">{words::LINES}</legend>
            <datalist id="record-products">{offered}</datalist>
            <Rows rows />
            <p class="error" role="alert" hidden=move || wrong().is_none()>{wrong}</p>
            <Button label=words::ADD icon="plus" tone=ButtonTone::Quiet on_press=move || drafts.add() />
        </fieldset>
    }
}

#[component]
fn LineField(drafts: LineDrafts, line: LineDraft, currency: Signal<Currency>) -> impl IntoView {
    let place = Memo::new(move |_| {
        drafts.all.with(|all| all.iter().position(|one| one.key == line.key)).unwrap_or_default() + 1
    });
    let label =
        move |what: fn(Currency) -> String| Signal::derive(move || words::of_line(&what(currency.get()), place.get()));
    let found = Memo::new(move |_| {
        let told = drafts.products.told.get();
        let products = told.as_ref().map(|products| products.as_slice()).unwrap_or_default();
        let chosen = line.chosen(products)?;
        products.iter().find(|product| product.id == chosen).map(|product| product.name.clone())
    });
    let hint = Signal::derive(move || Some(found.get().unwrap_or_else(|| words::FIND.to_owned())));
    let amount = move || line.amount(currency.get()).map(|minor| en::money(minor, currency.get()));
    let root = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let input = root.get().and_then(|line| line.query_selector("input").ok().flatten());
        // Who adds a line goes on in it; those with which a form begins wait.
        if let Some(input) = input.filter(|_| line.known.is_none()) {
            let _ = input.unchecked_into::<HtmlElement>().focus();
        }
    });
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let id = move |what: &str| format!("record-line-{}-{what}", line.key);
    view! {
        <div class="line-field" node_ref=root>
            <Field
                id=id("product") label=label(|_| words::PRODUCT.to_owned()) list="record-products" hint value=line.product
                on_input=write(line.product)
            />
            <Field id=id("quantity") label=label(|_| words::QUANTITY.to_owned()) value=line.quantity on_input=write(line.quantity) />
            <Field id=id("price") label=label(words::price) value=line.price on_input=write(line.price) />
            <output class="num">{amount}</output>
            <Button
                label=Signal::derive(move || words::remove(place.get())) icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet
                on_press=move || drafts.remove(line.key)
            />
        </div>
    }
}
