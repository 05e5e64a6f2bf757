//! Placements held to account: what accounts brought after they were placed, by cell and by model.

use serde::{Deserialize, Serialize};

use domain::{
    day::Day,
    held_to_account::{CellRecord, Concordance, wilson_permille},
    money::Currency,
    ratio::narrowed,
};

use super::report::Exact;

/// How many months before and after a placement are compared where nothing else is asked for.
pub const MONTHS: i64 = 12;
/// How many it can be.
pub const MONTHS_CHOICES: [i64; 2] = [12, 6];

/// Placements held to account: the answer to `GET /api/v1/reports/held-to-account`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeldToAccount {
    /// How many months before a placement, its day included, are compared with as many after it.
    pub months: i64,
    /// The business day of which it tells.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub as_of: Day,
    /// The last day of the trade that is looked at.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub to: Day,
    /// Whether the reader sees every account of the workspace. If not, it is of what they see.
    pub whole: bool,
    /// The currency of all amounts.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub currency: Currency,
    /// Which of the models would have served best, by what directors confirmed.
    pub verdict: VerdictTold,
    /// The models of the boards, in their order.
    pub models: Vec<ModelRecord>,
    /// How many placements are left out since the months after them are not over.
    pub not_over: usize,
    /// How many are left out since the books begin within the months before them.
    pub before_books: usize,
}

/// Which model would have served best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum VerdictTold {
    /// Too few placements are old enough on any of them.
    TooFew,
    /// Of none it can be told that its order told anything.
    NoneTold,
    /// This one.
    Best {
        /// Its name.
        model: String,
        /// Whether it is told apart from the others; if not, chance may have ordered them.
        apart: bool,
    },
}

/// What became of placements on a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ModelRecord {
    /// The model.
    pub model: String,
    /// What it is called.
    pub title: String,
    /// Placements that a director confirmed or decided.
    pub confirmed: Tried,
    /// Those that wait for a director's word.
    pub unconfirmed: Tried,
}

/// What became of some placements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Tried {
    /// How many there are of accounts that brought anything before; the measure goes by these.
    pub placements: usize,
    /// Of how many accounts.
    pub accounts: usize,
    /// How many pairs of them stand in cells of another order.
    pub pairs: i64,
    /// Somers' D: from −1 over 0, where the order of the cells told nothing of who would grow, to 1. Null without a pair.
    pub measure: Option<Exact>,
    /// From where it reaches with 95 %, in thousandths; null where too few accounts tell it.
    pub low_permille: Option<i64>,
    /// To where.
    pub high_permille: Option<i64>,
    /// The cells that hold any, in the order of the model.
    pub cells: Vec<CellTold>,
}

/// What became of the placements in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CellTold {
    /// The cell.
    pub cell: String,
    /// What it is called.
    pub title: String,
    /// How many placements.
    pub placements: usize,
    /// Of how many accounts.
    pub accounts: usize,
    /// What these brought before, in minor units.
    pub before_minor: i64,
    /// What they brought after.
    pub after_minor: i64,
    /// How many brought anything before.
    pub cohort: usize,
    /// How many of these brought nothing after.
    pub churned: usize,
    /// From where the part that is lost reaches with 95 %, in thousandths (Wilson); null without a cohort.
    pub churn_low_permille: Option<i64>,
    /// To where.
    pub churn_high_permille: Option<i64>,
    /// What stayed of the cohort's revenue, growth aside.
    pub grr: Option<Exact>,
    /// The same, growth included.
    pub nrr: Option<Exact>,
}

impl Tried {
    /// By its measure and its cells.
    pub fn of(found: &Concordance, cells: Vec<CellTold>) -> Self {
        Self {
            placements: found.placements,
            accounts: found.accounts,
            pairs: narrowed(found.pairs),
            measure: found.measure.map(Exact::from),
            low_permille: found.interval.map(|(low, _)| low),
            high_permille: found.interval.map(|(_, high)| high),
            cells,
        }
    }
}

impl CellTold {
    /// A cell with its record.
    pub fn of(cell: String, title: String, record: &CellRecord) -> Self {
        let found = &record.retention;
        let interval = wilson_permille(found.churned, found.cohort);
        Self {
            cell,
            title,
            placements: record.placements,
            accounts: record.accounts,
            before_minor: narrowed(record.before_minor),
            after_minor: narrowed(record.after_minor),
            cohort: found.cohort,
            churned: found.churned,
            churn_low_permille: interval.map(|(low, _)| low),
            churn_high_permille: interval.map(|(_, high)| high),
            grr: found.gross().map(Exact::from),
            nrr: found.net().map(Exact::from),
        }
    }
}
