//! What a draft scores, or asks about the circumstances: what each is called, along which axis and how much it counts, what proposes a score
//! and what the scores mean.

use leptos::prelude::*;

use domain::categorization::{CategorizationModel, Criterion, signal::Signal as Proposes, validate::Part};

use super::{
    axes::{goes_by_evidence, scored, scored_choices},
    fields::{Spot, another, line, list, number, part, pick, press, put},
};
use crate::{
    client::model_draft::{Draft, free_id},
    ui::Choice,
    words::en::{model_parts as words, models},
};

/// The panel, in a model that is scored: of what is scored, or of the questions about the circumstances.
pub fn panel(draft: Draft, of: Part) -> Option<AnyView> {
    if draft.model.with_untracked(goes_by_evidence) {
        return None;
    }
    let all = Spot::all(of);
    let ids = |model: &CategorizationModel, spot: &Spot| {
        let all = if spot.part == Part::Context { &model.context } else { &model.criteria };
        all.iter().map(|criterion| criterion.id.clone()).collect()
    };
    let (id, title, note) = match of {
        Part::Context => ("draft-context", models::CONTEXT, models::CONTEXT_NOTE),
        _ => ("draft-criteria", models::CRITERIA, models::CRITERIA_NOTE),
    };
    let panel = view! {
        <section class="panel" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p class="meta">{note}</p>
            <ul class="model-criteria">{list(draft, &all, ids, one)}</ul>
            {another(draft, &all, words::noun(of, false), add)}
        </section>
    };
    Some(panel.into_any())
}

fn all(model: &mut CategorizationModel, of: Part) -> &mut Vec<Criterion> {
    if of == Part::Context { &mut model.context } else { &mut model.criteria }
}

fn found<'a>(model: &'a mut CategorizationModel, spot: &Spot) -> Option<&'a mut Criterion> {
    all(model, spot.part).iter_mut().find(|criterion| criterion.id == spot.id)
}

fn known<'a>(model: &'a CategorizationModel, spot: &Spot) -> Option<&'a Criterion> {
    let all = if spot.part == Part::Context { &model.context } else { &model.criteria };
    all.iter().find(|criterion| criterion.id == spot.id)
}

/// A new criterion counts for the first axis at first: its scores are told apart as those of its neighbours are, and what they mean is to be said.
fn add(model: &mut CategorizationModel, spot: &Spot, title: String, _: Option<domain::ratio::Ratio>) {
    let Some(axis) = scored(model).next().map(|axis| axis.id.clone()) else { return };
    let id = free_id(&title, &|id| model.criteria.iter().chain(&model.context).any(|criterion| criterion.id == id));
    let anchors = model.unsaid(&axis);
    all(model, spot.part).push(Criterion { id, axis, title, weight: 10, anchors, signal: None });
}

/// Counts a criterion for another axis. Of whose scores nothing was said yet, they are told apart as those of its neighbours there.
fn on_axis(model: &mut CategorizationModel, spot: &Spot, text: Option<String>) -> Option<String> {
    if let Some(axis) = &text {
        let (scale, unsaid) = (model.axis(axis)?.scale, model.unsaid(axis));
        let found = found(model, spot)?;
        match found.anchors.iter().all(|anchor| anchor.text.is_empty()) {
            true => found.anchors = unsaid,
            false => found.fit(scale),
        }
    }
    put(&mut found(model, spot)?.axis, text)
}

fn told(model: &CategorizationModel, spot: &Spot) -> Option<[String; 2]> {
    let found = known(model, spot)?;
    let among = if spot.part == Part::Context { &model.context } else { &model.criteria };
    let of_axis = among.iter().filter(|one| one.axis == found.axis);
    let weight = models::weight(found.weight, of_axis.map(|one| one.weight.max(0)).sum());
    let axis = model.axis(&found.axis).map(|axis| [&axis.title, " · ", &weight].concat());
    Some([found.title.clone(), axis.unwrap_or(weight)])
}

fn one(draft: Draft, spot: Spot) -> AnyView {
    let spot = spot.inside();
    let title =
        line(draft, &spot, "title", words::TITLE, |model, spot, text| put(&mut found(model, spot)?.title, text));
    // What nobody reads as a number counts for less than nothing, which the check of the model tells.
    let weight = number(
        draft,
        &spot,
        "weight",
        words::WEIGHT,
        |model, spot, text| {
            let found = found(model, spot)?;
            if let Some(text) = text {
                found.weight = text.trim().parse().unwrap_or(-1);
            }
            Some(found.weight.to_string())
        },
        "weight",
    );
    let axis = pick(draft, &spot, "axis", words::AXIS, scored_choices(draft), on_axis);
    let signal = |signal: &Proposes| Choice::new(signal.word(), models::by_signal(*signal));
    let signals = [Choice::new("", words::NO_SIGNAL)].into_iter().chain(Proposes::ALL.iter().map(signal)).collect();
    let signal = pick(draft, &spot, "signal", words::SIGNAL, Signal::stored(signals), |model, spot, text| {
        let found = found(model, spot)?;
        if let Some(text) = text {
            found.signal = Some(text).filter(|word| !word.is_empty());
        }
        found.signal.clone()
    });
    let anchors = |model: &CategorizationModel, spot: &Spot| {
        let anchors = known(model, spot).into_iter().flat_map(|found| &found.anchors);
        anchors.map(|anchor| format!("{} {}", anchor.score, anchor.to.unwrap_or(anchor.score))).collect()
    };
    let anchors = list(draft, &spot, anchors, |draft, spot| {
        let (from, to) = (spot.place(0) as i64, spot.place(1) as i64);
        let label = words::score(from, (from < to).then_some(to));
        line(draft, &spot, "text", label, |model, spot, text| {
            let score = spot.place(0) as i64;
            put(&mut found(model, spot)?.anchors.iter_mut().find(|anchor| anchor.score == score)?.text, text)
        })
    });
    let label = words::remove(words::noun(spot.part, false));
    let remove = press(draft, &spot, label, None, MaybeProp::default(), |model, spot| {
        all(model, spot.part).retain(|criterion| criterion.id != spot.id);
    });
    let is_new = draft.model.with_untracked(|model| {
        known(model, &spot).is_some_and(|found| found.anchors.iter().any(|anchor| anchor.text.is_empty()))
    });
    let fields = view! {
        <div class="fields two model-fields">{title}{weight}{axis}{signal}{anchors}</div>
        <div class="buttons">{remove}</div>
    };
    part(draft, &spot, told, is_new, fields.into_any())
}
