//! Telling whoever draws a board that records are about to change, just before they do: what travels from one place to another has to
//! be seen where it was.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{change::Change, ids::PersonId};

use super::Workspace;

/// What hears of changes before they are taken in, and who made them, as [`crate::wire::Frame`] has it.
pub type Foretold = Arc<dyn Fn(&[Change], &[PersonId]) + Send + Sync>;

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
    }

    /// Whether commands of this browser are under way, of which the stream has yet to bring the entries.
    pub fn is_under_way(&self) -> bool {
        self.state.with_value(|state| !state.replica.pending().is_empty())
    }
}
