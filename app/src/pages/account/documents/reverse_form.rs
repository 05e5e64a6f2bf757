//! Taking a document back by another one, and where it was only wrong, recording anew what was right.

use leptos::{ev::SubmitEvent, prelude::*};

use domain::{
    command::Command,
    day::{Day, Written},
    document::{Document, ReverseDocument},
    ids::DocumentId,
    rejection::{Rejection, TextField},
};

use super::Desk;
use crate::{
    client::{device, use_workspace},
    ui::{Button, ButtonTone, Field, Notice, Tick, Tone, use_toasts},
    views::steps::toast_with_undo,
    words::en,
};

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Day,
    Number,
    Reason,
    Whole,
}

fn place_of(reason: &Rejection) -> Place {
    match reason {
        Rejection::DayInFuture { .. } | Rejection::DayTooEarly { .. } => Place::Day,
        Rejection::NumberTaken => Place::Number,
        Rejection::TextEmpty { field }
        | Rejection::TextTooLong { field, .. }
        | Rejection::TextHasControlCharacters { field } => match field {
            TextField::Number => Place::Number,
            _ => Place::Reason,
        },
        _ => Place::Whole,
    }
}

/// The form in its dialog.
#[component]
pub fn ReverseForm(
    /// What is being done to the documents.
    desk: Desk,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let document = StoredValue::new(desk.reversed.get_untracked().unwrap_or_default());
    let text = |text: String| RwSignal::new(text);
    let (day, reason) = (text(workspace.viewer().day.to_string()), text(String::new()));
    let number = text(document.with_value(|document| format!("{} R", document.number)));
    let again = RwSignal::new(false);
    let wrong = RwSignal::new(None::<(Place, String)>);
    let command = move || ReverseDocument {
        document: DocumentId(device::fresh_id()),
        reverses: document.with_value(|document| document.id),
        account: desk.id,
        day: Day::of_text(&day.get_untracked()).unwrap_or_default(),
        number: number.get_untracked(),
        reason: reason.get_untracked(),
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match workspace.run(Command::ReverseDocument(command())) {
            Ok(_) => {
                toast_with_undo(
                    workspace,
                    toasts,
                    document.with_value(|document| en::account::reversed(&document.number)),
                );
                desk.reversed.set(None);
                // Its number is taken: what is right gets another one.
                let right = Document { number: String::new(), ..document.get_value() };
                desk.recorded.set(again.get_untracked().then_some(right));
            }
            Err(reason) => wrong.set(Some((place_of(&reason), en::rejection(&reason)))),
        }
    };
    let at = move |place: Place| {
        wrong.with(|wrong| wrong.as_ref().filter(|(found, _)| *found == place).map(|(_, words)| words.clone()))
    };
    let error = move |place| Signal::derive(move || at(place));
    let whole = move || at(Place::Whole).map(|words| view! { <Notice title=words tone=Tone::Warn urgent=true /> });
    let write = |text: RwSignal<String>| move |written: String| text.set(written);
    view! {
        <form class="fields" on:submit=on_submit>
            {whole}
            <p>{document.with_value(|document| en::account::reverse_told(en::money(document.amount_minor, document.currency), document.kind))}</p>
            <Field id="reverse-reason" label=en::account::WHY value=reason on_input=write(reason) error=error(Place::Reason) />
            <div class="fields two">
                <Field id="reverse-number" label=en::account::NUMBER value=number on_input=write(number) error=error(Place::Number) />
                <Field id="reverse-day" label=en::account::DAY kind="date" value=day on_input=write(day) error=error(Place::Day) />
            </div>
            <Tick id="reverse-again" label=en::account::RECORD_AGAIN checked=again on_change=move |on| again.set(on) />
            <footer>
                <Button label=en::CANCEL on_press=move || desk.reversed.set(None) />
                <Button label=en::account::REVERSE tone=ButtonTone::Primary submit=true />
            </footer>
        </form>
    }
}
