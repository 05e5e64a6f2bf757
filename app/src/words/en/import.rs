//! What is said about a file of trade and its rows.

use crate::wire::import::{DecimalMark, ImportField, RowRule};

use super::{count, day, money};

const ENCODING_UNKNOWN: &str = "The file is saved as UTF-16. Save it as UTF-8 and import it again.";
const ENCODING_BROKEN: &str = "This line is not UTF-8, while lines above it are. Save the file as UTF-8.";
const QUOTE_OPEN: &str = "A quotation mark is opened here and never closed.";
const QUOTE_STRAY: &str = "Something else than the next field follows a closing quotation mark. A quotation mark inside a field is written twice.";
const TEXT_STRANGE: &str = "There are characters in it that are no writing, such as a line break.";
const DAY_AMBIGUOUS: &str = "Every day of the file can be read with the day first or with the month first. Say which: DD/MM/YYYY or MM/DD/YYYY (\"date\" of the mapping).";
const AMOUNT_AMBIGUOUS: &str = "The amounts of the file can be read with a decimal point or with a decimal comma, to different sums. Say which: \".\" or \",\" (\"decimal\" of the mapping).";
const KIND_UNKNOWN: &str = "This is no kind of document that is known here: write invoice, credit or purchase.";

const PRODUCT_UNKNOWN: &str = "No product of the catalogue has this code. Enter it there first.";
const PRICE_BELOW_ZERO: &str = "A price cannot be below zero. What is given back has a quantity below zero.";

/// Why a row was refused, as a sentence with the way on.
pub fn refused(rule: &RowRule) -> String {
    match rule {
        RowRule::FileEmpty => "The file is empty.".to_owned(),
        RowRule::RowsMissing => "The file has headings but no rows.".to_owned(),
        RowRule::EncodingUnknown => ENCODING_UNKNOWN.to_owned(),
        RowRule::EncodingBroken => ENCODING_BROKEN.to_owned(),
        RowRule::HeadingMissing { field, headings } => {
            let (field, headings) = (self::field(*field), headings.join(", "));
            format!("No column tells {field}. The headings are: {headings}. Name the right one in the mapping.")
        }
        RowRule::HeadingUnknown { field, headings } => {
            let (field, headings) = (self::field(*field), headings.join(", "));
            format!("The file has no such heading for {field}. The headings are: {headings}.")
        }
        RowRule::QuoteOpen => QUOTE_OPEN.to_owned(),
        RowRule::QuoteStray => QUOTE_STRAY.to_owned(),
        RowRule::RowTooLong { max } => {
            format!("The row is longer than {max} bytes. Perhaps a quotation mark is missing.")
        }
        RowRule::FieldsDiffer { found, wanted } => {
            let (found, wanted) = (count(*found, "field", "fields"), count(*wanted, "heading", "headings"));
            format!("The row has {found}, the file has {wanted}.")
        }
        RowRule::NumberEmpty => "The document has no number.".to_owned(),
        RowRule::ReferenceEmpty => "The row names no customer.".to_owned(),
        RowRule::TextTooLong { max } => format!("That is longer than {}.", count(*max, "character", "characters")),
        RowRule::TextHasControlCharacters => TEXT_STRANGE.to_owned(),
        RowRule::DayUnreadable { form } => format!("This is no day that exists, written as {form}."),
        RowRule::DayAmbiguous => DAY_AMBIGUOUS.to_owned(),
        RowRule::DayInFuture { latest } => format!("The day cannot be after {}.", day(*latest)),
        RowRule::DayTooEarly { earliest } => format!("The day cannot be before {}.", day(*earliest)),
        RowRule::AmountUnreadable { decimal } => match decimal {
            DecimalMark::Point => "This is no amount, written with a decimal point.".to_owned(),
            DecimalMark::Comma => "This is no amount, written with a decimal comma.".to_owned(),
        },
        RowRule::AmountAmbiguous => AMOUNT_AMBIGUOUS.to_owned(),
        RowRule::AmountTooFine { decimals: 0 } => "An amount here has no decimals.".to_owned(),
        RowRule::AmountTooFine { decimals } => {
            format!("An amount here has at most {}.", count(usize::from(*decimals), "decimal", "decimals"))
        }
        RowRule::AmountTooLarge => "This amount is larger than any invoice.".to_owned(),
        RowRule::KindUnknown => KIND_UNKNOWN.to_owned(),
        RowRule::SaleBelowZero => "A sale cannot be below zero. Is it a credit?".to_owned(),
        RowRule::CurrencyUnknown => "This is no code of a currency, such as GBP.".to_owned(),
        RowRule::RateMissing { currency, day } => {
            format!("{} Enter it under Currencies in the settings.", super::rejection::rate_missing(*currency, *day))
        }
        RowRule::NumberTaken { differs } => {
            format!("A document of this number is there already, with another {}.", fields(differs))
        }
        RowRule::NumberTwice { first_line, differs } => {
            format!("Line {first_line} has this number with another {}.", fields(differs))
        }
        of_line => refused_line(of_line),
    }
}

