//! Short lists that come as files: why one was refused.

use serde::{Deserialize, Serialize};

use domain::rejection::Rejection;

use super::import_rule::RowRule;

/// How many refused lines of a list are told at most.
pub const FAULTS_MAX: usize = 20;

/// Why a list was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ListFault {
    /// The line, from 1; none where it is about the list as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The rule.
    #[serde(flatten)]
    pub rule: ListRule,
}

/// A rule by which a list is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ListRule {
    /// The first line names no such column.
    ColumnMissing {
        /// Which.
        column: String,
    },
    /// The list is longer than one may be.
    LinesTooMany {
        /// The most lines.
        max: usize,
    },
    /// It cannot be read as a table.
    Unreadable {
        /// Why.
        #[serde(rename = "why")]
        rule: RowRule,
    },
    /// The text is no rate of exchange: a number above zero, with a decimal point.
    RateUnreadable {
        /// What stands there.
        value: String,
    },
    /// No account that the sender sees has this id, reference or name.
    AccountUnknown {
        /// What stands there.
        value: String,
    },
    /// Several accounts have this reference or name.
    AccountAmbiguous {
        /// What stands there.
        value: String,
    },
    /// The text is no score: a whole number.
    ScoreUnreadable {
        /// What stands there.
        value: String,
    },
    /// A competitor's score or a note stands beside a criterion that was not scored.
    ScoreMissing {
        /// What the criterion is called.
        criterion: String,
    },
    /// A line further up tells the same thing.
    Twice {
        /// Which.
        first_line: usize,
    },
    /// A rule of what is listed says no.
    Rejected {
        /// Which.
        reason: Rejection,
    },
}
