//! Places in an order that people make by hand, as keys: texts of base-62 digits that sort as they stand. Between two of them
//! there is nearly always room for one more, so that a move changes what was moved and nothing else.
//!
//! A key is the fraction behind a point, without zeros at its end, so that there is room before each. What is put behind the
//! last one takes a step instead of half of what is left: lists mostly grow at their end.

/// The longest key; where one more would need more, the whole order is spaced anew.
pub const RANK_MAX: usize = 64;

/// The digits, in the order in which texts sort.
const DIGITS: [char; 62] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M',
    'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j',
    'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
];
const BASE: u64 = 62;
/// How many digits a key has while nobody squeezed anything in.
const WIDTH: u32 = 6;
const WHOLE: u64 = BASE.pow(WIDTH);
/// How far the next one stands behind the last: a hundred thousand find room, and each gap still takes a hundred thousand.
const STEP: u64 = BASE.pow(3);

/// A key behind `after` and before `before`; an empty one stands for the beginning or the end. None where there is no room.
pub fn between(after: &str, before: &str) -> Option<String> {
    let value = value(after);
    match (after.is_empty(), before.is_empty()) {
        (true, true) => Some(key(WHOLE / 2)),
        (false, true) if value + STEP < WHOLE => Some(key(value + STEP)),
        (true, false) if self::value(before) > STEP => Some(key(self::value(before) - STEP)),
        _ => middle(after, before),
    }
}

/// A key for the place `at` of an order that has these keys, from the first on; behind all of them where they are fewer. None where
/// there is no room.
pub fn at(keys: &[&str], at: usize) -> Option<String> {
    let key = |at: Option<usize>| at.and_then(|at| keys.get(at)).copied().unwrap_or_default();
    let at = at.min(keys.len());
    between(key(at.checked_sub(1)), key(Some(at)))
}

/// As many keys as that, evenly spaced.
pub fn spread(count: usize) -> Vec<String> {
    let count = u64::try_from(count).unwrap_or(u64::MAX).min(WHOLE - 2);
    let gap = WHOLE / (count + 1);
    (1..=count).map(|place| key(place * gap)).collect()
}

/// The first digits of a key as a number.
fn value(key: &str) -> u64 {
    (0..WIDTH as usize).fold(0, |value, at| value * BASE + digit(key, at).unwrap_or_default())
}

fn digit(key: &str, at: usize) -> Option<u64> {
    let letter = char::from(*key.as_bytes().get(at)?);
    DIGITS.iter().position(|digit| *digit == letter).and_then(|digit| u64::try_from(digit).ok())
}

/// The key of a number that is not zero.
fn key(value: u64) -> String {
    let mut key = String::new();
    for place in (0..WIDTH).rev() {
        push(&mut key, value / BASE.pow(place) % BASE);
    }
    key.truncate(key.trim_end_matches('0').len());
    key
}

fn push(key: &mut String, digit: u64) {
    key.extend(usize::try_from(digit).ok().and_then(|digit| DIGITS.get(digit)));
}

/// The shortest key about half-way.
fn middle(after: &str, before: &str) -> Option<String> {
    let mut key = String::new();
    let mut is_bounded = !before.is_empty();
    for at in 0..RANK_MAX {
        let low = digit(after, at).unwrap_or_default();
        let high = if is_bounded { digit(before, at).unwrap_or_default() } else { BASE };
        if high < low {
            return None;
        }
        let half = low.midpoint(high);
        push(&mut key, half);
        if half > low {
            return Some(key);
        }
        // Whatever follows is smaller than the key before which it is to stand.
        is_bounded &= high == low;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance, the same in every run.
    fn chances(seed: u64) -> impl Iterator<Item = usize> {
        let mut state = seed;
        std::iter::repeat_with(move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 40).unwrap()
        })
    }

    fn is_key(key: &str) -> bool {
        !key.is_empty()
            && key.len() <= RANK_MAX
            && !key.ends_with('0')
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    #[test]
    fn whatever_is_put_anywhere_stands_there() {
        for seed in 0..40 {
            let mut keys: Vec<String> = Vec::new();
            let mut chances = chances(seed);
            for _ in 0..400 {
                let at = chances.next().unwrap() % (keys.len() + 1);
                let ranks: Vec<&str> = keys.iter().map(String::as_str).collect();
                let found = super::at(&ranks, at).unwrap();
                assert!(is_key(&found), "seed {seed}: {found}");
                keys.insert(at, found);
            }
            assert!(keys.is_sorted_by(|a, b| a < b), "seed {seed}: {keys:?}");
        }
    }

    #[test]
    fn at_either_end_a_hundred_thousand_find_room() {
        let mut last = String::new();
        let mut first = String::new();
        for _ in 0..100_000 {
            let (next, before) = (between(&last, "").unwrap(), between("", &first).unwrap());
            assert!(next > last && next.len() <= 6, "{next} behind {last}");
            assert!((first.is_empty() || before < first) && before.len() <= 6, "{before} before {first}");
            (last, first) = (next, before);
        }
    }

    #[test]
    fn a_gap_is_full_only_when_keys_would_get_too_long() {
        let (low, mut high) = ("V".to_owned(), "W".to_owned());
        let mut count = 0;
        while let Some(found) = between(&low, &high) {
            assert!(is_key(&found) && low < found && found < high, "{found}");
            high = found;
            count += 1;
        }
        assert!(count > 300, "{count}");
    }

    #[test]
    fn where_two_stand_alike_or_the_wrong_way_there_is_no_room() {
        for (after, before) in [("V", "V"), ("W", "V"), ("V1", "V"), ("z", "1")] {
            assert_eq!(between(after, before), None, "{after} {before}");
        }
    }

    #[test]
    fn an_order_is_spaced_evenly() {
        for count in [0, 1, 2, 61, 62, 5_000] {
            let keys = spread(count);
            assert_eq!(keys.len(), count);
            assert!(keys.iter().all(|key| is_key(key)) && keys.is_sorted_by(|a, b| a < b));
        }
    }
}
