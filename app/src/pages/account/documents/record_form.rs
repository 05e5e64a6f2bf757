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
    rate_field::{RateField, Written},
};
use crate::{
    client::{device, use_workspace},
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
}

/// What is wrong with it, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Day,
    Number,
    Amount,
    Rate,
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
        _ => Place::Whole,
    }
}

impl Draft {
    /// The form of a new document that begins with what is known of it.
    fn begun(document: &Document) -> Self {
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

    fn command(self, account: AccountId) -> Result<RecordDocument, (Place, String)> {
        let (amount, currency) = (self.amount.get_untracked(), untrack(|| self.currency()));
        let amount_minor = money::parse_amount(&amount, currency.decimals(), '.')
            .map_err(|fault| (Place::Amount, en::account::amount_fault(fault, currency)))?;
        Ok(RecordDocument {
            document: DocumentId(device::fresh_id()),
            account,
            document_kind: DocumentKind::of_word(&self.kind.get_untracked()).unwrap_or_default(),
            day: Day::of_text(&self.day.get_untracked()).unwrap_or_default(),
            number: self.number.get_untracked(),
            amount_minor,
            currency,
            rate: self.rate()?,
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
    let draft = Draft::begun(&desk.recorded.get_untracked().unwrap_or_default());
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
    let Draft { kind, day, number, amount, currency, rate } = draft;
    let chosen = Signal::derive(move || draft.currency());
    let written = Written { currency: chosen, day, amount, rate };
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
            <div class="fields two">
                <Field
                    id="record-amount" label=Signal::derive(move || en::account::amount(chosen.get())) value=amount
                    on_input=write(amount) error=error(Place::Amount)
                />
                <Picker id="record-currency" label=en::account::CURRENCY choices=currencies() value=currency on_choose=write(currency) />
            </div>
            <RateField written error=error(Place::Rate) />
            <footer>
                <Button label=en::CANCEL on_press=move || desk.recorded.set(None) />
                <Button label=en::account::RECORD tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
