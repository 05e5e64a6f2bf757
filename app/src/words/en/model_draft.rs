//! Drafts of categorization models: what is wrong with one, what it would change, and publishing it.

use domain::{
    categorization::{
        Scale,
        facts::Fact,
        validate::{At, Flaw, Part},
    },
    day::Day,
};

use super::{
    models::{fact_word, short},
    number,
};
use crate::{
    client::model_draft::Hindrance,
    wire::model_draft::{FileFault, FileRule, ModelPreview},
};

pub const EDIT: &str = "Edit";
pub const COPY: &str = "Copy";
pub const SAVE_FILE: &str = "Save as a file";
pub const FROM_FILE: &str = "The file of a model";
pub const FROM_FILE_HINT: &str = "As it is saved here. What it holds takes the place of this draft.";
pub const FILES: &str = "The draft as a file";
pub const FILES_NOTE: &str = "To keep it longer, or to go on with it elsewhere.";
pub const NOT_TAKEN: &str = "The file was not taken";
pub const OVERTAKEN: &str =
    "Yours would take its place. Open it from the list of models, and look at both before you go on.";
pub const FOLLOW: &str = "Publish mine after it";
pub const OWN: &str = "Our own";
pub const EDITIONS: &str = "Our editions";
pub const DRAFT: &str = "Draft";
pub const DRAFT_LEAD: &str =
    "Only you see it until you publish it. It is kept for 30 days; save it as a file to keep it longer.";
pub const DROP: &str = "Drop the draft";
pub const PUBLISH: &str = "Publish";
pub const REASON: &str = "What is new, and why";
pub const BACK: &str = "Back to the model";
pub const PREVIEW: &str = "What it would change";
pub const CHECKING: &str = "Being checked.";
pub const IS_FLAWED: &str = "It cannot be published as it is";
pub const NOT_PUBLISHED: &str = "It was not published";
pub const PREVIEW_FAILED: &str = "It could not be checked";
pub const KEEPS: &str =
    "What was scored keeps the edition by which it was scored; accounts move as they are scored anew.";
pub const KEEPS_LADDER: &str = "Evidence is looked at anew as soon as it is published.";
pub const NOTHING_MOVES: &str = "Every account would stand where it stands.";
pub const NO_ACCOUNTS: &str = "No account was scored by it yet.";
pub const NEW_MODEL: &str = "A new model; there is nothing to hold it against.";
pub const LOST_LADDER: &str = "These would stand on no step: not even the evidence of the lowest is there.";
pub const LOST: &str = "Where these would stand cannot be told: what an axis goes by was not scored.";
pub const TEXTS: &str = "What it is";

/// The heading of a draft: `Edit Bensaou’s relationships`.
pub fn editing(title: &str, copies: bool) -> String {
    if copies { format!("Copy of {title}") } else { format!("Edit {title}") }
}

/// What a copy is called at first.
pub fn copy_of(title: &str) -> String {
    format!("{title}, our copy")
}

pub(super) fn fact_named(fact: &str) -> String {
    Fact::of_word(fact).map_or_else(|| fact.to_owned(), |known| fact_word(known).to_owned())
}

/// What stands in the way of publishing a draft.
pub fn hindrance(hindrance: Hindrance, copies: bool) -> &'static str {
    match hindrance {
        Hindrance::Unchecked => "It is still being checked.",
        Hindrance::Untold => PREVIEW_FAILED,
        Hindrance::Flawed => "Mend what is wrong with it first.",
        Hindrance::Overtaken if copies => "Another model has this name by now. Give it another title.",
        Hindrance::Overtaken => "Another edition was published meanwhile. Look at that first.",
        Hindrance::Unchanged => "Nothing is changed yet.",
    }
}

/// That somebody published since the draft began: `Edition 3 was published meanwhile`.
pub fn overtaken(version: i64) -> String {
    format!("Edition {version} was published meanwhile")
}

/// That an edition was published.
pub fn published(title: &str, version: i64) -> String {
    format!("{title}: edition {version} was published")
}

/// An edition, with who published it and when.
pub fn published_by(version: i64, by: &str, day: Day) -> String {
    format!("Edition {version}, {by}, {}", super::day(day))
}

/// The numbers of a preview: `3 of 40 accounts would stand elsewhere.`
pub fn moving(preview: &ModelPreview, is_ladder: bool) -> String {
    let off = if is_ladder { preview.lost.len() } else { 0 };
    let all = super::accounts(preview.judged);
    format!("{} of {all} would stand elsewhere.", number(preview.moving() + off))
}

/// From where to where accounts would go: `Strategic → Status`.
pub fn way(from: Option<&str>, to: &str) -> String {
    [from.unwrap_or("Nowhere"), " → ", to].concat()
}

