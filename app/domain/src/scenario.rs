//! Scenarios: a branch of the book. Somebody supposes that accounts are lost, shrink or grow, and wishes others in other hands or in other
//! cells of a model; the figures tell what would come of it. It is kept version by version, shared with colleagues, and submitted to a
//! director, who takes it in or returns it.
//!
//! Of its steps the wishes are commands as people send them: taken in, they go through the same rules, all of them or none. Assumptions are
//! never booked.
//!
//! Invariants: nothing is overwritten: a version and each word on it are records of their own. A wish is taken in only while what stood
//! there as it was written stands there still.

mod effect;
mod step;
mod word;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    apply::{Case, Decision, Stop},
    change::{Change, Kind},
    command::{Key, Keys},
    day::Day,
    ids::{AccountId, PersonId, PositionId, ScenarioId, ScenarioWordId},
    keep::Kept,
    model::Model,
    policy::Action,
    record::Record,
    rejection::{Rejection, TextField},
    said::{TakesBack, holding},
    set::SetOf,
    text::{self, COMMENT_MAX, NAME_MAX},
    viewer::Rights,
};

pub use self::{
    effect::{Effect, Ground, Load, Seat},
    step::{Fit, Step, Wish},
    word::{ScenarioSays, ScenarioState, ScenarioWord, is_shared},
};

#[cfg(test)]
mod tests;

/// The most steps of a scenario.
pub const STEPS_MAX: usize = 200;

record! {
    /// One version of a scenario, as its author kept it; append-only.
    Scenario(ScenarioId) of Scenario in |_| None;
    /// The first version of the same scenario: itself, where it is the first.
    first: ScenarioId, Internal, Fixed;
    /// Its version, from 1.
    version: i64, Internal, Fixed;
    /// Whose it is.
    author: PersonId, Internal, Fixed;
    /// What they call it.
    name: String, Internal, Fixed;
    /// What they say to it; it may tell of living persons.
    note: String, Personal, Fixed;
    /// The business day on which it was kept.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Fixed;
    /// Its steps.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Step>))]
    steps: SetOf<Step>, Personal, Fixed;
    /// The number of its entry in the log.
    recorded: i64, Internal, Fixed;
}

/// Keeps a scenario, or a next version of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeepScenario {
    /// The new version's id.
    pub scenario: ScenarioId,
    /// The latest version that its author saw; none of a new scenario.
    #[serde(default)]
    pub was: Option<ScenarioId>,
    /// What it is called.
    pub name: String,
    /// What there is to say to it; may be empty.
    #[serde(default)]
    pub note: String,
    /// Whether colleagues may look at it.
    #[serde(default)]
    pub shared: bool,
    /// Its steps: of each account one at most for what it brings, for who leads it, and for each model. At least one, and at most 200.
    pub steps: Vec<Wish>,
}

/// Says what is to become of a scenario: its author submits, withdraws, shares or discards it, a director takes it in or returns it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SayOfScenario {
    /// The new word's id.
    pub word: ScenarioWordId,
    /// The version, which is the latest one.
    pub scenario: ScenarioId,
    /// What is said; not that something is undone.
    pub says: ScenarioSays,
    /// Why; must say something where another version is wanted.
    #[serde(default)]
    pub comment: String,
}

impl KeepScenario {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        let scenarios = [Some(self.scenario), self.was].into_iter().flatten().map(Key::Scenario);
        keys_of_wishes(self.steps.iter().take(STEPS_MAX)).into_iter().chain(scenarios).collect()
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.may_make()?;
        let kept = &case.model.kept;
        if kept.scenarios.contains_key(&self.scenario) {
            return Err(Rejection::IdTaken { kind: Kind::Scenario }.into());
        }
        let before = self.was.map(|was| latest_of_own(case, was)).transpose()?;
        let scenario = Scenario {
            id: self.scenario,
            first: before.map_or(self.scenario, |before| before.first),
            version: before.map_or(1, |before| before.version + 1),
            author: case.viewer.actor,
            name: text::filled_line(TextField::Name, &self.name, NAME_MAX)?,
            note: commented(&self.note)?,
            day: case.viewer.day,
            steps: self.written(case)?,
            recorded: case.model.seq + 1,
        };
        // A word of its own, since it is told to everybody, and the version is not.
        let shared = self.shared.then(|| scenario.word(self.scenario.0, ScenarioSays::Shared, String::new(), case));
        Ok([scenario.created()].into_iter().chain(shared.map(|word| word.created())).collect())
    }

    fn written(&self, case: &Case<'_>) -> Result<SetOf<Step>, Stop> {
        if self.steps.is_empty() {
            return Err(Rejection::ScenarioEmpty.into());
        }
        if self.steps.len() > STEPS_MAX {
            return Err(Rejection::RecordsTooMany { max: STEPS_MAX }.into());
        }
        let mut subjects: SetOf<(AccountId, &str)> = SetOf::new();
        if let Some(twice) = self.steps.iter().find(|wish| !subjects.insert(wish.subject())) {
            return Err(Rejection::StepTwice { account: twice.account() }.into());
        }
        self.steps.iter().map(|wish| wish.written(case)).collect()
    }
}

