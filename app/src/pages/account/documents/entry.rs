//! One document of the ledger as a whole: what it comes to, what became of it, and its lines.

use std::sync::Arc;

use leptos::prelude::*;

use domain::document::Document;

use super::{
    Desk,
    amount::{amount, amount_class},
    lines::DocumentLines,
};
use crate::{
    ui::{Button, Dialog},
    words::en,
};

/// The dialog; it is open while a document is looked at.
#[component]
pub fn EntryDialog(
    /// What is being done to the documents.
    desk: Desk,
) -> impl IntoView {
    let opened = desk.opened;
    let document = Memo::new(move |_| opened.get().and_then(|id| desk.ledger.with(|ledger| ledger.document(id))));
    let open = Signal::derive(move || document.with(Option::is_some));
    let title = Signal::derive(move || {
        document.with(|document| {
            document.as_ref().map(|one| en::account::document(one.kind, &one.number)).unwrap_or_default()
        })
    });
    view! {
        <Dialog id="document" title open close_label=en::CLOSE on_close=move || opened.set(None)>
            {move || document.get().map(|document| view! { <Entry desk document /> })}
        </Dialog>
    }
}

#[component]
fn Entry(desk: Desk, document: Arc<Document>) -> impl IntoView {
    let told = StoredValue::new(Arc::clone(&document));
    let fate =
        move || told.with_value(|document| desk.fate(document)).map(|words| view! { <p class="meta">{words}</p> });
    let lines = (!document.lines.is_empty()).then(|| {
        view! { <DocumentLines lines=document.lines.clone() currency=document.currency products=desk.products /> }
    });
    let reverse = move || {
        told.with_value(|document| desk.can_reverse(document)).then(|| {
            let on_press = move || {
                desk.opened.set(None);
                desk.reversed.set(Some(told.with_value(|document| Document::clone(document))));
            };
            view! { <Button label=en::account::REVERSE icon="undo-2" on_press /> }
        })
    };
    let (day, class) = (en::day(document.day), amount_class(&document));
    let id = document.id;
    let is_reversed = Memo::new(move |_| desk.ledger.with(|ledger| ledger.reversal_of(id).is_some()));
    view! {
        <dl class="document-facts">
            <div>
                <dt>{en::account::DAY}</dt>
                <dd>{day}</dd>
            </div>
            <div>
                <dt>{en::account::AMOUNT}</dt>
                <dd class=class>{move || amount(&document, is_reversed.get())}</dd>
            </div>
        </dl>
        {fate}
        {lines}
        <footer>{reverse}<Button label=en::CLOSE on_press=move || desk.opened.set(None) /></footer>
    }
}
