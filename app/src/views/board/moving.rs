//! From a gesture to commands: what it means to bring an account to a cell of a board, and why it cannot go there.

use domain::{
    account::{AccountEdit, AssignAccount, EditAccount},
    board::Cell,
    board_card::MoveCard,
    command::Command,
    day::Day,
    field::{Field, Slot},
    ids::{AccountId, PlacementId},
    model::Model,
    placement::{PlaceAccount, WithdrawPlacement, standing},
};

use super::cell_word::Fields;
use crate::{
    client::{Workspace, device},
    words::en,
};

/// Where cards are to go.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// What the cell is a value of.
    pub fields: Fields,
    /// The cell.
    pub to: Cell,
    /// The business day from which a placement holds.
    pub day: Day,
    /// Why an account is placed there.
    pub reason: String,
    /// Between which two it is to stand, where that means something.
    pub beside: Option<Beside>,
}

/// The neighbours of a place in a column that people order by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The account above.
    pub behind: Option<AccountId>,
    /// The account below.
    pub before: Option<AccountId>,
}

impl Beside {
    /// The place at a gap between cards, those that are on the move left out; none where they stand there already.
    pub fn at(cards: &[AccountId], gap: usize, moved: &[AccountId]) -> Option<Self> {
        let (above, below) = cards.split_at(gap.min(cards.len()));
        let stays = |card: &&AccountId| !moved.contains(card);
        let is_there = |card: Option<&AccountId>| moved.len() == 1 && card.is_some_and(|card| moved.contains(card));
        if is_there(above.last()) || is_there(below.first()) {
            return None;
        }
        Some(Self { behind: above.iter().rev().find(stays).copied(), before: below.iter().find(stays).copied() })
    }
}

impl Aim {
    /// A cell from today on, without a reason.
    pub fn at(fields: Fields, to: Cell, workspace: Workspace) -> Self {
        Self { fields, to, day: workspace.viewer().day, reason: String::new(), beside: None }
    }
}

/// What keeps an account from a cell before any rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bar {
    /// It is there.
    There,
    /// It is not placed, and cannot be taken back from anywhere.
    NotPlaced,
    /// What it brought cannot be moved.
    Figures,
}

/// The cell of an account, of these fields; where tags show it in several, the one that `from` names, or the first.
fn cell_of(model: &Model, account: AccountId, fields: Fields, from: Option<&Cell>, today: Day) -> Option<Cell> {
    let account = model.accounts.get(&account)?;
    let one = |field: Field, from: Option<&Slot>| {
        let slots = field.slots_of(model, account, today);
        slots.iter().find(|slot| Some(*slot) == from).or(slots.first()).cloned().unwrap_or_default()
    };
    let row = fields.rows.map(|field| one(field, from.map(|cell| &cell.row))).unwrap_or_default();
    Some(Cell { column: one(fields.columns, from.map(|cell| &cell.column)), row })
}

/// The commands that bring an account to a cell: one for each field whose value changes.
fn commands_to(
    model: &Model,
    account: AccountId,
    aim: &Aim,
    from: Option<&Cell>,
    today: Day,
) -> Result<Vec<Command>, Bar> {
    let Some(from) = cell_of(model, account, aim.fields, from, today) else { return Err(Bar::There) };
    let column = (aim.fields.columns, &from.column, &aim.to.column);
    let row = aim.fields.rows.map(|field| (field, &from.row, &aim.to.row));
    let moved = [Some(column), row].into_iter().flatten().filter(|(_, from, to)| from != to);
    let commands: Vec<Command> =
        moved.map(|moved| command(model, account, aim, moved, today)).collect::<Result<_, _>>()?;
    match (commands.is_empty(), aim.fields.columns, &aim.to.column) {
        (false, ..) => Ok(commands),
        (true, Field::Relationship, Slot::Nothing) => Err(Bar::NotPlaced),
        // From an earlier day on, it may stand where it stands.
        (true, Field::Relationship, to) => {
            command(model, account, aim, (Field::Relationship, to, to), today).map(|one| vec![one])
        }
        // By hand it may stand elsewhere in its column.
        (true, Field::Board(board), Slot::Column(to)) if aim.beside.is_some() => {
            let to = &Slot::Column(*to);
            command(model, account, aim, (Field::Board(board), to, to), today).map(|one| vec![one])
        }
        (true, ..) => Err(Bar::There),
    }
}

