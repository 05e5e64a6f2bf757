//! The fields of a draft: each shows what it began with, writes what is typed into the draft, and tells what is wrong with it. Lists of what
//! comes and goes, and the buttons by which it does.

use leptos::{ev::SubmitEvent, prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlElement;

use domain::{
    categorization::{CategorizationModel, validate::Part},
    ratio::Ratio,
};

use crate::{
    client::model_draft::Draft,
    ui::{Button, ButtonShape, ButtonTone, Choice, Field, Picker, Row, Rows, TextArea, Tick},
    words::en::{model_draft, model_parts as words},
};

/// A part of a model by its name, and something within it by a name of its own.
#[derive(Clone)]
pub struct Spot {
    /// What it is.
    pub part: Part,
    /// Its name; empty: all of its kind.
    pub id: String,
    /// The name of what is within it; empty: it as a whole.
    pub key: String,
}

impl Spot {
    /// All parts of a kind.
    pub fn all(part: Part) -> Self {
        Self { part, id: String::new(), key: String::new() }
    }

    /// What is within it, as a part by itself.
    pub fn inside(self) -> Self {
        Self { id: self.key, key: String::new(), ..self }
    }

    /// A name for a field of it, one of a kind on the page.
    pub fn name(&self, what: &str) -> String {
        [words::key(self.part), &self.id, &self.key.replace(' ', "-"), what].join("-")
    }

    /// The place that it names within its part, of two.
    pub fn place(&self, which: usize) -> usize {
        self.key.split(' ').nth(which).and_then(|place| place.parse().ok()).unwrap_or_default()
    }
}

/// Reads a field of a part; where there is something to write, it is written first. None where there is no such field.
pub type Access = fn(&mut CategorizationModel, &Spot, Option<String>) -> Option<String>;
/// The names of what is within a part now, each of which stays as long as its fields do.
pub type Keys = fn(&CategorizationModel, &Spot) -> Vec<String>;
/// What a button does to a part.
pub type Act = fn(&mut CategorizationModel, &Spot);

/// Reads a text, written first where there is something to write.
pub fn put(field: &mut String, text: Option<String>) -> Option<String> {
    if let Some(text) = text {
        *field = text;
    }
    Some(field.clone())
}

/// What a field begins with, and what becomes of what is typed.
fn joined(draft: Draft, spot: &Spot, access: Access) -> (String, Callback<String>) {
    let spot = spot.clone();
    let begins = access(&mut draft.model.write_untracked(), &spot, None).unwrap_or_default();
    let write = move |text: String| draft.write(|model| drop(access(model, &spot, Some(text))));
    (begins, Callback::new(write))
}

/// A line of text.
pub fn line(draft: Draft, spot: &Spot, what: &str, label: impl Into<Signal<String>>, access: Access) -> AnyView {
    field(draft, spot, what, label.into(), access, None)
}

/// A number, with what is wrong with it, by the name that flaws have for the field.
pub fn number(
    draft: Draft,
    spot: &Spot,
    what: &str,
    label: impl Into<Signal<String>>,
    access: Access,
    flaw: impl Into<Signal<String>>,
) -> AnyView {
    field(draft, spot, what, label.into(), access, Some(flaw.into()))
}

fn field(
    draft: Draft,
    spot: &Spot,
    what: &str,
    label: Signal<String>,
    access: Access,
    flaw: Option<Signal<String>>,
) -> AnyView {
    let (begins, on_input) = joined(draft, spot, access);
    let error = flaw.map(|flaw| MaybeProp::from(fault(draft, spot, flaw))).unwrap_or_default();
    view! { <Field id=spot.name(what) label value=begins on_input error /> }.into_any()
}

/// Several lines of text, told apart as one.
pub fn lines(draft: Draft, spot: &Spot, what: &str, label: &'static str, access: Access) -> AnyView {
    let (begins, write) = joined(draft, spot, access);
    let value = RwSignal::new(begins);
    Effect::new(move |before: Option<()>| {
        let text = value.get();
        if before.is_some() {
            write.run(text);
        }
    });
    view! { <TextArea id=spot.name(what) label value /> }.into_any()
}

/// One of several.
pub fn pick(
    draft: Draft,
    spot: &Spot,
    what: &str,
    label: &'static str,
    choices: Signal<Vec<Choice>>,
    access: Access,
) -> AnyView {
    let (begins, write) = joined(draft, spot, access);
    let value = RwSignal::new(begins);
    let on_choose = move |word: String| {
        value.set(word.clone());
        write.run(word);
    };
    view! { <Picker id=spot.name(what) label choices value on_choose /> }.into_any()
}

/// Yes or no: a tick says so by any word, and no by none.
pub fn tick(draft: Draft, spot: &Spot, label: String, hint: MaybeProp<String>, access: Access) -> AnyView {
    let (begins, write) = joined(draft, spot, access);
    let checked = RwSignal::new(!begins.is_empty());
    let on_change = move |is_on: bool| {
        checked.set(is_on);
        write.run(if is_on { "yes".to_owned() } else { String::new() });
    };
    view! { <Tick id=spot.name("tick") label checked hint on_change /> }.into_any()
}

/// What comes and goes within a part, or parts of a kind: the fields of each stay as long as it does.
pub fn list(draft: Draft, spot: &Spot, keys: Keys, row: fn(Draft, Spot) -> AnyView) -> AnyView {
    let (of, spot) = (spot.clone(), spot.clone());
    let keys = Memo::new(move |_| draft.model.with(|model| keys(model, &of)));
    let row = move |key: String| {
        let spot = Spot { key: key.clone(), ..spot.clone() };
        Row::new(key, move || row(draft, spot))
    };
    let rows = move || keys.get().into_iter().map(row.clone()).collect::<Vec<_>>();
    view! { <Rows rows /> }.into_any()
}

/// A part, folded: what it is called and what else is told of it, with what is wrong with it, over its fields.
pub fn part(
    draft: Draft,
    spot: &Spot,
    told: fn(&CategorizationModel, &Spot) -> Option<[String; 2]>,
    is_open: bool,
    fields: AnyView,
) -> AnyView {
    let of = spot.clone();
    let told = Memo::new(move |_| draft.model.with(|model| told(model, &of)).unwrap_or_default());
    let [title, meta] = [0, 1].map(|which| move || told.with(|told| told.get(which).cloned()));
    view! {
        <li>
            <details open=is_open>
                <summary><span>{title}</span>" "<span class="meta">{meta}</span>{wrong(draft, spot)}</summary>
                {fields}
            </details>
        </li>
    }
    .into_any()
}

/// What is wrong with a part, in sentences.
pub fn wrong(draft: Draft, spot: &Spot) -> AnyView {
    let wrong = fault(draft, spot, Signal::stored(String::new()));
    view! { <span class="error" hidden=move || wrong.with(Option::is_none)>{wrong}</span> }.into_any()
}

/// What is wrong there, by the titles that stand in the fields.
fn fault(draft: Draft, spot: &Spot, field: Signal<String>) -> Signal<Option<String>> {
    let spot = spot.clone();
    Signal::derive(move || {
        let preview = draft.preview.get()?;
        let here = preview.flaws.iter().filter(|flaw| field.with(|field| flaw.is_at(spot.part, &spot.id, field)));
        let mut told: Vec<String> = draft
            .model
            .with_untracked(|model| here.map(|flaw| model_draft::flaw(&flaw.clone().titled(model))).collect());
        told.dedup();
        (!told.is_empty()).then(|| told.join(" "))
    })
}

/// A button that changes a part: an icon where one is given, else its words.
pub fn press(
    draft: Draft,
    spot: &Spot,
    label: String,
    icon: Option<&'static str>,
    why_not: MaybeProp<String>,
    act: Act,
) -> AnyView {
    let spot = spot.clone();
    let on_press = Callback::new(move |()| {
        let had = document().active_element().and_then(|had| had.dyn_into::<HtmlElement>().ok());
        draft.write(|model| act(model, &spot));
        // What is moved within the page loses the focus by that.
        request_animation_frame(move || drop(had.map(|had| had.focus())));
    });
    let tone = ButtonTone::Quiet;
    match icon {
        Some(icon) => view! { <Button label tone icon shape=ButtonShape::IconOnly why_not on_press /> }.into_any(),
        None => view! { <Button label tone why_not on_press /> }.into_any(),
    }
}

/// What becomes of the title of a new part, and of where it begins.
pub type Added = fn(&mut CategorizationModel, &Spot, String, Option<Ratio>);

/// A line in which another part is named, and added; a part of an axis with where it begins.
pub fn another(draft: Draft, spot: &Spot, noun: &'static str, add: Added) -> AnyView {
    let begins = spot.part == Part::Axis && !spot.id.is_empty();
    let (title, from) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let value = move || from.with(|from| ratio(from));
    let why_not = Signal::derive(move || {
        let lacks = title.with(|title| title.trim().is_empty()) || (begins && value().is_none());
        lacks.then(|| words::lacks(begins).to_owned())
    });
    let (of, at) = (spot.clone(), spot.name("from-new"));
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if why_not.get_untracked().is_none() {
            let named = title.with_untracked(|title| title.trim().to_owned());
            draft.write(|model| add(model, &of, named, value()));
            title.set(String::new());
            from.set(String::new());
        }
    };
    let from =
        begins.then(|| view! { <Field id=at label=words::BEGINS_AT value=from on_input=move |text| from.set(text) /> });
    view! {
        <form class="fields two model-another" on:submit=on_submit>
            <Field id=spot.name("new") label=words::another(noun) value=title on_input=move |text| title.set(text) />
            {from}
            <Button label=words::add(noun) icon="plus" submit=true why_not />
        </form>
    }
    .into_any()
}

/// A number as people write it.
pub fn ratio(text: &str) -> Option<Ratio> {
    let text = text.trim();
    Ratio::of_decimal(text).or_else(|| Ratio::of_text(text))
}
