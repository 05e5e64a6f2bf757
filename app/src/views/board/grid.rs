//! A board of two fields: cells where a column and a row meet. Drawn as lanes of cards, or as a matrix of what each cell adds up to.
//!
//! Only the cells that are on the screen are in the document, and the one that has the focus; room as wide as those that are left out stands
//! in their place, in every row and among the heads alike, so that columns stand below their heads.
//!
//! On a phone a matrix is a list: row by row its cells that are not empty, each with the name of its column, and a small map above. No
//! column is left out there, and a row that was there once stays, so that nothing jumps.

use std::ops::Range;

use leptos::prelude::*;

use domain::{
    board::{Cell, Line, Total},
    field::Slot,
    ids::AccountId,
};

use super::{
    asked::{Asked, Shape},
    cell_map::CellMap,
    cell_word::Fields,
    column::{share_permille, use_slot_name},
    desk::{Desk, use_desk},
    emptied::use_held,
    hand::Hand,
    moving::words_of,
    points::Points,
};
use crate::{
    client::{Workspace, use_workspace},
    ui::{
        DragLayer, Row, Rows,
        drag::Way,
        narrow::use_narrow,
        sight::{self, use_sight},
        window::{
            VirtualList,
            span::{Span, lay_out},
        },
    },
    views::{
        account_card::{DrawCard, full_card::use_edge},
        reporting,
    },
    words::en,
};

/// How many accounts of a cell of a matrix stand there by their names; more are points.
const NAMED: usize = 3;
/// How many rows are on a screen at first, as far as anybody can tell before it is seen.
const FIRST_ROWS: usize = 6;
/// The same of columns.
const FIRST_COLUMNS: usize = 10;

/// The board.
#[component]
pub fn Grid(
    /// What the address asks for.
    asked: Memo<Asked>,
    /// What a person has in hand.
    hand: Hand,
    /// What draws its cards.
    draw: DrawCard,
) -> impl IntoView {
    let (fields, shape) = asked.with_untracked(|asked| (asked.fields(), asked.shape));
    let workspace = use_workspace();
    let most = if matches!(shape, Shape::Matrix(_)) { NAMED } else { usize::MAX };
    let next = move |(from, way): (String, Way)| next_cell(workspace, fields, most, &from, way);
    let desk = use_desk(asked, hand, draw, Some(Callback::new(next)));
    let slots = workspace.slots();
    // Rows become low when nothing is left in them, and others come into sight.
    let again = Signal::derive(move || {
        workspace.revision.track();
        true
    });
    let sight = use_sight(desk.root, sight::rows, FIRST_ROWS, again);
    let across_sight = use_sight(desk.root, sight::cells, FIRST_COLUMNS, again);
    let narrow = use_narrow();
    let is_list = Memo::new(move |_| narrow.get() && matches!(shape, Shape::Matrix(_)));
    let window = Memo::new(move |_| if is_list.get() { 0..usize::MAX } else { across_sight.get() });
    let (columns, across, count) = (slots.clone(), slots.clone(), slots.clone());
    let heads = move || {
        let head = |at: usize, column: &Slot| {
            let column = column.clone();
            Row::new(format!("{at} {}", column.word()), move || view! { <ColumnHead asked desk at column /> })
        };
        columns.with(|slots| pieces(&slots.columns, window.get(), kept_column(desk, &slots.columns), &head))
    };
    let rows = move || {
        let look = asked.with(|asked| asked.look);
        let desk = desk.with_look(look);
        let row = |(number, row): (usize, &Slot)| {
            let row = row.clone();
            // Cards that look otherwise are other cards.
            Row::new(format!("{number} {} {}", row.word(), look.class()), move || {
                let near = Memo::new(move |before: Option<&bool>| {
                    before == Some(&true) && is_list.get() || sight.with(|sight| sight.contains(&number))
                });
                view! { <GridRow asked desk number row near=near.into() window=window.into() is_list /> }
            })
        };
        slots.with(|slots| slots.rows.iter().enumerate().map(row).collect::<Vec<_>>())
    };
    let class = if matches!(shape, Shape::Matrix(_)) { "grid-board matrix" } else { "grid-board lanes" };
    view! {
        <div class=move || asked.with(|asked| asked.look.class())>
            <div class=class role="table" aria-label=move || workspace.look(|model| en::boards::name(model, fields.columns)) node_ref=desk.root
                on:click=move |event| desk.on_click(&event) data-across=move || across.with(|slots| slots.columns.len())
                aria-colcount=move || count.with(|slots| slots.columns.len() + 1)>
                <div class="grid-heads" role="row">
                    <Corner is_list />
                    <Rows rows=heads />
                </div>
                <Rows rows />
            </div>
            <DragLayer drag=desk.actions.drag />
        </div>
    }
}

