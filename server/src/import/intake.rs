//! A file as it comes: bytes in, rows of the wanted cells out, and on the way what tells how the file is written.
//!
//! It keeps one row and a few counts, whatever the size of the file.

use app::wire::import::{FileKind, ImportField, ImportMapping, RowRule};
use domain::money::Currency;
use sha2::{Digest, Sha256};

use super::amount::{AmountColumn, AmountForm};
use super::day::{DayColumn, DayForm};
use super::encoding::{self, Decoder, MARK};
use super::heading::Columns;
use super::line::{PRICE_DECIMALS, QUANTITY_DECIMALS};
use super::refused::Refusals;
use super::row::{ROW_MAX, Row, Splitter, Torn};
use crate::hex::hex;
use crate::store::upload::Cells;

/// The separators that are recognised.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// What is said about a file beside what stands in it.
#[derive(Clone, Debug)]
pub struct Told {
    /// What its rows are.
    pub kind: FileKind,
    /// How columns are to be read.
    pub mapping: ImportMapping,
    /// The form of days that the mapping names.
    pub day: Option<DayForm>,
    /// The currency of amounts.
    pub currency: Currency,
}

/// A file that is coming in.
pub struct Intake {
    told: Told,
    hash: Sha256,
    place: Place,
    decoder: Decoder,
    refusals: Refusals,
    rows: u64,
    ready: Vec<Cells>,
}

enum Place {
    /// Before the end of the first line; what came so far.
    Head(Vec<u8>),
    /// In the rows, the headings among them until they were read.
    Rows(Splitter, Option<Box<Table>>),
    /// The file cannot be read; the rest of it is passed over.
    Lost,
}

struct Table {
    columns: Columns,
    separator: u8,
    amounts: AmountColumn,
    days: DayColumn,
}

impl Table {
    /// The decimals of a file are written in one way, in whatever column they stand.
    fn take_amounts(&mut self, line: u64, row: &Cells) {
        for amount in [&row.amount, &row.total].into_iter().flatten() {
            self.amounts.take(line, amount);
        }
        for (cell, decimals) in [(&row.quantity, QUANTITY_DECIMALS), (&row.price, PRICE_DECIMALS)] {
            if let Some(text) = cell {
                self.amounts.take_parts(line, text, decimals);
            }
        }
    }
}

/// How a file is written, as far as the file itself tells.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its columns.
    pub columns: Columns,
    /// Its encoding.
    pub encoding: &'static str,
    /// Its separator.
    pub separator: u8,
    /// How its amounts are written.
    pub amount: AmountForm,
    /// How its days are written.
    pub day: DayForm,
}

/// A file that has come in.
#[derive(Debug)]
pub struct Arrived {
    /// Its SHA-256, in hexadecimal.
    pub hash: String,
    /// How it is written; none where it cannot be read at all.
    pub form: Option<Form>,
    /// What was refused while it came.
    pub refusals: Refusals,
    /// How many rows were handed over.
    pub rows: u64,
}

impl Intake {
    /// Before the first byte.
    pub fn new(told: Told) -> Self {
        Self {
            told,
            hash: Sha256::new(),
            place: Place::Head(Vec::new()),
            decoder: Decoder::default(),
            refusals: Refusals::default(),
            rows: 0,
            ready: Vec::new(),
        }
    }

