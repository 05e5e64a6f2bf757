//! Records, or anything else, by key: pairs in the order of their keys, in one vector.
//!
//! Why not a `BTreeMap`: its code is compiled anew for every kind of key and value, and a browser would have to load some
//! twenty-five copies of it before it could show anything. A sorted vector needs a tenth of the code, is smaller in memory,
//! and faster to walk and to search. Ids are made in the order of time, so that what comes last mostly goes to the end.
//!
//! What it costs: an insertion or a removal in the middle moves every pair behind it, some twenty microseconds in a table of
//! ten thousand small ones. A command's own few do not matter. Many at once come and go by `collect`, `extend` and
//! `retain`, never one by one: those bring the whole into order once.
//!
//! Deliberately absent: an entry to hold on to, ranges with an end, splitting, look-ups by a borrowed form of the key.
//! Nothing needs them. Methods that are there are named, and behave, as those of `BTreeMap`.

use std::{cmp::Ordering, fmt, marker::PhantomData, ops::RangeFrom, slice, vec};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};

use crate::order::{FEW, arrange, insert_at};

/// Values by key, in the order of the keys.
///
/// Invariant: each key stands behind all smaller ones, and once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Table<K, V> {
    rows: Vec<(K, V)>,
}

impl<K: Ord, V> Table<K, V> {
    /// A table of nothing.
    pub const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// How many keys it holds.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it holds nothing.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where a key stands, or where it would.
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.rows.binary_search_by(|(known, _)| known.cmp(key))
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        let at = self.place(key).ok()?;
        self.rows.get(at).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.place(key).ok()?;
        self.rows.get_mut(at).map(|(_, value)| value)
    }

    /// The value of a key; made and put in where there is none.
    #[expect(clippy::indexing_slicing, reason = "the place is where the key was found or has just been put")]
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = self.place(&key).unwrap_or_else(|at| {
            insert_at(&mut self.rows, at, (key, make()));
            at
        });
        &mut self.rows[at].1
    }

    /// Whether it holds a key.
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Puts a value in; gives the one that the key had before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => self.rows.get_mut(at).map(|(_, known)| std::mem::replace(known, value)),
            Err(at) => {
                insert_at(&mut self.rows, at, (key, value));
                None
            }
        }
    }

    /// Takes a key out; gives its value.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let at = self.place(key).ok()?;
        Some(self.rows.remove(at).1)
    }

    /// Keeps the pairs for which `keep` holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.rows.retain_mut(|(key, value)| keep(key, value));
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.rows.clear();
    }

    /// The keys and their values, in order.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.rows.iter())
    }

    /// From a key on.
    pub fn range(&self, keys: RangeFrom<K>) -> Iter<'_, K, V> {
        let at = self.place(&keys.start).unwrap_or_else(|at| at);
        Iter(self.rows.get(at..).unwrap_or_default().iter())
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.rows.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.rows.iter().map(|(_, value)| value)
    }

    /// The values, in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.rows.iter_mut().map(|(_, value)| value)
    }

    /// The values, in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.rows.into_iter().map(|(_, value)| value)
    }

    /// Brings pairs that were put in as they came into order; the last of a key stays.
    fn arrange(&mut self) {
        arrange(&mut self.rows, by_key);
    }
}

fn by_key<K: Ord, V>((a, _): &(K, V), (b, _): &(K, V)) -> Ordering {
    a.cmp(b)
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<K: Ord + fmt::Debug, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map().entries(self).finish()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Table<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, rows: I) {
        let before = self.rows.len();
        self.rows.extend(rows);
        if self.rows.len() > before + FEW {
            return self.arrange();
        }
        for (key, value) in self.rows.split_off(before) {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(rows: I) -> Self {
        let mut table = Self { rows: rows.into_iter().collect() };
        table.arrange();
        table
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Table<K, V> {
    fn from(rows: [(K, V); N]) -> Self {
        let mut table = Self { rows: rows.into() };
        table.arrange();
        table
    }
}

/// The keys of a table and their values, in order.
#[derive(Clone, Debug)]
pub struct Iter<'a, K, V>(slice::Iter<'a, (K, V)>);

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

impl<'a, K: Ord, V> IntoIterator for &'a Table<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for Table<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<K: Ord + Serialize, V: Serialize> Serialize for Table<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Table<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Rows(PhantomData))
    }
}

struct Rows<K, V>(PhantomData<(K, V)>);

impl<'de, K: Ord + Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for Rows<K, V> {
    type Value = Table<K, V>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut table = Table::default();
        while let Some(row) = map.next_entry()? {
            table.rows.push(row);
        }
        table.arrange();
        Ok(table)
    }
}

#[cfg(test)]
mod tests;
