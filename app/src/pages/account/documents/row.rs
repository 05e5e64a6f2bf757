//! A document in the list, with what became of it.

use leptos::prelude::*;

use domain::document::{Document, DocumentKind};

use super::{Desk, lines::DocumentLines};
use crate::{
    ui::{Button, ButtonShape, ButtonTone},
    views::reporting,
    words::en,
};

/// A document; one that was reversed is struck out and tells by what, and a reversal tells what it takes back and why.
#[component]
pub fn DocumentRow(
    /// What is being done to the documents.
    desk: Desk,
    /// Which one.
    document: Document,
    /// All that are in hand: what reverses it stands before it.
    documents: Memo<Vec<Document>>,
) -> impl IntoView {
    let id = document.id;
    let by = Memo::new(move |_| {
        documents.with(|all| all.iter().find(|one| one.reverses == Some(id)).map(|one| one.number.clone()))
    });
    let minor = document.signed_minor();
    let amount = en::money(minor, document.currency);
    // What is bought is no loss.
    let class = if minor < 0 && document.kind != DocumentKind::Purchase { "num minus" } else { "num" };
    let shown_amount = move || match by.with(Option::is_some) {
        true => view! { <s>{amount.clone()}</s> }.into_any(),
        false => amount.clone().into_any(),
    };
    let converted = document.converted_minor.zip(document.rate).map(|(minor, rate)| {
        let words = en::account::converted(minor, reporting::currency(), rate);
        view! { <small class="meta">{words}</small> }
    });
    let of = StoredValue::new(document.clone());
    let note = move || {
        let words = match by.get() {
            Some(number) => en::account::reversed_by(&number),
            None => of.with_value(|document| reverses(document, documents))?,
        };
        Some(view! { <small class="meta">{words}</small> })
    };
    let lines = (!document.lines.is_empty()).then(|| {
        view! { <DocumentLines lines=document.lines.clone() currency=document.currency products=desk.products /> }
    });
    let is_reversal = document.reverses.is_some();
    let can_reverse = move || !is_reversal && by.with(Option::is_none) && desk.why_not.with(Option::is_none);
    let tool = move || {
        can_reverse().then(|| {
            let on_press = move || desk.reversed.set(Some(of.get_value()));
            let label = of.with_value(|document| en::account::reverse(&document.number));
            view! {
                <Button label icon="undo-2" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet on_press />
            }
        })
    };
    view! {
        <tr>
            <td class="num-day">{en::day(document.day)}</td>
            <td>
                {document.number}
                <small class="meta kind">{en::account::document_kind(document.kind)}</small>
                {note}
                {lines}
            </td>
            <td class="kind">{en::account::document_kind(document.kind)}</td>
            <td class=class>{shown_amount}{converted}</td>
            <td class="row-tool">{tool}</td>
        </tr>
    }
}

/// What a reversal takes back, and why; none for what is no reversal.
fn reverses(document: &Document, documents: Memo<Vec<Document>>) -> Option<String> {
    let reversed = document.reverses?;
    let number = documents.with(|all| all.iter().find(|one| one.id == reversed).map(|one| one.number.clone()));
    Some(en::account::reverses(number.as_deref(), &document.reason))
}
