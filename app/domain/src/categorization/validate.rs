//! What is wrong with a model, typed: which part, and why. A model in which anything is wrong is not taken.

use serde::{Deserialize, Serialize};

use super::{
    Aggregation, Anchor, Axis, Band, CategorizationModel, Cell, Criterion, DepthBy, Leaning, Reached, Scale,
    facts::Fact, signal::Signal,
};
use crate::{ratio::Ratio, set::SetOf};

mod about;
mod flat;
mod plane;
#[cfg(test)]
mod tests;
mod titled;

/// The widest scale.
pub const SCALE_MAX: i64 = 10;
/// The greatest weight.
pub const WEIGHT_MAX: i64 = 1_000;
/// The most axes, bands of an axis, criteria, cells and leanings.
pub const AXES_MAX: usize = 4;
/// See [`AXES_MAX`].
pub const BANDS_MAX: usize = 12;
/// See [`AXES_MAX`].
pub const CRITERIA_MAX: usize = 60;
/// See [`AXES_MAX`].
pub const CELLS_MAX: usize = 40;

/// A part of a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Part {
    /// The model itself.
    #[default]
    Model,
    /// An axis.
    Axis,
    /// A band of an axis.
    Band,
    /// A criterion.
    Criterion,
    /// A question about the circumstances.
    Context,
    /// A cell.
    Cell,
    /// A leaning.
    Leaning,
}

/// A band of an axis, as a place on the plane.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct At {
    /// The axis.
    pub axis: String,
    /// The band.
    pub band: String,
}

/// Something that is wrong with a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "flaw", rename_all = "snake_case", try_from = "flat::Flat")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[error("{self:?}")]
pub enum Flaw {
    /// A name for programs is no word of lower-case letters, digits and low lines.
    IdNotAWord { part: Part, id: String },
    /// Two have the same name.
    IdTwice { part: Part, id: String },
    /// A title or a text that people read is empty.
    TextEmpty { part: Part, id: String },
    /// The edition is below 1.
    VersionBelowOne { version: i64 },
    /// There is none, and there must be one.
    Missing { part: Part },
    /// There are more than can be.
    TooMany { part: Part, max: usize },
    /// A scale does not run upwards from a number that is not below zero to one that is not above [`SCALE_MAX`].
    ScaleOutOfRange { axis: String, scale: Scale },
    /// An axis divides by the competitor's score, and the scale has a zero.
    ScaleFromZero { axis: String },
    /// The lowest band has a threshold, another has none, or it is not above the one before.
    ThresholdsOutOfOrder { axis: String, band: String },
    /// Nothing that is scored can lie on both sides of a threshold.
    ThresholdOutsideScale {
        axis: String,
        band: String,
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        from: Ratio,
    },
    /// It names an axis that the model does not have.
    AxisUnknown { part: Part, id: String, axis: String },
    /// It names an axis that is not scored by criteria.
    AxisNotScored { part: Part, id: String, axis: String },
    /// A cell names a band that its axis does not have.
    BandUnknown { cell: String, axis: String, band: String },
    /// A weight is below zero or above [`WEIGHT_MAX`].
    WeightOutOfRange { criterion: String, weight: i64, max: i64 },
    /// The weights of an axis add up to nothing.
    WeightsSumToNothing { axis: String },
    /// Nothing says what a score means.
    AnchorMissing { criterion: String, score: i64 },
    /// Two anchors say what a score means.
    AnchorTwice { criterion: String, score: i64 },
    /// An anchor speaks of a score that the scale does not have, or of none.
    AnchorOutsideScale { criterion: String, score: i64 },
    /// There is no such signal.
    SignalUnknown { criterion: String, signal: String },
    /// There is no such fact.
    FactUnknown { cell: String, fact: String },
    /// It asks for less than one of a fact, which every account has.
    NeededBelowOne { cell: String, fact: String },
    /// One of the ways to a step asks for nothing, so that every account would go it.
    WayEmpty { cell: String },
    /// Some cells go by points and this one by evidence, or the other way round.
    WaysMixed { cell: String },
    /// A step with evidence lies above one that only a person can say, and would never be reached.
    StepOutOfReach { cell: String },
    /// A point would lie in two cells.
    CellsOverlap { cell: String, other: String, at: Vec<At> },
    /// A point would lie in no cell.
    Hole { at: Vec<At> },
    /// A leaning holds an axis against itself, or from nothing on.
    LeaningNowhere { leaning: String },
    /// The depth goes by axes that are not scored, or by one cell.
    DepthUnknown,
    /// It says of itself that it is there to be copied.
    IsTemplate,
    /// It follows what is there to be copied.
    OfTemplate,
    /// Another model is called the same.
    TitleTaken { title: String },
    /// An axis, by its title, is not measured as in the edition before.
    AxisDiffers { axis: String },
    /// A cell, by its title, in which accounts could stand by the edition before, is gone.
    CellGone { cell: String },
    /// The stages of a relationship are known to the whole program, and this cell, by its title, is none of them.
    StageUnknown { cell: String },
}

