//! Undo and redo: one's own commands of this sitting, in order. Commands that were given together are one step. The server works an undo
//! out from its log; here stands only which entries are next.

use std::collections::VecDeque;

use leptos::prelude::*;

use domain::{
    change::Change,
    command::Command,
    history::Entry,
    ids::{CommandId, PlacementId, Seq},
    undo::{Undo, is_undoable},
};

use super::{Reason, Workspace, device};

/// How many steps back are kept.
const STEPS_MAX: u32 = 200;

/// A command of a step.
#[derive(Clone, Debug, PartialEq)]
struct Given {
    id: CommandId,
    /// The number of its step. Commands of one step have the same, those of later ones larger numbers.
    step: u32,
    /// Its entry, once the server has numbered it.
    entry: Option<Seq>,
    /// What it changed here when it was given, until it is numbered: by then the stream may have told it already.
    changes: Vec<Change>,
}

/// One's own commands that can be taken back, and the undos that can be taken back in turn.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    done: Vec<Given>,
    undone: Vec<Given>,
    /// The number of the latest step.
    latest: u32,
    /// Commands belong to the latest step for now.
    together: bool,
    /// Steps that were asked for before the server had numbered their entries.
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
    fn of(&mut self, way: Way) -> &mut Vec<Given> {
        if way == Way::Back { &mut self.done } else { &mut self.undone }
    }

    /// A command that can be taken back was given. Gives the entries of steps that are too old by now.
    fn give(&mut self, given: Given) -> Vec<Seq> {
        self.undone.clear();
        // What was asked for on top of what is gone would be waited for without end.
        self.asked.clear();
        self.latest += u32::from(!self.together);
        let latest = self.latest;
        self.done.push(Given { step: latest, ..given });
        let kept = self.done.iter().position(|given| given.step + STEPS_MAX > latest).unwrap_or_default();
        self.done.drain(..kept).filter_map(|given| given.entry).collect()
    }

    /// The next step that way, if the server has numbered all of it.
    fn take(&mut self, way: Way) -> Option<Vec<Given>> {
        let from = self.of(way);
        let step = from.last()?.step;
        let at = from.iter().position(|given| given.step == step)?;
        let is_numbered = from.iter().skip(at).all(|given| given.entry.is_some());
        is_numbered.then(|| from.split_off(at))
    }

    fn forget(&mut self, id: CommandId) {
        self.done.retain(|given| given.id != id);
        self.undone.retain(|given| given.id != id);
        // What was asked for on top of it hung on it.
        self.asked.clear();
    }
}

impl Workspace {
    /// Commands that are given within are taken back, and done again, as one.
    pub fn as_one<T>(&self, give: impl FnOnce() -> T) -> T {
        let begin = |together| {
            self.steps.update_value(|steps| {
                steps.latest += 1;
                steps.together = together;
            })
        };
        begin(true);
        let given = give();
        begin(false);
        given
    }

    /// Takes one's latest step back, or takes the latest undo back.
    pub fn step(&self, way: Way) {
        self.steps.update_value(|steps| {
            if !steps.of(way).is_empty() {
                steps.asked.push_back(way);
            }
        });
        self.step_as_asked();
    }

    /// Takes the first step that was asked for, if the server has numbered its entries. Each is asked for on top of the one before.
    fn step_as_asked(&self) {
        let next = self.steps.try_update_value(|steps| {
            let way = *steps.asked.front()?;
            let step = steps.take(way)?;
            steps.asked.pop_front();
            Some((way, step))
        });
        if let Some(Some((way, step))) = next {
            let entries: Vec<Seq> = step.iter().rev().filter_map(|given| given.entry).collect();
            self.take_back(&entries, way);
        }
    }

    /// Takes one entry of one's own back, from a history.
    pub fn undo(&self, entry: Seq) {
        self.take_back(&[entry], Way::Back);
    }

    fn take_back(&self, entries: &[Seq], way: Way) {
        let mut step = Vec::new();
        for entry in entries.iter().copied() {
            let changes = self.read(|model| model.entries.get(&entry).map(|entry| entry.changes.clone()));
            self.foretell(&changes.unwrap_or_default(), &[]);
            let command = Command::Undo(Undo { entry, answer: PlacementId(device::fresh_id()) });
            match self.run(command.clone()) {
                Ok(id) => step.push(self.given(id)),
                Err(reason) => self
                    .notices
                    .update(|notices| notices.push(super::Notice { command, reason: Reason::Known(reason) })),
            }
        }
        self.steps.update_value(|steps| {
            if step.is_empty() {
                // What was asked for on top of it would take back something else.
                steps.asked.clear();
            }
            steps.latest += 1;
            let latest = steps.latest;
            let to = steps.of(if way == Way::Back { Way::Forth } else { Way::Back });
            to.extend(step.into_iter().map(|given| Given { step: latest, ..given }));
        });
        self.tell_steps();
    }

