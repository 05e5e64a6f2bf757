//! Cohorts: accounts by the period in which they first brought something, and what became of each group since.

use crate::{concentration::Revenue, ids::AccountId, ratio::Ratio, set::SetOf};

/// What a cohort brought in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many of its accounts brought more than zero.
    pub accounts: usize,
    /// What those brought, in minor units.
    pub minor: i128,
}

/// The accounts that first brought something in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// Which period, from 0.
    pub first: usize,
    /// That period and each later one, in order.
    pub kept: Vec<Kept>,
}

impl Cohort {
    /// What it brought in a later period, so many after its first, of what it brought in its first.
    pub fn share(&self, after: usize) -> Option<Ratio> {
        Ratio::of(self.kept.get(after)?.minor, self.kept.first()?.minor)
    }
}

/// The cohorts of periods that follow each other, the earliest first; each period with what its accounts brought. A period in which
/// nobody was new makes none.
pub fn cohorts(periods: &[Vec<Revenue>]) -> Vec<Cohort> {
    let mut known: SetOf<AccountId> = SetOf::new();
    let mut cohorts = Vec::new();
    for (first, period) in periods.iter().enumerate() {
        let bought = period.iter().filter(|(_, minor)| *minor > 0).map(|(account, _)| *account);
        let fresh: SetOf<AccountId> = bought.filter(|account| !known.contains(account)).collect();
        if !fresh.is_empty() {
            let kept = periods.iter().skip(first).map(|period| kept(period, &fresh)).collect();
            cohorts.push(Cohort { first, kept });
        }
        known.extend(fresh);
    }
    cohorts
}

fn kept(period: &[Revenue], cohort: &SetOf<AccountId>) -> Kept {
    let theirs = period.iter().filter(|(account, minor)| *minor > 0 && cohort.contains(account));
    theirs.fold(Kept::default(), |kept, (_, minor)| Kept {
        accounts: kept.accounts + 1,
        minor: kept.minor + i128::from(*minor),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(revenues: &[(u128, i64)]) -> Vec<Revenue> {
        revenues.iter().map(|(number, minor)| (AccountId(uuid::Uuid::from_u128(*number)), *minor)).collect()
    }

    #[test]
    fn an_account_belongs_to_the_period_in_which_it_first_bought() {
        let periods = [
            period(&[(1, 100), (2, 300), (3, -5)]),
            period(&[(1, 50), (3, 40), (4, 0)]),
            period(&[(2, 200), (3, 60), (5, 7)]),
        ];
        let kept = |accounts, minor| Kept { accounts, minor };
        let told = cohorts(&periods);
        assert_eq!(
            told,
            [
                Cohort { first: 0, kept: vec![kept(2, 400), kept(1, 50), kept(1, 200)] },
                Cohort { first: 1, kept: vec![kept(1, 40), kept(1, 60)] },
                Cohort { first: 2, kept: vec![kept(1, 7)] },
            ]
        );
        assert_eq!((told[0].share(1), told[1].share(1), told[1].share(2)), (Ratio::of(1, 8), Ratio::of(3, 2), None));
    }

    #[test]
    fn a_period_without_anybody_new_makes_no_cohort() {
        let periods = [period(&[(1, 10)]), period(&[(1, 20)]), period(&[])];
        assert_eq!(cohorts(&periods).len(), 1);
        assert_eq!(cohorts(&[]), []);
    }
}
