//! What the page of concentration shows first: figures in a window, month by month, and who came among the largest.

use domain::day::Day;
use serde::{Deserialize, Serialize};

use super::report::{About, Concentration, Ranked, Span, TopMove};

/// How many accounts of the ranking come with the page; the others are fetched when they are asked for.
pub const RANKED_FIRST: usize = 50;
/// In how many parts the Lorenz curve is drawn at most.
pub const CURVE_PARTS: usize = 100;

/// The part of the page that is not made of whole records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConcentrationPart {
    /// What the figures are about.
    pub about: About,
    /// The window of all but the series.
    pub window: Span,
    /// The figures.
    pub figures: Concentration,
    /// The largest accounts, [`RANKED_FIRST`] at most.
    pub first: Vec<Ranked>,
    /// The Lorenz curve, from the smallest accounts on: how many of them, and what they bring together, both in ten-thousandths of
    /// all.
    pub curve: Vec<[i64; 2]>,
    /// The share of the largest tenth month by month, each point over the twelve months to its day.
    pub series: Vec<Spot>,
    /// Who came among the largest tenth within a year, and who left it.
    pub change: TopChange,
}

/// A point of the series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Spot {
    /// The last day of its twelve months.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub to: Day,
    /// How many accounts brought more than zero.
    pub n: usize,
    /// The share of the largest tenth of them in thousandths, half-even; null where nobody brought anything.
    pub top_permille: Option<i64>,
    /// Whether the ledger holds all of its twelve months, and does not begin within them.
    pub is_whole: bool,
}

/// What became of the largest tenth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TopChange {
    /// The day before, a year earlier.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub since: Day,
    /// How many accounts the tenth was before.
    pub size_before: usize,
    /// How many it is now.
    pub size_now: usize,
    /// Who came, the largest first.
    pub entered: Vec<TopMove>,
    /// Who left, the largest of before first.
    pub left: Vec<TopMove>,
}
