//! What accounts could be asked for, fetched when somebody wants to see it.

use super::fetch::{self, Trouble};
use crate::wire::{json, targets::TargetProposal};

/// The proposal at an address.
pub async fn proposal(path: String) -> Result<TargetProposal, Trouble> {
    let answer = fetch::get_text(path).await?;
    json::read(&answer).map_err(|_| Trouble::Offline)
}
