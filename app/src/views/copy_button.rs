//! Copying a text to the clipboard.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::{
    ui::{Button, Toast, use_toasts},
    words::en,
};

/// A button that copies a text and says so.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let toasts = use_toasts();
    let on_press = move || {
        let text = text.get_untracked();
        spawn_local(async move {
            let copied = copied(&text).await;
            toasts.show(if copied { Toast::plain(en::COPIED) } else { Toast::warn(en::NOT_COPIED) });
        });
    };
    view! { <Button label=en::COPY icon="copy" on_press /> }
}

/// Whether it could be copied. Pages that came without encryption have no clipboard at all.
async fn copied(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    let is_there = !JsValue::is_undefined(&clipboard);
    is_there && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
