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

/// Which way a board scrolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// Sideways: its children are columns.
    Columns,
    /// Down: its children are rows, below one with the heads of the columns.
    Rows,
}

/// Which columns or rows of what scrolls are on the screen, by their numbers. The first render takes the first `first` of them.
/// It is looked at again when `order` changes. What scrolls is positioned, for its children to be measured in it.
pub fn use_sight<T: Send + Sync + 'static>(
    root: NodeRef<html::Div>,
    along: Along,
    first: usize,
    order: ArcRwSignal<T>,
) -> RwSignal<Range<usize>> {
    let sight = RwSignal::new(0..first);
    let held: StoredValue<Option<SendWrapper<(Listening, Resized)>>> = StoredValue::new(None);
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let root: Rc<HtmlElement> = Rc::new(root.unchecked_into());
        let look = {
            let root = Rc::clone(&root);
            move || {
                let now = along.seen(&root);
                if sight.try_with_untracked(|before| *before != now) == Some(true) {
                    sight.set(now);
                }
            }
        };
        let scrolled = Listening::on(&root, "scroll", Listen::Passive, {
            let look = look.clone();
            move |_| look()
        });
        let resized = Resized::observe(&root, look);
        held.set_value(Some(SendWrapper::new((scrolled, resized))));
    });
    Effect::new(move |_| {
        order.track();
        let Some(root) = root.get() else { return };
        request_animation_frame(move || {
            // The board may be gone by then.
            let _ = sight.try_set(along.seen(&root.unchecked_into()));
        });
    });
    sight
}

impl Along {
    fn seen(self, root: &HtmlElement) -> Range<usize> {
        let (at, extent, skipped) = match self {
            Self::Columns => (root.scroll_left(), root.client_width(), 0),
            Self::Rows => (root.scroll_top(), root.client_height(), 1),
        };
        let (from, to) = (at.saturating_sub(MARGIN_PX), at.saturating_add(extent).saturating_add(MARGIN_PX));
        let children = root.children();
        let is_seen = |number: &u32| {
            let child = children.item(number.saturating_add(skipped));
            child.and_then(|child: Element| child.dyn_into::<HtmlElement>().ok()).is_some_and(|child| {
                let (start, size) = match self {
                    Self::Columns => (child.offset_left(), child.offset_width()),
                    Self::Rows => (child.offset_top(), child.offset_height()),
                };
                start < to && start.saturating_add(size) > from
            })
        };
        let mut seen = (0..children.length().saturating_sub(skipped)).filter(is_seen);
        let Some(first) = seen.next() else { return 0..0 };
        let last = seen.next_back().unwrap_or(first);
        first as usize..(last as usize).saturating_add(1)
    }
}
