//! The relationship-stage board.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use domain::{
    board::{COLUMNS, Total},
    policy::Action,
};

use crate::{
    client::use_workspace,
    paths,
    ui::{ButtonLink, ButtonTone, Search},
    views::{
        board::kanban::{Hand, Kanban},
        present::PresentPeople,
        steps::StepButtons,
    },
    words::en,
};

/// The board with its head.
#[component]
pub fn BoardPage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
    let signals = COLUMNS.map(|column| workspace.column(column).total);
    let whole = Signal::derive(move || {
        signals.iter().map(|total| total.get()).fold(Total::default(), |all, total| Total {
            count: all.count + total.count,
            sum_minor: all.sum_minor + total.sum_minor,
        })
    });
    Effect::new(move |_| {
        workspace.directory.track();
        workspace.open_board(&filter.get());
    });
    on_cleanup(move || workspace.close_board());
    view! {
        <Title text=en::RELATIONSHIP_BOARD />
        <main id="main" class="main fill" tabindex="-1">
            <BoardHead whole filter />
            <Kanban whole hand=Hand::new() />
        </main>
    }
}

#[component]
fn BoardHead(whole: Signal<Total>, filter: Memo<String>) -> impl IntoView {
    let workspace = use_workspace();
    let about = move || {
        workspace.look(|model| {
            let total = whole.get();
            let Some(kept) = &model.workspace else { return String::new() };
            let to = kept.reports_to(workspace.viewer().day);
            let sum = en::money_short(total.sum_minor, kept.base_currency);
            format!("{} · {} · {sum}", en::accounts(total.count), en::twelve_months_to(to))
        })
    };
    let navigate = use_navigate();
    let on_filter = Callback::new(move |words: String| {
        let path = if words.is_empty() {
            paths::RELATIONSHIP_BOARD.to_owned()
        } else {
            format!("{}?q={}", paths::RELATIONSHIP_BOARD, js_sys::encode_uri_component(&words))
        };
        navigate(&path, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    });
    let may_import = workspace.may(Action::Import);
    view! {
        <header class="bar">
            <div>
                <h1>{en::RELATIONSHIP_BOARD}</h1>
                <p class="meta">{about}</p>
            </div>
            <div class="tools">
                <Search id="board-filter" label=en::FILTER_BOARD name="q" value=filter keys="F" on_input=on_filter />
                <PresentPeople />
                <StepButtons />
                {may_import.then(|| view! {
                    <ButtonLink href=paths::SETTINGS.to_owned() + "#import" label=en::IMPORT tone=ButtonTone::Primary />
                })}
            </div>
        </header>
    }
}
