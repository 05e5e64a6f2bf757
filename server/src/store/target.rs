//! What accounts are to bring, as rows.

use domain::{day::Day, ids::WorkspaceId, target::Target};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    from_day: jiff_sqlx::Date,
    to_day: jiff_sqlx::Date,
    amount_minor: i64,
}

impl From<Row> for Target {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            account: row.account_id.into(),
            from_day: row.from_day.to_jiff(),
            to_day: row.to_day.to_jiff(),
            amount_minor: row.amount_minor,
        }
    }
}

/// All targets of some accounts, those of an account in the order of their days.
///
/// # Errors
/// Where the database fails.
pub async fn load_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    accounts: &[Uuid],
) -> Result<Vec<Target>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, from_day as "from_day: _", to_day as "to_day: _", amount_minor
         from target
         where workspace_id = $1 and account_id = any($2)
         order by account_id, from_day"#,
        workspace.0,
        accounts,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Target::from).collect())
}

/// The targets of all accounts for any of the days from one to another, those of an account in the order of their days.
///
/// # Errors
/// Where the database fails.
pub async fn load_in(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    from: Day,
    to: Day,
) -> Result<Vec<Target>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, from_day as "from_day: _", to_day as "to_day: _", amount_minor
         from target
         where workspace_id = $1 and to_day >= $2 and from_day <= $3
         order by account_id, from_day"#,
        workspace.0,
        from.to_sqlx() as _,
        to.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Target::from).collect())
}

/// Writes targets as they are; one command brings them for many accounts.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, targets: &[&Target]) -> Result<(), Fault> {
    let (ids, accounts): (Vec<Uuid>, Vec<Uuid>) = targets.iter().map(|target| (target.id.0, target.account.0)).unzip();
    let (from, to): (Vec<_>, Vec<_>) =
        targets.iter().map(|target| (target.from_day.to_sqlx(), target.to_day.to_sqlx())).unzip();
    let amounts: Vec<i64> = targets.iter().map(|target| target.amount_minor).collect();
    sqlx::query!(
        "insert into target (workspace_id, id, account_id, from_day, to_day, amount_minor)
         select $1, * from unnest($2::uuid[], $3::uuid[], $4::date[], $5::date[], $6::bigint[])
         on conflict (workspace_id, id) do update set
             from_day = excluded.from_day,
             to_day = excluded.to_day,
             amount_minor = excluded.amount_minor",
        workspace.0,
        &ids,
        &accounts,
        &from as _,
        &to as _,
        &amounts,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes targets away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, ids: &[Uuid]) -> Result<(), Fault> {
    sqlx::query!("delete from target where workspace_id = $1 and id = any($2)", workspace.0, ids)
        .execute(connection)
        .await?;
    Ok(())
}
