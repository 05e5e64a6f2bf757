//! A board: accounts arranged by one field as columns, or by two as columns and rows, with what each cell, column and row
//! adds up to. Columns, swimlanes and matrices are views of the same arrangement.
//!
//! It is kept, not computed anew: a move touches one account, and costs the same on a board of ten thousand.
//!
//! Where not all of its accounts are in hand yet it is an outline: the first accounts of its cells stand there, the others are counted.
//! What is done to the first ones shows on it as well.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    change::{Kind, RecordKey},
    day::Day,
    field::{Field, Slot},
    filter::Filter,
    ids::AccountId,
    list::Sort,
    model::Model,
    order::insert_at,
    set::SetOf,
    table::Table,
};

/// How many accounts change one by one; more of them, as by an import, and the board is arranged anew sooner.
const MANY: usize = 200;

/// How a board is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The field whose values are its columns.
    pub columns: Field,
    /// The field whose values are its rows; none: it has no rows.
    pub rows: Option<Field>,
    /// The order of cards in a cell.
    pub sort: Sort,
    /// Which accounts are on it.
    pub filter: Filter,
}

/// Where a column and a row meet. On a board without rows every cell has the row [`Slot::Nothing`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Its column.
    pub column: Slot,
    /// Its row.
    pub row: Slot,
}

impl From<Slot> for Cell {
    /// The cell of a column on a board without rows.
    fn from(column: Slot) -> Self {
        Self { column, row: Slot::Nothing }
    }
}

/// The columns of a board, from left to right, and its rows, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slots {
    /// Its columns.
    pub columns: Vec<Slot>,
    /// Its rows; none on a board without rows.
    pub rows: Vec<Slot>,
}

/// What adds up over several cells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// All of the board.
    Whole,
    /// A column.
    Column(Slot),
    /// A row.
    Row(Slot),
}

/// How many accounts there are and what they bring in the trailing year, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Total {
    /// How many.
    pub count: usize,
    /// Their trailing revenue.
    pub sum_minor: i64,
}

impl Total {
    fn add(&mut self, minor: i64) {
        self.count += 1;
        self.sum_minor += minor;
    }

    fn take(&mut self, minor: i64) {
        self.count -= 1;
        self.sum_minor -= minor;
    }
}

/// What is known of a board whose accounts are not all in hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// Its columns, from left to right, with what they add up to.
    pub columns: Vec<(Slot, Total)>,
    /// Its rows, from top to bottom; none on a board without rows.
    pub rows: Vec<(Slot, Total)>,
    /// What all of it adds up to.
    pub whole: Total,
    /// Its cells that are not empty, with their first accounts, in order.
    pub cells: Vec<(Cell, Total, Vec<AccountId>)>,
}

/// Where an account stands, and with which revenue it is counted there.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    cells: Vec<Cell>,
    minor: i64,
}

/// What looks different on a board.
#[derive(Clone, Debug, PartialEq)]
pub enum Altered {
    /// These cells, with their columns and rows.
    Cells(SetOf<Cell>),
    /// All of it: columns or rows came that were not there.
    All,
}

/// The board over the accounts in hand.
#[derive(Clone, Debug, Default)]
pub struct Board {
    layout: Layout,
    slots: Slots,
    cells: Table<Cell, (Total, Vec<AccountId>)>,
    of_columns: Table<Slot, Total>,
    of_rows: Table<Slot, Total>,
    whole: Total,
    places: Table<AccountId, Place>,
    /// Accounts are counted that have no place here: they are not in hand.
    is_outline: bool,
}

impl Board {
    /// The board of all accounts in hand that its filter lets through.
    pub fn new(model: &Model, day: Day, layout: Layout) -> Self {
        let slots = Slots {
            columns: layout.columns.slots(model),
            rows: layout.rows.map(|field| field.slots(model)).unwrap_or_default(),
        };
        let mut board = Self { slots, layout, ..Self::default() };
        let everything = board.layout.filter.is_empty();
        let found = model.accounts.values();
        let mut found: Vec<&Account> =
            found.filter(|account| everything || board.layout.filter.lets(model, account, day)).collect();
        board.layout.sort.sort(model, day, &mut found);
        let places: Vec<(AccountId, Place)> =
            found.into_iter().map(|account| (account.id, board.place(model, account, day))).collect();
        for (id, place) in &places {
            board.count(place, Total::add);
            for cell in &place.cells {
                board.cells.get_or_insert_with(cell.clone(), Default::default).1.push(*id);
            }
        }
        board.places = places.into_iter().collect();
        board
    }

