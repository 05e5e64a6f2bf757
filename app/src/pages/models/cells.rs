//! The cells of a model: what each means, what to do about it, and how an account comes to stand there.

use leptos::prelude::*;

use domain::categorization::{CategorizationModel, Cell, Leaning, Needed, Reached, facts::Fact};

use crate::words::en::models as words;

/// The panel of all cells, those of a ladder as numbered steps.
pub fn panel(model: &CategorizationModel) -> impl IntoView + use<> {
    let is_ladder = model.steps().next().is_some();
    let title = if is_ladder { words::STEPS } else { words::CELLS };
    let cells = model.cells.iter().map(|cell| cell_of(model, cell)).collect_view();
    let list = match is_ladder {
        true => view! { <ol class="model-cells ladder">{cells}</ol> }.into_any(),
        false => view! { <ul class="model-cells">{cells}</ul> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="cells-title">
            <h2 id="cells-title">{title}</h2>
            {list}
        </section>
    }
}

fn cell_of(model: &CategorizationModel, cell: &Cell) -> impl IntoView + use<> {
    let details = cell.details.iter().map(|detail| {
        view! { <div><dt>{detail.title.clone()}</dt><dd>{detail.text.clone()}</dd></div> }
    });
    let details = details.collect_view();
    view! {
        <li>
            <h3>{cell.title.clone()}</h3>
            <p>{cell.meaning.clone()}</p>
            <dl class="model-about">
                <div><dt>{words::ADVICE}</dt><dd>{cell.advice.clone()}</dd></div>
                {details}
            </dl>
            {way(model, cell)}
        </li>
    }
}

/// How an account comes to stand there; on a plane that is drawn it is seen.
fn way(model: &CategorizationModel, cell: &Cell) -> AnyView {
    match &cell.reached {
        Reached::Declared => view! { <p class="meta">{words::DECLARED}</p> }.into_any(),
        Reached::Evidence(groups) if groups.is_empty() => view! { <p class="meta">{words::ASSERTED}</p> }.into_any(),
        Reached::Evidence(groups) => {
            let ways: Vec<String> = groups.iter().map(|group| all_of(group)).collect();
            let told = ways.join(&[" ", words::OR, " "].concat());
            view! { <p class="meta">{words::EVIDENCE}": "{told}</p> }.into_any()
        }
        Reached::Boxes(boxes) => {
            let threshold = boxes.iter().flatten().find_map(|(axis, band)| {
                let axis = model.axes.get(2).filter(|known| known.id == *axis)?;
                let from = axis.bands.iter().find(|known| known.id == *band)?.from?;
                Some([axis.title.as_str(), ": ", &words::from(from)].concat())
            });
            threshold.map(|threshold| view! { <p class="meta">{threshold}</p> }).into_any()
        }
    }
}

/// Facts that are all needed, in a line.
fn all_of(group: &[Needed]) -> String {
    let needed = |needed: &Needed| Fact::of_word(&needed.fact).map(|fact| words::needed(fact, needed.at_least));
    group.iter().filter_map(needed).collect::<Vec<_>>().join(", ")
}

/// The panel of how accounts lean away from a balance, if the model has any.
pub fn leanings(model: &CategorizationModel) -> Option<impl IntoView + use<>> {
    let title_of = |id: &str| model.axis(id).map(|axis| axis.title.clone()).unwrap_or_default();
    let leaning = |leaning: &Leaning| {
        let (more, less) = (title_of(&leaning.more), title_of(&leaning.less));
        view! {
            <li>
                <h3>{leaning.title.clone()}</h3>
                <p>{leaning.meaning.clone()}</p>
                <dl class="model-about"><div><dt>{words::ADVICE}</dt><dd>{leaning.advice.clone()}</dd></div></dl>
                <p class="meta">{words::leaning(&more, &less, leaning.from)}</p>
            </li>
        }
    };
    let all = model.leanings.iter().map(leaning).collect_view();
    (!model.leanings.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="leanings-title">
                <h2 id="leanings-title">{words::LEANINGS}</h2>
                <ul class="model-cells">{all}</ul>
            </section>
        }
    })
}
