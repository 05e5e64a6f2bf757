//! What of the boards of the models is taken out of the app: a table for a spreadsheet, a picture for slides, paper. All accounts as they
//! are narrowed now, on the models that are shown; made in the browser, so that it works without a network too.

mod csv;
mod diagonal;
mod drawn;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use self::{csv::csv, drawn::drawn};
use super::{asked::Asked, desk::Desk, standing::Standing};
use crate::{
    ui::{Button, download::save_text, paint::Painter},
    views::{
        reporting::window_words_to,
        saved::{save_png, save_svg, use_saved},
    },
    wire::models_board::ModelSums,
    words::en::{self, models_board as words},
};

/// What is taken out.
struct Told<'a> {
    standing: &'a Standing,
    /// The models that are shown, each with its place on the board.
    models: Vec<(usize, &'a ModelSums)>,
    /// Whether there is room for the plane of a model whose stages lie on its diagonal.
    has_room: bool,
    /// How many accounts, the window, and of which day.
    about: String,
}

/// The buttons.
#[component]
pub fn TakeOut(desk: Desk) -> impl IntoView {
    let tell = use_saved();
    let why_not = Signal::derive(move || {
        let is_here = desk.standing.with(|standing| standing.as_ref().is_some_and(|standing| standing.board.is_some()));
        (!is_here).then(|| en::boards::STILL_COMING.to_owned())
    });
    let draw = move |painter: &Painter| {
        let measure = |words: &str, size_px: f64, bold: bool| painter.measure(words, size_px, bold);
        told(desk, |told| drawn(told, &measure))
    };
    let as_csv = move || {
        let table = told(desk, |told| csv(desk, told)).ok_or(JsValue::NULL);
        tell(table.and_then(|table| save_text(&file_name(desk, "csv"), "text/csv", &table)));
    };
    let as_svg = move || tell(save_svg(&file_name(desk, "svg"), draw));
    let as_png = move || save_png(file_name(desk, "png"), draw, tell);
    view! {
        <div class="take-out" role="group" aria-label=en::boards::TAKE_OUT>
            <span>{en::boards::TAKE_OUT}</span>
            <Button label="CSV" why_not on_press=as_csv />
            <Button label="PNG" why_not on_press=as_png />
            <Button label="SVG" why_not on_press=as_svg />
            <Button label=en::boards::PRINT why_not on_press=|| drop(window().print()) />
        </div>
    }
}

/// `models-2026-11-26.csv`, or the model that is shown alone; of the day that is shown.
fn file_name(desk: Desk, kind: &str) -> String {
    let what = untrack(|| desk.alone()).unwrap_or_else(|| "models".to_owned()).replace('_', "-");
    let day = desk.asked.with_untracked(Asked::day).unwrap_or(desk.workspace.viewer().day);
    format!("{what}-{day}.{kind}")
}

/// What there is, read; none before the accounts have come.
fn told<T>(desk: Desk, read: impl FnOnce(&Told<'_>) -> T) -> Option<T> {
    let standing = desk.standing.get_untracked()?;
    let part = desk.part.get_untracked()?;
    let (Asked { as_of, known_on, .. }, alone) = (desk.asked.get_untracked(), untrack(|| desk.alone()));
    let board = standing.board.as_deref()?;
    let models = part.models.iter().enumerate();
    let models = models.filter(|(_, sums)| alone.as_ref().is_none_or(|alone| sums.model.id == *alone)).collect();
    let window = window_words_to(standing.revenue_minor, standing.to);
    let about = words::about(standing.count, board.len(), &window);
    let about = [about, words::past(as_of, known_on)].join(" ");
    let has_room = untrack(|| desk.has_room());
    Some(read(&Told { standing: &standing, models, has_room, about: about.trim_end().to_owned() }))
}
