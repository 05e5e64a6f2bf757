//! Orders of a house to render.

use app::wire::orders::{OrderLine, Orders, OrdersShown};
use domain::{
    model::Model,
    sales_order::{Delivery, OrderState, SalesOrder},
};

use crate::house::TODAY;

/// Of the first accounts one order each: the first is late, the second on its way, the third not the reader's to look at.
pub fn of(seen: &Model, shown: OrdersShown) -> Orders {
    let line = |(at, account): (usize, &domain::account::Account)| {
        let gone = (at == 1).then_some(TODAY);
        let delivery = Delivery { place: 1, due_day: TODAY, shipped_day: gone, ..Delivery::default() };
        let order = SalesOrder {
            account: account.id,
            number: format!("O-{at}"),
            subject: "Shelves <b>and</b> racks".to_owned(),
            day: TODAY,
            due_day: TODAY,
            state: OrderState::Confirmed,
            amount_minor: (at > 0).then_some(125_000),
            deliveries: if at == 0 { Vec::new().into() } else { [delivery].into() },
            ..SalesOrder::default()
        };
        let days_late = if at == 0 { 4 } else { 0 };
        OrderLine { order, account_name: account.name.clone(), sees_account: at < 2, days_late }
    };
    let items: Vec<OrderLine> = seen.accounts.values().take(3).enumerate().map(line).collect();
    let currency = seen.base_currency();
    Orders { as_of: TODAY, currency, shown, open: items.len(), late: 1, total: items.len() + 1, items }
}
