//! Every address of the server, in one table.
//!
//! To add one, add its line to the group of its kind: the group gives it its limits. What all requests pass stands below in
//! [`router`], outermost last.

use app::paths;
use axum::extract::{DefaultBodyLimit, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use axum::{Router, middleware::Next};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa::openapi::{Info, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::{access, invitation, look_around, set_up, sign_in};
use crate::import::withdraw;
use crate::limit::hold;
use crate::reports::{concentration, held_to_account, ranking, reciprocity, retention, targets, wallet};
use crate::{
    Fault, Shared, accounts, assessments, catalogue, changes, commands, csrf, drafts, header, health, history, import,
    key_accounts, limit, model, models, orders, pages, presence, rates, request, scenarios, scores, status_reports,
    terms,
};

/// The addresses for programs, with what the OpenAPI document says of them.
fn api() -> OpenApiRouter<Shared> {
    let quick = OpenApiRouter::new()
        .routes(routes!(openapi))
        .routes(routes!(invitation::make))
        .routes(routes!(access::list))
        .routes(routes!(pages::tell))
        .routes(routes!(model::read))
        .routes(routes!(models::list))
        .routes(routes!(models::file::save))
        .routes(routes!(models::board::read))
        .routes(routes!(accounts::list))
        .routes(routes!(accounts::history))
        .routes(routes!(accounts::documents))
        .routes(routes!(terms::read))
        .routes(routes!(assessments::read))
        .routes(routes!(key_accounts::read))
        .routes(routes!(status_reports::list))
        .routes(routes!(status_reports::draft))
        .routes(routes!(status_reports::read))
        .routes(routes!(scenarios::list))
        .routes(routes!(scenarios::preview))
        .routes(routes!(scenarios::read))
        .routes(routes!(orders::read))
        .routes(routes!(orders::find))
        .routes(routes!(catalogue::read))
        .routes(routes!(rates::read))
        .routes(routes!(history::read))
        .routes(routes!(concentration::window))
        .routes(routes!(concentration::series))
        .routes(routes!(concentration::entered_left))
        .routes(routes!(ranking::ranking))
        .routes(routes!(retention::retention))
        .routes(routes!(retention::movers))
        .routes(routes!(held_to_account::read))
        .routes(routes!(targets::targets))
        .routes(routes!(targets::proposal))
        .routes(routes!(wallet::wallet))
        .routes(routes!(reciprocity::reciprocity))
        .routes(routes!(presence::tell))
        .routes(routes!(drafts::keep))
        .layer(from_fn_with_state(limit::QUICK, hold));
    let batch = OpenApiRouter::new()
        .routes(routes!(commands::take))
        .routes(routes!(catalogue::take))
        .routes(routes!(rates::take))
        .routes(routes!(scores::take))
        .routes(routes!(models::draft::preview))
        .routes(routes!(models::draft::publish))
        .layer(from_fn_with_state(limit::BATCH, hold));
    let stream = OpenApiRouter::new().routes(routes!(changes::follow)).layer(from_fn_with_state(limit::STREAM, hold));
    let upload = OpenApiRouter::new()
        .routes(routes!(import::take))
        .routes(routes!(withdraw::look, withdraw::take_back))
        .layer(from_fn_with_state(limit::UPLOAD, hold));
    let info = Info::builder().title("Mainstay").version(env!("CARGO_PKG_VERSION")).build();
    let whole = OpenApiRouter::with_openapi(OpenApi::builder().info(info).build());
    whole.merge(quick).merge(batch).merge(stream).merge(upload)
}

/// The forms, which work without any script.
fn forms() -> Router<Shared> {
    let routes = Router::new()
        .route(paths::SIGN_IN, post(sign_in::sign_in))
        .route(paths::SIGN_OUT, post(sign_in::sign_out))
        .route("/set-up/{token}", get(set_up::page).post(set_up::set_up))
        .route("/invitation/{token}", get(invitation::page).post(invitation::take_up))
        .route("/csp-reports", post(header::note_violation));
    let door = Router::new().route(paths::LOOK_AROUND, post(look_around::look_around));
    let door = door.layer(from_fn_with_state(limit::MADE_FIRST, hold));
    routes.layer(from_fn_with_state(limit::QUICK, hold)).merge(door)
}

/// The pages of the app, for whoever is in; for everybody else the sign-in.
fn screens() -> Router<Shared> {
    let routes = Router::new()
        .route(paths::HOME, get(pages::show))
        .route(paths::ACCOUNTS, get(pages::show))
        .route("/accounts/{id}", get(pages::show))
        .route(paths::BOARDS, get(pages::show))
        .route("/boards/{field}", get(pages::show))
        .route(paths::WALL, get(pages::show))
        .route(paths::CONCENTRATION, get(pages::show))
        .route(paths::RETENTION, get(pages::show))
        .route(paths::MODELS, get(pages::show))
        .route(paths::TARGETS, get(pages::show))
        .route(paths::WALLET, get(pages::show))
        .route(paths::RECIPROCITY, get(pages::show))
        .route(paths::CATALOGUE, get(pages::show))
        .route(paths::CURRENCIES, get(pages::show))
        .route(paths::KEY_ACCOUNTS, get(pages::show))
        .route(paths::STATUS_REPORTS, get(pages::show))
        .route(paths::SCENARIOS, get(pages::show))
        .route(paths::HELD_TO_ACCOUNT, get(pages::show))
        .route(paths::ORDERS, get(pages::show))
        .route(paths::SETTINGS, get(pages::show))
        .route(paths::SHELL, get(pages::empty));
    routes.layer(from_fn_with_state(limit::QUICK, hold))
}

/// The document of every address for programs, OpenAPI 3.1.
#[utoipa::path(get, path = "/api/v1/openapi.json", responses((status = 200, description = "This document", body = serde_json::Value)))]
async fn openapi() -> impl axum::response::IntoResponse {
    let kind = (axum::http::header::CONTENT_TYPE, "application/json; charset=utf-8");
    ([kind], document().to_json().unwrap_or_default())
}

/// The document of the addresses for programs.
pub fn document() -> OpenApi {
    api().into_openapi()
}

/// The whole server as one service.
pub fn router(server: Shared) -> Router {
    let (api, _) = api().split_for_parts();
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(4));
    let dynamic = Router::new().merge(api).merge(forms()).merge(screens());
    // Compressed, but only for this origin's own pages; gated until the database is there.
    let dynamic = dynamic
        .layer(compression)
        .layer(from_fn(header::shield_length))
        .layer(from_fn_with_state(server.clone(), gate));
    Router::new()
        .merge(dynamic)
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .fallback(pages::other)
        .method_not_allowed_fallback(async || Fault::WrongMethod)
        // The kind of the route is the limit; axum's own of 2 MB would cut an import.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(server.clone(), csrf::guard))
        .layer(from_fn_with_state(server.clone(), request::meant))
        .layer(from_fn_with_state(server.clone(), limit::pace))
        .layer(from_fn_with_state(server.clone(), request::tell))
        .layer(CatchPanicLayer::custom(request::recovered))
        .layer(from_fn_with_state(server.clone(), header::dress))
        .layer(from_fn_with_state(server.clone(), request::enter))
        .with_state(server)
}

/// Nothing that needs the database is served before it is there.
async fn gate(
    State(server): State<Shared>,
    request: axum::extract::Request,
    next: Next,
) -> Result<axum::response::Response, Fault> {
    if server.is_ready() { Ok(next.run(request).await) } else { Err(Fault::unavailable()) }
}
