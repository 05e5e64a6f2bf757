//! Where an account stood: every word on it, the latest first, those taken back or refused struck.

use leptos::prelude::*;

use domain::{
    day::Day,
    ids::{AccountId, PersonId, PlacementId},
    model::Model,
    placement::{Placement, PlacementState, Stage},
    said,
};

use crate::{
    client::{use_workspace, workspace::account_key},
    ui::{Avatar, Row, Rows, Tag},
    views::{account_card::hue_of, person_chip::name_of, stage_word::StageWord},
    words::en,
};

/// A placement, ready to be read.
#[derive(Clone, Debug, PartialEq)]
struct Stood {
    id: PlacementId,
    stage: Stage,
    day: Day,
    by: PersonId,
    name: String,
    reason: String,
    came_to: PlacementState,
}

fn stood(model: &Model, id: AccountId) -> Vec<Stood> {
    let words: Vec<&Placement> = model.placements.of(id).collect();
    let read = |placement: &Placement| Stood {
        id: placement.id,
        stage: placement.cell,
        day: placement.day,
        by: placement.by,
        name: name_of(model.people.get(&placement.by)),
        reason: placement.reason.clone(),
        came_to: said::state_of(&words, placement),
    };
    said::originals(&words).into_iter().map(read).collect()
}

/// The panel.
#[component]
pub fn Stages(
    /// Which account.
    id: AccountId,
) -> impl IntoView {
    let workspace = use_workspace();
    let all = workspace.watch(account_key(id), move |model| stood(model, id));
    let none = move || all.with(Vec::is_empty).then(|| view! { <p class="faint">{en::account::NEVER_PLACED}</p> });
    // A word that was answered since is another row.
    let key = |stood: &Stood| format!("{} {}", stood.id, stood.came_to.word());
    let row = move |stood: Stood| Row::new(key(&stood), move || view! { <StoodRow stood /> });
    let rows = move || all.get().into_iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="panel" aria-labelledby="stages-title">
            <header><h2 id="stages-title">{en::account::STAGES}</h2></header>
            {none}
            <ol class="activity">
                <Rows rows />
            </ol>
        </section>
    }
}

#[component]
fn StoodRow(stood: Stood) -> impl IntoView {
    let came_to = match stood.came_to {
        PlacementState::Proposed => None,
        PlacementState::Confirmed => Some(en::account::CONFIRMED),
        PlacementState::Refused => Some(en::account::REFUSED),
        PlacementState::Withdrawn => Some(en::account::TAKEN_BACK),
    };
    let is_void = matches!(stood.came_to, PlacementState::Refused | PlacementState::Withdrawn);
    let came_to = came_to.map(|label| view! { <Tag label /> });
    let reason = (!stood.reason.is_empty()).then(|| view! { <p class="entry-note">{stood.reason}</p> });
    view! {
        <li class=if is_void { "entry undone" } else { "entry" }>
            <Avatar name=stood.name hash=hue_of(stood.by) />
            <p><StageWord stage=Some(stood.stage) /></p>
            <span class="entry-end">{came_to}<time>{en::account::from_day(&en::day(stood.day))}</time></span>
            {reason}
        </li>
    }
}
