//! Records that boards do not need, by what a command asks for, and written back by kind: see [`domain::keep`].

use std::collections::BTreeSet;

use domain::{
    change::{Kind, RecordKey},
    day::Day,
    ids::{
        AccountId, AssessmentId, ContractId, ExchangeRateId, InvestmentId, KeyDecisionId, KeyRuleId, ModelEditionId,
        PartnerId, PartnershipId, PersonId, PositionId, ProductFamilyId, ProductId, SalesOrderId, ScenarioId,
        ScenarioWordId, StatusAnswerId, StatusReportId, TargetId, WalletEstimateId, WorkspaceId,
    },
    keep::Kept,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    assessment, contract, document_line, exchange_rate, investment, key_decision, key_rule, model_edition, partner,
    partnership, position, product, product_family, sales_order, scenario, scenario_word, status_answer, status_report,
    status_source, target, trailing, wallet_estimate,
};
use crate::{Fault, models};

/// What a command asks for of these records.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The catalogue and the partners of the workspace.
    pub catalogue: bool,
    /// Contracts, partners, wallets and investments of these accounts.
    pub terms_of: Vec<AccountId>,
    /// One record that hangs on each of these.
    pub hanging_on: Vec<RecordKey>,
    /// What these accounts were scored, and their positions.
    pub stands_on: Vec<Uuid>,
    /// These assessments.
    pub assessments: Vec<Uuid>,
    /// These positions.
    pub positions: Vec<Uuid>,
    /// Every edition of the categorization models.
    pub models: bool,
    /// What these files of models say.
    pub files: Vec<String>,
    /// By which rules accounts count as key.
    pub key_rules: bool,
    /// These decisions on who is.
    pub key_decisions: Vec<Uuid>,
    /// All decisions on these accounts.
    pub decided_on: Vec<Uuid>,
    /// What every account brought in the trailing year.
    pub brought: bool,
    /// These rates.
    pub rates: Vec<Uuid>,
    /// What these accounts are to bring.
    pub targets_of: Vec<Uuid>,
    /// These status reports, with their other versions and what was said to them.
    pub status_reports: Vec<Uuid>,
    /// The status reports of people on months, likewise.
    pub status_of: Vec<(PersonId, Day)>,
    /// These answers to status reports.
    pub status_answers: Vec<Uuid>,
    /// What reports of people on months are made of.
    pub status_sources: Vec<(PersonId, Day)>,
    /// These orders.
    pub orders: Vec<Uuid>,
    /// These scenarios, with their other versions and what was said of them.
    pub scenarios: Vec<Uuid>,
    /// These words on scenarios.
    pub scenario_words: Vec<Uuid>,
}

/// Brings what is wanted into hand, beside what is.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    wanted: &Wanted,
    kept: &mut Kept,
) -> Result<(), Fault> {
    if wanted.catalogue {
        load_catalogue(connection, workspace, kept).await?;
    }
    if !wanted.rates.is_empty() {
        let rates = exchange_rate::load(connection, workspace, &wanted.rates).await?;
        kept.rates.extend(rates.into_iter().map(|one| (one.id, one)));
    }
    load_models(connection, workspace, wanted, kept).await?;
    load_key_set(connection, workspace, wanted, kept).await?;
    if !wanted.targets_of.is_empty() {
        let targets = target::load_of(connection, workspace, &wanted.targets_of).await?;
        kept.targets.extend(targets.into_iter().map(|one| (one.id, one)));
    }
    if !wanted.orders.is_empty() {
        let orders = sales_order::load(connection, workspace, &wanted.orders, &[]).await?;
        kept.orders.extend(orders.into_iter().map(|one| (one.id, one)));
    }
    for account in &wanted.terms_of {
        load_terms(connection, workspace, *account, kept).await?;
    }
    let products: Vec<Uuid> =
        wanted.hanging_on.iter().filter(|key| key.kind == Kind::Product).map(|key| key.id).collect();
    if !products.is_empty() {
        kept.sold.extend(document_line::load_sold(connection, workspace, &products).await?);
    }
    for RecordKey { kind, id } in &wanted.hanging_on {
        match kind {
            // The products of a family come with the catalogue.
            Kind::ProductFamily => {
                let found = wallet_estimate::load_one_with(connection, workspace, ProductFamilyId(*id)).await?;
                kept.estimates.extend(found.into_iter().map(|one| (one.id, one)));
            }
            Kind::Partner => {
                let found = partnership::load_one_with(connection, workspace, PartnerId(*id)).await?;
                kept.partnerships.extend(found.into_iter().map(|one| (one.id, one)));
            }
            Kind::KeyRule => {
                let found = key_decision::load_one_by(connection, workspace, KeyRuleId(*id)).await?;
                kept.key_decisions.extend(found.into_iter().map(|one| (one.id, one)));
            }
            _ => {}
        }
    }
    load_standing(connection, workspace, wanted, kept).await?;
    load_status(connection, workspace, wanted, kept).await?;
    load_scenarios(connection, workspace, wanted, kept).await?;
    Ok(())
}

