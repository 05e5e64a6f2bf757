//! What stands beside a board and is there when it is wanted: the menu of a card, and *Move to…*. Its code comes apart.

use leptos::prelude::*;

use domain::ids::AccountId;

use super::{
    cell_word::Fields,
    hand::{Hand, move_and_tell},
    move_dialog::MoveDialog,
    moving::Aim,
};
use crate::{
    client::use_workspace,
    paths,
    ui::{Menu, MenuItem, MenuState},
    words::en,
};

/// *Move to…* on a board.
#[component]
pub fn DeskMoveDialog(
    /// What the cells of the board are values of.
    fields: Fields,
    /// What a person has in hand.
    hand: Hand,
) -> impl IntoView {
    let workspace = use_workspace();
    let on_move = Callback::new(move |(accounts, aim): (Vec<AccountId>, Aim)| {
        move_and_tell(workspace, hand, &accounts, &aim, None);
        if let (Some(first), Some(drag)) = (accounts.first(), hand.drag.get_value()) {
            drag.keep(fields.word(&aim.to));
            drag.land(first.to_string());
        }
    });
    view! { <MoveDialog fields accounts=hand.moving on_move /> }
}

/// The menu of a card, opened at its button.
#[component]
pub fn CardMenu(
    /// What a person has in hand.
    hand: Hand,
) -> impl IntoView {
    let state = MenuState::new();
    Effect::new(move |_| {
        hand.asked.track();
        if let Some(opener) = hand.opener.get_value() {
            state.open_at(&opener);
        }
    });
    let href = Signal::derive(move || hand.asked.get().map(paths::account).unwrap_or_default());
    let on_move = move |()| {
        if let Some(card) = hand.asked.get_untracked() {
            hand.moving.set(hand.with_selected(card));
        }
    };
    let on_select = move |()| {
        if let Some(card) = hand.asked.get_untracked() {
            hand.toggle(card);
            hand.selects.set(true);
        }
    };
    let select = Signal::derive(move || {
        let card = hand.asked.get();
        let is_selected = card.is_some_and(|card| hand.selected.with(|selected| selected.contains(&card)));
        if is_selected { en::select::NOT_THIS } else { en::select::THIS }.to_owned()
    });
    view! {
        <Menu id="card-menu" label=en::CARD_MENU state>
            <MenuItem label=en::OPEN icon="building-2" href />
            <MenuItem label=en::MOVE_TO icon="move-right" keys="M" on_choose=Callback::new(on_move) />
            <MenuItem label=select icon="check" keys="X" on_choose=Callback::new(on_select) />
        </Menu>
    }
}
