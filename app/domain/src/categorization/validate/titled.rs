//! What is wrong with a model by the titles that people read, where parts of it have names for programs.

use super::{At, Flaw, Part};
use crate::categorization::CategorizationModel;

impl Flaw {
    /// It as it is told to somebody who has the model before them. What has no title, or is wrong with a name itself, goes by the name.
    #[must_use]
    pub fn titled(mut self, model: &CategorizationModel) -> Self {
        match &mut self {
            Self::TextEmpty { part, id } | Self::AxisUnknown { part, id, .. } => model.entitle(*part, id),
            Self::AxisNotScored { part, id, axis } => {
                model.entitle(*part, id);
                model.entitle(Part::Axis, axis);
            }
            Self::ScaleOutOfRange { axis, .. } | Self::ScaleFromZero { axis } | Self::WeightsSumToNothing { axis } => {
                model.entitle(Part::Axis, axis);
            }
            Self::ThresholdsOutOfOrder { axis, band } | Self::ThresholdOutsideScale { axis, band, .. } => {
                model.entitle_band(axis, band);
            }
            Self::WeightOutOfRange { criterion, .. }
            | Self::AnchorMissing { criterion, .. }
            | Self::AnchorTwice { criterion, .. }
            | Self::AnchorOutsideScale { criterion, .. }
            | Self::SignalUnknown { criterion, .. } => model.entitle(Part::Criterion, criterion),
            Self::BandUnknown { cell, axis, .. } => {
                model.entitle(Part::Cell, cell);
                model.entitle(Part::Axis, axis);
            }
            Self::FactUnknown { cell, .. }
            | Self::NeededBelowOne { cell, .. }
            | Self::WayEmpty { cell }
            | Self::WaysMixed { cell }
            | Self::StepOutOfReach { cell } => model.entitle(Part::Cell, cell),
            Self::CellsOverlap { cell, other, at } => {
                model.entitle(Part::Cell, cell);
                model.entitle(Part::Cell, other);
                model.entitle_all(at);
            }
            Self::Hole { at } => model.entitle_all(at),
            Self::LeaningNowhere { leaning } => model.entitle(Part::Leaning, leaning),
            _ => {}
        }
        self
    }
}

impl CategorizationModel {
    /// Puts the title of a part in the place of its name.
    fn entitle(&self, part: Part, id: &mut String) {
        let of_criteria = || self.criteria.iter().chain(&self.context).find(|one| one.id == *id).map(|one| &one.title);
        let title = match part {
            Part::Model => (self.id == *id).then_some(&self.title),
            Part::Axis => self.axis(id).map(|one| &one.title),
            Part::Band => None,
            Part::Criterion | Part::Context => of_criteria(),
            Part::Cell => self.cell(id).map(|one| &one.title),
            Part::Leaning => self.leanings.iter().find(|one| one.id == *id).map(|one| &one.title),
        };
        if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
            *id = title.clone();
        }
    }

    fn entitle_band(&self, axis: &mut String, band: &mut String) {
        let found = self.axis(axis).and_then(|known| known.bands.iter().find(|one| one.id == *band));
        if let Some(found) = found.filter(|found| !found.title.trim().is_empty()) {
            band.clone_from(&found.title);
        }
        self.entitle(Part::Axis, axis);
    }

    fn entitle_all(&self, at: &mut [At]) {
        at.iter_mut().for_each(|at| self.entitle_band(&mut at.axis, &mut at.band));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categorization::{Reached, shipped::tests::shipped};

    fn told(change: impl FnOnce(&mut CategorizationModel)) -> Vec<Flaw> {
        let mut model = shipped("four_s");
        change(&mut model);
        model.flaws().into_iter().map(|flaw| flaw.titled(&model)).collect()
    }

    #[test]
    fn what_is_wrong_is_told_by_titles() {
        let growth = || "Growth of its demand".to_owned();
        let heavy = told(|model| model.criteria[1].weight = 1001);
        assert_eq!(heavy, [Flaw::WeightOutOfRange { criterion: growth(), weight: 1001, max: 1000 }]);
        let silent = told(|model| model.criteria[1].anchors[0].text.clear());
        assert_eq!(silent, [Flaw::TextEmpty { part: Part::Criterion, id: growth() }]);
        let declared = told(|model| model.cells[0].reached = Reached::Declared);
        let at = |axis: &str, band: &str| At { axis: axis.to_owned(), band: band.to_owned() };
        let corner =
            vec![at("Attractiveness of the account", "High"), at("Our relative strength", "Equal or stronger")];
        assert_eq!(declared, [Flaw::Hole { at: corner }]);
    }

    #[test]
    fn a_step_asks_for_one_or_more() {
        let mut model = shipped("webster");
        let Reached::Evidence(groups) = &mut model.cells[0].reached else { panic!("a step") };
        groups[0][0].at_least = 0;
        let told: Vec<Flaw> = model.flaws().into_iter().map(|flaw| flaw.titled(&model)).collect();
        assert_eq!(told, [Flaw::NeededBelowOne { cell: "Transaction".to_owned(), fact: "sales_ttm".to_owned() }]);
    }

    #[test]
    fn what_has_no_title_goes_by_its_name() {
        let untitled = told(|model| model.criteria[1].title.clear());
        assert_eq!(untitled, [Flaw::TextEmpty { part: Part::Criterion, id: "growth".to_owned() }]);
        let twice = told(|model| model.cells[1].id = model.cells[0].id.clone());
        assert!(twice.contains(&Flaw::IdTwice { part: Part::Cell, id: "strategic".to_owned() }), "{twice:?}");
    }
}
