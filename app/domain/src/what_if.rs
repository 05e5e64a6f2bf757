//! What would be if some accounts brought more, or less, or nothing: supposed figures, which are never kept as trade.

use crate::{concentration::Revenue, ids::AccountId, ratio::Ratio};

/// The most that an account can be supposed to bring, in percent of what it brings.
pub const PERCENT_MAX: u16 = 1_000;

/// What an account is supposed to bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supposed {
    /// Which account.
    pub account: AccountId,
    /// How much of what it brings, in percent: 0 where it is lost, 200 where it brings twice as much.
    pub percent: u16,
}

/// What accounts would bring, in minor units, half-even. An account of which nothing is supposed brings what it does.
pub fn suppose(revenues: &[Revenue], supposed: &[Supposed]) -> Vec<Revenue> {
    let percent = |account: AccountId| supposed.iter().find(|one| one.account == account).map(|one| one.percent);
    let would = |&(account, minor): &Revenue| (account, percent(account).map_or(minor, |percent| part(minor, percent)));
    revenues.iter().map(would).collect()
}

fn part(minor: i64, percent: u16) -> i64 {
    Ratio::of(i128::from(minor) * i128::from(percent), 100).map_or(minor, |exact| exact.scaled(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concentration::Portfolio;

    fn id(number: u128) -> AccountId {
        AccountId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn an_account_that_is_lost_leaves_the_book() {
        let book = [(id(1), 400), (id(2), 300), (id(3), 300)];
        let lost = suppose(&book, &[Supposed { account: id(1), percent: 0 }]);
        let portfolio = Portfolio::of(lost);
        assert_eq!((portfolio.len(), portfolio.total_minor()), (2, 600));
        assert_eq!(portfolio.top_share(1), Ratio::of(1, 2));
    }

    #[test]
    fn parts_are_rounded_half_even_and_the_rest_stays() {
        let book = [(id(1), 5), (id(2), 7), (id(3), -5)];
        let halves = [id(1), id(2), id(3)].map(|account| Supposed { account, percent: 50 });
        assert_eq!(suppose(&book, &halves), [(id(1), 2), (id(2), 4), (id(3), -2)]);
        assert_eq!(suppose(&book, &halves[..1]), [(id(1), 2), (id(2), 7), (id(3), -5)]);
        assert_eq!(suppose(&book, &[Supposed { account: id(9), percent: 0 }]), book);
    }
}
