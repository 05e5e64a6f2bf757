//! Documents of trade: what an account bought, was credited, and sold to us, as the books have it.
//!
//! Books never change silently: what was booked wrongly is reversed by a document of its own, which points at it and says why.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision, Stop},
    change::{Change, Kind},
    command::{Key, Keys},
    day::Day,
    document_line::{self, Lines, RecordLine},
    exchange_rate::rate_on,
    ids::{AccountId, DocumentId, ExchangeRateId, ImportId},
    model::{Knowledge, Model},
    money::{Currency, checked_amount},
    policy::Action,
    rate::Rate,
    record::Record,
    rejection::{Rejection, TextField},
    text::{self, LABEL_MAX, SENTENCE_MAX},
    workspace::Workspace,
};

/// What a document tells of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DocumentKind {
    /// It adds its amount.
    #[default]
    Sale,
    /// It takes its amount away.
    Credit,
    /// What we bought from the account, numbered by them. It is no revenue.
    Purchase,
}

choice!(DocumentKind: Sale = "sale", Credit = "credit", Purchase = "purchase");

impl DocumentKind {
    /// Whether the account gives it its number, and not our own books.
    pub fn is_numbered_by_account(self) -> bool {
        self == Self::Purchase
    }
}

record! {
    /// A sale to an account, a credit, or a purchase from it; or what reverses one.
    Document(DocumentId) of Document in |document| Some(document.account);
    /// Whose it is.
    account: AccountId, Internal, Fixed;
    /// What it tells of; a reversal is of the kind of what it reverses.
    kind: DocumentKind, Internal, Fixed;
    /// Its business day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Fixed;
    /// Its number: in our books, where it is unique in the workspace, or in those of the account for what we bought there.
    number: String, Internal, Fixed;
    /// Its amount in minor units; an invoice of zero is legitimate. Below zero in reversals only, which take back what they
    /// reverse to the unit.
    amount_minor: i64, Internal, Fixed;
    /// Its currency.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    currency: Currency, Internal, Fixed;
    /// The rate by which it was converted into the base currency; none where that is its currency.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    rate: Option<Rate>, Internal, Fixed;
    /// What it comes to in minor units of the base currency, half-even, by that rate; none where that is its currency.
    converted_minor: Option<i64>, Internal, Fixed;
    /// The import that brought it.
    import: Option<ImportId>, Internal, Fixed;
    /// The document that it takes back, where it is a reversal.
    reverses: Option<DocumentId>, Internal, Fixed;
    /// Why it was reversed; empty where it is no reversal.
    reason: String, Internal, Fixed;
    /// Its lines, where they are known; then they are all of it.
    #[serde(skip_serializing_if = "Lines::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<document_line::DocumentLine>))]
    lines: Lines, Internal, Fixed;
}

impl Document {
    /// What it comes to in minor units of the base currency.
    pub fn base_minor(&self) -> i64 {
        self.converted_minor.unwrap_or(self.amount_minor)
    }

    /// What it does to revenue, in minor units of the base currency: sales add, credits take away, purchases are none.
    pub fn net_minor(&self) -> i64 {
        match self.kind {
            DocumentKind::Sale => self.base_minor(),
            DocumentKind::Credit => -self.base_minor(),
            DocumentKind::Purchase => 0,
        }
    }

    /// Its amount in minor units of its currency as the net position takes it: what we sold less what was credited and what we bought.
    pub fn signed_minor(&self) -> i64 {
        match self.kind {
            DocumentKind::Sale => self.amount_minor,
            DocumentKind::Credit | DocumentKind::Purchase => -self.amount_minor,
        }
    }

    /// It, converted as a whole by a rate into the currency of the books; as it is without one.
    fn converted(self, rate: Option<Rate>, base: Currency) -> Result<Self, Rejection> {
        let Some(rate) = rate else { return Ok(self) };
        let converted = rate.converted(self.amount_minor, self.currency, base).ok_or(Rejection::AmountTooLarge)?;
        let lines = document_line::spread(&self.lines, converted);
        Ok(Self { rate: Some(rate), converted_minor: Some(converted), lines, ..self })
    }

