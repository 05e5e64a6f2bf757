//! The style sheet of what comes apart. A board is painted without it; where it is not in force yet, the document names it as something to be
//! fetched when there is nothing else to do, and it comes into force before any code apart is shown.

use leptos::{prelude::*, web_sys::Element};
use wasm_bindgen::JsValue;

/// The id of the link to it.
pub const ID: &str = "later-style";
const IN_FORCE: &str = "stylesheet";

/// What the link to it says: whether it is only for later.
pub fn rel(later: bool) -> &'static str {
    if later { "prefetch" } else { IN_FORCE }
}

/// Brings it into force; tells whether it is. Browser only.
pub async fn bring() -> bool {
    // A document without one has no styles at all, and nothing to wait for.
    let Some(link) = document().get_element_by_id(ID) else { return true };
    if is_there(&link) {
        return true;
    }
    let answered = js_sys::Promise::new(&mut |resolve, _| {
        for event in ["load", "error"] {
            // Fails only for a listener that is none.
            drop(link.add_event_listener_with_callback(event, &resolve));
        }
        drop(link.set_attribute("rel", IN_FORCE));
    });
    // A promise that only ever resolves cannot fail.
    drop(wasm_bindgen_futures::JsFuture::from(answered).await);
    let is_there = is_there(&link);
    if !is_there {
        // Named anew it is asked for anew.
        drop(link.set_attribute("rel", rel(true)));
    }
    is_there
}

fn is_there(link: &Element) -> bool {
    js_sys::Reflect::get(link, &JsValue::from_str("sheet")).is_ok_and(|sheet| sheet.is_truthy())
}
