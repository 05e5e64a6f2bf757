//! How accounts of a draft lean away from the balance of two axes: what each leaning is called, what it means and what to do about it, and from
//! where on it is one.

use leptos::prelude::*;

use domain::{
    categorization::{CategorizationModel, Leaning, validate::Part},
    ratio::Ratio,
};

use super::{
    axes::{goes_by_evidence, scored, scored_choices},
    fields::{Spot, another, line, lines, list, part, pick, press, put, ratio},
};
use crate::{
    client::model_draft::{Draft, free_id},
    words::en::{model_parts as words, models},
};

/// The panel, in a model that is scored.
pub fn panel(draft: Draft) -> Option<AnyView> {
    if draft.model.with_untracked(goes_by_evidence) {
        return None;
    }
    let all = Spot::all(Part::Leaning);
    let ids = |model: &CategorizationModel, _: &Spot| model.leanings.iter().map(|one| one.id.clone()).collect();
    let panel = view! {
        <section class="panel" aria-labelledby="draft-leanings">
            <h2 id="draft-leanings">{models::LEANINGS}</h2>
            <p class="meta">{words::LEANINGS_NOTE}</p>
            <ul class="model-criteria">{list(draft, &all, ids, one)}</ul>
            {another(draft, &all, words::noun(Part::Leaning, false), add)}
        </section>
    };
    Some(panel.into_any())
}

/// A new leaning is from the first axis to the second, by one.
fn add(model: &mut CategorizationModel, _: &Spot, title: String, _: Option<Ratio>) {
    let id = free_id(&title, &|id| model.leanings.iter().any(|one| one.id == id));
    let [more, less] = [0, 1].map(|at| scored(model).nth(at).map(|axis| axis.id.clone()).unwrap_or_default());
    let [meaning, advice] = [String::new(), String::new()];
    model.leanings.push(Leaning { id, title, meaning, advice, more, less, from: Ratio::ONE });
}

fn found<'a>(model: &'a mut CategorizationModel, spot: &Spot) -> Option<&'a mut Leaning> {
    model.leanings.iter_mut().find(|one| one.id == spot.id)
}

fn one(draft: Draft, spot: Spot) -> AnyView {
    let spot = spot.inside();
    let known = |model: &CategorizationModel, spot: &Spot| model.leanings.iter().find(|one| one.id == spot.id).cloned();
    let is_new = draft.model.with_untracked(|model| known(model, &spot).is_some_and(|one| one.meaning.is_empty()));
    let told = |model: &CategorizationModel, spot: &Spot| {
        let one = model.leanings.iter().find(|one| one.id == spot.id)?;
        let title = |id: &str| model.axis(id).map(|axis| axis.title.clone()).unwrap_or_default();
        Some([one.title.clone(), models::leaning(&title(&one.more), &title(&one.less), one.from)])
    };
    let axes = scored_choices(draft);
    let label = words::remove(words::noun(Part::Leaning, false));
    let remove = press(draft, &spot, label, None, MaybeProp::default(), |model, spot| {
        model.leanings.retain(|one| one.id != spot.id)
    });
    let fields = view! {
        <div class="fields model-fields">
            {line(draft, &spot, "title", words::TITLE, |model, spot, text| put(&mut found(model, spot)?.title, text))}
            {lines(draft, &spot, "meaning", words::MEANING, |model, spot, text| put(&mut found(model, spot)?.meaning, text))}
            {lines(draft, &spot, "advice", words::ADVICE, |model, spot, text| put(&mut found(model, spot)?.advice, text))}
            {pick(draft, &spot, "more", words::MORE, axes, |model, spot, text| put(&mut found(model, spot)?.more, text))}
            {pick(draft, &spot, "less", words::LESS, axes, |model, spot, text| put(&mut found(model, spot)?.less, text))}
            {line(draft, &spot, "from", words::BY_AT_LEAST, |model, spot, text| {
                let found = found(model, spot)?;
                if let Some(text) = text {
                    found.from = ratio(&text).unwrap_or(Ratio::ZERO);
                }
                Some(models::short(found.from))
            })}
        </div>
        <div class="buttons">{remove}</div>
    };
    part(draft, &spot, told, is_new, fields.into_any())
}