impl CategorizationModel {
    /// Everything that is wrong with it, in the order of its file; nothing where it can be taken.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        self.check_head(&mut flaws);
        self.axes.iter().for_each(|axis| self.check_axis(axis, &mut flaws));
        self.check_criteria(Part::Criterion, &self.criteria, &mut flaws);
        if !self.context.is_empty() {
            self.check_criteria(Part::Context, &self.context, &mut flaws);
        }
        self.check_cells(&mut flaws);
        self.leanings.iter().for_each(|leaning| self.check_leaning(leaning, &mut flaws));
        if !self.tells_depth() {
            flaws.push(Flaw::DepthUnknown);
        }
        // Whether the cells fill the plane can only be told where all names lead somewhere.
        if flaws.is_empty() {
            plane::check(self, &mut flaws);
        }
        flaws
    }

    fn check_head(&self, flaws: &mut Vec<Flaw>) {
        check_named(Part::Model, [(self.id.as_str(), [self.title.as_str(), &self.source].as_slice())], flaws);
        if self.version < 1 {
            flaws.push(Flaw::VersionBelowOne { version: self.version });
        }
        for (part, count, max) in [
            (Part::Axis, self.axes.len(), AXES_MAX),
            (Part::Criterion, self.criteria.len(), CRITERIA_MAX),
            (Part::Context, self.context.len(), CRITERIA_MAX),
            (Part::Cell, self.cells.len(), CELLS_MAX),
            (Part::Leaning, self.leanings.len(), CELLS_MAX),
        ] {
            if count > max {
                flaws.push(Flaw::TooMany { part, max });
            }
            if count == 0 && matches!(part, Part::Axis | Part::Cell) {
                flaws.push(Flaw::Missing { part });
            }
        }
        let axis = |axis: &Axis| (axis.id.clone(), [axis.title.clone(), axis.low.clone(), axis.high.clone()]);
        let axes: Vec<_> = self.axes.iter().map(axis).collect();
        check_named(Part::Axis, axes.iter().map(|(id, texts)| (id.as_str(), texts.as_slice())), flaws);
    }

    fn check_axis(&self, axis: &Axis, flaws: &mut Vec<Flaw>) {
        let name = || axis.id.clone();
        let scale = axis.scale;
        if scale.low < 0 || scale.low >= scale.high || scale.high > SCALE_MAX {
            flaws.push(Flaw::ScaleOutOfRange { axis: name(), scale });
            return;
        }
        if axis.compares() && scale.low == 0 {
            flaws.push(Flaw::ScaleFromZero { axis: name() });
        }
        if let Aggregation::MeanOf(others) = &axis.by {
            others.iter().for_each(|other| self.check_scored(Part::Axis, &axis.id, other, flaws));
            if others.is_empty() {
                flaws.push(Flaw::Missing { part: Part::Axis });
            }
        }
        if axis.bands.len() > BANDS_MAX {
            flaws.push(Flaw::TooMany { part: Part::Band, max: BANDS_MAX });
        }
        check_named(
            Part::Band,
            axis.bands.iter().map(|band| (band.id.as_str(), std::slice::from_ref(&band.title))),
            flaws,
        );
        check_bands(axis, flaws);
    }

    /// Refuses an axis that is not there, or that no criteria score.
    fn check_scored(&self, part: Part, id: &str, axis: &str, flaws: &mut Vec<Flaw>) {
        let (id, name) = (id.to_owned(), axis.to_owned());
        match self.axis(axis).map(|axis| &axis.by) {
            None => flaws.push(Flaw::AxisUnknown { part, id, axis: name }),
            Some(Aggregation::WeightedMean | Aggregation::RelativeStrength) => {}
            Some(Aggregation::MeanOf(_) | Aggregation::Evidence) => {
                flaws.push(Flaw::AxisNotScored { part, id, axis: name });
            }
        }
    }

    fn check_criteria(&self, part: Part, criteria: &[Criterion], flaws: &mut Vec<Flaw>) {
        let named = criteria.iter().map(|criterion| (criterion.id.as_str(), std::slice::from_ref(&criterion.title)));
        check_named(part, named, flaws);
        for criterion in criteria {
            self.check_scored(part, &criterion.id, &criterion.axis, flaws);
            let name = || criterion.id.clone();
            if !(0..=WEIGHT_MAX).contains(&criterion.weight) {
                flaws.push(Flaw::WeightOutOfRange { criterion: name(), weight: criterion.weight, max: WEIGHT_MAX });
            }
            if let Some(signal) = criterion.signal.as_ref().filter(|signal| Signal::of_word(signal).is_none()) {
                flaws.push(Flaw::SignalUnknown { criterion: name(), signal: signal.clone() });
            }
            if let Some(axis) = self.axis(&criterion.axis) {
                check_anchors(part, criterion, axis.scale, flaws);
            }
        }
        let scored = |axis: &&Axis| matches!(axis.by, Aggregation::WeightedMean | Aggregation::RelativeStrength);
        for axis in self.axes.iter().filter(scored) {
            let weights =
                criteria.iter().filter(|criterion| criterion.axis == axis.id).map(|criterion| criterion.weight);
            // A weight that is out of range was named above.
            if weights.map(|weight| weight.clamp(0, 1)).sum::<i64>() == 0 {
                flaws.push(Flaw::WeightsSumToNothing { axis: axis.id.clone() });
            }
        }
    }

    fn check_cells(&self, flaws: &mut Vec<Flaw>) {
        let named: Vec<(&str, Vec<String>)> = self.cells.iter().map(|cell| (cell.id.as_str(), texts(cell))).collect();
        check_named(Part::Cell, named.iter().map(|(id, texts)| (*id, texts.as_slice())), flaws);
        let is_ladder = self.axes.iter().any(|axis| axis.by == Aggregation::Evidence);
        let mut said_by_people = false;
        for cell in &self.cells {
            match &cell.reached {
                Reached::Declared => {}
                Reached::Boxes(_) if is_ladder => flaws.push(Flaw::WaysMixed { cell: cell.id.clone() }),
                Reached::Boxes(_) => self.check_boxes(cell, flaws),
                Reached::Evidence(_) if !is_ladder => flaws.push(Flaw::WaysMixed { cell: cell.id.clone() }),
                Reached::Evidence(groups) => {
                    let facts = groups.iter().flatten().filter(|needed| Fact::of_word(&needed.fact).is_none());
                    flaws.extend(
                        facts.map(|needed| Flaw::FactUnknown { cell: cell.id.clone(), fact: needed.fact.clone() }),
                    );
                    let below = groups.iter().flatten().filter(|needed| needed.at_least < 1);
                    flaws.extend(
                        below.map(|needed| Flaw::NeededBelowOne { cell: cell.id.clone(), fact: needed.fact.clone() }),
                    );
                    if groups.iter().any(Vec::is_empty) {
                        flaws.push(Flaw::WayEmpty { cell: cell.id.clone() });
                    }
                    if said_by_people && !groups.is_empty() {
                        flaws.push(Flaw::StepOutOfReach { cell: cell.id.clone() });
                    }
                    said_by_people |= groups.is_empty();
                }
            }
        }
    }

    fn check_boxes(&self, cell: &Cell, flaws: &mut Vec<Flaw>) {
        let Reached::Boxes(boxes) = &cell.reached else { return };
        for (axis, band) in boxes.iter().flatten() {
            match self.axis(axis) {
                None => {
                    let id = cell.id.clone();
                    flaws.push(Flaw::AxisUnknown { part: Part::Cell, id, axis: axis.clone() });
                }
                Some(known) if !known.bands.iter().any(|known| known.id == *band) => {
                    let (cell, axis, band) = (cell.id.clone(), axis.clone(), band.clone());
                    flaws.push(Flaw::BandUnknown { cell, axis, band });
                }
                Some(_) => {}
            }
        }
    }

    fn check_leaning(&self, leaning: &Leaning, flaws: &mut Vec<Flaw>) {
        let texts = [&leaning.title, &leaning.meaning, &leaning.advice].map(Clone::clone);
        check_named(Part::Leaning, [(leaning.id.as_str(), texts.as_slice())], flaws);
        for axis in [&leaning.more, &leaning.less] {
            self.check_scored(Part::Leaning, &leaning.id, axis, flaws);
        }
        if leaning.more == leaning.less || leaning.from <= Ratio::ZERO {
            flaws.push(Flaw::LeaningNowhere { leaning: leaning.id.clone() });
        }
    }

    /// Whether what it says of depth can be worked out.
    fn tells_depth(&self) -> bool {
        match self.depth {
            None => true,
            Some(DepthBy::Cells) => self.computed_cells().count() > 1,
            Some(DepthBy::Axes) => self.axes.iter().all(|axis| axis.by == Aggregation::WeightedMean),
        }
    }
}

