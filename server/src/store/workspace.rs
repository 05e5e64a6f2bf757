//! Workspaces as rows: the house, and the place to which its log has come.

use domain::{
    day::Day,
    ids::{Seq, WorkspaceId},
    workspace::Workspace,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

/// A workspace whose row is locked: nobody else writes in it until the transaction ends.
#[derive(Clone, Debug)]
pub struct Locked {
    /// The house.
    pub workspace: Workspace,
    /// The last entry of its log.
    pub seq: Seq,
    /// The hash of that entry; empty before the first.
    pub head: Vec<u8>,
    /// The reporting date for which its trailing figures stand; none before the first.
    pub trailing_to: Option<Day>,
    /// The day on which it was looked whether what is known of accounts still holds; none where nothing that is kept of it does.
    pub facts_on: Option<Day>,
}

struct Row {
    workspace_id: Uuid,
    name: String,
    base_currency: String,
    reporting_date: Option<jiff_sqlx::Date>,
    last_ledger_day: Option<jiff_sqlx::Date>,
    seq: i64,
    head: Vec<u8>,
    trailing_to: Option<jiff_sqlx::Date>,
    facts_on: Option<jiff_sqlx::Date>,
}

impl TryFrom<Row> for Locked {
    type Error = Fault;

    fn try_from(row: Row) -> Result<Self, Fault> {
        let place = Place { table: "workspace", workspace: row.workspace_id.into(), id: row.workspace_id };
        Ok(Self {
            workspace: Workspace {
                id: row.workspace_id.into(),
                name: row.name,
                base_currency: place.currency("base_currency", &row.base_currency)?,
                reporting_date: row.reporting_date.map(Into::into),
                last_ledger_day: row.last_ledger_day.map(Into::into),
            },
            seq: row.seq,
            head: row.head,
            trailing_to: row.trailing_to.map(Into::into),
            facts_on: row.facts_on.map(Into::into),
        })
    }
}

/// Locks a workspace until the transaction ends, and reads it. The first statement of everything that writes.
///
/// Whoever has the lock waits for no other: what else is held for longer than 25 ms is in the hands of a file that is being
/// taken in, and those who queue for the lock are not to wait for that.
///
/// # Errors
/// [`Fault::Unavailable`] where the lock does not come in time; where the row cannot be read.
pub async fn lock(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Option<Locked>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"with locked as (
             select * from workspace where workspace_id = $1 for no key update
         ), hurry as (
             select set_config('lock_timeout', '25ms', true) from locked
         )
         select workspace_id as "workspace_id!", name as "name!", base_currency as "base_currency!", reporting_date,
             last_ledger_day, seq as "seq!", head as "head!", trailing_to, facts_on
         from locked, hurry"#,
        workspace.0,
    )
    .fetch_optional(connection)
    .await
    .map_err(|error| match Fault::from(error) {
        // Somebody writes for longer than their share: that is nobody's file.
        Fault::Held => Fault::unavailable(),
        other => other,
    })?;
    row.map(Locked::try_from).transpose()
}

/// Reads a workspace without locking it.
///
/// # Errors
/// Where the database fails or the row cannot be read.
pub async fn load(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Option<Locked>, Fault> {
    let row = sqlx::query_as!(
        Row,
        "select workspace_id, name, base_currency, reporting_date, last_ledger_day, seq, head, trailing_to, facts_on
         from workspace where workspace_id = $1",
        workspace.0,
    )
    .fetch_optional(connection)
    .await?;
    row.map(Locked::try_from).transpose()
}

/// The last entry of each of these workspaces.
///
/// # Errors
/// Where the database fails.
pub async fn load_seqs(connection: &mut PgConnection, workspaces: &[Uuid]) -> Result<Vec<(WorkspaceId, Seq)>, Fault> {
    let rows = sqlx::query!("select workspace_id, seq from workspace where workspace_id = any($1)", workspaces,)
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id.into(), row.seq)).collect())
}

/// The workspaces with this name, or all where it is empty, the demo aside; the oldest first, two at most.
///
/// # Errors
/// Where the database fails.
pub async fn load_named(connection: &mut PgConnection, name: &str) -> Result<Vec<(WorkspaceId, String)>, Fault> {
    let rows = sqlx::query!(
        "select workspace_id, name from workspace
         where ($1 = '' or name = $1)
             and not exists (select from demo where demo.workspace_id = workspace.workspace_id)
         order by workspace_id limit 2",
        name,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id.into(), row.name)).collect())
}

/// Writes a workspace as it is; its place in the log is written with the entry.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: &Workspace) -> Result<(), Fault> {
    sqlx::query!(
        "insert into workspace (workspace_id, name, base_currency, reporting_date, last_ledger_day)
         values ($1, $2, $3, $4, $5)
         on conflict (workspace_id) do update set
             name = excluded.name,
             base_currency = excluded.base_currency,
             reporting_date = excluded.reporting_date,
             last_ledger_day = excluded.last_ledger_day",
        workspace.id.0,
        workspace.name,
        workspace.base_currency.code(),
        workspace.reporting_date.map(ToSqlx::to_sqlx) as _,
        workspace.last_ledger_day.map(ToSqlx::to_sqlx) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}
