//! A chart with its title and what it is about, the same as a table behind a switch, and as a file: PNG, SVG, CSV.

use leptos::prelude::*;

use super::{
    csv,
    saved::{save_png, save_svg, use_saved},
};
use crate::{
    client::use_workspace,
    ui::{Button, Drawing, download::save_text, picture::Picture},
    words::en,
};

/// How wide a chart is drawn for a whole desk, for half of it, for a phone, and for a file, in px.
const WIDE_PX: f64 = 1_040.0;
const HALF_PX: f64 = 520.0;
const PHONE_PX: f64 = 320.0;
const FILE_PX: f64 = 800.0;

/// The figures of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartTable {
    /// What its columns are called.
    pub heads: Vec<String>,
    /// Its lines as people read them. The first column names the line.
    pub rows: Vec<Vec<String>>,
    /// The same lines as programs read them.
    pub plain: Vec<Vec<String>>,
}

/// A chart.
#[component]
pub fn ChartPanel(
    /// One of a kind on the page; files are named after it too.
    id: &'static str,
    /// What it shows.
    title: &'static str,
    /// Its window, scope and count.
    #[prop(into)]
    about: Signal<String>,
    /// The figure that it is about, if there is one.
    #[prop(optional, into)]
    figure: MaybeProp<String>,
    /// Draws it so many px wide.
    #[prop(into)]
    draw: Callback<f64, Picture>,
    /// Its figures.
    #[prop(into)]
    table: Signal<ChartTable>,
    /// What there is to say below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let by = title_id.clone();
    let drawing = move |width: f64| move || view! { <Drawing picture=draw.run(width) /> };
    view! {
        <section class="panel chart" aria-labelledby=by>
            <header>
                <h2 id=title_id>{title}</h2>
                <b class="chart-figure num" hidden=move || figure.with(Option::is_none)>{move || figure.get()}</b>
                <p class="meta">{about}</p>
            </header>
            <div class="chart-wide">{drawing(WIDE_PX)}</div>
            <div class="chart-half">{drawing(HALF_PX)}</div>
            <div class="chart-phone">{drawing(PHONE_PX)}</div>
            {children.map(|children| children())}
            <details class="chart-table">
                <summary>{en::concentration::AS_TABLE}</summary>
                <div class="table-frame" tabindex="0" role="group" aria-label=title>{move || lines(table.get())}</div>
                <TakeOutChart id about draw table />
            </details>
        </section>
    }
}

fn lines(table: ChartTable) -> impl IntoView {
    let class = |at: usize| if at == 0 { "" } else { "num" };
    let heads = table.heads.into_iter().enumerate();
    let heads = heads.map(|(at, head)| view! { <th scope="col" class=class(at)>{head}</th> }).collect_view();
    let row = |row: Vec<String>| {
        let cells = row.into_iter().enumerate().map(|(at, cell)| view! { <td class=class(at)>{cell}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    let rows = table.rows.into_iter().map(row).collect_view();
    view! { <table class="table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> }
}

/// The buttons that take a chart out.
#[component]
fn TakeOutChart(
    id: &'static str,
    about: Signal<String>,
    draw: Callback<f64, Picture>,
    table: Signal<ChartTable>,
) -> impl IntoView {
    let workspace = use_workspace();
    let tell = use_saved();
    let name = move |kind: &str| format!("{id}-{}.{kind}", workspace.viewer().day);
    let picture = move || untrack(|| draw.run(FILE_PX).titled(&about.get_untracked()));
    let as_csv = move || tell(save_text(&name("csv"), "text/csv", &written(&table.get_untracked())));
    let as_svg = move || tell(save_svg(&name("svg"), |_| Some(picture())));
    let as_png = move || save_png(name("png"), |_| Some(picture()), tell);
    view! {
        <div class="take-out" role="group" aria-label=en::boards::TAKE_OUT>
            <Button label="CSV" on_press=as_csv />
            <Button label="PNG" on_press=as_png />
            <Button label="SVG" on_press=as_svg />
        </div>
    }
}

/// The table as a file.
fn written(table: &ChartTable) -> String {
    let line = |fields: &Vec<String>| csv::line(fields);
    let lines: String = std::iter::once(&table.heads).chain(&table.plain).map(line).collect();
    [csv::MARK, &lines].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_as_programs_read_it() {
        let row = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let table = ChartTable {
            heads: row(&["Month", "Share"]),
            rows: vec![row(&["Nov 2026", "59.6 %"])],
            plain: vec![row(&["2026-11-24", "0.596"])],
        };
        assert_eq!(written(&table), "\u{feff}Month,Share\r\n2026-11-24,0.596\r\n");
    }
}
