//! The accounts that bring the most, the first tenth of them, at two times: who came among them, who left, and why.

use serde::{Deserialize, Serialize};

use crate::{
    concentration::{Portfolio, top_count},
    ids::AccountId,
    table::Table,
};

/// How many percent of all accounts stand among the first.
pub const TOP_PERCENT: usize = 10;

/// Where an account stands in a portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its place, from 1.
    pub rank: usize,
    /// What it brought, in minor units.
    pub minor: i64,
}

/// Why an account came among the first, or left them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Why {
    /// It brought nothing before.
    New,
    /// It brings nothing now.
    Lost,
    /// It stands only there because a larger book makes a larger set, or not any more because a smaller one makes a smaller set.
    SetSize,
    /// It brings more, or less.
    Own,
    /// It did not pass others: they fell behind it, or passed it.
    Others,
}

/// An account that came or left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which account.
    pub account: AccountId,
    /// Where it stood before; none where it brought nothing.
    pub before: Option<Standing>,
    /// Where it stands now; none where it brings nothing.
    pub now: Option<Standing>,
    /// Why.
    pub why: Why,
}

/// What became of the first tenth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopSetChange {
    /// How many accounts stood among the first before.
    pub size_before: usize,
    /// How many do now.
    pub size_now: usize,
    /// Those who came, in their order of now.
    pub entered: Vec<Moved>,
    /// Those who left, in their order of before.
    pub left: Vec<Moved>,
}

impl TopSetChange {
    /// From one portfolio to a later one.
    pub fn between(before: &Portfolio, now: &Portfolio) -> Self {
        let (size_before, size_now) = (size(before), size(now));
        let (stood, stand) = (standings(before), standings(now));
        let is_in = |standing: Option<&Standing>, size: usize| standing.is_some_and(|standing| standing.rank <= size);
        let moved = |account: AccountId, entered: bool| {
            let (before, now) = (stood.get(&account).copied(), stand.get(&account).copied());
            Moved { account, before, now, why: why(before, now, entered, size_before) }
        };
        let entered = now.ranked().iter().take(size_now).filter(|(id, _)| !is_in(stood.get(id), size_before));
        let left = before.ranked().iter().take(size_before).filter(|(id, _)| !is_in(stand.get(id), size_now));
        Self {
            size_before,
            size_now,
            entered: entered.map(|(id, _)| moved(*id, true)).collect(),
            left: left.map(|(id, _)| moved(*id, false)).collect(),
        }
    }
}

fn size(portfolio: &Portfolio) -> usize {
    if portfolio.is_empty() { 0 } else { top_count(portfolio.len(), TOP_PERCENT) }
}

fn standings(portfolio: &Portfolio) -> Table<AccountId, Standing> {
    (1..).zip(portfolio.ranked()).map(|(rank, &(id, minor))| (id, Standing { rank, minor })).collect()
}

/// The first reason that holds. The size of the set is one where an account's place now would have meant the other with the size
/// of before.
fn why(before: Option<Standing>, now: Option<Standing>, entered: bool, size_before: usize) -> Why {
    let (before, now) = match (before, now) {
        (None, _) => return Why::New,
        (_, None) => return Why::Lost,
        (Some(before), Some(now)) => (before, now),
    };
    let was_enough = now.rank <= size_before;
    if was_enough != entered {
        return Why::SetSize;
    }
    let is_own = if entered { now.minor > before.minor } else { now.minor < before.minor };
    if is_own { Why::Own } else { Why::Others }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> AccountId {
        AccountId(uuid::Uuid::from_u128(number))
    }

    fn book(revenues: &[(u128, i64)]) -> Portfolio {
        Portfolio::of(revenues.iter().map(|(number, minor)| (id(*number), *minor)))
    }

    /// A book of that many small accounts, and these before them.
    fn with_small(first: &[(u128, i64)], small: u128) -> Portfolio {
        let rest: Vec<(u128, i64)> = (0..small).map(|number| (1_000 + number, 1)).collect();
        book(&[first, &rest].concat())
    }

    fn told(moved: &[Moved]) -> Vec<(u128, Why)> {
        moved.iter().map(|moved| (moved.account.0.as_u128(), moved.why)).collect()
    }

    #[test]
    fn who_came_and_who_left_is_told_with_the_reason() {
        let before = with_small(&[(1, 90), (2, 80), (3, 70)], 17);
        let now = with_small(&[(4, 95), (2, 75), (3, 74), (1, 10)], 16);
        let change = TopSetChange::between(&before, &now);
        assert_eq!((change.size_before, change.size_now), (2, 2));
        assert_eq!(told(&change.entered), [(4, Why::New)]);
        assert_eq!(told(&change.left), [(1, Why::Own)]);
        assert_eq!(change.left[0].now, Some(Standing { rank: 4, minor: 10 }));
    }

    #[test]
    fn a_larger_book_makes_a_larger_set_and_says_so() {
        let before = with_small(&[(1, 90), (2, 80)], 8);
        let now = with_small(&[(1, 90), (2, 80)], 18);
        let change = TopSetChange::between(&before, &now);
        assert_eq!((change.size_before, change.size_now), (1, 2));
        assert_eq!(told(&change.entered), [(2, Why::SetSize)]);
        assert_eq!(told(&TopSetChange::between(&now, &before).left), [(2, Why::SetSize)]);
    }

    #[test]
    fn what_others_do_is_no_merit() {
        let before = with_small(&[(1, 90), (2, 80)], 8);
        let fallen = TopSetChange::between(&before, &with_small(&[(1, 70), (2, 80)], 8));
        assert_eq!((told(&fallen.entered), told(&fallen.left)), (vec![(2, Why::Others)], vec![(1, Why::Own)]));
        let passed = TopSetChange::between(&before, &with_small(&[(1, 90), (2, 99)], 8));
        assert_eq!((told(&passed.entered), told(&passed.left)), (vec![(2, Why::Own)], vec![(1, Why::Others)]));
    }

    #[test]
    fn an_empty_book_has_no_first() {
        let (none, some) = (Portfolio::default(), book(&[(1, 5)]));
        assert_eq!(TopSetChange::between(&none, &none), TopSetChange::default());
        assert_eq!(told(&TopSetChange::between(&none, &some).entered), [(1, Why::New)]);
        assert_eq!(told(&TopSetChange::between(&some, &none).left), [(1, Why::Lost)]);
    }
}
