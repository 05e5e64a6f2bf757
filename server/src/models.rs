//! The categorization models, as the program ships them, and where accounts stand on them.

use std::sync::LazyLock;

use axum::Json;
use domain::categorization::{CategorizationModel, Models, shipped};
use serde::Serialize;

use crate::auth::Signed;
use crate::fault::Problem;

pub mod board;
pub mod columns;
mod earlier;

/// Read once: the texts are part of the program, and a test of theirs holds that each can be read.
static SHIPPED: LazyLock<Models> =
    LazyLock::new(|| Models::of(shipped::SHIPPED.iter().filter_map(|text| serde_json::from_str(text).ok()).collect()));

/// The models in the order in which people read them: the four of the boards, what stands beside them, and the templates.
pub fn shipped() -> &'static Models {
    &SHIPPED
}

/// The answer to `GET /api/v1/models`.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Models)]
pub struct ModelList {
    /// Every model that there is.
    #[schema(value_type = Vec<CategorizationModel>)]
    models: &'static [CategorizationModel],
}

/// The categorization models that there are: axes, criteria with weights and anchors, cells with advice, where each comes from
/// and what of it is our reading. Thresholds are exact, as fractions.
#[utoipa::path(
    get,
    path = "/api/v1/models",
    responses((status = 200, body = ModelList), (status = 401, body = Problem))
)]
pub async fn list(_signed: Signed) -> Json<ModelList> {
    Json(ModelList { models: shipped().all() })
}
