//! The list of accounts: searched, sorted and paged by its URL.

pub mod list;
mod row;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use domain::{
    board::Total,
    ids::AccountId,
    list::SortKey,
    policy::{Action, Reach},
};

use self::{
    list::{Asked, Listed, PAGE_SIZE, page_of, pages},
    row::{AccountRow, RowMenu},
};
use crate::{
    client::use_workspace,
    paths,
    ui::{Button, ButtonLink, ButtonShape, Empty, Row, Rows, SortHead},
    views::{
        account_form::AccountForm,
        first_part::use_first_part,
        nothing::{EmptyBook, SeesNothing},
        reporting,
        search_line::SearchLine,
        shape::Shape,
        steps::StepButtons,
    },
    wire::PagePart,
    words::en,
};

/// The list of accounts.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    let first = match use_first_part() {
        Some(PagePart::Accounts { shown, total }) => Some((asked.get_untracked(), Listed { shown, total })),
        _ => None,
    };
    let listed = Memo::new(move |_| {
        let asked = asked.get();
        if !workspace.directory.get() {
            return first.clone().filter(|(first, _)| *first == asked).map(|(_, listed)| listed);
        }
        let today = workspace.viewer().day;
        Some(workspace.look(|model| Listed::of(model, today, &asked)))
    });
    let state = Memo::new(move |_| {
        let sees = workspace.look(|_| workspace.viewer().rights.reach(Action::SeeAccount) > Reach::Nowhere);
        let count = listed.with(|listed| listed.as_ref().map(|listed| listed.total.count));
        State::of(sees, count, !asked.with(|asked| asked.words.is_empty()))
    });
    let body = move || match state.get() {
        State::Waiting => view! { <Shape lines=12 /> }.into_any(),
        State::SeesNothing => view! { <SeesNothing /> }.into_any(),
        State::Empty => view! { <EmptyBook /> }.into_any(),
        State::NoMatch => view! { <NoMatch asked /> }.into_any(),
        State::Full => view! { <AccountTable asked listed /> }.into_any(),
    };
    view! {
        <Title text=en::ACCOUNTS />
        <main id="main" class="main accounts" tabindex="-1">
            <AccountsHead asked listed />
            {body}
        </main>
    }
}

/// What the list has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Waiting,
    SeesNothing,
    Empty,
    NoMatch,
    Full,
}

impl State {
    fn of(sees: bool, count: Option<usize>, searches: bool) -> Self {
        match (sees, count) {
            (false, _) => Self::SeesNothing,
            (true, None) => Self::Waiting,
            (true, Some(0)) if searches => Self::NoMatch,
            (true, Some(0)) => Self::Empty,
            (true, Some(_)) => Self::Full,
        }
    }
}

#[component]
fn AccountsHead(asked: Memo<Asked>, listed: Memo<Option<Listed>>) -> impl IntoView {
    let workspace = use_workspace();
    let about = move || listed.with(|listed| listed.as_ref().map(|listed| about(listed.total)));
    let path_to = Callback::new(move |words: String| Asked { words, page: 1, ..asked.get_untracked() }.path());
    let creates =
        Memo::new(move |_| workspace.look(|_| workspace.viewer().rights.reach(Action::CreateAccount) > Reach::Nowhere));
    view! {
        <header class="bar">
            <div><h1>{en::ACCOUNTS}</h1><p class="meta">{about}</p></div>
            <div class="tools">
                <SearchLine id="search" label=en::accounts::SEARCH path_to />
                <StepButtons />
                {move || creates.get().then(|| view! { <NewAccountButton asked /> })}
            </div>
        </header>
    }
}

fn about(total: Total) -> String {
    let sum = en::money_short(total.sum_minor, reporting::currency());
    format!("{} · {} · {sum}", en::accounts(total.count), en::twelve_months_to(reporting::reports_to()))
}

