//! The placements in hand, those of an account side by side.
//!
//! Why not a [`Table`](crate::table::Table) with an index: boards ask for the placements of an account and for nothing else,
//! every move adds one for good, and a browser keeps them all. Rows without keys beside them are two thirds of the memory; and
//! rows on many short shelves grow without being copied as a whole, which would leave holes that a browser never gives back.

use std::{iter::Flatten, slice, vec};

use crate::{
    ids::{AccountId, PlacementId},
    order::{FEW, arrange},
    placement::Placement,
};

/// How many rows a shelf holds before it becomes two.
const SHELF_MAX: usize = 64;
/// By how many rows a full shelf grows.
const SHELF_GROWS: usize = 4;

/// Placements by account, and of an account in the order of their ids.
///
/// Invariant: each stands behind all smaller ones, and once; no shelf is empty.
#[derive(Clone, Debug, Default)]
pub struct Placements {
    shelves: Vec<Vec<Placement>>,
}

/// Placements one after the other.
pub type Iter<'a> = Flatten<slice::Iter<'a, Vec<Placement>>>;

fn key(placement: &Placement) -> (AccountId, PlacementId) {
    (placement.account, placement.id)
}

impl Placements {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.shelves.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.shelves.is_empty()
    }

    /// The shelf on which this one stands, or would stand: the last one where it is larger than all.
    fn shelf(&self, of: (AccountId, PlacementId)) -> usize {
        let before = |shelf: &Vec<Placement>| shelf.last().is_some_and(|last| key(last) < of);
        self.shelves.partition_point(before).min(self.shelves.len().saturating_sub(1))
    }

    /// A placement of an account.
    pub fn get(&self, account: AccountId, id: PlacementId) -> Option<&Placement> {
        let shelf = self.shelves.get(self.shelf((account, id)))?;
        shelf.get(place(shelf, (account, id)).ok()?)
    }

    /// A placement of whatever account: all of them are walked. For rules, over the few records that a command needs, and
    /// for a person's one gesture.
    pub fn find(&self, id: PlacementId) -> Option<&Placement> {
        self.iter().find(|placement| placement.id == id)
    }

    /// Every placement of an account, answers included, in the order of their ids.
    pub fn of(&self, account: AccountId) -> impl Iterator<Item = &Placement> + Clone {
        let first = (account, PlacementId::default());
        let shelves = self.shelves.get(self.shelf(first)..).unwrap_or_default();
        let from = shelves.first().map_or(0, |shelf| place(shelf, first).unwrap_or_else(|at| at));
        shelves.iter().flatten().skip(from).take_while(move |placement| placement.account == account)
    }

    /// All of them.
    pub fn iter(&self) -> Iter<'_> {
        self.shelves.iter().flatten()
    }

    /// Puts one in, in place of the one that had its id.
    pub fn insert(&mut self, placement: Placement) {
        let at = self.shelf(key(&placement));
        let Some(shelf) = self.shelves.get_mut(at) else { return self.shelves.push(vec![placement]) };
        match place(shelf, key(&placement)) {
            Ok(at) => shelf.splice(at..=at, [placement]).for_each(drop),
            Err(at) => {
                if shelf.len() == shelf.capacity() {
                    shelf.reserve_exact(SHELF_GROWS);
                }
                shelf.insert(at, placement);
            }
        }
        if shelf.len() > SHELF_MAX {
            let rest = shelf.split_off(SHELF_MAX / 2);
            shelf.shrink_to_fit();
            self.shelves.insert(at + 1, rest);
        }
    }

    /// Takes one out.
    pub fn remove(&mut self, account: AccountId, id: PlacementId) {
        let at = self.shelf((account, id));
        let Some(shelf) = self.shelves.get_mut(at) else { return };
        if let Ok(place) = place(shelf, (account, id)) {
            shelf.remove(place);
        }
        if shelf.is_empty() {
            self.shelves.remove(at);
        }
    }

    /// Keeps those for which `keep` holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&Placement) -> bool) {
        self.shelves.iter_mut().for_each(|shelf| shelf.retain(&mut keep));
        self.shelves.retain(|shelf| !shelf.is_empty());
    }
}

/// Where one stands on its shelf, or would stand.
fn place(shelf: &[Placement], of: (AccountId, PlacementId)) -> Result<usize, usize> {
    shelf.binary_search_by(|known| key(known).cmp(&of))
}

impl PartialEq for Placements {
    /// However they are shelved.
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl Extend<Placement> for Placements {
    /// However many they are, they are brought into order once.
    fn extend<I: IntoIterator<Item = Placement>>(&mut self, placements: I) {
        let more: Vec<Placement> = placements.into_iter().collect();
        if more.len() > FEW {
            let all = std::mem::take(self).into_iter().chain(more);
            *self = all.collect();
        } else {
            more.into_iter().for_each(|placement| self.insert(placement));
        }
    }
}

impl FromIterator<Placement> for Placements {
    fn from_iter<I: IntoIterator<Item = Placement>>(placements: I) -> Self {
        let mut all: Vec<Placement> = placements.into_iter().collect();
        arrange(&mut all, |a, b| key(a).cmp(&key(b)));
        let mut left = all.into_iter();
        let shelf = move || Some(left.by_ref().take(SHELF_MAX).collect()).filter(|shelf: &Vec<_>| !shelf.is_empty());
        Self { shelves: std::iter::from_fn(shelf).collect() }
    }
}

impl<'a> IntoIterator for &'a Placements {
    type Item = &'a Placement;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Placements {
    type Item = Placement;
    type IntoIter = Flatten<vec::IntoIter<Vec<Placement>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.shelves.into_iter().flatten()
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
    fn they_stand_in_order_however_they_came() {
        let number = |turn: u128| (turn * 37) % 501;
        let one_by_one = (0..501).fold(Placements::default(), |mut all, turn| {
            all.insert(placement(number(turn) % 9, number(turn), "one"));
            all
        });
        let at_once: Placements = (0..501).map(|turn| placement(turn % 9, turn, "one")).collect();
        assert!(one_by_one == at_once && one_by_one.len() == 501);
        assert!(one_by_one.iter().is_sorted_by_key(key));
        assert!(one_by_one.shelves.iter().all(|shelf| (1..=SHELF_MAX).contains(&shelf.len())));
        for account in 0..9 {
            let of = one_by_one.of(uuid::Uuid::from_u128(account).into());
            assert!(of.map(|one| one.id.0.as_u128()).eq((0..501).filter(|turn| turn % 9 == account)));
        }
        let (mut few, all) = (at_once.clone(), at_once.len());
        few.retain(|one| one.id.0.as_u128() % 100 == 0);
        assert_eq!((few.len(), all), (6, 501));
        for one in at_once.iter() {
            few.remove(one.account, one.id);
        }
        assert!(few.is_empty() && few == Placements::default());
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
