//! Telling colleagues where one is and what one holds: seldom enough that nobody pays for it, and forgotten at once.

use std::cell::Cell;

use leptos::{prelude::*, task::spawn_local};

use domain::ids::AccountId;

use super::{Workspace, device, fetch};
use crate::{paths, wire::Presence};

/// The shortest time between two tellings, in milliseconds: five a second.
const BETWEEN_MS: u32 = 200;

thread_local! {
    /// A telling is waiting for its turn.
    static WAITING: Cell<bool> = const { Cell::new(false) };
}

impl Workspace {
    /// Tells that the viewer looks at `place` and holds these accounts. What changes while a telling waits goes with it.
    pub fn here(&self, place: &str, holds: Vec<AccountId>) {
        self.presence.set_value(Presence { place: place.to_owned(), holds });
        if WAITING.replace(true) {
            return;
        }
        let workspace = *self;
        spawn_local(async move {
            device::pause(BETWEEN_MS).await;
            WAITING.set(false);
            if let Some(presence) = workspace.presence.try_get_value() {
                // Lossy by nature: who missed it hears the next.
                drop(fetch::tell(paths::PRESENCE, &presence).await);
            }
        });
    }
}
