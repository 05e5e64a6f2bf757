//! The parts of a draft of a categorization model: their fields, and the buttons by which they come and go.

use domain::categorization::validate::Part;

use super::model_draft::{bare, fact_named};

pub const TITLE: &str = "Title";
pub const AXIS: &str = "Axis";
pub const LOW: &str = "What its low end means";
pub const HIGH: &str = "What its high end means";
pub const WEIGHT: &str = "Weight";
pub const SIGNAL: &str = "Proposed by";
pub const NO_SIGNAL: &str = "Nothing";
pub const MEANING: &str = "What it means";
pub const ADVICE: &str = "What to do";
pub const DEPTH: &str = "It tells how deep a relationship is";
pub const DEPTHS: [(&str, &str); 3] = [("", "Not at all"), ("cells", "By the cell"), ("axes", "By the axes")];
pub const AXES: &str = "Along which it is measured";
pub const AXES_STAY: &str = "Titles, thresholds and parts can change from edition to edition. Scales, and which axes there are, change in a copy: old scores would be read wrong.";
pub const LOWEST: &str = "Low";
pub const HIGHEST: &str = "High";
pub const SCALE_LOW: &str = "Lowest score";
pub const SCALE_HIGH: &str = "Highest score";
pub const COMES_ABOUT: &str = "Its value is";
pub const BY: [(&str, &str); 3] = [
    ("mean", "the weighted mean of what is scored"),
    ("strength", "the same, against the best competitor’s"),
    ("others", "the mean of other axes"),
];
pub const PARTS: &str = "Its parts, from the lowest";
pub const PART: &str = "Title of the part";
pub const BEGINS_AT: &str = "Begins at";
pub const LIES: &str = "Where it lies";
pub const ABOUT: &str = "What else: about";
pub const SAID: &str = "What is said of it";
pub const ADD_DETAIL: &str = "Say more of it";
pub const REMOVE_DETAIL: &str = "Say no more of this";
pub const EXPECTS: &str = "It asks for a relationship that is";
pub const EXPECTED: [(&str, &str); 3] = [("", "of any depth"), ("deep", "deep"), ("shallow", "shallow")];
pub const UP: &str = "Move up";
pub const IS_FIRST: &str = "It is the first.";
pub const CELL_STAYS: &str = "Accounts may stand in it. Copy the model to do without it.";
pub const IS_STEP: &str = "A step of the ladder";
pub const IS_STEP_HINT: &str = "Otherwise it stands beside the steps, and people say it.";
pub const ADD_WAY: &str = "Another way to it";
pub const FACT: &str = "Evidence";
pub const ADD_FACT: &str = "And something else";
pub const REMOVE_FACT: &str = "Do not ask for this";
pub const LEANINGS_NOTE: &str = "Where an account has much more of one axis than of another, beside its cell.";
pub const MORE: &str = "More of";
pub const LESS: &str = "Than of";
pub const BY_AT_LEAST: &str = "By at least";

/// What a part is called in the ids of fields.
pub fn key(part: Part) -> &'static str {
    match part {
        Part::Model => "model",
        Part::Axis | Part::Band => "axis",
        Part::Criterion => "criterion",
        Part::Context => "context",
        Part::Cell => "cell",
        Part::Leaning => "leaning",
    }
}

/// What a part is called by itself, a cell of a ladder a step.
pub fn noun(part: Part, of_ladder: bool) -> &'static str {
    match part {
        Part::Band => "part",
        Part::Cell if of_ladder => "step",
        other => bare(other),
    }
}

/// The line in which another part is named: `Another cell`.
pub fn another(noun: &str) -> String {
    ["Another ", noun].concat()
}

/// The button that adds it: `Add the cell`.
pub fn add(noun: &str) -> String {
    ["Add the ", noun].concat()
}

/// The button that takes a part away: `Remove this cell`.
pub fn remove(noun: &str) -> String {
    ["Remove this ", noun].concat()
}

/// Why nothing can be added yet.
pub fn lacks(begins: bool) -> &'static str {
    if begins { "Say what it is called, and where it begins." } else { "Say what it is called." }
}

/// That an axis is the mean of another one among others: `Mean of: Trust`.
pub fn mean_of(title: &str) -> String {
    ["Mean of: ", title].concat()
}

/// Which other cells lie in a part of the plane: `There as well: Star`.
pub fn lie_there(titles: &str) -> String {
    ["There as well: ", titles].concat()
}

/// A way to a step: `By all of this`, or another one.
pub fn way_up(at: usize) -> &'static str {
    if at == 0 { "By all of this" } else { "Or by all of this" }
}

/// What a score of a criterion means: `Score 4 to 6`.
pub fn score(from: i64, to: Option<i64>) -> String {
    to.map_or_else(|| format!("Score {from}"), |to| format!("Score {from} to {to}"))
}

/// How much of a fact a step asks for: `At least: sales in the trailing year`.
pub fn at_least(fact: &str) -> String {
    ["At least: ", &fact_named(fact)].concat()
}
