//! What accounts traded up to a day, as evidence for ladders and scores.

use domain::{
    categorization::evidence::{Trade, TradeYear},
    document::Document,
    ids::{AccountId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

/// How the books were at an earlier time, as they differ from those of now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Then {
    /// Documents that were not there.
    pub without: Vec<Uuid>,
    /// Files that were not there, with all their documents.
    pub without_imports: Vec<Uuid>,
    /// Documents that were there.
    pub with: Vec<Document>,
    /// Files that were there, with all that was taken back with them.
    pub with_imports: Vec<Uuid>,
}

/// What accounts traded in the year and before; of all accounts where none is named. Who never traded is not among them.
///
/// Months and quarters with a sale are bits of a number: to count different ones would put every document in order first. A file reverses
/// nothing, and what of it was reversed stayed when it was taken back.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
    year: TradeYear,
    then: &Then,
) -> Result<Vec<(AccountId, Trade)>, Fault> {
    let Lines { ids, accounts, kinds, days, amounts, reversed } = Lines::of(&then.with);
    let rows = sqlx::query_as!(
        Row,
        r#"with earlier as (
             select * from unnest($11::uuid[], $12::uuid[], $13::text[], $14::date[], $15::bigint[], $16::uuid[])
                 as earlier (id, account_id, kind, day, base_minor, reverses_id)
             where kind <> 'purchase' and day <= $3 and ($2::uuid[] is null or account_id = any($2))
         ), reversed as (
             -- Few, by an index of their own: so that all documents are walked once.
             select reverses_id from document
             where workspace_id = $1 and reverses_id is not null and day <= $3
                 and id <> all($9) and (import_id is null or import_id <> all($10))
             union all
             select reverses_id from earlier where reverses_id is not null
         ), booked as (
             select id, account_id, kind, day, base_minor, reverses_id from document
             where workspace_id = $1 and kind <> 'purchase' and day <= $3 and ($2::uuid[] is null or account_id = any($2))
                 and id <> all($9) and (import_id is null or import_id <> all($10))
             union all
             select * from earlier
             union all
             select id, account_id, kind, day, base_minor, null from withdrawn_document
             where workspace_id = $1 and import_id = any($17) and kind <> 'purchase' and day <= $3
                 and ($2::uuid[] is null or account_id = any($2))
         ), traded as (
             select account_id, day, day > $7 as of_year, day > $8 and day <= $7 as of_prior,
                 case kind when 'sale' then base_minor else -base_minor end as brought_minor,
                 kind = 'sale' and booked.reverses_id is null and reversed.reverses_id is null as is_sale,
                 case when day > $4 then 1 when day > $5 then 2 when day > $6 then 4 else 8 end as quarter,
                 case when day > $7 then 1 << ((extract(year from day) - extract(year from $7::date)) * 12
                     + extract(month from day) - extract(month from $7::date))::int end as month
             from booked left join reversed on reversed.reverses_id = booked.id
         )
         select account_id as "account_id!",
             count(*) filter (where is_sale and of_year) as "sales!",
             coalesce(bit_or(month) filter (where is_sale and of_year), 0) as "months!",
             coalesce(bit_or(quarter) filter (where is_sale and of_year), 0) as "quarters!",
             min(day) filter (where is_sale) as "first_sale: jiff_sqlx::Date",
             coalesce(sum(brought_minor) filter (where of_year), 0)::bigint as "revenue_minor!",
             coalesce(sum(brought_minor) filter (where of_prior), 0)::bigint as "prior_minor!"
         from traded group by account_id"#,
        workspace.0,
        only as _,
        year.to.to_sqlx() as _,
        year.quarters[0].to_sqlx() as _,
        year.quarters[1].to_sqlx() as _,
        year.quarters[2].to_sqlx() as _,
        year.quarters[3].to_sqlx() as _,
        year.prior.to_sqlx() as _,
        &then.without,
        &then.without_imports,
        &ids,
        &accounts,
        &kinds,
        &days as _,
        &amounts,
        &reversed as _,
        &then.with_imports,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.account_id.into(), row.trade())).collect())
}

struct Row {
    account_id: Uuid,
    sales: i64,
    months: i32,
    quarters: i32,
    first_sale: Option<jiff_sqlx::Date>,
    revenue_minor: i64,
    prior_minor: i64,
}

impl Row {
    fn trade(&self) -> Trade {
        let ones = |bits: i32| i64::from(bits.count_ones());
        Trade {
            sales: self.sales,
            months: ones(self.months),
            quarters: ones(self.quarters),
            first_sale: self.first_sale.map(jiff_sqlx::Date::to_jiff),
            revenue_minor: self.revenue_minor,
            prior_minor: self.prior_minor,
        }
    }
}

/// Documents, column by column, as a query takes them.
#[derive(Default)]
struct Lines {
    ids: Vec<Uuid>,
    accounts: Vec<Uuid>,
    kinds: Vec<String>,
    days: Vec<jiff_sqlx::Date>,
    amounts: Vec<i64>,
    reversed: Vec<Option<Uuid>>,
}

impl Lines {
    fn of(documents: &[Document]) -> Self {
        let mut lines = Self::default();
        for document in documents {
            lines.ids.push(document.id.0);
            lines.accounts.push(document.account.0);
            lines.kinds.push(document.kind.word().to_owned());
            lines.days.push(document.day.to_sqlx());
            lines.amounts.push(document.base_minor());
            lines.reversed.push(document.reverses.map(|reversed| reversed.0));
        }
        lines
    }
}
