//! Whether a relationship is designed as its circumstances ask for (Bensaou 1999): the context proposes a cell, what both sides
//! put in gives the actual one.

use serde::{Deserialize, Serialize};

use super::{CategorizationModel, Cell, score::Scores};

/// How the design of a relationship fits its circumstances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Fit {
    /// As they ask for.
    Fits,
    /// More was put in than they ask for.
    OverDesigned,
    /// Less was put in than they ask for.
    UnderDesigned,
    /// More on one axis and less on another: the wrong side carries it.
    Crossed,
}

/// A fit, with the cells that were held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FitCheck<'a> {
    /// The cell that the circumstances ask for.
    pub asked: &'a Cell,
    /// The cell in which the account is.
    pub actual: &'a Cell,
    /// What comes of it.
    pub fit: Fit,
}

impl CategorizationModel {
    /// Holds the scores of an account against those of its context; none where the model has no context, or too little of either
    /// was scored to know a cell.
    pub fn fit(&self, scores: &Scores, context: &Scores) -> Option<FitCheck<'_>> {
        let asked = self.point(&self.context, context);
        let actual = self.point(&self.criteria, scores);
        let pairs = self.axes.iter().zip(asked.iter().zip(&actual));
        let bands =
            pairs.filter_map(|(axis, (asked, actual))| Some((axis.band_at((*asked)?), axis.band_at((*actual)?))));
        let (mut over, mut under) = (false, false);
        for (asked, actual) in bands {
            over |= actual > asked;
            under |= actual < asked;
        }
        let fit = match (over, under) {
            (false, false) => Fit::Fits,
            (true, false) => Fit::OverDesigned,
            (false, true) => Fit::UnderDesigned,
            (true, true) => Fit::Crossed,
        };
        Some(FitCheck { asked: self.cell_at(&asked)?, actual: self.cell_at(&actual)?, fit })
    }
}
