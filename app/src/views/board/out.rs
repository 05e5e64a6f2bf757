//! What of a board is taken out of the app: a table for a spreadsheet, a picture for slides, paper. All of the board as it is
//! narrowed and ordered now, not only what is on the screen; made in the browser, so that it works without a network too.

pub mod paper;

mod csv;
mod drawn;
mod told;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use self::{csv::csv, drawn::drawn, told::Told};
use super::asked::Asked;
use crate::{
    client::{Workspace, use_workspace},
    ui::{Button, download::save_text, paint::Painter, picture::Picture},
    views::saved::{save_png, save_svg, use_saved},
    words::en,
};

/// The buttons that take a board out.
#[component]
pub fn TakeOut(
    /// What the address asks for.
    asked: Memo<Asked>,
    /// Puts the board on paper into the document and takes it out again.
    printing: RwSignal<bool>,
) -> impl IntoView {
    let workspace = use_workspace();
    let tell = use_saved();
    let why_not = Signal::derive(move || (!workspace.directory.get()).then(|| en::boards::STILL_COMING.to_owned()));
    let asked = move || asked.get_untracked();
    let as_csv = move || tell(save_csv(workspace, &asked()));
    let draw = move |painter: &Painter| picture(workspace, &asked(), painter);
    let as_svg = move || tell(save_svg(&file_name(workspace, &asked(), "svg"), draw));
    let as_png = move || save_png(file_name(workspace, &asked(), "png"), draw, tell);
    let print = move || {
        printing.set(true);
        // In the next frame it stands in the document.
        request_animation_frame(|| request_animation_frame(|| drop(window().print())));
    };
    view! {
        <div class="take-out" role="group" aria-label=en::boards::TAKE_OUT>
            <span>{en::boards::TAKE_OUT}</span>
            <Button label="CSV" why_not on_press=as_csv />
            <Button label="PNG" why_not on_press=as_png />
            <Button label="SVG" why_not on_press=as_svg />
            <Button label=en::boards::PRINT why_not on_press=print />
        </div>
    }
}

/// `relationship-by-owner-2026-11-26.csv`.
fn file_name(workspace: Workspace, asked: &Asked, kind: &str) -> String {
    let fields = asked.fields();
    let title =
        workspace.read(|model| en::boards::title(model, fields.columns, fields.rows)).to_lowercase().replace(' ', "-");
    format!("{title}-{}.{kind}", workspace.viewer().day)
}

fn save_csv(workspace: Workspace, asked: &Asked) -> Result<(), JsValue> {
    let today = workspace.viewer().day;
    let table = workspace.board(|board, model| csv(board, model, asked, today)).ok_or(JsValue::NULL)?;
    save_text(&file_name(workspace, asked, "csv"), "text/csv", &table)
}

fn picture(workspace: Workspace, asked: &Asked, painter: &Painter) -> Option<Picture> {
    let today = workspace.viewer().day;
    let measure = |words: &str, size_px: f64, bold: bool| painter.measure(words, size_px, bold);
    workspace.board(|board, model| {
        let told = Told::of(board, model, asked, today);
        drawn(&told, model, today, &measure)
    })
}
