//! Retention: what became of the revenue of the year before.

use domain::day::Day;

use super::{accounts, day, number};

pub const FIGURES: &str = "Figures";
pub const NRR: &str = "Net revenue retention";
pub const NRR_NOTE: &str = "of last year’s revenue, with growth";
pub const GRR: &str = "Gross revenue retention";
pub const GRR_NOTE: &str = "without growth";
pub const CHURN: &str = "Accounts lost";
pub const NEW: &str = "New";
pub const BRIDGE: &str = "From last year to this";
pub const START: &str = "Before";
pub const EXPANSION: &str = "Grew";
pub const CONTRACTION: &str = "Shrank";
pub const LOST: &str = "Lost";
pub const REMAINDER: &str = "Credits";
pub const END: &str = "Now";
pub const STEP: &str = "Step";
pub const AMOUNT: &str = "Amount";
pub const REMAINDER_NOTE: &str = "Credits: accounts that were credited more than they bought this year.";
pub const COHORTS: &str = "Cohorts";
pub const COHORTS_ABOUT: &str =
    "accounts by the year in which they first bought: what they bring since, of their first year";
pub const COHORT: &str = "First bought";
pub const ACCOUNTS: &str = "Accounts";
pub const MOVERS: &str = "Who moved most";
pub const UP: &str = "Up";
pub const DOWN: &str = "Down";
pub const NOBODY_UP: &str = "Nobody brings more.";
pub const NOBODY_DOWN: &str = "Nobody brings less.";

/// The window before.
pub fn against(from: Day, to: Day) -> String {
    format!("against {} to {}", day(from), day(to))
}

/// How many of a cohort bring nothing now: `3 of 40 accounts`.
pub fn lost(churned: usize, cohort: usize) -> String {
    format!("{} of {}", number(churned), accounts(cohort))
}

/// The year in which a cohort first bought; of the first one nobody knows what was before.
pub fn cohort(to: Day, is_first: bool) -> String {
    if is_first { format!("by {}", day(to)) } else { format!("year to {}", day(to)) }
}

/// The head of a column of cohorts: how many years later.
pub fn years_later(years: usize) -> String {
    match years {
        0 => "First year".to_owned(),
        1 => "1 year later".to_owned(),
        years => format!("{years} years later"),
    }
}

/// A difference with its sign; an end of the bridge has none.
pub fn signed(amount: &str, minor: i64, is_end: bool) -> String {
    if is_end || minor <= 0 { amount.to_owned() } else { ["+", amount].concat() }
}

/// What the bridge tells those who do not see it.
pub fn bridge(start: &str, end: &str) -> String {
    format!("The bridge from {start} in the year before to {end} in this one")
}
