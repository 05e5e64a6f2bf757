//! From a gesture to a command: what it means to bring an account to a column, and what is said about it.

use domain::{
    board::ColumnKey,
    command::Command,
    day::Day,
    ids::{AccountId, PlacementId},
    model::Model,
    placement::{PlaceAccount, Stage, WithdrawPlacement, standing},
};

use crate::{
    client::{Workspace, device},
    words::en,
};

/// Where cards are to go.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// The column.
    pub column: ColumnKey,
    /// The business day from which they stand there.
    pub day: Day,
    /// Why.
    pub reason: String,
}

impl Aim {
    /// A column from today on, without a reason.
    pub fn at(column: ColumnKey, workspace: Workspace) -> Self {
        Self { column, day: workspace.viewer().day, reason: String::new() }
    }
}

/// The command that brings an account to a column; none where nothing has to be done. Back to *not placed* means to take
/// the placement back by which it stands.
pub fn command_to(model: &Model, account: AccountId, aim: &Aim, today: Day) -> Option<Command> {
    let stands = standing(model, account, today);
    match (aim.column, stands) {
        (Some(stage), _) => Some(Command::PlaceAccount(PlaceAccount {
            placement: PlacementId(device::fresh_id()),
            account,
            stage,
            day: aim.day,
            reason: aim.reason.clone(),
            was: stands.map(|placement| placement.id),
        })),
        (None, Some(placement)) => Some(Command::WithdrawPlacement(WithdrawPlacement {
            answer: PlacementId(device::fresh_id()),
            account,
            placement: placement.id,
        })),
        (None, None) => None,
    }
}

/// Why a column cannot take an account, in words.
pub fn why_not(workspace: Workspace, account: AccountId, column: ColumnKey) -> Option<String> {
    let aim = Aim::at(column, workspace);
    let today = workspace.viewer().day;
    let command = workspace.read(|model| command_to(model, account, &aim, today));
    match command {
        None => Some(en::NOT_PLACED_ALREADY.to_owned()),
        Some(command) => workspace.why_not(command).as_ref().map(en::rejection),
    }
}

/// Brings accounts to a column. Gives the names of those that went.
pub fn move_all(workspace: Workspace, accounts: &[AccountId], aim: &Aim) -> Vec<String> {
    let today = workspace.viewer().day;
    let mut moved = Vec::new();
    for account in accounts {
        let (command, name) = workspace.read(|model| {
            (command_to(model, *account, aim, today), model.accounts.get(account).map(|account| account.name.clone()))
        });
        if command.is_some_and(|command| workspace.run_or_tell(command)) {
            moved.extend(name);
        }
    }
    moved
}

/// The column in which an account stands.
pub fn column_of(model: &Model, account: AccountId, today: Day) -> ColumnKey {
    standing(model, account, today).map(|placement| placement.cell)
}

/// A column's word in the document: `not-placed` or its stage's.
pub fn column_word(column: ColumnKey) -> &'static str {
    column.map_or("not-placed", Stage::word)
}

/// The column of a word.
pub fn column_of_word(word: &str) -> Option<ColumnKey> {
    if word == "not-placed" { Some(None) } else { Stage::of_word(word).map(Some) }
}
