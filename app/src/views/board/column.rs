//! A column of the board: its name, what all of its accounts add up to, and the cards that are in sight.

use leptos::prelude::*;

use domain::{
    board::{Cell, Line, Total},
    field::{Field, Slot},
    ids::AccountId,
    placement::Stage,
};

use super::moving::words_of;
use crate::{
    client::use_workspace,
    ui::{Empty, Meter, window::VirtualList},
    views::{
        account_card::{AccountCard, CardActions},
        reporting,
    },
    words::en,
};

/// How many cards of a column the server writes: what a tall window shows.
pub const FIRST_CARDS: usize = 12;
/// The height of a card with the room below it, in px, as its style has it.
pub const CARD_PX: f64 = 104.0;

/// What every column of a board hangs on.
#[derive(Clone, Copy)]
pub struct BoardOf {
    /// The field whose values are the columns.
    pub field: Field,
    /// What the board does with cards.
    pub actions: CardActions,
    /// Cards that stay mounted: those that are held.
    pub pinned: Signal<Vec<AccountId>>,
}

/// One column.
#[component]
pub fn Column(
    /// Which one.
    column: Slot,
    /// The board.
    board: BoardOf,
    /// Whether it is on the screen, or nearly; else none of its cards is mounted.
    near: Signal<bool>,
) -> impl IntoView {
    let BoardOf { field, actions, pinned } = board;
    let signals = use_workspace().cell(&Cell::from(column.clone()));
    let (keys, total): (Signal<Vec<AccountId>>, Signal<Total>) = (signals.cards.into(), signals.total.into());
    let is_empty = Memo::new(move |_| total.with(|total| total.count == 0));
    let word = column.word();
    let heading = ["column-", &word].concat();
    let labelled = heading.clone();
    // What came down last is brought into view, wherever its revenue put it.
    let reveal = Signal::derive(move || actions.drag.landed().and_then(|card| card.parse().ok()));
    let (named, nothing) = (heading.clone(), en::boards::empty_column(field, &column));
    let body = move || {
        if is_empty.get() {
            return view! { <Empty title=nothing small=true /> }.into_any();
        }
        if !near.get() {
            return view! { <div class="column-cards" data-scroll=""></div> }.into_any();
        }
        view! {
            <VirtualList keys row_px=CARD_PX first=FIRST_CARDS pinned reveal class="column-cards" labelledby=named.clone()
                children=move |place| view! { <AccountCard place actions /> }.into_any()
            />
        }
        .into_any()
    };
    let over = word.clone();
    view! {
        <section class="column" data-column=word data-count=move || total.get().count
            class:drag-over=move || actions.drag.is_over(&over) aria-labelledby=labelled>
            <ColumnHead field column heading total />
            {body}
        </section>
    }
}

#[component]
fn ColumnHead(field: Field, column: Slot, heading: String, total: Signal<Total>) -> impl IntoView {
    let workspace = use_workspace();
    let currency = reporting::currency();
    let whole = workspace.line(&Line::Whole);
    let permille = Signal::derive(move || share_permille(total.get(), whole.get()));
    let drawn = Signal::derive(move || u32::try_from(permille.get()).unwrap_or(0));
    let meaning = if let Slot::Stage(stage) = &column { Some(en::stage_meaning(*stage)) } else { None };
    let warn = column == Slot::Stage(Stage::Uncoupling);
    let cell = Cell::from(column);
    let name = move || {
        workspace.revision.track();
        words_of(workspace, field.into(), &cell)
    };
    view! {
        <header class="column-head" title=meaning>
            <h2 id=heading>{name}</h2>
            <span class="count num">{move || en::money::grouped(i64::try_from(total.get().count).unwrap_or(0))}</span>
            <span class="sum num" title=move || en::money(total.get().sum_minor, currency)>
                {move || en::money_short(total.get().sum_minor, currency)}
            </span>
            <Meter permille=drawn warn />
            <span class="share num">{move || en::permille(permille.get())}</span>
        </header>
    }
}

/// The share of a column in the revenue of all, in thousandths; nothing where there is no revenue.
pub fn share_permille(part: Total, whole: Total) -> i64 {
    let share = i128::from(part.sum_minor) * 1000;
    let whole = i128::from(whole.sum_minor);
    if whole <= 0 { 0 } else { i64::try_from((share + whole / 2).div_euclid(whole)).unwrap_or(0) }
}
