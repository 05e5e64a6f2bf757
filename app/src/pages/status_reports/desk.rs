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
    ui::{Empty, Tag, Tone},
    views::panel_list::PanelList,
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
    let mine = move || {
        owes.get().then(|| {
            let owed = Memo::new(move |_| told.with(|told| told.mine.clone()));
            view! { <PanelList id="mine-title" title=words::MINE items=owed line=mine_line none=words::NOTHING_OWED /> }
        })
    };
    let waits = directs.then(|| {
        let (title, none) = (words::TO_ANSWER, words::NOTHING_TO_ANSWER);
        view! { <PanelList id="to-answer-title" title items=waiting line=head_line none /> }
    });
    let late = directs.then(|| {
        let late = Memo::new(move |_| told.with(|told| told.late.clone()));
        view! { <PanelList id="late-title" title=words::LATE items=late line=late_line none=words::NOBODY_LATE /> }
    });
    let sent = move || match is_empty.get() {
        true => view! {
            <Empty icon="flag" title=words::NOTHING_SENT text=words::NOTHING_SENT_TEXT />
        }
        .into_any(),
        false => view! {
            <PanelList id="sent-title" title=words::SENT items=rest line=head_line none=words::NOTHING_SENT />
        }
        .into_any(),
    };
    view! { {mine} {waits} {late} {sent} }
}

/// A report that the reader owes.
fn mine_line(one: OwedReport) -> AnyView {
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
    .into_any()
}

/// A report that somebody is late with.
fn late_line(one: OwedReport) -> AnyView {
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
    .into_any()
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

/// A report that was sent.
fn head_line(one: StatusHead) -> AnyView {
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
    .into_any()
}
