//! The button that takes a table of a report out as CSV.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    client::use_workspace,
    ui::Button,
    views::saved::{save_table, use_saved},
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
        tell(told.with_untracked(|told| save_table(&name, &table(told))));
    };
    view! { <Button label="CSV" on_press /> }
}
