//! Scenarios: what was kept, how it stands, and what would come of it.

use serde::{Deserialize, Serialize};

use domain::{
    day::{Day, Moment},
    ids::{PersonId, ScenarioId, ScenarioWordId},
    key_decision::KeyWarning,
    money::Currency,
    rejection::Rejection,
    scenario::{ScenarioSays, ScenarioState, Wish},
};

use super::{
    named::{AccountNamed, CellNamed},
    report::{Concentration, Span},
};

/// The scenarios that a reader sees, the latest version of each: the answer to `GET /api/v1/scenarios`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Scenarios {
    /// What was said or kept last comes first.
    pub items: Vec<ScenarioHead>,
}

/// A version of a scenario, by what it is and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScenarioHead {
    /// Its id.
    pub id: ScenarioId,
    /// Its version, from 1.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub author: PersonId,
    /// What they are called.
    pub author_name: String,
    /// The business day on which it was kept.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub day: Day,
    /// How it stands.
    pub state: ScenarioState,
    /// Whether everybody who sees accounts may look at it.
    pub shared: bool,
    /// Whether the reader may take it in: it waits for a director's word, or is a director's own.
    pub may_take_in: bool,
    /// How many steps it has.
    pub steps: usize,
    /// When something was last said of it, or it was kept.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub at: Moment,
}

/// One version of a scenario: the answer to `GET /api/v1/scenarios/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScenarioTold {
    /// Which version, and how it stands.
    pub head: ScenarioHead,
    /// What its author says to it.
    pub note: String,
    /// Whether it is the latest version.
    pub latest: bool,
    /// What it says, and what would come of it now.
    pub plan: ScenarioPlan,
    /// All versions of it, the latest first.
    pub versions: Vec<ScenarioVersion>,
}

/// One of the versions of a scenario, with all that was said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScenarioVersion {
    /// Its id.
    pub id: ScenarioId,
    /// Its version.
    pub version: i64,
    /// When it was kept.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub at: Moment,
    /// How it stands.
    pub state: ScenarioState,
    /// What was said of it, the first first.
    pub words: Vec<ScenarioSaid>,
}

/// What was said of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScenarioSaid {
    /// Its id.
    pub id: ScenarioWordId,
    /// What.
    pub says: ScenarioSays,
    /// Why, or what else there was to say.
    pub comment: String,
    /// Who said so.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// When.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub at: Moment,
}

/// Steps that are tried out: what `POST /api/v1/scenarios/preview` is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StepsSent {
    /// 200 at most.
    pub steps: Vec<Wish>,
}

/// What steps say, and what would come of them over the accounts that the reader sees. Amounts are in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScenarioPlan {
    /// The steps about accounts that the reader sees.
    pub steps: Vec<StepTold>,
    /// How many are about others; they count in no figure.
    pub hidden: usize,
    /// Whether the reader sees every account of the workspace. If not, figures are of what they see.
    pub whole: bool,
    /// The currency of all amounts.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// The trailing year of what accounts brought.
    pub year: Span,
    /// The part of the calendar year of which targets are told.
    pub so_far: Span,
    /// How concentrated revenue is.
    pub now: Concentration,
    /// How concentrated it would be.
    pub would: Concentration,
    /// What each lead has to look after, those for whom something changes first.
    pub loads: Vec<LoadTold>,
    /// What there is to warn of in the key set now.
    pub warnings_now: Vec<KeyWarning>,
    /// What there would be.
    pub warnings: Vec<KeyWarning>,
    /// Accounts that rules of the key set would name and do not name now.
    pub enter: Vec<AccountNamed>,
    /// Accounts that they name now and would not.
    pub leave: Vec<AccountNamed>,
    /// The models on which accounts can be placed.
    pub models: Vec<ModelChoice>,
}

/// A step, in words, with what would become of it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StepTold {
    /// What is supposed or wished.
    pub wish: Wish,
    /// What its account is called.
    pub account_name: String,
    /// What the account brought in the trailing year.
    pub brought_minor: i64,
    /// Who led it, or the cell in which it stood, as the step was written; empty where nobody did, or it was not placed.
    pub was: String,
    /// Who would lead it, or the cell in which it would stand; empty where nobody would, and of an assumption.
    pub to: String,
    /// Whether a director has to take it in, since the reader may not do it.
    pub needs_director: bool,
    /// Why it could not be done now. Then it counts in no figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Rejection>,
}

/// What somebody has to look after, and would have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LoadTold {
    /// Who; left out of accounts that nobody leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<PersonId>,
    /// What they are called.
    pub name: String,
    /// As it is.
    pub now: LoadFigures,
    /// As it would be.
    pub would: LoadFigures,
}

/// The figures of it. Amounts are in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LoadFigures {
    /// How many accounts.
    pub accounts: usize,
    /// How many of them are key.
    pub key_accounts: usize,
    /// What they brought in the trailing year.
    pub minor: i64,
    /// What those with a target were to bring in the year so far.
    pub target_minor: i64,
    /// What they brought of it.
    pub actual_minor: i64,
}

/// A model with its cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelChoice {
    /// Its id.
    pub model: String,
    /// What it is called.
    pub title: String,
    /// Its cells, by id and title.
    pub cells: Vec<CellNamed>,
}
