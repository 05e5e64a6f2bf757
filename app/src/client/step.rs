//! Undo and redo: one's own commands of this sitting, in order. The server works an undo out from its log; here stands
//! only which entry is next.

use std::collections::VecDeque;

use leptos::prelude::*;

use domain::{
    command::Command,
    history::Entry,
    ids::{CommandId, PlacementId, Seq},
    undo::{Undo, is_undoable},
};

use super::{Reason, Workspace, device};

/// How many steps back are kept.
const STEPS_MAX: usize = 200;

/// One's own commands that can be taken back, and the undos that can be taken back in turn.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    done: Vec<(CommandId, Option<Seq>)>,
    undone: Vec<(CommandId, Option<Seq>)>,
    /// Steps that were asked for before the server had numbered their entry.
    asked: VecDeque<Way>,
}

/// Which way to step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Undo.
    Back,
    /// Redo.
    Forth,
}

impl Steps {
    fn number(&mut self, id: CommandId, seq: Seq) {
        for (_, number) in self.done.iter_mut().chain(&mut self.undone).filter(|(known, _)| *known == id) {
            *number = Some(seq);
        }
    }

    fn forget(&mut self, id: CommandId) {
        self.done.retain(|(known, _)| *known != id);
        self.undone.retain(|(known, _)| *known != id);
        // What was asked for on top of it hung on it.
        self.asked.clear();
    }
}

impl Workspace {
    /// Takes one's latest command back, or takes the latest undo back.
    pub fn step(&self, way: Way) {
        let next = self.steps.try_update_value(|steps| {
            let from = if way == Way::Back { &mut steps.done } else { &mut steps.undone };
            match from.last().copied() {
                Some((_, None)) => {
                    steps.asked.push_back(way);
                    None
                }
                Some((_, Some(entry))) => {
                    from.pop();
                    Some(entry)
                }
                None => None,
            }
        });
        let Some(Some(entry)) = next else { return };
        self.take_back(entry, way);
    }

    /// Takes one entry of one's own back, from a history.
    pub fn undo(&self, entry: Seq) {
        self.take_back(entry, Way::Back);
    }

    fn take_back(&self, entry: Seq, way: Way) {
        let changes = self.read(|model| model.entries.get(&entry).map(|entry| entry.changes.clone()));
        self.foretell(&changes.unwrap_or_default(), &[]);
        let command = Command::Undo(Undo { entry, answer: PlacementId(device::fresh_id()) });
        match self.run(command.clone()) {
            Ok(id) => {
                self.steps.update_value(|steps| {
                    // `run` noted it among the done ones; an undo belongs to what can be redone.
                    steps.done.retain(|(known, _)| *known != id);
                    let to = if way == Way::Back { &mut steps.undone } else { &mut steps.done };
                    to.push((id, None));
                });
            }
            Err(reason) => {
                self.notices.update(|notices| notices.push(super::Notice { command, reason: Reason::Known(reason) }))
            }
        }
        self.tell_steps();
    }

    /// A command was sent: it is the next to be taken back, and nothing is left to redo.
    pub(super) fn note_step(&self, id: CommandId, command: &Command) {
        if !is_undoable(command.word()) {
            return;
        }
        let is_undo = matches!(command, Command::Undo(_));
        let oldest = self.steps.try_update_value(|steps| {
            steps.done.push((id, None));
            if !is_undo {
                steps.undone.clear();
            }
            (steps.done.len() > STEPS_MAX).then(|| steps.done.remove(0))
        });
        if let Some(Some((_, Some(entry)))) = oldest {
            self.state.update_value(|state| state.replica.let_go(entry));
        }
        self.tell_steps();
    }

    /// The server numbered a command's entry. Kept in hand with what it changed here, an undo of it shows at once.
    pub(super) fn number_step(&self, id: CommandId, seq: Seq) {
        let entry = self.state.with_value(|state| {
            let pending = state.replica.pending().iter().find(|pending| pending.sent.id == id)?;
            Some(Entry {
                seq,
                id,
                actor: state.viewer.actor,
                at: device::now(),
                kind: pending.sent.command.word().to_owned(),
                undoes: None,
                undone_by: None,
                changes: pending.changes().to_vec(),
            })
        });
        if let Some(entry) = entry.filter(|entry| !entry.changes.is_empty()) {
            self.state.update_value(|state| state.replica.remember(entry));
        }
        let asked = self.steps.try_update_value(|steps| {
            steps.number(id, seq);
            steps.asked.pop_front()
        });
        if let Some(Some(way)) = asked {
            self.step(way);
        }
        self.tell_steps();
    }

    /// The server said no to a command: there is nothing to take back.
    pub(super) fn forget_step(&self, id: CommandId) {
        self.steps.update_value(|steps| steps.forget(id));
        self.tell_steps();
    }

    fn tell_steps(&self) {
        let can = self.steps.with_value(|steps| (!steps.done.is_empty(), !steps.undone.is_empty()));
        if self.can_step.get_untracked() != can {
            self.can_step.set(can);
        }
    }
}