/// The editions of the categorization models, and what files of models say. A text that is no model says nothing.
async fn load_models(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    wanted: &Wanted,
    kept: &mut Kept,
) -> Result<(), Fault> {
    if wanted.models {
        let editions = model_edition::load_all(connection, workspace).await?;
        kept.models = models::with(&editions)?;
        kept.editions = editions.into_iter().map(|one| (one.id, one)).collect();
    }
    let read = wanted.files.iter().filter_map(|text| Some((text.clone(), models::file::read(text).ok()?)));
    kept.files.extend(read);
    Ok(())
}

/// By which rules accounts count as key, what was decided, and what all brought.
async fn load_key_set(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    wanted: &Wanted,
    kept: &mut Kept,
) -> Result<(), Fault> {
    if wanted.key_rules {
        let rules = key_rule::load_all(connection, workspace).await?;
        kept.key_rules.extend(rules.into_iter().map(|one| (one.id, one)));
    }
    if !wanted.key_decisions.is_empty() || !wanted.decided_on.is_empty() {
        let found = key_decision::load(connection, workspace, &wanted.key_decisions, &wanted.decided_on).await?;
        kept.key_decisions.extend(found.into_iter().map(|one| (one.id, one)));
    }
    if wanted.brought {
        let all = trailing::load_all(connection, workspace).await?;
        kept.brought = all.into_iter().map(|figure| (figure.id, figure.revenue_ttm_minor)).collect();
    }
    Ok(())
}

/// Status reports, what was said to them, and what they are made of.
async fn load_status(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    wanted: &Wanted,
    kept: &mut Kept,
) -> Result<(), Fault> {
    let mut reports: Vec<Uuid> = Vec::new();
    if !wanted.status_reports.is_empty() || !wanted.status_of.is_empty() {
        let found = status_report::load(connection, workspace, &wanted.status_reports, &wanted.status_of).await?;
        reports.extend(found.iter().map(|one| one.id.0));
        kept.status_reports.extend(found.into_iter().map(|one| (one.id, one)));
    }
    if !reports.is_empty() || !wanted.status_answers.is_empty() {
        let found = status_answer::load(connection, workspace, &wanted.status_answers, &reports).await?;
        kept.status_answers.extend(found.into_iter().map(|one| (one.id, one)));
    }
    for (person, period) in &wanted.status_sources {
        let found = status_source::load(connection, workspace, *person, *period).await?;
        kept.status_sources.insert((*person, *period), found);
    }
    Ok(())
}

/// Scenarios with their other versions, and what was said of them.
async fn load_scenarios(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    wanted: &Wanted,
    kept: &mut Kept,
) -> Result<(), Fault> {
    if wanted.scenarios.is_empty() && wanted.scenario_words.is_empty() {
        return Ok(());
    }
    let found = scenario::load(connection, workspace, Some(&wanted.scenarios)).await?;
    let ids: Vec<Uuid> = found.iter().map(|one| one.id.0).collect();
    kept.scenarios.extend(found.into_iter().map(|one| (one.id, one)));
    let words = scenario_word::load(connection, workspace, &wanted.scenario_words, &ids).await?;
    kept.scenario_words.extend(words.into_iter().map(|one| (one.id, one)));
    Ok(())
}

/// What accounts were scored, and their positions.
async fn load_standing(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    wanted: &Wanted,
    kept: &mut Kept,
) -> Result<(), Fault> {
    if !wanted.stands_on.is_empty() || !wanted.assessments.is_empty() {
        let found = assessment::load(connection, workspace, &wanted.assessments, &wanted.stands_on).await?;
        kept.assessments.extend(found.into_iter().map(|one| (one.id, one)));
    }
    if !wanted.stands_on.is_empty() || !wanted.positions.is_empty() {
        let found = position::load(connection, workspace, &wanted.positions, &wanted.stands_on).await?;
        kept.positions.extend(found.into_iter().map(|one| (one.id, one)));
    }
    Ok(())
}

