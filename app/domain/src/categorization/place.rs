//! A point becomes a cell, and is held against where a person places the account.

use super::{Axis, CategorizationModel, Cell, Leaning, Reached};
use crate::{order::sorted, ratio::Ratio, table::Table};

/// How far a cell lies from where an account was computed to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distance {
    /// Over how many thresholds, or steps of a ladder, one comes from the one to the other; 0 where it is the same cell.
    pub thresholds: usize,
    /// By how much its value would have to change on each axis, in the order of the model's: above zero where it would have to
    /// rise, below where it would have to fall. None on a ladder and on axes that the cell does not go by.
    pub gaps: Vec<Option<Ratio>>,
}

impl Axis {
    /// The place of the band in which a value lies: the highest whose threshold it reaches.
    pub fn band_at(&self, value: Ratio) -> usize {
        let reached = |from: Option<Ratio>| from.is_some_and(|from| value >= from);
        self.bands.iter().skip(1).take_while(|band| reached(band.from)).count()
    }

    fn band_of(&self, id: &str) -> Option<usize> {
        self.bands.iter().position(|band| band.id == id)
    }

    fn threshold(&self, band: usize) -> Option<Ratio> {
        self.bands.get(band).and_then(|band| band.from)
    }

    /// By how much a value would have to change to lie in a band.
    fn gap_to(&self, value: Ratio, band: usize) -> Ratio {
        let edge = match self.band_at(value).cmp(&band) {
            std::cmp::Ordering::Less => self.threshold(band),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => self.threshold(band + 1),
        };
        edge.map_or(Ratio::ZERO, |edge| edge.minus(value))
    }
}

impl CategorizationModel {
    /// The cell in which a point lies; none while an axis that it goes by has no value.
    pub fn cell_at(&self, point: &[Option<Ratio>]) -> Option<&Cell> {
        self.cell_in(&self.bands_at(point))
    }

    /// The cell of a place on the plane: the place of a band on each axis, in the order of the model's.
    pub fn cell_in(&self, bands: &[Option<usize>]) -> Option<&Cell> {
        self.cells.iter().find(|cell| match &cell.reached {
            Reached::Boxes(boxes) => boxes.iter().any(|of| self.lies_in(of, bands)),
            Reached::Evidence(_) | Reached::Declared => false,
        })
    }

    /// The leanings of a point.
    pub fn leanings_at(&self, point: &[Option<Ratio>]) -> Vec<&Leaning> {
        let leans = |leaning: &&Leaning| {
            let values = self.value_on(&leaning.more, point).zip(self.value_on(&leaning.less, point));
            values.is_some_and(|(more, less)| more.minus(less) >= leaning.from)
        };
        self.leanings.iter().filter(leans).collect()
    }

    /// How far a cell lies from a point; none where the model has no such cell, or nothing computes it, or it is not known where
    /// the point lies.
    pub fn distance(&self, point: &[Option<Ratio>], cell: &str) -> Option<Distance> {
        let Reached::Boxes(boxes) = &self.cell(cell)?.reached else { return None };
        let away = boxes.iter().filter_map(|of| self.distance_to(of, point));
        away.min_by_key(|distance| distance.thresholds)
    }

    /// How far two steps lie from each other; none where the model has no such steps.
    pub fn distance_between(&self, computed: &str, placed: &str) -> Option<Distance> {
        let at = |id: &str| self.steps().position(|step| step.id == id);
        Some(Distance { thresholds: at(computed)?.abs_diff(at(placed)?), gaps: vec![None; self.axes.len()] })
    }

    /// The same model with the middle of a portfolio as the threshold of each axis that has one: high is then whoever is in the
    /// upper half. An axis on which nobody has a value keeps its own. What lies in the middle of an even number of points is the
    /// mean of the two that are nearest.
    pub fn relative_to(&self, points: &[&[Option<Ratio>]]) -> Self {
        let mut relative = self.clone();
        for (at, axis) in relative.axes.iter_mut().enumerate() {
            let values: Vec<Ratio> = points.iter().filter_map(|point| point.get(at).copied().flatten()).collect();
            if let ([_, high], Some(middle)) = (axis.bands.as_mut_slice(), median(&values)) {
                high.from = Some(middle);
            }
        }
        relative
    }

    /// The value of a point on an axis.
    pub fn value_on(&self, axis: &str, point: &[Option<Ratio>]) -> Option<Ratio> {
        let at = self.axes.iter().position(|known| known.id == axis)?;
        point.get(at).copied().flatten()
    }

    fn bands_at(&self, point: &[Option<Ratio>]) -> Vec<Option<usize>> {
        self.axes.iter().zip(point).map(|(axis, value)| value.map(|value| axis.band_at(value))).collect()
    }

    /// Whether bands, one by axis, lie in a box.
    pub(super) fn lies_in(&self, of: &Table<String, String>, bands: &[Option<usize>]) -> bool {
        of.iter().all(|(axis, band)| {
            let at = self.axes.iter().position(|known| known.id == *axis);
            let wanted = self.axis(axis).and_then(|known| known.band_of(band));
            wanted.is_some() && at.and_then(|at| bands.get(at)).copied().flatten() == wanted
        })
    }

    fn distance_to(&self, of: &Table<String, String>, point: &[Option<Ratio>]) -> Option<Distance> {
        let mut distance = Distance { thresholds: 0, gaps: vec![None; self.axes.len()] };
        for (axis, band) in of {
            let at = self.axes.iter().position(|known| known.id == *axis)?;
            let (axis, value) = (self.axes.get(at)?, point.get(at).copied().flatten()?);
            let band = axis.band_of(band)?;
            distance.thresholds += axis.band_at(value).abs_diff(band);
            if let Some(gap) = distance.gaps.get_mut(at) {
                *gap = Some(axis.gap_to(value, band));
            }
        }
        Some(distance)
    }
}

/// What lies in the middle of values; none of none.
fn median(values: &[Ratio]) -> Option<Ratio> {
    let ascending = sorted(values, &|a, b| a.cmp(b));
    let upper = ascending.get(ascending.len() / 2)?;
    let lower = ascending.get((ascending.len() - 1) / 2)?;
    Ratio::mean(&[**lower, **upper])
}

#[cfg(test)]
mod tests;
