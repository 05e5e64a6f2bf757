//! Orders of accounts with their deliveries, as rows.

use std::collections::BTreeMap;

use domain::{
    day::Day,
    ids::{SalesOrderId, WorkspaceId},
    sales_order::{Deliveries, Delivery, OrderState, SalesOrder},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    number: String,
    subject: String,
    day: jiff_sqlx::Date,
    due_day: jiff_sqlx::Date,
    state: String,
    amount_minor: Option<i64>,
}

impl Row {
    fn read(self, workspace: WorkspaceId, deliveries: Deliveries) -> Result<SalesOrder, Fault> {
        let place = Place { table: "sales_order", workspace, id: self.id };
        Ok(SalesOrder {
            id: self.id.into(),
            account: self.account_id.into(),
            number: self.number,
            subject: self.subject,
            day: self.day.to_jiff(),
            due_day: self.due_day.to_jiff(),
            state: place.choice("state", &self.state, OrderState::of_word)?,
            amount_minor: self.amount_minor,
            deliveries,
        })
    }
}

/// Some orders, and all of some accounts.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    accounts: &[Uuid],
) -> Result<Vec<SalesOrder>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, number, subject, day as "day: _", due_day as "due_day: _", state, amount_minor
         from sales_order
         where workspace_id = $1 and (id = any($2) or account_id = any($3))"#,
        workspace.0,
        ids,
        accounts,
    )
    .fetch_all(&mut *connection)
    .await?;
    with_deliveries(connection, workspace, rows).await
}

/// Orders of which something is to be delivered yet.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_open(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<SalesOrder>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, number, subject, day as "day: _", due_day as "due_day: _", state, amount_minor
         from sales_order
         where workspace_id = $1 and state in ('placed', 'confirmed')"#,
        workspace.0,
    )
    .fetch_all(&mut *connection)
    .await?;
    with_deliveries(connection, workspace, rows).await
}

/// Orders that were delivered or cancelled, of those placed since a day.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_closed(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    since: Day,
) -> Result<Vec<SalesOrder>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, number, subject, day as "day: _", due_day as "due_day: _", state, amount_minor
         from sales_order
         where workspace_id = $1 and state in ('delivered', 'cancelled') and day >= $2"#,
        workspace.0,
        since.to_sqlx() as _,
    )
    .fetch_all(&mut *connection)
    .await?;
    with_deliveries(connection, workspace, rows).await
}

async fn with_deliveries(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    rows: Vec<Row>,
) -> Result<Vec<SalesOrder>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let found = sqlx::query!(
        r#"select order_id, place, due_day as "due_day: jiff_sqlx::Date", shipped_day as "shipped_day: jiff_sqlx::Date",
             arrived_day as "arrived_day: jiff_sqlx::Date", reference
         from delivery
         where workspace_id = $1 and order_id = any($2)"#,
        workspace.0,
        &ids,
    )
    .fetch_all(connection)
    .await?;
    let mut deliveries: BTreeMap<Uuid, Deliveries> = BTreeMap::new();
    for row in found {
        deliveries.entry(row.order_id).or_default().insert(Delivery {
            place: row.place,
            due_day: row.due_day.to_jiff(),
            shipped_day: row.shipped_day.map(|day| day.to_jiff()),
            arrived_day: row.arrived_day.map(|day| day.to_jiff()),
            reference: row.reference,
        });
    }
    let read = |row: Row| {
        let own = deliveries.remove(&row.id).unwrap_or_default();
        row.read(workspace, own)
    };
    rows.into_iter().map(read).collect()
}

/// Writes one as it is, with its deliveries.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &SalesOrder) -> Result<(), Fault> {
    sqlx::query!(
        "insert into sales_order (workspace_id, id, account_id, number, subject, day, due_day, state, amount_minor)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (workspace_id, id) do update set
             number = excluded.number,
             subject = excluded.subject,
             day = excluded.day,
             due_day = excluded.due_day,
             state = excluded.state,
             amount_minor = excluded.amount_minor",
        workspace.0,
        one.id.0,
        one.account.0,
        one.number,
        one.subject,
        one.day.to_sqlx() as _,
        one.due_day.to_sqlx() as _,
        one.state.word(),
        one.amount_minor,
    )
    .execute(&mut *connection)
    .await?;
    write_deliveries(connection, workspace, one).await
}

async fn write_deliveries(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    one: &SalesOrder,
) -> Result<(), Fault> {
    let places: Vec<i64> = one.deliveries.iter().map(|delivery| delivery.place).collect();
    let due: Vec<_> = one.deliveries.iter().map(|delivery| delivery.due_day.to_sqlx()).collect();
    let shipped: Vec<_> = one.deliveries.iter().map(|delivery| delivery.shipped_day.map(|day| day.to_sqlx())).collect();
    let arrived: Vec<_> = one.deliveries.iter().map(|delivery| delivery.arrived_day.map(|day| day.to_sqlx())).collect();
    let references: Vec<String> = one.deliveries.iter().map(|delivery| delivery.reference.clone()).collect();
    sqlx::query!("delete from delivery where workspace_id = $1 and order_id = $2", workspace.0, one.id.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into delivery (workspace_id, order_id, place, due_day, shipped_day, arrived_day, reference)
         select $1, $2, * from unnest($3::bigint[], $4::date[], $5::date[], $6::date[], $7::text[])",
        workspace.0,
        one.id.0,
        &places,
        &due as _,
        &shipped as _,
        &arrived as _,
        &references,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one away, with its deliveries.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: SalesOrderId) -> Result<(), Fault> {
    sqlx::query!("delete from sales_order where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
