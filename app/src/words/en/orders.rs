//! Orders of accounts, and their deliveries.

use domain::{
    day::Day,
    money::Currency,
    sales_order::{OrderState, Progress},
};

use super::{count, day};
use crate::wire::orders::OrdersShown;

pub const ADD: &str = "Record order";
pub const EDIT: &str = "Edit order";
pub const ORDER: &str = "Order";
pub const ACCOUNT: &str = "Account";
pub const FIND_ACCOUNT: &str = "A part of its name or its reference.";
pub const NO_ACCOUNT: &str = "No account of which you keep orders has this name.";
pub const NUMBER: &str = "Number";
pub const SUBJECT: &str = "What was ordered";
pub const DAY: &str = "Ordered on";
pub const DUE: &str = "Promised until";
pub const STATE: &str = "State";
pub const DELIVERIES: &str = "Deliveries";
pub const ADD_DELIVERY: &str = "Add delivery";
pub const SHIPPED: &str = "Left on";
pub const ARRIVED: &str = "Arrived on";
pub const DUE_DELIVERY: &str = "Due on";
pub const REFERENCE: &str = "Carrier, number, or what is in it";
pub const REMOVED: &str = "Order removed";
pub const PROGRESS: &str = "How far";
pub const LATE: &str = "Late";
pub const NEXT: &str = "Due next";
pub const NO_DAY: &str = "There is no such day.";
pub const NONE: &str = "No order yet";
pub const NONE_TEXT: &str = "What this account ordered, until when it was promised, and how it gets there.";
pub const NONE_OPEN: &str = "Nothing is to be delivered";
pub const NONE_OPEN_TEXT: &str =
    "Orders that are recorded here or on the page of an account stand here until all of them is there.";
pub const NONE_LATE: &str = "Nothing is late";
pub const NONE_LATE_TEXT: &str = "What should be there already, and is not, stands here.";
pub const NONE_CLOSED: &str = "Nothing was delivered or cancelled";
pub const NONE_CLOSED_TEXT: &str = "Of the orders of the last twelve months.";
pub const SEES_NONE: &str = "None of your roles sees orders";
pub const SEES_NONE_TEXT: &str = "Who keeps accounts does, and sales support.";
pub const WHICH: &str = "Which orders";
pub const HEADS: [&str; 11] = [
    "Number",
    "Account",
    "What was ordered",
    "Ordered on",
    "Promised until",
    "Due next",
    "Days late",
    "How far",
    "Deliveries there",
    "Amount",
    "ISO 4217",
];

/// What a choice of orders is called.
pub fn shown(shown: OrdersShown) -> &'static str {
    match shown {
        OrdersShown::Open => "Open",
        OrdersShown::Late => LATE,
        OrdersShown::Closed => "Closed",
    }
}

/// What the page is about: `12 open · 3 late · 27 Nov 2026`.
pub fn about(open: usize, late: usize, as_of: Day) -> String {
    format!("{} open · {} late · {}", super::number(open), super::number(late), day(as_of))
}

/// That not all are told.
pub fn first_of(told: usize, total: usize) -> String {
    format!("The first {} of {}.", super::number(told), count(total, "order", "orders"))
}

/// What was said of an order.
pub fn state(state: OrderState) -> &'static str {
    match state {
        OrderState::Placed => "placed",
        OrderState::Confirmed => "confirmed",
        OrderState::Delivered => "delivered",
        OrderState::Cancelled => "cancelled",
    }
}

/// How far an order is.
pub fn progress(progress: Progress) -> &'static str {
    match progress {
        Progress::Placed => "placed",
        Progress::Confirmed => "confirmed",
        Progress::Shipped => "on its way",
        Progress::PartlyDelivered => "partly delivered",
        Progress::Delivered => "delivered",
        Progress::Cancelled => "cancelled",
    }
}

/// How late something is.
pub fn late(days: i64) -> String {
    format!("{} late", count(usize::try_from(days).unwrap_or_default(), "day", "days"))
}

/// When it is due next, or when it was ordered where nothing is due any more.
pub fn due(next: Option<Day>, ordered: Day) -> String {
    match next {
        Some(next) => format!("due {}", day(next)),
        None => format!("ordered {}", day(ordered)),
    }
}

/// How many of its deliveries are there; nothing where none is known.
pub fn there(there: usize, of: usize) -> String {
    if of == 0 { String::new() } else { format!("{there} of {} there", count(of, "delivery", "deliveries")) }
}

/// The label of what an order comes to.
pub fn amount(currency: Currency) -> String {
    format!("Amount in {currency}")
}

/// What is asked for in one delivery of several.
pub fn of_delivery(what: &str, place: i64) -> String {
    format!("{what}, delivery {place}")
}

/// What takes a delivery out of a form.
pub fn remove_delivery(place: i64) -> String {
    format!("Remove delivery {place}")
}

/// An order was entered or changed.
pub fn kept(number: &str) -> String {
    format!("Order {number} saved")
}

/// The name of the button that opens an order.
pub fn edit(number: &str) -> String {
    format!("Edit order {number}")
}

/// The name of the button that removes an order.
pub fn remove(number: &str) -> String {
    format!("Remove order {number}")
}
