//! `POST /api/v1/drafts`: what somebody is writing, kept for them alone. It comes back with every page that they open.

use app::wire::draft::{DRAFT_DAYS, DRAFT_MAX_BYTES, DRAFTS_MAX, Draft, DraftNow, WHAT_MAX_BYTES};
use axum::extract::State;
use axum::http::StatusCode;
use domain::day::Moment;
use jiff::ToSpan;
use sqlx::PgConnection;

use crate::auth::Signed;
use crate::body::Json;
use crate::fault::Problem;
use crate::store::draft;
use crate::{Fault, Server, Shared};

/// Keeps a draft as it stands now, or lets it go.
///
/// # Errors
/// [`Fault::TooLarge`] of one that is too long, [`Fault::NotUnderstood`] of one that is to become nothing.
#[utoipa::path(
    post,
    path = "/api/v1/drafts",
    request_body = DraftNow,
    responses(
        (status = 204, description = "Kept, or gone"),
        (status = 401, body = Problem),
        (status = 413, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn keep(
    State(server): State<Shared>,
    signed: Signed,
    Json(now): Json<DraftNow>,
) -> Result<StatusCode, Fault> {
    let DraftNow { of, what, text } = now;
    if what.is_empty() || what.len() > WHAT_MAX_BYTES {
        return Err(Fault::NotUnderstood("what a draft is to become is a word of up to 40 letters"));
    }
    if text.as_ref().is_some_and(|text| text.len() > DRAFT_MAX_BYTES) {
        return Err(Fault::TooLarge);
    }
    let (workspace, person) = (signed.workspace, signed.person);
    let mut change = server.database.begin().await?;
    match text {
        Some(body) => {
            let row = draft::Row { of_id: of, what, body };
            draft::write(&mut change, workspace, person, &row, server.engine.clock().now()).await?;
            let most = i64::try_from(DRAFTS_MAX).unwrap_or(i64::MAX);
            draft::remove_old(&mut change, workspace, person, oldest(&server)?, most).await?;
        }
        None => draft::remove(&mut change, workspace, person, of, &what).await?,
    }
    change.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All drafts of the reader, as a page brings them.
///
/// # Errors
/// Where the database is away.
pub async fn load(connection: &mut PgConnection, server: &Server, signed: Signed) -> Result<Vec<Draft>, Fault> {
    let rows = draft::load_all(connection, signed.workspace, signed.person, oldest(server)?).await?;
    Ok(rows.into_iter().map(|draft::Row { of_id: of, what, body: text }| Draft { of, what, text }).collect())
}

/// Since when a draft has to have been written on.
fn oldest(server: &Server) -> Result<Moment, Fault> {
    server.engine.clock().now().checked_sub((DRAFT_DAYS * 24).hours()).map_err(Fault::broken)
}
