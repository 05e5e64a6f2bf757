//! What a document comes to, as the ledger tells it.

use leptos::prelude::*;

use domain::document::{Document, DocumentKind};

use crate::{views::reporting, words::en};

/// How an amount is written: what is bought is no loss.
pub fn amount_class(document: &Document) -> &'static str {
    if document.signed_minor() < 0 && document.kind != DocumentKind::Purchase { "num minus" } else { "num" }
}

/// An amount, struck out where it was taken back, and what it came to in the currency of the books where that is another one.
pub fn amount(document: &Document, is_reversed: bool) -> impl IntoView + use<> {
    let amount = en::money(document.signed_minor(), document.currency);
    let shown = if is_reversed { view! { <s>{amount}</s> }.into_any() } else { amount.into_any() };
    let converted = document.converted_minor.zip(document.rate).map(|(minor, rate)| {
        let words = en::account::converted(minor, untrack(reporting::currency), rate);
        view! { <small class="meta">{words}</small> }
    });
    (shown, converted)
}
