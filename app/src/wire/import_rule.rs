//! The rules by which a row of a file is refused.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use domain::{
    day::{Day, Written},
    money::Currency,
};

use super::import::{DecimalMark, ImportField};

/// Why a row, or a file as a whole, was refused. Worded in [`crate::words`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum RowRule {
    /// There is nothing in the file.
    FileEmpty,
    /// There are headings and no rows.
    RowsMissing,
    /// The text is in an encoding that is not read: UTF-16.
    EncodingUnknown,
    /// The line is no UTF-8, while lines above it are.
    EncodingBroken,
    /// No column was found for a field that every row needs.
    HeadingMissing {
        /// The field.
        field: ImportField,
        /// The headings of the file.
        headings: Vec<String>,
    },
    /// The mapping names a heading that the file does not have.
    HeadingUnknown {
        /// The field.
        field: ImportField,
        /// The headings of the file.
        headings: Vec<String>,
    },
    /// A quotation mark was opened and never closed.
    QuoteOpen,
    /// Something other than a separator follows a closing quotation mark.
    QuoteStray,
    /// The row is longer than any row of trade, as it is where a quotation mark is missing.
    RowTooLong {
        /// The most bytes that a row may have.
        max: usize,
    },
    /// The row has another number of fields than there are headings.
    FieldsDiffer {
        /// How many it has.
        found: usize,
        /// How many headings there are.
        wanted: usize,
    },
    /// The document has no number.
    NumberEmpty,
    /// The row names no customer.
    ReferenceEmpty,
    /// A text is longer than it may be.
    TextTooLong {
        /// The most characters.
        max: usize,
    },
    /// A text holds characters that are no writing, such as a line break.
    TextHasControlCharacters,
    /// The text is no day of the form in which the file writes days, or no day that exists.
    DayUnreadable {
        /// The form.
        form: String,
    },
    /// All days of the file can be read with the day first or with the month first.
    DayAmbiguous,
    /// The day lies in the future.
    DayInFuture {
        /// The latest day that can be.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "domain::day::text")]
        latest: Day,
    },
    /// The day lies before any day of trade: a mistyped year.
    DayTooEarly {
        /// The earliest day that can be.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "domain::day::text")]
        earliest: Day,
    },
    /// The text is no amount.
    AmountUnreadable {
        /// The decimal mark by which the file was read.
        decimal: DecimalMark,
    },
    /// All amounts of the file can be read with a decimal point or with a decimal comma, to different sums.
    AmountAmbiguous,
    /// The amount has more decimals than its currency.
    AmountTooFine {
        /// How many the currency has.
        decimals: u8,
    },
    /// The amount is larger than any invoice.
    AmountTooLarge,
    /// The text is no kind of document that is known here.
    KindUnknown,
    /// A sale below zero.
    SaleBelowZero,
    /// The text is no code of a currency.
    CurrencyUnknown,
    /// The currency is not the workspace's, and there are no rates yet.
    CurrencyDiffers {
        /// The workspace's.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        base: Currency,
    },
    /// A document of this number is there already, with another content.
    NumberTaken {
        /// In what they differ.
        differs: Vec<ImportField>,
    },
    /// An earlier line of the file has this number with another content.
    NumberTwice {
        /// That line.
        first_line: u64,
        /// In what they differ.
        differs: Vec<ImportField>,
    },
}

/// A rule by its word, and whatever rules carry; and where it was broken. Read so and not by what is derived for an enum with its tag inside, which
/// brings a reader for each rule: six kilobytes.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    pub(super) line: u64,
    pub(super) column: String,
    pub(super) value: String,
    pub(super) reason: String,
    rule: String,
    field: Option<ImportField>,
    headings: Vec<String>,
    max: usize,
    found: usize,
    wanted: usize,
    form: String,
    latest: String,
    earliest: String,
    decimal: Option<DecimalMark>,
    decimals: u8,
    base: Option<Currency>,
    first_line: u64,
    differs: Vec<ImportField>,
}

/// The words of all rules.
const RULES: [&str; 28] = [
    "file_empty",
    "rows_missing",
    "encoding_unknown",
    "encoding_broken",
    "heading_missing",
    "heading_unknown",
    "quote_open",
    "quote_stray",
    "row_too_long",
    "fields_differ",
    "number_empty",
    "reference_empty",
    "text_too_long",
    "text_has_control_characters",
    "day_unreadable",
    "day_ambiguous",
    "day_in_future",
    "day_too_early",
    "amount_unreadable",
    "amount_ambiguous",
    "amount_too_fine",
    "amount_too_large",
    "kind_unknown",
    "sale_below_zero",
    "currency_unknown",
    "currency_differs",
    "number_taken",
    "number_twice",
];

impl<'de> Deserialize<'de> for RowRule {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Told::deserialize(from)?.rule()
    }
}

impl Told {
    /// The rule.
    pub(super) fn rule<E: Error>(self) -> Result<RowRule, E> {
        if !RULES.contains(&self.rule.as_str()) {
            return Err(E::custom(format!("unknown rule, expected one of `{}`", RULES.join("`, `"))));
        }
        self.read().ok_or_else(|| E::custom("the rule lacks something that it carries"))
    }

    fn read(self) -> Option<RowRule> {
        Some(match self.rule.as_str() {
            "file_empty" => RowRule::FileEmpty,
            "rows_missing" => RowRule::RowsMissing,
            "encoding_unknown" => RowRule::EncodingUnknown,
            "encoding_broken" => RowRule::EncodingBroken,
            "heading_missing" => RowRule::HeadingMissing { field: self.field?, headings: self.headings },
            "heading_unknown" => RowRule::HeadingUnknown { field: self.field?, headings: self.headings },
            "quote_open" => RowRule::QuoteOpen,
            "quote_stray" => RowRule::QuoteStray,
            "row_too_long" => RowRule::RowTooLong { max: self.max },
            "fields_differ" => RowRule::FieldsDiffer { found: self.found, wanted: self.wanted },
            "number_empty" => RowRule::NumberEmpty,
            "reference_empty" => RowRule::ReferenceEmpty,
            "text_too_long" => RowRule::TextTooLong { max: self.max },
            "text_has_control_characters" => RowRule::TextHasControlCharacters,
            "day_unreadable" => RowRule::DayUnreadable { form: self.form },
            "day_ambiguous" => RowRule::DayAmbiguous,
            "day_in_future" => RowRule::DayInFuture { latest: Day::of_text(&self.latest)? },
            "day_too_early" => RowRule::DayTooEarly { earliest: Day::of_text(&self.earliest)? },
            "amount_unreadable" => RowRule::AmountUnreadable { decimal: self.decimal? },
            "amount_ambiguous" => RowRule::AmountAmbiguous,
            "amount_too_fine" => RowRule::AmountTooFine { decimals: self.decimals },
            "amount_too_large" => RowRule::AmountTooLarge,
            "kind_unknown" => RowRule::KindUnknown,
            "sale_below_zero" => RowRule::SaleBelowZero,
            "currency_unknown" => RowRule::CurrencyUnknown,
            "currency_differs" => RowRule::CurrencyDiffers { base: self.base? },
            "number_taken" => RowRule::NumberTaken { differs: self.differs },
            "number_twice" => RowRule::NumberTwice { first_line: self.first_line, differs: self.differs },
            _ => return None,
        })
    }
}
