//! The line that tells of a new version of the app. It comes in when somebody says so, and never over work that is not saved yet.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlTextAreaElement;

use crate::{
    client::{Connection, Workspace, boot, use_workspace},
    ui::{Button, ButtonTone, Icon, Toast, use_live, use_toasts},
    words::en,
};

/// Whether the server gives out another version than this one.
pub fn is_newer_there(workspace: Workspace) -> bool {
    workspace.newer.get() || workspace.connection.get() == Connection::Outdated
}

/// The line, at the bottom of whatever page is open.
#[component]
pub fn UpdateLine() -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let live = use_live();
    let is_outdated = move || workspace.connection.get() == Connection::Outdated;
    let is_there = Memo::new(move |_| is_newer_there(workspace));
    // What this version can send no more waits for nothing: the browser asks before it is let go.
    let why_not =
        Signal::derive(move || (workspace.waiting.get() > 0 && !is_outdated()).then(|| en::STILL_SAVING.to_owned()));
    let on_press = move || {
        if is_in_hand() {
            toasts.show(Toast::plain(en::STILL_IN_HAND));
        } else {
            boot::load_again();
        }
    };
    Effect::new(move |_| {
        if is_there.get() {
            live.announce(en::NEW_VERSION);
        }
    });
    view! {
        <section class="update-line" aria-label=en::NEW_VERSION hidden=move || !is_there.get()>
            <Icon name="info" />
            <p>{en::NEW_VERSION}</p>
            <Button label=en::LOAD_AGAIN tone=ButtonTone::Quiet why_not on_press />
        </section>
    }
}

/// Whether something is being written that no command holds yet, or is on its way up.
fn is_in_hand() -> bool {
    let written = document().query_selector_all("textarea, [aria-busy=true]");
    let Ok(found) = written else { return false };
    let is_held = |at| {
        let one = found.get(at).map(JsCast::dyn_into::<HtmlTextAreaElement>);
        one.is_some_and(|one| one.map_or(true, |text| !text.value().trim().is_empty()))
    };
    (0..found.length()).any(is_held)
}
