//! All scenarios: what waits for the reader's word, their own, and those of colleagues.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    change::Kind,
    policy::{Action, Reach},
    scenario::ScenarioState,
};

use super::{Heading, told_page};
use crate::{
    client::use_workspace,
    paths,
    ui::{Empty, Tag, Tone},
    views::panel_list::PanelList,
    wire::scenarios::{ScenarioHead, Scenarios},
    words::en::{self, scenarios as words},
};

type Told = Memo<Arc<Scenarios>>;

/// Whether the list hangs on records of a kind.
fn hangs_on(kind: Kind) -> bool {
    matches!(kind, Kind::Scenario | Kind::ScenarioWord | Kind::Person)
}

/// The page.
#[component]
pub fn Desk() -> impl IntoView {
    let heading = |_: Option<&Scenarios>| Heading { title: en::SCENARIOS.to_owned(), about: words::ABOUT.to_owned() };
    told_page(paths::SCENARIOS_KEPT.to_owned(), hangs_on, heading, false, |told| view! { <Sections told /> }.into_any())
}

#[component]
fn Sections(told: Told) -> impl IntoView {
    let viewer = use_workspace().viewer();
    let (me, directs) = (viewer.actor, viewer.rights.reach(Action::TakeInScenario) > Reach::Nowhere);
    let waits =
        move |head: &ScenarioHead| head.may_take_in && head.state == ScenarioState::Submitted && head.author != me;
    let waiting = Memo::new(move |_| heads(&told.read(), waits));
    let mine = Memo::new(move |_| heads(&told.read(), |head| head.author == me));
    let others = Memo::new(move |_| heads(&told.read(), |head| head.author != me && !waits(head)));
    let is_empty = Memo::new(move |_| told.with(|told| told.items.is_empty()));
    let to_answer = directs.then(|| {
        let (title, none) = (words::TO_ANSWER, words::NOTHING_TO_ANSWER);
        view! { <PanelList id="to-answer-title" title items=waiting line none /> }
    });
    let of_others = move || {
        (!others.with(Vec::is_empty)).then(|| {
            view! { <PanelList id="others-title" title=words::OF_OTHERS items=others line none="" /> }
        })
    };
    let kept = move || match is_empty.get() {
        true => view! { <Empty icon="flag" title=words::NONE text=words::NONE_TEXT /> }.into_any(),
        false => view! {
            <PanelList id="mine-title" title=words::MINE items=mine line none=words::NONE_OF_MINE />
            {of_others}
        }
        .into_any(),
    };
    view! {
        <div class="buttons scenario-new"><a class="button primary" href=paths::scenario_new()>{words::NEW}</a></div>
        {to_answer}
        {kept}
    }
}

fn heads(told: &Scenarios, is_in: impl Fn(&ScenarioHead) -> bool) -> Vec<ScenarioHead> {
    told.items.iter().filter(|head| is_in(head)).cloned().collect()
}

/// How a state is meant.
pub(super) fn tone_of(state: ScenarioState) -> Tone {
    match state {
        ScenarioState::Submitted => Tone::Gold,
        ScenarioState::TakenIn => Tone::Good,
        ScenarioState::Returned => Tone::Warn,
        ScenarioState::Draft | ScenarioState::Gone => Tone::Plain,
    }
}

/// A scenario of the list.
fn line(one: ScenarioHead) -> AnyView {
    let about = [words::about(&one.author_name, one.day, one.version), words::steps(one.steps)].join(" · ");
    view! {
        <li>
            <div>
                <b><a href=paths::scenario(one.id)>{one.name}</a></b>
                <p class="meta">{about}</p>
            </div>
            {one.shared.then(|| view! { <Tag label=words::SHARED /> })}
            <Tag label=words::state(one.state) tone=tone_of(one.state) />
        </li>
    }
    .into_any()
}
