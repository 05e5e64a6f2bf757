//! The demo: which workspace it is, and whom people enter it as.

use domain::ids::{PersonId, WorkspaceId};
use sqlx::PgConnection;

use crate::Fault;

/// Keeps every other process from making a demo until the transaction ends.
///
/// # Errors
/// Where the lock does not come in time.
pub async fn lock_demo(connection: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("lock table demo in exclusive mode").execute(connection).await?;
    Ok(())
}

/// The demo and whom people enter it as, where it was made.
///
/// # Errors
/// Where the database fails.
pub async fn load_demo(connection: &mut PgConnection) -> Result<Option<(WorkspaceId, PersonId)>, Fault> {
    let row = sqlx::query!("select workspace_id, person_id from demo").fetch_optional(connection).await?;
    Ok(row.map(|row| (WorkspaceId(row.workspace_id), PersonId(row.person_id))))
}

/// Whether this workspace is the demo.
///
/// # Errors
/// Where the database fails.
pub async fn load_is_demo(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<bool, Fault> {
    let is = sqlx::query_scalar!(r#"select exists(select from demo where workspace_id = $1) as "is!""#, workspace.0);
    Ok(is.fetch_one(connection).await?)
}

/// Notes which workspace is the demo, and whom people enter it as.
///
/// # Errors
/// Where the database fails.
pub async fn write_demo(connection: &mut PgConnection, workspace: WorkspaceId, person: PersonId) -> Result<(), Fault> {
    sqlx::query!("insert into demo (workspace_id, person_id) values ($1, $2)", workspace.0, person.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends all sessions in the demo.
///
/// # Errors
/// Where the database fails.
pub async fn delete_demo_sessions(connection: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("delete from session using demo where session.workspace_id = demo.workspace_id")
        .execute(connection)
        .await?;
    Ok(())
}
