//! The months that reports are about, and when a report is late.

use jiff::{ToSpan, civil::Weekday};

use crate::day::Day;

/// A report is due on the fifth working day, Monday to Friday, after the month that it is about. Public holidays are not known here.
pub const DUE_WORKING_DAYS: usize = 5;
/// So many months back at most a report is owed.
pub const MONTHS_MAX: usize = 12;

/// Whether a day is the first of a month that was over on another day.
pub fn is_over(period: Day, today: Day) -> bool {
    period == period.first_of_month() && period.last_of_month() < today
}

/// The last month that was over on a day, by its first day.
pub fn last_ended(today: Day) -> Day {
    today.first_of_month().yesterday().map_or(today, |last| last.first_of_month())
}

/// The last day on which the report of a month is not late.
pub fn due_day(period: Day) -> Day {
    let is_working = |day: &Day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let after = std::iter::successors(period.last_of_month().tomorrow().ok(), |day| day.tomorrow().ok());
    after.filter(is_working).nth(DUE_WORKING_DAYS - 1).unwrap_or(period)
}

/// The months of which somebody owes a report on a day, the latest first, whether they sent one or not: those that were over since the
/// first on which they ever reported, [`MONTHS_MAX`] at most; of who never did, the last one alone.
pub fn owed_since(first: Option<Day>, today: Day) -> Vec<Day> {
    let last = last_ended(today);
    let first = first.unwrap_or(last);
    let back = |month: &Day| month.checked_sub(1.month()).ok();
    std::iter::successors(Some(last), back).take_while(|month| *month >= first).take(MONTHS_MAX).collect()
}
