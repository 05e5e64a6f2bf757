//! Records that no device has in its model ([`domain::keep`]): a page of theirs fetches what it shows, and fetches it again when a change
//! of it is told.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use domain::{
    change::{Change, Kind, Value},
    ids::AccountId,
    record::Record,
};

use super::{
    feed::fetch_account,
    fetch::{self, Trouble},
    foretell::use_foretold,
    gather::use_gathered,
    use_workspace,
    workspace::account_key,
};
use crate::{
    paths,
    wire::{json, terms::Terms},
};

/// What was fetched, and why it was not.
pub struct Fetched<T: Send + Sync + 'static> {
    /// What there is; none before any came.
    pub told: RwSignal<Option<Arc<T>>>,
    /// Why the latest did not come.
    pub trouble: RwSignal<Option<Trouble>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fetched<T> {}

impl<T: DeserializeOwned + PartialEq + Send + Sync + 'static> Fetched<T> {
    /// Begins with this.
    pub fn new(first: Option<T>) -> Self {
        let told = RwSignal::new(first.map(Arc::new));
        Self { told, trouble: RwSignal::new(None), again: RwSignal::new(0) }
    }

    /// Fetches once more.
    pub fn ask_again(self) {
        self.again.update(|again| *again = again.wrapping_add(1));
    }

    /// An answer came. Gives whether it differs from the one before; the page may be gone by now.
    fn take(self, answer: Result<String, Trouble>) -> bool {
        let answer = answer.and_then(|text| json::read::<T>(&text).map_err(|_| Trouble::Offline));
        let before = self.told.try_get_untracked().flatten();
        match answer {
            Ok(found) if before.as_deref() != Some(&found) => {
                let _ = self.trouble.try_set(None);
                let _ = self.told.try_set(Some(Arc::new(found)));
                before.is_some()
            }
            Ok(_) => {
                let _ = self.trouble.try_set(None);
                false
            }
            Err(trouble) => {
                let _ = self.trouble.try_set(Some(trouble));
                false
            }
        }
    }
}

/// What a record says, in one text: as long as it stays the same, so does the row that shows it.
pub fn print<R: Record>(record: &R) -> String {
    print_of(&record.created())
}

fn print_of(told: &Change) -> String {
    let mut out = told.key.id.to_string();
    for field in &told.fields {
        out.push('\n');
        match &field.after {
            Value::Nothing => {}
            Value::Flag(flag) => out.push(if *flag { '1' } else { '0' }),
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Text(text) => out.push_str(text),
        }
    }
    out
}

/// The terms of an account, as fresh as its records are.
pub fn use_terms(id: AccountId) -> Fetched<Terms> {
    use_of_account(id, paths::terms)
}

/// What is told of an account at an address of its own, as fresh as its records are.
pub(super) fn use_of_account<T: DeserializeOwned + PartialEq + Send + Sync + 'static>(
    id: AccountId,
    path: fn(AccountId) -> String,
) -> Fetched<T> {
    let workspace = use_workspace();
    let fetched = Fetched::new(None);
    let seq = workspace.watch(account_key(id), |model| model.seq);
    let is_settled = Memo::new(move |_| workspace.waiting.get() == 0);
    Effect::new(move |_| {
        // Read, and not only tracked: what was never read hangs on nothing.
        seq.get();
        fetched.again.track();
        if is_settled.get() {
            spawn_local(async move {
                if fetched.take(fetch::get_text(path(id)).await) {
                    // Its history tells of them as well.
                    drop(fetch_account(workspace, id).await);
                }
            });
        }
    });
    fetched
}

/// What stands at an address, fetched when it is not in hand and whenever a record that no device has changed.
pub fn use_kept<T: DeserializeOwned + PartialEq + Send + Sync + 'static>(
    path: &'static str,
    first: Option<T>,
) -> Fetched<T> {
    use_kept_at(path.into(), first, Kind::is_kept)
}

/// The same at an address that may change, whenever a record of the kinds changed on which it hangs.
pub fn use_kept_at<T: DeserializeOwned + PartialEq + Send + Sync + 'static>(
    path: Signal<String>,
    first: Option<T>,
    hangs_on: fn(Kind) -> bool,
) -> Fetched<T> {
    let workspace = use_workspace();
    // Whoever comes back to the page that the server sent finds it as it was then until it is fetched anew.
    let has_first = first.is_some() && !workspace.directory.get_untracked();
    let fetched = Fetched::new(first);
    let heard = Arc::new(move |changes: &[Change], _: &[_]| {
        if changes.iter().any(|change| hangs_on(change.key.kind)) {
            fetched.ask_again();
        }
    });
    use_foretold(workspace, move || heard.clone());
    use_gathered(path, fetched.again, has_first, move |asked| {
        spawn_local(async move {
            let answer = fetch::get_text(asked.clone()).await;
            // What is asked for by now may stand elsewhere.
            if path.try_get_untracked().as_ref() == Some(&asked) {
                fetched.take(answer);
            }
        });
    });
    fetched
}
