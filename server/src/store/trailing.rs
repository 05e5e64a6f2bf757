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
    trend::{MONTHS, Trend},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
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
    Ok(moved(stood, load_worked_out(connection, workspace, to, only).await?))
}

/// What is to change for figures that stand to say something else. In the order of accounts.
pub fn moved(stood: Vec<Trailing>, says: Vec<Trailing>) -> Vec<Moved> {
    let mut stood: BTreeMap<AccountId, Trailing> = stood.into_iter().map(|figure| (figure.id, figure)).collect();
    let mut moved: Vec<Moved> =
        says.into_iter().map(|figure| Moved { before: stood.remove(&figure.id), after: Some(figure) }).collect();
    moved.retain(|moved| moved.before != moved.after);
    moved.extend(stood.into_values().map(|figure| Moved { before: Some(figure), after: None }));
    moved.sort_by_key(Moved::account);
    moved
}

/// What documents say to a reporting date, of each account that has one up to then; with `only`, of these accounts.
///
/// # Errors
/// Where the database fails.
pub async fn load_worked_out(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    to: Day,
    only: Option<&[Uuid]>,
) -> Result<Vec<Trailing>, Fault> {
    let mut years = load_years(connection, workspace, to, only).await?;
    let latest = sqlx::query!(
        r#"select account.id as "account_id!", latest.day as "day!"
         from account
         cross join lateral (
             select day from document
             where workspace_id = $1 and account_id = account.id and day <= $2
                 and kind <> 'purchase' and reverses_id is null
             -- By the whole key of the index that begins with the account, so that no other one is walked instead.
             order by day desc, number desc, id desc limit 1
         ) as latest
         where account.workspace_id = $1 and ($3::uuid[] is null or account.id = any($3))"#,
        workspace.0,
        to.to_sqlx() as _,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    let figure = |id: Uuid, last_day, year: Year| {
        let Year { revenue_minor: revenue_ttm_minor, purchases_minor: purchases_ttm_minor, trend } = year;
        Trailing { id: id.into(), revenue_ttm_minor, purchases_ttm_minor, last_day, trend }
    };
    let mut figures: Vec<Trailing> = latest
        .into_iter()
        .map(|row| figure(row.account_id, Some(row.day.to_jiff()), years.remove(&row.account_id).unwrap_or_default()))
        .collect();
    years.retain(|_, year| year.purchases_minor != 0);
    figures.extend(years.into_iter().map(|(id, year)| figure(id, None, year)));
    figures.sort_by_key(|figure| figure.id);
    Ok(figures)
}

/// What an account brought in a year.
#[derive(Clone, Copy, Debug, Default)]
struct Year {
    revenue_minor: i64,
    /// What was bought from it.
    purchases_minor: i64,
    trend: Trend,
}

/// What each account that traded in the year to a reporting date brought, and how its months went. A query of its own: joined
/// to others its rows would be held to be few, and looked through for each account.
async fn load_years(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    to: Day,
    only: Option<&[Uuid]>,
) -> Result<BTreeMap<Uuid, Year>, Fault> {
    let cuts = Cuts::of(to);
    let rows = sqlx::query!(
        r#"with net as (
             select account_id, month, sales_minor - credits_minor as minor, purchases_minor
             from month_total
             where workspace_id = $1 and month >= $3 and month < $4
                 and ($6::uuid[] is null or account_id = any($6))
             union all
             -- Of the year, but of no whole month.
             select account_id, null, case kind when 'sale' then base_minor when 'credit' then -base_minor else 0 end,
                 case kind when 'purchase' then base_minor else 0 end
             from document
             where workspace_id = $1 and day > $2 and day < $3
                 and ($6::uuid[] is null or account_id = any($6))
             union all
             select account_id, $4, case kind when 'sale' then base_minor when 'credit' then -base_minor else 0 end,
                 case kind when 'purchase' then base_minor else 0 end
             from document
             where workspace_id = $1 and day >= $4 and day <= $5
                 and ($6::uuid[] is null or account_id = any($6))
         ), monthly as (
             select account_id, month, sum(minor)::bigint as minor, sum(purchases_minor)::bigint as purchases_minor
             from net group by account_id, month
         )
         select account_id as "account_id!", sum(minor)::bigint as "minor!",
             sum(purchases_minor)::bigint as "purchases_minor!", array_agg(minor) as "minors!",
             array_agg((extract(year from month) * 12 + extract(month from month))::int)
                 as "months!: Vec<Option<i32>>"
         from monthly group by account_id"#,
        workspace.0,
        cuts.after.to_sqlx() as _,
        cuts.whole_from.to_sqlx() as _,
        cuts.last_from.to_sqlx() as _,
        cuts.to.to_sqlx() as _,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    let years = rows.into_iter().map(|row| {
        let trend = trend_of(&row.months, &row.minors, to);
        (row.account_id, Year { revenue_minor: row.minor, purchases_minor: row.purchases_minor, trend })
    });
    Ok(years.collect())
}

/// The trend of months as they come, each by its number since year 0; none is no whole month.
fn trend_of(numbers: &[Option<i32>], minors: &[i64], to: Day) -> Trend {
    let last = i32::from(to.year()) * 12 + i32::from(to.month());
    let mut months = [0; MONTHS];
    for (number, minor) in numbers.iter().zip(minors) {
        let before = number.and_then(|number| usize::try_from(last - number).ok());
        if let Some(month) = before.and_then(|before| months.iter_mut().rev().nth(before)) {
            *month = *minor;
        }
    }
    Trend::of(&months)
}

/// Writes figures of the sheet that counts as they are to stand.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, moved: &[Moved]) -> Result<(), Fault> {
    let gone: Vec<Uuid> = moved.iter().filter(|moved| moved.after.is_none()).map(|moved| moved.account().0).collect();
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
    let stand: Vec<&Trailing> = moved.iter().filter_map(|moved| moved.after.as_ref()).collect();
    if stand.is_empty() { Ok(()) } else { write_figures(connection, workspace, None, &stand).await }
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
    let figures: Vec<&Trailing> = figures.iter().collect();
    write_figures(connection, workspace, Some(sheet), &figures).await
}

