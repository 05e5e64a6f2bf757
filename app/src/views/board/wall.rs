//! A board on a wall: large, to be read from afar, and only to be read. A board of one field shows the first cards of each column, one of
//! two fields what its cells add up to. What finds no room is counted.

use leptos::prelude::*;

use domain::{
    account::Account,
    board::{Cell, Line, Total},
    field::Slot,
    ids::AccountId,
};

use super::{asked::Asked, cell_word::Fields, column::use_slot_name};
use crate::{
    client::{Workspace, use_workspace},
    ui::{Row, Rows},
    views::{person_chip::lead_name, reporting},
    words::en,
};

/// How many columns stand side by side, and how many rows below each other.
const COLUMNS: usize = 8;
const ROWS: usize = 10;
/// How many cards of a column are there to be seen on a high screen.
const CARDS: usize = 20;

/// A board.
#[component]
pub fn WallBoard(
    /// Which one.
    asked: Asked,
) -> impl IntoView {
    let fields = asked.fields();
    match fields.rows {
        None => view! { <WallColumns fields /> }.into_any(),
        Some(_) => view! { <WallTable fields /> }.into_any(),
    }
}

/// The columns that find room, and how many more there are, as it is now.
fn columns(workspace: Workspace) -> (Vec<Slot>, usize) {
    workspace.revision.track();
    let found = workspace.board(|board, _| {
        let lines = board.columns().iter().map(|slot| (slot.clone(), board.of_column(slot)));
        largest(lines.collect(), COLUMNS)
    });
    found.unwrap_or_default()
}

/// The same of the rows.
fn rows(workspace: Workspace) -> (Vec<Slot>, usize) {
    workspace.revision.track();
    let found = workspace.board(|board, _| {
        let lines = board.rows().iter().map(|slot| (slot.clone(), board.of_row(slot)));
        largest(lines.collect(), ROWS)
    });
    found.unwrap_or_default()
}

/// The lines that find room: all of them, or those that bring most, in the order of the board. And how many are left.
fn largest(all: Vec<(Slot, Total)>, most: usize) -> (Vec<Slot>, usize) {
    let mut chosen = Vec::new();
    while chosen.len() < most.min(all.len()) {
        let left = all.iter().enumerate().filter(|(at, _)| !chosen.contains(at));
        // Of those of a size the first.
        let next = left.rev().max_by_key(|(_, (_, total))| (total.sum_minor, total.count));
        chosen.extend(next.map(|(at, _)| at));
    }
    let left = all.len() - chosen.len();
    let is_chosen = |(at, (slot, _))| chosen.contains(&at).then_some(slot);
    (all.into_iter().enumerate().filter_map(is_chosen).collect(), left)
}

#[component]
fn WallColumns(fields: Fields) -> impl IntoView {
    let workspace = use_workspace();
    let column = move |slot: Slot| Row::new(slot.word(), move || view! { <WallColumn fields of=slot /> });
    let rows = move || columns(workspace).0.into_iter().map(column).collect::<Vec<_>>();
    view! {
        <div class="wall-columns wall-board"><Rows rows /></div>
        <MoreLines left=Signal::derive(move || en::wall::more_columns(columns(workspace).1)) />
    }
}

/// That there are more lines than find room, if there are.
#[component]
fn MoreLines(left: Signal<String>) -> impl IntoView {
    view! { <p class="wall-more" hidden=move || left.with(String::is_empty)>{left}</p> }
}

#[component]
fn WallColumn(fields: Fields, of: Slot) -> impl IntoView {
    let slot = of;
    let signals = use_workspace().cell(&Cell::from(slot.clone()));
    let (cards, total) = (signals.cards, signals.total);
    let currency = reporting::currency();
    let name = use_slot_name(fields.columns, &slot);
    let card = |id: &AccountId| {
        let id = *id;
        Row::new(id, move || view! { <WallCard id /> })
    };
    let rows = move || cards.with(|cards| cards.iter().take(CARDS).map(card).collect::<Vec<_>>());
    let count = total.clone();
    view! {
        <section class="wall-column" data-column=slot.word() aria-label=name>
            <header>
                <h2>{name}</h2>
                <p><b class="num">{move || en::number(count.get().count)}</b>" "<span class="num">{move || en::money_short(total.get().sum_minor, currency)}</span></p>
            </header>
            <ol class="wall-cards" data-scroll=""><Rows rows /></ol>
        </section>
    }
}

