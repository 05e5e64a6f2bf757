//! The board by keys.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent};

use super::board::{Board, FRAMES, count, elements, focus_soon, selector};
use super::lift::{Act, Columns, Lift, Spot, Way, act};
use super::{CardAct, Target};
use crate::ui::listen::{Listen, Listening, target_of};
use crate::ui::rect::Point;
use crate::ui::tell::tell_rows;

/// Listens to keys on the board.
pub fn listen(board: &Rc<Board>) -> Vec<Listening> {
    let on = |name: &'static str, how: Listen, heard: fn(&Board, &Event)| {
        let board = Rc::clone(board);
        Listening::on(&board.root.clone(), name, how, move |event| heard(&board, &event))
    };
    vec![
        on("keydown", Listen::Active, |board, event| on_key(board, event.unchecked_ref())),
        on("focusin", Listen::Passive, on_focus),
        on("focusout", Listen::Passive, |board, event| on_blur(board, event.unchecked_ref())),
    ]
}

fn card_of(event: &Event) -> Option<Element> {
    target_of(event, "[data-card]")
}

fn on_focus(board: &Board, event: &Event) {
    let Some(key) = card_of(event).and_then(|card| card.get_attribute("data-card")) else { return };
    board.drag.focused.set_value(true);
    let column = target_of(event, "[data-column]").and_then(|column| column.get_attribute("data-column"));
    if let Some(column) = column.filter(|column| !untrack(|| board.drag.keeps(column))) {
        board.drag.keep(column);
    }
    if board.drag.current.with_untracked(|current| current.as_ref() != Some(&key)) {
        tell_rows(board.drag.current, Some(key));
    }
}

/// Who leaves a lifted card lets it go back. A card that is gone by the next frame was not left: it is somewhere else. One that is lifted
/// lost the focus as the columns around it came and went, and has it back.
fn on_blur(board: &Board, event: &FocusEvent) {
    if event.related_target().is_none() {
        let (drag, card) = (board.drag, card_of(event));
        if board.lift.get().is_some() {
            // Before the next key is heard.
            queue_microtask(move || {
                if let Some(card) = card.filter(|card| card.is_connected()) {
                    let _ = card.unchecked_into::<HtmlElement>().focus();
                }
            });
            return;
        }
        request_animation_frame(move || {
            if card.is_some_and(|card| card.is_connected()) {
                drag.focused.try_set_value(false);
            }
        });
        return;
    }
    board.drag.focused.set_value(false);
    if board.lift.get().is_some() {
        board.put_back();
    }
}

fn on_key(board: &Board, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return;
    }
    let Some(card) = card_of(event) else { return };
    // Keys in what is inside a card, a link or a button, are its own.
    if event.target().as_ref() != Some(card.unchecked_ref()) {
        return;
    }
    // Held by a pointer: only Escape means anything, and that is heard elsewhere.
    if board.lift.get().is_none() && board.drag.held.with_untracked(Option::is_some) {
        return;
    }
    let counts = board.counts();
    let ordered = board.options.ordered.get_untracked();
    let columns = Columns { counts: &counts, across: board.across(), ordered };
    let Some(act) = act(board.lift.get(), &event.key(), columns) else { return };
    event.prevent_default();
    event.stop_propagation();
    run(board, &card, act);
}

fn run(board: &Board, card: &Element, what: Act) {
    let tell = |what: CardAct| {
        if let Some(key) = card.get_attribute("data-card") {
            board.options.on_act.run((key, what));
        }
    };
    match what {
        Act::Lift => lift(board, card),
        Act::Aim(spot) => aim(board, spot),
        Act::Drop => board.drop_here(),
        Act::Return => board.put_back(),
        Act::Focus(way) => focus(board, card, way),
        Act::Open => tell(CardAct::Open),
        Act::Select => tell(CardAct::Select),
        Act::MoveTo => tell(CardAct::MoveTo),
        Act::Stay => {}
    }
}

/// The number of the column that a card is in.
fn column_number(board: &Board, card: &Element) -> Option<usize> {
    let column = card.closest("[data-column]").ok().flatten()?;
    board.numbered().into_iter().find(|(_, other)| *other == column).map(|(number, _)| number)
}

/// A card's place in its column, from 1.
fn position(card: &Element) -> Option<usize> {
    card.get_attribute("aria-posinset")?.parse().ok()
}

fn lift(board: &Board, card: &Element) {
    let Some(column) = column_number(board, card) else { return };
    let ordered = board.options.ordered.get_untracked();
    let index = if ordered { position(card).map_or(0, |position| position.saturating_sub(1)) } else { 0 };
    let from = Spot { column, index };
    if board.take(card, true).is_some() {
        board.lift.set(Some(Lift { from, at: from }));
    }
}