    /// More bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        if let Place::Head(head) = &mut self.place {
            head.extend_from_slice(bytes);
            if has_line(head) || head.len() > ROW_MAX {
                self.begin();
            }
            return;
        }
        self.split(bytes);
    }

    /// The rows that are ready, once there are as many as that.
    pub fn ready(&mut self, least: usize) -> Option<Vec<Cells>> {
        (self.ready.len() >= least.max(1)).then(|| std::mem::take(&mut self.ready))
    }

    /// The end of the file. What is ready was not handed over yet.
    pub fn end(&mut self) {
        if matches!(self.place, Place::Head(_)) {
            self.begin();
        }
        if let Place::Rows(splitter, _) = &mut self.place
            && let Some(last) = splitter.end()
        {
            self.take_row(last);
        }
    }

    /// What became of it, after its end.
    pub fn arrived(mut self) -> Arrived {
        let form = match std::mem::replace(&mut self.place, Place::Lost) {
            Place::Rows(_, Some(table)) => self.form(*table),
            Place::Rows(_, None) | Place::Head(_) => {
                if self.refusals.count() == 0 {
                    self.refusals.add(1, "", "", RowRule::FileEmpty);
                }
                None
            }
            Place::Lost => None,
        };
        let hash = hex(&self.hash.finalize());
        Arrived { hash, form, refusals: self.refusals, rows: self.rows }
    }

    fn form(&mut self, table: Table) -> Option<Form> {
        let Table { columns, separator, amounts, days } = table;
        if self.rows == 0 && self.refusals.count() == 0 {
            self.refusals.add(1, "", "", RowRule::RowsMissing);
            return None;
        }
        let (amount, day) = (amounts.form(), days.form());
        if let Err((line, value)) = &amount {
            self.refusals.add(*line, columns.heading(ImportField::Amount), value, RowRule::AmountAmbiguous);
        }
        if let Err((line, value)) = &day {
            self.refusals.add(*line, columns.heading(ImportField::Day), value, RowRule::DayAmbiguous);
        }
        Some(Form { columns, encoding: self.decoder.word(), separator, amount: amount.ok()?, day: day.ok()? })
    }

    /// The first line is whole: what it tells of encoding and separator, before the rows are cut.
    fn begin(&mut self) {
        let Place::Head(head) = std::mem::replace(&mut self.place, Place::Lost) else { return };
        if encoding::is_utf16(&head) {
            self.refusals.add(1, "", "", RowRule::EncodingUnknown);
            return;
        }
        let mut rest = head.as_slice();
        if let Some(after) = rest.strip_prefix(&MARK) {
            (self.decoder, rest) = (Decoder::marked(), after);
        }
        let (separator, rest, line) = separator_of(rest);
        self.place = Place::Rows(Splitter::new(separator, line), None);
        self.split(rest);
    }

    fn split(&mut self, bytes: &[u8]) {
        let Place::Rows(splitter, _) = &mut self.place else { return };
        let mut found = Vec::new();
        splitter.take(bytes, |row| found.push(row));
        for row in found {
            self.take_row(row);
        }
    }

    fn take_row(&mut self, row: Result<Row, Torn>) {
        let (line, cells) = match row {
            Ok(row) => (row.line, self.decoder.decode(row)),
            Err(torn) => (torn.line, Err(torn.rule)),
        };
        match (cells, &mut self.place) {
            (Err(rule), place) => {
                self.refusals.add(line, "", "", rule);
                if let Place::Rows(_, None) = place {
                    *place = Place::Lost;
                }
            }
            (Ok(headings), Place::Rows(_, None)) => self.take_headings(line, headings),
            (Ok(cells), Place::Rows(_, Some(table))) if cells.len() != table.columns.count() => {
                let rule = RowRule::FieldsDiffer { found: cells.len(), wanted: table.columns.count() };
                self.refusals.add(line, "", "", rule);
            }
            (Ok(cells), Place::Rows(_, Some(table))) => {
                let row = picked(line, &cells, &table.columns);
                table.take_amounts(line, &row);
                table.days.take(line, row.day.as_deref().unwrap_or_default());
                self.rows += 1;
                self.ready.push(row);
            }
            (Ok(_), Place::Head(_) | Place::Lost) => {}
        }
    }

    fn take_headings(&mut self, line: u64, headings: Vec<String>) {
        let Place::Rows(splitter, _) = std::mem::replace(&mut self.place, Place::Lost) else { return };
        let Told { kind, mapping, day, currency } = &self.told;
        match Columns::find(*kind, headings, mapping) {
            Ok(columns) => {
                let units = mapping.units.unwrap_or_else(|| columns.units());
                let table = Table {
                    separator: splitter.separator(),
                    amounts: AmountColumn::new(units, *currency, mapping.decimal),
                    days: DayColumn::new(*day),
                    columns,
                };
                self.place = Place::Rows(splitter, Some(Box::new(table)));
            }
            Err(missing) => {
                for missing in missing {
                    self.refusals.add(line, "", &missing.heading, missing.rule);
                }
            }
        }
    }
}

/// Whether the first line that says something is whole, and its end as well.
fn has_line(head: &[u8]) -> bool {
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let text = head.strip_prefix(&MARK).unwrap_or(head);
    let begun = text.iter().skip_while(|byte| is_end(byte) || **byte == b' ');
    begun.clone().any(is_end) && text.last() != Some(&b'\r')
}

/// The separator of a file, the bytes behind a line that does nothing but name it, and the line on which those begin.
fn separator_of(head: &[u8]) -> (u8, &[u8], u64) {
    // Some spreadsheets write `sep=;` before the headings.
    if let Some([separator, rest @ ..]) = head.strip_prefix(b"sep=") {
        let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"));
        if let Some(rest) = rest.filter(|_| SEPARATORS.contains(separator)) {
            return (*separator, rest, 2);
        }
    }
    let blank = head.iter().take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\t').count();
    let line = head.get(blank..).unwrap_or_default().split(|byte| matches!(byte, b'\n' | b'\r')).next();
    let count = |separator: u8| {
        let mut quoted = false;
        let counts = line.unwrap_or_default().iter().filter(|byte| {
            quoted ^= **byte == b'"';
            !quoted && **byte == separator
        });
        counts.count()
    };
    let best = SEPARATORS.into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',');
    (best, head, 1)
}

/// The most characters of a cell that are looked at: more than any field may have.
const CELL_MAX: usize = 400;

