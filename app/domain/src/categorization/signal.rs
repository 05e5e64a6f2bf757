//! Signals: scores that are proposed from what is known of an account, with their working. A person takes or changes them.
//!
//! Each signal holds one fact, or one fact against another, against four bounds, which make five levels: on a scale of five the
//! level is the score, on a longer one the levels are spread evenly. The bounds are our reading; no source has them.
//!
//! Invariant: what is not known proposes nothing. A fact that is measured against something which is not above zero, such as a
//! share of revenue where there was none, proposes nothing either.

use serde::{Deserialize, Serialize};

use super::{
    Scale,
    facts::{Fact, Facts},
};
use crate::placement::Stage;

/// Something that proposes a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Signal {
    /// How long it has bought from us.
    #[default]
    Tenure,
    /// The trailing year against the year before.
    RevenueGrowth,
    /// How many of the accounts brought less.
    RevenueRank,
    /// What it buys from us of all that it spends on what we sell.
    ShareOfWallet,
    /// How long the longest contract still runs.
    ContractHorizon,
    /// How many product families it buys.
    ProductScope,
    /// How many of us are in contact.
    ColleaguesInContact,
    /// How many functions of the customer are in contact.
    FunctionsInContact,
    /// On how many levels we are in contact.
    LevelsInContact,
    /// How many systems or processes are joined.
    SystemsJoined,
    /// How many joint teams and projects are at work.
    JointProjects,
    /// How many objectives are shared.
    JointPlanning,
    /// What the customer put into assets that serve for nothing else, against what it buys.
    TheirAssets,
    /// The same for people.
    TheirPeople,
    /// The same for systems.
    TheirSystems,
    /// The same for learning.
    TheirLearning,
    /// What we put into assets that serve for nothing else, against what we sell.
    OurAssets,
    /// The same for people.
    OurPeople,
    /// The same for systems.
    OurSystems,
    /// The same for learning.
    OurLearning,
}

choice!(Signal:
    Tenure = "tenure",
    RevenueGrowth = "revenue_growth",
    RevenueRank = "revenue_rank",
    ShareOfWallet = "share_of_wallet",
    ContractHorizon = "contract_horizon",
    ProductScope = "product_scope",
    ColleaguesInContact = "colleagues_in_contact",
    FunctionsInContact = "functions_in_contact",
    LevelsInContact = "levels_in_contact",
    SystemsJoined = "systems_joined",
    JointProjects = "joint_projects",
    JointPlanning = "joint_planning",
    TheirAssets = "their_assets",
    TheirPeople = "their_people",
    TheirSystems = "their_systems",
    TheirLearning = "their_learning",
    OurAssets = "our_assets",
    OurPeople = "our_people",
    OurSystems = "our_systems",
    OurLearning = "our_learning",
);

/// How many bounds a signal has.
const BOUNDS: usize = 4;
/// What serves for nothing else, in percent of a year's trade, from which each level begins.
const INVESTED: [i64; BOUNDS] = [1, 5, 10, 20];

/// What a signal looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignalRule {
    /// The fact.
    pub fact: Fact,
    /// What it is measured against; the bounds are percentages of that then.
    pub over: Option<Fact>,
    /// Where each level above the lowest begins, ascending.
    pub bounds: [i64; BOUNDS],
}

/// A proposed score with its working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What proposes it.
    pub signal: Signal,
    /// By which rule.
    pub rule: SignalRule,
    /// What the fact is.
    pub is: i64,
    /// What it is measured against.
    pub over: Option<i64>,
    /// The bound that it reaches; none where it lies below all.
    pub reaches: Option<i64>,
    /// The next bound, which it does not reach; none where it lies above all.
    pub misses: Option<i64>,
    /// The score.
    pub score: i64,
}

