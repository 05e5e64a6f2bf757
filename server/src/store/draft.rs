//! What people are writing and have not sent, as rows.

use domain::{
    day::Moment,
    ids::{PersonId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

/// A draft of one person: the record that it is about, what it is to become, and what was written so far.
pub struct Row {
    /// The record that it is about, or that it is to follow.
    pub of_id: Uuid,
    /// What it is to become.
    pub what: String,
    /// What was written so far.
    pub body: String,
}

/// All drafts of a person that were written on since an instant.
///
/// # Errors
/// Where the database fails.
pub async fn load_all(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    since: Moment,
) -> Result<Vec<Row>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select of_id, what, body from draft
         where workspace_id = $1 and person_id = $2 and kept_at > $3
         order by of_id, what",
        workspace.0,
        person.0,
        since.to_sqlx() as _,
    );
    Ok(rows.fetch_all(connection).await?)
}

/// Keeps a draft as it stands now.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    draft: &Row,
    now: Moment,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into draft (workspace_id, person_id, of_id, what, body, kept_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, person_id, of_id, what) do update set body = excluded.body, kept_at = excluded.kept_at",
        workspace.0,
        person.0,
        draft.of_id,
        draft.what,
        draft.body,
        now.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets a draft go.
///
/// # Errors
/// Where the database fails.
pub async fn remove(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    of: Uuid,
    what: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from draft where workspace_id = $1 and person_id = $2 and of_id = $3 and what = $4",
        workspace.0,
        person.0,
        of,
        what,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets the drafts of a person go that were not written on since an instant, and of the rest all but so many.
///
/// # Errors
/// Where the database fails.
pub async fn remove_old(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    since: Moment,
    most: i64,
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from draft
         where workspace_id = $1 and person_id = $2 and (kept_at <= $3 or (of_id, what) in (
             select of_id, what from draft
             where workspace_id = $1 and person_id = $2
             order by kept_at desc, of_id, what offset $4))",
        workspace.0,
        person.0,
        since.to_sqlx() as _,
        most,
    )
    .execute(connection)
    .await?;
    Ok(())
}
