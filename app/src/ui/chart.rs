//! Charts as pictures: a plot with few rules, and on it lines, areas, bars and dots at their values.

use super::{
    picture::{Anchor, Ink, Mark, Picture, Stroke, Words},
    rect::{Point, Rect},
};

/// The size of all words, in px.
const SIZE_PX: f64 = 11.5;
/// The room beside the plot for the words of its rules, above it, and below for the words of its ticks, in px.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 26.0;
/// How round a bar is, and how much room is between two of them, of the room of one.
const ROUND: f64 = 1.5;
const BETWEEN: f64 = 0.24;
/// The radius of a dot, in px.
const DOT: f64 = 4.0;

/// What of a measure a chart shows: from where to where.
pub type Range = (f64, f64);

/// A place on a chart, by its values.
pub type Spot = (f64, f64);

/// A chart that is being drawn.
#[derive(Clone, Debug)]
pub struct Chart {
    picture: Picture,
    plot: Rect,
    across: Range,
    up: Range,
}

impl Chart {
    /// An empty one of this size in px.
    pub fn new(title: String, (width, height): (f64, f64), across: Range, up: Range) -> Self {
        let plot = Rect { left: LEFT, top: TOP, width: width - LEFT - RIGHT, height: height - TOP - BOTTOM };
        Self { picture: Picture { title, width, height, marks: Vec::new() }, plot, across, up }
    }

    /// How wide its plot is, in px.
    pub fn width(&self) -> f64 {
        self.plot.width
    }

    fn x(&self, value: f64) -> f64 {
        self.plot.left + part(value, self.across) * self.plot.width
    }

    fn y(&self, value: f64) -> f64 {
        self.plot.bottom() - part(value, self.up) * self.plot.height
    }

    fn at(&self, (x, y): Spot) -> Point {
        Point { x: self.x(x), y: self.y(y) }
    }

    /// A rule across at a value, with its words beside it.
    pub fn rule(&mut self, value: f64, words: &str) {
        let y = self.y(value);
        self.across_at(y, Ink::Line, Stroke::Thin);
        self.words(Point { x: self.plot.left - 8.0, y: y + 4.0 }, words, Ink::Faint, Anchor::End);
    }

    /// What the values are measured by: a dashed line across, with its words above it or below.
    pub fn mark(&mut self, value: f64, words: &str, above: bool) {
        let y = self.y(value);
        self.across_at(y, Ink::Faint, Stroke::Dashed);
        let words_y = if above { y - 6.0 } else { y + 15.0 };
        self.words(Point { x: self.plot.left + 6.0, y: words_y }, words, Ink::Soft, Anchor::Start);
    }

    /// Words below a value.
    pub fn tick(&mut self, value: f64, words: &str, anchor: Anchor) {
        let at = Point { x: self.x(value), y: self.plot.bottom() + 18.0 };
        self.words(at, words, Ink::Faint, anchor);
    }

    /// Words at a place.
    pub fn label(&mut self, spot: Spot, words: &str, anchor: Anchor) {
        let at = self.at(spot);
        self.words(Point { x: at.x, y: at.y - 9.0 }, words, Ink::Ink, anchor);
    }

    /// A line through places.
    pub fn line(&mut self, spots: &[Spot], ink: Ink, stroke: Stroke) {
        if spots.len() > 1 {
            let points = spots.iter().map(|spot| self.at(*spot)).collect();
            self.picture.marks.push(Mark::Line(points, ink, stroke));
        }
    }

    /// The ground below a line.
    pub fn area(&mut self, spots: &[Spot], ink: Ink) {
        let (Some(first), Some(last)) = (spots.first(), spots.last()) else { return };
        let ground = [(last.0, self.up.0), (first.0, self.up.0)];
        let points = spots.iter().chain(&ground).map(|spot| self.at(*spot)).collect();
        self.picture.marks.push(Mark::Area(points, ink));
    }

    /// The ground between two lines that begin and end together.
    pub fn between(&mut self, upper: &[Spot], lower: &[Spot], ink: Ink) {
        let points = upper.iter().chain(lower.iter().rev()).map(|spot| self.at(*spot)).collect();
        self.picture.marks.push(Mark::Area(points, ink));
    }

    /// A bar over the room from one value to the next, as high as another.
    pub fn bar(&mut self, from: f64, to: f64, height: f64, ink: Ink) {
        self.block(from, to, (self.up.0, height), ink);
    }

    /// A bar over the room from one value to the next that stands between two heights.
    pub fn block(&mut self, from: f64, to: f64, (low, high): Range, ink: Ink) {
        let (left, right, top, bottom) = (self.x(from), self.x(to), self.y(high), self.y(low));
        let gap = (right - left) * BETWEEN;
        let body = Rect { left: left + gap / 2.0, top, width: right - left - gap, height: bottom - top };
        self.picture.marks.push(Mark::Box(body, ink, None, ROUND));
    }

