//! Evidence becomes a step: an account stands on the highest step for which there is evidence, and for all steps below it.

use super::{
    CategorizationModel, Cell, Needed, Reached,
    facts::{Fact, Facts},
};

/// A step with what there is for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung<'a> {
    /// The step.
    pub cell: &'a Cell,
    /// Whether there is evidence for it.
    pub holds: bool,
    /// What it asks for: all of one group is enough. None where only a person can say it.
    pub groups: Vec<Vec<Found>>,
}

/// A fact that a step asks for, and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The fact.
    pub fact: Fact,
    /// The least that it must be.
    pub at_least: i64,
    /// What it is; none where nobody knows.
    pub is: Option<i64>,
}

impl Found {
    /// Whether it is enough.
    pub fn holds(self) -> bool {
        self.is.is_some_and(|is| is >= self.at_least)
    }
}

impl CategorizationModel {
    /// Every step with its evidence, from the lowest.
    pub fn rungs(&self, facts: &Facts) -> Vec<Rung<'_>> {
        self.steps().map(|cell| rung(cell, facts)).collect()
    }

    /// The facts that any of its steps asks for.
    pub fn facts_asked(&self) -> impl Iterator<Item = Fact> + '_ {
        let groups = self.steps().filter_map(|cell| match &cell.reached {
            Reached::Evidence(groups) => Some(groups),
            Reached::Boxes(_) | Reached::Declared => None,
        });
        groups.flatten().flatten().filter_map(|needed| Fact::of_word(&needed.fact))
    }

    /// The step on which the evidence puts an account; none where not even the lowest holds, as with a prospect.
    pub fn step_at(&self, facts: &Facts) -> Option<&Cell> {
        self.steps().take_while(|cell| rung(cell, facts).holds).last()
    }
}

fn rung<'a>(cell: &'a Cell, facts: &Facts) -> Rung<'a> {
    let groups = match &cell.reached {
        Reached::Evidence(groups) => groups.as_slice(),
        Reached::Boxes(_) | Reached::Declared => &[],
    };
    let found = |needed: &Needed| {
        let fact = Fact::of_word(&needed.fact)?;
        Some(Found { fact, at_least: needed.at_least, is: facts.get(&fact).copied() })
    };
    // A group with a fact that is not known here asks for what cannot be shown.
    let groups: Vec<Vec<Found>> = groups.iter().filter_map(|group| group.iter().map(found).collect()).collect();
    let holds = groups.iter().any(|group| group.iter().all(|found| found.holds()));
    Rung { cell, holds, groups }
}
