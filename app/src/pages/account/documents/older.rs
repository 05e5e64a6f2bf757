//! Documents that are not on the device yet: fetched as somebody scrolls towards them.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use domain::document::Document;

use super::{
    Desk,
    ledger::{Ledger, LedgerRow},
};
use crate::{
    client::history::documents_before,
    ui::{Button, Toast, Toasts, use_toasts},
    wire::DocumentMark,
    words::en,
};

/// How many rows before the last one the next ones are asked for.
const AHEAD: usize = 60;

/// What fetches them.
#[derive(Clone, Copy)]
pub struct Older {
    desk: Desk,
    fetched: RwSignal<Vec<Arc<Document>>>,
    /// Whether there are any.
    is_more: Signal<bool>,
    is_busy: StoredValue<bool>,
    /// Whether they did not come; then nothing is fetched until somebody asks.
    pub failed: RwSignal<bool>,
    toasts: Toasts,
}

impl Older {
    /// Before those that a desk has; what comes is added to the fetched ones.
    pub(super) fn new(desk: Desk, fetched: RwSignal<Vec<Arc<Document>>>, is_more: Signal<bool>) -> Self {
        let (is_busy, failed) = (StoredValue::new(false), RwSignal::new(false));
        Self { desk, fetched, is_more, is_busy, failed, toasts: use_toasts() }
    }

    /// A row came into sight: where it is one of the last, those before it are asked for. A server fetches nothing.
    pub fn near(self, row: LedgerRow) {
        let is_near = || self.desk.ledger.with_untracked(|ledger| ledger.index(row.document) + AHEAD > ledger.len());
        if cfg!(target_arch = "wasm32") && is_near() && !self.failed.get_untracked() {
            self.fetch();
        }
    }

    /// What asks for them once more.
    pub fn again(self) -> impl IntoView {
        let on_press = move || self.fetch();
        view! { <div class="buttons more"><Button label=en::history::SHOW_OLDER on_press /></div> }
    }

    fn fetch(self) {
        let earliest = self.desk.ledger.with_untracked(|ledger| Ledger::earliest(ledger).map(DocumentMark::from));
        let Some(earliest) = earliest.filter(|_| self.is_more.get_untracked()) else { return };
        if self.is_busy.try_update_value(|is_busy| std::mem::replace(is_busy, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let came = documents_before(self.desk.id, &earliest).await;
            // The page may be gone by now.
            let _ = self.is_busy.try_set_value(false);
            let _ = self.failed.try_set(came.is_err());
            match came {
                Ok(window) => {
                    let came = window.items.into_iter().map(Arc::new);
                    let _ = self.fetched.try_update(|fetched| fetched.extend(came));
                }
                Err(trouble) => self.toasts.show(Toast::warn(en::trouble(&trouble))),
            }
        });
    }
}
