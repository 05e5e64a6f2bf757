//! What is known of an account as whole numbers: the evidence of ladders, and what signals propose scores from.
//!
//! Invariant: unknown is not zero. A fact that nobody recorded is left out, holds for no step and proposes nothing.

use serde::{Deserialize, Serialize};

use crate::{change::Kind, ids::PersonId, policy::Action, table::Table, viewer::Rights};

/// Something that is known of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Fact {
    /// How many sales there were in the trailing year.
    #[default]
    SalesTtm,
    /// In how many calendar months of the trailing year there was a sale.
    MonthsWithSalesTtm,
    /// In how many of the last four quarters there was a sale.
    QuartersWithSales,
    /// How many months ago the first sale was.
    TenureMonths,
    /// What it brought in the trailing year, in minor units.
    RevenueTtmMinor,
    /// What it brought in the year before that, in minor units.
    RevenuePriorMinor,
    /// How many accounts brought anything in the trailing year.
    AccountsRanked,
    /// How many of those brought less than it.
    AccountsBelow,
    /// What the customer spends with everybody on what we sell, in minor units a year.
    WalletMinor,
    /// How many contracts are in force.
    ContractsInForce,
    /// How many months the longest of them still runs.
    ContractMonthsLeft,
    /// Of how many product families it bought in the trailing year, as far as the lines of its documents tell.
    FamiliesBought,
    /// How many of our people were in contact with it, or noted something about it, in the last 90 days.
    ColleaguesInContact,
    /// How many functions of the customer were in contact with us in the last 90 days.
    FunctionsInContact,
    /// On how many levels of the customer, from operations to the board, we were in contact in the last 90 days.
    LevelsInContact,
    /// How many systems or processes of both firms are joined.
    SystemsJoined,
    /// How many joint teams and projects are at work.
    JointProjects,
    /// How many objectives of a confirmed account plan are the customer's as well.
    JointObjectives,
    /// How many mutual action plans both sides signed.
    MutualPlansSigned,
    /// In how many joint investments both sides have put something.
    JointInvestments,
    /// How many partner organisations are attached to the plan.
    PartnerOrganisations,
    /// What the customer put into buildings, tooling and equipment for us that serves for nothing else, in minor units.
    TheirAssetsMinor,
    /// The same for its people who work with us.
    TheirPeopleMinor,
    /// The same for its systems and processes.
    TheirSystemsMinor,
    /// The same for what it learned of our ways.
    TheirLearningMinor,
    /// What we put into plant and facilities for the customer that serves for nothing else, in minor units.
    OurAssetsMinor,
    /// The same for our people who work with it.
    OurPeopleMinor,
    /// The same for our systems and processes.
    OurSystemsMinor,
    /// The same for what we learned of its ways.
    OurLearningMinor,
}

choice!(Fact:
    SalesTtm = "sales_ttm",
    MonthsWithSalesTtm = "months_with_sales_ttm",
    QuartersWithSales = "quarters_with_sales",
    TenureMonths = "tenure_months",
    RevenueTtmMinor = "revenue_ttm_minor",
    RevenuePriorMinor = "revenue_prior_minor",
    AccountsRanked = "accounts_ranked",
    AccountsBelow = "accounts_below",
    WalletMinor = "wallet_minor",
    ContractsInForce = "contracts_in_force",
    ContractMonthsLeft = "contract_months_left",
    FamiliesBought = "families_bought",
    ColleaguesInContact = "colleagues_in_contact",
    FunctionsInContact = "functions_in_contact",
    LevelsInContact = "levels_in_contact",
    SystemsJoined = "systems_joined",
    JointProjects = "joint_projects",
    JointObjectives = "joint_objectives",
    MutualPlansSigned = "mutual_plans_signed",
    JointInvestments = "joint_investments",
    PartnerOrganisations = "partner_organisations",
    TheirAssetsMinor = "their_assets_minor",
    TheirPeopleMinor = "their_people_minor",
    TheirSystemsMinor = "their_systems_minor",
    TheirLearningMinor = "their_learning_minor",
    OurAssetsMinor = "our_assets_minor",
    OurPeopleMinor = "our_people_minor",
    OurSystemsMinor = "our_systems_minor",
    OurLearningMinor = "our_learning_minor",
);

