//! A column of the board: its name, what all of its accounts add up to, and the cards that are in sight.

use leptos::prelude::*;

use domain::{
    board::{COLUMNS, ColumnKey, Total},
    ids::AccountId,
};

use super::moving::column_word;
use crate::{
    client::use_workspace,
    ui::{Empty, Meter, window::VirtualList},
    views::account_card::{AccountCard, CardActions},
    words::en,
};

/// How many cards of a column the server writes: what a tall window shows.
pub const FIRST_CARDS: usize = 12;
/// The height of a card with the room below it, in px, as its style has it.
pub const CARD_PX: f64 = 104.0;

/// One column.
#[component]
pub fn Column(
    /// Which one.
    column: ColumnKey,
    /// What all columns add up to, for its share.
    whole: Signal<Total>,
    /// What the board does with cards.
    actions: CardActions,
    /// Cards that stay mounted: those that are held.
    pinned: Signal<Vec<AccountId>>,
) -> impl IntoView {
    let signals = use_workspace().column(column);
    let (cards, total) = (signals.cards, signals.total);
    let (keys, total): (Signal<Vec<AccountId>>, Signal<Total>) = (cards.into(), total.into());
    let is_empty = Memo::new(move |_| total.with(|total| total.count == 0));
    let heading = format!("column-{}", column_word(column));
    let (named, by) = (heading.clone(), heading.clone());
    // What came down last is brought into view, wherever its revenue put it.
    let reveal = Signal::derive(move || actions.drag.landed().and_then(|card| card.parse().ok()));
    let body = move || {
        if is_empty.get() {
            return view! { <Empty title=en::empty_column(column) small=true /> }.into_any();
        }
        view! {
            <VirtualList keys row_px=CARD_PX first=FIRST_CARDS pinned reveal class="column-cards" labelledby=named.clone()
                children=move |place| view! { <AccountCard place actions /> }.into_any()
            />
        }
        .into_any()
    };
    view! {
        <section class="column" data-column=column_word(column) data-count=move || total.get().count
            class:drag-over=move || actions.drag.is_over(column_word(column)) aria-labelledby=by>
            <ColumnHead column heading total whole />
            {body}
        </section>
    }
}

#[component]
fn ColumnHead(column: ColumnKey, heading: String, total: Signal<Total>, whole: Signal<Total>) -> impl IntoView {
    let workspace = use_workspace();
    let currency =
        workspace.read(|model| model.workspace.as_ref().map(|workspace| workspace.base_currency)).unwrap_or_default();
    let permille = Signal::derive(move || share_permille(total.get(), whole.get()));
    let drawn = Signal::derive(move || u32::try_from(permille.get()).unwrap_or(0));
    let is_last = COLUMNS.last() == Some(&column);
    view! {
        <header class="column-head" title=column.map(en::stage_meaning)>
            <h2 id=heading>{en::column(column)}</h2>
            <span class="count num">{move || en::money::grouped(i64::try_from(total.get().count).unwrap_or(0))}</span>
            <span class="sum num" title=move || en::money(total.get().sum_minor, currency)>
                {move || en::money_short(total.get().sum_minor, currency)}
            </span>
            <Meter permille=drawn warn=is_last />
            <span class="share num">{move || en::permille(permille.get())}</span>
        </header>
    }
}

/// The share of a column in the revenue of all, in thousandths; nothing where there is no revenue.
fn share_permille(part: Total, whole: Total) -> i64 {
    let share = i128::from(part.sum_minor) * 1000;
    let whole = i128::from(whole.sum_minor);
    if whole <= 0 { 0 } else { i64::try_from((share + whole / 2).div_euclid(whole)).unwrap_or(0) }
}