/// Writes figures of a sheet; without one, of that which counts.
async fn write_figures(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    sheet: Option<Uuid>,
    figures: &[&Trailing],
) -> Result<(), Fault> {
    let accounts: Vec<Uuid> = figures.iter().map(|figure| figure.id.0).collect();
    let (revenues, purchases): (Vec<i64>, Vec<i64>) =
        figures.iter().map(|figure| (figure.revenue_ttm_minor, figure.purchases_ttm_minor)).unzip();
    let (days, trends): (Vec<_>, Vec<String>) =
        figures.iter().map(|figure| (figure.last_day.map(ToSqlx::to_sqlx), figure.trend.to_string())).unzip();
    sqlx::query!(
        "insert into trailing_figure
             (workspace_id, account_id, sheet_id, revenue_ttm_minor, purchases_ttm_minor, last_day, trend)
         select $1, account_id, coalesce($2, workspace.sheet_id), revenue_ttm_minor, purchases_ttm_minor, last_day, trend
         from workspace, unnest($3::uuid[], $4::bigint[], $5::bigint[], $6::date[], $7::text[])
             as figure (account_id, revenue_ttm_minor, purchases_ttm_minor, last_day, trend)
         where workspace_id = $1
         on conflict (workspace_id, account_id, sheet_id) do update set
             revenue_ttm_minor = excluded.revenue_ttm_minor,
             purchases_ttm_minor = excluded.purchases_ttm_minor,
             last_day = excluded.last_day,
             trend = excluded.trend",
        workspace.0,
        sheet,
        &accounts,
        &revenues,
        &purchases,
        &days as _,
        &trends,
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

/// The workspaces whose figures stand for no reporting date, or whose facts for no day.
///
/// # Errors
/// Where the database fails.
pub async fn load_missing(connection: &mut PgConnection) -> Result<Vec<WorkspaceId>, Fault> {
    let missing =
        sqlx::query_scalar!("select workspace_id from workspace where trailing_to is null or facts_on is null")
            .fetch_all(connection)
            .await?;
    Ok(missing.into_iter().map(WorkspaceId).collect())
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
                 coalesce(sum(base_minor) filter (where kind = 'sale'), 0)::bigint as sales_minor,
                 coalesce(sum(base_minor) filter (where kind = 'credit'), 0)::bigint as credits_minor,
                 coalesce(sum(base_minor) filter (where kind = 'purchase'), 0)::bigint as purchases_minor,
                 count(*) filter (where kind = 'sale')::int as sales,
                 count(*) filter (where kind = 'credit')::int as credits
             from document
             where workspace_id = $1 and account_id = $2 and day between $3 and $4
             group by import_id
         ), written as (
             insert into month_total (workspace_id, account_id, month, import_id,
                 sales, credits, sales_minor, credits_minor, purchases_minor)
             select $1, $2, $3, import_id, sales, credits, sales_minor, credits_minor, purchases_minor from part
             on conflict (workspace_id, account_id, month, import_id) do update set
                 sales = excluded.sales,
                 credits = excluded.credits,
                 sales_minor = excluded.sales_minor,
                 credits_minor = excluded.credits_minor,
                 purchases_minor = excluded.purchases_minor
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
        "insert into month_total (workspace_id, account_id, month, import_id,
             sales, credits, sales_minor, credits_minor, purchases_minor)
         select workspace_id, account_id, date_trunc('month', day)::date, import_id,
             count(*) filter (where kind = 'sale'),
             count(*) filter (where kind = 'credit'),
             coalesce(sum(base_minor) filter (where kind = 'sale'), 0)::bigint,
             coalesce(sum(base_minor) filter (where kind = 'credit'), 0)::bigint,
             coalesce(sum(base_minor) filter (where kind = 'purchase'), 0)::bigint
         from document where workspace_id = $1
         group by workspace_id, account_id, date_trunc('month', day), import_id",
        workspace.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct Row {
    account_id: Uuid,
    revenue_ttm_minor: i64,
    purchases_ttm_minor: i64,
    last_day: Option<jiff_sqlx::Date>,
    trend: String,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Trailing, Fault> {
        let place = Place { table: "trailing_figure", workspace, id: self.account_id };
        Ok(Trailing {
            id: self.account_id.into(),
            revenue_ttm_minor: self.revenue_ttm_minor,
            purchases_ttm_minor: self.purchases_ttm_minor,
            last_day: self.last_day.map(jiff_sqlx::Date::to_jiff),
            trend: place.choice("trend", &self.trend, Trend::of_text)?,
        })
    }
}

/// The figures of these accounts, as far as they have any.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    accounts: &[Uuid],
) -> Result<Vec<Trailing>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select account_id, revenue_ttm_minor, purchases_ttm_minor, last_day, trend from trailing_figure
         where workspace_id = $1 and account_id = any($2)
             and sheet_id = (select sheet_id from workspace where workspace_id = $1)",
        workspace.0,
        accounts,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Every figure of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Trailing>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select account_id, revenue_ttm_minor, purchases_ttm_minor, last_day, trend from trailing_figure
         where workspace_id = $1 and sheet_id = (select sheet_id from workspace where workspace_id = $1)",
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}
