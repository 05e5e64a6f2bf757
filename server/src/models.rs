//! The categorization models: those that the program ships, those that the workspace made its own, and where accounts stand on them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use app::wire::models_page::{EditionTold, ModelsPart};
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::{
    categorization::{CategorizationModel, Models, shipped},
    ids::{Seq, WorkspaceId},
    model_edition::ModelEdition,
};
use serde::Serialize;
use sqlx::PgConnection;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::{Fault, Server, Shared, store};

pub mod board;
pub mod columns;
pub mod draft;
mod earlier;
pub mod file;

/// Read once: the texts are part of the program, and a test of theirs holds that each can be read.
static SHIPPED: LazyLock<Models> =
    LazyLock::new(|| Models::of(shipped::SHIPPED.iter().filter_map(|text| serde_json::from_str(text).ok()).collect()));

/// The models that the program ships, in the order in which people read them: the four of the boards, what stands beside them, and the
/// templates.
pub fn shipped() -> &'static Models {
    &SHIPPED
}

/// Those with the editions that a workspace made its own, the earliest first.
///
/// # Errors
/// Where what was published cannot be read.
pub fn with(editions: &[ModelEdition]) -> Result<Models, Fault> {
    let read = |edition: &ModelEdition| serde_json::from_str(&edition.text).map_err(Fault::broken);
    let own: Vec<CategorizationModel> = editions.iter().map(read).collect::<Result<_, Fault>>()?;
    Ok(shipped().with(&own))
}

/// The models of a workspace, every edition of them.
///
/// # Errors
/// Where the database fails.
pub async fn load(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Models, Fault> {
    with(&store::model_edition::load_all(connection, workspace).await?)
}

/// The models of a workspace as they were known at an entry of the log: what was published later is not among them.
///
/// # Errors
/// Where the database fails.
pub async fn load_known(connection: &mut PgConnection, workspace: WorkspaceId, entry: Seq) -> Result<Models, Fault> {
    let mut editions = store::model_edition::load_all(connection, workspace).await?;
    editions.retain(|edition| edition.recorded <= entry);
    with(&editions)
}

/// What the page of the models shows: the one that its address asks for.
///
/// # Errors
/// Where the database fails.
pub async fn load_part(server: &Server, signed: &Signed, uri: &Uri) -> Result<Option<ModelsPart>, Fault> {
    let asked = app::paths::asked(uri.query().unwrap_or_default(), "model");
    let mut connection = server.database.acquire().await?;
    let editions = store::model_edition::load_all(&mut connection, signed.workspace).await?;
    let told = |edition: &ModelEdition| EditionTold {
        version: edition.version,
        by: edition.by,
        day: edition.day,
        reason: edition.reason.clone(),
    };
    let part = ModelsPart::of(&with(&editions)?, shipped(), &asked);
    Ok(part.map(|part| {
        let of_shown = editions.iter().rev().filter(|edition| edition.model == part.shown.id);
        ModelsPart { editions: of_shown.map(told).collect(), ..part }
    }))
}

/// The answer to `GET /api/v1/models`.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Models)]
pub struct ModelList {
    /// Every model that there is, in the edition that holds now.
    models: Vec<CategorizationModel>,
    /// The latest edition of those that the workspace made its own, by model.
    own: BTreeMap<String, i64>,
}

/// The categorization models that there are, in the edition that holds now: axes, criteria with weights and anchors, cells with advice, where
/// each comes from and what of it is our reading. Thresholds are exact, as fractions.
///
/// # Errors
/// Where the database fails.
#[utoipa::path(
    get,
    path = "/api/v1/models",
    responses((status = 200, body = ModelList), (status = 401, body = Problem))
)]
pub async fn list(State(server): State<Shared>, signed: Signed) -> Result<Json<ModelList>, Fault> {
    let editions = store::model_edition::load_all(&mut *server.database.acquire().await?, signed.workspace).await?;
    let own = editions.iter().map(|edition| (edition.model.clone(), edition.version)).collect();
    Ok(Json(ModelList { models: with(&editions)?.in_order().cloned().collect(), own }))
}
