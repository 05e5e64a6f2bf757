//! The boards of the categorization models: the same accounts on four models, side by side or one alone. Each stands where people placed
//! it, and its ghost where the figures put it; whoever looks at one sees it in all four.
//!
//! The server sends the models with what their cells add up to; the accounts come after the first paint, as one board in columns. What is
//! narrowed, coloured and listed is worked out here. All of it stands in the address.

pub mod asked;

mod cell;
mod controls;
mod desk;
mod diagonal;
mod ground;
mod lists;
mod mark;
mod model;
mod moved;
mod out;
mod panel;
mod place_form;
mod score_list;
mod spot;
mod standing;
mod time;
mod zoom;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use domain::{ids::AccountId, set::SetOf};

use self::{
    asked::{Asked, List},
    controls::{Controls, Past, Signs},
    desk::{Desk, Drawing, use_go},
    lists::{Listed, Lists, is_listed},
    model::{Meaning, Models},
    moved::{Moved, stood},
    out::TakeOut,
    panel::ChosenPanel,
    place_form::PlaceDialog,
    score_list::Scores,
    standing::Standing,
    zoom::Zoom,
};
use super::report::{
    Failed,
    in_hand::{InHand, use_at},
};
use crate::{
    client::{
        Workspace,
        models_board::{BoardInHand, use_earlier_board, use_models_board},
        turns::use_turns,
        use_workspace,
    },
    paths,
    ui::{Button, Notice, Tone, tell::tell_rows, use_toasts},
    views::{nothing::SeesNothing, reporting::window_words_to, shape::Shape, steps::StepButtons},
    wire::models_board::{ModelColumns, ModelSums, ModelsBoard, ModelsBoardPart},
    words::en::{self, models_board as words},
};

/// The page.
#[component]
pub fn ModelsBoardPage() -> impl IntoView {
    let query = use_location().search;
    let asked = Memo::new(move |_| query.with(|query| Asked::of(query)));
    let page: InHand<ModelsBoardPart> = use_at(Memo::new(move |_| asked.with(Asked::page)));
    let desk = use_desk(asked, page);
    let workspace = desk.workspace;
    Effect::new(move |_| workspace.here(paths::MODELS_BOARD, Vec::new()));
    let has_part = Memo::new(move |_| page.part.with(Option::is_some));
    let body = move || match has_part.get() {
        true => view! { <Body desk /> }.into_any(),
        false => view! { <section class="panel"><Shape lines=8 /></section> }.into_any(),
    };
    let is_busy = move || (page.busy.get() || desk.hand.busy.get()).then_some("true");
    view! {
        <Title text=en::MODELS_BOARD />
        <main id="main" class="main models-board" tabindex="-1" aria-busy=is_busy>
            <header class="bar">
                <div>
                    <h1>{en::MODELS_BOARD}</h1>
                    <p class="meta">
                        <About desk />" · "<Meaning />" · "<a class="link" href=paths::HELD_TO_ACCOUNT>{en::HELD_TO_ACCOUNT}</a>
                    </p>
                </div>
                <div class="tools"><StepButtons /></div>
            </header>
            <Failed report=page title=words::NOT_FETCHED />
            <NoBoard desk />
            {body}
            <ChosenPanel desk />
            <PlaceDialog desk />
        </main>
    }
}

/// What is in hand on the page.
fn use_desk(asked: Memo<Asked>, page: InHand<ModelsBoardPart>) -> Desk {
    let workspace = use_workspace();
    let hand = use_models_board(Memo::new(move |_| asked.with(Asked::board)));
    let narrowed = Memo::new(move |_| asked.with(|asked| (asked.filter(), asked.list)));
    let standing = Memo::new_with_compare(
        move |before: Option<&Option<Arc<Standing>>>| {
            let part = page.part.get()?;
            let Some(board) = hand.board.get() else { return Some(Arc::new(Standing::of_sums(&part))) };
            let (viewer, (filter, list)) = (workspace.viewer(), narrowed.get());
            // What nothing is narrowed by does not wait for the directory.
            let is_here = filter.is_empty() || workspace.directory.get();
            let laid = hand.laid.get();
            Some(Arc::new(workspace.read(|model| {
                let account = |place: usize| board.accounts.id.get(place).and_then(|id| model.accounts.get(id));
                let lets = |place: usize| {
                    let is_let = filter.is_empty()
                        || !is_here
                        || account(place).is_some_and(|account| filter.lets(model, account, viewer.day));
                    is_let && list.is_none_or(|list: List| is_listed(list, &board, &laid, place, &viewer))
                };
                let before = before.and_then(Option::as_deref);
                Standing::of(before, &part, &board, &laid, &lets)
            })))
        },
        // It is made anew where anything of it changed.
        |_, _| true,
    );
    follow_editions(hand, page);
    let earlier = use_earlier_board(hand, Memo::new(move |_| asked.with(Asked::earlier)));
    let stood = Memo::new(move |_| {
        let (standing, earlier) = (standing.get()?, earlier.get()?);
        let board = standing.board.as_deref()?;
        let of_model = |sums: &ModelSums| stood(sums, &earlier, board);
        page.part.with(|part| Some(Arc::new(part.as_ref()?.models.iter().map(of_model).collect::<Vec<_>>())))
    });
    let drawing = drawing(workspace, asked, standing, earlier);
    let models = move || page.part.with(|part| part.as_ref().map_or(0, |part| part.models.len()));
    let chosen = RwSignal::new(asked.with_untracked(|asked| asked.account));
    Effect::new(move |_| {
        let now = asked.with(|asked| asked.account);
        if chosen.get_untracked() != now {
            tell_rows(chosen, now);
        }
    });
    Desk {
        workspace,
        asked,
        go: use_go(),
        part: page.part,
        hand,
        standing,
        earlier,
        stood,
        turns: use_turns(drawing, models),
        path: RwSignal::new(Vec::new()),
        chosen,
        selected: RwSignal::new(SetOf::<AccountId>::new()),
        wanted: RwSignal::new(None),
        toasts: use_toasts(),
    }
}

