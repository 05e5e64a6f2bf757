//! What the author of a command is told when it did not happen.

use domain::rejection::Rejection;

use crate::client::Connection;

use super::{count as number_of, rejection};

pub const NOTICES: &str = "Needs your decision";
pub const NEEDS_YOU: &str = "Something needs your decision";
pub const A_COLLEAGUE: &str = "A colleague";
pub const YOU: &str = "You";
pub const KEEP_MINE: &str = "Keep mine";
pub const KEEP_THEIRS: &str = "Keep theirs";
pub const NOTE_NOT_KEPT: &str = "This note was not taken in. Here it is back.";
pub const NEXT_STEP_NOT_KEPT: &str = "This next step was not taken in. Here it is back.";
pub const AS_NEW_NOTE: &str = "Add as a new note";

/// What becomes of what waits for the server.
pub fn waiting(connection: Connection, waiting: usize) -> &'static str {
    match connection {
        _ if waiting == 0 => "Nothing waits. All you did is saved.",
        Connection::Opening | Connection::Live => "On its way to the server:",
        Connection::Away => "Goes by itself once the connection is back. Leave this page open until then:",
        Connection::SignedOut => "Goes once you have signed in again. Leave this page open until then:",
        Connection::Outdated => "This version can no longer send it. Note it down before you load the new one:",
    }
}

/// Why one command, or several of the same kind, did not happen.
pub fn refused(name: Option<&str>, count: usize, reason: &Rejection) -> String {
    match (name, count) {
        (Some(name), _) => format!("{name}: {}", rejection(reason)),
        (None, 0 | 1) => rejection(reason),
        (None, count) => format!("{} did not go through. {}", number_of(count, "change", "changes"), rejection(reason)),
    }
}

/// The heading of a conflict: who was first, with what.
pub fn conflict(who: &str, name: &str) -> String {
    format!("{who} was first with {name}")
}
