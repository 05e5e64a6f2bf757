//! Signals that rows by the thousand hang on while the page stays open.

use leptos::{prelude::*, reactive::graph::Source};

/// Sets such a signal, and lets go of those who hung on it.
///
/// Why: a signal never takes those off its list that are gone. A drag over a board for an hour would leave some fifty bytes for each
/// row that was ever mounted, and each set would go through them all. Whoever is still there was woken by the set and comes onto
/// the list again as it looks.
pub fn tell_rows<T: Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_set(value).is_none() {
        signal.clear_subscribers();
    }
}
