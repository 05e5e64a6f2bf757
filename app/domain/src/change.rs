//! Changes are facts: which record, which fields, what stood there before and what stands there now. They are what the
//! log keeps, what travels to other browsers, and what undo turns round.

use serde::{Deserialize, Deserializer, Serialize, de::Visitor};
use uuid::Uuid;

use crate::ids::AccountId;

/// The kinds of records; the same names as tables, modules and types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Kind {
    /// The workspace itself.
    Workspace,
    /// Someone who works here.
    Person,
    /// A client firm.
    Account,
    /// A word on where an account stands.
    Placement,
    /// A sale or a credit.
    Document,
    /// A note on an account.
    Note,
    /// A taken-in file.
    Import,
    /// The trailing figures of an account, made by the server.
    Trailing,
    /// A board that people made.
    TeamBoard,
    /// A column of such a board.
    BoardColumn,
    /// An account on such a board.
    BoardCard,
    /// A way of looking at a board that was kept.
    SavedView,
    /// A group of products.
    ProductFamily,
    /// Something that we sell.
    Product,
    /// An agreement with an account.
    Contract,
    /// A firm beside us.
    Partner,
    /// That a partner works for an account.
    Partnership,
    /// What an account is reckoned to spend.
    WalletEstimate,
    /// What somebody scored an account by a categorization model.
    Assessment,
    /// A word on where an account stands on a categorization model.
    Position,
    /// What one side put into a relationship.
    Investment,
    /// A rule by which accounts count as key.
    KeyRule,
    /// A decision on whether an account is key.
    KeyDecision,
    /// What a unit of a currency was worth on a day.
    ExchangeRate,
    /// What an account is to bring in a period.
    Target,
    /// One version of a status report.
    StatusReport,
    /// What was said to one.
    StatusAnswer,
    /// One version of a scenario.
    Scenario,
    /// What was said of one.
    ScenarioWord,
    /// What an account ordered.
    SalesOrder,
    /// An edition of a categorization model that the workspace made its own.
    ModelEdition,
}

impl Kind {
    /// Whether its records are kept by the server alone and are no part of a device's model: see [`crate::keep`].
    pub fn is_kept(self) -> bool {
        match self {
            Self::ProductFamily | Self::Product | Self::Partner => true,
            Self::Contract | Self::Partnership | Self::WalletEstimate | Self::ExchangeRate => true,
            Self::Assessment | Self::Position | Self::Investment | Self::Target | Self::SalesOrder => true,
            Self::KeyRule | Self::KeyDecision | Self::ModelEdition => true,
            Self::StatusReport | Self::StatusAnswer | Self::Scenario | Self::ScenarioWord => true,
            Self::Workspace | Self::Person | Self::Account | Self::Placement | Self::Document | Self::Note => false,
            Self::Import | Self::Trailing => false,
            Self::TeamBoard | Self::BoardColumn | Self::BoardCard | Self::SavedView => false,
        }
    }
}

/// One record of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecordKey {
    /// Its kind.
    pub kind: Kind,
    /// Its id among its kind.
    #[serde(rename = "record")]
    pub id: Uuid,
}

/// What stands in one field: a scalar, and nothing else. Days, ids and choices are written as text; the field knows
/// how to read them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing stands there.
    #[default]
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text, a day, an id or a choice.
    Text(String),
}

/// One field of a record, before and after. In a field that holds a set, it is one element: `before` left, `after` came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// The field's name, as the record has it.
    pub field: String,
    /// What stood there.
    #[serde(default, skip_serializing_if = "Value::is_nothing")]
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub before: Value,
    /// What stands there now.
    #[serde(default, skip_serializing_if = "Value::is_nothing")]
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub after: Value,
}

/// What happened to a record as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Act {
    /// It is new.
    Create,
    /// It was there and still is.
    #[default]
    Edit,
    /// It is gone.
    Remove,
}

/// One record's part in an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Change {
    /// Which record.
    #[serde(flatten)]
    pub key: RecordKey,
    /// The account that it belongs to, which decides who may see the change; none for the workspace and its people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// Whether it came, changed or went.
    #[serde(default)]
    pub act: Act,
    /// Its fields that differ.
    pub fields: Vec<FieldChange>,
}

/// A change as it travels: its key stands among its fields. Read so, since what is derived for that would keep every change in
/// a form between first.
#[derive(Deserialize)]
struct ToldChange {
    kind: Kind,
    record: Uuid,
    #[serde(default)]
    account: Option<AccountId>,
    #[serde(default)]
    act: Act,
    fields: Vec<FieldChange>,
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let ToldChange { kind, record, account, act, fields } = ToldChange::deserialize(from)?;
        Ok(Self { key: RecordKey { kind, id: record }, account, act, fields })
    }
}

impl Value {
    /// Whether nothing stands there.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

/// Written by hand, since the derived form would go through floats.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl Visitor<'_> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("nothing, yes or no, a whole number or a text")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number).map(Value::Number).map_err(E::custom)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }
}

impl Act {
    /// The act that takes this one back.
    pub fn reversed(self) -> Self {
        match self {
            Self::Create => Self::Remove,
            Self::Edit => Self::Edit,
            Self::Remove => Self::Create,
        }
    }
}

impl Change {
    /// The change that takes this one back: before and after trade places.
    pub fn reversed(&self) -> Self {
        let turn = |change: &FieldChange| FieldChange {
            field: change.field.clone(),
            before: change.after.clone(),
            after: change.before.clone(),
        };
        Self { act: self.act.reversed(), fields: self.fields.iter().rev().map(turn).collect(), ..self.clone() }
    }

    /// Whether it says nothing: an edit of no field.
    pub fn is_empty(&self) -> bool {
        self.act == Act::Edit && self.fields.is_empty()
    }
}

/// A list of changes that takes a list back, last first.
pub fn reversed(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::reversed).collect()
}
