//! Taking a file of trade in: the form, what became of the file, and the files that came before.

use domain::{day::Moment, money::Currency};

use crate::wire::import::{FileKind, ImportAnswer, ImportField, ImportSettings, KeptDocument, Units, Withdrawal};

use super::{count, day::day_of, money::grouped};

pub const TITLE: &str = "Import";
pub const LEAD: &str =
    "A CSV file of invoices, credits and purchases. Every customer in it becomes an account, with its trade.";
pub const CHOOSE: &str = "Choose a CSV file, or drop it here";
const CHOOSE_HINT: &str =
    "With a heading line. It needs the number of the document, the customer, the date and the amount.";
const CHOOSE_HINT_LINES: &str = "With a heading line. It needs the number of the document, the customer, the date, the product's code, the quantity, and a price or an amount.";
pub const ROWS: &str = "Each row is";
pub const CHOOSE_FIRST: &str = "Choose a file first.";
pub const CURRENCY: &str = "Currency of the file";
pub const CURRENCY_HINT: &str = "Used where no column tells it.";
pub const HOW_TO_READ: &str = "Say how the file is to be read";
pub const HOW_TO_READ_TEXT: &str =
    "Mostly it tells that itself. Where it does not, say it here; write the headings just as the file has them.";
pub const FOUND: &str = "found in the file";
pub const DATES: &str = "Dates";
pub const DECIMALS: &str = "Decimals";
pub const POINT: &str = "behind a point: 1,234.50";
pub const COMMA: &str = "behind a comma: 1.234,50";
pub const UNITS: &str = "Amounts in";
pub const MAJOR: &str = "pounds, euros and the like";
pub const MINOR: &str = "pence, cents and the like";
pub const SENDING: &str = "Sending the file";
pub const CHECKING: &str = "Checking every row";
pub const TAKING_IN: &str = "Checking every row and taking them in";
pub const NOTHING_WENT_IN: &str = "Nothing went in";
pub const NOTHING_WOULD_GO_IN: &str = "As it is, nothing would go in";
pub const LOOKED_AT: &str = "Nothing has gone in yet. Import takes it in.";
pub const TAKE_GOOD: &str = "Import the good rows";
pub const REFUSED_ROWS: &str = "Refused rows";
pub const HOW_READ: &str = "How the file was read";
pub const SEE_ACCOUNTS: &str = "See the accounts";
pub const LINE: &str = "Line";
pub const COLUMN: &str = "Column";
pub const VALUE: &str = "Value";
pub const REASON: &str = "Reason";
pub const DOCUMENTS: &str = "Documents";
pub const NEW_ACCOUNTS: &str = "New accounts";
pub const UNCHANGED: &str = "There already";
pub const SALES: &str = "Sales";
pub const CREDITS: &str = "Credits";
pub const PURCHASES: &str = "Purchases";
pub const LINES: &str = "Lines";
pub const PAST: &str = "Past imports";
pub const NONE_YET: &str = "No file was taken in yet.";
pub const WHEN: &str = "When";
pub const WHO: &str = "By";
pub const TAKE_BACK: &str = "Take back";
pub const TAKE_BACK_TITLE: &str = "Take this file back?";
pub const TAKE_BACK_TEXT: &str = "It goes for everybody, and figures follow. The same file can be imported again.";
pub const WHOLE_ROW: &str = "whole row";

/// What a row of a file is.
pub fn rows_are(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Transactions => "a document",
        FileKind::Lines => "a line of a document",
    }
}

/// What a file needs.
pub fn choose_hint(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Transactions => CHOOSE_HINT,
        FileKind::Lines => CHOOSE_HINT_LINES,
    }
}

/// A file that was chosen: `invoices.csv · 1.2 MB`.
pub fn chosen(name: &str, bytes: u64) -> String {
    format!("{name} · {}", size(bytes))
}

/// How much went up.
pub fn sent(so_far: u64, all: u64) -> String {
    format!("{} of {}", size(so_far), size(all))
}

