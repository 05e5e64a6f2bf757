//! A file of trade on the wire: what its rows tell, how its columns are to be read, and what became of them.

use serde::{Deserialize, Serialize};

use domain::{day::Day, ids::ImportId, money::Currency, table::Table};

pub use super::import_rule::RowRule;

/// What a row of a file of trade tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// A document.
    #[default]
    Transactions,
    /// A line of a document: the rows of one number are one document, whose amount is what they add up to.
    Lines,
}

impl FileKind {
    /// Its word in a query.
    pub fn word(self) -> &'static str {
        match self {
            Self::Transactions => "transactions",
            Self::Lines => "lines",
        }
    }

    /// The kind of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Transactions, Self::Lines].into_iter().find(|kind| kind.word() == word)
    }

    /// What the columns of such a file can tell, in the order in which they take their headings.
    pub fn fields(self) -> &'static [ImportField] {
        match self {
            Self::Transactions => ImportField::ALL.split_at(ImportField::OF_DOCUMENTS).0,
            Self::Lines => &ImportField::OF_LINES,
        }
    }

    /// Whether such a file must have a column for a field.
    pub fn needs(self, field: ImportField) -> bool {
        match field {
            ImportField::Number | ImportField::Reference | ImportField::Day => true,
            // A line without an amount comes to what its quantity comes to at its price.
            ImportField::Amount => self == Self::Transactions,
            ImportField::Product | ImportField::Quantity => self == Self::Lines,
            ImportField::Name
            | ImportField::Country
            | ImportField::Kind
            | ImportField::Currency
            | ImportField::Price
            | ImportField::Total => false,
        }
    }
}

/// What a column of a file of trade can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ImportField {
    /// The number of the document in the books.
    Number,
    /// What the customer is called in the books, such as a customer number.
    Reference,
    /// The customer's name.
    Name,
    /// The customer's country.
    Country,
    /// The business day of the document.
    Day,
    /// The amount of the document, or of the line.
    Amount,
    /// Sale, credit or purchase.
    Kind,
    /// The currency of the amount.
    Currency,
    /// The product of a line, by its code in the catalogue.
    Product,
    /// How many of it, with up to three decimals.
    Quantity,
    /// What one of it costs, in pounds, euros and the like, with up to six decimals.
    Price,
    /// The amount of the whole document, which stands on each of its lines or on one of them.
    Total,
}

impl ImportField {
    /// All of them: first those of documents, of these those first without which a file cannot be read; then those of lines.
    pub const ALL: [Self; 12] = [
        Self::Number,
        Self::Reference,
        Self::Day,
        Self::Amount,
        Self::Kind,
        Self::Name,
        Self::Country,
        Self::Currency,
        Self::Product,
        Self::Quantity,
        Self::Price,
        Self::Total,
    ];

    /// How many of them are of documents.
    const OF_DOCUMENTS: usize = 8;

    /// Those of lines. The product comes before what customers are called, and the total before the amount: theirs are the narrower
    /// headings.
    const OF_LINES: [Self; 12] = [
        Self::Number,
        Self::Reference,
        Self::Day,
        Self::Product,
        Self::Quantity,
        Self::Price,
        Self::Total,
        Self::Amount,
        Self::Kind,
        Self::Name,
        Self::Country,
        Self::Currency,
    ];

    /// Its word in a mapping and in settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Reference => "reference",
            Self::Name => "name",
            Self::Country => "country",
            Self::Day => "day",
            Self::Amount => "amount",
            Self::Kind => "kind",
            Self::Currency => "currency",
            Self::Product => "product",
            Self::Quantity => "quantity",
            Self::Price => "price",
            Self::Total => "total",
        }
    }
}

/// In which units amounts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Units {
    /// Whole numbers of pence, cents and the like.
    Minor,
    /// Pounds, euros and the like, with decimals.
    Major,
}

/// The mark between whole units and decimals. The other of the two may group thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DecimalMark {
    /// `1,234.50`
    #[serde(rename = ".")]
    Point,
    /// `1.234,50`
    #[serde(rename = ",")]
    Comma,
}

impl DecimalMark {
    /// The mark itself.
    pub fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// How the columns of a file are to be read. A field that is not named is found by its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportMapping {
    /// The heading of the number of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The heading of the customer's reference; `account` and `customer` say the same.
    #[serde(alias = "account", alias = "customer", skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The heading of the customer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The heading of the customer's country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The heading of the business day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The heading of the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// The heading of the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The heading of the currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The heading of the code of a line's product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The heading of a line's quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    /// The heading of what one costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// The heading of the amount of the whole document, in a file of lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// The units of the amounts; prices are in pounds, euros and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<Units>,
    /// The decimal mark of the amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalMark>,
    /// The form of the days, such as `YYYY-MM-DD`, `DD/MM/YYYY`, `DD.MM.YYYY`, `MM/DD/YYYY` or `DD MMM YYYY`; a year of
    /// two digits, `YY`, is one of this century.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl ImportMapping {
    /// The heading that it names for a field.
    pub fn heading(&self, field: ImportField) -> Option<&str> {
        let named = match field {
            ImportField::Number => &self.number,
            ImportField::Reference => &self.reference,
            ImportField::Name => &self.name,
            ImportField::Country => &self.country,
            ImportField::Day => &self.day,
            ImportField::Amount => &self.amount,
            ImportField::Kind => &self.kind,
            ImportField::Currency => &self.currency,
            ImportField::Product => &self.product,
            ImportField::Quantity => &self.quantity,
            ImportField::Price => &self.price,
            ImportField::Total => &self.total,
        };
        named.as_deref()
    }
}

