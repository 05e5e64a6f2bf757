//! Accounts for scripts, page by page, and what is read of one of them on demand.

use app::wire::account_page::{ACCOUNT_PAGE, ACCOUNT_PAGE_MAX};
use app::wire::{AccountLine, AccountPage, AccountQuery, DocumentMark, DocumentWindow, HistoryWindow};
use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::{
    account::Account,
    day::Day,
    filter,
    ids::{AccountId, Seq},
    list::{Mark, Sort},
    model::Model,
    placement::standing,
};
use serde::{Deserialize, Serialize};

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{Id, Query, WINDOW_MAX, limited};
use crate::read::{DOCUMENT_WINDOW, HISTORY_WINDOW, Opened};
use crate::{Fault, Shared};

/// Where a list is gone on with, and in which order; sent as base64 so that nobody takes it for more.
#[derive(Serialize, Deserialize)]
struct Cursor {
    sort: String,
    mark: Mark,
}

/// The accounts that the reader sees, in order, searched and page by page.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/accounts",
    params(AccountQuery),
    responses((status = 200, body = AccountPage), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn list(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<AccountQuery>,
) -> Result<Json<AccountPage>, Fault> {
    let limit = limited(asked.limit, ACCOUNT_PAGE, ACCOUNT_PAGE_MAX)?;
    let sort = match &asked.sort {
        None => Sort::default(),
        Some(word) => Sort::of_word(word).ok_or(Fault::NotUnderstood("There is no such order of accounts."))?,
    };
    let after = asked.after.as_deref().map(|text| mark_of(text, sort)).transpose()?;
    let model = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&model, signed.person)?;
    let words = filter::words_of(&asked.q);
    let seen = model.accounts.values().filter(|account| rights.sees(account) && filter::matches(account, &words));
    page_of(&model, server.feeds.clock().today(), seen.collect(), sort, after.as_ref(), limit).map(Json)
}

fn page_of(
    model: &Model,
    day: Day,
    mut accounts: Vec<&Account>,
    sort: Sort,
    after: Option<&Mark>,
    limit: usize,
) -> Result<AccountPage, Fault> {
    let total = accounts.len();
    if let Some(mark) = after {
        accounts.retain(|account| sort.is_after(model, day, account, mark));
    }
    sort.sort(model, day, &mut accounts);
    let has_more = accounts.len() > limit;
    accounts.truncate(limit);
    let last = accounts.last().filter(|_| has_more);
    let next = last.map(|last| Cursor { sort: sort.word(), mark: sort.mark(model, day, last) }.text()).transpose()?;
    let currency = model.workspace.as_ref().map(|house| house.base_currency).ok_or(Fault::NotFound)?;
    let line = |account: &Account| AccountLine {
        id: account.id,
        reference: account.reference.clone(),
        name: account.name.clone(),
        owner: account.owner,
        stage: standing(model, account.id, day).map(|placement| placement.cell),
        currency,
        revenue_ttm_minor: model.revenue_ttm_minor(account.id),
        parent: account.parent,
    };
    Ok(AccountPage { items: accounts.into_iter().map(line).collect(), next, total })
}

/// A window on the history of an account.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HistoryAsked {
    /// How many entries at most: 1 to 200, by default 30.
    pub limit: Option<usize>,
    /// The entry before which to begin; by default the newest come first.
    pub before: Option<Seq>,
}

/// What happened to an account, newest first, as far as the reader may see it.
///
/// # Errors
/// [`Fault::NotFound`] where there is no such account for the reader.
#[utoipa::path(
    get,
    path = "/api/v1/accounts/{id}/history",
    params(("id" = AccountId, Path), HistoryAsked),
    responses(
        (status = 200, body = HistoryWindow),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn history(
    State(server): State<Shared>,
    signed: Signed,
    Id(account): Id<AccountId>,
    Query(asked): Query<HistoryAsked>,
) -> Result<Json<HistoryWindow>, Fault> {
    let limit = limited(asked.limit, HISTORY_WINDOW, WINDOW_MAX)?;
    let mut opened = Opened::open(&server, &signed, account).await?;
    opened.read_history(asked.before, limit).await.map(Json)
}

/// A window on the documents of an account.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DocumentsAsked {
    /// How many documents at most: 1 to 200, by default 50.
    limit: Option<usize>,
    /// The document before which to begin, as `DAY:NUMBER`; by default the latest come first.
    #[param(value_type = Option<String>)]
    before: Option<DocumentMark>,
}

/// The documents of trade of an account, latest first.
///
/// # Errors
/// [`Fault::NotFound`] where there is no such account for the reader.
#[utoipa::path(
    get,
    path = "/api/v1/accounts/{id}/documents",
    params(("id" = AccountId, Path), DocumentsAsked),
    responses(
        (status = 200, body = DocumentWindow),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn documents(
    State(server): State<Shared>,
    signed: Signed,
    Id(account): Id<AccountId>,
    Query(asked): Query<DocumentsAsked>,
) -> Result<Json<DocumentWindow>, Fault> {
    let limit = limited(asked.limit, DOCUMENT_WINDOW, WINDOW_MAX)?;
    let mut opened = Opened::open(&server, &signed, account).await?;
    opened.read_documents(asked.before.as_ref(), limit).await.map(Json)
}

fn mark_of(text: &str, sort: Sort) -> Result<Mark, Fault> {
    let cursor = BASE64_URL_SAFE_NO_PAD.decode(text).ok().and_then(|json| serde_json::from_slice(&json).ok());
    cursor
        .filter(|cursor: &Cursor| cursor.sort == sort.word())
        .map(|cursor| cursor.mark)
        .ok_or(Fault::NotUnderstood("This is no place in a list of this order: take `next` of the page before."))
}

impl Cursor {
    fn text(&self) -> Result<String, Fault> {
        Ok(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).map_err(Fault::broken)?))
    }
}
