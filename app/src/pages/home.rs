//! Home: how large the book is, what is due, and for whoever has nothing here yet, why and what to do.

pub mod due;

use leptos::prelude::*;
use leptos_meta::Title;

use domain::{
    board::Total,
    day::Day,
    ids::AccountId,
    model::Model,
    placement::standing,
    policy::{Action, Reach},
};

use self::due::{DueList, due};
use crate::{
    client::{Workspace, use_workspace},
    paths,
    ui::{ButtonLink, Figure},
    views::{
        first_part::use_first_part,
        nothing::{EmptyBook, SeesNothing},
        reporting,
        shape::Shape,
        steps::StepButtons,
    },
    wire::PagePart,
    words::en,
};

/// What home shows of the accounts that the viewer sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// All of them.
    pub total: Total,
    /// Those whose next step is due, the earliest first.
    pub due: Vec<AccountId>,
    /// How many of them nobody leads.
    pub unassigned: usize,
    /// How many of them are not placed.
    pub not_placed: usize,
}

impl Summary {
    /// The summary of a model that holds just the accounts that the viewer sees.
    pub fn of(model: &Model, today: Day) -> Self {
        let sum_minor = model.accounts.keys().map(|id| model.revenue_ttm_minor(*id)).sum();
        Self {
            total: Total { count: model.accounts.len(), sum_minor },
            due: due(model, today),
            unassigned: model.accounts.values().filter(|account| account.owner.is_none()).count(),
            not_placed: model.accounts.keys().filter(|id| standing(model, **id, today).is_none()).count(),
        }
    }
}

/// Home.
#[component]
pub fn HomePage() -> impl IntoView {
    let workspace = use_workspace();
    let first = match use_first_part() {
        Some(PagePart::Home { total, due, unassigned, not_placed }) => {
            Some(Summary { total, due, unassigned, not_placed })
        }
        _ => None,
    };
    let summary = Memo::new(move |_| {
        if !workspace.directory.get() {
            return first.clone();
        }
        let today = workspace.viewer().day;
        Some(workspace.look(|model| Summary::of(model, today)))
    });
    let kind = Memo::new(move |_| {
        HomeKind::of(workspace, summary.with(|found| found.as_ref().map(|found| found.total.count)))
    });
    let body = move || match kind.get() {
        HomeKind::Waiting => view! { <section class="panel"><Shape /></section> }.into_any(),
        HomeKind::SeesNothing => view! { <SeesNothing /> }.into_any(),
        HomeKind::Empty => view! { <EmptyBook /> }.into_any(),
        HomeKind::Full => view! { <Book summary /> }.into_any(),
    };
    let name = Memo::new(move |_| workspace.look(|model| own_name(model, workspace)));
    let house = move || workspace.look(|model| model.workspace.as_ref().map(|found| found.name.clone()));
    let today = move || workspace.look(|_| en::day_long(workspace.viewer().day));
    view! {
        <Title text=en::HOME />
        <main id="main" class="main home" tabindex="-1">
            <header class="bar">
                <div>
                    <h1>{move || en::home::greeting(&name.get())}</h1>
                    <p class="meta"><span>{house}</span>" · "<time>{today}</time></p>
                </div>
                <div class="tools"><StepButtons /></div>
            </header>
            {body}
        </main>
    }
}

fn own_name(model: &Model, workspace: Workspace) -> String {
    model.people.get(&workspace.viewer().actor).map(|person| person.name.clone()).unwrap_or_default()
}

/// What home is to its viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HomeKind {
    /// Not in hand yet.
    Waiting,
    /// No role of theirs sees accounts.
    SeesNothing,
    /// There is nothing to see yet.
    Empty,
    /// There is.
    Full,
}

impl HomeKind {
    fn of(workspace: Workspace, count: Option<usize>) -> Self {
        let reach = workspace.look(|_| workspace.viewer().rights.reach(Action::SeeAccount));
        match (reach, count) {
            (Reach::Nowhere, _) => Self::SeesNothing,
            (_, None) => Self::Waiting,
            (_, Some(0)) => Self::Empty,
            (_, Some(_)) => Self::Full,
        }
    }
}

#[component]
fn Book(summary: Memo<Option<Summary>>) -> impl IntoView {
    let read = move |read: fn(&Summary) -> usize| summary.with(|found| found.as_ref().map(read).unwrap_or_default());
    let revenue = move || {
        let sum_minor = summary.with(|found| found.as_ref().map(|found| found.total.sum_minor).unwrap_or_default());
        en::money_short(sum_minor, reporting::currency())
    };
    let number = move |what: fn(&Summary) -> usize| Signal::derive(move || en::number(read(what)));
    let due =
        Signal::derive(move || summary.with(|found| found.as_ref().map(|found| found.due.clone()).unwrap_or_default()));
    view! {
        <section class="panel" aria-label=en::home::FIGURES>
            <dl class="figures">
                <Figure
                    label=en::REVENUE value=Signal::derive(revenue) chief=true
                    note=Signal::derive(move || en::twelve_months_to(reporting::reports_to()))
                />
                <Figure label=en::ACCOUNTS value=number(|found| found.total.count) />
                <Figure label=en::home::NOT_PLACED value=number(|found| found.not_placed) />
                <Figure label=en::home::NOBODY_LEADS value=number(|found| found.unassigned) />
            </dl>
            <div class="buttons home-ways">
                <ButtonLink href=paths::RELATIONSHIP_BOARD label=en::home::OPEN_BOARD icon="square-kanban" />
                <ButtonLink href=paths::ACCOUNTS label=en::home::ALL_ACCOUNTS icon="building-2" />
            </div>
        </section>
        <section class="panel" aria-labelledby="due-title">
            <header>
                <h2 id="due-title">{en::home::NEXT_STEPS}</h2>
                <a class="link" href=paths::accounts_by_step()>{en::home::ALL_STEPS}</a>
            </header>
            <DueList accounts=due />
        </section>
    }
}
