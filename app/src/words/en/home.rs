//! Home.

use domain::person::OrgRole;

use super::role;
use crate::pages::home::due::Due;

pub const FIGURES: &str = "The book in figures";
pub const NOT_PLACED: &str = "Not placed";
pub const NOBODY_LEADS: &str = "Nobody leads";
pub const OPEN_BOARD: &str = "Relationship board";
pub const ALL_ACCOUNTS: &str = "All accounts";
pub const NEXT_STEPS: &str = "Next steps";
pub const ALL_STEPS: &str = "All next steps";
pub const NOTHING_DUE: &str = "Nothing is due this week";
pub const NOTHING_DUE_TEXT: &str = "A next step with a day, written on an account, shows here when its day comes near.";
pub const EMPTY: &str = "No accounts yet";
pub const EMPTY_IMPORT: &str =
    "Take in a file of invoices: every customer in it becomes an account, with its trade, ready to be placed.";
pub const EMPTY_READ: &str = "They show here as soon as a colleague takes them in.";
pub const NONE_YOURS: &str = "No account is yours yet";
pub const NONE_YOURS_TEXT: &str =
    "You see the accounts that you lead. A director can assign some to you, or take in a new one yourself.";
pub const SEES_NOTHING: &str = "There is nothing for you to see here yet";

/// The first words of the day.
pub fn greeting(name: &str) -> String {
    match name.split_whitespace().next() {
        Some(first) => format!("Hello, {first}"),
        None => "Hello".to_owned(),
    }
}

/// The heading over what is due.
pub fn due(due: Due) -> &'static str {
    match due {
        Due::Late => "Late",
        Due::Today => "Today",
        Due::ThisWeek => "This week",
    }
}

/// Why somebody sees no accounts.
pub fn sees_nothing(roles: &[OrgRole]) -> String {
    if roles.is_empty() {
        return "Your access is closed. An administrator can open it again.".to_owned();
    }
    if roles == [OrgRole::Administrator] {
        return "As administrator you look after people, settings and imports. Accounts are seen by those who lead them, \
                by their directors and by finance."
            .to_owned();
    }
    let names: Vec<String> = roles.iter().map(|one| role(*one).to_lowercase()).collect();
    format!(
        "Accounts are seen through the teams that work on them, and there are no teams yet. Your roles: {}.",
        names.join(", ")
    )
}
