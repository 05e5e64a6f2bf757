//! Imports: files that were taken in as one batch and one entry.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    day::{Day, Moment},
    document,
    ids::{ImportId, PersonId},
    model::Model,
    money::Currency,
    policy::{self, Action},
    record::Record,
    rejection::Rejection,
};

record! {
    /// One taken-in file. Its documents name it; the accounts that it made are of that entry.
    Import(ImportId) of Import in |_| None;
    /// Who took it in.
    by: PersonId, Internal, Fixed;
    /// When, by the server's clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    at: Moment, Internal, Fixed;
    /// The SHA-256 of the file, in hexadecimal.
    file_hash: String, Internal, Fixed;
    /// How many documents came in.
    imported: i64, Internal, Fixed;
    /// How many accounts were made for them.
    accounts_created: i64, Internal, Fixed;
    /// How many rows were there already with the same content.
    unchanged: i64, Internal, Fixed;
    /// How many rows were refused.
    refused: i64, Internal, Fixed;
    /// The currency of the file.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    currency: Currency, Internal, Fixed;
    /// The sales of it, in minor units.
    sales_minor: i64, Internal, Fixed;
    /// The credits of it, in minor units, as a number above zero.
    credits_minor: i64, Internal, Fixed;
}

/// Takes in a file that was checked as a whole. Made by the server alone, after the check; the rows go in by set
/// statements beside it, and this entry stands for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportBatch {
    /// The new import's id.
    pub import: ImportId,
    /// The SHA-256 of the file, in hexadecimal.
    pub file_hash: String,
    /// How many documents come in.
    pub imported: i64,
    /// How many accounts are made for them.
    pub accounts_created: i64,
    /// How many rows were there already.
    pub unchanged: i64,
    /// How many rows are refused.
    pub refused: i64,
    /// The currency of the file.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// Its sales, in minor units.
    pub sales_minor: i64,
    /// Its credits, in minor units, as a number above zero.
    pub credits_minor: i64,
    /// The latest day of any document in it.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    pub last_day: Option<Day>,
}

impl ImportBatch {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::Import(self.import)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        policy::permit(&case.viewer.rights, Action::Import)?;
        let workspace = case.workspace()?;
        if self.currency != workspace.base_currency {
            return Err(Rejection::CurrencyDiffers { base: workspace.base_currency }.into());
        }
        // Its own row may stand already: documents point to it, and they are written before the entry that tells of them.
        let is_own = |other: &Import| other.by == case.viewer.actor && other.file_hash == self.file_hash;
        if case.model.imports.get(&self.import).is_some_and(|other| !is_own(other)) {
            return Err(Rejection::IdTaken { kind: Kind::Import }.into());
        }
        let import = Import {
            id: self.import,
            by: case.viewer.actor,
            at: case.now(),
            file_hash: self.file_hash.clone(),
            imported: self.imported,
            accounts_created: self.accounts_created,
            unchanged: self.unchanged,
            refused: self.refused,
            currency: self.currency,
            sales_minor: self.sales_minor,
            credits_minor: self.credits_minor,
        };
        let mut changes = vec![import.created()];
        changes.extend(self.last_day.map(|day| document::ledger_moved(workspace, day)).unwrap_or_default());
        Ok(changes)
    }
}