#[component]
fn WallCard(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let account = workspace.account(id);
    let of_account = move |read: fn(&Account) -> String| {
        move || account.with(|account| account.as_ref().map(read).unwrap_or_default())
    };
    let revenue = move || {
        account.track();
        workspace.read(|model| en::money_short(model.revenue_ttm_minor(id), model.base_currency()))
    };
    let lead = move || {
        let lead = account.with(|account| account.as_ref().and_then(|account| account.owner));
        workspace.read(|model| lead_name(model, lead))
    };
    view! {
        <li class="wall-card" data-card=id.to_string()>
            <b class="cut">{of_account(|account| account.name.clone())}</b>
            <span class="cut">{lead}</span>
            <span class="num">{revenue}</span>
        </li>
    }
}

#[component]
fn WallTable(fields: Fields) -> impl IntoView {
    let workspace = use_workspace();
    let head = move |slot: Slot| {
        Row::new(slot.word(), move || view! { <th scope="col">{use_slot_name(fields.columns, &slot)}</th> })
    };
    let heads = move || columns(workspace).0.into_iter().map(head).collect::<Vec<_>>();
    let row = move |slot: Slot| Row::new(slot.word(), move || view! { <WallRow fields of=slot /> });
    let body = move || rows(workspace).0.into_iter().map(row).collect::<Vec<_>>();
    let left = Signal::derive(move || {
        let (columns, rows) = (en::wall::more_columns(columns(workspace).1), en::wall::more_rows(rows(workspace).1));
        [columns.as_str(), if columns.is_empty() || rows.is_empty() { "" } else { " · " }, &rows].concat()
    });
    view! {
        <table class="wall-table wall-board">
            <thead><tr><td></td><Rows rows=heads /></tr></thead>
            <tbody><Rows rows=body /></tbody>
        </table>
        <MoreLines left />
    }
}

#[component]
fn WallRow(fields: Fields, of: Slot) -> impl IntoView {
    let workspace = use_workspace();
    let name = fields.rows.map(|field| use_slot_name(field, &of));
    let cells = move || {
        let cell = |column: Slot| {
            let cell = Cell { column, row: of.clone() };
            Row::new(cell.column.word(), move || view! { <WallCell cell /> })
        };
        columns(workspace).0.into_iter().map(cell).collect::<Vec<_>>()
    };
    view! { <tr><th scope="row">{name}</th><Rows rows=cells /></tr> }
}

#[component]
fn WallCell(cell: Cell) -> impl IntoView {
    let workspace = use_workspace();
    let (total, whole) = (workspace.cell(&cell).total, workspace.line(&Line::Whole));
    let currency = reporting::currency();
    let weight = total.clone();
    let (count, sum) = (total.clone(), total);
    let shown = move || en::money_short(sum.get().sum_minor, currency);
    view! {
        <td data-weight=move || weight_of(weight.get(), whole.get())>
            <b class="num">{move || en::number(count.get().count)}</b>" "<span class="num">{shown}</span>
        </td>
    }
}

/// How much a cell weighs among all, from 0, where nothing stands, to 4.
fn weight_of(part: Total, whole: Total) -> u8 {
    match super::column::share_permille(part, whole) {
        _ if part.count == 0 => 0,
        ..20 => 1,
        20..80 => 2,
        80..200 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_lines_stay_in_their_order() {
        let line = |(band, sum_minor)| (Slot::Band(band), Total { count: 1, sum_minor });
        let all: Vec<_> = [(0, 5), (1, 9), (2, 1), (3, 7)].map(line).to_vec();
        assert_eq!(largest(all.clone(), 2), (vec![Slot::Band(1), Slot::Band(3)], 2));
        assert_eq!(largest(all, 4).1, 0);
        // Those of a size do not crowd each other out of their number.
        let alike: Vec<_> = (0..5).map(|band| line((band, 3))).collect();
        assert_eq!(largest(alike, 2), (vec![Slot::Band(0), Slot::Band(1)], 3));
    }
}
