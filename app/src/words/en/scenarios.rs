//! Scenarios: what is supposed and wished, how it stands, and what would come of it.

use domain::{
    day::Day,
    money::Currency,
    scenario::{ScenarioSays, ScenarioState, Wish},
};

use super::{concentration, count, day, money_short};

pub const ABOUT: &str = "What would be if accounts were lost, grew, changed hands or moved on a model.";
pub const NOT_FETCHED: &str = "Scenarios did not come";
pub const NEW: &str = "New scenario";
pub const BACK: &str = "All scenarios";
pub const TO_ANSWER: &str = "For you to take in";
pub const NOTHING_TO_ANSWER: &str = "Nothing waits for your word.";
pub const MINE: &str = "Yours";
pub const NONE_OF_MINE: &str = "You have kept no scenario.";
pub const OF_OTHERS: &str = "Of colleagues";
pub const NONE: &str = "No scenarios yet";
pub const NONE_TEXT: &str = "Suppose that accounts are lost or grow, hand some over, place some elsewhere, and see what would come of it. Nothing is booked until a director takes it in.";
pub const SHARED: &str = "Shared";

pub const EDIT: &str = "Change it";
pub const SUBMIT: &str = "Submit";
pub const WITHDRAW: &str = "Withdraw";
pub const SHARE: &str = "Share";
pub const UNSHARE: &str = "Stop sharing";
pub const DISCARD: &str = "Put away";
pub const TAKE_IN: &str = "Take in";
pub const RETURN: &str = "Return";
pub const ANSWER: &str = "Your word";
pub const ANSWER_HINT: &str = "Needed to return it, optional to take it in.";
pub const TAKING_IN: &str = "Taking it in does every wish at once, or none. What is only supposed stays supposed.";
pub const COMMENT: &str = "Comment";
pub const RETURN_NEEDS_WHY: &str = "To return it, say what is missing.";
pub const STEP_FAILS: &str = "One step cannot be done any more. Return it, so that it is written anew.";
pub const NO_LONGER: &str = "This is not its latest version";
pub const LATEST: &str = "See the latest";

pub const STEPS: &str = "Steps";
pub const NO_STEPS: &str = "Nothing is supposed yet. Add a step below.";
pub const WHAT_WOULD_COME: &str = "What would come of it";
pub const FIGURE: &str = "Figure";
pub const NOW: &str = "As it is";
pub const WOULD: &str = "As it would be";
pub const LOADS: &str = "Who looks after how much";
pub const LOADS_NOTE: &str = "Accounts, key accounts, revenue of the trailing year, and the target of the year so far.";
pub const LEAD: &str = "Lead";
pub const ACCOUNTS: &str = "Accounts";
pub const KEY_ACCOUNTS: &str = "Key";
pub const REVENUE: &str = "Revenue";
pub const ATTAINMENT: &str = "Of target";
pub const NO_LOAD_MOVES: &str = "Nobody would have more or less to look after.";
pub const KEY_SET: &str = "Key accounts";
pub const KEY_SET_STAYS: &str = "The rules would name the same accounts, and there is nothing new to warn of.";
pub const ENTER: &str = "Rules would name";
pub const LEAVE: &str = "Rules would not name any more";
pub const NEEDS_DIRECTOR: &str = "For a director";
pub const OF_WHAT_YOU_SEE: &str = "Of the accounts that you see.";
pub const VERSIONS: &str = "Versions and what was said";
pub const NOTHING_SAID: &str = "Nothing was said yet.";

pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "Such as: North without its largest.";
pub const NOTE: &str = "Note";
pub const NOTE_HINT: &str = "What it is for, and what speaks for it.";
pub const SHARE_TICK: &str = "Colleagues may look at it";
pub const SHARE_HINT: &str = "Each sees the steps about accounts that they see anyway.";
pub const KEEP_TITLE: &str = "Keep it";
pub const KEEP: &str = "Keep";
pub const DROP: &str = "Drop what I wrote";
pub const ADD: &str = "Add step";
pub const ADD_TITLE: &str = "Add a step";
pub const REMOVE: &str = "Remove";
pub const FIND: &str = "Find an account";
pub const FIND_HINT: &str = "A part of its name, reference or country.";
pub const NONE_FITS: &str = "No account of yours has these words.";
pub const ACCOUNT: &str = "Account";
pub const NO_ACCOUNT: &str = "None chosen";
pub const WHAT: &str = "What";
pub const LOST: &str = "It is lost";
pub const BRINGS: &str = "It brings more or less";
pub const ASSIGN: &str = "Somebody else leads it";
pub const PLACE: &str = "It stands elsewhere on a model";
pub const PERCENT: &str = "Percent of what it brings";
pub const PERCENT_HINT: &str = "50 for half, 200 for twice as much.";
pub const NEW_LEAD: &str = "Lead";
pub const MODEL: &str = "Model";
pub const CELL: &str = "Cell";
pub const REASON: &str = "Why";
pub const CHOOSE_ACCOUNT: &str = "Choose an account first.";
pub const NO_PERCENT: &str = "Write a whole number from 0 to 1,000, and not 100.";
pub const KEPT: &str = "Scenario kept";

