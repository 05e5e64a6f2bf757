//! A board as a picture: its columns side by side, as many as a page is wide, the others below; of a long column its first cards,
//! and how many more there are.

use domain::{day::Day, ids::AccountId, model::Model};

use super::told::{Head, Told, ToldAccount, ToldCell, ToldRow};
use crate::{
    ui::{
        picture::{Anchor, Ink, Mark, Measure, Picture, Words},
        rect::{Point, Rect},
    },
    words::en::boards::more,
};

/// The room around all of it, in px.
const MARGIN: f64 = 24.0;
/// The room between things, in px.
const GAP: f64 = 12.0;
/// How wide a column is, and the names of rows beside it, in px.
const COLUMN: f64 = 216.0;
/// How many columns stand side by side on a board without rows.
const ACROSS: usize = 8;
/// How high the head of a column is, and a card, in px.
const HEAD: f64 = 44.0;
const CARD: f64 = 54.0;
/// How high a line of a cell is, in px.
const LINE: f64 = 17.0;
/// How many cards of a column are drawn, and how many names of a cell.
const CARDS: usize = 30;
const NAMES: usize = 5;

/// The picture of a board.
pub fn drawn(told: &Told, model: &Model, today: Day, measure: Measure<'_>) -> Picture {
    let mut drawing = Drawing { picture: Picture::default(), model, today, measure };
    let across = if told.has_rows() { told.columns.len() + 1 } else { told.columns.len().min(ACROSS) };
    drawing.picture.title = told.title.clone();
    drawing.picture.width = across as f64 * (COLUMN + GAP) - GAP + 2.0 * MARGIN;
    let mut top = drawing.title(told);
    if told.has_rows() {
        top = drawing.grid(told, top);
    } else {
        let cells = told.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
        for (heads, cells) in told.columns.chunks(ACROSS).zip(cells.chunks(ACROSS)) {
            top = drawing.columns(heads, cells, top);
        }
    }
    drawing.picture.height = top + MARGIN;
    let Picture { width, height, .. } = drawing.picture;
    let ground = Mark::Box(Rect { left: 0.0, top: 0.0, width, height }, Ink::Sheet, None, 0.0);
    drawing.picture.marks.insert(0, ground);
    drawing.picture
}

struct Drawing<'a> {
    picture: Picture,
    model: &'a Model,
    today: Day,
    measure: Measure<'a>,
}

/// How words look, and where they stand in the room that they have.
#[derive(Clone, Copy)]
struct Style {
    size_px: f64,
    bold: bool,
    ink: Ink,
    anchor: Anchor,
}

const TITLE: Style = Style { size_px: 21.0, bold: true, ink: Ink::Ink, anchor: Anchor::Start };
const STRONG: Style = Style { size_px: 13.0, bold: true, ink: Ink::Ink, anchor: Anchor::Start };
const PLAIN: Style = Style { size_px: 12.0, bold: false, ink: Ink::Ink, anchor: Anchor::Start };
const SOFT: Style = Style { size_px: 12.0, bold: false, ink: Ink::Soft, anchor: Anchor::Start };
const FAINT: Style = Style { size_px: 11.5, bold: false, ink: Ink::Faint, anchor: Anchor::Start };
const OWNER: Style = Style { anchor: Anchor::End, ..FAINT };

