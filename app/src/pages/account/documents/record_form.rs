//! Recording a sale, a credit or a purchase by hand.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written as _},
    document::{Document, DocumentKind, RecordDocument},
    ids::{AccountId, DocumentId},
    money::{self, Currency},
    rate::Rate,
    rejection::{Rejection, TextField},
};

use super::{
    Desk,
    line_fields::{LineDrafts, LineFields},
    rate_field::{RateField, Written},
};
use crate::{
    client::{device, products::Products, use_workspace},
    ui::{Button, ButtonTone, Choice, Field, Notice, Picker, Tone, use_toasts},
    views::{csv::decimal, reporting, steps::toast_with_undo},
    words::en,
};

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    kind: RwSignal<String>,
    day: RwSignal<String>,
    number: RwSignal<String>,
    amount: RwSignal<String>,
    currency: RwSignal<String>,
    /// The rate that stands on it; empty where it says none.
    rate: RwSignal<String>,
    lines: LineDrafts,
}

/// What is wrong with it, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Day,
    Number,
    Amount,
    Rate,
    Lines,
    Whole,
}

fn place_of(reason: &Rejection) -> Place {
    match reason {
        Rejection::DayInFuture { .. } | Rejection::DayTooEarly { .. } => Place::Day,
        Rejection::NumberTaken => Place::Number,
        Rejection::TextEmpty { field: TextField::Number }
        | Rejection::TextTooLong { field: TextField::Number, .. }
        | Rejection::TextHasControlCharacters { field: TextField::Number } => Place::Number,
        Rejection::AmountNegative | Rejection::AmountTooLarge => Place::Amount,
        Rejection::RateMissing { .. } | Rejection::RateOfBase { .. } => Place::Rate,
        Rejection::LinesTooMany { .. }
        | Rejection::QuantityOutOfRange { .. }
        | Rejection::LineWithoutAmount { .. }
        | Rejection::LineAmountDiffers { .. }
        | Rejection::LinesDiffer { .. } => Place::Lines,
        _ => Place::Whole,
    }
}

impl Draft {
    /// The form of a new document that begins with what is known of it.
    fn begun(document: &Document, products: Products) -> Self {
        let amount = match document.amount_minor {
            0 => String::new(),
            minor => decimal(minor, document.currency),
        };
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            kind: text(document.kind.word()),
            day: text(&document.day.to_string()),
            number: text(&document.number),
            amount: text(&amount),
            currency: text(document.currency.code()),
            rate: text(""),
            lines: LineDrafts::begun(&document.lines, products),
        }
    }

    fn currency(self) -> Currency {
        self.currency.with(|code| Currency::of(code)).unwrap_or_default()
    }

    /// The rate that stands on it; none where it says none, or is in the currency of the books.
    fn rate(self) -> Result<Option<Rate>, (Place, String)> {
        let text = self.rate.get_untracked();
        if text.trim().is_empty() || untrack(|| self.currency() == reporting::currency()) {
            return Ok(None);
        }
        text.trim().parse().map(Some).map_err(|_| (Place::Rate, en::account::NO_RATE.to_owned()))
    }

    /// Its amount: what its lines come to, or what is written where it has none.
    fn amount_minor(self) -> Result<i64, (Place, String)> {
        let currency = untrack(|| self.currency());
        if !untrack(|| self.lines.is_empty()) {
            return Ok(untrack(|| self.lines.sum(currency)));
        }
        money::parse_amount(&self.amount.get_untracked(), currency.decimals(), '.')
            .map_err(|fault| (Place::Amount, en::account::amount_fault(fault, currency)))
    }

    /// Its amount as it is shown.
    fn shown_amount(self) -> String {
        if self.lines.is_empty() {
            self.amount.get()
        } else {
            decimal(self.lines.sum(self.currency()), self.currency())
        }
    }

    fn command(self, account: AccountId) -> Result<RecordDocument, (Place, String)> {
        let currency = untrack(|| self.currency());
        let lines = self.lines.settled(currency).map_err(|words| (Place::Lines, words))?;
        let amount_minor = self.amount_minor()?;
        Ok(RecordDocument {
            document: DocumentId(device::fresh_id()),
            account,
            document_kind: DocumentKind::of_word(&self.kind.get_untracked()).unwrap_or_default(),
            day: Day::of_text(&self.day.get_untracked()).unwrap_or_default(),
            number: self.number.get_untracked(),
            amount_minor,
            currency,
            rate: self.rate()?,
            lines,
        })
    }
}

