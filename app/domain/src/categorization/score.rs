//! Scores become a point: on each axis the weighted mean of what was scored, exact.

use serde::{Deserialize, Serialize};

use super::{Aggregation, Axis, CategorizationModel, Cell, Criterion, Leaning, Scale};
use crate::{
    ratio::{Ratio, narrowed},
    table::Table,
};

/// Below so many percent of the weights scored, a cell cannot be confirmed.
pub const CONFIRMABLE_PERCENT: i128 = 60;

/// What a criterion was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Score {
    /// The score; where an axis compares, ours.
    pub ours: i64,
    /// Where an axis compares: that of the best competitor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rival: Option<i64>,
}

/// Scores by criterion.
pub type Scores = Table<String, Score>;

/// The value on each axis, in the order of the model's; none where nothing of it was scored.
pub type Point = Vec<Option<Ratio>>;

/// What the scores of an account come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed<'a> {
    /// Its value on each axis.
    pub point: Point,
    /// How much of the weights was scored, from 0 to 1.
    pub completeness: Ratio,
    /// The cell; none while an axis that it goes by has no value.
    pub cell: Option<&'a Cell>,
    /// How it leans away from a balance.
    pub leanings: Vec<&'a Leaning>,
}

impl Computed<'_> {
    /// Whether enough was scored that a director can confirm a cell.
    pub fn is_confirmable(&self) -> bool {
        self.cell.is_some()
            && self.completeness.numerator() * 100 >= self.completeness.denominator() * CONFIRMABLE_PERCENT
    }

    /// How much of the weights was scored, in whole percent, rounded down: what is not quite enough does not look like it.
    pub fn percent(&self) -> i64 {
        narrowed(self.completeness.numerator() * 100 / self.completeness.denominator())
    }
}

/// Why scores cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "flaw", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[error("{self:?}")]
pub enum ScoreFlaw {
    /// The model has no such criterion.
    CriterionUnknown {
        /// Its name.
        criterion: String,
    },
    /// A score lies outside the scale of its axis.
    ScoreOutOfRange {
        /// The criterion.
        criterion: String,
        /// The score, ours or the competitor's.
        score: i64,
        /// What it can be.
        scale: Scale,
    },
    /// The best competitor was scored where nothing is compared.
    NothingToCompare {
        /// The criterion.
        criterion: String,
    },
}

impl CategorizationModel {
    /// The scores of an account as a point, with its cell.
    pub fn computed(&self, scores: &Scores) -> Computed<'_> {
        let point = self.point(&self.criteria, scores);
        Computed {
            completeness: self.completeness(&self.criteria, scores),
            cell: self.cell_at(&point),
            leanings: self.leanings_at(&point),
            point,
        }
    }

    /// The point of scores of some criteria: the model's own, or its context.
    pub fn point(&self, criteria: &[Criterion], scores: &Scores) -> Point {
        let scored: Point = self.axes.iter().map(|axis| scored_value(axis, criteria, scores)).collect();
        let value_of = |id: &String| {
            let at = self.axes.iter().position(|axis| axis.id == *id)?;
            scored.get(at).copied().flatten()
        };
        let value = |(axis, value): (&Axis, &Option<Ratio>)| match &axis.by {
            Aggregation::MeanOf(others) => Ratio::mean(&others.iter().map(value_of).collect::<Option<Vec<_>>>()?),
            _ => *value,
        };
        self.axes.iter().zip(&scored).map(value).collect()
    }

    /// How much of the weights of some criteria was scored, from 0 to 1; all of nothing is all.
    pub fn completeness(&self, criteria: &[Criterion], scores: &Scores) -> Ratio {
        let counts = |criterion: &&Criterion| {
            let compares = self.axis(&criterion.axis).is_some_and(Axis::compares);
            scores.get(&criterion.id).is_some_and(|score| !compares || score.rival.is_some())
        };
        let all: i64 = criteria.iter().map(|criterion| criterion.weight).sum();
        let scored: i64 = criteria.iter().filter(counts).map(|criterion| criterion.weight).sum();
        Ratio::of(scored, all).unwrap_or(Ratio::ONE)
    }

    /// Refuses scores that do not fit some criteria: the model's own, or its context.
    ///
    /// # Errors
    /// The first score that does not, and why.
    pub fn check_scores(&self, criteria: &[Criterion], scores: &Scores) -> Result<(), ScoreFlaw> {
        for (id, score) in scores {
            let found = criteria.iter().find(|criterion| criterion.id == *id);
            let axis = found.and_then(|criterion| self.axis(&criterion.axis));
            let axis = axis.ok_or_else(|| ScoreFlaw::CriterionUnknown { criterion: id.clone() })?;
            if score.rival.is_some() && !axis.compares() {
                return Err(ScoreFlaw::NothingToCompare { criterion: id.clone() });
            }
            let outside = |score: &i64| !axis.scale.holds(*score);
            if let Some(score) = [Some(score.ours), score.rival].into_iter().flatten().find(outside) {
                return Err(ScoreFlaw::ScoreOutOfRange { criterion: id.clone(), score, scale: axis.scale });
            }
        }
        Ok(())
    }
}

impl Axis {
    /// Whether each of its criteria is scored twice: for us and for the best competitor.
    pub fn compares(&self) -> bool {
        self.by == Aggregation::RelativeStrength
    }
}

impl Scale {
    /// Whether a score lies on it.
    pub fn holds(self, score: i64) -> bool {
        (self.low..=self.high).contains(&score)
    }
}

/// The value of an axis that is scored itself.
fn scored_value(axis: &Axis, criteria: &[Criterion], scores: &Scores) -> Option<Ratio> {
    let scored = criteria.iter().filter(|criterion| criterion.axis == axis.id);
    let scored = scored.filter_map(|criterion| scores.get(&criterion.id).map(|score| (criterion.weight, *score)));
    let (mut ours, mut rivals, mut weights) = (0, 0, 0);
    for (weight, score) in scored {
        let rival = if axis.compares() { score.rival } else { Some(0) };
        let Some(rival) = rival else { continue };
        ours += weight * score.ours;
        rivals += weight * rival;
        weights += weight;
    }
    match axis.by {
        Aggregation::WeightedMean => Ratio::of(ours, weights),
        // Both have the same weights below, so that these cancel.
        Aggregation::RelativeStrength => Ratio::of(ours, rivals),
        Aggregation::MeanOf(_) | Aggregation::Evidence => None,
    }
}
