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
#[serde(tag = "rule", rename_all = "snake_case", try_from = "Flat")]
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

/// A rule with the fields of all others, as it is written. To read each by itself weighs ten kilobytes of the client more.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Flat {
    rule: String,
    column: String,
    max: usize,
    why: Option<RowRule>,
    value: String,
    criterion: String,
    first_line: usize,
    reason: Option<Rejection>,
}

impl TryFrom<Flat> for ListRule {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, Self::Error> {
        let Flat { value, .. } = flat;
        Ok(match flat.rule.as_str() {
            "column_missing" => Self::ColumnMissing { column: flat.column },
            "lines_too_many" => Self::LinesTooMany { max: flat.max },
            "unreadable" => Self::Unreadable { rule: flat.why.ok_or("no why")? },
            "rate_unreadable" => Self::RateUnreadable { value },
            "account_unknown" => Self::AccountUnknown { value },
            "account_ambiguous" => Self::AccountAmbiguous { value },
            "score_unreadable" => Self::ScoreUnreadable { value },
            "score_missing" => Self::ScoreMissing { criterion: flat.criterion },
            "twice" => Self::Twice { first_line: flat.first_line },
            "rejected" => Self::Rejected { reason: flat.reason.ok_or("no reason")? },
            _ => return Err("no rule that is known here"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_read_as_it_was_written() {
        let text = || "Acorn".to_owned();
        let all = vec![
            ListRule::ColumnMissing { column: text() },
            ListRule::LinesTooMany { max: 9 },
            ListRule::Unreadable { rule: RowRule::QuoteOpen },
            ListRule::RateUnreadable { value: text() },
            ListRule::AccountUnknown { value: text() },
            ListRule::AccountAmbiguous { value: text() },
            ListRule::ScoreUnreadable { value: text() },
            ListRule::ScoreMissing { criterion: text() },
            ListRule::Twice { first_line: 3 },
            ListRule::Rejected { reason: Rejection::ModelUnknown { model: text() } },
        ];
        for rule in all {
            for line in [None, Some(4)] {
                let fault = ListFault { line, rule: rule.clone() };
                let read: ListFault = serde_json::from_str(&serde_json::to_string(&fault).unwrap()).unwrap();
                assert_eq!(read, fault);
            }
        }
        assert!(serde_json::from_str::<ListRule>(r#"{"rule":"weather"}"#).is_err());
    }
}
