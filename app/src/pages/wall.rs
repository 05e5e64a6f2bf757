//! The wall screen: boards by turns, large and read only, for a screen that hangs where a team sees it. Which boards, and how long each, its
//! address says. It stays live, keeps the screen alight, says when the connection is lost, and takes on a new version by itself.

mod bar;

use std::time::Duration;

use leptos::{
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::{Event, KeyboardEvent},
};
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use send_wrapper::SendWrapper;

use domain::{board::Line, day::Moment};

use self::bar::Bar;
use super::{
    apart::{self, ApartAside},
    board::use_board,
};
use crate::{
    client::{Connection, Workspace, boards::fetch_boards, boot, device, use_workspace},
    ui::{
        awake::Awake,
        glide::wishes_no_motion,
        listen::{Listen, Listening, target_of},
    },
    views::{
        board::{asked::Asked, on_wall::OnWall, wall::WallBoard},
        reporting,
        shape::Shape,
    },
    words::en,
};

/// How long the bar stays after a hand or a key, in ms.
const HANDS_MS: u64 = 4_000;
/// How long a new version waits before it is taken on, in ms.
const NEWER_MS: u64 = 30_000;

/// A wall screen.
#[derive(Clone, Copy)]
pub struct Wall {
    /// What it shows.
    pub shown: Memo<OnWall>,
    /// Whose turn it is.
    pub turn: RwSignal<usize>,
    /// It stays with one board.
    pub paused: RwSignal<bool>,
}

impl Wall {
    /// On to the next board, or back to the one before.
    pub fn go(self, forth: bool) {
        let boards = self.shown.with_untracked(|shown| shown.boards.len()).max(1);
        // The page may be gone by now.
        let _ = self.turn.try_update(|turn| *turn = (*turn + if forth { 1 } else { boards - 1 }) % boards);
    }

    /// Stays with a board, or goes on.
    pub fn toggle(self) {
        self.paused.update(|paused| *paused = !*paused);
    }
}

/// The page.
#[component]
pub fn WallPage() -> impl IntoView {
    let query = use_location().search;
    let shown = Memo::new(move |_| query.with(|query| OnWall::of(query)));
    let wall = Wall { shown, turn: RwSignal::new(0), paused: RwSignal::new(false) };
    let workspace = use_workspace();
    use_turns(wall);
    use_screen(wall);
    use_newer(workspace);
    let hands = use_hands(wall);
    let asked = Memo::new(move |_| shown.with(|shown| shown.at(wall.turn.get())));
    view! {
        <Title text=en::wall::OPEN />
        <main id="main" class="main wall" class:hands=move || hands.get() tabindex="-1">
            {move || view! { <Turn asked=asked.get() wall /> }}
            <Lost />
            <Bar wall asked />
            <div class="drag-layer" aria-hidden="true"></div>
            <ApartAside aside=apart::MOTION wanted=apart::use_all_there() />
        </main>
    }
}

/// A board whose turn it is.
#[component]
fn Turn(asked: Asked, wall: Wall) -> impl IntoView {
    let workspace = use_workspace();
    let fields = asked.fields();
    let of = asked.clone();
    use_board(Memo::new(move |_| of.clone()));
    use_made(workspace, &asked);
    let whole = workspace.line(&Line::Whole);
    let about = move || {
        let (total, to) = (whole.get(), reporting::reports_to());
        let sum = en::money_short(total.sum_minor, reporting::currency());
        [en::accounts(total.count), en::twelve_months_to(to), sum].join(" · ")
    };
    let turn = move || {
        let boards = wall.shown.with(|shown| shown.boards.len());
        (boards > 1).then(|| {
            let paused = if wall.paused.get() { [" · ", en::wall::PAUSED].concat() } else { String::new() };
            en::wall::turn(wall.turn.get() % boards + 1, boards) + &paused
        })
    };
    let body = move || match workspace.directory.get() {
        true => view! { <WallBoard asked=asked.clone() /> }.into_any(),
        false => view! { <Shape /> }.into_any(),
    };
    view! {
        <header class="wall-head">
            <h1>{move || workspace.look(|model| en::boards::title(model, fields.columns, fields.rows))}</h1>
            <p>{about}</p>
            <p class="wall-turn">{turn}</p>
        </header>
        {body}
    }
}