/// The button for a new account and its dialog, which is open while the URL says so.
#[component]
fn NewAccountButton(asked: Memo<Asked>) -> impl IntoView {
    let query = use_location().search;
    let open = Memo::new(move |_| query.with(|query| !paths::asked(query, "new").is_empty()));
    // The dialog opens in the browser only: in HTML it would be there without being modal.
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| {
        navigate(&path, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let here = move || asked.get_untracked().path();
    let on_new = move || {
        let path = here();
        let mark = if path.contains('?') { '&' } else { '?' };
        go.run(format!("{path}{mark}new=1"));
    };
    let on_created = move |account: AccountId| go.run(paths::account(account));
    view! {
        <Button label=en::accounts::NEW icon="plus" shape=ButtonShape::Slim on_press=on_new />
        <AccountForm open=Signal::derive(move || awake.get() && open.get()) on_close=move |()| go.run(here()) on_created />
    }
}

#[component]
fn NoMatch(asked: Memo<Asked>) -> impl IntoView {
    let title = Signal::derive(move || asked.with(|asked| en::accounts::no_match(&asked.words)));
    view! {
        <Empty icon="search" title text=en::accounts::NO_MATCH_TEXT>
            <ButtonLink href=paths::ACCOUNTS label=en::accounts::SHOW_ALL />
        </Empty>
    }
}

/// The columns: their names, what they sort by, and whether they hold figures.
const COLUMNS: [(&str, SortKey, bool); 8] = [
    (en::accounts::ACCOUNT, SortKey::Name, false),
    (en::accounts::LEAD, SortKey::Owner, false),
    (en::accounts::STAGE, SortKey::Stage, false),
    (en::accounts::COUNTRY, SortKey::Country, false),
    (en::accounts::SEGMENT, SortKey::Segment, false),
    (en::accounts::NEXT_STEP, SortKey::NextStep, false),
    (en::accounts::QUIET, SortKey::Quiet, false),
    (en::accounts::REVENUE, SortKey::Revenue, true),
];

#[component]
fn AccountTable(asked: Memo<Asked>, listed: Memo<Option<Listed>>) -> impl IntoView {
    let menu = RowMenu::new();
    let shown = move || listed.with(|listed| listed.as_ref().map(|listed| listed.shown.clone()).unwrap_or_default());
    let row = move |id| Row::new(id, move || view! { <AccountRow id menu /> });
    let rows = move || shown().into_iter().map(row).collect::<Vec<_>>();
    let heads = COLUMNS.map(|(label, key, figures)| {
        let order = Signal::derive(move || asked.with(|asked| asked.order(key)));
        let href = Signal::derive(move || asked.with(|asked| asked.by(key).path()));
        view! { <SortHead label order href figures /> }
    });
    view! {
        <div class="table-frame">
            <table class="table two-line" role="table">
                <thead role="rowgroup">
                    <tr role="row">{heads.collect_view()}<th scope="col"><span class="said">{en::accounts::MORE}</span></th></tr>
                </thead>
                <tbody role="rowgroup"><Rows rows /></tbody>
            </table>
        </div>
        <Pager asked listed />
        {menu.view()}
    }
}

#[component]
fn Pager(asked: Memo<Asked>, listed: Memo<Option<Listed>>) -> impl IntoView {
    let count = Memo::new(move |_| listed.with(|listed| listed.as_ref().map_or(0, |listed| listed.total.count)));
    let page = Memo::new(move |_| asked.with(|asked| page_of(asked, count.get())));
    let part = move || {
        let first = (page.get() - 1) * PAGE_SIZE + 1;
        en::accounts::part(first, (first + PAGE_SIZE - 1).min(count.get()), count.get())
    };
    let link = move |to: usize, label: &'static str, icon: &'static str| {
        let path = asked.with(|asked| asked.at(to).path());
        view! { <ButtonLink href=path label icon /> }
    };
    let previous = move || (page.get() > 1).then(|| link(page.get() - 1, en::accounts::PREVIOUS, "chevron-left"));
    let next =
        move || (page.get() < pages(count.get())).then(|| link(page.get() + 1, en::accounts::NEXT, "chevron-right"));
    view! {
        <nav class="pager" aria-label=en::accounts::PAGES hidden=move || { pages(count.get()) < 2 }>
            <span class="meta num">{part}</span>
            <div class="buttons">{previous}{next}</div>
        </nav>
    }
}
