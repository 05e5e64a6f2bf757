//! Rows that are lines of documents: read one by one, and then put together by document.

use domain::document_line::DocumentLine;

use super::super::check::{Checked, Rules};
use super::super::group::ROWS_MAX;
use super::super::intake::Form;
use super::{PAGE, Page, Reading, Staging};
use crate::Fault;
use crate::store::take_in::LinePlace;
use crate::store::upload;
use crate::store::upload_line::{self, StagedLine};

impl Staging {
    /// Reads rows that are lines. Gives how many there were.
    ///
    /// Where rows are refused, nothing is put together: their documents would lack what they tell.
    pub(super) async fn read_lines(&self, form: &Form, rules: &Rules, reading: &mut Reading) -> Result<u64, Fault> {
        let mut connection = self.database.acquire().await?;
        let (mut after, mut found) = (0, 0);
        loop {
            let rows = upload::load_cells(&mut connection, self.upload, after, PAGE as i64).await?;
            let Some(last) = rows.last() else { break };
            after = last.line;
            found += rows.len() as u64;
            let (mut page, mut lines) = (Page::default(), Vec::new());
            for row in &rows {
                match rules.read_line(row) {
                    Ok(checked) => {
                        page.note_sayings(&checked.said);
                        lines.push(checked.line);
                    }
                    Err((field, rule)) => reading.refuse(form, row, field, rule),
                }
            }
            upload_line::write(&mut connection, self.upload, &lines).await?;
            page.write(&mut connection, self.upload).await?;
        }
        drop(connection);
        if reading.refusals.count() == 0 {
            self.put_together(form, rules, reading).await?;
        }
        Ok(found)
    }

    async fn put_together(&self, form: &Form, rules: &Rules, reading: &mut Reading) -> Result<(), Fault> {
        let mut connection = self.database.acquire().await?;
        let (mut after, mut open) = (LinePlace::default(), Vec::new());
        loop {
            let rows = upload_line::load(&mut connection, self.upload, &after, PAGE as i64).await?;
            let is_last = rows.len() < PAGE;
            if let Some(last) = rows.last() {
                let key = last.key();
                after = (key.number, key.issuer, last.line);
            }
            let mut page = Page::default();
            for group in cut(&mut open, rows, is_last) {
                page.take(form, rules, &group, reading);
            }
            page.load(&mut connection, self.upload).await?;
            page.judge(form, reading);
            let placed: Vec<(i64, DocumentLine)> = page.parts.values().flatten().copied().collect();
            upload_line::write_places(&mut connection, self.upload, &placed).await?;
            page.write(&mut connection, self.upload).await?;
            if is_last {
                return Ok(());
            }
        }
    }
}

/// The documents that are whole with these rows; the rows of the last one stay open, since more of them may come.
fn cut(open: &mut Vec<StagedLine>, rows: Vec<StagedLine>, is_last: bool) -> Vec<Vec<StagedLine>> {
    let mut whole = Vec::new();
    for row in rows {
        if open.first().is_some_and(|first| first.key() != row.key()) {
            whole.push(std::mem::take(open));
        }
        // More of them would only be more than too many.
        if open.len() < ROWS_MAX {
            open.push(row);
        }
    }
    if is_last && !open.is_empty() {
        whole.push(std::mem::take(open));
    }
    whole
}

impl Page {
    /// Takes a document in, or refuses it.
    fn take(&mut self, form: &Form, rules: &Rules, rows: &[StagedLine], reading: &mut Reading) {
        match rules.grouped(rows) {
            Ok(None) => {}
            Ok(Some(grouped)) => {
                self.parts.insert(grouped.document.key(), grouped.lines);
                // What its rows say about the customer was noted one by one.
                self.rows.push(Checked { line: grouped.document, name: String::new(), country: String::new() });
            }
            Err(refused) => {
                let number = rows.first().map_or("", |row| &*row.number);
                for (line, rule) in refused {
                    reading.refuse_number(form, line, number, rule);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{document::DocumentKind, money::Currency};
    use jiff::civil::date;

    use super::*;

    fn row(line: i64, number: &str) -> StagedLine {
        StagedLine {
            line,
            number: number.to_owned(),
            reference: "A".to_owned(),
            kind: DocumentKind::Sale,
            day: date(2026, 1, 31),
            currency: Currency::of("GBP").unwrap(),
            total_minor: None,
            told: DocumentLine::default(),
        }
    }

    #[test]
    fn a_document_is_whole_wherever_pages_are_cut() {
        let rows: Vec<StagedLine> =
            [1, 1, 1, 2, 3, 3].iter().zip(1..).map(|(n, line)| row(line, &n.to_string())).collect();
        for size in 1..=6 {
            let (mut open, mut whole) = (Vec::new(), Vec::new());
            for page in rows.chunks(size) {
                whole.extend(cut(&mut open, page.to_vec(), false));
            }
            whole.extend(cut(&mut open, Vec::new(), true));
            assert_eq!(whole.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1, 2], "pages of {size}");
        }
        let (mut open, many) = (Vec::new(), (1..=2 * ROWS_MAX as i64).map(|line| row(line, "1")).collect());
        assert_eq!(cut(&mut open, many, true)[0].len(), ROWS_MAX);
    }
}