/// Fetches a board that people made, with its cards, where that is whose turn it is.
fn use_made(workspace: Workspace, asked: &Asked) {
    let (Some(board), layout) = (asked.columns.team_board(), asked.layout()) else { return };
    let shown = RwSignal::new(());
    // What could not be fetched is fetched when the server is back.
    let is_live = Memo::new(move |_| workspace.connection.get() == Connection::Live);
    Effect::new(move |_| {
        let layout = layout.clone();
        if is_live.get() && workspace.board.get_value().is_none_or(|(whole, _)| whole != board) {
            spawn_local(async move {
                // It may be another's turn by then. One that is not there for the reader stays empty.
                if fetch_boards(workspace, Some(board)).await.is_ok() && shown.try_get_untracked().is_some() {
                    workspace.open_board(layout);
                }
            });
        }
    });
}

/// That the connection is lost, and since when.
#[component]
fn Lost() -> impl IntoView {
    let workspace = use_workspace();
    let since = RwSignal::new(None::<Moment>);
    Effect::new(move |_| {
        let is_lost = workspace.connection.get().is_lost();
        if is_lost != since.with_untracked(Option::is_some) {
            since.set(is_lost.then(device::now));
        }
    });
    let words = move || since.get().map(|since| en::wall::lost(&en::sync(workspace.connection.get(), 0), since));
    view! { <p class="wall-lost" role="status" hidden=move || since.with(Option::is_none)>{words}</p> }
}

/// Has the boards take turns.
fn use_turns(wall: Wall) {
    Effect::new(move |_| {
        let (boards, every_s) = wall.shown.with(|shown| (shown.boards.len(), shown.every_s));
        // From whenever it was turned last, by whomever.
        wall.turn.track();
        if boards > 1 && !wall.paused.get() {
            after(Duration::from_secs(every_s.into()), move || wall.go(true));
        }
    });
}

/// Does something after a while, unless the effect that it is asked in runs again before.
fn after(wait: Duration, act: impl FnOnce() + 'static) {
    if let Ok(timer) = set_timeout_with_handle(act, wait) {
        on_cleanup(move || TimeoutHandle::clear(&timer));
    }
}

/// Keeps the screen alight. Whoever wishes no motion is shown one board until they ask for the next.
fn use_screen(wall: Wall) {
    let awake = StoredValue::new(None);
    Effect::new(move |_| {
        awake.set_value(Some(SendWrapper::new(Awake::keep())));
        wall.paused.set(wishes_no_motion());
    });
}

/// Takes a new version on after a while: nobody is there to do it.
fn use_newer(workspace: Workspace) {
    Effect::new(move |_| {
        if workspace.newer.get() && workspace.waiting.get() == 0 {
            after(Duration::from_millis(NEWER_MS), boot::load_again);
        }
    });
}

/// Listens to keys and hands, and tells whether there were any a moment ago.
fn use_hands(wall: Wall) -> RwSignal<bool> {
    let hands = RwSignal::new(false);
    let seen = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if seen.get() > 0 {
            hands.set(true);
            after(Duration::from_millis(HANDS_MS), move || {
                let _ = hands.try_set(false);
            });
        }
    });
    let listening = StoredValue::new(None);
    Effect::new(move |_| {
        let touched = move || seen.update(|seen| *seen = seen.wrapping_add(1));
        let moved = Listening::on(&document(), "pointermove", Listen::Passive, move |_| touched());
        let tapped = Listening::on(&document(), "pointerdown", Listen::Passive, move |_| touched());
        let pressed = Listening::on(&document(), "keydown", Listen::Active, move |event| {
            touched();
            on_key(wall, &event);
        });
        listening.set_value(Some(SendWrapper::new([moved, tapped, pressed])));
    });
    hands
}

fn on_key(wall: Wall, event: &Event) {
    // On what can be pressed a key is for that.
    let is_taken = target_of(event, "button, a, input, select").is_some();
    let Some(pressed) = event.dyn_ref::<KeyboardEvent>().filter(|_| !is_taken) else { return };
    if pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key() {
        return;
    }
    match pressed.key().as_str() {
        " " => wall.toggle(),
        "ArrowRight" => wall.go(true),
        "ArrowLeft" => wall.go(false),
        _ => return,
    }
    event.prevent_default();
}