    /// A command that was sent right now.
    fn given(&self, id: CommandId) -> Given {
        let changes = self.state.with_value(|state| {
            let pending = state.replica.pending().last().filter(|pending| pending.sent.id == id);
            pending.map(|pending| pending.changes().to_vec()).unwrap_or_default()
        });
        Given { id, step: 0, entry: None, changes }
    }

    /// A command was sent: it is the next to be taken back, and nothing is left to redo. What takes a step back finds its place itself.
    pub(super) fn note_step(&self, id: CommandId, command: &Command) {
        if !is_undoable(command.word()) || matches!(command, Command::Undo(_)) {
            return;
        }
        let given = self.given(id);
        let oldest = self.steps.try_update_value(|steps| steps.give(given));
        for entry in oldest.unwrap_or_default() {
            self.state.update_value(|state| state.replica.let_go(entry));
        }
        self.tell_steps();
    }

    /// The server numbered a command's entry. Kept in hand with what it changed here, an undo of it shows at once.
    pub(super) fn number_step(&self, id: CommandId, seq: Seq) {
        let changes = self.steps.try_update_value(|steps| {
            let given = steps.done.iter_mut().chain(&mut steps.undone).find(|given| given.id == id)?;
            given.entry = Some(seq);
            Some(std::mem::take(&mut given.changes))
        });
        let noted = changes.flatten().unwrap_or_default();
        let entry = self.state.with_value(|state| {
            let pending = state.replica.pending().iter().find(|pending| pending.sent.id == id)?;
            let changes = if pending.changes().is_empty() { noted } else { pending.changes().to_vec() };
            Some(Entry {
                seq,
                id,
                actor: state.viewer.actor,
                at: device::now(),
                kind: pending.sent.command.word().to_owned(),
                undoes: None,
                undone_by: None,
                changes,
            })
        });
        if let Some(entry) = entry.filter(|entry| !entry.changes.is_empty()) {
            self.state.update_value(|state| state.replica.remember(entry));
        }
        self.step_as_asked();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn given(id: u128) -> Given {
        Given { id: CommandId(uuid::Uuid::from_u128(id)), step: 0, entry: None, changes: Vec::new() }
    }

    fn number(steps: &mut Steps, id: u128, seq: Seq) {
        let id = given(id).id;
        steps.done.iter_mut().filter(|given| given.id == id).for_each(|given| given.entry = Some(seq));
    }

    fn entries(step: Option<Vec<Given>>) -> Vec<Option<Seq>> {
        step.unwrap_or_default().iter().map(|given| given.entry).collect()
    }

    #[test]
    fn what_was_asked_for_on_top_of_an_undo_is_not_waited_for_behind_a_new_command() {
        let mut steps = Steps { undone: vec![given(1)], asked: [Way::Forth].into(), ..Steps::default() };
        steps.give(given(2));
        assert!(steps.asked.is_empty() && steps.undone.is_empty());
    }

    #[test]
    fn what_is_given_together_is_one_step_and_waits_for_all_its_entries() {
        let mut steps = Steps::default();
        steps.give(given(1));
        (steps.latest, steps.together) = (steps.latest + 1, true);
        steps.give(given(2));
        steps.give(given(3));
        steps.together = false;
        steps.give(given(4));
        for (id, seq) in [(4, 14), (2, 12), (1, 11)] {
            number(&mut steps, id, seq);
        }
        assert_eq!(entries(steps.take(Way::Back)), [Some(14)]);
        assert_eq!(steps.take(Way::Back), None);
        number(&mut steps, 3, 13);
        assert_eq!(entries(steps.take(Way::Back)), [Some(12), Some(13)]);
        assert_eq!(entries(steps.take(Way::Back)), [Some(11)]);
        assert_eq!(steps.take(Way::Back), None);
    }

    #[test]
    fn what_was_refused_of_a_step_is_no_part_of_it() {
        let mut steps = Steps { together: true, ..Steps::default() };
        steps.give(given(1));
        steps.give(given(2));
        steps.forget(given(1).id);
        number(&mut steps, 2, 12);
        assert_eq!(entries(steps.take(Way::Back)), [Some(12)]);
        steps.give(given(3));
        steps.forget(given(3).id);
        assert!(steps.done.is_empty());
    }

    #[test]
    fn the_oldest_step_goes_as_a_whole_when_there_are_too_many() {
        let mut steps = Steps { together: true, ..Steps::default() };
        steps.give(given(1));
        steps.give(given(2));
        steps.together = false;
        [(1, 11), (2, 12)].into_iter().for_each(|(id, seq)| number(&mut steps, id, seq));
        let gone: Vec<Seq> = (3..=u128::from(STEPS_MAX) + 3).flat_map(|id| steps.give(given(id))).collect();
        assert_eq!(gone, [11, 12]);
        assert_eq!(steps.done.len(), 200);
    }
}
