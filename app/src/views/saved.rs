//! What was taken out of the app as a file, told as a message: that it was saved, or that the browser did not let it be.

use leptos::wasm_bindgen::JsValue;

use crate::{
    ui::{Toast, use_toasts},
    words::en,
};

/// What tells whether a file was saved.
pub fn use_saved() -> impl Fn(Result<(), JsValue>) + Copy + Send + Sync {
    let toasts = use_toasts();
    move |saved| {
        toasts.show(if saved.is_ok() { Toast::plain(en::boards::SAVED) } else { Toast::warn(en::boards::NOT_SAVED) });
    }
}
