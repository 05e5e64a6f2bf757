//! Days, moments and the trailing year.
//!
//! What a browser needs of texts and spans stands here and not in jiff's words: those bring the sentences for all that can be
//! wrong with any date, zone or duration, a twentieth of the client.

use jiff::{
    civil::{Date, DateTime, Time},
    tz::Offset,
};
use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

use crate::rejection::Rejection;

/// A business day, without hour or zone: the day that stands on a document or from which a placement holds.
pub type Day = Date;

/// An instant, as the log records it.
pub type Moment = jiff::Timestamp;

/// The earliest business day. What lies before it is a mistyped year.
pub const EARLIEST: Day = jiff::civil::date(1900, 1, 1);

/// Refuses a day that no book holds.
///
/// # Errors
/// Where it lies before [`EARLIEST`].
pub fn not_too_early(day: Day) -> Result<(), Rejection> {
    if day < EARLIEST { Err(Rejection::DayTooEarly { earliest: EARLIEST }) } else { Ok(()) }
}

/// Refuses a business day that no book holds, or that is not there yet.
///
/// # Errors
/// Where it lies before [`EARLIEST`], or after today.
pub fn is_business_day(day: Day, today: Day) -> Result<(), Rejection> {
    not_too_early(day)?;
    if day > today { Err(Rejection::DayInFuture { latest: today }) } else { Ok(()) }
}

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
        let before = |day| Day::new(to.year() - 1, to.month(), day);
        // Only 29 February may lack a counterpart.
        let after = before(to.day()).or_else(|_| before(28)).unwrap_or(Day::MIN);
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

/// How many days lie from one day to another; negative where that is earlier.
pub fn days_between(from: Day, to: Day) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// How many calendar months one day's month lies before another's; negative where it lies behind it.
pub fn months_between(from: Day, to: Day) -> i32 {
    let count = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month());
    count(to) - count(from)
}

/// A day or a moment, as it is written in JSON, in changes and in inputs (ISO 8601).
pub trait Written: std::fmt::Display + Sized {
    /// Reads it; none where the text is something else.
    fn of_text(text: &str) -> Option<Self>;
}

impl Written for Day {
    /// Reads `2026-11-24`.
    fn of_text(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        Self::new(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?).ok()
    }
}

impl Written for Moment {
    /// Reads `2026-11-24T09:05:00Z`, with or without a fraction of a second, in any offset.
    fn of_text(text: &str) -> Option<Self> {
        let (day, rest) = text.split_once(['T', 't', ' '])?;
        let (clock, offset) = rest.split_at_checked(rest.find(['Z', 'z', '+', '-'])?)?;
        let time = time_of_text(clock)?;
        offset_of_text(offset)?.to_timestamp(DateTime::from_parts(Day::of_text(day)?, time)).ok()
    }
}

fn time_of_text(text: &str) -> Option<Time> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let (hour, rest) = whole.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    if fraction.is_empty() {
        return None;
    }
    let nanos = fraction.get(..9).unwrap_or(fraction);
    let nanos: i32 = digits(&format!("{nanos:0<9}"), 9)?;
    // A leap second counts as the one before it.
    Time::new(digits(hour, 2)?, digits(minute, 2)?, digits::<i8>(second, 2)?.min(59), nanos).ok()
}

fn offset_of_text(text: &str) -> Option<Offset> {
    if matches!(text, "Z" | "z") {
        return Some(Offset::UTC);
    }
    let (sign, rest) = text.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let seconds = (digits::<i32>(hours, 2)? * 60 + digits::<i32>(minutes, 2)?) * 60;
    Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).ok()
}

/// A number of just so many digits.
fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Option<T> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// A day or a moment as it travels, for `#[serde(with = …)]`.
pub mod text {
    use super::*;

    /// Writes it.
    ///
    /// # Errors
    /// The writer's.
    pub fn serialize<T: Written, S: Serializer>(value: &T, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(value)
    }

    /// Reads it.
    ///
    /// # Errors
    /// Where the text is something else.
    pub fn deserialize<'de, T: Written, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::of_text(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("neither a day nor a moment"))
    }
}

/// The same where there may be none.
pub mod text_or_none {
    use super::*;

    /// Writes it.
    ///
    /// # Errors
    /// The writer's.
    pub fn serialize<T: Written, S: Serializer>(value: &Option<T>, out: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => out.collect_str(value),
            None => out.serialize_none(),
        }
    }

    /// Reads it.
    ///
    /// # Errors
    /// Where there is a text, and it is something else.
    pub fn deserialize<'de, T: Written, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
        let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
        T::of_text(&text).map(Some).ok_or_else(|| D::Error::custom("neither a day nor a moment"))
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
    fn days_are_counted_both_ways() {
        assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days_between(date(2026, 1, 1), date(2025, 1, 1)), -365);
    }

    #[test]
    fn moments_are_read_in_any_offset() {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        for text in [
            "2026-11-24T09:05:07Z",
            "2026-11-24t09:05:07.123456789z",
            "2026-11-24 10:35:07.5+01:30",
            "2026-11-23T23:05:07-10:00",
        ] {
            assert_eq!(Moment::of_text(text), Some(at(text)), "{text}");
        }
        assert_eq!(Moment::of_text("2026-12-31T23:59:60Z"), Some(at("2026-12-31T23:59:59Z")));
    }

    #[test]
    fn what_is_no_day_or_moment_is_none() {
        for text in ["", "2026-2-29", "2026-02-29", "2026-11-24x", "+026-11-24", "2026-11-24T09:05:07Z"] {
            assert_eq!(Day::of_text(text), None, "{text}");
        }
        for text in [
            "2026-11-24",
            "2026-11-24T09:05Z",
            "2026-11-24T09:05:07",
            "2026-11-24T24:00:00Z",
            "2026-11-24T09:05:07.Z",
            "2026-11-24T09:05:07+1",
        ] {
            assert_eq!(Moment::of_text(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(second in -62_000_000_000_i64..250_000_000_000, nanosecond in 0..1_000_000_000) {
            let moment = Moment::new(second, nanosecond).unwrap();
            let day = Offset::UTC.to_datetime(moment).date();
            proptest::prop_assert_eq!(Moment::of_text(&moment.to_string()), Some(moment));
            proptest::prop_assert_eq!(Day::of_text(&day.to_string()), Some(day));
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
