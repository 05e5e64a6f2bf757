//! Placements held to account: which model told what came, how sure that is, and what became of each cell.

use domain::{day::Day, held_to_account::ACCOUNTS_MIN};

use super::{accounts, concentration::decimal, count, day};
use crate::wire::{
    held_to_account::{HeldToAccount, Tried, VerdictTold},
    report::Exact,
};

pub const LEAD: &str = "What accounts brought after they were placed, against what they brought before.";
pub const MONTHS: &str = "Compared";
pub const VERDICT: &str = "Which model would have served best";
pub const MEASURE: &str = "Somers’ D tells how well the order of the cells told who would grow: 1 where every higher one grew more, 0 where the order told nothing, −1 where it told the opposite. That two axes of a model weigh alike is our reading.";
pub const UNCONFIRMED: &str = "Not confirmed";
pub const NOTHING: &str = "No confirmed placement is old enough.";
pub const CELL: &str = "Cell";
pub const PLACEMENTS: &str = "Placements";
pub const BEFORE: &str = "Before";
pub const AFTER: &str = "After";
pub const GROWTH: &str = "Growth";
pub const LOST: &str = "Lost";
pub const GRR: &str = "GRR";
pub const NRR: &str = "NRR";

/// The heads of the file that goes out.
pub const HEADS: [&str; 14] = [
    "Model",
    "State",
    "Cell",
    "Placements",
    "Accounts",
    "Before",
    "After",
    "Growth",
    "Brought anything before",
    "Lost",
    "Lost from, thousandths",
    "Lost to, thousandths",
    "GRR",
    "NRR",
];
pub const CONFIRMED_WORD: &str = "confirmed";
pub const UNCONFIRMED_WORD: &str = "not confirmed";

/// What is compared.
pub fn months(months: i64) -> String {
    format!("{months} months before with {months} after")
}

/// What the figures are about.
pub fn about(months: i64, to: Day) -> String {
    format!("{} · trade to {}", self::months(months), day(to))
}

/// The verdict, in a sentence.
pub fn verdict(told: &HeldToAccount) -> String {
    match &told.verdict {
        VerdictTold::TooFew => format!(
            "It cannot be told: on no model do confirmed placements of {ACCOUNTS_MIN} accounts or more lie far enough back."
        ),
        VerdictTold::NoneTold => {
            "It cannot be told: on none of the models did the order of the cells tell more than chance would."
                .to_owned()
        }
        VerdictTold::Best { model, apart } => {
            let title = told.models.iter().find(|one| one.model == *model).map_or("", |one| one.title.as_str());
            if *apart {
                format!("{title} would have served best, and apart from the others.")
            } else {
                format!("{title} told most, but not so much more that chance could not have put it first.")
            }
        }
    }
}

/// How well a model told what came, and how sure that is.
pub fn measure(tried: &Tried) -> String {
    let ratio = tried.measure.as_ref().and_then(Exact::ratio);
    let of = format!("{} of {}", count(tried.placements, "placement", "placements"), accounts(tried.accounts));
    match (ratio, tried.low_permille.zip(tried.high_permille)) {
        (Some(ratio), Some((low, high))) => {
            let [low, high] = [low, high].map(thousandths);
            format!("Somers’ D {}, with 95\u{a0}% from {low} to {high} · {of}", decimal(Some(ratio), 2))
        }
        (Some(ratio), None) => format!("Too few to tell · Somers’ D {} · {of}", decimal(Some(ratio), 2)),
        (None, _) if tried.placements == 0 => String::new(),
        (None, _) => format!("Too few to tell · {of}"),
    }
}

/// Thousandths with two digits behind the point.
fn thousandths(permille: i64) -> String {
    decimal(domain::ratio::Ratio::of(permille, 1_000), 2)
}

/// How many were lost, and from which percent to which that reaches, outwards.
pub fn lost(churned: usize, cohort: usize, interval: Option<(i64, i64)>) -> String {
    let told = format!("{} of {}", super::number(churned), super::number(cohort));
    interval.map_or_else(|| told.clone(), |(low, high)| format!("{told} ({}–{}\u{a0}%)", low / 10, (high + 9) / 10))
}

/// What is left out, and why.
pub fn left_out(not_over: usize, before_books: usize, months: i64) -> String {
    let placements = |number: usize| count(number, "placement is", "placements are");
    let young = format!("{} left out since the {months} months after are not over", placements(not_over));
    let old = format!("{} left out since the books begin within the {months} months before", placements(before_books));
    match (not_over, before_books) {
        (0, 0) => String::new(),
        (_, 0) => format!("{young}."),
        (0, _) => format!("{old}."),
        _ => format!("{young}; {old}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ratio::Ratio;

    #[test]
    fn a_measure_is_told_with_how_sure_it_is() {
        let tried = Tried {
            placements: 40,
            accounts: 31,
            pairs: 400,
            measure: Ratio::of(3, 5).map(Exact::from),
            low_permille: Some(-114),
            high_permille: Some(913),
            cells: Vec::new(),
        };
        assert_eq!(measure(&tried), "Somers’ D 0.60, with 95\u{a0}% from −0.11 to 0.91 · 40 placements of 31 accounts");
        assert_eq!(lost(1, 11, Some((16, 378))), "1 of 11 (1–38\u{a0}%)");
        let few = Tried { placements: 1, accounts: 1, low_permille: None, high_permille: None, ..tried };
        assert_eq!(measure(&few), "Too few to tell · Somers’ D 0.60 · 1 placement of 1 account");
    }

    #[test]
    fn what_is_left_out_is_counted() {
        assert_eq!(left_out(0, 0, 12), "");
        assert_eq!(left_out(1, 0, 6), "1 placement is left out since the 6 months after are not over.");
    }
}