/// The command that gives an account another value of a field. Back to *not placed* means to take the placement back by which it
/// stands.
fn command(
    model: &Model,
    account: AccountId,
    aim: &Aim,
    (field, from, to): (Field, &Slot, &Slot),
    today: Day,
) -> Result<Command, Bar> {
    let edit = |edit: AccountEdit| Command::EditAccount(EditAccount { account, edit });
    let stands = standing(model, account, today).map(|placement| placement.id);
    Ok(match (field, to) {
        (Field::Relationship, Slot::Stage(stage)) => Command::PlaceAccount(PlaceAccount {
            placement: PlacementId(device::fresh_id()),
            account,
            stage: *stage,
            day: aim.day,
            reason: aim.reason.clone(),
            was: stands,
        }),
        (Field::Relationship, _) => Command::WithdrawPlacement(WithdrawPlacement {
            answer: PlacementId(device::fresh_id()),
            account,
            placement: stands.ok_or(Bar::NotPlaced)?,
        }),
        (Field::Owner, to) => Command::AssignAccount(AssignAccount { account, owner: person(to), was: person(from) }),
        (Field::Country, to) => edit(AccountEdit::Country(word(to).unwrap_or_default())),
        (Field::Segment, to) => edit(AccountEdit::Segment(word(to).unwrap_or_default())),
        (Field::Tag, to) => edit(AccountEdit::SwapTag { from: word(from), to: word(to) }),
        (Field::Revenue, _) => return Err(Bar::Figures),
        (Field::Board(board), to) => {
            let Beside { behind, before } = aim.beside.unwrap_or_default();
            Command::MoveCard(MoveCard { board, account, column: column(to), was: column(from), behind, before })
        }
    })
}

fn person(slot: &Slot) -> Option<domain::ids::PersonId> {
    if let Slot::Person(person) = slot { Some(*person) } else { None }
}

fn column(slot: &Slot) -> Option<domain::ids::BoardColumnId> {
    if let Slot::Column(column) = slot { Some(*column) } else { None }
}

fn word(slot: &Slot) -> Option<String> {
    if let Slot::Word(word) = slot { Some(word.clone()) } else { None }
}

/// Why a cell cannot take an account, in words.
pub fn why_not(workspace: Workspace, account: AccountId, aim: &Aim, from: Option<&Cell>) -> Option<String> {
    let today = workspace.viewer().day;
    let commands = workspace.read(|model| commands_to(model, account, aim, from, today));
    match commands {
        Err(Bar::There) => Some(en::boards::STANDS_THERE.to_owned()),
        Err(Bar::NotPlaced) => Some(en::NOT_PLACED_ALREADY.to_owned()),
        Err(Bar::Figures) => Some(en::boards::FROM_LEDGER.to_owned()),
        Ok(commands) => commands.into_iter().find_map(|command| workspace.why_not(command)).as_ref().map(en::rejection),
    }
}

/// Brings accounts to a cell, as one step; gives the names of those that went.
pub fn move_all(workspace: Workspace, accounts: &[AccountId], aim: &Aim, from: Option<&Cell>) -> Vec<String> {
    workspace.as_one(|| move_each(workspace, accounts, aim, from))
}

fn move_each(workspace: Workspace, accounts: &[AccountId], aim: &Aim, from: Option<&Cell>) -> Vec<String> {
    let today = workspace.viewer().day;
    let mut moved = Vec::new();
    let mut aim = aim.clone();
    for account in accounts {
        let (commands, name) = workspace.read(|model| {
            let name = model.accounts.get(account).map(|account| account.name.clone());
            (commands_to(model, *account, &aim, from, today), name)
        });
        let ran =
            commands.unwrap_or_default().into_iter().filter(|command| workspace.run_or_tell(command.clone())).count();
        if ran > 0 {
            moved.extend(name);
            // The next one stands behind it.
            if let Some(beside) = &mut aim.beside {
                beside.behind = Some(*account);
            }
        }
    }
    moved
}

/// A cell in words: its column, and its row if there are rows.
pub fn words_of(workspace: Workspace, fields: Fields, cell: &Cell) -> String {
    workspace.read(|model| {
        let column = en::boards::slot(model, fields.columns, &cell.column);
        match fields.rows {
            None => column,
            Some(rows) => [column, en::boards::slot(model, rows, &cell.row)].join(", "),
        }
    })
}

/// The cell in which an account stands, by these fields.
pub fn stands_in(model: &Model, account: AccountId, fields: Fields, today: Day) -> Cell {
    cell_of(model, account, fields, None, today).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_has_neighbours_that_stay() {
        let id = |number: u128| AccountId(uuid::Uuid::from_u128(number));
        let cards = [1, 2, 3, 4].map(id);
        let beside = |behind: Option<u128>, before: Option<u128>| {
            Some(Beside { behind: behind.map(id), before: before.map(id) })
        };
        assert_eq!(Beside::at(&cards, 0, &[id(9)]), beside(None, Some(1)));
        assert_eq!(Beside::at(&cards, 9, &[id(9)]), beside(Some(4), None));
        assert_eq!(Beside::at(&cards, 2, &[id(4)]), beside(Some(2), Some(3)));
        // Where it stands already, above itself and below.
        assert_eq!([2, 3].map(|gap| Beside::at(&cards, gap, &[id(3)])), [None, None]);
        assert_eq!(Beside::at(&cards, 2, &[id(2), id(3)]), beside(Some(1), Some(4)));
        assert_eq!(Beside::at(&[], 0, &[id(1)]), beside(None, None));
    }
}
