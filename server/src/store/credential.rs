//! Credentials: by which e-mail address and password a person signs in. The person itself is a record.

use domain::ids::{PersonId, WorkspaceId};
use domain::person::OrgRole;
use jiff::Timestamp;
use sqlx::PgConnection;

use crate::Fault;
use crate::auth::email::Email;

/// What a sign-in is held against.
#[derive(Debug)]
pub struct Credential {
    /// Where.
    pub workspace: WorkspaceId,
    /// Who.
    pub person: PersonId,
    /// The hash of the password; none until the invitation is taken up.
    pub password_hash: Option<String>,
    /// Whether the person may sign in at all.
    pub active: bool,
}

/// How a person stands with the door, as an administrator sees it.
#[derive(Debug)]
pub struct Access {
    /// Who.
    pub person: PersonId,
    /// Their address.
    pub email: String,
    /// Whether they ever set a password.
    pub has_password: bool,
    /// Until when their open invitation can be taken up.
    pub invited_until: Option<Timestamp>,
}

/// Gives a person an e-mail address to sign in by, in place of the one before.
///
/// # Errors
/// [`Fault::Taken`] where another person of this installation has it.
pub async fn write_email(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    email: &Email,
) -> Result<(), Fault> {
    let outcome = sqlx::query!(
        "
        insert into credential (workspace_id, person_id, email) values ($1, $2, $3)
        on conflict (workspace_id, person_id) do update set email = excluded.email
        ",
        workspace.0,
        person.0,
        email.as_str(),
    )
    .execute(connection)
    .await;
    match outcome {
        Ok(_) => Ok(()),
        Err(sqlx::Error::Database(told)) if told.constraint() == Some("credential_email") => {
            Err(Fault::Taken("Somebody signs in with this e-mail address already."))
        }
        Err(error) => Err(error.into()),
    }
}

/// Keeps the hash of a person's new password.
///
/// # Errors
/// Where the database fails.
pub async fn write_password(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    hash: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        "
        update credential set password_hash = $3, password_at = now()
        where workspace_id = $1 and person_id = $2
        ",
        workspace.0,
        person.0,
        hash,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whose address this is.
///
/// # Errors
/// Where the database fails.
pub async fn load_credential(connection: &mut PgConnection, email: &Email) -> Result<Option<Credential>, Fault> {
    let row = sqlx::query!(
        "
        select credential.workspace_id, credential.person_id, credential.password_hash, person.active
        from credential
        join person on person.workspace_id = credential.workspace_id and person.id = credential.person_id
        where lower(credential.email) = lower($1)
        ",
        email.as_str(),
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Credential {
        workspace: WorkspaceId(row.workspace_id),
        person: PersonId(row.person_id),
        password_hash: row.password_hash,
        active: row.active,
    }))
}

/// The address by which a person signs in; none for the people of the demo.
///
/// # Errors
/// Where the database fails.
pub async fn load_email(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<Option<String>, Fault> {
    let email = sqlx::query_scalar!(
        "select email from credential where workspace_id = $1 and person_id = $2",
        workspace.0,
        person.0,
    );
    Ok(email.fetch_optional(connection).await?)
}

/// Whether anybody can sign in at all: from then on this installation is somebody's.
///
/// # Errors
/// Where the database fails.
pub async fn load_is_set_up(connection: &mut PgConnection) -> Result<bool, Fault> {
    let any = sqlx::query_scalar!(r#"select exists(select from credential where password_hash is not null) as "any!""#);
    Ok(any.fetch_one(connection).await?)
}

/// How everybody in the workspace stands with the door.
///
/// # Errors
/// Where the database fails.
pub async fn load_accesses(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Access>, Fault> {
    let rows = sqlx::query!(
        r#"
        select credential.person_id, credential.email, credential.password_hash is not null as "has_password!",
               invitation.ends_at as "ends_at?"
        from credential
        left join invitation on invitation.workspace_id = credential.workspace_id
            and invitation.person_id = credential.person_id
        where credential.workspace_id = $1
        order by credential.person_id
        "#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    let access = rows.into_iter().map(|row| Access {
        person: PersonId(row.person_id),
        email: row.email,
        has_password: row.has_password,
        invited_until: row.ends_at.map(|at| at.to_jiff()),
    });
    Ok(access.collect())
}

/// The roles of a person who may sign in.
///
/// # Errors
/// Where the database fails.
pub async fn load_roles(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<Vec<OrgRole>, Fault> {
    let words = sqlx::query_scalar!(
        "select unnest(roles) as \"role!\" from person where workspace_id = $1 and id = $2 and active",
        workspace.0,
        person.0,
    );
    let words = words.fetch_all(connection).await?;
    Ok(words.iter().filter_map(|word| OrgRole::of_word(word)).collect())
}
