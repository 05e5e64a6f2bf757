//! Browsers in which somebody has signed in before.

use domain::ids::{PersonId, WorkspaceId};
use sqlx::PgConnection;

use crate::Fault;
use crate::auth::secret::Hash;

/// Notes that a person signed in with this browser.
///
/// # Errors
/// Where the database fails.
pub async fn write_known_device(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    device: &Hash,
) -> Result<(), Fault> {
    sqlx::query!(
        "
        insert into known_device (workspace_id, device_hash, person_id) values ($1, $2, $3)
        on conflict (workspace_id, device_hash, person_id) do update set seen_at = now()
        ",
        workspace.0,
        device.as_slice(),
        person.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether a person signed in with this browser before.
///
/// # Errors
/// Where the database fails.
pub async fn load_is_known_device(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    device: &Hash,
) -> Result<bool, Fault> {
    let is = sqlx::query_scalar!(
        r#"
        select exists(
            select from known_device where workspace_id = $1 and device_hash = $2 and person_id = $3
        ) as "is!"
        "#,
        workspace.0,
        device.as_slice(),
        person.0,
    );
    Ok(is.fetch_one(connection).await?)
}

/// Forgets all browsers of a person: their password was set anew.
///
/// # Errors
/// Where the database fails.
pub async fn delete_known_devices(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<(), Fault> {
    sqlx::query!("delete from known_device where workspace_id = $1 and person_id = $2", workspace.0, person.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets browsers that were not seen for a year.
///
/// # Errors
/// Where the database fails.
pub async fn delete_old_devices(connection: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("delete from known_device where seen_at < now() - interval '1 year'").execute(connection).await?;
    Ok(())
}
