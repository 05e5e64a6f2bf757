//! Bodies of requests: bounded in size and time while they are read, and read into types.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use http_body_util::BodyExt;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, Sleep};

use crate::Fault;
use crate::limit::{BodyTime, Kind};

/// A body that ends with an error once it is larger or slower than its kind may be.
pub struct Bounded {
    inner: Body,
    left: u64,
    time: BodyTime,
    clock: Pin<Box<Sleep>>,
}

/// Why a body was not read to its end.
#[derive(Debug, thiserror::Error)]
pub enum Cut {
    /// It was larger than it may be.
    #[error("the body is too large")]
    TooLarge,
    /// It was slower than it may be.
    #[error("the body came too slowly")]
    TooSlow,
}

impl Bounded {
    /// The body of a route of this kind.
    pub fn new(inner: Body, kind: Kind) -> Self {
        let (BodyTime::InAll(time) | BodyTime::Pause(time)) = kind.body;
        Self { inner, left: kind.bytes, time: kind.body, clock: Box::pin(tokio::time::sleep(time)) }
    }
}

impl HttpBody for Bounded {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.inner).poll_frame(context) {
            Poll::Pending => self.clock.as_mut().poll(context).map(|()| Some(Err(axum::Error::new(Cut::TooSlow)))),
            Poll::Ready(Some(Ok(frame))) => {
                let length = frame.data_ref().map_or(0, |data| data.len() as u64);
                let Some(left) = self.left.checked_sub(length) else {
                    return Poll::Ready(Some(Err(axum::Error::new(Cut::TooLarge))));
                };
                self.left = left;
                if let BodyTime::Pause(pause) = self.time {
                    self.clock.as_mut().reset(Instant::now() + pause);
                }
                Poll::Ready(Some(Ok(frame)))
            }
            end @ Poll::Ready(_) => end,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// What went wrong while a body was read, as a fault. For those who stream a body themselves.
pub fn fault_of(error: &axum::Error) -> Fault {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(here) = cause {
        match here.downcast_ref::<Cut>() {
            Some(Cut::TooLarge) => return Fault::TooLarge,
            Some(Cut::TooSlow) => return Fault::TooSlow,
            None => cause = here.source(),
        }
    }
    Fault::NotUnderstood("The request broke off.")
}

async fn read(request: Request) -> Result<Bytes, Fault> {
    let body = request.into_body().collect().await.map_err(|error| fault_of(&error))?;
    Ok(body.to_bytes())
}

/// Whether the body says that it is of this type.
pub fn has_type(request: &Request, wanted: &str) -> bool {
    let told = request.headers().get(header::CONTENT_TYPE).and_then(|told| told.to_str().ok());
    let essence = told.map(|told| told.split(';').next().unwrap_or_default().trim());
    essence.is_some_and(|essence| essence.eq_ignore_ascii_case(wanted))
}

/// A JSON body. Its type says which fields there are; others are refused where the type denies them.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Json<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        if !has_type(&request, "application/json") {
            return Err(Fault::NotUnderstood("The body is to be JSON, with the content type application/json."));
        }
        let bytes = read(request).await?;
        if !is_shallow(&bytes) {
            return Err(Fault::NotUnderstood("The JSON is nested too deeply."));
        }
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            // Where it stopped helps, what stood there is nobody's business but the sender's.
            tracing::info!(line = error.line(), column = error.column(), kind = ?error.classify(), "JSON not understood");
            Fault::NotUnderstood("The JSON does not have the form that this address takes.")
        })
    }
}

/// The fields of an HTML form, sent without any script.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Form<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        if !has_type(&request, "application/x-www-form-urlencoded") {
            return Err(Fault::NotUnderstood("The body is to be a form."));
        }
        let bytes = read(request).await?;
        let fields = axum::extract::RawForm(bytes);
        axum::extract::Form::<T>::from_request(rebuilt(fields.0), &())
            .await
            .map(|form| Self(form.0))
            .map_err(|_| Fault::NotUnderstood("The form does not have the fields that this address takes."))
    }
}

fn rebuilt(bytes: Bytes) -> Request {
    let mut request = Request::new(Body::from(bytes));
    *request.method_mut() = axum::http::Method::POST;
    let form = axum::http::HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(header::CONTENT_TYPE, form);
    request
}

/// At most this deep may JSON be nested, so that parsing it costs what its length costs.
const DEPTH: usize = 16;

fn is_shallow(json: &[u8]) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_outside_of_texts() {
        assert!(is_shallow(br#"{"a":["[[[[[[[[[[[[[[[[[[[[[[[[\"["]}"#));
        assert!(is_shallow("[".repeat(16).as_bytes()));
        assert!(!is_shallow("[".repeat(17).as_bytes()));
    }
}
