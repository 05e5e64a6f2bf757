//! Concentration: how much of a firm's revenue hangs on how few of its accounts. Figures are exact; the largest come first.

use std::cmp::Reverse;

use crate::{ids::AccountId, ratio::Ratio};

/// The share from which a customer counts as major in the notes to accounts (IFRS 8, ASC 280): a tenth of all revenue.
pub const MAJOR_PERCENT: i128 = 10;
/// The scale on which the Herfindahl–Hirschman index is told: from 0 to 10,000, shares being percentages.
const HHI_SCALE: i128 = 10_000;
/// Up to which share of revenue, in percent, accounts before it have it an account is of class A, and up to which of class B.
const A_PERCENT: i128 = 80;
const B_PERCENT: i128 = 95;

/// The class of an account by the revenue of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Those before it bring less than 80 % of all. The first account is always of this class.
    A,
    /// Those before it bring less than 95 %.
    B,
    /// All others.
    C,
}

impl Class {
    /// The class of an account before which the others bring so much of all, both in minor units.
    pub fn of(before_minor: i128, total_minor: i128) -> Self {
        match before_minor * 100 {
            share if share < total_minor * A_PERCENT => Self::A,
            share if share < total_minor * B_PERCENT => Self::B,
            _ => Self::C,
        }
    }
}

/// An account with what it brought, in minor units.
pub type Revenue = (AccountId, i64);

/// What accounts brought in a window, as a portfolio: those above zero, the largest first, those alike by their ids.
///
/// Invariant: amounts add up to less than 10^16, far above any firm's trade, so that no product of two of them and the number of
/// accounts leaves 128 bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portfolio {
    ranked: Vec<Revenue>,
    total_minor: i128,
    left_out: usize,
    left_out_minor: i128,
}

impl Portfolio {
    /// The portfolio of accounts that had any document in a window. What is not above zero has no place in a ranking: it is
    /// counted apart.
    pub fn of(revenues: impl IntoIterator<Item = Revenue>) -> Self {
        let (mut ranked, rest): (Vec<Revenue>, Vec<Revenue>) = revenues.into_iter().partition(|(_, minor)| *minor > 0);
        // Not by `order`, which is small and not fast: a series ranks ten thousand accounts for each of its months.
        ranked.sort_unstable_by_key(|(account, minor)| (Reverse(*minor), *account));
        let sum = |all: &[Revenue]| all.iter().map(|(_, minor)| i128::from(*minor)).sum();
        Self { total_minor: sum(&ranked), left_out: rest.len(), left_out_minor: sum(&rest), ranked }
    }

    /// The accounts, the largest first.
    pub fn ranked(&self) -> &[Revenue] {
        &self.ranked
    }

    /// How many accounts brought anything.
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    /// Whether none did.
    pub fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// What they brought, in minor units.
    pub fn total_minor(&self) -> i128 {
        self.total_minor
    }

    /// How many accounts are left out since they brought nothing, or less.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// What those add up to, in minor units; zero or below.
    pub fn left_out_minor(&self) -> i128 {
        self.left_out_minor
    }

    /// What the first so many brought of all; none where nobody brought anything.
    pub fn top_share(&self, count: usize) -> Option<Ratio> {
        Ratio::of(self.first_minor(count), self.total_minor)
    }

    /// What the first so many percent of accounts brought of all, see [`top_count`].
    pub fn top_percent_share(&self, percent: usize) -> Option<Ratio> {
        self.top_share(top_count(self.len(), percent))
    }

    fn first_minor(&self, count: usize) -> i128 {
        self.ranked.iter().take(count).map(|(_, minor)| i128::from(*minor)).sum()
    }

    /// The fewest accounts that bring so many percent of all (Pareto); 0 where nobody brought anything.
    pub fn count_to(&self, percent: i128) -> usize {
        let mut sum = 0;
        let reached = self.ranked.iter().position(|(_, minor)| {
            sum += i128::from(*minor);
            sum * 100 >= self.total_minor * percent
        });
        reached.map_or(0, |at| at + 1)
    }

    /// How many accounts bring at least so many percent of all each.
    pub fn count_above(&self, percent: i128) -> usize {
        self.ranked.partition_point(|(_, minor)| i128::from(*minor) * 100 >= self.total_minor * percent)
    }

    /// The Gini coefficient: 0 where all bring the same, near 1 where one brings nearly all. None where nobody brought anything.
    ///
    /// `Σ (2i − n − 1)·xᵢ / (n·Σx)`, x ascending, i from 1.
    pub fn gini(&self) -> Option<Ratio> {
        Ratio::of(self.spread(), self.count() * self.total_minor)
    }

    /// The Gini coefficient without the bias of small samples, `G·n/(n−1)`; none below two accounts.
    pub fn gini_unbiased(&self) -> Option<Ratio> {
        Ratio::of(self.spread(), (self.count() - 1) * self.total_minor)
    }

    fn spread(&self) -> i128 {
        let ascending = (1_i128..).zip(self.ranked.iter().rev());
        ascending.map(|(place, (_, minor))| (2 * place - self.count() - 1) * i128::from(*minor)).sum()
    }

    fn count(&self) -> i128 {
        i128::try_from(self.len()).unwrap_or_default()
    }

    fn squares(&self) -> i128 {
        self.ranked.iter().map(|(_, minor)| i128::from(*minor).pow(2)).sum()
    }

    /// The Herfindahl–Hirschman index, `Σ sᵢ² · 10,000`; none where nobody brought anything.
    pub fn hhi(&self) -> Option<Ratio> {
        Ratio::of(self.squares() * HHI_SCALE, self.total_minor.pow(2))
    }

    /// The index without what the number of accounts alone brings about, `(H − 1/n)/(1 − 1/n)`, from 0 to 1; none below two
    /// accounts.
    pub fn hhi_normalised(&self) -> Option<Ratio> {
        let all = self.total_minor.pow(2);
        Ratio::of(self.squares() * self.count() - all, all * (self.count() - 1))
    }

    /// How many accounts of one size would be as concentrated, `1/H`.
    pub fn effective_count(&self) -> Option<Ratio> {
        Ratio::of(self.total_minor.pow(2), self.squares())
    }

    /// The class of each account, in the order of [`Portfolio::ranked`].
    pub fn classes(&self) -> impl Iterator<Item = Class> {
        self.ranked.iter().scan(0_i128, |before, (_, minor)| {
            let class = Class::of(*before, self.total_minor);
            *before += i128::from(*minor);
            Some(class)
        })
    }

    /// The Lorenz curve: what the smallest accounts bring together of all, for none of them, one, and so on up to all.
    pub fn lorenz(&self) -> Vec<Ratio> {
        let mut sum = 0;
        let sums = self.ranked.iter().rev().map(|(_, minor)| {
            sum += i128::from(*minor);
            sum
        });
        [0].into_iter().chain(sums).filter_map(|sum| Ratio::of(sum, self.total_minor)).collect()
    }
}

/// How many accounts so many percent of them are: rounded up, at least one, in whole numbers.
pub fn top_count(accounts: usize, percent: usize) -> usize {
    (accounts * percent).div_ceil(100).max(1)
}

#[cfg(test)]
mod tests;
