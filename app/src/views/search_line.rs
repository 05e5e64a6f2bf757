//! A search whose words live in the URL. What is typed stays under the person's hands; the URL follows when they pause.

use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlInputElement, KeyboardEvent};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use send_wrapper::SendWrapper;

use crate::{
    client::single_keys,
    paths,
    ui::{
        Search,
        listen::{Listen, Listening},
    },
};

/// How long a person pauses between two words, in milliseconds. Browsers also allow some three changes of the URL a second.
const PAUSE_MS: u64 = 160;

/// A search line of a page; its words are `q` in the query of the page's address.
#[component]
pub fn SearchLine(
    /// One of a kind on the page.
    id: &'static str,
    /// What is searched.
    label: &'static str,
    /// Where a list of these words is.
    path_to: Callback<String, String>,
) -> impl IntoView {
    let query = use_location().search;
    let words = Memo::new(move |_| query.with(|query| paths::asked(query, "q")));
    let typed = RwSignal::new(words.get_untracked());
    let sent = StoredValue::new(words.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let navigate = use_navigate();
    Effect::new(move |_| {
        let words = words.get();
        if sent.get_value() != words {
            sent.set_value(words.clone());
            typed.set(words);
        }
    });
    let forget = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(forget);
    let on_input = Callback::new(move |words: String| {
        typed.set(words.clone());
        forget();
        let navigate = navigate.clone();
        let later = move || {
            sent.set_value(words.clone());
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&path_to.run(words), options);
        };
        if let Ok(handle) = set_timeout_with_handle(later, Duration::from_millis(PAUSE_MS)) {
            waiting.set_value(Some(handle));
        }
    });
    Effect::new(move |_| {
        let listening =
            SendWrapper::new(Listening::on(&document(), "keydown", Listen::Active, move |event| focus(id, &event)));
        on_cleanup(move || drop(listening));
    });
    view! { <Search id label name="q" value=typed keys="/" on_input /> }
}

/// The key `/` brings one to the search, but for where one writes.
fn focus(id: &str, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented());
    let writes = document().active_element().is_some_and(|element| {
        element.closest("input, textarea, select, [contenteditable], dialog").ok().flatten().is_some()
    });
    if event.key() != "/" || !plain || writes || !single_keys::are_on() {
        return;
    }
    if let Some(input) = document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlInputElement>().ok()) {
        event.prevent_default();
        // An input that was just found can take the focus.
        let _ = input.focus();
        input.select();
    }
}