/// The cell that stays in the document.
fn kept_cell(desk: Desk) -> Option<Cell> {
    desk.fields.cell(&desk.actions.drag.kept()?)
}

/// The number of its column.
fn kept_column(desk: Desk, columns: &[Slot]) -> Option<usize> {
    let kept = kept_cell(desk)?;
    columns.iter().position(|column| *column == kept.column)
}

/// The place of a column among all of them, as it is told to whoever does not see it: the names of the rows are the first.
fn place_of(column: usize) -> usize {
    column + 2
}

/// What stands in a row: the columns that are on the screen, the one that is kept, and the room of the others. `piece` makes a column.
fn pieces(
    columns: &[Slot],
    window: Range<usize>,
    kept: Option<usize>,
    piece: &dyn Fn(usize, &Slot) -> Row,
) -> Vec<Row> {
    let mut row = Vec::new();
    for span in lay_out(columns.len(), window, kept.as_slice()) {
        match span {
            Span::Rows(there) => row.extend(there.filter_map(|at| Some(piece(at, columns.get(at)?)))),
            Span::Gap(left_out) => {
                // An em of it is as wide as a column: the style knows how wide that is.
                let width = format!("{}em", left_out.len());
                let key = format!("- {} {}", left_out.start, left_out.end);
                row.push(Row::new(
                    key,
                    move || view! { <svg class="grid-gap" width=width height="1" aria-hidden="true"></svg> },
                ));
            }
        }
    }
    row
}

/// The next cell that way in which cards stand, up to `most`: in a cell of more they are points.
fn next_cell(workspace: Workspace, fields: Fields, most: usize, from: &str, way: Way) -> Option<String> {
    let from = fields.cell(from)?;
    let found = workspace.board(|board, _| {
        let (columns, rows) = (board.columns(), board.rows());
        let across = columns.len();
        let (column, row) =
            (columns.iter().position(|slot| *slot == from.column)?, rows.iter().position(|slot| *slot == from.row)?);
        let at = row * across + column;
        let step = if matches!(way, Way::Up | Way::Down) { across } else { 1 };
        let is_back = matches!(way, Way::Up | Way::Left);
        let ahead = if is_back { at } else { across * rows.len() - 1 - at };
        let cell = |steps: usize| {
            let number = if is_back { at - steps * step } else { at + steps * step };
            Some(Cell { column: columns.get(number % across)?.clone(), row: rows.get(number / across)?.clone() })
        };
        (1..=ahead / step).filter_map(cell).find(|cell| (1..=most).contains(&board.cards(cell).len()))
    });
    found.flatten().map(|cell| fields.word(&cell))
}

/// What all of the board adds up to.
#[component]
fn Corner(is_list: Memo<bool>) -> impl IntoView {
    let whole = use_workspace().line(&Line::Whole);
    let map = move || is_list.get().then(|| view! { <CellMap /> });
    view! {
        <div class="grid-corner" role="columnheader" aria-colindex="1">
            <span>{en::boards::ALL}</span><Figures total=whole.into() share=false />{map}
        </div>
    }
}