/// What else there is to say of a preview: who could not be told, who was never scored.
pub fn beside(preview: &ModelPreview, is_ladder: bool) -> Vec<String> {
    let lost = (!preview.lost.is_empty()).then(|| {
        let lost = super::accounts(preview.lost.len());
        if is_ladder {
            format!("{lost} would stand on no step.")
        } else {
            format!("Of {lost} it could not be worked out.")
        }
    });
    let little = (preview.too_little > 0).then(|| {
        format!("Of {} too little would be scored by it to be confirmed.", super::accounts(preview.too_little))
    });
    let never = (preview.unjudged > 0).then(|| format!("{} never scored.", were(preview.unjudged)));
    [lost, little, never].into_iter().flatten().collect()
}

fn were(count: usize) -> String {
    let accounts = super::accounts(count);
    if count == 1 { [&accounts, " was"].concat() } else { [&accounts, " were"].concat() }
}

/// By what it is told: `Against edition 1 of Bensaou’s relationships.`
pub fn against(title: &str, version: i64) -> String {
    format!("Against edition {version} of {title}.")
}

/// Why a file is no model.
pub fn unreadable(fault: &FileFault) -> String {
    let FileFault { line, column, why } = fault;
    match why {
        FileRule::NotJson => format!("The file is no JSON at line {line}, place {column}."),
        FileRule::FieldMissing { field } => format!("The file has a hole at line {line}: “{field}” is missing."),
        FileRule::Unfit => format!("What stands at line {line}, place {column} is not what belongs there."),
    }
}

/// What is wrong with a model.
pub fn flaw(flaw: &Flaw) -> String {
    match flaw {
        Flaw::IdNotAWord { part, id } => {
            format!("“{id}” is no name for {}: small letters, digits and low lines, at most 40.", part_word(*part))
        }
        Flaw::IdTwice { part, id } => format!("{} “{id}” is there twice.", capital(part_word(*part))),
        Flaw::TextEmpty { part, id } => format!("A text of {} “{id}” is empty.", part_word(*part)),
        Flaw::VersionBelowOne { version } => format!("An edition is 1 or more, and not {version}."),
        Flaw::Missing { part } => format!("It has no {}, and must have one.", bare(*part)),
        Flaw::TooMany { part, max } => format!("It has more than {max} of one thing: {}.", bare(*part)),
        Flaw::DepthUnknown => "How deep a relationship is cannot be told by its axes or its cells.".to_owned(),
        Flaw::IsTemplate => "It is marked as a template, which is there to be copied.".to_owned(),
        Flaw::OfTemplate => "A template stays as it is. Copy it.".to_owned(),
        Flaw::TitleTaken { title } => format!("Another model is called “{title}”."),
        Flaw::AxisDiffers { axis } => format!(
            "The axis “{axis}” is measured otherwise than in the edition before, and old scores would be read wrong. Copy the model instead."
        ),
        Flaw::CellGone { cell } => {
            format!("The cell “{cell}” is gone, and accounts may stand in it. Copy the model instead.")
        }
        Flaw::StageUnknown { cell } => {
            format!("“{cell}” is no stage of a relationship that the program knows. Copy the model instead.")
        }
        other => of_numbers(other),
    }
}

/// What is wrong with its scales, weights and scores.
fn of_numbers(flaw: &Flaw) -> String {
    match flaw {
        Flaw::ScaleOutOfRange { axis, scale: Scale { low, high } } => {
            format!("The scale of axis “{axis}” runs from {low} to {high}: it must rise, from 0 to at most 10.")
        }
        Flaw::ScaleFromZero { axis } => {
            format!("Axis “{axis}” divides by the competitor’s score, so that its scale cannot begin at 0.")
        }
        Flaw::ThresholdsOutOfOrder { axis, band } => {
            format!("“{band}” of axis “{axis}” must begin above the one before; the lowest has no beginning.")
        }
        Flaw::ThresholdOutsideScale { axis, band, from } => {
            format!("“{band}” of axis “{axis}” begins at {}, which no score can reach or miss.", short(*from))
        }
        Flaw::WeightOutOfRange { criterion, weight, max } => {
            format!("The weight of “{criterion}” is {weight}: it must be 0 to {max}.")
        }
        Flaw::WeightsSumToNothing { axis } => format!("The weights of axis “{axis}” add up to nothing."),
        Flaw::AnchorMissing { criterion, score } => {
            format!("Nothing says what a score of {score} means for “{criterion}”.")
        }
        Flaw::AnchorTwice { criterion, score } => {
            format!("Two texts say what a score of {score} means for “{criterion}”.")
        }
        Flaw::AnchorOutsideScale { criterion, score } => {
            format!("A text of “{criterion}” is about a score of {score}, which the scale does not have.")
        }
        other => of_names(other),
    }
}

