//! The pages of the app, rendered from the first window of what their reader may see; and the door for everybody else.
//!
//! A page is rendered in one go from data in hand: nothing in it waits. The same data stands in the document, so that the
//! browser wakes the very page that the server wrote.

use axum::Json;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use app::client::density::{self, Density};
use app::shell::Screen;
use app::wire::{PageData, PagePart};

use crate::auth::sign_in::go;
use crate::auth::{MaybeSigned, Signed};
use crate::fault::Problem;
use crate::header::cookie;
use crate::{Fault, Server, Shared, site};

mod data;
mod document;
pub mod door;
mod window;

/// `GET` of a page: the page as its reader may see it, or the sign-in that leads to it.
///
/// # Errors
/// Where the database is away.
pub async fn show(
    State(server): State<Shared>,
    MaybeSigned(signed): MaybeSigned,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let Some(signed) = signed else { return door::sign_in(&server, &uri, &headers).await };
    match data::load(&server, signed, &uri).await {
        Ok(data) => page(&server, &uri, data, density(&headers)).await,
        // Shut out since the request came in.
        Err(Fault::NotSignedIn) => door::sign_in(&server, &uri, &headers).await,
        Err(fault) => Err(fault),
    }
}

/// How dense the device wishes lists to be.
fn density(headers: &HeaderMap) -> Density {
    cookie(headers, density::COOKIE).map(Density::of_word).unwrap_or_default()
}

async fn page(server: &Server, uri: &Uri, data: PageData, density: Density) -> Result<Response, Fault> {
    let status = if data.part == PagePart::Missing { StatusCode::NOT_FOUND } else { StatusCode::OK };
    let html = document::render(server, uri, Screen::Workspace(Box::new(data)), density).await;
    Ok((status, html).into_response())
}

/// `GET /app-shell`: the empty document in which the app mounts by itself. It says nothing of anybody.
pub async fn empty(State(server): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    let html = document::render(&server, &uri, Screen::Empty, density(&headers)).await;
    ([(header::CACHE_CONTROL, "no-cache")], html).into_response()
}

/// What the first paint of a page needs, as it stands in its HTML: for the empty shell.
///
/// # Errors
/// [`Fault::NotSignedIn`] where nobody is signed in, [`Fault::NotUnderstood`] where the path is none of an address here.
#[utoipa::path(
    get,
    path = "/api/v1/page",
    params(("path" = String, Query, description = "The address of the page, such as `/accounts?q=rail`")),
    responses((status = 200, body = PageData), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn tell(State(server): State<Shared>, signed: Signed, uri: Uri) -> Result<Json<PageData>, Fault> {
    let asked = app::paths::asked(uri.query().unwrap_or_default(), "path");
    let page = asked.parse::<Uri>().ok().filter(|_| asked.starts_with('/'));
    let page = page.ok_or(Fault::NotUnderstood("The path is none of an address here."))?;
    Ok(Json(data::load(&server, signed, &page).await?))
}

/// Whatever no route took: a file of the site, and for whoever came by a link the page that is not there, or the sign-in.
///
/// # Errors
/// [`Fault::NotFound`] for programs, and as [`show`].
pub async fn other(State(server): State<Shared>, request: Request) -> Result<Response, Fault> {
    let (mut parts, body) = request.into_parts();
    let wants_page = wants_page(&parts);
    let file = site::serve(State(server.clone()), Request::from_parts(parts.clone(), body)).await;
    if !(wants_page && matches!(file, Err(Fault::NotFound))) {
        return file;
    }
    if !server.is_ready() {
        return Err(Fault::unavailable());
    }
    if let Some(path) = parts.uri.path().strip_suffix('/').filter(|path| window::is_page(path)) {
        return Ok(go(path));
    }
    let signed = MaybeSigned::from_request_parts(&mut parts, &server).await?;
    show(State(server), signed, parts.uri, parts.headers).await
}

/// Whether somebody came by a link, not a program.
fn wants_page(parts: &Parts) -> bool {
    let accepts = parts.headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accepts.is_some_and(|accept| accept.contains("text/html")) && !parts.uri.path().starts_with("/api/")
}
