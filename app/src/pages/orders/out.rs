//! Orders as a table for spreadsheets.

use crate::{
    views::csv,
    wire::orders::{OrderLine, Orders},
    words::en::orders as words,
};

/// The orders as programs read them, the heads of the columns first.
pub fn table(told: &Orders) -> Vec<Vec<String>> {
    let line = |item: &OrderLine| {
        let order = &item.order;
        let there = order.deliveries.iter().filter(|delivery| delivery.is_there()).count();
        vec![
            csv::text(&order.number),
            csv::text(&item.account_name),
            csv::text(&order.subject),
            order.day.to_string(),
            order.due_day.to_string(),
            order.next_due().map(|day| day.to_string()).unwrap_or_default(),
            item.days_late.to_string(),
            words::progress(order.progress()).to_owned(),
            format!("{there}/{}", order.deliveries.len()),
            order.amount_minor.map(|minor| csv::decimal(minor, told.currency)).unwrap_or_default(),
            told.currency.code().to_owned(),
        ]
    };
    std::iter::once(words::HEADS.map(str::to_owned).to_vec()).chain(told.items.iter().map(line)).collect()
}
