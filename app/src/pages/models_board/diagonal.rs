//! A model whose stages are the mean of two axes, on the plane of these: the stages lie as stripes across its diagonal, from the lower left
//! corner to the upper right, and what leans lies off it, in the two other corners (Millman and Wilson).
//!
//! Invariant: an account is drawn at its values as long as they lie in the stripe of the cell in which it stands. Where it was placed elsewhere it
//! keeps how it leans, and stands just inside the edge of that stripe which is nearest.

use domain::categorization::{Aggregation, Axis, CategorizationModel, Leaning};

use super::spot::{float, reach};
use crate::ui::rect::Point;

/// How far inside its stripe stands what was placed there from elsewhere, as a part of the stripe.
const INSIDE: f64 = 0.12;

/// How far from the diagonal a stage is called by name, and how far from the edge at least, as parts of the plane.
const LABEL: f64 = 0.13;
const LABEL_EDGE: f64 = 0.025;
/// How far beside another one an account of the same values is drawn, as a part of the plane.
const FAN: f64 = 0.014;

/// Of what the plane is made. Values are those of the axes, parts run from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagonal {
    low: f64,
    high: f64,
    /// From which part of the diagonal to which each cell lies, by its place; none of a cell to which no values lead.
    stripes: Vec<Option<(f64, f64)>>,
    /// What lies off the diagonal.
    pub zones: Vec<Zone>,
}

/// A corner off the diagonal.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// What it is called.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// Whether it is the upper left one: of the axis upwards there is more.
    pub is_upper: bool,
    /// How much of an axis there is more, as a part of the scale.
    from: f64,
}

/// What two values may differ by that are the same.
const SAME: f64 = 1e-9;

impl Diagonal {
    /// The plane of a model, by the places of these cells; none where its stages are not the mean of two axes that are scored alike.
    pub fn of(model: &CategorizationModel, cells: &[&str]) -> Option<Self> {
        let [across, up, mean] = model.axes.as_slice() else { return None };
        let Aggregation::MeanOf(of) = &mean.by else { return None };
        let is_of = |axis: &Axis| of.contains(&axis.id) && axis.bands.is_empty() && axis.scale == mean.scale;
        if of.len() != 2 || !is_of(across) || !is_of(up) {
            return None;
        }
        let (low, high) = (mean.scale.low as f64, mean.scale.high as f64);
        let mut diagonal = Self { low, high, stripes: vec![None; cells.len()], zones: Vec::new() };
        for band in 0..mean.bands.len() {
            let cell = model.cell_in(&[None, None, Some(band)])?;
            let (from, to) = reach(mean, band);
            let stripe = (diagonal.part(from), diagonal.part(to));
            if let Some(at) = cells.iter().position(|id| *id == cell.id) {
                *diagonal.stripes.get_mut(at)? = Some(stripe);
            }
        }
        diagonal.zones = model.leanings.iter().filter_map(|leaning| diagonal.zone(leaning, across, up)).collect();
        Some(diagonal)
    }

    fn zone(&self, leaning: &Leaning, across: &Axis, up: &Axis) -> Option<Zone> {
        let is_upper = match (&leaning.more, &leaning.less) {
            (more, less) if *more == up.id && *less == across.id => true,
            (more, less) if *more == across.id && *less == up.id => false,
            _ => return None,
        };
        let from = float(leaning.from) / (self.high - self.low);
        Some(Zone { title: leaning.title.clone(), meaning: leaning.meaning.clone(), is_upper, from })
    }

