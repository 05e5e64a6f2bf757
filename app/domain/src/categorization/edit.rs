//! What a change of one part of a model does to the others: a part of an axis that is cut in two or joined with its neighbour, an axis that
//! goes, a scale that becomes longer or shorter, a cell that is laid elsewhere.
//!
//! Invariant: a change alone moves nobody who need not move. What lay in a part that is cut lies in both halves, and what lay in one that goes
//! lies in its neighbour. That two cells lie in one part then, or none, is told by [`super::validate`], and not settled here.

use super::{Aggregation, Anchor, Axis, Band, CategorizationModel, Cell, Criterion, Reached, Scale};
use crate::{order::arrange, table::Table};

/// Where a cell lies: a band by axis.
type Box = Table<String, String>;

impl CategorizationModel {
    /// Every part of its plane: each way of taking one band of each axis, by their places; an axis without bands is one itself.
    pub fn parts(&self) -> Vec<Vec<Option<usize>>> {
        self.axes.iter().fold(vec![Vec::new()], |parts, axis| {
            let with = |part: &Vec<Option<usize>>, band| part.iter().copied().chain([Some(band)]).collect();
            parts.iter().flat_map(|part| (0..axis.bands.len().max(1)).map(move |band| with(part, band))).collect()
        })
    }

    /// Whether a part of the plane belongs to a cell.
    pub fn lies(&self, cell: &Cell, part: &[Option<usize>]) -> bool {
        let Reached::Boxes(boxes) = &cell.reached else { return false };
        boxes.iter().any(|of| self.lies_in(of, part))
    }

    /// Gives a part of the plane to a cell, or takes it away. A cell without any is one that only people say.
    pub fn lay(&mut self, id: &str, part: &[Option<usize>], lies: bool) {
        let Some(cell) = self.cell(id).filter(|cell| self.lies(cell, part) != lies) else { return };
        let mut boxes = match &cell.reached {
            Reached::Boxes(boxes) => boxes.clone(),
            Reached::Declared | Reached::Evidence(_) => Vec::new(),
        };
        if lies {
            boxes.push(self.box_of(part));
        } else {
            let (wide, mut left): (Vec<Box>, Vec<Box>) = boxes.into_iter().partition(|of| self.lies_in(of, part));
            for other in self.parts().iter().filter(|other| *other != part) {
                let in_any = |boxes: &[Box]| boxes.iter().any(|of| self.lies_in(of, other));
                if in_any(&wide) && !in_any(&left) {
                    left.push(self.box_of(other));
                }
            }
            boxes = left;
        }
        if let Some(cell) = self.cells.iter_mut().find(|cell| cell.id == id) {
            cell.reached = if boxes.is_empty() { Reached::Declared } else { Reached::Boxes(boxes) };
        }
    }

    /// A part of the plane by the names of its bands, without the axes that have one alone.
    fn box_of(&self, part: &[Option<usize>]) -> Box {
        let told = self.axes.iter().zip(part).filter(|(axis, _)| axis.bands.len() > 1);
        told.filter_map(|(axis, band)| Some((axis.id.clone(), axis.bands.get((*band)?)?.id.clone()))).collect()
    }

    /// Cuts the part of an axis in which the threshold of a new band lies: from there on it is the new one. An axis without parts has a lowest
    /// one then, by what its low end means.
    pub fn cut(&mut self, axis: &str, band: Band) {
        let Some(found) = self.axis_mut(axis) else { return };
        if found.bands.is_empty() {
            found.bands.push(Band { id: "lowest".to_owned(), title: found.low.clone(), from: None });
        }
        let is_below = |known: &&Band| known.from.is_none_or(|from| band.from.is_some_and(|new| from <= new));
        let at = found.bands.iter().take_while(is_below).count().max(1);
        let below = found.bands.get(at - 1).map(|below| below.id.clone());
        let new = band.id.clone();
        found.bands.insert(at, band);
        self.each_box(|boxes| {
            let held = boxes.iter().filter(|of| of.get(&axis.to_owned()) == below.as_ref());
            let more: Vec<Box> = held.cloned().map(|of| with(of, axis, &new)).collect();
            boxes.extend(more);
        });
    }

