//! The board under a mouse, a finger or a pen.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, KeyboardEvent, PointerEvent};

use super::board::Board;
use super::geometry::velocity;
use super::press::{HOLD_MS, Pointer, Press, Step};
use crate::ui::listen::{Listen, Listening};
use crate::ui::rect::{Point, Rect};

/// A short buzz when a finger has taken a card, in ms.
const BUZZ_MS: u32 = 12;
/// A frame is never taken for longer than this, in ms: after a pause nothing jumps.
const LONGEST_FRAME_MS: f64 = 50.0;

/// A card in the hand: the pointer that holds it, and where on the card.
#[derive(Clone, Copy)]
struct Grab {
    pointer: i32,
    inside: Point,
}

/// What a pointer is doing to the board.
struct Hand {
    board: Rc<Board>,
    press: Cell<Option<Press>>,
    card: RefCell<Option<Element>>,
    grab: Cell<Option<Grab>>,
    at: Cell<Point>,
    timer: Cell<Option<TimeoutHandle>>,
    escape: RefCell<Option<Listening>>,
    asked: Cell<bool>,
    last_ms: Cell<f64>,
    /// Parts of a px that scrolling still owes.
    owed: Cell<Point>,
    /// The click that follows a drag is none.
    no_click: Cell<bool>,
}

/// Listens to pointers on the board.
pub fn listen(board: &Rc<Board>) -> Vec<Listening> {
    let hand = Rc::new(Hand {
        board: Rc::clone(board),
        press: Cell::new(None),
        card: RefCell::new(None),
        grab: Cell::new(None),
        at: Cell::new(Point::default()),
        timer: Cell::new(None),
        escape: RefCell::new(None),
        asked: Cell::new(false),
        last_ms: Cell::new(0.0),
        owed: Cell::new(Point::default()),
        no_click: Cell::new(false),
    });
    let on = |name: &'static str, how: Listen, heard: fn(&Rc<Hand>, &Event)| {
        let hand = Rc::clone(&hand);
        Listening::on(&hand.board.root.clone(), name, how, move |event| heard(&hand, &event))
    };
    let stale = |hand: &Rc<Hand>, _: &Event| {
        hand.board.stale.set(true);
        hand.ask();
    };
    let resized = Rc::clone(&hand);
    vec![
        on("pointerdown", Listen::Passive, |hand, event| hand.on_down(event.unchecked_ref())),
        on("pointermove", Listen::Passive, |hand, event| hand.on_move(event.unchecked_ref())),
        on("pointerup", Listen::Passive, |hand, event| hand.on_up(event.unchecked_ref())),
        on("pointercancel", Listen::Passive, |hand, event| hand.on_lost(event.unchecked_ref())),
        on("lostpointercapture", Listen::Passive, |hand, event| hand.on_capture_lost(event.unchecked_ref())),
        // Safari decides at the first touch whether a later one may be prevented, so the listener is there from the start.
        on("touchmove", Listen::Active, |hand, event| hand.prevent_if(hand.grab.get().is_some(), event)),
        on("contextmenu", Listen::Active, |hand, event| hand.prevent_if(hand.is_touched(), event)),
        on("dragstart", Listen::Active, |hand, event| hand.prevent_if(card_at(event).is_some(), event)),
        on("click", Listen::Capture, |hand, event| hand.on_click(event)),
        on("scroll", Listen::Capture, stale),
        Listening::on(&window(), "resize", Listen::Passive, move |event| stale(&resized, &event)),
    ]
}

