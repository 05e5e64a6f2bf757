//! The key set: which accounts are key, who would be by the rules, how the set changed, and what there is to warn of.

use serde::{Deserialize, Serialize};

use domain::{
    day::{Day, Moment},
    ids::{AccountId, KeyDecisionId, KeyRuleId, PersonId},
    key_decision::{KeyDecision, KeyWarning, KeyWord},
    key_rule::KeyRule,
    money::Currency,
};

use super::report::Exact;

/// The key set as of a day: the answer to `GET /api/v1/key-accounts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeySet {
    /// The business day of which it tells.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub as_of: Day,
    /// The last day of the trailing year.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub to: Day,
    /// Whether the reader sees every account of the workspace. If not, it is of what they see.
    pub whole: bool,
    /// The currency of all amounts.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// What the accounts that brought anything brought in the trailing year, in minor units.
    pub book_minor: i64,
    /// What the key accounts among them brought.
    pub key_minor: i64,
    /// What that is of all; null where nobody brought anything.
    pub share: Option<Exact>,
    /// The key accounts, what brings most first.
    pub members: Vec<KeyAccount>,
    /// Accounts that are none and that rules would take in, what brings most first.
    pub candidates: Vec<KeyLine>,
    /// Who entered the set and who left it, the latest first.
    pub changes: Vec<KeyChange>,
    /// What there is to warn of, the gravest first.
    pub warnings: Vec<KeyWarning>,
    /// The rules, by name; those that do not hold on the day say so by their days.
    pub rules: Vec<KeyRule>,
}

/// An account, by what it brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeyLine {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Who leads it; nobody where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<PersonId>,
    /// What it brought in the trailing year, in minor units.
    pub revenue_ttm_minor: i64,
    /// What that is of all; null where nobody brought anything.
    pub share: Option<Exact>,
    /// The rules in force by which it qualifies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_rules: Vec<KeyRuleId>,
    /// The decision that holds; what a new one names as `was`. None where there never was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<KeyDecisionId>,
}

/// A key account, and what made it one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeyAccount {
    /// The account.
    #[serde(flatten)]
    pub line: KeyLine,
    /// What took it in.
    #[serde(flatten)]
    pub entered: Decided,
    /// Whether it came in by a rule, and no rule in force says so any more.
    pub unsupported: bool,
}

/// An account that entered the key set, or left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeyChange {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// What was decided.
    pub says: KeyWord,
    /// From when, by whom and why.
    #[serde(flatten)]
    pub decided: Decided,
}

/// From when on a decision holds, who made it, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Decided {
    /// The business day from which it holds.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub day: Day,
    /// Who decided.
    pub by: PersonId,
    /// When that was recorded.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub at: Moment,
    /// The rule that it goes by; by hand where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<KeyRuleId>,
    /// Why; may be empty where the rule says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Decided {
    /// A decision, with the moment at which it was recorded.
    pub fn of(decision: &KeyDecision, at: Moment) -> Self {
        Self { day: decision.day, by: decision.by, at, rule: decision.rule, reason: decision.reason.clone() }
    }
}

/// Whether one account is key today, as its own page tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeyMark {
    /// What took it in; null where it is no key account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Decided>,
    /// The decision that holds; what a new one names as `was`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<KeyDecisionId>,
    /// The rules of the workspace, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<KeyRule>,
}
