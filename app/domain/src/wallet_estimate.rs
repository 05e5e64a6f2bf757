//! Wallets: what an account is reckoned to spend in a year on a family of products, with everybody who sells such.
//!
//! Estimates only ever grow in number: a newer one counts from its day on, and the ones before stay to be looked back at. One that says
//! nothing takes back what was known: the wallet is unknown again, which is not zero.

use crate::{
    apply::{Case, Stop},
    change::Kind,
    contract::permit_terms,
    day::{self, Day, Moment},
    ids::{AccountId, PersonId, ProductFamilyId, WalletEstimateId},
    keep::{Kept, Ruled},
    money::checked_amount,
    policy::{self, Action},
    rejection::{Rejection, TextField},
    table::Table,
    text::{self, SENTENCE_MAX},
    viewer::Viewer,
};

record! {
    /// What somebody reckoned an account to spend.
    WalletEstimate(WalletEstimateId) of WalletEstimate in |estimate| Some(estimate.account);
    /// Which account.
    account: AccountId, Internal, Fixed;
    /// On which family of products.
    family: ProductFamilyId, Wallet, Fixed;
    /// The day from which it holds.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    from_day: Day, Wallet, Fixed;
    /// What it spends in a year with everybody, us included, in minor units of the base currency; none where that is not known any more.
    yearly_minor: Option<i64>, Wallet, Fixed;
    /// What the estimate goes by.
    source: String, Wallet, Fixed;
    /// Who wrote it.
    by: PersonId, Wallet, Fixed;
    /// When, by the server's clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "crate::day::text")]
    recorded: Moment, Wallet, Fixed;
}

impl Ruled for WalletEstimate {
    const GOES: bool = false;

    fn shelf(kept: &Kept) -> &Table<WalletEstimateId, Self> {
        &kept.estimates
    }

    /// By who may change the account and see such estimates.
    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        permit_terms(case, account)?;
        let account = account.and_then(|id| case.model.accounts.get(&id)).ok_or_else(|| case.absent(Kind::Account))?;
        policy::permit_with(&case.viewer.rights, Action::SeeWallet, account)?;
        Ok(())
    }

    fn settled(self, viewer: &Viewer) -> Result<Self, Rejection> {
        day::is_business_day(self.from_day, viewer.day)?;
        self.yearly_minor.map(checked_amount).transpose()?;
        let source = text::line(TextField::Source, &self.source, SENTENCE_MAX)?;
        let recorded = Moment::from_microsecond(viewer.now.as_microsecond()).unwrap_or(viewer.now);
        Ok(Self { source, by: viewer.actor, recorded, ..self })
    }

    fn fits(&self, kept: &Kept) -> Result<(), Rejection> {
        let is_there = kept.families.contains_key(&self.family);
        if is_there { Ok(()) } else { Err(Rejection::Gone { kind: Kind::ProductFamily }) }
    }

    fn goes(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }
}

/// The estimates that hold on a day, one for each account and family that has any: of those from that day or before it the latest, and
/// of one day the one that was written last. Those that say nothing are among them.
pub fn standing<'a>(estimates: impl IntoIterator<Item = &'a WalletEstimate>, on: Day) -> Vec<&'a WalletEstimate> {
    let mut latest: Table<(AccountId, ProductFamilyId), &WalletEstimate> = Table::new();
    let order = |estimate: &WalletEstimate| (estimate.from_day, estimate.recorded, estimate.id);
    for estimate in estimates.into_iter().filter(|estimate| estimate.from_day <= on) {
        let known = latest.get_or_insert_with((estimate.account, estimate.family), || estimate);
        if order(estimate) > order(known) {
            *known = estimate;
        }
    }
    latest.into_values().collect()
}
