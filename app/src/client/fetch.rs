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
    match answer.status() {
        200..=299 => Ok(answer),
        401 => Err(Trouble::SignedOut),
        404 => Err(Trouble::Missing),
        410 => Err(Trouble::Expired),
        413 => Err(Trouble::TooLarge),
        426 => Err(Trouble::Outdated),
        429 | 502..=504 => Err(Trouble::Busy(retry_after_ms(&answer))),
        status => Err(Trouble::Refused(answer.json().await.unwrap_or_else(|_| unread(status)))),
    }
}

fn retry_after_ms(answer: &Response) -> Option<u32> {
    let seconds: u32 = answer.headers().get("retry-after")?.parse().ok()?;
    seconds.checked_mul(1000)
}

fn unread(status: u16) -> Problem {
    Problem { kind: "unread".to_owned(), title: String::new(), status, id: None }
}
