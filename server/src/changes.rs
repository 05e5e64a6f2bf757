//! `GET /api/v1/changes`: the stream of what happens, as server-sent events.

use app::wire::Goodbye;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::command::WIRE;
use domain::ids::Seq;
use serde::Deserialize;

use crate::auth::Signed;
use crate::csrf::OwnOrigin;
use crate::fault::Problem;
use crate::feed::{frame, stream};
use crate::query::Query;
use crate::{Fault, Shared};

/// From where the stream is to go on.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Since {
    /// The last entry that the reader has; by default what happens from now on. The header `Last-Event-ID`, which browsers
    /// send when they come back, wins over it.
    since: Option<Seq>,
    /// The form in which the reader reads the stream; by default the one of this server. With another one all that comes is
    /// `bye`, whose reason is `update`.
    wire: Option<u32>,
}

/// What happens from an entry on, as far as the reader may see it: `hello` first, then frames whose id is their entry,
/// `rescope` where other records are there for the reader than before, `presence`, and `bye` or `behind` at the end.
///
/// # Errors
/// [`Fault::Gone`] where the log is not kept in reach from there: a fresh model is needed. [`Fault::TooMany`] where the
/// session or the person has as many streams open as they may.
#[utoipa::path(
    get,
    path = "/api/v1/changes",
    params(Since),
    responses(
        (status = 200, description = "The stream", body = app::wire::Frame, content_type = "text/event-stream"),
        (status = 401, body = Problem),
        (status = 403, description = "Another site opened it", body = Problem),
        (status = 410, description = "Older than what is kept: load afresh", body = Problem),
        (status = 422, body = Problem),
        (status = 429, description = "Too many open streams", body = Problem),
    )
)]
pub async fn follow(
    State(server): State<Shared>,
    _: OwnOrigin,
    signed: Signed,
    Query(asked): Query<Since>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let since = last_event(&headers)?.or(asked.since);
    if asked.wire.is_some_and(|wire| wire != WIRE) {
        return Ok(events(Body::from(frame::bye(Goodbye::Update))));
    }
    let watched = server.watch.open(&signed, &server.config.caps)?;
    let joined = server.feeds.join(signed.workspace, signed.person, since).await?;
    let lines = stream::lines(joined, watched, server.stop.clone());
    Ok(events(Body::from_stream(lines)))
}

fn events(body: Body) -> Response {
    let kinds = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        // A proxy that gathers would keep events back until there are enough of them.
        (header::HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (kinds, body).into_response()
}

fn last_event(headers: &HeaderMap) -> Result<Option<Seq>, Fault> {
    let Some(told) = headers.get("last-event-id") else { return Ok(None) };
    let seq = told.to_str().ok().and_then(|told| told.parse().ok());
    seq.map(Some).ok_or(Fault::NotUnderstood("Last-Event-ID is not the number of an entry."))
}
