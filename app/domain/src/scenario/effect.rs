//! What would come of a scenario: how much of the revenue would hang on how few, what each lead would have to look after, how their
//! targets would stand, and what the rules of the key set would say.

use crate::{
    concentration::{Portfolio, Revenue},
    ids::{AccountId, PersonId},
    key_decision::{KeyWarning, warnings},
    key_rule::{Grounds, KeyRule, Stood},
    set::SetOf,
    table::Table,
    target::Attainment,
    what_if::suppose,
};

use super::step::{Step, Wish};

/// An account of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Which.
    pub account: AccountId,
    /// Who leads it.
    pub owner: Option<PersonId>,
    /// Whether it is a key account.
    pub is_key: bool,
    /// Whether it is supposed to be lost: nobody looks after it any more.
    pub is_lost: bool,
    /// What it brought in the trailing year, in minor units; none where no document counts.
    pub brought_minor: Option<i64>,
    /// What it was to bring in the year so far, and what it brought of it; none where it has no target.
    pub target: Option<Attainment>,
}

/// What scenarios are laid over.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// The accounts that the reader sees.
    pub seats: Vec<Seat>,
    /// What those beyond brought in the trailing year: rules look at all accounts of the workspace.
    pub beyond: Vec<Revenue>,
    /// The rules by which accounts count as key today.
    pub rules: Vec<KeyRule>,
    /// Where accounts stand on the models of those rules.
    pub stood: Table<(AccountId, String), Stood>,
}

/// What somebody has to look after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// How many accounts.
    pub accounts: usize,
    /// How many of them are key.
    pub key_accounts: usize,
    /// What they brought in the trailing year, in minor units.
    pub minor: i128,
    /// What those with a target were to bring in the year so far, and what they brought of it.
    pub target: Attainment,
}

/// The figures of a book, as it is or as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// How much hangs on how few.
    pub portfolio: Portfolio,
    /// What each lead has to look after; under none what nobody leads.
    pub loads: Table<Option<PersonId>, Load>,
    /// What there is to warn of in the key set, the gravest first.
    pub warnings: Vec<KeyWarning>,
    /// Who qualifies as a key account by a rule.
    pub by_rules: SetOf<AccountId>,
}

impl Ground {
    /// The book as it would be after some steps. Where an account would be placed, it is as if a director had confirmed it.
    #[must_use]
    pub fn after<'a>(&self, steps: impl IntoIterator<Item = &'a Step>) -> Self {
        let mut ground = self.clone();
        for step in steps {
            match &step.wish {
                Wish::Suppose { account, percent } => ground.change(*account, |seat| seat.suppose(*percent)),
                Wish::Assign { account, owner } => ground.change(*account, |seat| seat.owner = *owner),
                Wish::Place { account, model, cell, .. } => {
                    let stood = Stood { cell: cell.clone(), confirmed: true };
                    ground.stood.insert((*account, model.clone()), stood);
                }
            }
        }
        ground
    }

    fn change(&mut self, account: AccountId, change: impl Fn(&mut Seat)) {
        self.seats.iter_mut().filter(|seat| seat.account == account).for_each(change);
    }

    /// The figures of it.
    pub fn effect(&self) -> Effect {
        let held = || self.seats.iter().filter(|seat| !seat.is_lost);
        let brings: Vec<Revenue> = held().filter_map(|seat| Some((seat.account, seat.brought_minor?))).collect();
        let key_set: Vec<_> = held().filter(|seat| seat.is_key).map(|seat| (seat.account, seat.owner)).collect();
        let mut loads: Table<Option<PersonId>, Load> = Table::new();
        for seat in &self.seats {
            loads.get_or_insert_with(seat.owner, Load::default).add(seat);
        }
        Effect {
            warnings: warnings(&key_set),
            by_rules: self.by_rules(&brings),
            portfolio: Portfolio::of(brings),
            loads,
        }
    }

    fn by_rules(&self, brings: &[Revenue]) -> SetOf<AccountId> {
        let book = Portfolio::of(self.beyond.iter().chain(brings).copied());
        let grounds = Grounds { stood: self.stood.clone(), book };
        let mut qualified: SetOf<AccountId> = SetOf::new();
        for rule in &self.rules {
            qualified.extend(grounds.qualify(rule));
        }
        let seen: SetOf<AccountId> = self.seats.iter().filter(|seat| !seat.is_lost).map(|seat| seat.account).collect();
        qualified.into_iter().filter(|account| seen.contains(account)).collect()
    }
}

impl Seat {
    /// A lost account is out of everybody's hands, but what it was to bring stays to be brought.
    fn suppose(&mut self, percent: u16) {
        let account = self.account;
        let part = |minor: i64| {
            let would = suppose(&[(account, minor)], &[crate::what_if::Supposed { account, percent }]);
            would.first().map_or(minor, |(_, minor)| *minor)
        };
        self.is_lost = percent == 0;
        self.brought_minor = self.brought_minor.map(part);
        self.target = self.target.map(|target| Attainment {
            actual_minor: i64::try_from(target.actual_minor).map_or(target.actual_minor, |minor| part(minor).into()),
            ..target
        });
    }
}

impl Load {
    fn add(&mut self, seat: &Seat) {
        self.target = self.target.plus(seat.target.unwrap_or_default());
        if seat.is_lost {
            return;
        }
        self.accounts += 1;
        self.key_accounts += usize::from(seat.is_key);
        self.minor += seat.brought_minor.map_or(0, i128::from);
    }
}
