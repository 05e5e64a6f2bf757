//! What was known at an earlier entry of the log: the records of now, with what happened since taken back.
//!
//! Of the documents and the accounts of a file the log keeps no images: they came with the entry of the file, and went with that of its
//! withdrawal, which set them aside.

use std::collections::BTreeSet;

use domain::{
    change::{Act, Change, Kind},
    ids::{AccountId, Seq, WorkspaceId},
    model::Model,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::known::Asks;
use crate::store::trade::Then;
use crate::{Fault, store};

/// The kinds of records that a board of the models goes by, as far as they do not tell themselves when they were recorded.
const KINDS: [Kind; 7] =
    [Kind::Workspace, Kind::Account, Kind::Contract, Kind::Partnership, Kind::Investment, Kind::Document, Kind::Import];

/// Takes what happened after an entry out of a model that holds workspace, accounts and terms, and records of those other kinds that are
/// asked for, and tells which documents were others.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn take_back(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    entry: Seq,
    model: &mut Model,
    asks: Asks,
) -> Result<Then, Fault> {
    let notes = asks.notes.then_some(Kind::Note);
    let estimates = asks.estimates.then_some(Kind::WalletEstimate);
    let kinds: Vec<Kind> = KINDS.into_iter().chain(notes).chain(estimates).collect();
    let since = store::log::past::load_changes_since(connection, workspace, entry, &kinds).await?;
    for change in &since {
        // An image that does not fit is of another version of the program, or was blanked; what else is known stays.
        model.take(&[change.reversed()]).unwrap_or_default();
    }
    let ids = |kind, act| {
        let found = since.iter().filter(move |change: &&Change| change.key.kind == kind && change.act == act);
        found.map(|change| change.key.id).collect::<BTreeSet<_>>()
    };
    // All that is ever edited of a file is that it was taken back.
    let (came, went) = (ids(Kind::Import, Act::Create), ids(Kind::Import, Act::Edit));
    let with_imports: Vec<Uuid> = went.difference(&came).copied().collect();
    let without_imports: Vec<Uuid> = came.into_iter().collect();
    let later: BTreeSet<AccountId> =
        store::account::load_made_for(connection, workspace, &without_imports).await?.into_iter().collect();
    model.accounts.retain(|id, _| !later.contains(id));
    let gone = store::withdraw::load_accounts(connection, workspace, &with_imports, &without_imports).await?;
    model.accounts.extend(gone.into_iter().map(|account| (account.id, account)));
    // Documents are in hand only where they went since.
    let with = std::mem::take(&mut model.documents).into_values().collect();
    let without = ids(Kind::Document, Act::Create).into_iter().collect();
    Ok(Then { without, without_imports, with, with_imports })
}
