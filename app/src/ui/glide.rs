//! Cards that travel to where they go, so that the eye follows what somebody else did.
//!
//! A card is looked for before a change is taken in, and again when the next frame is laid out and not painted yet: a resize observer
//! hears exactly then, so that nothing is laid out twice for it. What travels is a copy above the board, since a column cuts off what
//! reaches beyond it. The cards beside it close up where it was and make room where it comes: those glide themselves, in their column.
//!
//! Invariants: the card itself stays where it belongs in the document, the focus on it; a card in the hand is left alone; however much
//! happens, [`AT_ONCE`] cards travel at a time and [`BESIDE`] glide beside them in a frame, and only such as are on the screen. Whoever
//! wishes no motion reads the name alone.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::{
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Element, HtmlElement},
};

use super::{
    drag::{elements, selector},
    px::px,
    rect::{Point, Rect},
    resized::Resized,
};

/// How many cards travel at a time.
pub const AT_ONCE: usize = 12;
/// How many cards beside those that travel glide in a frame.
const BESIDE: usize = 48;
/// How long a card travels, in ms.
const TRAVEL_MS: u32 = 200;
/// How much longer its copy stays, in ms: until the card is painted for sure.
const SPARE_MS: u32 = 40;
/// An animation counts in the place of what the property has beside.
const REPLACE: &str = "replace";
/// How long a card says who moved it, in ms.
const NAMED_MS: u64 = 1_800;

/// Who moves a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mover {
    /// Their name.
    pub name: String,
    /// The number of their colour.
    pub hue: u8,
}

/// A place of a card: a column has at most one of each.
struct Place {
    column: String,
    card: Element,
    /// Where it is on the screen, if it is on it.
    seen: Option<Rect>,
}

/// A card before it moved.
struct Start {
    key: String,
    places: Vec<Place>,
    mover: Option<Mover>,
}

/// A card where it stands in its list.
struct Stood {
    column: String,
    key: String,
    card: Element,
    /// How far down, as the list is scrolled, in px; whatever the card is on its way through.
    depth: i32,
}

/// What lets the cards of a page travel. Copied freely.
#[derive(Clone)]
pub struct Glide(Rc<Inner>);

struct Inner {
    /// What scrolls all columns, by a selector.
    board: &'static str,
    starts: RefCell<Vec<Start>>,
    /// The cards as they stood before anything moved in this frame.
    stood: RefCell<Vec<Stood>>,
    travelling: Cell<usize>,
    named: RefCell<Vec<(Element, TimeoutHandle)>>,
    laid_out: RefCell<Option<Resized>>,
}

impl Glide {
    /// Of the cards in boards that a selector names. Browser only.
    pub fn new(board: &'static str) -> Self {
        let inner = Rc::new(Inner {
            board,
            starts: RefCell::default(),
            stood: RefCell::default(),
            travelling: Cell::new(0),
            named: RefCell::default(),
            laid_out: RefCell::default(),
        });
        let heard = Rc::downgrade(&inner);
        let on_laid_out = move || heard.upgrade().into_iter().for_each(|inner| inner.play());
        *inner.laid_out.borrow_mut() = document().body().map(|body| Resized::observe(&body, on_laid_out));
        Self(inner)
    }

    /// A card is about to move; who moves it, where that is to be said.
    pub fn before(&self, key: &str, mover: Option<Mover>) {
        let mut starts = self.0.starts.borrow_mut();
        if starts.is_empty() && !wishes_no_motion() {
            *self.0.stood.borrow_mut() = standing();
        }
        let is_full = starts.len() >= AT_ONCE;
        match starts.iter_mut().find(|start| start.key == key) {
            // It moves twice within a frame; what one did oneself is told again by the stream, and names nobody.
            Some(start) => start.mover = start.mover.take().and(mover),
            None if is_full => {}
            None => starts.push(Start { key: key.to_owned(), places: self.0.places(key), mover }),
        }
        if let (Some(laid_out), Some(body)) = (self.0.laid_out.borrow().as_ref(), document().body()) {
            laid_out.again(&body);
        }
    }
}

