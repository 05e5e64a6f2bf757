//! Telling colleagues where one is and what one holds: seldom enough that nobody pays for it, and forgotten at once.

use std::cell::Cell;

use leptos::{prelude::*, task::spawn_local};

use domain::{
    ids::{AccountId, PersonId},
    set::SetOf,
};

use super::{Workspace, device, fetch, state::Tell, workspace::account_key};
use crate::{
    paths,
    wire::{Presence, Present},
};

/// The shortest time between two tellings, in milliseconds: five a second.
const BETWEEN_MS: u32 = 200;

thread_local! {
    /// A telling is waiting for its turn.
    static WAITING: Cell<bool> = const { Cell::new(false) };
}

impl Workspace {
    /// Which colleague holds an account. Nothing hangs on it but the account's own mark: a card that hung on the list of all who
    /// are present would be remembered by that list long after it was unmounted.
    pub fn holder(&self, account: AccountId) -> Option<PersonId> {
        let holds = |present: &&Present| present.holds.contains(&account);
        self.present.with_untracked(|present| present.iter().find(holds).map(|present| present.person))
    }

    /// Changes who is present, and wakes what looks at the accounts that they hold or held.
    pub(super) fn change_present(&self, change: impl FnOnce(&mut Vec<Present>)) {
        let held =
            || self.present.with_untracked(|all| all.iter().flat_map(|one| one.holds.clone()).collect::<Vec<_>>());
        let mut touched = held();
        self.present.update(change);
        touched.extend(held());
        let touched: SetOf<AccountId> = touched.into();
        let marks =
            self.state.with_value(|state| touched.iter().filter_map(|id| state.marked(account_key(*id))).collect());
        let marks: Vec<Tell> = marks;
        marks.into_iter().for_each(Tell::now);
    }

    /// Tells that the viewer looks at `place` and holds these accounts. What changes while a telling waits goes with it.
    pub fn here(&self, place: &str, holds: Vec<AccountId>) {
        self.presence.set_value(Presence { place: place.to_owned(), holds });
        if let Some(link) = self.link.get_value() {
            (link.tell)(*self);
        }
    }
}

/// Tells the server where the viewer is, as soon as it is its turn.
pub(super) fn tell(workspace: Workspace) {
    if WAITING.replace(true) {
        return;
    }
    spawn_local(async move {
        device::pause(BETWEEN_MS).await;
        WAITING.set(false);
        if let Some(presence) = workspace.presence.try_get_value() {
            // Lossy by nature: who missed it hears the next.
            drop(fetch::tell(paths::PRESENCE, &presence).await);
        }
    });
}
