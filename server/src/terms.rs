//! `GET /api/v1/accounts/{id}/terms`: what was agreed with an account, who else works for it, and what it is reckoned to spend.

use app::wire::terms::Terms;
use axum::Json;
use axum::extract::State;
use domain::ids::AccountId;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::Id;
use crate::read::Opened;
use crate::{Fault, Shared};

/// Contracts, partners, targets and wallet of an account, as far as the reader may see them: to who may not see wallets there is none.
///
/// # Errors
/// [`Fault::NotFound`] where there is no such account for the reader.
#[utoipa::path(
    get,
    path = "/api/v1/accounts/{id}/terms",
    params(("id" = AccountId, Path)),
    responses((status = 200, body = Terms), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Id(account): Id<AccountId>,
) -> Result<Json<Terms>, Fault> {
    let today = server.engine.clock().today();
    Opened::open(&server, &signed, account).await?.read_terms(today).await.map(Json)
}
