//! A panel with a list, and what is said where there is nothing in it.

use std::fmt::Debug;

use leptos::prelude::*;

use crate::ui::{Row, Rows};

/// The panel. A line is made anew where anything of it changes.
#[component]
pub fn PanelList<T: Clone + Debug + PartialEq + Send + Sync + 'static>(
    /// Of its heading.
    id: &'static str,
    /// What the heading says.
    title: &'static str,
    /// What there is.
    items: Memo<Vec<T>>,
    /// A line of the list.
    line: fn(T) -> AnyView,
    /// What is said where there is nothing.
    none: &'static str,
) -> impl IntoView {
    let row = move |one: T| Row::new(format!("{one:?}"), move || line(one));
    let rows = move || items.get().into_iter().map(row).collect::<Vec<_>>();
    let is_none = Memo::new(move |_| items.with(Vec::is_empty));
    view! {
        <section class="panel" aria-labelledby=id>
            <header><h2 id=id>{title}</h2></header>
            <p class="meta" hidden=move || !is_none.get()>{none}</p>
            <ul class="panel-list" aria-labelledby=id><Rows rows /></ul>
        </section>
    }
}
