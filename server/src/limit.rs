//! How much, how long and how often: the limits of each kind of route, and the share of each address and person.

use std::net::IpAddr;
use std::num::{NonZeroU32, NonZeroU64};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

use crate::body::Bounded;
use crate::config::Caps;
use crate::request::ClientAddress;
use crate::{Fault, Shared};

/// What a kind of route takes: bytes of body, time for the body, time for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The largest body.
    pub bytes: u64,
    /// How long the body may take, or, for an upload, how slow it may be.
    pub body: BodyTime,
    /// How long until the answer begins; `None` for streams and uploads, which have bounds of their own.
    pub answer: Option<Duration>,
    /// Whether a request shows that somebody is at work. An open stream does not, so that it keeps no session alive.
    pub activity: bool,
}

/// How a slow body is told from a long one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyTime {
    /// From the head to the last byte.
    InAll(Duration),
    /// As long as it flows.
    Flow {
        /// The longest time without a byte.
        pause: Duration,
        /// How long it may take in any case.
        grace: Duration,
        /// What each second more costs in bytes that came.
        bytes_per_s: NonZeroU64,
    },
}

/// A file comes as fast as a poor mobile network, 64 kbit/s: three megabytes have seven minutes, and who sends a byte now and
/// then is cut after one.
const FLOW: BodyTime =
    BodyTime::Flow { pause: BODY, grace: Duration::from_secs(60), bytes_per_s: NonZeroU64::new(8 << 10).unwrap() };
const BODY: Duration = Duration::from_secs(30);
const ANSWER: Duration = Duration::from_secs(10);

/// How often a second a person may tell where they are.
const PRESENCES: NonZeroU32 = NonZeroU32::new(5).unwrap();

/// Pages, forms and JSON.
pub const QUICK: Kind = Kind { bytes: 64 << 10, body: BodyTime::InAll(BODY), answer: Some(ANSWER), activity: true };
/// What makes something before it can answer, as the demo is made for whoever enters it first.
pub const MADE_FIRST: Kind = Kind { answer: Some(Duration::from_secs(60)), ..QUICK };
/// A batch of commands.
pub const BATCH: Kind = Kind { bytes: app::wire::BATCH_MAX_BYTES as u64, ..QUICK };
/// An import: as long as it lasts, while it flows.
pub const UPLOAD: Kind = Kind { bytes: 200 << 20, body: FLOW, answer: None, activity: true };
/// A stream of changes.
pub const STREAM: Kind = Kind { bytes: 0, answer: None, activity: false, ..QUICK };

/// Holds a route to the limits of its kind.
pub async fn hold(State(kind): State<Kind>, mut request: Request, next: Next) -> Response {
    let told =
        request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if told.is_some_and(|length| length > kind.bytes) {
        return Fault::TooLarge.into_response();
    }
    request.extensions_mut().insert(kind);
    let request = request.map(|body| Body::new(Bounded::new(body, kind)));
    match kind.answer {
        None => next.run(request).await,
        Some(limit) => tokio::time::timeout(limit, next.run(request)).await.unwrap_or_else(|_| {
            tracing::warn!("the answer took too long");
            Fault::unavailable().into_response()
        }),
    }
}

/// The share of requests of each address and each person.
pub struct Pace {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    persons: DefaultKeyedRateLimiter<Uuid>,
    presences: DefaultKeyedRateLimiter<Uuid>,
    clock: DefaultClock,
}

impl Pace {
    /// Everybody's share, as the settings have it.
    pub fn new(caps: &Caps) -> Self {
        let quota = |rate, burst| Quota::per_second(rate).allow_burst(burst);
        Self {
            addresses: RateLimiter::keyed(quota(caps.rate_per_address, caps.burst_per_address)),
            persons: RateLimiter::keyed(quota(caps.rate_per_person, caps.burst_per_person)),
            presences: RateLimiter::keyed(Quota::per_second(PRESENCES)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one request of a person.
    ///
    /// # Errors
    /// [`Fault::TooMany`] when the share is used up.
    pub fn count(&self, person: Uuid) -> Result<(), Fault> {
        let wait = |not_until: governor::NotUntil<_>| not_until.wait_time_from(self.clock.now());
        self.persons.check_key(&person).map_err(|not_until| Fault::TooMany { retry_after: wait(not_until) })
    }

    /// Counts one telling of a person's presence.
    ///
    /// # Errors
    /// [`Fault::TooMany`] when they told five times within the second.
    pub fn count_presence(&self, person: Uuid) -> Result<(), Fault> {
        let wait = |not_until: governor::NotUntil<_>| not_until.wait_time_from(self.clock.now());
        self.presences.check_key(&person).map_err(|not_until| Fault::TooMany { retry_after: wait(not_until) })
    }

    fn count_address(&self, address: IpAddr) -> Result<(), Fault> {
        let wait = |not_until: governor::NotUntil<_>| not_until.wait_time_from(self.clock.now());
        self.addresses.check_key(&address).map_err(|not_until| Fault::TooMany { retry_after: wait(not_until) })
    }

    /// Forgets those who have been quiet, so that the memory of them stays small.
    pub fn forget_quiet(&self) {
        self.addresses.retain_recent();
        self.persons.retain_recent();
        self.presences.retain_recent();
    }
}

/// Holds each address to its share.
pub async fn pace(State(server): State<Shared>, client: ClientAddress, request: Request, next: Next) -> Response {
    match server.pace.count_address(client.share()) {
        Ok(()) => next.run(request).await,
        Err(fault) => fault.into_response(),
    }
}
