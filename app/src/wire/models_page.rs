//! What the page of the categorization models shows first: one of them, and the names of all.

use domain::{
    categorization::{CategorizationModel, Models},
    day::Day,
    ids::PersonId,
};
use serde::{Deserialize, Serialize};

/// The part of the page that is not made of whole records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelsPart {
    /// Every model, in the order in which people read them.
    pub names: Vec<ModelName>,
    /// The one that is shown, in the edition that holds now.
    pub shown: CategorizationModel,
    /// Its editions that the workspace made its own, the latest first.
    #[serde(default)]
    pub editions: Vec<EditionTold>,
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
    /// Whether it is the workspace's own, and was not shipped.
    #[serde(default)]
    pub own: bool,
}

/// An edition that the workspace made its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditionTold {
    /// Its number.
    pub version: i64,
    /// Who published it.
    pub by: PersonId,
    /// When.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub day: Day,
    /// What is new in it, and why; may be empty.
    #[serde(default)]
    pub reason: String,
}

impl ModelName {
    /// The name of a model; `shipped` are those that the program came with.
    pub fn of(model: &CategorizationModel, shipped: &Models) -> Self {
        Self {
            id: model.id.clone(),
            title: model.title.clone(),
            template: model.template,
            own: shipped.latest(&model.id).is_none(),
        }
    }
}

impl ModelsPart {
    /// The page that shows one of these models, or the first where there is none of that name; none of no models.
    pub fn of(models: &Models, shipped: &Models, id: &str) -> Option<Self> {
        let shown = models.latest(id).or_else(|| models.in_order().next())?;
        let names = models.in_order().map(|model| ModelName::of(model, shipped)).collect();
        Some(Self { names, shown: shown.clone(), editions: Vec::new() })
    }
}
