//! What a scenario says, step by step, and what would come of it: concentration, who looks after how much, and the key set.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{concentration::MAJOR_PERCENT, key_decision::KeyWarning, money::Currency, ratio::Ratio, scenario::Wish};

use crate::{
    client::{Workspace, use_workspace},
    paths,
    ui::{Button, ButtonShape, ButtonTone, Notice, Row, Rows, Tag, Tone},
    views::account_name::account_name,
    wire::{
        named::AccountNamed,
        report::{Concentration, Exact},
        scenarios::{LoadFigures, LoadTold, ScenarioPlan, StepTold},
    },
    words::en::{self, concentration, key_accounts, scenarios as words},
};

/// What is shown.
pub type Told = Memo<Arc<ScenarioPlan>>;

/// The steps; with what takes one out by its place, where they can be taken out.
#[component]
pub fn Steps(
    /// What is shown.
    told: Told,
    /// Takes a step out.
    #[prop(optional, into)]
    on_remove: Option<Callback<Wish>>,
) -> impl IntoView {
    let shown = Memo::new(move |_| told.with(|told| (lines(told), told.hidden)));
    let rows = move || {
        let (lines, _) = shown.get();
        lines
            .into_iter()
            .map(|line| Row::new(format!("{line:?}"), move || view! { <StepLine line on_remove /> }))
            .collect::<Vec<_>>()
    };
    let is_none = Memo::new(move |_| shown.with(|(lines, hidden)| lines.is_empty() && *hidden == 0));
    let hidden =
        move || shown.with(|(_, hidden)| (*hidden > 0).then(|| view! { <p class="meta">{words::hidden(*hidden)}</p> }));
    view! {
        <section class="panel" aria-labelledby="steps-title" tabindex="-1">
            <header><h2 id="steps-title">{words::STEPS}</h2></header>
            <p class="meta" hidden=move || !is_none.get()>{words::NO_STEPS}</p>
            <ul class="panel-list scenario-steps" aria-labelledby="steps-title"><Rows rows /></ul>
            {hidden}
        </section>
    }
}

/// A step with what puts it into words.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    step: StepTold,
    model: String,
    currency: Currency,
}

fn lines(plan: &ScenarioPlan) -> Vec<Line> {
    let model = |wish: &Wish| match wish {
        Wish::Place { model, .. } => {
            plan.models.iter().find(|one| one.model == *model).map_or_else(|| model.clone(), |one| one.title.clone())
        }
        Wish::Suppose { .. } | Wish::Assign { .. } => String::new(),
    };
    let line = |step: &StepTold| Line { step: step.clone(), model: model(&step.wish), currency: plan.currency };
    plan.steps.iter().map(line).collect()
}

#[component]
fn StepLine(line: Line, on_remove: Option<Callback<Wish>>) -> impl IntoView {
    let Line { step, model, currency } = line;
    let reason = if let Wish::Place { reason, .. } = &step.wish { reason.clone() } else { String::new() };
    let from_to = words::from_to(&step.wish, &step.was, &step.to, &model);
    let about = [from_to, reason, words::brings(step.brought_minor, currency)];
    let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
    let refused = step.refused.as_ref().map(|reason| {
        let words = en::rejection(reason);
        view! { <p class="scenario-refused">{words}</p> }
    });
    let remove = on_remove.map(|on_remove| {
        let (wish, label) = (step.wish.clone(), words::remove(&step.account_name));
        let on_press = move || on_remove.run(wish.clone());
        view! { <Button label icon="x" shape=ButtonShape::IconOnly tone=ButtonTone::Quiet on_press /> }
    });
    let needs_director = step.needs_director.then(|| view! { <Tag label=words::NEEDS_DIRECTOR /> });
    view! {
        <li class:refused=step.refused.is_some()>
            <div>
                <b><a href=paths::account(step.wish.account())>{step.account_name.clone()}</a>" "{words::does(&step.wish)}</b>
                <p class="meta">{about.join(" · ")}</p>
                {refused}
            </div>
            {needs_director}
            {remove}
        </li>
    }
}

/// What would come of it.
#[component]
pub fn Effects(told: Told) -> impl IntoView {
    view! {
        <Figures told />
        <Loads told />
        <KeySet told />
    }
}

/// The figures that are compared.
const FIGURES: [&str; 7] = [
    concentration::REVENUE,
    concentration::TENTH,
    concentration::LARGEST,
    concentration::MOST,
    concentration::GINI,
    concentration::EFFECTIVE,
    concentration::MAJOR,
];

fn ratio(exact: Option<&Exact>) -> Option<Ratio> {
    exact.and_then(Exact::ratio)
}

fn figures(of: &Concentration, currency: Currency) -> [String; FIGURES.len()] {
    // The share from which an account counts is told by the label.
    const _: () = assert!(MAJOR_PERCENT == 10);
    [
        en::money_short(of.total_minor, currency),
        concentration::share(ratio(of.top10pct.as_ref())),
        concentration::share(ratio(of.top1.as_ref())),
        en::accounts(of.k80),
        concentration::decimal(ratio(of.gini.as_ref()), 3),
        concentration::alike(ratio(of.effective.as_ref())),
        en::accounts(of.major),
    ]
}

