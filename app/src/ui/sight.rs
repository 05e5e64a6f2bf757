//! Which of many columns are on the screen, so that only those mount what is in them.

use std::ops::Range;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use send_wrapper::SendWrapper;

use super::listen::{Listen, Listening};
use super::resized::Resized;

/// How far beside the screen a column is as good as on it, in px: it is there before it is scrolled to.
const MARGIN_PX: i32 = 320;

/// Which children of what scrolls sideways are on the screen, by their numbers. The first render takes the first `first` of them.
/// It is looked at again when `order` changes.
pub fn use_sight<T: Send + Sync + 'static>(
    root: NodeRef<html::Div>,
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
                let now = seen(&root);
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
            let _ = sight.try_set(seen(&root.unchecked_into()));
        });
    });
    sight
}

fn seen(root: &HtmlElement) -> Range<usize> {
    let (left, width) = (root.scroll_left(), root.client_width());
    let (from, to) = (left.saturating_sub(MARGIN_PX), left.saturating_add(width).saturating_add(MARGIN_PX));
    let children = root.children();
    let child = |at: u32| children.item(at).and_then(|child: Element| child.dyn_into::<HtmlElement>().ok());
    let is_seen = |at: &u32| {
        child(*at).is_some_and(|child| {
            let start = child.offset_left();
            start < to && start.saturating_add(child.offset_width()) > from
        })
    };
    let mut seen = (0..children.length()).filter(is_seen);
    let Some(first) = seen.next() else { return 0..0 };
    let last = seen.next_back().unwrap_or(first);
    first as usize..(last as usize).saturating_add(1)
}
