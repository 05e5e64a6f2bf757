//! What the firms of the demo ordered: most of it arrives in time, some is late, and one thing will never come.

use super::{Teller, ledger::days_ago};
use crate::{
    ids::SalesOrderId,
    keep::Wish,
    sales_order::{Delivery, OrderState, SalesOrder},
};

/// A delivery: how many days ago it was due, left and arrived, less than none ahead; and who carries it.
type Leg = (i32, Option<i32>, Option<i32>, &'static str);

/// An order: by whom, of what, how many days ago placed and promised, what it comes to in thousands, its state and its deliveries.
type Ordered = (&'static str, &'static str, i32, i32, i64, OrderState, &'static [Leg]);

const ORDERS: [Ordered; 16] = [
    (
        "Oskvarra Retail",
        "Shelf labels, autumn range",
        24,
        4,
        96,
        OrderState::Confirmed,
        &[(11, Some(13), Some(11), "Calderbrook 4471"), (4, Some(5), None, "Calderbrook 4502")],
    ),
    ("Oskvarra Retail", "Forecast service, next quarter", 9, -22, 140, OrderState::Confirmed, &[]),
    ("Oskvarra Retail", "Hand care, all houses", 61, 47, 88, OrderState::Delivered, &[(47, Some(50), Some(48), "")]),
    ("Bryndal & Vosk Dairies", "Chilled boxes", 18, -3, 52, OrderState::Confirmed, &[(-3, None, None, "")]),
    (
        "Bryndal & Vosk Dairies",
        "Season's cartons",
        45,
        12,
        210,
        OrderState::Confirmed,
        &[
            (30, Some(31), Some(30), "Own lorry"),
            (20, Some(20), Some(19), "Own lorry"),
            (12, None, None, "waits for print"),
        ],
    ),
    ("Fennimarch Pharma", "Clean-room suits", 6, -15, 73, OrderState::Placed, &[]),
    (
        "Fennimarch Pharma",
        "First-aid points",
        30,
        9,
        18,
        OrderState::Confirmed,
        &[(9, Some(10), None, "Calderbrook 4488")],
    ),
    ("Quorindale Hotels", "Paper goods, Lisbon house", 3, -40, 31, OrderState::Placed, &[]),
    (
        "Straithwen Logistics",
        "Weather gear, nine depots",
        33,
        5,
        64,
        OrderState::Confirmed,
        &[(5, Some(6), Some(4), "five depots"), (5, None, None, "four depots")],
    ),
    ("Straithwen Logistics", "Transport labels", 14, 0, 9, OrderState::Confirmed, &[]),
    ("Vintrelle Cosmetics", "Folding cartons, launch", 21, -9, 120, OrderState::Confirmed, &[(-1, Some(1), None, "")]),
    ("Duvenhaal Ports", "Fall protection", 70, 35, 44, OrderState::Cancelled, &[]),
    ("Kaldronn Chemicals", "Gloves", 28, 2, 12, OrderState::Placed, &[]),
    ("Harrowdune Steel", "Signs and barriers", 50, 36, 22, OrderState::Delivered, &[(36, Some(38), Some(36), "")]),
    (
        "Tillerby Toys",
        "Shipping cases, Christmas",
        40,
        8,
        26,
        OrderState::Confirmed,
        &[(8, Some(9), Some(8), "first half"), (8, None, None, "second half")],
    ),
    ("Sorrelmont Insurance", "Loyalty cards", 11, -10, 15, OrderState::Confirmed, &[]),
];

impl Teller {
    /// Ingrid writes down what was ordered.
    pub(super) fn keep_orders(&mut self) {
        for (number, (firm, subject, placed, due, thousands, state, legs)) in (1_201..).zip(ORDERS) {
            let Some(account) = self.place_of(firm).map(|at| self.account(at)) else { continue };
            let order = SalesOrder {
                id: SalesOrderId(self.chance.id()),
                account,
                number: format!("O-{number}"),
                subject: subject.to_owned(),
                day: days_ago(self.today, placed),
                due_day: days_ago(self.today, due),
                state,
                amount_minor: Some(thousands * 100_000),
                deliveries: (1..).zip(legs).map(|(place, leg)| self.delivery(place, leg)).collect(),
            };
            self.keep(Some(account), vec![Wish::of_new(&order)]);
        }
    }

    fn delivery(&self, place: i64, (due, shipped, arrived, reference): &Leg) -> Delivery {
        let ago = |days: &Option<i32>| days.map(|days| days_ago(self.today, days));
        Delivery {
            place,
            due_day: days_ago(self.today, *due),
            shipped_day: ago(shipped),
            arrived_day: ago(arrived),
            reference: (*reference).to_owned(),
        }
    }
}
