//! Drafts of categorization models: what is wrong with one, what it would change, and what became of publishing it.

use serde::{Deserialize, Serialize};

use domain::{categorization::validate::Flaw, ids::ModelEditionId, rejection::Rejection};

use super::named::{AccountNamed, CellNamed};

/// A draft to be looked at: the body of `POST /api/v1/models/preview`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DraftSent {
    /// The model's file, as `GET /api/v1/models/{id}/file` gives one.
    pub file: String,
    /// The model of which it is a copy, where it names none that is there: by its scores it is told what the draft would change.
    #[serde(default)]
    pub of: String,
}

/// A draft to be published: the body of `POST /api/v1/models/editions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditionSent {
    /// The new edition's id; sent again it is the same edition.
    pub edition: ModelEditionId,
    /// The model's file. Which edition it says it is does not matter: it becomes the one after `was`.
    pub file: String,
    /// The edition that held when its author looked; 0 for a new model.
    pub was: i64,
    /// What is new in it, and why; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// Why a file is no model, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FileFault {
    /// The line, from 1.
    pub line: usize,
    /// The place in the line, from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: FileRule,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum FileRule {
    /// It is no JSON.
    NotJson,
    /// A field is missing.
    FieldMissing {
        /// Its name.
        field: String,
    },
    /// What stands there is not what belongs there.
    Unfit,
}

/// What a draft would change: the answer to `POST /api/v1/models/preview`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelPreview {
    /// Why the file could not be read at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<FileFault>,
    /// Everything that is wrong with it; while anything is, nothing else is told.
    pub flaws: Vec<Flaw>,
    /// The edition that it would be.
    pub version: i64,
    /// The model by whose scores, or against whose evidence, all of this is told; null where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<EditionNamed>,
    /// How many accounts were looked at: those that were scored, on a ladder all.
    pub judged: usize,
    /// How many were never scored.
    pub unjudged: usize,
    /// Which would stand elsewhere, from where to where; what most accounts would do first.
    pub moves: Vec<ModelMove>,
    /// Those that stand somewhere today, and by the draft nowhere: what an axis goes by was not scored, or not even the evidence of the lowest
    /// step is there.
    pub lost: Vec<AccountNamed>,
    /// Of how many a director could confirm today where they stand, and by the draft could not, for too little of its weights was scored.
    pub too_little: usize,
}

/// An edition of a model by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditionNamed {
    /// The model.
    pub model: String,
    /// What people call it.
    pub title: String,
    /// The edition.
    pub version: i64,
}

/// Accounts that would stand elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelMove {
    /// The cell to which their scores or their evidence lead today; null where they lead nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<CellNamed>,
    /// The cell to which the same lead by the draft.
    pub to: CellNamed,
    /// Which accounts, by name.
    pub accounts: Vec<AccountNamed>,
}

/// What became of publishing: the answer to `POST /api/v1/models/editions`. Where anything of the first three is told, nothing was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditionAnswer {
    /// Why the file could not be read at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<FileFault>,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
    /// Why it was refused otherwise: somebody else published before, or one may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Rejection>,
    /// The model.
    pub model: String,
    /// Its edition.
    pub version: i64,
}

impl EditionAnswer {
    /// Whether it was published.
    pub fn is_published(&self) -> bool {
        self.unreadable.is_none() && self.flaws.is_empty() && self.refused.is_none()
    }
}

impl ModelPreview {
    /// How many accounts would stand elsewhere.
    pub fn moving(&self) -> usize {
        self.moves.iter().map(|one| one.accounts.len()).sum()
    }

    /// How many would stand where they stand.
    pub fn staying(&self) -> usize {
        self.judged.saturating_sub(self.moving() + self.lost.len())
    }

    /// Whether it could be published as it is.
    pub fn is_sound(&self) -> bool {
        self.unreadable.is_none() && self.flaws.is_empty()
    }
}
