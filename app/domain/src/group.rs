//! Groups: accounts that stand below another one, as subsidiaries stand below the firm that owns them. A tree, in which each
//! account names its parent.
//!
//! Whoever sees an account sees that it has a parent and by which id: that a firm belongs to another one is a fact about the
//! firm, and a field that read as empty would be a lie on which the next writer acts. An id opens nothing. What the parent is
//! called, whose it is and what stands above it reaches those alone who see the parent; so every walk along parents ends before
//! the first account that is not in hand or not seen.
//!
//! Invariant: no account stands below itself. Whatever makes one a parent has looked at all that stands above that one, under
//! the lock of the workspace.

use crate::{
    account::Account,
    apply::{Case, Stop},
    change::Kind,
    command::Key,
    ids::AccountId,
    model::Model,
    policy::Action,
    rejection::Rejection,
};

#[cfg(test)]
mod tests;

/// How many accounts can stand above one that is put below another. Firms in life have a handful of levels; the number bounds
/// what must be looked at for it.
pub const ABOVE_MAX: usize = 20;

/// How far up a walk goes. A device may hold two accounts as they stood at different times, and a loop among those ends the
/// walk instead of the program.
const WALK_MAX: usize = 1_000;

/// The accounts above one, its parent first, for as long as `find` finds them.
pub fn above<'a>(
    account: &'a Account,
    find: impl Fn(AccountId) -> Option<&'a Account>,
) -> impl Iterator<Item = &'a Account> {
    let first = account.parent.and_then(&find);
    std::iter::successors(first, move |above| find(above.parent?)).take(WALK_MAX)
}

/// The account at the head of a group to which this one belongs, as far as `find` finds those above it; itself where there are
/// none.
pub fn head<'a>(account: &'a Account, find: impl Fn(AccountId) -> Option<&'a Account>) -> &'a Account {
    above(account, find).last().unwrap_or(account)
}

/// The accounts in hand below one, at any depth.
pub fn below(model: &Model, head: AccountId) -> impl Iterator<Item = &Account> {
    let find = move |id: AccountId| model.accounts.get(&id);
    model.accounts.values().filter(move |account| above(account, find).any(|above| above.id == head))
}

/// The tree has no loops and is not too deep, and hangs on accounts that the viewer sees. What stands above the parent must not
/// be theirs to see: they are told that it would loop, and of nobody through whom.
pub(crate) fn check_parent(case: &Case<'_>, account: AccountId, parent: Option<AccountId>) -> Result<(), Stop> {
    let Some(parent) = parent else { return Ok(()) };
    let mut above = case.account(parent, Action::SeeAccount)?;
    for _ in 0..ABOVE_MAX {
        if above.id == account {
            return Err(Rejection::GroupLoops.into());
        }
        let Some(next) = above.parent else { return Ok(()) };
        above = case.model.accounts.get(&next).ok_or_else(|| case.absent(Kind::Account))?;
    }
    Err(Rejection::GroupTooDeep.into())
}

/// What must be in hand so that an account can be put below `parent`: that one and those above it, as far as they are known by
/// now. Each that comes into hand names the next one.
pub(crate) fn keys_above(known: &Model, parent: Option<AccountId>) -> impl Iterator<Item = Key> {
    let next = move |id: &AccountId| known.accounts.get(id)?.parent;
    std::iter::successors(parent, next).take(ABOVE_MAX + 1).map(Key::Account)
}
