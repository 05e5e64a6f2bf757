//! Trailing figures and month totals: what accounts brought in the twelve months to the reporting date.
//!
//! They are made here, from documents, in the transaction that changed the documents. Whole months come from month totals,
//! which are added up again from their documents whenever one of those comes or goes; only the two broken months at the
//! ends of the window are read line by line. A month total stands in parts: what each import brought, and what people
//! recorded.

use domain::{
    day::{Day, Window},
    ids::{AccountId, WorkspaceId},
    trailing::Trailing,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

/// A figure that is to change: what stands in its row, and what documents say; none where there is no row or no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Whose figure.
    pub account: AccountId,
    /// What stands there, in minor units.
    pub before_minor: Option<i64>,
    /// What is to stand there, in minor units.
    pub after_minor: Option<i64>,
}

/// The days that cut the trailing year into a broken month, eleven whole ones, and a broken month.
struct Cuts {
    /// The last day before the window.
    after: Day,
    /// The first day of the first whole month.
    whole_from: Day,
    /// The first day of the month of the reporting date, which is counted day by day.
    last_from: Day,
    /// The reporting date.
    to: Day,
}

impl Cuts {
    fn of(to: Day) -> Self {
        let window = Window::year_to(to);
        let whole_from = window.after.last_of_month().tomorrow().unwrap_or(window.after);
        Self { after: window.after, whole_from, last_from: to.first_of_month(), to }
    }
}

/// Every figure of a workspace that a reporting date of `to` would change; with `only`, those of these accounts.
///
/// # Errors
/// Where the database fails.
pub async fn load_moved(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    to: Day,
    only: Option<&[Uuid]>,
) -> Result<Vec<Moved>, Fault> {
    let cuts = Cuts::of(to);
    let rows = sqlx::query!(
        r#"with net as (
             select account_id, sales_minor - credits_minor as minor
             from month_total
             where workspace_id = $1 and month >= $3 and month < $4
                 and ($6::uuid[] is null or account_id = any($6))
             union all
             select account_id, case kind when 'sale' then amount_minor else -amount_minor end
             from document
             where workspace_id = $1 and day > $2 and day < $3
                 and ($6::uuid[] is null or account_id = any($6))
             union all
             select account_id, case kind when 'sale' then amount_minor else -amount_minor end
             from document
             where workspace_id = $1 and day >= $4 and day <= $5
                 and ($6::uuid[] is null or account_id = any($6))
         ), figure as (
             select account_id, sum(minor)::bigint as minor from net group by account_id having sum(minor) <> 0
         ), stood as (
             select account_id, revenue_ttm_minor as minor from trailing_figure
             where workspace_id = $1 and ($6::uuid[] is null or account_id = any($6))
         )
         select coalesce(figure.account_id, stood.account_id) as "account_id!",
             stood.minor as "before_minor?", figure.minor as "after_minor?"
         from figure full join stood on stood.account_id = figure.account_id
         where figure.minor is distinct from stood.minor
         order by 1"#,
        workspace.0,
        cuts.after.to_sqlx() as _,
        cuts.whole_from.to_sqlx() as _,
        cuts.last_from.to_sqlx() as _,
        cuts.to.to_sqlx() as _,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    let moved = rows.into_iter().map(|row| Moved {
        account: row.account_id.into(),
        before_minor: row.before_minor,
        after_minor: row.after_minor,
    });
    Ok(moved.collect())
}

