//! What follows the pointer: a copy of the card, and the line where it would go. Written by transforms alone.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use crate::ui::px::px;
use crate::ui::rect::{Point, Rect};

/// The layer's own elements. What is in them is put there by hand while a card is held.
#[derive(Clone, Copy, Default)]
pub struct Ghost {
    pub(super) ghost: NodeRef<html::Div>,
    pub(super) line: NodeRef<html::Div>,
    pub(super) why: NodeRef<html::Div>,
}

fn html(node: NodeRef<html::Div>) -> Option<HtmlElement> {
    node.get_untracked().map(|node| node.unchecked_into())
}

fn move_to(element: &HtmlElement, to: Point) {
    let _ = element.style().set_property("transform", &format!("translate3d({},{},0)", px(to.x), px(to.y)));
}

impl Ghost {
    /// Takes a copy of a card and shows it where the card is.
    pub fn show(self, card: &Element, at: Rect, count: usize, by_key: bool) {
        let Some(ghost) = html(self.ghost) else { return };
        let body = card.query_selector("[data-drag-body]").ok().flatten().unwrap_or_else(|| card.clone());
        let Ok(copy) = body.clone_node_with_deep(true) else { return };
        if let Some(old) = ghost.query_selector("[data-drag-copy]").ok().flatten() {
            old.remove();
        }
        if let Some(copy) = copy.dyn_ref::<HtmlElement>() {
            for name in ["id", "data-card", "data-drag-body", "tabindex"] {
                let _ = copy.remove_attribute(name);
            }
            let _ = copy.set_attribute("data-drag-copy", "");
            let _ = copy.style().set_property("width", &px(at.width));
        }
        let _ = ghost.insert_before(&copy, ghost.first_child().as_ref());
        let _ = match count > 1 {
            true => ghost.set_attribute("data-count", &count.to_string()),
            false => ghost.remove_attribute("data-count"),
        };
        let _ = ghost.class_list().toggle_with_force("by-key", by_key);
        move_to(&ghost, Point { x: at.left, y: at.top });
        ghost.set_hidden(false);
    }

    /// Moves the copy.
    pub fn follow(self, to: Point) {
        if let Some(ghost) = html(self.ghost) {
            move_to(&ghost, to);
        }
    }

    /// Shows the line at a place, or hides it.
    pub fn mark(self, line: Option<(Point, f64)>) {
        let Some(element) = html(self.line) else { return };
        let _ = element.class_list().toggle_with_force("shown", line.is_some());
        if let Some((at, width)) = line {
            let _ = element.style().set_property("width", &px(width));
            move_to(&element, at);
        }
    }

    /// Says why the card may not go where it is held.
    pub fn refuse(self, why: Option<&str>) {
        if let Some(element) = html(self.why) {
            element.set_text_content(why);
        }
        if let Some(ghost) = html(self.ghost) {
            let _ = ghost.class_list().toggle_with_force("refused", why.is_some());
        }
    }

    /// Puts all of it away.
    pub fn hide(self) {
        self.mark(None);
        self.refuse(None);
        let Some(ghost) = html(self.ghost) else { return };
        ghost.set_hidden(true);
        if let Some(old) = ghost.query_selector("[data-drag-copy]").ok().flatten() {
            old.remove();
        }
    }
}
