//! Making a board, and changing what it is called and whose it is.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use domain::{
    board_column::NewColumn,
    command::Command,
    field::Field,
    ids::{BoardColumnId, TeamBoardId},
    team_board::{CreateTeamBoard, EditTeamBoard, RemoveTeamBoard, TeamBoard, TeamBoardEdit},
};

use super::name_form::{Draft, NameForm};
use crate::{
    client::{boards::begin_board, device, use_workspace},
    paths,
    ui::use_toasts,
    views::steps::toast_with_undo,
    words::en,
};

/// What makes a board, or what changes it.
fn commands(board: TeamBoardId, before: Option<&TeamBoard>, draft: Draft) -> Vec<Command> {
    let Draft { name, shared, columns, .. } = draft;
    let Some(before) = before else {
        let names = columns.unwrap_or_default();
        let names = names.lines().map(str::trim).filter(|name| !name.is_empty());
        let column = |(hue, name): (i64, &str)| NewColumn {
            column: BoardColumnId(device::fresh_id()),
            name: name.to_owned(),
            hue,
        };
        let columns = (0..).zip(names).map(column).collect();
        return vec![Command::CreateTeamBoard(CreateTeamBoard { board, name, shared: shared == Some(true), columns })];
    };
    let edits = [
        (name.trim() != before.name).then_some(TeamBoardEdit::Name(name)),
        shared.filter(|shared| *shared != before.shared).map(TeamBoardEdit::Shared),
    ];
    edits.into_iter().flatten().map(|edit| Command::EditTeamBoard(EditTeamBoard { board, edit })).collect()
}

/// The form of a board; of a new one without `board`.
#[component]
pub fn BoardForm(
    /// The board that is changed.
    board: Option<TeamBoardId>,
    /// It is done with.
    on_close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let navigate = Callback::new({
        let navigate = use_navigate();
        move |path: String| navigate(&path, NavigateOptions::default())
    });
    let before = workspace.read(|model| board.and_then(|board| model.team_boards.get(&board).cloned()));
    let id = board.unwrap_or_else(|| TeamBoardId(device::fresh_id()));
    let is_mine = before.as_ref().is_none_or(|before| before.maker == workspace.viewer().actor);
    let name = before.as_ref().map(|before| before.name.clone()).unwrap_or_default();
    let draft = Draft {
        name: name.clone(),
        shared: is_mine.then(|| before.as_ref().is_some_and(|before| before.shared)),
        columns: board.is_none().then(|| en::team_boards::FIRST_COLUMNS.to_owned()),
        ..Draft::default()
    };
    let on_saved = Callback::new(move |()| {
        on_close.run(());
        if board.is_none() {
            begin_board(workspace, id);
            navigate.run(paths::board(Field::Board(id)));
        }
    });
    let on_remove = board.map(|board| {
        Callback::new(move |()| {
            if workspace.run_or_tell(Command::RemoveTeamBoard(RemoveTeamBoard { board })) {
                on_close.run(());
                navigate.run(paths::BOARDS.to_owned());
                toast_with_undo(workspace, toasts, en::team_boards::removed(&name, 0));
            }
        })
    });
    let save = if board.is_none() { en::team_boards::CREATE } else { en::SAVE };
    let commands = Callback::new(move |draft| commands(id, before.as_ref(), draft));
    view! { <NameForm id="board" draft save commands on_saved on_cancel=Some(on_close) on_remove /> }
}
