//! Boards and views that people made, as far as a reader may see them: as the changes that make them.
//!
//! Invariant: a card goes to whoever sees both, its board and its account.

use std::collections::BTreeSet;

use domain::{
    change::{Act, Change, Kind},
    ids::{BoardCardId, BoardColumnId, TeamBoardId},
    model::Model,
    policy::Made,
    record::Record,
    viewer::Rights,
};

/// A board with its columns and its cards; none where it is not there for the reader.
pub fn whole(model: &Model, rights: &Rights, board: TeamBoardId) -> Option<Vec<Change>> {
    let cards = model.cards.values().filter(|card| {
        card.board == board && model.accounts.get(&card.account).is_some_and(|account| rights.sees(account))
    });
    let mut changes = with_columns(model, rights, board)?;
    changes.extend(cards.map(Record::created));
    Some(changes)
}

/// All boards with their columns, without cards, and all views.
pub fn all(model: &Model, rights: &Rights) -> Vec<Change> {
    let boards = model.team_boards.keys().filter_map(|board| with_columns(model, rights, *board)).flatten();
    let views = model.views.values().filter(|view| rights.sees_made(view.made())).map(Record::created);
    boards.chain(views).collect()
}

/// A board with its columns; none where it is not there for the reader.
pub fn with_columns(model: &Model, rights: &Rights, board: TeamBoardId) -> Option<Vec<Change>> {
    let found = model.team_boards.get(&board).filter(|found| rights.sees_made(found.made()))?;
    let columns = model.columns.values().filter(|column| column.board == board).map(Record::created);
    Some([found.created()].into_iter().chain(columns).collect())
}

/// A board in the log: which changes are about it, as far as the board that stands and the entries at hand tell.
pub struct Told {
    board: TeamBoardId,
    /// Whose it is.
    pub made: Made,
    columns: BTreeSet<BoardColumnId>,
}

impl Told {
    /// None where the board is not there for the reader.
    pub fn of(model: &Model, rights: &Rights, board: TeamBoardId) -> Option<Self> {
        let made = model.team_boards.get(&board).map(|board| board.made()).filter(|made| rights.sees_made(*made))?;
        let columns = model.columns.values().filter(|column| column.board == board).map(|column| column.id);
        Some(Self { board, made, columns: columns.collect() })
    }

    /// Learns of columns that came or went by these changes.
    pub fn learn<'a>(&mut self, changes: impl Iterator<Item = &'a Change>) {
        let came = |change: &&Change| {
            let is_here = |made: &Change| made.text_after("board").parse() == Ok(self.board);
            change.key.kind == Kind::BoardColumn
                && if change.act == Act::Remove { is_here(&change.reversed()) } else { is_here(change) }
        };
        let found: Vec<BoardColumnId> = changes.filter(came).map(|change| BoardColumnId(change.key.id)).collect();
        self.columns.extend(found);
    }

    /// Whether a change is one of the board, its columns or its cards. That it was made is not: nobody looks at it before that.
    pub fn has(&self, change: &Change) -> bool {
        let id = change.key.id;
        match change.key.kind {
            Kind::TeamBoard => id == self.board.0 && change.act == Act::Edit,
            Kind::BoardColumn => self.columns.contains(&BoardColumnId(id)),
            Kind::BoardCard => change.account.is_some_and(|account| BoardCardId::of(self.board, account).0 == id),
            _ => false,
        }
    }
}
