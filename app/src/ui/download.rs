//! Saving what was made in the browser as a file.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long a browser has to begin with a file, in milliseconds.
const BEGUN_MS: u64 = 30_000;

/// Saves a text as a file of this kind, such as `text/csv`.
///
/// # Errors
/// What the browser says.
pub fn save_text(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    save(name, &Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

/// Saves bytes as a file.
///
/// # Errors
/// What the browser says.
pub fn save(name: &str, bytes: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(bytes)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(move || drop(Url::revoke_object_url(&url)), Duration::from_millis(BEGUN_MS));
    Ok(())
}
