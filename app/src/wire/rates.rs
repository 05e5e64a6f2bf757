//! What currencies were worth, and lists of rates that come as files.

use serde::{Deserialize, Serialize};

use domain::{exchange_rate::ExchangeRate, money::Currency};

use super::list::ListFault;

/// How many rates of each currency are told where nobody asks for more or fewer, and how many at most.
pub const RATES: i64 = 31;
/// See [`RATES`].
pub const RATES_MAX: i64 = 400;

/// What currencies were worth: the answer to `GET /api/v1/rates`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rates {
    /// The currency of the books, in which rates are told.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub base: Currency,
    /// Each currency that has any rate, by code.
    pub currencies: Vec<RatesOf>,
}

/// What a currency was worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RatesOf {
    /// Which currency.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// For how many days in all it has a rate.
    pub days: i64,
    /// Its rates, the latest first, as many as were asked for.
    pub rates: Vec<ExchangeRate>,
}

/// What became of a list of rates: the answer to `POST /api/v1/rates`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RateListAnswer {
    /// How many rates are new.
    pub added: usize,
    /// How many changed.
    pub changed: usize,
    /// How many lines were refused, the list as a whole counted as one. If any was, nothing was taken in.
    pub refused: usize,
    /// The first of them, [`FAULTS_MAX`](super::list::FAULTS_MAX) at most.
    pub faults: Vec<ListFault>,
}