/// What must be in hand to tell what would become of some wishes.
pub fn keys_of_wishes<'a>(wishes: impl IntoIterator<Item = &'a Wish>) -> Keys {
    wishes.into_iter().flat_map(|wish| wish.keys(PositionId::default())).collect()
}

/// A version of the viewer's own that they may go on from: the latest, which is open.
fn latest_of_own<'a>(case: &Case<'a>, id: ScenarioId) -> Result<&'a Scenario, Stop> {
    let (kept, gone) = (&case.model.kept, Rejection::Gone { kind: Kind::Scenario });
    let scenario = kept.scenarios.get(&id).filter(|found| found.author == case.viewer.actor).ok_or(gone.clone())?;
    let latest = kept.latest_scenario(scenario.first).ok_or(gone.clone())?;
    match kept.state_of_scenario(latest.id) {
        ScenarioState::Gone => Err(gone.into()),
        _ if latest.id != id => Err(Rejection::Conflict { kind: Kind::Scenario, field: "version".to_owned() }.into()),
        state if !state.is_open() => Err(Rejection::ScenarioClosed { state }.into()),
        _ => Ok(latest),
    }
}

/// A text of many lines that may be empty.
fn commented(text: &str) -> Result<String, Rejection> {
    if text.trim().is_empty() { Ok(String::new()) } else { text::paragraphs(TextField::Comment, text, COMMENT_MAX) }
}

impl Scenario {
    fn word(&self, id: Uuid, says: ScenarioSays, comment: String, case: &Case<'_>) -> ScenarioWord {
        ScenarioWord {
            id: ScenarioWordId(id),
            scenario: self.id,
            author: self.author,
            says,
            comment,
            by: case.viewer.actor,
            answers: None,
            recorded: case.model.seq + 1,
        }
    }
}

impl SayOfScenario {
    pub(crate) fn needs(&self, known: &Model) -> Keys {
        let mut keys = Keys::from([Key::Scenario(self.scenario), Key::ScenarioWord(self.word)]);
        if self.says == ScenarioSays::TakenIn
            && let Some(scenario) = known.kept.scenarios.get(&self.scenario)
        {
            let of_step = |(turn, step): (usize, &Step)| step.wish.keys(self.position(turn));
            keys.extend(scenario.steps.iter().enumerate().flat_map(of_step));
        }
        keys
    }

    /// The id of the position that a step makes: they follow the id of the word, since only that comes with the command.
    fn position(&self, turn: usize) -> PositionId {
        PositionId(Uuid::from_u128(self.word.0.as_u128().wrapping_add(turn as u128)))
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let (rights, kept) = (&case.viewer.rights, &case.model.kept);
        let scenario = kept.scenarios.get(&self.scenario).filter(|found| kept.sees_scenario(rights, found));
        let scenario = scenario.ok_or(Rejection::Gone { kind: Kind::Scenario })?;
        if kept.scenario_words.contains_key(&self.word) {
            return Err(Rejection::IdTaken { kind: Kind::ScenarioWord }.into());
        }
        let state = kept.state_of_scenario(scenario.id);
        if state == ScenarioState::Gone {
            return Err(Rejection::Gone { kind: Kind::Scenario }.into());
        }
        if kept.latest_scenario(scenario.first).is_some_and(|latest| latest.id != scenario.id) {
            return Err(Rejection::Conflict { kind: Kind::Scenario, field: "version".to_owned() }.into());
        }
        self.permit(rights, scenario, state)?;
        let is_shared = is_shared(kept.words_of_scenario(scenario.id));
        match self.says {
            ScenarioSays::Shared if is_shared => return Ok(Vec::new()),
            ScenarioSays::Unshared if !is_shared => return Ok(Vec::new()),
            _ => {}
        }
        let comment = commented(&self.comment)?;
        if self.says == ScenarioSays::Returned && comment.is_empty() {
            return Err(Rejection::ReturnedWithoutReason.into());
        }
        let word = scenario.word(self.word.0, self.says, comment, case).created();
        let taken_in = if self.says == ScenarioSays::TakenIn { self.take_in(case, scenario)? } else { Vec::new() };
        Ok([word].into_iter().chain(taken_in).collect())
    }

    /// Refuses who may not say it, and what is not to be said of a scenario that stands so.
    fn permit(&self, rights: &Rights, scenario: &Scenario, state: ScenarioState) -> Result<(), Rejection> {
        let is_own = scenario.author == rights.person;
        let fits = match self.says {
            ScenarioSays::Undone => return Err(Rejection::FieldUnfit { field: "says".to_owned() }),
            ScenarioSays::TakenIn | ScenarioSays::Returned => {
                let action = Action::TakeInScenario;
                if !rights.may_with(action, Some(scenario.author)) {
                    return Err(Rejection::NotPermitted { action });
                }
                // Who may do all of it needs nobody to hand it to.
                let is_at_once = is_own && state.is_open() && self.says == ScenarioSays::TakenIn;
                state == ScenarioState::Submitted || is_at_once
            }
            _ if !is_own => return Err(Rejection::MadeByAnother { kind: Kind::Scenario }),
            ScenarioSays::Submitted => state.is_open(),
            ScenarioSays::Withdrawn => state == ScenarioState::Submitted,
            ScenarioSays::Discarded => state != ScenarioState::Submitted,
            ScenarioSays::Shared | ScenarioSays::Unshared => true,
        };
        if fits { Ok(()) } else { Err(Rejection::ScenarioClosed { state }) }
    }

