//! The register of investments of an account: what we put into the relationship and what the customer did. What it comes to is told by
//! [`crate::categorization::investment`].

use crate::{
    apply::{Case, Stop},
    categorization::investment::{InvestmentKind, Side},
    contract::permit_terms,
    day::{self, Day},
    ids::{AccountId, InvestmentId},
    keep::{Kept, Ruled},
    money::checked_amount,
    rejection::{Rejection, TextField},
    table::Table,
    text::{self, SENTENCE_MAX},
    viewer::Viewer,
};

record! {
    /// Something that one side put into a relationship.
    Investment(InvestmentId) of Investment in |investment| Some(investment.account);
    /// Which account.
    account: AccountId, Internal, Fixed;
    /// Who put it in.
    side: Side, Internal, Last;
    /// Into what.
    kind: InvestmentKind, Internal, Last;
    /// How much, in minor units of the base currency.
    amount_minor: i64, Internal, Guarded;
    /// When.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Last;
    /// How much of it would serve other customers, or other suppliers, as well, in percent.
    redeployable_percent: i64, Internal, Last;
    /// What it is.
    note: String, Internal, Last;
}

impl Ruled for Investment {
    fn shelf(kept: &Kept) -> &Table<InvestmentId, Self> {
        &kept.investments
    }

    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop> {
        permit_terms(case, account)
    }

    fn settled(self, viewer: &Viewer) -> Result<Self, Rejection> {
        day::is_business_day(self.day, viewer.day)?;
        checked_amount(self.amount_minor)?;
        if !(0..=100).contains(&self.redeployable_percent) {
            return Err(Rejection::PartOutOfRange { percent: self.redeployable_percent });
        }
        Ok(Self { note: text::line(TextField::Note, &self.note, SENTENCE_MAX)?, ..self })
    }

    fn fits(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }

    fn goes(&self, _kept: &Kept) -> Result<(), Rejection> {
        Ok(())
    }
}
