//! Days and moments, absolute and near.

use domain::day::{Day, Moment, days_between};
use jiff::civil::Weekday;

/// A day: `9 Dec 2026`.
pub fn day(day: Day) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// A day with its name: `Tuesday, 24 Nov 2026`.
pub fn day_long(day: Day) -> String {
    format!("{}, {}", weekday_long(day), self::day(day))
}

/// A day as it is read from another: `today`, `tomorrow`, `Thu`, `9 Dec`, `9 Dec 2027`.
pub fn day_near(on: Day, today: Day) -> String {
    match days_between(today, on) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2..=6 => weekday(on).to_owned(),
        _ if on.year() == today.year() => format!("{} {}", on.day(), month(on)),
        _ => day(on),
    }
}

/// A moment as it is read from another: `just now`, `5 min ago`, `3 h ago`, `yesterday`, `9 Dec`.
pub fn moment_near(at: Moment, now: Moment, today: Day) -> String {
    let seconds = now.as_second() - at.as_second();
    match seconds {
        ..60 => "just now".to_owned(),
        60..3_600 => format!("{} min ago", seconds / 60),
        3_600..43_200 => format!("{} h ago", seconds / 3_600),
        _ => day_near(day_of(at), today),
    }
}

/// A moment: `24 Nov 2026, 09:05 UTC`.
pub fn moment(at: Moment) -> String {
    let at = jiff::tz::Offset::UTC.to_datetime(at);
    format!("{}, {:02}:{:02} UTC", day(at.date()), at.hour(), at.minute())
}

/// The day of a moment, in universal time: the same on the server and in the browser.
pub fn day_of(at: Moment) -> Day {
    jiff::tz::Offset::UTC.to_datetime(at).date()
}

/// The short name of a day's month.
pub fn month(day: Day) -> &'static str {
    match day.month() {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}

fn weekday(day: Day) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

fn weekday_long(day: Day) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_near_have_names() {
        let today = date(2026, 11, 24);
        for (on, words) in [
            (today, "today"),
            (date(2026, 11, 25), "tomorrow"),
            (date(2026, 11, 26), "Thu"),
            (date(2026, 12, 9), "9 Dec"),
            (date(2025, 12, 9), "9 Dec 2025"),
            (date(2026, 11, 20), "20 Nov"),
        ] {
            assert_eq!(day_near(on, today), words);
        }
    }
}
