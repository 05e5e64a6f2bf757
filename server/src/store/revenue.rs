//! What accounts brought, added up: month by month as it stands, and in stretches of days from documents.

use domain::{
    day::Day,
    ids::{AccountId, WorkspaceId},
    retention::Pair,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

/// What sales and credits of an account add up to, in minor units of the base currency; what takes one back counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// How many sales there are; an invoice of zero is one as well.
    pub sales: i32,
    /// How many credits there are.
    pub credits: i32,
    /// What the sales add up to.
    pub sales_minor: i64,
    /// What the credits add up to, as a number above zero.
    pub credits_minor: i64,
}

impl Brought {
    /// With another sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            sales: self.sales + other.sales,
            credits: self.credits + other.credits,
            sales_minor: self.sales_minor + other.sales_minor,
            credits_minor: self.credits_minor + other.credits_minor,
        }
    }

    /// Without a part of it.
    #[must_use]
    pub fn less(self, part: Self) -> Self {
        Self {
            sales: self.sales - part.sales,
            credits: self.credits - part.credits,
            sales_minor: self.sales_minor - part.sales_minor,
            credits_minor: self.credits_minor - part.credits_minor,
        }
    }
}

/// A calendar month of an account, by its first day.
pub type Month = (Day, Brought);

/// The months of all accounts, or of those in `only`: those with a sale or a credit, each account's in their order.
///
/// # Errors
/// Where the database fails.
pub async fn load_months(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
) -> Result<Vec<(AccountId, Vec<Month>)>, Fault> {
    let rows = sqlx::query!(
        // A row for each account: ten thousand are read in a fraction of the time that half a million take. A month may come in
        // parts.
        r#"select account_id, array_agg(month) as "months!: Vec<jiff_sqlx::Date>", array_agg(sales) as "sales!",
             array_agg(credits) as "credits!", array_agg(sales_minor) as "sales_minor!",
             array_agg(credits_minor) as "credits_minor!"
         from month_total
         where workspace_id = $1 and sales + credits > 0 and ($2::uuid[] is null or account_id = any($2))
         group by account_id"#,
        workspace.0,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    let rows = rows.into_iter().map(|row| {
        let counts = row.sales.into_iter().zip(row.credits);
        let amounts = row.sales_minor.into_iter().zip(row.credits_minor);
        let brought = counts.zip(amounts).map(|((sales, credits), (sales_minor, credits_minor))| Brought {
            sales,
            credits,
            sales_minor,
            credits_minor,
        });
        let mut months: Vec<Month> = row.months.into_iter().map(jiff_sqlx::Date::to_jiff).zip(brought).collect();
        months.sort_by_key(|(first, _)| *first);
        (row.account_id.into(), months)
    });
    Ok(rows.collect())
}

/// A stretch of days: its first one, and the one behind its last.
pub type Stretch = (Day, Day);

/// What accounts brought in each of some stretches, by their places.
///
/// # Errors
/// Where the database fails.
pub async fn load_stretches(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    stretches: &[Stretch],
) -> Result<Vec<(AccountId, usize, Brought)>, Fault> {
    let (begins, ends): (Vec<jiff_sqlx::Date>, Vec<jiff_sqlx::Date>) =
        stretches.iter().map(|(begin, end)| (begin.to_sqlx(), end.to_sqlx())).unzip();
    let rows = sqlx::query!(
        // Each stretch by itself: joined to all of them at once, a ninth of the ledger is expected of each, and the index passed over.
        r#"select account_id as "account_id!", place as "place!", sales as "sales!", credits as "credits!",
             sales_minor as "sales_minor!", credits_minor as "credits_minor!"
         from unnest($2::date[], $3::date[]) with ordinality as stretch (first, next, place)
         cross join lateral (
             select account_id, count(*) filter (where kind = 'sale')::int as sales,
                 count(*) filter (where kind = 'credit')::int as credits,
                 coalesce(sum(base_minor) filter (where kind = 'sale'), 0)::bigint as sales_minor,
                 coalesce(sum(base_minor) filter (where kind = 'credit'), 0)::bigint as credits_minor
             from document
             where workspace_id = $1 and day >= stretch.first and day < stretch.next and kind <> 'purchase'
             group by account_id
         ) as brought"#,
        workspace.0,
        &begins as _,
        &ends as _,
    )
    .fetch_all(connection)
    .await?;
    let rows = rows.into_iter().map(|row| {
        let place = usize::try_from(row.place - 1).unwrap_or_default();
        let (sales_minor, credits_minor) = (row.sales_minor, row.credits_minor);
        (row.account_id.into(), place, Brought { sales: row.sales, credits: row.credits, sales_minor, credits_minor })
    });
    Ok(rows.collect())
}

/// A day of an account, and how far before and behind it is looked: what was brought after `after` and up to `day`, and after `day` and up
/// to `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The account.
    pub account: AccountId,
    /// The day before the first one.
    pub after: Day,
    /// The last day of the time before.
    pub day: Day,
    /// The last day of the time behind it.
    pub until: Day,
}