/// The catalogue and the partners of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_catalogue(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    kept: &mut Kept,
) -> Result<(), Fault> {
    let families = product_family::load_all(connection, workspace).await?;
    kept.families.extend(families.into_iter().map(|one| (one.id, one)));
    let products = product::load_all(connection, workspace).await?;
    kept.products.extend(products.into_iter().map(|one| (one.id, one)));
    let partners = partner::load_all(connection, workspace).await?;
    kept.partners.extend(partners.into_iter().map(|one| (one.id, one)));
    Ok(())
}

/// Contracts, partners, wallets and investments of an account.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_terms(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    kept: &mut Kept,
) -> Result<(), Fault> {
    let contracts = contract::load_of(connection, workspace, account).await?;
    kept.contracts.extend(contracts.into_iter().map(|one| (one.id, one)));
    let partnerships = partnership::load_of(connection, workspace, account).await?;
    kept.partnerships.extend(partnerships.into_iter().map(|one| (one.id, one)));
    let estimates = wallet_estimate::load_of(connection, workspace, account).await?;
    kept.estimates.extend(estimates.into_iter().map(|one| (one.id, one)));
    let investments = investment::load(connection, workspace, Some(&[account.0])).await?;
    kept.investments.extend(investments.into_iter().map(|one| (one.id, one)));
    Ok(())
}

/// Whatever of these kinds belongs to an account, where anything does: enough to know that something hangs on it.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_built_on(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    kept: &mut Kept,
) -> Result<(), Fault> {
    load_terms(connection, workspace, account, kept).await?;
    let targets = target::load_of(connection, workspace, &[account.0]).await?;
    kept.targets.extend(targets.into_iter().map(|one| (one.id, one)));
    let orders = sales_order::load(connection, workspace, &[], &[account.0]).await?;
    kept.orders.extend(orders.into_iter().map(|one| (one.id, one)));
    let wanted = Wanted { stands_on: vec![account.0], decided_on: vec![account.0], ..Wanted::default() };
    load_key_set(connection, workspace, &wanted, kept).await?;
    load_standing(connection, workspace, &wanted, kept).await
}

