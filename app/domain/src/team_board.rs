//! Boards that people make: columns that they name, and accounts that they put into them by hand. A board is its maker's own
//! or the workspace's.
//!
//! Invariant: what stands on a board says nothing of its accounts to whoever may not see those. A card needs both, the board
//! and the account.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision},
    board_column::{self, NewColumn},
    change::Kind,
    command::{Key, Keys},
    ids::{PersonId, TeamBoardId},
    model::Model,
    policy::Made,
    record::Record,
    rejection::{Rejection, TextField},
    text::{self, NAME_MAX},
};

record! {
    /// A board that somebody made.
    TeamBoard(TeamBoardId) of TeamBoard in |_| None;
    /// What its maker calls it.
    name: String, Internal, Last;
    /// Who made it.
    maker: PersonId, Internal, Fixed;
    /// Whether it is the workspace's, and not its maker's own.
    shared: bool, Internal, Last;
}

/// Makes a board with its first columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CreateTeamBoard {
    /// The new board's id.
    pub board: TeamBoardId,
    /// What to call it.
    pub name: String,
    /// Whether it is the workspace's from the start.
    #[serde(default)]
    pub shared: bool,
    /// Its columns, from left to right.
    #[serde(default)]
    pub columns: Vec<NewColumn>,
}

/// Changes one thing about a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EditTeamBoard {
    /// Which board.
    pub board: TeamBoardId,
    /// What.
    pub edit: TeamBoardEdit,
}

/// One thing about a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TeamBoardEdit {
    /// Its name.
    Name(String),
    /// Whether it is the workspace's; for its maker to say.
    Shared(bool),
}

/// Removes a board with its columns. The accounts stay where they are otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemoveTeamBoard {
    /// Which board.
    pub board: TeamBoardId,
}

impl TeamBoard {
    /// Whose it is.
    pub fn made(&self) -> Made {
        Made { maker: self.maker, shared: self.shared }
    }
}

impl CreateTeamBoard {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        let columns = self.columns.iter().map(|column| Key::BoardColumn(column.column));
        columns.chain([Key::TeamBoard(self.board)]).collect()
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        case.may_make()?;
        if case.model.team_boards.contains_key(&self.board) {
            return Err(Rejection::IdTaken { kind: Kind::TeamBoard }.into());
        }
        let board = TeamBoard {
            id: self.board,
            name: text::filled_line(TextField::Name, &self.name, NAME_MAX)?,
            maker: case.viewer.actor,
            shared: self.shared,
        };
        let mut changes = vec![board.created()];
        changes.extend(board_column::first(case, self.board, &self.columns)?);
        Ok(changes)
    }
}

impl EditTeamBoard {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::TeamBoard(self.board)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let board = case.board_to_edit(self.board)?;
        let mut edited = board.clone();
        match &self.edit {
            TeamBoardEdit::Name(name) => edited.name = text::filled_line(TextField::Name, name, NAME_MAX)?,
            TeamBoardEdit::Shared(_) if board.maker != case.viewer.actor => {
                return Err(Rejection::MadeByAnother { kind: Kind::TeamBoard }.into());
            }
            TeamBoardEdit::Shared(shared) => edited.shared = *shared,
        }
        Ok(board.edited(&edited))
    }
}

impl RemoveTeamBoard {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::TeamBoard(self.board), Key::CardsOf(self.board)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let board = case.board_to_edit(self.board)?;
        let cards = case.model.cards.values().filter(|card| card.board == self.board).map(Record::removed);
        let columns = case.model.columns.values().filter(|column| column.board == self.board).map(Record::removed);
        Ok(cards.chain(columns).chain([board.removed()]).collect())
    }
}

#[cfg(test)]
mod tests;
