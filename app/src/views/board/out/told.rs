//! A board in words, as it goes onto paper and into pictures: all of it, not only what is on the screen.

use domain::{
    account::Account,
    board::{Board, Cell, Line, Total},
    day::Day,
    field::{Field, Slot},
    ids::AccountId,
    model::Model,
};

use crate::{
    views::board::{asked::Asked, column::share_permille},
    words::en,
};

/// A board in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Its fields: `Relationship by owner`.
    pub title: String,
    /// How many accounts, the window of their revenue, and what the board is narrowed to.
    pub about: String,
    /// Its columns, from left to right.
    pub columns: Vec<Head>,
    /// Its rows, from top to bottom; one without a name on a board without rows.
    pub rows: Vec<ToldRow>,
}

/// A column or a row: its name, and what it adds up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// The value of its field.
    pub name: String,
    /// Count, revenue and share.
    pub figures: String,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToldRow {
    /// Its name; empty on a board without rows.
    pub head: Head,
    /// Its cells, one for each column.
    pub cells: Vec<ToldCell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToldCell {
    /// Count, revenue and share.
    pub figures: String,
    /// Its accounts, in their order.
    pub accounts: Vec<AccountId>,
}

/// An account in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToldAccount {
    /// Its name.
    pub name: String,
    /// Under which it is known in the books.
    pub reference: String,
    /// What it brought in the trailing year.
    pub revenue: String,
    /// Who leads it; empty where nobody does, or who is not for this viewer to see.
    pub owner: String,
    /// What happens next, and when.
    pub next_step: String,
}

impl Told {
    /// A board as it stands now.
    pub fn of(board: &Board, model: &Model, asked: &Asked, today: Day) -> Self {
        let whole = board.whole();
        let figures = |total: Total| figures(model, total, whole);
        let fields = asked.fields();
        let head = |field, slot: &Slot, line: Line| Head {
            name: en::boards::slot(model, field, slot),
            figures: figures(board.line(&line)),
        };
        let columns = board.columns();
        let cells = |row: &Slot| -> Vec<ToldCell> {
            let cell = |column: &Slot| Cell { column: column.clone(), row: row.clone() };
            let told =
                |cell: Cell| ToldCell { figures: figures(board.total(&cell)), accounts: board.cards(&cell).to_vec() };
            columns.iter().map(cell).map(told).collect()
        };
        let rows = match fields.rows {
            None => vec![ToldRow { head: Head::default(), cells: cells(&Slot::Nothing) }],
            Some(field) => {
                let row = |row: &Slot| ToldRow { head: head(field, row, Line::Row(row.clone())), cells: cells(row) };
                board.rows().iter().map(row).collect()
            }
        };
        Self {
            title: en::boards::title(model, fields.columns, fields.rows),
            about: about(model, asked, whole, today),
            columns: columns.iter().map(|slot| head(fields.columns, slot, Line::Column(slot.clone()))).collect(),
            rows,
        }
    }

    /// Whether it has rows.
    pub fn has_rows(&self) -> bool {
        self.rows.iter().any(|row| !row.head.name.is_empty())
    }
}

impl ToldAccount {
    /// An account as it stands now; blank where it is not in hand.
    pub fn of(model: &Model, id: AccountId, today: Day) -> Self {
        let Some(account) = model.accounts.get(&id) else { return Self::default() };
        let currency = model.base_currency();
        Self {
            name: account.name.clone(),
            reference: account.reference.clone(),
            revenue: en::money_short(model.revenue_ttm_minor(id), currency),
            owner: owner(model, account),
            next_step: next_step(account, today),
        }
    }
}

/// Who leads an account, by name.
pub fn owner(model: &Model, account: &Account) -> String {
    let lead = account.owner.and_then(|owner| model.people.get(&owner));
    lead.map(|person| person.name.clone()).unwrap_or_default()
}

fn next_step(account: &Account, today: Day) -> String {
    match account.next_step_day.filter(|_| !account.next_step.is_empty()) {
        Some(day) => en::boards::step_and_day(&account.next_step, &en::day_near(day, today)),
        None => account.next_step.clone(),
    }
}

fn figures(model: &Model, total: Total, whole: Total) -> String {
    let currency = model.base_currency();
    let sum = en::money_short(total.sum_minor, currency);
    en::boards::figures(total.count, &sum, Some(&en::permille(share_permille(total, whole))))
}

fn about(model: &Model, asked: &Asked, whole: Total, today: Day) -> String {
    let Some(workspace) = &model.workspace else { return String::new() };
    let mut said = vec![
        workspace.name.clone(),
        en::accounts(whole.count),
        en::money_short(whole.sum_minor, workspace.base_currency),
        en::twelve_months_to(workspace.reports_to(today)),
    ];
    let only = |(field, slot): &(Field, Slot)| en::boards::only(*field, &en::boards::slot(model, *field, slot));
    said.extend(asked.only.iter().map(only));
    if !asked.words.is_empty() {
        said.push(en::boards::with_words(&asked.words));
    }
    said.push(en::boards::as_it_stood(today));
    said.join(" · ")
}
