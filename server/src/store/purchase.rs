//! What we bought from accounts, added up from documents.

use domain::{
    day::Day,
    ids::{AccountId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::Fault;

/// What was bought from each account from a day up to and including another one, in minor units of the base currency; what takes a
/// purchase back counts. Only of accounts with a purchase there.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    (from, to): (Day, Day),
) -> Result<Vec<(AccountId, i64)>, Fault> {
    let rows = sqlx::query!(
        r#"select account_id, sum(base_minor)::bigint as "bought_minor!"
         from document
         where workspace_id = $1 and kind = 'purchase' and day between $2 and $3
         group by account_id"#,
        workspace.0,
        from.to_sqlx() as _,
        to.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.account_id.into(), row.bought_minor)).collect())
}
