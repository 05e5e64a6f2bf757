//! Hearing when an element changes its size, and letting go again.

use leptos::wasm_bindgen::{JsCast, closure::Closure};
use leptos::web_sys::{Element, ResizeObserver};

/// An observer that lets go when it is dropped.
pub struct Resized {
    observer: Option<ResizeObserver>,
    _heard: Closure<dyn FnMut()>,
}

impl Resized {
    /// Hears of every change of the size of an element, and once at the beginning. Browser only.
    pub fn observe(element: &Element, heard: impl FnMut() + 'static) -> Self {
        let heard = Closure::<dyn FnMut()>::new(heard);
        let observer = ResizeObserver::new(heard.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self { observer, _heard: heard }
    }

    /// Hears once more, when the next frame is laid out and before it is painted, whether the size changed or not.
    pub fn again(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.unobserve(element);
            observer.observe(element);
        }
    }
}

impl Drop for Resized {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