#[component]
fn ColumnHead(asked: Memo<Asked>, desk: Desk, at: usize, column: Slot) -> impl IntoView {
    let total = use_workspace().line(&Line::Column(column.clone()));
    let field = desk.fields.columns;
    let name = use_slot_name(field, &column);
    let href = move || asked.with(|asked| asked.with_only(field, &column).path());
    view! {
        <div class="grid-head" role="columnheader" aria-colindex=place_of(at)>
            <a href=href title=en::boards::NARROW>{name}</a><Figures total=total.into() />
        </div>
    }
}

/// A row: its name with what it adds up to, and its cells.
#[component]
fn GridRow(
    asked: Memo<Asked>,
    desk: Desk,
    number: usize,
    row: Slot,
    /// Whether it is on the screen, or nearly; else it has no cells.
    near: Signal<bool>,
    /// The columns that are on the screen, or nearly.
    window: Signal<Range<usize>>,
    /// Whether the board is drawn as a list by cell.
    is_list: Memo<bool>,
) -> impl IntoView {
    let workspace = use_workspace();
    let slots = workspace.slots();
    let total = workspace.line(&Line::Row(row.clone()));
    let total: Signal<Total> = total.into();
    let bare = Memo::new(move |_| total.get().count == 0);
    let name = desk.fields.rows.map(|field| use_slot_name(field, &row));
    let cells = move || {
        let across = slots.with(|slots| slots.columns.len());
        let cell = |at: usize, column: &Slot| {
            let (number, cell) = (number * across + at, Cell { column: column.clone(), row: row.clone() });
            Row::new(
                format!("{number} {}", column.word()),
                move || view! { <GridCell asked desk number at cell is_list /> },
            )
        };
        let window = if near.get() { window.get() } else { 0..0 };
        // The column of the cell that is kept stands in every row that is there, so that all of them have the same columns.
        let keeps = near.get() || kept_cell(desk).is_some_and(|kept| kept.row == row);
        slots.with(|slots| {
            let kept = kept_column(desk, &slots.columns).filter(|_| keeps);
            pieces(&slots.columns, window, kept, &cell)
        })
    };
    view! {
        <div class="grid-row" class:bare=move || bare.get() role="row">
            <div class="grid-name" role="rowheader" aria-colindex="1"><span>{name}</span><Figures total /></div>
            <Rows rows=cells />
        </div>
    }
}

#[component]
fn GridCell(
    asked: Memo<Asked>,
    desk: Desk,
    number: usize,
    at: usize,
    cell: Cell,
    /// Whether the board is drawn as a list by cell.
    is_list: Memo<bool>,
) -> impl IntoView {
    let is_matrix = asked.with_untracked(|asked| matches!(asked.shape, Shape::Matrix(_)));
    let workspace = use_workspace();
    let signals = workspace.cell(&cell);
    let total: Signal<Total> = signals.total.into();
    let held = use_held(workspace, signals.cards.into(), total);
    let word = desk.fields.word(&cell);
    let over = word.clone();
    let column = Cell::from(cell.column.clone());
    // In a list it stands below no head.
    let name = move || is_list.get().then(|| words_of(workspace, desk.fields.columns.into(), &column));
    let (keys, sum) = (held.keys.into(), held.total.into());
    let body = move || match (held.is_bare.get(), is_matrix) {
        (true, _) => ().into_any(),
        (false, true) => view! { <MatrixCell asked desk cell=cell.clone() keys total=sum /> }.into_any(),
        (false, false) => view! { <LaneCell desk keys /> }.into_any(),
    };
    // A bare one is not told so: it would cost as much as to leave it be.
    let rests = move || held.is_empty.get() && !held.is_bare.get();
    view! {
        <div class="grid-cell" role="cell" aria-colindex=place_of(at) data-at=number.to_string() data-column=word data-count=move || total.get().count
            data-name=name class:emptied=rests class:drag-over=move || desk.actions.drag.is_over(&over)>{body}</div>
    }
}