impl Inner {
    fn places(&self, key: &str) -> Vec<Place> {
        let found = document().query_selector_all(&["[data-column] ", &selector("data-card", key)].concat());
        let place = |card: Element| {
            let column = card.closest("[data-column]").ok().flatten()?.get_attribute("data-column")?;
            Some(Place { column, seen: self.seen(&card), card })
        };
        elements(found).into_iter().filter_map(place).collect()
    }

    /// Where a card is on the screen, if any of it is.
    fn seen(&self, card: &Element) -> Option<Rect> {
        let rect: Rect = card.get_bounding_client_rect().into();
        let within = |selector| match card.closest(selector) {
            Ok(Some(port)) => overlap(rect, port.get_bounding_client_rect().into()),
            _ => true,
        };
        (within("[data-scroll]") && within(self.board) && overlap(rect, screen())).then_some(rect)
    }

    /// Everything is where it goes, and nothing is painted yet.
    fn play(self: &Rc<Self>) {
        let starts = self.starts.take();
        self.glide_beside();
        let still = wishes_no_motion();
        for Start { key, places: before, mover } in starts {
            let after = self.places(&key);
            let Some((Place { card, seen: Some(to), .. }, from)) = moved(&before, &after) else { continue };
            if card.class_list().contains("drag-source") {
                continue;
            }
            if let Some(mover) = mover {
                self.name(card, &mover);
            }
            if !still && self.travelling.get() < AT_ONCE {
                match from {
                    Some(from) => self.travel(card, from, *to),
                    None => animate(card, "opacity", ["0", "1"], REPLACE),
                }
            }
        }
    }

    /// What stands elsewhere in its list than before glides there. One that glides already goes on from where it is seen: the ways add up.
    fn glide_beside(&self) {
        let before = self.stood.take();
        let by = |Stood { column, key, depth, card }: Stood| {
            // The element itself may be another one: a list that grows lets go of its end for a moment.
            let before = before.iter().find(|one| one.key == key && one.column == column)?;
            let by = before.depth.saturating_sub(depth);
            (by != 0 && self.seen(&card).is_some()).then_some((card, by))
        };
        let now = if before.is_empty() { Vec::new() } else { standing() };
        for (card, by) in now.into_iter().filter_map(by).take(BESIDE) {
            animate(&card, "translate", [&["0px ", &px(by.into())].concat(), "none"], "add");
        }
    }

    fn travel(self: &Rc<Self>, card: &Element, from: Rect, to: Rect) {
        let Some(layer) = document().query_selector(".drag-layer").ok().flatten() else { return };
        let Ok(copy) = card.clone_node_with_deep(true).map(JsCast::unchecked_into::<HtmlElement>) else { return };
        for name in ["id", "data-card", "tabindex"] {
            let _ = copy.remove_attribute(name);
        }
        let _ = copy.class_list().add_1("glide");
        for (name, length) in [("width", to.width), ("height", to.height)] {
            let _ = copy.style().set_property(name, &px(length));
        }
        let rest = shift(Point { x: to.left, y: to.top });
        let _ = copy.style().set_property("transform", &rest);
        let _ = layer.append_child(&copy);
        animate(&copy, "transform", [&shift(Point { x: from.left, y: from.top }), &rest], REPLACE);
        animate(card, "opacity", ["0", "0"], REPLACE);
        self.travelling.set(self.travelling.get().saturating_add(1));
        let inner = Rc::clone(self);
        let over = move || {
            copy.remove();
            inner.travelling.set(inner.travelling.get().saturating_sub(1));
        };
        set_timeout(over, Duration::from_millis((TRAVEL_MS + SPARE_MS).into()));
    }

