//! From a press to a drag: who presses with what decides when a card comes off the board.
//!
//! A mouse pulls it off by moving. A finger or a pen has to rest on it first, for earlier movement means scrolling; on a
//! handle (which does not scroll) it pulls like a mouse.

use crate::ui::rect::Point;

/// How long a finger rests on a card before it comes off, in ms.
pub const HOLD_MS: u64 = 275;
/// How far a resting finger may tremble, in px.
const TREMBLE: f64 = 8.0;
/// How far a mouse moves before a press is a drag, in px.
const PULL: f64 = 4.0;

/// What presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse or a track pad.
    Mouse,
    /// A finger.
    Touch,
    /// A pen, which scrolls like a finger.
    Pen,
}

impl Pointer {
    /// From the `pointerType` of an event.
    pub fn named(name: &str) -> Self {
        match name {
            "touch" => Self::Touch,
            "pen" => Self::Pen,
            _ => Self::Mouse,
        }
    }
}

/// A press on a card that is not a drag yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Press {
    /// The pointer's id, so that a second finger is nothing to it.
    pub id: i32,
    /// What presses.
    pub pointer: Pointer,
    /// Whether it is on a handle.
    pub handle: bool,
    /// Where it began.
    pub at: Point,
}

/// What comes of a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing yet.
    Wait,
    /// The card comes off.
    Lift,
    /// It was a scroll, or a click on its way; never a drag.
    GiveUp,
}

impl Press {
    /// Whether it must rest for `HOLD_MS` first.
    pub fn must_rest(self) -> bool {
        self.pointer != Pointer::Mouse && !self.handle
    }

    /// The pointer moved.
    pub fn moved(self, to: Point) -> Step {
        let far = (to.x - self.at.x).hypot(to.y - self.at.y);
        match self.must_rest() {
            true if far > TREMBLE => Step::GiveUp,
            false if far > PULL => Step::Lift,
            _ => Step::Wait,
        }
    }

    /// It has rested for `HOLD_MS`.
    pub fn rested(self) -> Step {
        if self.must_rest() { Step::Lift } else { Step::Wait }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(pointer: Pointer, handle: bool) -> Press {
        Press { id: 1, pointer, handle, at: Point { x: 100.0, y: 100.0 } }
    }

    fn to(x: f64, y: f64) -> Point {
        Point { x, y }
    }

    #[test]
    fn a_mouse_pulls() {
        let mouse = press(Pointer::Mouse, false);
        assert_eq!(mouse.moved(to(103.0, 100.0)), Step::Wait);
        assert_eq!(mouse.moved(to(105.0, 100.0)), Step::Lift);
        assert_eq!(mouse.rested(), Step::Wait);
    }

    #[test]
    fn a_finger_rests_or_scrolls() {
        let finger = press(Pointer::Touch, false);
        assert_eq!(finger.moved(to(105.0, 104.0)), Step::Wait);
        assert_eq!(finger.moved(to(100.0, 109.0)), Step::GiveUp);
        assert_eq!(finger.rested(), Step::Lift);
        assert_eq!(press(Pointer::Pen, false).rested(), Step::Lift);
    }

    #[test]
    fn a_handle_comes_off_at_once() {
        let finger = press(Pointer::Touch, true);
        assert!(!finger.must_rest());
        assert_eq!(finger.moved(to(100.0, 105.0)), Step::Lift);
    }

    #[test]
    fn pointers_have_names() {
        assert_eq!(Pointer::named("touch"), Pointer::Touch);
        assert_eq!(Pointer::named("mouse"), Pointer::Mouse);
        assert_eq!(Pointer::named(""), Pointer::Mouse);
    }
}