/// Why a line of a document was refused, or what it is of.
fn refused_line(rule: &RowRule) -> String {
    match rule {
        RowRule::PurchaseBelowZero => "A purchase cannot be below zero.".to_owned(),
        RowRule::ProductEmpty => "The row names no product.".to_owned(),
        RowRule::ProductUnknown => PRODUCT_UNKNOWN.to_owned(),
        RowRule::DecimalUnreadable { decimal: DecimalMark::Point } => {
            "This is no number, written with a decimal point.".to_owned()
        }
        RowRule::DecimalUnreadable { decimal: DecimalMark::Comma } => {
            "This is no number, written with a decimal comma.".to_owned()
        }
        RowRule::DecimalTooFine { decimals } => {
            format!("A number here has at most {}.", count(usize::from(*decimals), "decimal", "decimals"))
        }
        RowRule::QuantityOutOfRange => "A quantity is not zero, and at most a thousand million.".to_owned(),
        RowRule::PriceBelowZero => PRICE_BELOW_ZERO.to_owned(),
        RowRule::SignsDiffer => "The quantity is below zero and the amount is not.".to_owned(),
        RowRule::LineWithoutAmount => "The row has neither a price nor an amount.".to_owned(),
        RowRule::LineAmountDiffers { minor, currency } => {
            format!("At this price the quantity comes to {}.", money(*minor, *currency))
        }
        RowRule::LinesTooMany { max } => format!("A document has up to {}.", count(*max, "line", "lines")),
        RowRule::LinesDiffer { by_minor, currency } => {
            let than = if *by_minor < 0 { "less" } else { "more" };
            let by = money(by_minor.saturating_abs(), *currency);
            format!("The lines of this document come to {by} {than} than its total.")
        }
        // The others are worded where this one is called.
        _ => String::new(),
    }
}

/// A customer whom a file calls or places in two ways.
pub fn note(field: ImportField, reference: &str, kept: &str, others: &[String]) -> String {
    let others = others.join(", ");
    match field {
        ImportField::Country => format!("Customer {reference} is in {kept} and also in {others}; {kept} was kept."),
        _ => format!("Customer {reference} is called {kept} and also {others}; {kept} was kept."),
    }
}

/// What a column tells.
pub fn field(field: ImportField) -> &'static str {
    match field {
        ImportField::Number => "the number of the document",
        ImportField::Reference => "the customer's reference",
        ImportField::Name => "the customer's name",
        ImportField::Country => "the country",
        ImportField::Day => "the date",
        ImportField::Amount => "the amount",
        ImportField::Kind => "the kind of document",
        ImportField::Currency => "the currency",
        ImportField::Product => "the product's code",
        ImportField::Quantity => "the quantity",
        ImportField::Price => "the price of one",
        ImportField::Total => "the document's total",
    }
}

fn fields(fields: &[ImportField]) -> String {
    let word = |field: &ImportField| match field {
        ImportField::Number => "number",
        ImportField::Reference => "customer",
        ImportField::Name => "name",
        ImportField::Country => "country",
        ImportField::Day => "date",
        ImportField::Amount => "amount",
        ImportField::Kind => "kind",
        ImportField::Currency => "currency",
        ImportField::Product => "product",
        ImportField::Quantity => "quantity",
        ImportField::Price => "price",
        ImportField::Total => "total",
    };
    let words: Vec<_> = fields.iter().map(word).collect();
    match words.split_last() {
        None => "content".to_owned(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
