//! The columns of a board that people made: named, coloured, ordered by hand, with a limit that is shown and never enforced.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision, Stop},
    change::{Change, Kind},
    command::{Key, Keys},
    ids::{BoardColumnId, TeamBoardId},
    model::Model,
    order::sorted,
    rank,
    record::Record,
    rejection::{Rejection, TextField},
    text::{self, LABEL_MAX},
};

/// How many columns a board can have.
pub const COLUMNS_MAX: usize = 40;
/// How many colours there are to choose from.
pub const HUES: i64 = 8;
/// The highest limit of a column, in accounts.
pub const LIMIT_MAX: i64 = 9_999;

record! {
    /// A column of a board that people made.
    BoardColumn(BoardColumnId) of BoardColumn in |_| None;
    /// The board.
    board: TeamBoardId, Internal, Fixed;
    /// What it is called.
    name: String, Internal, Last;
    /// Its colour: 0 to 7, as those of people and stages.
    hue: i64, Internal, Last;
    /// Its place among the columns, see [`crate::rank`].
    rank: String, Internal, Last;
    /// How many accounts are meant to stand in it at most; a column over its limit says so, and takes more all the same.
    limit: Option<i64>, Internal, Last;
}

/// A column that is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewColumn {
    /// Its id.
    pub column: BoardColumnId,
    /// What to call it.
    pub name: String,
    /// Its colour: 0 to 7.
    #[serde(default)]
    pub hue: i64,
}

/// Puts a column behind the others of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AddColumn {
    /// Which board.
    pub board: TeamBoardId,
    /// The new column's id.
    pub column: BoardColumnId,
    /// What to call it.
    pub name: String,
    /// Its colour: 0 to 7.
    #[serde(default)]
    pub hue: i64,
    /// Its limit, or none.
    #[serde(default)]
    pub limit: Option<i64>,
}

/// Changes one thing about a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditColumn {
    /// Its board.
    pub board: TeamBoardId,
    /// Which column.
    pub column: BoardColumnId,
    /// What.
    pub edit: ColumnEdit,
}

/// One thing about a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ColumnEdit {
    /// Its name.
    Name(String),
    /// Its colour: 0 to 7.
    Hue(i64),
    /// Its limit, or none.
    Limit(Option<i64>),
    /// Its place: behind another column, or before all of them.
    Behind(Option<BoardColumnId>),
}

/// Removes a column. What stands in it leaves the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemoveColumn {
    /// Its board.
    pub board: TeamBoardId,
    /// Which column.
    pub column: BoardColumnId,
}

impl AddColumn {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::TeamBoard(self.board), Key::BoardColumn(self.column)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.board_to_edit(self.board)?;
        let columns = columns_of(case.model, self.board);
        if columns.len() >= COLUMNS_MAX {
            return Err(Rejection::ColumnsTooMany { max: COLUMNS_MAX }.into());
        }
        let new = NewColumn { column: self.column, name: self.name.clone(), hue: self.hue };
        let last = columns.last().map_or("", |column| &column.rank);
        // Where the end is full, which takes a hundred thousand columns, it stands beside the last one.
        let rank = rank::between(last, "").unwrap_or_else(|| last.to_owned());
        let column = BoardColumn { limit: limit(self.limit)?, ..made(case, self.board, &new, rank)? };
        Ok(vec![column.created()])
    }
}

impl EditColumn {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::TeamBoard(self.board)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let column = column_to_edit(case, self.board, self.column)?;
        let mut edited = column.clone();
        match &self.edit {
            ColumnEdit::Name(name) => edited.name = text::filled_line(TextField::Name, name, LABEL_MAX)?,
            ColumnEdit::Hue(hue) => edited.hue = hue.rem_euclid(HUES),
            ColumnEdit::Limit(most) => edited.limit = limit(*most)?,
            ColumnEdit::Behind(other) => return Ok(moved(case.model, column, *other)),
        }
        Ok(column.edited(&edited))
    }
}

impl RemoveColumn {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::TeamBoard(self.board), Key::CardsIn(self.column)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let column = column_to_edit(case, self.board, self.column)?;
        let cards = case.model.cards.values().filter(|card| card.column == self.column).map(Record::removed);
        Ok(cards.chain([column.removed()]).collect())
    }
}

/// The columns of a board, from left to right.
pub fn columns_of(model: &Model, board: TeamBoardId) -> Vec<&BoardColumn> {
    let columns = model.columns.values().filter(|column| column.board == board);
    sorted(columns, &|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)))
}

/// The changes that make the first columns of a new board.
pub(crate) fn first(case: &Case<'_>, board: TeamBoardId, columns: &[NewColumn]) -> Decision {
    if columns.len() > COLUMNS_MAX {
        return Err(Rejection::ColumnsTooMany { max: COLUMNS_MAX }.into());
    }
    let mut changes: Vec<Change> = Vec::new();
    for (column, rank) in columns.iter().zip(rank::spread(columns.len())) {
        let change = made(case, board, column, rank)?.created();
        if changes.iter().any(|known| known.key == change.key) {
            return Err(Rejection::IdTaken { kind: Kind::BoardColumn }.into());
        }
        changes.push(change);
    }
    Ok(changes)
}

fn made(case: &Case<'_>, board: TeamBoardId, new: &NewColumn, rank: String) -> Result<BoardColumn, Rejection> {
    if case.model.columns.contains_key(&new.column) {
        return Err(Rejection::IdTaken { kind: Kind::BoardColumn });
    }
    let name = text::filled_line(TextField::Name, &new.name, LABEL_MAX)?;
    Ok(BoardColumn { id: new.column, board, name, hue: new.hue.rem_euclid(HUES), rank, limit: None })
}

fn limit(limit: Option<i64>) -> Result<Option<i64>, Rejection> {
    let is_fine = limit.is_none_or(|limit| (1..=LIMIT_MAX).contains(&limit));
    if is_fine { Ok(limit) } else { Err(Rejection::LimitOutOfRange { max: LIMIT_MAX }) }
}

/// A column of a board that is there. Whoever holds a board holds its columns.
pub(crate) fn column<'a>(case: &Case<'a>, board: TeamBoardId, column: BoardColumnId) -> Result<&'a BoardColumn, Stop> {
    let found = case.model.columns.get(&column).filter(|found| found.board == board);
    found.ok_or_else(|| Rejection::Gone { kind: Kind::BoardColumn }.into())
}

fn column_to_edit<'a>(case: &Case<'a>, board: TeamBoardId, id: BoardColumnId) -> Result<&'a BoardColumn, Stop> {
    case.board_to_edit(board)?;
    column(case, board, id)
}

/// Puts a column behind another one; where that one is gone, it stays.
fn moved(model: &Model, column: &BoardColumn, behind: Option<BoardColumnId>) -> Vec<Change> {
    let mut columns = columns_of(model, column.board);
    columns.retain(|other| other.id != column.id);
    let at = match behind {
        None => 0,
        Some(behind) => match columns.iter().position(|other| other.id == behind) {
            Some(at) => at + 1,
            None => return Vec::new(),
        },
    };
    let ranks: Vec<&str> = columns.iter().map(|column| column.rank.as_str()).collect();
    if let Some(rank) = rank::at(&ranks, at) {
        return column.edited(&BoardColumn { rank, ..column.clone() });
    }
    columns.insert(at.min(columns.len()), column);
    let ranks = rank::spread(columns.len());
    columns
        .iter()
        .zip(ranks)
        .flat_map(|(column, rank)| column.edited(&BoardColumn { rank, ..(*column).clone() }))
        .collect()
}
