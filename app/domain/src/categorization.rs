//! Categorization models: by which marks a firm tells its key accounts from the others, after Webster, Millman and Wilson,
//! Bensaou and those who built on them.
//!
//! A [`CategorizationModel`] is data: axes, criteria with weights and anchor texts, and cells with their advice. The shipped
//! ones are the files in `app/domain/models`; a team copies one and edits it ([`edit`], [`edition`], [`preview`]). [`validate`] says what is wrong with one;
//! [`score`] makes the scores of an account a point, [`place`] the point a cell, [`ladder`] does the same from evidence;
//! [`depth`] holds several models side by side; [`signal`] proposes scores from what is known of an account, which [`evidence`] puts
//! together.
//!
//! Invariants: all arithmetic is exact, on whole numbers and their ratios. A value that lies on a threshold belongs to the
//! band above it. A criterion that was not scored is left out and the other weights make up for it; how much was scored is
//! told beside every cell. What is computed never decides where an account stands: that is its placement.
//!
//! Deliberately absent: any model in code. What a formula needs beyond its numbers, such as evidence and signals, has names
//! ([`facts::Fact`], [`signal::Signal`]) which the files use.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ratio::Ratio, rejection::Rejection, table::Table};

pub mod depth;
pub mod edit;
pub mod edition;
pub mod evidence;
pub mod facts;
pub mod fit;
pub mod investment;
pub mod ladder;
pub mod place;
pub mod preview;
pub mod score;
pub mod shipped;
pub mod signal;
pub mod validate;

#[cfg(test)]
mod tests;

/// A model, as its file has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CategorizationModel {
    /// Its name for programs, a word in lower case; a copy has one of its own.
    pub id: String,
    /// Its edition, from 1. What was assessed by an edition stays by that edition.
    pub version: i64,
    /// What people call it.
    pub title: String,
    /// Where it comes from.
    pub source: String,
    /// What is not certain about that, or our own reading; empty where nothing is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uncertain: String,
    /// Whether it is there to be copied, and stands on no board by itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub template: bool,
    /// What accounts are measured along: one or two that are drawn, and what is worked out from those.
    pub axes: Vec<Axis>,
    /// What is scored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// What is asked about the circumstances of the relationship: it proposes the cell that would fit them. Empty in most models.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<Criterion>,
    /// Where an account can stand, in the order in which people read it; steps from the lowest to the highest.
    pub cells: Vec<Cell>,
    /// How an account can lean away from a balance of two axes, beside its cell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leanings: Vec<Leaning>,
    /// How it tells how deep a relationship is, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<DepthBy>,
}

/// Something that accounts have more or less of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Axis {
    /// Its name in the model.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What its low end means.
    pub low: String,
    /// What its high end means.
    pub high: String,
    /// The lowest and the highest score.
    pub scale: Scale,
    /// How its value comes about.
    pub by: Aggregation,
    /// The parts into which thresholds cut it, from the lowest; none where the model draws no line across it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
}

/// The whole numbers that a score can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Scale {
    /// The lowest.
    pub low: i64,
    /// The highest.
    pub high: i64,
}

/// How the value of an axis comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Aggregation {
    /// The weighted mean of its criteria, `Σ w·s / Σ w`.
    WeightedMean,
    /// The same for us, divided by the same for the best competitor, both as the customer sees them: from 1 on we are
    /// the stronger (McDonald and Woodburn).
    RelativeStrength,
    /// The plain mean of other axes.
    MeanOf(Vec<String>),
    /// The step that evidence leads to, see [`ladder`].
    Evidence,
}

/// A part of an axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Band {
    /// Its name on its axis.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The threshold: the least value that belongs to it. The lowest band has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub from: Option<Ratio>,
}

/// Something about an account that is given a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Criterion {
    /// Its name in the model.
    pub id: String,
    /// The axis that it counts for.
    pub axis: String,
    /// What people call it.
    pub title: String,
    /// How much it counts beside the others of its axis; the weights of an axis need not add up to anything in particular.
    pub weight: i64,
    /// What the scores mean; each score has one.
    pub anchors: Vec<Anchor>,
    /// The [`signal::Signal`] that proposes a score, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<String>,
}

/// What a score means, or several scores in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Anchor {
    /// The score, or the lowest of them.
    pub score: i64,
    /// The highest of them, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
    /// By what one knows it.
    pub text: String,
}

/// Where an account can stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Cell {
    /// Its name in the model, which placements use.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it means to stand there.
    pub meaning: String,
    /// What to do about it.
    pub advice: String,
    /// What else the model says of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// How an account comes to stand there.
    pub reached: Reached,
    /// How deep a relationship this cell asks for, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expects: Option<Expected>,
}

