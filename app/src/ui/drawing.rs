//! A picture as it is shown on a page: in the page's own colours, as wide as its place.

use leptos::prelude::*;

use super::{
    picture::{AREA_OPACITY, Ink, Mark, Picture, Words, path},
    px::tenths,
};

impl Ink {
    /// The class that fills with it.
    fn fill(self) -> &'static str {
        match self {
            Self::Ink => "fill-ink",
            Self::Soft => "fill-soft",
            Self::Faint => "fill-faint",
            Self::Sheet => "fill-sheet",
            Self::Sunk => "fill-sunk",
            Self::Line => "fill-line",
            Self::Accent => "fill-accent",
        }
    }

    /// The class that draws lines with it.
    fn stroke(self) -> &'static str {
        match self {
            Self::Ink => "stroke-ink",
            Self::Soft => "stroke-soft",
            Self::Faint => "stroke-faint",
            Self::Sheet => "stroke-sheet",
            Self::Sunk => "stroke-sunk",
            Self::Line => "stroke-line",
            Self::Accent => "stroke-accent",
        }
    }
}

/// A picture on the page, with its title for those who do not see it.
#[component]
pub fn Drawing(picture: Picture) -> impl IntoView {
    let view_box = ["0 0", &tenths(picture.width), &tenths(picture.height)].join(" ");
    let marks = picture.marks.iter().map(shown).collect_view();
    view! { <svg class="drawing" viewBox=view_box role="img" aria-label=picture.title>{marks}</svg> }
}

fn shown(mark: &Mark) -> AnyView {
    match mark {
        Mark::Box(at, fill, edge, round) => {
            // No blank at its end: the server leaves it out.
            let class = edge.map_or_else(|| fill.fill().to_owned(), |edge| [fill.fill(), edge.stroke()].join(" "));
            let [x, y, width, height, round] = [at.left, at.top, at.width, at.height, *round].map(tenths);
            view! { <rect class=class x=x y=y width=width height=height rx=round></rect> }.into_any()
        }
        Mark::Line(points, ink, stroke) => {
            let (width, dashes) = stroke.measures();
            let dashes = dashes.map(|dashes| dashes.map(tenths).join(" "));
            view! {
                <path class=ink.stroke() d=path(points) fill="none" stroke-width=tenths(width) stroke-dasharray=dashes></path>
            }
            .into_any()
        }
        Mark::Area(points, ink) => {
            let opacity = tenths(AREA_OPACITY);
            view! { <path class=ink.fill() d=[&path(points), "Z"].concat() fill-opacity=opacity></path> }.into_any()
        }
        Mark::Dot(at, radius, ink) => {
            let [x, y, radius] = [at.x, at.y, *radius].map(tenths);
            view! { <circle class=ink.fill() cx=x cy=y r=radius></circle> }.into_any()
        }
        Mark::Words(Words { at, words, size_px, bold, ink, anchor }) => {
            let class = if *bold { [ink.fill(), " bold"].concat() } else { ink.fill().to_owned() };
            let [x, y, size] = [at.x, at.y, *size_px].map(tenths);
            let words = words.clone();
            view! { <text class=class x=x y=y font-size=size text-anchor=anchor.word()>{words}</text> }.into_any()
        }
    }
}
