//! `GET /api/v1/model`: a part of the model at one place of the log, from which the stream goes on.

use app::wire::{AccountSnapshot, DirectorySnapshot, Frame, Scope};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::Query;
use crate::{Fault, Server, Shared, boards, read};

/// Which part of the model.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `directory`: what boards and lists need; `account:ID`: all of one account; `boards`: the boards and views that people
    /// made, with columns; `board:ID`: one of them with its cards.
    #[param(value_type = String)]
    scope: Scope,
}

/// Either part.
#[derive(utoipa::ToSchema)]
#[serde(untagged)]
pub enum Part {
    /// What boards and lists need.
    Directory(Box<DirectorySnapshot>),
    /// All of one account.
    Account(Box<AccountSnapshot>),
    /// Boards that people made, as the changes that make them.
    Boards(Box<Frame>),
}

/// A part of the model as the reader sees it, with the entry at which it stood.
///
/// # Errors
/// [`Fault::NotFound`] where there is no such account or board for the reader.
#[utoipa::path(
    get,
    path = "/api/v1/model",
    params(Asked),
    responses(
        (status = 200, body = Part),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    match asked.scope {
        Scope::Directory => read_directory(&server, &signed, &headers).await,
        Scope::Boards | Scope::Board(_) => {
            let model = server.feeds.directory_now(signed.workspace).await?;
            let rights = rights_now(&model, signed.person)?;
            let changes = match asked.scope {
                Scope::Board(id) => boards::whole(&model, &rights, id).ok_or(Fault::NotFound)?,
                _ => boards::all(&model, &rights),
            };
            Ok(axum::Json(Frame { after: 0, seq: model.seq, changes, by: Vec::new() }).into_response())
        }
        Scope::Account(id) => Ok(axum::Json(read::account_snapshot(&server, &signed, id).await?).into_response()),
    }
}

/// The directory, packed once for everybody of the same rights. Whoever may not have it packed gets it plain: see
/// [`crate::header::shield_length`].
async fn read_directory(server: &Server, signed: &Signed, headers: &HeaderMap) -> Result<Response, Fault> {
    let seq = server.feeds.load_seq(signed.workspace).await?;
    let directory = server.feeds.directory_of(signed.workspace, seq).await?;
    let json = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if !takes_brotli(headers) {
        return Ok(([json], directory.plain_snapshot(signed.person).await?).into_response());
    }
    let packed = directory.snapshot(signed.person).await?;
    Ok(([json, (header::CONTENT_ENCODING, HeaderValue::from_static("br"))], packed).into_response())
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let told = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|told| told.to_str().ok());
    told.flat_map(|told| told.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let is_denied = |weight: &str| matches!(weight, "q=0" | "q=0." | "q=0.0" | "q=0.00" | "q=0.000");
        is_brotli && !parts.any(is_denied)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        let takes = |told: &'static str| {
            takes_brotli(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(told))]))
        };
        assert!(takes("gzip, deflate, br, zstd") && takes("BR;q=0.5") && takes("br"));
        assert!(!takes("gzip, deflate") && !takes("br;q=0") && !takes("brr") && !takes(""));
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}
