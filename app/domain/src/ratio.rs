//! Ratios, kept exact until they are shown.

/// A ratio of two whole numbers in lowest terms. What lies above is told apart from its decimals: no float is ever made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// The ratio of two numbers; none to zero.
    pub fn of(numerator: impl Into<i128>, denominator: impl Into<i128>) -> Option<Self> {
        let (numerator, denominator): (i128, i128) = (numerator.into(), denominator.into());
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
        Self::of(numerator.parse::<i128>().ok()?, denominator.parse::<i128>().ok()?)
    }

    /// What stands above.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// What stands below, above zero.
    pub fn denominator(self) -> i128 {
        self.denominator
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
