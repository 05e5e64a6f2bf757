//! Reciprocity, for scripts and its page: what went both ways with the accounts from which we buy.

use serde::{Deserialize, Serialize};

use domain::{ids::AccountId, ratio::narrowed, reciprocity::Reciprocity};

use super::report::{About, Exact, Span};

/// How many accounts are told of where nothing else is asked for.
pub const RECIPROCITY_FIRST: usize = 50;

/// What went both ways, in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BothWays {
    /// What they bought from us.
    pub sold_minor: i64,
    /// What we bought from them.
    pub bought_minor: i64,
    /// The net position: what they bought less what we bought.
    pub net_minor: i64,
    /// How much we bought for each unit that they bought. Null where they bought nothing, or less by credits.
    pub ratio: Option<Exact>,
}

impl From<Reciprocity> for BothWays {
    fn from(found: Reciprocity) -> Self {
        Self {
            sold_minor: narrowed(found.sold_minor),
            bought_minor: narrowed(found.bought_minor),
            net_minor: narrowed(found.net_minor()),
            ratio: found.ratio().map(Exact::from),
        }
    }
}

/// What went both ways with the accounts from which we bought in a window: the answer to `GET /api/v1/reports/reciprocity`, and what its
/// page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReciprocityReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The window.
    #[serde(flatten)]
    pub window: Span,
    /// All of these accounts, added up.
    #[serde(flatten)]
    pub figures: BothWays,
    /// From how many accounts we bought.
    pub accounts: usize,
    /// How many of them bought from us as well.
    pub mutual: usize,
    /// From how many of them we bought more than they from us.
    pub suppliers: usize,
    /// How many accounts bought from us and sold us nothing; they are in no figure.
    pub left_out: usize,
    /// What those brought, in minor units.
    pub left_out_minor: i64,
    /// The accounts from which we bought, those of most first; those alike by their ids.
    pub items: Vec<AccountBothWays>,
}

/// What went both ways with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountBothWays {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// What went both ways.
    #[serde(flatten)]
    pub figures: BothWays,
}