fn size(bytes: u64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// What became of a file that went in, or was there already.
pub fn went_in(answer: &ImportAnswer) -> String {
    outcome(answer, "All of it was there already", "taken in", "made")
}

/// What would become of a file that was looked at.
pub fn would_go_in(answer: &ImportAnswer) -> String {
    outcome(answer, "All of it is there already", "to take in", "to be made")
}

fn outcome(answer: &ImportAnswer, nothing_new: &str, taken_in: &str, made: &str) -> String {
    if answer.imported == 0 {
        return format!("{nothing_new}: {} unchanged", rows(answer.unchanged));
    }
    let lines = match answer.lines {
        0 => String::new(),
        lines => format!(" of {}", things(lines, "line", "lines")),
    };
    let mut said = vec![format!("{}{lines} {taken_in}", things(answer.imported, "document", "documents"))];
    if answer.accounts_created > 0 {
        said.push(format!("{} {made}", things(answer.accounts_created, "account", "accounts")));
    }
    if answer.unchanged > 0 {
        said.push(format!("{} there already", rows(answer.unchanged)));
    }
    said.join(", ")
}

/// That some rows stayed outside.
pub fn left_out(refused: i64) -> String {
    format!("{} refused and left out. Mend them and import the file again; what went in stays as it is.", rows(refused))
}

/// Why the whole file stayed outside.
pub fn refused(refused: i64) -> String {
    format!("{} refused, and a refused row refuses the file. Mend it and import it again.", rows(refused))
}

/// The field for the heading of a column.
pub fn heading_of(field: ImportField) -> String {
    format!("Heading of {}", super::import::field(field))
}

/// The workspace's own currency among those that a file can be in.
pub fn own_currency(base: Currency) -> String {
    format!("{base}, the workspace's own")
}

/// What was taken in, but should be seen by a person.
pub fn worth_a_look(number: usize) -> String {
    format!("Worth a look: {}", count(number, "customer", "customers"))
}

/// Something about a line of a file.
pub fn at_line(line: u64, words: &str) -> String {
    format!("Line {line}: {words}")
}

/// What goes if a file is taken back.
pub fn would_go(would: &Withdrawal) -> String {
    let documents = things(would.documents, "document goes", "documents go");
    let accounts = match would.accounts {
        0 => String::new(),
        accounts => format!(
            ", and of the {} that came with it those to which nothing was done since",
            things(accounts, "account", "accounts")
        ),
    };
    format!("{documents}{accounts}.")
}

/// How many documents stay.
pub fn stay(kept: i64) -> String {
    format!("{}, reversed since:", things(kept, "document stays", "documents stay"))
}

/// A document that stays.
pub fn kept(kept: &KeptDocument) -> String {
    format!("{} of {}, reversed by {}", kept.number, super::day(kept.day), kept.reversed_by)
}

/// What went.
pub fn took_back(went: &Withdrawal) -> String {
    let documents = things(went.documents, "document", "documents");
    format!("{documents} and {} taken back", things(went.accounts, "account", "accounts"))
}

/// When a file was taken back.
pub fn taken_back(at: Moment) -> String {
    format!("taken back {}", super::day(day_of(at)))
}

/// How many of the refused rows are listed.
pub fn listed(shown: usize, of: i64) -> String {
    let shown_of = i64::try_from(shown).unwrap_or(i64::MAX);
    if shown_of >= of { rows(of) } else { format!("the first {} of {}", grouped(shown_of), rows(of)) }
}

/// How a file was read, in short sentences.
pub fn read_as(settings: &ImportSettings) -> String {
    let separator = match settings.separator.as_str() {
        "," => "commas",
        ";" => "semicolons",
        "\t" => "tabs",
        other => other,
    };
    let units = match settings.units {
        Units::Minor => "amounts in minor units".to_owned(),
        Units::Major => format!("amounts with “{}” before the decimals", settings.decimal.mark()),
    };
    let columns: Vec<String> = settings
        .columns
        .iter()
        .map(|(field, heading)| format!("{} from “{heading}”", super::import::field(*field)))
        .collect();
    format!(
        "{}, separated by {separator}; days as {}; {units}; in {}. {}.",
        settings.encoding.to_uppercase(),
        settings.date,
        settings.currency,
        columns.join(", ")
    )
}

fn rows(number: i64) -> String {
    things(number, "row", "rows")
}

fn things(number: i64, one: &str, many: &str) -> String {
    count(usize::try_from(number).unwrap_or_default(), one, many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_name_and_size() {
        assert_eq!(chosen("a.csv", 0), "a.csv · 0 bytes");
        assert_eq!(chosen("a.csv", 1_001), "a.csv · 2 kB");
        assert_eq!(sent(1_250_000, 12_000_000), "1.2 MB of 12.0 MB");
    }

    #[test]
    fn refused_rows_are_counted_whole() {
        assert_eq!(listed(1, 1), "1 row");
        assert_eq!(listed(10_000, 12_345), "the first 10,000 of 12,345 rows");
    }
}
