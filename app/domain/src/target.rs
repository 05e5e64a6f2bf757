//! Targets: what an account is to bring in a period of whole calendar months, and what it brought of it.
//!
//! The targets of an account follow each other without gap and without overlap, so that every day between the first and the last counts
//! for one of them, once. Several can change in one command; what counts is how they stand at its end. A window that cuts a period takes
//! of its target what falls to the days it holds, rounded half-even to the minor unit, target by target: so parts of a period that are
//! asked for one by one may differ by a minor unit from the whole.

use crate::{
    apply::{Case, Stop},
    day::{self, Day, days_between, months_between},
    ids::{AccountId, TargetId},
    keep::{Kept, Ruled},
    money::{AMOUNT_MAX_MINOR, checked_amount},
    policy::Action,
    ratio::{Ratio, narrowed},
    rejection::Rejection,
    table::Table,
    viewer::Viewer,
};

#[cfg(test)]
mod tests;

record! {
    /// What an account is to bring from one day to another.
    Target(TargetId) of Target in |target| Some(target.account);
    /// Which account.
    account: AccountId, Internal, Fixed;
    /// Its first day, the first of a month.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    from_day: Day, Internal, Guarded;
    /// Its last day, the last of a month.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    to_day: Day, Internal, Guarded;
    /// Sales less credits that it is to bring, in minor units of the base currency.
    amount_minor: i64, Internal, Guarded;
}

impl Target {
    /// How many days it is for.
    pub fn days(&self) -> i64 {
        days_between(self.from_day, self.to_day) + 1
    }

    /// How many of its days lie from one day to another.
    pub fn days_in(&self, from: Day, to: Day) -> i64 {
        (days_between(self.from_day.max(from), self.to_day.min(to)) + 1).max(0)
    }

    /// What of it falls to the days from one to another, in minor units: by days, half-even.
    pub fn part_minor(&self, from: Day, to: Day) -> i64 {
        let part = i128::from(self.amount_minor) * i128::from(self.days_in(from, to));
        Ratio::of(part, self.days()).map_or(0, |part| part.scaled(1))
    }

    /// The first of the month in the middle of it, by months; one of a single month begins there.
    pub fn middle(&self) -> Day {
        let months = months_between(self.from_day, self.to_day) + 1;
        let at = i32::from(self.from_day.month()) - 1 + months / 2;
        let year = i16::try_from(i32::from(self.from_day.year()) + at / 12);
        let day = year.ok().zip(i8::try_from(at % 12 + 1).ok()).and_then(|(year, month)| Day::new(year, month, 1).ok());
        day.unwrap_or(self.from_day)
    }

    /// It in two parts, of which the second begins on a day and has this id: each with what falls to its days, nothing lost.
    pub fn split(&self, second: TargetId, begins: Day) -> Result<[Self; 2], Rejection> {
        let outside = Rejection::DayOutside { from: self.from_day, to: self.to_day };
        if begins <= self.from_day || begins > self.to_day {
            return Err(outside);
        }
        let ends = begins.yesterday().map_err(|_| outside)?;
        let first = Self { to_day: ends, amount_minor: self.part_minor(self.from_day, ends), ..self.clone() };
        let rest_minor = self.amount_minor - first.amount_minor;
        Ok([first, Self { id: second, from_day: begins, amount_minor: rest_minor, ..self.clone() }])
    }

    /// All targets of an account after it became `after`: those beside it begin and end with it.
    pub fn moved(&self, after: &Self, all: &[Self]) -> Vec<Self> {
        let follow = |other: &Self| {
            let mut moved = other.clone();
            if other.id == self.id {
                return after.clone();
            }
            if other.to_day.tomorrow().ok() == Some(self.from_day) {
                moved.to_day = after.from_day.yesterday().unwrap_or(other.to_day);
            }
            if other.from_day.yesterday().ok() == Some(self.to_day) {
                moved.from_day = after.to_day.tomorrow().unwrap_or(other.from_day);
            }
            moved
        };
        all.iter().map(follow).collect()
    }
}

impl Ruled for Target {
    fn shelf(kept: &Kept) -> &Table<TargetId, Self> {
        &kept.targets
    }

