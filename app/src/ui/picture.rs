//! Pictures made of boxes and words, that people take out and lay into other papers: as SVG, or painted (`paint`) as PNG.
//! They are drawn on white, whatever the screen looks like.

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
    /// Words on one line.
    Words(Words),
}

/// Words on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Where they begin, or end, on the line that letters stand on.
    pub at: Point,
    /// What they say.
    pub words: String,
    /// Their size, in px.
    pub size_px: f64,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub ink: Ink,
    /// `at` is where they end.
    pub ends: bool,
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
        Mark::Words(Words { at, words, size_px, bold, ink, ends }) => {
            let (weight, anchor) = (if *bold { "600" } else { "400" }, if *ends { "end" } else { "start" });
            let (fill, words) = (inks.of(*ink), escaped(words));
            let [x, y, size] = [at.x, at.y, *size_px].map(tenths);
            format!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\" fill=\"{fill}\">{words}</text>\n"
            )
        }
    }
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
    fn no_name_becomes_markup() {
        let mut picture = Picture { title: "<b>".to_owned(), ..Picture::default() };
        let words = "</text><script>\u{1}&\"".to_owned();
        let at = Point::default();
        picture.words(Words { at, words, size_px: 12.0, bold: false, ink: Ink::Ink, ends: false }, 1.0, &|_, _, _| 0.0);
        let svg = picture.svg(&Inks::default());
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;&amp;&quot;</text>"), "{svg}");
        assert!(!svg.contains("<script") && !svg.contains("<b>"));
    }
}
