//! What scrolls a list: listens, reads the place once a frame, and tells it.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{Element, EventTarget};

use super::span;
use crate::ui::listen::{Listen, Listening};
use crate::ui::px::row_px;
use crate::ui::resized::Resized;

/// What of the list is in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// How far below the top of the list the view begins.
    pub scroll_px: f64,
    /// How high the view is.
    pub height_px: f64,
    /// How high a row is.
    pub row_px: f64,
}

/// A list and what scrolls it. Dropped, it lets go of both.
pub struct Scroller {
    sight: Rc<Sighted>,
    _scrolled: Listening,
    _resized: Resized,
}

struct Sighted {
    list: Element,
    /// What scrolls; the list itself in a column, the page's root element where nothing nearer does.
    port: Element,
    row_px: Cell<f64>,
    /// The row that is to be brought into view.
    wanted: Cell<Option<usize>>,
    asked: Cell<bool>,
    gone: Cell<bool>,
    tell: Box<dyn Fn(Seen)>,
}

impl Scroller {
    /// Finds what scrolls `list` (the nearest `[data-scroll]`, else the page), tells what is in sight before the next paint and whenever it changes.
    pub fn connect(list: Element, row_px: f64, tell: impl Fn(Seen) + 'static) -> Self {
        let near = list.closest("[data-scroll]").ok().flatten();
        let page = near.is_none();
        let port = near.or_else(|| document().document_element()).unwrap_or_else(|| list.clone());
        let sight = Rc::new(Sighted {
            list,
            port: port.clone(),
            row_px: Cell::new(row_px),
            wanted: Cell::new(None),
            asked: Cell::new(false),
            gone: Cell::new(false),
            tell: Box::new(tell),
        });
        let target: EventTarget = if page { window().into() } else { port.clone().into() };
        let scrolled = Listening::on(&target, "scroll", Listen::Passive, {
            let sight = Rc::clone(&sight);
            move |_| sight.ask(false)
        });
        let resized = Resized::observe(&port, {
            let sight = Rc::clone(&sight);
            move || sight.ask(true)
        });
        // Not at once: where many lists come together, each would have all of them laid out anew. Still before anything is painted.
        let first = Rc::clone(&sight);
        queue_microtask(move || {
            first.read_row();
            first.look();
        });
        Self { sight, _scrolled: scrolled, _resized: resized }
    }

    /// Tells what is in sight by the next frame. Not at once: the place of things is asked for when all lists have changed.
    pub fn look(&self) {
        self.sight.ask(false);
    }

    /// Scrolls by the next frame so that row `index` is in view, and tells what is in sight then.
    pub fn reveal(&self, index: usize) {
        self.sight.wanted.set(Some(index));
        self.sight.ask(false);
    }
}

impl Drop for Scroller {
    fn drop(&mut self) {
        self.sight.gone.set(true);
    }
}

impl Sighted {
    /// Looks in the next frame, once, however often it is asked.
    fn ask(self: &Rc<Self>, resized: bool) {
        if resized {
            self.read_row();
        }
        if !self.asked.replace(true) {
            let sight = Rc::clone(self);
            request_animation_frame(move || {
                sight.asked.set(false);
                sight.look();
            });
        }
    }

    fn look(&self) {
        // Of what is not displayed nothing is in sight; what was stays for when it is again.
        if self.gone.get() || self.port.client_height() == 0 {
            return;
        }
        let seen = self.seen();
        let to = self.wanted.take().and_then(|index| span::reveal(index, seen.row_px, seen.scroll_px, seen.height_px));
        let Some(to) = to else { return (self.tell)(seen) };
        let by = (to - seen.scroll_px).round();
        self.port.set_scroll_top(self.port.scroll_top().saturating_add(by as i32));
        (self.tell)(self.seen());
    }

    /// The row height is what the style says (`--row`), so that it may differ on a phone.
    fn read_row(&self) {
        if self.port.client_height() == 0 {
            return;
        }
        if let Some(px) = row_px(&self.list) {
            self.row_px.set(px);
        }
    }

    fn seen(&self) -> Seen {
        let height_px = f64::from(self.port.client_height());
        let scroll_px = if self.port == self.list {
            f64::from(self.port.scroll_top())
        } else {
            let root = document().document_element().is_some_and(|root| root == self.port);
            let top = if root { 0.0 } else { self.port.get_bounding_client_rect().top() };
            top - self.list.get_bounding_client_rect().top()
        };
        Seen { scroll_px, height_px, row_px: self.row_px.get() }
    }
}
