//! What accounts spend on each family of products, and what of it is ours by the lines of documents.
//!
//! What was sold without lines is of no family: it is told apart, and no family's white space is less by it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use app::wire::report::Basis;
use app::wire::terms::{FamilyWallet, OfNoFamily, WalletFigures};
use domain::{
    ids::{AccountId, ProductFamilyId},
    share_of_wallet::{PartOfYear, ShareOfWallet, Wallet},
    wallet_estimate::WalletEstimate,
};

use crate::store::sold::Sold;

type Key = (AccountId, ProductFamilyId);

/// Wallets by account and family, and what we sold of each.
pub struct ByFamily<'a> {
    /// What families are called.
    names: &'a BTreeMap<ProductFamilyId, String>,
    part: PartOfYear,
    /// What is spent in a year, in minor units.
    yearly: BTreeMap<Key, i64>,
    /// What we sold in the window, by the lines of documents.
    ours: BTreeMap<Key, i64>,
}

impl<'a> ByFamily<'a> {
    /// Nothing yet, of a window that is such a part of a year.
    pub fn new(names: &'a BTreeMap<ProductFamilyId, String>, part: PartOfYear) -> Self {
        Self { names, part, yearly: BTreeMap::new(), ours: BTreeMap::new() }
    }

    /// With what is reckoned, each under the account that it is counted under. What is not known adds nothing.
    pub fn add_estimate(&mut self, under: AccountId, estimate: &WalletEstimate) {
        if let Some(minor) = estimate.yearly_minor {
            *self.yearly.entry((under, estimate.family)).or_default() += minor;
        }
    }

    /// With what was sold to an account, under the one that it is counted under.
    pub fn add_sold(&mut self, under: AccountId, sold: &Sold, basis: Basis) {
        let credited = if basis == Basis::Net { sold.credits_minor } else { 0 };
        *self.ours.entry((under, sold.family)).or_default() += sold.sales_minor - credited;
    }

    /// Whether any line is known at all. Where none is, nothing is told by family of what is ours.
    pub fn is_told(&self) -> bool {
        !self.ours.is_empty()
    }

    /// What is spent in a year, by account.
    pub fn yearly_by_account(&self) -> BTreeMap<AccountId, i64> {
        let mut yearly = BTreeMap::new();
        for ((account, _), minor) in &self.yearly {
            *yearly.entry(*account).or_default() += minor;
        }
        yearly
    }

    /// Each family of which some wallet is known, the largest first.
    pub fn families(&self) -> Vec<FamilyWallet> {
        let mut wallets: BTreeMap<ProductFamilyId, Vec<Wallet>> = BTreeMap::new();
        for (key, minor) in &self.yearly {
            wallets.entry(key.1).or_default().push(self.wallet(*key, *minor));
        }
        in_order(wallets.into_iter().map(|(family, wallets)| self.told(family, wallets)).collect())
    }

    /// Those of an account, likewise.
    pub fn families_of(&self, account: AccountId) -> Vec<FamilyWallet> {
        let known = self.yearly.range(key_range(account));
        in_order(known.map(|(key, minor)| self.told(key.1, [self.wallet(*key, *minor)])).collect())
    }

    /// What an account that bought for so much in all bought of no family of which its wallet is known.
    pub fn beside(&self, account: AccountId, ours_minor: i64) -> OfNoFamily {
        let mut beside = OfNoFamily { without_product_minor: ours_minor, other_families_minor: 0 };
        for (key, minor) in self.ours.range(key_range(account)) {
            beside.without_product_minor -= minor;
            if !self.yearly.contains_key(key) {
                beside.other_families_minor += minor;
            }
        }
        beside
    }

    fn wallet(&self, key: Key, yearly_minor: i64) -> Wallet {
        Wallet { yearly_minor, ours_minor: self.ours.get(&key).copied().unwrap_or_default() }
    }