/// Something more about a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Detail {
    /// What it is about.
    pub title: String,
    /// What it says.
    pub text: String,
}

/// How an account comes to stand in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Reached {
    /// Its point lies in one of these boxes: a band by axis; an axis that is not named does not matter.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<std::collections::BTreeMap<String, String>>))]
    Boxes(Vec<Table<String, String>>),
    /// All of one of these groups holds, and so it is with every step below. Without any group it is a step that only a
    /// person can say.
    Evidence(Vec<Vec<Needed>>),
    /// Somebody says so; nothing computes it.
    Declared,
}

/// A fact that must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Needed {
    /// The [`facts::Fact`].
    pub fact: String,
    /// The least that it must be.
    pub at_least: i64,
}

/// How an account leans away from the balance of two axes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Leaning {
    /// Its name in the model.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// What to do about it.
    pub advice: String,
    /// The axis of which there is more.
    pub more: String,
    /// The axis of which there is less.
    pub less: String,
    /// By how much at least.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub from: Ratio,
}

/// How a model tells how deep a relationship is, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DepthBy {
    /// By the cell, in the order of those that can be computed.
    Cells,
    /// By the mean of the axes that are scored, between the ends of their scale.
    Axes,
}

/// How deep a relationship a cell asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Expected {
    /// A deep one: the account is worth it.
    Deep,
    /// A shallow one: the account does not repay more.
    Shallow,
}

/// Models in hand, with their editions. Cloning one shares them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Models(Arc<[CategorizationModel]>);

impl Models {
    /// These models, in the order in which people read them.
    pub fn of(models: Vec<CategorizationModel>) -> Self {
        Self(models.into())
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, CategorizationModel> {
        self.0.iter()
    }

    /// All of them side by side.
    pub fn all(&self) -> &[CategorizationModel] {
        &self.0
    }

    /// An edition of a model.
    pub fn edition(&self, id: &str, version: i64) -> Option<&CategorizationModel> {
        self.iter().find(|model| model.id == id && model.version == version)
    }

    /// The edition of a model that holds now: its latest.
    pub fn latest(&self, id: &str) -> Option<&CategorizationModel> {
        self.iter().filter(|model| model.id == id).max_by_key(|model| model.version)
    }

    /// The models of the boards: those of which accounts stand somewhere, in order.
    pub fn of_boards(&self) -> impl Iterator<Item = &CategorizationModel> {
        BOARDS.into_iter().filter_map(|id| self.latest(id))
    }

    /// A model by which accounts can be judged now: not one that is there to be copied, and in the edition that holds.
    ///
    /// # Errors
    /// [`Rejection::ModelUnknown`] and [`Rejection::EditionDiffers`].
    pub fn in_force(&self, id: &str, version: i64) -> Result<&CategorizationModel, Rejection> {
        let model = self.latest(id).filter(|model| !model.template);
        let model = model.ok_or_else(|| Rejection::ModelUnknown { model: id.to_owned() })?;
        if model.version == version { Ok(model) } else { Err(Rejection::EditionDiffers { version: model.version }) }
    }
}

/// The models that have boards, in the order in which people read them.
pub const BOARDS: [&str; 4] = ["webster", "millman_wilson", "bensaou", "four_s"];

/// The one of them that tells what an account is worth, and no depth.
pub const PRIORITY: &str = BOARDS[3];

impl CategorizationModel {
    /// The axis of a name.
    pub fn axis(&self, id: &str) -> Option<&Axis> {
        self.axes.iter().find(|axis| axis.id == id)
    }

    /// The cell of a name.
    pub fn cell(&self, id: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.id == id)
    }

    /// The cells that are reached by evidence: the steps, from the lowest. None in a model that goes by points.
    pub fn steps(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| matches!(cell.reached, Reached::Evidence(_)))
    }

    /// Whether accounts climb it by evidence, and are not scored.
    pub fn is_ladder(&self) -> bool {
        self.steps().next().is_some()
    }

    /// The cells that points or evidence lead to, in their order.
    pub fn computed_cells(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| cell.reached != Reached::Declared)
    }
}

impl Criterion {
    /// What a score means.
    pub fn anchor(&self, score: i64) -> Option<&Anchor> {
        self.anchors.iter().find(|anchor| anchor.holds(score))
    }
}

impl Anchor {
    /// Whether it tells what a score means.
    pub fn holds(&self, score: i64) -> bool {
        (self.score..=self.to.unwrap_or(self.score)).contains(&score)
    }
}
