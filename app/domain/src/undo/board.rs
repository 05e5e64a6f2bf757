//! Taking back what happened on boards that people made.

use super::take_back_as_left;
use crate::{
    apply::{Case, Decision, Stop},
    change::{Act, Change, Kind},
    command::Key,
    history::Entry,
    ids::{AccountId, BoardCardId, BoardColumnId, SavedViewId, TeamBoardId},
    model::{Knowledge, Model},
    policy::{self, Made},
    record::Record,
    rejection::Rejection,
    saved_view::SavedView,
    team_board::TeamBoard,
};

/// Whether a change is about boards and views, whose rights are their own.
pub fn is_on_board(change: &Change) -> bool {
    matches!(change.key.kind, Kind::TeamBoard | Kind::BoardColumn | Kind::BoardCard | Kind::SavedView)
}

/// By the rights held now: whoever arranged a board must still be allowed to, and whoever moved an account as well. The cards
/// that go or come with their column need nothing of their own.
pub fn permit(case: &Case<'_>, entry: &Entry) -> Result<(), Stop> {
    let is_arranged = entry.changes.iter().any(|change| matches!(change.key.kind, Kind::TeamBoard | Kind::BoardColumn));
    for change in entry.changes.iter().filter(|change| is_on_board(change)) {
        let made = made(case, entry, change)?;
        match change.account {
            None => case.may_edit_made(change.key.kind, made)?,
            Some(_) if is_arranged => {}
            Some(account) => {
                let account = case.model.accounts.get(&account).ok_or_else(|| case.absent(Kind::Account))?;
                policy::permit_move(&case.viewer.rights, made, account)?;
            }
        }
    }
    Ok(())
}

/// Whose the board or the view of a change is; one that went by this very entry, as it was.
fn made(case: &Case<'_>, entry: &Entry, change: &Change) -> Result<Made, Stop> {
    let (kind, id, found) = match change.key.kind {
        Kind::SavedView => {
            let view = SavedViewId(change.key.id);
            (Kind::SavedView, view.0, case.model.views.get(&view).map(SavedView::made))
        }
        _ => {
            let board = board_of(case.model, change).ok_or_else(|| case.absent(change.key.kind))?;
            (Kind::TeamBoard, board.0, case.model.team_boards.get(&board).map(TeamBoard::made))
        }
    };
    let went = || {
        let gone = |change: &&Change| change.act == Act::Remove && change.key.kind == kind && change.key.id == id;
        entry.changes.iter().find(gone).map(as_it_was)
    };
    let made = found.or_else(went).ok_or_else(|| case.absent(kind))?;
    case.sees_made(kind, made)?;
    Ok(made)
}

/// Whose something was before it went.
pub fn as_it_was(removal: &Change) -> Made {
    let mut board = TeamBoard::blank(removal.key.id);
    for field in &removal.reversed().fields {
        // A view has the fields of a board that count here; those that it has beside them are passed over.
        board.take(field).unwrap_or_default();
    }
    board.made()
}

/// The board that a change is about, as the record in hand or the change itself says.
fn board_of(model: &Model, change: &Change) -> Option<TeamBoardId> {
    let id = change.key.id;
    let known = match change.key.kind {
        Kind::TeamBoard => Some(TeamBoardId(id)),
        Kind::BoardColumn => model.columns.get(&BoardColumnId(id)).map(|column| column.board),
        _ => model.cards.get(&BoardCardId(id)).map(|card| card.board),
    };
    let told = || match change.act {
        Act::Remove => change.reversed().text_after("board").parse().ok(),
        Act::Create | Act::Edit => change.text_after("board").parse().ok(),
    };
    known.or_else(told)
}

/// What comes back must find its board, its column and its account; what goes must leave nothing behind that others made.
pub fn take_back(case: &Case<'_>, entry: &Entry, change: &Change) -> Decision {
    let model = case.model;
    let id = change.key.id;
    let by_entry =
        |kind: Kind, id: uuid::Uuid| entry.changes.iter().any(|other| other.key.kind == kind && other.key.id == id);
    let stands = match (change.key.kind, change.act) {
        (Kind::TeamBoard, Act::Create) => {
            let board = TeamBoardId(id);
            let columns = model.columns.values().filter(|column| column.board == board);
            let mut cards = model.cards.values().filter(|card| card.board == board);
            columns.map(|column| column.id.0).all(|column| by_entry(Kind::BoardColumn, column))
                && cards.all(|card| by_entry(Kind::BoardCard, card.id.0))
        }
        (Kind::BoardColumn, Act::Create) => {
            let mut cards = model.cards.values().filter(|card| card.column.0 == id);
            cards.all(|card| by_entry(Kind::BoardCard, card.id.0))
        }
        (Kind::BoardColumn, Act::Remove) => {
            let board = board_of(model, change);
            board.is_some_and(|board| model.team_boards.contains_key(&board) || by_entry(Kind::TeamBoard, board.0))
        }
        (Kind::BoardCard, Act::Remove | Act::Edit) => {
            let back = change.reversed();
            let column: Option<BoardColumnId> = back.text_after("column").parse().ok();
            let has_column =
                |column: BoardColumnId| model.columns.contains_key(&column) || by_entry(Kind::BoardColumn, column.0);
            column.is_none_or(has_column)
                && change.account.is_some_and(|account: AccountId| model.accounts.contains_key(&account))
        }
        _ => true,
    };
    // A device holds the cards of a board that was opened; of others the server has the word.
    let may_be_elsewhere =
        model.knowledge == Knowledge::Part && change.act != Act::Remove && !is_in_hand(model, change);
    if may_be_elsewhere {
        return Err(Stop::Unknown);
    }
    if !stands {
        return Err(Rejection::ChangedSince { entry: entry.seq }.into());
    }
    take_back_as_left(case, entry, change)
}

fn is_in_hand(model: &Model, change: &Change) -> bool {
    let id = change.key.id;
    match change.key.kind {
        Kind::TeamBoard => model.team_boards.contains_key(&TeamBoardId(id)),
        Kind::BoardColumn => model.columns.contains_key(&BoardColumnId(id)),
        _ => model.cards.contains_key(&BoardCardId(id)),
    }
}

/// What must be in hand to take a change back.
pub fn keys_of(known: &Model, change: &Change) -> Vec<Key> {
    let id = change.key.id;
    let mut keys = Vec::new();
    match change.key.kind {
        Kind::SavedView => return vec![Key::SavedView(SavedViewId(id))],
        Kind::TeamBoard if change.act == Act::Create => keys.push(Key::CardsOf(TeamBoardId(id))),
        Kind::TeamBoard => {}
        Kind::BoardColumn => keys.extend([Key::BoardColumn(BoardColumnId(id)), Key::CardsIn(BoardColumnId(id))]),
        _ => keys.push(Key::BoardCard(BoardCardId(id))),
    }
    keys.extend(board_of(known, change).map(Key::TeamBoard));
    keys
}
