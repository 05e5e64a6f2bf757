//! The placements in hand, those of an account side by side.
//!
//! Why not a [`Table`](crate::table::Table) with an index: boards ask for the placements of an account and for nothing else,
//! every move adds one for good, and a browser keeps them all. One vector without keys beside the records is two thirds of
//! the memory.

use std::{slice, vec};

use crate::{
    ids::{AccountId, PlacementId},
    order::{FEW, arrange, insert_at},
    placement::Placement,
};

/// Placements by account, and of an account in the order of their ids.
///
/// Invariant: each stands behind all smaller ones, and once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placements {
    rows: Vec<Placement>,
}

fn key(placement: &Placement) -> (AccountId, PlacementId) {
    (placement.account, placement.id)
}

impl Placements {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn place(&self, of: (AccountId, PlacementId)) -> Result<usize, usize> {
        self.rows.binary_search_by(|known| key(known).cmp(&of))
    }

    /// A placement of an account.
    pub fn get(&self, account: AccountId, id: PlacementId) -> Option<&Placement> {
        self.rows.get(self.place((account, id)).ok()?)
    }

    /// A placement of whatever account: all of them are walked. For rules, over the few records that a command needs, and
    /// for a person's one gesture.
    pub fn find(&self, id: PlacementId) -> Option<&Placement> {
        self.rows.iter().find(|placement| placement.id == id)
    }

    /// Every placement of an account, answers included, in the order of their ids.
    pub fn of(&self, account: AccountId) -> impl Iterator<Item = &Placement> {
        let from = self.place((account, PlacementId::default())).unwrap_or_else(|at| at);
        self.rows.get(from..).unwrap_or_default().iter().take_while(move |placement| placement.account == account)
    }

    /// All of them.
    pub fn iter(&self) -> slice::Iter<'_, Placement> {
        self.rows.iter()
    }

    /// Puts one in, in place of the one that had its id.
    pub fn insert(&mut self, placement: Placement) {
        match self.place(key(&placement)) {
            Ok(at) => self.rows.splice(at..=at, [placement]).for_each(drop),
            Err(at) => insert_at(&mut self.rows, at, placement),
        }
    }

    /// Takes one out.
    pub fn remove(&mut self, account: AccountId, id: PlacementId) {
        if let Ok(at) = self.place((account, id)) {
            self.rows.remove(at);
        }
    }

    /// Keeps those for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Placement) -> bool) {
        self.rows.retain(keep);
    }
}

impl Extend<Placement> for Placements {
    /// However many they are, they are brought into order once.
    fn extend<I: IntoIterator<Item = Placement>>(&mut self, placements: I) {
        let before = self.rows.len();
        self.rows.extend(placements);
        if self.rows.len() > before + FEW {
            return arrange(&mut self.rows, |a, b| key(a).cmp(&key(b)));
        }
        for placement in self.rows.split_off(before) {
            self.insert(placement);
        }
    }
}

impl FromIterator<Placement> for Placements {
    fn from_iter<I: IntoIterator<Item = Placement>>(placements: I) -> Self {
        let mut all = Self { rows: placements.into_iter().collect() };
        arrange(&mut all.rows, |a, b| key(a).cmp(&key(b)));
        all
    }
}

impl<'a> IntoIterator for &'a Placements {
    type Item = &'a Placement;
    type IntoIter = slice::Iter<'a, Placement>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl IntoIterator for Placements {
    type Item = Placement;
    type IntoIter = vec::IntoIter<Placement>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placement(account: u128, id: u128, reason: &str) -> Placement {
        let (account, id) = (uuid::Uuid::from_u128(account).into(), uuid::Uuid::from_u128(id).into());
        Placement { id, account, reason: reason.to_owned(), ..Placement::default() }
    }

    #[test]
    fn those_of_an_account_stand_side_by_side_each_once() {
        let mut all: Placements = (0..40).rev().map(|turn| placement(turn % 4, turn, "first")).collect();
        all.extend([placement(1, 5, "second"), placement(1, 99, "new")]);
        let of = |account: u128| all.of(uuid::Uuid::from_u128(account).into()).map(|one| one.id.0.as_u128()).collect();
        let (first, none): (Vec<u128>, Vec<u128>) = (of(1), of(7));
        assert_eq!(first, [1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 99]);
        assert!(none.is_empty());
        let five = uuid::Uuid::from_u128(5).into();
        assert_eq!(all.find(five).map(|one| &*one.reason), Some("second"));
        all.remove(uuid::Uuid::from_u128(1).into(), five);
        assert_eq!((all.len(), all.find(five)), (40, None));
    }
}
