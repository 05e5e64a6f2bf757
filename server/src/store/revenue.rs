//! What accounts brought in stretches of days, added up from documents as they stand.

use domain::{
    day::Day,
    ids::{AccountId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::Fault;

/// A part of what an account brought, in minor units of the base currency; a stretch may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// In which stretch, from 0.
    pub stretch: usize,
    /// Its sales; none where it is of credits alone.
    pub sales_minor: Option<i64>,
    /// Its credits.
    pub credits_minor: i64,
}

/// What every account brought between each of these days and the next one, from the day itself on. Only of accounts that have a
/// document there. Months that lie between two of the days whole are read as they stand added up; documents are read of the others
/// only.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    cuts: &[Day],
) -> Result<Vec<(AccountId, Vec<Part>)>, Fault> {
    let (Some(begin), Some(end)) = (cuts.first(), cuts.last()) else { return Ok(Vec::new()) };
    let begins: Vec<jiff_sqlx::Date> = cuts.iter().map(|day| day.to_sqlx()).collect();
    let broken = broken_months(cuts);
    let (months, nexts): (Vec<jiff_sqlx::Date>, Vec<jiff_sqlx::Date>) =
        broken.iter().map(|(month, next)| (month.to_sqlx(), next.to_sqlx())).unzip();
    let rows = sqlx::query!(
        r#"with taken as (
             select account_id, width_bucket(month, $2::date[]) as stretch, sales_minor, credits_minor,
                 -- An invoice of zero is a sale as well: where none brought anything, it is looked whether there was one.
                 sales_minor > 0 or exists(
                     select from document
                     where workspace_id = $1 and account_id = month_total.account_id and kind = 'sale'
                         and day >= month and day < month + interval '1 month'
                 ) as has_sale
             from month_total
             where workspace_id = $1 and month >= $3 and month < $4 and month <> all($5::date[])
             union all
             select account_id, width_bucket(day, $2::date[]),
                 case kind when 'sale' then amount_minor else 0 end,
                 case kind when 'credit' then amount_minor else 0 end,
                 kind = 'sale'
             from unnest($5::date[], $6::date[]) as broken (month, next)
             join document on workspace_id = $1 and day >= broken.month and day < broken.next
             where day >= $3 and day < $4
         )
         -- A row for each account: ten thousand are read in a fraction of the time that half a million take.
         select account_id as "account_id!", array_agg(stretch) as "stretches!", array_agg(sales_minor) as "sales_minor!",
             array_agg(credits_minor) as "credits_minor!", array_agg(has_sale) as "has_sale!"
         from taken group by account_id"#,
        workspace.0,
        &begins as _,
        begin.to_sqlx() as _,
        end.to_sqlx() as _,
        &months as _,
        &nexts as _,
    )
    .fetch_all(connection)
    .await?;
    let rows = rows.into_iter().map(|row| {
        let amounts = row.sales_minor.iter().zip(&row.credits_minor).zip(&row.has_sale);
        let parts = row.stretches.iter().zip(amounts).map(|(stretch, ((sales_minor, credits_minor), has_sale))| Part {
            stretch: usize::try_from(stretch - 1).unwrap_or_default(),
            sales_minor: has_sale.then_some(*sales_minor),
            credits_minor: *credits_minor,
        });
        (row.account_id.into(), parts.collect())
    });
    Ok(rows.collect())
}

/// The months within which one of these days lies, by their first day, each with the first day of the next one. A day that is the
/// first of its month breaks none.
fn broken_months(cuts: &[Day]) -> Vec<(Day, Day)> {
    let within = cuts.iter().filter(|day| day.day() > 1);
    let month = |day: &Day| Some((day.first_of_month(), day.last_of_month().tomorrow().ok()?));
    let mut months: Vec<(Day, Day)> = within.filter_map(month).collect();
    months.dedup();
    months
}

/// The day of the first document of the ledger; none while there is no document.
///
/// # Errors
/// Where the database fails.
pub async fn load_first_day(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Option<Day>, Fault> {
    let first = sqlx::query_scalar!(
        r#"select min(day) as "day: jiff_sqlx::Date" from document where workspace_id = $1"#,
        workspace.0
    )
    .fetch_one(connection)
    .await?;
    Ok(first.map(jiff_sqlx::Date::to_jiff))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_broken_by_a_day_within_it() {
        let whole = [date(2025, 1, 1), date(2026, 1, 1)];
        assert_eq!(broken_months(&whole), []);
        let cuts = [date(2024, 12, 10), date(2025, 1, 1), date(2025, 12, 3), date(2025, 12, 10)];
        let december = |year| (date(year, 12, 1), date(year + 1, 1, 1));
        assert_eq!(broken_months(&cuts), [december(2024), december(2025)]);
    }
}
