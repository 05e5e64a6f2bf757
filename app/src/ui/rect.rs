//! Places on the screen.

use leptos::web_sys::DomRect;

/// A place on the screen, in px from the upper left corner of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// A rectangle on the screen, in px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// Right edge.
    pub fn right(self) -> f64 {
        self.left + self.width
    }

    /// Lower edge.
    pub fn bottom(self) -> f64 {
        self.top + self.height
    }

    /// Whether a point lies inside.
    pub fn contains(self, point: Point) -> bool {
        self.left <= point.x && point.x < self.right() && self.top <= point.y && point.y < self.bottom()
    }

    /// How far along its diagonal a point lies: from 0 at the lower left corner to 1 at the upper right.
    pub fn along(self, point: Point) -> f64 {
        f64::midpoint((point.x - self.left) / self.width, (self.bottom() - point.y) / self.height)
    }
}

impl From<DomRect> for Rect {
    fn from(rect: DomRect) -> Self {
        Self { left: rect.left(), top: rect.top(), width: rect.width(), height: rect.height() }
    }
}
