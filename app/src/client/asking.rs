//! Asking the server about what moves: a moment after the last change, and whatever is asked anew outdates what was asked before.

use std::{future::Future, time::Duration};

use leptos::{prelude::*, task::spawn_local};

/// What waits to be asked, and what was asked last.
#[derive(Clone, Copy)]
pub struct Asking {
    waiting: StoredValue<Option<TimeoutHandle>>,
    turn: StoredValue<u32>,
}

/// One for as long as its owner is there.
pub fn use_asking() -> Asking {
    let asking = Asking { waiting: StoredValue::new(None), turn: StoredValue::new(0) };
    on_cleanup(move || asking.forget());
    asking
}

impl Asking {
    /// What waits is not asked any more.
    pub fn forget(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Asks after a pause, instead of what waits.
    pub fn after(self, pause_ms: u64, ask: impl FnOnce() + 'static) {
        self.forget();
        self.waiting.set_value(set_timeout_with_handle(ask, Duration::from_millis(pause_ms)).ok());
    }

    /// Takes an answer, unless something else was asked in between or its owner is gone.
    pub fn latest<T: 'static>(self, answer: impl Future<Output = T> + 'static, take: impl FnOnce(T) + 'static) {
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        spawn_local(async move {
            let told = answer.await;
            if turn.is_some() && self.turn.try_get_value() == turn {
                take(told);
            }
        });
    }
}
