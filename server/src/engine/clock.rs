//! The server's clock: the instant of deciding, and the day that it falls on.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::day::{Day, Moment};
use jiff::{SignedDuration, Timestamp, Unit, tz::TimeZone};

/// The server's clock in its time zone, cut to what the database keeps: millionths of a second.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: TimeZone,
    ahead_s: Arc<AtomicI64>,
}

impl Clock {
    /// The clock of this machine in its own zone.
    pub fn system() -> Self {
        Self::of_zone(TimeZone::system())
    }

    /// The clock of this machine in a zone.
    pub fn of_zone(zone: TimeZone) -> Self {
        Self { zone, ahead_s: Arc::default() }
    }

    /// Puts the clock ahead, so that a test need not wait for tomorrow.
    pub fn set_ahead(&self, by: SignedDuration) {
        self.ahead_s.store(by.as_secs(), Ordering::Relaxed);
    }

    /// Now.
    pub fn now(&self) -> Moment {
        let ahead = SignedDuration::from_secs(self.ahead_s.load(Ordering::Relaxed));
        let now = Timestamp::now();
        kept(now.checked_add(ahead).unwrap_or(now))
    }

    /// The day that an instant falls on here.
    pub fn day_of(&self, moment: Moment) -> Day {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// The instant at which a day is over here.
    pub fn end_of(&self, day: Day) -> Moment {
        let next = day.tomorrow().ok().and_then(|next| next.to_zoned(self.zone.clone()).ok());
        next.map_or(Moment::MAX, |next| next.timestamp())
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.day_of(self.now())
    }
}

/// An instant as the database keeps it.
pub fn kept(moment: Moment) -> Moment {
    moment.round(jiff::TimestampRound::new().smallest(Unit::Microsecond).mode(jiff::RoundMode::Trunc)).unwrap_or(moment)
}
