//! The list of the keyboard's shortcuts: it opens on `?`, and by its entry in the frame.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, KeyboardEvent};
use send_wrapper::SendWrapper;

use super::steps::is_in_text;
use crate::{
    client::single_keys,
    ui::{
        Dialog, Icon, Tick,
        listen::{Listen, Listening},
    },
    words::en,
};

/// Whether the list is open.
#[derive(Clone, Copy)]
struct IsOpen(RwSignal<bool>);

/// Gives the page its list, and listens for the key. Gives whether it is open.
pub fn provide_shortcuts() -> Signal<bool> {
    let open = RwSignal::new(false);
    provide_context(IsOpen(open));
    Effect::new(move |_| {
        let heard = move |event: Event| {
            let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
            let is_other = event.key() != "?" || event.ctrl_key() || event.meta_key() || event.alt_key();
            if !is_other && !event.default_prevented() && !is_in_text() && single_keys::are_on() {
                event.prevent_default();
                open.set(true);
            }
        };
        let listening = SendWrapper::new(Listening::on(&document(), "keydown", Listen::Active, heard));
        on_cleanup(move || drop(listening));
    });
    open.into()
}

/// The entry in the frame, where there is a keyboard to speak of.
#[component]
pub fn ShortcutsButton() -> impl IntoView {
    let open = expect_context::<IsOpen>().0;
    view! {
        <button class="place" type="button" aria-haspopup="dialog" aria-keyshortcuts="?" on:click=move |_| open.set(true)>
            <Icon name="circle-help" />
            <span class="cut">{en::shortcuts::BUTTON}</span>
            <kbd aria-hidden="true">"?"</kbd>
        </button>
    }
}

/// The list.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let open = expect_context::<IsOpen>().0;
    let single_keys = RwSignal::new(true);
    Effect::new(move |_| single_keys.set(single_keys::are_on()));
    let on_single_keys = move |on: bool| {
        single_keys::turn(on);
        single_keys.set(on);
    };
    let places = || {
        let place = |one: &en::shortcuts::Shortcuts| {
            let line = |(what, keys): &(&'static str, &'static [&'static str])| {
                let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
                view! { <div><dt>{*what}</dt><dd>{keys}</dd></div> }
            };
            view! {
                <section>
                    <h3>{one.place}</h3>
                    <dl>{one.lines.iter().map(line).collect_view()}</dl>
                </section>
            }
        };
        en::shortcuts::ALL.iter().map(place).collect_view()
    };
    view! {
        <Dialog id="shortcuts" title=en::shortcuts::TITLE open close_label=en::CLOSE wide=true on_close=move || open.set(false)>
            <Tick
                id="single-keys" label=en::shortcuts::SINGLE_KEYS hint=en::shortcuts::SINGLE_KEYS_HINT checked=single_keys
                on_change=on_single_keys
            />
            <div class="shortcuts">{places()}</div>
        </Dialog>
    }
}
