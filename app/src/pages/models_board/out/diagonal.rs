//! The picture of a model whose stages lie on the diagonal of a plane: beside its stages the plane with its axes, the corners off the diagonal, and
//! the accounts at their values, by name where they are few.

use domain::categorization::Axis;

use super::{
    super::{
        diagonal::{Diagonal, Fan},
        ground::ends,
        spot::BESIDE,
    },
    drawn::{DOTS, Drawing, OneModel, in_rect},
};
use crate::{
    ui::{
        picture::{Ink, Mark, Stroke},
        rect::{Point, Rect},
    },
    words::en::models_board as words,
};

/// Up to how many accounts are called by name on the plane.
const NAMED: usize = 40;
/// How wide a name may be, in px.
const NAME: f64 = 110.0;
const SMALL: (f64, bool, Ink) = (10.5, false, Ink::Soft);

impl Drawing<'_> {
    /// Draws the plane beside the stages.
    pub(super) fn diagonal(&mut self, model: &OneModel<'_>, diagonal: &Diagonal, whole: Rect) {
        let plane = Rect { left: whole.left + BESIDE * whole.width, width: (1.0 - BESIDE) * whole.width, ..whole };
        self.picture.marks.push(Mark::Box(plane, Ink::Sheet, Some(Ink::Line), 0.0));
        let outline = |corners: &[Point]| corners.iter().map(|at| in_rect(plane, *at)).collect::<Vec<_>>();
        for zone in &diagonal.zones {
            self.picture.marks.push(Mark::Area(outline(&zone.outline()), Ink::Faint));
        }
        for cell in 0..model.sums.cells.len() {
            let mut corners = outline(&diagonal.outline(cell));
            corners.extend(corners.first().copied());
            if corners.len() > 1 {
                self.picture.marks.push(Mark::Line(corners, Ink::Line, Stroke::Thin));
            }
        }
        for zone in &diagonal.zones {
            let (at, down) = match (zone.is_upper, outline(&zone.outline()).as_slice()) {
                (true, [_, corner, _]) => (*corner, 16.0),
                (false, [start, ..]) => (*start, -8.0),
                _ => continue,
            };
            let at = Point { x: at.x + 8.0, y: at.y + down };
            self.write(&zone.title, (11.5, true, Ink::Soft), at, plane.width / 2.0);
        }
        self.accounts(model, whole, plane);
        if let [across, up, ..] = model.sums.model.axes.as_slice() {
            self.axes(across, up, plane);
        }
    }

    fn accounts(&mut self, model: &OneModel<'_>, whole: Rect, plane: Rect) {
        let stand: usize = model.on.cells.iter().map(|cell| cell.members.len()).sum();
        for (cell, found) in model.on.cells.iter().enumerate() {
            let mut fan = Fan::default();
            for place in found.members.iter().copied().take(DOTS) {
                let Some(spot) = model.spot(cell, place) else { continue };
                let at = in_rect(whole, model.plan.in_cell(fan.place(spot)));
                let radius = self.dot(model, place, at);
                if stand <= NAMED {
                    let beside = Point { x: at.x + radius + 3.0, y: at.y + 4.0 };
                    self.write(model.name(place), SMALL, beside, NAME.min(plane.right() - beside.x));
                }
            }
        }
    }

    /// Those of a stage that have no place on the plane, by name as far as there is room.
    pub(super) fn beside(&mut self, model: &OneModel<'_>, cell: usize, from: Point, room: f64) {
        let Some(found) = model.on.cells.get(cell) else { return };
        let names: Vec<&str> = found
            .members
            .iter()
            .filter(|place| model.spot(cell, **place).is_none())
            .map(|place| model.name(*place))
            .collect();
        self.write(&names.join(", "), (11.5, false, Ink::Ink), from, room);
    }

    /// What the axes tell: the one across below the plane, the one upwards at its upper left corner, outside.
    fn axes(&mut self, across: &Axis, up: &Axis, plane: Rect) {
        let told = |axis: &Axis, title: String| {
            let (low, high) = ends(axis);
            [low, title, high].join(" · ")
        };
        let below = Point { x: plane.left, y: plane.bottom() + 14.0 };
        self.write(&told(across, words::across(&across.title)), SMALL, below, plane.width);
        let above = Point { x: plane.left, y: plane.top - 6.0 };
        self.write(&told(up, words::up(&up.title)), SMALL, above, plane.width);
    }
}
