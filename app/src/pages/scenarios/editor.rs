//! A scenario while it is written: its steps, and at once what would come of them.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use domain::{ids::ScenarioId, scenario::Wish};

use super::{
    Heading, TOLD, hangs_on,
    plan::{Effects, Steps},
    step_form::StepForm,
    told_page,
};
use crate::{
    client::{
        scenario_draft::{Draft, Written, use_draft},
        use_workspace,
    },
    pages::{report::asked::Asked, told_page::ToldHead},
    paths,
    ui::{Button, ButtonTone, Field, Notice, TextArea, Tick, Tone, use_toasts, way_back::keep_focus_near},
    views::{first_part::use_first_part, live_title::LiveTitle, shape::Shape, steps::toast_with_undo},
    wire::{
        PagePart,
        scenarios::{ScenarioPlan, ScenarioTold},
    },
    words::en::{self, scenarios as words},
};

/// A next version of one.
#[component]
pub fn EditPage(
    /// The version that it follows.
    id: ScenarioId,
) -> impl IntoView {
    let heading = |told: Option<&ScenarioTold>| Heading {
        title: told.map(|told| told.head.name.clone()).unwrap_or_default(),
        about: words::ABOUT.to_owned(),
    };
    told_page(paths::scenario_kept(id), hangs_on, heading, true, move |told: Memo<Arc<ScenarioTold>>| {
        // Once: what is written does not move under the hands of who writes.
        let told = told.get_untracked();
        let begins = Written {
            name: told.head.name.clone(),
            note: told.note.clone(),
            shared: told.head.shared,
            steps: told.plan.steps.iter().map(|step| step.wish.clone()).collect(),
        };
        view! { <Form was=Some(id) begins plan=Some(Arc::new(told.plan.clone())) /> }.into_any()
    })
}

/// A new one; begun with what the address supposes.
#[component]
pub fn NewPage() -> impl IntoView {
    let first = match use_first_part() {
        Some(PagePart::Report(part)) => part.read::<ScenarioPlan>().ok(),
        _ => None,
    };
    let supposed = use_location().search.with_untracked(|query| Asked::of(query).supposed);
    let steps = supposed.into_iter().map(|one| Wish::Suppose { account: one.account, percent: one.percent });
    let begins = Written { steps: steps.collect(), ..Written::default() };
    let (title, about) = (Signal::stored(words::NEW.to_owned()), Signal::stored(words::ABOUT.to_owned()));
    view! {
        <LiveTitle text=title />
        <main id="main" class=TOLD.class tabindex="-1">
            <a class="crumb" href=TOLD.place>{TOLD.back}</a>
            <ToldHead title about place=TOLD.place within=true />
            <Form was=None begins plan=first.map(Arc::new) />
        </main>
    }
}

#[component]
fn Form(was: Option<ScenarioId>, begins: Written, plan: Option<Arc<ScenarioPlan>>) -> impl IntoView {
    let draft = use_draft(use_workspace(), was, begins, plan);
    let is_there = Memo::new(move |_| draft.plan.with(Option::is_some));
    let told = move || {
        // Asked first: what was never asked is not heard of.
        let is_there = is_there.get();
        match draft.plan.get_untracked().filter(|_| is_there) {
            None => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
            Some(first) => {
                let told = Memo::new(move |_| draft.plan.get().unwrap_or_else(|| first.clone()));
                let on_remove = move |wish: Wish| draft.remove(&wish);
                let models = Memo::new(move |_| told.with(|told| told.models.clone()));
                view! {
                    <Steps told on_remove />
                    <StepForm models on_add=move |wish| draft.add(wish) />
                    <div class="scenario-effects"><Effects told /></div>
                }
                .into_any()
            }
        }
    };
    let trouble = move || {
        draft.trouble.get().map(|trouble| {
            view! {
                <Notice tone=Tone::Warn title=words::NOT_FETCHED text=en::trouble(&trouble)>
                    <Button label=en::concentration::TRY_AGAIN on_press=move || draft.ask_again() />
                </Notice>
            }
        })
    };
    // A step that is taken out takes its button along.
    let on_focus = keep_focus_near(move || draft.plan.with(|_| ()));
    view! {
        {trouble}
        <div class="scenario-beside" on:focusin=on_focus>{told}<About draft /></div>
    }
}

/// What it is called, what there is to say to it, and where it is kept.
#[component]
fn About(draft: Draft) -> impl IntoView {
    let (workspace, toasts, navigate) = (use_workspace(), use_toasts(), use_navigate());
    let keep = {
        let navigate = navigate.clone();
        move || {
            if workspace.run_or_tell(draft.command()) {
                draft.forget();
                toast_with_undo(workspace, toasts, words::KEPT.to_owned());
                navigate(paths::SCENARIOS, NavigateOptions::default());
            }
        }
    };
    let drop_it = move || {
        draft.forget();
        navigate(paths::SCENARIOS, NavigateOptions::default());
    };
    let why_not = Signal::derive(move || {
        if draft.name.with(|name| name.trim().is_empty()) {
            return Some(en::rejection(&domain::rejection::Rejection::TextEmpty {
                field: domain::rejection::TextField::Name,
            }));
        }
        draft.steps.with(Vec::is_empty).then(|| en::rejection(&domain::rejection::Rejection::ScenarioEmpty))
    });
    view! {
        <section class="panel scenario-about" aria-labelledby="keep-title">
            <header><h2 id="keep-title">{words::KEEP_TITLE}</h2></header>
            <Field id="scenario-name" label=words::NAME hint=words::NAME_HINT value=draft.name on_input=move |name: String| draft.name.set(name) />
            <TextArea id="scenario-note" label=words::NOTE hint=words::NOTE_HINT value=draft.note />
            <Tick id="scenario-shared" label=words::SHARE_TICK hint=words::SHARE_HINT checked=draft.shared on_change=move |shared: bool| draft.shared.set(shared) />
            <div class="buttons">
                <Button label=words::DROP tone=ButtonTone::Quiet on_press=drop_it />
                <Button label=words::KEEP tone=ButtonTone::Primary why_not on_press=keep />
            </div>
        </section>
    }
}