/// What is wrong with how its parts refer to each other.
fn of_names(flaw: &Flaw) -> String {
    match flaw {
        Flaw::AxisUnknown { part, id, axis } => {
            format!("{} “{id}” names the axis “{axis}”, and there is none.", capital(part_word(*part)))
        }
        Flaw::AxisNotScored { part, id, axis } => {
            format!("{} “{id}” names the axis “{axis}”, which no criteria score.", capital(part_word(*part)))
        }
        Flaw::BandUnknown { cell, axis, band } => {
            format!("Cell “{cell}” lies in “{band}” of axis “{axis}”, and there is no such part of it.")
        }
        Flaw::SignalUnknown { criterion, signal } => {
            format!("“{criterion}” is proposed by “{signal}”, and there is no such signal.")
        }
        Flaw::FactUnknown { cell, fact } => format!("Step “{cell}” asks for “{fact}”, and there is no such fact."),
        Flaw::NeededBelowOne { cell, fact } => {
            format!("Step “{cell}” must ask for a whole number of “{}”, 1 or more.", fact_named(fact))
        }
        Flaw::WayEmpty { cell } => format!("A way to the step “{cell}” asks for nothing."),
        Flaw::WaysMixed { cell } => {
            format!("“{cell}” is reached by points where the others go by evidence, or the other way round.")
        }
        Flaw::StepOutOfReach { cell } => {
            format!("No evidence ever leads to the step “{cell}”: only people say the one below.")
        }
        Flaw::CellsOverlap { cell, other, at } => format!("The cells “{cell}” and “{other}” overlap{}.", place(at)),
        Flaw::Hole { at } => format!("There is a hole{}: no cell lies there.", place(at)),
        Flaw::LeaningNowhere { leaning } => {
            format!("“{leaning}” holds an axis against itself, or leans from nothing on.")
        }
        // All others have their words above.
        _ => String::new(),
    }
}

/// A place on the plane: ` where attractiveness is high and strength is low`.
fn place(at: &[At]) -> String {
    let told: Vec<String> = at.iter().map(|at| format!("{} is {}", at.axis, at.band)).collect();
    if told.is_empty() { String::new() } else { [" where ", &told.join(" and ")].concat() }
}

pub(super) fn bare(part: Part) -> &'static str {
    match part {
        Part::Model => "model",
        Part::Axis => "axis",
        Part::Band => "part of an axis",
        Part::Criterion => "criterion",
        Part::Context => "question",
        Part::Cell => "cell",
        Part::Leaning => "leaning",
    }
}

