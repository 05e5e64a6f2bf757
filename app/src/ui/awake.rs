//! Keeping a screen that nobody touches alight, and giving a page all of it. Both are asked of the browser, which may say no.

use std::{cell::RefCell, rc::Rc};

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::VisibilityState,
};

use super::listen::{Listen, Listening};

/// The screen stays alight for as long as this is kept, where the browser can do that.
pub struct Awake {
    lock: Rc<RefCell<Option<JsValue>>>,
    _seen: Listening,
}

impl Awake {
    /// Keeps it alight from now on. A browser lets go when the page is out of sight; it is asked again when it is back. Browser only.
    pub fn keep() -> Self {
        let lock = Rc::new(RefCell::new(None));
        let held = Rc::clone(&lock);
        let ask = move || {
            let held = Rc::downgrade(&held);
            if document().visibility_state() == VisibilityState::Visible {
                spawn_local(async move {
                    // A browser without locks, or one that is short of power, lets the screen go dark.
                    if let Ok(lock) = locked().await {
                        match held.upgrade() {
                            Some(held) => *held.borrow_mut() = Some(lock),
                            // Nobody waits for it any more.
                            None => drop(call(&lock, "release", &[])),
                        }
                    }
                });
            }
        };
        ask();
        let seen = Listening::on(&document(), "visibilitychange", Listen::Passive, move |_| ask());
        Self { lock, _seen: seen }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(lock) = self.lock.borrow_mut().take() {
            drop(call(&lock, "release", &[]));
        }
    }
}

async fn locked() -> Result<JsValue, JsValue> {
    let locks = js_sys::Reflect::get(&window().navigator(), &"wakeLock".into())?;
    let asked = call(&locks, "request", &["screen".into()])?;
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&asked)).await
}

/// Calls a method by its name: the bindings count these among what may change still.
fn call(on: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: js_sys::Function = js_sys::Reflect::get(on, &name.into())?.dyn_into()?;
    method.apply(on, &with.iter().collect())
}

/// Gives the page the whole screen, or takes it back.
pub fn toggle_full_screen() {
    // A browser that has no such thing leaves the page as it is.
    match document().fullscreen_element() {
        Some(_) => document().exit_fullscreen(),
        None => drop(document().document_element().map(|root| root.request_fullscreen())),
    }
}
