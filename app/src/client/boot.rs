//! Waking the app in a browser: over the HTML that the server rendered, or on the empty shell.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::fetch;
use crate::{
    paths,
    wire::{PageData, json},
};

/// The id of the script element that holds the page's data.
pub const DATA_ID: &str = "page-data";
/// The id of the last element of the body; a page that was cut off lacks it and is never hydrated.
pub const END_ID: &str = "page-end";

/// Wakes the app. `hydrate` takes over the server's HTML; `mount` builds the page into an empty body. A page that carries no
/// data, such as the sign-in, is left as it is.
pub fn boot(hydrate: fn(PageData), mount: fn(PageData)) {
    let root = document().document_element();
    if root.is_some_and(|html| html.has_attribute("data-shell")) {
        // Not by Leptos: its executor begins with the page that is mounted.
        spawn_local(mount_shell(mount));
    } else if let (Some(data), Some(_)) = (page_data(), document().get_element_by_id(END_ID)) {
        hydrate(data);
    }
}

fn page_data() -> Option<PageData> {
    let text = document().get_element_by_id(DATA_ID)?.text_content()?;
    json::read(&text).ok()
}

async fn mount_shell(mount: fn(PageData)) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if let Ok(data) = fetch::get::<PageData>(&paths::page_data(&path)).await {
        if let Some(body) = document().body() {
            // `mount_to_body` appends: the shell's placeholder goes first.
            body.set_text_content(None);
        }
        mount(data);
    }
}
