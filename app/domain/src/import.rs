//! Imports: files that were taken in as one batch and one entry.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    day::{Day, Moment},
    document,
    ids::{DocumentId, ImportId, PersonId},
    model::Model,
    money::Currency,
    policy::{self, Action},
    record::Record,
    rejection::Rejection,
    workspace::Workspace,
};

record! {
    /// One taken-in file. Its documents name it; the accounts that it made are of that entry.
    Import(ImportId) of Import in |_| None;
    /// Who took it in.
    by: PersonId, Internal, Fixed;
    /// When, by the server's clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "crate::day::text")]
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
    /// What was bought from accounts by it, in minor units.
    purchases_minor: i64, Internal, Fixed;
    /// When it was taken back out of the books; none while it stands.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    #[serde(with = "crate::day::text_or_none")]
    withdrawn_at: Option<Moment>, Internal, Last;
    /// How many of its documents stayed when it was taken back, since later work built on them.
    kept: i64, Internal, Last;
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
    /// What was bought from accounts by it, in minor units.
    #[serde(default)]
    pub purchases_minor: i64,
    /// The latest day of any document in it.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    #[serde(default, with = "crate::day::text_or_none")]
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
            purchases_minor: self.purchases_minor,
            withdrawn_at: None,
            kept: 0,
        };
        let mut changes = vec![import.created()];
        changes.extend(self.last_day.map(|day| document::ledger_moved(workspace, day)).unwrap_or_default());
        Ok(changes)
    }
}

/// Takes a file back out of the books, but for what later work built on. Made by the server alone, which takes the rows out by set
/// statements beside it; this entry stands for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WithdrawImport {
    /// Which import.
    pub import: ImportId,
    /// How many documents go.
    pub documents: i64,
    /// How many of the accounts that were made for it go.
    pub accounts: i64,
    /// How many of its documents stay.
    pub kept: i64,
}

impl WithdrawImport {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::Import(self.import), Key::LatestDocumentBut(DocumentId::default())])
    }

    /// The rows are gone by now: the latest document that is left is where the ledger ends.
    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        policy::permit(&case.viewer.rights, Action::Import)?;
        let workspace = case.workspace()?;
        let import = case.model.imports.get(&self.import).ok_or_else(|| case.absent(Kind::Import))?;
        if import.withdrawn_at.is_some() {
            return Err(Rejection::ImportWithdrawn.into());
        }
        let withdrawn = Import { withdrawn_at: Some(case.now()), kept: self.kept, ..import.clone() };
        let mut changes = import.edited(&withdrawn);
        let last_ledger_day = case.model.documents.values().map(|document| document.day).max();
        changes.extend(workspace.edited(&Workspace { last_ledger_day, ..workspace.clone() }));
        Ok(changes)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::{change::Value, person::OrgRole, sample, set::SetOf, viewer::Rights, viewer::Viewer};

    fn batch(model: &Model) -> ImportBatch {
        let base = model.base_currency();
        ImportBatch {
            import: ImportId(Uuid::from_u128(7)),
            file_hash: "abc".to_owned(),
            imported: 2,
            accounts_created: 1,
            unchanged: 0,
            refused: 0,
            currency: base,
            sales_minor: 100,
            credits_minor: 0,
            purchases_minor: 0,
            last_day: Some(date(2030, 1, 1)),
        }
    }

    fn decided(model: &Model, batch: &ImportBatch, role: OrgRole) -> Decision {
        let person = PersonId(Uuid::from_u128(8));
        let rights = Rights { person, roles: SetOf::from([role]), line: SetOf::from([person]) };
        let (now, day) = (Moment::UNIX_EPOCH, date(2030, 1, 2));
        let viewer = Viewer { actor: person, now, day, language: "en".to_owned(), rights };
        batch.decide(&Case { model, viewer: &viewer })
    }

    #[test]
    fn a_file_is_one_record_and_moves_the_ledger_on() {
        let model = sample::model(date(2026, 6, 30));
        let changes = decided(&model, &batch(&model), OrgRole::Administrator).unwrap();
        let kinds: Vec<_> = changes.iter().map(|change| change.key.kind).collect();
        assert_eq!(kinds, [Kind::Import, Kind::Workspace]);
        let moved = changes[1].fields.iter().find(|field| field.field == "last_ledger_day").unwrap();
        assert_eq!(moved.after, Value::Text("2030-01-01".to_owned()));
        let earlier = ImportBatch { last_day: Some(date(2000, 1, 1)), ..batch(&model) };
        assert_eq!(decided(&model, &earlier, OrgRole::Administrator).unwrap().len(), 1);
    }

    #[test]
    fn a_file_is_withdrawn_once_and_the_ledger_ends_with_what_is_left() {
        let mut model = sample::model(date(2026, 6, 30));
        let batch = batch(&model);
        model.take(&decided(&model, &batch, OrgRole::Administrator).unwrap()).unwrap();
        let last = model.documents.values().map(|document| document.day).max();
        let withdraw = WithdrawImport { import: batch.import, documents: 2, accounts: 1, kept: 0 };
        let decide = |model: &Model, role| {
            let person = PersonId(Uuid::from_u128(8));
            let rights = Rights { person, roles: SetOf::from([role]), line: SetOf::from([person]) };
            let (now, day) = (Moment::UNIX_EPOCH, date(2030, 1, 2));
            withdraw
                .decide(&Case { model, viewer: &Viewer { actor: person, now, day, language: "en".to_owned(), rights } })
        };
        let denied = Err(Rejection::NotPermitted { action: Action::Import }.into());
        assert_eq!(decide(&model, OrgRole::Finance), denied);
        model.take(&decide(&model, OrgRole::Administrator).unwrap()).unwrap();
        assert_eq!(model.imports.get(&batch.import).and_then(|import| import.withdrawn_at), Some(Moment::UNIX_EPOCH));
        assert_eq!(model.workspace.as_ref().and_then(|workspace| workspace.last_ledger_day), last);
        assert_eq!(decide(&model, OrgRole::Administrator), Err(Rejection::ImportWithdrawn.into()));
    }

    #[test]
    fn only_its_own_row_may_stand_before_it() {
        let mut model = sample::model(date(2026, 6, 30));
        let batch = batch(&model);
        let own = Import {
            id: batch.import,
            by: PersonId(Uuid::from_u128(8)),
            file_hash: batch.file_hash.clone(),
            ..Import::blank(batch.import.0)
        };
        model.imports.insert(own.id, own.clone());
        assert!(decided(&model, &batch, OrgRole::Administrator).is_ok());
        let taken = Err(Rejection::IdTaken { kind: Kind::Import }.into());
        for other in [Import { file_hash: "def".to_owned(), ..own.clone() }, Import { by: PersonId::default(), ..own }]
        {
            model.imports.insert(other.id, other);
            assert_eq!(decided(&model, &batch, OrgRole::Administrator), taken);
        }
    }

    #[test]
    fn who_may_not_import_and_what_has_no_rate_is_refused() {
        let model = sample::model(date(2026, 6, 30));
        let denied = Err(Rejection::NotPermitted { action: Action::Import }.into());
        assert_eq!(decided(&model, &batch(&model), OrgRole::Finance), denied);
        let base = batch(&model).currency;
        let other = Currency::all().find(|other| *other != base).unwrap();
        let foreign = ImportBatch { currency: other, ..batch(&model) };
        let differs = Err(Rejection::CurrencyDiffers { base }.into());
        assert_eq!(decided(&model, &foreign, OrgRole::Administrator), differs);
    }
}
