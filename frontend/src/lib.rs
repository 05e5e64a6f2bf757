//! The WebAssembly module. It wakes the app and is nothing else.

use app::{
    app::App,
    client::boot::{self, Ready, Waking},
    pages::apart,
    wire::PageData,
};
use leptos::{
    mount::{hydrate_body, mount_to_body},
    prelude::*,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes the app in this document; the page's script calls it once.
#[wasm_bindgen]
pub fn wake() {
    console_error_panic_hook::set_once();
    boot::boot(Waking { expect, bring, hydrate, mount });
}

fn expect() -> Ready {
    Box::pin(apart::expect_link())
}

fn bring(data: &PageData) -> Option<Ready> {
    let location = window().location();
    let (path, query) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let pages = apart::first(&data.part, &path, &query);
    (!pages.is_empty()).then(|| -> Ready { Box::pin(apart::fetch(pages)) })
}

fn hydrate(data: PageData) {
    hydrate_body(move || view! { <App data /> });
}

fn mount(data: PageData) {
    mount_to_body(move || view! { <App data /> });
}
