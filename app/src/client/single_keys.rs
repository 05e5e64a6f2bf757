//! Whether single keys, such as `?`, act anywhere on the pages of this device. Whoever dictates, or hits keys by mistake, turns them off
//! (WCAG 2.2, 2.1.4). Keys that act on what has the focus are not meant. A cookie keeps it, as it keeps how dense lists are.

use leptos::prelude::document;
use wasm_bindgen::JsValue;

/// The cookie that is there while they are off.
const COOKIE: &str = "ms_single_keys=off";
/// For how long it is kept, in seconds: a year from the last change on.
const KEPT_S: u32 = 365 * 24 * 60 * 60;

/// Whether they act. Browser only.
pub fn are_on() -> bool {
    let cookies = js_sys::Reflect::get(&document(), &"cookie".into()).ok().and_then(|cookies| cookies.as_string());
    !cookies.is_some_and(|cookies| cookies.split("; ").any(|cookie| cookie == COOKIE))
}

/// Turns them on or off. Browser only.
pub fn turn(on: bool) {
    let age_s = if on { 0 } else { KEPT_S };
    let cookie = format!("{COOKIE}; Path=/; Max-Age={age_s}; SameSite=Lax");
    // Where a browser keeps no cookies, they act.
    drop(js_sys::Reflect::set(&document(), &"cookie".into(), &JsValue::from_str(&cookie)));
}