    /// A dot at a place.
    pub fn dot(&mut self, spot: Spot, ink: Ink) {
        self.picture.marks.push(Mark::Dot(self.at(spot), DOT, ink));
    }

    /// The picture.
    pub fn done(self) -> Picture {
        self.picture
    }

    fn across_at(&mut self, y: f64, ink: Ink, stroke: Stroke) {
        let ends = [self.plot.left, self.plot.right()].map(|x| Point { x, y });
        self.picture.marks.push(Mark::Line(ends.into(), ink, stroke));
    }

    fn words(&mut self, at: Point, words: &str, ink: Ink, anchor: Anchor) {
        let words = Words { at, words: words.to_owned(), size_px: SIZE_PX, bold: false, ink, anchor };
        self.picture.marks.push(Mark::Words(words));
    }
}

/// A bar that lies, with its name and its figure above it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub name: &'static str,
    /// How much it is, in words.
    pub amount: String,
    /// From where to where it reaches.
    pub span: Range,
    /// Its colour.
    pub ink: Ink,
}

/// How high a bar that lies is, and the room that it has with its words, in px.
const BAR: f64 = 8.0;
const BAR_ROOM: f64 = 38.0;

/// Bars that lie below each other over one measure: for where there is no room to stand side by side.
pub fn bars(title: String, width: f64, range: Range, bars: &[Bar]) -> Picture {
    let mut picture = Picture { title, width, height: bars.len() as f64 * BAR_ROOM, marks: Vec::new() };
    for (at, bar) in bars.iter().enumerate() {
        let top = at as f64 * BAR_ROOM;
        for (x, words, anchor) in [(0.0, bar.name, Anchor::Start), (width, bar.amount.as_str(), Anchor::End)] {
            let at = Point { x, y: top + 14.0 };
            let words = Words { at, words: words.to_owned(), size_px: SIZE_PX, bold: false, ink: Ink::Ink, anchor };
            picture.marks.push(Mark::Words(words));
        }
        let [left, right] = [bar.span.0, bar.span.1].map(|value| part(value, range) * width);
        let body = Rect { left, top: top + 20.0, width: (right - left).max(1.0), height: BAR };
        picture.marks.push(Mark::Box(body, bar.ink, None, ROUND));
    }
    picture
}

/// Which part of a range a value is, from 0 to 1; what lies outside is drawn at its edge.
fn part(value: f64, (from, to): Range) -> f64 {
    if to > from { ((value - from) / (to - from)).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Chart {
        Chart::new("A chart".to_owned(), (156.0, 140.0), (0.0, 10.0), (0.0, 100.0))
    }

    #[test]
    fn values_stand_at_their_places() {
        let chart = chart();
        assert_eq!(
            (chart.at((0.0, 0.0)), chart.at((10.0, 100.0))),
            (Point { x: 44.0, y: 114.0 }, Point { x: 144.0, y: 14.0 })
        );
        assert_eq!(chart.at((5.0, 50.0)), Point { x: 94.0, y: 64.0 });
        assert_eq!(chart.at((99.0, -1.0)), Point { x: 144.0, y: 114.0 });
    }

    #[test]
    fn an_area_stands_on_the_ground() {
        let mut chart = chart();
        chart.area(&[(0.0, 100.0), (10.0, 50.0)], Ink::Accent);
        chart.line(&[(0.0, 1.0)], Ink::Accent, Stroke::Firm);
        let [Mark::Area(points, _)] = &chart.done().marks[..] else { panic!("one area, and no line of one place") };
        assert_eq!(points.iter().map(|point| point.y).collect::<Vec<_>>(), [14.0, 64.0, 114.0, 114.0]);
    }

    #[test]
    fn bars_that_lie_reach_over_one_measure() {
        let bar = |span| Bar { name: "a", amount: "1".to_owned(), span, ink: Ink::Accent };
        let picture = bars("Bars".to_owned(), 200.0, (0.0, 10.0), &[bar((0.0, 5.0)), bar((5.0, 10.0))]);
        let bodies: Vec<(f64, f64)> = picture
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Box(body, ..) = mark { Some((body.left, body.right())) } else { None })
            .collect();
        assert_eq!((bodies, picture.height), (vec![(0.0, 100.0), (100.0, 200.0)], 2.0 * BAR_ROOM));
    }

    #[test]
    fn a_bar_stays_in_its_room() {
        let mut chart = chart();
        chart.bar(0.0, 1.0, 50.0, Ink::Accent);
        let [Mark::Box(body, ..)] = &chart.done().marks[..] else { panic!("one bar") };
        assert!(body.left > 44.0 && body.right() < 54.0 && body.bottom() == 114.0);
    }
}
