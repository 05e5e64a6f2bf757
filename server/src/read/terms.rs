//! The terms of one account, for one reader.

use std::cmp::Reverse;

use app::wire::report::{Basis, Span};
use app::wire::terms::{Terms, WalletOfAccount};
use domain::{
    day::Day,
    keep::Kept,
    policy::Action,
    sales_order::SalesOrder,
    share_of_wallet::{PartOfYear, ShareOfWallet, Wallet},
    wallet_estimate,
};

use super::Opened;
use crate::reports::by_family::ByFamily;
use crate::reports::year_to;
use crate::store::sold::Sold;
use crate::{Fault, store};

impl Opened {
    /// Its contracts, partners, targets, and for who may see it what it is reckoned to spend.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn read_terms(mut self, today: Day) -> Result<Terms, Fault> {
        let (workspace, account) = (self.workspace(), self.account.id);
        let mut kept = Kept::default();
        store::kept::load_catalogue(&mut self.snapshot, workspace, &mut kept).await?;
        store::kept::load_terms(&mut self.snapshot, workspace, account, &mut kept).await?;
        let wallet = if self.rights.may_with(Action::SeeWallet, self.account.owner) {
            let trailing = store::trailing::load(&mut self.snapshot, workspace, &[account.0]).await?;
            let ours_minor = trailing.first().map_or(0, |trailing| trailing.revenue_ttm_minor);
            let to = self.house.reports_to(today);
            let window = year_to(to);
            let days = (window.from, window.to);
            let sold = store::sold::load(&mut self.snapshot, workspace, Some(&[account.0]), days).await?;
            Some(wallet_of(&kept, today, window, ours_minor, &sold))
        } else {
            None
        };
        let name = |partner| kept.partners.get(&partner).map(|partner| partner.name.to_lowercase());
        let mut contracts: Vec<_> = kept.contracts.values().cloned().collect();
        contracts.sort_by_key(|contract| (Reverse(contract.from_day), contract.id));
        let mut partnerships: Vec<_> = kept.partnerships.values().cloned().collect();
        partnerships.sort_by_key(|partnership| (name(partnership.partner), partnership.id));
        let mut partners: Vec<_> = kept.partners.values().cloned().collect();
        partners.sort_by_key(|partner| (partner.name.to_lowercase(), partner.id));
        let targets = self.read_targets(self.house.reports_to(today)).await?;
        let orders = self.read_orders().await?;
        Ok(Terms { contracts, partnerships, partners, targets, orders, wallet })
    }

    /// What it ordered, as far as the reader sees that.
    async fn read_orders(&mut self) -> Result<Vec<SalesOrder>, Fault> {
        let (workspace, account) = (self.workspace(), self.account.id);
        if !self.rights.may_with(Action::SeeOrders, self.account.owner) {
            return Ok(Vec::new());
        }
        let mut orders = store::sales_order::load(&mut self.snapshot, workspace, &[], &[account.0]).await?;
        orders.sort_by_key(|order| (!order.is_open(), order.next_due(), Reverse(order.day), order.id));
        Ok(orders)
    }
}

/// What an account is reckoned to spend by what is known today, where it brought so much in the year of a window, and so much of each
/// family by the lines of its documents.
fn wallet_of(kept: &Kept, today: Day, window: Span, ours_minor: i64, sold: &[Sold]) -> WalletOfAccount {
    let names = kept.families.values().map(|family| (family.id, family.name.clone())).collect();
    let mut by_family = ByFamily::new(&names, PartOfYear::WHOLE);
    let known = wallet_estimate::standing(kept.estimates.values(), today);
    known.iter().for_each(|estimate| by_family.add_estimate(estimate.account, estimate));
    sold.iter().for_each(|sold| by_family.add_sold(sold.account, sold, Basis::Net));
    let yearly = by_family.yearly_by_account().into_iter().next();
    let figures = yearly
        .map(|(_, yearly_minor)| (&ShareOfWallet::of([Wallet { yearly_minor, ours_minor }], PartOfYear::WHOLE)).into());
    let account = yearly.map(|(account, _)| account).filter(|_| by_family.is_told());
    let mut estimates: Vec<_> = kept.estimates.values().cloned().collect();
    estimates.sort_by_key(|estimate| Reverse((estimate.from_day, estimate.recorded, estimate.id)));
    let mut families: Vec<_> = kept.families.values().cloned().collect();
    families.sort_by_key(|family| (family.name.to_lowercase(), family.id));
    WalletOfAccount {
        window,
        figures,
        by_family: account.map(|account| by_family.families_of(account)).unwrap_or_default(),
        beside: account.map(|account| by_family.beside(account, ours_minor)).unwrap_or_default(),
        estimates,
        families,
    }
}
