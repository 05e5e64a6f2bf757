//! The lines of a document.

use leptos::prelude::*;

use domain::{
    document_line::{DocumentLine, Lines},
    money::Currency,
};

use crate::{
    client::products::Products,
    words::en::{self, document_line as words},
};

/// The lines; what they are of is asked for when they are looked at.
#[component]
pub fn DocumentLines(
    /// Which lines.
    lines: Lines,
    /// In which currency their amounts are.
    currency: Currency,
    /// What products are called.
    products: Products,
) -> impl IntoView {
    let wanted: Vec<_> = lines.iter().map(|line| line.product).collect();
    Effect::new(move |_| products.want(wanted.iter().copied()));
    let told = move |line: DocumentLine| {
        let what = move || {
            let name = products.name(line.product);
            words::what(line.quantity, name.as_deref().unwrap_or(words::A_PRODUCT), line.price)
        };
        view! {
            <li>
                <span>{what}</span>
                <span class="num">{en::money(line.amount_minor, currency)}</span>
            </li>
        }
    };
    view! {
        <h3>{words::LINES}</h3>
        <ol class="document-lines">{lines.into_iter().map(told).collect_view()}</ol>
    }
}
