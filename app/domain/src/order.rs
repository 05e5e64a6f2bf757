//! Sorting as the browser can afford it: `sort` brings a whole sorting algorithm, compiled anew for every type, three
//! kilobytes a time. Here one algorithm sorts places, and what stands at them follows.

use std::cmp::Ordering;

/// How many things are better put one by one among those that are in order already, than everything brought into order anew.
pub const FEW: usize = 16;

/// These in order; equals stay as they come.
pub fn sorted<'a, T>(items: impl IntoIterator<Item = &'a T>, compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<&'a T> {
    let mut all: Vec<&T> = items.into_iter().collect();
    sort(&mut all, compare);
    all
}

/// Brings these into order; equals stay as they come.
pub fn sort<T>(items: &mut [&T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let order = order_of(items.len(), &comparing(items, |a, b| compare(a, b)));
    for (a, b) in swaps(order) {
        items.swap(a, b);
    }
}

/// Brings these into order; of equals the last one stays. Costs one walk where they are in order already.
pub fn arrange<T>(items: &mut Vec<T>, compare: fn(&T, &T) -> Ordering) {
    if items.is_sorted_by(|a, b| compare(a, b) == Ordering::Less) {
        return;
    }
    let (order, kept) = order_of_last(items.len(), &comparing(items, compare));
    for (a, b) in swaps(order) {
        items.swap(a, b);
    }
    items.truncate(kept);
}

/// Puts one thing in at a place. What is full grows by an eighth: a vector by itself would double, and a browser never gives
/// back what it once took.
pub fn insert_at<T>(items: &mut Vec<T>, place: usize, item: T) {
    if items.len() == items.capacity() {
        items.reserve_exact(items.len() / 8 + 1);
    }
    items.insert(place, item);
}

/// Compares what stands at two places.
fn comparing<R>(items: &[R], compare: impl Fn(&R, &R) -> Ordering) -> impl Fn(usize, usize) -> Ordering {
    move |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    }
}

/// The one sort: the places of things, in the order of the things; it knows nothing of what they are.
fn order_of(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// The order of things, the last of equals only; what is left out stands behind. With how many are in it.
fn order_of_last(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> (Vec<usize>, usize) {
    let order = order_of(count, compare);
    let (mut kept, mut left_out) = (Vec::with_capacity(count), Vec::new());
    let mut later = order.iter().skip(1);
    for at in &order {
        let is_last = later.next().is_none_or(|next| compare(*at, *next) != Ordering::Equal);
        if is_last { &mut kept } else { &mut left_out }.push(*at);
    }
    let count = kept.len();
    kept.append(&mut left_out);
    (kept, count)
}

/// Which places to swap, one pair after the other, so that things come to stand in an order.
#[expect(clippy::indexing_slicing, reason = "an order holds every place once")]
fn swaps(order: Vec<usize>) -> Vec<(usize, usize)> {
    let mut target = vec![0; order.len()];
    for (to, from) in order.into_iter().enumerate() {
        target[from] = to;
    }
    let mut swaps = Vec::new();
    for at in 0..target.len() {
        while target[at] != at {
            let to = target[at];
            swaps.push((at, to));
            target.swap(at, to);
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_stay_as_they_come() {
        let found = sorted(&["bb", "a", "aa", "b"], &|a, b| a.len().cmp(&b.len()));
        assert_eq!(found, [&"a", &"b", &"bb", &"aa"]);
    }

    #[test]
    fn of_equals_the_last_one_stays() {
        let mut found = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e'), (2, 'f')];
        arrange(&mut found, |a, b| a.0.cmp(&b.0));
        assert_eq!(found, [(0, 'e'), (1, 'd'), (2, 'f')]);
    }
}
