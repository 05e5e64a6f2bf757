//! What is known of accounts as facts, put together from trade, contracts, partners and investments.

use std::collections::BTreeMap;

use domain::{
    categorization::{
        evidence::{Known, Trade, TradeYear},
        facts::Facts,
    },
    contract::Contract,
    day::Day,
    ids::{AccountId, WorkspaceId},
    investment::Investment,
    keep::Kept,
};
use sqlx::PgConnection;

use super::trade::{self, Then};
use super::{contract, investment, kept, partnership};
use crate::Fault;

/// What is known of one account, by its trade up to `to`, on another day.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    to: Day,
    on: Day,
) -> Result<Facts, Fault> {
    let mut found = Kept::default();
    kept::load_terms(connection, workspace, account, &mut found).await?;
    let year = TradeYear::to(to);
    let trades = trade::load(connection, workspace, Some(&[account.0]), year, &Then::default()).await?;
    let trades: Trades = trades.into_iter().collect();
    Ok(Sources::of(&found).facts_of(account, &trades, to, on))
}

/// What accounts traded; who never traded is not among them.
pub type Trades = BTreeMap<AccountId, Trade>;

/// What facts are made of beside trade, by account.
#[derive(Debug, Default)]
pub struct Sources {
    contracts: BTreeMap<AccountId, Vec<Contract>>,
    partners: BTreeMap<AccountId, usize>,
    investments: BTreeMap<AccountId, Vec<Investment>>,
}

impl Sources {
    /// These records, by account.
    pub fn of(kept: &Kept) -> Self {
        let mut sources = Self::default();
        for contract in kept.contracts.values() {
            sources.contracts.entry(contract.account).or_default().push(contract.clone());
        }
        for partnership in kept.partnerships.values() {
            *sources.partners.entry(partnership.account).or_default() += 1;
        }
        for investment in kept.investments.values() {
            sources.investments.entry(investment.account).or_default().push(investment.clone());
        }
        sources
    }

    /// What is known of an account, by its trade up to `to`, on another day.
    pub fn facts_of(&self, account: AccountId, trades: &Trades, to: Day, on: Day) -> Facts {
        let known = Known {
            trade: trades.get(&account).copied().unwrap_or_default(),
            to,
            on,
            contracts: self.contracts.get(&account).map(Vec::as_slice).unwrap_or_default(),
            partners: self.partners.get(&account).copied().unwrap_or_default(),
            investments: self.investments.get(&account).map(Vec::as_slice).unwrap_or_default(),
        };
        known.facts()
    }
}

/// The contracts, partners and investments of a whole workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_terms_of_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Kept, Fault> {
    let mut found = Kept::default();
    let contracts = contract::load_all(connection, workspace).await?;
    found.contracts = contracts.into_iter().map(|one| (one.id, one)).collect();
    let partnerships = partnership::load_all(connection, workspace).await?;
    found.partnerships = partnerships.into_iter().map(|one| (one.id, one)).collect();
    let investments = investment::load(connection, workspace, None).await?;
    found.investments = investments.into_iter().map(|one| (one.id, one)).collect();
    Ok(found)
}
