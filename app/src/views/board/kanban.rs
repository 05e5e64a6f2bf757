//! The board itself: its columns, what moves cards over it, and the menu that every card has.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use domain::{
    board::{COLUMNS, Total},
    ids::AccountId,
    set::SetOf,
};

use super::{
    column::{CARD_PX, Column},
    move_dialog::MoveDialog,
    moving::{Aim, column_of_word, move_all, why_not},
};
use crate::{
    client::{Workspace, use_workspace},
    paths,
    ui::{
        Menu, MenuItem, MenuState, Toast, Toasts,
        drag::{CardAct, DragEvent, DragLayer, DragOptions, Held, Target, use_drag},
        use_live, use_toasts,
    },
    views::account_card::CardActions,
    words::en,
};

/// What a board holds while it is open: selection, the open dialog, the card whose menu is open.
#[derive(Clone, Copy)]
pub struct Hand {
    /// The cards that are selected.
    pub selected: RwSignal<SetOf<AccountId>>,
    /// The accounts that *Move to…* is open for.
    pub moving: RwSignal<Vec<AccountId>>,
    /// The card whose menu is open.
    pub asked: RwSignal<Option<AccountId>>,
    /// That menu.
    pub menu: MenuState,
    toasts: Toasts,
}

impl Hand {
    /// An empty hand.
    pub fn new() -> Self {
        Self {
            selected: RwSignal::default(),
            moving: RwSignal::default(),
            asked: RwSignal::default(),
            menu: MenuState::new(),
            toasts: use_toasts(),
        }
    }

    /// The cards that a gesture on one of them is about: all selected ones, if it is among them, else itself alone.
    pub fn with_selected(&self, card: AccountId) -> Vec<AccountId> {
        self.selected.with_untracked(|selected| {
            if selected.contains(&card) { selected.iter().copied().collect() } else { vec![card] }
        })
    }

    /// Takes a card into the selection, or out of it.
    pub fn toggle(&self, card: AccountId) {
        self.selected.update(|selected| {
            if !selected.remove(&card) {
                selected.insert(card);
            }
        });
    }
}

impl Default for Hand {
    fn default() -> Self {
        Self::new()
    }
}

/// Moves cards and tells it: once aloud and once with a way back.
pub fn move_and_tell(workspace: Workspace, hand: Hand, accounts: &[AccountId], aim: &Aim) {
    let moved = move_all(workspace, accounts, aim);
    hand.selected.set(SetOf::new());
    let Some(first) = moved.first() else { return };
    let words =
        if moved.len() == 1 { en::moved_one(first, aim.column) } else { en::moved_many(moved.len(), aim.column) };
    let count = moved.len();
    let undo = move || (0..count).for_each(|_| workspace.step(crate::client::step::Way::Back));
    hand.toasts.show(Toast::plain(words).with_action(en::UNDO, undo));
}

/// The board.
#[component]
pub fn Kanban(
    /// What all columns add up to.
    whole: Signal<Total>,
    /// What the board holds.
    hand: Hand,
) -> impl IntoView {
    let workspace = use_workspace();
    let root = NodeRef::<leptos::html::Div>::new();
    let drag = use_drag(drag_options(workspace, hand, root));
    let on_menu = Callback::new(move |(account, button): (AccountId, web_sys::HtmlElement)| {
        hand.asked.set(Some(account));
        hand.menu.open_at(&button);
    });
    let actions = CardActions { selected: hand.selected.into(), drag, on_menu };
    let on_move = Callback::new(move |(accounts, aim): (Vec<AccountId>, Aim)| {
        move_and_tell(workspace, hand, &accounts, &aim);
        if let Some(first) = accounts.first() {
            drag.land(first.to_string());
        }
    });
    let held = move || drag.held().map(|held| cards(&held.cards)).unwrap_or_default();
    let pinned = Signal::derive(held);
    Effect::new(move |_| workspace.here(paths::RELATIONSHIP_BOARD, held()));
    Effect::new(move |_| {
        workspace.revision.track();
        drag.follow_focus();
    });
    let columns = COLUMNS.map(|column| view! { <Column column whole actions pinned /> }).collect_view();
    view! {
        <div class="board" role="group" aria-label=en::RELATIONSHIP_BOARD node_ref=root>{columns}</div>
        <DragLayer drag />
        <CardMenu hand />
        <MoveDialog accounts=hand.moving on_move />
    }
}

