//! One criterion: its scores to choose from, each with what it means; what is proposed, with its working; and a note of evidence.

use leptos::prelude::*;

use domain::categorization::{Axis, Criterion};

use super::written::Written;
use crate::{
    ui::{Field, Tag},
    views::reporting,
    wire::assessments::ProposalTold,
    words::en::standing as words,
};

/// Whose score is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Ours,
    Rival,
}

/// The fields.
#[component]
pub fn CriterionFields(
    /// Which.
    criterion: Criterion,
    /// The axis that it counts for.
    axis: Axis,
    /// The score that a signal proposes.
    proposal: Option<ProposalTold>,
    /// What is being written.
    written: RwSignal<Written>,
    /// Something was written.
    changed: Callback<()>,
) -> impl IntoView {
    let is_each = (axis.scale.low..=axis.scale.high)
        .all(|score| criterion.anchor(score).is_some_and(|anchor| anchor.to.is_none()));
    let whose: &[Whose] = if axis.compares() { &[Whose::Ours, Whose::Rival] } else { &[Whose::Ours] };
    let score = |whose: &Whose| {
        let proposed = proposal.as_ref().filter(|_| *whose == Whose::Ours).map(|proposal| proposal.score);
        scale(&criterion, &axis, *whose, is_each, proposed, written, changed)
    };
    let scales = whose.iter().map(score).collect_view();
    let working = proposal.as_ref().map(|told| {
        let over = told.over.map(|over| (over.fact, over.is));
        let working = words::working(told.fact, told.is, (told.reaches, told.misses), over, reporting::currency());
        view! { <p class="meta"><Tag label=words::PROPOSED />" "{told.score}" · "{working}</p> }
    });
    let id = criterion.id.clone();
    let meant = {
        let criterion = criterion.clone();
        move || {
            let ours = written.with(|written| written.of(&criterion.id).and_then(|judgement| judgement.ours));
            ours.and_then(|score| criterion.anchor(score)).map(|anchor| anchor.text.clone())
        }
    };
    let meant = (!is_each).then(|| view! { <p class="meta">{meant}</p> });
    view! {
        <fieldset class="criterion">
            <legend>{criterion.title.clone()}</legend>
            {working}
            {scales}
            {meant}
            <NoteOf id written changed />
        </fieldset>
    }
}

/// The scores to choose from: a line each with what it means, or, where one meaning is that of several, side by side.
fn scale(
    criterion: &Criterion,
    axis: &Axis,
    whose: Whose,
    is_each: bool,
    proposed: Option<i64>,
    written: RwSignal<Written>,
    changed: Callback<()>,
) -> impl IntoView + use<> {
    let name = match whose {
        Whose::Ours => format!("score-{}", criterion.id),
        Whose::Rival => format!("rival-{}", criterion.id),
    };
    let of = axis.compares().then_some(if whose == Whose::Ours { words::US } else { words::RIVAL });
    let label = words::scale(&criterion.title, of);
    let heading = of.map(|of| view! { <p class="meta">{of}</p> });
    let one = |score: i64| {
        let id = criterion.id.clone();
        let given = move |written: &Written, id: &str| {
            let judgement = written.of(id)?;
            if whose == Whose::Ours { judgement.ours } else { judgement.rival }
        };
        let checked = {
            let id = id.clone();
            move || written.with(|written| given(written, &id) == Some(score))
        };
        let on_change = move |_| {
            written.update(|written| {
                let judgement = written.of_mut(&id);
                match whose {
                    Whose::Ours => judgement.ours = Some(score),
                    Whose::Rival => judgement.rival = Some(score),
                }
            });
            changed.run(());
        };
        let anchor = criterion.anchor(score).filter(|_| is_each).map(|anchor| anchor.text.clone());
        let words = anchor.map_or_else(|| score.to_string(), |text| words::anchor(score, &text));
        let tag = (proposed == Some(score)).then(|| view! { <Tag label=words::PROPOSED dashed=true /> });
        view! {
            <label class="anchor">
                <input type="radio" name=name.clone() value=score.to_string() prop:checked=checked on:change=on_change />
                <span>{words}</span>
                {tag}
            </label>
        }
    };
    let scores = (axis.scale.low..=axis.scale.high).map(one).collect_view();
    let class = if is_each { "assess-anchors" } else { "assess-scale" };
    view! { {heading}<div class=class role="radiogroup" aria-label=label>{scores}</div> }
}

/// On what evidence.
#[component]
fn NoteOf(id: String, written: RwSignal<Written>, changed: Callback<()>) -> impl IntoView {
    let field = ["note-", &id].concat();
    let note = {
        let id = id.clone();
        Signal::derive(move || {
            written.with(|written| written.of(&id).map(|judgement| judgement.note.clone())).unwrap_or_default()
        })
    };
    let is_noted = !note.get_untracked().is_empty();
    let on_input = move |text: String| {
        written.update(|written| written.of_mut(&id).note = text);
        changed.run(());
    };
    view! {
        <details open=is_noted>
            <summary>{words::ADD_NOTE}</summary>
            <Field id=field label=words::NOTE value=note on_input />
        </details>
    }
}
