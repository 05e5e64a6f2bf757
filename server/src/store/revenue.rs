//! What accounts brought in stretches of days, added up from documents as they stand.

use domain::{
    day::Day,
    ids::{AccountId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::Fault;

/// What an account brought in one stretch, in minor units of the base currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Which account.
    pub account: AccountId,
    /// Which stretch, from 0.
    pub stretch: usize,
    /// Its sales; none where it has credits alone.
    pub sales_minor: Option<i64>,
    /// Its credits.
    pub credits_minor: i64,
}

/// What every account brought between each of these days and the next one, from the day itself on. Only of accounts that have a
/// document there.
///
/// # Errors
/// Where the database fails.
pub async fn load(connection: &mut PgConnection, workspace: WorkspaceId, cuts: &[Day]) -> Result<Vec<Brought>, Fault> {
    let Some(end) = cuts.last() else { return Ok(Vec::new()) };
    let begins: Vec<jiff_sqlx::Date> = cuts.iter().map(|day| day.to_sqlx()).collect();
    let rows = sqlx::query!(
        r#"select account_id, width_bucket(day, $2::date[]) as "stretch!",
             (sum(amount_minor) filter (where kind = 'sale'))::bigint as sales_minor,
             coalesce(sum(amount_minor) filter (where kind = 'credit'), 0)::bigint as "credits_minor!"
         from document
         where workspace_id = $1 and day >= ($2::date[])[1] and day < $3
         group by account_id, width_bucket(day, $2::date[])"#,
        workspace.0,
        &begins as _,
        end.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    let rows = rows.into_iter().map(|row| Brought {
        account: row.account_id.into(),
        stretch: usize::try_from(row.stretch - 1).unwrap_or_default(),
        sales_minor: row.sales_minor,
        credits_minor: row.credits_minor,
    });
    Ok(rows.collect())
}