    /// Whether it could not come back into the books: its number is another one's by now, or what it took back is gone or taken
    /// back by another one.
    pub(crate) fn has_no_place_in(&self, model: &Model) -> bool {
        let reverses_in_vain = |id| !model.documents.contains_key(&id) || reversal_of(model, id).is_some();
        model.documents.values().any(|other| other.takes_number_of(self)) || self.reverses.is_some_and(reverses_in_vain)
    }

    /// Whether another document of this number could not stand beside it: our own numbers are unique in the workspace, those
    /// of an account among what we bought from it.
    fn takes_number_of(&self, other: &Self) -> bool {
        let issuer = |document: &Self| document.kind.is_numbered_by_account().then_some(document.account);
        self.number == other.number && issuer(self) == issuer(other)
    }
}

/// The order in which documents are read: the latest first, those of a day by their numbers from behind.
pub fn latest_first(a: &Document, b: &Document) -> Ordering {
    (b.day, &b.number, b.id).cmp(&(a.day, &a.number, a.id))
}

/// Records a sale, a credit or a purchase by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecordDocument {
    /// The new document's id.
    pub document: DocumentId,
    /// Whose it is.
    pub account: AccountId,
    /// What it tells of.
    pub document_kind: DocumentKind,
    /// Its business day; not later than the server's.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// Its number.
    pub number: String,
    /// Its amount in minor units.
    pub amount_minor: i64,
    /// Its currency.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// The rate that stands on it, where its currency is not that of the books; where it says none, that of its day is taken.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// Its lines, where they are known; then they add up to its amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<RecordLine>,
}

impl RecordDocument {
    /// What records a document like this one in a currency, by the rate of its day and without lines.
    pub fn of(document: &Document, currency: Currency) -> Self {
        Self {
            document: document.id,
            account: document.account,
            document_kind: document.kind,
            day: document.day,
            number: document.number.clone(),
            amount_minor: document.amount_minor,
            currency,
            rate: None,
            lines: Vec::new(),
        }
    }

    pub(crate) fn needs(&self, known: &Model) -> Keys {
        let mut keys = Keys::from([
            Key::Account(self.account),
            Key::Document(self.document),
            Key::DocumentNumber(self.number.trim().to_owned()),
        ]);
        if self.rate.is_none() && self.currency != known.base_currency() {
            keys.insert(Key::ExchangeRate(ExchangeRateId::of(self.currency, self.day)));
        }
        if !self.lines.is_empty() {
            keys.insert(Key::Catalogue);
        }
        keys
    }

    /// The rate by which it is converted; none where its currency is that of the books.
    fn rate(&self, case: &Case<'_>) -> Result<Option<Rate>, Stop> {
        let base = case.workspace()?.base_currency;
        match self.rate {
            None if self.currency == base => Ok(None),
            Some(_) if self.currency == base => Err(Rejection::RateOfBase { base }.into()),
            Some(rate) => Ok(Some(rate)),
            None => rate_on(case, self.currency, self.day).map(Some),
        }
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.account(self.account, Action::RecordDocument)?;
        case.is_business_day(self.day)?;
        let document = Document {
            id: self.document,
            account: self.account,
            kind: self.document_kind,
            day: self.day,
            number: text::filled_line(TextField::Number, &self.number, LABEL_MAX)?,
            amount_minor: checked_amount(self.amount_minor)?,
            currency: self.currency,
            lines: document_line::settled(&self.lines, self.amount_minor, self.currency)?,
            ..Document::default()
        };
        has_products(case, &document.lines)?;
        let document = document.converted(self.rate(case)?, case.workspace()?.base_currency)?;
        booked(case, document)
    }
}

