//! A document in the ledger, with what became of it.

use leptos::prelude::*;

use domain::{document::Document, ids::DocumentId};

use super::{
    Desk,
    amount::{Amount, amount_class},
};
use crate::{
    ui::{Button, ButtonShape, ButtonTone, RowPlace},
    words::en,
};

/// A document in two lines, as high as every other; one that was reversed is struck out and tells by what. Pressed, it opens whole.
#[component]
pub fn DocumentRow(
    /// What is being done to the documents.
    desk: Desk,
    /// Which one, and where it stands.
    place: RowPlace<DocumentId>,
) -> impl IntoView {
    let id = place.key;
    // Documents never change; one that went is not among the rows any more.
    let document = desk.ledger.with_untracked(|ledger| ledger.document(id)).unwrap_or_default();
    let (day, kind) = (en::day(document.day), en::account::document_kind(document.kind));
    let told = StoredValue::new(document.clone());
    let note = move || {
        let fate = told.with_value(|document| desk.fate(document));
        let lines = told.with_value(|document| document.lines.len());
        let lines = (lines > 0).then(|| en::document_line::lines(lines));
        fate.into_iter().chain(lines).map(|words| view! { <span>{words}</span> }).collect_view()
    };
    let tool = move || {
        told.with_value(|document| desk.can_reverse(document)).then(|| {
            let on_press = move || desk.reversed.set(Some(told.with_value(|document| Document::clone(document))));
            let label = told.with_value(|document| en::account::reverse(&document.number));
            view! { <Button label icon="undo-2" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet on_press /> }
        })
    };
    view! {
        <tr aria-rowindex=move || place.position()>
            <td class="num-day">{day.clone()}</td>
            <td class="first">
                <button type="button" class="open" on:click=move |_| desk.opened.set(Some(id))>
                    {document.number.clone()}
                </button>
                <small class="meta notes"><span class="aside">{day.clone()}</span><span class="aside">{kind}</span>{note}</small>
            </td>
            <td class="kind">{kind}</td>
            <td class=amount_class(&document)><Amount desk document=told.get_value() /></td>
            <td class="row-tool">{tool}</td>
        </tr>
    }
}
