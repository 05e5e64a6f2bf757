//! Invitations: the one open link by which a person sets a password.

use std::time::Duration;

use domain::ids::{PersonId, WorkspaceId};
use jiff::Timestamp;
use sqlx::PgConnection;

use crate::Fault;
use crate::auth::secret::Hash;

/// Whom an open invitation is for.
#[derive(Debug)]
pub struct Invited {
    /// Where.
    pub workspace: WorkspaceId,
    /// What the workspace is called.
    pub workspace_name: String,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// By which address they will sign in.
    pub email: String,
}

/// Keeps the hash of a new link, in place of the person's one before, and says until when it holds.
///
/// # Errors
/// Where the database fails.
pub async fn write_invitation(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    made_by: Option<PersonId>,
    hash: &Hash,
    lasts: Duration,
) -> Result<Timestamp, Fault> {
    let ends_at = sqlx::query_scalar!(
        "
        insert into invitation (workspace_id, person_id, token_hash, made_by, ends_at)
        values ($1, $2, $3, $4, now() + make_interval(secs => $5))
        on conflict (workspace_id, person_id) do update
        set token_hash = excluded.token_hash, made_by = excluded.made_by, made_at = now(), ends_at = excluded.ends_at
        returning ends_at
        ",
        workspace.0,
        person.0,
        hash.as_slice(),
        made_by.map(|person| person.0),
        lasts.as_secs_f64(),
    );
    Ok(ends_at.fetch_one(connection).await?.to_jiff())
}

/// Whom this link is for, while it holds.
///
/// # Errors
/// Where the database fails.
pub async fn load_invitation(connection: &mut PgConnection, hash: &Hash) -> Result<Option<Invited>, Fault> {
    let row = sqlx::query!(
        "
        select invitation.workspace_id, invitation.person_id, person.name, credential.email,
               workspace.name as workspace_name
        from invitation
        join person on person.workspace_id = invitation.workspace_id and person.id = invitation.person_id
        join credential on credential.workspace_id = invitation.workspace_id
            and credential.person_id = invitation.person_id
        join workspace on workspace.workspace_id = invitation.workspace_id
        where invitation.token_hash = $1 and invitation.ends_at > now() and person.active
        ",
        hash.as_slice(),
    );
    let row = row.fetch_optional(connection).await?;
    Ok(row.map(|row| Invited {
        workspace: WorkspaceId(row.workspace_id),
        workspace_name: row.workspace_name,
        person: PersonId(row.person_id),
        name: row.name,
        email: row.email,
    }))
}

/// Uses the link up; false where somebody did meanwhile, or it no longer holds.
///
/// # Errors
/// Where the database fails.
pub async fn delete_invitation(connection: &mut PgConnection, hash: &Hash) -> Result<bool, Fault> {
    let done = sqlx::query!("delete from invitation where token_hash = $1 and ends_at > now()", hash.as_slice());
    Ok(done.execute(connection).await?.rows_affected() == 1)
}
