//! Copying a text to the clipboard.

use leptos::{prelude::*, task::spawn_local};
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
            let copied = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            toasts.show(match copied {
                Ok(_) => Toast::plain(en::COPIED),
                Err(_) => Toast::warn(en::NOT_COPIED),
            });
        });
    };
    view! { <Button label=en::COPY icon="copy" on_press /> }
}
