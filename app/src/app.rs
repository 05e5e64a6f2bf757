//! The app: one workspace, one frame around it, one page for each URL.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    hooks::use_location,
    path,
};

use crate::{
    client::{Connection, Workspace, outbox, use_workspace},
    pages::{
        apart::{self, ApartAside, ApartPage},
        board::BoardPage,
        missing::MissingPage,
    },
    paths,
    shell::document_title,
    ui::{provide_live, provide_toasts, way_back::follow_pages},
    views::{
        first_part::use_first_part,
        frame::{Frame, FrameWords, Place},
        rail_boards::RailBoards,
        shortcuts::{ShortcutsButton, provide_shortcuts},
        steps::StepKeys,
        sync_state::{SyncState, SyncTone},
        update_line::is_newer_there,
    },
    wire::PageData,
    words::en,
};

/// The app over a page's first window. The first render hangs on that data and the URL alone, so that the server and the
/// browser give the same.
#[component]
pub fn App(
    /// What the server sent with the page.
    data: PageData,
) -> impl IntoView {
    provide_meta_context();
    let workspace = Workspace::new(data);
    provide_context(workspace);
    provide_toasts(provide_live());
    // Effects run in a browser only.
    Effect::new(move |_| {
        apart::start_link(workspace);
        outbox::guard(workspace);
    });
    apart::fetch_when_idle();
    view! {
        <Title formatter=|page: String| document_title(&page) />
        <Router>
            <Framed />
        </Router>
    }
}

#[component]
fn Framed() -> impl IntoView {
    let workspace = use_workspace();
    let path = use_location().pathname;
    follow_pages(path);
    let shortcuts = provide_shortcuts();
    // Asked here first, so that it is known which URL the server answered.
    use_first_part();
    let missing = || view! { <MissingPage /> };
    view! {
        <Frame words=frame_words() path places=places() more=boards() later=boards_made() foot=foot>
            <FlatRoutes fallback=missing>
                <Route path=path!("/") view=|| view! { <ApartPage page=apart::HOME /> } />
                <Route path=path!("/accounts") view=|| view! { <ApartPage page=apart::ACCOUNTS /> } />
                <Route path=path!("/accounts/:account") view=|| view! { <ApartPage page=apart::ACCOUNT /> } />
                <Route path=path!("/boards") view=|| view! { <ApartPage page=apart::BOARDS /> } />
                <Route path=path!("/boards/models") view=|| view! { <ApartPage page=apart::MODELS_BOARD /> } />
                <Route path=path!("/boards/:field") view=BoardPage />
                <Route path=path!("/concentration") view=|| view! { <ApartPage page=apart::CONCENTRATION /> } />
                <Route path=path!("/retention") view=|| view! { <ApartPage page=apart::RETENTION /> } />
                <Route path=path!("/models") view=|| view! { <ApartPage page=apart::MODELS /> } />
                <Route path=path!("/key-accounts") view=|| view! { <ApartPage page=apart::KEY_ACCOUNTS /> } />
                <Route path=path!("/held-to-account") view=|| view! { <ApartPage page=apart::HELD_TO_ACCOUNT /> } />
                <Route path=path!("/scenarios") view=|| view! { <ApartPage page=apart::SCENARIOS /> } />
                <Route path=path!("/status-reports") view=|| view! { <ApartPage page=apart::STATUS_REPORTS /> } />
                <Route path=path!("/targets") view=|| view! { <ApartPage page=apart::TARGETS /> } />
                <Route path=path!("/wallet") view=|| view! { <ApartPage page=apart::WALLET /> } />
                <Route path=path!("/reciprocity") view=|| view! { <ApartPage page=apart::RECIPROCITY /> } />
                <Route path=path!("/catalogue") view=|| view! { <ApartPage page=apart::CATALOGUE /> } />
                <Route path=path!("/currencies") view=|| view! { <ApartPage page=apart::CURRENCIES /> } />
                <Route path=path!("/orders") view=|| view! { <ApartPage page=apart::ORDERS /> } />
                <Route path=path!("/wall") view=|| view! { <ApartPage page=apart::WALL /> } />
                <Route path=path!("/settings") view=|| view! { <ApartPage page=apart::SETTINGS /> } />
            </FlatRoutes>
        </Frame>
        <ApartAside aside=apart::NOTICES wanted=Signal::derive(move || !workspace.notices.with(Vec::is_empty)) />
        <ApartAside aside=apart::UPDATE_LINE wanted=Signal::derive(move || is_newer_there(workspace)) />
        <ApartAside aside=apart::SHORTCUTS wanted=shortcuts />
        <StepKeys />
    }
}

fn frame_words() -> FrameWords {
    FrameWords {
        brand: en::BRAND.to_owned(),
        skip: en::SKIP.to_owned(),
        places: en::PLACES.to_owned(),
        more: en::BOARDS.to_owned(),
        messages: en::MESSAGES.to_owned(),
        close: en::CLOSE.to_owned(),
    }
}

fn places() -> Vec<Place> {
    vec![
        Place::new(paths::HOME, en::HOME, "house"),
        Place::new(paths::BOARDS, en::BOARDS, "square-kanban"),
        Place::new(paths::ACCOUNTS, en::ACCOUNTS, "building-2"),
        Place::new(paths::CONCENTRATION, en::CONCENTRATION, "chart-line"),
        Place::new(paths::SETTINGS, en::SETTINGS, "settings"),
    ]
}

fn boards() -> Vec<Place> {
    vec![
        Place::below(paths::RELATIONSHIP_BOARD, en::RELATIONSHIP_BOARD),
        Place::below(paths::MODELS_BOARD, en::MODELS_BOARD),
        Place::below(paths::KEY_ACCOUNTS, en::KEY_ACCOUNTS),
        Place::below(paths::ORDERS, en::ORDERS),
    ]
}

fn boards_made() -> AnyView {
    view! { <RailBoards /><ApartAside aside=apart::LIVE_RAIL wanted=apart::use_all_there() /> }.into_any()
}

fn foot() -> AnyView {
    let workspace = use_workspace();
    let tone = Signal::derive(move || sync_tone(workspace));
    let text = Signal::derive(move || en::sync(workspace.connection.get(), workspace.waiting.get()));
    let again = Signal::derive(move || again(workspace.connection.get()));
    let opened = RwSignal::new(false);
    view! {
        <SyncState tone text again list="waiting" opened />
        <div id="waiting" class="waiting" popover="auto"><ApartAside aside=apart::WAITING wanted=opened /></div>
        <ShortcutsButton />
    }
    .into_any()
}

/// What loading the page again is called, where only that leads on: at the door one signs in, and comes back here.
fn again(connection: Connection) -> Option<&'static str> {
    match connection {
        Connection::SignedOut => Some(en::SIGN_IN),
        // The line of the new version leads on there.
        Connection::Opening | Connection::Live | Connection::Away | Connection::Outdated => None,
    }
}

fn sync_tone(workspace: Workspace) -> SyncTone {
    match (workspace.connection.get(), workspace.waiting.get()) {
        (Connection::Live, 0) | (Connection::Opening, 0) => SyncTone::Good,
        (Connection::Live | Connection::Opening, _) => SyncTone::Busy,
        (Connection::Away, _) => SyncTone::Off,
        (Connection::SignedOut | Connection::Outdated, _) => SyncTone::Warn,
    }
}
