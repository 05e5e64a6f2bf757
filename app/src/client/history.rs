//! What was before: earlier entries and documents of an account, fetched when somebody asks for them.

use domain::ids::{AccountId, Seq, TeamBoardId};

use super::fetch::{self, Trouble};
use crate::{
    paths,
    wire::{DocumentMark, DocumentWindow, HistoryWindow},
};

/// The entries of an account before one of them.
pub async fn entries_before(account: AccountId, before: Seq) -> Result<HistoryWindow, Trouble> {
    fetch::get(&paths::history(account, Some(before))).await
}

/// What happened to the book before an entry, or the newest of it; on a board that people made as well.
pub async fn book_before(before: Option<Seq>, board: Option<TeamBoardId>) -> Result<HistoryWindow, Trouble> {
    fetch::get(&paths::book_history(before, board)).await
}

/// The documents of an account before one of them.
pub async fn documents_before(account: AccountId, before: &DocumentMark) -> Result<DocumentWindow, Trouble> {
    fetch::get(&paths::documents(account, before)).await
}
