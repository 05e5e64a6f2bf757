//! What a draft of a model would change: where accounts would stand by it, held against where they stand by the edition that holds now.
//!
//! Scores are taken as they were given. One of a criterion that the draft does not have, or has on another scale, does not count in it, as if
//! it had never been given.

use super::{
    CategorizationModel, Models,
    facts::Facts,
    score::{Computed, Scores},
};
use crate::assessment::Assessment;

/// Where one account would stand by a draft, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The cell to which its scores or its evidence lead today; none where they lead nowhere.
    pub from: Option<String>,
    /// The cell to which the same lead by the draft.
    pub to: Option<String>,
    /// Whether a director could confirm where it stands today, and by the draft too little was scored for that.
    pub too_little: bool,
}

impl Shift {
    /// Whether it would stand elsewhere.
    pub fn moves(&self) -> bool {
        self.from != self.to && self.to.is_some()
    }

    /// Whether it stands somewhere, and by the draft nowhere: what its axes go by was not scored, or not even the evidence of the lowest step
    /// is there.
    pub fn is_lost(&self) -> bool {
        self.from.is_some() && self.to.is_none()
    }
}

impl CategorizationModel {
    /// The scores that this model takes, of any.
    pub fn taken(&self, scores: &Scores) -> Scores {
        let takes = |(id, score): &(&String, &super::score::Score)| {
            let one = [((*id).clone(), **score)].into_iter().collect();
            self.check_scores(&self.criteria, &one).is_ok()
        };
        scores.iter().filter(takes).map(|(id, score)| (id.clone(), *score)).collect()
    }

    /// Where an account that was scored would stand by this draft. What it stands on today is computed by the edition that it was scored by.
    pub fn shift_of_scored(&self, held: &Assessment, models: &Models) -> Shift {
        let today = held.computed(models);
        let computed = self.computed(&self.taken(&held.scores()));
        let is_confirmable = today.as_ref().is_some_and(Computed::is_confirmable);
        Shift {
            too_little: is_confirmable && computed.cell.is_some() && !computed.is_confirmable(),
            from: today.and_then(|today| today.cell).map(|cell| cell.id.clone()),
            to: computed.cell.map(|cell| cell.id.clone()),
        }
    }

    /// Where an account would stand by the evidence that this draft asks for, instead of that which another edition does.
    pub fn shift_of_evidence(&self, now: &Self, facts: &Facts) -> Shift {
        let step = |model: &Self| model.step_at(facts).map(|cell| cell.id.clone());
        Shift { from: step(now), to: step(self), too_little: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assessment::Scored,
        categorization::{
            Criterion,
            facts::Fact,
            score::Score,
            shipped::tests::{all, shipped},
        },
    };

    fn scored(scores: &[(&str, i64)]) -> Assessment {
        let one = |(id, ours): &(&str, i64)| Scored {
            criterion: (*id).to_owned(),
            score: Score { ours: *ours, rival: (*id == "value").then_some(5) },
        };
        let scores = scores.iter().map(one).collect();
        Assessment { model: "four_s".to_owned(), version: 1, scores, ..Assessment::default() }
    }

    #[test]
    fn a_weight_moves_who_lies_near_the_threshold_and_nobody_else() {
        let (models, mut draft) = (Models::of(all()), shipped("four_s"));
        let four: Vec<String> = draft.criteria.iter().map(|criterion| criterion.id.clone()).collect();
        assert!(four.starts_with(&["potential".to_owned(), "growth".to_owned()]));
        let rival = draft.criteria.iter().find(|one| one.axis == "strength").unwrap().id.clone();
        let held = |potential: i64, growth: i64| {
            let mut held = scored(&[("potential", potential), ("growth", growth)]);
            held.scores.insert(Scored { criterion: rival.clone(), score: Score { ours: 6, rival: Some(5) } });
            held
        };
        draft.version = 2;
        let as_it_is = draft.shift_of_scored(&held(9, 1), &models);
        assert_eq!((as_it_is.from.as_deref(), as_it_is.moves()), (Some("strategic"), false));
        draft.criteria[1].weight = 300;
        let shift = draft.shift_of_scored(&held(9, 1), &models);
        assert_eq!((shift.from.as_deref(), shift.to.as_deref()), (Some("strategic"), Some("status")));
        assert!(shift.moves() && !shift.is_lost());
        assert!(!draft.shift_of_scored(&held(9, 9), &models).moves());
    }

    #[test]
    fn what_the_draft_does_not_take_is_as_if_it_had_not_been_given() {
        let (models, mut draft) = (Models::of(all()), shipped("four_s"));
        let strength = draft.criteria.iter().find(|one| one.axis == "strength").unwrap().id.clone();
        let mut held = scored(&[("potential", 9)]);
        held.scores.insert(Scored { criterion: strength, score: Score { ours: 6, rival: Some(5) } });
        draft.criteria.retain(|criterion| criterion.id != "potential");
        let shift = draft.shift_of_scored(&held, &models);
        assert!(shift.is_lost() && !shift.moves(), "{shift:?}");
        assert!(!shift.too_little, "as little was scored before");
        let mut narrow = shipped("four_s");
        narrow.axes[0].scale.high = 5;
        assert!(narrow.shift_of_scored(&held, &models).is_lost(), "9 of 5 does not count");
    }

    #[test]
    fn what_can_no_longer_be_confirmed_is_told_once() {
        let (models, mut draft) = (Models::of(all()), shipped("four_s"));
        let mut held = scored(&[]);
        let all = draft.criteria.iter().map(|one| Scored {
            criterion: one.id.clone(),
            score: Score { ours: 6, rival: (one.axis == "strength").then_some(5) },
        });
        held.scores = all.collect();
        assert!(!draft.shift_of_scored(&held, &models).too_little);
        let asked = Criterion { id: "asked".to_owned(), weight: 900, ..draft.criteria[0].clone() };
        draft.criteria.push(asked);
        let shift = draft.shift_of_scored(&held, &models);
        assert!(shift.too_little && !shift.is_lost(), "{shift:?}");
    }

    #[test]
    fn evidence_moves_at_once() {
        let (now, mut draft) = (shipped("webster"), shipped("webster"));
        let facts: Facts = [(Fact::SalesTtm, 3), (Fact::MonthsWithSalesTtm, 2)].into_iter().collect();
        assert!(!draft.shift_of_evidence(&now, &facts).moves());
        let crate::categorization::Reached::Evidence(groups) = &mut draft.cells[1].reached else { panic!("a step") };
        groups.iter_mut().flatten().for_each(|needed| needed.at_least = 4);
        let shift = draft.shift_of_evidence(&now, &facts);
        assert_eq!(
            (shift.from.as_deref(), shift.to.as_deref()),
            (Some(now.cells[1].id.as_str()), Some(now.cells[0].id.as_str()))
        );
    }
}
