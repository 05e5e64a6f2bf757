//! How everybody stands with the door, for those who let people in.

use app::wire::{Access, AccessList};
use axum::Json;
use axum::extract::State;
use domain::policy::Action;

use super::Signed;
use crate::fault::Problem;
use crate::{Fault, Shared, store};

/// Who signs in by which address, and whose invitation is open.
///
/// # Errors
/// [`Fault::NotAllowed`] to all but administrators.
#[utoipa::path(
    get,
    path = "/api/v1/access",
    responses((status = 200, body = AccessList), (status = 401, body = Problem), (status = 403, body = Problem))
)]
pub async fn list(State(server): State<Shared>, signed: Signed) -> Result<Json<AccessList>, Fault> {
    let mut connection = server.database.acquire().await?;
    signed.permit(&mut connection, Action::EditPeople).await?;
    let held = store::credential::load_accesses(&mut connection, signed.workspace).await?;
    let items = held.into_iter().map(|held| Access {
        person: held.person,
        email: held.email,
        has_password: held.has_password,
        invited_until: held.invited_until,
    });
    Ok(Json(AccessList { items: items.collect() }))
}
