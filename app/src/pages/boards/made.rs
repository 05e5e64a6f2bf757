//! Boards and views that people made, on the index of boards.

use leptos::prelude::*;

use domain::{
    field::Field,
    ids::{SavedViewId, TeamBoardId},
    order::sorted,
};

use crate::{
    client::use_workspace,
    paths,
    ui::{Button, ButtonTone, Dialog, Icon, Row, Rows},
    views::board::{
        board_form::BoardForm,
        saved_views::{EditViewForm, ViewList, maker_words, use_boards},
    },
    words::en,
};

/// The dialog that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// One board more.
    Board,
    /// A view.
    View(SavedViewId),
}

/// A board as it stands on the index.
#[derive(Clone, Debug, PartialEq)]
struct Tile {
    id: TeamBoardId,
    name: String,
    whose: String,
    columns: usize,
}

/// The boards of the viewer and of the workspace, and the views.
#[component]
pub fn Made(
    /// The dialog that is open.
    sheet: RwSignal<Option<Sheet>>,
) -> impl IntoView {
    use_boards();
    let workspace = use_workspace();
    let tiles = Memo::new(move |_| {
        let viewer = workspace.viewer().actor;
        workspace.look(|model| {
            let boards = sorted(model.team_boards.values(), &|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
            let tile = |board: &domain::team_board::TeamBoard| Tile {
                id: board.id,
                name: board.name.clone(),
                whose: maker_words(model, viewer, board.maker, board.shared),
                columns: model.columns.values().filter(|column| column.board == board.id).count(),
            };
            boards.into_iter().map(tile).collect::<Vec<_>>()
        })
    });
    let row = |tile: &Tile| {
        let tile = tile.clone();
        Row::new(format!("{} {} {} {}", tile.id, tile.name, tile.whose, tile.columns), move || {
            view! {
                <li class="panel board-tile">
                    <h2><a href=paths::board(Field::Board(tile.id))><Icon name="square-kanban" big=true />{tile.name}</a></h2>
                    <p class="meta"><span>{en::team_boards::columns(tile.columns)}</span>" · "<span>{tile.whose}</span></p>
                </li>
            }
        })
    };
    let rows = move || tiles.with(|tiles| tiles.iter().map(row).collect::<Vec<_>>());
    let is_empty = Memo::new(move |_| tiles.with(Vec::is_empty));
    let boards = move || match is_empty.get() {
        true => view! { <p class="faint">{en::team_boards::NO_BOARDS}</p> }.into_any(),
        false => view! { <ul class="board-index"><Rows rows /></ul> }.into_any(),
    };
    let on_edit = Callback::new(move |view| sheet.set(Some(Sheet::View(view))));
    view! {
        <section class="made-boards">
            <h2>{en::team_boards::MADE_BOARDS}</h2>
            {boards}
        </section>
        <section class="made-boards">
            <h2>{en::team_boards::VIEWS}</h2>
            <ViewList on_edit=Some(on_edit) nothing=en::team_boards::NO_VIEWS />
        </section>
        <MadeDialog sheet />
    }
}

#[component]
fn MadeDialog(sheet: RwSignal<Option<Sheet>>) -> impl IntoView {
    let on_close = Callback::new(move |()| sheet.set(None));
    let title = Signal::derive(move || match sheet.get() {
        Some(Sheet::View(_)) => en::team_boards::EDIT_VIEW,
        Some(Sheet::Board) | None => en::team_boards::NEW_BOARD,
    });
    let form = move || match sheet.get() {
        Some(Sheet::Board) => view! { <BoardForm board=None on_close /> }.into_any(),
        Some(Sheet::View(id)) => view! { <EditViewForm id on_close /> }.into_any(),
        None => ().into_any(),
    };
    let open = Signal::derive(move || sheet.with(Option::is_some));
    view! { <Dialog id="made-sheet" title=Signal::derive(move || title.get().to_owned()) open close_label=en::CLOSE on_close>{form}</Dialog> }
}

/// The button that makes a board, for whoever sees accounts.
#[component]
pub fn NewBoard(
    /// The dialog that is open.
    sheet: RwSignal<Option<Sheet>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let may_make = Memo::new(move |_| workspace.look(|_| workspace.viewer().rights.may_make()));
    let on_press = move || sheet.set(Some(Sheet::Board));
    move || {
        may_make.get().then(|| {
            view! {
                <div class="tools"><Button label=en::team_boards::NEW_BOARD icon="plus" tone=ButtonTone::Primary on_press /></div>
            }
        })
    }
}
