//! The register of investments: what each side put into a relationship that serves for nothing else, which is what makes it
//! dependent (Bensaou 1999).

use serde::{Deserialize, Serialize};

use super::facts::{Fact, Facts};
use crate::{day::Day, investment::Investment, ratio::Ratio};

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

impl Investment {
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
    let of_kinds = kinds.map(|(side, kind)| (fact_of(side, kind), specific(investments, side, kind, until).scaled(1)));
    of_kinds.chain([(Fact::JointInvestments, joint(investments, until))]).collect()
}

/// Into how many kinds both sides have put something, whatever of it could serve elsewhere.
fn joint(investments: &[Investment], until: Day) -> i64 {
    let has = |side: Side, kind: InvestmentKind| {
        let mut of_kind = investments.iter().filter(|one| one.side == side && one.kind == kind && one.day <= until);
        of_kind.any(|one| one.amount_minor > 0)
    };
    InvestmentKind::ALL.iter().map(|kind| i64::from(Side::ALL.iter().all(|side| has(*side, *kind)))).sum()
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
