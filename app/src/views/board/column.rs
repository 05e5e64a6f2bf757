//! A column of the board: its name, what all of its accounts add up to, and the cards that are in sight.

use leptos::prelude::*;

use domain::{
    board::{Cell, Line, Total},
    field::{Field, Slot},
    ids::AccountId,
    placement::Stage,
};

use super::{asked::Asked, desk::Desk, moving::words_of};
use crate::{
    client::use_workspace,
    paths,
    ui::{Empty, Meter, window::VirtualList},
    views::reporting,
    words::en,
};

/// One column.
#[component]
pub fn Column(
    /// Which one.
    column: Slot,
    /// What the address asks for.
    asked: Memo<Asked>,
    /// The board.
    desk: Desk,
    /// Whether it is on the screen, or nearly; else none of its cards is mounted.
    near: Signal<bool>,
) -> impl IntoView {
    let field = desk.fields.columns;
    let look = asked.with_untracked(|asked| asked.look);
    let actions = desk.with_look(look).actions;
    let signals = use_workspace().cell(&Cell::from(column.clone()));
    let (keys, total): (Signal<Vec<AccountId>>, Signal<Total>) = (signals.cards.into(), signals.total.into());
    let is_empty = Memo::new(move |_| total.with(|total| total.count == 0));
    let word = column.word();
    // A value may have blanks, the id of an element has none.
    let heading = ["column-", &paths::encoded(&word)].concat();
    // What came down last is brought into view, wherever its revenue put it.
    let reveal = Signal::derive(move || actions.drag.landed().and_then(|card| card.parse().ok()));
    let name = use_slot_name(field, &column);
    let (named, labelled, nothing) = (heading.clone(), heading.clone(), en::boards::empty_column(field, &column));
    let body = move || {
        if is_empty.get() {
            return view! { <Empty title=nothing small=true /> }.into_any();
        }
        if !near.get() {
            return view! { <div class="column-cards" data-scroll=""></div> }.into_any();
        }
        view! {
            <VirtualList keys row_px=look.row_px() first=look.first_cards() pinned=desk.pinned reveal class="column-cards"
                labelledby=named.clone() children=move |place| (desk.draw)(place, actions)
            />
        }
        .into_any()
    };
    let over = word.clone();
    view! {
        <section class="column" data-column=word data-count=move || total.get().count
            class:drag-over=move || actions.drag.is_over(&over) aria-labelledby=labelled>
            {(desk.head)(Head { field, column, asked, heading, name, total })}
            {body}
        </section>
    }
}

/// A column that is folded: its name, how many stand in it, and room to drop a card.
#[component]
pub fn FoldedColumn(
    /// Which one.
    column: Slot,
    /// What the address asks for.
    asked: Memo<Asked>,
    /// The board.
    desk: Desk,
) -> impl IntoView {
    let total = use_workspace().cell(&Cell::from(column.clone())).total;
    let name = use_slot_name(desk.fields.columns, &column);
    let word = column.word();
    let over = word.clone();
    let count = total.clone();
    view! {
        <section class="column folded" data-column=word data-count=move || total.get().count
            class:drag-over=move || desk.actions.drag.is_over(&over) aria-label=name>
            <Fold column asked name />
            <span class="count num">{move || en::number(count.get().count)}</span>
        </section>
    }
}

/// The link that folds a column, or unfolds it.
#[component]
fn Fold(column: Slot, asked: Memo<Asked>, name: Signal<String>) -> impl IntoView {
    let is_folded = asked.with_untracked(|asked| asked.folded.contains(&column));
    let href = move || asked.with(|asked| asked.with_fold(&column).path());
    let label = move || name.with(|name| if is_folded { en::boards::unfold(name) } else { en::boards::fold(name) });
    view! { <a class="fold" href=href aria-label=label title=label draggable="false">{is_folded.then_some(name)}</a> }
}

/// The name of a value, as it is now.
pub fn use_slot_name(field: Field, slot: &Slot) -> Signal<String> {
    let workspace = use_workspace();
    let cell = Cell::from(slot.clone());
    Signal::derive(move || {
        workspace.revision.track();
        words_of(workspace, field.into(), &cell)
    })
}

/// What the head of a column is drawn from.
#[derive(Clone)]
pub struct Head {
    /// The field whose values are the columns.
    pub field: Field,
    /// Which column.
    pub column: Slot,
    /// What the address asks for.
    pub asked: Memo<Asked>,
    /// The id of its name in the document.
    pub heading: String,
    /// Its name.
    pub name: Signal<String>,
    /// What its accounts add up to.
    pub total: Signal<Total>,
}

/// What draws the heads of the columns of a board.
pub type DrawHead = fn(Head) -> AnyView;

/// The head of a column as it is usual.
pub fn column_head(head: Head) -> AnyView {
    let Head { column, heading, name, total, .. } = head.clone();
    let meaning = if let Slot::Stage(stage) = column { Some(en::stage_meaning(stage)) } else { None };
    view! {
        <header class="column-head" title=meaning>
            <h2 id=heading>{name}</h2>
            <span class="count num">{move || en::number(total.get().count)}</span>
            <Sums head />
        </header>
    }
    .into_any()
}

/// What a column adds up to, its share in the whole, and the link that folds it.
#[component]
pub fn Sums(
    /// The column.
    head: Head,
) -> impl IntoView {
    let Head { column, asked, name, total, .. } = head;
    let currency = reporting::currency();
    let whole = use_workspace().line(&Line::Whole);
    let permille = Signal::derive(move || share_permille(total.get(), whole.get()));
    let drawn = Signal::derive(move || u32::try_from(permille.get()).unwrap_or(0));
    let warn = column == Slot::Stage(Stage::Uncoupling);
    view! {
        <span class="sum num" title=move || en::money(total.get().sum_minor, currency)>
            {move || en::money_short(total.get().sum_minor, currency)}
        </span>
        <Fold column asked name />
        <Meter permille=drawn warn />
        <span class="share num">{move || en::permille(permille.get())}</span>
    }
}

/// The share of a column in the revenue of all, in thousandths; nothing where there is no revenue.
pub fn share_permille(part: Total, whole: Total) -> i64 {
    let share = i128::from(part.sum_minor) * 1000;
    let whole = i128::from(whole.sum_minor);
    if whole <= 0 { 0 } else { i64::try_from((share + whole / 2).div_euclid(whole)).unwrap_or(0) }
}
