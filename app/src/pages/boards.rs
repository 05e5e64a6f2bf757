//! The boards that there are.

mod made;

use leptos::prelude::*;
use leptos_meta::Title;

use domain::{
    board::Total,
    field::Field,
    model::Model,
    placement::{Stage, standing},
};

use self::made::{Made, NewBoard};
use crate::{
    client::use_workspace,
    paths,
    ui::Icon,
    views::{first_part::use_first_part, reporting::window_words, shape::Shape, stage_word::StageWord},
    wire::PagePart,
    words::en,
};

/// The fields whose boards stand below the relationship's.
const OTHERS: [Field; 5] = [Field::Owner, Field::Country, Field::Segment, Field::Tag, Field::Revenue];

/// How the book spreads over the relationship board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spread {
    total: Total,
    not_placed: usize,
}

impl Spread {
    fn of(model: &Model, today: domain::day::Day) -> Self {
        let sum_minor = model.accounts.keys().map(|id| model.revenue_ttm_minor(*id)).sum();
        let not_placed = model.accounts.keys().filter(|id| standing(model, **id, today).is_none()).count();
        Self { total: Total { count: model.accounts.len(), sum_minor }, not_placed }
    }
}

/// The index of boards.
#[component]
pub fn BoardsPage() -> impl IntoView {
    let workspace = use_workspace();
    let first = match use_first_part() {
        Some(PagePart::Boards { total, not_placed }) => Some(Spread { total, not_placed }),
        _ => None,
    };
    let spread = move || {
        if !workspace.directory.get() {
            return first;
        }
        let today = workspace.viewer().day;
        Some(workspace.look(|model| Spread::of(model, today)))
    };
    let facts = move || match spread() {
        Some(spread) => view! { <Facts spread /> }.into_any(),
        None => view! { <Shape lines=2 /> }.into_any(),
    };
    let sheet = RwSignal::new(None);
    let stages = Stage::ALL.iter().map(|stage| view! { <li><StageWord stage=Some(*stage) /></li> }).collect_view();
    let others = OTHERS
        .map(|field| {
            view! {
                <li class="panel board-tile">
                    <h2><a href=paths::board(field)><Icon name="square-kanban" big=true />{en::boards::board(field)}</a></h2>
                    <p>{en::boards::about(field)}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Title text=en::BOARDS />
        <main id="main" class="main" tabindex="-1">
            <header class="bar"><div><h1>{en::BOARDS}</h1><p class="meta">{en::boards::LEAD}" "<a href=paths::MODELS>{en::models::BEHIND}</a></p></div><NewBoard sheet /></header>
            <Made sheet />
            <h2 class="board-kinds">{en::team_boards::BY_FIELD}</h2>
            <ul class="board-index">
                <li class="panel board-tile">
                    <h2><a href=paths::RELATIONSHIP_BOARD><Icon name="square-kanban" big=true />{en::RELATIONSHIP_BOARD}</a></h2>
                    <p>{en::boards::about(Field::Relationship)}</p>
                    <ol class="board-stages">{stages}</ol>
                    {facts}
                </li>
                <li class="panel board-tile">
                    <h2><a href=paths::MODELS_BOARD><Icon name="square-kanban" big=true />{en::MODELS_BOARD}</a></h2>
                    <p>{en::models_board::ABOUT}</p>
                </li>
                {others}
            </ul>
        </main>
    }
}

#[component]
fn Facts(spread: Spread) -> impl IntoView {
    let sum = move || window_words(spread.total.sum_minor);
    let waiting = (spread.not_placed > 0).then(|| view! { <p class="faint">{en::boards::wait(spread.not_placed)}</p> });
    view! { <p class="meta"><span>{en::accounts(spread.total.count)}</span>" · "<span class="num">{sum}</span></p>{waiting} }
}
