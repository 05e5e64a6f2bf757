//! The workbench of one file: its rows staged as they come, then read, checked, and held against the books.
//!
//! All of it happens outside of any lock, in pages, so that a file of any size takes its time and nobody waits for it.
//! What was read holds until somebody writes; taking in finds out whether somebody did.

mod lines;

use std::collections::BTreeMap;

use app::wire::import::{FileKind, ImportField, RowRule};
use bytes::Bytes;
use domain::{
    day::Day,
    document::DocumentKind,
    document_line::DocumentLine,
    ids::{DocumentId, ImportId},
    money::Currency,
};
use futures_util::{Stream, StreamExt};
use sqlx::PgConnection;
use uuid::Uuid;

use super::check::{Checked, Rules};
use super::group::differing;
use super::intake::{Arrived, Form, Intake, Told};
use super::refused::Refusals;
use crate::Fault;
use crate::store::upload::{self, Cells, Known, Line, Month, NumberKey, Saying, Upload};
use crate::store::{Database, document_line, take_in};

/// How many rows are written or read together.
const PAGE: usize = 2_000;
/// How many rows are cleared away together.
const CLEAR: i64 = 20_000;

/// The workbench.
#[derive(Clone, Debug)]
pub struct Staging {
    database: Database,
    upload: Upload,
}

/// What reading a file brought.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// How many documents are not in the books yet.
    pub fresh: i64,
    /// How many lines those have.
    pub lines: i64,
    /// How many rows are there already with the same content, in the books or further up in the file.
    pub unchanged: i64,
    /// What the documents of the file add up to, by currency.
    pub all: BTreeMap<Currency, Sums>,
    /// What those that are not in the books yet add up to in the base currency.
    pub of_fresh: Sums,
    /// The latest day of those.
    pub last_day: Option<Day>,
    /// The rows that are refused.
    pub refusals: Refusals,
    earlier: BTreeMap<ImportId, i64>,
}

/// Sales, credits and purchases in minor units, all as numbers above zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// The sales.
    pub sales_minor: i64,
    /// The credits.
    pub credits_minor: i64,
    /// What was bought from accounts.
    pub purchases_minor: i64,
}

impl Sums {
    fn add(&mut self, kind: DocumentKind, minor: i64) {
        let sum = match kind {
            DocumentKind::Sale => &mut self.sales_minor,
            DocumentKind::Credit => &mut self.credits_minor,
            DocumentKind::Purchase => &mut self.purchases_minor,
        };
        *sum = sum.saturating_add(minor);
    }
}

impl Reading {
    /// The import that brought most of what was there already.
    pub fn earlier(&self) -> Option<ImportId> {
        self.earlier.iter().max_by_key(|(_, count)| **count).map(|(import, _)| *import)
    }
}

impl Staging {
    /// A workbench for this upload.
    pub fn new(database: Database, upload: Upload) -> Self {
        Self { database, upload }
    }

    /// Which upload it is for.
    pub fn upload(&self) -> Upload {
        self.upload
    }

    /// Takes the file from its sender and stages its rows.
    ///
    /// # Errors
    /// Where the sender breaks off, sends too much or too slowly, or the database fails.
    pub async fn stage(
        &self,
        told: Told,
        mut body: impl Stream<Item = Result<Bytes, Fault>> + Unpin,
    ) -> Result<Arrived, Fault> {
        upload::write(&mut *self.database.acquire().await?, self.upload).await?;
        let mut intake = Intake::new(told);
        while let Some(bytes) = body.next().await {
            intake.take(&bytes?);
            self.write_ready(&mut intake, PAGE).await?;
        }
        intake.end();
        self.write_ready(&mut intake, 1).await?;
        Ok(intake.arrived())
    }

    async fn write_ready(&self, intake: &mut Intake, least: usize) -> Result<(), Fault> {
        let Some(rows) = intake.ready(least) else { return Ok(()) };
        // Not held while bytes are waited for.
        let mut connection = self.database.acquire().await?;
        for page in rows.chunks(PAGE) {
            upload::write_cells(&mut connection, self.upload, page).await?;
        }
        Ok(())
    }

    /// Reads and checks all rows that were staged, `wanted` of them, and holds them against the books.
    ///
    /// # Errors
    /// Where the database fails, or lost some of the rows.
    pub async fn read(&self, kind: FileKind, form: &Form, rules: &Rules, wanted: u64) -> Result<Reading, Fault> {
        let mut reading = Reading::default();
        let found = match kind {
            FileKind::Transactions => self.read_documents(form, rules, &mut reading).await?,
            FileKind::Lines => self.read_lines(form, rules, &mut reading).await?,
        };
        if found != wanted {
            return Err(Fault::broken(anyhow::anyhow!("{found} of {wanted} staged rows are left")));
        }
        Ok(reading)
    }

