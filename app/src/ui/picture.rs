//! Pictures made of boxes, lines and words. On a page they are shown (`drawing`) in its own colours; people take them out and lay them
//! into other papers as SVG, or painted (`paint`) as PNG: those are drawn on white, whatever the screen looks like.

use super::px::tenths;
use super::rect::{Point, Rect};

/// A colour by its token in the styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// What is said.
    Ink,
    /// What explains it.
    Soft,
    /// What is beside the point.
    Faint,
    /// The ground.
    Sheet,
    /// What lies under the ground.
    Sunk,
    /// Lines.
    Line,
    /// The one accent.
    Accent,
}

impl Ink {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Ink, Self::Soft, Self::Faint, Self::Sheet, Self::Sunk, Self::Line, Self::Accent];

    /// The token.
    pub fn token(self) -> &'static str {
        match self {
            Self::Ink => "--ink",
            Self::Soft => "--ink-2",
            Self::Faint => "--ink-3",
            Self::Sheet => "--sheet",
            Self::Sunk => "--sunk",
            Self::Line => "--line",
            Self::Accent => "--accent",
        }
    }
}

/// The colours as they are written into files: `#rrggbb`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inks(pub [String; Ink::ALL.len()]);

impl Inks {
    /// A colour.
    pub fn of(&self, ink: Ink) -> &str {
        let at = Ink::ALL.iter().position(|other| *other == ink);
        at.and_then(|at| self.0.get(at)).map_or("", String::as_str)
    }
}

/// Something in a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A box: where, filled with what, with an edge of what, its corners this round.
    Box(Rect, Ink, Option<Ink>, f64),
    /// A line through points.
    Line(Vec<Point>, Ink, Stroke),
    /// The ground below a line, thinly.
    Area(Vec<Point>, Ink),
    /// A dot: its middle and its radius.
    Dot(Point, f64, Ink),
    /// Words on one line.
    Words(Words),
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// What is told.
    Firm,
    /// A rule behind it.
    Thin,
    /// What it is measured by.
    Dashed,
}

impl Stroke {
    /// Its width and its dashes, in px; no dashes where it is whole.
    pub fn measures(self) -> (f64, Option<[f64; 2]>) {
        match self {
            Self::Firm => (2.0, None),
            Self::Thin => (1.0, None),
            Self::Dashed => (1.0, Some([3.0, 4.0])),
        }
    }
}

/// How thinly an area is filled, from 0 to 1.
pub const AREA_OPACITY: f64 = 0.1;

/// What of words stands at their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Where they begin.
    #[default]
    Start,
    /// Their middle.
    Middle,
    /// Where they end.
    End,
}

impl Anchor {
    /// As SVG calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Words on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Where they stand, on the line that letters stand on.
    pub at: Point,
    /// What they say.
    pub words: String,
    /// Their size, in px.
    pub size_px: f64,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub ink: Ink,
    /// What of them stands there.
    pub anchor: Anchor,
}

/// How wide words are in a size, bold or not, in px.
pub type Measure<'a> = &'a dyn Fn(&str, f64, bool) -> f64;

/// A picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// What it is called; for those who do not see it.
    pub title: String,
    /// Its width, in px.
    pub width: f64,
    /// Its height, in px.
    pub height: f64,
    /// What is in it, from the ground up.
    pub marks: Vec<Mark>,
}

impl Picture {
    /// Puts words into it, cut where they would be wider than `max_px`.
    pub fn words(&mut self, words: Words, max_px: f64, measure: Measure<'_>) {
        let cut = cut(&words.words, |part| measure(part, words.size_px, words.bold) <= max_px);
        self.marks.push(Mark::Words(Words { words: cut, ..words }));
    }

    /// The picture as it is taken out, on a ground and under its title and what it is about.
    pub fn titled(mut self, about: &str) -> Self {
        let marks = std::mem::take(&mut self.marks);
        self.height += TITLE_PX;
        let ground = Rect { left: 0.0, top: 0.0, width: self.width, height: self.height };
        self.marks.push(Mark::Box(ground, Ink::Sheet, None, 0.0));
        for (y, words, size_px, bold, ink) in
            [(26.0, self.title.as_str(), 16.0, true, Ink::Ink), (46.0, about, 12.0, false, Ink::Soft)]
        {
            let at = Point { x: 12.0, y };
            let words = Words { at, words: words.to_owned(), size_px, bold, ink, anchor: Anchor::Start };
            self.marks.push(Mark::Words(words));
        }
        self.marks.extend(marks.into_iter().map(lowered));
        self
    }

    /// The picture as SVG.
    pub fn svg(&self, inks: &Inks) -> String {
        let (width, height) = (tenths(self.width), tenths(self.height));
        let size = format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"");
        let title = escaped(&self.title);
        let open = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {size} font-family=\"{FONTS}\" role=\"img\"><title>{title}</title>\n"
        );
        let marks: String = self.marks.iter().map(|mark| svg_of(mark, inks)).collect();
        [&open, &marks, "</svg>\n"].concat()
    }
}

/// How high a title stands above a picture, in px.
const TITLE_PX: f64 = 56.0;

