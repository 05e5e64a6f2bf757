//! Sending a file up, with word on how far it is, which `fetch` cannot tell.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, File, ProgressEvent, XmlHttpRequest};

use super::fetch::{self, Trouble};
use crate::{
    paths,
    wire::{ImportAnswer, ImportQuery, Problem, json},
};

/// Bytes that went up, of all that there are.
pub type Sent = (u64, u64);

/// Sends a file of trade to be taken in. Gives the answer also where the rows were refused; `sent` is told how far it is.
pub async fn import(
    file: &File,
    asked: &ImportQuery,
    sent: WriteSignal<Option<Sent>>,
) -> Result<ImportAnswer, Trouble> {
    let request = begun(&paths::import(asked), "text/csv").map_err(|_| Trouble::Offline)?;
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        // The page may be gone by now.
        let _ = sent.try_set(Some((whole(event.loaded()), whole(event.total()))));
    });
    if let Some(upload) = upload_of(&request) {
        drop(upload.add_event_listener_with_callback("progress", on_progress.as_ref().unchecked_ref()));
    }
    finished(&request, file).await?;
    answered(&request)
}

/// Sends a short list, of products, rates or scores, to be taken in at an address. Gives the answer also where lines were refused.
pub async fn list<T: DeserializeOwned>(path: &str, file: &File) -> Result<T, Trouble> {
    let request = begun(path, "text/csv").map_err(|_| Trouble::Offline)?;
    finished(&request, file).await?;
    answered(&request)
}

/// Sends JSON to an address. Gives the answer also where what was sent was refused.
pub async fn text<T: DeserializeOwned>(path: &str, body: &str) -> Result<T, Trouble> {
    let request = begun(path, "application/json").map_err(|_| Trouble::Offline)?;
    ended(&request, || request.send_with_opt_str(Some(body))).await?;
    answered(&request)
}

/// Sends the file and waits for the end of the answer.
async fn finished(request: &XmlHttpRequest, file: &File) -> Result<(), Trouble> {
    ended(request, || request.send_with_opt_blob(Some(file))).await
}

async fn ended(request: &XmlHttpRequest, send: impl FnOnce() -> Result<(), JsValue>) -> Result<(), Trouble> {
    let ended = js_sys::Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    send().map_err(|_| Trouble::Offline)?;
    JsFuture::from(ended).await.map(drop).map_err(|_| Trouble::Offline)
}

fn begun(path: &str, kind: &str) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", path)?;
    request.set_request_header("content-type", kind)?;
    Ok(request)
}

/// What tells how far the way up is.
fn upload_of(request: &XmlHttpRequest) -> Option<EventTarget> {
    js_sys::Reflect::get(request, &JsValue::from_str("upload")).ok()?.dyn_into().ok()
}

fn whole(bytes: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a file, from zero up")]
    let bytes = bytes as u64;
    bytes
}

fn answered<T: DeserializeOwned>(request: &XmlHttpRequest) -> Result<T, Trouble> {
    let status = request.status().unwrap_or(0);
    if let Some(answer) = (status != 0).then(|| read(request)).flatten() {
        return Ok(answer);
    }
    let retry_after = request.get_response_header("retry-after").ok().flatten();
    Err(match fetch::told_by_status(status, retry_after.as_deref()) {
        Some(trouble) => trouble,
        None if status < 400 => Trouble::Offline,
        None => Trouble::Refused(read::<Problem>(request).unwrap_or_else(|| fetch::unread(status))),
    })
}

fn read<T: DeserializeOwned>(request: &XmlHttpRequest) -> Option<T> {
    json::read(&request.response_text().ok()??).ok()
}
