//! Trailing figures and month totals: what accounts brought in the twelve months to the reporting date.
//!
//! They are made here, from documents, in the transaction that changed the documents. Whole months come from month totals,
//! which are added up again from their documents whenever one of those comes or goes; only the two broken months at the
//! ends of the window are read line by line. A month total stands in parts: what each import brought, and what people
//! recorded.
//!
//! All figures of a workspace for one reporting date are a sheet. Commands write in the sheet that counts; what moves many
//! figures writes another one beside the lock and puts it in its place.

use std::collections::BTreeMap;

use domain::{
    day::{Day, Window},
    ids::{AccountId, WorkspaceId},
    trailing::Trailing,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

/// A figure that is to change: what stands there, and what documents say; none where there is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What stands there.
    pub before: Option<Trailing>,
    /// What is to stand there.
    pub after: Option<Trailing>,
}

impl Moved {
    /// Whose figure.
    pub fn account(&self) -> AccountId {
        self.after.as_ref().or(self.before.as_ref()).map(|figure| figure.id).unwrap_or_default()
    }
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

/// Every figure of a workspace that a reporting date of `to` would change; with `only`, those of these accounts. In the
/// order of accounts.
///
/// # Errors
/// Where the database fails.
pub async fn load_moved(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    to: Day,
    only: Option<&[Uuid]>,
) -> Result<Vec<Moved>, Fault> {
    let stood = match only {
        Some(accounts) => load(connection, workspace, accounts).await?,
        None => load_all(connection, workspace).await?,
    };
    let mut stood: BTreeMap<AccountId, Trailing> = stood.into_iter().map(|figure| (figure.id, figure)).collect();
    let says = load_worked_out(connection, workspace, to, only).await?;
    let mut moved: Vec<Moved> =
        says.into_iter().map(|figure| Moved { before: stood.remove(&figure.id), after: Some(figure) }).collect();
    moved.retain(|moved| moved.before != moved.after);
    moved.extend(stood.into_values().map(|figure| Moved { before: Some(figure), after: None }));
    moved.sort_by_key(Moved::account);
    Ok(moved)
}

/// What documents say to a reporting date: the figures that are not zero; with `only`, those of these accounts.
///
/// # Errors
/// Where the database fails.
pub async fn load_worked_out(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    to: Day,
    only: Option<&[Uuid]>,
) -> Result<Vec<Trailing>, Fault> {
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
         )
         select account_id as "account_id!", sum(minor)::bigint as "revenue_ttm_minor!"
         from net group by account_id having sum(minor) <> 0"#,
        workspace.0,
        cuts.after.to_sqlx() as _,
        cuts.whole_from.to_sqlx() as _,
        cuts.last_from.to_sqlx() as _,
        cuts.to.to_sqlx() as _,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    let figures =
        rows.into_iter().map(|row| Trailing { id: row.account_id.into(), revenue_ttm_minor: row.revenue_ttm_minor });
    Ok(figures.collect())
}

/// Writes figures of the sheet that counts as they are to stand.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, moved: &[Moved]) -> Result<(), Fault> {
    let gone: Vec<Uuid> = moved.iter().filter(|moved| moved.after.is_none()).map(|moved| moved.account().0).collect();
    let (accounts, figures): (Vec<Uuid>, Vec<i64>) = moved
        .iter()
        .filter_map(|moved| moved.after.as_ref())
        .map(|figure| (figure.id.0, figure.revenue_ttm_minor))
        .unzip();
    if !gone.is_empty() {
        sqlx::query!(
            "delete from trailing_figure
             where workspace_id = $1 and account_id = any($2)
                 and sheet_id = (select sheet_id from workspace where workspace_id = $1)",
            workspace.0,
            &gone
        )
        .execute(&mut *connection)
        .await?;
    }
    if !accounts.is_empty() {
        sqlx::query!(
            "insert into trailing_figure (workspace_id, account_id, sheet_id, revenue_ttm_minor)
             select $1, account_id, sheet_id, minor
             from workspace, unnest($2::uuid[], $3::bigint[]) as figure (account_id, minor)
             where workspace_id = $1
             on conflict (workspace_id, account_id, sheet_id) do update set
                 revenue_ttm_minor = excluded.revenue_ttm_minor",
            workspace.0,
            &accounts,
            &figures,
        )
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// Writes figures of a sheet that does not count yet.
///
/// # Errors
/// Where the database fails.
pub async fn write_sheet(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    sheet: Uuid,
    figures: &[Trailing],
) -> Result<(), Fault> {
    let accounts: Vec<Uuid> = figures.iter().map(|figure| figure.id.0).collect();
    let revenues: Vec<i64> = figures.iter().map(|figure| figure.revenue_ttm_minor).collect();
    sqlx::query!(
        "insert into trailing_figure (workspace_id, account_id, sheet_id, revenue_ttm_minor)
         select $1, account_id, $2, minor from unnest($3::uuid[], $4::bigint[]) as figure (account_id, minor)",
        workspace.0,
        sheet,
        &accounts,
        &revenues,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// From here on this sheet counts, which stands for this reporting date.
///
/// # Errors
/// Where the database fails.
pub async fn turn_to(connection: &mut PgConnection, workspace: WorkspaceId, sheet: Uuid, to: Day) -> Result<(), Fault> {
    sqlx::query!(
        "update workspace set sheet_id = $2, trailing_to = $3 where workspace_id = $1",
        workspace.0,
        sheet,
        to.to_sqlx() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Clears away the sheets that count no more.
///
/// # Errors
/// Where the database fails.
pub async fn delete_old_sheets(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<(), Fault> {
    sqlx::query!(
        "delete from trailing_figure
         where workspace_id = $1 and sheet_id <> (select sheet_id from workspace where workspace_id = $1)",
        workspace.0,
    )
    .execute(connection)
    .await?;
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
        "select account_id, revenue_ttm_minor from trailing_figure
         where workspace_id = $1 and account_id = any($2)
             and sheet_id = (select sheet_id from workspace where workspace_id = $1)",
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
    let rows = sqlx::query!(
        "select account_id, revenue_ttm_minor from trailing_figure
         where workspace_id = $1 and sheet_id = (select sheet_id from workspace where workspace_id = $1)",
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    let figures =
        rows.into_iter().map(|row| Trailing { id: row.account_id.into(), revenue_ttm_minor: row.revenue_ttm_minor });
    Ok(figures.collect())
}