impl Signal {
    /// What it looks at.
    pub fn rule(self) -> SignalRule {
        let count = |fact, bounds| SignalRule { fact, over: None, bounds };
        let share = |fact, over, bounds| SignalRule { fact, over: Some(over), bounds };
        let invested = |fact| share(fact, Fact::RevenueTtmMinor, INVESTED);
        match self {
            Self::Tenure => count(Fact::TenureMonths, [6, 12, 24, 60]),
            Self::RevenueGrowth => share(Fact::RevenueTtmMinor, Fact::RevenuePriorMinor, [80, 95, 105, 120]),
            Self::RevenueRank => share(Fact::AccountsBelow, Fact::AccountsRanked, [20, 40, 60, 80]),
            Self::ShareOfWallet => share(Fact::RevenueTtmMinor, Fact::WalletMinor, [10, 25, 50, 75]),
            Self::ContractHorizon => count(Fact::ContractMonthsLeft, [1, 12, 24, 36]),
            Self::ProductScope => count(Fact::FamiliesBought, [2, 3, 4, 6]),
            Self::ColleaguesInContact => count(Fact::ColleaguesInContact, [2, 3, 4, 6]),
            Self::FunctionsInContact => count(Fact::FunctionsInContact, [2, 3, 4, 6]),
            Self::LevelsInContact => count(Fact::LevelsInContact, [2, 3, 4, 5]),
            Self::SystemsJoined => count(Fact::SystemsJoined, [1, 2, 3, 4]),
            Self::JointProjects => count(Fact::JointProjects, [1, 2, 3, 5]),
            Self::JointPlanning => count(Fact::JointObjectives, [1, 2, 3, 5]),
            Self::TheirAssets => invested(Fact::TheirAssetsMinor),
            Self::TheirPeople => invested(Fact::TheirPeopleMinor),
            Self::TheirSystems => invested(Fact::TheirSystemsMinor),
            Self::TheirLearning => invested(Fact::TheirLearningMinor),
            Self::OurAssets => invested(Fact::OurAssetsMinor),
            Self::OurPeople => invested(Fact::OurPeopleMinor),
            Self::OurSystems => invested(Fact::OurSystemsMinor),
            Self::OurLearning => invested(Fact::OurLearningMinor),
        }
    }

    /// The score that it proposes on a scale, with its working; none where what it looks at is not known.
    pub fn proposal(self, facts: &Facts, scale: Scale) -> Option<Proposal> {
        let rule = self.rule();
        let is = *facts.get(&rule.fact)?;
        let over = match rule.over {
            Some(fact) => Some(*facts.get(&fact)?).filter(|over| *over > 0),
            None => None,
        };
        if rule.over.is_some() && over.is_none() {
            return None;
        }
        let reached = |bound: &&i64| match over {
            Some(over) => i128::from(is) * 100 >= i128::from(**bound) * i128::from(over),
            None => is >= **bound,
        };
        let level = rule.bounds.iter().take_while(reached).count();
        Some(Proposal {
            signal: self,
            rule,
            is,
            over,
            reaches: level.checked_sub(1).and_then(|at| rule.bounds.get(at)).copied(),
            misses: rule.bounds.get(level).copied(),
            score: score_of(level, scale),
        })
    }
}

/// The score of a level: levels are spread evenly over the scale, a half goes up.
fn score_of(level: usize, scale: Scale) -> i64 {
    let (level, levels) = (i64::try_from(level).unwrap_or_default(), BOUNDS as i64);
    scale.low + ((scale.high - scale.low) * level * 2 + levels) / (levels * 2)
}

/// Why it looks as if a relationship were being dissolved. Nothing decides that but a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Uncoupling {
    /// It brought less than half of what it brought the year before.
    RevenueHalved {
        /// In the trailing year, in minor units.
        ttm_minor: i64,
        /// In the year before, in minor units.
        prior_minor: i64,
    },
    /// The stage fell by two or more within twelve months.
    StageFell {
        /// The highest in that time.
        from: Stage,
        /// The one of today.
        to: Stage,
    },
}

/// Whether, and why, it looks as if a relationship were being dissolved, by its trade and by its stages of the last twelve months, the
/// oldest first.
pub fn uncoupling(facts: &Facts, stages: &[Stage]) -> Option<Uncoupling> {
    let known = |fact| facts.get(&fact).copied();
    let halved = known(Fact::RevenueTtmMinor).zip(known(Fact::RevenuePriorMinor));
    let halved = halved.filter(|(ttm, prior)| *prior > 0 && i128::from(*ttm) * 2 < i128::from(*prior));
    if let Some((ttm_minor, prior_minor)) = halved {
        return Some(Uncoupling::RevenueHalved { ttm_minor, prior_minor });
    }
    let grown = |stage: &&Stage| **stage != Stage::Uncoupling;
    let (from, to) = stages.iter().filter(grown).max().zip(stages.last().filter(grown))?;
    (step(*from) - step(*to) >= 2).then_some(Uncoupling::StageFell { from: *from, to: *to })
}

fn step(stage: Stage) -> i64 {
    let at = Stage::ALL.iter().position(|known| *known == stage);
    at.and_then(|at| i64::try_from(at).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
