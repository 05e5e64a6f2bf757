//! What waits because the server is away, account by account, so that it can be told where it was done.

use leptos::prelude::*;

use domain::{history::Entry, ids::AccountId, replica::Pending, set::SetOf};

use super::{Workspace, workspace::account_key};

impl Workspace {
    /// The commands that wait for the server's word, oldest first: as entries that the log has not numbered yet, of what they changed
    /// here.
    pub fn unsent(&self) -> Vec<Entry> {
        self.state.with_value(|state| {
            let entry = |one: &Pending| Entry {
                seq: 0,
                id: one.sent.id,
                actor: state.viewer.actor,
                at: one.sent.made_at,
                kind: one.sent.command.word().to_owned(),
                undoes: None,
                undone_by: None,
                changes: one.changes().to_vec(),
            };
            state.replica.pending().iter().filter(|one| one.seq.is_none()).map(entry).collect()
        })
    }

    /// Whether something that was done to an account waits for the server. Hangs on the account's mark alone, as a card does.
    pub fn is_held_up(&self, account: AccountId) -> bool {
        self.held_up.with_value(|held_up| held_up.contains(&account))
    }

    /// Works out what waits, and wakes what looks at those accounts. Whatever began to wait does so until the server has answered it.
    pub fn tell_held_up(&self) {
        let is_away = self.connection.get_untracked().is_lost();
        let before = self.held_up.get_value();
        if !is_away && before.is_empty() {
            return;
        }
        let unsent = self.state.with_value(|state| {
            state.replica.pending().iter().filter(|one| one.seq.is_none()).flat_map(accounts_of).collect::<Vec<_>>()
        });
        let now: SetOf<AccountId> = unsent.into_iter().filter(|id| is_away || before.contains(id)).collect();
        self.held_up.set_value(now.clone());
        let differs = |id: &&AccountId| before.contains(id) != now.contains(id);
        let altered: Vec<AccountId> = before.iter().chain(now.iter()).filter(differs).copied().collect();
        for mark in altered.into_iter().filter_map(|id| self.state.with_value(|state| state.marked(account_key(id)))) {
            mark.now();
        }
    }
}

/// The accounts that a command is about: that of its word, and those that it changed here.
fn accounts_of(pending: &Pending) -> Vec<AccountId> {
    let changed = pending.changes().iter().filter_map(|change| change.account);
    pending.sent.command.account().into_iter().chain(changed).collect()
}
