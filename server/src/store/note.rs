//! Notes as rows.

use domain::{
    day::Moment,
    ids::{AccountId, NoteId, WorkspaceId},
    note::Note,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    author_id: Uuid,
    at: jiff_sqlx::Timestamp,
    text: String,
}

impl From<Row> for Note {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            account: row.account_id.into(),
            author: row.author_id.into(),
            at: row.at.into(),
            text: row.text,
        }
    }
}

/// The notes of these ids, as far as they are there.
///
/// # Errors
/// Where the database fails.
pub async fn load(connection: &mut PgConnection, workspace: WorkspaceId, ids: &[Uuid]) -> Result<Vec<Note>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, author_id, at, text from note where workspace_id = $1 and id = any($2)",
        workspace.0,
        ids,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Note::from).collect())
}

/// All notes of an account.
///
/// # Errors
/// Where the database fails.
pub async fn load_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
) -> Result<Vec<Note>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, author_id, at, text from note
         where workspace_id = $1 and account_id = $2
         order by at desc",
        workspace.0,
        account.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Note::from).collect())
}

/// Who noted something about these accounts, or about any where none is named, from one instant up to before another. What they say is not
/// read.
///
/// # Errors
/// Where the database fails.
pub async fn load_authors(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
    (from, before): (Moment, Moment),
) -> Result<Vec<Note>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, author_id, at, '' as "text!" from note
         where workspace_id = $1 and at >= $3 and at < $4 and ($2::uuid[] is null or account_id = any($2))"#,
        workspace.0,
        only as _,
        from.to_sqlx() as _,
        before.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Note::from).collect())
}

/// Writes a note as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, note: &Note) -> Result<(), Fault> {
    sqlx::query!(
        "insert into note (workspace_id, id, account_id, author_id, at, text)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             author_id = excluded.author_id,
             at = excluded.at,
             text = excluded.text",
        workspace.0,
        note.id.0,
        note.account.0,
        note.author.0,
        note.at.to_sqlx() as _,
        note.text,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a note away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: NoteId) -> Result<(), Fault> {
    sqlx::query!("delete from note where workspace_id = $1 and id = $2", workspace.0, id.0).execute(connection).await?;
    Ok(())
}
