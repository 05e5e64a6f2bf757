//! The set-up link: whoever holds it sets the workspace up, once.

use sqlx::PgConnection;

use crate::Fault;
use crate::auth::secret::Hash;

/// Keeps everybody else from setting up until the transaction ends.
///
/// # Errors
/// Where the lock does not come in time.
pub async fn lock_setup_link(connection: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("lock table setup_link in exclusive mode").execute(connection).await?;
    Ok(())
}

/// Keeps the hash of a new link, in place of the one before.
///
/// # Errors
/// Where the database fails.
pub async fn write_setup_link(connection: &mut PgConnection, hash: &Hash) -> Result<(), Fault> {
    sqlx::query!(
        "
        insert into setup_link (token_hash) values ($1)
        on conflict (the_only) do update set token_hash = excluded.token_hash, made_at = now()
        ",
        hash.as_slice(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether this is the link.
///
/// # Errors
/// Where the database fails.
pub async fn load_is_setup_link(connection: &mut PgConnection, hash: &Hash) -> Result<bool, Fault> {
    let is =
        sqlx::query_scalar!(r#"select exists(select from setup_link where token_hash = $1) as "is!""#, hash.as_slice());
    Ok(is.fetch_one(connection).await?)
}

/// Uses this link up; false where it is not the link, or not any more.
///
/// # Errors
/// Where the database fails.
pub async fn delete_setup_link(connection: &mut PgConnection, hash: &Hash) -> Result<bool, Fault> {
    let done = sqlx::query!("delete from setup_link where token_hash = $1", hash.as_slice());
    Ok(done.execute(connection).await?.rows_affected() == 1)
}

/// Voids whatever link there is.
///
/// # Errors
/// Where the database fails.
pub async fn delete_any_setup_link(connection: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("delete from setup_link").execute(connection).await?;
    Ok(())
}
