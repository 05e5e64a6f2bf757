//! What a document comes to, as the ledger tells it.

use std::sync::Arc;

use leptos::prelude::*;

use domain::document::{Document, DocumentKind};

use super::Desk;
use crate::{views::reporting, words::en};

/// How an amount is written: what is bought is no loss.
pub fn amount_class(document: &Document) -> &'static str {
    if document.signed_minor() < 0 && document.kind != DocumentKind::Purchase { "num minus" } else { "num" }
}

/// An amount, struck out where it was taken back, and what it came to in the currency of the books where that is another one.
#[component]
pub fn Amount(
    /// What is being done to the documents.
    desk: Desk,
    /// Of which one.
    document: Arc<Document>,
) -> impl IntoView {
    let id = document.id;
    let amount = en::money(document.signed_minor(), document.currency);
    let is_reversed = move || desk.ledger.with(|ledger| ledger.reversal_of(id).is_some());
    let shown = move || match is_reversed() {
        true => view! { <s>{amount.clone()}</s> }.into_any(),
        false => amount.clone().into_any(),
    };
    let converted = document.converted_minor.zip(document.rate).map(|(minor, rate)| {
        let words = en::account::converted(minor, reporting::currency(), rate);
        view! { <small class="meta">{words}</small> }
    });
    view! { {shown}{converted} }
}
