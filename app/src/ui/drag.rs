//! Moving cards between columns: one code for mouse, finger, pen and keys, ending in one callback.
//!
//! The page marks its elements: `data-column` (the column's key) with `data-count` (all its cards, mounted or not) on each
//! column and `data-scroll` on what scrolls its cards; `data-card` (the card's key) on each row, which is focusable, carries
//! `aria-posinset`, and may name the part that is copied with `data-drag-body` and a part that comes off at once under a
//! finger with `data-drag-handle`. Where columns stand in rows, the board says in `data-across` how many stand side by side. Not all of those
//! need be in the document: `data-at` says which one it is, counted row by row. What holds a row always is; the first child of the board
//! holds the heads. Columns may also lie as stripes across the diagonal of one element, `data-square`: `data-from` and `data-to`
//! say from which part of it to which, in thousandths from its lower left corner. Keys are opaque here.
//!
//! Invariants (what keeps sixty frames a second): geometry is read when a drag begins and after something scrolled, never in
//! between; a frame writes only transforms; the one signal that a move touches is `target`, and only when it changes. The
//! card that is held stays mounted where it was (pin it in its list), so that the browser does not lose the pointer.
//! Deliberately absent: HTML5 drag and drop, which no finger can do.

pub mod geometry;
pub mod lift;
pub mod press;

mod board;
mod ghost;
mod keys;
mod pointer;

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use send_wrapper::SendWrapper;

use self::board::Board;
pub(super) use self::board::{elements, selector};
use self::ghost::Ghost;
pub use self::lift::Way;
use super::{listen::Listening, tell::tell_rows};

/// Where a held card would go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The column's key.
    pub column: String,
    /// The gap between two cards as they are shown: 0 before the first one. Always 0 on a board without an order of its own.
    pub index: usize,
}

/// Cards that are off the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The one that was taken first, then the others that are selected with it.
    pub cards: Vec<String>,
    /// The column that it came from.
    pub from: String,
    /// Lifted by keys: what happens has to be said.
    pub by_key: bool,
}

/// What happened, for the page to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DragEvent {
    /// Cards were lifted.
    Lifted(Held),
    /// They are over a target now, and why they may not go there.
    Over(Held, Target, Option<String>),
    /// They were dropped where they may not go, and why; they are back.
    Refused(Held, Target, String),
    /// They are back where they were.
    Returned(Held),
}

/// What a key asks for on a card that is not lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardAct {
    /// Enter: open it.
    Open,
    /// X: select it, or no more.
    Select,
    /// M: *Move to…*.
    MoveTo,
}

/// Finds the key of the next column with cards, from the key of another one.
pub type NextColumn = Callback<(String, Way), Option<String>>;

/// What a board tells the drag.
#[derive(Clone, Copy)]
pub struct DragOptions {
    /// What scrolls the columns sideways and holds all of them. `--row` of its style says how high a card is, with the room below it.
    pub root: NodeRef<html::Div>,
    /// Whether the place within a column means something.
    pub ordered: Signal<bool>,
    /// What finds the next column, where not all of them are in the document.
    pub next: Option<NextColumn>,
    /// Cards that go along when one of them is taken.
    pub selected: Signal<Vec<String>>,
    /// Why held cards, or the first of them, may not go somewhere.
    pub why_not: Callback<(Held, Target), Option<String>>,
    /// Cards were dropped where they may go.
    pub on_drop: Callback<(Held, Target)>,
    /// Something happened that may have to be said.
    pub on_event: Callback<DragEvent>,
    /// A key was pressed on a card.
    pub on_act: Callback<(String, CardAct)>,
}

/// What a board's views follow.
#[derive(Clone, Copy)]
pub struct Drag {
    held: RwSignal<Option<Held>>,
    target: RwSignal<Option<Target>>,
    current: RwSignal<Option<String>>,
    landed: RwSignal<Option<String>>,
    /// The column that stays in the document.
    kept: RwSignal<Option<String>>,
    /// Whether the current card has the focus, or something in it.
    focused: StoredValue<bool>,
    /// Something changed since the columns were looked at last.
    changed: StoredValue<bool>,
    ghost: Ghost,
}

