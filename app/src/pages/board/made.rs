//! A board that people made. Its code comes apart.

use leptos::{prelude::*, task::spawn_local};

use domain::ids::TeamBoardId;

use super::{FieldBoard, MissingPage};
use crate::{
    client::{boards::fetch_boards, fetch::Trouble, use_workspace},
    views::{
        board::{asked::Asked, tools::Tools},
        first_part::use_first_part,
    },
    wire::PagePart,
};

/// The board: there while it is there for the viewer, with its cards as soon as they have come.
#[component]
pub fn MadeBoard(
    /// Which one.
    board: TeamBoardId,
    /// What the address asks for.
    asked: Memo<Asked>,
) -> impl IntoView {
    let workspace = use_workspace();
    provide_context(Tools::new());
    let missing = RwSignal::new(use_first_part() == Some(PagePart::Missing));
    let here = Memo::new(move |_| workspace.look(|model| model.team_boards.contains_key(&board)));
    Effect::new(move |was_here: Option<bool>| {
        let here = here.get();
        if !here && was_here == Some(true) {
            missing.set(true);
        }
        // What is missing may come: it may be shared yet.
        let is_wanted = here || !missing.get_untracked();
        if is_wanted && workspace.board.get_value().is_none_or(|(whole, _)| whole != board) {
            spawn_local(async move {
                match fetch_boards(workspace, Some(board)).await {
                    Ok(()) => workspace.open_board(asked.with_untracked(Asked::layout)),
                    Err(Trouble::Missing) => drop(missing.try_set(true)),
                    Err(_) => {}
                }
            });
        }
        here
    });
    let is_missing = Memo::new(move |_| !here.get() && missing.get());
    move || match is_missing.get() {
        true => view! { <MissingPage /> }.into_any(),
        false => view! { <FieldBoard asked /> }.into_any(),
    }
}
