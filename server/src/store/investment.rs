//! What both sides put into relationships, as rows.

use domain::{
    categorization::investment::{InvestmentKind, Side},
    ids::{InvestmentId, WorkspaceId},
    investment::Investment,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    side: String,
    kind: String,
    amount_minor: i64,
    day: jiff_sqlx::Date,
    redeployable_percent: i64,
    note: String,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Investment, Fault> {
        let place = Place { table: "investment", workspace, id: self.id };
        Ok(Investment {
            id: self.id.into(),
            account: self.account_id.into(),
            side: place.choice("side", &self.side, Side::of_word)?,
            kind: place.choice("kind", &self.kind, InvestmentKind::of_word)?,
            amount_minor: self.amount_minor,
            day: self.day.into(),
            redeployable_percent: self.redeployable_percent,
            note: self.note,
        })
    }
}

/// The investments of these accounts; of all where none is named.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
) -> Result<Vec<Investment>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, side, kind, amount_minor, day, redeployable_percent, note
         from investment
         where workspace_id = $1 and ($2::uuid[] is null or account_id = any($2))",
        workspace.0,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &Investment) -> Result<(), Fault> {
    sqlx::query!(
        "insert into investment
             (workspace_id, id, account_id, side, kind, amount_minor, day, redeployable_percent, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             side = excluded.side,
             kind = excluded.kind,
             amount_minor = excluded.amount_minor,
             day = excluded.day,
             redeployable_percent = excluded.redeployable_percent,
             note = excluded.note",
        workspace.0,
        one.id.0,
        one.account.0,
        one.side.word(),
        one.kind.word(),
        one.amount_minor,
        one.day.to_sqlx() as _,
        one.redeployable_percent,
        one.note,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: InvestmentId) -> Result<(), Fault> {
    sqlx::query!("delete from investment where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
