//! What only a device can tell: the time by its clock, and names for new things.

use domain::{day::Moment, ids::DeviceId};
use uuid::Uuid;

/// A new name for a record or a command.
pub fn fresh_id() -> Uuid {
    Uuid::now_v7()
}

/// The instant by the device's clock. A clock that shows no real time gives the first instant that there is.
pub fn now() -> Moment {
    let millis = js_sys::Date::now();
    #[expect(clippy::cast_possible_truncation, reason = "a clock in milliseconds fits an i64 for 292 million years")]
    Moment::from_millisecond(millis as i64).unwrap_or(Moment::UNIX_EPOCH)
}

/// A name for this browser tab, for as long as it is open.
pub fn device() -> DeviceId {
    DeviceId(fresh_id())
}

/// Waits.
pub async fn pause(duration_ms: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        leptos::prelude::set_timeout(
            move || drop(resolve.call0(&wasm_bindgen::JsValue::NULL)),
            std::time::Duration::from_millis(duration_ms.into()),
        );
    });
    // A promise that only ever resolves cannot fail.
    drop(wasm_bindgen_futures::JsFuture::from(promise).await);
}
