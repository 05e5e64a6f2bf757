//! Money is a whole number of minor units and its currency. No floats, ever.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::rejection::Rejection;

/// Currencies of ISO 4217 that are in daily use, with how many decimals their minor unit has.
const TABLE: &[(&str, u8)] = &[
    ("AED", 2),
    ("ARS", 2),
    ("AUD", 2),
    ("BGN", 2),
    ("BHD", 3),
    ("BRL", 2),
    ("CAD", 2),
    ("CHF", 2),
    ("CLP", 0),
    ("CNY", 2),
    ("COP", 2),
    ("CZK", 2),
    ("DKK", 2),
    ("EGP", 2),
    ("EUR", 2),
    ("GBP", 2),
    ("HKD", 2),
    ("HUF", 2),
    ("IDR", 2),
    ("ILS", 2),
    ("INR", 2),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KES", 2),
    ("KRW", 0),
    ("KWD", 3),
    ("MAD", 2),
    ("MXN", 2),
    ("MYR", 2),
    ("NGN", 2),
    ("NOK", 2),
    ("NZD", 2),
    ("OMR", 3),
    ("PEN", 2),
    ("PHP", 2),
    ("PKR", 2),
    ("PLN", 2),
    ("QAR", 2),
    ("RON", 2),
    ("RSD", 2),
    ("SAR", 2),
    ("SEK", 2),
    ("SGD", 2),
    ("THB", 2),
    ("TND", 3),
    ("TRY", 2),
    ("TWD", 2),
    ("UAH", 2),
    ("USD", 2),
    ("UYU", 2),
    ("VND", 0),
    ("ZAR", 2),
];

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str, u8);

/// The code names no currency of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a currency code of ISO 4217 that is known here")]
pub struct CurrencyUnknown;

impl Currency {
    /// The currency of a code such as `GBP`, in capitals.
    pub fn of(code: &str) -> Option<Self> {
        TABLE.iter().find(|(known, _)| *known == code).map(|&(code, decimals)| Self(code, decimals))
    }

    /// Every currency that a workspace can be kept in, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|&(code, decimals)| Self(code, decimals))
    }

    /// The code of three capitals.
    pub fn code(&self) -> &'static str {
        self.0
    }

    /// How many digits stand behind the decimal mark: 2 for GBP, 0 for JPY.
    pub fn decimals(&self) -> u8 {
        self.1
    }

    /// How many minor units make one major unit: 100 for GBP, 1 for JPY.
    pub fn minor_per_major(&self) -> i64 {
        10_i64.pow(u32::from(self.1))
    }
}

impl Default for Currency {
    /// The euro; only a blank that a record starts from before its fields are taken in.
    fn default() -> Self {
        Self("EUR", 2)
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = String::deserialize(from)?;
        Self::of(&code).ok_or_else(|| D::Error::custom(CurrencyUnknown))
    }
}

/// The largest amount that one document may carry, in minor units: far above any invoice, far below what would overflow
/// when fifty thousand of them are added up.
pub const AMOUNT_MAX_MINOR: i64 = 100_000_000_000_000;

/// An amount as people write it, in minor units.
///
/// # Errors
/// Where it is below zero, as reversals alone are, or larger than [`AMOUNT_MAX_MINOR`].
pub(crate) fn checked_amount(minor: i64) -> Result<i64, Rejection> {
    match minor {
        ..0 => Err(Rejection::AmountNegative),
        0..=AMOUNT_MAX_MINOR => Ok(minor),
        _ => Err(Rejection::AmountTooLarge),
    }
}

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum AmountFault {
    /// It holds something other than a sign, digits, grouping and one decimal mark.
    NotANumber,
    /// It has more decimals than its currency.
    TooManyDecimals,
    /// It is larger than [`AMOUNT_MAX_MINOR`].
    TooLarge,
}

/// Reads `text` as an amount of `decimals` decimals behind the mark `mark` (`.` or `,`) and gives it in minor units.
/// The other of the two marks, blanks and apostrophes between digits are taken as grouping. Nothing is rounded.
pub fn parse_amount(text: &str, decimals: u8, mark: char) -> Result<i64, AmountFault> {
    let (negative, digits) = match text.trim().strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.trim().strip_prefix('+').unwrap_or(text.trim())),
    };
    let (whole, fraction) = digits.split_once(mark).unwrap_or((digits, ""));
    let minor = joined_digits(whole, fraction, decimals)?;
    if minor > AMOUNT_MAX_MINOR {
        return Err(AmountFault::TooLarge);
    }
    Ok(if negative { -minor } else { minor })
}

fn joined_digits(whole: &str, fraction: &str, decimals: u8) -> Result<i64, AmountFault> {
    let grouping = |c: char| matches!(c, ',' | '.' | '\'' | '\u{2019}' | ' ' | '\u{a0}' | '\u{202f}');
    let whole: String = whole.chars().filter(|c| !grouping(*c)).collect();
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty() || !whole.chars().chain(fraction.chars()).all(|c| c.is_ascii_digit()) {
        return Err(AmountFault::NotANumber);
    }
    if fraction.len() > usize::from(decimals) {
        return Err(AmountFault::TooManyDecimals);
    }
    let padded = format!("{whole}{fraction:0<width$}", width = usize::from(decimals));
    if padded.trim_start_matches('0').len() > 18 {
        return Err(AmountFault::TooLarge);
    }
    padded.parse().map_err(|_| AmountFault::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_unit() {
        assert_eq!(parse_amount("139.12", 2, '.'), Ok(13912));
        assert_eq!(parse_amount("1,234.5", 2, '.'), Ok(123450));
        assert_eq!(parse_amount("1.234,50", 2, ','), Ok(123450));
        assert_eq!(parse_amount("-7", 2, '.'), Ok(-700));
        assert_eq!(parse_amount("15000", 0, '.'), Ok(15000));
        assert_eq!(parse_amount("1.500", 2, '.'), Ok(150));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        assert_eq!(parse_amount("", 2, '.'), Err(AmountFault::NotANumber));
        assert_eq!(parse_amount("12a", 2, '.'), Err(AmountFault::NotANumber));
        assert_eq!(parse_amount("--1", 2, '.'), Err(AmountFault::NotANumber));
        assert_eq!(parse_amount("1.005", 2, '.'), Err(AmountFault::TooManyDecimals));
        assert_eq!(parse_amount("99999999999999999999", 2, '.'), Err(AmountFault::TooLarge));
    }

    #[test]
    fn yen_have_no_decimals() {
        assert_eq!(Currency::of("JPY").map(|yen| (yen.decimals(), yen.minor_per_major())), Some((0, 1)));
        assert_eq!(Currency::of("XYZ"), None);
    }
}
