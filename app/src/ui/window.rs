//! Long lists of which only the visible part is in the document. Rows are all equally high; between index and pixel there is
//! arithmetic (`span`), nothing is measured but the row height, and that once.
//!
//! The height of what is not mounted is the `height` attribute of an empty `<svg>`: an attribute, not a style, so that
//! the server may write it (the content security policy forbids `style`) and the scroll bar is right before the page is awake.
//! What must not be unmounted (the focused row, dragged rows) is pinned: it stays where it belongs, between two gaps.

pub mod span;

mod scroller;

use std::hash::Hash;
use std::ops::Range;

use leptos::ev::FocusEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use send_wrapper::SendWrapper;

use self::scroller::Scroller;
use self::span::{Span, lay_out};
use super::{keyed::rows_of, tell::tell_rows};

/// What the list is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListShape {
    /// An `<ol>` that scrolls by itself, such as a column of a board; rows are `<li>`.
    #[default]
    Column,
    /// An `<ol>` in something that scrolls (`[data-scroll]`, else the page); rows are `<li>`.
    Flow,
    /// A `<tbody>` with this many columns in something that scrolls; rows are `<tr>`.
    Body(u16),
}

/// A row or the room of rows, in the order of the list. Rooms are named so that what stays in the document never changes
/// its order: a row that is moved there loses the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Piece<K> {
    Row(K),
    /// The room above everything that is mounted.
    Top,
    /// The room after a pinned row above the window.
    After(K),
    /// The room before a pinned row below the window.
    Before(K),
    /// The room below everything that is mounted.
    Bottom,
}

/// What is mounted now.
#[derive(Clone, Debug, PartialEq)]
struct Layout<K> {
    pieces: Vec<Piece<K>>,
    rows: Vec<(K, usize)>,
    gaps: Vec<(Piece<K>, usize)>,
    count: usize,
    /// How high a row is.
    row_px: f64,
}

impl<K: Copy + PartialEq> Layout<K> {
    fn new(keys: &[K], window: Range<usize>, pinned: &[usize]) -> Self {
        let mut layout =
            Self { pieces: Vec::new(), rows: Vec::new(), gaps: Vec::new(), count: keys.len(), row_px: 0.0 };
        for span in lay_out(keys.len(), window.clone(), pinned) {
            match span {
                Span::Gap(range) => {
                    let gap = if range.start == 0 {
                        Piece::Top
                    } else if range.end >= keys.len() {
                        Piece::Bottom
                    } else if range.end <= window.start {
                        layout.rows.last().map_or(Piece::Top, |(key, _)| Piece::After(*key))
                    } else {
                        keys.get(range.end).map_or(Piece::Bottom, |key| Piece::Before(*key))
                    };
                    layout.pieces.push(gap);
                    layout.gaps.push((gap, range.len()));
                }
                Span::Rows(range) => {
                    for (key, index) in keys.get(range.clone()).unwrap_or_default().iter().zip(range) {
                        layout.pieces.push(Piece::Row(*key));
                        layout.rows.push((*key, index));
                    }
                }
            }
        }
        layout
    }

    /// How high a gap is. The height of a row is told here, since a gap that hung on it by itself would be remembered by it for good.
    fn room_px(&self, gap: &Piece<K>) -> f64 {
        let rows = self.gaps.iter().find(|(other, _)| other == gap).map_or(0, |(_, rows)| *rows);
        rows as f64 * self.row_px
    }
}

/// A mounted row: its key, and where it stands among all of them.
#[derive(Clone, Copy)]
pub struct RowPlace<K: Send + Sync + 'static> {
    /// Which record the row shows.
    pub key: K,
    layout: RwSignal<Layout<K>>,
}

impl<K: Copy + PartialEq + Send + Sync + 'static> RowPlace<K> {
    /// The place in the whole list, from 1; for `aria-posinset`, which every row of a list carries, or `aria-rowindex` in a table.
    pub fn position(self) -> usize {
        let index = self.layout.with(|layout| layout.rows.iter().find(|(key, _)| *key == self.key).map(|(_, at)| *at));
        index.map_or(0, |index| index.saturating_add(1))
    }

    /// How many rows the whole list has; for `aria-setsize`.
    pub fn count(self) -> usize {
        self.layout.with(|layout| layout.count)
    }
}

