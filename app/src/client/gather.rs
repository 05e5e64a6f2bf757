//! Fetching again where something changed: changes come in company, and one answer tells all of them.

use leptos::prelude::*;

use super::asking::use_asking;

/// How long changes gather before anything is fetched again, in milliseconds.
const GATHER_MS: u64 = 300;

/// Has something fetched from an address: when it becomes another one at once, and where it is asked for once more a moment later.
/// What is in hand at the beginning is not fetched.
pub fn use_gathered(
    path: Signal<String>,
    again: RwSignal<u32>,
    has_first: bool,
    fetch: impl Fn(String) + Copy + 'static,
) {
    let asking = use_asking();
    // Effects run in a browser only.
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        again.track();
        asking.forget();
        if before.is_some() || !has_first {
            let pause_ms = if before.as_ref() == Some(&path) { GATHER_MS } else { 0 };
            let asked = path.clone();
            asking.after(pause_ms, move || fetch(asked));
        }
        path
    });
}