fn part_word(part: Part) -> &'static str {
    match part {
        Part::Model => "the model",
        Part::Axis => "the axis",
        Part::Band => "the part of an axis",
        Part::Criterion => "the criterion",
        Part::Context => "the question",
        Part::Cell => "the cell",
        Part::Leaning => "the leaning",
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::ratio::Ratio;

    use super::*;

    #[test]
    fn every_flaw_has_a_sentence_that_says_which_and_why() {
        let text = |text: &str| text.to_owned();
        let at = vec![At { axis: text("value"), band: text("high") }, At { axis: text("risk"), band: text("low") }];
        let part = Part::Cell;
        let told: Vec<(Flaw, &str)> = vec![
            (
                Flaw::IdNotAWord { part, id: text("A b") },
                "“A b” is no name for the cell: small letters, digits and low lines, at most 40.",
            ),
            (Flaw::IdTwice { part, id: text("star") }, "The cell “star” is there twice."),
            (Flaw::TextEmpty { part, id: text("star") }, "A text of the cell “star” is empty."),
            (Flaw::VersionBelowOne { version: 0 }, "An edition is 1 or more, and not 0."),
            (Flaw::Missing { part: Part::Axis }, "It has no axis, and must have one."),
            (Flaw::TooMany { part, max: 40 }, "It has more than 40 of one thing: cell."),
            (
                Flaw::ScaleOutOfRange { axis: text("risk"), scale: Scale { low: 5, high: 1 } },
                "The scale of axis “risk” runs from 5 to 1: it must rise, from 0 to at most 10.",
            ),
            (
                Flaw::ScaleFromZero { axis: text("risk") },
                "Axis “risk” divides by the competitor’s score, so that its scale cannot begin at 0.",
            ),
            (
                Flaw::ThresholdsOutOfOrder { axis: text("risk"), band: text("high") },
                "“high” of axis “risk” must begin above the one before; the lowest has no beginning.",
            ),
            (
                Flaw::ThresholdOutsideScale { axis: text("risk"), band: text("high"), from: Ratio::of(11, 1).unwrap() },
                "“high” of axis “risk” begins at 11, which no score can reach or miss.",
            ),
            (
                Flaw::AxisUnknown { part: Part::Criterion, id: text("trust"), axis: text("none") },
                "The criterion “trust” names the axis “none”, and there is none.",
            ),
            (
                Flaw::AxisNotScored { part: Part::Criterion, id: text("trust"), axis: text("mean") },
                "The criterion “trust” names the axis “mean”, which no criteria score.",
            ),
            (
                Flaw::BandUnknown { cell: text("star"), axis: text("risk"), band: text("mid") },
                "Cell “star” lies in “mid” of axis “risk”, and there is no such part of it.",
            ),
            (
                Flaw::WeightOutOfRange { criterion: text("trust"), weight: -1, max: 1000 },
                "The weight of “trust” is -1: it must be 0 to 1000.",
            ),
            (Flaw::WeightsSumToNothing { axis: text("risk") }, "The weights of axis “risk” add up to nothing."),
            (
                Flaw::AnchorMissing { criterion: text("trust"), score: 3 },
                "Nothing says what a score of 3 means for “trust”.",
            ),
            (
                Flaw::AnchorTwice { criterion: text("trust"), score: 3 },
                "Two texts say what a score of 3 means for “trust”.",
            ),
            (
                Flaw::AnchorOutsideScale { criterion: text("trust"), score: 11 },
                "A text of “trust” is about a score of 11, which the scale does not have.",
            ),
            (
                Flaw::SignalUnknown { criterion: text("trust"), signal: text("stars") },
                "“trust” is proposed by “stars”, and there is no such signal.",
            ),
            (
                Flaw::FactUnknown { cell: text("step"), fact: text("luck") },
                "Step “step” asks for “luck”, and there is no such fact.",
            ),
            (
                Flaw::NeededBelowOne { cell: text("step"), fact: text("contracts_in_force") },
                "Step “step” must ask for a whole number of “contracts in force”, 1 or more.",
            ),
            (Flaw::WayEmpty { cell: text("step") }, "A way to the step “step” asks for nothing."),
            (
                Flaw::WaysMixed { cell: text("step") },
                "“step” is reached by points where the others go by evidence, or the other way round.",
            ),
            (
                Flaw::StepOutOfReach { cell: text("step") },
                "No evidence ever leads to the step “step”: only people say the one below.",
            ),
            (
                Flaw::CellsOverlap { cell: text("star"), other: text("status"), at: at.clone() },
                "The cells “star” and “status” overlap where value is high and risk is low.",
            ),
            (Flaw::Hole { at }, "There is a hole where value is high and risk is low: no cell lies there."),
            (
                Flaw::LeaningNowhere { leaning: text("over") },
                "“over” holds an axis against itself, or leans from nothing on.",
            ),
            (Flaw::DepthUnknown, "How deep a relationship is cannot be told by its axes or its cells."),
            (Flaw::IsTemplate, "It is marked as a template, which is there to be copied."),
            (Flaw::OfTemplate, "A template stays as it is. Copy it."),
            (Flaw::TitleTaken { title: text("4S") }, "Another model is called “4S”."),
            (
                Flaw::AxisDiffers { axis: text("Risk") },
                "The axis “Risk” is measured otherwise than in the edition before, and old scores would be read wrong. Copy the model instead.",
            ),
            (
                Flaw::CellGone { cell: text("Star") },
                "The cell “Star” is gone, and accounts may stand in it. Copy the model instead.",
            ),
            (
                Flaw::StageUnknown { cell: text("Late") },
                "“Late” is no stage of a relationship that the program knows. Copy the model instead.",
            ),
        ];
        for (broken, sentence) in told {
            assert_eq!(flaw(&broken), sentence);
            let read: Flaw = serde_json::from_str(&serde_json::to_string(&broken).unwrap()).unwrap();
            assert_eq!(read, broken, "it is read as it was written");
        }
    }

    #[test]
    fn a_file_that_is_no_model_is_told_with_its_line() {
        let fault = |why| unreadable(&FileFault { line: 3, column: 7, why });
        assert_eq!(fault(FileRule::NotJson), "The file is no JSON at line 3, place 7.");
        let missing = FileRule::FieldMissing { field: "weight".to_owned() };
        assert_eq!(fault(missing), "The file has a hole at line 3: “weight” is missing.");
        assert_eq!(fault(FileRule::Unfit), "What stands at line 3, place 7 is not what belongs there.");
    }
}
