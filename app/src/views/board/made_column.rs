//! What a column shows on a board that people made: its colour, its limit, and the menu of what can be done with it. Its code
//! comes apart.

use leptos::prelude::*;

use domain::{
    field::Slot,
    ids::{BoardColumnId, TeamBoardId},
};

use super::{
    column::{Head, Sums, column_head},
    tools::{BoardAct, Tools},
};
use crate::{
    client::{Workspace, use_workspace},
    ui::Icon,
    words::en,
};

/// Whether the viewer may name and arrange a board that people made.
pub fn may_edit(workspace: Workspace, board: TeamBoardId) -> bool {
    let rights = workspace.viewer().rights;
    workspace.look(|model| model.team_boards.get(&board).is_some_and(|board| rights.may_edit_made(board.made())))
}

/// The head of a column; that of what is not on the board is as on every other one.
pub fn made_head(head: Head) -> AnyView {
    match (&head.column, head.field.team_board()) {
        (Slot::Column(column), Some(board)) => of_column(*column, board, head),
        _ => column_head(head),
    }
}

fn of_column(column: BoardColumnId, board: TeamBoardId, head: Head) -> AnyView {
    let workspace = use_workspace();
    let tools = expect_context::<Tools>();
    let Head { name, heading, total, .. } = head.clone();
    let made = Memo::new(move |_| {
        workspace.look(|model| model.columns.get(&column).map(|made| (made.hue, made.limit)).unwrap_or_default())
    });
    let over = move || {
        let (count, (_, limit)) = (total.get().count, made.get());
        let is_over = |limit: &i64| i64::try_from(count).is_ok_and(|count| count > *limit);
        limit.filter(is_over).map(|limit| en::team_boards::over_limit(count, limit))
    };
    let count = move || {
        let count = total.get().count;
        made.get().1.map_or_else(|| en::number(count), |limit| en::team_boards::of_limit(count, limit))
    };
    let may_edit = Memo::new(move |_| may_edit(workspace, board));
    let on_click = move |event| tools.ask_by(&event, BoardAct::Column(column));
    view! {
        <header class=move || format!("column-head made hue-{}", made.get().0)>
            <h2 id=heading>{name}</h2>
            <span class="count num" class:over=move || over().is_some() title=over>{count}</span>
            <Sums head />
            <button class="column-more" type="button" aria-haspopup="menu" hidden=move || !may_edit.get() on:click=on_click
                aria-label=move || name.with(|name| en::team_boards::column_menu(name))>
                <Icon name="ellipsis" />
            </button>
        </header>
    }
    .into_any()
}

/// The button behind the last column that puts one more there.
#[component]
pub fn AddColumnButton(
    /// The board.
    board: TeamBoardId,
) -> impl IntoView {
    let workspace = use_workspace();
    let tools = expect_context::<Tools>();
    let may_edit = Memo::new(move |_| may_edit(workspace, board));
    let on_click = move |event| tools.ask_by(&event, BoardAct::AddColumn);
    view! {
        <button class="column-more column-add" type="button" aria-haspopup="dialog" hidden=move || !may_edit.get() on:click=on_click>
            {en::team_boards::ADD_COLUMN}
        </button>
    }
}
