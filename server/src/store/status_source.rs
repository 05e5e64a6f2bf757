//! What a status report is made of: the accounts that somebody leads, and what is known of them.

use domain::{
    day::Day,
    ids::{PersonId, WorkspaceId},
    status_report::{StatusSources, Traded, Windows},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{account, contract, key_decision, placement, position, target};
use crate::Fault;

/// What a report of somebody on a month is made of, as things are now.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    person: PersonId,
    period: Day,
) -> Result<StatusSources, Fault> {
    let led = sqlx::query_scalar!(
        "select id from account where workspace_id = $1 and owner_id = $2 order by id",
        workspace.0,
        person.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    if led.is_empty() {
        return Ok(StatusSources::default());
    }
    let mut accounts = account::load(connection, workspace, &led, &[]).await?;
    accounts.sort_by_key(|account| account.id);
    let mut contracts = contract::load(connection, workspace, None).await?;
    contracts.retain(|contract| led.contains(&contract.account.0));
    Ok(StatusSources {
        accounts,
        traded: load_traded(connection, workspace, &led, period).await?,
        targets: target::load_of(connection, workspace, &led).await?,
        contracts,
        placements: placement::load(connection, workspace, &[], &led).await?,
        positions: position::load(connection, workspace, &[], &led).await?,
        decisions: key_decision::load(connection, workspace, &[], &led).await?,
    })
}

/// What the documents of accounts come to in the windows of a month.
async fn load_traded(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    accounts: &[Uuid],
    period: Day,
) -> Result<Vec<Traded>, Fault> {
    let windows = Windows::of(period);
    let rows = sqlx::query!(
        r#"select led.id as "id!", sales as "sales!", sales_minor as "sales_minor!", credits as "credits!",
             credits_minor as "credits_minor!", purchases as "purchases!", purchases_minor as "purchases_minor!",
             prior_minor as "prior_minor!", trailing_minor as "trailing_minor!",
             trailing_prior_minor as "trailing_prior_minor!",
             -- What was last sold or credited, however long ago.
             (
                 select day from document
                 where workspace_id = $1 and account_id = led.id and day <= $4 and kind <> 'purchase' and reverses_id is null
                 order by day desc limit 1
             ) as "last_day: jiff_sqlx::Date"
         from unnest($2::uuid[]) as led (id)
         cross join lateral (
             select count(*) filter (where kind = 'sale' and day >= $3) as sales,
                 coalesce(sum(base_minor) filter (where kind = 'sale' and day >= $3), 0)::bigint as sales_minor,
                 count(*) filter (where kind = 'credit' and day >= $3) as credits,
                 coalesce(sum(base_minor) filter (where kind = 'credit' and day >= $3), 0)::bigint as credits_minor,
                 count(*) filter (where kind = 'purchase' and day >= $3) as purchases,
                 coalesce(sum(base_minor) filter (where kind = 'purchase' and day >= $3), 0)::bigint as purchases_minor,
                 coalesce(sum(net) filter (where day between $5 and $6), 0)::bigint as prior_minor,
                 coalesce(sum(net) filter (where day >= $7), 0)::bigint as trailing_minor,
                 coalesce(sum(net) filter (where day < $7), 0)::bigint as trailing_prior_minor
             from (
                 select kind, day, base_minor,
                     case kind when 'sale' then base_minor when 'credit' then -base_minor else 0 end as net
                 from document
                 where workspace_id = $1 and account_id = led.id and day between $8 and $4
             ) as told
         ) as traded"#,
        workspace.0,
        accounts,
        windows.month.0.to_sqlx() as _,
        windows.month.1.to_sqlx() as _,
        windows.prior.0.to_sqlx() as _,
        windows.prior.1.to_sqlx() as _,
        windows.trailing.0.to_sqlx() as _,
        windows.trailing_prior.0.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    let traded = rows.into_iter().map(|row| Traded {
        account: row.id.into(),
        sales: (row.sales, row.sales_minor),
        credits: (row.credits, row.credits_minor),
        purchases: (row.purchases, row.purchases_minor),
        prior_minor: row.prior_minor,
        trailing_minor: row.trailing_minor,
        trailing_prior_minor: row.trailing_prior_minor,
        last_day: row.last_day.map(jiff_sqlx::Date::to_jiff),
    });
    Ok(traded.collect())
}
