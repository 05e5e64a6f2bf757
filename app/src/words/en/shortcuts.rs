//! What the keyboard does.

/// Some shortcuts of one place: what it does, and by which keys, one after the other.
pub struct Shortcuts {
    /// Where they work.
    pub place: &'static str,
    /// Each with its keys.
    pub lines: &'static [(&'static str, &'static [&'static str])],
}

pub const TITLE: &str = "Keyboard shortcuts";
pub const SINGLE_KEYS: &str = "The keys / and ? act anywhere on a page";
pub const SINGLE_KEYS_HINT: &str = "Kept on this device. Keys on a card work either way.";
pub const BUTTON: &str = "Shortcuts";

/// All of them, by where they work.
pub const ALL: [Shortcuts; 4] = [
    Shortcuts {
        place: "Anywhere",
        lines: &[
            ("Undo what you did last", &["Ctrl or ⌘", "Z"]),
            ("Do it again", &["Ctrl or ⌘", "Shift", "Z"]),
            ("Search this page", &["/"]),
            ("Show this list", &["?"]),
        ],
    },
    Shortcuts {
        place: "On a card of a board",
        lines: &[
            ("Go to another card", &["Arrows"]),
            ("Go to the first or last card of the column", &["Home or End"]),
            ("Open the account", &["Enter"]),
            ("Select it, or no more", &["X"]),
            ("Move to…", &["M"]),
            ("Lift it", &["Space"]),
        ],
    },
    Shortcuts {
        place: "With a lifted card",
        lines: &[("Move it", &["Arrows"]), ("Drop it", &["Space or Enter"]), ("Put it back", &["Escape"])],
    },
    Shortcuts { place: "In a note", lines: &[("Save it", &["Ctrl or ⌘", "Enter"])] },
];
