//! The criteria of a draft: what each is called, how much it counts, what proposes a score and what the scores mean; criteria that come and go.

use leptos::prelude::*;

use domain::categorization::{Anchor, Axis, Criterion, signal::Signal as Proposes};

use super::fields::{Line, Write};
use crate::{
    client::model_draft::{Draft, free_id},
    ui::{Button, ButtonTone, Choice, Picker, Row, Rows},
    words::en::{model_draft as words, models},
};

/// The panel, in a model that is scored.
#[component]
pub fn Criteria(draft: Draft) -> impl IntoView {
    let ids = Memo::new(move |_| {
        let id = |criterion: &Criterion| criterion.id.clone();
        draft.model.with(|model| model.criteria.iter().map(id).collect::<Vec<_>>())
    });
    let scored =
        draft.model.with_untracked(|model| model.criteria.iter().map(|one| one.axis.clone()).collect::<Vec<_>>());
    let axes = draft.model.with_untracked(|model| {
        let is_scored = |axis: &&Axis| scored.contains(&axis.id);
        model.axes.iter().filter(is_scored).map(|axis| (axis.id.clone(), axis.title.clone())).collect::<Vec<_>>()
    });
    if axes.is_empty() {
        return ().into_any();
    }
    let row = move |id: String| Row::new(id.clone(), move || view! { <CriterionFields draft id /> });
    let rows = move || ids.get().into_iter().map(row).collect::<Vec<_>>();
    let adds = axes.into_iter().map(|(axis, title)| {
        let label = [words::ADD, ": ", &title].concat();
        view! { <Button label icon="plus" tone=ButtonTone::Quiet on_press=move || add(draft, &axis) /> }
    });
    let adds = adds.collect_view();
    view! {
        <section class="panel" aria-labelledby="draft-criteria">
            <h2 id="draft-criteria">{models::CRITERIA}</h2>
            <p class="meta">{models::CRITERIA_NOTE}</p>
            <ul class="model-criteria"><Rows rows /></ul>
            <div class="buttons">{adds}</div>
        </section>
    }
    .into_any()
}

/// A new criterion of an axis: its scores are told apart as those of its neighbours are, and what they mean is to be said.
fn add(draft: Draft, axis: &str) {
    draft.write(|model| {
        let like = model.criteria.iter().find(|criterion| criterion.axis == axis);
        let blank = |anchor: &Anchor| Anchor { text: String::new(), ..anchor.clone() };
        let anchors = like.map(|like| like.anchors.iter().map(blank).collect()).unwrap_or_default();
        let taken = |id: &str| model.criteria.iter().chain(&model.context).any(|criterion| criterion.id == id);
        let (id, title) = (free_id("criterion", taken), words::NEW_CRITERION.to_owned());
        model.criteria.push(Criterion { id, axis: axis.to_owned(), title, weight: 10, anchors, signal: None });
    });
}

/// Writes into a criterion by its name.
fn writes(id: &str, write: impl Fn(&mut Criterion, String) + Send + Sync + 'static) -> Write {
    let id = id.to_owned();
    Write::of(move |model, text| {
        if let Some(criterion) = model.criteria.iter_mut().find(|criterion| criterion.id == id) {
            write(criterion, text);
        }
    })
}

/// A criterion.
#[component]
fn CriterionFields(draft: Draft, id: String) -> impl IntoView {
    let found = draft.model.with_untracked(|model| model.criteria.iter().find(|one| one.id == id).cloned());
    let criterion = found?;
    let name = |what: &str| format!("criterion-{}-{what}", criterion.id);
    let shown = Memo::new({
        let id = id.clone();
        move |_| {
            draft.model.with(|model| {
                let found = model.criteria.iter().find(|one| one.id == id)?;
                let of_axis = model.criteria.iter().filter(|one| one.axis == found.axis);
                let all: i64 = of_axis.map(|one| one.weight.max(0)).sum();
                Some((found.title.clone(), models::weight(found.weight, all)))
            })
        }
    });
    let title = move || shown.get().map(|(title, _)| title);
    let weight = move || shown.get().map(|(_, weight)| weight);
    let anchors = criterion.anchors.iter().enumerate().map(|(at, anchor)| {
        let write = writes(&criterion.id, move |criterion, text| {
            if let Some(anchor) = criterion.anchors.get_mut(at) {
                anchor.text = text;
            }
        });
        let (id, label) = (name(&at.to_string()), words::score(anchor.score, anchor.to));
        view! { <Line draft id label begins=anchor.text.clone() write /> }
    });
    let anchors = anchors.collect_view();
    // What nobody reads as a number counts for less than nothing, which the check of the model tells.
    let weigh = writes(&criterion.id, |criterion, text| criterion.weight = text.trim().parse().unwrap_or(-1));
    let is_new = criterion.anchors.iter().any(|anchor| anchor.text.is_empty());
    let remove = move || draft.write(|model| model.criteria.retain(|criterion| criterion.id != id));
    Some(view! {
        <li>
            <details open=is_new>
                <summary><span>{title}</span>" "<span class="meta">{weight}</span></summary>
                <div class="fields two model-fields">
                    <Line draft id=name("title") label=words::CRITERION begins=criterion.title.clone() write=writes(&criterion.id, |criterion, text| criterion.title = text) />
                    <Line draft id=name("weight") label=words::WEIGHT begins=criterion.weight.to_string() write=weigh />
                    <ProposedBy draft criterion=criterion.clone() />
                    {anchors}
                </div>
                <div class="buttons"><Button label=words::REMOVE tone=ButtonTone::Danger on_press=remove /></div>
            </details>
        </li>
    })
}

/// What proposes a score.
#[component]
fn ProposedBy(draft: Draft, criterion: Criterion) -> impl IntoView {
    let choice = |signal: &Proposes| Choice::new(signal.word(), models::by_signal(*signal));
    let mut choices = vec![Choice::new("", words::NO_SIGNAL)];
    choices.extend(Proposes::ALL.iter().map(choice));
    let id = format!("criterion-{}-signal", criterion.id);
    let value = RwSignal::new(criterion.signal.clone().unwrap_or_default());
    let on_choose = move |word: String| {
        value.set(word.clone());
        draft.write(|model| {
            if let Some(found) = model.criteria.iter_mut().find(|one| one.id == criterion.id) {
                found.signal = Some(word).filter(|word| !word.is_empty());
            }
        });
    };
    view! { <Picker id label=words::SIGNAL choices value on_choose /> }
}
