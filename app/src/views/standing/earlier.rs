//! What was said of an account on a model, the latest first: placements with what became of them, and assessments.

use leptos::prelude::*;

use domain::{categorization::CategorizationModel, day::Day, placement::PlacementState};

use super::{cell_words, person};
use crate::{
    ui::{Tag, Tone},
    wire::assessments::{AssessedModel, AssessmentTold, PositionTold},
    words::en::{self, standing as words},
};

/// The list, folded; nothing where nothing was ever said.
#[component]
pub fn Earlier(
    /// The account on the model.
    on: AssessedModel,
    /// The model.
    known: Option<CategorizationModel>,
) -> impl IntoView {
    if on.positions.is_empty() && on.assessments.is_empty() {
        return ().into_any();
    }
    let known = known.as_ref();
    let positions = on.positions.iter().map(|position| placed(position, known)).collect_view();
    let assessments = on.assessments.iter().map(|told| assessed(told, known)).collect_view();
    view! {
        <details class="standing-more">
            <summary>{words::HISTORY}</summary>
            <ul class="standing-scores">{positions}{assessments}</ul>
        </details>
    }
    .into_any()
}

/// From which day, and what there is to say to it.
fn from(day: Day, said: &str) -> String {
    let day = en::account::from_day(&en::day(day));
    if said.is_empty() { day } else { [&day, said].join(" · ") }
}

fn placed(position: &PositionTold, known: Option<&CategorizationModel>) -> impl IntoView + use<> {
    let state = words::state(position.came_to, position.answers.is_empty());
    let is_void = matches!(position.came_to, PlacementState::Refused | PlacementState::Withdrawn);
    let tone = if position.came_to == PlacementState::Confirmed { Tone::Good } else { Tone::Plain };
    let answers = position.answers.iter().map(|said| {
        let told = [person(said.by), words::answered(said.state).to_owned(), en::moment(said.at)].join(" ");
        let why = (!said.reason.is_empty()).then(|| format!(": {}", said.reason));
        view! { <p class="meta">{told}{why}</p> }
    });
    view! {
        <li class:undone=is_void>
            <span>{words::placed(&person(position.said.by), &cell_words(known, &position.cell))}</span>
            <Tag label=state tone />
            <p class="meta">{from(position.day, &position.said.reason)}</p>
            {answers.collect_view()}
        </li>
    }
}

fn assessed(told: &AssessmentTold, known: Option<&CategorizationModel>) -> impl IntoView + use<> {
    let cell = told.computed.cell.as_ref().map(|cell| cell_words(known, cell));
    let complete = told.computed.complete_percent.map(words::complete);
    let taken_back = told.withdrawn.then(|| view! { <Tag label=words::TAKEN_BACK /> });
    view! {
        <li class:undone=told.withdrawn>
            <span>{words::scored(&person(told.assessment.by), cell.as_deref())}</span>
            {taken_back}
            <p class="meta">{from(told.assessment.day, &complete.unwrap_or_default())}</p>
        </li>
    }
}
