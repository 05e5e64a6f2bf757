//! Boards and views that people made, fetched by whoever shows them. Its code comes apart, with those pages.

use leptos::{prelude::*, task::spawn_local};

use domain::ids::TeamBoardId;

use super::{
    Workspace,
    feed::fetch_until_taken,
    fetch::{self, Trouble},
};
use crate::wire::{Frame, Scope};

/// Fetches a board with its cards, or without one all boards and views; from then on the stream keeps them.
pub async fn fetch_boards(workspace: Workspace, board: Option<TeamBoardId>) -> Result<(), Trouble> {
    let adopt = move |text: &str| {
        let Frame { seq, changes, .. } = fetch::read(text)?;
        let mut adopted = Ok(());
        workspace.change(|state| {
            state.renew(|replica, viewer| adopted = replica.adopt_boards(viewer, board, seq, &changes))
        });
        Ok(adopted)
    };
    fetch_until_taken(workspace, board.map_or(Scope::Boards, Scope::Board), Box::new(adopt)).await?;
    if let Some(board) = board {
        begin_board(workspace, board);
    }
    Ok(())
}

/// A board that was just made here has no cards anywhere: all of it is in hand.
pub fn begin_board(workspace: Workspace, board: TeamBoardId) {
    workspace.board.set_value(Some((board, fetch_again)));
}

/// Fetches the board that is open again.
fn fetch_again(workspace: Workspace) {
    let board = workspace.board.get_value().map(|(board, _)| board);
    spawn_local(async move { drop(fetch_boards(workspace, board).await) });
}
