//! What the page of retention shows first: what became of the revenue of the year before, and who moved most.

use domain::{
    cohort::{Cohort, Kept},
    ratio::narrowed,
};
use serde::{Deserialize, Serialize};

use super::report::{About, Exact, Mover, RetentionFigures, Span};

/// How many years are told of cohorts at most.
pub const COHORT_YEARS: usize = 5;
/// How many accounts are told of either direction.
pub const MOVERS_FIRST: usize = 12;

/// The part of the page that is not made of whole records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetentionPart {
    /// What the figures are about.
    pub about: About,
    /// The window.
    pub window: Span,
    /// The window before it.
    pub prior: Span,
    /// The figures.
    pub figures: RetentionFigures,
    /// How many accounts bring more than zero now.
    pub n: usize,
    /// Those that grew, by most first; [`MOVERS_FIRST`] at most.
    pub up: Vec<Mover>,
    /// Those that shrank, by most first.
    pub down: Vec<Mover>,
    /// The years of which cohorts are told, the earliest first; the last one ends with the window.
    pub years: Vec<Span>,
    /// Accounts by the year in which they first brought something, the earliest first.
    pub cohorts: Vec<CohortLine>,
}

/// The accounts that first brought something in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CohortLine {
    /// Which year, from 0.
    pub first: usize,
    /// That year and each later one.
    pub kept: Vec<CohortCell>,
}

/// What a cohort brought in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CohortCell {
    /// How many of its accounts brought more than zero.
    pub accounts: usize,
    /// What those brought, in minor units.
    pub minor: i64,
    /// The same of what it brought in its first year.
    pub share: Option<Exact>,
}

impl From<&Cohort> for CohortLine {
    fn from(cohort: &Cohort) -> Self {
        let cell = |(after, kept): (usize, &Kept)| CohortCell {
            accounts: kept.accounts,
            minor: narrowed(kept.minor),
            share: cohort.share(after).map(Exact::from),
        };
        Self { first: cohort.first, kept: cohort.kept.iter().enumerate().map(cell).collect() }
    }
}