    fn told(&self, family: ProductFamilyId, wallets: impl IntoIterator<Item = Wallet>) -> FamilyWallet {
        let figures = WalletFigures::from(&ShareOfWallet::of(wallets, self.part));
        let is_told = self.is_told();
        FamilyWallet {
            family,
            name: self.names.get(&family).cloned().unwrap_or_default(),
            accounts: figures.accounts,
            wallet_minor: figures.wallet_minor,
            ours_minor: is_told.then_some(figures.ours_minor),
            share: figures.share.filter(|_| is_told),
            white_minor: is_told.then_some(figures.white_minor),
        }
    }
}

fn key_range(account: AccountId) -> std::ops::RangeInclusive<Key> {
    (account, uuid::Uuid::nil().into())..=(account, uuid::Uuid::max().into())
}

fn in_order(mut families: Vec<FamilyWallet>) -> Vec<FamilyWallet> {
    families.sort_by_key(|family| (Reverse(family.wallet_minor), family.family));
    families
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const THOUSAND: i64 = 100_000;

    fn family(number: u128) -> ProductFamilyId {
        Uuid::from_u128(number).into()
    }

    fn account(number: u128) -> AccountId {
        Uuid::from_u128(number).into()
    }

    fn estimate(number: u128, thousands: i64) -> WalletEstimate {
        WalletEstimate { family: family(number), yearly_minor: Some(thousands * THOUSAND), ..WalletEstimate::default() }
    }

    fn sold(number: u128, sales: i64, credits: i64) -> Sold {
        let (sales_minor, credits_minor) = (sales * THOUSAND, credits * THOUSAND);
        Sold { account: account(1), family: family(number), sales_minor, credits_minor }
    }

    /// The vector: of 200,000, 180,000 and 120,000 we sell 120,000, 55,000 and nothing.
    #[test]
    fn the_vector_of_three_categories_comes_out() {
        let names = BTreeMap::new();
        let mut all = ByFamily::new(&names, PartOfYear::WHOLE);
        for (number, thousands) in [(1, 200), (2, 180), (3, 120)] {
            all.add_estimate(account(1), &estimate(number, thousands));
        }
        assert!(all.families().iter().all(|family| (family.ours_minor, family.white_minor) == (None, None)));
        for sold in [sold(1, 130, 10), sold(2, 55, 0), sold(9, 7, 0)] {
            all.add_sold(account(1), &sold, Basis::Net);
        }
        let shares: Vec<i64> = all
            .families_of(account(1))
            .iter()
            .map(|family| family.share.as_ref().and_then(|share| share.ratio()).unwrap().scaled(10_000))
            .collect();
        assert_eq!(shares, [6_000, 3_056, 0]);
        let white: i64 = all.families().iter().filter_map(|family| family.white_minor).sum();
        assert_eq!(white, 325 * THOUSAND);
        assert_eq!(all.yearly_by_account(), [(account(1), 500 * THOUSAND)].into());
        let beside = OfNoFamily { without_product_minor: 3 * THOUSAND, other_families_minor: 7 * THOUSAND };
        assert_eq!(all.beside(account(1), 185 * THOUSAND), beside);
    }

    #[test]
    fn a_family_is_weighted_over_the_accounts_of_which_it_is_known() {
        let names = BTreeMap::new();
        let mut all = ByFamily::new(&names, PartOfYear::WHOLE);
        all.add_estimate(account(1), &estimate(1, 500));
        all.add_estimate(account(2), &estimate(1, 100));
        for (number, sales) in [(1, 175), (2, 80), (3, 999)] {
            all.add_sold(account(number), &sold(1, sales, 20), Basis::Gross);
        }
        let families = all.families();
        let told: Vec<_> =
            families.iter().map(|one| (one.accounts, one.share.as_ref().unwrap().fraction.as_str())).collect();
        assert_eq!(told, [(2, "17/40")], "42.5 %, and of the third no wallet is known");
    }
}
