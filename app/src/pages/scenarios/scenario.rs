//! One scenario: its steps, what would come of them, what was said of it, and what the reader can do with it.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    command::Command,
    ids::{ScenarioId, ScenarioWordId},
    scenario::{SayOfScenario, ScenarioSays, ScenarioState},
};

use super::{
    Heading,
    desk::tone_of,
    hangs_on,
    out::TakeOut,
    plan::{Effects, Steps},
    told_page,
};
use crate::{
    client::{device, use_workspace},
    paths,
    ui::{Button, ButtonTone, Notice, Tag, TextArea, use_toasts},
    views::{
        steps::toast_with_undo,
        versions::{Said, Version, Versions},
    },
    wire::scenarios::{ScenarioSaid, ScenarioTold, ScenarioVersion},
    words::en::scenarios as words,
};

/// The scenario in hand.
pub type Told = Memo<Arc<ScenarioTold>>;

/// The page.
#[component]
pub fn ScenarioPage(
    /// Which version.
    id: ScenarioId,
) -> impl IntoView {
    let heading = |told: Option<&ScenarioTold>| {
        let head = told.map(|told| &told.head);
        Heading {
            title: head.map(|head| head.name.clone()).unwrap_or_default(),
            about: head.map(|head| words::about(&head.author_name, head.day, head.version)).unwrap_or_default(),
        }
    };
    told_page(paths::scenario_kept(id), hangs_on, heading, true, |told| view! { <Body told /> }.into_any())
}

#[component]
fn Body(told: Told) -> impl IntoView {
    let plan = Memo::new(move |_| told.with(|told| Arc::new(told.plan.clone())));
    let note = Memo::new(move |_| told.with(|told| told.note.clone()));
    let tags = Memo::new(move |_| told.with(|told| (told.head.state, told.head.shared)));
    let tags = move || {
        let (state, shared) = tags.get();
        view! {
            <Tag label=words::state(state) tone=tone_of(state) />
            {shared.then(|| view! { " "<Tag label=words::SHARED /> })}
        }
    };
    let note =
        move || note.with(|note| (!note.is_empty()).then(|| view! { <p class="said-comment">{note.clone()}</p> }));
    view! {
        <div class="scenario-top"><p>{tags}</p><Acts told /></div>
        <Older told />
        {note}
        <div class="scenario-beside">
            <AnswerForm told />
            <Steps told=plan />
            <div class="scenario-effects"><Effects told=plan /></div>
            <AllVersions told />
        </div>
    }
}

/// Where it is not the latest version, the way there.
#[component]
fn Older(told: Told) -> impl IntoView {
    let latest = Memo::new(move |_| {
        told.with(|told| (!told.latest).then(|| told.versions.first().map(|latest| latest.id)).flatten())
    });
    move || {
        latest.get().map(|id| {
            view! {
                <Notice title=words::NO_LONGER>
                    <a class="link" href=paths::scenario(id)>{words::LATEST}</a>
                </Notice>
            }
        })
    }
}

/// What says a word.
fn use_say() -> impl Fn(ScenarioId, ScenarioSays, String) + Copy + Send + Sync {
    let (workspace, toasts) = (use_workspace(), use_toasts());
    move |scenario, says, comment| {
        let word = ScenarioWordId(device::fresh_id());
        if workspace.run_or_tell(Command::SayOfScenario(SayOfScenario { word, scenario, says, comment })) {
            toast_with_undo(workspace, toasts, words::told(says).to_owned());
        }
    }
}

/// What its author can do with it.
#[component]
fn Acts(told: Told) -> impl IntoView {
    let (me, say) = (use_workspace().viewer().actor, use_say());
    let shown = Memo::new(move |_| {
        told.with(|told| {
            let head = &told.head;
            (head.id, head.author == me && told.latest, head.state, head.shared)
        })
    });
    let acts = move || {
        let (id, is_own, state, shared) = shown.get();
        let button = move |label: &'static str, says, tone| {
            view! { <Button label tone on_press=move || say(id, says, String::new()) /> }
        };
        let plain = ButtonTone::default();
        let open = (is_own && state.is_open()).then(|| {
            view! {
                {button(words::SUBMIT, ScenarioSays::Submitted, ButtonTone::Primary)}
                <a class="button" href=paths::scenario_edit(id)>{words::EDIT}</a>
            }
        });
        let waits = is_own && state == ScenarioState::Submitted;
        let withdraw = waits.then(|| button(words::WITHDRAW, ScenarioSays::Withdrawn, plain));
        let (share, says) = match shared {
            true => (words::UNSHARE, ScenarioSays::Unshared),
            false => (words::SHARE, ScenarioSays::Shared),
        };
        let share = is_own.then(|| button(share, says, plain));
        let discard = (is_own && !waits).then(|| button(words::DISCARD, ScenarioSays::Discarded, ButtonTone::Quiet));
        view! { {open} {withdraw} {share} {discard} }
    };
    view! { <div class="buttons">{acts}<TakeOut told /></div> }
}

/// Where a director takes it in or returns it.
#[component]
fn AnswerForm(told: Told) -> impl IntoView {
    let say = use_say();
    let comment = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        told.with(|told| told.head.may_take_in.then_some((told.head.id, told.head.state == ScenarioState::Submitted)))
    });
    let no_reason = Signal::derive(move || {
        comment.with(|comment| comment.trim().is_empty()).then(|| words::RETURN_NEEDS_WHY.to_owned())
    });
    let fails = Signal::derive(move || {
        let fails = told.with(|told| told.plan.steps.iter().any(|step| step.refused.is_some()));
        fails.then(|| words::STEP_FAILS.to_owned())
    });
    let form = move |(id, waits): (ScenarioId, bool)| {
        let take_in = move || say(id, ScenarioSays::TakenIn, comment.get_untracked());
        let give_back = move || say(id, ScenarioSays::Returned, comment.get_untracked());
        let returning = waits.then(|| view! { <Button label=words::RETURN why_not=no_reason on_press=give_back /> });
        view! {
            <section class="panel scenario-answer" aria-labelledby="answer-title">
                <header><h2 id="answer-title">{words::ANSWER}</h2></header>
                <p class="meta">{words::TAKING_IN}</p>
                <TextArea id="answer" label=words::COMMENT hint=words::ANSWER_HINT value=comment />
                <div class="buttons">
                    {returning}
                    <Button label=words::TAKE_IN tone=ButtonTone::Primary why_not=fails on_press=take_in />
                </div>
            </section>
        }
    };
    move || shown.get().map(form)
}

/// All versions, each with what was said of it.
#[component]
fn AllVersions(told: Told) -> impl IntoView {
    let items =
        Memo::new(move |_| told.with(|told| told.versions.iter().map(|one| version(one, told.head.id)).collect()));
    view! { <Versions title=words::VERSIONS items /> }
}

fn version(one: &ScenarioVersion, shown: ScenarioId) -> Version {
    let said = |word: &ScenarioSaid| {
        let (by, comment) = (word.by_name.clone(), word.comment.clone());
        Said { by, did: words::said(word.says), at: word.at, comment }
    };
    Version {
        title: words::version(one.version),
        href: (one.id != shown).then(|| paths::scenario(one.id)),
        at: one.at,
        state: (words::state(one.state), tone_of(one.state)),
        said: one.words.iter().map(said).collect(),
        none_said: words::NOTHING_SAID,
    }
}
