//! All status reports: what one owes, what waits for an answer, what is late, and what was sent and answered.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    change::Kind,
    policy::{Action, Reach},
    status_report::StatusState,
};

use super::{Heading, told_page};
use crate::{
    client::use_workspace,
    paths,
    ui::{Empty, Row, Rows, Tag, Tone},
    wire::status_reports::{OwedReport, StatusHead, StatusReports},
    words::en::{self, status_reports as words},
};

type Told = Memo<Arc<StatusReports>>;

/// Whether the list hangs on records of a kind.
fn hangs_on(kind: Kind) -> bool {
    matches!(kind, Kind::StatusReport | Kind::StatusAnswer | Kind::Person | Kind::Account)
}

/// The page.
#[component]
pub fn Desk() -> impl IntoView {
    let heading =
        |_: Option<&StatusReports>| Heading { title: en::STATUS_REPORTS.to_owned(), about: words::DUE_RULE.to_owned() };
    told_page(paths::REPORTED.to_owned(), hangs_on, heading, false, |told| view! { <Sections told /> }.into_any())
}

#[component]
fn Sections(told: Told) -> impl IntoView {
    let directs = use_workspace().viewer().rights.reach(Action::AnswerStatusReport) > Reach::Nowhere;
    let owes = Memo::new(move |_| told.with(|told| told.reports));
    let heads = move |is_in: fn(&StatusHead) -> bool| {
        Memo::new(move |_| told.with(|told| told.items.iter().filter(|head| is_in(head)).cloned().collect::<Vec<_>>()))
    };
    let (waiting, rest) = (heads(|head| head.may_answer), heads(|head| !head.may_answer));
    let is_empty = Memo::new(move |_| told.with(|told| told.items.is_empty()));
    let mine = move || owes.get().then(|| view! { <Mine told /> });
    let waits = directs.then(|| {
        view! { <Heads id="to-answer-title" title=words::TO_ANSWER heads=waiting none=words::NOTHING_TO_ANSWER /> }
    });
    let late = directs.then(|| view! { <Late told /> });
    let sent = move || match is_empty.get() {
        true => view! {
            <Empty icon="flag" title=words::NOTHING_SENT text=words::NOTHING_SENT_TEXT />
        }
        .into_any(),
        false => view! { <Heads id="sent-title" title=words::SENT heads=rest none=words::NOTHING_SENT /> }.into_any(),
    };
    view! { {mine} {waits} {late} {sent} }
}

/// What the reader owes.
#[component]
fn Mine(told: Told) -> impl IntoView {
    let owed = Memo::new(move |_| told.with(|told| told.mine.clone()));
    let row = |one: OwedReport| Row::new(format!("{one:?}"), move || view! { <MineLine one /> });
    let rows = move || owed.get().into_iter().map(row).collect::<Vec<_>>();
    let is_done = Memo::new(move |_| owed.with(Vec::is_empty));
    view! {
        <section class="panel" aria-labelledby="mine-title">
            <header><h2 id="mine-title">{words::MINE}</h2></header>
            <p class="meta" hidden=move || !is_done.get()>{words::NOTHING_OWED}</p>
            <ul class="status-list" aria-labelledby="mine-title"><Rows rows /></ul>
        </section>
    }
}

#[component]
fn MineLine(one: OwedReport) -> impl IntoView {
    let tone = if one.days_late > 0 { Tone::Warn } else { Tone::Plain };
    let label = if one.state == Some(StatusState::Returned) { words::WRITE_ANEW } else { words::WRITE };
    let came_back = one.sent.zip(one.state).map(|(id, state)| {
        view! { " · "<a class="link" href=paths::status_report(id)>{words::state(state)}</a> }
    });
    view! {
        <li>
            <div><b>{words::month(one.period)}</b><p class="meta">{words::due(one.due, 0)}{came_back}</p></div>
            {(one.days_late > 0).then(|| view! { <Tag label=words::late(one.days_late) tone /> })}
            <a class="button" href=paths::status_draft(one.period)>{label}</a>
        </li>
    }
}

/// Who is late.
#[component]
fn Late(told: Told) -> impl IntoView {
    let late = Memo::new(move |_| told.with(|told| told.late.clone()));
    let row = |one: OwedReport| Row::new(format!("{one:?}"), move || view! { <LateLine one /> });
    let rows = move || late.get().into_iter().map(row).collect::<Vec<_>>();
    let is_none = Memo::new(move |_| late.with(Vec::is_empty));
    view! {
        <section class="panel" aria-labelledby="late-title">
            <header><h2 id="late-title">{words::LATE}</h2></header>
            <p class="meta" hidden=move || !is_none.get()>{words::NOBODY_LATE}</p>
            <ul class="status-list" aria-labelledby="late-title"><Rows rows /></ul>
        </section>
    }
}

#[component]
fn LateLine(one: OwedReport) -> impl IntoView {
    let came_back = one.sent.zip(one.state).map(|(id, state)| {
        view! { " · "<a class="link" href=paths::status_report(id)>{words::state(state)}</a> }
    });
    view! {
        <li>
            <div>
                <b>{words::title(one.period, &one.name)}</b>
                <p class="meta">{words::due(one.due, 0)}{came_back}</p>
            </div>
            <Tag label=words::late(one.days_late) tone=Tone::Warn />
        </li>
    }
}

/// Reports, the latest month first.
#[component]
fn Heads(
    /// Of its heading.
    id: &'static str,
    title: &'static str,
    heads: Memo<Vec<StatusHead>>,
    /// What is said where there are none.
    none: &'static str,
) -> impl IntoView {
    let row = |one: StatusHead| Row::new(format!("{one:?}"), move || view! { <HeadLine one /> });
    let rows = move || heads.get().into_iter().map(row).collect::<Vec<_>>();
    let is_none = Memo::new(move |_| heads.with(Vec::is_empty));
    view! {
        <section class="panel" aria-labelledby=id>
            <header><h2 id=id>{title}</h2></header>
            <p class="meta" hidden=move || !is_none.get()>{none}</p>
            <ul class="status-list" aria-labelledby=id><Rows rows /></ul>
        </section>
    }
}

/// How a state is meant.
pub(super) fn tone_of(state: StatusState) -> Tone {
    match state {
        StatusState::Sent => Tone::Gold,
        StatusState::Accepted => Tone::Good,
        StatusState::Returned => Tone::Warn,
        StatusState::Withdrawn => Tone::Plain,
    }
}

#[component]
fn HeadLine(one: StatusHead) -> impl IntoView {
    let revenue = en::money_short(one.revenue_minor, one.currency);
    let accounts = en::accounts(usize::try_from(one.accounts).unwrap_or_default());
    let mut about = vec![accounts, revenue, words::year_before(one.prior_minor, one.currency)];
    if one.version > 1 {
        about.push(words::version(one.version));
    }
    view! {
        <li>
            <div>
                <b><a href=paths::status_report(one.id)>{words::title(one.period, &one.author_name)}</a></b>
                <p class="meta">{about.join(" · ")}</p>
            </div>
            {(one.days_late > 0).then(|| view! { <Tag label=words::sent_late(one.days_late) /> })}
            <Tag label=words::state(one.state) tone=tone_of(one.state) />
        </li>
    }
}
