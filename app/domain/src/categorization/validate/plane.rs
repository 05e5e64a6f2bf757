//! Whether the cells of a model fill its plane, each part of it once.

use super::{At, Flaw};
use crate::categorization::{CategorizationModel, Cell, Reached};

/// Finds parts of the plane that lie in no cell, or in two. A model of steps has no plane. Of each two cells the first part in which
/// both lie is told, and of the holes every one.
pub(super) fn check(model: &CategorizationModel, flaws: &mut Vec<Flaw>) {
    let boxed = |cell: &&Cell| matches!(cell.reached, Reached::Boxes(_));
    let cells: Vec<&Cell> = model.cells.iter().filter(boxed).collect();
    if model.steps().next().is_some() {
        return;
    }
    let mut told: Vec<(&str, &str)> = Vec::new();
    for bands in model.parts() {
        let here: Vec<&Cell> = cells.iter().copied().filter(|cell| model.lies(cell, &bands)).collect();
        match here.as_slice() {
            [_] => {}
            [] => flaws.push(Flaw::Hole { at: place(model, &bands) }),
            [cell, other, ..] if !told.contains(&(&cell.id, &other.id)) => {
                told.push((&cell.id, &other.id));
                let (cell, other) = (cell.id.clone(), other.id.clone());
                flaws.push(Flaw::CellsOverlap { cell, other, at: place(model, &bands) });
            }
            _ => {}
        }
    }
}

/// The bands by name, without the axes that have one alone.
fn place(model: &CategorizationModel, bands: &[Option<usize>]) -> Vec<At> {
    let told = model.axes.iter().zip(bands).filter(|(axis, _)| axis.bands.len() > 1);
    let named = told.filter_map(|(axis, band)| {
        let band = axis.bands.get((*band)?)?;
        Some(At { axis: axis.id.clone(), band: band.id.clone() })
    });
    named.collect()
}
