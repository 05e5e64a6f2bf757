//! Decimals of a fixed number of digits behind the point, kept as a whole number of parts. No float is ever made of one.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A decimal with up to `DIGITS` digits, at least one, behind the point, as so many parts: with three digits, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fixed<const DIGITS: usize>(i64);

/// The text is no such decimal: digits, and where there is a point, up to so many behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no decimal of so few digits behind the point")]
pub struct FixedUnread;

impl<const DIGITS: usize> Fixed<DIGITS> {
    /// How many parts make a whole.
    pub const PARTS: i64 = whole_of(DIGITS);

    /// So many parts.
    pub const fn of_parts(parts: i64) -> Self {
        Self(parts)
    }

    /// It in parts.
    pub const fn parts(self) -> i64 {
        self.0
    }
}

const fn whole_of(digits: usize) -> i64 {
    let (mut whole, mut left) = (1, digits);
    while left > 0 {
        whole *= 10;
        left -= 1;
    }
    whole
}

impl<const DIGITS: usize> fmt::Display for Fixed<DIGITS> {
    /// With as many digits behind the point as it needs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, whole) = (self.0.unsigned_abs(), Self::PARTS.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        let digits = format!("{sign}{}.{:0DIGITS$}", parts / whole, parts % whole);
        out.write_str(digits.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl<const DIGITS: usize> FromStr for Fixed<DIGITS> {
    type Err = FixedUnread;

    fn from_str(text: &str) -> Result<Self, FixedUnread> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, behind) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        if !is_plain(whole) || !is_plain(behind) || behind.len() > DIGITS {
            return Err(FixedUnread);
        }
        let parts: i64 = format!("{whole}{behind:0<DIGITS$}").parse().map_err(|_| FixedUnread)?;
        Ok(Self(if unsigned.len() < text.len() { -parts } else { parts }))
    }
}

impl<const DIGITS: usize> Serialize for Fixed<DIGITS> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de, const DIGITS: usize> Deserialize<'de> for Fixed<DIGITS> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_as_they_are_written() {
        for text in ["0", "1", "2.5", "-2.5", "0.001", "-0.125", "1000000.999"] {
            assert_eq!(text.parse::<Fixed<3>>().unwrap().to_string(), text);
        }
        assert_eq!("02.500".parse::<Fixed<3>>(), Ok(Fixed::of_parts(2_500)));
        for text in ["", "-", "--1", "+1", "1.", ".5", "1,5", "1e3", "0.0001", "99999999999999999999"] {
            assert_eq!(text.parse::<Fixed<3>>(), Err(FixedUnread), "{text}");
        }
    }

    #[test]
    fn a_whole_has_as_many_parts_as_its_digits_say() {
        assert_eq!((Fixed::<1>::PARTS, Fixed::<3>::PARTS, Fixed::<10>::PARTS), (10, 1_000, 10_000_000_000));
    }
}
