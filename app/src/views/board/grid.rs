//! A board of two fields: cells where a column and a row meet. Drawn as lanes of cards, or as a matrix of what each cell adds up to.

use leptos::prelude::*;

use domain::{
    board::{Cell, Line, Total},
    field::Slot,
    ids::AccountId,
};

use super::{
    asked::{Asked, Shape},
    column::{share_permille, use_slot_name},
    desk::{Desk, use_desk},
    hand::Hand,
    points::Points,
};
use crate::{
    client::use_workspace,
    ui::{
        DragLayer, Row, Rows,
        sight::{Along, use_sight},
        window::VirtualList,
    },
    views::{account_card::DrawCard, reporting},
    words::en,
};

/// How many accounts of a cell of a matrix stand there by their names; more are points.
const NAMED: usize = 3;
/// How many rows are on a screen at first, as far as anybody can tell before it is seen.
const FIRST_ROWS: usize = 6;

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
    let desk = use_desk(asked, hand, draw);
    let workspace = use_workspace();
    let slots = workspace.slots();
    let sight = use_sight(desk.root, Along::Rows, FIRST_ROWS, slots.clone());
    let columns = slots.clone();
    let across = columns.clone();
    let heads = move || {
        let head = |column: &Slot| {
            let column = column.clone();
            Row::new(column.word(), move || view! { <ColumnHead asked desk column /> })
        };
        columns.with(|slots| slots.columns.iter().map(head).collect::<Vec<_>>())
    };
    let rows = move || {
        let look = asked.with(|asked| asked.look);
        let desk = desk.with_look(look);
        let row = |(number, row): (usize, &Slot)| {
            let row = row.clone();
            // Cards that look otherwise are other cards.
            Row::new(format!("{number} {} {}", row.word(), look.class()), move || {
                let near = Memo::new(move |_| sight.with(|sight| sight.contains(&number)));
                view! { <GridRow desk shape row near=near.into() /> }
            })
        };
        slots.with(|slots| slots.rows.iter().enumerate().map(row).collect::<Vec<_>>())
    };
    let class = if matches!(shape, Shape::Matrix(_)) { "grid-board matrix" } else { "grid-board lanes" };
    view! {
        <div class=move || asked.with(|asked| asked.look.class())>
            <div class=class role="table" aria-label=move || workspace.look(|model| en::boards::name(model, fields.columns)) node_ref=desk.root
                on:click=move |event| desk.on_click(&event) data-across=move || across.with(|slots| slots.columns.len())>
                <div class="grid-heads" role="row">
                    <Corner />
                    <Rows rows=heads />
                </div>
                <Rows rows />
            </div>
            <DragLayer drag=desk.actions.drag />
        </div>
    }
}

/// What all of the board adds up to.
#[component]
fn Corner() -> impl IntoView {
    let whole = use_workspace().line(&Line::Whole);
    view! { <div class="grid-corner" role="columnheader"><span>{en::boards::ALL}</span><Figures total=whole.into() share=false /></div> }
}

#[component]
fn ColumnHead(asked: Memo<Asked>, desk: Desk, column: Slot) -> impl IntoView {
    let total = use_workspace().line(&Line::Column(column.clone()));
    let field = desk.fields.columns;
    let name = use_slot_name(field, &column);
    let href = move || asked.with(|asked| asked.with_only(field, &column).path());
    view! { <div class="grid-head" role="columnheader"><a href=href title=en::boards::NARROW>{name}</a><Figures total=total.into() /></div> }
}

/// A row: its name with what it adds up to, and its cells.
#[component]
fn GridRow(
    desk: Desk,
    shape: Shape,
    row: Slot,
    /// Whether it is on the screen, or nearly; else nothing is in its cells.
    near: Signal<bool>,
) -> impl IntoView {
    let workspace = use_workspace();
    let slots = workspace.slots();
    let total = workspace.line(&Line::Row(row.clone()));
    let total: Signal<Total> = total.into();
    let bare = Memo::new(move |_| total.get().count == 0);
    let name = desk.fields.rows.map(|field| use_slot_name(field, &row));
    let cells = move || {
        let cell = |column: &Slot| {
            let cell = Cell { column: column.clone(), row: row.clone() };
            Row::new(column.word(), move || view! { <GridCell desk shape cell near /> })
        };
        slots.with(|slots| slots.columns.iter().map(cell).collect::<Vec<_>>())
    };
    view! {
        <div class="grid-row" class:bare=move || bare.get() role="row">
            <div class="grid-name" role="rowheader"><span>{name}</span><Figures total /></div>
            <Rows rows=cells />
        </div>
    }
}

#[component]
fn GridCell(desk: Desk, shape: Shape, cell: Cell, near: Signal<bool>) -> impl IntoView {
    let signals = use_workspace().cell(&cell);
    let (keys, total): (Signal<Vec<AccountId>>, Signal<Total>) = (signals.cards.into(), signals.total.into());
    let word = desk.fields.word(&cell);
    let over = word.clone();
    let is_empty = Memo::new(move |_| total.with(|total| total.count == 0));
    let body = move || match (near.get() && !is_empty.get(), shape) {
        (false, _) => ().into_any(),
        (true, Shape::Matrix(_)) => view! { <MatrixCell desk keys total /> }.into_any(),
        (true, Shape::Lanes(_) | Shape::Columns) => view! { <LaneCell desk keys /> }.into_any(),
    };
    view! {
        <div class="grid-cell" role="cell" data-column=word data-count=move || total.get().count
            class:drag-over=move || desk.actions.drag.is_over(&over)>{body}</div>
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

/// What a cell of a matrix adds up to, and its accounts: by their names while they are few, as points when they are many.
#[component]
fn MatrixCell(desk: Desk, keys: Signal<Vec<AccountId>>, total: Signal<Total>) -> impl IntoView {
    let few = Memo::new(move |_| keys.with(|keys| keys.len() <= NAMED));
    let chip = move |id: &AccountId| {
        let id = *id;
        Row::new(id, move || view! { <Chip desk id keys /> })
    };
    let chips = move || keys.with(|keys| keys.iter().map(chip).collect::<Vec<_>>());
    let body = move || match few.get() {
        true => view! { <ul class="chips"><Rows rows=chips /></ul> }.into_any(),
        false => view! { <Points count=Signal::derive(move || keys.with(Vec::len)) /> }.into_any(),
    };
    view! { <Figures total />{body} }
}

/// An account by its name alone.
#[component]
fn Chip(desk: Desk, id: AccountId, keys: Signal<Vec<AccountId>>) -> impl IntoView {
    let account = use_workspace().account(id);
    let name = move || account.with(|account| account.as_ref().map(|account| account.name.clone()));
    let drag = desk.actions.drag;
    let key = StoredValue::new(id.to_string());
    // From 1, as it is now: others come and go around it.
    let place =
        move || keys.with(|keys| keys.iter().position(|other| *other == id).map_or(0, |at| at.saturating_add(1)));
    let count = move || keys.with(Vec::len);
    view! {
        <li class="chip cut" data-card=id.to_string() aria-posinset=place aria-setsize=count aria-label=name
            class:drag-source=move || key.with_value(|key| drag.holds(key))
            class:drag-landed=move || key.with_value(|key| drag.landed().as_ref() == Some(key))
            tabindex=move || key.with_value(|key| drag.tabindex(key, place()))>{name}</li>
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
