//! Partner organisations: firms beside us that work for our accounts, and for which.

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Stop},
    catalogue::{is_same_name, named},
    change::Kind,
    contract::permit_terms,
    ids::{AccountId, PartnerId, PartnershipId},
    keep::{Kept, Ruled},
    policy::{Action, Reach},
    rejection::{Rejection, TextField},
    table::Table,
    text::{self, LABEL_MAX},
    viewer::Viewer,
};

/// What a partner does for a living.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum PartnerKind {
    /// It sells what we make.
    #[default]
    Reseller,
    /// It supplies what we need.
    Supplier,
    /// It builds our products into larger ones.
    Integrator,
    /// It carries and stores.
    Logistics,
    /// It advises.
    Consultant,
    /// It plans and buys media.
    Agency,
    /// Something else.
    Other,
}

choice!(PartnerKind: Reseller = "reseller", Supplier = "supplier", Integrator = "integrator", Logistics = "logistics",
    Consultant = "consultant", Agency = "agency", Other = "other");

record! {
    /// A firm beside us.
    Partner(PartnerId) of Partner in |_partner| None;
    /// Its name; unique, regardless of case.
    name: String, Open, Last;
    /// What it does for a living.
    kind: PartnerKind, Open, Last;
    /// Whether we no longer work with it.
    archived: bool, Open, Last;
}

record! {
    /// That a partner works for an account.
    Partnership(PartnershipId) of Partnership in |partnership| Some(partnership.account);
    /// The account.
    account: AccountId, Internal, Fixed;
    /// The partner; once for an account.
    partner: PartnerId, Internal, Fixed;
    /// What it does there; may be empty.
    role: String, Internal, Last;
}

impl Ruled for Partner {
    fn shelf(kept: &Kept) -> &Table<PartnerId, Self> {
        &kept.partners
    }

    /// Whoever keeps accounts meets their partners and writes them down, so that nobody waits for an administrator.
    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        let rights = &case.viewer.rights;
        if rights.reach(Action::EditAccount) == Reach::Nowhere && !rights.may(Action::Configure) {
            return Err(Rejection::NotPermitted { action: Action::EditAccount }.into());
        }
        if account.is_some() { Err(Rejection::FieldUnfit { field: "account".to_owned() }.into()) } else { Ok(()) }
    }

    fn settled(self, _viewer: &Viewer) -> Result<Self, Rejection> {
        Ok(Self { name: named(&self.name)?, ..self })
    }

    fn fits(&self, kept: &Kept) -> Result<(), Rejection> {
        let mut others = kept.partners.values().filter(|other| other.id != self.id);
        let is_taken = others.any(|other| is_same_name(&other.name, &self.name));
        if is_taken { Err(Rejection::NameTaken { kind: Kind::Partner }) } else { Ok(()) }
    }

    fn goes(&self, kept: &Kept) -> Result<(), Rejection> {
        let works = kept.partnerships.values().any(|partnership| partnership.partner == self.id);
        if works { Err(Rejection::InUse { kind: Kind::Partner }) } else { Ok(()) }
    }
}

impl Ruled for Partnership {
    fn shelf(kept: &Kept) -> &Table<PartnershipId, Self> {
        &kept.partnerships
    }

    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        permit_terms(case, account)
    }

    fn settled(self, _viewer: &Viewer) -> Result<Self, Rejection> {
        Ok(Self { role: text::line(TextField::Role, &self.role, LABEL_MAX)?, ..self })
    }

    fn fits(&self, kept: &Kept) -> Result<(), Rejection> {
        if !kept.partners.contains_key(&self.partner) {
            return Err(Rejection::Gone { kind: Kind::Partner });
        }
        let is_same = |other: &&Self| (other.account, other.partner) == (self.account, self.partner);
        let works = kept.partnerships.values().filter(is_same).any(|other| other.id != self.id);
        if works { Err(Rejection::WorksThereAlready) } else { Ok(()) }
    }

    fn goes(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }
}
