//! Rows of separated values, taken from bytes as they come: RFC 4180, with any of the usual separators and line ends.
//!
//! It works on bytes and keeps no more than one row, so that a file of any size passes through; all encodings that are
//! read write separators, quotes and line ends as ASCII does.

use app::wire::import::RowRule;

/// The most bytes of a row. Where a closing quotation mark is missing, the rest of the file would be one row.
pub const ROW_MAX: usize = 64 << 10;

/// A row of fields, not yet decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins.
    pub line: u64,
    /// Its fields.
    pub fields: Vec<Vec<u8>>,
}

/// A row that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// The line on which it begins.
    pub line: u64,
    /// Why.
    pub rule: RowRule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before the first byte of a field.
    Start,
    /// In a field without quotation marks.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After a closing quotation mark, or the first of two that stand for one.
    Closed,
    /// In what is left of a line whose row was refused.
    Passing,
}

/// Cuts bytes into rows.
#[derive(Debug)]
pub struct Splitter {
    separator: u8,
    place: Place,
    line: u64,
    after_return: bool,
    began: u64,
    size: usize,
    field: Vec<u8>,
    fields: Vec<Vec<u8>>,
}

impl Splitter {
    /// One that begins on this line.
    pub fn new(separator: u8, line: u64) -> Self {
        let place = Place::Start;
        Self {
            separator,
            place,
            line,
            after_return: false,
            began: line,
            size: 0,
            field: Vec::new(),
            fields: Vec::new(),
        }
    }

    /// Its separator.
    pub fn separator(&self) -> u8 {
        self.separator
    }

    /// Takes more bytes, and hands over each row that ends in them. Empty rows are passed over.
    pub fn take(&mut self, bytes: &[u8], mut hand_over: impl FnMut(Result<Row, Torn>)) {
        for &byte in bytes {
            let goes_on = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if let Some(done) = self.step(byte, goes_on) {
                hand_over(done);
            }
            if matches!(byte, b'\n' | b'\r') && !goes_on {
                self.line += 1;
                if self.size == 0 {
                    self.began = self.line;
                }
            }
        }
    }

    /// The end of the file.
    pub fn end(&mut self) -> Option<Result<Row, Torn>> {
        match self.place {
            Place::Quoted => Some(Err(Torn { line: self.began, rule: RowRule::QuoteOpen })),
            Place::Passing => None,
            Place::Start | Place::Plain | Place::Closed => self.end_row(),
        }
    }

    fn step(&mut self, byte: u8, goes_on: bool) -> Option<Result<Row, Torn>> {
        let ends_line = matches!(byte, b'\n' | b'\r');
        if goes_on && self.place != Place::Quoted {
            // The second half of a line end.
            return None;
        }
        if ends_line && self.place == Place::Passing {
            self.clear();
            return None;
        }
        if ends_line && self.place != Place::Quoted {
            return self.end_row();
        }
        if self.place == Place::Passing {
            return None;
        }
        self.size += 1;
        if self.size > ROW_MAX {
            return self.refuse(RowRule::RowTooLong { max: ROW_MAX });
        }
        match (self.place, byte) {
            (Place::Start, b'"') => self.place = Place::Quoted,
            (Place::Quoted, b'"') => self.place = Place::Closed,
            (Place::Closed, b'"') => {
                self.field.push(byte);
                self.place = Place::Quoted;
            }
            (Place::Start | Place::Plain | Place::Closed, byte) if byte == self.separator => self.end_field(),
            (Place::Closed, _) => return self.refuse(RowRule::QuoteStray),
            (Place::Quoted, _) => self.field.push(byte),
            (Place::Start | Place::Plain | Place::Passing, _) => {
                self.field.push(byte);
                self.place = Place::Plain;
            }
        }
        None
    }

    fn end_field(&mut self) {
        self.fields.push(std::mem::take(&mut self.field));
        self.place = Place::Start;
    }

    fn end_row(&mut self) -> Option<Result<Row, Torn>> {
        self.end_field();
        let (line, fields) = (self.began, std::mem::take(&mut self.fields));
        self.clear();
        let is_empty = fields.iter().all(|field| field.iter().all(u8::is_ascii_whitespace));
        (!is_empty).then_some(Ok(Row { line, fields }))
    }

