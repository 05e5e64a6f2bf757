//! Requests to the server, typed.

use gloo_net::http::{Request, Response};
use serde::{Serialize, de::DeserializeOwned};

use crate::wire::Problem;

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
    read(Request::get(path).send().await).await
}

/// Sends something and reads the answer.
pub async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Result<T, Trouble> {
    read(sent(path, body).await?).await
}

/// Sends something whose answer has no body.
pub async fn tell<B: Serialize>(path: &str, body: &B) -> Result<(), Trouble> {
    accepted(sent(path, body).await?).await.map(drop)
}

async fn sent<B: Serialize>(path: &str, body: &B) -> Result<Result<Response, gloo_net::Error>, Trouble> {
    let request = Request::post(path).json(body).map_err(|_| Trouble::Offline)?;
    Ok(request.send().await)
}

async fn read<T: DeserializeOwned>(answer: Result<Response, gloo_net::Error>) -> Result<T, Trouble> {
    accepted(answer).await?.json().await.map_err(|_| Trouble::Offline)
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
            Err(Trouble::Refused(answer.json().await.unwrap_or_else(|_| unread(status))))
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
