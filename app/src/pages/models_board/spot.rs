//! Where an account is drawn: its cell tells the box, its point the place in it. Parts of a cell, and of the whole plane, run from 0 to 1,
//! from the left and from the top.

use domain::{
    categorization::{Aggregation, Axis, CategorizationModel, Reached},
    ratio::Ratio,
};

use super::diagonal::Diagonal;
use crate::ui::{
    px::{push_tenths, tenths},
    rect::{Point, Rect},
};

/// Where what is free for accounts begins beside the words of rows, as a part of the whole; the styles know it as well.
pub const BESIDE: f64 = 0.42;
/// What is left free at each edge of a box, as a part of it.
const EDGE: f64 = 0.07;
/// What has no value of its own is spread by these, evenly and always alike: the golden section of the plane.
const SPREAD: Point = Point { x: 0.754_878, y: 0.569_840 };
/// How far the value of an axis that compares reaches on either side of equal strength.
const REACH: f64 = 0.5;

/// How the cells of a model lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The cells, row by row from the top; none where a place is empty.
    pub rows: Vec<Vec<Option<usize>>>,
    /// Whether two axes span it; else each cell is a row.
    pub is_plane: bool,
    /// The plane beside the rows across whose diagonal the cells lie, where they are drawn so.
    pub diagonal: Option<Diagonal>,
}

impl Plan {
    /// How the cells of a model lie; those that no edition of it has any more stand last. There is room for the diagonal of a plane where
    /// the model is shown alone.
    pub fn of(model: &CategorizationModel, cells: &[&str], has_room: bool) -> Self {
        let at = |id: &str| cells.iter().position(|cell| *cell == id);
        let boxes = model.cells.iter().all(|cell| matches!(cell.reached, Reached::Boxes(_)));
        // An axis that nothing cuts has no rows and no columns.
        let boxes = boxes && model.axes.iter().all(|axis| !axis.bands.is_empty());
        if let ([across, up], true) = (model.axes.as_slice(), boxes) {
            let cell = |column, row| model.cell_in(&[Some(column), Some(row)]).and_then(|cell| at(&cell.id));
            let row = |row| (0..across.bands.len()).map(|column| cell(column, row)).collect();
            return Self { rows: (0..up.bands.len()).rev().map(row).collect(), is_plane: true, diagonal: None };
        }
        let computed: Vec<&str> = model.computed_cells().map(|cell| cell.id.as_str()).collect();
        let declared = model.cells.iter().map(|cell| cell.id.as_str()).filter(|id| !computed.contains(id));
        let known: Vec<usize> = computed.iter().rev().copied().chain(declared).filter_map(at).collect();
        let rows = known.into_iter().map(|cell| vec![Some(cell)]).collect();
        Self { rows, is_plane: false, diagonal: has_room.then(|| Diagonal::of(model, cells)).flatten() }
    }

    /// How many cells stand side by side.
    pub fn across(&self) -> usize {
        self.rows.first().map_or(1, Vec::len)
    }

    /// The box of a cell, as a part of the whole.
    pub fn rect(&self, cell: usize) -> Option<Rect> {
        let (width, height) = (1.0 / self.across() as f64, 1.0 / self.rows.len() as f64);
        let row = self.rows.iter().position(|row| row.contains(&Some(cell)))?;
        let column = self.rows.get(row)?.iter().position(|found| *found == Some(cell))?;
        Some(Rect { left: column as f64 * width, top: row as f64 * height, width, height })
    }

    /// What of a cell is free for accounts, below or beside its words.
    fn free(&self) -> Rect {
        match self.is_plane {
            true => Rect { left: 0.0, top: 0.38, width: 1.0, height: 0.62 },
            false => Rect { left: BESIDE, top: 0.0, width: 1.0 - BESIDE, height: 1.0 },
        }
    }

    /// A place in what is free of a cell, as a part of that cell; on a diagonal as a part of the whole.
    pub fn in_cell(&self, spot: Point) -> Point {
        if self.diagonal.is_some() {
            return Point { x: BESIDE + spot.x * (1.0 - BESIDE), y: spot.y };
        }
        let free = self.free();
        let edge = |at: f64| EDGE + at.clamp(0.0, 1.0) * (1.0 - 2.0 * EDGE);
        Point { x: free.left + edge(spot.x) * free.width, y: free.top + edge(spot.y) * free.height }
    }

