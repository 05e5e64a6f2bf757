//! Texts that somebody is writing and has not sent: they outlive the view that they are written in, for as long as the tab is open.
//! Whoever looks at another account in between finds them as they were.

use domain::table::Table;
use leptos::prelude::*;
use uuid::Uuid;

use super::Workspace;

/// Texts by the record that they are about and by what they are to become.
pub type Drafts = Table<(Uuid, &'static str), String>;

/// A name for what is begun about a record by a word, such as the name of a model, where there may be drafts by many words.
pub fn named(of: Uuid, word: &str) -> Uuid {
    let mixed = |mixed: u128, byte: u8| (mixed ^ u128::from(byte)).wrapping_mul(0x0100_0000_01b3);
    Uuid::from_u128(word.bytes().fold(of.as_u128(), mixed))
}

impl Workspace {
    /// What was begun there; none where nothing was.
    pub fn draft(&self, of: Uuid, what: &'static str) -> Option<String> {
        self.drafts.with_value(|drafts| drafts.get(&(of, what)).cloned())
    }

    /// Keeps what is being written there; `None` where it was sent or given up.
    pub fn keep_draft(&self, of: Uuid, what: &'static str, text: Option<String>) {
        let _ = self.drafts.try_update_value(|drafts| match text {
            Some(text) => drop(drafts.insert((of, what), text)),
            None => drop(drafts.remove(&(of, what))),
        });
    }
}
