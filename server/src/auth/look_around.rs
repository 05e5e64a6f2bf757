//! Entering the demo.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::sign_in::{go, let_in};
use crate::{Fault, Shared, demo};

/// `POST /look-around`: into the demo while it is open, else to the sign-in.
///
/// # Errors
/// Where the database is away.
pub async fn look_around(State(server): State<Shared>, headers: HeaderMap) -> Result<Response, Fault> {
    let mut connection = server.database.acquire().await?;
    if !demo::is_open(&server, &mut connection).await? {
        return Ok(go("/"));
    }
    drop(connection);
    let (workspace, person) = demo::find_or_make(&server).await?;
    tracing::info!("somebody looks around");
    let_in(&server, &headers, workspace, person, "/").await
}
