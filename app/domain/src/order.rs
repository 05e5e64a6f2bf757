//! Collecting and sorting as the browser can afford it: `collect` into a map or set and `sort` each bring a whole sorting
//! algorithm, compiled anew for every type, three kilobytes a time.

use std::cmp::Ordering;

/// All of these in a map or set, put in one by one.
pub fn gathered<T, C: Default + Extend<T>>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}

/// These in order; equals stay as they come.
pub fn sorted<'a, T>(items: impl IntoIterator<Item = &'a T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<&'a T> {
    let mut all: Vec<&T> = items.into_iter().collect();
    sort(&mut all, compare);
    all
}

/// Brings these into order; equals stay as they come.
pub fn sort<T>(items: &mut [&T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let before = items.to_vec();
    let compare_at = |a: usize, b: usize| match (before.get(a), before.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    };
    let order = order_of(before.len(), &compare_at);
    for (place, item) in items.iter_mut().zip(order.into_iter().filter_map(|at| before.get(at))) {
        *place = item;
    }
}

/// The one sort: it moves numbers, and knows nothing of what they stand for.
fn order_of(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn what_comes_twice_is_there_once() {
        assert_eq!(gathered::<_, BTreeSet<_>>([2, 1, 2]), BTreeSet::from([1, 2]));
        assert_eq!(gathered::<_, BTreeMap<_, _>>([(1, 'a'), (1, 'b')]), BTreeMap::from([(1, 'b')]));
    }

    #[test]
    fn equals_stay_as_they_come() {
        let found = sorted(&["bb", "a", "aa", "b"], &|a, b| a.len().cmp(&b.len()));
        assert_eq!(found, [&"a", &"b", &"bb", &"aa"]);
    }
}
