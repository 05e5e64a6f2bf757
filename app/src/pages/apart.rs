//! What a browser fetches the code of apart from the rest: whoever opens a board on a train waits for the board alone. What speaks with
//! the server comes right after it. The other pages, and what is shown beside a page now and then, come as soon as the browser is idle,
//! so that they are there when they are wanted. On the server all of it is at hand.
//!
//! Invariant: what the first render needs is at hand before a page is taken over, so that the browser renders what the server did.

use std::{
    future::Future,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_split::{SplitLoaderError, wasm_split},
};

use domain::field::Field;

use super::{
    account::AccountPage, accounts::AccountsPage, board, boards::BoardsPage, catalogue::CataloguePage,
    concentration::ConcentrationPage, currencies::CurrenciesPage, held_to_account::HeldToAccountPage, home::HomePage,
    key_accounts::KeyAccountsPage, models::ModelsPage, models_board::ModelsBoardPage, orders::OrdersPage,
    reciprocity::ReciprocityPage, retention::RetentionPage, scenarios::ScenariosPage, settings::SettingsPage,
    status_reports::StatusReportsPage, targets::TargetsPage, wall::WallPage, wallet::WalletPage,
};
use crate::{
    client::{Connection, Workspace, device, later_style, link},
    paths,
    views::{
        board::{asked::Asked, look::Look},
        notices::Notices,
        rail_boards::LiveRail,
        shape::Shape,
        shortcuts::Shortcuts,
        update_line::UpdateLine,
        waiting::Waiting,
    },
    wire::PagePart,
};

/// How long to wait before code is asked for again that did not come, in milliseconds; it doubles up to [`RETRY_MAX_MS`].
const RETRY_MS: u32 = 1_000;
/// The longest such wait, in milliseconds: somebody may be looking at the empty page.
const RETRY_MAX_MS: u32 = 16_000;
/// How long a page that was just opened is left to itself before the code of the others is fetched, in milliseconds.
const IDLE_MS: u32 = 2_000;

type Later<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// A page, or something beside it, that comes apart.
#[derive(Clone, Copy)]
pub struct Apart {
    /// The name of the part that its code is in.
    pub part: &'static str,
    what: What,
    fetch: fn() -> Later<()>,
    render: fn(What) -> Later<AnyView>,
}

/// What of a part is to be rendered. A part is entered at one place, since each weighs a third of a kilobyte of the client.
#[derive(Clone, Copy)]
enum What {
    Home,
    Accounts,
    Boards,
    Wall,
    Account,
    AccountPanel,
    Settings,
    Concentration,
    Retention,
    Models,
    ModelsBoard,
    KeyAccounts,
    HeldToAccount,
    Wallet,
    Reciprocity,
    Orders,
    Targets,
    StatusReports,
    Scenarios,
    Catalogue,
    Currencies,
    Notices,
    UpdateLine,
    Shortcuts,
    Waiting,
    CardMenu,
    MoveDialog,
    Grid,
    ViewForm,
    MadeBoard,
    LiveRail,
    Rules,
    Paper,
    LookBack,
    Motion,
}

/// The home page.
pub const HOME: Apart =
    Apart { part: "lists", what: What::Home, fetch: || Box::pin(fetch_lists()), render: |what| Box::pin(lists(what)) };
/// The list of accounts.
pub const ACCOUNTS: Apart = Apart { what: What::Accounts, ..HOME };
/// The boards that there are.
pub const BOARDS: Apart = Apart { what: What::Boards, ..GRID };
/// Boards on a wall.
pub const WALL: Apart = Apart { what: What::Wall, ..GRID };
/// One account.
pub const ACCOUNT: Apart = Apart {
    part: "account",
    what: What::Account,
    fetch: || Box::pin(fetch_account()),
    render: |what| Box::pin(account(what)),
};
/// An account beside a board.
pub const ACCOUNT_PANEL: Apart = Apart { what: What::AccountPanel, ..ACCOUNT };
/// Settings.
pub const SETTINGS: Apart = Apart {
    part: "settings",
    what: What::Settings,
    fetch: || Box::pin(fetch_settings()),
    render: |what| Box::pin(settings(what)),
};

/// How much hangs on how few.
pub const CONCENTRATION: Apart = Apart {
    part: "reports",
    what: What::Concentration,
    fetch: || Box::pin(fetch_reports()),
    render: |what| Box::pin(reports(what)),
};

/// What stayed of last year's revenue.
pub const RETENTION: Apart = Apart { what: What::Retention, ..CONCENTRATION };

