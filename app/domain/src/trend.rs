//! The course of an account's trade over twelve calendar months, coarse enough for a line the size of a word.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{change::Value, record::Scalar};

/// How many months a trend has.
pub const MONTHS: usize = 12;
/// The step of the largest month.
pub const STEP_MAX: u8 = 15;

/// How many months at either end of a trend are held against each other.
const END_MONTHS: usize = 3;

/// Whether trade grew within a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// No month brought anything.
    Nothing,
    /// It grew by a quarter or more.
    Rising,
    /// It went back by a fifth or more: what would have to grow by a quarter to be as it was.
    Falling,
    /// Neither.
    Steady,
}

/// Twelve months in steps from 0 to 15, the earliest first: 15 is the largest month of this account, 0 is nothing or less.
/// It tells how trade went and not how much it was. Written as twelve hexadecimal digits; empty where no month brought
/// anything.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Trend(u64);

impl Trend {
    /// The trend of twelve months of net revenue, in minor units, the earliest first. A month counts to the nearest step.
    pub fn of(months: &[i64; MONTHS]) -> Self {
        let Some(most) = months.iter().copied().max().filter(|most| *most > 0).map(i128::from) else {
            return Self::default();
        };
        let step = |month: i64| (i128::from(month.max(0)) * i128::from(STEP_MAX) + most / 2) / most;
        Self(months.iter().fold(0, |steps, month| steps << 4 | u64::try_from(step(*month)).unwrap_or_default()))
    }

    /// Whether no month brought anything.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How its last three whole months stand to its first three. The month of the reporting date is left out, since it is not over.
    pub fn course(self) -> Course {
        let steps = self.steps();
        let sum = |months: &[u8]| months.iter().map(|step| u32::from(*step)).sum::<u32>();
        let before = sum(steps.get(..END_MONTHS).unwrap_or_default());
        let now = sum(steps.get(MONTHS - 1 - END_MONTHS..MONTHS - 1).unwrap_or_default());
        match self.is_empty() {
            true => Course::Nothing,
            false if now > before && now * 4 >= before * 5 => Course::Rising,
            false if now < before && now * 5 <= before * 4 => Course::Falling,
            false => Course::Steady,
        }
    }

    /// Which month brought the most, counted back from the last one; of several the latest.
    pub fn best_month_ago(self) -> usize {
        self.steps().iter().rev().position(|step| *step == STEP_MAX).unwrap_or_default()
    }

    /// The steps, the earliest month first.
    pub fn steps(self) -> [u8; MONTHS] {
        std::array::from_fn(|month| (self.0 >> ((MONTHS - 1 - month) * 4)) as u8 & STEP_MAX)
    }

    /// Twelve digits in every case, for where many stand one behind the other.
    pub fn digits(self) -> String {
        format!("{:012x}", self.0)
    }

    /// Reads what [`Trend::digits`] or `to_string` wrote; none where the text is something else.
    pub fn of_text(text: &str) -> Option<Self> {
        if !matches!(text.len(), 0 | MONTHS) {
            return None;
        }
        let mut steps = text.chars().map(|digit| digit.to_digit(16));
        steps.try_fold(0, |steps, step| Some(steps << 4 | u64::from(step?))).map(Self)
    }
}

impl std::fmt::Display for Trend {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_empty() { Ok(()) } else { out.write_str(&self.digits()) }
    }
}

impl std::fmt::Debug for Trend {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Trend({self})")
    }
}

impl Serialize for Trend {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Trend {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::of_text(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("not a trend"))
    }
}

impl Scalar for Trend {
    fn value(&self) -> Value {
        self.to_string().value()
    }

    fn read(value: &Value) -> Option<Self> {
        Self::of_text(&String::read(value)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_month_is_the_measure() {
        let months = [0, 1, 3, 4, 15, 22, 23, 30, -30, 29, 2, 1];
        let trend = Trend::of(&months);
        assert_eq!(trend.steps(), [0, 1, 2, 2, 8, 11, 12, 15, 0, 15, 1, 1]);
        assert_eq!(trend.to_string(), "01228bcf0f11");
        assert_eq!(Trend::of(&months.map(|minor| minor * 1_000_000_000)), trend);
        assert_eq!(Trend::of(&[i64::MAX; MONTHS]).steps(), [STEP_MAX; MONTHS]);
    }

    #[test]
    fn without_a_month_that_brought_anything_it_is_empty() {
        for months in [[0; MONTHS], [-5; MONTHS], [i64::MIN; MONTHS]] {
            let trend = Trend::of(&months);
            assert!(trend.is_empty());
            assert_eq!((trend.to_string().as_str(), trend.digits().as_str()), ("", "000000000000"));
            assert_eq!(trend.value(), Value::Nothing);
        }
    }

    #[test]
    fn whole_months_tell_the_course() {
        for (digits, course) in [
            ("000000000000", Course::Nothing),
            ("444000000555", Course::Steady),
            ("44400000555f", Course::Rising),
            ("555000004440", Course::Falling),
            ("5550000055ff", Course::Rising),
            ("55500000444f", Course::Falling),
            ("00000000000f", Course::Steady),
            ("00000000001f", Course::Rising),
            ("f00000000000", Course::Falling),
        ] {
            assert_eq!(Trend::of_text(digits).unwrap().course(), course, "{digits}");
        }
        assert_eq!(Trend::of_text("00f00f000000").unwrap().best_month_ago(), 6);
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        for months in
            [[0; MONTHS], [1; MONTHS], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], [9, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]
        {
            let trend = Trend::of(&months);
            assert_eq!(Trend::of_text(&trend.to_string()), Some(trend));
            assert_eq!(Trend::of_text(&trend.digits()), Some(trend));
            assert_eq!(Trend::read(&trend.value()), Some(trend));
            assert_eq!(serde_json::from_str::<Trend>(&serde_json::to_string(&trend).unwrap()).unwrap(), trend);
        }
        for text in ["f", "00000000000f0", "00000000000g", "+0000000000f", "00000000ä00"] {
            assert_eq!(Trend::of_text(text), None, "{text}");
        }
    }
}