impl Drawing<'_> {
    /// Writes a line into the room from `left`, `width` px wide.
    fn write(&mut self, words: &str, style: Style, left: f64, base: f64, width: f64) {
        let Style { size_px, bold, ink, anchor } = style;
        let at = Point { x: if anchor == Anchor::End { left + width } else { left }, y: base };
        let words = Words { at, words: words.to_owned(), size_px, bold, ink, anchor };
        self.picture.words(words, width, self.measure);
    }

    /// Writes the title; gives where the board begins.
    fn title(&mut self, told: &Told) -> f64 {
        let width = self.picture.width - 2.0 * MARGIN;
        self.write(&told.title, TITLE, MARGIN, MARGIN + 20.0, width);
        self.write(&told.about, SOFT, MARGIN, MARGIN + 42.0, width);
        MARGIN + 64.0
    }

    /// Draws columns of cards; gives where they end.
    fn columns(&mut self, heads: &[Head], cells: &[ToldCell], top: f64) -> f64 {
        let mut end = top;
        for (at, (head, cell)) in heads.iter().zip(cells).enumerate() {
            let left = MARGIN + at as f64 * (COLUMN + GAP);
            self.head(head, left, top);
            let mut below = top + HEAD;
            for id in cell.accounts.iter().take(CARDS) {
                self.card(*id, left, below);
                below += CARD + GAP / 2.0;
            }
            if let Some(words) = more(cell.accounts.len().saturating_sub(CARDS)) {
                self.write(&words, FAINT, left + 10.0, below + LINE, COLUMN - 20.0);
                below += LINE;
            }
            end = end.max(below);
        }
        end + 2.0 * GAP
    }

    fn head(&mut self, head: &Head, left: f64, top: f64) {
        self.write(&head.name, STRONG, left + 10.0, top + LINE, COLUMN - 20.0);
        self.write(&head.figures, FAINT, left + 10.0, top + 2.0 * LINE, COLUMN - 20.0);
    }

    fn card(&mut self, id: AccountId, left: f64, top: f64) {
        let account = ToldAccount::of(self.model, id, self.today);
        let body = Rect { left, top, width: COLUMN, height: CARD };
        self.picture.marks.push(Mark::Box(body, Ink::Sheet, Some(Ink::Line), 8.0));
        let (inside, width) = (left + 10.0, COLUMN - 20.0);
        self.write(&account.name, STRONG, inside, top + 21.0, width);
        self.write(&account.revenue, SOFT, inside, top + 41.0, width * 0.4);
        self.write(&account.owner, OWNER, inside + width * 0.4, top + 41.0, width * 0.6);
    }

    /// Draws a board of two fields; gives where it ends.
    fn grid(&mut self, told: &Told, top: f64) -> f64 {
        for (at, head) in told.columns.iter().enumerate() {
            self.head(head, MARGIN + (at + 1) as f64 * (COLUMN + GAP), top);
        }
        told.rows.iter().fold(top + HEAD, |top, row| self.row(row, top))
    }

    fn row(&mut self, row: &ToldRow, top: f64) -> f64 {
        let most = row.cells.iter().map(lines).max().unwrap_or_default().max(2);
        let height = most as f64 * LINE + 16.0;
        self.head(&row.head, MARGIN, top);
        for (at, cell) in row.cells.iter().enumerate() {
            let left = MARGIN + (at + 1) as f64 * (COLUMN + GAP);
            let body = Rect { left, top, width: COLUMN, height };
            self.picture.marks.push(Mark::Box(body, Ink::Sunk, None, 8.0));
            self.cell(cell, left + 10.0, top + LINE + 2.0);
        }
        top + height + GAP / 2.0
    }

    fn cell(&mut self, cell: &ToldCell, left: f64, base: f64) {
        let width = COLUMN - 20.0;
        if cell.accounts.is_empty() {
            return;
        }
        self.write(&cell.figures, SOFT, left, base, width);
        let mut below = base;
        for id in cell.accounts.iter().take(NAMES) {
            below += LINE;
            let name = ToldAccount::of(self.model, *id, self.today).name;
            self.write(&name, PLAIN, left, below, width);
        }
        if let Some(words) = more(cell.accounts.len().saturating_sub(NAMES)) {
            self.write(&words, FAINT, left, below + LINE, width);
        }
    }
}

/// How many lines a cell has: its figures, its names, and how many more there are.
fn lines(cell: &ToldCell) -> usize {
    let names = cell.accounts.len();
    if names == 0 { 0 } else { 1 + names.min(NAMES + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(accounts: usize) -> ToldCell {
        ToldCell { figures: accounts.to_string(), accounts: vec![AccountId::default(); accounts] }
    }

    fn told(columns: usize, rows: &[&str], each: usize) -> Told {
        let head = |name: &str| Head { name: name.to_owned(), figures: String::new() };
        let row = |name: &&str| ToldRow { head: head(name), cells: vec![cell(each); columns] };
        Told {
            columns: (0..columns).map(|at| head(&format!("column {at}"))).collect(),
            rows: rows.iter().map(row).collect(),
            ..Told::default()
        }
    }

    fn draw(told: &Told) -> Picture {
        let measure = |words: &str, size_px: f64, _| words.chars().count() as f64 * size_px / 2.0;
        drawn(told, &Model::default(), Day::constant(2026, 3, 2), &measure)
    }

    fn is_inside(picture: &Picture) -> bool {
        picture.marks.iter().all(|mark| match mark {
            Mark::Box(at, ..) => at.right() <= picture.width && at.bottom() <= picture.height,
            Mark::Words(words) => words.at.x <= picture.width && words.at.y <= picture.height,
            Mark::Line(..) | Mark::Area(..) | Mark::Dot(..) => false,
        })
    }

    #[test]
    fn everything_is_inside_and_what_is_left_out_is_said() {
        for told in [told(3, &[""], 200), told(20, &[""], 1), told(5, &["a", "b"], 9), told(2, &["a"], 0)] {
            assert!(is_inside(&draw(&told)));
        }
        let said = |picture: Picture, words: &str| {
            picture.marks.iter().filter(|mark| matches!(mark, Mark::Words(said) if said.words == words)).count()
        };
        assert_eq!(said(draw(&told(3, &[""], 200)), "and 170 more"), 3);
        assert_eq!(said(draw(&told(5, &["a", "b"], 9)), "and 4 more"), 10);
    }

    #[test]
    fn columns_that_do_not_fit_side_by_side_stand_below() {
        let (few, many) = (draw(&told(8, &[""], 2)), draw(&told(9, &[""], 2)));
        assert_eq!(few.width, many.width);
        assert!(many.height > few.height);
    }
}
