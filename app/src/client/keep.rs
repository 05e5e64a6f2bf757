//! Keeping what is told of an account beside its records, such as its history, as fresh as the records are.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use domain::{
    account::Account,
    ids::{AccountId, DocumentId, NoteId, PlacementId},
    model::Model,
};

use super::{Connection, Workspace, feed::fetch_account, fetch::Trouble, workspace::account_key};

/// How long changes of an account gather before it is fetched again, in milliseconds.
const GATHER_MS: u64 = 400;

/// What is in hand of an account, as far as its history would tell of it.
#[derive(Clone, Debug, PartialEq)]
struct Print {
    account: Option<Account>,
    placements: Vec<PlacementId>,
    notes: Vec<(NoteId, String)>,
    documents: Vec<DocumentId>,
    revenue_ttm_minor: i64,
}

impl Print {
    fn of(model: &Model, id: AccountId) -> Self {
        let notes = model.notes.values().filter(|note| note.account == id);
        Self {
            account: model.accounts.get(&id).cloned(),
            placements: model.placements.of(id).map(|placement| placement.id).collect(),
            notes: notes.map(|note| (note.id, note.text.clone())).collect(),
            documents: model.documents_of(id).iter().map(|document| document.id).collect(),
            revenue_ttm_minor: model.revenue_ttm_minor(id),
        }
    }
}

/// Keeps an account open for as long as the page that calls it: fetches it when it is not in hand, and again after it
/// changed. `fresh`: the server has just sent it. Gives whether there is no such account for this viewer.
pub fn keep_open(workspace: Workspace, id: AccountId, fresh: bool) -> RwSignal<bool> {
    let missing = RwSignal::new(false);
    let print = workspace.watch(account_key(id), move |model| Print::of(model, id));
    let is_settled = Memo::new(move |_| workspace.waiting.get() == 0);
    let lacks = Memo::new(move |_| {
        workspace.connection.get() == Connection::Live && workspace.opened(id).is_none() && !missing.get()
    });
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let forget = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(forget);
    Effect::new(move |before: Option<()>| {
        print.track();
        let (settled, _) = (is_settled.get(), lacks.get());
        if before.is_none() && fresh || !settled {
            return;
        }
        forget();
        let pause_ms = if before.is_none() { 0 } else { GATHER_MS };
        let fetch = move || spawn_local(fetch_once(workspace, id, missing));
        if let Ok(handle) = set_timeout_with_handle(fetch, Duration::from_millis(pause_ms)) {
            waiting.set_value(Some(handle));
        }
    });
    missing
}

async fn fetch_once(workspace: Workspace, id: AccountId, missing: RwSignal<bool>) {
    let fetched = fetch_account(workspace, id).await;
    // The page may be gone by now.
    let _ = missing.try_set(fetched == Err(Trouble::Missing));
}
