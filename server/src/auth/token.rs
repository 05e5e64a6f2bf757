//! Tokens: how scripts are let in, as the person who made them. `ms_` and 256 bits.

use axum::http::HeaderValue;
use domain::ids::{PersonId, WorkspaceId};
use sqlx::PgConnection;

use super::secret::Secret;
use crate::{Fault, store};

/// By which a token is known for what it is, in a script or where one was lost.
const PREFIX: &str = "ms_";

/// The token of an `Authorization` header; `None` where it holds something else.
pub fn read(header: &HeaderValue) -> Option<Secret> {
    let (scheme, token) = header.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::parse(token.trim().strip_prefix(PREFIX)?)).flatten()
}

/// Makes a token of a person, and says it this once.
///
/// # Errors
/// Where the database fails.
pub async fn make(connection: &mut PgConnection, workspace: WorkspaceId, person: PersonId) -> Result<String, Fault> {
    let secret = Secret::fresh();
    store::token::write_token(connection, workspace, person, &secret.hash()).await?;
    Ok(format!("{PREFIX}{secret}"))
}
