//! Sales orders: what an account ordered, until when it was promised, and how it gets there, delivery by delivery. Logistics and sales support
//! keep them, as do those who keep the account.
//!
//! An order is no booking: what was sold is told by [documents](crate::document), and no figure counts an order. How far an order is follows
//! from what is known of its deliveries, so that nobody has to say the same twice; what nobody can work out is kept: that it was confirmed,
//! that all of it is there, that it was cancelled.

mod delivery;

use serde::{Deserialize, Serialize};

pub use self::delivery::{Deliveries, Delivery};
use crate::{
    apply::{Case, Stop},
    change::Kind,
    day::{self, Day, days_between},
    ids::{AccountId, SalesOrderId},
    keep::{Kept, Ruled},
    money::checked_amount,
    policy::{Action, Reach},
    rejection::{Rejection, TextField},
    table::Table,
    text::{self, LABEL_MAX, SENTENCE_MAX},
    viewer::{Rights, Viewer},
};

#[cfg(test)]
mod tests;

/// The most deliveries of one order.
pub const DELIVERIES_MAX: usize = 50;

/// What was said of an order as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum OrderState {
    /// The account ordered.
    #[default]
    Placed,
    /// We said that we deliver.
    Confirmed,
    /// All of it is there.
    Delivered,
    /// It will not be delivered.
    Cancelled,
}

choice!(OrderState: Placed = "placed", Confirmed = "confirmed", Delivered = "delivered", Cancelled = "cancelled");

/// How far an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// It was placed, and nobody confirmed it.
    Placed,
    /// It was confirmed, and nothing is on its way.
    Confirmed,
    /// Something is on its way.
    Shipped,
    /// Some of it is there, and nothing is on its way.
    PartlyDelivered,
    /// All of it is there.
    Delivered,
    /// It will not be delivered.
    Cancelled,
}

record! {
    /// What an account ordered.
    SalesOrder(SalesOrderId) of SalesOrder in |order| Some(order.account);
    /// Whose it is.
    account: AccountId, Internal, Fixed;
    /// Its number, as our books have it or theirs.
    number: String, Internal, Last;
    /// What was ordered, in a few words.
    subject: String, Internal, Last;
    /// The day on which it was placed.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Last;
    /// The day until which all of it was promised.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    due_day: Day, Internal, Guarded;
    /// What was said of it as a whole.
    state: OrderState, Internal, Guarded;
    /// What it comes to in minor units of the base currency; none where nobody said.
    amount_minor: Option<i64>, Internal, Last;
    /// Its deliveries, as far as they are known.
    #[serde(skip_serializing_if = "Deliveries::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Delivery>))]
    deliveries: Deliveries, Internal, Guarded;
}

impl SalesOrder {
    /// How far it is.
    pub fn progress(&self) -> Progress {
        match self.state {
            OrderState::Delivered => Progress::Delivered,
            OrderState::Cancelled => Progress::Cancelled,
            OrderState::Placed | OrderState::Confirmed if self.deliveries.iter().any(Delivery::is_on_its_way) => {
                Progress::Shipped
            }
            OrderState::Placed | OrderState::Confirmed if self.deliveries.iter().any(Delivery::is_there) => {
                Progress::PartlyDelivered
            }
            OrderState::Placed => Progress::Placed,
            OrderState::Confirmed => Progress::Confirmed,
        }
    }

    /// Whether something of it is to be delivered yet.
    pub fn is_open(&self) -> bool {
        matches!(self.state, OrderState::Placed | OrderState::Confirmed)
    }

    /// The day until which the next of it is due: that of the earliest delivery which is not there, and at the latest its own. None where
    /// nothing is to be delivered any more.
    pub fn next_due(&self) -> Option<Day> {
        let waiting = self.deliveries.iter().filter(|delivery| !delivery.is_there()).map(|delivery| delivery.due_day);
        self.is_open().then(|| waiting.min().map_or(self.due_day, |first| first.min(self.due_day)))
    }

    /// How many days late it is on a day; 0 where it is not.
    pub fn days_late(&self, today: Day) -> i64 {
        self.next_due().map_or(0, |due| days_between(due, today).max(0))
    }

    /// Refuses deliveries that nobody can have meant, and gives them as they are to be kept.
    fn settled_deliveries(&self, today: Day) -> Result<Deliveries, Rejection> {
        if self.deliveries.len() > DELIVERIES_MAX {
            return Err(Rejection::DeliveriesTooMany { max: DELIVERIES_MAX });
        }
        let mut settled = Deliveries::new();
        for delivery in &self.deliveries {
            if settled.iter().any(|other| other.place == delivery.place) {
                return Err(Rejection::Conflict { kind: Kind::SalesOrder, field: "deliveries".to_owned() });
            }
            settled.insert(delivery.settled(self.day, today)?);
        }
        Ok(settled)
    }
}

impl Ruled for SalesOrder {
    fn shelf(kept: &Kept) -> &Table<SalesOrderId, Self> {
        &kept.orders
    }

    /// By who keeps orders of the account; logistics and sales support need not see the account itself.
    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        let account = account.ok_or_else(|| Rejection::FieldUnfit { field: "account".to_owned() })?;
        let lead = case.model.accounts.get(&account).ok_or_else(|| case.absent(Kind::Account))?.owner;
        let rights = &case.viewer.rights;
        if rights.may_with(Action::KeepOrder, lead) {
            return Ok(());
        }
        let action = Action::KeepOrder;
        let sees = rights.may_with(Action::SeeOrders, lead);
        Err(if sees { Rejection::NotPermitted { action } } else { Rejection::Gone { kind: Kind::Account } }.into())
    }

    fn settled(self, viewer: &Viewer) -> Result<Self, Rejection> {
        let number = text::filled_line(TextField::Number, &self.number, LABEL_MAX)?;
        let subject = text::line(TextField::Note, &self.subject, SENTENCE_MAX)?;
        day::is_business_day(self.day, viewer.day)?;
        if self.due_day < self.day {
            return Err(Rejection::DueBeforeOrdered);
        }
        self.amount_minor.map(checked_amount).transpose()?;
        let deliveries = self.settled_deliveries(viewer.day)?;
        let waiting = deliveries.iter().find(|delivery| !delivery.is_there());
        match waiting.filter(|_| self.state == OrderState::Delivered) {
            Some(delivery) => Err(Rejection::DeliveryOutstanding { place: delivery.place }),
            None => Ok(Self { number, subject, deliveries, ..self }),
        }
    }

    fn fits(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }

    fn goes(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }
}

/// Whether somebody keeps orders of any account.
pub fn keeps_orders(rights: &Rights) -> bool {
    rights.reach(Action::KeepOrder) > Reach::Nowhere
}
