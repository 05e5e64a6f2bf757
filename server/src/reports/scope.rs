//! Which accounts a report is about, and under which of them what they brought is counted; of those that its reader sees.

use std::collections::{BTreeMap, BTreeSet};

use app::wire::report::Accounts;
use domain::{
    account::Account,
    group,
    ids::{AccountId, PersonId},
    model::Model,
    viewer::Rights,
};

use crate::Fault;

/// The accounts that were asked for; all where nothing was.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the word names none.
pub fn asked(word: Option<&str>) -> Result<Accounts, Fault> {
    Accounts::of_word(word.unwrap_or("all")).ok_or(Fault::NotUnderstood(
        "The scope is all, line:ID of a person, segment:NAME, country:NAME or group:ID of an account.",
    ))
}

/// The accounts of a report, over the directory as its reader sees it.
pub struct Scope<'a> {
    model: &'a Model,
    rights: &'a Rights,
    accounts: &'a Accounts,
    /// The people of its line, where it is about one.
    line: BTreeSet<PersonId>,
}

impl<'a> Scope<'a> {
    /// Of these accounts.
    ///
    /// # Errors
    /// [`Fault::NotUnderstood`] where there is no such person or account for the reader. Who may not see people learns nothing from a
    /// line that is not there.
    pub fn of(model: &'a Model, rights: &'a Rights, accounts: &'a Accounts) -> Result<Self, Fault> {
        let mut scope = Self { model, rights, accounts, line: BTreeSet::new() };
        match accounts {
            Accounts::Line(person) if !rights.sees_person(*person) || !model.people.contains_key(person) => {
                return Err(Fault::NotUnderstood("There is no such person whose line it could be."));
            }
            Accounts::Line(person) => scope.line = Rights::of(&model.people, *person).line.into_iter().collect(),
            Accounts::Group(head) if scope.find(*head).is_none() => {
                return Err(Fault::NotUnderstood("There is no such account whose group it could be."));
            }
            Accounts::Group(_) | Accounts::All | Accounts::Segment(_) | Accounts::Country(_) => {}
        }
        Ok(scope)
    }

    /// An account, if the reader sees it.
    fn find(&self, id: AccountId) -> Option<&'a Account> {
        self.model.accounts.get(&id).filter(|account| self.rights.sees(account))
    }

    fn is_in(&self, account: &Account) -> bool {
        match self.accounts {
            Accounts::All => true,
            Accounts::Line(_) => account.owner.is_some_and(|owner| self.line.contains(&owner)),
            Accounts::Segment(segment) => account.segment == *segment,
            Accounts::Country(country) => account.country == *country,
            Accounts::Group(head) => {
                account.id == *head || group::above(account, |id| self.find(id)).any(|above| above.id == *head)
            }
        }
    }

    /// The accounts that it is about, each with the one under which it is counted: itself, or by groups the one at the head of its
    /// group, as far up as the reader sees. That one need not be of the scope: the scope says whose revenue counts, the group only
    /// under which name.
    pub fn counted(&self, by_group: bool) -> BTreeMap<AccountId, &'a Account> {
        let seen = self.model.accounts.values().filter(|account| self.rights.sees(account) && self.is_in(account));
        let under = |account| if by_group { group::head(account, |id| self.find(id)) } else { account };
        seen.map(|account| (account.id, under(account))).collect()
    }
}