/// How a file was read, so that whoever sent it can see whether that was meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportSettings {
    /// `utf-8` or `windows-1252`.
    pub encoding: String,
    /// What stands between two fields: a comma, a semicolon or a tab.
    pub separator: String,
    /// The heading under which each field was found.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeMap<ImportField, String>))]
    pub columns: Table<ImportField, String>,
    /// The units of the amounts.
    pub units: Units,
    /// The decimal mark of the amounts.
    pub decimal: DecimalMark,
    /// The form of the days.
    pub date: String,
    /// The currency.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
}

/// What became of a file of trade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportAnswer {
    /// The import that brought the rows: this one, or where nothing was new, the earlier one; none where the file was
    /// refused or only looked at.
    pub import_id: Option<ImportId>,
    /// How many documents came in.
    pub imported: i64,
    /// How many lines they have; none where rows are documents.
    #[serde(default)]
    pub lines: i64,
    /// How many accounts were made for them.
    pub accounts_created: i64,
    /// How many rows were there already with the same content.
    pub unchanged: i64,
    /// What the rows of the file that are in the books now add up to; zero where the file was refused.
    pub totals: Vec<ImportTotal>,
    /// The rows that were refused, by line; the first [`REFUSED_MAX`] of them.
    pub refused: Vec<RefusedRow>,
    /// How many rows were refused in all.
    pub refused_count: i64,
    /// What was taken in, but is worth a look.
    pub notes: Vec<ImportNote>,
    /// How the file was read; none where that could not be told.
    pub settings: Option<ImportSettings>,
}

/// The most refused rows, and the most notes, that an answer tells one by one.
pub const REFUSED_MAX: usize = 10_000;

/// What documents of one currency add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportTotal {
    /// The currency.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// The sales, in minor units.
    pub sales_minor: i64,
    /// The credits, in minor units, as a number above zero.
    pub credits_minor: i64,
    /// What was bought from accounts, in minor units.
    #[serde(default)]
    pub purchases_minor: i64,
}

/// A row that was not taken in, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RefusedRow {
    /// The line of the file on which the row begins; the heading line is 1.
    pub line: u64,
    /// The heading of the column; empty where it is about the whole row.
    pub column: String,
    /// What stood there.
    pub value: String,
    /// Why not, in a sentence.
    pub reason: String,
    /// The same for programs.
    #[serde(flatten)]
    pub rule: RowRule,
}

/// A customer whom the file calls by two names or places in two countries. The first by date was taken, on one day the
/// first in the file; an account that was there before stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ImportNote {
    /// The first line that says something else than what was kept.
    pub line: u64,
    /// The heading of the column.
    pub column: String,
    /// The customer's reference.
    pub reference: String,
    /// What the account holds now.
    pub kept: String,
    /// What else the file says.
    pub others: Vec<String>,
    /// The same in a sentence.
    pub note: String,
}

/// What goes, or went, when a file is taken back out of the books, and what stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// How many documents go.
    pub documents: i64,
    /// How many documents stay, since they were reversed.
    pub kept: i64,
    /// How many accounts that were made for the file go; before it is taken back, how many could: those stay that anything hangs on
    /// or that somebody did anything to.
    pub accounts: i64,
    /// The documents that stay, by number; the first 50.
    pub kept_documents: Vec<KeptDocument>,
}

/// A document that stays when its file is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeptDocument {
    /// Its number.
    pub number: String,
    /// Its business day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub day: Day,
    /// The number of what reversed it.
    pub reversed_by: String,
}

/// The query of `POST /api/v1/imports`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
pub struct ImportQuery {
    /// What a row of the file is: `transactions` where it is a document, `lines` where it is a line of one. The rows of one number
    /// are one document then, wherever they stand in the file.
    pub kind: String,
    /// The currency of the file, where no column tells it. Default: the workspace's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Whether the good rows go in where others are refused. Default: no, a refused row refuses the file. A file of lines goes in
    /// whole or not at all: a document without one of its lines would be another one.
    #[serde(default)]
    pub partial: bool,
    /// Whether the file is only looked at: the answer tells how it would be read and what would come in, has no
    /// `import_id`, and nothing changes. Default: no.
    #[serde(default)]
    pub check: bool,
    /// An [`ImportMapping`] as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
}