    /// Joins a part of an axis with the one below it, the lowest with the one above. One that stands alone goes, and the axis has no parts.
    pub fn join(&mut self, axis: &str, band: &str) {
        let Some(found) = self.axis_mut(axis) else { return };
        let Some(at) = found.bands.iter().position(|known| known.id == band) else { return };
        found.bands.remove(at);
        let kept = found.bands.get(at.saturating_sub(1)).map(|kept| kept.id.clone());
        if let Some(lowest) = found.bands.first_mut() {
            lowest.from = None;
        }
        let axis = axis.to_owned();
        self.each_box(|boxes| {
            for of in boxes.iter_mut().filter(|of| of.get(&axis).is_some_and(|known| known == band)) {
                match &kept {
                    Some(kept) => drop(of.insert(axis.clone(), kept.clone())),
                    None => drop(of.remove(&axis)),
                }
            }
        });
    }

    /// Takes an axis away, with what is scored and asked along it, and what leans to it. Cells lie wherever they lay on the others.
    pub fn drop_axis(&mut self, id: &str) {
        self.axes.retain(|axis| axis.id != id);
        for axis in &mut self.axes {
            if let Aggregation::MeanOf(others) = &mut axis.by {
                others.retain(|other| other != id);
                if others.is_empty() {
                    axis.by = Aggregation::WeightedMean;
                }
            }
        }
        for criteria in [&mut self.criteria, &mut self.context] {
            criteria.retain(|criterion| criterion.axis != id);
        }
        self.leanings.retain(|leaning| leaning.more != id && leaning.less != id);
        let id = id.to_owned();
        self.each_box(|boxes| boxes.iter_mut().for_each(|of| drop(of.remove(&id))));
    }

    /// Gives an axis another scale, and what is scored along it the texts for that.
    pub fn measure(&mut self, axis: &str, scale: Scale) {
        let Some(found) = self.axis_mut(axis) else { return };
        found.scale = scale;
        let all = self.criteria.iter_mut().chain(&mut self.context);
        all.filter(|criterion| criterion.axis == axis).for_each(|criterion| criterion.fit(scale));
    }

    /// What is yet to be said of the scores of something along an axis: told apart as those of its neighbours are, else each by itself.
    pub fn unsaid(&self, axis: &str) -> Vec<Anchor> {
        let blank = |anchor: &Anchor| Anchor { text: String::new(), ..anchor.clone() };
        let scores = || self.axis(axis).map(|axis| axis.scale.low..=axis.scale.high).into_iter().flatten();
        match self.criteria.iter().chain(&self.context).find(|criterion| criterion.axis == axis) {
            Some(like) => like.anchors.iter().map(blank).collect(),
            None => scores().map(|score| Anchor { score, to: None, text: String::new() }).collect(),
        }
    }

    /// The axis of a name, to be changed.
    pub fn axis_mut(&mut self, id: &str) -> Option<&mut Axis> {
        self.axes.iter_mut().find(|axis| axis.id == id)
    }

    /// Changes where cells lie; what is told twice then is told once.
    fn each_box(&mut self, change: impl Fn(&mut Vec<Box>)) {
        for cell in &mut self.cells {
            if let Reached::Boxes(boxes) = &mut cell.reached {
                change(boxes);
                let all = std::mem::take(boxes);
                for of in all {
                    if !boxes.contains(&of) {
                        boxes.push(of);
                    }
                }
            }
        }
    }
}

impl Criterion {
    /// Fits its texts to a scale: what is said of scores that there are not goes, and what is to be said of others is empty.
    pub fn fit(&mut self, scale: Scale) {
        self.anchors.retain(|anchor| !anchor.text.is_empty());
        for anchor in &mut self.anchors {
            let to = anchor.to.unwrap_or(anchor.score).min(scale.high);
            anchor.score = anchor.score.max(scale.low);
            anchor.to = (to != anchor.score).then_some(to);
        }
        self.anchors.retain(|anchor| anchor.to.is_none_or(|to| to > anchor.score) && scale.holds(anchor.score));
        for score in scale.low..=scale.high {
            if self.anchor(score).is_none() {
                self.anchors.push(Anchor { score, to: None, text: String::new() });
            }
        }
        arrange(&mut self.anchors, |one, other| one.score.cmp(&other.score));
    }
}

fn with(mut of: Box, axis: &str, band: &str) -> Box {
    of.insert(axis.to_owned(), band.to_owned());
    of
}

#[cfg(test)]
mod tests;
