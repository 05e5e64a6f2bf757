//! What accounts traded up to a day, as evidence for ladders and scores.

use domain::{
    categorization::evidence::{Trade, TradeYear},
    document::{Document, DocumentKind},
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
            families: 0,
        }
    }
}

/// Of how many families the lines of the year's sales of accounts are, of all accounts where none is named; who has none is not among
/// them. Products count by the families that they are of now, and of a file that was taken back the lines are gone.
///
/// # Errors
/// Where the database fails.
pub async fn load_families(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
    year: TradeYear,
    then: &Then,
) -> Result<Vec<(AccountId, i64)>, Fault> {
    let reversed: Vec<Uuid> = then.with.iter().filter_map(|one| Some(one.reverses?.0)).collect();
    let counts = |one: &&Document| {
        let is_of_year = year.after() < one.day && one.day <= year.to;
        let is_asked = only.is_none_or(|only| only.contains(&one.account.0));
        one.kind == DocumentKind::Sale
            && one.reverses.is_none()
            && is_of_year
            && is_asked
            && !reversed.contains(&one.id.0)
    };
    let lines =
        then.with.iter().filter(counts).flat_map(|one| one.lines.iter().map(|line| (one.account.0, line.product.0)));
    let (accounts, products): (Vec<Uuid>, Vec<Uuid>) = lines.unzip();
    let rows = sqlx::query!(
        r#"with sold as (
             select document.account_id, line.product_id
             from document
             join document_line as line on line.workspace_id = $1 and line.document_id = document.id
             where document.workspace_id = $1 and document.kind = 'sale' and document.reverses_id is null
                 and document.day > $3 and document.day <= $4 and ($2::uuid[] is null or document.account_id = any($2))
                 and document.id <> all($5) and (document.import_id is null or document.import_id <> all($6))
                 and document.id <> all($7)
                 and not exists (
                     select from document as reversal
                     where reversal.workspace_id = $1 and reversal.reverses_id = document.id and reversal.day <= $4
                         and reversal.id <> all($5)
                 )
             union all
             select * from unnest($8::uuid[], $9::uuid[])
         )
         select account_id as "account_id!", count(distinct product.family_id) as "families!"
         from sold join product on product.workspace_id = $1 and product.id = sold.product_id
         group by account_id"#,
        workspace.0,
        only as _,
        year.after().to_sqlx() as _,
        year.to.to_sqlx() as _,
        &then.without,
        &then.without_imports,
        &reversed,
        &accounts,
        &products,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.account_id.into(), row.families)).collect())
}

/// To whom these products were sold, an account for each line; `limit` of them at most.
///
/// # Errors
/// Where the database fails.
pub async fn load_buyers(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    products: &[Uuid],
    limit: i64,
) -> Result<Vec<Uuid>, Fault> {
    let buyers = sqlx::query_scalar!(
        "select document.account_id
         from (
             select document_id from document_line where workspace_id = $1 and product_id = any($2) limit $3
         ) as line
         join document on document.workspace_id = $1 and document.id = line.document_id",
        workspace.0,
        products,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(buyers)
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