/// The boards of the categorization models.
pub const MODELS_BOARD: Apart = Apart {
    part: "models",
    what: What::ModelsBoard,
    fetch: || Box::pin(fetch_models()),
    render: |what| Box::pin(models(what)),
};
/// What the categorization models are.
pub const MODELS: Apart = Apart { what: What::Models, ..MODELS_BOARD };
/// Which accounts are key.
pub const KEY_ACCOUNTS: Apart = Apart { what: What::KeyAccounts, ..MODELS_BOARD };
/// What accounts brought after they were placed.
pub const HELD_TO_ACCOUNT: Apart = Apart { what: What::HeldToAccount, ..MODELS_BOARD };
/// What of the wallets of accounts is ours.
pub const WALLET: Apart = Apart { what: What::Wallet, ..CONCENTRATION };
/// What we buy from accounts beside what they buy from us.
pub const RECIPROCITY: Apart = Apart { what: What::Reciprocity, ..CONCENTRATION };
/// What accounts ordered, and what of it is late.
pub const ORDERS: Apart = Apart { what: What::Orders, ..ACCOUNT };
/// What accounts are to bring.
pub const TARGETS: Apart = Apart { what: What::Targets, ..CONCENTRATION };
/// What those who lead accounts report on them.
pub const STATUS_REPORTS: Apart = Apart { what: What::StatusReports, ..CONCENTRATION };
/// What people suppose and wish of accounts.
pub const SCENARIOS: Apart = Apart { what: What::Scenarios, ..CONCENTRATION };
/// What we sell, and with whom we work.
pub const CATALOGUE: Apart = Apart { what: What::Catalogue, ..SETTINGS };
/// What other currencies were worth.
pub const CURRENCIES: Apart = Apart { what: What::Currencies, ..SETTINGS };

/// What the author of a command must be told.
pub const NOTICES: Apart = Apart {
    part: "aside",
    what: What::Notices,
    fetch: || Box::pin(fetch_aside()),
    render: |what| Box::pin(aside(what)),
};
/// The line of a new version.
pub const UPDATE_LINE: Apart = Apart { what: What::UpdateLine, ..NOTICES };
/// The list of the keyboard's shortcuts.
pub const SHORTCUTS: Apart = Apart { what: What::Shortcuts, ..NOTICES };
/// The menu of a card on a board, and the bar of those that are selected.
pub const CARD_MENU: Apart = Apart { what: What::CardMenu, ..NOTICES };
/// *Move to…* on a board.
pub const MOVE_DIALOG: Apart = Apart { what: What::MoveDialog, ..NOTICES };

/// A board that is not as usual: of two fields, or with other cards.
pub const GRID: Apart = Apart {
    part: "boards",
    what: What::Grid,
    fetch: || Box::pin(fetch_boards()),
    render: |what| Box::pin(boards(what)),
};
/// What a board shows, and how.
pub const VIEW_FORM: Apart = Apart { what: What::ViewForm, ..GRID };
/// A board on paper.
pub const PAPER: Apart = Apart { what: What::Paper, ..GRID };
/// The history of a board.
pub const LOOK_BACK: Apart = Apart { what: What::LookBack, ..GRID };
/// What lets the cards of a board travel.
pub const MOTION: Apart = Apart { what: What::Motion, ..GRID };
/// A board that people made.
pub const MADE_BOARD: Apart = Apart { what: What::MadeBoard, ..GRID };
/// The list of what waits for the server.
pub const WAITING: Apart = Apart { what: What::Waiting, ..GRID };
/// What keeps the boards in the rail as they are now.
pub const LIVE_RAIL: Apart = Apart { what: What::LiveRail, ..GRID };

/// All pages, one of each part at least.
const PAGES: [Apart; 6] = [HOME, ACCOUNT, SETTINGS, GRID, CONCENTRATION, MODELS_BOARD];

#[wasm_split(lists, wasm_split_path = ::leptos::wasm_split, preload(fetch_lists), fallible)]
fn lists(what: What) -> Result<AnyView, SplitLoaderError> {
    domain::apart::bring();
    Ok(match what {
        What::Accounts => view! { <AccountsPage /> }.into_any(),
        _ => view! { <HomePage /> }.into_any(),
    })
}

#[wasm_split(account, wasm_split_path = ::leptos::wasm_split, preload(fetch_account), fallible)]
fn account(what: What) -> Result<AnyView, SplitLoaderError> {
    domain::apart::bring();
    Ok(match what {
        What::AccountPanel => board::account_panel(),
        What::Orders => view! { <OrdersPage /> }.into_any(),
        _ => view! { <AccountPage /> }.into_any(),
    })
}

#[wasm_split(settings, wasm_split_path = ::leptos::wasm_split, preload(fetch_settings), fallible)]
fn settings(what: What) -> Result<AnyView, SplitLoaderError> {
    domain::apart::bring();
    Ok(match what {
        What::Catalogue => view! { <CataloguePage /> }.into_any(),
        What::Currencies => view! { <CurrenciesPage /> }.into_any(),
        _ => view! { <SettingsPage /> }.into_any(),
    })
}

