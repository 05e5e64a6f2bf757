//! What a browser fetches the code of apart from the rest: whoever opens a board on a train waits for the board alone. The other
//! pages, and what is shown beside a page now and then, come as soon as the browser is idle, so that they are there when they are
//! wanted. On the server all of it is at hand.
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

use super::{
    account::AccountPage, accounts::AccountsPage, board, boards::BoardsPage, home::HomePage, settings::SettingsPage,
};
use crate::{
    client::{device, later_style},
    views::{notices::Notices, shape::Shape, shortcuts::Shortcuts, update_line::UpdateLine},
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
    fetch: fn() -> Later<()>,
    render: fn() -> Later<AnyView>,
}

/// The home page.
pub const HOME: Apart = Apart { part: "lists", fetch: || Box::pin(fetch_home()), render: || Box::pin(home()) };
/// The list of accounts.
pub const ACCOUNTS: Apart =
    Apart { part: "lists", fetch: || Box::pin(fetch_accounts()), render: || Box::pin(accounts()) };
/// The boards that there are.
pub const BOARDS: Apart = Apart { part: "lists", fetch: || Box::pin(fetch_boards()), render: || Box::pin(boards()) };
/// One account.
pub const ACCOUNT: Apart =
    Apart { part: "account", fetch: || Box::pin(fetch_account()), render: || Box::pin(account()) };
/// Settings.
pub const SETTINGS: Apart =
    Apart { part: "settings", fetch: || Box::pin(fetch_settings()), render: || Box::pin(settings()) };

/// What the author of a command must be told.
pub const NOTICES: Apart = Apart { part: "aside", fetch: || Box::pin(fetch_notices()), render: || Box::pin(notices()) };
/// The line of a new version.
pub const UPDATE_LINE: Apart =
    Apart { part: "aside", fetch: || Box::pin(fetch_update_line()), render: || Box::pin(update_line()) };
/// The list of the keyboard's shortcuts.
pub const SHORTCUTS: Apart =
    Apart { part: "aside", fetch: || Box::pin(fetch_shortcuts()), render: || Box::pin(shortcuts()) };
/// A board that is not as usual: of two fields, or with other cards.
pub const GRID: Apart = Apart { part: "boards", fetch: || Box::pin(fetch_grid()), render: || Box::pin(grid()) };
/// What a board shows, and how.
pub const VIEW_FORM: Apart =
    Apart { part: "boards", fetch: || Box::pin(fetch_view_form()), render: || Box::pin(view_form()) };

/// The menu of a card on a board.
pub const CARD_MENU: Apart =
    Apart { part: "aside", fetch: || Box::pin(fetch_card_menu()), render: || Box::pin(card_menu()) };
/// *Move to…* on a board.
pub const MOVE_DIALOG: Apart =
    Apart { part: "aside", fetch: || Box::pin(fetch_move_dialog()), render: || Box::pin(move_dialog()) };

const PAGES: [Apart; 7] = [HOME, ACCOUNTS, BOARDS, ACCOUNT, SETTINGS, GRID, VIEW_FORM];
const ASIDES: [Apart; 5] = [NOTICES, UPDATE_LINE, SHORTCUTS, CARD_MENU, MOVE_DIALOG];

#[wasm_split(lists, wasm_split_path = ::leptos::wasm_split, preload(fetch_home), fallible)]
fn home() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <HomePage /> }.into_any())
}

#[wasm_split(lists, wasm_split_path = ::leptos::wasm_split, preload(fetch_accounts), fallible)]
fn accounts() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <AccountsPage /> }.into_any())
}

#[wasm_split(lists, wasm_split_path = ::leptos::wasm_split, preload(fetch_boards), fallible)]
fn boards() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <BoardsPage /> }.into_any())
}

#[wasm_split(account, wasm_split_path = ::leptos::wasm_split, preload(fetch_account), fallible)]
fn account() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <AccountPage /> }.into_any())
}

#[wasm_split(settings, wasm_split_path = ::leptos::wasm_split, preload(fetch_settings), fallible)]
fn settings() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <SettingsPage /> }.into_any())
}

#[wasm_split(aside, wasm_split_path = ::leptos::wasm_split, preload(fetch_notices), fallible)]
fn notices() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Notices /> }.into_any())
}

#[wasm_split(aside, wasm_split_path = ::leptos::wasm_split, preload(fetch_update_line), fallible)]
fn update_line() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <UpdateLine /> }.into_any())
}

#[wasm_split(aside, wasm_split_path = ::leptos::wasm_split, preload(fetch_shortcuts), fallible)]
fn shortcuts() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <Shortcuts /> }.into_any())
}

#[wasm_split(aside, wasm_split_path = ::leptos::wasm_split, preload(fetch_card_menu), fallible)]
fn card_menu() -> Result<AnyView, SplitLoaderError> {
    Ok(board::card_menu())
}

#[wasm_split(aside, wasm_split_path = ::leptos::wasm_split, preload(fetch_move_dialog), fallible)]
fn move_dialog() -> Result<AnyView, SplitLoaderError> {
    Ok(board::move_dialog())
}

#[wasm_split(boards, wasm_split_path = ::leptos::wasm_split, preload(fetch_grid), fallible)]
fn grid() -> Result<AnyView, SplitLoaderError> {
    Ok(board::grid())
}

#[wasm_split(boards, wasm_split_path = ::leptos::wasm_split, preload(fetch_view_form), fallible)]
fn view_form() -> Result<AnyView, SplitLoaderError> {
    Ok(board::view_form())
}

impl Apart {
    /// Fetches what dresses it and its code, as often as it takes.
    async fn fetch(self) {
        let mut pause_ms = RETRY_MS;
        while !(later_style::bring().await && (self.fetch)().await.is_ok()) {
            device::pause(pause_ms).await;
            pause_ms = (pause_ms * 2).min(RETRY_MAX_MS);
        }
    }

    /// The view, if its code is at hand.
    fn render(self) -> Option<AnyView> {
        let rendered = pin!((self.render)()).poll(&mut Context::from_waker(Waker::noop()));
        match rendered {
            Poll::Ready(Ok(view)) => Some(view),
            Poll::Ready(Err(_)) | Poll::Pending => None,
        }
    }
}

/// The pages of which one is rendered first, by what the server sent. Where that is nothing, under any address, it may be any of them.
pub fn first(part: &PagePart) -> &'static [Apart] {
    match part {
        PagePart::Home { .. } => &[HOME],
        PagePart::Accounts { .. } => &[ACCOUNTS],
        PagePart::Boards { .. } => &[BOARDS],
        PagePart::Account(_) => &[ACCOUNT],
        PagePart::Settings => &[SETTINGS],
        PagePart::Missing => &PAGES,
        PagePart::Board(part) if part.rows.is_empty() && !part.other_cards => &[],
        PagePart::Board(_) => &[GRID],
    }
}

/// Fetches the code of these pages.
pub async fn fetch(pages: &'static [Apart]) {
    for page in pages {
        page.fetch().await;
    }
}

/// Fetches the code of all pages, once the one that was opened has had its time. Browser only.
pub fn fetch_when_idle() {
    spawn_local(async {
        device::pause(IDLE_MS).await;
        // First what may be told without a page being opened: a server that goes away must not take that along.
        fetch(&ASIDES).await;
        fetch(&PAGES).await;
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
