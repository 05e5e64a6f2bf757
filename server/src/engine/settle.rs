//! Settling: what follows from records is brought up to date in the transaction that changed them: month totals and trailing figures, which
//! follow from documents, and what is known of accounts, which follows from those and more ([`facts`]).

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

use super::clock::Clock;
use super::sheet::Sheet;
use crate::Fault;
use crate::known::{self, Days};
use crate::store::trailing::{self, Moved};
use crate::store::{known_facts, log};

pub mod facts;

use facts::Touched;

/// The most figures that are told one by one; above it readers fetch the directory again.
const TOLD_MAX: usize = 100;

/// The days for which figures and facts of a workspace stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stood {
    /// The reporting date of the figures; none before the first.
    pub to: Option<Day>,
    /// The day on which facts were looked at; none where they do not stand.
    pub on: Option<Day>,
}

/// What settling brought.
#[derive(Debug, Default)]
pub struct Settled {
    /// The figures that changed, where they are few enough to tell.
    pub changes: Vec<Change>,
    /// Whether more changed than is told.
    pub bulk: bool,
    /// For which days all stands now.
    pub stands: Stood,
}

/// Where settling writes, and by which clock.
pub struct Desk<'a> {
    /// The transaction.
    pub connection: &'a mut PgConnection,
    /// Of which workspace.
    pub workspace: WorkspaceId,
    /// What tells on which day a note was written.
    pub clock: &'a Clock,
}

/// Brings figures and facts to where these changes leave them: those of the accounts whose records changed and facts that are due, or all
/// where the reporting date moved.
///
/// # Errors
/// Where the database fails.
pub async fn settle(
    desk: &mut Desk<'_>,
    changes: &[Change],
    stood: Stood,
    days: Days,
    due: Vec<Uuid>,
) -> Result<Settled, Fault> {
    let months = write_months(desk.connection, desk.workspace, changes).await?;
    if stood.to != Some(days.to) {
        return settle_all(desk, days).await;
    }
    let on = facts::bring(desk, Touched::of(changes).with_due(due), stood.on, days).await?;
    let stands = Stood { to: stood.to, on };
    if months.is_empty() {
        return Ok(Settled { stands, ..Settled::default() });
    }
    let accounts: BTreeSet<Uuid> = months.iter().map(|(account, _)| account.0).collect();
    let accounts: Vec<Uuid> = accounts.into_iter().collect();
    let moved = trailing::load_moved(desk.connection, desk.workspace, days.to, Some(&accounts)).await?;
    trailing::write(desk.connection, desk.workspace, &moved).await?;
    Ok(Settled { changes: moved.iter().flat_map(told).collect(), bulk: false, stands })
}

/// Works every figure and every fact of a workspace out anew.
///
/// # Errors
/// Where the database fails.
pub async fn settle_all(desk: &mut Desk<'_>, days: Days) -> Result<Settled, Fault> {
    let Desk { connection, workspace, clock } = desk;
    let (to, workspace) = (days.to, *workspace);
    let moved = trailing::load_moved(connection, workspace, to, None).await?;
    trailing::write(connection, workspace, &moved).await?;
    trailing::write_date(connection, workspace, to).await?;
    let known = known::work_out(connection, workspace, clock, None, days).await?;
    known_facts::write(connection, workspace, None, &known).await?;
    known_facts::write_day(connection, workspace, Some(days.on)).await?;
    let bulk = moved.len() > TOLD_MAX;
    let changes = if bulk { Vec::new() } else { moved.iter().flat_map(told).collect() };
    Ok(Settled { changes, bulk, stands: Stood { to: Some(to), on: Some(days.on) } })
}

/// Puts a sheet in the place of the one that counts, and brings it to where it misses what was recorded since it was worked
/// out, these changes among it; where there was bulk work since, everything is worked out anew instead.
///
/// # Errors
/// Where the database fails.
pub async fn settle_by(desk: &mut Desk<'_>, changes: &[Change], sheet: Sheet, days: Days) -> Result<Settled, Fault> {
    let workspace = desk.workspace;
    let since = log::load_since(desk.connection, workspace, sheet.seq).await?;
    let months = write_months(desk.connection, workspace, changes).await?;
    if since.bulk {
        return settle_all(desk, days).await;
    }
    let own = months.iter().map(|(account, _)| account.0);
    let missed: BTreeSet<Uuid> = since.accounts.into_iter().chain(own).collect();
    let touched: BTreeSet<Uuid> = missed.iter().copied().chain(sheet.differs).collect();
    let (missed, touched): (Vec<Uuid>, Vec<Uuid>) = (missed.into_iter().collect(), touched.into_iter().collect());
    let bulk = touched.len() > TOLD_MAX;
    let stood = if bulk { Vec::new() } else { trailing::load(desk.connection, workspace, &touched).await? };
    trailing::turn_to(desk.connection, workspace, sheet.id, days.to).await?;
    known_facts::write_day(desk.connection, workspace, Some(sheet.on)).await?;
    let moved = trailing::load_moved(desk.connection, workspace, days.to, Some(&missed)).await?;
    trailing::write(desk.connection, workspace, &moved).await?;
    let written = facts::since(desk, sheet.seq).await?.and(Touched::of(changes));
    let due =
        if sheet.on < days.on { known_facts::load_due(desk.connection, workspace, days.on).await? } else { Vec::new() };
    let on = facts::bring(desk, written.with_due(due), Some(sheet.on), days).await?;
    let stands = Stood { to: Some(days.to), on };
    if bulk {
        return Ok(Settled { changes: Vec::new(), bulk, stands });
    }
    let figures = trailing::load(desk.connection, workspace, &touched).await?;
    Ok(Settled { changes: trailing::moved(stood, figures).iter().flat_map(told).collect(), bulk, stands })
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