/// A long list, of which only what is seen is mounted.
#[component]
pub fn VirtualList<K, C>(
    /// The rows in their order.
    #[prop(into)]
    keys: Signal<Vec<K>>,
    /// How high a row is with the room below it, in px; `--row` of the list's style has the last word once the page is awake.
    row_px: f64,
    /// How many rows the server writes.
    #[prop(default = 16)]
    first: usize,
    /// How many rows more than seen are mounted on either side.
    #[prop(default = 4)]
    overscan: usize,
    /// Rows that stay mounted wherever they are: what is dragged.
    #[prop(optional, into)]
    pinned: Signal<Vec<K>>,
    /// A row to bring into view.
    #[prop(optional, into)]
    reveal: Signal<Option<K>>,
    /// What the list is made of.
    #[prop(optional)]
    shape: ListShape,
    /// The list's class.
    #[prop(default = "")]
    class: &'static str,
    /// The id of the heading that names the list.
    #[prop(optional, into)]
    labelledby: Option<String>,
    /// One row: an `<li>` or `<tr>` that carries `aria-posinset` or `aria-rowindex` from its place.
    children: C,
) -> impl IntoView
where
    K: Copy + Eq + Hash + Send + Sync + 'static,
    C: Fn(RowPlace<K>) -> AnyView + Clone + Send + Sync + 'static,
{
    let window = RwSignal::new(0..first);
    let row = RwSignal::new(row_px);
    let focused = RwSignal::new(None::<K>);
    let layout = use_layout(keys, row, window, pinned, focused);
    let view_row = move |piece: Piece<K>| match piece {
        Piece::Row(key) => children(RowPlace { key, layout }),
        Piece::Top | Piece::After(_) | Piece::Before(_) | Piece::Bottom => {
            gap(shape, Signal::derive(move || layout.with(|layout| layout.room_px(&piece))))
        }
    };
    let rows = rows_of(move || layout.with(|layout| layout.pieces.clone()), |piece| *piece, view_row);
    let sight = Sight { window, row, overscan, count: Signal::derive(move || keys.with(Vec::len)) };
    let list = ListNode::default();
    let connected = use_scroller(list, sight);
    follow_count(connected, sight);
    reveal_rows(connected, reveal, keys);
    let on_focus = move |event: FocusEvent| focused.set(focused_key(&event, keys));
    let on_blur = move |_| focused.set(None);
    match shape {
        ListShape::Body(_) => {
            view! { <tbody node_ref=list.body on:focusin=on_focus on:focusout=on_blur>{rows}</tbody> }.into_any()
        }
        ListShape::Column | ListShape::Flow => view! {
            <ol
                class=["window ", class].concat() data-scroll=(shape == ListShape::Column).then_some("")
                aria-labelledby=labelledby node_ref=list.list on:focusin=on_focus on:focusout=on_blur
            >{rows}</ol>
        }
        .into_any(),
    }
}

/// The list's own element, whichever its shape.
#[derive(Clone, Copy, Default)]
struct ListNode {
    list: NodeRef<html::Ol>,
    body: NodeRef<html::Tbody>,
}

impl ListNode {
    fn get(self) -> Option<Element> {
        self.list.get().map(Into::into).or_else(|| self.body.get().map(Into::into))
    }
}

/// What the list needs to know of the screen.
#[derive(Clone, Copy)]
struct Sight {
    window: RwSignal<Range<usize>>,
    row: RwSignal<f64>,
    overscan: usize,
    count: Signal<usize>,
}

fn use_layout<K>(
    keys: Signal<Vec<K>>,
    row: RwSignal<f64>,
    window: RwSignal<Range<usize>>,
    pinned: Signal<Vec<K>>,
    focused: RwSignal<Option<K>>,
) -> RwSignal<Layout<K>>
where
    K: Copy + PartialEq + Send + Sync + 'static,
{
    let laid_out = move || {
        let kept: Vec<K> = pinned.with(|pinned| pinned.iter().copied().chain(focused.get()).collect());
        keys.with(|keys| {
            let kept: Vec<usize> = kept.iter().filter_map(|key| keys.iter().position(|other| other == key)).collect();
            Layout { row_px: row.get(), ..Layout::new(keys, window.get(), &kept) }
        })
    };
    // Rows look at a signal, and one effect hangs on what it is worked out from.
    let layout = RwSignal::new(untrack(laid_out));
    Effect::new(move |_| {
        let now = laid_out();
        if layout.with_untracked(|before| *before != now) {
            tell_rows(layout, now);
        }
    });
    layout
}