/// A mark below the title of its picture.
fn lowered(mark: Mark) -> Mark {
    let point = |point: Point| Point { y: point.y + TITLE_PX, ..point };
    let points = |points: Vec<Point>| points.into_iter().map(point).collect();
    match mark {
        Mark::Box(at, fill, edge, round) => Mark::Box(Rect { top: at.top + TITLE_PX, ..at }, fill, edge, round),
        Mark::Line(at, ink, stroke) => Mark::Line(points(at), ink, stroke),
        Mark::Area(at, ink) => Mark::Area(points(at), ink),
        Mark::Dot(at, radius, ink) => Mark::Dot(point(at), radius, ink),
        Mark::Words(words) => Mark::Words(Words { at: point(words.at), ..words }),
    }
}

/// The font of the app, and what stands in for it where it is not.
pub const FONTS: &str = "Inter, system-ui, sans-serif";

/// Words as far as they fit, with an ellipsis where something is left out.
fn cut(words: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(words) {
        return words.to_owned();
    }
    let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    let part = |end: usize| words.get(..end).unwrap_or_default().trim_end().to_owned() + "…";
    let most = ends.partition_point(|end| fits(&part(*end)));
    most.checked_sub(1).and_then(|at| ends.get(at)).map(|end| part(*end)).unwrap_or_default()
}

fn svg_of(mark: &Mark, inks: &Inks) -> String {
    match mark {
        Mark::Box(at, fill, edge, round) => {
            let [left, top, width, height, round] = [at.left, at.top, at.width, at.height, *round].map(tenths);
            let (fill, edge) = (inks.of(*fill), edge.map(|edge| inks.of(edge)).unwrap_or("none"));
            format!(
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{edge}\"/>\n"
            )
        }
        Mark::Line(points, ink, stroke) => {
            let (width, dashes) = stroke.measures();
            let dashes = dashes.map(|dashes| format!(" stroke-dasharray=\"{}\"", dashes.map(tenths).join(" ")));
            format!(
                "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>\n",
                path(points),
                inks.of(*ink),
                tenths(width),
                dashes.unwrap_or_default()
            )
        }
        Mark::Area(points, ink) => {
            let opacity = tenths(AREA_OPACITY);
            format!("<path d=\"{}Z\" fill=\"{}\" fill-opacity=\"{opacity}\"/>\n", path(points), inks.of(*ink))
        }
        Mark::Dot(at, radius, ink) => {
            let [x, y, radius] = [at.x, at.y, *radius].map(tenths);
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{}\"/>\n", inks.of(*ink))
        }
        Mark::Words(Words { at, words, size_px, bold, ink, anchor }) => {
            let (weight, anchor) = (if *bold { "600" } else { "400" }, anchor.word());
            let (fill, words) = (inks.of(*ink), escaped(words));
            let [x, y, size] = [at.x, at.y, *size_px].map(tenths);
            format!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" fill=\"{fill}\">{words}</text>\n"
            )
        }
    }
}

/// The way through points, as SVG writes it.
pub fn path(points: &[Point]) -> String {
    let mut path = String::new();
    for (at, point) in points.iter().enumerate() {
        let step = if at == 0 { "M" } else { "L" };
        path.push_str(&[step, &tenths(point.x), " ", &tenths(point.y)].concat());
    }
    path
}

/// A text in XML. What XML cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let one = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        c if c.is_control() => String::new(),
        c => c.to_string(),
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_they_end_to_fit() {
        let five = |part: &str| part.chars().count() <= 5;
        assert_eq!(cut("acorn", five), "acorn");
        assert_eq!(cut("acorns", five), "acor…");
        assert_eq!(cut("aco rns", five), "aco…");
        assert_eq!(cut("äöü äöü", five), "äöü…");
        assert_eq!(cut("acorn", |_| false), "");
    }

    #[test]
    fn a_picture_that_is_taken_out_stands_below_its_title() {
        let dot = Mark::Dot(Point { x: 3.0, y: 4.0 }, 1.0, Ink::Accent);
        let picture = Picture { title: "Trade".to_owned(), width: 9.0, height: 9.0, marks: vec![dot] };
        let titled = picture.titled("12 months");
        assert_eq!(titled.height, 9.0 + TITLE_PX);
        assert_eq!(titled.marks.last(), Some(&Mark::Dot(Point { x: 3.0, y: 4.0 + TITLE_PX }, 1.0, Ink::Accent)));
        assert!(titled.svg(&Inks::default()).contains(">12 months</text>"));
    }

    #[test]
    fn lines_and_areas_are_written_as_paths() {
        let points = vec![Point { x: 0.0, y: 1.0 }, Point { x: 2.5, y: 3.0 }];
        let line = svg_of(&Mark::Line(points.clone(), Ink::Accent, Stroke::Dashed), &Inks::default());
        assert!(line.contains("d=\"M0.0 1.0L2.5 3.0\"") && line.contains("stroke-dasharray=\"3.0 4.0\""), "{line}");
        assert!(svg_of(&Mark::Area(points, Ink::Accent), &Inks::default()).contains("L2.5 3.0Z\""));
    }

    #[test]
    fn no_name_becomes_markup() {
        let mut picture = Picture { title: "<b>".to_owned(), ..Picture::default() };
        let words = "</text><script>\u{1}&\"".to_owned();
        let at = Point::default();
        picture.words(
            Words { at, words, size_px: 12.0, bold: false, ink: Ink::Ink, anchor: Anchor::Start },
            1.0,
            &|_, _, _| 0.0,
        );
        let svg = picture.svg(&Inks::default());
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;&amp;&quot;</text>"), "{svg}");
        assert!(!svg.contains("<script") && !svg.contains("<b>"));
    }
}
