//! What is done to a board that people made and to its columns: menus and dialogs. Its code comes apart.

use leptos::prelude::*;

use domain::{
    board_column::{AddColumn, BoardColumn, ColumnEdit, EditColumn, RemoveColumn, columns_of},
    command::Command,
    ids::{BoardColumnId, TeamBoardId},
};

use super::{
    board_form::BoardForm,
    name_form::{Draft, NameForm, RemoveButton},
    tools::{BoardAct, Tools},
};
use crate::{
    client::{Workspace, device, use_workspace},
    ui::{Button, Dialog, Menu, MenuItem, MenuState, Toast, use_toasts},
    views::steps::toast_with_undo,
    words::en,
};

/// The dialog that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sheet {
    New,
    Edit(BoardColumnId),
    Remove(BoardColumnId),
    Board,
}

/// The menu of a column, and the dialogs.
#[component]
pub fn ColumnTools(
    /// The board.
    board: TeamBoardId,
) -> impl IntoView {
    let workspace = use_workspace();
    let tools = expect_context::<Tools>();
    let menu = MenuState::new();
    let sheet = RwSignal::new(None::<Sheet>);
    Effect::new(move |_| match tools.act.get() {
        Some(BoardAct::Column(_)) => {
            if let Some(opener) = tools.opener.get_value() {
                menu.open_at(&opener);
            }
        }
        Some(BoardAct::AddColumn) => sheet.set(Some(Sheet::New)),
        Some(BoardAct::Edit) => sheet.set(Some(Sheet::Board)),
        None => {}
    });
    use_removals(board);
    let title = Signal::derive(move || title(workspace, sheet.get()));
    let on_close = Callback::new(move |()| sheet.set(None));
    let form = move || match sheet.get() {
        Some(Sheet::New) => column_form(workspace, board, None, on_close),
        Some(Sheet::Edit(column)) => column_form(workspace, board, Some(column), on_close),
        Some(Sheet::Remove(column)) => remove_form(workspace, board, column, on_close),
        Some(Sheet::Board) => view! { <BoardForm board=Some(board) on_close /> }.into_any(),
        None => ().into_any(),
    };
    let open = Signal::derive(move || sheet.with(Option::is_some));
    view! {
        <ColumnMenu board tools menu sheet />
        <Dialog id="board-sheet" title open close_label=en::CLOSE on_close>{form}</Dialog>
    }
}

/// Tells of columns that a colleague removes: what stood in them left the board, maybe from under the hand.
fn use_removals(board: TeamBoardId) {
    let workspace = use_workspace();
    let toasts = use_toasts();
    Effect::new(move |before: Option<Vec<(BoardColumnId, String, usize)>>| {
        // What is looked back at is no news.
        if workspace.looks_back.get() {
            return before.unwrap_or_default();
        }
        let stands = workspace.look(|model| {
            let columns = columns_of(model, board).into_iter();
            let mut stands: Vec<_> = columns.map(|column| (column.id, column.name.clone(), 0)).collect();
            for card in model.cards.values() {
                if let Some((.., count)) = stands.iter_mut().find(|(id, ..)| *id == card.column) {
                    *count += 1;
                }
            }
            stands
        });
        // One's own removal is told with its way back; of a board that is gone as a whole nothing is left to be told.
        if !stands.is_empty() && !workspace.is_under_way() {
            let gone = |(id, ..): &&(BoardColumnId, String, usize)| stands.iter().all(|(other, ..)| other != id);
            for (_, name, number) in before.iter().flatten().filter(gone) {
                toasts.show(Toast::plain(en::team_boards::removed(name, *number)));
            }
        }
        stands
    });
}

fn title(workspace: Workspace, sheet: Option<Sheet>) -> String {
    match sheet {
        Some(Sheet::New) => en::team_boards::NEW_COLUMN.to_owned(),
        Some(Sheet::Board) => en::team_boards::EDIT_BOARD.to_owned(),
        Some(Sheet::Remove(column)) => en::team_boards::remove(&name_of(workspace, column)),
        Some(Sheet::Edit(_)) | None => en::team_boards::EDIT_COLUMN.to_owned(),
    }
}

fn name_of(workspace: Workspace, column: BoardColumnId) -> String {
    workspace.read(|model| model.columns.get(&column).map(|column| column.name.clone())).unwrap_or_default()
}

