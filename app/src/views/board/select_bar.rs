//! What can be done with the cards of a board that are selected. It stands below the board for as long as any are, so that whoever has
//! no keys knows how many there are, moves them at once, and lets them go. Its code comes apart.

use leptos::prelude::*;

use domain::set::SetOf;

use super::hand::Hand;
use crate::{
    client::use_workspace,
    ui::{Button, ButtonTone},
    words::en,
};

/// The bar.
#[component]
pub fn SelectBar(
    /// What a person has in hand.
    hand: Hand,
) -> impl IntoView {
    let workspace = use_workspace();
    let count = Memo::new(move |_| hand.selected.with(SetOf::len));
    let shown = Memo::new(move |_| (hand.selects.get() || count.get() > 0) && !workspace.looks_back.get());
    let nothing = Signal::derive(move || (count.get() == 0).then(|| en::select::NOTHING.to_owned()));
    let on_move = move || hand.moving.set(hand.selected.with_untracked(|selected| selected.iter().copied().collect()));
    let bar = move || {
        shown.get().then(|| {
            view! {
                <div class="select-bar" role="group" aria-label=en::select::BAR>
                    <p>{move || en::select::count(count.get())}</p>
                    <Button label=en::MOVE_TO tone=ButtonTone::Primary why_not=nothing on_press=on_move />
                    <Button label=en::select::DONE on_press=move || hand.let_go() />
                </div>
            }
        })
    };
    view! { {bar} }
}
