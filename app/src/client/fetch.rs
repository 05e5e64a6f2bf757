//! Requests to the server, typed.
//!
//! What waits for the network works on text and knows no types: an `async fn` is compiled anew for each type that it speaks of,
//! a kilobyte or two of the client a time.

use gloo_net::http::{Request, Response};
use serde::{Serialize, de::DeserializeOwned};

use crate::wire::{Problem, json};

/// Why a request brought nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The session ended.
    SignedOut,
    /// The app is too old for the server.
    Outdated,
    /// The body was too large.
    TooLarge,
    /// There is no such thing, or not for this person.
    Missing,
    /// What was asked for is no longer kept; a fresh model is needed.
    Expired,
    /// The server said no, in words.
    Refused(Problem),
    /// The server could not now: when to ask again, in milliseconds, if it said.
    Busy(Option<u32>),
    /// The network is away.
    Offline,
}

/// Asks for something.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Trouble> {
    read(&asked(path.to_owned()).await?)
}

/// Asks for something that is read later.
pub async fn get_text(path: String) -> Result<String, Trouble> {
    asked(path).await
}

/// Sends something and reads the answer.
pub async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Result<T, Trouble> {
    read(&sent(path.to_owned(), written(body)?).await?)
}

/// Sends something whose answer has no body.
pub async fn tell<B: Serialize>(path: &str, body: &B) -> Result<(), Trouble> {
    sent(path.to_owned(), written(body)?).await.map(drop)
}

fn written<B: Serialize>(body: &B) -> Result<String, Trouble> {
    serde_json::to_string(body).map_err(|_| Trouble::Offline)
}

/// Reads an answer.
pub fn read<T: DeserializeOwned>(answer: &str) -> Result<T, Trouble> {
    json::read(answer).map_err(|_| Trouble::Offline)
}

async fn asked(path: String) -> Result<String, Trouble> {
    text(Request::get(&path).send().await).await
}

async fn sent(path: String, body: String) -> Result<String, Trouble> {
    let request = Request::post(&path).header("content-type", "application/json").body(body);
    text(request.map_err(|_| Trouble::Offline)?.send().await).await
}

async fn text(answer: Result<Response, gloo_net::Error>) -> Result<String, Trouble> {
    words(&accepted(answer).await?).await.ok_or(Trouble::Offline)
}

/// What an answer says, by its bytes: a text of the browser's would be made of them first and taken apart again, in one go, which of a whole
/// directory is a long moment.
async fn words(answer: &Response) -> Option<String> {
    String::from_utf8(answer.binary().await.ok()?).ok()
}

async fn accepted(answer: Result<Response, gloo_net::Error>) -> Result<Response, Trouble> {
    let answer = answer.map_err(|_| Trouble::Offline)?;
    if answer.ok() {
        return Ok(answer);
    }
    let retry_after = answer.headers().get("retry-after");
    match told_by_status(answer.status(), retry_after.as_deref()) {
        Some(trouble) => Err(trouble),
        None => {
            let status = answer.status();
            let words = words(&answer).await.unwrap_or_default();
            Err(Trouble::Refused(json::read(&words).unwrap_or_else(|_| unread(status))))
        }
    }
}

/// Why a request brought nothing, where the status of the answer says it all. Status 0: there was no answer.
pub(super) fn told_by_status(status: u16, retry_after: Option<&str>) -> Option<Trouble> {
    match status {
        0 => Some(Trouble::Offline),
        401 => Some(Trouble::SignedOut),
        404 => Some(Trouble::Missing),
        410 => Some(Trouble::Expired),
        413 => Some(Trouble::TooLarge),
        426 => Some(Trouble::Outdated),
        429 | 502..=504 => Some(Trouble::Busy(retry_after.and_then(in_ms))),
        _ => None,
    }
}

fn in_ms(retry_after: &str) -> Option<u32> {
    let seconds: u32 = retry_after.parse().ok()?;
    seconds.checked_mul(1000)
}

/// A refusal whose words could not be read.
pub(super) fn unread(status: u16) -> Problem {
    Problem { kind: "unread".to_owned(), title: String::new(), status, id: None }
}
