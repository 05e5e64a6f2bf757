//! Currencies: what each was worth day by day, and lists of rates that come as files.

use domain::{day::Day, exchange_rate::ExchangeRate, money::Currency};

use super::{count, day};
use crate::wire::rates::RateListAnswer;

pub const RATES: &str = "Rates";
pub const NONE: &str = "No rates yet";
pub const NONE_TEXT: &str =
    "A document in another currency is converted by the rate of its day. Enter a rate, or take a list in.";
pub const ADD: &str = "Add a rate";
pub const CURRENCY: &str = "Currency";
pub const DAY: &str = "Day";
pub const EDIT: &str = "Edit";
pub const NO_RATE: &str = super::account::NO_RATE;
pub const LIST_TEXT: &str = "A CSV file with the columns day, currency and rate, such as 2026-11-24, USD, 0.9213. A rate that is there already is changed where the list differs; no document is.";
pub const LIST_FILE: &str = "File";

/// What the page is about.
pub fn about(base: Currency) -> String {
    format!(
        "What other currencies were worth in {base}. A document is converted once, by the rate of its day, and keeps it."
    )
}

/// The label of a rate.
pub fn rate(currency: Currency, base: Currency) -> String {
    format!("{base} for 1 {currency}")
}

/// What a currency was worth last, and for how many days that is known.
pub fn latest(latest: &ExchangeRate, base: Currency, days: i64) -> String {
    let days = count(usize::try_from(days).unwrap_or_default(), "day", "days");
    format!("{} {base} on {} · {days}", latest.rate, day(latest.day))
}

/// Of how many days the rates are shown.
pub fn shown(number: usize) -> String {
    format!("The last {}", count(number, "day", "days"))
}

/// What changes a rate.
pub fn edit(currency: Currency, on: Day) -> String {
    format!("Edit {currency} on {}", day(on))
}

/// What a rate is called where it was kept.
pub fn name(rate: &ExchangeRate) -> String {
    format!("{} on {}", rate.currency, day(rate.day))
}

/// What a list did.
pub fn listed(answer: &RateListAnswer) -> String {
    let rates = |number: usize| count(number, "rate", "rates");
    match (answer.added, answer.changed) {
        (0, 0) => "All of these rates are there already.".to_owned(),
        (added, 0) => format!("{} new", rates(added)),
        (0, changed) => format!("{} changed", rates(changed)),
        (added, changed) => format!("{} new, {} changed", rates(added), rates(changed)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_did_is_counted() {
        let answer = |added, changed| RateListAnswer { added, changed, ..RateListAnswer::default() };
        assert_eq!(listed(&answer(0, 0)), "All of these rates are there already.");
        assert_eq!(listed(&answer(1, 0)), "1 rate new");
        assert_eq!(listed(&answer(31, 2)), "31 rates new, 2 rates changed");
    }
}
