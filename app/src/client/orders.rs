//! Accounts for which orders are kept, by whoever need not see them.

use super::fetch::{self, Trouble};
use crate::{paths, wire::orders::OrderAccounts};

/// Those of a part of a name or a reference.
pub async fn accounts_named(name: &str) -> Result<OrderAccounts, Trouble> {
    fetch::get(&paths::order_accounts(name)).await
}