fn element_at(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn card_at(event: &Event) -> Option<Element> {
    element_at(event)?.closest("[data-card]").ok().flatten()
}

fn point(event: &PointerEvent) -> Point {
    Point { x: f64::from(event.client_x()), y: f64::from(event.client_y()) }
}

impl Hand {
    fn on_down(self: &Rc<Self>, event: &PointerEvent) {
        self.no_click.set(false);
        if self.board.lift.get().is_some() {
            self.board.put_back();
        }
        if self.grab.get().is_some() || event.button() != 0 || !event.is_primary() {
            return;
        }
        let Some(target) = element_at(event) else { return };
        let within = |selector: &str| target.closest(selector).ok().flatten().is_some();
        let handle = within("[data-drag-handle]");
        let Some(card) = card_at(event).filter(|_| handle || !within("button, input, select, textarea")) else {
            return;
        };
        let press =
            Press { id: event.pointer_id(), pointer: Pointer::named(&event.pointer_type()), handle, at: point(event) };
        self.let_go();
        self.press.set(Some(press));
        *self.card.borrow_mut() = Some(card);
        if press.must_rest() {
            let hand = Rc::clone(self);
            let rested = move || {
                if hand.press.get() == Some(press) && press.rested() == Step::Lift {
                    hand.lift(press, press.at);
                }
            };
            self.timer.set(set_timeout_with_handle(rested, Duration::from_millis(HOLD_MS)).ok());
        }
    }

    fn on_move(self: &Rc<Self>, event: &PointerEvent) {
        let to = point(event);
        if let Some(grab) = self.grab.get() {
            if grab.pointer == event.pointer_id() {
                self.at.set(to);
                self.ask();
            }
            return;
        }
        let Some(press) = self.press.get().filter(|press| press.id == event.pointer_id()) else { return };
        match press.moved(to) {
            Step::Wait => {}
            Step::Lift => self.lift(press, to),
            Step::GiveUp => self.let_go(),
        }
    }

    fn lift(self: &Rc<Self>, press: Press, to: Point) {
        let card = self.card.borrow().clone();
        self.let_go();
        let Some(card) = card.filter(|card| card.is_connected()) else { return };
        let rect: Rect = card.get_bounding_client_rect().into();
        if self.board.take(&card, false).is_none() {
            return;
        }
        let inside = Point { x: press.at.x - rect.left, y: press.at.y - rect.top };
        self.grab.set(Some(Grab { pointer: press.id, inside }));
        self.at.set(to);
        self.last_ms.set(0.0);
        self.owed.set(Point::default());
        // Fails where the pointer is gone by now; then its cancel has been heard or will be.
        let _ = self.board.root.set_pointer_capture(press.id);
        if press.pointer == Pointer::Touch {
            window().navigator().vibrate_with_duration(BUZZ_MS);
        }
        let hand = Rc::clone(self);
        let escape = Listening::on(&window(), "keydown", Listen::Capture, move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                hand.abort();
            }
        });
        *self.escape.borrow_mut() = Some(escape);
        self.ask();
    }

    fn on_up(&self, event: &PointerEvent) {
        self.let_go();
        let Some(grab) = self.grab.get().filter(|grab| grab.pointer == event.pointer_id()) else { return };
        self.at.set(point(event));
        if self.board.is_rearranged() {
            // What is under the hand now is not what it was held over.
            self.board.aim(None);
        } else {
            self.aim(point(event));
        }
        self.release(grab);
        self.board.drop_here();
    }

    fn on_lost(&self, event: &PointerEvent) {
        if self.press.get().is_some_and(|press| press.id == event.pointer_id()) {
            self.let_go();
        }
        if self.grab.get().is_some_and(|grab| grab.pointer == event.pointer_id()) {
            self.abort();
        }
    }

    /// A finger's touch is captured by what it touched until the board takes it over: only the board's own loss counts.
    fn on_capture_lost(&self, event: &PointerEvent) {
        if event.target().as_ref() == Some(self.board.root.unchecked_ref()) {
            self.on_lost(event);
        }
    }

    fn abort(&self) {
        if let Some(grab) = self.grab.get() {
            self.release(grab);
            self.board.put_back();
        }
    }

    /// The hand is empty; the click that the browser sends next belonged to the drag.
    fn release(&self, grab: Grab) {
        self.grab.set(None);
        self.no_click.set(true);
        // Dropped later: it may be the listener that is running now.
        if let Some(escape) = self.escape.borrow_mut().take() {
            set_timeout(move || drop(escape), Duration::ZERO);
        }
        let _ = self.board.root.release_pointer_capture(grab.pointer);
    }

    /// The press came to nothing.
    fn let_go(&self) {
        self.press.set(None);
        *self.card.borrow_mut() = None;
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    fn on_click(&self, event: &Event) {
        if self.no_click.replace(false) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn is_touched(&self) -> bool {
        self.grab.get().is_some() || self.press.get().is_some_and(Press::must_rest)
    }

    fn prevent_if(&self, yes: bool, event: &Event) {
        if yes && event.cancelable() {
            event.prevent_default();
        }
    }

    /// One frame, however many moves there were.
    fn ask(self: &Rc<Self>) {
        if self.grab.get().is_none() || self.asked.replace(true) {
            return;
        }
        let hand = Rc::clone(self);
        request_animation_frame(move || {
            hand.asked.set(false);
            hand.frame();
        });
    }

    fn frame(self: &Rc<Self>) {
        let Some(grab) = self.grab.get() else { return };
        let at = self.at.get();
        if self.board.is_rearranged() || self.board.stale.get() {
            self.board.read();
        }
        self.aim(at);
        self.board.drag.ghost.follow(Point { x: at.x - grab.inside.x, y: at.y - grab.inside.y });
        if self.scroll(at) {
            self.board.stale.set(true);
            self.ask();
        } else {
            self.last_ms.set(0.0);
        }
    }

    fn aim(&self, at: Point) {
        let target = self.board.geometry.borrow().target(at);
        self.board.aim(target);
    }

    /// Scrolls what the card is held near the edge of; tells whether there is more to come.
    fn scroll(&self, at: Point) -> bool {
        let (aside, down, far, column) = {
            let geometry = self.board.geometry.borrow();
            let column = geometry.column_at(at);
            let cards = column.and_then(|column| geometry.columns.get(column)).map(|column| column.cards);
            let aside = velocity(at.x, geometry.rect.left, geometry.rect.right());
            let far = velocity(at.y, geometry.rect.top, geometry.rect.bottom());
            (aside, cards.map_or(0.0, |cards| velocity(at.y, cards.top, cards.bottom())), far, column)
        };
        if aside == 0.0 && down == 0.0 && far == 0.0 {
            return false;
        }
        let now_ms = window().performance().map_or(0.0, |clock| clock.now());
        let last_ms = self.last_ms.replace(now_ms);
        let seconds = if last_ms > 0.0 { (now_ms - last_ms).min(LONGEST_FRAME_MS) / 1_000.0 } else { 1.0 / 60.0 };
        let owed = self.owed.get();
        // Rows of columns scroll with the board; where there are none the board has nowhere to go.
        let down = if far == 0.0 { down } else { far };
        let by = Point { x: owed.x + aside * seconds, y: owed.y + down * seconds };
        self.owed.set(Point { x: by.x.fract(), y: by.y.fract() });
        let cards = column.and_then(|column| self.board.columns().get(column).map(Board::cards_of));
        let moved_aside = scroll_by(&self.board.root, by.x, Element::scroll_left, Element::set_scroll_left);
        let moved_down =
            cards.is_some_and(|cards| scroll_by(&cards, by.y, Element::scroll_top, Element::set_scroll_top));
        let moved_far = scroll_by(&self.board.root, by.y, Element::scroll_top, Element::set_scroll_top);
        moved_aside || moved_down || moved_far
    }
}

/// Scrolls by whole px; tells whether it could, or still owes a part.
fn scroll_by(element: &Element, by: f64, read: fn(&Element) -> i32, write: fn(&Element, i32)) -> bool {
    let whole = by.trunc() as i32;
    if whole == 0 {
        return by != 0.0;
    }
    let before = read(element);
    write(element, before.saturating_add(whole));
    read(element) != before
}