    fn refuse(&mut self, rule: RowRule) -> Option<Result<Row, Torn>> {
        let torn = Torn { line: self.began, rule };
        self.clear();
        // What is left of the line still belongs to it.
        self.place = Place::Passing;
        Some(Err(torn))
    }

    fn clear(&mut self) {
        self.place = Place::Start;
        self.size = 0;
        self.field.clear();
        self.fields.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Found = Result<(u64, Vec<String>), (u64, RowRule)>;

    fn split(separator: u8, bytes: &[u8], step: usize) -> Vec<Found> {
        let mut splitter = Splitter::new(separator, 1);
        let mut found = Vec::new();
        for chunk in bytes.chunks(step) {
            splitter.take(chunk, |row| found.push(row));
        }
        found.extend(splitter.end());
        let text = |field: Vec<u8>| String::from_utf8(field).unwrap();
        found
            .into_iter()
            .map(|row| match row {
                Ok(row) => Ok((row.line, row.fields.into_iter().map(text).collect())),
                Err(torn) => Err((torn.line, torn.rule)),
            })
            .collect()
    }

    fn row(line: u64, fields: &[&str]) -> Found {
        Ok((line, fields.iter().map(|field| (*field).to_owned()).collect()))
    }

    #[test]
    fn every_line_end_is_one_and_lines_are_counted() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "\"1\n2\",c", ",", "d,", "e,f"].join(end);
            for step in [1, 2, 3, 100] {
                assert_eq!(
                    split(b',', text.as_bytes(), step),
                    [row(1, &["a", "b"]), row(3, &["1\n2", "c"]), row(6, &["d", ""]), row(7, &["e", "f"])],
                    "{end:?} in steps of {step}"
                );
            }
        }
    }

    #[test]
    fn quotation_marks_hold_together_what_belongs_together() {
        assert_eq!(
            split(b';', b"\"a;b\";\"say \"\"hi\"\"\";5\" pipe\n", 3),
            [row(1, &["a;b", "say \"hi\"", "5\" pipe"])]
        );
        assert_eq!(split(b'\t', b"a\tb, c\n", 9), [row(1, &["a", "b, c"])]);
    }

    #[test]
    fn a_stray_quotation_mark_refuses_its_row_and_no_other() {
        let found = split(b',', b"a,b\n\"c\" d,\"e\nf,g\n", 4);
        assert_eq!(found, [row(1, &["a", "b"]), Err((2, RowRule::QuoteStray)), row(3, &["f", "g"])]);
    }

    #[test]
    fn an_open_quotation_mark_is_told_where_its_row_begins() {
        assert_eq!(split(b',', b"a,b\nc,\"d\ne,f\n", 4), [row(1, &["a", "b"]), Err((2, RowRule::QuoteOpen))]);
        let long = format!("a,b\nc,\"{}\nd,e\n", "x\n".repeat(ROW_MAX));
        let too_long = RowRule::RowTooLong { max: ROW_MAX };
        let found = split(b',', long.as_bytes(), 4096);
        assert_eq!(found.first(), Some(&row(1, &["a", "b"])));
        assert_eq!(found.get(1), Some(&Err((2, too_long))));
        assert_eq!(found.last().map(|last| last.as_ref().map(|(_, fields)| fields.len())), Some(Ok(2)));
    }

    #[test]
    fn a_row_of_the_limit_passes() {
        let text = format!("{}\n{}\nb\n", "a".repeat(ROW_MAX), "a".repeat(ROW_MAX + 1));
        let found = split(b',', text.as_bytes(), 1000);
        assert!(found[0].is_ok());
        assert_eq!(found[1..], [Err((2, RowRule::RowTooLong { max: ROW_MAX })), row(3, &["b"])]);
    }

    proptest! {
        /// Whatever a writer of another make writes is read as it was meant, however the bytes are cut.
        #[test]
        fn what_is_written_is_read(
            rows in prop::collection::vec(prop::collection::vec("[a-z,;\"\r\n ]{0,6}x", 3), 1..8),
            step in 1_usize..20,
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for fields in &rows {
                writer.write_record(fields).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let read: Vec<Vec<String>> = split(b',', &bytes, step).into_iter().map(|row| row.unwrap().1).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
