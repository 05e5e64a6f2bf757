//! The status reports of a house to render.

use app::{
    paths,
    wire::{
        json::Unread,
        status_reports::{
            OwedReport, StatusAnswered, StatusDraft, StatusHead, StatusReportTold, StatusReports, StatusVersion,
        },
    },
};
use domain::{
    day::Day,
    ids::{PersonId, StatusAnswerId, StatusReportId},
    model::Model,
    status_report::{News, NewsWord, StatusLine, StatusState, StatusTotals, StatusWord, due_day, last_ended},
};

use crate::house::{TODAY, now};

/// What an address asks for: all, one of them, or a draft.
pub fn of(seen: &Model, query: &str) -> Unread {
    if !paths::asked(query, "report").is_empty() {
        Unread::of(&told(seen)).unwrap()
    } else if !paths::asked(query, "period").is_empty() {
        Unread::of(&draft(seen)).unwrap()
    } else {
        Unread::of(&list(seen)).unwrap()
    }
}

fn somebody(seen: &Model) -> PersonId {
    seen.people.keys().next().copied().unwrap_or_default()
}

fn owed(seen: &Model, period: Day, state: Option<StatusState>) -> OwedReport {
    let due = due_day(period);
    let sent = state.map(|_| StatusReportId::default());
    OwedReport { person: somebody(seen), name: "A <b>name</b>".to_owned(), period, due, days_late: 3, sent, state }
}

fn list(seen: &Model) -> StatusReports {
    let period = last_ended(TODAY);
    let states = [StatusState::Sent, StatusState::Accepted, StatusState::Returned, StatusState::Withdrawn];
    StatusReports {
        today: TODAY,
        reports: true,
        mine: vec![owed(seen, period, None), owed(seen, period, Some(StatusState::Returned))],
        late: vec![owed(seen, period, None), owed(seen, period, Some(StatusState::Withdrawn))],
        items: states.map(|state| head(seen, state)).to_vec(),
    }
}

fn answered() -> StatusAnswered {
    StatusAnswered {
        id: StatusAnswerId::default(),
        says: StatusWord::Returned,
        comment: "Why <i>so</i> little?".to_owned(),
        by: PersonId::default(),
        by_name: "Heda".to_owned(),
        at: now(),
        answers: None,
    }
}

fn head(seen: &Model, state: StatusState) -> StatusHead {
    StatusHead {
        id: StatusReportId::default(),
        author: somebody(seen),
        author_name: "A <b>name</b>".to_owned(),
        period: last_ended(TODAY),
        version: 2,
        sent_to: None,
        sent_to_name: String::new(),
        at: now(),
        days_late: 2,
        state,
        may_answer: state == StatusState::Sent,
        accounts: 3,
        revenue_minor: 1_000,
        prior_minor: 400,
        currency: seen.base_currency(),
        answer: None,
    }
}

fn lines(seen: &Model) -> Vec<StatusLine> {
    let news = NewsWord::ALL.iter().map(|what| News { what: *what, day: TODAY, text: "What <b>else</b>".to_owned() });
    let line = |account: &domain::account::Account| StatusLine {
        account: account.id,
        name: account.name.clone(),
        revenue_minor: 700,
        target_minor: Some(1_000),
        sales: 2,
        credits: 1,
        purchases: 1,
        news: news.clone().collect(),
        comment: "They <b>order</b> again".to_owned(),
        ..StatusLine::default()
    };
    seen.accounts.values().take(3).map(line).collect()
}

fn told(seen: &Model) -> StatusReportTold {
    let lines = lines(seen);
    let version = |version| StatusVersion {
        id: StatusReportId::default(),
        version,
        at: now(),
        state: StatusState::Returned,
        answers: vec![answered()],
    };
    StatusReportTold {
        head: head(seen, StatusState::Sent),
        totals: StatusTotals::of(&lines),
        comment: "A calm <b>month</b>".to_owned(),
        lines,
        versions: vec![version(2), version(1)],
    }
}

fn draft(seen: &Model) -> StatusDraft {
    let lines = lines(seen);
    StatusDraft {
        owed: owed(seen, last_ended(TODAY), Some(StatusState::Returned)),
        is_open: true,
        sent_to_name: String::new(),
        currency: seen.base_currency(),
        totals: StatusTotals::of(&lines),
        comment: "A calm <b>month</b>".to_owned(),
        lines,
        answer: Some(answered()),
    }
}