    /// The same as a part of the whole.
    pub fn in_whole(&self, cell: usize, spot: Point) -> Option<Point> {
        let (rect, inside) = (self.rect(cell)?, self.in_cell(spot));
        if self.diagonal.is_some() {
            return Some(inside);
        }
        Some(Point { x: rect.left + inside.x * rect.width, y: rect.top + inside.y * rect.height })
    }
}

/// Where in what is free of a cell an account stands whose values are these; `turn` tells apart those whose values say nothing. On a
/// diagonal it is a part of the plane, and those have no place there.
pub fn spot(
    model: &CategorizationModel,
    plan: &Plan,
    cell: usize,
    values: &[Option<Ratio>],
    turn: usize,
) -> Option<Point> {
    let value = |at: usize| values.get(at).copied().flatten().map(float);
    match &plan.diagonal {
        Some(diagonal) => diagonal.spot(cell, value(0)?, value(1)?),
        None => Some(spot_in(model, plan, cell, values, turn)),
    }
}

fn spot_in(model: &CategorizationModel, plan: &Plan, cell: usize, values: &[Option<Ratio>], turn: usize) -> Point {
    let value = |at: usize| values.get(at).copied().flatten().map(float);
    let scattered = Point { x: spread(turn, SPREAD.x), y: spread(turn, SPREAD.y) };
    if plan.is_plane {
        let place =
            plan.rows.iter().enumerate().find_map(|(row, cells)| {
                cells.iter().position(|found| *found == Some(cell)).map(|column| (row, column))
            });
        let (Some((row, column)), [across, up], Some(x), Some(y)) = (place, model.axes.as_slice(), value(0), value(1))
        else {
            return scattered;
        };
        let row = plan.rows.len() - 1 - row;
        return Point { x: part(x, reach(across, column)), y: 1.0 - part(y, reach(up, row)) };
    }
    // Where the rows are the mean of two axes, what one has more than the other leans to its side; half of the scale more is the edge.
    match (model.axes.as_slice(), value(0), value(1), value(2)) {
        ([left, _, mean], Some(one), Some(other), Some(middle)) if matches!(mean.by, Aggregation::MeanOf(_)) => {
            let wide = (left.scale.high - left.scale.low) as f64;
            let band = mean.band_at(values.get(2).copied().flatten().unwrap_or(Ratio::ZERO));
            Point { x: 0.5 + (one - other) / wide, y: 1.0 - part(middle, reach(mean, band)) }
        }
        _ => scattered,
    }
}

/// From which value to which a band reaches.
pub fn reach(axis: &Axis, band: usize) -> (f64, f64) {
    let from = |band: usize| axis.bands.get(band).and_then(|band| band.from).map(float);
    let (low, high) = match axis.compares() {
        true => {
            let equal = from(1).unwrap_or(1.0);
            (equal - REACH, equal + REACH)
        }
        false => (axis.scale.low as f64, axis.scale.high as f64),
    };
    (from(band).unwrap_or(low), from(band + 1).unwrap_or(high))
}

fn part(value: f64, (from, to): (f64, f64)) -> f64 {
    if to > from { ((value - from) / (to - from)).clamp(0.0, 1.0) } else { 0.5 }
}

fn spread(turn: usize, by: f64) -> f64 {
    (0.5 + turn as f64 * by).fract()
}

/// A value as drawings have it.
pub fn float(ratio: Ratio) -> f64 {
    ratio.numerator() as f64 / ratio.denominator() as f64
}

/// Points as one way of dots, in hundredths of the whole.
pub fn dots(points: &[Point]) -> String {
    let mut way = String::with_capacity(points.len() * POINT_LETTERS);
    for at in points {
        step(&mut way, 'M', *at);
        way.push_str("h0");
    }
    way
}

/// A dot where each line begins, as one way.
pub fn froms(ends: &[(Point, Point)]) -> String {
    let froms: Vec<Point> = ends.iter().map(|(from, _)| *from).collect();
    dots(&froms)
}

/// One line through points.
pub fn path(points: &[Point]) -> String {
    let mut way = String::new();
    for (turn, at) in points.iter().enumerate() {
        step(&mut way, if turn == 0 { 'M' } else { 'L' }, *at);
    }
    way
}

/// What lies between points, as one way.
pub fn closed(points: &[Point]) -> String {
    path(points) + "Z"
}