/// Writes figures as they are to stand.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, moved: &[Moved]) -> Result<(), Fault> {
    let gone: Vec<Uuid> =
        moved.iter().filter(|moved| moved.after_minor.is_none()).map(|moved| moved.account.0).collect();
    let (accounts, figures): (Vec<Uuid>, Vec<i64>) =
        moved.iter().filter_map(|moved| Some((moved.account.0, moved.after_minor?))).unzip();
    if !gone.is_empty() {
        sqlx::query!(
            "delete from trailing_figure where workspace_id = $1 and account_id = any($2)",
            workspace.0,
            &gone
        )
        .execute(&mut *connection)
        .await?;
    }
    if !accounts.is_empty() {
        sqlx::query!(
            "insert into trailing_figure (workspace_id, account_id, revenue_ttm_minor)
             select $1, account_id, minor from unnest($2::uuid[], $3::bigint[]) as figure (account_id, minor)
             on conflict (workspace_id, account_id) do update set revenue_ttm_minor = excluded.revenue_ttm_minor",
            workspace.0,
            &accounts,
            &figures,
        )
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// Notes for which reporting date the figures stand.
///
/// # Errors
/// Where the database fails.
pub async fn write_date(connection: &mut PgConnection, workspace: WorkspaceId, to: Day) -> Result<(), Fault> {
    sqlx::query!("update workspace set trailing_to = $2 where workspace_id = $1", workspace.0, to.to_sqlx() as _)
        .execute(connection)
        .await?;
    Ok(())
}

/// Adds one month of an account up again from its documents, each part of it.
///
/// # Errors
/// Where the database fails.
pub async fn write_month(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    day: Day,
) -> Result<(), Fault> {
    let month = day.first_of_month();
    sqlx::query!(
        r#"with part as materialized (
             select import_id,
                 coalesce(sum(amount_minor) filter (where kind = 'sale'), 0)::bigint as sales_minor,
                 coalesce(sum(amount_minor) filter (where kind = 'credit'), 0)::bigint as credits_minor
             from document
             where workspace_id = $1 and account_id = $2 and day between $3 and $4
             group by import_id
         ), written as (
             insert into month_total (workspace_id, account_id, month, import_id, sales_minor, credits_minor)
             select $1, $2, $3, import_id, sales_minor, credits_minor from part
             on conflict (workspace_id, account_id, month, import_id) do update set
                 sales_minor = excluded.sales_minor,
                 credits_minor = excluded.credits_minor
         )
         delete from month_total
         where workspace_id = $1 and account_id = $2 and month = $3
             and not exists (select from part where part.import_id is not distinct from month_total.import_id)"#,
        workspace.0,
        account.0,
        month.to_sqlx() as _,
        day.last_of_month().to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds up every month of a workspace that has none yet from its documents.
///
/// # Errors
/// Where the database fails.
pub async fn write_months(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<(), Fault> {
    sqlx::query!(
        "insert into month_total (workspace_id, account_id, month, import_id, sales_minor, credits_minor)
         select workspace_id, account_id, date_trunc('month', day)::date, import_id,
             coalesce(sum(amount_minor) filter (where kind = 'sale'), 0)::bigint,
             coalesce(sum(amount_minor) filter (where kind = 'credit'), 0)::bigint
         from document where workspace_id = $1
         group by workspace_id, account_id, date_trunc('month', day), import_id",
        workspace.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The figures of these accounts, as far as they are not zero.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    accounts: &[Uuid],
) -> Result<Vec<Trailing>, Fault> {
    let rows = sqlx::query!(
        "select account_id, revenue_ttm_minor from trailing_figure where workspace_id = $1 and account_id = any($2)",
        workspace.0,
        accounts,
    )
    .fetch_all(connection)
    .await?;
    let figures =
        rows.into_iter().map(|row| Trailing { id: row.account_id.into(), revenue_ttm_minor: row.revenue_ttm_minor });
    Ok(figures.collect())
}

/// Every figure of a workspace that is not zero.
///
/// # Errors
/// Where the database fails.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Trailing>, Fault> {
    let rows =
        sqlx::query!("select account_id, revenue_ttm_minor from trailing_figure where workspace_id = $1", workspace.0,)
            .fetch_all(connection)
            .await?;
    let figures =
        rows.into_iter().map(|row| Trailing { id: row.account_id.into(), revenue_ttm_minor: row.revenue_ttm_minor });
    Ok(figures.collect())
}