    /// By who directs those who keep the account: nobody sets their own measure.
    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        let account = account.ok_or_else(|| Rejection::FieldUnfit { field: "account".to_owned() })?;
        case.account(account, Action::SetTarget).map(drop)
    }

    fn settled(self, _viewer: &Viewer) -> Result<Self, Rejection> {
        day::not_too_early(self.from_day)?;
        if self.to_day < self.from_day {
            return Err(Rejection::EndsBeforeItBegins);
        }
        if self.from_day != self.from_day.first_of_month() || self.to_day != self.to_day.last_of_month() {
            return Err(Rejection::MonthsNotWhole);
        }
        checked_amount(self.amount_minor).map(|_| self)
    }

    /// Whether targets follow each other is judged when all of a command are written: see [`follow`].
    fn fits(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }

    fn goes(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }
}

/// Refuses targets of an account of which two are for the same day, or between which a day is without one.
pub fn follow<'a>(targets: impl IntoIterator<Item = &'a Target>) -> Result<(), Rejection> {
    let mut spans: Vec<(Day, Day)> = targets.into_iter().map(|target| (target.from_day, target.to_day)).collect();
    spans.sort_unstable();
    for (&(_, to), &(from, ends)) in spans.iter().zip(spans.iter().skip(1)) {
        if from <= to {
            return Err(Rejection::TargetsOverlap { from, to: to.min(ends) });
        }
        if days_between(to, from) > 1 {
            let (first, last) = (to.tomorrow().unwrap_or(to), from.yesterday().unwrap_or(from));
            return Err(Rejection::TargetGap { from: first, to: last });
        }
    }
    Ok(())
}

/// A target, and what was brought of it: of an account, or of many together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attainment {
    /// What was to be brought, in minor units.
    pub target_minor: i128,
    /// What was brought.
    pub actual_minor: i128,
}

impl Attainment {
    /// Of one account.
    pub fn of(target_minor: i64, actual_minor: i64) -> Self {
        Self { target_minor: target_minor.into(), actual_minor: actual_minor.into() }
    }

    /// With another one: of many it is the sum over the sum, never the mean of their ratios.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            target_minor: self.target_minor + other.target_minor,
            actual_minor: self.actual_minor + other.actual_minor,
        }
    }

    /// What was brought of what was to be; none where nothing was to be.
    pub fn share(self) -> Option<Ratio> {
        Ratio::of(self.actual_minor, self.target_minor)
    }

    /// What is missing, in minor units; below zero where more was brought.
    pub fn gap_minor(self) -> i64 {
        narrowed(self.target_minor - self.actual_minor)
    }
}

/// How a target stands at a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Its period has not begun.
    NotBegun,
    /// All of it was brought.
    Reached,
    /// At least as large a part of it was brought as of its days have gone by.
    OnTrack,
    /// A smaller part of it was brought.
    Behind,
    /// Its period is over, and not all was brought.
    Missed,
}

impl Pace {
    /// By what was brought and how many of its days have gone by.
    pub fn of(found: Attainment, days_gone: i64, days: i64) -> Self {
        match found {
            _ if days_gone == 0 => Self::NotBegun,
            _ if found.gap_minor() <= 0 => Self::Reached,
            _ if days_gone >= days => Self::Missed,
            _ if found.actual_minor * i128::from(days) >= found.target_minor * i128::from(days_gone) => Self::OnTrack,
            _ => Self::Behind,
        }
    }
}

/// The least and the most that a target can be proposed to differ from the year before, in percent.
pub const PERCENT_MIN: i64 = -100;
/// See [`PERCENT_MIN`].
pub const PERCENT_MAX: i64 = 1_000;

/// What so many percent more than before come to, in minor units, half-even. Who brought nothing before, or less, is proposed nothing.
pub fn grown(before_minor: i64, percent: i64) -> i64 {
    let grown = i128::from(before_minor.max(0)) * i128::from(100 + percent);
    Ratio::of(grown, 100).map_or(0, |grown| grown.scaled(1)).clamp(0, AMOUNT_MAX_MINOR)
}

/// The same months a year before.
pub fn year_before(from: Day, to: Day) -> Option<(Day, Day)> {
    let back = |day: Day| Day::new(day.year().checked_sub(1)?, day.month(), 1).ok();
    Some((back(from)?, back(to)?.last_of_month()))
}
