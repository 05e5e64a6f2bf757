//! What the accounts of a report brought before each of some days.
//!
//! Day by day, and not account by account: a report over many windows walks two days of all accounts for each of them, and what is walked
//! together lies together.

use domain::ids::AccountId;

use crate::store::revenue::Brought;

/// What accounts brought before each of some days.
#[derive(Debug)]
pub struct Sums {
    /// The accounts, by their ids.
    accounts: Vec<AccountId>,
    /// For each day what each of the accounts brought before it.
    before: Vec<Vec<Brought>>,
}

impl Sums {
    /// Nothing as yet, of accounts that may be named more than once, before so many days.
    pub fn of(accounts: impl IntoIterator<Item = AccountId>, days: usize) -> Self {
        let mut accounts: Vec<AccountId> = accounts.into_iter().collect();
        accounts.sort_unstable();
        accounts.dedup();
        let before = vec![vec![Brought::default(); accounts.len()]; days];
        Self { accounts, before }
    }

    /// Counts under an account what was brought before each of the days, by their places.
    pub fn add(&mut self, under: AccountId, brought: impl IntoIterator<Item = (usize, Brought)>) {
        let Ok(at) = self.accounts.binary_search(&under) else { return };
        for (day, brought) in brought {
            if let Some(sum) = self.before.get_mut(day).and_then(|day| day.get_mut(at)) {
                *sum = sum.plus(brought);
            }
        }
    }

    /// What each account brought from one day to before another, by their places.
    pub fn between(&self, begin: usize, end: usize) -> impl Iterator<Item = (AccountId, Brought)> {
        let day = |place: usize| self.before.get(place).map_or(&[][..], |day| day);
        let brought = day(begin).iter().zip(day(end)).map(|(begin, end)| end.less(*begin));
        self.accounts.iter().copied().zip(brought)
    }

    /// What one account brought from one day to before another, by their places; none where it is none of them.
    pub fn of_between(&self, account: AccountId, begin: usize, end: usize) -> Option<Brought> {
        let at = self.accounts.binary_search(&account).ok()?;
        let before = |place: usize| self.before.get(place)?.get(at).copied();
        Some(before(end)?.less(before(begin)?))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn account(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    fn sale(minor: i64) -> Brought {
        Brought { sales: 1, sales_minor: minor, ..Brought::default() }
    }

    #[test]
    fn what_is_counted_under_an_account_adds_up_between_days() {
        let mut sums = Sums::of([account(2), account(1), account(2)], 3);
        sums.add(account(2), [(1, sale(5)), (2, sale(30))]);
        sums.add(account(2), [(2, sale(4))]);
        sums.add(account(7), [(2, sale(1_000))]);
        let told = |begin, end| sums.between(begin, end).map(|(id, sum)| (id, sum.sales_minor)).collect::<Vec<_>>();
        assert_eq!(told(0, 2), [(account(1), 0), (account(2), 34)]);
        assert_eq!(told(1, 2), [(account(1), 0), (account(2), 29)]);
        assert_eq!(told(1, 9), []);
        let of = |id, begin, end| sums.of_between(account(id), begin, end).map(|sum| sum.sales_minor);
        assert_eq!([of(2, 0, 2), of(2, 1, 2), of(7, 0, 2), of(2, 1, 9)], [Some(34), Some(29), None, None]);
    }
}
