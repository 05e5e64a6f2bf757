//! Things that are there or not: each once, in order, in one vector. Why, and at what cost, see [`crate::table`]. It is called
//! `SetOf`, since `Set` is what writes to a signal.
//!
//! Methods are named, and behave, as those of `BTreeSet`. Deliberately absent: whatever nothing needs, such as ranges
//! with an end, unions and splitting.

use std::{fmt, ops::RangeFrom, slice, vec};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::order::{FEW, arrange, insert_at};

/// Elements, each once, in order.
///
/// Invariant: each element stands behind all smaller ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetOf<T> {
    elements: Vec<T>,
}

impl<T: Ord> SetOf<T> {
    /// A set of nothing.
    pub const fn new() -> Self {
        Self { elements: Vec::new() }
    }

    /// How many elements it holds.
    pub const fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether it holds nothing.
    pub const fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// Whether it holds an element.
    pub fn contains(&self, element: &T) -> bool {
        self.elements.binary_search(element).is_ok()
    }

    /// Puts an element in. Whether it is new.
    pub fn insert(&mut self, element: T) -> bool {
        match self.elements.binary_search(&element) {
            Ok(_) => false,
            Err(at) => {
                insert_at(&mut self.elements, at, element);
                true
            }
        }
    }

    /// Takes an element out. Whether it was there.
    pub fn remove(&mut self, element: &T) -> bool {
        match self.elements.binary_search(element) {
            Ok(at) => {
                self.elements.remove(at);
                true
            }
            Err(_) => false,
        }
    }

    /// Keeps the elements for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.elements.retain(keep);
    }

    /// The elements, in order.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.elements.iter()
    }

    /// From an element on.
    pub fn range(&self, elements: RangeFrom<T>) -> slice::Iter<'_, T> {
        let at = self.elements.binary_search(&elements.start).unwrap_or_else(|at| at);
        self.elements.get(at..).unwrap_or_default().iter()
    }

    /// The elements that another set does not hold.
    pub fn difference<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a T> {
        self.iter().filter(|element| !other.contains(element))
    }
}

impl<T> Default for SetOf<T> {
    fn default() -> Self {
        Self { elements: Vec::new() }
    }
}

impl<T: fmt::Debug> fmt::Debug for SetOf<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(&self.elements).finish()
    }
}

impl<T: Ord> Extend<T> for SetOf<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        let before = self.elements.len();
        self.elements.extend(elements);
        if self.elements.len() > before + FEW {
            return arrange(&mut self.elements, T::cmp);
        }
        for element in self.elements.split_off(before) {
            self.insert(element);
        }
    }
}

impl<T: Ord> From<Vec<T>> for SetOf<T> {
    fn from(mut elements: Vec<T>) -> Self {
        arrange(&mut elements, T::cmp);
        Self { elements }
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for SetOf<T> {
    fn from(elements: [T; N]) -> Self {
        Vec::from(elements).into()
    }
}

impl<T: Ord> FromIterator<T> for SetOf<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        elements.into_iter().collect::<Vec<_>>().into()
    }
}

impl<'a, T> IntoIterator for &'a SetOf<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.iter()
    }
}

impl<T> IntoIterator for SetOf<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.elements.into_iter()
    }
}

impl<T: Serialize> Serialize for SetOf<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.elements.serialize(serializer)
    }
}

impl<'de, T: Ord + Deserialize<'de>> Deserialize<'de> for SetOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests;
