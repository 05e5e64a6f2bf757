//! The boards of the models as a picture: each model with its cells as they lie, what they add up to, and their accounts: by name where
//! they are few, else as dots where they stand, as large as what they brought.

use super::{
    super::{
        desk::title_of,
        mark::spot_of,
        spot::{BESIDE, Plan},
        standing::{InCell, OnOneModel},
    },
    Told,
};
use crate::{
    ui::{
        picture::{Anchor, Ink, Mark, Measure, Picture, Words},
        rect::{Point, Rect},
    },
    views::reporting,
    wire::models_board::{ModelSums, ModelsBoard},
    words::en::{self, boards::more, models_board as words},
};

/// The room around all of it and between models, in px.
const MARGIN: f64 = 24.0;
/// How wide a model is, in px.
const WIDTH: f64 = 720.0;
/// How high a cell of a plane is, and a row of a model whose cells are rows, in px.
const CELL: f64 = 190.0;
const ROW: f64 = 66.0;
/// How high the name of a model is, and what stands below it, in px.
const HEAD: f64 = 34.0;
const FOOT: f64 = 26.0;
/// How high a line of a cell is, in px.
const LINE: f64 = 16.0;
/// How many names a cell of a plane holds, and a row.
const NAMES: (usize, usize) = (8, 3);
/// How many dots of a cell are drawn, and how large the largest is, in px.
pub(super) const DOTS: usize = 400;
const DOT: f64 = 9.0;

/// The picture.
pub fn drawn(told: &Told<'_>, measure: Measure<'_>) -> Picture {
    let across = if told.models.len() > 1 { 2 } else { 1 };
    let width = across as f64 * (WIDTH + MARGIN) + MARGIN;
    let mut drawing =
        Drawing { picture: Picture { title: en::MODELS_BOARD.to_owned(), width, ..Picture::default() }, measure };
    let mut top = 0.0_f64;
    for models in told.models.chunks(across) {
        let mut end = top;
        for (turn, (at, sums)) in models.iter().enumerate() {
            let left = MARGIN + turn as f64 * (WIDTH + MARGIN);
            if let (Some(on), Some(board)) = (told.standing.models.get(*at), told.standing.board.as_deref()) {
                let ids: Vec<&str> = sums.cells.iter().map(|sum| sum.cell.as_str()).collect();
                let plan = Plan::of(&sums.model, &ids, told.has_room);
                let model = OneModel { sums, on, board, plan, largest_minor: told.standing.largest_minor };
                end = end.max(drawing.model(&model, left, top));
            }
        }
        top = end + MARGIN;
    }
    drawing.picture.height = top;
    drawing.picture.titled(&told.about)
}

/// A model that is drawn.
pub(super) struct OneModel<'a> {
    pub(super) sums: &'a ModelSums,
    pub(super) on: &'a OnOneModel,
    pub(super) board: &'a ModelsBoard,
    pub(super) plan: Plan,
    largest_minor: i64,
}

pub(super) struct Drawing<'a> {
    pub(super) picture: Picture,
    measure: Measure<'a>,
}

impl OneModel<'_> {
    /// Where in what is free of a cell the account of a place is drawn, if it has a place there.
    pub(super) fn spot(&self, cell: usize, place: usize) -> Option<Point> {
        spot_of(self.board.model(&self.sums.model.id), self.sums, &self.plan, cell, place)
    }

    pub(super) fn name(&self, place: usize) -> &str {
        self.board.accounts.name.get(place).map(String::as_str).unwrap_or_default()
    }
}

