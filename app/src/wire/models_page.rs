//! What the page of the categorization models shows first: one of them, and the names of all.

use domain::categorization::CategorizationModel;
use serde::{Deserialize, Serialize};

/// The part of the page that is not made of whole records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelsPart {
    /// Every model, in the order in which people read them.
    pub names: Vec<ModelName>,
    /// The one that is shown.
    pub shown: CategorizationModel,
}

/// A model by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelName {
    /// Its name in an address.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Whether it is there to be copied.
    #[serde(default)]
    pub template: bool,
}

impl ModelsPart {
    /// The page that shows one of these models, or the first where there is none of that name; none of no models.
    pub fn of(models: &[CategorizationModel], id: &str) -> Option<Self> {
        let name = |model: &CategorizationModel| ModelName {
            id: model.id.clone(),
            title: model.title.clone(),
            template: model.template,
        };
        let shown = models.iter().find(|model| model.id == id).or_else(|| models.first())?;
        Some(Self { names: models.iter().map(name).collect(), shown: shown.clone() })
    }
}
