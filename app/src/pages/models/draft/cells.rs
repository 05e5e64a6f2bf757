//! The cells of a draft: what each is called, what it means to stand there, what to do about it, and how much evidence leads to a step.

use leptos::prelude::*;

use domain::categorization::{CategorizationModel, Cell, Reached};

use super::fields::{Line, Lines, Write};
use crate::{
    client::model_draft::Draft,
    words::en::{model_draft as words, models},
};

/// The panel.
#[component]
pub fn CellFields(draft: Draft) -> impl IntoView {
    let cells = draft.model.with_untracked(|model| model.cells.clone());
    let is_ladder = draft.model.with_untracked(CategorizationModel::is_ladder);
    let cells = cells.into_iter().enumerate().map(|(at, cell)| view! { <OneCell draft at cell /> }).collect_view();
    view! {
        <section class="panel" aria-labelledby="draft-cells">
            <h2 id="draft-cells">{if is_ladder { models::STEPS } else { models::CELLS }}</h2>
            <ul class="model-criteria">{cells}</ul>
        </section>
    }
}

/// Writes into a cell by its place.
fn writes(at: usize, write: impl Fn(&mut Cell, String) + Send + Sync + 'static) -> Write {
    Write::of(move |model, text| {
        if let Some(cell) = model.cells.get_mut(at) {
            write(cell, text);
        }
    })
}

/// A cell.
#[component]
fn OneCell(draft: Draft, at: usize, cell: Cell) -> impl IntoView {
    let name = |what: &str| format!("cell-{at}-{what}");
    let evidence = evidence(draft, at, &cell.reached);
    let shown = Memo::new(move |_| draft.model.with(|model| model.cells.get(at).map(|cell| cell.title.clone())));
    view! {
        <li>
            <details>
                <summary>{move || shown.get()}</summary>
                <div class="fields model-fields">
                    <Line draft id=name("title") label=words::TITLE begins=cell.title write=writes(at, |cell, text| cell.title = text) />
                    <Lines draft id=name("meaning") label=words::MEANING begins=cell.meaning write=writes(at, |cell, text| cell.meaning = text) />
                    <Lines draft id=name("advice") label=words::ADVICE begins=cell.advice write=writes(at, |cell, text| cell.advice = text) />
                    {evidence}
                </div>
            </details>
        </li>
    }
}

/// How much of each fact a step asks for.
fn evidence(draft: Draft, at: usize, reached: &Reached) -> AnyView {
    let Reached::Evidence(groups) = reached else { return ().into_any() };
    let needed = groups
        .iter()
        .enumerate()
        .flat_map(|(group, all)| all.iter().enumerate().map(move |(place, needed)| (group, place, needed.clone())));
    let fields = needed.map(|(group, place, needed)| {
        let label = words::at_least(&needed.fact, group > 0 && place == 0);
        // What nobody reads as a number is less than one, which the check of the model tells.
        let write = writes(at, move |cell, text| {
            let Reached::Evidence(groups) = &mut cell.reached else { return };
            if let Some(found) = groups.get_mut(group).and_then(|all| all.get_mut(place)) {
                found.at_least = text.trim().parse().unwrap_or_default();
            }
        });
        view! { <Line draft id=format!("cell-{at}-{group}-{place}") label begins=needed.at_least.to_string() write /> }
    });
    fields.collect_view().into_any()
}
