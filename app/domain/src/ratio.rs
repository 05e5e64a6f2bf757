//! Ratios, kept exact until they are shown.

use std::cmp::Ordering;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A ratio of two whole numbers in lowest terms. What lies above is told apart from its decimals: no float is ever made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Nothing of it.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// All of it.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// The ratio of two numbers; none to zero.
    pub fn of(numerator: impl Into<i128>, denominator: impl Into<i128>) -> Option<Self> {
        let (numerator, denominator): (i128, i128) = (numerator.into(), denominator.into());
        if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator)) {
            return Self::of_narrow(numerator, denominator);
        }
        Self::of_wide(numerator, denominator)
    }

    /// The same of numbers that fit a register, as nearly all do: a browser divides 128 bits in software, many times slower.
    fn of_narrow(numerator: i64, denominator: i64) -> Option<Self> {
        let (mut shared, mut rest) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        while rest != 0 {
            (shared, rest) = (rest, shared % rest);
        }
        let shared = shared.max(1);
        let (above, below) = (numerator.unsigned_abs() / shared, denominator.unsigned_abs() / shared);
        let is_negative = (numerator < 0) != (denominator < 0);
        let above = i128::from(above);
        (denominator != 0)
            .then(|| Self { numerator: if is_negative { -above } else { above }, denominator: below.into() })
    }

    fn of_wide(numerator: i128, denominator: i128) -> Option<Self> {
        let shared = common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let shared = i128::try_from(shared).ok().filter(|_| denominator != 0)?;
        let sign = denominator.signum();
        Some(Self { numerator: numerator / shared * sign, denominator: denominator / shared * sign })
    }

    /// So many of so many; none of none.
    pub fn of_counts(some: usize, all: usize) -> Option<Self> {
        let count = |count: usize| i128::try_from(count).unwrap_or(i128::MAX);
        Self::of(count(some), count(all))
    }

    /// Reads a fraction, such as `201/500`; none where the text is something else.
    pub fn of_text(text: &str) -> Option<Self> {
        let (numerator, denominator) = text.split_once('/')?;
        match (numerator.parse(), denominator.parse()) {
            (Ok(numerator), Ok(denominator)) => Self::of_narrow(numerator, denominator),
            _ => Self::of_wide(numerator.parse().ok()?, denominator.parse().ok()?),
        }
    }

    /// Reads a whole number or one with up to six digits behind the point, such as `1.8`; none where the text is something else.
    pub fn of_decimal(text: &str) -> Option<Self> {
        let (whole, behind) = text.split_once('.').unwrap_or((text, "0"));
        let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        let unsigned = whole.strip_prefix('-').unwrap_or(whole);
        if !is_plain(unsigned) || !is_plain(behind) || unsigned.len() > 18 || behind.len() > 6 {
            return None;
        }
        let scale = (0..behind.len()).fold(1_i128, |scale, _| scale * 10);
        let number = unsigned.parse::<i128>().ok()? * scale + behind.parse::<i128>().ok()?;
        Self::of(if whole.starts_with('-') { -number } else { number }, scale)
    }

    /// What stands above.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// What stands below, above zero.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The sum of two, of which the numbers below have at most 60 bits, as those of scores and weights do.
    pub fn plus(self, other: Self) -> Self {
        let above = self.numerator * other.denominator + other.numerator * self.denominator;
        Self::of(above, self.denominator * other.denominator).unwrap_or(self)
    }

    /// What is left after taking another away, within the bounds of [`Ratio::plus`].
    pub fn minus(self, other: Self) -> Self {
        self.plus(Self { numerator: -other.numerator, ..other })
    }

    /// The mean of several, within the bounds of [`Ratio::plus`]; none of none.
    pub fn mean(all: &[Self]) -> Option<Self> {
        let (first, others) = all.split_first()?;
        let sum = others.iter().fold(*first, |sum, one| sum.plus(*one));
        Self::of(sum.numerator, sum.denominator * i128::try_from(all.len()).ok()?)
    }

    /// As many hundredths, thousandths and so on: the ratio times this, half-even.
    pub fn scaled(self, by: i128) -> i64 {
        let below = self.denominator;
        let part = self.numerator.rem_euclid(below) * by;
        let whole = self.numerator.div_euclid(below) * by + part / below;
        narrowed(whole + i128::from(is_rounded_up(whole, part % below, below)))
    }

    /// The ratio with this many digits behind the point, half-even.
    pub fn decimal(self, digits: usize) -> String {
        let (mut rest, below) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let mut all = (rest / below).to_string();
        rest %= below;
        for _ in 0..digits {
            rest *= 10;
            all.extend(char::from_digit(u32::try_from(rest / below).unwrap_or_default(), 10));
            rest %= below;
        }
        // The digits as one number, so that a nine carries as far as it has to.
        let number: u128 = all.parse().unwrap_or(u128::MAX);
        let (rest, below) = (i128::try_from(rest).unwrap_or_default(), self.denominator);
        let is_odd = i128::from(number % 2 == 1);
        let number = number.saturating_add(u128::from(is_rounded_up(is_odd, rest, below))).to_string();
        let number = format!("{number:0>width$}", width = digits + 1);
        let (whole, behind) = number.split_at(number.len() - digits);
        let sign = if self.numerator < 0 && number.bytes().any(|digit| digit != b'0') { "-" } else { "" };
        if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{behind}") }
    }
}

