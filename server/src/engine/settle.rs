//! Settling: figures that follow from documents are brought up to date in the transaction that changed the documents.

use std::collections::BTreeSet;

use domain::{
    change::{Act, Change, Kind},
    day::Day,
    document,
    ids::{AccountId, WorkspaceId},
    record::Record,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::sheet::Sheet;
use crate::Fault;
use crate::store::log;
use crate::store::trailing::{self, Moved};

/// The most figures that are told one by one; above it readers fetch the directory again.
const TOLD_MAX: usize = 100;

/// What settling brought.
#[derive(Debug, Default)]
pub struct Settled {
    /// The figures that changed, where they are few enough to tell.
    pub changes: Vec<Change>,
    /// Whether more changed than is told.
    pub bulk: bool,
}

/// Brings month totals and trailing figures to where these changes leave them: those of the accounts whose documents
/// changed, or all where the reporting date moved from `stood` to `to`.
///
/// # Errors
/// Where the database fails.
pub async fn settle(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    changes: &[Change],
    stood: Option<Day>,
    to: Day,
) -> Result<Settled, Fault> {
    let months = write_months(connection, workspace, changes).await?;
    if stood != Some(to) {
        return settle_all(connection, workspace, to).await;
    }
    if months.is_empty() {
        return Ok(Settled::default());
    }
    let accounts: BTreeSet<Uuid> = months.iter().map(|(account, _)| account.0).collect();
    let accounts: Vec<Uuid> = accounts.into_iter().collect();
    let moved = trailing::load_moved(connection, workspace, to, Some(&accounts)).await?;
    trailing::write(connection, workspace, &moved).await?;
    Ok(Settled { changes: moved.iter().flat_map(told).collect(), bulk: false })
}

/// Works every figure of a workspace out anew.
///
/// # Errors
/// Where the database fails.
pub async fn settle_all(connection: &mut PgConnection, workspace: WorkspaceId, to: Day) -> Result<Settled, Fault> {
    let moved = trailing::load_moved(connection, workspace, to, None).await?;
    trailing::write(connection, workspace, &moved).await?;
    trailing::write_date(connection, workspace, to).await?;
    let bulk = moved.len() > TOLD_MAX;
    let changes = if bulk { Vec::new() } else { moved.iter().flat_map(told).collect() };
    Ok(Settled { changes, bulk })
}

/// Puts a sheet in the place of the one that counts, and brings it to where it misses what was recorded since it was worked
/// out, these changes among it; where there was bulk work since, every figure is worked out anew instead.
///
/// # Errors
/// Where the database fails.
pub async fn settle_by(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    changes: &[Change],
    sheet: Sheet,
) -> Result<Settled, Fault> {
    let to = sheet.to;
    let since = log::load_since(connection, workspace, sheet.seq).await?;
    let months = write_months(connection, workspace, changes).await?;
    if since.bulk {
        return settle_all(connection, workspace, to).await;
    }
    let own = months.iter().map(|(account, _)| account.0);
    let missed: BTreeSet<Uuid> = since.accounts.into_iter().chain(own).collect();
    let touched: BTreeSet<Uuid> = missed.iter().copied().chain(sheet.differs).collect();
    let (missed, touched): (Vec<Uuid>, Vec<Uuid>) = (missed.into_iter().collect(), touched.into_iter().collect());
    let bulk = touched.len() > TOLD_MAX;
    let stood = if bulk { Vec::new() } else { trailing::load(connection, workspace, &touched).await? };
    trailing::turn_to(connection, workspace, sheet.id, to).await?;
    let moved = trailing::load_moved(connection, workspace, to, Some(&missed)).await?;
    trailing::write(connection, workspace, &moved).await?;
    if bulk {
        return Ok(Settled { changes: Vec::new(), bulk });
    }
    let stands = trailing::load(connection, workspace, &touched).await?;
    Ok(Settled { changes: trailing::moved(stood, stands).iter().flat_map(told).collect(), bulk })
}

/// Adds the months up again in which documents came or went.
async fn write_months(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    changes: &[Change],
) -> Result<BTreeSet<(AccountId, Day)>, Fault> {
    let months = months_of(changes);
    for (account, month) in &months {
        trailing::write_month(connection, workspace, *account, *month).await?;
    }
    Ok(months)
}

/// The months of accounts in which documents came or went.
fn months_of(changes: &[Change]) -> BTreeSet<(AccountId, Day)> {
    let documents = changes.iter().filter(|change| change.key.kind == Kind::Document);
    documents
        .map(|change| {
            let full = if change.act == Act::Remove { change.reversed() } else { change.clone() };
            let document = document::read(&full);
            (document.account, document.day.first_of_month())
        })
        .collect()
}

fn told(moved: &Moved) -> Vec<Change> {
    match (&moved.before, &moved.after) {
        (None, Some(after)) => vec![after.created()],
        (Some(before), None) => vec![before.removed()],
        (Some(before), Some(after)) => before.edited(after),
        (None, None) => Vec::new(),
    }
}
