//! The index of boards.

use super::accounts;

pub const LEAD: &str = "Each board shows the same accounts by another measure.";
pub const RELATIONSHIP_TEXT: &str = "How close we are with each account: five stages from a prospect to two firms that create value together, and one for the parting.";

/// How many accounts wait to be placed.
pub fn wait(number: usize) -> String {
    let verb = if number == 1 { "waits" } else { "wait" };
    format!("{} {verb} to be placed.", accounts(number))
}
