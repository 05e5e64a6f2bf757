//! What accounts are reckoned to spend, as rows.

use domain::{
    day::Day,
    ids::{AccountId, ProductFamilyId, WalletEstimateId, WorkspaceId},
    wallet_estimate::WalletEstimate,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    family_id: Uuid,
    from_day: jiff_sqlx::Date,
    yearly_minor: Option<i64>,
    source: String,
    by_id: Uuid,
    recorded: jiff_sqlx::Timestamp,
}

impl From<Row> for WalletEstimate {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            account: row.account_id.into(),
            family: row.family_id.into(),
            from_day: row.from_day.to_jiff(),
            yearly_minor: row.yearly_minor,
            source: row.source,
            by: row.by_id.into(),
            recorded: row.recorded.into(),
        }
    }
}

/// All estimates of an account.
///
/// # Errors
/// Where the database fails.
pub async fn load_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
) -> Result<Vec<WalletEstimate>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, family_id, from_day as "from_day: _", yearly_minor, source, by_id,
             recorded as "recorded: _"
         from wallet_estimate
         where workspace_id = $1 and account_id = $2"#,
        workspace.0,
        account.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(WalletEstimate::from).collect())
}

/// All estimates of these accounts; of all accounts where none is named.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
) -> Result<Vec<WalletEstimate>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, family_id, from_day as "from_day: _", yearly_minor, source, by_id,
             recorded as "recorded: _"
         from wallet_estimate
         where workspace_id = $1 and ($2::uuid[] is null or account_id = any($2))"#,
        workspace.0,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(WalletEstimate::from).collect())
}

/// One of a family, where there is any.
///
/// # Errors
/// Where the database fails.
pub async fn load_one_with(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    family: ProductFamilyId,
) -> Result<Vec<WalletEstimate>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, family_id, from_day as "from_day: _", yearly_minor, source, by_id,
             recorded as "recorded: _"
         from wallet_estimate
         where workspace_id = $1 and family_id = $2 limit 1"#,
        workspace.0,
        family.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(WalletEstimate::from).collect())
}

/// The estimates that hold on a day, one for each account and family that has any, as [`domain::wallet_estimate::standing`] has it.
///
/// # Errors
/// Where the database fails.
pub async fn load_standing(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    on: Day,
) -> Result<Vec<WalletEstimate>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select distinct on (account_id, family_id)
             id, account_id, family_id, from_day as "from_day: _", yearly_minor, source, by_id, recorded as "recorded: _"
         from wallet_estimate
         where workspace_id = $1 and from_day <= $2
         order by account_id, family_id, from_day desc, recorded desc, id desc"#,
        workspace.0,
        on.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(WalletEstimate::from).collect())
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &WalletEstimate) -> Result<(), Fault> {
    sqlx::query!(
        "insert into wallet_estimate
             (workspace_id, id, account_id, family_id, from_day, yearly_minor, source, by_id, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             family_id = excluded.family_id,
             from_day = excluded.from_day,
             yearly_minor = excluded.yearly_minor,
             source = excluded.source,
             by_id = excluded.by_id,
             recorded = excluded.recorded",
        workspace.0,
        one.id.0,
        one.account.0,
        one.family.0,
        one.from_day.to_sqlx() as _,
        one.yearly_minor,
        one.source,
        one.by.0,
        one.recorded.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: WalletEstimateId) -> Result<(), Fault> {
    sqlx::query!("delete from wallet_estimate where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