/// The room of rows that are not mounted.
fn gap(shape: ListShape, height_px: Signal<f64>) -> AnyView {
    #[expect(clippy::cast_possible_truncation, reason = "no list is that high")]
    let room = view! { <svg width="1" height=move || height_px.get().round() as i64></svg> };
    match shape {
        ListShape::Column | ListShape::Flow => {
            view! { <li class="window-gap" aria-hidden="true">{room}</li> }.into_any()
        }
        ListShape::Body(columns) => {
            view! { <tr class="window-gap" aria-hidden="true"><td colspan=columns>{room}</td></tr> }.into_any()
        }
    }
}

/// The row that has the focus or holds what has it, by its place in the list.
fn focused_key<K: Copy + Send + Sync + 'static>(event: &FocusEvent, keys: Signal<Vec<K>>) -> Option<K> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let row = target.closest("[aria-posinset], [aria-rowindex]").ok()??;
    let place = row.get_attribute("aria-posinset").or_else(|| row.get_attribute("aria-rowindex"))?;
    let index = place.parse::<usize>().ok()?.checked_sub(1)?;
    keys.with_untracked(|keys| keys.get(index).copied())
}

type Connected = StoredValue<Option<SendWrapper<Scroller>>>;

/// Follows the scrolling of the list once it is in the document.
fn use_scroller(list: ListNode, sight: Sight) -> Connected {
    let connected: Connected = StoredValue::new(None);
    Effect::new(move |_| {
        let Some(element) = list.get() else { return };
        let on_sight = move |seen: scroller::Seen| {
            let _ = sight.row.try_update(|row| {
                if *row != seen.row_px {
                    *row = seen.row_px
                }
            });
            let Some(count) = sight.count.try_get_untracked() else { return };
            let range = span::visible(count, seen.row_px, seen.scroll_px, seen.height_px, sight.overscan);
            if sight.window.try_with_untracked(|window| *window != range) == Some(true) {
                sight.window.set(range);
            }
        };
        connected.set_value(Some(SendWrapper::new(Scroller::connect(element, sight.row.get_untracked(), on_sight))));
    });
    connected
}

/// Looks again when rows come or go: what is in sight was cut to the rows that there were, and nothing need have scrolled.
fn follow_count(connected: Connected, sight: Sight) {
    Effect::new(move |_| {
        sight.count.track();
        connected.with_value(|scroller| {
            if let Some(scroller) = scroller {
                scroller.look();
            }
        });
    });
}

/// Scrolls to what is to be seen. It is in the list by then or comes with the next change of the keys.
fn reveal_rows<K>(connected: Connected, reveal: Signal<Option<K>>, keys: Signal<Vec<K>>)
where
    K: Copy + PartialEq + Send + Sync + 'static,
{
    Effect::new(move |_| {
        let Some(key) = reveal.get() else { return };
        let Some(index) = keys.with_untracked(|keys| keys.iter().position(|other| *other == key)) else { return };
        connected.with_value(|scroller| {
            if let Some(scroller) = scroller {
                scroller.reveal(index);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_names_its_rows_and_the_room_between() {
        let keys: Vec<u32> = (100..200).collect();
        let layout = Layout::new(&keys, 10..12, &[50]);
        assert_eq!(layout.rows, vec![(110, 10), (111, 11), (150, 50)]);
        assert_eq!(layout.gaps, vec![(Piece::Top, 10), (Piece::Before(150), 38), (Piece::Bottom, 49)]);
        assert_eq!(
            layout.pieces,
            vec![Piece::Top, Piece::Row(110), Piece::Row(111), Piece::Before(150), Piece::Row(150), Piece::Bottom,]
        );
    }

    #[test]
    fn a_pinned_row_keeps_its_order_among_what_stays() {
        let keys: Vec<u32> = (0..100).collect();
        let order = |layout: &Layout<u32>| {
            let stays = [Piece::Row(5), Piece::Bottom];
            layout.pieces.iter().filter(|piece| stays.contains(piece)).copied().collect::<Vec<_>>()
        };
        let before = Layout::new(&keys, 0..10, &[5]);
        let after = Layout::new(&keys, 20..30, &[5]);
        assert_eq!(order(&before), order(&after));
        assert_eq!(after.gaps, vec![(Piece::Top, 5), (Piece::After(5), 14), (Piece::Bottom, 70)]);
    }
}
