//! Reciprocity: what accounts buy from us set against what we buy from them.

use super::{accounts, number};

pub const FIGURES: &str = "Figures";
pub const SOLD: &str = "They bought";
pub const SOLD_NOTE: &str = "from us, those from whom we buy";
pub const BOUGHT: &str = "We bought";
pub const NET: &str = "Net position";
pub const RATIO: &str = "Reciprocity";
pub const RATIO_NOTE: &str = "of what they bought we bought from them";
pub const ACCOUNT: &str = "Account";
pub const BOTH_WAYS: &str = "Both ways";
pub const BOTH_WAYS_ABOUT: &str = "most bought from first";
pub const NONE: &str = "We bought nothing";
pub const NONE_TEXT: &str =
    "Purchases are recorded on the page of an account. Those of this time would stand here beside what it bought.";

/// From how many accounts we bought, and how many of those bought from us.
pub fn of_these(count: usize, mutual: usize) -> String {
    format!("from {}; {} of them bought from us", accounts(count), number(mutual))
}

/// Who is in no figure, and what they brought.
pub fn left_out(count: usize, sum: &str) -> String {
    format!("Not in here: {} that bought {sum} and sold us nothing.", accounts(count))
}

/// From how many of them we bought more than they from us.
pub fn suppliers(count: usize) -> String {
    format!("below zero with {}", accounts(count))
}
