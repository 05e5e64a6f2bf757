//! Where the columns stand, read once when a drag begins and again when something scrolled; the rest is arithmetic.

use super::Target;
use crate::ui::rect::{Point, Rect};

/// How near to an edge a held card begins to scroll, in px, and at most this part of the extent.
const EDGE: f64 = 72.0;
const EDGE_PART: f64 = 0.2;
/// How fast at the very edge, in px a second.
const FASTEST: f64 = 1_400.0;

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its key.
    pub key: String,
    /// All of it, its head too.
    pub rect: Rect,
    /// The part in which its cards scroll.
    pub cards: Rect,
    /// How far they are scrolled.
    pub scroll_px: f64,
    /// How many cards there are in it, mounted or not.
    pub count: usize,
    /// What of the square is its own too: from which part of the diagonal to which, from the lower left corner.
    pub stripe: Option<(f64, f64)>,
}

/// The whole board.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometry {
    /// What scrolls sideways.
    pub rect: Rect,
    /// The columns from left to right; where they stand in rows, row by row.
    pub columns: Vec<Column>,
    /// How high a card is with the room below it.
    pub row_px: f64,
    /// Whether the place within a column means something.
    pub ordered: bool,
    /// The square across which columns have stripes, if there is one.
    pub square: Option<Rect>,
}

impl Geometry {
    /// The column under a point, by its number; outside of the board there is none.
    pub fn column_at(&self, point: Point) -> Option<usize> {
        if !self.rect.contains(point) {
            return None;
        }
        let along = self.square.filter(|square| square.contains(point)).map(|square| square.along(point));
        self.columns.iter().position(|column| match along {
            Some(along) => column.stripe.is_some_and(|(from, to)| from <= along && along < to),
            None => column.rect.contains(point),
        })
    }

    /// Where a card that is held at a point would go.
    pub fn target(&self, point: Point) -> Option<Target> {
        let column = self.columns.get(self.column_at(point)?)?;
        let index = if self.ordered { self.index(column, point.y) } else { 0 };
        Some(Target { column: column.key.clone(), index })
    }

    /// The gap between two cards that is nearest to a height on the screen: 0 before the first one, `count` after the last.
    fn index(&self, column: &Column, y: f64) -> usize {
        if self.row_px <= 0.0 {
            return 0;
        }
        let rows = (y - column.cards.top + column.scroll_px) / self.row_px;
        (rows.round().max(0.0) as usize).min(column.count)
    }

    /// The upper left corner and the width of the line that shows a target, kept inside the part of the column that is seen.
    pub fn line(&self, target: &Target) -> Option<(Point, f64)> {
        let column = self.columns.iter().find(|column| column.key == target.column)?;
        let top = column.cards.top + target.index as f64 * self.row_px - column.scroll_px;
        let y = top.min(column.cards.bottom() - 2.0).max(column.cards.top);
        Some((Point { x: column.cards.left + 8.0, y }, (column.cards.width - 16.0).max(0.0)))
    }
}

/// How fast to scroll, in px a second, while a card is held at `at` between two edges: nothing in the middle, more and more
/// towards an edge, negative towards the start. Beyond an edge it stays at the most.
pub fn velocity(at: f64, start: f64, end: f64) -> f64 {
    let edge = EDGE.min((end - start) * EDGE_PART);
    if edge <= 0.0 {
        return 0.0;
    }
    let near_start = ((start + edge - at) / edge).clamp(0.0, 1.0);
    let near_end = ((at - (end - edge)) / edge).clamp(0.0, 1.0);
    (near_end * near_end - near_start * near_start) * FASTEST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(ordered: bool) -> Geometry {
        let column = |number: usize, scroll_px: f64| Column {
            key: format!("c{number}"),
            rect: Rect { left: number as f64 * 200.0, top: 50.0, width: 200.0, height: 550.0 },
            cards: Rect { left: number as f64 * 200.0, top: 100.0, width: 200.0, height: 500.0 },
            scroll_px,
            count: 20,
            stripe: None,
        };
        Geometry {
            rect: Rect { left: 0.0, top: 50.0, width: 500.0, height: 550.0 },
            columns: vec![column(0, 0.0), column(1, 1_000.0), column(2, 0.0)],
            row_px: 100.0,
            ordered,
            square: None,
        }
    }

    fn at(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn finds_the_column_and_the_gap() {
        let target = board(true).target(at(250.0, 340.0)).unwrap();
        assert_eq!(target, Target { column: "c1".into(), index: 12 });
        assert_eq!(board(true).target(at(20.0, 70.0)).unwrap().index, 0);
        assert_eq!(board(true).target(at(250.0, 599.0)).unwrap().index, 15);
        assert_eq!(board(false).target(at(250.0, 340.0)).unwrap().index, 0);
    }

    #[test]
    fn a_stripe_across_the_square_belongs_to_its_column() {
        let mut board = board(false);
        board.square = Some(Rect { left: 400.0, top: 100.0, width: 100.0, height: 400.0 });
        board.columns[0].stripe = Some((0.0, 0.5));
        board.columns[1].stripe = Some((0.5, 0.8));
        let column = |x: f64, y: f64| board.target(at(x, y)).map(|target| target.column);
        assert_eq!(column(410.0, 480.0).as_deref(), Some("c0"));
        assert_eq!((column(410.0, 160.0).as_deref(), column(490.0, 440.0).as_deref()), (Some("c0"), Some("c1")));
        assert_eq!(column(450.0, 300.0).as_deref(), Some("c1"));
        // Beside the square columns are where they are; on it nobody has the rest.
        assert_eq!((column(20.0, 300.0).as_deref(), column(495.0, 105.0)), (Some("c0"), None));
    }

    #[test]
    fn outside_of_the_board_is_nowhere() {
        assert_eq!(board(true).target(at(250.0, 40.0)), None);
        assert_eq!(board(true).target(at(510.0, 300.0)), None);
        assert_eq!(board(true).target(at(-1.0, 300.0)), None);
    }

    #[test]
    fn never_beyond_the_last_card() {
        let mut board = board(true);
        board.columns[0].count = 2;
        assert_eq!(board.target(at(20.0, 590.0)).unwrap().index, 2);
        board.columns[0].count = 0;
        assert_eq!(board.target(at(20.0, 590.0)).unwrap().index, 0);
    }

    #[test]
    fn the_line_stays_in_sight() {
        let board = board(true);
        let (line, width) = board.line(&Target { column: "c1".into(), index: 12 }).unwrap();
        assert_eq!((line.x, line.y, width), (208.0, 300.0, 184.0));
        assert_eq!(board.line(&Target { column: "c1".into(), index: 0 }).unwrap().0.y, 100.0);
        assert_eq!(board.line(&Target { column: "c1".into(), index: 20 }).unwrap().0.y, 598.0);
    }

    #[test]
    fn scrolls_near_the_edges_only() {
        assert_eq!(velocity(500.0, 0.0, 1_000.0), 0.0);
        assert_eq!(velocity(0.0, 0.0, 1_000.0), -FASTEST);
        assert_eq!(velocity(1_200.0, 0.0, 1_000.0), FASTEST);
        assert!(velocity(990.0, 0.0, 1_000.0) > velocity(950.0, 0.0, 1_000.0));
        assert!(velocity(10.0, 0.0, 1_000.0) < 0.0);
        assert_eq!(velocity(5.0, 10.0, 10.0), 0.0);
    }
}