#[wasm_split(reports, wasm_split_path = ::leptos::wasm_split, preload(fetch_reports), fallible)]
fn reports(what: What) -> Result<AnyView, SplitLoaderError> {
    Ok(match what {
        What::Retention => view! { <RetentionPage /> }.into_any(),
        What::Wallet => view! { <WalletPage /> }.into_any(),
        What::Reciprocity => view! { <ReciprocityPage /> }.into_any(),
        What::Targets => view! { <TargetsPage /> }.into_any(),
        What::StatusReports => view! { <StatusReportsPage /> }.into_any(),
        What::Scenarios => view! { <ScenariosPage /> }.into_any(),
        _ => view! { <ConcentrationPage /> }.into_any(),
    })
}

#[wasm_split(models, wasm_split_path = ::leptos::wasm_split, preload(fetch_models), fallible)]
fn models(what: What) -> Result<AnyView, SplitLoaderError> {
    domain::apart::bring();
    Ok(match what {
        What::Models => view! { <ModelsPage /> }.into_any(),
        What::HeldToAccount => view! { <HeldToAccountPage /> }.into_any(),
        What::KeyAccounts => view! { <KeyAccountsPage /> }.into_any(),
        _ => view! { <ModelsBoardPage /> }.into_any(),
    })
}

#[wasm_split(aside, wasm_split_path = ::leptos::wasm_split, preload(fetch_aside), fallible)]
fn aside(what: What) -> Result<AnyView, SplitLoaderError> {
    domain::apart::bring();
    Ok(match what {
        What::UpdateLine => view! { <UpdateLine /> }.into_any(),
        What::Shortcuts => view! { <Shortcuts /> }.into_any(),
        What::CardMenu => board::card_menu(),
        What::MoveDialog => board::move_dialog(),
        _ => view! { <Notices /> }.into_any(),
    })
}

#[wasm_split(boards, wasm_split_path = ::leptos::wasm_split, preload(fetch_boards), fallible)]
fn boards(what: What) -> Result<AnyView, SplitLoaderError> {
    domain::apart::bring();
    Ok(match what {
        What::Rules => ().into_any(),
        What::Boards => view! { <BoardsPage /> }.into_any(),
        What::Wall => view! { <WallPage /> }.into_any(),
        What::MadeBoard => board::made_board(),
        What::Waiting => view! { <Waiting /> }.into_any(),
        What::LiveRail => view! { <LiveRail /> }.into_any(),
        What::ViewForm => board::view_form(),
        What::Paper => board::paper(),
        What::LookBack => board::look_back(),
        What::Motion => board::motion(),
        _ => board::grid(),
    })
}

/// What speaks with the server.
#[wasm_split(link, wasm_split_path = ::leptos::wasm_split, preload(fetch_link), fallible)]
fn open_link(workspace: Workspace) -> Result<(), SplitLoaderError> {
    link::start(workspace);
    Ok(())
}

/// Fetches what speaks with the server. Whoever starts it asks again where it did not come.
pub async fn expect_link() {
    drop(fetch_link().await);
}

/// Has what speaks with the server fetched and started: the first that a page needs once it was taken over.
pub fn start_link(workspace: Workspace) {
    spawn_local(persist(move || {
        Box::pin(async move {
            let opened = open_link(workspace).await.is_ok();
            if !opened {
                workspace.connection.set(Connection::Away);
            }
            opened
        })
    }));
}

/// Attempts something as often as it takes, ever more seldom.
async fn persist(attempt: impl Fn() -> Pin<Box<dyn Future<Output = bool>>>) {
    let mut pause_ms = RETRY_MS;
    while !attempt().await {
        device::pause(pause_ms).await;
        pause_ms = (pause_ms * 2).min(RETRY_MAX_MS);
    }
}

impl Apart {
    /// Fetches what dresses it and its code, as often as it takes.
    async fn fetch(self) {
        persist(move || Box::pin(async move { later_style::bring().await && (self.fetch)().await.is_ok() })).await;
        if self.part == GRID.part {
            // What it knows of records counts from now on, and not when it is first shown.
            drop(Self { what: What::Rules, ..self }.render());
        }
    }

    /// The view, if its code is at hand.
    fn render(self) -> Option<AnyView> {
        let rendered = pin!((self.render)(self.what)).poll(&mut Context::from_waker(Waker::noop()));
        match rendered {
            Poll::Ready(Ok(view)) => Some(view),
            Poll::Ready(Err(_)) | Poll::Pending => None,
        }
    }
}