impl Drag {
    /// The cards that are held.
    pub fn held(self) -> Option<Held> {
        self.held.get()
    }

    /// Whether this card is held; its place on the board is shown pale.
    pub fn holds(self, card: &str) -> bool {
        self.held.with(|held| held.as_ref().is_some_and(|held| held.cards.iter().any(|other| other == card)))
    }

    /// Where the held cards would go.
    pub fn target(self) -> Option<Target> {
        self.target.get()
    }

    /// Whether the held cards are over this column.
    pub fn is_over(self, column: &str) -> bool {
        self.target.with(|target| target.as_ref().is_some_and(|target| target.column == column))
    }

    /// The card that has or last had the focus.
    pub fn current(self) -> Option<String> {
        self.current.get()
    }

    /// The card that came down last; shines for a moment, and its list brings it into view.
    pub fn landed(self) -> Option<String> {
        self.landed.get()
    }

    /// Has a column stay in the document wherever the board is scrolled, in the place of the one that had or has the focus.
    pub fn keep(self, column: String) {
        tell_rows(self.kept, Some(column));
    }

    /// The column that stays in the document: keys go where the focus is, however far a lifted card is from it.
    pub fn kept(self) -> Option<String> {
        self.kept.get()
    }

    /// Whether it is this one.
    pub fn keeps(self, column: &str) -> bool {
        self.kept.with(|kept| kept.as_deref() == Some(column))
    }

    /// Whether the Tab key stops at this card: at the one that had the focus last, and at the first of each column.
    pub fn tabindex(self, card: &str, position: usize) -> &'static str {
        let current = self.current.with(|current| current.as_deref() == Some(card));
        if current || position == 1 { "0" } else { "-1" }
    }

    /// Brings the focus to a card, in whatever column it is by the next frames, and lets it shine. For *Move to…* and undo.
    pub fn land(self, card: String) {
        board::land(self, card);
    }

    /// Brings a card into view and lets it shine; the focus stays where it is.
    pub fn show(self, card: String) {
        board::shine(self, card);
    }

    /// What is on the board changed, by an undo or a colleague. The card that has the focus may be in another column now: the focus
    /// follows it.
    pub fn follow_focus(self) {
        self.changed.set_value(true);
        if let Some(card) = self.current.get_untracked().filter(|_| self.focused.get_value()) {
            board::follow(self, card);
        }
    }
}

/// Brings the focus to a card, as soon as it is in the document.
pub fn focus(card: &str) {
    board::focus_soon(selector("data-card", card), board::FRAMES);
}

/// Listens on a board. Call it once, in the board's view, and put a `<DragLayer>` beside the board.
pub fn use_drag(options: DragOptions) -> Drag {
    let drag = Drag {
        held: RwSignal::new(None),
        target: RwSignal::new(None),
        current: RwSignal::new(None),
        landed: RwSignal::new(None),
        kept: RwSignal::new(None),
        focused: StoredValue::new(false),
        changed: StoredValue::new(false),
        ghost: Ghost::default(),
    };
    let listening: StoredValue<Option<SendWrapper<Vec<Listening>>>> = StoredValue::new(None);
    Effect::new(move |_| {
        let Some(root) = options.root.get() else { return };
        let board = Rc::new(Board::new(root.unchecked_into::<HtmlElement>(), drag, options));
        let mut heard = pointer::listen(&board);
        heard.extend(keys::listen(&board));
        listening.set_value(Some(SendWrapper::new(heard)));
    });
    drag
}

/// The layer above the page in which held cards are shown; silent, for what happens is said by the live region.
#[component]
pub fn DragLayer(drag: Drag) -> impl IntoView {
    let ghost = drag.ghost;
    view! {
        <div class="drag-layer" aria-hidden="true">
            <div class="drag-line" node_ref=ghost.line></div>
            <div class="drag-ghost" hidden=true node_ref=ghost.ghost>
                <div class="drag-why" node_ref=ghost.why></div>
            </div>
        </div>
    }
}
