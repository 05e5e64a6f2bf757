//! Sessions: who is present in which browser. And whether a way in, session or token, still is one.

use std::time::Duration;

use domain::ids::{PersonId, WorkspaceId};
use sqlx::PgConnection;

use crate::Fault;
use crate::auth::secret::Hash;

/// Whom a way in leads in as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Where.
    pub workspace: WorkspaceId,
    /// Who.
    pub person: PersonId,
    /// Whether it is a while since it was noted that they are there.
    pub is_due: bool,
}

/// Begins a session.
///
/// # Errors
/// Where the database fails.
pub async fn write_session(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    hash: &Hash,
    idle: Duration,
    whole: Duration,
) -> Result<(), Fault> {
    sqlx::query!(
        "
        insert into session (workspace_id, token_hash, person_id, idle_until, ends_at)
        values ($1, $2, $3, now() + make_interval(secs => $4), now() + make_interval(secs => $5))
        ",
        workspace.0,
        hash.as_slice(),
        person.0,
        idle.as_secs_f64(),
        whole.as_secs_f64(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whose session this is, while it lasts and they may sign in.
///
/// # Errors
/// Where the database fails.
pub async fn load_session(connection: &mut PgConnection, hash: &Hash) -> Result<Option<Known>, Fault> {
    let row = sqlx::query!(
        r#"
        select session.workspace_id, session.person_id, session.seen_at < now() - interval '1 minute' as "is_due!"
        from session
        join person on person.workspace_id = session.workspace_id and person.id = session.person_id
        where session.token_hash = $1 and session.idle_until > now() and session.ends_at > now() and person.active
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

/// Notes that somebody is there, which puts off the end for idleness. Once a minute at most.
///
/// # Errors
/// Where the database fails.
pub async fn write_seen(connection: &mut PgConnection, hash: &Hash, idle: Duration) -> Result<(), Fault> {
    sqlx::query!(
        "
        update session set seen_at = now(), idle_until = now() + make_interval(secs => $2)
        where token_hash = $1 and seen_at < now() - interval '1 minute'
        ",
        hash.as_slice(),
        idle.as_secs_f64(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// Where the database fails.
pub async fn delete_session(connection: &mut PgConnection, hash: &Hash) -> Result<(), Fault> {
    sqlx::query!("delete from session where token_hash = $1", hash.as_slice()).execute(connection).await?;
    Ok(())
}

/// Ends all sessions of a person.
///
/// # Errors
/// Where the database fails.
pub async fn delete_sessions(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<(), Fault> {
    sqlx::query!("delete from session where workspace_id = $1 and person_id = $2", workspace.0, person.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes the sessions that ended by themselves.
///
/// # Errors
/// Where the database fails.
pub async fn delete_ended_sessions(connection: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("delete from session where least(idle_until, ends_at) < now()").execute(connection).await?;
    Ok(())
}

/// Which of these ways in, sessions and tokens, still lead in.
///
/// # Errors
/// Where the database fails.
pub async fn load_live(connection: &mut PgConnection, hashes: &[Hash]) -> Result<Vec<Hash>, Fault> {
    let hashes: Vec<Vec<u8>> = hashes.iter().map(|hash| hash.as_slice().to_vec()).collect();
    let rows = sqlx::query_scalar!(
        r#"
        select session.token_hash as "hash!"
        from session
        join person on person.workspace_id = session.workspace_id and person.id = session.person_id
        where session.token_hash = any($1) and session.idle_until > now() and session.ends_at > now() and person.active
        union all
        select token.token_hash
        from token
        join person on person.workspace_id = token.workspace_id and person.id = token.person_id
        where token.token_hash = any($1) and person.active
        "#,
        &hashes,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.iter().filter_map(|row| Hash::from_slice(row)).collect())
}
