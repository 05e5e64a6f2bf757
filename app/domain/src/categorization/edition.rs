//! Editions that a workspace makes of models: its own copies, and what it thinks better of those that the program ships.
//!
//! Invariants: an edition that was made by stays, under its number, as it was. The edition that follows it keeps its axes and its cells, for
//! accounts stand in these, and points are drawn along those; who wants others makes a model of their own. Where a workspace has an edition of
//! a model, what the program ships later under that number or above does not hold there.

use super::{CategorizationModel, Models, validate::Flaw};
use crate::placement::STAGES_OF;

impl Models {
    /// These with the editions of a workspace, the earliest first.
    pub fn with(&self, own: &[CategorizationModel]) -> Self {
        if own.is_empty() {
            return self.clone();
        }
        let begins = |id: &str| own.iter().filter(|model| model.id == id).map(|model| model.version).min();
        let holds = |model: &&CategorizationModel| begins(&model.id).is_none_or(|first| model.version < first);
        Self::of(self.iter().filter(holds).chain(own).cloned().collect())
    }

    /// Every model once, in the edition that holds now, in the order in which people read them.
    pub fn in_order(&self) -> impl Iterator<Item = &CategorizationModel> {
        let is_first = |at: usize, id: &str| !self.iter().take(at).any(|before| before.id == id);
        let firsts = self.iter().enumerate().filter(move |(at, model)| is_first(*at, &model.id));
        firsts.filter_map(|(_, model)| self.latest(&model.id))
    }

    /// The number of the edition of a model that holds now; 0 where there is no such model.
    pub fn version_of(&self, id: &str) -> i64 {
        self.latest(id).map_or(0, |model| model.version)
    }

    /// Everything that is wrong with a model as the next edition of what it names; nothing where it can be taken.
    pub fn flaws_of_next(&self, model: &CategorizationModel) -> Vec<Flaw> {
        let mut flaws = model.flaws();
        if model.template {
            flaws.push(Flaw::IsTemplate);
        }
        let others = || self.in_order().filter(|other| other.id != model.id);
        if others().any(|other| other.title.trim().to_lowercase() == model.title.trim().to_lowercase()) {
            flaws.push(Flaw::TitleTaken { title: model.title.clone() });
        }
        if let Some(before) = self.latest(&model.id) {
            follows(model, before, &mut flaws);
        }
        flaws
    }
}

/// What the edition before has, and its follower has not.
fn follows(model: &CategorizationModel, before: &CategorizationModel, flaws: &mut Vec<Flaw>) {
    if before.template {
        flaws.push(Flaw::OfTemplate);
    }
    let differs = |at: usize| match (model.axes.get(at), before.axes.get(at)) {
        (Some(axis), Some(known)) => (&axis.id, axis.scale, &axis.by) != (&known.id, known.scale, &known.by),
        _ => true,
    };
    let axes = (0..model.axes.len().max(before.axes.len())).filter(|at| differs(*at));
    let named = axes.filter_map(|at| before.axes.get(at).or_else(|| model.axes.get(at)));
    flaws.extend(named.map(|axis| Flaw::AxisDiffers { axis: axis.title.clone() }));
    let gone = before.cells.iter().filter(|cell| model.cell(&cell.id).is_none());
    flaws.extend(gone.map(|cell| Flaw::CellGone { cell: cell.title.clone() }));
    // The stages of a relationship are known to the whole program, each by its word.
    let new = model.cells.iter().filter(|cell| before.id == STAGES_OF && before.cell(&cell.id).is_none());
    flaws.extend(new.map(|cell| Flaw::StageUnknown { cell: cell.title.clone() }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categorization::{
        Reached,
        shipped::tests::{all, shipped},
    };

    fn flaws(model: &CategorizationModel) -> Vec<Flaw> {
        Models::of(all()).flaws_of_next(model)
    }

    #[test]
    fn a_workspace_has_its_edition_and_what_is_shipped_later_does_not_hold_there() {
        let shipped = Models::of(all());
        let next =
            CategorizationModel { version: 2, title: "Ours".to_owned(), ..shipped.latest("four_s").unwrap().clone() };
        let ours = CategorizationModel { id: "house".to_owned(), version: 1, ..next.clone() };
        let models = shipped.with(&[next.clone(), ours.clone()]);
        assert_eq!((models.latest("four_s"), models.latest("house")), (Some(&next), Some(&ours)));
        assert_eq!(models.edition("four_s", 1), shipped.edition("four_s", 1), "what was assessed by it stays by it");
        assert_eq!(models.in_order().count(), shipped.iter().count() + 1);
        assert!(models.of_boards().any(|model| *model == next));
        // A later release ships editions of its own under the same numbers.
        let later = [2, 3].map(|version| CategorizationModel { version, ..shipped.latest("four_s").unwrap().clone() });
        let later = Models::of(shipped.iter().chain(&later).cloned().collect());
        assert_eq!(later.version_of("four_s"), 3);
        assert_eq!(later.with(std::slice::from_ref(&next)).latest("four_s"), Some(&next));
        assert_eq!((models.version_of("house"), models.version_of("nobody")), (1, 0));
    }

    #[test]
    fn an_edition_keeps_axes_and_cells_of_the_one_before() {
        let four_s = shipped("four_s");
        let mut weighed = four_s.clone();
        weighed.criteria[0].weight = 60;
        weighed.criteria.pop();
        weighed.axes[0].bands[1].from = crate::ratio::Ratio::of(6, 1);
        weighed.cells[0].advice = "Otherwise".to_owned();
        assert_eq!(flaws(&weighed), []);
        let mut scaled = four_s.clone();
        scaled.axes[0].scale.high = 9;
        let differs = Flaw::AxisDiffers { axis: "Attractiveness of the account".to_owned() };
        assert!(flaws(&scaled).contains(&differs));
        let mut renamed = four_s.clone();
        let cell = renamed.cells.iter_mut().find(|cell| cell.id == "star").unwrap();
        cell.id = "comet".to_owned();
        assert_eq!(flaws(&renamed), [Flaw::CellGone { cell: cell_title(&four_s, "star") }]);
        let mut fewer = four_s;
        fewer.axes.pop();
        assert!(flaws(&fewer).contains(&Flaw::AxisDiffers { axis: "Our relative strength".to_owned() }));
    }

    fn cell_title(model: &CategorizationModel, id: &str) -> String {
        model.cell(id).unwrap().title.clone()
    }

    #[test]
    fn stages_are_known_to_the_whole_program_and_templates_are_there_to_be_copied() {
        let mut stages = shipped(STAGES_OF);
        let mut late = stages.cells.last().unwrap().clone();
        (late.id, late.title, late.reached) = ("late".to_owned(), "Late".to_owned(), Reached::Declared);
        stages.cells.push(late);
        assert_eq!(flaws(&stages), [Flaw::StageUnknown { cell: "Late".to_owned() }]);
        let template = shipped("kraljic");
        assert_eq!(flaws(&template), [Flaw::IsTemplate, Flaw::OfTemplate]);
        let copy = CategorizationModel { id: "ours".to_owned(), template: false, ..template };
        assert_eq!(flaws(&copy), [Flaw::TitleTaken { title: copy.title.clone() }]);
        let copy = CategorizationModel { title: "Ours".to_owned(), ..copy };
        assert_eq!(flaws(&copy), []);
    }
}
