//! The boards of the categorization models.

use domain::{day::Day, ratio::Ratio};

use super::{accounts, concentration::share, day, number};

pub const ABOUT: &str = "The same accounts on four models: where people placed them, and where the figures put them.";
pub const WAYS: &str = "Models on the board";
pub const ALL_FOUR: &str = "All four";
pub const WHAT_THEY_MEAN: &str = "What the models mean";
pub const NOT_FETCHED: &str = "The board did not come";
pub const SEARCH: &str = "Filter accounts";
pub const OWNER: &str = "Owner";
pub const SEGMENT: &str = "Segment";
pub const COUNTRY: &str = "Country";
pub const COLOUR: &str = "Colour by";
pub const NO_COLOUR: &str = "None";
pub const DRAWN: &str = "Accounts as";
pub const DRAWN_BY_NUMBER: &str = "As there is room";
pub const DRAWN_CARDS: &str = "Cards";
pub const DRAWN_POINTS: &str = "Points";
pub const DRAWN_ALIKE: &str = "Points, all alike";
pub const EVERY: &str = "All";
pub const AS_OF: &str = "As of";
pub const AS_OF_HINT: &str = "By what holds on that day.";
pub const KNOWN_ON: &str = "As known on";
pub const KNOWN_ON_HINT: &str = "By what was recorded by then.";
pub const SCORES: &str = "Scores from a file";
pub const SCORES_FILE: &str = "CSV of scores";
pub const SCORES_BLANK: &str = "Save a list to fill in";
pub const SCORES_NAME: &str = "name";
pub const CHOICES: &str = "Filter and colours";
pub const OVER_TIME: &str = "Over time";
pub const PLAY: &str = "Play";
pub const PAUSE: &str = "Pause";
pub const SLIDER: &str = "The end of which month is shown";
pub const SINCE: &str = "Who moved since";
pub const SINCE_HINT: &str = "Held against the day that is shown.";
pub const SINCE_QUARTER: &str = "Three months ago";
pub const SINCE_YEAR: &str = "A year ago";
pub const SINCE_TOO_LATE: &str = "Choose a day before the one that is shown.";
pub const COMING: &str = "Coming…";
pub const NOBODY_MOVED: &str = "Nobody";
pub const TO_NOW: &str = "Back to now";
pub const NO_MOVES: &str = "This is how it stood then; nothing can be moved.";
pub const AS_TODAY: &str = "What follows is as it stands today.";
pub const NOWHERE: &str = "Placed nowhere";
pub const CLOSE_CELL: &str = "Back to the model";
pub const SIGNS: &str = "How accounts are drawn";
pub const SIGN_CONFIRMED: &str = "placed and confirmed";
pub const SIGN_PLACED: &str = "placed, not confirmed";
pub const SIGN_COMPUTED: &str = "only computed";
pub const SIGN_GHOST: &str = "where the figures put one that stands elsewhere";
pub const LEAN_LEFT: &str = "more involvement than relationship";
pub const LEAN_RIGHT: &str = "more relationship than involvement";
pub const LISTS: &str = "To work off";
pub const EVERYTHING: &str = "Everything";
pub const DISAGREE: &str = "Models disagree";
pub const UNDER: &str = "Under-developed";
pub const OVER: &str = "Over-served";
pub const WAITING: &str = "Waiting for your word";
pub const DISAGREE_NOTE: &str = "How deep the relationship is differs by 0.40 or more of the way between the models.";
pub const UNDER_NOTE: &str = "Worth a deep relationship by the 4S model, while the others tell one of less than 0.40.";
pub const OVER_NOTE: &str =
    "Not worth a deep relationship by the 4S model, while the others tell one of more than 0.60.";
pub const WAITING_NOTE: &str = "Placed by colleagues, and not confirmed. Your own wait for another director.";
pub const NONE_LISTED: &str = "None";
pub const SPREAD: &str = "Spread";
pub const MORE: &str = "Show more";
pub const SELECTED_MOVE: &str = "Move them to…";
pub const SELECT_NONE: &str = "Select none";
pub const PLACE: &str = "Place";
pub const CELL: &str = "Cell";
pub const REASON_NEEDED: &str = "Needed: the figures do not put it there.";

/// What all of it is about: `43 accounts · € 18.6 m in the 12 months to 24 Nov 2026`.
pub fn about(count: usize, of: usize, sum: &str) -> String {
    let counted = if count == of { accounts(count) } else { format!("{} of {}", number(count), accounts(of)) };
    format!("{counted} · {sum}")
}

/// What a cell adds up to: `12 · € 3.1 m · 17 %`.
pub fn cell(count: usize, sum: &str, part: Option<Ratio>) -> String {
    format!("{} · {sum} · {}", number(count), share(part))
}

