//! The files that came before.

use leptos::prelude::*;

use domain::{import::Import, model::Model, order::sorted, policy::Action};

use super::take_back::TakeBackDialog;
use crate::{
    client::use_workspace,
    ui::{Button, ButtonTone, Row, Rows},
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
const COLUMNS: [(&str, bool); 7] = [
    (en::taking_in::WHEN, false),
    (en::taking_in::WHO, false),
    (en::taking_in::DOCUMENTS, true),
    (en::taking_in::NEW_ACCOUNTS, true),
    (en::taking_in::SALES, true),
    (en::taking_in::CREDITS, true),
    (en::taking_in::PURCHASES, true),
];

#[component]
fn ImportTable() -> impl IntoView {
    let workspace = use_workspace();
    let heads = COLUMNS.map(|(label, figures)| {
        view! { <th scope="col" class=if figures { "num" } else { "" }>{label}</th> }
    });
    let leaving = RwSignal::new(None);
    let row = move |import: Import| Row::new(import.id, move || view! { <ImportRow import leaving /> });
    let rows = move || workspace.look(latest_first).into_iter().map(row).collect::<Vec<_>>();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-labelledby="imports-title">
            <table class="table">
                <thead>
                    <tr>{heads.collect_view()}<th scope="col"><span class="said">{en::taking_in::TAKE_BACK}</span></th></tr>
                </thead>
                <tbody><Rows rows /></tbody>
            </table>
        </div>
        <TakeBackDialog leaving />
    }
}

#[component]
fn ImportRow(import: Import, leaving: RwSignal<Option<Import>>) -> impl IntoView {
    let workspace = use_workspace();
    let id = import.id;
    let withdrawn =
        Memo::new(move |_| workspace.look(|model| model.imports.get(&id).and_then(|import| import.withdrawn_at)));
    let file = StoredValue::new(import.clone());
    let may = move || workspace.viewer().rights.may(Action::Import);
    let end = move || match withdrawn.get() {
        None if !may() => ().into_any(),
        Some(at) => view! { <span class="meta" title=en::moment(at)>{en::taking_in::taken_back(at)}</span> }.into_any(),
        None => {
            let on_press = move || leaving.set(Some(file.get_value()));
            view! { <Button label=en::taking_in::TAKE_BACK tone=ButtonTone::Quiet on_press /> }.into_any()
        }
    };
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
            <td class="num">{en::money(import.purchases_minor, import.currency)}</td>
            <td class="num">{end}</td>
        </tr>
    }
}