fn aim(board: &Board, spot: Spot) {
    let Some(lift) = board.lift.get() else { return };
    // Beside one that was brought there is always one in the document.
    let Some((_, column)) = board.numbered().into_iter().find(|(number, _)| *number == spot.column) else { return };
    board.lift.set(Some(Lift { at: spot, ..lift }));
    bring(&board.root, &column);
    let cards = Board::cards_of(&column);
    if board.options.ordered.get_untracked() {
        let to = spot.index as f64 * board.geometry.borrow().row_px - f64::from(cards.client_height()) / 2.0;
        cards.set_scroll_top(to as i32);
    }
    board.read();
    let target = Target { column: column.get_attribute("data-column").unwrap_or_default(), index: spot.index };
    let line = board.geometry.borrow().line(&target);
    board.aim(Some(target));
    if let Some((at, _)) = line {
        board.drag.ghost.follow(Point { x: at.x, y: at.y + 8.0 });
    }
}

/// Scrolls the board as far as needed to see a column.
fn bring(root: &HtmlElement, column: &Element) {
    let (seen, wanted) = (root.get_bounding_client_rect(), column.get_bounding_client_rect());
    // The names of rows and the heads of columns stay over what is scrolled below them.
    let corner =
        root.query_selector("[role=columnheader]").ok().flatten().map(|corner| corner.get_bounding_client_rect());
    let (names, heads) = corner.map_or((0.0, 0.0), |corner| (corner.width(), corner.height()));
    let (left, top) = (wanted.left() - seen.left() - names, wanted.top() - seen.top() - heads);
    let by = if left < 0.0 { left } else { (wanted.right() - seen.right()).max(0.0) };
    root.set_scroll_left(root.scroll_left().saturating_add(by.round() as i32));
    let down = if top < 0.0 { top } else { (wanted.bottom() - seen.bottom()).max(0.0) };
    root.set_scroll_top(root.scroll_top().saturating_add(down.round() as i32));
    // Told at once and not with the next frame: what comes into sight beside it must be there before the next key is heard.
    if let Ok(scrolled) = Event::new("scroll") {
        let _ = root.dispatch_event(&scrolled);
    }
}

fn focus(board: &Board, card: &Element, way: Way) {
    let Some(column) = card.closest("[data-column]").ok().flatten() else { return };
    let next = match way {
        Way::Up => position(card).and_then(|position| at_position(card, position.checked_sub(1)?)),
        Way::Down => position(card).and_then(|position| at_position(card, position.checked_add(1)?)),
        Way::Left | Way::Right => None,
        Way::First | Way::Last => return focus_end(&column, way),
    };
    let next = next.or_else(|| beyond(board, &column, card, way));
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _ = next.focus();
    }
}

/// The nearest card of the next column that way; an empty column is stepped over. Where not all columns are in the document, the next
/// one is brought there, and its first card has the focus as soon as it is mounted.
fn beyond(board: &Board, column: &Element, card: &Element, way: Way) -> Option<Element> {
    let columns = board.columns();
    let at = columns.iter().position(|other| other == column)?;
    let mounted = |column: &Element| nearest(column, card);
    let Some(next) = board.options.next else {
        return match way {
            Way::Left => columns.iter().take(at).rev().find_map(mounted),
            Way::Right => columns.iter().skip(at.saturating_add(1)).find_map(mounted),
            Way::Up | Way::Down | Way::First | Way::Last => None,
        };
    };
    let key = |column: &Element| column.get_attribute("data-column");
    let to = next.run((key(column)?, way))?;
    let found = columns.iter().find(|column| key(column).as_ref() == Some(&to)).and_then(mounted);
    if found.is_none() {
        focus_soon([&selector("data-column", &to), " [data-card]"].concat(), FRAMES);
        board.drag.keep(to);
    }
    found
}

/// The mounted card at a place of the same column. Its neighbours always are mounted.
fn at_position(card: &Element, position: usize) -> Option<Element> {
    let column = card.closest("[data-column]").ok().flatten()?;
    column.query_selector(&format!("[data-card][aria-posinset=\"{position}\"]")).ok().flatten()
}

/// The mounted card of a column that stands nearest to another one's height, among those that are seen.
fn nearest(column: &Element, to: &Element) -> Option<Element> {
    let height = to.get_bounding_client_rect().top();
    let seen = Board::cards_of(column).get_bounding_client_rect();
    let distance = |card: &Element| {
        let top = card.get_bounding_client_rect().top();
        let hidden = top < seen.top() || top > seen.bottom();
        (top - height).abs() + if hidden { 100_000.0 } else { 0.0 }
    };
    elements(column.query_selector_all("[data-card]")).into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The ends of a column need not be mounted: scroll there first.
fn focus_end(column: &Element, way: Way) {
    let cards = Board::cards_of(column);
    let (to, position) = if way == Way::First { (0, 1) } else { (cards.scroll_height(), count(column)) };
    cards.set_scroll_top(to);
    let column = column.clone();
    request_animation_frame(move || {
        request_animation_frame(move || {
            let end = column.query_selector(&format!("[data-card][aria-posinset=\"{position}\"]")).ok().flatten();
            if let Some(key) = end.and_then(|end| end.get_attribute("data-card")) {
                focus_soon(selector("data-card", &key), 4);
            }
        });
    });
}
