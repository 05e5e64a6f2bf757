//! A board: accounts arranged by one of their fields.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use domain::{
    board::{Layout, Line},
    field::Field,
    policy::Action,
};

use super::missing::MissingPage;
use crate::{
    client::use_workspace,
    paths,
    ui::{ButtonLink, ButtonTone},
    views::{
        board::{
            asked::layout,
            kanban::{Hand, Kanban},
        },
        first_part::use_first_part,
        present::PresentPeople,
        search_line::SearchLine,
        steps::StepButtons,
    },
    wire::PagePart,
    words::en,
};

/// The board that the address names.
#[component]
pub fn BoardPage() -> impl IntoView {
    let path = use_location().pathname;
    let field = Memo::new(move |_| path.with(|path| paths::board_of(path)));
    move || match field.get() {
        Some(field) => view! { <FieldBoard field /> }.into_any(),
        None => view! { <MissingPage /> }.into_any(),
    }
}

/// The board of a field, with its head.
#[component]
fn FieldBoard(field: Field) -> impl IntoView {
    let workspace = use_workspace();
    let query = use_location().search;
    let asked: Memo<Layout> = Memo::new(move |_| query.with(|query| layout(field, query)));
    let first = match use_first_part() {
        Some(PagePart::Board(part)) => Some(part),
        _ => None,
    };
    workspace.show_board(asked.get_untracked(), first);
    Effect::new(move |before: Option<(bool, Layout)>| {
        let now = (workspace.directory.get(), asked.get());
        // Where the directory is in hand already, the board stands since it was shown.
        if before.as_ref().map_or(!workspace.has_board(), |before| *before != now) {
            workspace.open_board(now.1.clone());
        }
        now
    });
    on_cleanup(move || workspace.close_board());
    view! {
        <Title text=en::boards::board(field) />
        <main id="main" class="main fill" tabindex="-1">
            <BoardHead field />
            <Kanban field hand=Hand::new() />
        </main>
    }
}

#[component]
fn BoardHead(field: Field) -> impl IntoView {
    let workspace = use_workspace();
    let whole = workspace.line(&Line::Whole);
    let about = move || {
        workspace.look(|model| {
            let total = whole.get();
            let Some(kept) = &model.workspace else { return String::new() };
            let to = kept.reports_to(workspace.viewer().day);
            let sum = en::money_short(total.sum_minor, kept.base_currency);
            format!("{} · {} · {sum}", en::accounts(total.count), en::twelve_months_to(to))
        })
    };
    let path_to = Callback::new(move |words: String| match words.as_str() {
        "" => paths::board(field),
        words => format!("{}?q={}", paths::board(field), paths::encoded(words)),
    });
    let may_import = Memo::new(move |_| workspace.may(Action::Import));
    view! {
        <header class="bar">
            <div>
                <h1>{en::boards::board(field)}</h1>
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