    /// What part of its axis a value is.
    fn part(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// From which part of the diagonal to which a cell lies.
    pub fn stripe(&self, cell: usize) -> Option<(f64, f64)> {
        self.stripes.get(cell).copied().flatten()
    }

    /// Where on the plane an account of these values is drawn that stands in a cell: from the left and from the top.
    pub fn spot(&self, cell: usize, across: f64, up: f64) -> Option<Point> {
        let (from, to) = self.stripe(cell)?;
        let (across, up) = (self.part(across), self.part(up));
        let mean = f64::midpoint(across, up);
        let inside = (to - from) * INSIDE;
        let along = match () {
            () if mean < from - SAME => from + inside,
            // What lies on a threshold belongs to the stage above it; above the highest there is none.
            () if mean > to - SAME && to < 1.0 => to - inside,
            () => mean,
        };
        let room = along.min(1.0 - along);
        let lean = ((across - up) / 2.0).clamp(-room, room);
        Some(Point { x: along + lean, y: 1.0 - (along - lean) })
    }

    /// Where a cell is called by name: in the middle of its stripe, and beside the diagonal, where most accounts are.
    pub fn label(&self, cell: usize) -> Option<Point> {
        let (from, to) = self.stripe(cell)?;
        let along = f64::midpoint(from, to);
        let lean = LABEL.min(along.min(1.0 - along) - LABEL_EDGE);
        Some(Point { x: along + lean, y: 1.0 - (along - lean) })
    }

    /// The corners of a cell's stripe.
    pub fn outline(&self, cell: usize) -> Vec<Point> {
        let Some((from, to)) = self.stripe(cell) else { return Vec::new() };
        let corners = |along: f64| {
            let room = along.min(1.0 - along);
            let corner = |lean: f64| Point { x: along + lean, y: 1.0 - (along - lean) };
            (corner(-room), corner(room))
        };
        let ((left, right), (upper, lower)) = (corners(from), corners(to));
        // Where a stripe goes over the other diagonal it has a corner of the plane on either side.
        let turns = from < 0.5 && to > 0.5;
        let turn = |at: Point| turns.then_some(at);
        let turned = [turn(Point { x: 0.0, y: 0.0 }), turn(Point { x: 1.0, y: 1.0 })];
        [Some(left), turned[0], Some(upper), Some(lower), turned[1], Some(right)].into_iter().flatten().collect()
    }
}

/// Keeps apart those whose values are alike: along their stripe, so that none leaves its stage.
#[derive(Clone, Debug, Default)]
pub struct Fan {
    taken: Vec<Point>,
}

impl Fan {
    /// Where an account is drawn whose values put it at a place, beside those that were drawn there before.
    pub fn place(&mut self, at: Point) -> Point {
        let is_there = |taken: &&Point| (taken.x - at.x).abs() < FAN / 2.0 && (taken.y - at.y).abs() < FAN / 2.0;
        let turn = self.taken.iter().filter(is_there).count();
        self.taken.push(at);
        let (before, after) = (at.x.min(at.y), (1.0 - at.x).min(1.0 - at.y));
        let away = turn as f64 * FAN;
        let by = if after >= before { away.min(after) } else { -away.min(before) };
        Point { x: at.x + by, y: at.y + by }
    }
}

impl Zone {
    /// Its three corners.
    pub fn outline(&self) -> [Point; 3] {
        let from = self.from;
        match self.is_upper {
            true => [Point { x: 0.0, y: 1.0 - from }, Point { x: 0.0, y: 0.0 }, Point { x: 1.0 - from, y: 0.0 }],
            false => [Point { x: from, y: 1.0 }, Point { x: 1.0, y: 1.0 }, Point { x: 1.0, y: from }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::categorization::shipped::SHIPPED;

    fn plane(id: &str) -> (CategorizationModel, Option<Diagonal>) {
        let read = |text: &&str| serde_json::from_str::<CategorizationModel>(text).unwrap();
        let model = SHIPPED.iter().map(read).find(|model| model.id == id).unwrap();
        let cells: Vec<&str> = model.cells.iter().map(|cell| cell.id.as_str()).collect();
        let diagonal = Diagonal::of(&model, &cells);
        (model, diagonal)
    }

    fn stages() -> (Diagonal, impl Fn(&str) -> usize) {
        let (model, diagonal) = plane("millman_wilson");
        let cell = move |id: &str| model.cells.iter().position(|cell| cell.id == id).unwrap();
        (diagonal.unwrap(), cell)
    }

    fn near(found: Point, x: f64, y: f64) {
        assert!((found.x - x).abs() < 1e-9 && (found.y - y).abs() < 1e-9, "{found:?} is not {x}, {y}");
    }

    #[test]
    fn stages_lie_side_by_side_along_the_whole_diagonal() {
        let (plane, cell) = stages();
        let stripes = ["pre", "early", "mid", "partnership", "synergistic"].map(|id| plane.stripe(cell(id)).unwrap());
        let ends = stripes.map(|(from, to)| [from, to].map(|end| (end * 1_000.0).round()));
        assert_eq!(ends, [[0.0, 200.0], [200.0, 400.0], [400.0, 600.0], [600.0, 800.0], [800.0, 1_000.0]]);
        assert_eq!(plane.stripe(cell("uncoupling")), None);
        for other in ["webster", "bensaou", "four_s", "millman_wilson_matrix"] {
            assert_eq!(plane_of(other), None, "{other}");
        }
    }

    fn plane_of(id: &str) -> Option<Diagonal> {
        plane(id).1
    }

    #[test]
    fn an_account_is_drawn_at_its_values() {
        let (plane, cell) = stages();
        // Relationship and involvement of the vectors of the model.
        for (stage, relationship, involvement) in [
            ("pre", 1.2, 1.5),
            ("early", 2.0, 2.4),
            ("mid", 3.0, 3.2),
            ("partnership", 4.0, 3.8),
            ("synergistic", 4.6, 4.8),
            ("mid", 1.5, 4.0),
            ("mid", 4.2, 2.0),
            ("synergistic", 5.0, 5.0),
        ] {
            let found = plane.spot(cell(stage), relationship, involvement).unwrap();
            near(found, (relationship - 1.0) / 4.0, 1.0 - (involvement - 1.0) / 4.0);
        }
        assert_eq!(plane.spot(cell("uncoupling"), 3.0, 3.0), None);
    }

    #[test]
    fn what_was_placed_elsewhere_stands_just_inside_that_stage_and_leans_as_it_did() {
        let (plane, cell) = stages();
        let found = plane.spot(cell("partnership"), 2.0, 2.4).unwrap();
        let along = 0.6 + 0.2 * INSIDE;
        near(found, along - 0.05, 1.0 - (along + 0.05));
        let found = plane.spot(cell("pre"), 5.0, 1.0).unwrap();
        // As far off as there is room.
        near(found, 2.0 * (0.2 - 0.2 * INSIDE), 1.0);
        // A value on a threshold belongs to the stage above it.
        let found = plane.spot(cell("early"), 2.6, 2.6).unwrap();
        near(found, 0.4 - 0.2 * INSIDE, 1.0 - (0.4 - 0.2 * INSIDE));
    }

    #[test]
    fn accounts_of_the_same_values_stand_side_by_side_in_their_stripe() {
        let mut fan = Fan::default();
        let at = Point { x: 0.3, y: 0.6 };
        let found = [at, at, Point { x: 0.5, y: 0.5 }, at].map(|at| fan.place(at));
        near(found[0], 0.3, 0.6);
        near(found[1], 0.3 + FAN, 0.6 + FAN);
        near(found[2], 0.5, 0.5);
        near(found[3], 0.3 + 2.0 * FAN, 0.6 + 2.0 * FAN);
        // At an edge they go as far as there is room, and where there is more.
        let corner = Point { x: 0.99, y: 0.02 };
        let found = [corner, corner, corner].map(|at| fan.place(at));
        near(found[1], 0.99 - FAN, 0.02 - FAN);
        near(found[2], 0.97, 0.0);
    }

    #[test]
    fn corners_off_the_diagonal_begin_where_one_axis_has_so_much_more() {
        let (plane, _) = stages();
        let [over, under] = plane.zones.as_slice() else { panic!("{:?}", plane.zones) };
        assert!(over.is_upper && !under.is_upper);
        assert_eq!(over.outline(), [(0.0, 0.625), (0.0, 0.0), (0.625, 0.0)].map(|(x, y)| Point { x, y }));
        assert_eq!(under.outline(), [(0.375, 1.0), (1.0, 1.0), (1.0, 0.375)].map(|(x, y)| Point { x, y }));
    }

    #[test]
    fn the_outlines_of_all_stages_cover_the_plane() {
        let (plane, cell) = stages();
        let ground = |id: &str| {
            let corners = plane.outline(cell(id));
            let next = corners.iter().cycle().skip(1);
            corners.iter().zip(next).map(|(one, other)| one.x * other.y - other.x * one.y).sum::<f64>().abs() / 2.0
        };
        let all: f64 = ["pre", "early", "mid", "partnership", "synergistic"].into_iter().map(ground).sum();
        assert!((all - 1.0).abs() < 1e-9, "{all}");
        assert!((ground("mid") - 0.36).abs() < 1e-9);
    }
}
