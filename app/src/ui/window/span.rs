//! The arithmetic of a long list whose rows are all equally high: which rows to mount, and how much empty room stands for the others.
//!
//! Invariant: rows and gaps of a layout together cover every index of the list once, in order, so that the height of what is
//! mounted plus the gaps is always the height of the whole list, and nothing jumps.

use std::ops::Range;

/// Rows from one index up to another, mounted or left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Mounted rows.
    Rows(Range<usize>),
    /// Rows that only their room stands for.
    Gap(Range<usize>),
}

/// The rows that a reader sees through a view of `height_px`, `scroll_px` below the top of the list, and `overscan` more on
/// either side. Wherever the view stands, above, inside or below the list, the answer lies inside the list.
pub fn visible(count: usize, row_px: f64, scroll_px: f64, height_px: f64, overscan: usize) -> Range<usize> {
    if count == 0 || row_px <= 0.0 || row_px.is_nan() {
        return 0..count.min(overscan);
    }
    let first = whole(scroll_px / row_px);
    let end = whole((scroll_px + height_px.max(0.0)) / row_px).saturating_add(1);
    let end = end.saturating_add(overscan).min(count);
    let start = first.saturating_sub(overscan).min(end.saturating_sub(1));
    start..end
}

/// The whole rows in a number of rows; nothing is negative, and what is no number is nothing.
fn whole(rows: f64) -> usize {
    // A float beyond the range of the integer saturates, NaN becomes zero: both are what is wanted here.
    rows.floor().max(0.0) as usize
}

/// The window laid out together with rows that stay mounted wherever they are: the focused one, the dragged ones.
/// `pinned` may be in any order and may repeat itself.
pub fn lay_out(count: usize, window: Range<usize>, pinned: &[usize]) -> Vec<Span> {
    let end = window.end.min(count);
    let start = window.start.min(end);
    let pinned = pinned
        .iter()
        .filter(|index| **index < count && !(start..end).contains(index))
        .map(|index| *index..index.saturating_add(1));
    // Put in one by one: they are two or three, and a sort is three kilobytes of the client.
    let mut mounted: Vec<Range<usize>> = Vec::new();
    for rows in pinned.chain((start < end).then_some(start..end)) {
        let at = mounted.partition_point(|other| other.start < rows.start);
        mounted.insert(at, rows);
    }
    mounted.dedup();
    let mut spans = Vec::with_capacity(mounted.len() * 2 + 1);
    let mut at = 0;
    for rows in mounted {
        if at < rows.start {
            spans.push(Span::Gap(at..rows.start));
        }
        at = rows.end;
        spans.push(Span::Rows(rows));
    }
    if at < count {
        spans.push(Span::Gap(at..count));
    }
    spans
}

/// Where to scroll so that row `index` is wholly in view, or `None` where it is already.
pub fn reveal(index: usize, row_px: f64, scroll_px: f64, height_px: f64) -> Option<f64> {
    let top = index as f64 * row_px;
    let bottom = top + row_px;
    if top < scroll_px {
        Some(top)
    } else if bottom > scroll_px + height_px {
        Some((bottom - height_px).max(0.0))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shows_what_is_in_view_and_some_around() {
        assert_eq!(visible(1_000, 100.0, 0.0, 500.0, 4), 0..10);
        assert_eq!(visible(1_000, 100.0, 5_050.0, 500.0, 4), 46..60);
        assert_eq!(visible(3, 100.0, 0.0, 500.0, 4), 0..3);
        assert_eq!(visible(0, 100.0, 0.0, 500.0, 4), 0..0);
    }

    #[test]
    fn a_view_beyond_the_list_still_mounts_its_end() {
        assert_eq!(visible(20, 100.0, 90_000.0, 500.0, 4), 19..20);
        assert_eq!(visible(20, 100.0, -4_000.0, 500.0, 4), 0..5);
        assert_eq!(visible(20, 0.0, 0.0, 500.0, 4), 0..4);
        assert_eq!(visible(20, 100.0, f64::NAN, 500.0, 4).start, 0);
    }

    #[test]
    fn pinned_rows_stay_with_their_gaps() {
        assert_eq!(
            lay_out(100, 40..50, &[70, 3]),
            vec![
                Span::Gap(0..3),
                Span::Rows(3..4),
                Span::Gap(4..40),
                Span::Rows(40..50),
                Span::Gap(50..70),
                Span::Rows(70..71),
                Span::Gap(71..100),
            ]
        );
        assert_eq!(lay_out(10, 0..10, &[4, 4, 12]), vec![Span::Rows(0..10)]);
        assert_eq!(lay_out(2, 5..9, &[]), vec![Span::Gap(0..2)]);
    }

    #[test]
    fn reveals_by_the_shortest_way() {
        assert_eq!(reveal(5, 100.0, 0.0, 1_000.0), None);
        assert_eq!(reveal(5, 100.0, 700.0, 1_000.0), Some(500.0));
        assert_eq!(reveal(20, 100.0, 700.0, 1_000.0), Some(1_100.0));
    }

    proptest! {
        #[test]
        fn every_row_is_covered_once(count in 0usize..500, start in 0usize..600, len in 0usize..60, pinned in prop::collection::vec(0usize..600, 0..5)) {
            let mut at = 0;
            for span in lay_out(count, start..start + len, &pinned) {
                let (Span::Rows(range) | Span::Gap(range)) = span;
                prop_assert_eq!(range.start, at);
                prop_assert!(range.end > range.start);
                at = range.end;
            }
            prop_assert_eq!(at, count);
        }

        #[test]
        fn what_is_in_view_is_mounted(count in 1usize..5_000, scroll in 0.0f64..200_000.0, height in 0.0f64..2_000.0, row in 20.0f64..120.0) {
            let range = visible(count, row, scroll, height, 4);
            prop_assert!(range.end <= count && range.start < range.end);
            for index in 0..count {
                let top = index as f64 * row;
                if top + row > scroll && top < scroll + height {
                    prop_assert!(range.contains(&index));
                }
            }
            prop_assert!(range.len() as f64 <= height / row + 11.0);
        }
    }
}
