//! What is known of an account as whole numbers: the evidence of ladders, and what signals propose scores from.
//!
//! Invariant: unknown is not zero. A fact that nobody recorded is left out, holds for no step and proposes nothing.

use serde::{Deserialize, Serialize};

use crate::table::Table;

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
    /// How many product families it bought in the trailing year.
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