/// What is known of an account.
pub type Facts = Table<Fact, i64>;

/// What a fact comes from: whoever may not see that is not told the fact either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Records of a kind that belong to the account.
    Records(Kind),
    /// All accounts of the workspace: to who sees some of them only, how many there are is not told.
    AllAccounts,
    /// Records that are not there yet. What is not granted is denied, so that nobody is told before it is said who may be.
    NotYet,
}

impl Fact {
    /// What it comes from.
    pub fn origin(self) -> Origin {
        match self {
            Self::SalesTtm | Self::MonthsWithSalesTtm | Self::QuartersWithSales | Self::TenureMonths => {
                Origin::Records(Kind::Document)
            }
            Self::RevenueTtmMinor | Self::RevenuePriorMinor | Self::FamiliesBought => Origin::Records(Kind::Document),
            Self::AccountsRanked | Self::AccountsBelow => Origin::AllAccounts,
            Self::WalletMinor => Origin::Records(Kind::WalletEstimate),
            Self::ContractsInForce | Self::ContractMonthsLeft => Origin::Records(Kind::Contract),
            Self::ColleaguesInContact => Origin::Records(Kind::Note),
            Self::PartnerOrganisations => Origin::Records(Kind::Partnership),
            Self::JointInvestments => Origin::Records(Kind::Investment),
            Self::TheirAssetsMinor | Self::TheirPeopleMinor | Self::TheirSystemsMinor | Self::TheirLearningMinor => {
                Origin::Records(Kind::Investment)
            }
            Self::OurAssetsMinor | Self::OurPeopleMinor | Self::OurSystemsMinor | Self::OurLearningMinor => {
                Origin::Records(Kind::Investment)
            }
            Self::FunctionsInContact | Self::LevelsInContact | Self::SystemsJoined => Origin::NotYet,
            Self::JointProjects | Self::JointObjectives | Self::MutualPlansSigned => Origin::NotYet,
        }
    }
}

/// The facts that come from documents.
pub fn of_trade() -> impl Iterator<Item = Fact> {
    Fact::ALL.iter().copied().filter(|fact| fact.origin() == Origin::Records(Kind::Document))
}

/// What of the facts of an account that `owner` leads a reader may be told.
pub fn seen(mut facts: Facts, rights: &Rights, owner: Option<PersonId>) -> Facts {
    facts.retain(|fact, _| match fact.origin() {
        Origin::Records(kind) => rights.sees_kind(kind, owner),
        Origin::AllAccounts => rights.may(Action::SeeAccount),
        Origin::NotYet => false,
    });
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::OrgRole;

    fn told_to(role: OrgRole, owner: Option<PersonId>) -> Vec<Fact> {
        let person = PersonId(uuid::Uuid::from_u128(7));
        let rights = Rights { person, roles: [role].into(), line: [person].into() };
        let all: Facts = Fact::ALL.iter().map(|fact| (*fact, 1)).collect();
        seen(all, &rights, owner).iter().map(|(fact, _)| *fact).collect()
    }

    #[test]
    fn nobody_is_told_what_comes_from_what_they_may_not_see() {
        let own = Some(PersonId(uuid::Uuid::from_u128(7)));
        let not_yet = |fact: &Fact| fact.origin() == Origin::NotYet;
        let of = |wanted: fn(&Fact) -> bool| -> Vec<Fact> {
            Fact::ALL.iter().copied().filter(|fact| !not_yet(fact) && wanted(fact)).collect()
        };
        let ranks = |fact: &Fact| fact.origin() == Origin::AllAccounts;
        assert_eq!(told_to(OrgRole::AgencyDirector, None), of(|_| true));
        assert_eq!(told_to(OrgRole::AccountManager, own), of(|fact| fact.origin() != Origin::AllAccounts));
        assert_eq!(told_to(OrgRole::AccountManager, None), []);
        assert_eq!(told_to(OrgRole::Administrator, None), []);
        let of_finance = told_to(OrgRole::Finance, None);
        assert_eq!(of_finance, of(|fact| !matches!(fact, Fact::WalletMinor | Fact::ColleaguesInContact)));
        assert!(of_finance.iter().any(ranks));
    }
}