/// Writes a record as it is in hand; where it is not, it went. Of some there may be thousands: see [`write_many`].
///
/// # Errors
/// Where the database fails.
pub async fn write_one(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    kept: &Kept,
    key: RecordKey,
) -> Result<(), Fault> {
    let id = key.id;
    match key.kind {
        Kind::ProductFamily => {
            if let Some(record) = kept.families.get(&ProductFamilyId(id)) {
                product_family::write(connection, workspace, record).await?;
            }
        }
        Kind::Product => {
            if let Some(record) = kept.products.get(&ProductId(id)) {
                product::write(connection, workspace, record).await?;
            }
        }
        Kind::SalesOrder => {
            if let Some(record) = kept.orders.get(&SalesOrderId(id)) {
                sales_order::write(connection, workspace, record).await?;
            }
        }
        Kind::Contract => {
            if let Some(record) = kept.contracts.get(&ContractId(id)) {
                contract::write(connection, workspace, record).await?;
            }
        }
        Kind::Partner => {
            if let Some(record) = kept.partners.get(&PartnerId(id)) {
                partner::write(connection, workspace, record).await?;
            }
        }
        Kind::Partnership => {
            if let Some(record) = kept.partnerships.get(&PartnershipId(id)) {
                partnership::write(connection, workspace, record).await?;
            }
        }
        Kind::WalletEstimate => {
            if let Some(record) = kept.estimates.get(&WalletEstimateId(id)) {
                wallet_estimate::write(connection, workspace, record).await?;
            }
        }
        Kind::Investment => {
            if let Some(record) = kept.investments.get(&InvestmentId(id)) {
                investment::write(connection, workspace, record).await?;
            }
        }
        Kind::KeyRule => {
            if let Some(record) = kept.key_rules.get(&KeyRuleId(id)) {
                key_rule::write(connection, workspace, record).await?;
            }
        }
        Kind::KeyDecision => {
            if let Some(record) = kept.key_decisions.get(&KeyDecisionId(id)) {
                key_decision::write(connection, workspace, record).await?;
            }
        }
        Kind::ModelEdition => write_edition(connection, workspace, kept, id).await?,
        Kind::StatusReport | Kind::StatusAnswer => write_status(connection, workspace, kept, id).await?,
        Kind::Scenario | Kind::ScenarioWord => write_scenario(connection, workspace, kept, id).await?,
        Kind::Position => {
            if let Some(record) = kept.positions.get(&PositionId(id)) {
                position::write(connection, workspace, record).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Writes an edition of a model.
async fn write_edition(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    kept: &Kept,
    id: Uuid,
) -> Result<(), Fault> {
    let Some(edition) = kept.editions.get(&ModelEditionId(id)) else { return Ok(()) };
    model_edition::write(connection, workspace, edition).await
}

/// Writes a status report or an answer to one, whichever has the id.
async fn write_status(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    kept: &Kept,
    id: Uuid,
) -> Result<(), Fault> {
    if let Some(report) = kept.status_reports.get(&StatusReportId(id)) {
        status_report::write(connection, workspace, report).await?;
    }
    if let Some(answer) = kept.status_answers.get(&StatusAnswerId(id)) {
        status_answer::write(connection, workspace, answer).await?;
    }
    Ok(())
}

/// Writes a scenario and a word on one, whichever has the id: of a version that is shared as it is kept, both have it.
async fn write_scenario(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    kept: &Kept,
    id: Uuid,
) -> Result<(), Fault> {
    if let Some(scenario) = kept.scenarios.get(&ScenarioId(id)) {
        scenario::write(connection, workspace, scenario).await?;
    }
    if let Some(word) = kept.scenario_words.get(&ScenarioWordId(id)) {
        scenario_word::write(connection, workspace, word).await?;
    }
    Ok(())
}

/// Writes records of which there may be thousands as they are in hand.
///
/// # Errors
/// Where the database fails.
pub async fn write_many(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    kept: &Kept,
    keys: &BTreeSet<RecordKey>,
) -> Result<(), Fault> {
    let of = |kind| keys.iter().filter(move |key| key.kind == kind);
    let rates: Vec<_> = of(Kind::ExchangeRate).filter_map(|key| kept.rates.get(&ExchangeRateId(key.id))).collect();
    if !rates.is_empty() {
        exchange_rate::write(connection, workspace, &rates).await?;
    }
    let targets: Vec<_> = of(Kind::Target).filter_map(|key| kept.targets.get(&TargetId(key.id))).collect();
    if !targets.is_empty() {
        target::write(connection, workspace, &targets).await?;
    }
    let assessments: Vec<_> =
        of(Kind::Assessment).filter_map(|key| kept.assessments.get(&AssessmentId(key.id))).collect();
    if !assessments.is_empty() {
        assessment::write(connection, workspace, &assessments).await?;
    }
    Ok(())
}

/// Takes records of which there may be thousands away.
///
/// # Errors
/// Where the database fails.
pub async fn remove_many(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    gone: &BTreeSet<RecordKey>,
) -> Result<(), Fault> {
    let of = |kind| gone.iter().filter(move |key| key.kind == kind).map(|key| key.id).collect::<Vec<Uuid>>();
    let (rates, targets, assessments) = (of(Kind::ExchangeRate), of(Kind::Target), of(Kind::Assessment));
    if !assessments.is_empty() {
        assessment::remove(connection, workspace, &assessments).await?;
    }
    if !rates.is_empty() {
        exchange_rate::remove(connection, workspace, &rates).await?;
    }
    if !targets.is_empty() {
        target::remove(connection, workspace, &targets).await?;
    }
    Ok(())
}

/// Takes a record away; see [`remove_many`].
///
/// # Errors
/// Where the database fails.
pub async fn remove_one(connection: &mut PgConnection, workspace: WorkspaceId, key: RecordKey) -> Result<(), Fault> {
    let id = key.id;
    match key.kind {
        Kind::ProductFamily => product_family::remove(connection, workspace, ProductFamilyId(id)).await,
        Kind::Product => product::remove(connection, workspace, ProductId(id)).await,
        Kind::SalesOrder => sales_order::remove(connection, workspace, SalesOrderId(id)).await,
        Kind::Contract => contract::remove(connection, workspace, ContractId(id)).await,
        Kind::Partner => partner::remove(connection, workspace, PartnerId(id)).await,
        Kind::Partnership => partnership::remove(connection, workspace, PartnershipId(id)).await,
        Kind::WalletEstimate => wallet_estimate::remove(connection, workspace, WalletEstimateId(id)).await,
        Kind::Investment => investment::remove(connection, workspace, InvestmentId(id)).await,
        Kind::KeyRule => key_rule::remove(connection, workspace, KeyRuleId(id)).await,
        Kind::KeyDecision => key_decision::remove(connection, workspace, KeyDecisionId(id)).await,
        Kind::Position => position::remove(connection, workspace, PositionId(id)).await,
        _ => Ok(()),
    }
}
