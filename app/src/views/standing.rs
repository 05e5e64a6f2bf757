//! Where one account stands on the categorization models, and why: the cell with its author, day, reason and what a director said; what the
//! figures compute; the scores with their evidence; and what can be done about it.

pub mod answer_form;
pub mod earlier;
mod key_mark;

mod evidence;

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    categorization::{BOARDS, CategorizationModel},
    command::Command,
    ids::{AccountId, PersonId, PositionId},
    placement::PlacementState,
    policy::Action,
    position::{AnswerPosition, directs_alone},
};

use self::{answer_form::Refusal, earlier::Earlier, evidence::EvidenceOf, key_mark::KeyMarkOf};
use super::{not_fetched::NotFetched, person_chip::name_of, reporting, steps::toast_with_undo};
use crate::{
    client::{Workspace, assessments::ModelsInHand, device, terms::Fetched, use_workspace},
    paths,
    ui::{Button, ButtonLink, ButtonTone, Notice, Row, Rows, Tag, Toasts, Tone, use_toasts, way_back::keep_focus_near},
    wire::assessments::{AssessedModel, Assessments, DistanceTold, PositionTold},
    words::en::{self, standing as words},
};

/// What can be done from where it is shown.
#[derive(Clone, Copy)]
pub struct Acts {
    /// Asks where the account is to be placed on a model; none where that is done elsewhere.
    pub place: Option<Callback<String>>,
    /// Why it cannot be placed, if it cannot.
    pub no_place: Signal<Option<String>>,
    /// Whether another time is looked at, of which this is not told.
    pub is_past: Signal<bool>,
}

/// The account on all models.
#[component]
pub fn OnModels(
    /// Which account.
    account: AccountId,
    /// What is said of it.
    told: Fetched<Assessments>,
    /// The models with their words.
    models: ModelsInHand,
    /// What can be done.
    acts: Acts,
    /// What stands there until it has come.
    #[prop(into)]
    waiting: ViewFn,
) -> impl IntoView {
    let is_there = Memo::new(move |_| told.told.with(Option::is_some));
    let ids = Memo::new(move |_| told.told.with(|told| told.as_deref().map(shown).unwrap_or_default()));
    let row = move |id: String| {
        let key = id.clone();
        Row::new(key, move || view! { <OnModel account id told models acts /> })
    };
    let rows = move || ids.get().into_iter().map(row).collect::<Vec<_>>();
    // Who confirms goes on at that model: its button is gone with that.
    let on_focus = keep_focus_near(move || told.told.with(|_| ()));
    view! {
        <NotFetched fetched=told title=words::NOT_FETCHED />
        {move || (!is_there.get()).then(|| waiting.run())}
        {move || told.told.with(|told| told.as_deref().map(on_all))}
        {move || is_there.get().then(|| view! { <KeyMarkOf account told /> })}
        <div class="on-models" on:focusin=on_focus><Rows rows /></div>
    }
}

/// The models that are shown: those of the boards, the workspace's own, and the others by which it was ever judged.
fn shown(told: &Assessments) -> Vec<String> {
    let is_shown = |model: &&AssessedModel| {
        let is_judged = !model.assessments.is_empty() || !model.positions.is_empty();
        model.own || is_judged || BOARDS.contains(&model.model.as_str())
    };
    told.models.iter().filter(is_shown).map(|model| model.model.clone()).collect()
}

/// What the models together say.
fn on_all(told: &Assessments) -> impl IntoView + use<> {
    let spread = told.spread.filter(|_| told.disagree).map(words::spread);
    let mismatch = told.mismatch.map(|mismatch| words::mismatch(mismatch).to_owned());
    let uncoupling = told.uncoupling.map(|why| words::uncoupling(why, reporting::currency()));
    let notice = |title: String| view! { <Notice title tone=Tone::Gold /> };
    [spread, mismatch, uncoupling].into_iter().flatten().map(notice).collect_view()
}