    /// What its wishes change, each by the rules of the command that it is. One that cannot be done refuses all of them.
    fn take_in(&self, case: &Case<'_>, scenario: &Scenario) -> Decision {
        let mut changes = Vec::new();
        for (turn, step) in scenario.steps.iter().enumerate() {
            let Some(command) = step.command(case, self.position(turn)) else { continue };
            let account = step.wish.account();
            changes.extend(command.decide(case).map_err(|stop| match stop {
                Stop::Rejected(reason) => Rejection::StepRefused { account, reason: Box::new(reason) }.into(),
                Stop::Unknown => stop,
            })?);
        }
        Ok(changes)
    }
}

/// Refuses to take back what was said or kept by an entry to who may not say such things any more.
pub(crate) fn permit_taking_back(case: &Case<'_>, change: &Change) -> Result<(), Stop> {
    let (rights, action) = (&case.viewer.rights, Action::TakeInScenario);
    let author: PersonId = change.text_after("author").parse().unwrap_or_default();
    let may = author == rights.person || rights.may_with(action, Some(author));
    if may { Ok(()) } else { Err(Rejection::NotPermitted { action }.into()) }
}

/// What takes a version or a word back by an undo: a word that says so. None where somebody built on it since.
pub(crate) fn taken_back(case: &Case<'_>, change: &Change, by: TakesBack) -> Option<ScenarioWord> {
    let kept = &case.model.kept;
    let undone = kept.scenario_words.get(&ScenarioWordId(change.key.id)).filter(|_| change.key.kind != Kind::Scenario);
    let id = undone.map_or(ScenarioId(change.key.id), |word| word.scenario);
    let scenario = kept.scenarios.get(&id)?;
    let is_last = match undone {
        Some(word) => {
            let last = kept.words_of_scenario(id).max_by_key(|word| (word.recorded, word.id));
            last.is_some_and(|last| last.recorded == word.recorded)
        }
        None => kept.state_of_scenario(id) == ScenarioState::Draft,
    };
    let is_followed = |other: &Scenario| other.first == scenario.first && other.version > scenario.version;
    let counts = |other: &&Scenario| kept.state_of_scenario(other.id) != ScenarioState::Gone;
    let is_latest = !kept.scenarios.values().filter(counts).any(is_followed);
    (is_last && is_latest).then(|| ScenarioWord {
        id: ScenarioWordId(by.id),
        scenario: id,
        author: scenario.author,
        says: ScenarioSays::Undone,
        comment: String::new(),
        by: by.by,
        answers: undone.map(|word| word.id),
        recorded: by.recorded,
    })
}

/// What must be in hand to take back what was kept or said.
pub(crate) fn keys_of(change: &Change) -> Vec<Key> {
    let of_word = change.text_after("scenario").parse().ok();
    vec![Key::Scenario(of_word.unwrap_or(ScenarioId(change.key.id)))]
}

impl Kept {
    /// The latest version in hand of a scenario of which the first version has this id, without those whose keeping was undone; a
    /// scenario that was put away has one still.
    pub fn latest_scenario(&self, first: ScenarioId) -> Option<&Scenario> {
        let is_undone =
            |id: ScenarioId| holding(self.words_of_scenario(id)).iter().any(|word| word.says == ScenarioSays::Undone);
        let versions = self.scenarios.values().filter(|found| found.first == first && !is_undone(found.id));
        versions.max_by_key(|found| found.version)
    }

    /// What was said of a version, as far as it is in hand.
    pub fn words_of_scenario(&self, id: ScenarioId) -> impl Iterator<Item = &ScenarioWord> + Clone {
        self.scenario_words.values().filter(move |word| word.scenario == id)
    }

    /// How a version in hand stands.
    pub fn state_of_scenario(&self, id: ScenarioId) -> ScenarioState {
        ScenarioState::of(self.words_of_scenario(id))
    }

    /// Whether a version in hand is there for somebody of these rights: one's own, what is shared, and as a director what was submitted.
    pub fn sees_scenario(&self, rights: &Rights, scenario: &Scenario) -> bool {
        let words = self.words_of_scenario(scenario.id);
        let was_submitted = || words.clone().any(|word| word.says == ScenarioSays::Submitted);
        let directs = || rights.may_with(Action::TakeInScenario, Some(scenario.author));
        rights.may_make()
            && (scenario.author == rights.person || is_shared(words.clone()) || (directs() && was_submitted()))
    }
}
