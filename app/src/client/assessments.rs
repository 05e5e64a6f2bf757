//! What is said of accounts on the categorization models, and the models by which it is said: fetched where somebody looks.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use serde::Deserialize;

use domain::{
    categorization::CategorizationModel,
    ids::{AccountId, PositionId},
};

use super::{
    fetch::{self, Trouble},
    terms::{Fetched, use_of_account},
};
use crate::{paths, wire::assessments::Assessments};

/// All models with their criteria, once they have come.
pub type ModelsInHand = RwSignal<Option<Arc<[CategorizationModel]>>>;

/// The answer to `GET /api/v1/models`.
#[derive(Deserialize)]
struct Told {
    models: Vec<CategorizationModel>,
}

/// All models with their criteria and anchors. Without them all is shown that does not need their words.
pub fn use_models() -> ModelsInHand {
    let models: ModelsInHand = RwSignal::new(None);
    // Effects run in a browser only.
    Effect::new(move |_| {
        spawn_local(async move {
            if let Ok(told) = fetch::get::<Told>(paths::CATEGORIZATION_MODELS).await {
                let _ = models.try_set(Some(told.models.into()));
            }
        });
    });
    models
}

/// All that is said of an account on the models, as fresh as its records are.
pub fn use_assessments(account: AccountId) -> Fetched<Assessments> {
    use_of_account(account, paths::assessments)
}

/// The position by which an account stands on a model by now; none where it was not placed.
pub(super) async fn stands(account: AccountId, model: &str) -> Result<Option<PositionId>, Trouble> {
    let told: Assessments = fetch::get(&paths::assessments(account)).await?;
    Ok(told.models.iter().find(|found| found.model == model).and_then(|found| found.stands))
}
