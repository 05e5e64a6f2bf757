//! The terms of one account, for one reader.

use std::cmp::Reverse;

use app::wire::report::Span;
use app::wire::terms::{Terms, WalletOfAccount};
use domain::{
    day::{Day, Window},
    keep::Kept,
    policy::Action,
    share_of_wallet::{PartOfYear, ShareOfWallet, Wallet},
    wallet_estimate,
};

use super::Opened;
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
            Some(wallet_of(&kept, today, self.house.reports_to(today), ours_minor))
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
        Ok(Terms { contracts, partnerships, partners, targets, wallet })
    }
}

/// What an account is reckoned to spend by what is known today, where it brought so much in the year to a day.
fn wallet_of(kept: &Kept, today: Day, to: Day, ours_minor: i64) -> WalletOfAccount {
    let known: Vec<i64> = wallet_estimate::standing(kept.estimates.values(), today)
        .into_iter()
        .filter_map(|estimate| estimate.yearly_minor)
        .collect();
    let wallet = Wallet { yearly_minor: known.iter().sum(), ours_minor };
    let figures = (!known.is_empty()).then(|| (&ShareOfWallet::of([wallet], PartOfYear::WHOLE)).into());
    let mut estimates: Vec<_> = kept.estimates.values().cloned().collect();
    estimates.sort_by_key(|estimate| Reverse((estimate.from_day, estimate.recorded, estimate.id)));
    let mut families: Vec<_> = kept.families.values().cloned().collect();
    families.sort_by_key(|family| (family.name.to_lowercase(), family.id));
    WalletOfAccount { window: Span { from: Window::year_to(to).first(), to }, figures, estimates, families }
}