/// That of the books first.
fn currencies() -> Vec<Choice> {
    let base = reporting::currency();
    let others = Currency::all().filter(|currency| *currency != base);
    std::iter::once(base).chain(others).map(|currency| Choice::new(currency.code(), currency.code())).collect()
}

/// The form in its dialog.
#[component]
pub fn RecordForm(
    /// What is being done to the documents.
    desk: Desk,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let draft = Draft::begun(&desk.recorded.get_untracked().unwrap_or_default(), desk.products);
    let wrong = RwSignal::new(None::<(Place, String)>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let ran = draft.command(desk.id).and_then(|document| {
            let words = en::account::recorded(document.document_kind, document.number.trim());
            let ran = workspace.run(Command::RecordDocument(document));
            ran.map(|_| words).map_err(|reason| (place_of(&reason), en::rejection(&reason)))
        });
        match ran {
            Ok(words) => {
                toast_with_undo(workspace, toasts, words);
                desk.recorded.set(None);
            }
            Err(reason) => wrong.set(Some(reason)),
        }
    };
    let at = move |place: Place| {
        wrong.with(|wrong| wrong.as_ref().filter(|(found, _)| *found == place).map(|(_, words)| words.clone()))
    };
    let error = move |place| Signal::derive(move || at(place));
    let whole = move || at(Place::Whole).map(|words| view! { <Notice title=words tone=Tone::Warn urgent=true /> });
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    let kinds: Vec<Choice> =
        DocumentKind::ALL.iter().map(|kind| Choice::new(kind.word(), en::account::document_kind(*kind))).collect();
    let Draft { kind, day, number, .. } = draft;
    view! {
        <form class="fields" on:submit=on_submit>
            {whole}
            <div class="fields two">
                <Picker id="record-kind" label=en::account::KIND choices=kinds value=kind on_choose=write(kind) />
                <Field id="record-day" label=en::account::DAY kind="date" value=day on_input=write(day) error=error(Place::Day) />
            </div>
            <Field
                id="record-number" label=en::account::NUMBER hint=en::account::NUMBER_HINT value=number on_input=write(number)
                error=error(Place::Number)
            />
            <AmountFields draft wrong=error(Place::Amount) wrong_rate=error(Place::Rate) wrong_lines=error(Place::Lines) />
            <footer>
                <Button label=en::CANCEL on_press=move || desk.recorded.set(None) />
                <Button label=en::account::RECORD tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}

/// What it comes to: its amount, its currency and its rate, and the lines that it is made of. Where it has lines, its amount follows them.
#[component]
fn AmountFields(
    draft: Draft,
    wrong: Signal<Option<String>>,
    wrong_rate: Signal<Option<String>>,
    wrong_lines: Signal<Option<String>>,
) -> impl IntoView {
    let Draft { day, amount, currency, rate, lines, .. } = draft;
    let chosen = Signal::derive(move || draft.currency());
    let shown = Signal::derive(move || draft.shown_amount());
    let of_lines = Signal::derive(move || !lines.is_empty());
    let hint = Signal::derive(move || of_lines.get().then(|| en::document_line::OF_LINES.to_owned()));
    let written = Written { currency: chosen, day, amount: shown, rate };
    view! {
        <div class="fields two">
            <Field
                id="record-amount" label=Signal::derive(move || en::account::amount(chosen.get())) value=shown readonly=of_lines hint
                on_input=move |text| amount.set(text) error=wrong
            />
            <Picker
                id="record-currency" label=en::account::CURRENCY choices=currencies() value=currency
                on_choose=move |code| currency.set(code)
            />
        </div>
        <RateField written error=wrong_rate />
        <LineFields drafts=lines currency=chosen error=wrong_lines />
    }
}
