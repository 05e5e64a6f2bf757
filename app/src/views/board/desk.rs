//! What every board has, however it is drawn: cards that move, the menu of each, *Move to…*, and what is said of it.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use send_wrapper::SendWrapper;

use domain::ids::AccountId;

use super::{
    asked::Asked,
    cell_word::Fields,
    column::{DrawHead, column_head},
    hand::{Hand, move_and_tell},
    look::Look,
    moving::{Aim, Beside, why_not, words_of},
};
use crate::{
    client::{Workspace, use_workspace},
    paths,
    ui::{
        drag::{CardAct, DragEvent, DragOptions, Held, NextColumn, Target, use_drag},
        listen::target_of,
        tell::tell_rows,
        use_live,
    },
    views::account_card::{CardActions, DrawCard},
    words::en,
};

/// A board that is open.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What its cells are values of.
    pub fields: Fields,
    /// What it does with cards.
    pub actions: CardActions,
    /// Cards that stay mounted: those that are held.
    pub pinned: Signal<Vec<AccountId>>,
    /// What scrolls, and holds all cells.
    pub root: NodeRef<html::Div>,
    /// What draws a card.
    pub draw: DrawCard,
    /// What draws the heads of its columns.
    pub head: DrawHead,
    hand: Hand,
    open: Callback<Option<AccountId>>,
}

/// Sets a board up; call it once, in the board's view, and put a `<DragLayer>` beside the board. Where not all of its columns are in the
/// document, `next` finds the next one with cards.
pub fn use_desk(asked: Memo<Asked>, hand: Hand, draw: DrawCard, next: Option<NextColumn>) -> Desk {
    let workspace = use_workspace();
    let fields = asked.with_untracked(Asked::fields);
    let open = use_open(asked);
    let root = NodeRef::new();
    let drag = use_drag(DragOptions { next, ..drag_options(workspace, asked, hand, root, open) });
    hand.drag.set_value(Some(drag));
    let held = move || drag.held().map(|held| cards(&held.cards)).unwrap_or_default();
    Effect::new(move |_| workspace.here(&paths::board(fields.columns), held()));
    Effect::new(move |_| {
        workspace.revision.track();
        drag.follow_focus();
    });
    // Cards hang on a signal of the hand: what is worked out from the address would remember each that was ever mounted.
    hand.opened.set(asked.with_untracked(|asked| asked.opened));
    Effect::new(move |_| {
        let opened = asked.with(|asked| asked.opened);
        if hand.opened.get_untracked() != opened {
            tell_rows(hand.opened, opened);
        }
    });
    let actions =
        CardActions { selected: hand.selected.into(), opened: hand.opened.into(), drag, look: Look::default() };
    Desk { fields, actions, pinned: Signal::derive(held), root, draw, head: column_head, hand, open }
}

/// What opens an account beside a board, or closes the one that is open. That too is an address.
pub fn use_open(asked: Memo<Asked>) -> Callback<Option<AccountId>> {
    let navigate = use_navigate();
    Callback::new(move |opened: Option<AccountId>| {
        let before = asked.get_untracked();
        // The way back leads to the board as it was before the first of them.
        let options = NavigateOptions { replace: before.opened.is_some(), scroll: false, ..NavigateOptions::default() };
        navigate(&Asked { opened, ..before }.path(), options);
    })
}

impl Desk {
    /// The same board with cards that look like this.
    pub fn with_look(self, look: Look) -> Self {
        Self { actions: CardActions { look, ..self.actions }, ..self }
    }

    /// The same board with columns that are headed so.
    pub fn with_head(self, head: DrawHead) -> Self {
        Self { head, ..self }
    }

    /// Opens a card that was pressed or selects it, or opens its menu by its button. With a key held down a link of a card is the browser's.
    pub fn on_click(self, event: &MouseEvent) {
        let card = target_of(event, "[data-card]").and_then(|card| card.get_attribute("data-card"));
        let Some(card) = card.and_then(|card| card.parse().ok()) else { return };
        if let Some(button) = target_of(event, ".card-more") {
            if let Ok(button) = button.dyn_into() {
                self.hand.opener.set_value(Some(SendWrapper::new(button)));
                self.hand.asked.set(Some(card));
            }
        } else if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            if self.hand.selects.get_untracked() {
                self.hand.toggle(card);
            } else {
                self.open.run(Some(card));
            }
        }
    }
}

/// What the drag is told: what may go where, and what becomes of it.
fn drag_options(
    workspace: Workspace,
    asked: Memo<Asked>,
    hand: Hand,
    root: NodeRef<html::Div>,
    open: Callback<Option<AccountId>>,
) -> DragOptions {
    let fields = asked.with_untracked(Asked::fields);
    let ordered = Signal::derive(move || asked.with(Asked::is_ordered));
    let live = use_live();
    let aim = move |held: &Held, target: &Target| {
        let to = fields.cell(&target.column)?;
        let beside = || {
            let shown = workspace.cell(&to).cards;
            shown.with_untracked(|shown| Beside::at(shown, target.index, &cards(&held.cards)))
        };
        let beside = if ordered.get_untracked() { beside() } else { None };
        Some(Aim { beside, ..Aim::at(fields, to, workspace) })
    };
    let why = move |(held, target): (Held, Target)| {
        if workspace.looks_back.get_untracked() {
            return Some(en::boards::past::NO_MOVES.to_owned());
        }
        why_not(workspace, held.cards.first()?.parse().ok()?, &aim(&held, &target)?, fields.cell(&held.from).as_ref())
    };
    let on_drop = move |(held, target): (Held, Target)| {
        if let Some(aim) = aim(&held, &target) {
            move_and_tell(workspace, hand, &cards(&held.cards), &aim, fields.cell(&held.from).as_ref());
        }
    };
    let on_act = move |(card, act): (String, CardAct)| {
        let Ok(card) = card.parse::<AccountId>() else { return };
        if workspace.looks_back.get_untracked() && act != CardAct::Open {
            return live.announce(en::boards::past::NO_MOVES.to_owned());
        }
        match act {
            CardAct::Open => open.run(Some(card)),
            CardAct::Select => hand.toggle(card),
            CardAct::MoveTo => hand.moving.set(hand.with_selected(card)),
        }
    };
    DragOptions {
        root,
        ordered,
        next: None,
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
