//! `GET /api/v1/orders`: what accounts ordered, and what of it is late.

use std::cmp::Reverse;

use app::wire::named::AccountNamed;
use app::wire::orders::{OrderAccounts, OrderLine, Orders, OrdersShown};
use axum::Json;
use axum::extract::State;
use domain::{
    account::Account,
    day::Day,
    ids::AccountId,
    money::Currency,
    policy::Action,
    sales_order::{SalesOrder, keeps_orders},
    table::Table,
    viewer::Rights,
};
use jiff::ToSpan;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{Query, WINDOW_MAX, limited};
use crate::{Fault, Server, Shared, store};

/// How many orders are told of where nothing else is asked for.
pub const ORDERS_FIRST: usize = 200;
/// How many accounts a search gives.
const FOUND: usize = 20;

/// Which orders.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrdersAsked {
    /// Those that are open, late or closed; by default open.
    #[param(inline)]
    show: OrdersShown,
    /// Of this account alone.
    account: Option<AccountId>,
    /// How many at most: 1 to 200.
    limit: Option<usize>,
}

/// Orders of the accounts whose orders the reader sees, with their deliveries; what is due first comes first, of what is closed the latest.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/orders",
    params(OrdersAsked),
    responses((status = 200, body = Orders), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<OrdersAsked>,
) -> Result<Json<Orders>, Fault> {
    let limit = limited(asked.limit, ORDERS_FIRST, WINDOW_MAX)?;
    load(&server, &signed, asked.show, asked.account, limit).await.map(Json)
}

/// What an account's name begins with or holds.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NameAsked {
    /// A part of its name or its reference.
    q: String,
}

/// Accounts for which the reader may keep orders, by a part of their names or references; the first twenty by name. Logistics and sales
/// support find here what they do not see otherwise.
///
/// # Errors
/// [`Fault::NotFound`] to whoever keeps no orders.
#[utoipa::path(
    get,
    path = "/api/v1/orders/accounts",
    params(NameAsked),
    responses((status = 200, body = OrderAccounts), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn find(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<NameAsked>,
) -> Result<Json<OrderAccounts>, Fault> {
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    if !keeps_orders(&rights) {
        return Err(Fault::NotFound);
    }
    let words = asked.q.to_lowercase();
    let is_meant = |account: &&Account| {
        let named = account.name.to_lowercase().contains(&words) || account.reference.to_lowercase().contains(&words);
        named && rights.may_with(Action::KeepOrder, account.owner)
    };
    let mut found: Vec<&Account> = directory.accounts.values().filter(is_meant).collect();
    found.sort_by_key(|account| (account.name.to_lowercase(), account.id));
    let item = |account: &&Account| AccountNamed { account: account.id, name: account.name.clone() };
    Ok(Json(OrderAccounts { items: found.iter().take(FOUND).map(item).collect() }))
}

/// Orders as of today, as far as the reader sees them.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    server: &Server,
    signed: &Signed,
    shown: OrdersShown,
    account: Option<AccountId>,
    limit: usize,
) -> Result<Orders, Fault> {
    let today = server.engine.clock().today();
    let mut connection = server.database.acquire().await?;
    let mut orders = store::sales_order::load_open(&mut connection, signed.workspace).await?;
    if shown == OrdersShown::Closed {
        let since = today.checked_sub(1.year()).map_err(Fault::broken)?;
        orders.extend(store::sales_order::load_closed(&mut connection, signed.workspace, since).await?);
    }
    drop(connection);
    // Rights as they are by now: what was lost while orders were read is not told.
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    let currency = directory.base_currency();
    orders.retain(|order| account.is_none_or(|account| order.account == account));
    let lines: Vec<OrderLine> =
        orders.into_iter().filter_map(|order| line(order, &directory.accounts, &rights, today)).collect();
    drop(directory);
    Ok(told(lines, today, shown, limit, currency))
}

fn told(lines: Vec<OrderLine>, as_of: Day, shown: OrdersShown, limit: usize, currency: Currency) -> Orders {
    let open = lines.iter().filter(|line| line.order.is_open()).count();
    let late = lines.iter().filter(|line| line.days_late > 0).count();
    let is_shown = |line: &OrderLine| match shown {
        OrdersShown::Open => line.order.is_open(),
        OrdersShown::Late => line.days_late > 0,
        OrdersShown::Closed => !line.order.is_open(),
    };
    let mut items: Vec<OrderLine> = lines.into_iter().filter(is_shown).collect();
    match shown {
        OrdersShown::Closed => items.sort_by_key(|line| (Reverse(line.order.day), line.order.id)),
        OrdersShown::Open | OrdersShown::Late => items.sort_by_key(|line| (line.order.next_due(), line.order.id)),
    }
    let total = items.len();
    items.truncate(limit);
    Orders { as_of, currency, shown, open, late, total, items }
}

/// An order for its reader; none where they do not see orders of the account.
fn line(order: SalesOrder, accounts: &Table<AccountId, Account>, rights: &Rights, today: Day) -> Option<OrderLine> {
    let account = accounts.get(&order.account).filter(|account| rights.may_with(Action::SeeOrders, account.owner))?;
    Some(OrderLine {
        days_late: order.days_late(today),
        account_name: account.name.clone(),
        sees_account: rights.sees(account),
        order,
    })
}
