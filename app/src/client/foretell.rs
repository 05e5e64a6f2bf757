//! Telling whoever draws a board that records are about to change, just before they do: what travels from one place to another has to
//! be seen where it was. And who moved what two may want to move at once, for the second of them.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    change::{Change, Kind},
    ids::PersonId,
};
use uuid::Uuid;

use super::Workspace;

/// What hears of changes before they are taken in, and who made them, as [`crate::wire::Frame`] has it.
pub type Foretold = Arc<dyn Fn(&[Change], &[PersonId]) + Send + Sync>;

/// Who moved which card of a board that people made, the latest last.
pub type Authors = Vec<(Uuid, PersonId)>;

/// How many of them are known: as many as a colleague may make while somebody is in a tunnel.
const AUTHORS: usize = 500;

/// Who made a change of a frame, by its number, as [`crate::wire::Frame`] has it.
pub fn author_of(by: &[PersonId], number: usize) -> Option<PersonId> {
    by.get(number).or(by.last()).copied()
}

impl Workspace {
    /// Has changes foretold from now on, or no more.
    pub fn have_foretold(&self, heard: Option<Foretold>) {
        // The page may be gone by now, and with it whoever foretells.
        let _ = self.foretold.try_set_value(heard);
    }

    /// Changes of this kind are about to be taken in, or back. Nobody is named for one's own.
    pub fn foretell(&self, changes: &[Change], by: &[PersonId]) {
        if let Some(heard) = self.foretold.get_value() {
            heard(changes, by);
        }
        self.authors.update_value(|authors| {
            for (number, change) in changes.iter().enumerate() {
                if change.key.kind == Kind::BoardCard {
                    authors.extend(author_of(by, number).map(|by| (change.key.id, by)));
                }
            }
            authors.drain(..authors.len().saturating_sub(AUTHORS));
        });
    }

    /// Who was the last to move a card of a board that people made; none where it was not heard.
    pub fn author(&self, record: Uuid) -> Option<PersonId> {
        self.authors.with_value(|authors| authors.iter().rev().find(|(of, _)| *of == record).map(|(_, by)| *by))
    }

    /// Whether commands of this browser are under way, of which the stream has yet to bring the entries.
    pub fn is_under_way(&self) -> bool {
        self.state.with_value(|state| !state.replica.pending().is_empty())
    }
}
