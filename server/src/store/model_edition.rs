//! Editions of categorization models that the workspace made its own, as rows.

use domain::{
    ids::{ModelEditionId, WorkspaceId},
    model_edition::ModelEdition,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::Fault;

/// All editions of a workspace, the earliest first.
///
/// # Errors
/// Where the database fails.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<ModelEdition>, Fault> {
    let rows = sqlx::query!(
        r#"select id, model, version, text, by_id, day as "day: jiff_sqlx::Date", reason, recorded
         from model_edition where workspace_id = $1 order by recorded, id"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    let editions = rows.into_iter().map(|row| ModelEdition {
        id: ModelEditionId(row.id),
        model: row.model,
        version: row.version,
        text: row.text,
        by: row.by_id.into(),
        day: row.day.to_jiff(),
        reason: row.reason,
        recorded: row.recorded,
    });
    Ok(editions.collect())
}

/// Writes one that was published; one that is there stays as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, edition: &ModelEdition) -> Result<(), Fault> {
    sqlx::query!(
        "insert into model_edition (workspace_id, id, model, version, text, by_id, day, reason, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        workspace.0,
        edition.id.0,
        edition.model,
        edition.version,
        edition.text,
        edition.by.0,
        edition.day.to_sqlx() as _,
        edition.reason,
        edition.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}