/// What accounts brought before and behind days, sales less credits in minor units, in the order of what was asked.
///
/// # Errors
/// Where the database fails.
pub async fn load_around(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    all: &[Around],
) -> Result<Vec<Pair>, Fault> {
    let accounts: Vec<Uuid> = all.iter().map(|one| one.account.0).collect();
    let days = |read: fn(&Around) -> Day| all.iter().map(|one| read(one).to_sqlx()).collect::<Vec<jiff_sqlx::Date>>();
    let rows = sqlx::query!(
        r#"select place as "place!", before_minor as "before_minor!", after_minor as "after_minor!"
         from unnest($2::uuid[], $3::date[], $4::date[], $5::date[]) with ordinality
             as around (account_id, after, day, until, place)
         cross join lateral (
             select coalesce(sum(minor) filter (where document_day <= around.day), 0)::bigint as before_minor,
                 coalesce(sum(minor) filter (where document_day > around.day), 0)::bigint as after_minor
             from (
                 select document.day as document_day,
                     case when kind = 'sale' then base_minor else -base_minor end as minor
                 from document
                 where workspace_id = $1 and document.account_id = around.account_id
                     and document.day > around.after and document.day <= around.until and kind <> 'purchase'
             ) as told
         ) as brought
         order by place"#,
        workspace.0,
        &accounts,
        &days(|one| one.after) as _,
        &days(|one| one.day) as _,
        &days(|one| one.until) as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| Pair { before_minor: row.before_minor, now_minor: row.after_minor }).collect())
}

/// What an account brought net in each of some spans of days, both ends of it, in their order.
///
/// # Errors
/// Where the database fails.
pub async fn load_net_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    spans: &[(Day, Day)],
) -> Result<Vec<i64>, Fault> {
    let (firsts, lasts): (Vec<jiff_sqlx::Date>, Vec<jiff_sqlx::Date>) =
        spans.iter().map(|(first, last)| (first.to_sqlx(), last.to_sqlx())).unzip();
    let nets = sqlx::query_scalar!(
        r#"select net as "net!"
         from unnest($3::date[], $4::date[]) with ordinality as span (first, last, place)
         cross join lateral (
             select coalesce(sum(case kind when 'sale' then base_minor else -base_minor end), 0)::bigint as net
             from document
             where workspace_id = $1 and account_id = $2 and day >= span.first and day <= span.last
                 and kind <> 'purchase'
         ) as brought
         order by place"#,
        workspace.0,
        account.0,
        &firsts as _,
        &lasts as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(nets)
}

/// The day of the first sale or credit of the ledger; none while there is none.
///
/// # Errors
/// Where the database fails.
pub async fn load_first_day(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Option<Day>, Fault> {
    let first = sqlx::query_scalar!(
        "select day from document where workspace_id = $1 and kind <> 'purchase' order by workspace_id, day limit 1",
        workspace.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(first.map(jiff_sqlx::Date::to_jiff))
}
