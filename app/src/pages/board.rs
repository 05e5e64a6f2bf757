//! A board: accounts arranged by one of their fields, or by two.

mod made;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use send_wrapper::SendWrapper;

use domain::{
    board::{Layout, Line},
    field::{Field, Slot},
    policy::Action,
    set::SetOf,
};

use self::made::MadeBoard;
use super::{
    account::panel::AccountPanel,
    apart::{self, ApartAside, ApartPart},
    missing::MissingPage,
};
use crate::{
    client::use_workspace,
    paths,
    ui::{
        ButtonLink, ButtonTone, Row, Rows,
        listen::{Listen, Listening},
    },
    views::{
        account_card::{account_card, full_card::full_card},
        board::{
            asked::{Asked, Shape},
            beside::{CardMenu, DeskMoveDialog},
            cell_word::Fields,
            column::column_head,
            column_tools::ColumnTools,
            desk::use_open,
            grid::Grid,
            hand::Hand,
            kanban::Kanban,
            legend::{Legend, use_colours},
            look_back::LookBack,
            made_column::{AddColumnButton, made_head},
            motion::Motion,
            on_wall::OnWall,
            out::{TakeOut, paper::Paper},
            select_bar::SelectBar,
            view_form::ViewForm,
        },
        first_part::use_first_part,
        live_title::LiveTitle,
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
    let location = use_location();
    let (path, query) = (location.pathname, location.search);
    let asked = move || {
        let field = path.with(|path| paths::board_of(path))?;
        Some(query.with(|query| Asked::of(field, query)))
    };
    // A board of other fields or of another shape is another board; one that is filtered or sorted is not.
    let shape = Memo::new(move |_| asked().map(|asked| asked.bare().path()).unwrap_or_default());
    move || {
        let shape = shape.get();
        if shape.is_empty() {
            return view! { <MissingPage /> }.into_any();
        }
        let asked = Memo::new(move |before: Option<&Asked>| {
            let now = asked().filter(|now| now.bare().path() == shape);
            now.or_else(|| before.cloned()).unwrap_or_default()
        });
        match asked.with_untracked(|asked| asked.columns.team_board()) {
            Some(_) => {
                provide_context(Shown { asked });
                view! { <ApartPart part=apart::MADE_BOARD /> }.into_any()
            }
            None => view! { <FieldBoard asked /> }.into_any(),
        }
    }
}

/// What the address asks for, for a board that comes apart as a whole.
#[derive(Clone, Copy)]
struct Shown {
    asked: Memo<Asked>,
}

/// What a part of the board that comes apart finds in its context.
#[derive(Clone, Copy)]
struct Opened {
    asked: Memo<Asked>,
    hand: Hand,
    printing: RwSignal<bool>,
    /// Whether its history is open.
    history: RwSignal<bool>,
}

/// A board with its head.
#[component]
fn FieldBoard(asked: Memo<Asked>) -> impl IntoView {
    let hand = Hand::new();
    let printing = use_printing();
    let history = RwSignal::new(false);
    provide_context(Opened { asked, hand, printing, history });
    use_board(asked);
    let looks_back = use_workspace().looks_back;
    let title = use_title(asked.with_untracked(|asked| Fields { rows: None, ..asked.fields() }));
    let is_usual = Memo::new(move |_| {
        asked.with(|asked| {
            asked.shape == Shape::Columns && asked.look.is_plain() && asked.columns.team_board().is_none()
        })
    });
    let board = move || match is_usual.get() {
        true => view! { <Kanban asked hand draw=account_card head=column_head last=().into_any() /> }.into_any(),
        false => view! { <ApartPart part=apart::GRID /> }.into_any(),
    };
    view! {
        <LiveTitle text=Memo::new(move |_| title()) />
        <main id="main" class="main fill" class:past=move || looks_back.get() tabindex="-1">
            <BoardHead asked />
            {board}
            <ApartAside aside=apart::ACCOUNT_PANEL wanted=Signal::derive(move || asked.with(|asked| asked.opened.is_some())) />
            <ApartAside aside=apart::LOOK_BACK wanted=history />
            <ApartAside aside=apart::MOTION wanted=apart::use_all_there() />
            <ApartAside aside=apart::CARD_MENU wanted=Signal::derive(move || hand.asked.with(Option::is_some) || !hand.selected.with(SetOf::is_empty)) />
            {move || printing.get().then(|| view! { <ApartAside aside=apart::PAPER wanted=true /> })}
            <ApartAside aside=apart::MOVE_DIALOG wanted=Signal::derive(move || hand.moving.with(|moving| !moving.is_empty())) />
        </main>
    }
}

/// What the board of these fields is called, as it is now.
fn use_title(fields: Fields) -> impl Fn() -> String + Copy + Send + Sync {
    let workspace = use_workspace();
    move || workspace.look(|model| en::boards::title(model, fields.columns, fields.rows))
}

/// Keeps the board over the directory for as long as it is shown.
pub(super) fn use_board(asked: Memo<Asked>) {
    let workspace = use_workspace();
    let first = match use_first_part() {
        Some(PagePart::Board(part)) => Some(part),
        _ => None,
    };
    workspace.show_board(asked.with_untracked(Asked::layout), first);
    Effect::new(move |before: Option<(bool, Layout)>| {
        let now = (workspace.directory.get(), asked.with(Asked::layout));
        // Where the directory is in hand already, the board stands since it was shown.
        if before.as_ref().map_or(!workspace.has_board(), |before| *before != now) {
            workspace.open_board(now.1.clone());
        }
        now
    });
    on_cleanup(move || workspace.close_board());
}

/// Whether the browser prints the page, or is about to.
fn use_printing() -> RwSignal<bool> {
    let printing = RwSignal::new(false);
    let listening = StoredValue::new(None);
    Effect::new(move |_| {
        let window = window();
        let on = |name, prints| Listening::on(&window, name, Listen::Passive, move |_| printing.set(prints));
        listening.set_value(Some(SendWrapper::new([on("beforeprint", true), on("afterprint", false)])));
    });
    printing
}

/// A board that is not as usual, of two fields or with other cards; its code comes apart.
pub fn grid() -> AnyView {
    let Opened { asked, hand, .. } = expect_context();
    let colours = use_colours(asked);
    provide_context(colours);
    let made = asked.with_untracked(|asked| asked.columns.team_board());
    let board = match asked.with_untracked(|asked| asked.shape) {
        Shape::Columns => {
            let last = made.map(|board| view! { <AddColumnButton board /> }).into_any();
            view! { <Kanban asked hand draw=full_card head=made_head last /> }.into_any()
        }
        Shape::Lanes(_) | Shape::Matrix(_) => view! { <Grid asked hand draw=full_card /> }.into_any(),
    };
    let tools = made.map(|board| view! { <ColumnTools board /> });
    view! { <Legend asked colours />{board}{tools} }.into_any()
}

/// The menu of a card, and what can be done with those that are selected; its code comes apart.
pub fn card_menu() -> AnyView {
    let Opened { hand, .. } = expect_context();
    view! { <CardMenu hand /><SelectBar hand /> }.into_any()
}

/// The account that is open beside the board; its code comes apart.
pub fn account_panel() -> AnyView {
    let Opened { asked, hand, .. } = expect_context();
    let opened = Memo::new(move |_| asked.with(|asked| asked.opened));
    view! { <AccountPanel opened go=use_open(asked) hand /> }.into_any()
}

/// *Move to…*; its code comes apart.
pub fn move_dialog() -> AnyView {
    let Opened { asked, hand, .. } = expect_context();
    view! { <DeskMoveDialog fields=asked.with_untracked(Asked::fields) hand /> }.into_any()
}

/// A board that people made; its code comes apart.
pub fn made_board() -> AnyView {
    let Shown { asked } = expect_context();
    let board = asked.with_untracked(|asked| asked.columns.team_board());
    board.map(|board| view! { <MadeBoard board asked /> }).into_any()
}

/// What a board shows, and how; its code comes apart.
pub fn view_form() -> AnyView {
    let Opened { asked, printing, history, .. } = expect_context();
    let open = move |_| history.set(true);
    let wall = move || OnWall::one(asked.get()).path();
    view! {
        <ViewForm asked />
        <TakeOut asked printing />
        <button class="button wide" type="button" popovertarget="board-view" popovertargetaction="hide" on:click=open>{en::boards::past::OPEN}</button>
        <a class="button wide" href=wall>{en::wall::OPEN}</a>
    }
    .into_any()
}

/// Its history; its code comes apart.
pub fn look_back() -> AnyView {
    let Opened { asked, history, .. } = expect_context();
    let board = asked.with_untracked(|asked| asked.columns.team_board());
    view! { <LookBack open=history board /> }.into_any()
}

/// What lets cards travel; its code comes apart.
pub fn motion() -> AnyView {
    view! { <Motion /> }.into_any()
}

/// The board on paper; its code comes apart.
pub fn paper() -> AnyView {
    let Opened { asked, .. } = expect_context();
    view! { <Paper asked /> }.into_any()
}

#[component]
fn BoardHead(asked: Memo<Asked>) -> impl IntoView {
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
    let path_to =
        Callback::new(move |words: String| asked.with_untracked(|asked| Asked { words, ..asked.clone() }.path()));
    let may_import = Memo::new(move |_| workspace.may(Action::Import));
    view! {
        <header class="bar">
            <div>
                <h1>{use_title(asked.with_untracked(Asked::fields))}</h1>
                <p class="meta">{about}<Narrowed asked /></p>
            </div>
            <div class="tools">
                <SearchLine id="board-filter" label=en::FILTER_BOARD path_to />
                <PresentPeople />
                <StepButtons />
                <ViewButton />
                {move || may_import.get().then(|| view! {
                    <ButtonLink href=paths::SETTINGS.to_owned() + "#import" label=en::IMPORT tone=ButtonTone::Primary />
                })}
            </div>
        </header>
    }
}

/// What the board is narrowed to, each with the way back.
#[component]
fn Narrowed(asked: Memo<Asked>) -> impl IntoView {
    let workspace = use_workspace();
    let one = move |(field, slot): &(Field, Slot)| {
        let (field, slot) = (*field, slot.clone());
        Row::new([&field.to_string(), ":", &slot.word()].concat(), move || {
            let value = workspace.read(|model| en::boards::slot(model, field, &slot));
            let label = en::boards::widen(field, &value);
            let href = move || asked.with(|asked| asked.with_only(field, &slot).path());
            view! { <a class="only" href=href title=label.clone() aria-label=label>{en::boards::only(field, &value)}</a> }
        })
    };
    let rows = move || asked.with(|asked| asked.only.iter().map(one).collect::<Vec<_>>());
    view! { <Rows rows /> }
}

/// The button that opens what the board shows, and how: a popover of the browser's own.
#[component]
fn ViewButton() -> impl IntoView {
    let opened = RwSignal::new(false);
    let form = move || opened.get().then(|| view! { <ApartPart part=apart::VIEW_FORM /> });
    view! {
        <button class="button" type="button" popovertarget="board-view" on:click=move |_| opened.set(true)>{en::boards::VIEW}</button>
        <div id="board-view" class="board-view" popover="auto" >{form}</div>
    }
}
