//! What accounts ordered, for scripts and its page.

use serde::{Deserialize, Serialize};

use domain::{day::Day, money::Currency, sales_order::SalesOrder};

use super::named::AccountNamed;

/// Which orders are told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum OrdersShown {
    /// Those of which something is to be delivered yet.
    #[default]
    Open,
    /// Those of which something should be there already.
    Late,
    /// Those that were delivered or cancelled, of those placed in the last twelve months.
    Closed,
}

impl OrdersShown {
    /// Every choice, in the order in which people read them.
    pub const ALL: [Self; 3] = [Self::Late, Self::Open, Self::Closed];

    /// The word for it in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Late => "late",
            Self::Closed => "closed",
        }
    }

    /// The choice of a word; those that are open where it is none.
    pub fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|choice| choice.word() == word).unwrap_or_default()
    }
}

/// Orders of the accounts whose orders the reader sees: the answer to `GET /api/v1/orders`, and what its page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Orders {
    /// The day on which it is told what is late.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub as_of: Day,
    /// The currency of the amounts, that of the books.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// Which ones.
    pub shown: OrdersShown,
    /// Of how many something is to be delivered yet.
    pub open: usize,
    /// How many of these are late.
    pub late: usize,
    /// How many of those asked for there are, told or not.
    pub total: usize,
    /// The first of them: what is due first where they are open, else the latest.
    pub items: Vec<OrderLine>,
}

/// An order, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderLine {
    /// The order.
    pub order: SalesOrder,
    /// The name of its account.
    pub account_name: String,
    /// Whether the reader sees the account itself.
    pub sees_account: bool,
    /// How many days late it is; 0 where it is not.
    pub days_late: i64,
}

/// Accounts for which the reader may keep orders, by their names: the answer to `GET /api/v1/orders/accounts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderAccounts {
    /// The first twenty.
    pub items: Vec<AccountNamed>,
}
