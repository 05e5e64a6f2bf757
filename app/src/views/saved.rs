//! What is taken out of the app as a file: saved, and told as a message that it was, or that the browser did not let it be.

use leptos::wasm_bindgen::JsValue;

use super::csv;
use crate::{
    ui::{
        Toast,
        download::{save, save_text},
        paint::Painter,
        picture::Picture,
        use_toasts,
    },
    words::en,
};

/// What tells whether a file was saved.
pub fn use_saved() -> impl Fn(Result<(), JsValue>) + Copy + Send + Sync {
    let toasts = use_toasts();
    move |saved| {
        toasts.show(if saved.is_ok() { Toast::plain(en::boards::SAVED) } else { Toast::warn(en::boards::NOT_SAVED) });
    }
}

/// Saves lines as a table for spreadsheets, the heads of its columns first.
///
/// # Errors
/// What the browser says.
pub fn save_table(name: &str, lines: &[Vec<String>]) -> Result<(), JsValue> {
    let lines: String = lines.iter().map(|fields| csv::line(fields)).collect();
    save_text(name, "text/csv", &[csv::MARK, &lines].concat())
}

/// Saves a picture as SVG, in the colours of paper.
///
/// # Errors
/// What the browser says; nothing where there is nothing to draw.
pub fn save_svg(name: &str, draw: impl FnOnce(&Painter) -> Option<Picture>) -> Result<(), JsValue> {
    let painter = Painter::new()?;
    let picture = draw(&painter).ok_or(JsValue::NULL)?;
    save_text(name, "image/svg+xml", &picture.svg(&painter.inks()?))
}

/// Saves a picture as PNG, in the colours of paper, and tells whether it was saved.
pub fn save_png(
    name: String,
    draw: impl FnOnce(&Painter) -> Option<Picture>,
    tell: impl Fn(Result<(), JsValue>) + Copy + 'static,
) {
    let done = move |bytes: Option<_>| tell(bytes.ok_or(JsValue::NULL).and_then(|bytes| save(&name, &bytes)));
    let painted = Painter::new().and_then(|painter| {
        let (picture, inks) = (draw(&painter).ok_or(JsValue::NULL)?, painter.inks()?);
        painter.png(&picture, &inks, done)
    });
    if painted.is_err() {
        tell(painted);
    }
}