fn picked(line: u64, cells: &[String], columns: &Columns) -> Cells {
    // The database keeps no zero bytes; as another character that is no writing it is refused in words. What is longer than
    // any text may be is refused by its beginning.
    let cell = |field| {
        let text = cells.get(columns.at(field)?)?.trim();
        Some(text.chars().take(CELL_MAX).map(|letter| if letter == '\0' { '\u{1}' } else { letter }).collect())
    };
    Cells {
        line: i64::try_from(line).unwrap_or(i64::MAX),
        number: cell(ImportField::Number),
        reference: cell(ImportField::Reference),
        name: cell(ImportField::Name),
        country: cell(ImportField::Country),
        day: cell(ImportField::Day),
        amount: cell(ImportField::Amount),
        kind: cell(ImportField::Kind),
        currency: cell(ImportField::Currency),
        product: cell(ImportField::Product),
        quantity: cell(ImportField::Quantity),
        price: cell(ImportField::Price),
        total: cell(ImportField::Total),
    }
}

#[cfg(test)]
mod tests {
    use app::wire::import::{DecimalMark, Units};

    use super::*;

    fn taken(bytes: &[u8], step: usize) -> (Vec<Cells>, Arrived) {
        let currency = Currency::of("GBP").unwrap();
        let mut intake =
            Intake::new(Told { kind: FileKind::Transactions, mapping: ImportMapping::default(), day: None, currency });
        for chunk in bytes.chunks(step) {
            intake.take(chunk);
        }
        intake.end();
        let rows = intake.ready(0).unwrap_or_default();
        (rows, intake.arrived())
    }

    fn rules(bytes: &[u8]) -> Vec<(u64, RowRule)> {
        let rows = taken(bytes, 7).1.refusals.into_rows();
        rows.into_iter().map(|row| (row.line, row.rule)).collect()
    }

    #[test]
    fn the_same_rows_come_out_however_the_file_is_written() {
        let rows = [["no", "customer", "date", "net", "country"], ["1", "Müller", "2011-12-09", "12.50", "Österreich"]];
        let text = |separator: &str, end: &str| rows.map(|row| row.join(separator)).join(end) + end;
        let latin = encoding_rs::WINDOWS_1252.encode(&text(";", "\r\n")).0.into_owned();
        let files = [
            (text(",", "\n").into_bytes(), "utf-8", b','),
            (text("\t", "\r").into_bytes(), "utf-8", b'\t'),
            ([&MARK[..], text(";", "\r\n").as_bytes()].concat(), "utf-8", b';'),
            (latin, "windows-1252", b';'),
            ((String::from("\n\n") + &text(";", "\n")).into_bytes(), "utf-8", b';'),
            ((String::from("sep=;\r\n") + &text(";", "\r\n")).into_bytes(), "utf-8", b';'),
        ];
        for (bytes, encoding, separator) in files {
            for step in [1, 3, 1000] {
                let (rows, arrived) = taken(&bytes, step);
                assert_eq!(rows.len(), 1);
                assert_eq!(rows[0].reference.as_deref(), Some("Müller"));
                assert_eq!(rows[0].country.as_deref(), Some("Österreich"));
                assert_eq!(rows[0].name, None);
                let form = arrived.form.unwrap();
                assert_eq!((form.encoding, form.separator), (encoding, separator));
                assert_eq!((form.amount.units, form.amount.decimal), (Units::Major, DecimalMark::Point));
            }
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why_and_hands_nothing_over() {
        assert_eq!(rules(b""), [(1, RowRule::FileEmpty)]);
        assert_eq!(rules(b"\xef\xbb\xbf\r\n \r\n"), [(1, RowRule::FileEmpty)]);
        assert_eq!(rules(b"no,customer,date,net\n"), [(1, RowRule::RowsMissing)]);
        assert_eq!(rules(b"\xff\xfen\0o\0"), [(1, RowRule::EncodingUnknown)]);
        assert!(matches!(
            &rules(b"no,customer,date\n1,2,3\n")[..],
            [(1, RowRule::HeadingMissing { field: ImportField::Amount, .. })]
        ));
        assert_eq!(rules(b"\"no,customer\n1,2,3\n"), [(1, RowRule::QuoteOpen)]);
        let (rows, arrived) = taken(b"no,customer,date,net\n1,A,01/02/2011,1\n", 5);
        assert_eq!((rows.len(), arrived.form.is_none()), (1, true));
    }

    #[test]
    fn faulty_rows_are_told_and_the_others_handed_over() {
        let file =
            "no,customer,date,net\n1,A,2011-12-09,1.50\n2,B\n3,\"C\"x,2011-12-09,1\nM\u{fc}ller,D,2011-12-09,2\n";
        let mut bytes = file.as_bytes().to_vec();
        bytes.extend(b"M\xfcller,E,2011-12-09,2\n");
        let (rows, arrived) = taken(&bytes, 11);
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
        let told: Vec<_> = arrived.refusals.into_rows().into_iter().map(|row| (row.line, row.rule)).collect();
        assert_eq!(
            told,
            [
                (3, RowRule::FieldsDiffer { found: 2, wanted: 4 }),
                (4, RowRule::QuoteStray),
                (6, RowRule::EncodingBroken)
            ]
        );
    }

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(taken(b"", 1).1.hash, hash);
        assert_eq!(taken(b"abc", 1).1.hash, taken(b"abc", 3).1.hash);
    }
}
