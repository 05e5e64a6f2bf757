//! The axes of a draft: what people read of them, how they are measured, and the parts into which thresholds cut them.

use leptos::prelude::*;

use domain::{
    categorization::{
        Aggregation, Axis, Band, CategorizationModel, Scale,
        validate::{Part, SCALE_MAX},
    },
    ratio::Ratio,
};

use super::fields::{Spot, another, line, list, number, part, pick, press, put, ratio, tick};
use crate::{
    client::model_draft::{Draft, free_id},
    ui::Choice,
    words::en::{model_parts as words, models},
};

/// The panel. Which axes there are, and how each is measured, is changed in a copy: scores of an earlier edition would be read wrong.
pub fn panel(draft: Draft) -> AnyView {
    let all = Spot::all(Part::Axis);
    let rows = list(draft, &all, |model, _| model.axes.iter().map(|axis| axis.id.clone()).collect(), one);
    let goes_by_points = draft.model.with_untracked(|model| !goes_by_evidence(model));
    let more = (draft.copies() && goes_by_points).then(|| another(draft, &all, words::noun(Part::Axis, false), add));
    let stays = (!draft.copies()).then(|| view! { <p class="meta">{words::AXES_STAY}</p> });
    view! {
        <section class="panel" aria-labelledby="draft-axes">
            <h2 id="draft-axes">{words::AXES}</h2>
            {stays}
            <ul class="model-criteria">{rows}</ul>
            {more}
        </section>
    }
    .into_any()
}

/// Whether accounts climb it by evidence, and are not scored.
pub fn goes_by_evidence(model: &CategorizationModel) -> bool {
    model.axes.iter().any(|axis| axis.by == Aggregation::Evidence)
}

/// The axes along which something is scored.
pub fn scored(model: &CategorizationModel) -> impl Iterator<Item = &Axis> {
    model.axes.iter().filter(|axis| matches!(axis.by, Aggregation::WeightedMean | Aggregation::RelativeStrength))
}

/// To choose one of those.
pub fn scored_choices(draft: Draft) -> Signal<Vec<Choice>> {
    let choice = |axis: &Axis| Choice::new(&axis.id, &axis.title);
    Signal::derive(move || draft.model.with(|model| scored(model).map(choice).collect()))
}

/// A new axis is cut in the middle of its scale, and cells lie on both sides of that.
fn add(model: &mut CategorizationModel, _: &Spot, title: String, _: Option<Ratio>) {
    let id = free_id(&title, &|id| model.axis(id).is_some());
    let [low, high] = [words::LOWEST, words::HIGHEST].map(str::to_owned);
    let scale = model.axes.first().map_or(Scale { low: 1, high: 5 }, |axis| axis.scale);
    let above = Band { id: "high".to_owned(), title: high.clone(), from: Ratio::of(scale.low + scale.high, 2) };
    let by = Aggregation::WeightedMean;
    model.axes.push(Axis { id: id.clone(), title, low, high, scale, by, bands: Vec::new() });
    model.cut(&id, above);
}

fn one(draft: Draft, spot: Spot) -> AnyView {
    let spot = spot.inside();
    let text = |what, label, access| line(draft, &spot, what, label, access);
    let texts = [
        text("title", words::TITLE, |model, spot, text| put(&mut model.axis_mut(&spot.id)?.title, text)),
        text("low", words::LOW, |model, spot, text| put(&mut model.axis_mut(&spot.id)?.low, text)),
        text("high", words::HIGH, |model, spot, text| put(&mut model.axis_mut(&spot.id)?.high, text)),
    ];
    let by_evidence = draft.model.with_untracked(goes_by_evidence);
    let measured = (draft.copies() && !by_evidence).then(|| measured(draft, &spot));
    let parts = (!by_evidence).then(|| parts(draft, &spot));
    let remove = (draft.copies() && !by_evidence).then(|| {
        let label = words::remove(words::noun(Part::Axis, false));
        let remove = press(draft, &spot, label, None, MaybeProp::default(), |model, spot| model.drop_axis(&spot.id));
        view! { <div class="buttons">{remove}</div> }
    });
    let told = |model: &CategorizationModel, spot: &Spot| {
        model.axis(&spot.id).map(|axis| [axis.title.clone(), models::scale(axis)])
    };
    let fields = view! {
        <div class="fields two model-fields">{texts.collect_view()}{measured}</div>
        {parts}
        {remove}
    };
    part(draft, &spot, told, false, fields.into_any())
}

/// Its scale, and how its value comes about.
fn measured(draft: Draft, spot: &Spot) -> AnyView {
    let numbers =
        Signal::stored((0..=SCALE_MAX).map(|score| Choice::new(score.to_string(), score.to_string())).collect());
    let of = spot.clone();
    let ways = Signal::derive(move || {
        let has_others = draft.model.with(|model| scored(model).any(|axis| axis.id != of.id));
        let all = words::BY.into_iter().take(if has_others { 3 } else { 2 });
        all.map(|(word, label)| Choice::new(word, label)).collect::<Vec<_>>()
    });
    let others = list(draft, spot, others, other);
    view! {
        {pick(draft, spot, "from", words::SCALE_LOW, numbers, |model, spot, text| scale(model, spot, text, |scale| &mut scale.low))}
        {pick(draft, spot, "to", words::SCALE_HIGH, numbers, |model, spot, text| scale(model, spot, text, |scale| &mut scale.high))}
        {pick(draft, spot, "by", words::COMES_ABOUT, ways, by)}
        {others}
    }
    .into_any()
}