/// The account on one model.
#[component]
fn OnModel(
    account: AccountId,
    id: String,
    told: Fetched<Assessments>,
    models: ModelsInHand,
    acts: Acts,
) -> impl IntoView {
    let name = id.clone();
    let on = Memo::new(move |_| {
        let found = |told: &Arc<Assessments>| told.models.iter().find(|model| model.model == name).cloned();
        told.told.with(|told| told.as_ref().and_then(found)).unwrap_or_default()
    });
    let known = {
        let id = id.clone();
        Memo::new(move |_| {
            models.with(|models| models.as_ref()?.iter().find(|model| model.id == id).cloned().map(Arc::new))
        })
    };
    let title = {
        let id = id.clone();
        move || known.with(|known| known.as_ref().map_or_else(|| id.clone(), |known| known.title.clone()))
    };
    let heading = format!("on-{id}");
    let labelled = heading.clone();
    let body = move || {
        let (on, known) = (on.get(), known.get());
        let known = known.as_deref();
        view! {
            <dl class="model-about">
                <div><dt>{words::STANDS}</dt><dd>{stands(&on, known)}</dd></div>
                <div><dt>{words::COMPUTED}</dt><dd>{computed(&on, known)}</dd></div>
            </dl>
            <Buttons account on=on.clone() acts />
            <EvidenceOf on=on.clone() known=known.cloned() />
            <Earlier on known=known.cloned() />
        }
    };
    view! {
        <section class="on-model" aria-labelledby=labelled tabindex="-1">
            <h3 id=heading><a href=paths::categorization(&id)>{title}</a></h3>
            {body}
        </section>
    }
}

/// What a cell is called.
pub fn cell_words(known: Option<&CategorizationModel>, cell: &str) -> String {
    let found = known.and_then(|known| known.cell(cell));
    found.map_or_else(|| cell.to_owned(), |cell| cell.title.clone())
}

/// The position by which it stands.
fn standing(on: &AssessedModel) -> Option<&PositionTold> {
    let stands = on.stands?;
    on.positions.iter().find(|position| position.said.id == stands)
}

/// What a person is called.
pub fn person(id: PersonId) -> String {
    use_workspace().read(|model| name_of(model.people.get(&id)))
}

/// Where it was placed, by whom, from when and why, and what was said to that.
fn stands(on: &AssessedModel, known: Option<&CategorizationModel>) -> impl IntoView + use<> {
    let Some(position) = standing(on) else {
        return view! { <span class="faint">{words::NOT_PLACED}</span> }.into_any();
    };
    let is_decision = position.answers.is_empty();
    let is_sure = position.came_to == PlacementState::Confirmed;
    let state = words::state(position.came_to, is_decision);
    let tone = if is_sure { Tone::Good } else { Tone::Gold };
    let placed = words::placed_by(&person(position.said.by), &en::day(position.day));
    let reason =
        if position.said.reason.is_empty() { words::NO_REASON.to_owned() } else { position.said.reason.clone() };
    let answers = position.answers.iter().map(|said| {
        let told = [person(said.by), words::answered(said.state).to_owned(), en::moment(said.at)].join(" ");
        let why = (!said.reason.is_empty()).then(|| format!(": {}", said.reason));
        view! { <p class="meta">{told}{why}</p> }
    });
    let distance =
        on.distance.as_ref().filter(|distance| distance.thresholds > 0).map(|found| distance_words(on, known, found));
    view! {
        <b>{cell_words(known, &position.cell)}</b>" "<Tag label=state tone dashed=!is_sure />
        <p class="meta">{placed}</p>
        <p class="standing-reason">{reason}</p>
        {answers.collect_view()}
        {distance.map(|words| view! { <p class="meta">{words}</p> })}
    }
    .into_any()
}

/// How far the cell lies from where the figures put it, and what would have to change for that.
fn distance_words(on: &AssessedModel, known: Option<&CategorizationModel>, found: &DistanceTold) -> String {
    let axes = known.map(|known| known.axes.as_slice()).unwrap_or_default();
    let gap = |(axis, gap): (&domain::categorization::Axis, &Option<domain::ratio::Ratio>)| {
        gap.filter(|gap| *gap != domain::ratio::Ratio::ZERO).map(|gap| words::gap(&axis.title, gap))
    };
    let gaps = axes.iter().zip(&found.gaps).filter_map(gap);
    [words::distance(found.thresholds, !on.rungs.is_empty())].into_iter().chain(gaps).collect::<Vec<_>>().join(" · ")
}

