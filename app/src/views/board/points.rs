//! Accounts by the hundred: a point for each, drawn as one path, with the way to their cards.

use leptos::prelude::*;

use crate::words::en;

/// How many points stand side by side, and how many lines of them there is room for.
const ACROSS: usize = 26;
const LINES: usize = 10;
/// The distance of two points, in the units of the drawing.
const PITCH: usize = 6;

/// How many accounts a point stands for, so that all of them find room.
fn each(count: usize) -> usize {
    count.div_ceil(ACROSS * LINES).max(1)
}

/// The path of so many points, each a line of no length with round ends.
fn path(points: usize) -> String {
    let half = PITCH / 2;
    let point = |at: usize| format!("M{} {}h0", at % ACROSS * PITCH + half, at / ACROSS * PITCH + half);
    (0..points).map(point).collect()
}

/// The points of a cell.
#[component]
pub fn Points(
    /// How many accounts there are.
    count: Signal<usize>,
    /// Where their cards are.
    href: Signal<String>,
) -> impl IntoView {
    let drawn = move || path(count.get().div_ceil(each(count.get())));
    let title = move || en::boards::points(count.get(), each(count.get()));
    view! {
        <a class="points" href=href title=title aria-label=title draggable="false">
            <svg viewBox=format!("0 0 {} {}", ACROSS * PITCH, LINES * PITCH) aria-hidden="true">
                <path d=drawn></path>
            </svg>
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_finds_room() {
        for count in [1, ACROSS, ACROSS * LINES, ACROSS * LINES + 1, 10_000] {
            let points = count.div_ceil(each(count));
            assert!(points <= ACROSS * LINES && points * each(count) >= count);
            assert_eq!(path(points).matches('M').count(), points);
        }
        assert_eq!((each(260), each(261)), (1, 2));
    }
}
