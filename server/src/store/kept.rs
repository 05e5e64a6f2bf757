//! Records that boards do not need, by what a command asks for, and written back by kind: see [`domain::keep`].

use domain::{
    change::{Kind, RecordKey},
    day::Day,
    ids::{AccountId, ContractId, PartnerId, PartnershipId, ProductFamilyId, ProductId, WalletEstimateId, WorkspaceId},
    keep::Kept,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{contract, partner, partnership, product, product_family, wallet_estimate};
use crate::Fault;

/// What a command asks for of these records.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The catalogue and the partners of the workspace.
    pub catalogue: bool,
    /// Contracts, partners and wallets of these accounts.
    pub terms_of: Vec<AccountId>,
    /// One record that hangs on each of these.
    pub hanging_on: Vec<RecordKey>,
    /// What these accounts were scored, and their positions.
    pub stands_on: Vec<Uuid>,
    /// These assessments.
    pub assessments: Vec<Uuid>,
    /// These positions.
    pub positions: Vec<Uuid>,
    /// What is known of these accounts on these days.
    pub facts: Vec<(AccountId, Day)>,
}

/// Brings what is wanted into hand, beside what is.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    wanted: &Wanted,
    kept: &mut Kept,
) -> Result<(), Fault> {
    if wanted.catalogue {
        load_catalogue(connection, workspace, kept).await?;
    }
    for account in &wanted.terms_of {
        load_terms(connection, workspace, *account, kept).await?;
    }
    for RecordKey { kind, id } in &wanted.hanging_on {
        match kind {
            // The products of a family come with the catalogue.
            Kind::ProductFamily => {
                let found = wallet_estimate::load_one_with(connection, workspace, ProductFamilyId(*id)).await?;
                kept.estimates.extend(found.into_iter().map(|one| (one.id, one)));
            }
            Kind::Partner => {
                let found = partnership::load_one_with(connection, workspace, PartnerId(*id)).await?;
                kept.partnerships.extend(found.into_iter().map(|one| (one.id, one)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The catalogue and the partners of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_catalogue(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    kept: &mut Kept,
) -> Result<(), Fault> {
    let families = product_family::load_all(connection, workspace).await?;
    kept.families.extend(families.into_iter().map(|one| (one.id, one)));
    let products = product::load_all(connection, workspace).await?;
    kept.products.extend(products.into_iter().map(|one| (one.id, one)));
    let partners = partner::load_all(connection, workspace).await?;
    kept.partners.extend(partners.into_iter().map(|one| (one.id, one)));
    Ok(())
}

/// Contracts, partners and wallets of an account.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_terms(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    kept: &mut Kept,
) -> Result<(), Fault> {
    let contracts = contract::load_of(connection, workspace, account).await?;
    kept.contracts.extend(contracts.into_iter().map(|one| (one.id, one)));
    let partnerships = partnership::load_of(connection, workspace, account).await?;
    kept.partnerships.extend(partnerships.into_iter().map(|one| (one.id, one)));
    let estimates = wallet_estimate::load_of(connection, workspace, account).await?;
    kept.estimates.extend(estimates.into_iter().map(|one| (one.id, one)));
    Ok(())
}

/// Writes a record as it is in hand; where it is not, it went.
///
/// # Errors
/// Where the database fails.
pub async fn write_one(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    kept: &Kept,
    key: RecordKey,
) -> Result<(), Fault> {
    let id = key.id;
    match key.kind {
        Kind::ProductFamily => {
            if let Some(record) = kept.families.get(&ProductFamilyId(id)) {
                product_family::write(connection, workspace, record).await?;
            }
        }
        Kind::Product => {
            if let Some(record) = kept.products.get(&ProductId(id)) {
                product::write(connection, workspace, record).await?;
            }
        }
        Kind::Contract => {
            if let Some(record) = kept.contracts.get(&ContractId(id)) {
                contract::write(connection, workspace, record).await?;
            }
        }
        Kind::Partner => {
            if let Some(record) = kept.partners.get(&PartnerId(id)) {
                partner::write(connection, workspace, record).await?;
            }
        }
        Kind::Partnership => {
            if let Some(record) = kept.partnerships.get(&PartnershipId(id)) {
                partnership::write(connection, workspace, record).await?;
            }
        }
        Kind::WalletEstimate => {
            if let Some(record) = kept.estimates.get(&WalletEstimateId(id)) {
                wallet_estimate::write(connection, workspace, record).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Takes a record away.
///
/// # Errors
/// Where the database fails.
pub async fn remove_one(connection: &mut PgConnection, workspace: WorkspaceId, key: RecordKey) -> Result<(), Fault> {
    let id = key.id;
    match key.kind {
        Kind::ProductFamily => product_family::remove(connection, workspace, ProductFamilyId(id)).await,
        Kind::Product => product::remove(connection, workspace, ProductId(id)).await,
        Kind::Contract => contract::remove(connection, workspace, ContractId(id)).await,
        Kind::Partner => partner::remove(connection, workspace, PartnerId(id)).await,
        Kind::Partnership => partnership::remove(connection, workspace, PartnershipId(id)).await,
        Kind::WalletEstimate => wallet_estimate::remove(connection, workspace, WalletEstimateId(id)).await,
        _ => Ok(()),
    }
}
