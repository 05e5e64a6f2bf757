//! The board in the browser: reads where things stand, and does what pointer and keys agree on.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlElement, NodeList};

use super::geometry::{Column, Geometry};
use super::lift::Lift;
use super::{Drag, DragEvent, DragOptions, Held, Target};
use crate::ui::px::row_px;
use crate::ui::tell::tell_rows;

/// How long a card shines where it came down, in ms.
const SHINE_MS: u64 = 900;
/// How many frames a card has to appear where it went before the focus gives up on it.
pub const FRAMES: u32 = 12;

/// A board that is listened to.
pub struct Board {
    pub(super) root: HtmlElement,
    pub(super) drag: Drag,
    pub(super) options: DragOptions,
    pub(super) geometry: RefCell<Geometry>,
    /// Something scrolled or grew since the geometry was read.
    pub(super) stale: Cell<bool>,
    /// The card that is lifted by keys.
    pub(super) lift: Cell<Option<Lift>>,
}

/// The elements of a list of nodes.
pub fn elements(found: Result<NodeList, JsValue>) -> Vec<Element> {
    let Ok(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// An attribute selector for a key, whatever is in the key.
pub fn selector(attribute: &str, key: &str) -> String {
    format!("[{attribute}=\"{}\"]", key.replace('\\', "\\\\").replace('"', "\\\""))
}

/// How many cards a column has.
pub fn count(column: &Element) -> usize {
    number(column, "data-count").unwrap_or(0)
}

fn number(of: &Element, name: &str) -> Option<usize> {
    of.get_attribute(name)?.parse().ok()
}

/// Thousandths, as a part.
fn part(of: &Element, name: &str) -> Option<f64> {
    number(of, name).map(|thousandths| thousandths as f64 / 1_000.0)
}

impl Board {
    /// A board at rest.
    pub fn new(root: HtmlElement, drag: Drag, options: DragOptions) -> Self {
        let geometry = RefCell::new(Geometry::default());
        Self { root, drag, options, geometry, stale: Cell::new(true), lift: Cell::new(None) }
    }

    /// The columns, from left to right.
    pub fn columns(&self) -> Vec<Element> {
        elements(self.root.query_selector_all("[data-column]"))
    }

    /// How many columns stand side by side on a board that has rows of them; none: all of them do.
    pub fn across(&self) -> usize {
        number(&self.root, "data-across").unwrap_or(0)
    }

    /// The columns that are in the document, in order, each with its number among all of them.
    pub fn numbered(&self) -> Vec<(usize, Element)> {
        let number = |(at, column): (usize, Element)| (number(&column, "data-at").unwrap_or(at), column);
        self.columns().into_iter().enumerate().map(number).collect()
    }

    /// How many cards are in each column; none are known of one that is not in the document.
    pub fn counts(&self) -> Vec<usize> {
        let columns = self.numbered();
        // Of rows none is missing; the first holds the heads.
        let rows = self.root.child_element_count().saturating_sub(1) as usize;
        let mut counts = vec![0; rows.saturating_mul(self.across()).max(columns.len())];
        for (number, column) in columns {
            if let Some(place) = counts.get_mut(number) {
                *place = count(&column);
            }
        }
        counts
    }

    /// What scrolls the cards of a column; what stands in their place where there are none.
    pub fn cards_of(column: &Element) -> Element {
        let cards = column.query_selector("[data-scroll]").ok().flatten();
        cards.or_else(|| column.last_element_child()).unwrap_or_else(|| column.clone())
    }

    /// Whether columns came or went since it was read where everything stands.
    pub fn is_rearranged(&self) -> bool {
        let changed = self.drag.changed.get_value();
        self.drag.changed.set_value(false);
        changed && self.columns().len() != self.geometry.borrow().columns.len()
    }

    /// Reads where everything stands.
    pub fn read(&self) {
        let column = |element: Element| {
            let cards = Self::cards_of(&element);
            Column {
                key: element.get_attribute("data-column").unwrap_or_default(),
                rect: element.get_bounding_client_rect().into(),
                cards: cards.get_bounding_client_rect().into(),
                scroll_px: f64::from(cards.scroll_top()),
                count: count(&element),
                stripe: part(&element, "data-from").zip(part(&element, "data-to")),
            }
        };
        let square = self.root.query_selector("[data-square]").ok().flatten();
        *self.geometry.borrow_mut() = Geometry {
            rect: self.root.get_bounding_client_rect().into(),
            columns: self.columns().into_iter().map(column).collect(),
            row_px: row_px(&self.root).unwrap_or_default(),
            ordered: self.options.ordered.get_untracked(),
            square: square.map(|square| square.get_bounding_client_rect().into()),
        };
        self.stale.set(false);
    }

    /// Takes a card, and what is selected with it, off the board.
    pub fn take(&self, card: &Element, by_key: bool) -> Option<Held> {
        let key = card.get_attribute("data-card")?;
        let column = card.closest("[data-column]").ok().flatten()?;
        let mut cards = vec![key.clone()];
        self.options.selected.with_untracked(|selected| {
            if selected.contains(&key) {
                cards.extend(selected.iter().filter(|other| **other != key).cloned());
            }
        });
        let held = Held { cards, from: column.get_attribute("data-column")?, by_key };
        // All is read before anything is written: a place that is asked for after a change is worked out anew.
        self.read();
        let at = card.get_bounding_client_rect().into();
        let _ = self.root.class_list().add_1("dragging");
        self.drag.ghost.show(card, at, held.cards.len(), by_key);
        tell_rows(self.drag.current, Some(key));
        tell_rows(self.drag.held, Some(held.clone()));
        self.options.on_event.run(DragEvent::Lifted(held.clone()));
        Some(held)
    }

    /// The held cards are over another target now, or over none.
    pub fn aim(&self, target: Option<Target>) {
        if self.drag.target.with_untracked(|old| *old == target) {
            return;
        }
        let Some(held) = self.drag.held.get_untracked() else { return };
        let why_not = target.as_ref().and_then(|target| self.why_not(&held, target));
        let line = {
            let geometry = self.geometry.borrow();
            target.as_ref().filter(|_| geometry.ordered).and_then(|target| geometry.line(target))
        };
        self.drag.ghost.mark(line);
        self.drag.ghost.refuse(why_not.as_deref());
        tell_rows(self.drag.target, target.clone());
        if let Some(target) = target {
            self.options.on_event.run(DragEvent::Over(held, target, why_not));
        }
    }

    /// Where a card came from is never refused: it would only go back.
    fn why_not(&self, held: &Held, target: &Target) -> Option<String> {
        if self.is_home(held, target) {
            return None;
        }
        self.options.why_not.run((held.clone(), target.clone()))
    }

    fn is_home(&self, held: &Held, target: &Target) -> bool {
        held.from == target.column && !self.options.ordered.get_untracked()
    }

    /// Lets go of the held cards where they are.
    pub fn drop_here(&self) {
        let target = self.drag.target.get_untracked();
        // Before anything of the page is another one: the browser looks at all that is, at once.
        if self.drag.held.with_untracked(|held| held.as_ref().is_some_and(|held| !held.by_key)) {
            let_go_of_focus(&self.root);
        }
        let Some(held) = self.rest() else { return };
        let first = held.cards.first().cloned();
        match target {
            Some(target) if !self.is_home(&held, &target) => match self.why_not(&held, &target) {
                Some(why) => self.options.on_event.run(DragEvent::Refused(held, target, why)),
                None => self.options.on_drop.run((held, target)),
            },
            _ => self.options.on_event.run(DragEvent::Returned(held)),
        }
        if let Some(card) = first {
            land(self.drag, card);
        }
    }

    /// Gives the held cards back.
    pub fn put_back(&self) {
        if let Some(held) = self.rest() {
            self.options.on_event.run(DragEvent::Returned(held));
        }
    }

    /// Nothing is held any more.
    fn rest(&self) -> Option<Held> {
        self.lift.set(None);
        let _ = self.root.class_list().remove_1("dragging");
        self.drag.ghost.hide();
        tell_rows(self.drag.target, None);
        let held = self.drag.held.try_get_untracked().flatten();
        tell_rows(self.drag.held, None);
        held
    }
}

/// Takes the focus off the card that is dropped, which has it back as soon as it lands. An element that goes while it has the focus has the
/// browser lay out the whole page before it goes.
fn let_go_of_focus(root: &Element) {
    let has_it = document().active_element().filter(|active| root.contains(Some(active)) && is_idle(active));
    if let Some(active) = has_it.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        let _ = active.blur();
    }
}

/// Lets a card shine where it is now and brings the focus there.
pub(super) fn land(drag: Drag, card: String) {
    tell_rows(drag.current, Some(card.clone()));
    shine(drag, card.clone());
    focus_soon(selector("data-card", &card), FRAMES);
}

/// Brings a card into view and lets it shine for a moment.
pub(super) fn shine(drag: Drag, card: String) {
    tell_rows(drag.landed, Some(card.clone()));
    let over = move || {
        if drag.landed.try_with_untracked(|landed| landed.as_deref() == Some(card.as_str())) == Some(true) {
            tell_rows(drag.landed, None);
        }
    };
    set_timeout(over, Duration::from_millis(SHINE_MS));
}

/// Lets a card land where it is now, if the focus is nowhere: the place that had it is gone with a change.
pub(super) fn follow(drag: Drag, card: String) {
    request_animation_frame(move || {
        if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
            land(drag, card);
        }
    });
}

/// Focuses the card that a selector names as soon as it is mounted: a list may need a frame or two to bring it into view.
pub(super) fn focus_soon(card: String, frames: u32) {
    request_animation_frame(move || {
        let found = document().query_selector(&card).ok().flatten();
        match found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            Some(found) if document().active_element().is_none_or(|active| is_idle(&active)) => {
                let _ = found.focus();
            }
            None if frames > 0 => focus_soon(card, frames - 1),
            _ => {}
        }
    });
}

/// Whether the focus may be taken from here: nobody is typing, no dialog has opened meanwhile.
fn is_idle(active: &Element) -> bool {
    active.closest("input, textarea, select, dialog, [popover]").ok().flatten().is_none()
}
