//! The course of an account's trade in words.

use domain::{
    day::Day,
    trailing::LONG_QUIET_DAYS,
    trend::{Course, MONTHS, Trend},
};

/// How long without a document is told in days, and how long in months, in days.
const IN_DAYS: i64 = 60;
const IN_MONTHS: i64 = 730;

/// What a line of twelve months shows: `Twelve months to Nov 2026: rising, most in Mar`.
pub fn course(trend: Trend, to: Day) -> String {
    let (month, year) = (super::day::month(to), to.year());
    let course = match trend.course() {
        Course::Nothing => return format!("Twelve months to {month} {year}: no trade"),
        Course::Rising => "rising",
        Course::Falling => "falling",
        Course::Steady => "steady",
    };
    format!("Twelve months to {month} {year}: {course}, most in {}", month_before(to, trend.best_month_ago()))
}

/// The name of a month that lies less than a year before another one.
fn month_before(to: Day, months: usize) -> &'static str {
    let mut day = to.first_of_month();
    for _ in 0..months.min(MONTHS) {
        day = day.yesterday().map_or(day, Day::first_of_month);
    }
    super::day::month(day)
}

/// How long an account is without a document: `quiet 12 days`, `long quiet, 4 months`.
pub fn quiet(days: Option<i64>) -> String {
    match days {
        None => "no trade yet".to_owned(),
        Some(..=0) => "trade today".to_owned(),
        Some(1..LONG_QUIET_DAYS) => format!("quiet {}", since(days)),
        Some(_) => format!("long quiet, {}", since(days)),
    }
}

/// The same in a column that is headed by what it is: `12 days`, `4 months`.
pub fn since(days: Option<i64>) -> String {
    match days {
        None => "–".to_owned(),
        Some(1) => "1 day".to_owned(),
        Some(days @ ..IN_DAYS) => format!("{days} days"),
        Some(days @ IN_DAYS..IN_MONTHS) => format!("{} months", days * 12 / 365),
        Some(days) => format!("{} years", days / 365),
    }
}

/// What is told of how quiet an account is to whoever points at it.
pub fn last_document(last: Option<Day>) -> Option<String> {
    last.map(|day| format!("Latest document: {}", super::day(day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_course_names_its_year_and_its_best_month() {
        let to = date(2026, 3, 31);
        let words = |digits: &str| course(Trend::of_text(digits).unwrap(), to);
        assert_eq!(words("44400000555f"), "Twelve months to Mar 2026: rising, most in Mar");
        assert_eq!(words("f00000000000"), "Twelve months to Mar 2026: falling, most in Apr");
        assert_eq!(words("0000000000f0"), "Twelve months to Mar 2026: rising, most in Feb");
        assert_eq!(words(""), "Twelve months to Mar 2026: no trade");
    }

    #[test]
    fn quiet_is_told_in_the_measure_that_fits() {
        for (days, words) in [
            (None, "no trade yet"),
            (Some(0), "trade today"),
            (Some(1), "quiet 1 day"),
            (Some(59), "quiet 59 days"),
            (Some(61), "quiet 2 months"),
            (Some(89), "quiet 2 months"),
            (Some(92), "long quiet, 3 months"),
            (Some(729), "long quiet, 23 months"),
            (Some(731), "long quiet, 2 years"),
        ] {
            assert_eq!(quiet(days), words);
        }
    }
}
