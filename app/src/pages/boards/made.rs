//! Boards and views that people made, on the index of boards.

use leptos::prelude::*;

use domain::{field::Field, ids::SavedViewId, model::Model, team_board::TeamBoard};

use crate::{
    client::use_workspace,
    paths,
    ui::{Button, ButtonTone, Dialog, Icon, Row, Rows},
    views::{
        board::{
            board_form::BoardForm,
            saved_views::{EditViewForm, ViewList, maker_words, use_boards},
        },
        rail_boards::boards_in_order,
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

/// The boards of the viewer and of the workspace, and the views.
#[component]
pub fn Made(
    /// The dialog that is open.
    sheet: RwSignal<Option<Sheet>>,
) -> impl IntoView {
    use_boards();
    let workspace = use_workspace();
    let tile = move |model: &Model, board: &TeamBoard| {
        let (id, name) = (board.id, board.name.clone());
        let whose = maker_words(model, workspace.viewer().actor, board.maker, board.shared);
        let columns = model.columns.values().filter(|column| column.board == board.id).count();
        Row::new(format!("{id} {name} {whose} {columns}"), move || {
            view! {
                <li class="panel board-tile">
                    <h2><a href=paths::board(Field::Board(id))><Icon name="square-kanban" big=true />{name}</a></h2>
                    <p class="meta"><span>{en::team_boards::columns(columns)}</span>" · "<span>{whose}</span></p>
                </li>
            }
        })
    };
    let rows = move || {
        let viewer = workspace.viewer().actor;
        workspace.look(|model| {
            boards_in_order(model, viewer).into_iter().map(|board| tile(model, board)).collect::<Vec<_>>()
        })
    };
    let is_empty = Memo::new(move |_| workspace.look(|model| model.team_boards.is_empty()));
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
