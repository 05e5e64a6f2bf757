//! What the query of an address says.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::day::Day;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Fault;

/// The most entries or documents of one window.
pub const WINDOW_MAX: usize = 200;

/// The query of an address. Its type says which fields there are; others are refused where the type denies them.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        axum::extract::Query::try_from_uri(&parts.uri)
            .map(|query| Self(query.0))
            .map_err(|_| Fault::NotUnderstood("The query does not say what this address takes."))
    }
}

/// The id in the path of an address; another text names nothing.
#[derive(Clone, Copy, Debug)]
pub struct Id<T>(pub T);

impl<T: std::str::FromStr, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let text = axum::extract::Path::<String>::from_request_parts(parts, state).await;
        text.ok().and_then(|text| text.0.parse().ok()).map(Self).ok_or(Fault::NotFound)
    }
}

/// A day in a query, such as `2026-11-24`.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[schema(value_type = String, format = Date)]
pub struct DayAsked(#[serde(with = "domain::day::text")] pub Day);

/// The day that was asked for, if any was.
pub fn day(asked: Option<DayAsked>) -> Option<Day> {
    asked.map(|asked| asked.0)
}

/// How many of a window were asked for, if that many may be.
///
/// # Errors
/// [`Fault::NotUnderstood`] where they may not.
pub fn limited(asked: Option<usize>, by_default: usize, most: usize) -> Result<usize, Fault> {
    let limit = asked.unwrap_or(by_default);
    if (1..=most).contains(&limit) { Ok(limit) } else { Err(Fault::NotUnderstood("The limit is 1 to 200.")) }
}
