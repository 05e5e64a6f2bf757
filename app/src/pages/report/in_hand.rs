//! The figures of a report in hand: those that the page came with, and those that were fetched since.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use domain::{
    change::{Change, Kind},
    ids::PersonId,
    model::Model,
};

use super::asked::Asked;
use crate::{
    client::{fetch::Trouble, foretell::use_foretold, reports, use_workspace},
    views::first_part::use_first_part,
    wire::PagePart,
};

/// The figures, and how it stands with fetching them.
pub struct InHand<T: Send + Sync + 'static> {
    /// The figures; none before any came.
    pub part: RwSignal<Option<Arc<T>>>,
    /// Whether others are on their way.
    pub busy: RwSignal<bool>,
    /// Why none came.
    pub trouble: RwSignal<Option<Trouble>>,
    again: RwSignal<u32>,
    /// How often figures were asked for: an answer counts while nothing was asked since.
    asked: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for InHand<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for InHand<T> {}

impl<T: DeserializeOwned + Send + Sync + 'static> InHand<T> {
    /// Those that the page came with, if it is the one that the server answered.
    fn first() -> Self {
        let first = match use_first_part() {
            Some(PagePart::Report(part)) => part.read::<T>().ok(),
            _ => None,
        };
        Self {
            part: RwSignal::new(first.map(Arc::new)),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            again: RwSignal::new(0),
            asked: StoredValue::new(0),
        }
    }

    fn fetch(self, path: String) {
        let turn = self.asked.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let found = reports::page::<T>(&path).await;
            // The page may be gone by now, or ask for something else.
            if turn.is_none() || self.asked.try_get_value() != turn {
                return;
            }
            self.busy.set(false);
            match found {
                Ok(part) => self.part.set(Some(Arc::new(part))),
                Err(trouble) => self.trouble.set(Some(trouble)),
            }
        });
    }
}

impl<T: Send + Sync + 'static> InHand<T> {
    /// Asks once more for what did not come.
    pub fn ask_again(self) {
        self.again.update(|again| *again = again.wrapping_add(1));
    }
}

/// What the figures hang on in the records in hand: how many accounts there are, and what they brought. It stands for the ledger, of
/// which a browser holds no lines.
type Mark = (usize, i64);

fn mark(model: &Model) -> Mark {
    (model.accounts.len(), model.accounts.keys().map(|id| model.revenue_ttm_minor(*id)).sum())
}

/// The figures for what the page at a place asks, fetched when it asks for others and when the book changes.
pub fn use_in_hand<T: DeserializeOwned + Send + Sync + 'static>(place: &'static str, asked: Memo<Asked>) -> InHand<T> {
    let report = InHand::first();
    let of_first = report.part.with_untracked(Option::is_some).then(|| asked.get_untracked());
    let workspace = use_workspace();
    let book = Memo::new(move |_| workspace.directory.get().then(|| workspace.look(mark)));
    Effect::new(move |before: Option<(Option<Asked>, Option<Mark>, u32)>| {
        let (asked, book, again) = (asked.get(), book.get(), report.again.get());
        let (told, seen, tries) = before.unwrap_or((of_first.clone(), None, 0));
        let is_changed = seen.is_some() && book != seen;
        if told.as_ref() != Some(&asked) || is_changed || again != tries {
            report.fetch(asked.path(place));
        }
        (Some(asked), book, again)
    });
    report
}

/// Has figures asked for again whenever a record of such a kind changed: they hang on records that no browser holds.
pub fn hear<T: Send + Sync + 'static>(report: InHand<T>, hangs_on: fn(Kind) -> bool) {
    let workspace = use_workspace();
    let heard = Arc::new(move |changes: &[Change], _: &[PersonId]| {
        if changes.iter().any(|change| hangs_on(change.key.kind)) {
            report.ask_again();
        }
    });
    use_foretold(workspace, move || heard.clone());
}

/// What the page at an address shows, fetched when it becomes the page of another address. It hangs on nothing in the book.
pub fn use_at<T: DeserializeOwned + Send + Sync + 'static>(path: Memo<String>) -> InHand<T> {
    let page = InHand::first();
    let of_first = page.part.with_untracked(Option::is_some).then(|| path.get_untracked());
    Effect::new(move |before: Option<(Option<String>, u32)>| {
        let (path, again) = (path.get(), page.again.get());
        let (told, tries) = before.unwrap_or((of_first.clone(), 0));
        if told.as_ref() != Some(&path) || again != tries {
            page.fetch(path.clone());
        }
        (Some(path), again)
    });
    page
}
