//! Whether the window is as narrow as a phone's, for what is drawn otherwise there. What is only dressed otherwise asks its style.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::listen::{Listen, Listening};

/// As the styles have it.
const NARROW: &str = "(max-width: 640px)";

/// Whether the window is narrow. Nobody knows before the page is awake: the first render takes it for wide.
pub fn use_narrow() -> RwSignal<bool> {
    let narrow = RwSignal::new(false);
    let held = StoredValue::new(None);
    Effect::new(move |_| {
        let Some(asked) = window().match_media(NARROW).ok().flatten() else { return };
        narrow.set(asked.matches());
        let heard = asked.clone();
        let changed = Listening::on(&asked, "change", Listen::Passive, move |_| {
            // What asked for it may be gone by then.
            let _ = narrow.try_set(heard.matches());
        });
        held.set_value(Some(SendWrapper::new(changed)));
    });
    narrow
}