#[component]
fn ColumnMenu(board: TeamBoardId, tools: Tools, menu: MenuState, sheet: RwSignal<Option<Sheet>>) -> impl IntoView {
    let workspace = use_workspace();
    let column = move || {
        if let Some(BoardAct::Column(column)) = tools.act.get() { Some(column) } else { None }
    };
    let choose = move |of: fn(BoardColumnId) -> Sheet| Callback::new(move |()| sheet.set(untrack(column).map(of)));
    // Behind which other one it would stand, one place on.
    let behind = move |right: bool| {
        let column = column()?;
        workspace.look(|model| {
            let columns = columns_of(model, board);
            let at = columns.iter().position(|other| other.id == column)?;
            let place = |at: usize| columns.get(at).map(|other| other.id);
            if right { place(at + 1).map(Some) } else { Some(at.checked_sub(2).and_then(place)).filter(|_| at > 0) }
        })
    };
    let go = move |right: bool| {
        Callback::new(move |()| {
            if let Some((column, behind)) = untrack(column).zip(untrack(|| behind(right))) {
                let edit = ColumnEdit::Behind(behind);
                workspace.run_or_tell(Command::EditColumn(EditColumn { board, column, edit }));
            }
        })
    };
    let bar =
        move |right: bool, why: &'static str| Signal::derive(move || behind(right).is_none().then(|| why.to_owned()));
    view! {
        <Menu id="column-menu" label=en::team_boards::COLUMN_MENU state=menu>
            <MenuItem label=en::team_boards::EDIT_COLUMN icon="pencil" on_choose=choose(Sheet::Edit) />
            <MenuItem label=en::team_boards::MOVE_LEFT icon="chevron-left" why_not=bar(false, en::team_boards::IS_FIRST) on_choose=go(false) />
            <MenuItem label=en::team_boards::MOVE_RIGHT icon="chevron-right" why_not=bar(true, en::team_boards::IS_LAST) on_choose=go(true) />
            <MenuItem label=en::team_boards::REMOVE_COLUMN icon="x" danger=true on_choose=choose(Sheet::Remove) />
        </Menu>
    }
}

/// What makes a column, or what changes it.
fn commands(board: TeamBoardId, before: Option<&BoardColumn>, draft: Draft) -> Vec<Command> {
    let (name, hue) = (draft.name, draft.hue.unwrap_or_default());
    // What is no number is one that the rule refuses.
    let limit = draft.limit.map(|limit| limit.trim().to_owned()).filter(|limit| !limit.is_empty());
    let limit = limit.map(|limit| limit.parse().unwrap_or(0));
    let Some(before) = before else {
        let column = BoardColumnId(device::fresh_id());
        return vec![Command::AddColumn(AddColumn { board, column, name, hue, limit })];
    };
    let edits = [
        (name.trim() != before.name).then_some(ColumnEdit::Name(name)),
        (hue != before.hue).then_some(ColumnEdit::Hue(hue)),
        (limit != before.limit).then_some(ColumnEdit::Limit(limit)),
    ];
    let column = before.id;
    edits.into_iter().flatten().map(|edit| Command::EditColumn(EditColumn { board, column, edit })).collect()
}

fn column_form(
    workspace: Workspace,
    board: TeamBoardId,
    column: Option<BoardColumnId>,
    on_close: Callback<()>,
) -> AnyView {
    let before = workspace.read(|model| column.and_then(|column| model.columns.get(&column).cloned()));
    let stands = before.clone().unwrap_or_default();
    let draft = Draft {
        name: stands.name,
        hue: Some(stands.hue),
        limit: Some(stands.limit.map(|limit| limit.to_string()).unwrap_or_default()),
        ..Draft::default()
    };
    let commands = Callback::new(move |draft| commands(board, before.as_ref(), draft));
    view! { <NameForm id="board" draft save=en::SAVE commands on_saved=on_close on_cancel=Some(on_close) on_remove=None /> }.into_any()
}

fn remove_form(workspace: Workspace, board: TeamBoardId, column: BoardColumnId, on_close: Callback<()>) -> AnyView {
    let toasts = use_toasts();
    let leaving = move || workspace.look(|model| model.cards.values().filter(|card| card.column == column).count());
    let on_remove = Callback::new(move |()| {
        let (name, number) = (name_of(workspace, column), untrack(leaving));
        if workspace.run_or_tell(Command::RemoveColumn(RemoveColumn { board, column })) {
            toast_with_undo(workspace, toasts, en::team_boards::removed(&name, number));
        }
        on_close.run(());
    });
    view! {
        <div class="fields">
            <p>{move || en::team_boards::leave(leaving())}</p>
            <footer>
                <Button label=en::CANCEL on_press=on_close />
                <RemoveButton on_press=on_remove />
            </footer>
        </div>
    }
    .into_any()
}
