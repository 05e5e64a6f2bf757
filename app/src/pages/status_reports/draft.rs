//! One's own report on a month while it is written: its figures as they are now, and what one says of them. What is written stays in the
//! tab until it is closed; nothing of it is kept on the server before it is sent.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use domain::{
    change::Kind,
    command::Command,
    day::{Day, months_between},
    ids::{AccountId, StatusReportId},
    status_report::{SendStatusReport, StatusLine, StatusNote},
};

use super::{
    Heading,
    lines::{Figures, Lines, Write},
    report::said,
    told_page,
};
use crate::{
    client::{Workspace, device, use_workspace},
    paths,
    ui::{Button, ButtonTone, Empty, Notice, TextArea, use_toasts},
    views::{steps::toast_with_undo, versions::SaidLine},
    wire::status_reports::StatusDraft,
    words::en::status_reports as words,
};

type Told = Memo<Arc<StatusDraft>>;

/// What drafts are kept under.
const DRAFT: &str = "status report";

/// Whether a draft hangs on records of a kind: on all that its figures and news are made of.
fn hangs_on(kind: Kind) -> bool {
    let figures = matches!(kind, Kind::Document | Kind::Trailing | Kind::Import | Kind::Target | Kind::Account);
    let news = matches!(kind, Kind::Contract | Kind::Placement | Kind::Position | Kind::KeyDecision);
    figures || news || matches!(kind, Kind::StatusReport | Kind::StatusAnswer | Kind::Person)
}

/// The page.
#[component]
pub fn Draft(
    /// The first day of the month.
    period: Day,
) -> impl IntoView {
    let heading = |told: Option<&StatusDraft>| Heading {
        title: told.map_or_else(String::new, |told| words::title(told.owed.period, &told.owed.name)),
        about: told
            .map(|told| words::draft_about(&told.sent_to_name, told.owed.due, told.owed.days_late))
            .unwrap_or_default(),
    };
    told_page(paths::draft_told(period), hangs_on, heading, true, |told| view! { <Body told /> }.into_any())
}

#[component]
fn Body(told: Told) -> impl IntoView {
    let shown = Memo::new(move |_| told.with(|told| (told.is_open, told.lines.is_empty(), told.owed.sent)));
    move || match shown.get() {
        (true, ..) => view! { <Form told /> }.into_any(),
        (false, true, _) => {
            view! { <Empty icon="flag" title=words::LEADS_NONE text=words::LEADS_NONE_TEXT /> }.into_any()
        }
        (false, false, sent) => view! {
            <Notice title=words::SENT_ALREADY text=words::SENT_ALREADY_TEXT>
                {sent.map(|id| view! { <a class="link" href=paths::status_report(id)>{words::BACK}</a> })}
            </Notice>
        }
        .into_any(),
    }
}

/// What is written, by the account that it is said of; the whole stands under none.
#[derive(Clone, Copy)]
struct Written {
    workspace: Workspace,
    period: Day,
    /// What was said of each in the version before.
    before: StoredValue<Vec<(AccountId, String)>>,
    texts: StoredValue<Vec<(Uuid, RwSignal<String>)>>,
}

impl Written {
    /// The key of a draft: the same person or account in another month is another one.
    fn key(self, of: Uuid) -> Uuid {
        let months = months_between(Day::new(1970, 1, 1).unwrap_or(self.period), self.period);
        Uuid::from_u128(of.as_u128() ^ u128::from(months.unsigned_abs()))
    }

    /// What is being written under a key, begun with this where nothing was.
    fn text(self, of: Uuid, begin: &str) -> RwSignal<String> {
        if let Some(known) =
            self.texts.with_value(|texts| texts.iter().find(|(key, _)| *key == of).map(|(_, text)| *text))
        {
            return known;
        }
        let key = self.key(of);
        let text = RwSignal::new(self.workspace.draft(key, DRAFT).unwrap_or_else(|| begin.to_owned()));
        self.texts.update_value(|texts| texts.push((of, text)));
        let workspace = self.workspace;
        Effect::new(move |before: Option<()>| {
            let written = text.get();
            if before.is_some() {
                workspace.keep_draft(key, DRAFT, Some(written));
            }
        });
        text
    }

    /// What is said of an account.
    fn of_account(self, account: AccountId) -> RwSignal<String> {
        let before = self.before.with_value(|all| {
            all.iter().find(|(id, _)| *id == account).map(|(_, text)| text.clone()).unwrap_or_default()
        });
        self.text(account.0, &before)
    }
}

#[component]
fn Form(told: Told) -> impl IntoView {
    let (workspace, toasts, navigate) = (use_workspace(), use_toasts(), use_navigate());
    let first = told.get_untracked();
    let person = first.owed.person;
    let before = first.lines.iter().map(|line| (line.account, line.comment.clone())).collect();
    let written = Written {
        workspace,
        period: first.owed.period,
        before: StoredValue::new(before),
        texts: StoredValue::new(Vec::new()),
    };
    // Made here, so that they last as long as the form and not as long as a row.
    for line in &first.lines {
        written.of_account(line.account);
    }
    let whole = written.text(person.0, &first.comment);
    let on_press = move || {
        let told = told.get_untracked();
        if workspace.run_or_tell(Command::SendStatusReport(send(&told, written, whole.get_untracked()))) {
            toast_with_undo(workspace, toasts, words::sent(&told.sent_to_name));
            navigate(paths::STATUS_REPORTS, NavigateOptions::default());
        }
    };
    let write = Write::new(move |(account, name): (AccountId, String)| {
        let value = written.of_account(account);
        view! { <TextArea id=format!("said-{account}") label=words::comment_on(&name) value /> }.into_any()
    });
    let totals = Memo::new(move |_| told.with(|told| (told.totals, told.currency)));
    let lines = Memo::new(move |_| told.with(|told| (unsaid(&told.lines), told.currency)));
    let answer = Memo::new(move |_| told.with(|told| told.answer.clone()));
    view! {
        <Notice title=words::DRAFT_NOTE />
        {move || answer.get().map(|one| view! { <section class="panel"><SaidLine one=said(&one) /></section> })}
        <Figures totals />
        <section class="panel status-whole"><TextArea id="whole" label=words::WHOLE value=whole /></section>
        <Lines lines write=Some(write) />
        <div class="buttons status-send"><Button label=words::SEND tone=ButtonTone::Primary on_press /></div>
    }
}

/// Without what the version before said of them: that stands where it is written.
fn unsaid(lines: &[StatusLine]) -> Vec<StatusLine> {
    lines.iter().map(|line| StatusLine { comment: String::new(), ..line.clone() }).collect()
}

fn send(told: &StatusDraft, written: Written, comment: String) -> SendStatusReport {
    let note = |line: &StatusLine| {
        let text = written.of_account(line.account).get_untracked();
        (!text.trim().is_empty()).then_some(StatusNote { account: line.account, text })
    };
    SendStatusReport {
        report: StatusReportId(device::fresh_id()),
        person: told.owed.person,
        period: told.owed.period,
        comment,
        notes: told.lines.iter().filter_map(note).collect(),
        seen_minor: Some(told.totals.revenue_minor),
        was: told.owed.sent,
    }
}
