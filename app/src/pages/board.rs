//! The relationship-stage board.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use domain::{
    board::{COLUMNS, Total},
    policy::Action,
};

use crate::{
    client::use_workspace,
    paths,
    ui::{ButtonLink, ButtonTone},
    views::{
        board::kanban::{Hand, Kanban},
        present::PresentPeople,
        search_line::SearchLine,
        steps::StepButtons,
    },
    words::en,
};

/// The board with its head.
#[component]
pub fn BoardPage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_location().search;
    let filter = Memo::new(move |_| query.with(|query| paths::asked(query, "q")));
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
            <BoardHead whole />
            <Kanban whole hand=Hand::new() />
        </main>
    }
}

#[component]
fn BoardHead(whole: Signal<Total>) -> impl IntoView {
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
    let path_to = Callback::new(|words: String| match words.as_str() {
        "" => paths::RELATIONSHIP_BOARD.to_owned(),
        words => format!("{}?q={}", paths::RELATIONSHIP_BOARD, paths::encoded(words)),
    });
    let may_import = Memo::new(move |_| workspace.may(Action::Import));
    view! {
        <header class="bar">
            <div>
                <h1>{en::RELATIONSHIP_BOARD}</h1>
                <p class="meta">{about}</p>
            </div>
            <div class="tools">
                <SearchLine id="board-filter" label=en::FILTER_BOARD path_to />
                <PresentPeople />
                <StepButtons />
                {move || may_import.get().then(|| view! {
                    <ButtonLink href=paths::SETTINGS.to_owned() + "#import" label=en::IMPORT tone=ButtonTone::Primary />
                })}
            </div>
        </header>
    }
}