/// What comes apart and is rendered first, by what the server sent, and the path and the raw query of its address. Where it sent nothing, under any
/// address, it may be any of the pages.
pub fn first(part: &PagePart, path: &str, query: &str) -> &'static [Apart] {
    match part {
        PagePart::Home { .. } => &[HOME],
        PagePart::Accounts { .. } => &[ACCOUNTS],
        PagePart::Boards { .. } => &[BOARDS],
        PagePart::Account(_) => &[ACCOUNT],
        PagePart::Settings => &[SETTINGS],
        PagePart::Report(_) if path == paths::RETENTION => &[RETENTION],
        PagePart::Report(_) if path == paths::MODELS => &[MODELS],
        PagePart::Report(_) if path == paths::MODELS_BOARD => &[MODELS_BOARD],
        PagePart::Report(_) if path == paths::KEY_ACCOUNTS => &[KEY_ACCOUNTS],
        PagePart::Report(_) if path == paths::HELD_TO_ACCOUNT => &[HELD_TO_ACCOUNT],
        PagePart::Report(_) if path == paths::WALLET => &[WALLET],
        PagePart::Report(_) if path == paths::RECIPROCITY => &[RECIPROCITY],
        PagePart::Report(_) if path == paths::ORDERS => &[ORDERS],
        PagePart::Report(_) if path == paths::TARGETS => &[TARGETS],
        PagePart::Report(_) if path == paths::STATUS_REPORTS => &[STATUS_REPORTS],
        PagePart::Report(_) if path == paths::SCENARIOS => &[SCENARIOS],
        PagePart::Report(_) if path == paths::CATALOGUE => &[CATALOGUE],
        PagePart::Report(_) if path == paths::CURRENCIES => &[CURRENCIES],
        PagePart::Report(_) => &[CONCENTRATION],
        PagePart::Missing => &PAGES,
        PagePart::Board(part) => {
            let is_made = paths::board_of(path).and_then(Field::team_board).is_some();
            let is_usual = part.rows.is_empty() && Look::of(query).is_plain() && !is_made;
            match (is_usual, Asked::opens(query).is_some()) {
                (true, false) => &[],
                (false, false) => &[GRID],
                (true, true) => &[ACCOUNT_PANEL],
                (false, true) => &[GRID, ACCOUNT_PANEL],
            }
        }
    }
}

/// Fetches the code of these pages.
pub async fn fetch(pages: &'static [Apart]) {
    for page in pages {
        page.fetch().await;
    }
}

/// Whether the code of all pages is at hand.
#[derive(Clone, Copy)]
struct AllThere(RwSignal<bool>);

/// Whether the code of all pages is at hand: what is nice to have waits for that.
pub fn use_all_there() -> Signal<bool> {
    use_context().map_or_else(|| Signal::stored(false), |AllThere(there)| there.into())
}

/// Has the code of all pages fetched, once the one that was opened has had its time.
pub fn fetch_when_idle() {
    let there = RwSignal::new(false);
    provide_context(AllThere(there));
    // Effects run in a browser only.
    Effect::new(move |_| fetch_all(there));
}

fn fetch_all(there: RwSignal<bool>) {
    spawn_local(async move {
        device::pause(IDLE_MS).await;
        // First what may be told without a page being opened: a server that goes away must not take that along.
        fetch(&[NOTICES]).await;
        fetch(&PAGES).await;
        there.set(true);
    });
}

/// Something beside the page that comes apart as soon as it is wanted; from then on it stays, and shows itself or not.
#[component]
pub fn ApartAside(aside: Apart, #[prop(into)] wanted: Signal<bool>) -> impl IntoView {
    let was_wanted = Memo::new(move |before: Option<&bool>| before == Some(&true) || wanted.get());
    move || was_wanted.get().then(|| at_hand(aside, || ().into_any()))
}

/// A page that comes apart, and until it has come, that it is on its way.
#[component]
pub fn ApartPage(page: Apart) -> impl IntoView {
    at_hand(page, || view! { <main id="main" class="main" tabindex="-1"><Shape /></main> }.into_any())
}

/// A part of a page that comes apart.
#[component]
pub fn ApartPart(part: Apart) -> impl IntoView {
    at_hand(part, || view! { <Shape /> }.into_any())
}

/// What comes apart; until its code is at hand, what stands in for it.
fn at_hand(apart: Apart, until_then: fn() -> AnyView) -> impl IntoView {
    let at_hand = RwSignal::new(false);
    move || {
        at_hand.track();
        apart.render().unwrap_or_else(|| {
            spawn_local(async move {
                apart.fetch().await;
                // Whoever waited may have gone elsewhere by now.
                at_hand.try_set(true);
            });
            until_then()
        })
    }
}