#[component]
fn Figures(told: Told) -> impl IntoView {
    let lines = Memo::new(move |_| {
        told.with(|told| {
            let both = figures(&told.now, told.currency).into_iter().zip(figures(&told.would, told.currency));
            FIGURES.into_iter().zip(both).collect::<Vec<_>>()
        })
    });
    let row = |(name, (now, would)): (&'static str, (String, String))| {
        let changed = now != would;
        view! { <tr><th scope="row">{name}</th><td class="num">{now}</td><td class="num" class:changed=changed>{would}</td></tr> }
    };
    let about = move || told.with(|told| words::figures_about(told.year.from, told.year.to));
    let is_whole = Memo::new(move |_| told.with(|told| told.whole));
    view! {
        <section class="panel" aria-labelledby="figures-title" aria-live="polite">
            <header><h2 id="figures-title">{words::WHAT_WOULD_COME}</h2></header>
            <p class="meta">{about}<span hidden=is_whole>" · "{words::OF_WHAT_YOU_SEE}</span></p>
            <table class="table compared">
                <thead>
                    <tr>
                        <th scope="col">{words::FIGURE}</th>
                        <th scope="col" class="num">{words::NOW}</th>
                        <th scope="col" class="num">{words::WOULD}</th>
                    </tr>
                </thead>
                <tbody>{move || lines.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
}

/// Who looks after how much: those for whom something changes.
#[component]
fn Loads(told: Told) -> impl IntoView {
    let shown = Memo::new(move |_| {
        told.with(|told| {
            let moved: Vec<LoadTold> = told.loads.iter().filter(|load| load.now != load.would).cloned().collect();
            (told.loads.len() - moved.len(), moved, told.currency)
        })
    });
    let table = move || {
        let (_, moved, currency) = shown.get();
        (!moved.is_empty()).then(|| {
            let heads = [words::ACCOUNTS, words::KEY_ACCOUNTS, words::REVENUE, words::ATTAINMENT];
            let heads = heads.map(|head| view! { <th scope="col" class="num">{head}</th> }).collect_view();
            view! {
                <div class="table-frame" tabindex="0" role="group" aria-labelledby="loads-title">
                    <table class="table">
                        <thead><tr><th scope="col">{words::LEAD}</th>{heads}</tr></thead>
                        <tbody>{moved.iter().map(|load| load_line(load, currency)).collect_view()}</tbody>
                    </table>
                </div>
            }
        })
    };
    let rest = move || {
        shown.with(|(rest, moved, _)| match (*rest, moved.is_empty()) {
            (_, true) => words::NO_LOAD_MOVES.to_owned(),
            (0, false) => String::new(),
            (rest, false) => words::unmoved(rest),
        })
    };
    view! {
        <section class="panel" aria-labelledby="loads-title">
            <header><h2 id="loads-title">{words::LOADS}</h2></header>
            <p class="meta">{words::LOADS_NOTE}</p>
            {table}
            <p class="meta">{rest}</p>
        </section>
    }
}

fn load_line(load: &LoadTold, currency: Currency) -> impl IntoView + use<> {
    let name = match (load.lead, load.name.is_empty()) {
        (None, _) => en::NOBODY.to_owned(),
        (Some(_), true) => en::SOMEBODY.to_owned(),
        (Some(_), false) => load.name.clone(),
    };
    let told = |of: &LoadFigures| {
        let attained = Ratio::of(i128::from(of.actual_minor), i128::from(of.target_minor));
        [
            en::number(of.accounts),
            en::number(of.key_accounts),
            en::money_short(of.minor, currency),
            concentration::share(attained),
        ]
    };
    let cell = |(now, would): (String, String)| {
        let changed = now != would;
        view! { <td class="num" class:changed=changed>{words::turned(&now, &would)}</td> }
    };
    let cells = told(&load.now).into_iter().zip(told(&load.would)).map(cell).collect_view();
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }
}

/// What becomes of the key set: whom rules would name, and what there would be to warn of.
#[component]
fn KeySet(told: Told) -> impl IntoView {
    let workspace = use_workspace();
    let fresh = Memo::new(move |_| {
        told.with(|told| {
            told.warnings.iter().filter(|one| !told.warnings_now.contains(one)).cloned().collect::<Vec<_>>()
        })
    });
    let named = Memo::new(move |_| told.with(|told| (told.enter.clone(), told.leave.clone())));
    let is_calm = Memo::new(move |_| {
        fresh.with(Vec::is_empty) && named.with(|(enter, leave)| enter.is_empty() && leave.is_empty())
    });
    let notice = move |warning: &KeyWarning| {
        let (title, text) = key_accounts::warning(warning, &warned_of(workspace, warning));
        view! { <Notice title text tone=Tone::Warn /> }
    };
    let notices = move || fresh.with(|all| all.iter().map(notice).collect_view());
    let lists = move || {
        let (enter, leave) = named.get();
        view! { {called(words::ENTER, enter)} {called(words::LEAVE, leave)} }
    };
    view! {
        <section class="panel" aria-labelledby="key-set-title">
            <header><h2 id="key-set-title">{words::KEY_SET}</h2></header>
            <p class="meta" hidden=move || !is_calm.get()>{words::KEY_SET_STAYS}</p>
            <div class="scenario-warnings">{notices}</div>
            {lists}
        </section>
    }
}

fn warned_of(workspace: Workspace, warning: &KeyWarning) -> String {
    workspace.look(|model| match warning {
        KeyWarning::OfOneManager { person, .. } => {
            model.people.get(person).map_or_else(|| en::SOMEBODY.to_owned(), |person| person.name.clone())
        }
        KeyWarning::WithoutLead { account } => account_name(model.accounts.get(account)),
        KeyWarning::TooMany { .. } | KeyWarning::Many { .. } => String::new(),
    })
}

fn called(label: &'static str, accounts: Vec<AccountNamed>) -> impl IntoView {
    let item = |one: AccountNamed| view! { <li><a class="link" href=paths::account(one.account)>{one.name}</a></li> };
    (!accounts.is_empty()).then(|| {
        view! { <h3>{label}</h3><ul class="scenario-named" aria-label=label>{accounts.into_iter().map(item).collect_view()}</ul> }
    })
}
