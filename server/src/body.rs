//! Bodies of requests: bounded in size and time while they are read, and read into types.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

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
    came: u64,
    began: Instant,
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
        let began = Instant::now();
        let clock = Box::pin(tokio::time::sleep_until(until(kind.body, began, began, 0)));
        Self { inner, left: kind.bytes, came: 0, began, time: kind.body, clock }
    }
}

/// Until when the next byte of a body is waited for, of which so many came.
fn until(time: BodyTime, began: Instant, now: Instant, came: u64) -> Instant {
    match time {
        BodyTime::InAll(time) => began + time,
        BodyTime::Flow { pause, grace, bytes_per_s } => {
            let earned = Duration::from_secs(came / bytes_per_s.get());
            (now + pause).min(began + grace + earned)
        }
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
                (self.left, self.came) = (left, self.came + length);
                if length > 0 && matches!(self.time, BodyTime::Flow { .. }) {
                    let until = until(self.time, self.began, Instant::now(), self.came);
                    self.clock.as_mut().reset(until);
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
        if let Some(rule) = excess(&bytes) {
            return Err(Fault::NotUnderstood(rule));
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
/// At most so many members and elements may it have in all; a full batch of commands has fewer.
const ELEMENTS: usize = 2_000;
/// At most so many bytes may one text have: the longest note, with each of its characters escaped.
const TEXT: usize = 6 * domain::text::NOTE_MAX;

/// In what JSON is more than may be, found out before it is parsed; none where it is not.
fn excess(json: &[u8]) -> Option<&'static str> {
    let (mut depth, mut elements) = (0_usize, 0_usize);
    let (mut text, mut escaped) = (None, false);
    for byte in json {
        if let Some(length) = &mut text {
            *length += 1;
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => text = None,
                _ if *length > TEXT => return Some("A text in the JSON is too long."),
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => text = Some(0_usize),
            b'{' | b'[' => (depth, elements) = (depth + 1, elements + 1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => elements += 1,
            _ => {}
        }
        if depth > DEPTH {
            return Some("The JSON is nested too deeply.");
        }
        if elements > ELEMENTS {
            return Some("The JSON has too many elements.");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::UPLOAD;

    /// After how many seconds an upload is cut of which so many bytes come at once each time after a pause; none where all
    /// the pieces came.
    fn cut_after(pieces: u64, bytes: u64, pause_s: u64) -> Option<u64> {
        let began = Instant::now();
        let mut limit = until(UPLOAD.body, began, began, 0);
        for piece in 1..=pieces {
            let now = began + Duration::from_secs(piece * pause_s);
            if now > limit {
                return Some((limit - began).as_secs());
            }
            limit = until(UPLOAD.body, began, now, piece * bytes);
        }
        None
    }

    #[test]
    fn a_slow_upload_comes_whole_and_one_that_dribbles_or_pauses_is_cut() {
        assert_eq!(cut_after(250, 12_000, 1), None, "a phone at the edge of its network");
        assert_eq!(cut_after(100, 60_000, 7), None, "with gaps");
        assert_eq!(cut_after(1_000_000, 1, 5), Some(60), "a byte now and then");
        assert_eq!(cut_after(100_000, 8_000, 2), Some(115), "what comes buys its time and no more");
        assert_eq!(cut_after(3, 50 << 20, 31), Some(30), "a pause");
    }

    #[tokio::test]
    async fn a_body_is_cut_when_its_time_is_over() {
        let time = BodyTime::Flow {
            pause: Duration::from_secs(5),
            grace: Duration::from_millis(120),
            bytes_per_s: std::num::NonZeroU64::MAX,
        };
        let pieces = futures_util::stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(10)).await;
            Some((Ok::<_, std::convert::Infallible>("x"), ()))
        });
        let body = Bounded::new(Body::from_stream(pieces), Kind { body: time, ..UPLOAD });
        let cut = body.collect().await.map(|_| ()).unwrap_err();
        assert!(matches!(fault_of(&cut), Fault::TooSlow), "{cut}");
    }

    #[test]
    fn depth_and_elements_are_counted_outside_of_texts() {
        assert_eq!(excess(br#"{"a":["[[[[[[[[[[[[[[[[[[[[[[[[\"["]}"#), None);
        assert_eq!(excess("[".repeat(16).as_bytes()), None);
        assert_eq!(excess("[".repeat(17).as_bytes()), Some("The JSON is nested too deeply."));
        let list = |count: usize| format!("[{}0]", "0,".repeat(count - 1));
        assert_eq!(excess(list(2_000).as_bytes()), None);
        assert_eq!(excess(list(2_001).as_bytes()), Some("The JSON has too many elements."));
        assert_eq!(
            excess(format!("{{{}", "\"a\":[{}],".repeat(700)).as_bytes()),
            Some("The JSON has too many elements.")
        );
        assert_eq!(excess(format!("[\"{}\"]", ",".repeat(5_000)).as_bytes()), None);
    }

    #[test]
    fn a_text_is_as_long_as_the_longest_note_and_no_longer() {
        let text = |count: usize| format!("[\"{}\"]", "\\u00e9".repeat(count));
        assert_eq!(excess(text(domain::text::NOTE_MAX).as_bytes()), None);
        assert_eq!(excess(text(domain::text::NOTE_MAX + 1).as_bytes()), Some("A text in the JSON is too long."));
    }
}
