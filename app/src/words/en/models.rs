//! The categorization models.

use domain::{
    categorization::{
        Axis, Scale,
        facts::Fact,
        signal::{Signal, SignalRule},
    },
    ratio::Ratio,
};

use super::number;

pub const BEHIND: &str = "What the stages mean, and other models of accounts";
pub const LEAD: &str = "By which marks key accounts are told from the others.";
pub const BOARD: &str = "The accounts on the four models";
pub const TEMPLATES: &str = "Templates";
pub const NOT_FETCHED: &str = "The model did not come";
pub const SOURCE: &str = "Where it comes from";
pub const UNCERTAIN: &str = "What is uncertain, or our own reading";
pub const PLANE: &str = "The plane";
pub const STEPS: &str = "The steps";
pub const CELLS: &str = "Where an account can stand";
pub const ADVICE: &str = "What to do";
pub const DECLARED: &str = "Only people say this; nothing computes it.";
pub const ASSERTED: &str = "Only people say this; no evidence leads to it.";
pub const EVIDENCE: &str = "Evidence";
pub const OR: &str = "or";
pub const LEANINGS: &str = "Off the balance";
pub const CRITERIA: &str = "What is scored";
pub const CRITERIA_NOTE: &str =
    "What is not scored leaves its weight to the others; below 60 % of the weights no cell can be confirmed.";
pub const CONTEXT: &str = "What is asked about the circumstances";
pub const CONTEXT_NOTE: &str = "The answers propose the cell that would fit. Held against the actual one they tell whether the relationship fits, or is over-designed or under-designed.";
pub const COMPARED: &str = "Each is scored twice, for us and for the best competitor, as the customer sees them. From 1 on we are as strong or stronger.";

/// Where a band begins: `from 1.8`.
pub fn from(threshold: Ratio) -> String {
    ["from ", &short(threshold)].concat()
}

/// How an axis is scored: `scored 1 to 5, from single transactions to one ownership`.
pub fn scale(axis: &Axis) -> String {
    let Scale { low, high } = axis.scale;
    format!("{low} to {high} · {} to {}", axis.low, axis.high)
}

/// How much a criterion counts: `weight 30 of 100`.
pub fn weight(weight: i64, all: i64) -> String {
    format!("weight {weight} of {all}")
}

/// Which scores a text is about: `4 to 6`.
pub fn scores(from: i64, to: Option<i64>) -> String {
    to.map_or_else(|| from.to_string(), |to| format!("{from} to {to}"))
}

/// How an account leans: `involvement is higher than relationship by 1.5 or more`.
pub fn leaning(more: &str, less: &str, from: Ratio) -> String {
    format!("{more}: higher than {} by {} or more", less.to_lowercase(), short(from))
}

/// A fact that a step asks for: `sales in the trailing year: 2 or more`.
pub fn needed(fact: Fact, at_least: i64) -> String {
    let count = usize::try_from(at_least).unwrap_or_default();
    format!("{}: {} or more", fact_word(fact), number(count))
}

/// What proposes a score: `proposed from joint objectives`.
pub fn proposed(signal: Signal) -> String {
    ["proposed from ", &by_signal(signal)].concat()
}

/// From what a signal reads a score: `joint objectives`.
pub fn by_signal(signal: Signal) -> String {
    let SignalRule { fact, over, .. } = signal.rule();
    match over {
        Some(over) => format!("{}, measured by {}", fact_word(fact), fact_word(over)),
        None => fact_word(fact).to_owned(),
    }
}

/// A number with as many digits as it needs, two at most.
pub fn short(ratio: Ratio) -> String {
    ratio.decimal(2).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What a fact is called.
pub fn fact_word(fact: Fact) -> &'static str {
    match fact {
        Fact::SalesTtm => "sales in the trailing year",
        Fact::MonthsWithSalesTtm => "months of the trailing year with a sale",
        Fact::QuartersWithSales => "quarters of the last four with a sale",
        Fact::TenureMonths => "months since the first sale",
        Fact::RevenueTtmMinor => "revenue of the trailing year",
        Fact::RevenuePriorMinor => "revenue of the year before",
        Fact::AccountsRanked => "all accounts with revenue",
        Fact::AccountsBelow => "accounts that brought less",
        Fact::WalletMinor => "what the customer spends with everybody",
        Fact::ContractsInForce => "contracts in force",
        Fact::ContractMonthsLeft => "months that the longest contract still runs",
        Fact::FamiliesBought => "product families bought",
        Fact::ColleaguesInContact => "colleagues in contact in 90 days",
        Fact::FunctionsInContact => "functions of the customer in contact in 90 days",
        Fact::LevelsInContact => "levels of the customer in contact in 90 days",
        Fact::SystemsJoined => "joined systems and processes",
        Fact::JointProjects => "joint teams and projects",
        Fact::JointObjectives => "joint objectives of a confirmed plan",
        Fact::MutualPlansSigned => "mutual action plans signed by both sides",
        Fact::JointInvestments => "joint investments of both sides",
        Fact::PartnerOrganisations => "partner organisations attached to the plan",
        Fact::TheirAssetsMinor => "the customer’s specific investments in assets",
        Fact::TheirPeopleMinor => "the customer’s specific investments in people",
        Fact::TheirSystemsMinor => "the customer’s specific investments in systems",
        Fact::TheirLearningMinor => "the customer’s specific investments in learning",
        Fact::OurAssetsMinor => "our specific investments in assets",
        Fact::OurPeopleMinor => "our specific investments in people",
        Fact::OurSystemsMinor => "our specific investments in systems",
        Fact::OurLearningMinor => "our specific investments in learning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_told_with_the_digits_that_they_need() {
        let told = |above: i128, below: i128| from(Ratio::of(above, below).unwrap());
        assert_eq!([told(3, 1), told(9, 5), told(7, 3), told(10, 1)], ["from 3", "from 1.8", "from 2.33", "from 10"]);
    }

    #[test]
    fn what_proposes_a_score_is_told() {
        assert_eq!(proposed(Signal::JointPlanning), "proposed from joint objectives of a confirmed plan");
        assert!(proposed(Signal::OurAssets).ends_with("measured by revenue of the trailing year"));
        assert_eq!(needed(Fact::SalesTtm, 2), "sales in the trailing year: 2 or more");
    }
}
