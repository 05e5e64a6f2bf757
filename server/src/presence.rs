//! `POST /api/v1/presence`: where somebody is and what they hold, told on to colleagues and forgotten.

use app::wire::Presence;
use axum::extract::State;
use axum::http::StatusCode;

use crate::auth::Signed;
use crate::body::Json;
use crate::fault::Problem;
use crate::feed::presence::Told;
use crate::{Fault, Shared};

/// Tells colleagues where the person is and which cards they hold. Kept in memory only, and lost where nobody listens.
///
/// # Errors
/// [`Fault::TooMany`] more often than five times a second.
#[utoipa::path(
    post,
    path = "/api/v1/presence",
    request_body = Presence,
    responses(
        (status = 204, description = "Told on"),
        (status = 401, body = Problem),
        (status = 422, body = Problem),
        (status = 429, body = Problem),
    )
)]
pub async fn tell(
    State(server): State<Shared>,
    signed: Signed,
    Json(presence): Json<Presence>,
) -> Result<StatusCode, Fault> {
    server.pace.count_presence(signed.person.0)?;
    server.feeds.present(signed.workspace, Told::of(signed.person, presence));
    Ok(StatusCode::NO_CONTENT)
}
