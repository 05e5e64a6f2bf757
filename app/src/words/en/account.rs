//! The page of an account.

use domain::{
    day::Day,
    document::DocumentKind,
    money::{AmountFault, Currency},
    rate::Rate,
};

use super::{count, number};

pub const BACK: &str = "Accounts";
pub const EDIT: &str = "Edit";
pub const EDIT_ACCOUNT: &str = "Edit account";
pub const FIGURES: &str = "In figures";
pub const DOCUMENTS: &str = "Documents";
pub const LAST_DOCUMENT: &str = "Last document";
pub const PLACE: &str = "Place in the book";
pub const NONE: &str = "none";
pub const SET_NEXT_STEP: &str = "Set";
pub const NEXT_STEP_WORDS: &str = "What happens next";
pub const NEXT_STEP_DAY: &str = "When";
pub const STEP_DONE: &str = "Done";
pub const STEP_IS_DONE: &str = "The next step is done";
pub const TAGS: &str = "Tags";
pub const ADD_TAG: &str = "Add a tag";
pub const STAGES: &str = "Where it stood";
pub const NEVER_PLACED: &str = "It has not been placed yet.";
pub const TAKEN_BACK: &str = "taken back";
pub const CONFIRMED: &str = "confirmed";
pub const REFUSED: &str = "refused";
pub const RECORD: &str = "Record";
pub const RECORD_DOCUMENT: &str = "Record a document";
pub const REVERSE: &str = "Reverse";
pub const WHY: &str = "Why";
pub const RECORD_AGAIN: &str = "Then record what was right";
pub const BOUGHT: &str = "Bought from them";
pub const POSITION: &str = "Net position";
pub const POSITION_NOTE: &str = "what they bought less what we bought";
pub const DAY: &str = "Day";
pub const AMOUNT: &str = "Amount";
pub const NUMBER: &str = "Number";
pub const NUMBER_HINT: &str = "As your books have it, each number once; of a purchase as theirs have it.";
pub const KIND: &str = "Kind";
pub const NO_DOCUMENTS: &str = "No trade yet";
pub const NO_DOCUMENTS_TEXT: &str =
    "Sales and credits come by an import, or are recorded here one by one, as is what you buy from them.";
pub const NOTES: &str = "Notes";
pub const NOTE: &str = "Write a note";
pub const NOTE_HINT: &str = "Ctrl or Cmd with Enter saves it.";
pub const ADD_NOTE: &str = "Add note";
pub const EDIT_NOTE: &str = "Change note";
pub const REMOVE: &str = "Remove";
pub const REMOVE_NOTE: &str = "Remove this note?";
pub const REMOVE_NOTE_TEXT: &str = "It goes for everybody. Undo brings it back.";
pub const NOTE_REMOVED: &str = "Note removed";
pub const CARD_BEFORE: &str = "Previous card";
pub const CARD_AFTER: &str = "Next card";
pub const FIRST_CARD: &str = "This is the first card of its column.";
pub const LAST_CARD: &str = "This is the last card of its column.";
pub const WHOLE_PAGE: &str = "Whole page";
pub const NOT_THERE: &str = "This account is not there any more.";
pub const NO_NOTES: &str = "Nobody has written anything down yet.";
pub const PARENT: &str = "Parent";
pub const OUT_OF_SIGHT: &str = "An account out of your sight";
pub const FIND_PARENT: &str = "Find its parent";
pub const FIND_PARENT_HINT: &str = "Words of its name, its reference or its country take the first that fits.";
pub const NO_PARENT_FITS: &str = "No account with these words can stand above it.";

/// A place among others: `3 of 43`.
pub fn place(place: usize, of: usize) -> String {
    format!("{} of {}", number(place), number(of))
}

/// A share of all revenue: `8 % of its revenue`.
pub fn share_of_book(permille: i64) -> String {
    format!("{} of its revenue", super::permille(permille))
}

/// A document by its kind and its number: `Sale 536365`.
pub fn document(kind: DocumentKind, number: &str) -> String {
    format!("{} {number}", document_kind(kind))
}

/// What takes a document back.
pub fn reverse(number: &str) -> String {
    format!("Reverse {number}")
}

/// What it means to take a document of an amount back.
pub fn reverse_told(amount: String, kind: DocumentKind) -> String {
    format!(
        "The books keep this {} of {amount}, and get another one that takes it back.",
        document_kind(kind).to_lowercase()
    )
}

/// A document was taken back.
pub fn reversed(number: &str) -> String {
    format!("{number} reversed")
}

/// What a document was taken back by.
pub fn reversed_by(number: &str) -> String {
    format!("reversed by {number}")
}

/// What a document takes back, where its number is in hand, and why.
pub fn reverses(number: Option<&str>, reason: &str) -> String {
    format!("reverses {}: {reason}", number.unwrap_or("an earlier one"))
}

/// A sale, a credit or a purchase.
pub fn document_kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Sale => "Sale",
        DocumentKind::Credit => "Credit",
        DocumentKind::Purchase => "Purchase",
    }
}

pub const CURRENCY: &str = "Currency";
pub const RATE: &str = "Rate";
pub const NO_RATE: &str = "This is no rate: a number above zero with a decimal point, such as 1.0825.";

/// The label of an amount.
pub fn amount(currency: Currency) -> String {
    format!("Amount in {currency}")
}

/// That a document in another currency comes to so much in that of the books, in minor units, by a rate.
pub fn converted(minor: i64, base: Currency, rate: Rate) -> String {
    format!("{} at {rate}", super::money(minor, base))
}

/// What a unit of a currency was worth on a day.
pub fn rate_of_day(currency: Currency, day: Day, rate: Rate, base: Currency) -> String {
    format!("1 {currency} was {rate} {base} on {}. Leave it empty to take that.", super::day(day))
}

/// That there is no rate for a day.
pub fn no_rate_of_day(currency: Currency, day: Day) -> String {
    format!("{} Write the one that stands on the document.", super::rejection::rate_missing(currency, day))
}

/// What an amount comes to.
pub fn comes_to(amount: &str) -> String {
    format!("It comes to {amount}.")
}

/// Why a text is no amount.
pub fn amount_fault(fault: AmountFault, currency: Currency) -> String {
    match fault {
        AmountFault::NotANumber => "This is no amount. Write it like 1250.00.".to_owned(),
        AmountFault::TooManyDecimals if currency.decimals() == 0 => format!("{currency} has no decimals."),
        AmountFault::TooManyDecimals => {
            format!("{currency} has {}.", count(currency.decimals().into(), "decimal", "decimals"))
        }
        AmountFault::TooLarge => "This amount is larger than any invoice.".to_owned(),
    }
}

/// How many of the documents are shown.
pub fn documents_shown(shown: usize, of: usize) -> String {
    if shown >= of { count(of, "document", "documents") } else { format!("{} of {}", number(shown), documents(of)) }
}

fn documents(of: usize) -> String {
    count(of, "document", "documents")
}

/// What takes a tag away.
pub fn remove_tag(tag: &str) -> String {
    format!("Remove tag {tag}")
}

/// A document was recorded.
pub fn recorded(kind: DocumentKind, number: &str) -> String {
    format!("{} recorded", document(kind, number))
}

/// The day from which a placement holds.
pub fn from_day(day: &str) -> String {
    format!("from {day}")
}

/// What a group is and brought: how many accounts stand below the one at its head, and what all of them brought together with it.
pub fn group_told(below: usize, sum: &str, is_whole: bool) -> String {
    let of = if is_whole { "" } else { ", of what you may see" };
    format!("{} below it · {sum} with them{of}", super::accounts(below))
}
