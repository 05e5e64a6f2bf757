//! A document in the ledger, with what became of it.

use leptos::prelude::*;

use super::{
    Desk,
    amount::{amount, amount_class},
    ledger::LedgerRow,
};
use crate::{ui::RowPlace, words::en};

/// A document in two lines, as high as every other; one that was reversed is struck out and tells by what. Pressed, it opens whole.
///
/// Nothing in it hangs on anything but its number among all: documents never change, and one that was taken back is another row. A
/// ledger is scrolled by hundreds of rows a second.
#[component]
pub fn DocumentRow(
    /// What is being done to the documents.
    desk: Desk,
    /// Which one.
    place: RowPlace<LedgerRow>,
) -> impl IntoView {
    let row = place.key;
    // One that went is not among the rows any more.
    let document = desk.ledger.with_untracked(|ledger| ledger.document(row.document)).unwrap_or_default();
    let (day, kind) = (en::day(document.day), en::account::document_kind(document.kind));
    let lines = (!document.lines.is_empty()).then(|| en::document_line::lines(document.lines.len()));
    let fate = untrack(|| desk.fate(&document));
    let notes: Vec<String> = fate.into_iter().chain(lines).collect();
    let aside = [day.as_str(), kind].join(" · ");
    let aside = if notes.is_empty() { aside } else { aside + " · " };
    let index = move || desk.ledger.with(|ledger| ledger.index(row.document) + 1);
    view! {
        <tr aria-rowindex=index>
            <td class="num-day">{day}</td>
            <td class="first">
                <button type="button" class="open" on:click=move |_| desk.opened.set(Some(row.document))>
                    {document.number.clone()}
                </button>
                <small class="meta"><span class="aside">{aside}</span>{notes.join(" · ")}</small>
            </td>
            <td class="kind">{kind}</td>
            <td class=amount_class(&document)>{amount(&document, row.is_reversed)}</td>
        </tr>
    }
}
