//! Paints a picture (`picture`) as PNG, and tells what a picture must know of the screen: colours, and how wide words are.

use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use leptos::web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, window};

use super::picture::{AREA_OPACITY, Anchor, FONTS, Ink, Inks, Mark, Picture, Words};
use super::px::px;
use super::rect::{Point, Rect};

/// How many dots stand for a px, so that a picture is sharp on paper too.
const SHARP: f64 = 2.0;
/// The most dots that browsers paint in a row or a column.
const DOTS_MAX: f64 = 16_000.0;

/// What pictures are painted on.
pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Painter {
    /// A new one.
    ///
    /// # Errors
    /// What the browser says.
    pub fn new() -> Result<Self, JsValue> {
        let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
        Ok(Self { canvas, context })
    }

    /// How wide words are, in px.
    pub fn measure(&self, words: &str, size_px: f64, bold: bool) -> f64 {
        self.context.set_font(&font(size_px, bold));
        self.context.measure_text(words).map_or(0.0, |found| found.width())
    }

    /// The colours of the tokens on white, as files have them: a dot of each is painted, and all are read off at once.
    ///
    /// # Errors
    /// What the browser says.
    pub fn inks(&self) -> Result<Inks, JsValue> {
        let probe: HtmlElement = document().create_element("span")?.unchecked_into();
        probe.style().set_property("color-scheme", "light")?;
        probe.set_hidden(true);
        document().body().ok_or(JsValue::NULL)?.append_child(&probe)?;
        let style = window().ok_or(JsValue::NULL)?.get_computed_style(&probe)?.ok_or(JsValue::NULL)?;
        for (at, ink) in Ink::ALL.iter().enumerate() {
            probe.style().set_property("color", &format!("var({})", ink.token()))?;
            self.context.set_fill_style_str(&style.get_property_value("color")?);
            self.context.fill_rect(at as f64, 0.0, 1.0, 1.0);
        }
        probe.remove();
        let dots = self.context.get_image_data(0.0, 0.0, Ink::ALL.len() as f64, 1.0)?.data();
        let hex = |dot: &[u8]| dot.iter().take(3).fold("#".to_owned(), |hex, part| format!("{hex}{part:02x}"));
        let mut inks = Inks::default();
        for (ink, dot) in inks.0.iter_mut().zip(dots.chunks(4)) {
            *ink = hex(dot);
        }
        Ok(inks)
    }

    /// Paints a picture and gives it as PNG to `done`, or nothing where the browser could not.
    ///
    /// # Errors
    /// What the browser says.
    pub fn png(self, picture: &Picture, inks: &Inks, done: impl FnOnce(Option<Blob>) + 'static) -> Result<(), JsValue> {
        let sharp = SHARP.min(DOTS_MAX / picture.width).min(DOTS_MAX / picture.height);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held below the most dots above")]
        let dots = |px: f64| (px * sharp).ceil() as u32;
        self.canvas.set_width(dots(picture.width));
        self.canvas.set_height(dots(picture.height));
        self.context.scale(sharp, sharp)?;
        for mark in &picture.marks {
            self.paint(mark, inks)?;
        }
        let done = Closure::once_into_js(move |bytes: Option<Blob>| done(bytes));
        self.canvas.to_blob(done.unchecked_ref())
    }

    fn trace(&self, points: &[Point]) {
        self.context.begin_path();
        for point in points {
            // The first of them is where the way begins.
            self.context.line_to(point.x, point.y);
        }
    }

    fn paint(&self, mark: &Mark, inks: &Inks) -> Result<(), JsValue> {
        match mark {
            Mark::Box(Rect { left, top, width, height }, fill, edge, round) => {
                self.context.begin_path();
                self.context.round_rect_with_f64(*left, *top, *width, *height, *round)?;
                self.context.set_fill_style_str(inks.of(*fill));
                self.context.fill();
                if let Some(edge) = edge {
                    self.context.set_stroke_style_str(inks.of(*edge));
                    self.context.stroke();
                }
                Ok(())
            }
            Mark::Line(points, ink, stroke) => {
                let (width, dashes) = stroke.measures();
                let dashes: js_sys::Array = dashes.into_iter().flatten().map(JsValue::from_f64).collect();
                self.trace(points);
                self.context.set_line_width(width);
                self.context.set_line_dash(&dashes)?;
                self.context.set_stroke_style_str(inks.of(*ink));
                self.context.stroke();
                self.context.set_line_width(1.0);
                self.context.set_line_dash(&js_sys::Array::new())
            }
            Mark::Area(points, ink) => {
                self.trace(points);
                self.context.set_global_alpha(AREA_OPACITY);
                self.context.set_fill_style_str(inks.of(*ink));
                self.context.fill();
                self.context.set_global_alpha(1.0);
                Ok(())
            }
            Mark::Dot(at, radius, ink) => {
                self.context.begin_path();
                self.context.arc(at.x, at.y, *radius, 0.0, std::f64::consts::TAU)?;
                self.context.set_fill_style_str(inks.of(*ink));
                self.context.fill();
                Ok(())
            }
            Mark::Words(Words { at, words, size_px, bold, ink, anchor }) => {
                self.context.set_font(&font(*size_px, *bold));
                // A canvas calls the middle of words by another name than a drawing does.
                self.context.set_text_align(if *anchor == Anchor::Middle { "center" } else { anchor.word() });
                self.context.set_fill_style_str(inks.of(*ink));
                self.context.fill_text(words, at.x, at.y)
            }
        }
    }
}

fn font(size_px: f64, bold: bool) -> String {
    [if bold { "600" } else { "400" }, &px(size_px), FONTS].join(" ")
}
