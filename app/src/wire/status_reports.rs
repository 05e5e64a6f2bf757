//! Status reports: what is owed and what is late, what was sent and what was said to it, and what one would say if it were sent now.

use serde::{Deserialize, Serialize};

use domain::{
    day::{Day, Moment},
    ids::{PersonId, StatusAnswerId, StatusReportId},
    money::Currency,
    status_report::{StatusLine, StatusState, StatusTotals, StatusWord},
};

/// The reports that a reader sees, and what they and those of their line owe: the answer to `GET /api/v1/status-reports`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusReports {
    /// The day on which it is told.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub today: Day,
    /// Whether the reader owes reports: they lead accounts, and somebody is above them.
    pub reports: bool,
    /// The months of which the reader owes a report, the earliest first.
    pub mine: Vec<OwedReport>,
    /// Reports of others that are late, the latest of all first.
    pub late: Vec<OwedReport>,
    /// The latest version of each report, the latest month first.
    pub items: Vec<StatusHead>,
}

/// A month of which somebody owes a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwedReport {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// The first day of the month.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub period: Day,
    /// The last day on which it is not late: the fifth working day after the month.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub due: Day,
    /// How many days it is late; 0 where it is not.
    pub days_late: i64,
    /// The version that was returned or taken back, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<StatusReportId>,
    /// How that version stands; left out where nothing was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<StatusState>,
}

/// A version of a report, by its figures in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusHead {
    /// Its id.
    pub id: StatusReportId,
    /// Whose it is.
    pub author: PersonId,
    /// What they are called.
    pub author_name: String,
    /// The first day of the month that it is about.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub period: Day,
    /// Its version, from 1.
    pub version: i64,
    /// To whom it went; left out where it went to the agency directors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_to: Option<PersonId>,
    /// What they are called; empty likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sent_to_name: String,
    /// When it was sent.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub at: Moment,
    /// How many days after it was due its first version was sent; 0 where it was in time.
    pub days_late: i64,
    /// How it stands.
    pub state: StatusState,
    /// Whether the reader may answer it.
    pub may_answer: bool,
    /// How many accounts it tells of.
    pub accounts: i64,
    /// What they brought in the month, in minor units.
    pub revenue_minor: i64,
    /// What they brought in the same month a year before.
    pub prior_minor: i64,
    /// The currency of all its amounts.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// What was said to it and holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<StatusAnswered>,
}

/// What was said to a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusAnswered {
    /// Its id.
    pub id: StatusAnswerId,
    /// What was said.
    pub says: StatusWord,
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
    /// The answer that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<StatusAnswerId>,
}

/// A report as it was sent: the answer to `GET /api/v1/status-reports/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusReportTold {
    /// Which version, and how it stands.
    pub head: StatusHead,
    /// What its accounts come to.
    pub totals: StatusTotals,
    /// What its author said of the whole.
    pub comment: String,
    /// The accounts, what brought most in the month first.
    pub lines: Vec<StatusLine>,
    /// All versions of it, the latest first.
    pub versions: Vec<StatusVersion>,
}

/// One of the versions of a report, with all that was said to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusVersion {
    /// Its id.
    pub id: StatusReportId,
    /// Its version.
    pub version: i64,
    /// When it was sent.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub at: Moment,
    /// How it stands.
    pub state: StatusState,
    /// What was said to it, the first first; what was taken back is among it.
    pub answers: Vec<StatusAnswered>,
}

/// What a report of the reader would say if it were sent now: the answer to `GET /api/v1/status-reports/draft`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusDraft {
    /// The month, what is due when, and the version before.
    pub owed: OwedReport,
    /// Whether it can be sent: nothing was yet, or what was came back.
    pub is_open: bool,
    /// To whom it would go; empty where to the agency directors.
    pub sent_to_name: String,
    /// The currency of all its amounts.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// What the accounts come to.
    pub totals: StatusTotals,
    /// What the version before said of the whole.
    pub comment: String,
    /// The accounts, what brought most in the month first, with what the version before said of each.
    pub lines: Vec<StatusLine>,
    /// What was said to the version before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<StatusAnswered>,
}