/// Takes a document back by another one of its kind, which is as much below zero. What was right is then recorded anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReverseDocument {
    /// The id of the reversal.
    pub document: DocumentId,
    /// The document that it takes back.
    pub reverses: DocumentId,
    /// Whose both are.
    pub account: AccountId,
    /// The business day of the reversal; not before that of the document, and not later than the server's.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub day: Day,
    /// The number of the reversal.
    pub number: String,
    /// Why the document is taken back.
    pub reason: String,
}

impl ReverseDocument {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([
            Key::Account(self.account),
            Key::Document(self.document),
            Key::Document(self.reverses),
            Key::ReversalOf(self.reverses),
            Key::DocumentNumber(self.number.trim().to_owned()),
        ])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.account(self.account, Action::RecordDocument)?;
        case.is_business_day(self.day)?;
        let reversed = case.model.documents.get(&self.reverses).filter(|found| found.account == self.account);
        let reversed = reversed.ok_or_else(|| case.absent(Kind::Document))?;
        if reversed.reverses.is_some() {
            return Err(Rejection::ReversalStays.into());
        }
        if reversal_of(case.model, reversed.id).is_some() {
            return Err(Rejection::DocumentReversed.into());
        }
        if self.day < reversed.day {
            return Err(Rejection::DayTooEarly { earliest: reversed.day }.into());
        }
        let document = Document {
            id: self.document,
            day: self.day,
            number: text::filled_line(TextField::Number, &self.number, LABEL_MAX)?,
            amount_minor: -reversed.amount_minor,
            converted_minor: reversed.converted_minor.map(|minor| -minor),
            reverses: Some(reversed.id),
            reason: text::filled_line(TextField::Reason, &self.reason, SENTENCE_MAX)?,
            lines: document_line::reversed(&reversed.lines),
            import: None,
            ..reversed.clone()
        };
        booked(case, document)
    }
}

/// The document as a change leaves it, which begins with nothing.
pub fn read(change: &Change) -> Document {
    let mut document = Document::blank(change.key.id);
    for field in &change.fields {
        // An image that does not fit comes from another version; what it tells of is left blank.
        document.take(field).unwrap_or_default();
    }
    document
}

/// What takes a document back, if anything in hand does.
pub fn reversal_of(model: &Model, id: DocumentId) -> Option<&Document> {
    model.documents.values().find(|document| document.reverses == Some(id))
}

/// Refuses lines of what is not in the catalogue. A device, which holds none, takes them on trust: who writes a line chose its product
/// from the catalogue, and the server looks.
pub(crate) fn has_products(case: &Case<'_>, lines: &Lines) -> Result<(), Rejection> {
    let is_device = cfg!(target_arch = "wasm32") || case.model.knowledge == Knowledge::Part;
    if is_device || lines.iter().all(|line| case.model.kept.products.contains_key(&line.product)) {
        return Ok(());
    }
    Err(Rejection::Gone { kind: Kind::Product })
}

/// Puts a document into the books, if nothing there has its id or its number.
fn booked(case: &Case<'_>, document: Document) -> Decision {
    if case.model.documents.contains_key(&document.id) {
        return Err(Rejection::IdTaken { kind: Kind::Document }.into());
    }
    if case.model.documents.values().any(|other| other.takes_number_of(&document)) {
        return Err(Rejection::NumberTaken.into());
    }
    let mut changes = vec![document.created()];
    changes.extend(ledger_moved(case.workspace()?, document.day));
    Ok(changes)
}

/// The change of the workspace where a document is the latest that it has seen.
pub(crate) fn ledger_moved(workspace: &Workspace, day: Day) -> Vec<Change> {
    if workspace.last_ledger_day.is_some_and(|last| last >= day) {
        return Vec::new();
    }
    workspace.edited(&Workspace { last_ledger_day: Some(day), ..workspace.clone() })
}

#[cfg(test)]
mod tests;