    /// The board as far as it is known before all of its accounts are in hand.
    pub fn of_outline(model: &Model, day: Day, layout: Layout, known: Outline) -> Self {
        let Outline { columns, rows, whole, cells } = known;
        let mut board = Self { layout, whole, is_outline: true, ..Self::default() };
        for (slot, total) in columns {
            *board.of_columns.get_or_insert_with(slot.clone(), Default::default) = total;
            board.slots.columns.push(slot);
        }
        for (slot, total) in rows {
            *board.of_rows.get_or_insert_with(slot.clone(), Default::default) = total;
            board.slots.rows.push(slot);
        }
        if board.layout.rows.is_none() {
            *board.of_rows.get_or_insert_with(Slot::Nothing, Default::default) = whole;
        }
        let mut places = Vec::new();
        for (cell, total, cards) in cells {
            for account in cards.iter().filter_map(|id| model.accounts.get(id)) {
                places.push((account.id, board.place(model, account, day)));
            }
            *board.cells.get_or_insert_with(cell, Default::default) = (total, cards);
        }
        board.places = places.into_iter().collect();
        board
    }

    /// How it is arranged.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Brings the board to the model where these records changed.
    pub fn refresh(&mut self, model: &Model, day: Day, touched: &SetOf<RecordKey>) -> Altered {
        if !self.is_outline && touched.iter().any(|key| self.hangs_on(key.kind)) {
            return self.renew(model, day);
        }
        let accounts = touched.iter().filter_map(account_of);
        // Where one stood that is counted without a place, nobody knows.
        let accounts: SetOf<AccountId> =
            accounts.filter(|id| !self.is_outline || self.places.contains_key(id)).collect();
        if accounts.len() > MANY {
            return self.renew(model, day);
        }
        let now: Vec<_> = accounts.into_iter().map(|id| (id, self.place_now(model, id, day))).collect();
        if now.iter().any(|(_, now)| now.as_ref().is_some_and(|now| !self.has_room(now))) {
            return self.renew(model, day);
        }
        let mut altered = SetOf::new();
        // All leave before the first comes back: what stays is in order meanwhile, and a place in it can be looked for.
        let left: Vec<_> = now.iter().map(|(id, _)| self.take_out(*id)).collect();
        for ((id, now), before) in now.into_iter().zip(left) {
            let stays = now.as_ref().is_some_and(|now| before.as_ref().is_some_and(|before| before.place == *now));
            let at = now.map(|now| self.put_in(model, day, id, now)).unwrap_or_default();
            if stays && before.as_ref().is_some_and(|before| before.at == at) {
                continue;
            }
            altered.extend(before.into_iter().flat_map(|before| before.place.cells));
            altered.extend(self.places.get(&id).into_iter().flat_map(|place| place.cells.clone()));
        }
        Altered::Cells(altered)
    }

    /// Whether its columns, its rows or its order hang on records of a kind that is no account's own.
    fn hangs_on(&self, kind: Kind) -> bool {
        let fields = [Some(self.layout.columns), self.layout.rows];
        let is_made = || fields.iter().flatten().any(|field| field.team_board().is_some());
        (matches!(kind, Kind::TeamBoard | Kind::BoardColumn) && is_made())
            || kind == Kind::Person && (fields.contains(&Some(Field::Owner)) || self.layout.sort.is_by_people())
    }

    /// Arranges it anew. An outline stays as it is until all of its accounts are in hand.
    fn renew(&mut self, model: &Model, day: Day) -> Altered {
        if self.is_outline {
            return Altered::Cells(SetOf::new());
        }
        *self = Self::new(model, day, std::mem::take(&mut self.layout));
        Altered::All
    }

    fn has_room(&self, place: &Place) -> bool {
        let has_row = |row: &Slot| self.layout.rows.is_none() || self.slots.rows.contains(row);
        place.cells.iter().all(|cell| self.slots.columns.contains(&cell.column) && has_row(&cell.row))
    }

    fn place_now(&self, model: &Model, id: AccountId, day: Day) -> Option<Place> {
        let account = model.accounts.get(&id).filter(|account| self.layout.filter.lets(model, account, day))?;
        Some(self.place(model, account, day))
    }

    fn place(&self, model: &Model, account: &Account, day: Day) -> Place {
        let columns = self.layout.columns.slots_of(model, account, day);
        let cells = match self.layout.rows.map(|field| field.slots_of(model, account, day)) {
            None => columns.into_iter().map(Cell::from).collect(),
            Some(rows) => columns
                .iter()
                .flat_map(|column| rows.iter().map(|row| Cell { column: column.clone(), row: row.clone() }))
                .collect(),
        };
        Place { cells, minor: model.revenue_ttm_minor(account.id) }
    }

