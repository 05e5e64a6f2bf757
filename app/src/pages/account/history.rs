//! What happened to an account.

use leptos::{prelude::*, task::spawn_local};

use domain::{history::Entry, ids::AccountId};

use crate::{
    client::{history::entries_before, use_workspace},
    ui::{Button, Toast, use_toasts},
    views::{activity::Activity, shape::Shape},
    words::en,
};

/// How many entries the server sends with an account.
const WINDOW: usize = 30;

/// The panel.
#[component]
pub fn History(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let workspace = use_workspace();
    let older = RwSignal::new(Vec::<Entry>::new());
    let is_over = RwSignal::new(false);
    let newest = move || workspace.opened(id).map(|part| part.history);
    let is_there = Memo::new(move |_| newest().is_some());
    let entries = Memo::new(move |_| {
        let newest = newest().unwrap_or_default();
        let last = newest.last().map_or(i64::MAX, |entry| entry.seq);
        older.with(|older| {
            newest.into_iter().chain(older.iter().filter(|entry| entry.seq < last).cloned()).collect::<Vec<_>>()
        })
    });
    let has_more = move || entries.with(Vec::len) >= WINDOW && !is_over.get();
    let more = move || has_more().then(|| view! { <Older id entries older is_over /> });
    // What a file brought has no entry of its own.
    let none = move || entries.with(Vec::is_empty).then(|| view! { <p class="faint">{en::history::NOTHING_SINCE}</p> });
    let body = move || match is_there.get() {
        true => view! { {none} <Activity entries /> }.into_any(),
        false => view! { <Shape /> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="history-title">
            <header><h2 id="history-title">{en::history::HISTORY}</h2></header>
            {body}
            {more}
        </section>
    }
}

#[component]
fn Older(
    id: AccountId,
    entries: Memo<Vec<Entry>>,
    older: RwSignal<Vec<Entry>>,
    is_over: RwSignal<bool>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let on_press = move || {
        let Some(last) = entries.with_untracked(|entries| entries.last().map(|entry| entry.seq)) else { return };
        busy.set(true);
        spawn_local(async move {
            match entries_before(id, last).await {
                Ok(window) => {
                    workspace.remember(&window.items);
                    // The page may be gone by now.
                    let _ = is_over.try_set(window.next.is_none());
                    let _ = older.try_update(|older| older.extend(window.items));
                }
                Err(trouble) => toasts.show(Toast::warn(en::trouble(&trouble))),
            }
            let _ = busy.try_set(false);
        });
    };
    view! { <div class="buttons more"><Button label=en::history::SHOW_OLDER busy on_press /></div> }
}
