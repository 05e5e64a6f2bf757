//! What a person has in hand on a board: the cards that are selected, the dialog that is open, the card whose menu is open.

use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use send_wrapper::SendWrapper;

use domain::{board::Cell, ids::AccountId, set::SetOf};

use super::moving::{Aim, move_all, words_of};
use crate::{
    client::{Workspace, step::Way},
    ui::{Drag, Toast, Toasts, tell::tell_rows, use_toasts},
    words::en,
};

/// What a board holds while it is open: selection, the open dialog, the card whose menu is open.
#[derive(Clone, Copy)]
pub struct Hand {
    /// The cards that are selected.
    pub selected: RwSignal<SetOf<AccountId>>,
    /// The account that is open beside the board.
    pub opened: RwSignal<Option<AccountId>>,
    /// The accounts that *Move to…* is open for.
    pub moving: RwSignal<Vec<AccountId>>,
    /// The card whose menu is open.
    pub asked: RwSignal<Option<AccountId>>,
    /// The button that asked for it.
    pub opener: StoredValue<Option<SendWrapper<HtmlElement>>>,
    /// What moves cards over the board, once it is there.
    pub drag: StoredValue<Option<Drag>>,
    toasts: Toasts,
}

impl Hand {
    /// An empty hand.
    pub fn new() -> Self {
        Self {
            selected: RwSignal::default(),
            opened: RwSignal::default(),
            moving: RwSignal::default(),
            asked: RwSignal::default(),
            opener: StoredValue::new(None),
            drag: StoredValue::new(None),
            toasts: use_toasts(),
        }
    }

    /// The cards that a gesture on one of them is about: all selected ones, if it is among them, else itself alone.
    pub fn with_selected(&self, card: AccountId) -> Vec<AccountId> {
        self.selected.with_untracked(|selected| {
            if selected.contains(&card) { selected.iter().copied().collect() } else { vec![card] }
        })
    }

    /// Takes a card into the selection, or out of it.
    pub fn toggle(&self, card: AccountId) {
        let mut selected = self.selected.get_untracked();
        if !selected.remove(&card) {
            selected.insert(card);
        }
        tell_rows(self.selected, selected);
    }
}

impl Default for Hand {
    fn default() -> Self {
        Self::new()
    }
}

/// Moves cards and tells it: once aloud and once with a way back.
pub fn move_and_tell(workspace: Workspace, hand: Hand, accounts: &[AccountId], aim: &Aim, from: Option<&Cell>) {
    let moved = move_all(workspace, accounts, aim, from);
    tell_rows(hand.selected, SetOf::new());
    // As it is; told so that rows which are gone are let go.
    tell_rows(hand.opened, hand.opened.get_untracked());
    let Some(first) = moved.first() else { return };
    let to = words_of(workspace, aim.fields, &aim.to);
    let words = if moved.len() == 1 { en::moved_one(first, &to) } else { en::moved_many(moved.len(), &to) };
    let undo = move || workspace.step(Way::Back);
    hand.toasts.show(Toast::plain(words).with_action(en::UNDO, undo));
}
