//! A board that people made. Its code comes apart.

use leptos::{prelude::*, task::spawn_local};

use domain::ids::TeamBoardId;

use super::{FieldBoard, MissingPage};
use crate::{
    client::{Connection, boards::fetch_boards, fetch::Trouble, use_workspace},
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
    // As it stood before it was made it is looked back at, and not missing.
    let here = Memo::new(move |_| {
        workspace.looks_back.get() || workspace.look(|model| model.team_boards.contains_key(&board))
    });
    let is_live = Memo::new(move |_| workspace.connection.get() == Connection::Live);
    Effect::new(move |was_here: Option<bool>| {
        let (here, is_live) = (here.get(), is_live.get());
        // What is missing may come: it may be shared yet. What went may be on its way again: that it is missing the server says.
        let is_wanted = here || was_here == Some(true) || !missing.get_untracked();
        let is_whole = here && workspace.board.get_value().is_some_and(|(whole, _)| whole == board);
        if is_live && is_wanted && !is_whole {
            spawn_local(async move {
                match fetch_boards(workspace, Some(board)).await {
                    // Whoever waited may have gone elsewhere by now.
                    Ok(()) => {
                        if let Some(layout) = asked.try_with_untracked(Asked::layout) {
                            workspace.open_board(layout);
                        }
                    }
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
