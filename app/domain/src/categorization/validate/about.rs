//! Beside which part of a model, and which field of it, something that is wrong is told.

use super::{Flaw, Part};

impl Flaw {
    /// Whether it is told at a part of the model, by the name of that; of a field that is at fault alone, at that field: the weight of a
    /// criterion (`weight`), where a band begins (the band's name), how much of a fact a step asks for (the fact's).
    pub fn is_at(&self, part: Part, id: &str, field: &str) -> bool {
        let (known, at) = match self {
            Self::TextEmpty { part, id }
            | Self::IdTwice { part, id }
            | Self::AxisUnknown { part, id, .. }
            | Self::AxisNotScored { part, id, .. } => (*part, [id, ""]),
            Self::ScaleOutOfRange { axis, .. } | Self::ScaleFromZero { axis } | Self::WeightsSumToNothing { axis } => {
                (Part::Axis, [axis.as_str(), ""])
            }
            Self::ThresholdsOutOfOrder { axis, band } | Self::ThresholdOutsideScale { axis, band, .. } => {
                (Part::Axis, [axis.as_str(), band])
            }
            Self::WeightOutOfRange { criterion, .. } => (Part::Criterion, [criterion.as_str(), "weight"]),
            Self::AnchorMissing { criterion, .. }
            | Self::AnchorTwice { criterion, .. }
            | Self::AnchorOutsideScale { criterion, .. }
            | Self::SignalUnknown { criterion, .. } => (Part::Criterion, [criterion.as_str(), ""]),
            Self::NeededBelowOne { cell, fact } => (Part::Cell, [cell.as_str(), fact]),
            Self::CellsOverlap { cell, other, .. } => (Part::Cell, [if id == other { other } else { cell }, ""]),
            Self::BandUnknown { cell, .. }
            | Self::FactUnknown { cell, .. }
            | Self::WayEmpty { cell }
            | Self::WaysMixed { cell }
            | Self::StepOutOfReach { cell } => (Part::Cell, [cell.as_str(), ""]),
            Self::Hole { .. } => (Part::Cell, [""; 2]),
            Self::LeaningNowhere { leaning } => (Part::Leaning, [leaning.as_str(), ""]),
            _ => return false,
        };
        // Of some it is not said whether a question is meant or what is scored.
        let is_meant = known == part || (known, part) == (Part::Criterion, Part::Context);
        is_meant && at == [id, field]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categorization::{CategorizationModel, Reached, shipped::tests::shipped};

    /// Whether something that is wrong with a shipped model after a change is told there.
    fn told(id: &str, change: fn(&mut CategorizationModel), part: Part, at: [&str; 2]) -> bool {
        let mut model = shipped(id);
        change(&mut model);
        model.flaws().iter().any(|flaw| flaw.is_at(part, at[0], at[1]))
    }

    #[test]
    fn a_number_is_told_at_its_field() {
        let heavy = |model: &mut CategorizationModel| model.criteria[1].weight = 1001;
        assert!(told("four_s", heavy, Part::Criterion, ["growth", "weight"]));
        assert!(!told("four_s", heavy, Part::Criterion, ["growth", ""]));
        assert!(!told("four_s", heavy, Part::Cell, ["growth", "weight"]));
        let of_context = |model: &mut CategorizationModel| model.context[0].weight = -1;
        assert!(told("bensaou", of_context, Part::Context, ["customisation", "weight"]));
        assert!(told("four_s", |model| model.axes[0].bands[1].from = None, Part::Axis, ["attractiveness", "high"]));
        let none = |model: &mut CategorizationModel| {
            let Reached::Evidence(groups) = &mut model.cells[0].reached else { panic!("a step") };
            groups[0][0].at_least = 0;
        };
        assert!(told("webster", none, Part::Cell, ["transaction", "sales_ttm"]));
    }

    #[test]
    fn what_is_wrong_with_a_part_is_told_at_the_part() {
        let silent = |model: &mut CategorizationModel| model.criteria[1].anchors[0].text.clear();
        assert!(told("four_s", silent, Part::Criterion, ["growth", ""]));
        assert!(told("four_s", |model| model.axes[1].scale.low = 0, Part::Axis, ["strength", ""]));
        assert!(told("millman_wilson", |model| model.leanings[0].less.clear(), Part::Leaning, ["over_engineered", ""]));
    }

    #[test]
    fn cells_that_overlap_are_both_told_and_a_hole_is_told_by_none() {
        let overlap = |model: &mut CategorizationModel| model.lay("star", &[Some(0), Some(0)], true);
        for (cell, is_told) in [("star", true), ("streamline", true), ("strategic", false)] {
            assert_eq!(told("four_s", overlap, Part::Cell, [cell, ""]), is_told, "{cell}");
        }
        assert!(told("four_s", |model| model.cells[0].reached = Reached::Declared, Part::Cell, ["", ""]));
    }
}
