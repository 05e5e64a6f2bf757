//! The board itself: its columns, what moves cards over it, and the menu that every card has.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use domain::{board::Cell, field::Field, ids::AccountId, set::SetOf};

use super::{
    cell_word::Fields,
    column::{BoardOf, CARD_PX, Column},
    move_dialog::MoveDialog,
    moving::{Aim, move_all, why_not, words_of},
};
use crate::{
    client::{Workspace, use_workspace},
    paths,
    ui::{
        Menu, MenuItem, MenuState, Toast, Toasts,
        drag::{CardAct, DragEvent, DragLayer, DragOptions, Held, Target, use_drag},
        sight::use_sight,
        use_live, use_toasts,
    },
    views::account_card::CardActions,
    words::en,
};

/// How many columns are on a screen at first, as far as anybody can tell before it is seen.
pub const FIRST_COLUMNS: usize = 8;

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
pub fn move_and_tell(workspace: Workspace, hand: Hand, accounts: &[AccountId], aim: &Aim, from: Option<&Cell>) {
    let moved = move_all(workspace, accounts, aim, from);
    hand.selected.set(SetOf::new());
    let Some(first) = moved.names.first() else { return };
    let to = words_of(workspace, aim.fields, &aim.to);
    let words = if moved.names.len() == 1 { en::moved_one(first, &to) } else { en::moved_many(moved.names.len(), &to) };
    let undo = move || (0..moved.steps).for_each(|_| workspace.step(crate::client::step::Way::Back));
    hand.toasts.show(Toast::plain(words).with_action(en::UNDO, undo));
}

/// The board.
#[component]
pub fn Kanban(
    /// The field whose values are its columns.
    field: Field,
    /// What the board holds.
    hand: Hand,
) -> impl IntoView {
    let workspace = use_workspace();
    let root = NodeRef::<leptos::html::Div>::new();
    let fields = Fields::from(field);
    let drag = use_drag(drag_options(workspace, fields, hand, root));
    let on_menu = Callback::new(move |(account, button): (AccountId, web_sys::HtmlElement)| {
        hand.asked.set(Some(account));
        hand.menu.open_at(&button);
    });
    let actions = CardActions { selected: hand.selected.into(), drag, on_menu };
    let on_move = Callback::new(move |(accounts, aim): (Vec<AccountId>, Aim)| {
        move_and_tell(workspace, hand, &accounts, &aim, None);
        if let Some(first) = accounts.first() {
            drag.land(first.to_string());
        }
    });
    let held = move || drag.held().map(|held| cards(&held.cards)).unwrap_or_default();
    let board = BoardOf { field, actions, pinned: Signal::derive(held) };
    Effect::new(move |_| workspace.here(&paths::board(field), held()));
    Effect::new(move |_| {
        workspace.revision.track();
        drag.follow_focus();
    });
    let slots = workspace.slots();
    let numbered = move || slots.with(|slots| slots.columns.iter().cloned().enumerate().collect::<Vec<_>>());
    let sight = use_sight(root, FIRST_COLUMNS, workspace.slots());
    let column = move |(number, column)| {
        let near = Memo::new(move |_| sight.with(|sight| sight.contains(&number)));
        view! { <Column column board near=near.into() /> }
    };
    view! {
        <div class=["board of-", field.word()].concat() role="group" aria-label=en::boards::board(field) node_ref=root>
            <For each=numbered key=|(number, slot)| (*number, slot.word()) children=column />
        </div>
        <DragLayer drag />
        <CardMenu hand />
        <MoveDialog fields accounts=hand.moving on_move />
    }
}

/// What the drag is told: what may go where, and what becomes of it.
fn drag_options(workspace: Workspace, fields: Fields, hand: Hand, root: NodeRef<leptos::html::Div>) -> DragOptions {
    let live = use_live();
    let navigate = use_navigate();
    let aim = move |target: &Target| fields.cell(&target.column).map(|to| Aim::at(fields, to, workspace));
    let why = move |(held, target): (Held, Target)| {
        why_not(workspace, held.cards.first()?.parse().ok()?, &aim(&target)?, fields.cell(&held.from).as_ref())
    };
    let on_drop = move |(held, target): (Held, Target)| {
        if let Some(aim) = aim(&target) {
            move_and_tell(workspace, hand, &cards(&held.cards), &aim, fields.cell(&held.from).as_ref());
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
                live.announce(said(workspace, fields, &event));
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
fn said(workspace: Workspace, fields: Fields, event: &DragEvent) -> String {
    let name = |held: &Held| {
        let first = cards(&held.cards).first().copied().unwrap_or_default();
        let name = workspace.read(|model| model.accounts.get(&first).map(|account| account.name.clone()));
        if held.cards.len() > 1 { en::accounts(held.cards.len()) } else { name.unwrap_or_default() }
    };
    let place = |target: &Target| words_of(workspace, fields, &fields.cell(&target.column).unwrap_or_default());
    match event {
        DragEvent::Lifted(held) => en::lifted(&name(held)),
        DragEvent::Over(_, target, why) => en::over(&place(target), why.as_deref()),
        DragEvent::Refused(held, target, why) => en::drop_refused(&name(held), &place(target), why),
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