/// How many more there are in a cell than are drawn by name.
pub fn more_in(count: usize) -> String {
    format!("{} more", number(count))
}

/// How many stand nowhere on a model.
pub fn nowhere(count: usize, sum: &str) -> String {
    format!("{} nowhere: neither placed nor computed · {sum}", accounts(count))
}

/// An axis across.
pub fn across(title: &str) -> String {
    format!("{title} →")
}

/// An end of an axis: `5 Collaborative`.
pub fn end(score: i64, words: &str) -> String {
    format!("{score} {words}")
}

/// An axis upwards.
pub fn up(title: &str) -> String {
    format!("{title} ↑")
}

/// What stands above a board of another day.
pub fn past(as_of: Option<Day>, known_on: Option<Day>) -> String {
    match (as_of, known_on) {
        (Some(as_of), Some(known)) => format!("As of {}, as it was known on {}.", day(as_of), day(known)),
        (Some(as_of), None) => format!("As of {}.", day(as_of)),
        (None, Some(known)) => format!("As it was known on {}.", day(known)),
        (None, None) => String::new(),
    }
}

/// What a list of scores looks like, and what it does.
pub fn scores(model: &str) -> String {
    format!(
        "A CSV file: one line an account, named by its id, its reference or its name in the column account, and a column for each criterion of {model}. \
         All of it is taken in, or nothing; it is one step, and can be undone."
    )
}

/// What a list of scores did.
pub fn scored(count: usize) -> String {
    format!("{} scored", accounts(count))
}

/// When the board stood so, beside the slider.
pub fn stood(as_of: Option<Day>) -> String {
    as_of.map_or_else(|| "Now".to_owned(), day)
}

/// What stands above those who moved.
pub fn moved_since(since: Day) -> String {
    format!("Who moved since {}", day(since))
}

/// How often an account went to another cell, over all models that are shown.
pub fn ways(count: usize) -> String {
    match count {
        0 => "Nobody moved.".to_owned(),
        1 => "One account stands in another cell than then.".to_owned(),
        _ => format!("{} moves, model by model; what brings most first.", number(count)),
    }
}

/// How many went one way, and what they brought.
pub fn went(count: usize, sum: &str) -> String {
    format!("{} · {sum}", accounts(count))
}

/// How an account is drawn, said: `Acorn, € 1.2 m, placed, not confirmed, computed: Star`.
pub fn drawn(name: &str, sum: &str, sign: &str, leans: Option<&str>, elsewhere: Option<&str>) -> String {
    let leans = leans.map(|leans| format!(", {}", leans.to_lowercase())).unwrap_or_default();
    let computed = elsewhere.map(|cell| format!(", the figures say {cell}")).unwrap_or_default();
    format!("{name}, {sum}, {sign}{leans}{computed}")
}

/// A ghost, said.
pub fn ghost(name: &str, stands: &str) -> String {
    format!("{name}: the figures put it here, it stands in {stands}")
}

/// Why models disagree: `deepest by Stages (Partnership), least by Webster (Transaction)`.
pub fn apart(deepest: &str, least: &str) -> String {
    format!("deepest by {deepest}, least by {least}")
}

/// A model with the cell by it.
pub fn by_model(model: &str, cell: Option<&str>) -> String {
    cell.map_or_else(|| model.to_owned(), |cell| format!("{model} ({cell})"))
}

/// What is worth against what there is: `Star, depth 0.21`.
pub fn mismatch(cell: &str, depth: &str) -> String {
    format!("{cell}, while the others tell a depth of {depth}")
}

/// How many are selected.
pub fn selected(count: usize) -> String {
    format!("{} selected", accounts(count))
}

/// What a placement without a reason waits for.
pub fn ask_one(name: &str, cell: &str) -> String {
    format!("Why does {name} stand in {cell}?")
}

/// The same for many.
pub fn ask_many(count: usize, cell: &str) -> String {
    format!("Why do {} stand in {cell}?", accounts(count))
}

/// What the figures say of one that is to be placed elsewhere.
pub fn figures_say(cell: &str) -> String {
    format!("The figures put it in {cell}.")
}

/// The boards as a table for a spreadsheet.
pub mod table {
    /// What stands of an account.
    pub const HEADS: [&str; 5] = ["Account", "Id", "Owner", "Revenue, 12 months", "Currency"];
    /// What stands of it on a model, before the values of its axes.
    pub const ON_MODEL: [&str; 7] = ["stands in", "how", "computed", "placed by", "from", "scored, %", "depth"];
    pub const CONFIRMED: &str = "confirmed";
    pub const PLACED: &str = "placed";
    pub const COMPUTED: &str = "computed";
}
