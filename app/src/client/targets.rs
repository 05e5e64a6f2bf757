//! What accounts could be asked for, fetched when somebody wants to see it.

use super::fetch::{self, Trouble};
use crate::wire::targets::TargetProposal;

/// The proposal at an address.
pub async fn proposal(path: String) -> Result<TargetProposal, Trouble> {
    fetch::get(&path).await
}
