//! Tokens: the ways in of scripts.

use domain::{
    day::Moment,
    ids::{PersonId, WorkspaceId},
};
use sqlx::PgConnection;

use super::session::Known;
use crate::Fault;
use crate::auth::secret::Hash;

/// Keeps a new token of a person.
///
/// # Errors
/// Where the database fails.
pub async fn write_token(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    hash: &Hash,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into token (workspace_id, token_hash, person_id) values ($1, $2, $3)",
        workspace.0,
        hash.as_slice(),
        person.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whose token this is, while they may sign in.
///
/// # Errors
/// Where the database fails.
pub async fn load_token(connection: &mut PgConnection, hash: &Hash) -> Result<Option<Known>, Fault> {
    let row = sqlx::query!(
        r#"
        select token.workspace_id, token.person_id,
               coalesce(token.seen_at < now() - interval '1 minute', true) as "is_due!"
        from token
        join person on person.workspace_id = token.workspace_id and person.id = token.person_id
        where token.token_hash = $1 and person.active
        "#,
        hash.as_slice(),
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Known {
        workspace: WorkspaceId(row.workspace_id),
        person: PersonId(row.person_id),
        is_due: row.is_due,
    }))
}

/// Notes that a token was used.
///
/// # Errors
/// Where the database fails.
pub async fn write_token_seen(connection: &mut PgConnection, hash: &Hash) -> Result<(), Fault> {
    sqlx::query!("update token set seen_at = now() where token_hash = $1", hash.as_slice()).execute(connection).await?;
    Ok(())
}

/// A token as its person may see it: never itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// By which it is kept.
    pub hash: Vec<u8>,
    /// When it was made.
    pub made_at: Moment,
    /// When it was last used, to the minute; none where it never was.
    pub seen_at: Option<Moment>,
}

/// The tokens of a person, the oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn load_tokens(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<Vec<Kept>, Fault> {
    let rows = sqlx::query!(
        r#"select token_hash, made_at as "made_at: jiff_sqlx::Timestamp", seen_at as "seen_at: jiff_sqlx::Timestamp"
         from token where workspace_id = $1 and person_id = $2 order by made_at, token_hash"#,
        workspace.0,
        person.0,
    )
    .fetch_all(connection)
    .await?;
    let kept = rows.into_iter().map(|row| Kept {
        hash: row.token_hash,
        made_at: row.made_at.into(),
        seen_at: row.seen_at.map(Into::into),
    });
    Ok(kept.collect())
}

/// Voids one token of a person.
///
/// # Errors
/// Where the database fails.
pub async fn delete_token(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    hash: &[u8],
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from token where workspace_id = $1 and person_id = $2 and token_hash = $3",
        workspace.0,
        person.0,
        hash,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Voids every token of a person. Gives how many there were.
///
/// # Errors
/// Where the database fails.
pub async fn delete_tokens(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<u64, Fault> {
    let gone = sqlx::query!("delete from token where workspace_id = $1 and person_id = $2", workspace.0, person.0)
        .execute(connection)
        .await?;
    Ok(gone.rows_affected())
}