    /// Reads rows that are documents. Gives how many there were.
    async fn read_documents(&self, form: &Form, rules: &Rules, reading: &mut Reading) -> Result<u64, Fault> {
        let mut connection = self.database.acquire().await?;
        let (mut after, mut found) = (0, 0);
        loop {
            let rows = upload::load_cells(&mut connection, self.upload, after, PAGE as i64).await?;
            let Some(last) = rows.last() else { break };
            after = last.line;
            found += rows.len() as u64;
            let mut page = Page::default();
            for row in &rows {
                match rules.read(row) {
                    Ok(checked) => page.rows.push(checked),
                    Err((field, rule)) => reading.refuse(form, row, field, rule),
                }
            }
            page.load(&mut connection, self.upload).await?;
            page.judge(form, reading);
            page.write(&mut connection, self.upload).await?;
        }
        Ok(found)
    }

    /// Clears away what was read, so that the rows can be read again.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn clear_read(&self) -> Result<(), Fault> {
        let mut connection = self.database.acquire().await?;
        while take_in::delete_read(&mut connection, self.upload, CLEAR).await? > 0 {}
        Ok(())
    }

    /// Clears the workbench.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn clear(&self) -> Result<(), Fault> {
        self.clear_read().await?;
        let mut connection = self.database.acquire().await?;
        while take_in::delete_cells(&mut connection, self.upload, CLEAR).await? > 0 {}
        take_in::delete_upload(&mut connection, self.upload).await
    }
}

impl Reading {
    fn refuse(&mut self, form: &Form, row: &Cells, field: ImportField, rule: RowRule) {
        let value = cell(row, field).unwrap_or_default();
        self.refusals.add(u64::try_from(row.line).unwrap_or_default(), form.columns.heading(field), value, rule);
    }

    /// Refuses a row for what stands under its number.
    fn refuse_number(&mut self, form: &Form, line: i64, number: &str, rule: RowRule) {
        let heading = form.columns.heading(ImportField::Number);
        self.refusals.add(u64::try_from(line).unwrap_or_default(), heading, number, rule);
    }

    /// A document, of so many lines where those are known.
    fn count(&mut self, line: &Line, lines: i64) {
        self.all.entry(line.currency).or_default().add(line.kind, line.amount_minor);
        if line.fresh {
            self.fresh += 1;
            self.lines += lines;
            self.of_fresh.add(line.kind, line.base_minor());
            self.last_day = self.last_day.max(Some(line.day));
        } else {
            // Each of its lines is a row.
            self.unchanged += lines.max(1);
        }
    }
}

fn cell(row: &Cells, field: ImportField) -> Option<&str> {
    let cell = match field {
        ImportField::Number => &row.number,
        ImportField::Reference => &row.reference,
        ImportField::Name => &row.name,
        ImportField::Country => &row.country,
        ImportField::Day => &row.day,
        ImportField::Amount => &row.amount,
        ImportField::Kind => &row.kind,
        ImportField::Currency => &row.currency,
        ImportField::Product => &row.product,
        ImportField::Quantity => &row.quantity,
        ImportField::Price => &row.price,
        ImportField::Total => &row.total,
    };
    cell.as_deref()
}

/// Some documents that hold to the rules, with what is there of their numbers.
#[derive(Default)]
struct Page {
    rows: Vec<Checked>,
    /// The lines of those that have any, each with its line of the file.
    parts: BTreeMap<NumberKey, Vec<(i64, DocumentLine)>>,
    /// In the books.
    known: BTreeMap<NumberKey, Known>,
    /// The lines that those in the books have, where lines are to be held against them.
    known_parts: BTreeMap<DocumentId, Vec<DocumentLine>>,
    /// Further up in the file.
    before: BTreeMap<NumberKey, Line>,
    lines: Vec<Line>,
    sayings: BTreeMap<(String, &'static str, String), Saying>,
    months: BTreeMap<(String, Day), Month>,
}

impl Page {
    async fn load(&mut self, connection: &mut PgConnection, upload: Upload) -> Result<(), Fault> {
        let keys: Vec<NumberKey> = self.rows.iter().map(|row| row.line.key()).collect();
        let known = upload::load_known(connection, upload.workspace, &keys).await?;
        if !self.parts.is_empty() {
            let ids: Vec<Uuid> = known.iter().map(|known| known.id.0).collect();
            self.known_parts = document_line::load(connection, upload.workspace, &ids).await?;
            self.known_parts.values_mut().for_each(|lines| lines.sort_by_key(|line| line.place));
        }
        self.known = known.into_iter().map(|known| (known.key(), known)).collect();
        let before = upload::load_lines(connection, upload, &keys).await?;
        self.before = before.into_iter().map(|line| (line.key(), line)).collect();
        Ok(())
    }

