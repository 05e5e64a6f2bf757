//! The writing of a file: UTF-8, or Windows-1252 as older programs save it.

use app::wire::import::RowRule;
use encoding_rs::WINDOWS_1252;

use super::row::Row;

/// The mark that some programs put before UTF-8.
pub const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// How the bytes of a file stand for letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// One byte a letter, that of western Europe on Windows; ISO 8859-1 is part of it.
    Windows1252,
}

/// Finds out by the first letter beyond ASCII which it is, and holds every later line to that.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decoder {
    known: Option<Encoding>,
}

/// Whether a file begins as UTF-16 does, which is not read.
pub fn is_utf16(start: &[u8]) -> bool {
    matches!(start, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, 0, _, ..] | [_, 0, _, 0, ..])
}

impl Decoder {
    /// A decoder for a file that begins with the mark of UTF-8.
    pub fn marked() -> Self {
        Self { known: Some(Encoding::Utf8) }
    }

    /// The fields of a row as texts.
    ///
    /// # Errors
    /// [`RowRule::EncodingBroken`] where the row is no UTF-8, while rows above it are.
    pub fn decode(&mut self, row: Row) -> Result<Vec<String>, RowRule> {
        if row.fields.iter().any(|field| !field.is_ascii()) && self.known.is_none() {
            let is_utf8 = row.fields.iter().all(|field| std::str::from_utf8(field).is_ok());
            self.known = Some(if is_utf8 { Encoding::Utf8 } else { Encoding::Windows1252 });
        }
        row.fields.into_iter().map(|field| self.decode_field(field)).collect()
    }

    fn decode_field(&self, field: Vec<u8>) -> Result<String, RowRule> {
        match self.known {
            Some(Encoding::Windows1252) => Ok(WINDOWS_1252.decode_without_bom_handling(&field).0.into_owned()),
            Some(Encoding::Utf8) | None => String::from_utf8(field).map_err(|_| RowRule::EncodingBroken),
        }
    }

    /// The word for it in settings.
    pub fn word(&self) -> &'static str {
        match self.known {
            Some(Encoding::Windows1252) => "windows-1252",
            Some(Encoding::Utf8) | None => "utf-8",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fields: &[&[u8]]) -> Row {
        Row { line: 1, fields: fields.iter().map(|field| field.to_vec()).collect() }
    }

    #[test]
    fn the_first_letter_beyond_ascii_decides() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.decode(row(&[b"plain"])).unwrap(), ["plain"]);
        assert_eq!(decoder.word(), "utf-8");
        assert_eq!(decoder.decode(row(&[b"M\xfcller", b"\x80 5"])).unwrap(), ["Müller", "€ 5"]);
        assert_eq!(decoder.word(), "windows-1252");
        assert_eq!(decoder.decode(row(&["ü".as_bytes()])).unwrap(), ["Ã¼"]);
    }

    #[test]
    fn a_line_that_is_no_utf8_below_one_that_is_is_broken() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.decode(row(&["Müller".as_bytes()])).unwrap(), ["Müller"]);
        assert_eq!(decoder.decode(row(&[b"M\xfcller"])), Err(RowRule::EncodingBroken));
        assert_eq!(Decoder::marked().decode(row(&[b"M\xfcller"])), Err(RowRule::EncodingBroken));
    }

    #[test]
    fn utf16_is_told_with_and_without_its_mark() {
        for start in [&b"\xff\xfea\0"[..], b"\xfe\xff\0a", b"a\0b\0", b"\0a\0b"] {
            assert!(is_utf16(start));
        }
        assert!(!is_utf16(b"invoice_no"));
        assert!(!is_utf16(&MARK));
    }
}
