//! Targets: what accounts are to bring, and what they brought of it.

use domain::{day::Day, money::Currency, target::Pace};

use super::{accounts, count, day, money::grouped, number};

pub const TARGETS: &str = "Targets";
pub const TARGET: &str = "Target";
pub const ADD: &str = "Add target";
pub const EDIT: &str = "Change target";
pub const SPLIT: &str = "Split target";
pub const NO_TARGETS: &str = "No target yet";
pub const NO_TARGETS_TEXT: &str = "What it is to bring, for whole months, one after the other without a gap.";
pub const FROM: &str = "First day";
pub const TO: &str = "Last day";
pub const FROM_HINT: &str = "The first of a month.";
pub const TO_HINT: &str = "The last of a month. Those beside it move along.";
pub const BEGINS: &str = "The second part begins";
pub const BEGINS_HINT: &str = "The first of a month. Each part gets what falls to its days.";
pub const REMOVED: &str = "Target removed";
pub const SAVED: &str = "Target saved";
pub const PARTED: &str = "Target split";

pub const FIGURES: &str = "Figures";
pub const ATTAINMENT: &str = "Attainment";
pub const ATTAINMENT_NOTE: &str = "of all targets, added up";
pub const ACTUAL: &str = "Brought";
pub const ACTUAL_NOTE: &str = "on the days that have a target";
pub const GAP: &str = "Missing";
pub const GAP_NOTE: &str = "below zero: more than was asked";
pub const WITHOUT: &str = "Without a target";
pub const BY_MANAGER: &str = "By account manager";
pub const NONE: &str = "–";
pub const MANAGER: &str = "Account manager";
pub const NOBODY: &str = "Nobody";
pub const BY_ACCOUNT: &str = "By account";
pub const BY_ACCOUNT_ABOUT: &str = "largest gap first";
pub const ACCOUNT: &str = "Account";
pub const ACCOUNTS: &str = "Accounts";
pub const OPEN: &str = "Accounts without a target";
pub const OPEN_ABOUT: &str = "those that brought most first";
pub const NO_REPORT: &str = "No target for these days";
pub const NO_REPORT_TEXT: &str = "Set targets on the page of an account, or for many accounts at once.";
pub const CUT: &str = "Where these days cut the period of a target, as much of it counts as falls to its days here, each rounded to the smallest unit.";

pub const SET_MANY: &str = "Set targets…";
pub const SET_MANY_TITLE: &str = "Set targets for many accounts";
pub const PERCENT: &str = "More than a year before, in %";
pub const PERCENT_HINT: &str = "Below zero: less.";
pub const NO_PERCENT: &str = "A whole number from -100 to 1,000.";
pub const PREVIEW: &str = "Show what it would write";
pub const BEFORE: &str = "A year before";
pub const CHOSEN: &str = "Chosen";
pub const NOTHING_PROPOSED: &str = "There is nothing to write for these days.";

/// Whose targets are set.
pub fn of_accounts(scope: &str) -> String {
    format!("Accounts: {scope}. Who has a target for these days keeps it.")
}

/// The label of an amount.
pub fn amount(currency: Currency) -> String {
    format!("Target in {currency}")
}

/// From when to when.
pub fn period(from: Day, to: Day) -> String {
    format!("{} – {}", day(from), day(to))
}

/// How a target stands, and whether that asks for something.
pub fn pace(pace: Pace) -> (&'static str, bool) {
    match pace {
        Pace::NotBegun => ("not begun", false),
        Pace::Reached => ("reached", false),
        Pace::OnTrack => ("on track", false),
        Pace::Behind => ("behind", true),
        Pace::Missed => ("missed", true),
    }
}

/// What was brought of a target, what is left, and how much of its time is gone.
pub fn stands(brought: &str, attained: &str, left: Option<&str>, days_gone: i64, days: i64) -> String {
    let left = left.map(|left| format!(" · {left} to go")).unwrap_or_default();
    let gone = if days_gone < days {
        format!(" · {} of {} days gone", grouped(days_gone), grouped(days))
    } else {
        String::new()
    };
    format!("{brought} brought, {attained}{left}{gone}")
}

/// The name of the button that changes a target.
pub fn edit(period: &str) -> String {
    format!("Change the target of {period}")
}

/// The name of the button that removes a target.
pub fn remove(period: &str) -> String {
    format!("Remove the target of {period}")
}

/// How many accounts have none, and what those bring.
pub fn without(number_of: usize, sum: &str) -> String {
    let verb = if number_of == 1 { "brings" } else { "bring" };
    format!("{} {verb} {sum} and {} in no figure", accounts(number_of), if number_of == 1 { "is" } else { "are" })
}

/// Of how many accounts somebody's are with a target.
pub fn with_target(with: usize, without: usize) -> String {
    if without == 0 { number(with) } else { format!("{} of {}", number(with), number(with + without)) }
}

/// Who is left out of a proposal, and why: nothing where nobody is.
pub fn left_out(taken: usize, apart: usize, idle: usize, more: usize) -> String {
    let parts = [
        (taken, "have a target for some of these days"),
        (apart, "have targets that this one would not follow"),
        (idle, "brought nothing a year before"),
        (more, "come when these are written"),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(number_of, _)| *number_of > 0)
        .map(|(number_of, why)| format!("{} {why}", number(number_of)))
        .collect();
    if told.is_empty() { String::new() } else { format!("Left out: {}.", told.join(", ")) }
}

/// The button that writes a proposal.
pub fn write(number_of: usize) -> String {
    format!("Set {}", count(number_of, "target", "targets"))
}

/// Targets were set.
pub fn written(number_of: usize) -> String {
    format!("{} set", count(number_of, "target", "targets"))
}

/// The name of the box that chooses an account.
pub fn choose(name: &str) -> String {
    format!("Set a target of {name}")
}
