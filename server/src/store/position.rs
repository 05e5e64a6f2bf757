//! Positions on categorization models, as rows.

use domain::{
    ids::{PositionId, WorkspaceId},
    placement::PlacementState,
    position::Position,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    model: String,
    version: i64,
    cell: String,
    day: jiff_sqlx::Date,
    by_id: Uuid,
    reason: String,
    state: String,
    answers_id: Option<Uuid>,
    recorded: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Position, Fault> {
        let place = Place { table: "position", workspace, id: self.id };
        Ok(Position {
            id: self.id.into(),
            account: self.account_id.into(),
            model: self.model,
            version: self.version,
            cell: self.cell,
            day: self.day.into(),
            by: self.by_id.into(),
            reason: self.reason,
            state: place.choice("state", &self.state, PlacementState::of_word)?,
            answers: self.answers_id.map(PositionId),
            recorded: self.recorded,
        })
    }
}

/// The positions of these ids and of these accounts.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    accounts: &[Uuid],
) -> Result<Vec<Position>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, model, version, cell, day, by_id, reason, state, answers_id, recorded
         from position
         where workspace_id = $1 and (id = any($2) or account_id = any($3))",
        workspace.0,
        ids,
        accounts,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// All positions of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Position>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, model, version, cell, day, by_id, reason, state, answers_id, recorded
         from position where workspace_id = $1",
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes a position as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, position: &Position) -> Result<(), Fault> {
    sqlx::query!(
        "insert into position
             (workspace_id, id, account_id, model, version, cell, day, by_id, reason, state, answers_id, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             model = excluded.model,
             version = excluded.version,
             cell = excluded.cell,
             day = excluded.day,
             by_id = excluded.by_id,
             reason = excluded.reason,
             state = excluded.state,
             answers_id = excluded.answers_id,
             recorded = excluded.recorded",
        workspace.0,
        position.id.0,
        position.account.0,
        position.model,
        position.version,
        position.cell,
        position.day.to_sqlx() as _,
        position.by.0,
        position.reason,
        position.state.word(),
        position.answers.map(|answered| answered.0),
        position.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a position away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: PositionId) -> Result<(), Fault> {
    sqlx::query!("delete from position where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
