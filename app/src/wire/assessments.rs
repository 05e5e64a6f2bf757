//! All that is said of one account on the categorization models, with the working.

use serde::{Deserialize, Serialize};

use domain::{
    assessment::Assessment,
    categorization::{
        depth::Mismatch,
        facts::Fact,
        fit::Fit,
        signal::{Signal, Uncoupling},
    },
    day::Day,
    ids::{AccountId, AssessmentId, PersonId, PositionId},
    investment::Investment,
    placement::PlacementState,
    ratio::Ratio,
};

use super::key_accounts::KeyMark;

/// One account on all models: the answer to `GET /api/v1/accounts/{id}/assessments`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Assessments {
    /// The account.
    pub account: AccountId,
    /// The day of which it tells: today.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub as_of: Day,
    /// The last day of the trade that is known of it.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub to: Day,
    /// The models that can be scored, those of the boards first.
    pub models: Vec<AssessedModel>,
    /// What is known of it: the evidence of ladders, and what scores are proposed from. What is not among it is not known.
    pub facts: Vec<KnownFact>,
    /// What both sides put into the relationship, the latest first.
    pub investments: Vec<Investment>,
    /// How exposed we are: what we put in less what the customer put in, as far as it serves for nothing else, in minor units; null
    /// where nothing is in the register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exposure_minor: Option<i64>,
    /// Why it looks as if the relationship were being dissolved, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncoupling: Option<Uncoupling>,
    /// How far the depths that the models tell lie apart.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Ratio>,
    /// Whether the models disagree about it.
    #[serde(default)]
    pub disagree: bool,
    /// Whether what is done for it is what it is worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mismatch: Option<Mismatch>,
    /// Whether it is a key account.
    #[serde(default)]
    pub key: KeyMark,
}

/// An account on one model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AssessedModel {
    /// The model.
    pub model: String,
    /// Its edition that holds now.
    pub version: i64,
    /// Whether it is the workspace's own, and was not shipped.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// Every assessment by it, the latest first; those that were taken back say so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<AssessmentTold>,
    /// Every position on it, the latest first, each with what answers it. On the model of the stages they are its placements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<PositionTold>,
    /// The position by which it stands today; what a new one names as `was`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<PositionId>,
    /// The assessment that holds today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<AssessmentId>,
    /// Where scores or evidence put it today.
    #[serde(default)]
    pub computed: ComputedTold,
    /// How far the cell in which it stands lies from where it was computed to be; none where it was not placed, or not computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<DistanceTold>,
    /// The scores that signals propose, with their working.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<ProposalTold>,
    /// The steps of a ladder with the evidence for each, from the lowest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rungs: Vec<RungTold>,
    /// Whether the relationship is designed as its circumstances ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<FitTold>,
    /// How deep the relationship is, from 0 to 1.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<Ratio>,
    /// Whether enough is known that a director can confirm where it stands.
    #[serde(default)]
    pub confirmable: bool,
}

/// An assessment with what it comes to by its edition of the model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AssessmentTold {
    /// The assessment: scores, author, day. To who may not read notes its evidence is left out.
    #[serde(flatten)]
    pub assessment: Assessment,
    /// What it comes to.
    pub computed: ComputedTold,
    /// Whether it was taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

/// What scores or evidence come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ComputedTold {
    /// The value on each axis of the model, in its order.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Option<String>>))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub point: Vec<Option<Ratio>>,
    /// The cell; none where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// How much of the weights was scored, in whole percent, rounded down; none on a ladder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete_percent: Option<i64>,
    /// How it leans.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leanings: Vec<String>,
}

/// A position with what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PositionTold {
    /// What is said.
    #[serde(flatten)]
    pub said: SaidTold,
    /// The cell.
    pub cell: String,
    /// The edition of the model; none of a placement, which has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// The day from which it holds.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub day: Day,
    /// What became of it: what it says itself, or the answer that holds.
    pub came_to: PlacementState,
    /// Everything that was answered to it, and what took that back, in the order in which it was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<SaidTold>,
}

/// Who said what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaidTold {
    /// Its id.
    pub id: PositionId,
    /// Who.
    pub by: PersonId,
    /// What. Confirmed where nothing is answered: the decision of the only agency director.
    pub state: PlacementState,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The number of its entry in the log.
    pub recorded: i64,
    /// When that was.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub at: domain::day::Moment,
}

/// How far a cell lies from where an account was computed to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DistanceTold {
    /// Over how many thresholds, or steps, one comes from the one to the other.
    pub thresholds: usize,
    /// By how much its value would have to change on each axis of the model; null on those that the cell does not go by.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Option<String>>))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Option<Ratio>>,
}

/// A fact that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KnownFact {
    /// Which.
    pub fact: Fact,
    /// What it is.
    pub is: i64,
}

/// A proposed score with its working.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProposalTold {
    /// The criterion for which it is proposed.
    pub criterion: String,
    /// What proposes it.
    pub signal: Signal,
    /// What the signal looks at.
    pub fact: Fact,
    /// What that is.
    pub is: i64,
    /// What it is measured against; the bounds are percentages of that then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<KnownFact>,
    /// The bound that it reaches; none where it lies below all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reaches: Option<i64>,
    /// The next bound, which it does not reach; none where it lies above all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub misses: Option<i64>,
    /// The score.
    pub score: i64,
}

/// A step of a ladder with what there is for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RungTold {
    /// The step.
    pub cell: String,
    /// Whether there is evidence for it.
    pub holds: bool,
    /// What it asks for: all of one group is enough. Empty where only a person can say it.
    pub groups: Vec<Vec<FoundTold>>,
}

/// A fact that a step asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundTold {
    /// The fact.
    pub fact: Fact,
    /// The least that it must be.
    pub at_least: i64,
    /// What it is; none where nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<i64>,
}

/// Whether a relationship is designed as its circumstances ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FitTold {
    /// The cell that the circumstances ask for.
    pub asked: String,
    /// The cell in which the account is by its scores.
    pub actual: String,
    /// What comes of it.
    pub fit: Fit,
}
