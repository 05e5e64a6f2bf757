//! The rules by which a row of a file is refused.

use serde::{Deserialize, Serialize};

use domain::{day::Day, money::Currency};

use super::import::{DecimalMark, ImportField};

/// Why a row, or a file as a whole, was refused. Worded in [`crate::words`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A purchase below zero.
    PurchaseBelowZero,
    /// The row names no product.
    ProductEmpty,
    /// No product of the catalogue has this code.
    ProductUnknown,
    /// The text is no number.
    DecimalUnreadable {
        /// The decimal mark by which the file was read.
        decimal: DecimalMark,
    },
    /// A quantity or a price has more decimals than are kept.
    DecimalTooFine {
        /// How many are.
        decimals: u8,
    },
    /// The quantity is zero, or larger than any.
    QuantityOutOfRange,
    /// The price is below zero.
    PriceBelowZero,
    /// The quantity is below zero and the amount is not.
    SignsDiffer,
    /// The line has neither a price nor an amount.
    LineWithoutAmount,
    /// The amount is not what the quantity comes to at the price.
    LineAmountDiffers {
        /// What it comes to, in minor units.
        minor: i64,
        /// The currency.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        currency: Currency,
    },
    /// The document has more lines than any.
    LinesTooMany {
        /// The most lines.
        max: usize,
    },
    /// The lines of the document do not add up to its total.
    LinesDiffer {
        /// How much more they come to, in minor units; below zero where it is less.
        by_minor: i64,
        /// The currency.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        currency: Currency,
    },
    /// The text is no code of a currency.
    CurrencyUnknown,
    /// There is no rate for the currency on the day.
    RateMissing {
        /// The currency.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        currency: Currency,
        /// The day.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
        #[serde(with = "domain::day::text")]
        day: Day,
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
