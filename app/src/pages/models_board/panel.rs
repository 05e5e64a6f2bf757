//! The account that is looked at, beside the boards: where it stands on each model, and why. On a phone it covers them as a sheet.

use leptos::{ev::Event, html, prelude::*};

use domain::{day::Day, ids::AccountId, placement::PlacementState};

use super::{asked::Asked, desk::Desk, editions, mark::key_of};
use crate::{
    client::assessments::{use_assessments, use_models_of},
    paths,
    ui::{Button, ButtonLink, ButtonShape, ButtonTone, listen::target_of, side::show_while},
    views::{
        shape::Shape,
        standing::{Acts, OnModels},
    },
    wire::{
        assessments::{AssessedModel, Assessments},
        models_board::ModelsBoard,
    },
    words::en::{self, models_board as words},
};

/// The panel.
#[component]
pub fn ChosenPanel(desk: Desk) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let chosen = Memo::new(move |_| desk.chosen.get());
    show_while(node, Memo::new(move |_| chosen.with(Option::is_some)));
    let close = Callback::new(move |()| {
        let Some(account) = chosen.get_untracked() else { return };
        desk.choose(None);
        back_to(desk, account);
    });
    let on_cancel = move |event: Event| {
        event.prevent_default();
        close.run(());
    };
    let on_close = move |_| {
        if node.get_untracked().is_some_and(|dialog| !dialog.open()) {
            close.run(());
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && target_of(&event, "dialog.dialog, [popover]").is_none() {
            event.prevent_default();
            close.run(());
        }
    };
    let name = move || {
        desk.standing.track();
        chosen.get().map(|account| desk.name(account))
    };
    view! {
        <dialog class="card-panel" aria-label=name node_ref=node on:cancel=on_cancel on:close=on_close on:keydown=on_key>
            {move || chosen.get().map(|account| view! { <Chosen desk account close /> })}
        </dialog>
    }
}

/// Brings the focus back to the account on the first model that draws it.
fn back_to(desk: Desk, account: AccountId) {
    let model = desk.asked.with_untracked(|asked| asked.model.clone());
    let model =
        model.or_else(|| desk.part.with_untracked(|part| Some(part.as_ref()?.models.first()?.model.id.clone())));
    let key = key_of(&model.unwrap_or_default(), account);
    crate::ui::drag::focus(&key);
}

/// The cells through which an account went up to a day by what holds of what was said, model by model, the earliest first.
fn way_of(told: &Assessments, until: Day) -> Vec<(String, Vec<String>)> {
    let of_model = |model: &AssessedModel| {
        let holds = |state| matches!(state, PlacementState::Proposed | PlacementState::Confirmed);
        let mut said: Vec<_> =
            model.positions.iter().rev().filter(|said| holds(said.came_to) && said.day <= until).collect();
        said.sort_by_key(|said| said.day);
        let mut cells: Vec<String> = said.into_iter().map(|said| said.cell.clone()).collect();
        cells.dedup();
        (model.model.clone(), cells)
    };
    told.models.iter().map(of_model).collect()
}

#[component]
fn Chosen(desk: Desk, account: AccountId, close: Callback<()>) -> impl IntoView {
    let told = use_assessments(account);
    let of_board = |board: &ModelsBoard| editions(&board.models, |one| (&one.model, one.version));
    let held = Memo::new(move |_| desk.hand.board.with(|board| board.as_deref().map(of_board).unwrap_or_default()));
    let models = use_models_of(told, held);
    let no_place = Signal::derive(move || {
        desk.standing.track();
        desk.no_place(account)
    });
    let acts = Acts {
        place: Some(Callback::new(move |model: String| desk.ask_where(&model, desk.with_selected(account)))),
        no_place,
        is_past: Signal::derive(move || desk.asked.with(Asked::is_past)),
    };
    Effect::new(move |_| {
        let until = desk.asked.with(Asked::day).unwrap_or(desk.workspace.viewer().day);
        let way = told.told.with(|told| told.as_deref().map(|told| way_of(told, until)).unwrap_or_default());
        if desk.path.with_untracked(|path| *path != way) {
            desk.path.set(way);
        }
    });
    on_cleanup(move || drop(desk.path.try_set(Vec::new())));
    let heading = NodeRef::<html::H2>::new();
    // What is looked at is read next; a browser that opened the panel before its head was there left the focus on the panel itself.
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    let name = move || {
        desk.standing.track();
        desk.name(account)
    };
    view! {
        <div class="panel-tools">
            <ButtonLink href=paths::account(account) label=en::account::WHOLE_PAGE icon="external-link" tone=ButtonTone::Quiet />
            <Button label=en::CLOSE icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet on_press=close />
        </div>
        <header class="account-head"><div><h2 tabindex="-1" node_ref=heading>{name}</h2></div></header>
        <p class="meta" hidden=move || !acts.is_past.get()>{words::AS_TODAY}</p>
        <OnModels account told models acts waiting=move || view! { <Shape lines=8 /> }.into_any() />
    }
}
