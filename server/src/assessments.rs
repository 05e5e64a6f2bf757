//! `GET /api/v1/accounts/{id}/assessments`: all that is said of an account on the categorization models, with the working.

use app::wire::assessments::Assessments;
use axum::Json;
use axum::extract::State;
use domain::ids::AccountId;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::Id;
use crate::read::Opened;
use crate::read::assessments::Rank;
use crate::{Fault, Shared};

/// Every assessment of an account and every word on where it stands, model by model, with what answers it; what signals propose and what
/// they look at, what evidence there is for each step of a ladder, what both sides put in, and what the models say of it side by side.
/// As far as the reader may see it: without what notes and wallets tell to who may see none.
///
/// # Errors
/// [`Fault::NotFound`] where there is no such account for the reader.
#[utoipa::path(
    get,
    path = "/api/v1/accounts/{id}/assessments",
    params(("id" = AccountId, Path)),
    responses((status = 200, body = Assessments), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Id(account): Id<AccountId>,
) -> Result<Json<Assessments>, Fault> {
    let opened = Opened::open(&server, &signed, account).await?;
    let rank = Rank::of(&*server.feeds.directory_now(signed.workspace).await?, account);
    opened.read_assessments(server.engine.clock(), rank).await.map(Json)
}
