//! The register of investments: what each side put into a relationship that serves for nothing else, which is what makes it
//! dependent (Bensaou 1999).

use serde::{Deserialize, Serialize};

use super::facts::{Fact, Facts};
use crate::{day::Day, ratio::Ratio};

/// Who put something in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Side {
    /// We, the supplier.
    #[default]
    Ours,
    /// The customer, the buyer.
    Theirs,
}

choice!(Side: Ours = "ours", Theirs = "theirs");

/// Into what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum InvestmentKind {
    /// Plant, buildings, tooling, equipment.
    #[default]
    Assets,
    /// People and their time.
    People,
    /// Systems and processes.
    Systems,
    /// Learning the ways of the other.
    Learning,
}

choice!(InvestmentKind: Assets = "assets", People = "people", Systems = "systems", Learning = "learning");

/// Something that one side put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Investment {
    /// Who.
    pub side: Side,
    /// Into what.
    pub kind: InvestmentKind,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// When.
    pub day: Day,
    /// How much of it would serve other customers, or other suppliers, as well, in percent.
    pub redeployable_percent: i64,
}

/// Why an investment cannot be taken into the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "flaw", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[error("{self:?}")]
pub enum InvestmentFlaw {
    /// It is below zero.
    AmountNegative,
    /// A part is no percentage from 0 to 100.
    PartOutOfRange {
        /// What was said.
        percent: i64,
    },
}

impl Investment {
    /// Refuses what makes no sense in the register.
    ///
    /// # Errors
    /// Where the amount is below zero, or the part is no part.
    pub fn check(&self) -> Result<(), InvestmentFlaw> {
        if self.amount_minor < 0 {
            return Err(InvestmentFlaw::AmountNegative);
        }
        if !(0..=100).contains(&self.redeployable_percent) {
            return Err(InvestmentFlaw::PartOutOfRange { percent: self.redeployable_percent });
        }
        Ok(())
    }

    /// What of it serves for nothing else: `amount · (1 − redeployable)`, in hundredths of a minor unit.
    fn specific_hundredths(&self) -> i128 {
        i128::from(self.amount_minor) * i128::from(100 - self.redeployable_percent)
    }
}

/// What one side put into one kind up to a day that serves for nothing else, in minor units.
pub fn specific(investments: &[Investment], side: Side, kind: InvestmentKind, until: Day) -> Ratio {
    let counts = |one: &&Investment| one.side == side && one.kind == kind && one.day <= until;
    let hundredths: i128 = investments.iter().filter(counts).map(Investment::specific_hundredths).sum();
    Ratio::of(hundredths, 100).unwrap_or(Ratio::ZERO)
}

/// The fact for a side and a kind.
pub fn fact_of(side: Side, kind: InvestmentKind) -> Fact {
    match (side, kind) {
        (Side::Theirs, InvestmentKind::Assets) => Fact::TheirAssetsMinor,
        (Side::Theirs, InvestmentKind::People) => Fact::TheirPeopleMinor,
        (Side::Theirs, InvestmentKind::Systems) => Fact::TheirSystemsMinor,
        (Side::Theirs, InvestmentKind::Learning) => Fact::TheirLearningMinor,
        (Side::Ours, InvestmentKind::Assets) => Fact::OurAssetsMinor,
        (Side::Ours, InvestmentKind::People) => Fact::OurPeopleMinor,
        (Side::Ours, InvestmentKind::Systems) => Fact::OurSystemsMinor,
        (Side::Ours, InvestmentKind::Learning) => Fact::OurLearningMinor,
    }
}

/// What a register says on a day, in whole minor units, half-even. A register in which nothing stands says nothing; in one that is
/// kept, a kind without an entry is zero.
pub fn facts(investments: &[Investment], until: Day) -> Facts {
    if !investments.iter().any(|one| one.day <= until) {
        return Facts::new();
    }
    let kinds = Side::ALL.iter().flat_map(|side| InvestmentKind::ALL.iter().map(|kind| (*side, *kind)));
    kinds.map(|(side, kind)| (fact_of(side, kind), specific(investments, side, kind, until).scaled(1))).collect()
}

/// How exposed we are: what we put in less what the customer put in, as far as it serves for nothing
/// else; in whole minor units, half-even, below zero where the customer is the more exposed.
pub fn exposure_minor(investments: &[Investment], until: Day) -> i64 {
    let sum = |side: Side| {
        let own = investments.iter().filter(|one| one.side == side && one.day <= until);
        own.map(Investment::specific_hundredths).sum::<i128>()
    };
    Ratio::of(sum(Side::Ours) - sum(Side::Theirs), 100).map_or(0, |exact| exact.scaled(1))
}
