//! Reciprocity: what accounts buy from us set against what we buy from them.
//!
//! Sums of several are sums of the sums: a ratio of several is never the mean of theirs.

use crate::ratio::Ratio;

/// What went both ways with an account, or with several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reciprocity {
    /// What they bought from us, in minor units: below zero where more was credited than sold.
    pub sold_minor: i128,
    /// What we bought from them.
    pub bought_minor: i128,
}

impl Reciprocity {
    /// Those of one account.
    pub fn of(sold_minor: i64, bought_minor: i64) -> Self {
        Self { sold_minor: sold_minor.into(), bought_minor: bought_minor.into() }
    }

    /// Together with another.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { sold_minor: self.sold_minor + other.sold_minor, bought_minor: self.bought_minor + other.bought_minor }
    }

    /// The net position: what they bought less what we bought. Below zero we are their customer more than they are ours.
    pub fn net_minor(self) -> i128 {
        self.sold_minor - self.bought_minor
    }

    /// How much we buy for each unit that they buy; none where they buy nothing, or less by credits.
    pub fn ratio(self) -> Option<Ratio> {
        Ratio::of(self.bought_minor, self.sold_minor).filter(|_| self.sold_minor > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_both_ways_is_set_against_each_other() {
        let one = Reciprocity::of(400, 100);
        assert_eq!((one.net_minor(), one.ratio()), (300, Ratio::of(1, 4)));
        let other = Reciprocity::of(100, 300);
        assert_eq!((other.net_minor(), other.ratio()), (-200, Ratio::of(3, 1)));
        let both = one.plus(other);
        assert_eq!((both.net_minor(), both.ratio()), (100, Ratio::of(4, 5)), "and not the mean, which is 162.5 %");
    }

    #[test]
    fn who_buys_nothing_has_a_position_and_no_ratio() {
        assert_eq!([Reciprocity::of(0, 70), Reciprocity::of(-30, 70)].map(Reciprocity::ratio), [None, None]);
        assert_eq!(Reciprocity::of(-30, 70).net_minor(), -100);
    }
}
