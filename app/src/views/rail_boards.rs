//! The boards that people made, in the rail. The page is sent with them; what keeps them as they are now comes apart, with the code of
//! boards.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use domain::{field::Field, ids::PersonId, model::Model, order::sorted, team_board::TeamBoard};

use super::{
    board::saved_views::use_boards,
    frame::{Place, PlaceLink},
};
use crate::{
    client::use_workspace,
    paths,
    ui::{Row, Rows},
    wire::RailBoard,
};

/// How many stand there: one finds them at a glance, and the others on the index.
const MOST: usize = 8;

/// The boards in hand in the order in which they are named: what somebody made themselves comes first, then by name.
pub fn boards_in_order(model: &Model, viewer: PersonId) -> Vec<&TeamBoard> {
    let is_other = |board: &TeamBoard| board.maker != viewer;
    sorted(model.team_boards.values(), &|a, b| (is_other(a), &a.name, a.id).cmp(&(is_other(b), &b.name, b.id)))
}

/// Those of them that find room, as far as a viewer `sees` them.
pub fn boards_of_rail(model: &Model, viewer: PersonId, sees: impl Fn(&TeamBoard) -> bool) -> Vec<RailBoard> {
    let seen = boards_in_order(model, viewer).into_iter().filter(|board| sees(board)).take(MOST);
    seen.map(|board| RailBoard { id: board.id, name: board.name.clone() }).collect()
}

/// The boards that the viewer sees.
#[component]
pub fn RailBoards() -> impl IntoView {
    let rail = use_workspace().rail;
    let path: Signal<String> = use_location().pathname.into();
    let row = move |board: &RailBoard| {
        let place = Place::below(paths::board(Field::Board(board.id)), board.name.clone());
        Row::new([&*place.href, " ", &place.label].concat(), move || view! { <PlaceLink place path /> })
    };
    let rows = move || rail.with(|boards| boards.iter().map(row).collect::<Vec<_>>());
    view! { <Rows rows /> }
}

/// Keeps them as they are now.
#[component]
pub fn LiveRail() -> impl IntoView {
    let workspace = use_workspace();
    let fetched = use_boards();
    let viewer = workspace.viewer().actor;
    let now = move || workspace.look(|model| boards_of_rail(model, viewer, |_| true));
    Effect::new(move |_| {
        // What a page brought of one board is not all of them.
        if fetched.get() {
            let now = now();
            if workspace.rail.with_untracked(|before| *before != now) {
                workspace.rail.set(now);
            }
        }
    });
}