impl Drawing<'_> {
    /// Draws a model; gives where it ends.
    fn model(&mut self, model: &OneModel<'_>, left: f64, top: f64) -> f64 {
        let plan = &model.plan;
        self.write(&model.sums.model.title, (15.0, true, Ink::Ink), Point { x: left, y: top + 20.0 }, WIDTH);
        let height = if plan.is_plane { CELL } else { ROW } * plan.rows.len() as f64;
        let whole = Rect { left, top: top + HEAD, width: WIDTH, height };
        for cell in 0..model.sums.cells.len() {
            if let Some(rect) = plan.rect(cell) {
                self.cell(model, cell, placed_in(whole, rect));
            }
        }
        if let Some(diagonal) = &plan.diagonal {
            self.diagonal(model, diagonal, whole);
        }
        // Below a plane its axis is told first.
        let below = if plan.diagonal.is_some() { LINE } else { 0.0 };
        let nowhere = &model.on.nowhere;
        let sum = en::money_short(nowhere.revenue_minor, reporting::currency());
        if nowhere.count > 0 {
            let at = Point { x: left, y: whole.bottom() + below + LINE };
            self.write(&words::nowhere(nowhere.count, &sum), (11.5, false, Ink::Faint), at, WIDTH);
        }
        whole.bottom() + below + FOOT
    }

    fn cell(&mut self, model: &OneModel<'_>, cell: usize, at: Rect) {
        let plan = &model.plan;
        self.picture.marks.push(Mark::Box(at, Ink::Sheet, Some(Ink::Line), 0.0));
        let (Some(sum), Some(found)) = (model.sums.cells.get(cell), model.on.cells.get(cell)) else { return };
        let (room, most) = if plan.is_plane { (at.width, NAMES.0) } else { (at.width * BESIDE, NAMES.1) };
        let room = room - 20.0;
        let from = Point { x: at.left + 10.0, y: at.top + 20.0 };
        self.write(&title_of(model.sums, &sum.cell), (13.0, true, Ink::Ink), from, room);
        let figures =
            words::cell(found.count, &en::money_short(found.revenue_minor, reporting::currency()), found.share);
        self.write(&figures, (11.5, false, Ink::Soft), Point { y: from.y + LINE, ..from }, room);
        if plan.diagonal.is_some() {
            let from = Point { y: from.y + 2.0 * LINE, ..from };
            self.beside(model, cell, from, room);
        } else if found.members.len() <= most {
            let below = if plan.is_plane {
                Point { y: from.y + 2.5 * LINE, ..from }
            } else {
                Point { x: at.left + at.width * BESIDE, ..from }
            };
            self.names(model, found, below, at.right() - below.x - 10.0);
        } else {
            self.dots(model, cell, at);
        }
    }

    fn names(&mut self, model: &OneModel<'_>, found: &InCell, from: Point, room: f64) {
        for (turn, place) in found.members.iter().enumerate() {
            self.write(
                model.name(*place),
                (12.0, false, Ink::Ink),
                Point { y: from.y + turn as f64 * LINE, ..from },
                room,
            );
        }
    }

    fn dots(&mut self, model: &OneModel<'_>, cell: usize, at: Rect) {
        let Some(found) = model.on.cells.get(cell) else { return };
        for place in found.members.iter().take(DOTS) {
            if let Some(spot) = model.spot(cell, *place) {
                self.dot(model, *place, in_rect(at, model.plan.in_cell(spot)));
            }
        }
        if let Some(words) = more(found.members.len().saturating_sub(DOTS)) {
            self.write(&words, (11.5, false, Ink::Faint), Point { x: at.left + 10.0, y: at.bottom() - 8.0 }, at.width);
        }
    }

    /// An account as a dot; gives how large it is, in px.
    pub(super) fn dot(&mut self, model: &OneModel<'_>, place: usize, middle: Point) -> f64 {
        let minor = model.board.accounts.revenue_ttm_minor.get(place).copied().unwrap_or_default();
        let radius = radius(minor, model.largest_minor);
        self.picture.marks.push(Mark::Dot(middle, radius, Ink::Accent));
        radius
    }

    pub(super) fn write(&mut self, words: &str, (size_px, bold, ink): (f64, bool, Ink), at: Point, room: f64) {
        let words = Words { at, words: words.to_owned(), size_px, bold, ink, anchor: Anchor::Start };
        self.picture.words(words, room, self.measure);
    }
}

/// A place in a box, in px.
pub(super) fn in_rect(at: Rect, part: Point) -> Point {
    Point { x: at.left + part.x * at.width, y: at.top + part.y * at.height }
}

/// A part of the whole, in px.
fn placed_in(whole: Rect, part: Rect) -> Rect {
    Rect {
        left: whole.left + part.left * whole.width,
        top: whole.top + part.top * whole.height,
        width: part.width * whole.width,
        height: part.height * whole.height,
    }
}

/// The ground of a dot grows with what the account brought.
fn radius(minor: i64, largest: i64) -> f64 {
    let part = if largest > 0 { (minor.max(0) as f64 / largest as f64).clamp(0.0, 1.0) } else { 0.0 };
    (DOT * part.sqrt()).max(2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ground_of_a_dot_grows_with_what_the_account_brought() {
        assert_eq!([radius(100, 100), radius(25, 100), radius(-5, 100), radius(5, 0)], [DOT, DOT / 2.0, 2.0, 2.0]);
    }

    #[test]
    fn a_part_lies_in_the_whole() {
        let whole = Rect { left: 10.0, top: 20.0, width: 200.0, height: 100.0 };
        let part = Rect { left: 0.5, top: 0.5, width: 0.5, height: 0.5 };
        assert_eq!(placed_in(whole, part), Rect { left: 110.0, top: 70.0, width: 100.0, height: 50.0 });
    }
}
