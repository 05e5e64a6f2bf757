//! Turns: what one change draws anew in many places is drawn place after place, so that a key that is pressed meanwhile is heard between
//! them.

use leptos::{prelude::*, task::spawn_local};

use super::device;

/// Whose turn has come to draw the latest there is.
pub struct Turns<T: Send + Sync + 'static> {
    latest: Memo<T>,
    had: RwSignal<Option<(T, usize)>>,
}

// Not derived: that would ask the same of what is drawn.
impl<T: Send + Sync + 'static> Copy for Turns<T> {}
impl<T: Send + Sync + 'static> Clone for Turns<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Turns<T> {
    /// Whether a place, by its number, may draw the latest; until then it shows what it showed.
    pub fn has_come(self, at: usize) -> bool {
        self.latest
            .with(|latest| self.had.with(|had| had.as_ref().is_some_and(|(of, turns)| of == latest && at < *turns)))
    }

    async fn give(self, latest: T, places: usize) {
        for turns in 1..=places {
            device::pause(0).await;
            if self.latest.try_get_untracked().as_ref() != Some(&latest) {
                return;
            }
            let _ = self.had.try_set(Some((latest.clone(), turns)));
        }
    }
}

/// Turns over as many places as there are when something else is to be drawn, from the first on.
pub fn use_turns<T: Clone + PartialEq + Send + Sync + 'static>(
    latest: Memo<T>,
    places: impl Fn() -> usize + 'static,
) -> Turns<T> {
    let turns = Turns { latest, had: RwSignal::new(None) };
    // Effects run in a browser only.
    Effect::new(move |_| {
        let latest = latest.get();
        spawn_local(turns.give(latest, untrack(&places)));
    });
    turns
}
