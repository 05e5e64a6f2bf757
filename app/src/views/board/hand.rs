//! What a person has in hand on a board: the cards that are selected, the dialog that is open, the card whose menu is open.
//!
//! Cards are selected by X, or by the menu of one: from then on a press on a card selects it instead of opening it, so that a finger can
//! select many as well.

use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use send_wrapper::SendWrapper;

use domain::{board::Cell, ids::AccountId, set::SetOf};

use super::moving::{Aim, move_all, words_of};
use crate::{
    client::{Workspace, step::Way, use_workspace},
    ui::{Drag, Live, Toast, Toasts, tell::tell_rows, use_live, use_toasts},
    words::en,
};

/// What a board holds while it is open: selection, the open dialog, the card whose menu is open.
#[derive(Clone, Copy)]
pub struct Hand {
    /// The cards that are selected.
    pub selected: RwSignal<SetOf<AccountId>>,
    /// Whether a press on a card selects it.
    pub selects: RwSignal<bool>,
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
    workspace: Workspace,
    toasts: Toasts,
    live: Live,
}

impl Hand {
    /// An empty hand.
    pub fn new() -> Self {
        Self {
            selected: RwSignal::default(),
            selects: RwSignal::default(),
            opened: RwSignal::default(),
            moving: RwSignal::default(),
            asked: RwSignal::default(),
            opener: StoredValue::new(None),
            drag: StoredValue::new(None),
            workspace: use_workspace(),
            toasts: use_toasts(),
            live: use_live(),
        }
    }

    /// The cards that a gesture on one of them is about: all selected ones, if it is among them, else itself alone.
    pub fn with_selected(&self, card: AccountId) -> Vec<AccountId> {
        self.selected.with_untracked(|selected| {
            if selected.contains(&card) { selected.iter().copied().collect() } else { vec![card] }
        })
    }

    /// Takes a card into the selection, or out of it, and says so.
    pub fn toggle(&self, card: AccountId) {
        let mut selected = self.selected.get_untracked();
        let is_new = !selected.remove(&card);
        if is_new {
            selected.insert(card);
        }
        let name = self.workspace.read(|model| model.accounts.get(&card).map(|account| account.name.clone()));
        self.live.announce(en::select::said(&name.unwrap_or_default(), is_new, selected.len()));
        tell_rows(self.selected, selected);
    }

    /// Nothing is selected any more, and a press on a card opens it.
    pub fn let_go(&self) {
        tell_rows(self.selected, SetOf::new());
        self.selects.set(false);
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
    hand.let_go();
    // As it is; told so that rows which are gone are let go.
    tell_rows(hand.opened, hand.opened.get_untracked());
    let Some(first) = moved.first() else { return };
    let to = words_of(workspace, aim.fields, &aim.to);
    let words = if moved.len() == 1 { en::moved_one(first, &to) } else { en::moved_many(moved.len(), &to) };
    let undo = move || workspace.step(Way::Back);
    hand.toasts.show(Toast::plain(words).with_action(en::UNDO, undo));
}
