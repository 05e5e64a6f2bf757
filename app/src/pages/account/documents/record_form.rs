//! Recording a sale, a credit or a purchase by hand.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written},
    document::{Document, DocumentKind, RecordDocument},
    ids::{AccountId, DocumentId},
    money::{self, Currency},
    rejection::{Rejection, TextField},
};

use super::Desk;
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
}

/// What is wrong with it, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Day,
    Number,
    Amount,
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
        }
    }

    fn command(self, account: AccountId, currency: Currency) -> Result<RecordDocument, (Place, String)> {
        let amount = self.amount.get_untracked();
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
        })
    }
}

/// The form in its dialog.
#[component]
pub fn RecordForm(
    /// What is being done to the documents.
    desk: Desk,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let currency = reporting::currency();
    let draft = Draft::begun(&desk.recorded.get_untracked().unwrap_or_default());
    let wrong = RwSignal::new(None::<(Place, String)>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let ran = draft.command(desk.id, currency).and_then(|document| {
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
    let Draft { kind, day, number, amount } = draft;
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
            <Field id="record-amount" label=en::account::amount(currency) value=amount on_input=write(amount) error=error(Place::Amount) />
            <footer>
                <Button label=en::CANCEL on_press=move || desk.recorded.set(None) />
                <Button label=en::account::RECORD tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
