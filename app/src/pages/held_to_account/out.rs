//! What is told as a table for spreadsheets.

use leptos::prelude::*;

use super::Told;
use crate::{
    ui::Button,
    views::{
        csv,
        saved::{save_table, use_saved},
    },
    wire::{
        held_to_account::{CellTold, HeldToAccount, Tried},
        report::Exact,
    },
    words::en::held_to_account as words,
};

/// The button that takes it out.
#[component]
pub fn TakeOut(told: Told) -> impl IntoView {
    let tell = use_saved();
    let on_press = move || {
        let told = told.get_untracked();
        let name = format!("held-to-account-{}.csv", told.as_of);
        tell(save_table(&name, &table(&told)));
    };
    view! { <div class="buttons"><Button label="CSV" on_press /></div> }
}

fn table(told: &HeldToAccount) -> Vec<Vec<String>> {
    let of = |title: &str, state: &str, tried: &Tried| {
        tried.cells.iter().map(|cell| line(told, title, state, cell)).collect::<Vec<_>>()
    };
    let rows = told.models.iter().flat_map(|one| {
        let confirmed = of(&one.title, words::CONFIRMED_WORD, &one.confirmed);
        confirmed.into_iter().chain(of(&one.title, words::UNCONFIRMED_WORD, &one.unconfirmed))
    });
    std::iter::once(words::HEADS.map(str::to_owned).to_vec()).chain(rows).collect()
}

fn line(told: &HeldToAccount, title: &str, state: &str, cell: &CellTold) -> Vec<String> {
    let money = |minor| csv::decimal(minor, told.currency);
    let exact = |share: &Option<Exact>| share.as_ref().map(|share| share.decimal.clone()).unwrap_or_default();
    let whole = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        csv::text(title),
        state.to_owned(),
        csv::text(&cell.title),
        cell.placements.to_string(),
        cell.accounts.to_string(),
        money(cell.before_minor),
        money(cell.after_minor),
        money(cell.after_minor - cell.before_minor),
        cell.cohort.to_string(),
        cell.churned.to_string(),
        whole(cell.churn_low_permille),
        whole(cell.churn_high_permille),
        exact(&cell.grr),
        exact(&cell.nrr),
    ]
}
