//! The boards that people made, in the rail: they come in once the page is awake and idle, on whatever page. Their code comes apart.

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
};

/// How many stand there: one finds them at a glance, and the others on the index.
const MOST: usize = 8;

/// The boards in hand in the order in which they are named: what somebody made themselves comes first, then by name.
pub fn boards_in_order(model: &Model, viewer: PersonId) -> Vec<&TeamBoard> {
    let is_other = |board: &TeamBoard| board.maker != viewer;
    sorted(model.team_boards.values(), &|a, b| (is_other(a), &a.name, a.id).cmp(&(is_other(b), &b.name, b.id)))
}

/// The boards that the viewer sees, as they are now.
#[component]
pub fn RailBoards() -> impl IntoView {
    use_boards();
    let workspace = use_workspace();
    let path: Signal<String> = use_location().pathname.into();
    let row = move |board: &TeamBoard| {
        let place = Place::below(paths::board(Field::Board(board.id)), board.name.clone());
        Row::new([&*place.href, " ", &place.label].concat(), move || view! { <PlaceLink place path /> })
    };
    let rows = move || {
        let viewer = workspace.viewer().actor;
        workspace.look(|model| boards_in_order(model, viewer).into_iter().take(MOST).map(row).collect::<Vec<_>>())
    };
    view! { <Rows rows /> }
}