impl std::fmt::Display for Ratio {
    /// As a fraction, such as `201/500`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}/{}", self.numerator, self.denominator)
    }
}

impl Ord for Ratio {
    /// By what they are worth, however long their parts: first the whole numbers, then what is over, turned upside down.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut upside_down = false;
        loop {
            let wholes = a.numerator.div_euclid(a.denominator).cmp(&b.numerator.div_euclid(b.denominator));
            let (over_a, over_b) = (a.numerator.rem_euclid(a.denominator), b.numerator.rem_euclid(b.denominator));
            let found = wholes.then_with(|| (over_a != 0).cmp(&(over_b != 0)));
            if found != Ordering::Equal || over_a == 0 {
                return if upside_down { found.reverse() } else { found };
            }
            a = Self { numerator: a.denominator, denominator: over_a };
            b = Self { numerator: b.denominator, denominator: over_b };
            upside_down = !upside_down;
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Ratio {
    /// As a fraction in a text.
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    /// From a fraction or a decimal in a text: a number of JSON would have been a float on its way.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let read = Self::of_text(&text).or_else(|| Self::of_decimal(&text));
        read.ok_or_else(|| D::Error::custom("neither a fraction nor a decimal"))
    }
}

/// A whole number in 64 bits, as amounts and shares are told; one beyond them stays at their end, and no book comes near that.
pub fn narrowed(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

/// Whether a whole number with a rest over goes up: from a half on, and of two that are as near the even one.
fn is_rounded_up(whole: i128, rest: i128, below: i128) -> bool {
    rest > below - rest || (rest == below - rest && whole % 2 != 0)
}

fn common_divisor(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::of(numerator, denominator).unwrap()
    }

    #[test]
    fn it_stands_in_lowest_terms() {
        assert_eq!(ratio(402, 1000).to_string(), "201/500");
        assert_eq!(ratio(-4, -8).to_string(), "1/2");
        assert_eq!(ratio(4, -8).to_string(), "-1/2");
        assert_eq!(ratio(0, 9).to_string(), "0/1");
        assert_eq!(Ratio::of(1, 0), None);
        assert_eq!((Ratio::of_counts(2, 4), Ratio::of_counts(0, 0)), (Some(ratio(1, 2)), None));
        assert_eq!(Ratio::of_text("-402/1000"), Some(ratio(-201, 500)));
        assert_eq!(["", "1", "1/0", "a/2"].map(Ratio::of_text), [None; 4]);
        assert_eq!(
            (Ratio::of(i64::MIN, -1), Ratio::of(i64::MIN, i64::MIN)),
            (Some(ratio(1 << 63, 1)), Some(Ratio::ONE))
        );
    }

    #[test]
    fn decimals_and_fractions_are_read() {
        let read = |text: &str| serde_json::from_value::<Ratio>(text.into()).ok();
        assert_eq!(
            ["1.8", "-0.25", "3", "7/2"].map(read),
            [(9, 5), (-1, 4), (3, 1), (7, 2)].map(|(a, b)| Ratio::of(a, b))
        );
        assert_eq!(["", ".5", "5.", "1,8", "+1", "--1", "1e3", "0.0000001"].map(read), [None; 8]);
        assert_eq!(serde_json::to_value(ratio(18, 10)).unwrap(), "9/5");
    }

    #[test]
    fn they_are_added_and_averaged() {
        assert_eq!(ratio(1, 6).plus(ratio(1, 3)), ratio(1, 2));
        assert_eq!(ratio(1, 6).minus(ratio(1, 3)), ratio(-1, 6));
        assert_eq!(Ratio::mean(&[ratio(6, 5), ratio(3, 2)]), Some(ratio(27, 20)));
        assert_eq!(Ratio::mean(&[]), None);
    }

    #[test]
    fn they_stand_in_the_order_of_what_they_are_worth() {
        let ascending = [
            ratio(-3, 2),
            ratio(-4, 3),
            ratio(-1, 1),
            ratio(0, 1),
            ratio(1, 3),
            ratio(2, 5),
            ratio(1, 2),
            ratio(1, 1),
            ratio(7, 5),
        ];
        for (at, a) in ascending.iter().enumerate() {
            for (other, b) in ascending.iter().enumerate() {
                assert_eq!(a.cmp(b), at.cmp(&other), "{a} and {b}");
            }
        }
        let long = 10_i128.pow(37);
        assert!(
            ratio(long, long + 1) < ratio(long + 1, long + 2) && ratio(long + 2, long + 1) > ratio(long + 3, long + 2)
        );
    }

    proptest::proptest! {
        #[test]
        fn numbers_of_a_register_give_what_long_ones_do(above: i64, below: i64, shared in 1_i64..1_000) {
            let (above, below) = (above / 1_000 * shared, below / 1_000 * shared);
            proptest::prop_assert_eq!(Ratio::of_narrow(above, below), Ratio::of_wide(above.into(), below.into()));
            proptest::prop_assert_eq!(Ratio::of_text(&format!("{above}/{below}")), Ratio::of(above, below));
        }

        #[test]
        fn their_order_is_that_of_products(a in -50_i128..50, b in 1_i128..20, c in -50_i128..50, d in 1_i128..20) {
            proptest::prop_assert_eq!(ratio(a, b).cmp(&ratio(c, d)), (a * d).cmp(&(c * b)));
        }
    }

    #[test]
    fn decimals_are_rounded_half_even() {
        assert_eq!(ratio(201, 500).decimal(12), "0.402000000000");
        assert_eq!(ratio(2, 3).decimal(3), "0.667");
        assert_eq!([ratio(5, 1000), ratio(15, 1000)].map(|half| half.decimal(2)), ["0.00", "0.02"]);
        assert_eq!(ratio(9_999, 1000).decimal(2), "10.00");
        assert_eq!(ratio(-1, 3).decimal(2), "-0.33");
        assert_eq!(ratio(-1, 1000).decimal(2), "0.00");
        assert_eq!([ratio(5, 2), ratio(7, 2)].map(|half| half.decimal(0)), ["2", "4"]);
    }

    #[test]
    fn scaling_rounds_half_even_too() {
        assert_eq!([1, 3, -1, -3].map(|above| ratio(above, 2).scaled(1)), [0, 2, 0, -2]);
        assert_eq!(ratio(23, 30).scaled(1000), 767);
    }

    #[test]
    fn what_has_no_room_stays_at_the_end() {
        assert_eq!([i128::MIN, -7, i128::MAX].map(narrowed), [i64::MIN, -7, i64::MAX]);
        assert_eq!(ratio(i128::from(i64::MAX), 1).scaled(2), i64::MAX);
    }

    #[test]
    fn long_fractions_have_room() {
        let below = 10_i128.pow(34) + 1;
        assert_eq!(ratio(1, below).decimal(12), "0.000000000000");
        assert_eq!(ratio(below - 1, below).decimal(12), "1.000000000000");
    }
}
