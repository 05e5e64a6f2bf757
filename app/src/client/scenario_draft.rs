//! A scenario while it is written: held by the server against the book after each change, and kept once its author says so.
//!
//! What is written waits for its author until it is kept or dropped. Whatever is asked for anew outdates what was asked before.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use domain::{
    command::Command,
    ids::ScenarioId,
    scenario::{KeepScenario, Wish},
};

use super::{
    Workspace,
    asking::{Asking, use_asking},
    device,
    fetch::{self, Trouble},
};
use crate::{
    paths,
    wire::{
        json,
        scenarios::{ScenarioPlan, StepsSent},
    },
};

/// What drafts are kept by, beside the version that they follow.
const KEPT: &str = "scenario";
/// How long a person pauses before it is held against the book, in milliseconds.
const PAUSE_MS: u64 = 150;

/// What is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// What it is called.
    pub name: String,
    /// What there is to say to it.
    pub note: String,
    /// Whether colleagues may look at it.
    pub shared: bool,
    /// Its steps.
    pub steps: Vec<Wish>,
}

/// A scenario in hand.
#[derive(Clone, Copy)]
pub struct Draft {
    workspace: Workspace,
    /// The version that it follows; none of a new one.
    was: Option<ScenarioId>,
    /// What it is called.
    pub name: RwSignal<String>,
    /// What there is to say to it.
    pub note: RwSignal<String>,
    /// Whether colleagues may look at it.
    pub shared: RwSignal<bool>,
    /// Its steps.
    pub steps: RwSignal<Vec<Wish>>,
    /// What would come of them, as far as the server has told.
    pub plan: RwSignal<Option<Arc<ScenarioPlan>>>,
    /// Why it could not be told.
    pub trouble: RwSignal<Option<Trouble>>,
    asking: Asking,
}

/// A draft: as it was left, else as it begins.
pub fn use_draft(
    workspace: Workspace,
    was: Option<ScenarioId>,
    begins: Written,
    plan: Option<Arc<ScenarioPlan>>,
) -> Draft {
    let kept = workspace.draft(key(was), KEPT).and_then(|text| json::read::<Written>(&text).ok());
    let Written { name, note, shared, steps } = kept.unwrap_or(begins);
    let draft = Draft {
        workspace,
        was,
        name: RwSignal::new(name),
        note: RwSignal::new(note),
        shared: RwSignal::new(shared),
        steps: RwSignal::new(steps),
        plan: RwSignal::new(plan),
        trouble: RwSignal::new(None),
        asking: use_asking(),
    };
    draft.follow();
    Effect::new(move |before: Option<()>| {
        let written = draft.written();
        if before.is_some() {
            workspace.keep_draft(key(was), KEPT, serde_json::to_string(&written).ok());
        }
    });
    draft
}

fn key(was: Option<ScenarioId>) -> Uuid {
    was.map_or(Uuid::nil(), |was| was.0)
}

impl Draft {
    /// All that is written.
    fn written(self) -> Written {
        Written { name: self.name.get(), note: self.note.get(), shared: self.shared.get(), steps: self.steps.get() }
    }

    /// Has the steps held against the book whenever they change; what came with the page is not asked for again.
    fn follow(self) {
        // Effects run in a browser only.
        Effect::new(move |before: Option<()>| {
            let steps = self.steps.get();
            if before.is_some() || !self.is_told(&steps) {
                self.asking.after(if before.is_none() { 0 } else { PAUSE_MS }, move || self.ask(steps));
            }
        });
    }

    /// Whether what is in hand tells of these steps.
    fn is_told(self, steps: &[Wish]) -> bool {
        let told = |plan: &Arc<ScenarioPlan>| plan.steps.iter().map(|step| &step.wish).eq(steps);
        self.plan.with_untracked(|plan| plan.as_ref().is_some_and(told))
    }

    fn ask(self, steps: Vec<Wish>) {
        let told = async move { fetch::post::<_, ScenarioPlan>(paths::SCENARIO_PREVIEW, &StepsSent { steps }).await };
        self.asking.latest(told, move |told| match told {
            Ok(plan) => {
                self.trouble.set(None);
                self.plan.set(Some(Arc::new(plan)));
            }
            Err(trouble) => self.trouble.set(Some(trouble)),
        });
    }

    /// Asks once more what would come of it.
    pub fn ask_again(self) {
        self.ask(self.steps.get_untracked());
    }

    /// Adds a step, in the place of one about the same, where there is one.
    pub fn add(self, wish: Wish) {
        self.steps.update(|steps| match steps.iter_mut().find(|step| step.subject() == wish.subject()) {
            Some(same) => *same = wish,
            None => steps.push(wish),
        });
    }

    /// Takes a step out.
    pub fn remove(self, wish: &Wish) {
        self.steps.update(|steps| steps.retain(|step| step != wish));
    }

    /// Nothing of it waits any more.
    pub fn forget(self) {
        self.workspace.keep_draft(key(self.was), KEPT, None);
    }

    /// The command that keeps it.
    pub fn command(self) -> Command {
        Command::KeepScenario(KeepScenario {
            scenario: ScenarioId(device::fresh_id()),
            was: self.was,
            name: self.name.get_untracked(),
            note: self.note.get_untracked(),
            shared: self.shared.get_untracked(),
            steps: self.steps.get_untracked(),
        })
    }
}
