//! Retention: what became of the revenue of one window in another one, and how the one leads to the other.

use crate::{ids::AccountId, ratio::Ratio, table::Table};

/// An account's revenue in a window and in the one before it, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// In the window before.
    pub before_minor: i64,
    /// In the window.
    pub now_minor: i64,
}

impl Pair {
    /// By how much it changed, in minor units.
    pub fn change_minor(self) -> i64 {
        self.now_minor - self.before_minor
    }
}

/// Two windows over the same accounts.
pub type Pairs = Table<AccountId, Pair>;

/// What each account brought in two windows; nothing in one of them counts as zero.
pub fn paired(
    before: impl IntoIterator<Item = (AccountId, i64)>,
    now: impl IntoIterator<Item = (AccountId, i64)>,
) -> Pairs {
    let mut pairs: Pairs =
        before.into_iter().map(|(id, before_minor)| (id, Pair { before_minor, ..Pair::default() })).collect();
    for (id, minor) in now {
        pairs.get_or_insert_with(id, Pair::default).now_minor = minor;
    }
    pairs
}

/// The bridge from the revenue of a window to that of the next one, in minor units. The cohort are the accounts that brought more
/// than zero before; new accounts are no part of it, and no rate counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// How many accounts the cohort has.
    pub cohort: usize,
    /// How many of them brought nothing, or less, in the next window.
    pub churned: usize,
    /// What the cohort brought before.
    pub start_minor: i128,
    /// What those brought more who grew.
    pub expansion_minor: i128,
    /// What those brought less who shrank and still bring something.
    pub contraction_minor: i128,
    /// What those brought before who bring nothing now.
    pub churn_minor: i128,
    /// What those bring who brought nothing before, or less.
    pub new_minor: i128,
    /// What is below zero now: credits above the sales of an account. No other step tells it.
    pub remainder_minor: i128,
}

impl Retention {
    /// What became of these accounts.
    pub fn of(pairs: impl IntoIterator<Item = Pair>) -> Self {
        pairs.into_iter().fold(Self::default(), Self::with)
    }

    fn with(mut self, pair: Pair) -> Self {
        let (before, now) = (i128::from(pair.before_minor), i128::from(pair.now_minor));
        self.remainder_minor += now.min(0);
        if before <= 0 {
            self.new_minor += now.max(0);
            return self;
        }
        self.cohort += 1;
        self.start_minor += before;
        if now <= 0 {
            self.churned += 1;
            self.churn_minor += before;
        } else {
            self.expansion_minor += (now - before).max(0);
            self.contraction_minor += (before - now).max(0);
        }
        self
    }

    /// What the cohort brings now, without what is below zero.
    fn kept_minor(&self) -> i128 {
        self.start_minor + self.expansion_minor - self.contraction_minor - self.churn_minor
    }

    /// What all accounts bring now: the end of the bridge.
    pub fn end_minor(&self) -> i128 {
        self.kept_minor() + self.new_minor + self.remainder_minor
    }

    /// Gross revenue retention: what stayed of the cohort's revenue, growth aside. None where there is no cohort.
    pub fn gross(&self) -> Option<Ratio> {
        Ratio::of(self.kept_minor() - self.expansion_minor, self.start_minor)
    }

    /// Net revenue retention: the same, growth included.
    pub fn net(&self) -> Option<Ratio> {
        Ratio::of(self.kept_minor(), self.start_minor)
    }

    /// Which part of the cohort brings nothing now.
    pub fn logo_churn(&self) -> Option<Ratio> {
        Ratio::of_counts(self.churned, self.cohort)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(rows: &[(i64, i64)]) -> Vec<Pair> {
        rows.iter().map(|&(before_minor, now_minor)| Pair { before_minor, now_minor }).collect()
    }

    #[test]
    fn the_vector_comes_out() {
        let found = Retention::of(pairs(&[(100, 120), (80, 60), (50, 0), (40, 40), (0, 30), (30, 33)]));
        assert_eq!((found.start_minor, found.expansion_minor, found.contraction_minor), (300, 23, 20));
        assert_eq!((found.churn_minor, found.new_minor, found.remainder_minor), (50, 30, 0));
        assert_eq!((found.gross(), found.net()), (Ratio::of(23, 30), Ratio::of(253, 300)));
        assert_eq!(found.logo_churn(), Ratio::of(1, 5));
        assert_eq!(Ratio::of(found.end_minor() - found.start_minor, found.start_minor), Ratio::of(-17, 300));
    }

    #[test]
    fn what_is_below_zero_is_churn_and_the_remainder() {
        let found = Retention::of(pairs(&[(100, -40), (-30, 50), (-5, -10)]));
        assert_eq!((found.cohort, found.churned, found.start_minor, found.churn_minor), (1, 1, 100, 100));
        assert_eq!((found.new_minor, found.remainder_minor, found.end_minor()), (50, -50, 0));
        assert_eq!((found.gross(), found.net()), (Ratio::of(0, 1), Ratio::of(0, 1)));
    }

    #[test]
    fn without_a_cohort_there_is_no_rate() {
        let found = Retention::of(pairs(&[(0, 20)]));
        assert_eq!((found.gross(), found.net(), found.logo_churn()), (None, None, None));
    }

    #[test]
    fn accounts_of_either_window_are_paired() {
        let id = |number: u128| AccountId(uuid::Uuid::from_u128(number));
        let found = paired([(id(1), 10), (id(2), 20)], [(id(2), 25), (id(3), 30)]);
        let rows: Vec<_> = found.values().map(|pair| (pair.before_minor, pair.now_minor)).collect();
        assert_eq!(rows, [(10, 0), (20, 25), (0, 30)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        /// As the definitions have it, account by account, without steps.
        #[test]
        fn the_steps_add_up_to_what_the_definitions_say(rows in prop::collection::vec((-500_i64..500, -500_i64..500), 0..40)) {
            let found = Retention::of(pairs(&rows));
            let cohort: Vec<_> = rows.iter().filter(|(before, _)| *before > 0).collect();
            let start: i64 = cohort.iter().map(|(before, _)| before).sum();
            let gross: i64 = cohort.iter().map(|(before, now)| *before.min(&(*now).max(0))).sum();
            let net: i64 = cohort.iter().map(|(_, now)| (*now).max(0)).sum();
            prop_assert_eq!(found.gross(), Ratio::of(gross, start));
            prop_assert_eq!(found.net(), Ratio::of(net, start));
            let lost = cohort.iter().filter(|(_, now)| *now <= 0).count();
            prop_assert_eq!((found.cohort, found.churned), (cohort.len(), lost));
            let end: i64 = rows.iter().map(|(_, now)| now).sum();
            prop_assert_eq!(found.end_minor(), i128::from(end));
        }
    }
}