/// What the drag is told: what may go where, and what becomes of it.
fn drag_options(workspace: Workspace, hand: Hand, root: NodeRef<leptos::html::Div>) -> DragOptions {
    let live = use_live();
    let navigate = use_navigate();
    let why = move |(card, target): (String, Target)| {
        let column = column_of_word(&target.column)?;
        why_not(workspace, card.parse().ok()?, column)
    };
    let on_drop = move |(held, target): (Vec<String>, Target)| {
        if let Some(column) = column_of_word(&target.column) {
            move_and_tell(workspace, hand, &cards(&held), &Aim::at(column, workspace));
        }
    };
    let on_act = move |(card, act): (String, CardAct)| {
        let Ok(card) = card.parse::<AccountId>() else { return };
        match act {
            CardAct::Open => navigate(&paths::account(card), NavigateOptions::default()),
            CardAct::Select => hand.toggle(card),
            CardAct::MoveTo => hand.moving.set(hand.with_selected(card)),
        }
    };
    DragOptions {
        root,
        row_px: CARD_PX,
        ordered: Signal::stored(false),
        selected: Signal::derive(move || {
            hand.selected.with(|selected| selected.iter().map(ToString::to_string).collect())
        }),
        why_not: Callback::new(why),
        on_drop: Callback::new(on_drop),
        on_event: Callback::new(move |event| {
            if is_said(&event) {
                live.announce(said(workspace, &event));
            }
        }),
        on_act: Callback::new(on_act),
    }
}

/// Whether something of a drag is said: what became of it always, the way there only to whoever goes it by keys. A pointer
/// shows where it is, and what the keys would do is none of its business.
fn is_said(event: &DragEvent) -> bool {
    match event {
        DragEvent::Lifted(held) | DragEvent::Over(held, ..) => held.by_key,
        DragEvent::Returned(_) | DragEvent::Refused(..) => true,
    }
}

/// What is said of a drag.
fn said(workspace: Workspace, event: &DragEvent) -> String {
    let name = |held: &Held| {
        let first = cards(&held.cards).first().copied().unwrap_or_default();
        let name = workspace.read(|model| model.accounts.get(&first).map(|account| account.name.clone()));
        if held.cards.len() > 1 { en::accounts(held.cards.len()) } else { name.unwrap_or_default() }
    };
    let column = |target: &Target| en::column(column_of_word(&target.column).flatten());
    match event {
        DragEvent::Lifted(held) => en::lifted(&name(held)),
        DragEvent::Over(_, target, why) => en::over(column(target), why.as_deref()),
        DragEvent::Refused(held, target, why) => en::drop_refused(&name(held), column(target), why),
        DragEvent::Returned(held) => en::returned(&name(held)),
    }
}

fn cards(keys: &[String]) -> Vec<AccountId> {
    keys.iter().filter_map(|key| key.parse().ok()).collect()
}

#[component]
fn CardMenu(hand: Hand) -> impl IntoView {
    let href = Signal::derive(move || hand.asked.get().map(paths::account).unwrap_or_default());
    let on_move = move |()| {
        if let Some(card) = hand.asked.get_untracked() {
            hand.moving.set(hand.with_selected(card));
        }
    };
    let on_select = move |()| {
        if let Some(card) = hand.asked.get_untracked() {
            hand.toggle(card);
        }
    };
    view! {
        <Menu id="card-menu" label=en::CARD_MENU state=hand.menu>
            <MenuItem label=en::OPEN icon="building-2" href />
            <MenuItem label=en::MOVE_TO icon="move-right" keys="M" on_choose=Callback::new(on_move) />
            <MenuItem label=en::SELECT icon="check" keys="X" on_choose=Callback::new(on_select) />
        </Menu>
    }
}
