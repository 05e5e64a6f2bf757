//! The button that takes a table of a report out as CSV.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    client::use_workspace,
    ui::{Button, download::save_text},
    views::{csv, saved::use_saved},
};

/// The button.
#[component]
pub fn TakeOut<T: Send + Sync + 'static>(
    /// What the file is called; the day comes behind it.
    id: &'static str,
    /// The figures in hand.
    told: Memo<Arc<T>>,
    /// The table of them, the heads of its columns first.
    table: fn(&T) -> Vec<Vec<String>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let tell = use_saved();
    let on_press = move || {
        let name = format!("{id}-{}.csv", workspace.viewer().day);
        let lines: String = told.with_untracked(|told| table(told).iter().map(|line| csv::line(line)).collect());
        tell(save_text(&name, "text/csv", &[csv::MARK, &lines].concat()));
    };
    view! { <Button label="CSV" on_press /> }
}
