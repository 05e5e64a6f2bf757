//! From a gesture to commands: what it means to bring an account to a cell of a board, and why it cannot go there.

use domain::{
    account::{AccountEdit, AssignAccount, EditAccount},
    board::Cell,
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
}

impl Aim {
    /// A cell from today on, without a reason.
    pub fn at(fields: Fields, to: Cell, workspace: Workspace) -> Self {
        Self { fields, to, day: workspace.viewer().day, reason: String::new() }
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
    })
}

fn person(slot: &Slot) -> Option<domain::ids::PersonId> {
    if let Slot::Person(person) = slot { Some(*person) } else { None }
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

/// What was moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The names of the accounts that went.
    pub names: Vec<String>,
    /// How many commands it took: as many steps lead back.
    pub steps: usize,
}

/// Brings accounts to a cell.
pub fn move_all(workspace: Workspace, accounts: &[AccountId], aim: &Aim, from: Option<&Cell>) -> Moved {
    let today = workspace.viewer().day;
    let mut moved = Moved::default();
    for account in accounts {
        let (commands, name) = workspace.read(|model| {
            let name = model.accounts.get(account).map(|account| account.name.clone());
            (commands_to(model, *account, aim, from, today), name)
        });
        let ran =
            commands.unwrap_or_default().into_iter().filter(|command| workspace.run_or_tell(command.clone())).count();
        if ran > 0 {
            moved.names.extend(name);
            moved.steps += ran;
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