/// Thin lines, as one way: from solid marks to their ghosts, or to marks from where they stood.
pub fn lines(ends: &[(Point, Point)]) -> String {
    let mut way = String::with_capacity(ends.len() * 2 * POINT_LETTERS);
    for (from, to) in ends {
        step(&mut way, 'M', *from);
        step(&mut way, 'L', *to);
    }
    way
}

/// About how many letters a point takes in a way.
const POINT_LETTERS: usize = 12;

fn step(way: &mut String, to: char, at: Point) {
    way.push(to);
    push_tenths(way, at.x * 100.0);
    way.push(' ');
    push_tenths(way, at.y * 100.0);
}

/// A part as the styles have it: `12.5%`.
pub fn percent(part: f64) -> String {
    tenths(part * 100.0) + "%"
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::categorization::shipped::SHIPPED;

    fn model(id: &str) -> CategorizationModel {
        let read = |text: &&str| serde_json::from_str::<CategorizationModel>(text).unwrap();
        SHIPPED.iter().map(read).find(|model| model.id == id).unwrap()
    }

    fn plan(model: &CategorizationModel) -> Plan {
        let cells: Vec<&str> = model.cells.iter().map(|cell| cell.id.as_str()).collect();
        Plan::of(model, &cells, false)
    }

    fn titles(model: &CategorizationModel) -> Vec<Vec<String>> {
        let title = |cell: &Option<usize>| model.cells[cell.unwrap()].id.clone();
        plan(model).rows.iter().map(|row| row.iter().map(title).collect()).collect()
    }

    #[test]
    fn what_is_highest_lies_at_the_top() {
        assert_eq!(titles(&model("four_s")), [["status", "strategic"], ["streamline", "star"]]);
        assert_eq!(
            titles(&model("bensaou")),
            [["captive_supplier", "strategic_partnership"], ["market_exchange", "captive_buyer"]]
        );
        let stages = titles(&model("millman_wilson")).concat();
        assert_eq!(stages, ["synergistic", "partnership", "mid", "early", "pre", "uncoupling"]);
        assert_eq!(titles(&model("webster")).concat()[0], "vertical_integration");
    }

    #[test]
    fn a_plane_of_which_nothing_cuts_an_axis_is_drawn_in_rows() {
        let mut model = model("four_s");
        for band in ["low", "high"] {
            model.join("strength", band);
        }
        let plan = plan(&model);
        assert_eq!((plan.is_plane, plan.rows.len(), plan.across()), (false, 4, 1));
    }

    #[test]
    fn a_point_lies_in_its_cell_by_its_values_and_at_the_edge_of_another() {
        let model = model("bensaou");
        let plan = plan(&model);
        let cell = |id: &str| model.cells.iter().position(|cell| cell.id == id).unwrap();
        let values = [Ratio::of(4, 1), Ratio::of(5, 2)];
        let own = spot(&model, &plan, cell("captive_buyer"), &values, 0).unwrap();
        assert_eq!((own.x, own.y), (0.5, 0.25));
        let placed = spot(&model, &plan, cell("captive_supplier"), &values, 0).unwrap();
        assert_eq!((placed.x, placed.y), (1.0, 1.0));
        let whole = plan.in_whole(cell("captive_supplier"), placed).unwrap();
        assert!(whole.x < 0.5 && whole.y < 0.5, "{whole:?}");
    }

    #[test]
    fn stages_lean_to_the_side_of_which_there_is_more() {
        let model = model("millman_wilson");
        let plan = plan(&model);
        let x = |relationship: i64, involvement: i64| {
            let mean = Ratio::of(relationship + involvement, 2);
            spot(&model, &plan, 2, &[Ratio::of(relationship, 1), Ratio::of(involvement, 1), mean], 0).unwrap().x
        };
        assert_eq!([x(3, 3), x(4, 2), x(2, 4)], [0.5, 1.0, 0.0]);
    }

    #[test]
    fn what_says_nothing_is_spread_and_stays_where_it_is() {
        let model = model("webster");
        let plan = plan(&model);
        let at = |turn| spot(&model, &plan, 1, &[None], turn).unwrap();
        assert_eq!(at(3), at(3));
        assert!(at(1) != at(2));
        assert_eq!(dots(&[Point { x: 0.5, y: 0.25 }]), "M50.0 25.0h0");
    }
}
