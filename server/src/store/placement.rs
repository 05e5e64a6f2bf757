//! Placements as rows.

use domain::{
    ids::{PlacementId, WorkspaceId},
    placement::{Placement, PlacementModel, PlacementState, Stage},
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
    cell: String,
    day: jiff_sqlx::Date,
    by_id: Uuid,
    reason: String,
    state: String,
    answers_id: Option<Uuid>,
    recorded: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Placement, Fault> {
        let place = Place { table: "placement", workspace, id: self.id };
        Ok(Placement {
            id: self.id.into(),
            account: self.account_id.into(),
            model: place.choice("model", &self.model, PlacementModel::of_word)?,
            cell: place.choice("cell", &self.cell, Stage::of_word)?,
            day: self.day.into(),
            by: self.by_id.into(),
            reason: self.reason,
            state: place.choice("state", &self.state, PlacementState::of_word)?,
            answers: self.answers_id.map(PlacementId),
            recorded: self.recorded,
        })
    }
}

/// The placements of these ids and of these accounts.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    accounts: &[Uuid],
) -> Result<Vec<Placement>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, model, cell, day, by_id, reason, state, answers_id, recorded
         from placement
         where workspace_id = $1 and (id = any($2) or account_id = any($3))",
        workspace.0,
        ids,
        accounts,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Every placement of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Placement>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, model, cell, day, by_id, reason, state, answers_id, recorded
         from placement where workspace_id = $1",
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes a placement as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, placement: &Placement) -> Result<(), Fault> {
    sqlx::query!(
        "insert into placement
             (workspace_id, id, account_id, model, cell, day, by_id, reason, state, answers_id, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             model = excluded.model,
             cell = excluded.cell,
             day = excluded.day,
             by_id = excluded.by_id,
             reason = excluded.reason,
             state = excluded.state,
             answers_id = excluded.answers_id,
             recorded = excluded.recorded",
        workspace.0,
        placement.id.0,
        placement.account.0,
        placement.model.word(),
        placement.cell.word(),
        placement.day.to_sqlx() as _,
        placement.by.0,
        placement.reason,
        placement.state.word(),
        placement.answers.map(|answered| answered.0),
        placement.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a placement away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: PlacementId) -> Result<(), Fault> {
    sqlx::query!("delete from placement where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
