//! The wall screen.

use super::{count, moment};

pub const OPEN: &str = "Wall screen";
pub const BEFORE: &str = "Board before";
pub const NEXT: &str = "Next board";
pub const PAUSE: &str = "Pause";
pub const GO_ON: &str = "Go on";
pub const FULL_SCREEN: &str = "Full screen";
pub const LEAVE: &str = "Leave";
pub const CHOOSE: &str = "Boards";
pub const EVERY: &str = "Each for";
pub const PAUSED: &str = "paused";

/// Which of the boards it is: `2 of 3`.
pub fn turn(at: usize, of: usize) -> String {
    format!("{at} of {of}")
}

/// How long a board is shown.
pub fn seconds(every_s: u32) -> String {
    match every_s {
        60.. => format!("{} min", every_s / 60),
        _ => format!("{every_s} s"),
    }
}

/// That the connection is lost, and since when what is shown may be old.
pub fn lost(words: &str, since: domain::day::Moment) -> String {
    format!("{words}. This is as it stood on {}.", moment(since))
}

/// That there are more columns than find room; nothing where there are none.
pub fn more_columns(left: usize) -> String {
    if left == 0 { String::new() } else { format!("and {} with less", count(left, "column", "columns")) }
}

/// That there are more rows than find room; nothing where there are none.
pub fn more_rows(left: usize) -> String {
    if left == 0 { String::new() } else { format!("and {} with less", count(left, "row", "rows")) }
}