/// An end of a scale. What is scored along it has the texts for that scale then.
fn scale(
    model: &mut CategorizationModel,
    spot: &Spot,
    text: Option<String>,
    end: fn(&mut Scale) -> &mut i64,
) -> Option<String> {
    let mut scale = model.axis(&spot.id)?.scale;
    if let Some(text) = text {
        *end(&mut scale) = text.parse().ok()?;
        model.measure(&spot.id, scale);
    }
    Some(end(&mut scale).to_string())
}

/// How the value of an axis comes about, by its word.
fn by(model: &mut CategorizationModel, spot: &Spot, text: Option<String>) -> Option<String> {
    let others: Vec<String> = scored(model).map(|axis| axis.id.clone()).filter(|id| *id != spot.id).collect();
    let axis = model.axis_mut(&spot.id)?;
    if let Some(word) = text {
        axis.by = match words::BY.iter().position(|(known, _)| *known == word)? {
            0 => Aggregation::WeightedMean,
            1 => Aggregation::RelativeStrength,
            _ => Aggregation::MeanOf(others),
        };
    }
    let at = match axis.by {
        Aggregation::WeightedMean => 0,
        Aggregation::RelativeStrength => 1,
        Aggregation::MeanOf(_) | Aggregation::Evidence => 2,
    };
    words::BY.get(at).map(|(word, _)| (*word).to_owned())
}

/// The axes of which an axis could be the mean; none where it is no mean.
fn others(model: &CategorizationModel, spot: &Spot) -> Vec<String> {
    let is_mean = model.axis(&spot.id).is_some_and(|axis| matches!(axis.by, Aggregation::MeanOf(_)));
    let others = scored(model).filter(|_| is_mean).map(|axis| [&axis.id, " ", &axis.title].concat());
    others.collect()
}

/// Whether an axis is the mean of another one as well.
fn other(draft: Draft, spot: Spot) -> AnyView {
    let (id, title) = spot.key.split_once(' ').unwrap_or_default();
    let (spot, title) = (Spot { key: id.to_owned(), ..spot.clone() }, words::mean_of(title));
    tick(draft, &spot, title, MaybeProp::default(), |model, spot, text| {
        let Aggregation::MeanOf(others) = &mut model.axis_mut(&spot.id)?.by else { return None };
        if let Some(text) = text {
            others.retain(|other| *other != spot.key);
            if !text.is_empty() {
                others.push(spot.key.clone());
            }
        }
        others.contains(&spot.key).then(|| spot.key.clone())
    })
}

/// The parts into which thresholds cut it.
fn parts(draft: Draft, spot: &Spot) -> AnyView {
    let bands = |model: &CategorizationModel, spot: &Spot| {
        let bands = model.axis(&spot.id).into_iter().flat_map(|axis| &axis.bands).enumerate();
        bands.map(|(at, band)| [if at == 0 { "0 " } else { "1 " }, &band.id].concat()).collect()
    };
    let more = another(draft, spot, words::noun(Part::Band, false), |model, spot, title, from| {
        let id = model.axis(&spot.id).map(|axis| free_id(&title, &|id| axis.bands.iter().any(|band| band.id == id)));
        model.cut(&spot.id, Band { id: id.unwrap_or_default(), title, from });
    });
    view! {
        <fieldset class="model-fields"><legend>{words::PARTS}</legend>{list(draft, spot, bands, band)}{more}</fieldset>
    }
    .into_any()
}

fn band_of<'a>(model: &'a mut CategorizationModel, spot: &Spot) -> Option<&'a mut Band> {
    model.axis_mut(&spot.id)?.bands.iter_mut().find(|band| band.id == spot.key)
}

fn band(draft: Draft, spot: Spot) -> AnyView {
    let is_lowest = spot.place(0) == 0;
    let spot = Spot { key: spot.key.split(' ').skip(1).collect(), ..spot };
    let title =
        line(draft, &spot, "title", words::PART, |model, spot, text| put(&mut band_of(model, spot)?.title, text));
    // What is no number is none, which the check of the model tells.
    let from = (!is_lowest).then(|| {
        number(
            draft,
            &spot,
            "from",
            words::BEGINS_AT,
            |model, spot, text| {
                let band = band_of(model, spot)?;
                if let Some(text) = text {
                    band.from = ratio(&text);
                }
                band.from.map(models::short)
            },
            spot.key.clone(),
        )
    });
    let label = words::remove(words::noun(Part::Band, false));
    let remove =
        press(draft, &spot, label, Some("x"), MaybeProp::default(), |model, spot| model.join(&spot.id, &spot.key));
    view! { <div class="model-line">{title}{from}{remove}</div> }.into_any()
}
