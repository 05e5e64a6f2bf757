//! What no board needs before it is shown: the rules of every command but those that move accounts and change them, what takes all
//! else back, and how the records of boards and views that people made are taken in. A browser brings it with the first code that
//! comes apart. Until then it leaves these commands to the server and passes these records over, for they are fetched whole by
//! whoever shows them, and every page would carry the code.
//!
//! Invariant: everywhere but in a browser it is always there.

use std::sync::OnceLock;

use crate::{
    apply::{Case, Decision, Stop},
    change::{Change, Kind},
    command::Command,
    history::Entry,
    model::Model,
    record::Misfit,
    rejection::Rejection,
    undo,
};

/// What comes apart.
#[derive(Clone, Copy)]
struct Part {
    decide: fn(&Command, &Case<'_>) -> Decision,
    take: fn(&mut Model, &Change) -> Result<(), Misfit>,
    is_as_left: fn(&Model, &Change) -> bool,
    permit_undo: fn(&Case<'_>, &Entry) -> Result<(), Stop>,
    take_back: fn(&Case<'_>, &Entry, &Change) -> Decision,
}

static BROUGHT: OnceLock<Part> = OnceLock::new();

/// From now on this browser knows of it as well.
pub fn bring() {
    BROUGHT.get_or_init(here);
}

fn here() -> Part {
    Part {
        decide: decide_here,
        take: Model::take_made,
        is_as_left: Model::is_other_as_left,
        permit_undo: undo::permit_on_boards,
        take_back: undo::take_back_other,
    }
}

fn part() -> Option<Part> {
    if cfg!(target_arch = "wasm32") { BROUGHT.get().copied() } else { Some(here()) }
}

/// Decides a command; without the rules, nobody here can tell.
pub(crate) fn decide(command: &Command, case: &Case<'_>) -> Decision {
    part().map_or(Err(Stop::Unknown), |part| (part.decide)(command, case))
}

/// Takes a change of a record that people made in.
pub(crate) fn take(model: &mut Model, change: &Change) -> Result<(), Misfit> {
    part().map_or(Ok(()), |part| (part.take)(model, change))
}

/// Whether everything that a change touched is as the change left it. Asked by what takes changes back, which is at hand then.
pub(crate) fn is_as_left(model: &Model, change: &Change) -> bool {
    part().is_some_and(|part| (part.is_as_left)(model, change))
}

/// Refuses to take an entry back to whoever may not, as far as accounts do not say so; nobody here can tell without the rules, if it
/// touched anything else.
pub(crate) fn permit_undo(case: &Case<'_>, entry: &Entry) -> Result<(), Stop> {
    match part() {
        Some(part) => (part.permit_undo)(case, entry),
        None if entry.changes.iter().all(|change| is_of_accounts(change.key.kind)) => Ok(()),
        None => Err(Stop::Unknown),
    }
}

/// What takes a change back.
pub(crate) fn take_back(case: &Case<'_>, entry: &Entry, change: &Change) -> Decision {
    part().map_or(Err(Stop::Unknown), |part| (part.take_back)(case, entry, change))
}

fn is_of_accounts(kind: Kind) -> bool {
    matches!(kind, Kind::Account | Kind::Placement | Kind::Trailing)
}

fn decide_here(command: &Command, case: &Case<'_>) -> Decision {
    match command {
        Command::FoundWorkspace(command) => command.decide(case),
        Command::RenameWorkspace(command) => command.decide(case),
        Command::SetReportingDate(command) => command.decide(case),
        Command::InvitePerson(command) => command.decide(case),
        Command::EditPerson(command) => command.decide(case),
        Command::CreateAccount(command) => command.decide(case),
        Command::RecordDocument(command) => command.decide(case),
        Command::AddNote(command) => command.decide(case),
        Command::EditNote(command) => command.decide(case),
        Command::RemoveNote(command) => command.decide(case),
        Command::ImportBatch(command) => command.decide(case),
        Command::CreateTeamBoard(command) => command.decide(case),
        Command::EditTeamBoard(command) => command.decide(case),
        Command::RemoveTeamBoard(command) => command.decide(case),
        Command::AddColumn(command) => command.decide(case),
        Command::EditColumn(command) => command.decide(case),
        Command::RemoveColumn(command) => command.decide(case),
        Command::MoveCard(command) => command.decide(case),
        Command::SaveView(command) => command.decide(case),
        Command::ReverseDocument(command) => command.decide(case),
        Command::WithdrawImport(command) => command.decide(case),
        Command::EditView(command) => command.decide(case),
        Command::RemoveView(command) => command.decide(case),
        _ => Err(Rejection::CommandUnknown.into()),
    }
}
