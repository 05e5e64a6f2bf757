//! Editions of categorization models that the workspace made its own: what it thinks better of a model that the program ships, or a model of
//! its own, copied from one of those or from a template. An agency director publishes each.
//!
//! Invariants: nothing is overwritten; an edition follows the one that its author saw, so that of two who publish at once the second is told.
//! What was assessed by an edition stays by that edition.
//!
//! A model travels as the text of its file, in the form in which the program ships its own. Whoever has a reader of JSON at hand reads it: the
//! server, before it is decided.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    day::Day,
    ids::{ModelEditionId, PersonId},
    model::Model,
    policy::{self, Action},
    record::Record,
    rejection::{Rejection, TextField},
    text::{self, SENTENCE_MAX},
};

#[cfg(test)]
mod tests;

record! {
    /// An edition of a model that the workspace made its own; append-only.
    ModelEdition(ModelEditionId) of ModelEdition in |_edition| None;
    /// The model.
    model: String, Open, Fixed;
    /// Its number among the editions of the model.
    version: i64, Open, Fixed;
    /// Its file.
    text: String, Open, Fixed;
    /// Who published it.
    by: PersonId, Open, Fixed;
    /// When.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Open, Fixed;
    /// What is new in it, and why; may be empty.
    reason: String, Internal, Fixed;
    /// The number of its entry in the log.
    recorded: i64, Open, Fixed;
}

/// Publishes an edition of a model, or the first of a new one. The server makes it of a file, behind a door of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublishModel {
    /// The new edition's id.
    pub edition: ModelEditionId,
    /// The model's file.
    pub text: String,
    /// What is new in it, and why; may be empty.
    #[serde(default)]
    pub reason: String,
    /// The edition that held when its author looked; 0 where there was no such model.
    pub was: i64,
}

impl PublishModel {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::Models, Key::ModelFile(self.text.clone())])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        policy::permit(&case.viewer.rights, Action::PublishModel)?;
        let kept = &case.model.kept;
        if kept.editions.contains_key(&self.edition) {
            return Err(Rejection::IdTaken { kind: Kind::ModelEdition }.into());
        }
        let model = kept.files.get(&self.text).ok_or(Rejection::ModelFlawed)?;
        if kept.models.version_of(&model.id) != self.was {
            return Err(Rejection::Conflict { kind: Kind::ModelEdition, field: "version".to_owned() }.into());
        }
        if model.version != self.was + 1 || !kept.models.flaws_of_next(model).is_empty() {
            return Err(Rejection::ModelFlawed.into());
        }
        let edition = ModelEdition {
            id: self.edition,
            model: model.id.clone(),
            version: model.version,
            text: self.text.clone(),
            by: case.viewer.actor,
            day: case.viewer.day,
            reason: text::line(TextField::Reason, &self.reason, SENTENCE_MAX)?,
            recorded: case.model.seq + 1,
        };
        Ok(vec![edition.created()])
    }
}