/// What people read of a cell.
fn texts(cell: &Cell) -> Vec<String> {
    let details = cell.details.iter().flat_map(|detail| [&detail.title, &detail.text]);
    [&cell.title, &cell.meaning, &cell.advice].into_iter().chain(details).cloned().collect()
}

/// Refuses names that are no words or stand twice, and texts that say nothing.
fn check_named<'a, T: AsRef<str> + 'a>(
    part: Part,
    named: impl IntoIterator<Item = (&'a str, &'a [T])>,
    flaws: &mut Vec<Flaw>,
) {
    let is_word = |id: &str| {
        id.starts_with(|first: char| first.is_ascii_lowercase())
            && id.len() <= 40
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let mut seen = SetOf::new();
    for (id, texts) in named {
        if !is_word(id) {
            flaws.push(Flaw::IdNotAWord { part, id: id.to_owned() });
        }
        if !seen.insert(id) {
            flaws.push(Flaw::IdTwice { part, id: id.to_owned() });
        }
        if texts.iter().any(|text| text.as_ref().trim().is_empty()) {
            flaws.push(Flaw::TextEmpty { part, id: id.to_owned() });
        }
    }
}

/// Thresholds ascend, from the second band on, and lie where a value can lie on both sides.
fn check_bands(axis: &Axis, flaws: &mut Vec<Flaw>) {
    let (low, high) = ends(axis);
    let mut before: Option<Ratio> = None;
    for (at, band) in axis.bands.iter().enumerate() {
        let place = |band: &Band| (axis.id.clone(), band.id.clone());
        let in_order = match band.from {
            None => at == 0,
            Some(from) => at > 0 && before.is_none_or(|before| before < from),
        };
        if !in_order {
            let (axis, band) = place(band);
            flaws.push(Flaw::ThresholdsOutOfOrder { axis, band });
        }
        if let Some(from) = band.from.filter(|from| *from <= low || *from > high) {
            let (axis, band) = place(band);
            flaws.push(Flaw::ThresholdOutsideScale { axis, band, from });
        }
        before = band.from.or(before);
    }
}

/// The least and the greatest value that an axis can have; of two scores held against each other, one to the other.
fn ends(axis: &Axis) -> (Ratio, Ratio) {
    let Scale { low, high } = axis.scale;
    let of = |above: i64, below: i64| Ratio::of(above, below).unwrap_or(Ratio::ZERO);
    if axis.compares() { (of(low, high), of(high, low)) } else { (of(low, 1), of(high, 1)) }
}

/// Each score has one anchor, and each anchor a score.
fn check_anchors(part: Part, criterion: &Criterion, scale: Scale, flaws: &mut Vec<Flaw>) {
    let name = || criterion.id.clone();
    for anchor in &criterion.anchors {
        let to = anchor.to.unwrap_or(anchor.score);
        if !scale.holds(anchor.score) || !scale.holds(to) || to < anchor.score {
            flaws.push(Flaw::AnchorOutsideScale { criterion: name(), score: anchor.score });
        }
        if anchor.text.trim().is_empty() {
            flaws.push(Flaw::TextEmpty { part, id: name() });
        }
    }
    for score in scale.low..=scale.high {
        let holds = |anchor: &&Anchor| anchor.holds(score);
        match criterion.anchors.iter().filter(holds).count() {
            0 => flaws.push(Flaw::AnchorMissing { criterion: name(), score }),
            1 => {}
            _ => flaws.push(Flaw::AnchorTwice { criterion: name(), score }),
        }
    }
}