/// Has the page fetched once more where a model was published, or a board came of another one: what draws it is to follow.
fn follow_editions(hand: BoardInHand, page: InHand<ModelsBoardPart>) {
    Effect::new(move |_| {
        let told = hand.board.with(|board| {
            board.as_ref().map(|board| editions(&board.models, |one: &ModelColumns| (&one.model, one.version)))
        });
        let drawn = page.part.with_untracked(|part| {
            part.as_ref().map(|part| editions(&part.models, |one: &ModelSums| (&one.model.id, one.model.version)))
        });
        if told.is_some() && drawn.is_some() && told != drawn && !page.busy.get_untracked() {
            page.ask_again();
        }
    });
}

/// What all models are drawn from.
fn drawing(
    workspace: Workspace,
    asked: Memo<Asked>,
    standing: Memo<Option<Arc<Standing>>>,
    earlier: RwSignal<Option<Arc<ModelsBoard>>>,
) -> Memo<Drawing> {
    Memo::new(move |_| {
        let (colour, drawn) = asked.with(|asked| (asked.colour, asked.drawn));
        // Colours are by what the directory knows.
        let colour = colour.filter(|_| workspace.directory.get());
        let standing = standing.with(|standing| standing.as_ref().map_or(0, |standing| standing.number));
        Drawing { standing, colour, drawn, earlier: earlier.get() }
    })
}

/// Which editions of which models there are.
fn editions<T>(models: &[T], named: impl Fn(&T) -> (&String, i64)) -> Vec<(String, i64)> {
    let named = models.iter().map(named);
    named.map(|(model, version)| (model.clone(), version)).collect()
}

/// What all of it is about.
#[component]
fn About(desk: Desk) -> impl IntoView {
    let told = move || {
        let standing = desk.standing.get()?;
        let of = standing.board.as_deref().map_or(standing.count, ModelsBoard::len);
        Some(words::about(standing.count, of, &window_words_to(standing.revenue_minor, standing.to)))
    };
    view! { <span>{told}</span> }
}

/// Why the accounts did not come, or something could not be done.
#[component]
fn NoBoard(desk: Desk) -> impl IntoView {
    move || {
        desk.hand.trouble.get().map(|trouble| {
            view! {
                <Notice tone=Tone::Warn title=words::NOT_FETCHED text=en::trouble(&trouble)>
                    <Button label=en::concentration::TRY_AGAIN on_press=move || desk.hand.ask_again() />
                </Notice>
            }
        })
    }
}

/// All of it, while there are models.
#[component]
fn Body(desk: Desk) -> impl IntoView {
    let sees =
        desk.workspace.viewer().rights.reach(domain::policy::Action::SeeAccount) > domain::policy::Reach::Nowhere;
    if !sees {
        return view! { <SeesNothing /> }.into_any();
    }
    let looks_into = Memo::new(move |_| desk.asked.with(|asked| asked.cell.is_some()));
    let boards = move || match looks_into.get() {
        true => view! { <Zoom desk /> }.into_any(),
        false => view! { <Models desk /> }.into_any(),
    };
    view! {
        <Controls desk />
        <Past desk />
        <Lists desk />
        <Listed desk />
        {boards}
        <Moved desk />
        <Signs desk />
        <Scores desk />
        <TakeOut desk />
    }
    .into_any()
}
