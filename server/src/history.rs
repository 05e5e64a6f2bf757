//! `GET /api/v1/history`: what happened to the book, so that a board can be shown as it stood.

use std::ops::RangeInclusive;

use app::wire::{HistoryEnd, HistoryWindow};
use axum::Json;
use axum::extract::State;
use domain::{
    change::{Act, Change, Kind, RecordKey},
    history::Entry,
    ids::{AccountId, Seq, TeamBoardId},
    model::Model,
    viewer::Rights,
};
use serde::Deserialize;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{Query, WINDOW_MAX, limited};
use crate::{Fault, Shared, boards, store};

/// Which part of what happened.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// How many entries at most: 1 to 200, by default 200.
    limit: Option<usize>,
    /// The entry before which to begin; by default the newest come first.
    before: Option<Seq>,
    /// A board that people made: what happened on it is told as well.
    board: Option<TeamBoardId>,
}

/// What happened to accounts, to where they stand and to what they brought, newest first, as far as the reader sees those accounts
/// now, and on a board that people made. Of a file that was taken in it tells the accounts that were made for it, each by its id alone:
/// what they were stands in the entries behind it. Which figures it changed is not kept; `untold` names such entries. Where nobody knows
/// any more which accounts there were, it ends, and `end` says why.
///
/// # Errors
/// [`Fault::NotUnderstood`] where more is asked for than there is in a window, [`Fault::NotFound`] where the board is not there for
/// the reader.
#[utoipa::path(
    get,
    path = "/api/v1/history",
    params(Asked),
    responses(
        (status = 200, body = HistoryWindow),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Json<HistoryWindow>, Fault> {
    let limit = limited(asked.limit, WINDOW_MAX, WINDOW_MAX)?;
    let mut connection = server.database.acquire().await?;
    let head = server.feeds.directory_now(signed.workspace).await?.seq;
    let last = asked.before.map_or(head, |before| before.saturating_sub(1).min(head));
    let end = store::log::load_end(&mut connection, signed.workspace, last).await?;
    let end_seq = end.map_or(0, |end| end.seq);
    let window = window(last, end_seq, limit);
    let (after, to) = (window.start().saturating_sub(1), *window.end());
    let mut entries = store::log::load_entries(&mut connection, signed.workspace, after, to).await?;
    let made = store::import::load_accounts_made(&mut connection, signed.workspace, after, to).await?;
    // Columns whose removal lies in a window before this one stood on the board in this one.
    let gone = match asked.board {
        Some(_) if to < head => store::log::load_gone(&mut connection, signed.workspace, to).await?,
        _ => Vec::new(),
    };
    // Rights as they are by now: what was lost while the log was read is not told.
    let model = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&model, signed.person)?;
    let mut board = match asked.board {
        Some(board) => Some(boards::Told::of(&model, &rights, board).ok_or(Fault::NotFound)?),
        None => None,
    };
    if let Some(board) = &mut board {
        board.learn(entries.iter().flat_map(|logged| &logged.entry.changes).chain(&gone));
    }
    for logged in &mut entries {
        let seq = logged.entry.seq;
        logged.entry.changes.extend(made.iter().filter(|(by, _)| *by == seq).map(|(_, account)| came(*account)));
    }
    let untold = entries.iter().filter(|logged| logged.bulk).map(|logged| logged.entry.seq).collect();
    let seen = |entry: Entry| seen(entry, &model, &rights, board.as_ref());
    let items = entries.into_iter().rev().filter_map(|logged| seen(logged.entry)).collect();
    let next = Some(*window.start()).filter(|start| *start > end_seq + 1);
    let end = end.filter(|_| next.is_none()).map(|end| HistoryEnd { at: end.at, taken_back: end.taken_back });
    Ok(Json(HistoryWindow { items, next, untold, end }))
}

/// The entries of a window that ends with `last`, none of them as old as the one beyond which nothing can be told.
fn window(last: Seq, end: Seq, limit: usize) -> RangeInclusive<Seq> {
    let limit = Seq::try_from(limit).unwrap_or(Seq::MAX);
    (last.saturating_sub(limit).max(end) + 1)..=last
}

/// An account came with a file.
fn came(account: AccountId) -> Change {
    let key = RecordKey { kind: Kind::Account, id: account.0 };
    Change { key, account: Some(account), act: Act::Create, fields: Vec::new() }
}

/// What a reader sees of an entry; none where that is nothing. That a file came is seen by all.
fn seen(entry: Entry, model: &Model, rights: &Rights, board: Option<&boards::Told>) -> Option<Entry> {
    let is_seen = |change: &Change| {
        let lead = change.account.and_then(|id| model.accounts.get(&id)).and_then(|account| account.owner);
        let is_told = matches!(change.key.kind, Kind::Account | Kind::Placement | Kind::Trailing)
            || board.is_some_and(|board| board.has(change));
        is_told && rights.sees_change(change, lead, board.map(|board| board.made))
    };
    let changes: Vec<Change> = entry.changes.into_iter().filter(is_seen).collect();
    (!changes.is_empty() || entry.kind == "import_batch").then_some(Entry { changes, ..entry })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_where_nothing_can_be_told() {
        assert_eq!(window(500, 0, 200), 301..=500);
        assert_eq!(window(120, 0, 200), 1..=120);
        assert_eq!(window(500, 400, 200), 401..=500);
        assert!(window(400, 400, 200).is_empty());
    }
}
