//! Short lists that come as files, of products or of rates: bytes in, lines out.
//!
//! A list is read as a whole and taken in as a whole or not at all; the files of trade, which are of any size, come in by
//! [`crate::import`].

use app::wire::import::RowRule;
use app::wire::list::{FAULTS_MAX, ListFault, ListRule};
use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::{
    command::Command,
    keep::{Keep, Wish},
    policy::{Action, Reach},
    rejection::Rejection,
    viewer::{Rights, Viewer},
};
use serde::Serialize;

use crate::auth::Signed;
use crate::engine::Sent;
use crate::import::encoding::{Decoder, MARK, is_utf16};
use crate::import::row::{Row, Splitter, Torn};
use crate::{Fault, Server, body};

/// The separators that are recognised.
const SEPARATORS: [u8; 3] = [b';', b'\t', b','];

/// What a list is to look like.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The columns that it must have.
    pub needed: &'a [&'a str],
    /// Those that it may have.
    pub optional: &'a [&'a str],
    /// The most lines.
    pub lines_max: usize,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the file, from 1.
    pub number: usize,
    /// What stands in the columns of the form, in their order, those first that it must have; empty where there is no such column.
    pub cells: Vec<String>,
}

/// The lines of a list, or everything that keeps it from being read.
pub fn lines(bytes: &[u8], form: &Form<'_>) -> Result<Vec<Line>, Vec<ListFault>> {
    if is_utf16(bytes) {
        return Err(vec![fault(None, RowRule::EncodingUnknown)]);
    }
    let marked = bytes.strip_prefix(&MARK);
    let decoder = if marked.is_some() { Decoder::marked() } else { Decoder::default() };
    let mut rows = split(marked.unwrap_or(bytes)).into_iter();
    let mut reader = Reader { decoder, columns: Columns::default() };
    match rows.next() {
        None => return Err(vec![fault(None, RowRule::FileEmpty)]),
        Some(head) => reader.columns = reader.read_head(head, form).map_err(|fault| vec![fault])?,
    }
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for row in rows {
        match reader.read(row) {
            Ok(line) => lines.push(line),
            Err(fault) => faults.push(fault),
        }
    }
    if lines.len() + faults.len() > form.lines_max {
        return Err(vec![ListFault { line: None, rule: ListRule::LinesTooMany { max: form.lines_max } }]);
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

/// Where the columns stand that are looked for; none where the list has no such column.
#[derive(Default)]
struct Columns {
    count: usize,
    places: Vec<Option<usize>>,
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

    fn read_head(&mut self, row: Result<Row, Torn>, form: &Form<'_>) -> Result<Columns, ListFault> {
        let (line, heads) = self.fields(row)?;
        let place = |name: &str| heads.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
        let needed = |name: &&str| {
            let missing = || ListRule::ColumnMissing { column: (*name).to_owned() };
            place(name).map(Some).ok_or_else(|| ListFault { line: Some(line), rule: missing() })
        };
        let mut places = form.needed.iter().map(needed).collect::<Result<Vec<_>, _>>()?;
        places.extend(form.optional.iter().map(|name| place(name)));
        Ok(Columns { count: heads.len(), places })
    }

    fn read(&mut self, row: Result<Row, Torn>) -> Result<Line, ListFault> {
        let (number, fields) = self.fields(row)?;
        let wanted = self.columns.count;
        if fields.len() != wanted {
            return Err(fault(Some(number), RowRule::FieldsDiffer { found: fields.len(), wanted }));
        }
        let cell = |place: &Option<usize>| place.and_then(|place| fields.get(place)).cloned().unwrap_or_default();
        Ok(Line { number, cells: self.columns.places.iter().map(cell).collect() })
    }
}

/// That a line, or the list as a whole, cannot be read.
pub fn fault(line: Option<usize>, rule: RowRule) -> ListFault {
    ListFault { line, rule: ListRule::Unreadable { rule } }
}

/// That a rule of what is listed says no.
pub fn rejected(line: Option<usize>, reason: Rejection) -> ListFault {
    ListFault { line, rule: ListRule::Rejected { reason } }
}

/// A list as it comes, and who sends it.
///
/// # Errors
/// [`Fault::NotAllowed`] to who may do nowhere what it does, before anything is read; where it is too large or its sender breaks off.
pub async fn receive(
    server: &Server,
    signed: &Signed,
    rights: Rights,
    does: Action,
    request: Request,
) -> Result<(Bytes, Viewer), Fault> {
    if rights.reach(does) == Reach::Nowhere {
        return Err(Fault::NotAllowed);
    }
    let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await.map_err(|error| body::fault_of(&error))?;
    let clock = server.engine.clock();
    let (now, actor) = (clock.now(), signed.person);
    Ok((bytes, Viewer { actor, now, day: clock.day_of(now), language: "en".to_owned(), rights }))
}

/// What became of a list of which so many lines were refused.
pub fn answered(refused: usize, answer: impl Serialize) -> Response {
    let status = if refused == 0 { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Json(answer)).into_response()
}

/// How many lines were refused, and as many of them as are told.
pub fn told(mut faults: Vec<ListFault>) -> (usize, Vec<ListFault>) {
    let refused = faults.len();
    faults.truncate(FAULTS_MAX);
    (refused, faults)
}

/// Keeps what a list brings, all of it or, for a reason that is told, nothing. Decided once more under the lock: what is there may have
/// changed since it was read.
///
/// # Errors
/// Where the database fails.
pub async fn keep(server: &Server, signed: &Signed, records: Vec<Wish>) -> Result<Option<ListFault>, Fault> {
    if records.is_empty() {
        return Ok(None);
    }
    run(server, signed, Command::Keep(Keep { account: None, records })).await
}

/// Runs what a list comes to, as its sender; gives why it was refused, if it was.
///
/// # Errors
/// Where the database fails.
pub async fn run(server: &Server, signed: &Signed, command: Command) -> Result<Option<ListFault>, Fault> {
    let sent = Sent::by_server(command, server.engine.clock().now());
    let run = server.engine.run(signed.workspace, signed.person, vec![sent]).await;
    if let Some(fault) = run.stopped {
        return Err(fault);
    }
    let reason = run.decided.first().and_then(|decided| decided.rejection().cloned());
    Ok(reason.map(|reason| rejected(None, reason)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: Form<'_> = Form { needed: &["family", "name"], optional: &["code"], lines_max: 20 };

    fn lines(bytes: &[u8]) -> Result<Vec<Line>, Vec<ListFault>> {
        super::lines(bytes, &FORM)
    }

    fn line(number: usize, family: &str, code: &str, name: &str) -> Line {
        Line { number, cells: [family, name, code].map(str::to_owned).into() }
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
        let many = format!("family,name\n{}", "a,b\n".repeat(FORM.lines_max + 1));
        assert_eq!(told(&many), [ListFault { line: None, rule: ListRule::LinesTooMany { max: FORM.lines_max } }]);
        assert!(lines(format!("family,name\n{}", "a,b\n".repeat(FORM.lines_max)).as_bytes()).is_ok());
    }
}