/// The cards of a cell of a lane.
#[component]
fn LaneCell(desk: Desk, keys: Signal<Vec<AccountId>>) -> impl IntoView {
    let (actions, look) = (desk.actions, desk.actions.look);
    let reveal = Signal::derive(move || actions.drag.landed().and_then(|card| card.parse().ok()));
    view! {
        <VirtualList keys row_px=look.row_px() first=look.lane_cards() overscan=1 pinned=desk.pinned reveal class="column-cards"
            children=move |place| (desk.draw)(place, actions) />
    }
}

/// What a cell of a matrix adds up to, and its accounts: by their names while they are few, as points when they are many. The points lead
/// to the cards.
#[component]
fn MatrixCell(
    asked: Memo<Asked>,
    desk: Desk,
    cell: Cell,
    keys: Signal<Vec<AccountId>>,
    total: Signal<Total>,
) -> impl IntoView {
    let few = Memo::new(move |_| keys.with(|keys| keys.len() <= NAMED));
    let chip = move |id: &AccountId| {
        let id = *id;
        Row::new(id, move || view! { <Chip desk id keys /> })
    };
    let chips = move || keys.with(|keys| keys.iter().map(chip).collect::<Vec<_>>());
    let body = move || match few.get() {
        true => view! { <ul class="chips"><Rows rows=chips /></ul> }.into_any(),
        false => {
            let cell = cell.clone();
            let href = Signal::derive(move || asked.with(|asked| asked.with_cards_of(&cell).path()));
            view! { <Points count=Signal::derive(move || keys.with(Vec::len)) href /> }.into_any()
        }
    };
    view! { <Figures total />{body} }
}

/// An account by its name alone, with the button of its menu.
#[component]
fn Chip(desk: Desk, id: AccountId, keys: Signal<Vec<AccountId>>) -> impl IntoView {
    let account = use_workspace().account(id);
    let name = move || account.with(|account| account.as_ref().map(|account| account.name.clone()));
    let edge = use_edge(id, desk.actions.look);
    let drag = desk.actions.drag;
    let key = StoredValue::new(id.to_string());
    let selected = desk.actions.selected;
    let is_selected = Memo::new(move |_| selected.with(|selected| selected.contains(&id)));
    let class = move || {
        let chosen = if is_selected.get() { "chip selected " } else { "chip " };
        [chosen, edge().map(|(class, _)| class).unwrap_or_default()].concat()
    };
    let label = move || name().map(|name| if is_selected.get() { en::select::card(&name) } else { name });
    let more = move || name().map(|name| en::more_about(&name));
    // From 1, as it is now: others come and go around it.
    let place =
        move || keys.with(|keys| keys.iter().position(|other| *other == id).map_or(0, |at| at.saturating_add(1)));
    let count = move || keys.with(Vec::len);
    view! {
        <li class=class title=move || edge().map(|(_, words)| words) data-card=id.to_string() aria-posinset=place aria-setsize=count aria-label=label
            class:drag-source=move || key.with_value(|key| drag.holds(key))
            class:drag-landed=move || key.with_value(|key| drag.landed().as_ref() == Some(key))
            tabindex=move || key.with_value(|key| drag.tabindex(key, place()))>
            <span class="card-name">{name}</span>
            <button class="card-more" type="button" tabindex="-1" aria-haspopup="true" aria-label=more></button>
        </li>
    }
}

/// How many, how much, and which share of all.
#[component]
fn Figures(total: Signal<Total>, #[prop(default = true)] share: bool) -> impl IntoView {
    let currency = reporting::currency();
    let whole = use_workspace().line(&Line::Whole);
    let words = move || {
        let total = total.get();
        let sum = en::money_short(total.sum_minor, currency);
        let share = share.then(|| en::permille(share_permille(total, whole.get())));
        en::boards::figures(total.count, &sum, share.as_deref())
    };
    view! { <span class="grid-figures num" title=move || en::money(total.get().sum_minor, currency)>{words}</span> }
}