/// The heads of the file that goes out.
pub const HEADS: [&str; 7] = ["Account", "What", "Was", "Becomes", "Reason", "Revenue", "ISO 4217"];

/// What stands below the name of a scenario.
pub fn about(author: &str, kept: Day, version: i64) -> String {
    let version = if version > 1 { format!(" · version {version}") } else { String::new() };
    format!("{author} · {}{version}", day(kept))
}

/// How many steps there are.
pub fn steps(number: usize) -> String {
    count(number, "step", "steps")
}

/// How it stands, in a word.
pub fn state(state: ScenarioState) -> &'static str {
    match state {
        ScenarioState::Draft => "Draft",
        ScenarioState::Submitted => "Submitted",
        ScenarioState::Returned => "Returned",
        ScenarioState::TakenIn => "Taken in",
        ScenarioState::Gone => "Put away",
    }
}

/// What somebody did, to be read after their name.
pub fn said(says: ScenarioSays) -> &'static str {
    match says {
        ScenarioSays::Submitted => "submitted it",
        ScenarioSays::Withdrawn => "withdrew it",
        ScenarioSays::TakenIn => "took it in",
        ScenarioSays::Returned => "returned it",
        ScenarioSays::Shared => "shared it",
        ScenarioSays::Unshared => "stopped sharing it",
        ScenarioSays::Discarded => "put it away",
        ScenarioSays::Undone => "undid it",
    }
}

/// That it was said.
pub fn told(says: ScenarioSays) -> &'static str {
    match says {
        ScenarioSays::Submitted => "Scenario submitted",
        ScenarioSays::Withdrawn => "Scenario withdrawn",
        ScenarioSays::TakenIn => "Scenario taken in",
        ScenarioSays::Returned => "Scenario returned",
        ScenarioSays::Shared => "Scenario shared",
        ScenarioSays::Unshared => "Scenario shared no longer",
        ScenarioSays::Discarded => "Scenario put away",
        ScenarioSays::Undone => "Undone",
    }
}

/// A version.
pub fn version(number: i64) -> String {
    format!("Version {number}")
}

/// What a step does, to be read after the name of the account.
pub fn does(wish: &Wish) -> String {
    match wish {
        Wish::Suppose { percent: 0, .. } => "is lost".to_owned(),
        Wish::Suppose { percent, .. } => format!("brings {percent}\u{a0}% of what it brings"),
        Wish::Assign { .. } => "changes hands".to_owned(),
        Wish::Place { .. } => "moves".to_owned(),
    }
}

/// From what to what; nobody and nowhere have words.
pub fn from_to(wish: &Wish, was: &str, to: &str, model: &str) -> String {
    let or = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    match wish {
        Wish::Suppose { .. } => String::new(),
        Wish::Assign { .. } => format!("{} → {}", or(was, super::NOBODY), or(to, super::NOBODY)),
        Wish::Place { .. } => format!("{model}: {} → {to}", or(was, "not placed")),
    }
}

/// What an account brings as it is.
pub fn brings(minor: i64, currency: Currency) -> String {
    format!("today {}", money_short(minor, currency))
}

/// The button that takes a step out.
pub fn remove(account: &str) -> String {
    format!("{REMOVE}: {account}")
}

/// Steps that the reader does not see.
pub fn hidden(number: usize) -> String {
    let steps = count(number, "step is", "steps are");
    format!(
        "{steps} about accounts that you do not see, and {} in no figure.",
        if number == 1 { "counts" } else { "count" }
    )
}

/// For how many nothing changes.
pub fn unmoved(number: usize) -> String {
    format!("For {} nothing changes.", count(number, "other", "others"))
}

/// What figures are about.
pub fn figures_about(from: Day, to: Day) -> String {
    format!("Revenue of {}", concentration::window(from, to))
}

/// From one figure to another; the same one once.
pub fn turned(now: &str, would: &str) -> String {
    if now == would { now.to_owned() } else { format!("{now} → {would}") }
}
