//! For which accounts partners work, as rows.

use domain::{
    ids::{AccountId, PartnerId, PartnershipId, WorkspaceId},
    partner::Partnership,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    partner_id: Uuid,
    role: String,
}

impl From<Row> for Partnership {
    fn from(row: Row) -> Self {
        let Row { id, account_id, partner_id, role } = row;
        Self { id: id.into(), account: account_id.into(), partner: partner_id.into(), role }
    }
}

/// The partners of an account.
///
/// # Errors
/// Where the database fails.
pub async fn load_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
) -> Result<Vec<Partnership>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, partner_id, role from partnership
         where workspace_id = $1 and account_id = $2"#,
        workspace.0,
        account.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Partnership::from).collect())
}

/// Which partners work for these accounts; for all where none is named.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
) -> Result<Vec<Partnership>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, partner_id, role from partnership
         where workspace_id = $1 and ($2::uuid[] is null or account_id = any($2))",
        workspace.0,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Partnership::from).collect())
}

/// One of a partner, where it works for any account.
///
/// # Errors
/// Where the database fails.
pub async fn load_one_with(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    partner: PartnerId,
) -> Result<Vec<Partnership>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, partner_id, role from partnership
         where workspace_id = $1 and partner_id = $2 limit 1"#,
        workspace.0,
        partner.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Partnership::from).collect())
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &Partnership) -> Result<(), Fault> {
    sqlx::query!(
        "insert into partnership (workspace_id, id, account_id, partner_id, role)
         values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             partner_id = excluded.partner_id,
             role = excluded.role",
        workspace.0,
        one.id.0,
        one.account.0,
        one.partner.0,
        one.role,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: PartnershipId) -> Result<(), Fault> {
    sqlx::query!("delete from partnership where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
