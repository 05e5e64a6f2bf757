//! A cell as a word of the document, by which a drag names where it is.

use domain::{
    board::Cell,
    field::{Field, Slot},
};

use crate::paths;

/// The two fields by which a board is arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Its columns.
    pub columns: Field,
    /// Its rows, if it has rows.
    pub rows: Option<Field>,
}

impl From<Field> for Fields {
    fn from(columns: Field) -> Self {
        Self { columns, rows: None }
    }
}

impl Fields {
    /// The word of a cell.
    pub fn word(self, cell: &Cell) -> String {
        match self.rows {
            None => cell.column.word(),
            Some(_) => [paths::encoded(&cell.column.word()), paths::encoded(&cell.row.word())].join("/"),
        }
    }

    /// The cell of a word; none where it names none.
    pub fn cell(self, word: &str) -> Option<Cell> {
        let Some(rows) = self.rows else { return Slot::of_word(self.columns, word).map(Cell::from) };
        let (column, row) = word.split_once('/')?;
        let column = Slot::of_word(self.columns, &paths::decoded(column))?;
        Some(Cell { column, row: Slot::of_word(rows, &paths::decoded(row))? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_comes_back_from_its_word() {
        let word = |word: &str| Slot::Word(word.to_owned());
        let fields = Fields { columns: Field::Country, rows: Some(Field::Tag) };
        for cell in [Cell { column: word("a/b"), row: word("50\u{a0}% + more") }, Cell::default()] {
            assert_eq!(fields.cell(&fields.word(&cell)), Some(cell));
        }
        let fields = Fields::from(Field::Country);
        assert_eq!(fields.cell(&fields.word(&Cell::from(word("a/b")))), Some(Cell::from(word("a/b"))));
        assert_eq!(fields.cell("France"), None);
    }
}
