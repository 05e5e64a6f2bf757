//! What was agreed with an account, who else works for it, what it is to bring, and what it is reckoned to spend.

use serde::{Deserialize, Serialize};

use domain::{
    catalogue::ProductFamily,
    contract::Contract,
    day::Day,
    ids::{AccountId, ProductFamilyId},
    partner::{Partner, Partnership},
    ratio::{Ratio, narrowed},
    sales_order::SalesOrder,
    share_of_wallet::ShareOfWallet,
    wallet_estimate::WalletEstimate,
};

use super::{
    report::{About, Exact, Span},
    targets::TargetOfAccount,
};

/// The terms of an account: the answer to `GET /api/v1/accounts/{id}/terms`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Terms {
    /// Its contracts, the latest first.
    pub contracts: Vec<Contract>,
    /// Who works for it, by the names of the partners.
    pub partnerships: Vec<Partnership>,
    /// Every partner of the workspace, by name.
    pub partners: Vec<Partner>,
    /// What it is to bring, the latest first.
    #[serde(default)]
    pub targets: Vec<TargetOfAccount>,
    /// What it ordered: what is open by what is due first, then what is closed, the latest first.
    #[serde(default)]
    pub orders: Vec<SalesOrder>,
    /// What it is reckoned to spend; nothing for who may not see that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wallet: Option<WalletOfAccount>,
}

/// What an account is reckoned to spend, and what of it is ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WalletOfAccount {
    /// The twelve months to the reporting date.
    pub window: Span,
    /// What it comes to; none where nothing of its wallet is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<WalletFigures>,
    /// Each family of which its wallet is known, with what of it is ours, the largest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_family: Vec<FamilyWallet>,
    /// What it bought of none of these.
    #[serde(default)]
    pub beside: OfNoFamily,
    /// Every estimate, the latest first.
    pub estimates: Vec<WalletEstimate>,
    /// The families of the catalogue, by name.
    pub families: Vec<ProductFamily>,
}

/// What some wallets come to in a window. Amounts are in minor units, rounded half-even where the window is not a whole year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WalletFigures {
    /// Of how many accounts something of the wallet is known.
    pub accounts: usize,
    /// What we sold to them.
    pub ours_minor: i64,
    /// What they spend with everybody.
    pub wallet_minor: i64,
    /// What of it is ours: Σ ours / Σ wallet. Null where they spend nothing.
    pub share: Option<Exact>,
    /// What of it is not ours, account by account: Σ max(0, wallet − ours).
    pub white_minor: i64,
}

impl From<&ShareOfWallet> for WalletFigures {
    fn from(found: &ShareOfWallet) -> Self {
        let whole = |ratio: Option<Ratio>| ratio.map_or(0, |ratio| ratio.scaled(1));
        Self {
            accounts: found.count,
            ours_minor: narrowed(found.ours_minor),
            wallet_minor: whole(found.wallet_minor()),
            share: found.share().map(Exact::from),
            white_minor: whole(found.white_minor()),
        }
    }
}

/// What accounts spend, and what of it is ours: the answer to `GET /api/v1/reports/wallet`, and what its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WalletReport {
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
    /// The window.
    #[serde(flatten)]
    pub window: Span,
    /// The day by whose estimates it is told.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub as_of: Day,
    /// All of which something is known, added up.
    #[serde(flatten)]
    pub figures: WalletFigures,
    /// How many accounts traded in the window of whose wallet nothing is known; they are in no figure.
    pub unknown: usize,
    /// What those brought, in minor units.
    pub unknown_minor: i64,
    /// Whether what is ours is told by family: it is not where no document of the window has lines with products.
    pub ours_by_family: bool,
    /// What the accounts whose wallet is known bought of no family of which it is known.
    #[serde(default)]
    pub beside: OfNoFamily,
    /// Each family of which some wallet is known, the largest first.
    pub families: Vec<FamilyWallet>,
    /// Each account of which something is known, the largest white space first; those alike by their ids.
    pub items: Vec<AccountWallet>,
}

/// What accounts spend on a family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FamilyWallet {
    /// Which family.
    pub family: ProductFamilyId,
    /// Its name.
    pub name: String,
    /// Of how many accounts it is known.
    pub accounts: usize,
    /// What they spend on it in the window, in minor units.
    pub wallet_minor: i64,
    /// What we sold them of it, by the lines of documents; null where that is not told by family.
    pub ours_minor: Option<i64>,
    /// What of it is ours; null likewise.
    pub share: Option<Exact>,
    /// What of it is not ours, account by account; null likewise.
    pub white_minor: Option<i64>,
}

/// What was bought of no family of which a wallet is known. It is ours, and no family's share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfNoFamily {
    /// By documents without lines, in minor units; nobody can tell of which family that is.
    pub without_product_minor: i64,
    /// Of other families, by the lines of documents.
    pub other_families_minor: i64,
}

/// What an account spends, and what of it is ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountWallet {
    /// Which account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// What we sold to it in the window, in minor units.
    pub ours_minor: i64,
    /// What it spends in the window.
    pub wallet_minor: i64,
    /// What of it is ours; null where it spends nothing.
    pub share: Option<Exact>,
    /// What of it is not ours.
    pub white_minor: i64,
    /// The same by family, the largest first; nothing where what is ours is not told by family.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<FamilyWallet>,
    /// What it bought of none of these.
    #[serde(default)]
    pub beside: OfNoFamily,
}
