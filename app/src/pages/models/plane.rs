//! The plane of a model: its two axes with their thresholds, and which cell lies where. A model of one row of cells has none.

use leptos::prelude::*;

use domain::categorization::{Axis, Band, CategorizationModel};

use crate::words::en::models as words;

/// The panel, for a model of two axes that thresholds cut.
pub fn panel(model: &CategorizationModel) -> Option<impl IntoView + use<>> {
    let [across, up] = model.axes.as_slice() else { return None };
    if across.bands.is_empty() || up.bands.is_empty() {
        return None;
    }
    let heads = across.bands.iter().map(|band| view! { <th scope="col">{band_words(band)}</th> }).collect_view();
    let rows = (0..up.bands.len()).rev().map(|row| row_of(model, across, up, row)).collect_view();
    Some(view! {
        <section class="panel" aria-labelledby="plane-title">
            <h2 id="plane-title">{words::PLANE}</h2>
            <div class="table-frame" tabindex="0" role="group" aria-labelledby="plane-title">
                <table class="table plane">
                    <thead>
                        <tr>
                            <th scope="col" rowspan="2">{up.title.clone()}</th>
                            <th scope="colgroup" colspan=across.bands.len().to_string()>{across.title.clone()}</th>
                        </tr>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    })
}

fn row_of(model: &CategorizationModel, across: &Axis, up: &Axis, row: usize) -> impl IntoView + use<> {
    let cell = |column: usize| {
        let cell = model.cell_in(&[Some(column), Some(row)]);
        let words = cell.map(|cell| view! { <b>{cell.title.clone()}</b><p class="meta">{cell.meaning.clone()}</p> });
        view! { <td>{words}</td> }
    };
    let head = up.bands.get(row).map(band_words);
    view! { <tr><th scope="row">{head}</th>{(0..across.bands.len()).map(cell).collect_view()}</tr> }
}

/// A band with its threshold: `High, from 3`.
fn band_words(band: &Band) -> String {
    match band.from {
        Some(from) => [band.title.clone(), words::from(from)].join(", "),
        None => band.title.clone(),
    }
}
