//! Selecting cards of a board.

use super::accounts;

pub const THIS: &str = "Select";
pub const NOT_THIS: &str = "No longer select";
pub const BAR: &str = "Selected cards";
pub const DONE: &str = "Done";
pub const NOTHING: &str = "Nothing is selected.";

/// How many are selected, or how to go about it.
pub fn count(number: usize) -> String {
    if number == 0 { "Press cards to select them".to_owned() } else { format!("{} selected", accounts(number)) }
}

/// The name of a card that is selected.
pub fn card(name: &str) -> String {
    format!("{name}, selected")
}

/// A card was selected, or is no longer.
pub fn said(name: &str, is_selected: bool, in_all: usize) -> String {
    let what = if is_selected { "selected" } else { "no longer selected" };
    format!("{name} {what}, {in_all} in all")
}
