//! Days, moments and the trailing year.

use jiff::{ToSpan, civil::Date};

/// A business day, without hour or zone: the day that stands on a document or from which a placement holds.
pub type Day = Date;

/// An instant, as the log records it.
pub type Moment = jiff::Timestamp;

/// The earliest business day. What lies before it is a mistyped year.
pub const EARLIEST: Day = jiff::civil::date(1900, 1, 1);

/// The days of the twelve months that end on a reporting date: after `after`, up to and including `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The last day that is no longer part of it.
    pub after: Day,
    /// The last day of it.
    pub to: Day,
}

impl Window {
    /// The trailing twelve months to `to`. Going back is by calendar month, clamped to the end of a shorter month
    ///: to 29 February 2024 it begins on 1 March 2023.
    pub fn year_to(to: Day) -> Self {
        let after = to.checked_sub(12.months()).unwrap_or(Day::MIN);
        Self { after, to }
    }

    /// Whether a document of that day counts in the window.
    pub fn holds(&self, day: Day) -> bool {
        self.after < day && day <= self.to
    }

    /// The first day of the window, for words such as "from 1 July 2025".
    pub fn first(&self) -> Day {
        self.after.tomorrow().unwrap_or(self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_trailing_year_begins_where_the_vectors_say() {
        for (to, first) in [
            (date(2026, 6, 30), date(2025, 7, 1)),
            (date(2024, 2, 29), date(2023, 3, 1)),
            (date(2025, 2, 28), date(2024, 2, 29)),
            (date(2025, 12, 31), date(2025, 1, 1)),
        ] {
            assert_eq!(Window::year_to(to).first(), first);
        }
    }

    #[test]
    fn the_day_before_the_window_is_out_and_the_last_day_is_in() {
        let window = Window::year_to(date(2026, 6, 30));
        assert!(!window.holds(date(2025, 6, 30)));
        assert!(window.holds(date(2025, 7, 1)));
        assert!(window.holds(date(2026, 6, 30)));
        assert!(!window.holds(date(2026, 7, 1)));
    }
}
