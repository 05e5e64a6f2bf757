//! Models side by side: how deep each says a relationship is, whether they disagree, and whether what is done for an account is
//! what it is worth.

use serde::{Deserialize, Serialize};

use super::{CategorizationModel, DepthBy, Expected};
use crate::ratio::Ratio;

/// From which spread on models disagree, in hundredths.
const DISAGREE_HUNDREDTHS: i128 = 40;
/// Below which depth an account that is worth a deep relationship is under-developed, in hundredths.
const UNDER_HUNDREDTHS: i128 = 40;
/// Above which depth an account that is not is over-served, in hundredths.
const OVER_HUNDREDTHS: i128 = 60;

/// What is done for an account against what it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Mismatch {
    /// Worth a deep relationship that is not there.
    UnderDeveloped,
    /// More is done than it repays.
    OverServed,
}

impl CategorizationModel {
    /// How deep the relationship is, from 0 to 1, by the cell in which the account stands or by its point; none where the model does
    /// not say, or what it goes by is not known.
    pub fn depth(&self, cell: Option<&str>, point: &[Option<Ratio>]) -> Option<Ratio> {
        match self.depth? {
            DepthBy::Cells => {
                let at = self.computed_cells().position(|known| Some(known.id.as_str()) == cell)?;
                Ratio::of_counts(at, self.computed_cells().count() - 1)
            }
            DepthBy::Axes => {
                let depths = self.axes.iter().zip(point).map(|(axis, value)| {
                    let value = (*value)?;
                    let above = value.numerator() - i128::from(axis.scale.low) * value.denominator();
                    Ratio::of(above, i128::from(axis.scale.high - axis.scale.low) * value.denominator())
                });
                Ratio::mean(&depths.collect::<Option<Vec<_>>>()?)
            }
        }
    }
}

/// How far the depths that models tell lie apart; none where fewer than two tell one.
pub fn spread(depths: &[Ratio]) -> Option<Ratio> {
    let (most, least) = depths.iter().max().zip(depths.iter().min()).filter(|_| depths.len() > 1)?;
    Some(most.minus(*least))
}

/// Whether models disagree about an account: the spread is 0.40 or more.
pub fn disagree(depths: &[Ratio]) -> bool {
    spread(depths).is_some_and(|spread| spread >= hundredths(DISAGREE_HUNDREDTHS))
}

/// What is done for an account against what its cell in a model of priorities expects, by the mean of the depths that the others tell.
pub fn mismatch(expected: Option<Expected>, depths: &[Ratio]) -> Option<Mismatch> {
    let depth = Ratio::mean(depths)?;
    match expected? {
        Expected::Deep if depth < hundredths(UNDER_HUNDREDTHS) => Some(Mismatch::UnderDeveloped),
        Expected::Shallow if depth > hundredths(OVER_HUNDREDTHS) => Some(Mismatch::OverServed),
        Expected::Deep | Expected::Shallow => None,
    }
}

fn hundredths(count: i128) -> Ratio {
    Ratio::of(count, 100).unwrap_or(Ratio::ZERO)
}
