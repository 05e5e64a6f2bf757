//! Which of many columns or rows are on the screen, so that only those mount what is in them.

use std::ops::Range;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use send_wrapper::SendWrapper;

use super::listen::{Listen, Listening};
use super::resized::Resized;

/// How far beside the screen something is as good as on it, in px: it is there before it is scrolled to.
const MARGIN_PX: i32 = 320;
/// The same of rows, of which one holds as many cards as columns are on the screen.
const ROWS_MARGIN_PX: i32 = 120;

/// What looks which of them are on the screen; nothing where that cannot be told.
pub type Look = fn(&HtmlElement) -> Option<Range<usize>>;

/// Which columns or rows of what scrolls are on the screen, by their numbers. The first render takes the first `first` of them.
/// It is looked at again when `again` changes: when columns or rows come, go, or become smaller, with which nothing need scroll. What scrolls
/// is positioned, for its children to be measured in it.
pub fn use_sight(root: NodeRef<html::Div>, look: Look, first: usize, again: Signal<bool>) -> RwSignal<Range<usize>> {
    let sight = RwSignal::new(0..first);
    let held: StoredValue<Option<SendWrapper<(Listening, Resized)>>> = StoredValue::new(None);
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let root: Rc<HtmlElement> = Rc::new(root.unchecked_into());
        let scrolled = Listening::on(&root, "scroll", Listen::Passive, {
            let root = Rc::clone(&root);
            move |_| tell(look, &root, sight)
        });
        let here = Rc::clone(&root);
        let resized = Resized::observe(&root, move || tell(look, &here, sight));
        held.set_value(Some(SendWrapper::new((scrolled, resized))));
    });
    Effect::new(move |_| {
        again.get();
        let Some(root) = root.get() else { return };
        request_animation_frame(move || tell(look, &root.unchecked_into(), sight));
    });
    sight
}

/// Looks, and tells what is seen where that is something else. The board may be gone by then.
fn tell(look: Look, root: &HtmlElement, sight: RwSignal<Range<usize>>) {
    if let Some(now) = look(root)
        && sight.try_with_untracked(|before| *before != now) == Some(true)
    {
        sight.set(now);
    }
}

/// The children of what scrolls sideways.
pub fn columns(root: &HtmlElement) -> Option<Range<usize>> {
    let place = |child: &HtmlElement| (child.offset_left(), child.offset_width());
    seen(root, 0, ((root.scroll_left(), root.client_width()), MARGIN_PX), place)
}

/// The rows of what scrolls down, below one with the heads of the columns.
pub fn rows(root: &HtmlElement) -> Option<Range<usize>> {
    let place = |child: &HtmlElement| (child.offset_top(), child.offset_height());
    seen(root, 1, ((root.scroll_top(), root.client_height()), ROWS_MARGIN_PX), place)
}

/// Columns of such rows, right of their names. All of them are as wide as the first that has a head; those that are not on the screen need not
/// be there.
pub fn cells(root: &HtmlElement) -> Option<Range<usize>> {
    let heads = root.first_element_child()?;
    let width = |selector: &str| {
        let found = heads.query_selector(selector).ok().flatten()?;
        Some(found.unchecked_into::<HtmlElement>().offset_width())
    };
    let names = width("[role=columnheader]")?;
    let cell = width("[role=columnheader] ~ [role=columnheader]").filter(|cell| *cell > 0)?;
    let (from, to) = near((root.scroll_left(), root.client_width().saturating_sub(names)), MARGIN_PX);
    let number = |px: i32| usize::try_from(px / cell).unwrap_or_default();
    Some(number(from)..number(to.saturating_add(cell)))
}

/// From where to where something is on the screen, or as good as on it.
fn near((at, extent): (i32, i32), margin_px: i32) -> (i32, i32) {
    (at.saturating_sub(margin_px), at.saturating_add(extent).saturating_add(margin_px))
}

/// The children behind those that are skipped that are near; `place` tells where one begins and how large it is.
fn seen(
    root: &HtmlElement,
    skipped: u32,
    (view, margin_px): ((i32, i32), i32),
    place: fn(&HtmlElement) -> (i32, i32),
) -> Option<Range<usize>> {
    let (from, to) = near(view, margin_px);
    let children = root.children();
    let is_seen = |number: &u32| {
        children.item(number.saturating_add(skipped)).is_some_and(|child: Element| {
            let (start, size) = place(child.unchecked_ref());
            start < to && start.saturating_add(size) > from
        })
    };
    let mut seen = (0..children.length().saturating_sub(skipped)).filter(is_seen);
    let Some(first) = seen.next() else { return Some(0..0) };
    let last = seen.next_back().unwrap_or(first);
    Some(first as usize..(last as usize).saturating_add(1))
}