/// Where the figures put it.
fn computed(on: &AssessedModel, known: Option<&CategorizationModel>) -> impl IntoView + use<> {
    let found = &on.computed;
    let is_ladder = !on.rungs.is_empty();
    let unknown = if is_ladder { words::NOT_KNOWN } else { words::NOT_COMPUTED };
    let cell = found.cell.as_ref().map(|cell| cell_words(known, cell));
    let axes = known.map(|known| known.axes.as_slice()).unwrap_or_default();
    let values =
        axes.iter().zip(&found.point).filter(|_| !is_ladder).map(|(axis, value)| words::value(&axis.title, *value));
    let leanings = found.leanings.iter().map(|leaning| {
        let known = known.and_then(|known| known.leanings.iter().find(|known| known.id == *leaning));
        known.map_or_else(|| leaning.clone(), |known| known.title.clone())
    });
    let told: Vec<String> = values.chain(found.complete_percent.map(words::complete)).chain(leanings).collect();
    let fit = on.fit.as_ref().map(|fit| words::fit(fit.fit, &cell_words(known, &fit.asked)));
    view! {
        <b>{cell.unwrap_or_else(|| unknown.to_owned())}</b>
        <p class="meta">{told.join(" · ")}</p>
        {fit.map(|fit| view! { <p class="meta">{fit}</p> })}
    }
}

/// What can be done about it.
#[component]
fn Buttons(account: AccountId, on: AssessedModel, acts: Acts) -> impl IntoView {
    let workspace = use_workspace();
    let viewer = workspace.viewer();
    let owner = workspace.account(account);
    let may =
        move |action| owner.with(|owner| viewer.rights.may_with(action, owner.as_ref().and_then(|owner| owner.owner)));
    let (refusing, toasts) = (RwSignal::new(false), use_toasts());
    let stands = standing(&on).filter(|position| position.came_to == PlacementState::Proposed);
    let waits = stands.map(|position| (position.said.id, position.said.by == workspace.viewer().actor));
    let (model, is_scored) = (on.model.clone(), on.holds.is_some());
    let why_not = (!on.confirmable).then(|| words::too_little(on.computed.complete_percent.unwrap_or_default()));
    let answer = {
        let model = model.clone();
        Callback::new(move |(position, says, reason): (PositionId, PlacementState, String)| {
            let (answer_id, model) = (PositionId(device::fresh_id()), model.clone());
            answer(
                workspace,
                toasts,
                AnswerPosition { answer: answer_id, account, model, position, seen: None, says, reason },
            );
        })
    };
    let to_move = acts.place.map(|place| {
        let model = model.clone();
        view! { <Button label=en::MOVE_TO icon="move-right" why_not=acts.no_place on_press=move || place.run(model.clone()) /> }
    });
    let word = move || {
        let (position, is_own) = waits.filter(|_| !acts.is_past.get())?;
        let take_back = move || answer.run((position, PlacementState::Withdrawn, String::new()));
        let confirm = move || answer.run((position, PlacementState::Confirmed, String::new()));
        // Nobody confirms their own, but for whoever has nobody beside them.
        let is_judge = !is_own || workspace.look(|model| directs_alone(model, workspace.viewer().actor));
        let why_not = why_not.clone();
        let confirm = (is_judge && may(Action::ConfirmPlacement))
            .then(|| view! { <Button label=words::CONFIRM tone=ButtonTone::Primary why_not on_press=confirm /> });
        let refuse = (!is_own && may(Action::ConfirmPlacement))
            .then(|| view! { <Button label=words::REFUSE on_press=move || refusing.set(true) /> });
        let take_back =
            is_own.then(|| view! { <Button label=words::WITHDRAW tone=ButtonTone::Quiet on_press=take_back /> });
        Some(view! { {confirm}{refuse}{take_back} })
    };
    let on_refuse = move |reason: String| {
        if let Some((position, _)) = waits {
            answer.run((position, PlacementState::Refused, reason));
        }
        refusing.set(false);
    };
    let score = on.rungs.is_empty().then(|| {
        let label = if is_scored { words::SCORE_AGAIN } else { words::SCORE };
        // Where nothing can be placed, the page of the account is around it, over which the scores open.
        view! { <ButtonLink href=paths::assess(account, &model) label over=acts.place.is_none() /> }
    });
    view! {
        <div class="buttons">{to_move}{word}{score}</div>
        <Refusal open=refusing on_refuse on_close=move |()| refusing.set(false) />
    }
}

/// Says something of a position, and tells it with the way back.
fn answer(workspace: Workspace, toasts: Toasts, command: AnswerPosition) {
    let says = command.says;
    if workspace.run_or_tell(Command::AnswerPosition(command)) {
        toast_with_undo(workspace, toasts, [words::ANSWER_TAKEN, ": ", words::state(says, false)].concat());
    }
}
