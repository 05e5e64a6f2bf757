//! Where the focus comes back to when what was opened closes: to what opened it, or, where that is gone by then, to what it stood in; and
//! where it goes when the page goes in which it was.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FocusEvent, FocusOptions, HtmlElement};
use send_wrapper::SendWrapper;

/// What can have the focus.
const FOCUSABLE: &str = "a[href], button, input, select, textarea, [tabindex]";

/// How many frames long a page is waited for that comes apart: it stands in for itself until it is here, and takes the focus along then.
const FRAMES: u32 = 40;

/// Brings the focus to the page to which somebody went, where it was lost with what went: whoever goes by keys goes on from there, and a screen
/// reader begins to read it. Where the focus is on something that stayed, such as the way to the page, it stays there too.
pub fn follow_pages(path: Memo<String>) {
    // Effects run in a browser only.
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            look_for_page(FRAMES);
        }
        now
    });
}

fn look_for_page(frames: u32) {
    request_animation_frame(move || {
        if let Some(main) = main().filter(|_| is_lost()) {
            let stays = FocusOptions::new();
            stays.set_prevent_scroll(true);
            let _ = main.focus_with_options(&stays);
        }
        if let Some(left) = frames.checked_sub(1) {
            look_for_page(left);
        }
    });
}

fn is_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

fn main() -> Option<HtmlElement> {
    document().get_element_by_id("main").and_then(|main| main.dyn_into().ok())
}

/// Keeps the focus near where it is when what has it goes with a change that `changed` reads. The answer is what the element around all of it
/// calls when the focus comes to something in it.
pub fn keep_focus_near(changed: impl Fn() + 'static) -> impl Fn(FocusEvent) + Copy {
    let way = WayBack::default();
    // Effects run in a browser only.
    Effect::new(move |_| {
        changed();
        request_animation_frame(move || way.follow());
    });
    move |_| way.begin()
}

/// The way back of the focus: what has it, and what that stands in, from the inside out. A row that goes takes along what is in it,
/// and forgets what it stood in; so that is kept from the start.
#[derive(Clone, Copy, Default)]
pub struct WayBack(StoredValue<Option<SendWrapper<Vec<HtmlElement>>>>);

impl WayBack {
    /// The focus is where it is to come back to. Browser only.
    pub fn begin(self) {
        let active = document().active_element().and_then(|active| active.dyn_into().ok());
        self.begin_at(active);
    }

    /// It is to come back to this. Browser only.
    pub fn begin_at(self, from: Option<HtmlElement>) {
        let mut way = Vec::new();
        let mut next = from.and_then(|from| from.closest(FOCUSABLE).ok().flatten());
        while let Some(element) = next {
            next = element.parent_element().and_then(|parent| parent.closest(FOCUSABLE).ok().flatten());
            way.extend(element.dyn_into().ok());
        }
        self.0.set_value(Some(SendWrapper::new(way)));
    }

    /// Something has changed: where what had the focus is gone with it, the focus goes to what that stood in. Where it is still there, the
    /// focus was taken from it on purpose.
    pub fn follow(self) {
        let had = |way: &Option<SendWrapper<Vec<HtmlElement>>>| way.as_ref().and_then(|way| way.first().cloned());
        if self.0.try_with_value(had).flatten().is_some_and(|had| !had.is_connected()) {
            self.end();
        }
    }

    /// What was opened is closed: unless the focus has gone somewhere by itself, it comes back.
    pub fn end(self) {
        let Some(way) = self.0.try_update_value(Option::take).flatten() else { return };
        for element in way.take().into_iter().filter(|element| element.is_connected()).chain(main()) {
            if !is_lost() {
                return;
            }
            let _ = element.focus();
        }
    }
}
