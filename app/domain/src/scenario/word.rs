//! What is said of a version of a scenario, and how it stands by that.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{PersonId, ScenarioId, ScenarioWordId},
    said::holding,
};

/// What is said of a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ScenarioSays {
    /// Its author hands it to a director.
    #[default]
    Submitted,
    /// Its author takes it back before it was answered.
    Withdrawn,
    /// A director takes it in: what it wishes is done.
    TakenIn,
    /// A director wants another version.
    Returned,
    /// Everybody who sees accounts may look at it.
    Shared,
    /// Nobody but its author, and directors to whom it went, may.
    Unshared,
    /// Its author puts the scenario away.
    Discarded,
    /// The version, or the word that is named, does not count: what brought it was undone.
    Undone,
}

choice!(
    ScenarioSays: Submitted = "submitted",
    Withdrawn = "withdrawn",
    TakenIn = "taken_in",
    Returned = "returned",
    Shared = "shared",
    Unshared = "unshared",
    Discarded = "discarded",
    Undone = "undone",
);

record! {
    /// What somebody said of a version of a scenario; append-only.
    ScenarioWord(ScenarioWordId) of ScenarioWord in |_| None;
    /// The version.
    scenario: ScenarioId, Internal, Fixed;
    /// Whose scenario that is.
    author: PersonId, Internal, Fixed;
    /// What is said.
    says: ScenarioSays, Internal, Fixed;
    /// Why, or what else there is to say; it may tell of living persons.
    comment: String, Personal, Fixed;
    /// Who says so.
    by: PersonId, Internal, Fixed;
    /// The word that this one undoes.
    answers: Option<ScenarioWordId>, Internal, Fixed;
    /// The number of its entry in the log.
    recorded: i64, Internal, Fixed;
}

/// How a version stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ScenarioState {
    /// Its author works on it.
    #[default]
    Draft,
    /// It waits for a director's word.
    Submitted,
    /// Another version is wanted.
    Returned,
    /// What it wishes was done.
    TakenIn,
    /// It was put away, or its keeping was undone.
    Gone,
}

choice!(
    ScenarioState: Draft = "draft",
    Submitted = "submitted",
    Returned = "returned",
    TakenIn = "taken_in",
    Gone = "gone",
);

impl ScenarioState {
    /// How a version stands by all that was said of it.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a ScenarioWord>) -> Self {
        let holding = holding(words);
        if holding.iter().any(|word| matches!(word.says, ScenarioSays::Undone | ScenarioSays::Discarded)) {
            return Self::Gone;
        }
        let state = |word: &&ScenarioWord| match word.says {
            ScenarioSays::Submitted => Some(Self::Submitted),
            ScenarioSays::Withdrawn => Some(Self::Draft),
            ScenarioSays::TakenIn => Some(Self::TakenIn),
            ScenarioSays::Returned => Some(Self::Returned),
            _ => None,
        };
        holding.iter().find_map(state).unwrap_or_default()
    }

    /// Whether its author may change or submit it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

/// Whether colleagues may look at a version, by all that was said of it.
pub fn is_shared<'a>(words: impl IntoIterator<Item = &'a ScenarioWord>) -> bool {
    let said = holding(words).into_iter().map(|word| word.says);
    let mut said = said.filter(|says| matches!(says, ScenarioSays::Shared | ScenarioSays::Unshared));
    said.next() == Some(ScenarioSays::Shared)
}
