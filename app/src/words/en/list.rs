//! Short lists that come as files: why one was refused.

use super::{count, import, rejection};
use crate::wire::list::ListRule;

pub const TITLE: &str = "Take a list in";
pub const TAKE: &str = "Take in";
pub const FIRST: &str = "Choose a file first.";
pub const REFUSED: &str = "Nothing was taken in";

/// Why a line of a list was refused, with its number; or the list as a whole.
pub fn fault(line: Option<usize>, rule: &ListRule) -> String {
    let words = list_rule(rule);
    line.map_or_else(|| words.clone(), |line| format!("Line {line}: {words}"))
}

fn list_rule(rule: &ListRule) -> String {
    match rule {
        ListRule::ColumnMissing { column } => {
            format!("There is no column {column}. The first line names the columns.")
        }
        ListRule::LinesTooMany { max } => {
            format!("A list has up to {}. Cut it into several.", count(*max, "line", "lines"))
        }
        ListRule::RateUnreadable { value } => {
            format!("“{value}” is no rate: a number above zero with a decimal point, such as 1.0825.")
        }
        ListRule::AccountUnknown { value } => {
            format!("No account has the id, the reference or the name “{value}”.")
        }
        ListRule::AccountAmbiguous { value } => {
            format!("Several accounts are called “{value}”. Name this one by its reference or its id.")
        }
        ListRule::ScoreUnreadable { value } => format!("“{value}” is no score: a whole number."),
        ListRule::ScoreMissing { criterion } => {
            format!("{criterion} has a note or a competitor’s score, and no score.")
        }
        ListRule::Twice { first_line } => format!("Line {first_line} tells the same already."),
        ListRule::Unreadable { rule } => import::refused(rule),
        ListRule::Rejected { reason } => rejection(reason),
    }
}

/// That more lines are refused than are told.
pub fn more(number: usize) -> String {
    format!("and {} more", count(number, "line", "lines"))
}

#[cfg(test)]
mod tests {
    use domain::rejection::Rejection;

    use super::*;

    #[test]
    fn a_fault_names_its_line() {
        let reason = Rejection::NameTaken { kind: domain::change::Kind::Product };
        assert_eq!(fault(Some(7), &ListRule::Rejected { reason }), "Line 7: Another product has this name.");
        let missing = ListRule::ColumnMissing { column: "name".to_owned() };
        assert!(fault(None, &missing).starts_with("There is no column name."));
    }
}
