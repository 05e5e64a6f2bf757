//! Boards and views that people made, as far as a reader may see them: as the changes that make them.
//!
//! Invariant: a card goes to whoever sees both, its board and its account.

use domain::{change::Change, ids::TeamBoardId, model::Model, record::Record, viewer::Rights};

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
