//! The one polite voice of the page. What happened and cannot be seen from where the focus is gets said here, once.

use leptos::prelude::*;

/// Says things to screen readers. Copied freely; all copies speak through the one region.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    said: RwSignal<(u32, String)>,
}

impl Live {
    /// Says a sentence when the reader is done with the last one; the same sentence twice is said twice.
    pub fn announce(self, text: impl Into<String>) {
        let text = text.into();
        // The page may be gone by the time a late answer speaks.
        let _ = self.said.try_update(|said| *said = (said.0.wrapping_add(1), text));
    }

    /// What was said last.
    pub fn last(self) -> String {
        self.said.with(|said| said.1.clone())
    }
}

/// Gives the page its voice; called once, by the frame.
pub fn provide_live() -> Live {
    let live = Live { said: RwSignal::new((0, String::new())) };
    provide_context(live);
    live
}

/// The page's voice. Without a frame around (a component on its own) what is said goes nowhere.
pub fn use_live() -> Live {
    use_context().unwrap_or_else(|| Live { said: RwSignal::new((0, String::new())) })
}

/// The region itself; stands once, outside of every list.
#[component]
pub fn LiveRegion(live: Live) -> impl IntoView {
    // A region speaks when its text changes: a sentence that comes again differs by an unspoken trailing space.
    let text =
        move || live.said.with(|(count, text)| if count % 2 == 0 { text.clone() } else { format!("{text}\u{a0}") });
    view! { <div class="said" role="status" aria-live="polite">{text}</div> }
}