    /// In what a document differs from the one in the books that has its number.
    fn differs(&self, line: &Line, key: &NumberKey, known: &Known) -> Vec<ImportField> {
        let mut differs = differences(line, known);
        if let (true, Some(parts)) = (differs.is_empty(), self.parts.get(key)) {
            let found: Vec<DocumentLine> = parts.iter().map(|(_, told)| *told).collect();
            differs = differing(&found, self.known_parts.get(&known.id).map_or(&[], Vec::as_slice));
        }
        differs
    }

    /// Says of each row whether it is fresh, there already, or refused for what is there under its number.
    fn judge(&mut self, form: &Form, reading: &mut Reading) {
        for mut row in std::mem::take(&mut self.rows) {
            let key = row.line.key();
            let refused = match (self.before.get(&key), self.known.get(&key)) {
                (Some(first), _) => {
                    let differs = differences(&row.line, first);
                    let first_line = u64::try_from(first.line).unwrap_or_default();
                    (!differs.is_empty()).then_some(RowRule::NumberTwice { first_line, differs })
                }
                (None, Some(known)) => {
                    let differs = self.differs(&row.line, &key, known);
                    (!differs.is_empty()).then_some(RowRule::NumberTaken { differs })
                }
                (None, None) => None,
            };
            if let Some(rule) = refused {
                reading.refuse_number(form, row.line.line, &row.line.number, rule);
                continue;
            }
            self.note_sayings(&row);
            if self.before.contains_key(&key) {
                reading.unchanged += 1;
                continue;
            }
            let known = self.known.get(&key);
            row.line.fresh = known.is_none();
            if let Some(import) = known.and_then(|known| known.import) {
                *reading.earlier.entry(import).or_default() += 1;
            }
            reading.count(&row.line, self.parts.get(&key).map_or(0, |parts| parts.len() as i64));
            self.note_month(&row.line);
            self.before.insert(key, row.line.clone());
            self.lines.push(row.line);
        }
    }

    fn note_sayings(&mut self, row: &Checked) {
        let line = &row.line;
        for (field, says) in [("reference", ""), ("name", &*row.name), ("country", &*row.country)] {
            if says.is_empty() && field != "reference" {
                continue;
            }
            let key = (line.reference.clone(), field, says.to_owned());
            let said = self.sayings.entry(key).or_insert_with(|| Saying {
                reference: line.reference.clone(),
                field,
                says: says.to_owned(),
                day: line.day,
                line: line.line,
                first_line: line.line,
            });
            if line.day < said.day {
                (said.day, said.line) = (line.day, line.line);
            }
        }
    }

    fn note_month(&mut self, line: &Line) {
        if !line.fresh {
            return;
        }
        let month = line.day.first_of_month();
        let reference = line.reference.clone();
        let total = self.months.entry((line.reference.clone(), month)).or_insert_with(|| Month {
            reference,
            month,
            sales: 0,
            credits: 0,
            sales_minor: 0,
            credits_minor: 0,
            purchases_minor: 0,
        });
        let Month { sales_minor, credits_minor, purchases_minor, .. } = *total;
        let mut sums = Sums { sales_minor, credits_minor, purchases_minor };
        sums.add(line.kind, line.base_minor());
        total.sales_minor = sums.sales_minor;
        total.credits_minor = sums.credits_minor;
        total.purchases_minor = sums.purchases_minor;
        total.sales += i32::from(line.kind == DocumentKind::Sale);
        total.credits += i32::from(line.kind == DocumentKind::Credit);
    }

    async fn write(self, connection: &mut PgConnection, upload: Upload) -> Result<(), Fault> {
        if self.sayings.is_empty() {
            return Ok(());
        }
        upload::write_lines(connection, upload, &self.lines).await?;
        upload::write_sayings(connection, upload, &self.sayings.into_values().collect::<Vec<_>>()).await?;
        upload::write_months(connection, upload, &self.months.into_values().collect::<Vec<_>>()).await
    }
}

/// What a document says, whether it is in the books or in the file.
trait Says {
    /// Whose it is, its day, its kind, its amount and its currency.
    fn says(&self) -> (&str, Day, DocumentKind, i64, Currency);
}

impl Says for Line {
    fn says(&self) -> (&str, Day, DocumentKind, i64, Currency) {
        (&self.reference, self.day, self.kind, self.amount_minor, self.currency)
    }
}

impl Says for Known {
    fn says(&self) -> (&str, Day, DocumentKind, i64, Currency) {
        (&self.reference, self.day, self.kind, self.amount_minor, self.currency)
    }
}

/// In what a row differs from what is there under its number.
fn differences(line: &Line, there: &impl Says) -> Vec<ImportField> {
    let (found, there) = (line.says(), there.says());
    let pairs = [
        (ImportField::Reference, found.0 == there.0),
        (ImportField::Day, found.1 == there.1),
        (ImportField::Amount, found.3 == there.3),
        (ImportField::Kind, found.2 == there.2),
        (ImportField::Currency, found.4 == there.4),
    ];
    pairs.into_iter().filter(|(_, same)| !same).map(|(field, _)| field).collect()
}
