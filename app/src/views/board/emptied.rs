//! A cell that a filter leaves empty: what stood in it is out of sight at once, and taken apart a moment later. To take hundreds of cards
//! apart takes longer than a frame, and whoever types wants to see what is left.
//!
//! Only where they are gone from the board: a card that was moved stands in another cell already, and must not be in the document twice.

use std::time::Duration;

use leptos::prelude::*;

use domain::{board::Total, ids::AccountId};

use crate::client::Workspace;

/// How long it rests before it is taken apart, in milliseconds: beyond the pause between two keys.
const REST_MS: u64 = 400;

/// What a cell holds.
#[derive(Clone, Copy)]
pub struct Held {
    /// Whether nothing of it is in the document.
    pub is_bare: RwSignal<bool>,
    /// Whether nothing stands in it.
    pub is_empty: Memo<bool>,
    /// Its accounts; while it rests, those that stood in it.
    pub keys: Memo<Vec<AccountId>>,
    /// What they add up to.
    pub total: Memo<Total>,
}

/// What a cell holds of what the board tells of it.
pub fn use_held(workspace: Workspace, keys: Signal<Vec<AccountId>>, total: Signal<Total>) -> Held {
    let is_empty = Memo::new(move |_| total.with(|total| total.count == 0));
    let is_bare = RwSignal::new(is_empty.get_untracked());
    let keys = Memo::new(move |before: Option<&Vec<AccountId>>| match before {
        Some(before) if is_empty.get() => before.clone(),
        _ => keys.get(),
    });
    Effect::new(move |_| {
        let is_empty = is_empty.get();
        if is_empty && keys.with_untracked(|keys| are_off(workspace, keys)) {
            rest(is_bare, total);
        } else if is_bare.get_untracked() != is_empty {
            is_bare.set(is_empty);
        }
    });
    Held {
        is_bare,
        is_empty,
        keys,
        total: Memo::new(move |before: Option<&Total>| match before {
            Some(before) if is_empty.get() => *before,
            _ => total.get(),
        }),
    }
}

/// Whether accounts stood in a cell and none of them is anywhere on the board.
fn are_off(workspace: Workspace, accounts: &[AccountId]) -> bool {
    let is_off = workspace.board(|board, _| accounts.iter().all(|account| board.cells_of(*account).is_empty()));
    !accounts.is_empty() && is_off == Some(true)
}

/// Takes it apart where nothing came back meanwhile; the cell may be gone by then.
fn rest(is_bare: RwSignal<bool>, total: Signal<Total>) {
    let later = move || {
        if total.try_get_untracked().is_some_and(|total| total.count == 0) {
            let _ = is_bare.try_set(true);
        }
    };
    set_timeout(later, Duration::from_millis(REST_MS));
}
