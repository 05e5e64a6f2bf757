//! What currencies were worth, as rows.

use domain::{day::Day, exchange_rate::ExchangeRate, ids::WorkspaceId, money::Currency};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    currency: String,
    day: jiff_sqlx::Date,
    rate: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<ExchangeRate, Fault> {
        let place = Place { table: "exchange_rate", workspace, id: self.id };
        Ok(ExchangeRate {
            id: self.id.into(),
            currency: place.currency("currency", &self.currency)?,
            day: self.day.to_jiff(),
            rate: place.rate("rate", self.rate)?,
        })
    }
}

/// The rates of these ids.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
) -> Result<Vec<ExchangeRate>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, currency, day, rate from exchange_rate where workspace_id = $1 and id = any($2)",
        workspace.0,
        ids,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// All rates of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<ExchangeRate>, Fault> {
    let rows =
        sqlx::query_as!(Row, "select id, currency, day, rate from exchange_rate where workspace_id = $1", workspace.0,)
            .fetch_all(connection)
            .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Up to `limit` rates of a currency, from a day backwards, the latest first.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_latest(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    currency: Currency,
    to: Day,
    limit: i64,
) -> Result<Vec<ExchangeRate>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, currency, day, rate from exchange_rate
         where workspace_id = $1 and currency = $2 and day <= $3
         order by day desc limit $4",
        workspace.0,
        currency.code(),
        to.to_sqlx() as _,
        limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Each currency that has any rate, by code, with for how many days it has one.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_currencies(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
) -> Result<Vec<(Currency, i64)>, Fault> {
    let rows = sqlx::query!(
        r#"select currency, count(*) as "days!" from exchange_rate where workspace_id = $1
         group by currency order by currency"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    let place = Place { table: "exchange_rate", workspace, id: Uuid::nil() };
    rows.into_iter().map(|row| Ok((place.currency("currency", &row.currency)?, row.days))).collect()
}

/// Writes rates as they are; a list brings thousands of them.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    rates: &[&ExchangeRate],
) -> Result<(), Fault> {
    let (ids, parts): (Vec<Uuid>, Vec<i64>) = rates.iter().map(|rate| (rate.id.0, rate.rate.parts())).unzip();
    let (currencies, days): (Vec<&str>, Vec<_>) =
        rates.iter().map(|rate| (rate.currency.code(), rate.day.to_sqlx())).unzip();
    sqlx::query!(
        "insert into exchange_rate (workspace_id, id, currency, day, rate)
         select $1, * from unnest($2::uuid[], $3::text[], $4::date[], $5::bigint[])
         on conflict (workspace_id, id) do update set rate = excluded.rate",
        workspace.0,
        &ids,
        &currencies as _,
        &days as _,
        &parts,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes rates away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, ids: &[Uuid]) -> Result<(), Fault> {
    sqlx::query!("delete from exchange_rate where workspace_id = $1 and id = any($2)", workspace.0, ids)
        .execute(connection)
        .await?;
    Ok(())
}
