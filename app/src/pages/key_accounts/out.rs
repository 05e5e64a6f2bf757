//! The key set as a table for spreadsheets, and on paper.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    ui::Button,
    views::{
        csv,
        saved::{save_table, use_saved},
    },
    wire::key_accounts::{KeyAccount, KeySet},
    words::en::{NOBODY, key_accounts as words},
};

/// The button that takes it out.
#[component]
pub fn TakeOut(desk: Desk) -> impl IntoView {
    let tell = use_saved();
    let on_press = move || {
        let told = desk.told.get_untracked();
        let name = format!("key-accounts-{}.csv", told.as_of);
        tell(save_table(&name, &untrack(|| table(desk, &told))));
    };
    view! { <div class="buttons"><Button label="CSV" on_press /></div> }
}

fn table(desk: Desk, told: &KeySet) -> Vec<Vec<String>> {
    let line = |one: &KeyAccount| {
        let (line, decided) = (&one.line, &one.entered);
        vec![
            csv::text(&line.name),
            decided.day.to_string(),
            csv::text(&desk.rule(decided.rule)),
            csv::text(&desk.name(decided.by)),
            decided.at.to_string(),
            csv::text(&decided.reason),
            csv::text(&line.owner.map_or_else(|| NOBODY.to_owned(), |owner| desk.name(owner))),
            csv::decimal(line.revenue_ttm_minor, told.currency),
            line.share.as_ref().map(|share| share.decimal.clone()).unwrap_or_default(),
            told.currency.code().to_owned(),
        ]
    };
    std::iter::once(words::HEADS.map(str::to_owned).to_vec()).chain(told.members.iter().map(line)).collect()
}
