//! What each account brought in a window: the list behind every figure of concentration.

use std::cmp::Reverse;

use app::wire::report::{Ranked, RankingReport, Span};
use axum::Json;
use axum::extract::State;

use super::Book;
use super::concentration::WindowAsked;
use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::Query;
use crate::{Fault, Shared};

/// What each account brought in a window, the largest first.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/ranking",
    params(WindowAsked),
    responses((status = 200, body = RankingReport), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn ranking(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<WindowAsked>,
) -> Result<Json<RankingReport>, Fault> {
    let (book, window) = asked.open(&server, &signed).await?;
    let accounts = ranked(&book, window);
    Ok(Json(RankingReport { about: book.about, window, accounts }))
}

/// All accounts with a document that counts, the largest first; those alike by their ids.
pub(super) fn ranked(book: &Book, window: Span) -> Vec<Ranked> {
    let told = |(account, minor)| Ranked { account, name: book.name(account), minor };
    let mut all: Vec<Ranked> = book.revenues(window).into_iter().map(told).collect();
    all.sort_by_key(|one| (Reverse(one.minor), one.account));
    all
}
