//! One stream a browser: of all its tabs that show the same person's workspace one leads and holds the stream; what it
//! hears it passes on. When it closes, another takes over.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::wire::json;

/// What the leading tab passes on: an event of the stream by its name, with its data.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Heard {
    /// The event's name.
    pub event: String,
    /// Its data, JSON.
    pub data: String,
}

/// The channel between the tabs of one person.
#[derive(Clone)]
pub struct Channel {
    channel: Option<BroadcastChannel>,
}

impl Channel {
    /// Opens the channel of that name and hears what the leader passes on.
    pub fn open(name: &str, on_heard: impl Fn(Heard) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            let hear = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
                let text = message.data().as_string().unwrap_or_default();
                if let Ok(heard) = json::read(&text) {
                    on_heard(heard);
                }
            });
            channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
            // It lives as long as the tab.
            hear.forget();
        }
        Self { channel }
    }

    /// Passes an event on to the other tabs.
    pub fn pass_on(&self, heard: &Heard) {
        if let (Some(channel), Ok(text)) = (&self.channel, serde_json::to_string(heard)) {
            // A tab that is closing cannot pass on; the next leader starts where each tab stands.
            drop(channel.post_message(&JsValue::from_str(&text)));
        }
    }
}

/// Calls `on_lead` once this tab leads, and holds the lead until it closes. A browser without locks lets every tab lead.
pub fn lead(name: &str, on_lead: impl Fn() + 'static) {
    let navigator = JsValue::from(window().navigator());
    let locks = Reflect::get(&navigator, &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    let request = Reflect::get(&locks, &"request".into()).ok().and_then(|found| found.dyn_into::<Function>().ok());
    let Some(request) = request else { return on_lead() };
    let held = Closure::<dyn Fn() -> Promise>::new(move || {
        on_lead();
        // The lock is held while this promise is open: for as long as the tab lives.
        Promise::new(&mut |_, _| {})
    });
    drop(request.call2(&locks, &JsValue::from_str(name), held.as_ref()));
    held.forget();
}