    /// Has a card say for a moment who moved it.
    fn name(self: &Rc<Self>, card: &Element, mover: &Mover) {
        self.forget(card);
        let _ = card.set_attribute("data-mover", &mover.name);
        let hue = format!("var(--hue-{})", mover.hue);
        let _ = card.unchecked_ref::<HtmlElement>().style().set_property("--hue", &hue);
        let (inner, named) = (Rc::clone(self), card.clone());
        let over = move || {
            inner.forget(&named);
            let _ = named.remove_attribute("data-mover");
        };
        if let Ok(timer) = set_timeout_with_handle(over, Duration::from_millis(NAMED_MS)) {
            self.named.borrow_mut().push((card.clone(), timer));
        }
    }

    fn forget(&self, card: &Element) {
        self.named.borrow_mut().retain(|(other, timer)| {
            if other == card {
                timer.clear();
            }
            other != card
        });
    }
}

/// Where a card is new, and where it was before, if that was on the screen; nothing where it is where it was.
fn moved<'a>(before: &[Place], after: &'a [Place]) -> Option<(&'a Place, Option<Rect>)> {
    let is_in = |places: &[Place], place: &Place| places.iter().any(|other| other.column == place.column);
    match after.iter().find(|place| !is_in(before, place)) {
        Some(new) => Some((new, before.iter().find(|place| !is_in(after, place)).and_then(|place| place.seen))),
        None => after.iter().find_map(|place| {
            let from = before.iter().find(|other| other.column == place.column)?.seen;
            let differs =
                |to: Rect| from.is_none_or(|from| (from.top - to.top).abs() + (from.left - to.left).abs() > 1.0);
            place.seen.is_some_and(differs).then_some((place, from))
        }),
    }
}

/// Every card that is mounted.
fn standing() -> Vec<Stood> {
    let stood = |card: Element| {
        let column = card.closest("[data-column]").ok().flatten()?.get_attribute("data-column")?;
        let scrolled = card.closest("[data-scroll]").ok().flatten().map_or(0, |list| list.scroll_top());
        let depth = card.unchecked_ref::<HtmlElement>().offset_top().saturating_sub(scrolled);
        Some(Stood { column, key: card.get_attribute("data-card")?, card, depth })
    };
    elements(document().query_selector_all("[data-column] [data-card]")).into_iter().filter_map(stood).collect()
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.left < other.right() && other.left < one.right() && one.top < other.bottom() && other.top < one.bottom()
}

fn screen() -> Rect {
    let length = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or_default();
    let (width, height) = (length(window().inner_width()), length(window().inner_height()));
    Rect { left: 0.0, top: 0.0, width, height }
}

fn shift(to: Point) -> String {
    format!("translate({},{})", px(to.x), px(to.y))
}

/// Whether whoever sits before the screen wishes that nothing moves by itself. Browser only.
pub fn wishes_no_motion() -> bool {
    let asked = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    asked.is_some_and(|asked| asked.matches())
}

/// Lets a property of an element go from one value to another, by the Web Animations API: in the place of what it has beside, or added to
/// that. Called by its name, since the bindings count it among what may change still. Where there is none, the element is where it goes
/// at once.
fn animate(element: &Element, property: &str, values: [&str; 2], composite: &str) {
    let set = |on: &js_sys::Object, name: &str, value: &JsValue| drop(js_sys::Reflect::set(on, &name.into(), value));
    let frames = js_sys::Object::new();
    let [from, to] = values.map(JsValue::from_str);
    set(&frames, property, &js_sys::Array::of2(&from, &to));
    set(&frames, "easing", &"cubic-bezier(.2,0,0,1)".into());
    set(&frames, "composite", &composite.into());
    if let Ok(animate) = js_sys::Reflect::get(element, &"animate".into()).and_then(JsCast::dyn_into::<js_sys::Function>)
    {
        drop(animate.call2(element, &frames, &TRAVEL_MS.into()));
    }
}
