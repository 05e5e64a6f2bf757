//! What broke, or was never in order: the one error type of HTTP.
//!
//! The answer is an RFC 9457 problem: a type, a title in words, a status, and the id of the request to quote. The cause
//! stands in the log under the same id, never in the answer. A rule of the business that says no is a
//! [`domain::Rejection`], not a fault.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::request;

/// Why a request was not served.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Nobody is signed in, or not any more.
    #[error("not signed in")]
    NotSignedIn,
    /// Another site tried to act in the name of somebody who is signed in here.
    #[error("another site asked")]
    CrossOrigin,
    /// The person is known, and the roles they hold do not allow this.
    #[error("not allowed")]
    NotAllowed,
    /// There is nothing under this address, or nothing that this person may know of.
    #[error("not found")]
    NotFound,
    /// The address exists, but not for this method.
    #[error("method not allowed")]
    WrongMethod,
    /// The body took longer than it may.
    #[error("the body came too slowly")]
    TooSlow,
    /// What is asked for is taken: the words say what.
    #[error("taken: {0}")]
    Taken(&'static str),
    /// What was asked for is gone: older than what is kept.
    #[error("gone")]
    Gone,
    /// The body is larger than it may be.
    #[error("the body is too large")]
    TooLarge,
    /// The server was opened under another origin than the one it is meant for, which is named.
    #[error("opened under another origin than {meant}")]
    OtherOrigin {
        /// The origin people are to open.
        meant: String,
    },
    /// The request does not say what it should; the words say in what.
    #[error("not understood: {0}")]
    NotUnderstood(&'static str),
    /// The client was built for a protocol that is no longer spoken.
    #[error("the client is too old")]
    TooOld,
    /// More than the share of one address, account or person.
    #[error("too many requests")]
    TooMany {
        /// When to try again.
        retry_after: Duration,
    },
    /// Something failed that should not have.
    #[error("broken")]
    Broken(#[source] anyhow::Error),
    /// Somebody else has in hand what this would write, for the moment: mostly a file that is being taken in.
    #[error("held by somebody else")]
    Held,
    /// The server cannot just now: it starts, stops, is full, or its database is away.
    #[error("unavailable")]
    Unavailable {
        /// When to try again.
        retry_after: Duration,
    },
}

/// An RFC 9457 problem, as sent.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// What kind of fault, for programs: `urn:mainstay:too-many`.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// The same in words, for people.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// The request's id: under it the log says more.
    pub id: String,
}

impl Fault {
    /// How long to wait where nothing else is known.
    pub const PAUSE: Duration = Duration::from_secs(1);

    /// What the database said, as a fault: away or overrun is [`Fault::Unavailable`], all else is [`Fault::Broken`].
    pub fn broken(cause: impl Into<anyhow::Error>) -> Self {
        Self::Broken(cause.into())
    }

    /// Not now: try again in a second.
    pub fn unavailable() -> Self {
        Self::Unavailable { retry_after: Self::PAUSE }
    }

    /// The status of HTTP that tells it.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::CrossOrigin | Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Taken(_) => StatusCode::CONFLICT,
            Self::Gone => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::OtherOrigin { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::NotUnderstood(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooOld => StatusCode::UPGRADE_REQUIRED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Held | Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "urn:mainstay:not-signed-in",
            Self::CrossOrigin => "urn:mainstay:cross-origin",
            Self::NotAllowed => "urn:mainstay:not-allowed",
            Self::NotFound => "urn:mainstay:not-found",
            Self::WrongMethod => "urn:mainstay:wrong-method",
            Self::TooSlow => "urn:mainstay:too-slow",
            Self::Taken(_) => "urn:mainstay:taken",
            Self::Gone => "urn:mainstay:gone",
            Self::TooLarge => "urn:mainstay:too-large",
            Self::OtherOrigin { .. } => "urn:mainstay:other-origin",
            Self::NotUnderstood(_) => "urn:mainstay:not-understood",
            Self::TooOld => "urn:mainstay:too-old",
            Self::TooMany { .. } => "urn:mainstay:too-many",
            Self::Broken(_) => "urn:mainstay:broken",
            Self::Held => "urn:mainstay:held",
            Self::Unavailable { .. } => "urn:mainstay:unavailable",
        }
    }

    fn title(&self) -> String {
        match self {
            Self::NotSignedIn => "Sign in first.".into(),
            Self::CrossOrigin => "This came from another site, so it was not done.".into(),
            Self::NotAllowed => "The roles you hold do not allow this.".into(),
            Self::NotFound => "There is nothing here.".into(),
            Self::WrongMethod => "This address takes no such request.".into(),
            Self::TooSlow => "The request took too long to arrive.".into(),
            Self::Taken(what) | Self::NotUnderstood(what) => (*what).into(),
            Self::Gone => "This is older than what is kept: load afresh.".into(),
            Self::TooLarge => "This is larger than it may be.".into(),
            Self::OtherOrigin { meant } => {
                format!("This Mainstay is meant to be opened at {meant}")
            }
            Self::TooOld => "This page is too old for the server: load it again.".into(),
            Self::TooMany { .. } => "Too many requests: wait a moment.".into(),
            Self::Broken(_) => "Something broke. What you sent may not have been done.".into(),
            Self::Held => {
                "Somebody else has this in hand just now, or a file that is being taken in: try again in a moment."
                    .into()
            }
            Self::Unavailable { .. } => "Mainstay cannot answer just now. It will shortly.".into(),
        }
    }

    /// When to try again, where that is known.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooMany { retry_after } | Self::Unavailable { retry_after } => Some(*retry_after),
            Self::Held => Some(Self::PAUSE),
            _ => None,
        }
    }

    /// What is sent about it.
    pub fn problem(&self) -> Problem {
        Problem {
            kind: self.kind(),
            title: self.title(),
            status: self.status().as_u16(),
            id: request::current_id().to_string(),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        match &self {
            Self::Broken(cause) => tracing::error!(cause = format!("{cause:#}"), "broken"),
            Self::Unavailable { .. } => tracing::warn!("unavailable"),
            Self::NotUnderstood(what) => tracing::info!(what, "not understood"),
            other => tracing::debug!(fault = %other, "fault"),
        }
        let problem = self.problem();
        let body = serde_json::to_string(&problem).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json; charset=utf-8"));
        if let Some(wait) = self.retry_after() {
            // Whole seconds, rounded up, so that nobody comes back too early.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        // Pages tell the same problem as a page: see `request::tell`.
        response.extensions_mut().insert(problem);
        response
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        let away = match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed => {
                true
            }
            // A lock that did not come in time.
            sqlx::Error::Database(told) if told.code().as_deref() == Some("55P03") => return Self::Held,
            // Class 08 connection, 53 resources, 57 the administrator or a crash, 25P03 idle too long.
            sqlx::Error::Database(told) => told.code().is_some_and(|code| {
                ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) || matches!(&*code, "57014" | "25P03")
            }),
            _ => false,
        };
        if away {
            tracing::warn!(cause = %error, "the database is away or overrun");
            Self::unavailable()
        } else {
            Self::Broken(error.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_its_status_and_a_type_of_its_own() {
        let wait = Duration::from_millis(1500);
        let all = [
            (Fault::NotSignedIn, 401),
            (Fault::CrossOrigin, 403),
            (Fault::NotAllowed, 403),
            (Fault::NotFound, 404),
            (Fault::WrongMethod, 405),
            (Fault::TooSlow, 408),
            (Fault::Taken("Taken."), 409),
            (Fault::Gone, 410),
            (Fault::TooLarge, 413),
            (Fault::OtherOrigin { meant: "https://m.example".into() }, 421),
            (Fault::NotUnderstood("No."), 422),
            (Fault::TooOld, 426),
            (Fault::TooMany { retry_after: wait }, 429),
            (Fault::broken(anyhow::anyhow!("the canary of the cause")), 500),
            (Fault::Held, 503),
            (Fault::Unavailable { retry_after: wait }, 503),
        ];
        let mut kinds = std::collections::BTreeSet::new();
        for (fault, status) in all {
            assert!(kinds.insert(fault.kind()));
            let waits = fault.retry_after().is_some();
            let wait = if matches!(fault, Fault::Held) { "1" } else { "2" };
            let problem = serde_json::to_string(&fault.problem()).unwrap();
            assert!(!problem.contains("canary"));
            let response = fault.into_response();
            assert_eq!(response.status().as_u16(), status);
            assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json; charset=utf-8");
            assert_eq!(response.headers().get(header::RETRY_AFTER).map(|v| v.to_str().unwrap()), waits.then_some(wait));
        }
    }
}