    /// Counts an account into everything that it stands in, or out of it; a column counts it once, however many rows it has there.
    fn count(&mut self, place: &Place, count: fn(&mut Total, i64)) {
        let columns: SetOf<&Slot> = place.cells.iter().map(|cell| &cell.column).collect();
        let rows: SetOf<&Slot> = place.cells.iter().map(|cell| &cell.row).collect();
        count(&mut self.whole, place.minor);
        for column in columns {
            count(self.of_columns.get_or_insert_with(column.clone(), Default::default), place.minor);
        }
        for row in rows {
            count(self.of_rows.get_or_insert_with(row.clone(), Default::default), place.minor);
        }
        for cell in &place.cells {
            count(&mut self.cells.get_or_insert_with(cell.clone(), Default::default).0, place.minor);
        }
    }

    fn take_out(&mut self, id: AccountId) -> Option<Left> {
        let place = self.places.remove(&id)?;
        self.count(&place, Total::take);
        let mut at = Vec::new();
        for cell in &place.cells {
            let Some((_, cards)) = self.cells.get_mut(cell) else { continue };
            if let Some(index) = cards.iter().position(|card| *card == id) {
                cards.remove(index);
                at.push(index);
            }
        }
        Some(Left { place, at })
    }

    /// Puts an account in; gives its index in each of its cells.
    fn put_in(&mut self, model: &Model, day: Day, id: AccountId, place: Place) -> Vec<usize> {
        self.count(&place, Total::add);
        let (sort, account) = (self.layout.sort, model.accounts.get(&id));
        let before = |card: &AccountId| match (model.accounts.get(card), account) {
            (Some(card), Some(account)) => sort.compare(model, day, card, account) == Ordering::Less,
            _ => false,
        };
        let mut at = Vec::new();
        for cell in &place.cells {
            let (_, cards) = self.cells.get_or_insert_with(cell.clone(), Default::default);
            let index = cards.partition_point(before);
            insert_at(cards, index, id);
            at.push(index);
        }
        self.places.insert(id, place);
        at
    }

    /// The account that stands after another one in the same cell, or before it; none at the end, and where it is not on the board.
    pub fn beside(&self, id: AccountId, after: bool) -> Option<AccountId> {
        let cards = self.cards(self.places.get(&id)?.cells.first()?);
        let at = cards.iter().position(|card| *card == id)?;
        let beside = if after { at.checked_add(1) } else { at.checked_sub(1) };
        cards.get(beside?).copied()
    }

    /// Its columns, from left to right.
    pub fn columns(&self) -> &[Slot] {
        &self.slots.columns
    }

    /// Its rows, from top to bottom; none on a board without rows.
    pub fn rows(&self) -> &[Slot] {
        &self.slots.rows
    }

    /// Its columns and rows.
    pub fn slots(&self) -> &Slots {
        &self.slots
    }

    /// What a line adds up to.
    pub fn line(&self, line: &Line) -> Total {
        match line {
            Line::Whole => self.whole,
            Line::Column(slot) => self.of_column(slot),
            Line::Row(slot) => self.of_row(slot),
        }
    }

    /// What all of it adds up to; an account counts once, however many tags it stands under.
    pub fn whole(&self) -> Total {
        self.whole
    }

    /// What a column adds up to.
    pub fn of_column(&self, column: &Slot) -> Total {
        self.of_columns.get(column).copied().unwrap_or_default()
    }

    /// What a row adds up to.
    pub fn of_row(&self, row: &Slot) -> Total {
        self.of_rows.get(row).copied().unwrap_or_default()
    }

    /// What a cell adds up to.
    pub fn total(&self, cell: &Cell) -> Total {
        self.cells.get(cell).map(|(total, _)| *total).unwrap_or_default()
    }

    /// The cells that hold an account.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        self.cells.iter().filter(|(_, (total, _))| total.count > 0).map(|(cell, _)| cell.clone())
    }

    /// The accounts of a cell, in order.
    pub fn cards(&self, cell: &Cell) -> &[AccountId] {
        self.cells.get(cell).map(|(_, cards)| &**cards).unwrap_or_default()
    }

    /// The cells in which an account is shown.
    pub fn cells_of(&self, account: AccountId) -> &[Cell] {
        self.places.get(&account).map(|place| &*place.cells).unwrap_or_default()
    }
}

/// Where an account stood.
struct Left {
    place: Place,
    at: Vec<usize>,
}

/// Whose place a record tells of. What touches a placement touches its account as well.
fn account_of(key: &RecordKey) -> Option<AccountId> {
    match key.kind {
        Kind::Account | Kind::Trailing => Some(AccountId(key.id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
