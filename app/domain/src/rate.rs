//! Rates of exchange: what one unit of a currency is worth in another one, such as 1.0825 dollars for a euro. Exact decimals; no float is
//! ever made of one.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    fixed::Fixed,
    money::{AMOUNT_MAX_MINOR, Currency},
    ratio::Ratio,
};

/// How many digits can stand behind the point of a rate.
pub const DECIMALS: usize = 10;
/// How many parts a unit is told in.
const PARTS: i64 = Fixed::<DECIMALS>::PARTS;
/// The highest rate, in whole units; far above that of any two currencies.
pub const RATE_MAX: i64 = 1_000_000;

/// A rate, in ten-billionths; above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(i64);

/// The text is no rate: a number above zero and up to [`RATE_MAX`], with a decimal point and at most [`DECIMALS`] digits behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rate of exchange")]
pub struct RateUnread;

impl Rate {
    /// The rate of so many ten-billionths; none where that is none.
    pub fn of_parts(parts: i64) -> Option<Self> {
        (1..=RATE_MAX * PARTS).contains(&parts).then_some(Self(parts))
    }

    /// It in ten-billionths.
    pub fn parts(self) -> i64 {
        self.0
    }

    /// What an amount of one currency comes to in another one, both in minor units, half-even. None where that is larger than any document
    /// may be.
    pub fn converted(self, minor: i64, from: Currency, to: Currency) -> Option<i64> {
        let unit = |currency: Currency| i128::from(currency.minor_per_major());
        let above = i128::from(minor) * i128::from(self.0) * unit(to);
        let minor = Ratio::of(above, i128::from(PARTS) * unit(from))?.scaled(1);
        (-AMOUNT_MAX_MINOR..=AMOUNT_MAX_MINOR).contains(&minor).then_some(minor)
    }
}

impl Default for Rate {
    /// One for one; only a blank that a record starts from before its fields are taken in.
    fn default() -> Self {
        Self(PARTS)
    }
}

impl fmt::Display for Rate {
    /// With as many digits behind the point as it needs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        Fixed::<DECIMALS>::of_parts(self.0).fmt(out)
    }
}

impl FromStr for Rate {
    type Err = RateUnread;

    fn from_str(text: &str) -> Result<Self, RateUnread> {
        let read = text.parse::<Fixed<DECIMALS>>().ok();
        read.and_then(|read| Self::of_parts(read.parts())).ok_or(RateUnread)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::of(code).unwrap()
    }

    fn converted(minor: i64, rate: &str, from: &str, to: &str) -> Option<i64> {
        rate.parse::<Rate>().unwrap().converted(minor, currency(from), currency(to))
    }

    /// The amounts of the vectors: ties go to the even one, and the yen has no decimals.
    #[test]
    fn the_vectors_of_rounding_come_out() {
        assert_eq!(converted(3_333, "1.0825", "EUR", "USD"), Some(3_608));
        assert_eq!(converted(1_005, "1.1", "EUR", "USD"), Some(1_106));
        assert_eq!(converted(1_015, "1.1", "EUR", "USD"), Some(1_116));
        assert_eq!(
            converted(10_000, "1.08", "EUR", "USD").zip(converted(5_000, "1.27", "GBP", "USD")),
            Some((10_800, 6_350))
        );
        assert_eq!(converted(15_000, "0.0067", "JPY", "USD"), Some(10_050));
    }

    #[test]
    fn what_is_taken_back_comes_to_as_much_below_zero() {
        for minor in [1, 3_333, 1_005, 1_015, 15_001] {
            assert_eq!(
                converted(-minor, "1.1", "EUR", "USD"),
                converted(minor, "1.1", "EUR", "USD").map(|minor| -minor)
            );
        }
    }

    #[test]
    fn what_would_be_larger_than_any_document_is_none() {
        assert_eq!(converted(AMOUNT_MAX_MINOR, "1.0000000001", "EUR", "USD"), None);
        assert_eq!(converted(AMOUNT_MAX_MINOR, "1", "EUR", "USD"), Some(AMOUNT_MAX_MINOR));
        assert_eq!(converted(AMOUNT_MAX_MINOR, "1000000", "KWD", "JPY"), None);
        assert_eq!(converted(0, "1000000", "EUR", "USD"), Some(0));
    }

    #[test]
    fn rates_are_read_as_they_are_written() {
        for text in ["1", "1.0825", "0.0067", "0.0000000001", "1000000", "161.38"] {
            assert_eq!(text.parse::<Rate>().unwrap().to_string(), text);
        }
        assert_eq!("01.50".parse::<Rate>().unwrap().to_string(), "1.5");
        for text in
            ["", "0", "0.0", "-1", "+1", "1.", ".5", "1,5", "1e3", "1000000.1", "0.00000000001", "99999999999999999999"]
        {
            assert_eq!(text.parse::<Rate>(), Err(RateUnread), "{text}");
        }
    }
}
