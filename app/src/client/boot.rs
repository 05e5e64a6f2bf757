//! Waking the app in a browser: over the HTML that the server rendered, or on the empty shell.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::PerformanceEntry;

use super::fetch;
use crate::{
    paths,
    wire::{PageData, json},
};

/// The id of the script element that holds the page's data.
pub const DATA_ID: &str = "page-data";
/// The id of the last element of the body; a page that was cut off lacks it and is never hydrated.
pub const END_ID: &str = "page-end";

/// What a page needs before it is rendered: its code.
pub type Ready = Pin<Box<dyn Future<Output = ()>>>;

/// How the app is woken, which this room does not know: it knows no pages.
#[derive(Clone, Copy)]
pub struct Waking {
    /// Fetches what speaks with the server, while the page is being taken over.
    pub expect: fn() -> Ready,
    /// Brings the code of the page that the data is for; none where it is at hand.
    pub bring: fn(&PageData) -> Option<Ready>,
    /// Takes over the server's HTML.
    pub hydrate: fn(PageData),
    /// Builds the page into an empty body.
    pub mount: fn(PageData),
}

/// Wakes the app. A page that carries no data, such as the sign-in, is left as it is.
pub fn boot(waking: Waking) {
    let root = document().document_element();
    // Not by Leptos: its executor begins with the page that is mounted.
    spawn_local((waking.expect)());
    if root.is_some_and(|html| html.has_attribute("data-shell")) {
        spawn_local(mount_shell(waking));
    } else if let (Some(data), Some(_)) = (page_data(), document().get_element_by_id(END_ID)) {
        match (waking.bring)(&data) {
            None => wake(waking.hydrate, data),
            Some(ready) => spawn_local(async move {
                ready.await;
                wake(waking.hydrate, data);
            }),
        }
    }
}

/// Wakes the page, unless somebody went back or forth meanwhile: nothing heard them, and what the document shows is no longer what its
/// address says.
fn wake(how: fn(PageData), data: PageData) {
    if is_elsewhere().unwrap_or_default() {
        load_again();
    } else {
        how(data);
    }
}

/// Whether the address is another one than the document came for; nothing where the browser does not tell that.
fn is_elsewhere() -> Option<bool> {
    let came: PerformanceEntry = window().performance()?.get_entries_by_type("navigation").get(0).dyn_into().ok()?;
    let (came, now) = (came.name(), window().location().href().ok()?);
    let page = |address: &str| address.split('#').next().map(str::to_owned);
    Some(came.starts_with("http") && page(&came) != page(&now))
}

/// Loads the page again, with the version of the app that the server gives out now. Browser only.
pub fn load_again() {
    drop(window().location().reload());
}

fn page_data() -> Option<PageData> {
    let text = document().get_element_by_id(DATA_ID)?.text_content()?;
    json::read(&text).ok()
}

async fn mount_shell(waking: Waking) {
    let location = window().location();
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let Ok(data) = fetch::get::<PageData>(&paths::page_data(&path)).await else { return };
    if let Some(ready) = (waking.bring)(&data) {
        ready.await;
    }
    if let Some(body) = document().body() {
        // `mount_to_body` appends: the shell's placeholder goes first.
        body.set_text_content(None);
    }
    wake(waking.mount, data);
}
