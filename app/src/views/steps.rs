//! Undo and redo of one's own commands: the keys, and the buttons that do the same.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, KeyboardEvent};
use send_wrapper::SendWrapper;

use crate::{
    client::{Workspace, step::Way, use_workspace},
    ui::{
        Button, ButtonShape, ButtonTone, Toast, Toasts,
        listen::{Listen, Listening},
        use_live,
    },
    words::en,
};

/// Listens for Ctrl or Cmd with Z, and with Shift for redo; what is typed into a field is undone there by the browser.
#[component]
pub fn StepKeys() -> impl IntoView {
    let take = use_step();
    Effect::new(move |_| {
        let heard = move |event: Event| {
            let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
            let Some(way) = way_of(&event) else { return };
            if event.default_prevented() || is_in_text() {
                return;
            }
            event.prevent_default();
            take.run(way);
        };
        let listening = SendWrapper::new(Listening::on(&document(), "keydown", Listen::Active, heard));
        on_cleanup(move || drop(listening));
    });
}

fn way_of(event: &KeyboardEvent) -> Option<Way> {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return None;
    }
    match (event.key().as_str(), event.shift_key()) {
        ("z" | "Z", false) => Some(Way::Back),
        ("z" | "Z", true) | ("y" | "Y", false) => Some(Way::Forth),
        _ => None,
    }
}

/// Whether the focus is where text is written, or in a dialog that has work of its own.
pub(super) fn is_in_text() -> bool {
    let text = "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable], dialog:not(.card-panel)";
    let focused: Option<Element> = document().active_element();
    focused.is_some_and(|element| element.closest(text).ok().flatten().is_some())
}

/// Steps back or forth and says so.
fn use_step() -> Callback<Way> {
    let workspace = use_workspace();
    let live = use_live();
    Callback::new(move |way: Way| {
        let (can_undo, can_redo) = workspace.can_step.get_untracked();
        let (can, done, nothing) = match way {
            Way::Back => (can_undo, en::UNDONE, en::NOTHING_TO_UNDO),
            Way::Forth => (can_redo, en::REDONE, en::NOTHING_TO_REDO),
        };
        if can {
            workspace.step(way);
        }
        live.announce(if can { done } else { nothing });
    })
}

/// Tells that a command of one's own took effect, with the way back.
pub fn toast_with_undo(workspace: Workspace, toasts: Toasts, words: String) {
    let undo = move || workspace.step(Way::Back);
    toasts.show(Toast::plain(words).with_action(en::UNDO, undo));
}

/// Undo and redo for the head of a page.
#[component]
pub fn StepButtons() -> impl IntoView {
    let workspace = use_workspace();
    let take = use_step();
    let no_undo = Signal::derive(move || (!workspace.can_step.get().0).then(|| en::NOTHING_TO_UNDO.to_owned()));
    let redo = move || {
        workspace.can_step.get().1.then(|| {
            let on_press = move || take.run(Way::Forth);
            view! { <Button label=en::REDO icon="redo-2" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet on_press /> }
        })
    };
    view! {
        <Button label=en::UNDO icon="undo-2" shape=ButtonShape::Slim tone=ButtonTone::Quiet why_not=no_undo on_press=move || take.run(Way::Back) />
        {redo}
    }
}
