//! Taking a file back out of the books: what would go and stay, and doing it.

use domain::ids::ImportId;

use super::fetch::{self, Trouble};
use crate::{paths, wire::Withdrawal};

/// What would go and what would stay.
pub async fn look(import: ImportId) -> Result<Withdrawal, Trouble> {
    fetch::get(&paths::withdrawal(import)).await
}

/// Takes it back.
pub async fn take_back(import: ImportId) -> Result<Withdrawal, Trouble> {
    fetch::post(&paths::withdrawal(import), &()).await
}
