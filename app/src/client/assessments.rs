//! What is said of accounts on the categorization models, and the models by which it is said: fetched where somebody looks.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use serde::Deserialize;

use domain::{
    categorization::CategorizationModel,
    change::{Change, Kind},
    ids::{AccountId, PersonId},
};

use super::{
    fetch,
    foretell::use_foretold,
    terms::{Fetched, use_of_account},
    use_workspace,
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
    Effect::new(move |_| fetch_models(models));
    models
}

fn fetch_models(models: ModelsInHand) {
    spawn_local(async move {
        if let Ok(told) = fetch::get::<Told>(paths::CATEGORIZATION_MODELS).await {
            let _ = models.try_set(Some(told.models.into()));
        }
    });
}

/// The same, fetched anew with what is told of an account whenever somebody publishes an edition, so that nobody goes on scoring by one that
/// no longer holds.
pub fn use_models_by_now(told: Fetched<Assessments>) -> ModelsInHand {
    let (models, workspace) = (use_models(), use_workspace());
    let heard = Arc::new(move |changes: &[Change], _: &[PersonId]| {
        if changes.iter().any(|change| change.key.kind == Kind::ModelEdition) {
            told.ask_again();
            fetch_models(models);
        }
    });
    use_foretold(workspace, move || heard.clone());
    models
}

/// The same, for a page that hears of changes itself: fetched anew with what is told of an account when the editions become others.
pub fn use_models_of(told: Fetched<Assessments>, editions: Memo<Vec<(String, i64)>>) -> ModelsInHand {
    let models = use_models();
    Effect::new(move |before: Option<Vec<(String, i64)>>| {
        let now = editions.get();
        if before.is_some_and(|before| !before.is_empty() && before != now) {
            told.ask_again();
            fetch_models(models);
        }
        now
    });
    models
}

/// All that is said of an account on the models, as fresh as its records are.
pub fn use_assessments(account: AccountId) -> Fetched<Assessments> {
    use_of_account(account, paths::assessments)
}
