//! The files that came before.

use leptos::prelude::*;

use domain::{import::Import, model::Model, order::sorted};

use crate::{
    client::use_workspace,
    ui::{Row, Rows},
    views::person_chip::PersonChip,
    words::en,
};

/// The list, the latest first.
#[component]
pub fn PastImports() -> impl IntoView {
    let workspace = use_workspace();
    let is_empty = Memo::new(move |_| workspace.look(|model| model.imports.is_empty()));
    let body = move || match is_empty.get() {
        true => view! { <p class="faint">{en::taking_in::NONE_YET}</p> }.into_any(),
        false => view! { <ImportTable /> }.into_any(),
    };
    view! { <h3 id="imports-title">{en::taking_in::PAST}</h3>{body} }
}

fn latest_first(model: &Model) -> Vec<Import> {
    sorted(model.imports.values(), &|a, b| (b.at, b.id).cmp(&(a.at, a.id))).into_iter().cloned().collect()
}

/// The columns, and whether they hold figures.
const COLUMNS: [(&str, bool); 6] = [
    (en::taking_in::WHEN, false),
    (en::taking_in::WHO, false),
    (en::taking_in::DOCUMENTS, true),
    (en::taking_in::NEW_ACCOUNTS, true),
    (en::taking_in::SALES, true),
    (en::taking_in::CREDITS, true),
];

#[component]
fn ImportTable() -> impl IntoView {
    let workspace = use_workspace();
    let heads = COLUMNS.map(|(label, figures)| {
        view! { <th scope="col" class=if figures { "num" } else { "" }>{label}</th> }
    });
    let row = |import: Import| Row::new(import.id, move || view! { <ImportRow import /> });
    let rows = move || workspace.look(latest_first).into_iter().map(row).collect::<Vec<_>>();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-labelledby="imports-title">
            <table class="table">
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody><Rows rows /></tbody>
            </table>
        </div>
    }
}

#[component]
fn ImportRow(import: Import) -> impl IntoView {
    let workspace = use_workspace();
    let number = |number: i64| en::number(usize::try_from(number).unwrap_or_default());
    let near = move || {
        let viewer = workspace.viewer();
        en::moment_near(import.at, viewer.now, viewer.day)
    };
    view! {
        <tr>
            <td><time title=en::moment(import.at)>{near}</time></td>
            <td><PersonChip person=Some(import.by) /></td>
            <td class="num">{number(import.imported)}</td>
            <td class="num">{number(import.accounts_created)}</td>
            <td class="num">{en::money(import.sales_minor, import.currency)}</td>
            <td class="num">{en::money(import.credits_minor, import.currency)}</td>
        </tr>
    }
}
