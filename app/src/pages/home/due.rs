//! Next steps that are due: late, today, within the week.

use domain::{
    account::Account,
    day::{Day, days_between},
    ids::AccountId,
    model::Model,
    order::sorted,
};
use leptos::prelude::*;

use crate::{
    client::{use_workspace, workspace::account_key},
    paths,
    ui::{Empty, Row, Rows},
    views::person_chip::PersonChip,
    words::en,
};

/// The most next steps that home shows.
pub const DUE_MAX: usize = 60;
/// How many days ahead a step counts as due, today included.
const WEEK_DAYS: i64 = 7;

/// When a step is due, as seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Its day is past.
    Late,
    /// Today.
    Today,
    /// Within the week.
    ThisWeek,
}

impl Due {
    /// Every span, in the order in which people read them.
    pub const ALL: [Self; 3] = [Self::Late, Self::Today, Self::ThisWeek];

    /// When an account's next step is due; none where it has no day or one further ahead.
    pub fn of(account: &Account, today: Day) -> Option<Self> {
        match days_between(today, account.next_step_day?) {
            ..0 => Some(Self::Late),
            0 => Some(Self::Today),
            1..WEEK_DAYS => Some(Self::ThisWeek),
            WEEK_DAYS.. => None,
        }
    }
}

/// The accounts whose next step is due, the earliest first; [`DUE_MAX`] at most.
pub fn due(model: &Model, today: Day) -> Vec<AccountId> {
    let found = model.accounts.values().filter(|account| Due::of(account, today).is_some());
    let first =
        sorted(found, &|a, b| (a.next_step_day, &a.name, a.id).cmp(&(b.next_step_day, &b.name, b.id))).into_iter();
    first.take(DUE_MAX).map(|account| account.id).collect()
}

/// What is due, under its headings.
#[component]
pub fn DueList(
    /// The accounts, in order.
    #[prop(into)]
    accounts: Signal<Vec<AccountId>>,
) -> impl IntoView {
    let lists = Due::ALL.map(|due| view! { <DueSpan due accounts /> }).collect_view();
    let is_empty = move || accounts.with(Vec::is_empty);
    let nothing = move || {
        is_empty().then(|| view! { <Empty small=true title=en::home::NOTHING_DUE text=en::home::NOTHING_DUE_TEXT /> })
    };
    view! { {lists}{nothing} }
}

#[component]
fn DueSpan(due: Due, accounts: Signal<Vec<AccountId>>) -> impl IntoView {
    let workspace = use_workspace();
    let those = Memo::new(move |_| {
        let today = workspace.viewer().day;
        let is_of = |id: &AccountId| {
            workspace.look(|model| model.accounts.get(id).is_some_and(|account| Due::of(account, today) == Some(due)))
        };
        accounts.get().into_iter().filter(is_of).collect::<Vec<_>>()
    });
    let row = |id| Row::new(id, move || view! { <DueRow id /> });
    let rows = move || those.get().into_iter().map(row).collect::<Vec<_>>();
    let heading = move || en::home::due(due);
    view! {
        <div class="due-span" hidden=move || those.with(Vec::is_empty)>
            <h3 class=if due == Due::Late { "late" } else { "" }>
                {heading}" "<span class="count">{move || those.with(Vec::len)}</span>
            </h3>
            <ul class="due-list">
                <Rows rows />
            </ul>
        </div>
    }
}

#[component]
fn DueRow(id: AccountId) -> impl IntoView {
    let workspace = use_workspace();
    let account = workspace.account(id);
    let field = move |read: fn(&Account) -> String| {
        move || account.with(|account| account.as_ref().map(read).unwrap_or_default())
    };
    let owner = Memo::new(move |_| account.with(|account| account.as_ref().and_then(|account| account.owner)));
    let day = workspace.watch(account_key(id), move |model| model.accounts.get(&id)?.next_step_day);
    let near = move || day.get().map(|day| en::day_near(day, workspace.viewer().day));
    let is_late = move || day.get().is_some_and(|day| day < workspace.viewer().day);
    view! {
        <li class="due-row">
            <a class="due-name cut" href=paths::account(id)>{field(|account| account.name.clone())}</a>
            <span class="due-step">{field(|account| account.next_step.clone())}</span>
            <span class="due-owner">{move || view! { <PersonChip person=owner.get() /> }}</span>
            <time class="due" class:late=is_late title=move || day.get().map(en::day)>{near}</time>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_step_is_due_from_its_day_on_and_a_week_before() {
        let today = date(2026, 11, 24);
        let on = |day| Due::of(&Account { next_step_day: Some(day), ..Account::default() }, today);
        assert_eq!(on(date(2026, 11, 23)), Some(Due::Late));
        assert_eq!(on(today), Some(Due::Today));
        assert_eq!(on(date(2026, 11, 25)), Some(Due::ThisWeek));
        assert_eq!(on(date(2026, 11, 30)), Some(Due::ThisWeek));
        assert_eq!(on(date(2026, 12, 1)), None);
        assert_eq!(Due::of(&Account::default(), today), None);
    }
}
