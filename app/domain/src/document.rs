//! Documents of trade: the sales and credits of an account, as the books have them.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    change::Kind,
    command::{Key, Keys},
    day::Day,
    ids::{AccountId, DocumentId, ImportId},
    model::Model,
    money::{AMOUNT_MAX_MINOR, Currency},
    policy::Action,
    record::Record,
    rejection::{Rejection, TextField},
    text::{self, LABEL_MAX},
    workspace::Workspace,
};

/// What a document does to revenue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DocumentKind {
    /// It adds its amount.
    #[default]
    Sale,
    /// It takes its amount away.
    Credit,
}

choice!(DocumentKind: Sale = "sale", Credit = "credit");

record! {
    /// A sale or a credit of an account.
    Document(DocumentId) of Document in |document| Some(document.account);
    /// Whose it is.
    account: AccountId, Internal, Fixed;
    /// Sale or credit.
    kind: DocumentKind, Internal, Fixed;
    /// Its business day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Fixed;
    /// Its number in the books; unique in the workspace.
    number: String, Internal, Fixed;
    /// Its amount in minor units, never below zero; an invoice of zero is legitimate.
    amount_minor: i64, Internal, Fixed;
    /// Its currency.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    currency: Currency, Internal, Fixed;
    /// The import that brought it.
    import: Option<ImportId>, Internal, Fixed;
}

impl Document {
    /// What it does to revenue, in minor units: sales add, credits take away.
    pub fn net_minor(&self) -> i64 {
        match self.kind {
            DocumentKind::Sale => self.amount_minor,
            DocumentKind::Credit => -self.amount_minor,
        }
    }
}

/// The order in which documents are read: the latest first, those of a day by their numbers from behind.
pub fn latest_first(a: &Document, b: &Document) -> Ordering {
    (b.day, &b.number, b.id).cmp(&(a.day, &a.number, a.id))
}

/// Records a sale or a credit by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecordDocument {
    /// The new document's id.
    pub document: DocumentId,
    /// Whose it is.
    pub account: AccountId,
    /// Sale or credit.
    pub document_kind: DocumentKind,
    /// Its business day; not later than the server's.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// Its number in the books.
    pub number: String,
    /// Its amount in minor units.
    pub amount_minor: i64,
    /// Its currency.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
}

impl RecordDocument {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([
            Key::Account(self.account),
            Key::Document(self.document),
            Key::DocumentNumber(self.number.trim().to_owned()),
        ])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.account(self.account, Action::RecordDocument)?;
        case.is_business_day(self.day)?;
        let workspace = case.workspace()?;
        let document = Document {
            id: self.document,
            account: self.account,
            kind: self.document_kind,
            day: self.day,
            number: text::filled_line(TextField::Number, &self.number, LABEL_MAX)?,
            amount_minor: checked_amount(self.amount_minor)?,
            currency: self.currency,
            import: None,
        };
        if document.currency != workspace.base_currency {
            return Err(Rejection::CurrencyDiffers { base: workspace.base_currency }.into());
        }
        if case.model.documents.contains_key(&document.id) {
            return Err(Rejection::IdTaken { kind: Kind::Document }.into());
        }
        if case.model.documents.values().any(|other| other.number == document.number) {
            return Err(Rejection::NumberTaken.into());
        }
        let mut changes = vec![document.created()];
        changes.extend(ledger_moved(workspace, document.day));
        Ok(changes)
    }
}

fn checked_amount(minor: i64) -> Result<i64, Rejection> {
    match minor {
        ..0 => Err(Rejection::AmountNegative),
        0..=AMOUNT_MAX_MINOR => Ok(minor),
        _ => Err(Rejection::AmountTooLarge),
    }
}

/// The change of the workspace where a document is the latest that it has seen.
pub(crate) fn ledger_moved(workspace: &Workspace, day: Day) -> Vec<crate::change::Change> {
    if workspace.last_ledger_day.is_some_and(|last| last >= day) {
        return Vec::new();
    }
    workspace.edited(&Workspace { last_ledger_day: Some(day), ..workspace.clone() })
}
