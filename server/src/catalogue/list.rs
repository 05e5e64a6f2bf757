//! A list of products as it comes: bytes in, lines out.

use app::wire::catalogue::{ListFault, ListRule};
use app::wire::import::RowRule;
use domain::product_list::{LINES_MAX, Line};

use crate::import::encoding::{Decoder, MARK, is_utf16};
use crate::import::row::{Row, Splitter, Torn};

/// The separators that are recognised.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// The lines of a list, or everything that keeps it from being read.
pub fn lines(bytes: &[u8]) -> Result<Vec<Line>, Vec<ListFault>> {
    if is_utf16(bytes) {
        return Err(vec![fault(None, RowRule::EncodingUnknown)]);
    }
    let marked = bytes.strip_prefix(&MARK);
    let decoder = if marked.is_some() { Decoder::marked() } else { Decoder::default() };
    let mut rows = split(marked.unwrap_or(bytes)).into_iter();
    let mut reader = Reader { decoder, columns: Columns::default() };
    match rows.next() {
        None => return Err(vec![fault(None, RowRule::FileEmpty)]),
        Some(head) => reader.columns = reader.read_head(head).map_err(|fault| vec![fault])?,
    }
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for row in rows {
        match reader.read(row) {
            Ok(line) => lines.push(line),
            Err(fault) => faults.push(fault),
        }
    }
    if lines.len() + faults.len() > LINES_MAX {
        return Err(vec![ListFault { line: None, rule: ListRule::LinesTooMany { max: LINES_MAX } }]);
    }
    if lines.is_empty() && faults.is_empty() {
        return Err(vec![fault(None, RowRule::RowsMissing)]);
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

fn split(bytes: &[u8]) -> Vec<Result<Row, Torn>> {
    let head = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |separator: &u8| head.iter().filter(|byte| *byte == separator).count();
    // Of those that stand as often the comma, which comes last.
    let separator = SEPARATORS.into_iter().max_by_key(count).unwrap_or(b',');
    let mut splitter = Splitter::new(separator, 1);
    let mut rows = Vec::new();
    splitter.take(bytes, |row| rows.push(row));
    rows.extend(splitter.end());
    rows
}

/// Where the columns stand.
#[derive(Default)]
struct Columns {
    count: usize,
    family: usize,
    code: Option<usize>,
    name: usize,
}

struct Reader {
    decoder: Decoder,
    columns: Columns,
}

impl Reader {
    fn fields(&mut self, row: Result<Row, Torn>) -> Result<(usize, Vec<String>), ListFault> {
        let at = |line: u64| usize::try_from(line).ok();
        let row = row.map_err(|torn| fault(at(torn.line), torn.rule))?;
        let line = row.line;
        let fields = self.decoder.decode(row).map_err(|rule| fault(at(line), rule))?;
        Ok((at(line).unwrap_or_default(), fields))
    }

    fn read_head(&mut self, row: Result<Row, Torn>) -> Result<Columns, ListFault> {
        let (line, heads) = self.fields(row)?;
        let place = |name: &str| heads.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
        let needed = |name: &str| {
            let missing = || ListRule::ColumnMissing { column: name.to_owned() };
            place(name).ok_or_else(|| ListFault { line: Some(line), rule: missing() })
        };
        Ok(Columns { count: heads.len(), family: needed("family")?, code: place("code"), name: needed("name")? })
    }

    fn read(&mut self, row: Result<Row, Torn>) -> Result<Line, ListFault> {
        let (number, fields) = self.fields(row)?;
        let wanted = self.columns.count;
        if fields.len() != wanted {
            return Err(fault(Some(number), RowRule::FieldsDiffer { found: fields.len(), wanted }));
        }
        let cell = |place: usize| fields.get(place).cloned().unwrap_or_default();
        let Columns { family, code, name, .. } = self.columns;
        Ok(Line { number, family: cell(family), code: code.map(cell).unwrap_or_default(), name: cell(name) })
    }
}

fn fault(line: Option<usize>, rule: RowRule) -> ListFault {
    ListFault { line, rule: ListRule::Unreadable { rule } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: usize, family: &str, code: &str, name: &str) -> Line {
        Line { number, family: family.to_owned(), code: code.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn a_list_is_read_however_it_is_written() {
        let wanted = [line(2, "Drives", "D-1", "Belt, wide"), line(4, "Größen", "", "Kette")];
        let comma = "family,code,name\nDrives,D-1,\"Belt, wide\"\n\nGrößen,,Kette\n";
        assert_eq!(lines(comma.as_bytes()).unwrap(), wanted);
        let other = "\u{feff}Name;FAMILY;Code\r\nBelt, wide;Drives;D-1\r\n\r\nKette;Größen;\r\n";
        assert_eq!(lines(other.as_bytes()).unwrap(), wanted);
        let windows = [&b"name\tfamily\nKette\tGr"[..], &[0xf6, 0xdf], &b"en"[..]].concat();
        assert_eq!(lines(&windows).unwrap(), [line(2, "Größen", "", "Kette")]);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        let told = |text: &str| lines(text.as_bytes()).unwrap_err();
        assert_eq!(told(""), [fault(None, RowRule::FileEmpty)]);
        assert_eq!(told("family,name\n"), [fault(None, RowRule::RowsMissing)]);
        let missing = ListRule::ColumnMissing { column: "name".to_owned() };
        assert_eq!(told("family,code\na,b\n"), [ListFault { line: Some(1), rule: missing }]);
        let differ = RowRule::FieldsDiffer { found: 3, wanted: 2 };
        assert_eq!(
            told("family,name\na,b\na,b,c\n\"a\"x,b\n"),
            [fault(Some(3), differ), fault(Some(4), RowRule::QuoteStray)]
        );
        let many = format!("family,name\n{}", "a,b\n".repeat(LINES_MAX + 1));
        assert_eq!(told(&many), [ListFault { line: None, rule: ListRule::LinesTooMany { max: LINES_MAX } }]);
        assert!(lines(format!("family,name\n{}", "a,b\n".repeat(LINES_MAX)).as_bytes()).is_ok());
    }
}
