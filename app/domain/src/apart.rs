//! What is known of boards and views that people made: the rules by which they are made, arranged and removed, and how their
//! records are taken in; and rules that one page alone asks for. A browser brings it with the pages that show them. Until then it
//! leaves these commands to the server and passes these records over, for they are fetched whole by whoever shows them, and every
//! page would carry the code.
//!
//! Invariant: everywhere but in a browser it is always there.

use std::sync::OnceLock;

use crate::{
    apply::{Case, Decision, Stop},
    change::Change,
    command::Command,
    model::Model,
    record::Misfit,
    rejection::Rejection,
};

/// What comes apart.
#[derive(Clone, Copy)]
struct Part {
    decide: fn(&Command, &Case<'_>) -> Decision,
    take: fn(&mut Model, &Change) -> Result<(), Misfit>,
}

static BROUGHT: OnceLock<Part> = OnceLock::new();

/// From now on this browser knows of them as well.
pub fn bring() {
    BROUGHT.get_or_init(here);
}

fn here() -> Part {
    Part { decide: decide_here, take: Model::take_made }
}

fn part() -> Option<Part> {
    if cfg!(target_arch = "wasm32") { BROUGHT.get().copied() } else { Some(here()) }
}

/// Decides such a command; without the rules, nobody here can tell.
pub(crate) fn decide(command: &Command, case: &Case<'_>) -> Decision {
    part().map_or(Err(Stop::Unknown), |part| (part.decide)(command, case))
}

/// Takes a change of one of their records in.
pub(crate) fn take(model: &mut Model, change: &Change) -> Result<(), Misfit> {
    part().map_or(Ok(()), |part| (part.take)(model, change))
}

/// Whether everything that a change of one of their records touched is as the change left it. In a browser only the server can
/// tell: it is asked for undo alone, which the server works out there.
pub(crate) fn is_as_left(model: &Model, change: &Change) -> bool {
    !cfg!(target_arch = "wasm32") && model.is_made_as_left(change)
}

fn decide_here(command: &Command, case: &Case<'_>) -> Decision {
    match command {
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
