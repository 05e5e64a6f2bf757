//! By what an account is where the figures put it: the scores of its assessment with their evidence, or the steps of a ladder.

use leptos::prelude::*;

use domain::{
    assessment::Assessment,
    categorization::{CategorizationModel, Criterion},
};

use super::{cell_words, person};
use crate::{
    views::reporting,
    wire::assessments::{AssessedModel, FoundTold, RungTold},
    words::en::{self, standing as words},
};

/// The scores, or the steps; nothing where there are neither.
#[component]
pub fn EvidenceOf(
    /// The account on the model.
    on: AssessedModel,
    /// The model.
    known: Option<CategorizationModel>,
) -> impl IntoView {
    let held = on.holds.and_then(|held| on.assessments.iter().find(|told| told.assessment.id == held));
    if let Some(told) = held {
        let by = words::placed_by(&person(told.assessment.by), &en::day(told.assessment.day));
        let criteria = known.as_ref().map(|known| known.criteria.as_slice()).unwrap_or_default();
        let context = known.as_ref().map(|known| known.context.as_slice()).unwrap_or_default();
        let lines = [(criteria, false), (context, true)]
            .map(|(criteria, asks)| scores(&told.assessment, known.as_ref(), criteria, asks));
        return view! {
            <details class="standing-more">
                <summary>{words::SCORES}</summary>
                <p class="meta">{by}</p>
                {lines.collect_view()}
            </details>
        }
        .into_any();
    }
    if on.rungs.is_empty() {
        return ().into_any();
    }
    let rungs = on.rungs.iter().rev().map(|rung| rung_of(rung, known.as_ref())).collect_view();
    view! {
        <details class="standing-more">
            <summary>{words::EVIDENCE}</summary>
            <ul class="standing-scores">{rungs}</ul>
        </details>
    }
    .into_any()
}

/// Criteria with what was scored, in the order of the model.
fn scores(
    assessment: &Assessment,
    known: Option<&CategorizationModel>,
    criteria: &[Criterion],
    asks: bool,
) -> impl IntoView + use<> {
    let scored = if asks { assessment.context() } else { assessment.scores() };
    let high = |axis: &str| known.and_then(|known| known.axis(axis)).map_or(0, |axis| axis.scale.high);
    let line = |criterion: &Criterion| {
        let score = scored.get(&criterion.id);
        let anchor = score.and_then(|score| criterion.anchor(score.ours)).map(|anchor| anchor.text.clone());
        let note = assessment.evidence.iter().find(|evidence| evidence.criterion == criterion.id);
        let note = note.map(|evidence| view! { <p class="standing-note">{evidence.note.clone()}</p> });
        let told = score.map_or_else(
            || words::NOT_SCORED.to_owned(),
            |score| words::score_of(score.ours, score.rival, high(&criterion.axis)),
        );
        view! {
            <li>
                <span>{criterion.title.clone()}</span><span class="num">{told}</span>
                <p class="meta" hidden=anchor.is_none()>{anchor.clone()}</p>
                {note}
            </li>
        }
    };
    let lines = criteria.iter().filter(|_| !asks || !scored.is_empty()).map(line).collect_view();
    view! { <ul class="standing-scores">{lines}</ul> }
}

/// A step with what there is for it.
fn rung_of(rung: &RungTold, known: Option<&CategorizationModel>) -> impl IntoView + use<> {
    let found = |found: &FoundTold| words::found(found.fact, found.at_least, found.is, reporting::currency());
    let groups = rung.groups.iter().map(|group| {
        let told: Vec<String> = group.iter().map(found).collect();
        view! { <p class="meta">{told.join(" · ")}</p> }
    });
    view! {
        <li>
            <span>{cell_words(known, &rung.cell)}</span><span>{words::rung(rung.holds)}</span>
            {groups.collect_view()}
        </li>
    }
}
