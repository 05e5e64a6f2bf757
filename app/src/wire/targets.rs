//! What accounts are to bring in periods, what they brought of it, and what they could be asked for.

use serde::{Deserialize, Serialize};

use domain::{
    ids::{AccountId, PersonId},
    ratio::narrowed,
    target::{Attainment, Target},
};

use super::report::{About, Exact, Ranked, Span, Windows};

/// What was to be brought, and what was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TargetFigures {
    /// What was to be brought, in minor units.
    pub target_minor: i64,
    /// What was brought in the days that have a target.
    pub actual_minor: i64,
    /// Of what was to be: Σ actual / Σ target. Null where nothing was to be.
    pub attainment: Option<Exact>,
    /// What is missing; below zero where more was brought.
    pub gap_minor: i64,
}

impl From<Attainment> for TargetFigures {
    fn from(found: Attainment) -> Self {
        Self {
            target_minor: narrowed(found.target_minor),
            actual_minor: narrowed(found.actual_minor),
            attainment: found.share().map(Exact::from),
            gap_minor: found.gap_minor(),
        }
    }
}

/// A target of an account and how it stands: part of the answer to `GET /api/v1/accounts/{id}/terms`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TargetOfAccount {
    /// The target.
    pub target: Target,
    /// What was brought of it up to the reporting date.
    #[serde(flatten)]
    pub figures: TargetFigures,
    /// How many days it has.
    pub days: i64,
    /// How many of them have gone by at the reporting date.
    pub days_gone: i64,
}

/// Targets and what was brought of them in a window: the answer to `GET /api/v1/reports/targets`, and what its page shows. Where the
/// window cuts the period of a target, its days there count, each target rounded half-even; what was brought counts on days that have a
/// target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TargetsReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The window.
    #[serde(flatten)]
    pub window: Span,
    /// How many accounts have a target there.
    pub accounts: usize,
    /// All of them, added up.
    #[serde(flatten)]
    pub figures: TargetFigures,
    /// How many accounts have none; they are in no figure.
    pub without: usize,
    /// What those brought, in minor units.
    pub without_minor: i64,
    /// By who leads the accounts, the largest target first.
    pub managers: Vec<ManagerTargets>,
    /// The accounts that have a target, the largest gap first; those alike by their ids.
    pub items: Vec<AccountTarget>,
    /// Those without any that brought something, the largest first.
    pub open: Vec<Ranked>,
}

/// What the accounts of somebody are to bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ManagerTargets {
    /// Who leads them; null where nobody does.
    pub lead: Option<PersonId>,
    /// Their name; empty where nobody leads, or where the reader does not see who.
    pub name: String,
    /// How many of their accounts have a target.
    pub accounts: usize,
    /// How many have none.
    pub without: usize,
    /// Those that have one, added up.
    #[serde(flatten)]
    pub figures: TargetFigures,
}

/// What an account is to bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountTarget {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Who leads it.
    pub lead: Option<PersonId>,
    /// What it is to bring, and what it brought.
    #[serde(flatten)]
    pub figures: TargetFigures,
}

/// What accounts could be asked for: the answer to `GET /api/v1/reports/targets/proposal`. Nothing is written by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TargetProposal {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The period of the targets, and the same months a year before.
    #[serde(flatten)]
    pub windows: Windows,
    /// How many percent more than a year before.
    pub percent: i64,
    /// What each account could be asked for, the largest of before first; those alike by their ids.
    pub items: Vec<ProposedTarget>,
    /// How many more there would be beyond the limit.
    pub more: usize,
    /// How many accounts have a target for some of these days already.
    pub taken: usize,
    /// How many have targets that this one would not follow.
    pub apart: usize,
    /// How many brought nothing a year before.
    pub idle: usize,
}

/// What an account could be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProposedTarget {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// What it brought a year before, in minor units.
    pub before_minor: i64,
    /// What it would be asked for.
    pub amount_minor: i64,
}
