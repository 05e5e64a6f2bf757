//! One report as it was sent, what was said to it, and where one answers it.

use std::sync::Arc;

use leptos::prelude::*;

use domain::{
    change::Kind,
    command::Command,
    ids::{StatusAnswerId, StatusReportId},
    status_report::{AnswerStatusReport, StatusState, StatusWord},
};

use super::{
    Heading,
    desk::tone_of,
    lines::{Figures, Lines},
    out::TakeOut,
    told_page,
};
use crate::{
    client::{device, use_workspace},
    paths,
    ui::{Button, ButtonTone, Tag, TextArea, use_toasts},
    views::{
        steps::toast_with_undo,
        versions::{Said, Version, Versions},
    },
    wire::status_reports::{StatusAnswered, StatusReportTold, StatusVersion},
    words::en::{self, status_reports as words},
};

/// The report in hand.
pub type Told = Memo<Arc<StatusReportTold>>;

fn hangs_on(kind: Kind) -> bool {
    matches!(kind, Kind::StatusReport | Kind::StatusAnswer)
}

/// The page.
#[component]
pub fn Report(
    /// Which version.
    id: StatusReportId,
) -> impl IntoView {
    let heading = |told: Option<&StatusReportTold>| {
        let head = told.map(|told| &told.head);
        Heading {
            title: head.map(|head| words::title(head.period, &head.author_name)).unwrap_or_default(),
            about: head
                .map(|head| words::about(&head.author_name, &head.sent_to_name, &en::moment(head.at), head.version))
                .unwrap_or_default(),
        }
    };
    told_page(paths::reported(id), hangs_on, heading, true, |told| view! { <Body told /> }.into_any())
}

#[component]
fn Body(told: Told) -> impl IntoView {
    let state = Memo::new(move |_| told.with(|told| (told.head.state, told.head.days_late)));
    let totals = Memo::new(move |_| told.with(|told| (told.totals, told.head.currency)));
    let lines = Memo::new(move |_| told.with(|told| (told.lines.clone(), told.head.currency)));
    let comment = Memo::new(move |_| told.with(|told| told.comment.clone()));
    let tags = move || {
        let (state, days_late) = state.get();
        let late = (days_late > 0).then(|| view! { " "<Tag label=words::sent_late(days_late) /> });
        view! { <Tag label=words::state(state) tone=tone_of(state) />{late} }
    };
    let said = move || if comment.with(String::is_empty) { words::NO_COMMENT.to_owned() } else { comment.get() };
    view! {
        <div class="status-top"><p>{tags}" "<span class="meta">{words::KEPT_NOTE}</span></p><TakeOut told /></div>
        <Acts told />
        <Figures totals />
        <section class="panel" aria-labelledby="comment-title">
            <header><h2 id="comment-title">{words::COMMENT}</h2></header>
            <p class="said-comment" class:meta=move || comment.with(String::is_empty)>{said}</p>
        </section>
        <Lines lines write=None />
        <AllVersions told />
    }
}

/// What the reader can do with it.
#[component]
fn Acts(told: Told) -> impl IntoView {
    let me = use_workspace().viewer().actor;
    let shown = Memo::new(move |_| {
        told.with(|told| {
            let head = &told.head;
            let is_latest = told.versions.first().is_some_and(|latest| latest.id == head.id);
            (head.id, head.may_answer, head.author == me && is_latest, head.state, head.period)
        })
    });
    move || match shown.get() {
        (report, true, ..) => view! { <AnswerForm report /> }.into_any(),
        (report, _, true, StatusState::Sent, _) => view! { <WithdrawButton report /> }.into_any(),
        (_, _, true, StatusState::Returned | StatusState::Withdrawn, period) => view! {
            <div class="buttons status-send">
                <a class="button primary" href=paths::status_draft(period)>{words::WRITE_ANEW}</a>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// What says an answer.
fn use_answer(report: StatusReportId) -> impl Fn(StatusWord, String) + Copy + Send + Sync {
    let (workspace, toasts) = (use_workspace(), use_toasts());
    move |says, comment| {
        let answer = StatusAnswerId(device::fresh_id());
        let command = Command::AnswerStatusReport(AnswerStatusReport { answer, report, says, comment });
        if workspace.run_or_tell(command) {
            toast_with_undo(workspace, toasts, words::answer_given(says).to_owned());
        }
    }
}

#[component]
fn WithdrawButton(report: StatusReportId) -> impl IntoView {
    let answer = use_answer(report);
    let on_press = move || answer(StatusWord::Withdrawn, String::new());
    view! { <div class="buttons status-send"><Button label=words::WITHDRAW on_press /></div> }
}

#[component]
fn AnswerForm(report: StatusReportId) -> impl IntoView {
    let answer = use_answer(report);
    let comment = RwSignal::new(String::new());
    let why_not = Signal::derive(move || {
        comment.with(|comment| comment.trim().is_empty()).then(|| words::RETURN_NEEDS_WHY.to_owned())
    });
    let accept = move || answer(StatusWord::Accepted, comment.get_untracked());
    let give_back = move || answer(StatusWord::Returned, comment.get_untracked());
    view! {
        <section class="panel status-whole" aria-labelledby="answer-title">
            <header><h2 id="answer-title">{words::ANSWER}</h2></header>
            <TextArea id="answer" label=words::YOUR_COMMENT hint=words::ANSWER_HINT value=comment />
            <div class="buttons">
                <Button label=words::RETURN why_not on_press=give_back />
                <Button label=words::ACCEPT tone=ButtonTone::Primary on_press=accept />
            </div>
        </section>
    }
}

/// All versions, each with what was said to it.
#[component]
fn AllVersions(told: Told) -> impl IntoView {
    let items =
        Memo::new(move |_| told.with(|told| told.versions.iter().map(|one| version(one, told.head.id)).collect()));
    view! { <Versions title=words::VERSIONS items /> }
}

fn version(one: &StatusVersion, shown: StatusReportId) -> Version {
    Version {
        title: words::version(one.version),
        href: (one.id != shown).then(|| paths::status_report(one.id)),
        at: one.at,
        state: (words::state(one.state), tone_of(one.state)),
        said: one.answers.iter().map(said).collect(),
        none_said: words::UNANSWERED,
    }
}

/// What somebody said.
pub fn said(one: &StatusAnswered) -> Said {
    let (by, comment) = (one.by_name.clone(), one.comment.clone());
    Said { by, did: words::answered(one.says, one.answers.is_some()), at: one.at, comment }
}
