//! A small map of a matrix, for where its cells stand below each other: a square for each, the darker the more its accounts bring.

use leptos::prelude::*;

use domain::board::{Board, Cell};

use crate::{client::use_workspace, words::en};

/// How dark squares are, from the least on: the opacity of their colour.
const SHADES: [&str; 4] = [".35", ".55", ".75", "1"];
/// The distance of two squares and the length of their sides, in the units of the drawing.
const PITCH: usize = 10;
const SIDE: usize = 8;

/// The squares of a board, of each shade as one path.
fn squares(board: &Board) -> [String; SHADES.len()] {
    let mut paths = <[String; SHADES.len()]>::default();
    let total = |cell: &Cell| board.total(cell);
    let most = board.cells().map(|cell| total(&cell).sum_minor).max().unwrap_or_default();
    for (row, of_row) in board.rows().iter().enumerate() {
        for (column, of_column) in board.columns().iter().enumerate() {
            let total = total(&Cell { column: of_column.clone(), row: of_row.clone() });
            if total.count > 0
                && let Some(path) = paths.get_mut(shade(total.sum_minor, most))
            {
                path.push_str(&format!("M{} {}h{SIDE}v{SIDE}h-{SIDE}z", column * PITCH, row * PITCH));
            }
        }
    }
    paths
}

/// How dark the square of a cell is beside the darkest.
fn shade(minor: i64, most: i64) -> usize {
    let part = i128::from(minor.max(0)) * SHADES.len() as i128 / i128::from(most.max(1));
    usize::try_from(part).unwrap_or(0).min(SHADES.len() - 1)
}

/// The map.
#[component]
pub fn CellMap() -> impl IntoView {
    let workspace = use_workspace();
    let drawn = Memo::new(move |_| {
        workspace.revision.track();
        workspace.board(|board, _| (squares(board), board.columns().len(), board.rows().len()))
    });
    let map = move || {
        drawn.get().map(|(paths, columns, rows)| {
            let shades = paths.into_iter().zip(SHADES);
            let shades = shades.map(|(path, opacity)| view! { <path d=path fill-opacity=opacity></path> });
            view! {
                <svg class="cell-map" viewBox=format!("0 0 {} {}", columns * PITCH, rows * PITCH) preserveAspectRatio="none" role="img" aria-label=en::boards::map(columns, rows)>
                    {shades.collect_view()}
                </svg>
            }
        })
    };
    view! { {map} }
}

#[cfg(test)]
mod tests {
    use domain::{board::Layout, day::Day, field::Field, sample};

    use super::*;

    const TODAY: Day = Day::constant(2026, 11, 24);

    #[test]
    fn every_cell_with_accounts_has_a_square() {
        let layout = Layout { columns: Field::Country, rows: Some(Field::Owner), ..Layout::default() };
        let board = Board::new(&sample::model(TODAY), TODAY, layout);
        let drawn: usize = squares(&board).iter().map(|path| path.matches('M').count()).sum();
        assert!(drawn > 1);
        assert_eq!(drawn, board.cells().count());
    }

    #[test]
    fn the_more_the_darker() {
        assert_eq!([-5, 0, 24, 25, 74, 99, 100].map(|minor| shade(minor, 100)), [0, 0, 0, 1, 2, 3, 3]);
        assert_eq!((shade(0, 0), shade(i64::MAX, i64::MAX)), (0, 3));
    }
}
