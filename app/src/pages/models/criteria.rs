//! The criteria of a model, by axis: how much each counts, what proposes a score, and what the scores mean.

use leptos::prelude::*;

use domain::categorization::{Anchor, Axis, CategorizationModel, Criterion, signal::Signal};

use crate::words::en::models as words;

/// The panel of what is scored, if anything is.
pub fn scored(model: &CategorizationModel) -> Option<AnyView> {
    panel(model, &model.criteria, "criteria-title", words::CRITERIA, words::CRITERIA_NOTE)
}

/// The panel of what is asked about the circumstances, if anything is.
pub fn circumstances(model: &CategorizationModel) -> Option<AnyView> {
    panel(model, &model.context, "context-title", words::CONTEXT, words::CONTEXT_NOTE)
}

fn panel(
    model: &CategorizationModel,
    criteria: &[Criterion],
    id: &'static str,
    title: &'static str,
    note: &'static str,
) -> Option<AnyView> {
    let axes = model.axes.iter().filter_map(|axis| axis_of(axis, criteria)).collect_view();
    let panel = || {
        view! {
            <section class="panel" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <p class="meta">{note}</p>
                {axes}
            </section>
        }
        .into_any()
    };
    (!criteria.is_empty()).then(panel)
}

/// The criteria of an axis; none where it has none.
fn axis_of(axis: &Axis, criteria: &[Criterion]) -> Option<impl IntoView + use<>> {
    let own: Vec<&Criterion> = criteria.iter().filter(|criterion| criterion.axis == axis.id).collect();
    let all: i64 = own.iter().map(|criterion| criterion.weight).sum();
    let compared = axis.compares().then(|| view! { <p class="meta">{words::COMPARED}</p> });
    let list = own.iter().map(|criterion| criterion_of(criterion, all)).collect_view();
    (!own.is_empty()).then(|| {
        view! {
            <h3>{axis.title.clone()}</h3>
            <p class="meta">{words::scale(axis)}</p>
            {compared}
            <ul class="model-criteria">{list}</ul>
        }
    })
}

fn criterion_of(criterion: &Criterion, all: i64) -> impl IntoView + use<> {
    let proposed = criterion.signal.as_deref().and_then(Signal::of_word).map(words::proposed);
    let told: Vec<String> = [words::weight(criterion.weight, all)].into_iter().chain(proposed).collect();
    let anchor = |anchor: &Anchor| {
        view! { <div><dt class="num">{words::scores(anchor.score, anchor.to)}</dt><dd>{anchor.text.clone()}</dd></div> }
    };
    let anchors = criterion.anchors.iter().map(anchor).collect_view();
    view! {
        <li>
            <details>
                <summary>{criterion.title.clone()}" "<span class="meta">{told.join(" · ")}</span></summary>
                <dl class="anchors">{anchors}</dl>
            </details>
        </li>
    }
}
