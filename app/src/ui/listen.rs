//! Listening to the browser by hand, where the options of a listener matter (passive or not, capture), and letting go again.

use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{AddEventListenerOptions, Element, Event, EventTarget};

/// How to listen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listen {
    /// Never prevents what the browser does by itself; scrolling need not wait for it.
    #[default]
    Passive,
    /// May prevent what the browser does by itself.
    Active,
    /// As `Active`, but before the elements inside hear of it.
    Capture,
}

/// What an event happened to, or the nearest element around it, that a selector names.
pub fn target_of(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// A listener that lets go when it is dropped.
pub struct Listening {
    target: EventTarget,
    name: &'static str,
    capture: bool,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listening {
    /// Listens for `name` on `target`. Browser only: call it in effects and event handlers.
    pub fn on(target: &EventTarget, name: &'static str, how: Listen, heard: impl FnMut(Event) + 'static) -> Self {
        let heard = Closure::<dyn FnMut(Event)>::new(heard);
        let options = AddEventListenerOptions::new();
        let capture = how == Listen::Capture;
        options.set_passive(how == Listen::Passive);
        options.set_capture(capture);
        // Adding a listener fails only on an unknown kind of options.
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            name,
            heard.as_ref().unchecked_ref(),
            &options,
        );
        Self { target: target.clone(), name, capture, heard }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.name,
            self.heard.as_ref().unchecked_ref(),
            self.capture,
        );
    }
}
