//! Notices between servers of one database. Never inside a command's transaction, whose commit it would put in line
//! behind every other notifying commit of the cluster.

use sqlx::PgConnection;

use crate::Fault;

/// The channel of PostgreSQL on which servers tell each other.
pub const CHANNEL: &str = "mainstay";

/// Sends a notice to every server that listens, this one included.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, notice: &str) -> Result<(), Fault> {
    sqlx::query!(r#"select pg_notify($1, $2)::text as "done""#, CHANNEL, notice).fetch_one(connection).await?;
    Ok(())
}
