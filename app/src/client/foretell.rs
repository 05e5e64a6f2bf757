//! Telling whoever draws a board that records are about to change, just before they do: what travels from one place to another has to
//! be seen where it was. And who moved what two may want to move at once, for the second of them.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use leptos::prelude::*;

use domain::{
    change::{Change, Kind},
    ids::PersonId,
};
use uuid::Uuid;

use super::Workspace;

/// What hears of changes before they are taken in, and who made them, as [`crate::wire::Frame`] has it.
pub type Foretold = Arc<dyn Fn(&[Change], &[PersonId]) + Send + Sync>;

/// Whoever hears of changes, and whether they are on the page yet.
pub type Hearers = Vec<(Arc<AtomicBool>, Foretold)>;

/// Who moved which card of a board that people made, the latest last.
pub type Authors = Vec<(Uuid, PersonId)>;

/// How many of them are known: as many as a colleague may make while somebody is in a tunnel.
const AUTHORS: usize = 500;

/// Who made a change of a frame, by its number, as [`crate::wire::Frame`] has it.
pub fn author_of(by: &[PersonId], number: usize) -> Option<PersonId> {
    by.get(number).or(by.last()).copied()
}

/// Has changes foretold to what `hears` makes, for as long as whoever asks is on the page. A page that one comes to is there before the one
/// that one comes from is gone, and several parts of one may hear.
pub fn use_foretold(workspace: Workspace, hears: impl Fn() -> Foretold + 'static) {
    let is_here = Arc::new(AtomicBool::new(true));
    let left = Arc::clone(&is_here);
    // Effects run in a browser only.
    Effect::new(move |_| {
        let hearer = (Arc::clone(&is_here), hears());
        // The page may be gone by now, and with it whoever foretells.
        let _ = workspace.foretold.try_update_value(|all| all.push(hearer));
    });
    on_cleanup(move || left.store(false, Ordering::Relaxed));
}

impl Workspace {
    /// Whoever hears by now.
    fn hearers(&self) -> Hearers {
        let here = |all: &mut Hearers| {
            all.retain(|(is_here, _)| is_here.load(Ordering::Relaxed));
            all.clone()
        };
        self.foretold.try_update_value(here).unwrap_or_default()
    }

    /// Changes of this kind are about to be taken in, or back. Nobody is named for one's own.
    pub fn foretell(&self, changes: &[Change], by: &[PersonId]) {
        for (_, heard) in self.hearers() {
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
