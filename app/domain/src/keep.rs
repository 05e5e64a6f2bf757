//! Records that boards do not need: the catalogue, contracts, partners, what accounts are reckoned to spend, investments, targets, orders. They are
//! written by one command, in the form in which changes are told: which record, whether it comes, changes or goes, and its fields.
//! [`Assessment`]s, [`Position`]s, [`KeyDecision`]s, [`StatusReport`]s, [`Scenario`]s and [`ModelEdition`]s stand beside them; they only ever grow, and
//! have commands of their own.
//!
//! Why one command for all: what a browser loads first carries the code that writes each command down and the tables of each kind of
//! record, and these are wanted on few pages. So no device has them in its model, and it leaves the deciding to the server: a page of
//! theirs fetches what it shows, and fetches it again when a change of it is told. Each noun still has a file with its rules, and
//! [`Ruled`] is all that it has to say.
//!
//! Invariant: several records are kept together or not at all, and each is judged by what those before it left; targets, which may have to
//! change together, by what all of them leave.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    apply::{Case, Decision, Stop},
    assessment::Assessment,
    catalogue::{Product, ProductFamily},
    categorization::{CategorizationModel, Models, facts::Facts},
    change::{Act, Change, FieldChange, Kind, RecordKey, Value},
    command::{Key, Keys},
    contract::Contract,
    day::Day,
    exchange_rate::ExchangeRate,
    ids::{
        AccountId, AssessmentId, ContractId, ExchangeRateId, InvestmentId, KeyDecisionId, KeyRuleId, ModelEditionId,
        PartnerId, PartnershipId, PersonId, PositionId, ProductFamilyId, ProductId, SalesOrderId, ScenarioId,
        ScenarioWordId, StatusAnswerId, StatusReportId, TargetId, WalletEstimateId,
    },
    investment::Investment,
    key_decision::KeyDecision,
    key_rule::KeyRule,
    model::{Model, as_left, take_into},
    model_edition::ModelEdition,
    partner::{Partner, Partnership},
    position::Position,
    record::{Guard, Misfit, Record},
    rejection::Rejection,
    sales_order::SalesOrder,
    scenario::{Scenario, ScenarioWord},
    set::SetOf,
    status_report::{StatusAnswer, StatusReport, StatusSources},
    table::Table,
    target::{self, Target},
    viewer::Viewer,
    wallet_estimate::WalletEstimate,
    workspace::Workspace,
};

mod answered;
mod take_back;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use answered::is_answered;
pub(crate) use take_back::{keys_of, take_back};

/// The most records of one command.
pub const RECORDS_MAX: usize = 2_000;

/// Keeps records: makes them, changes them or takes them away, all of them or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Keep {
    /// The account that they belong to; none for the catalogue and for partners, and for new targets that each name theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The records, in the order in which they are to be written.
    pub records: Vec<Wish>,
}

/// What is wished of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Wish {
    /// Its kind: `product_family`, `product`, `contract`, `partner`, `partnership`, `wallet_estimate`, `investment`, `key_rule`,
    /// `target`, `sales_order` or `exchange_rate`.
    pub of: Kind,
    /// Its id; of a new one, made by whoever sends this.
    pub record: Uuid,
    /// Whether it comes, changes or goes.
    pub act: Act,
    /// Its fields, or those that change. Where a field is guarded, `before` says what the author saw there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldChange>,
}

/// Records of these kinds that are in hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The families of the catalogue.
    pub families: Table<ProductFamilyId, ProductFamily>,
    /// Its products.
    pub products: Table<ProductId, Product>,
    /// Contracts.
    pub contracts: Table<ContractId, Contract>,
    /// Partners of the workspace.
    pub partners: Table<PartnerId, Partner>,
    /// For which accounts they work.
    pub partnerships: Table<PartnershipId, Partnership>,
    /// What accounts were reckoned to spend.
    pub estimates: Table<WalletEstimateId, WalletEstimate>,
    /// What both sides put in.
    pub investments: Table<InvestmentId, Investment>,
    /// What accounts were scored.
    pub assessments: Table<AssessmentId, Assessment>,
    /// Where accounts stand on categorization models.
    pub positions: Table<PositionId, Position>,
    /// The models, every edition of them.
    pub models: Models,
    /// Those editions that the workspace made its own.
    pub editions: Table<ModelEditionId, ModelEdition>,
    /// What files of models say, by their texts; the server reads them, no record keeps it.
    pub files: Table<String, CategorizationModel>,
    /// By which rules accounts count as key.
    pub key_rules: Table<KeyRuleId, KeyRule>,
    /// What was decided on who is.
    pub key_decisions: Table<KeyDecisionId, KeyDecision>,
    /// What every account brought in the trailing year, where a rule goes by it; the server works it out, no record keeps it.
    pub brought: Table<AccountId, i64>,
    /// What is known of accounts on days; the server works it out, no record keeps it.
    pub facts: Table<(AccountId, Day), Facts>,
    /// What accounts are to bring.
    pub targets: Table<TargetId, Target>,
    /// Status reports as they were sent.
    pub status_reports: Table<StatusReportId, StatusReport>,
    /// What was said to them.
    pub status_answers: Table<StatusAnswerId, StatusAnswer>,
    /// What reports of people on months are made of; the server reads it, no record keeps it.
    pub status_sources: Table<(PersonId, Day), StatusSources>,
    /// What accounts ordered.
    pub orders: Table<SalesOrderId, SalesOrder>,
    /// Scenarios, version by version.
    pub scenarios: Table<ScenarioId, Scenario>,
    /// What was said of them.
    pub scenario_words: Table<ScenarioWordId, ScenarioWord>,
    /// What currencies were worth.
    pub rates: Table<ExchangeRateId, ExchangeRate>,
    /// Products that lines of documents name, as far as they were asked for: the documents themselves stay where they are.
    pub sold: SetOf<ProductId>,
}

/// What a kind of these records is judged by.
pub trait Ruled: Record {
    /// Whether one of them can be taken away by who may write it. What cannot is followed by a newer one, and goes by an undo only.
    const GOES: bool = true;

    /// Where they stand.
    fn shelf(kept: &Kept) -> &Table<Self::Id, Self>;
    /// Refuses who may not write them.
    fn permit(case: &Case<'_>, account: Option<AccountId>) -> Result<(), Stop>;
    /// The record as it is to be kept, where it says what it must: what a page can tell as well before it sends it.
    fn settled(self, viewer: &Viewer) -> Result<Self, Rejection>;
    /// Refuses one that is none in this workspace.
    fn suits(&self, _workspace: &Workspace) -> Result<(), Rejection> {
        Ok(())
    }
    /// Refuses one that does not fit the others.
    fn fits(&self, kept: &Kept) -> Result<(), Rejection>;
    /// Refuses to let it go where others hang on it.
    fn goes(&self, kept: &Kept) -> Result<(), Rejection>;
}

impl Wish {
    /// A new record.
    pub fn of_new<R: Ruled>(record: &R) -> Self {
        let change = record.created();
        Self { of: R::KIND, record: change.key.id, act: Act::Create, fields: change.fields }
    }

    /// What makes the one out of the other; none where they are the same.
    pub fn of_edit<R: Ruled>(before: &R, after: &R) -> Option<Self> {
        let change = before.edited(after).pop()?;
        Some(Self { of: R::KIND, record: change.key.id, act: Act::Edit, fields: change.fields })
    }

    /// That a record goes.
    pub fn of_removal<R: Ruled>(record: &R) -> Self {
        Self { of: R::KIND, record: record.key().id, act: Act::Remove, fields: Vec::new() }
    }

    fn takes_product(&self) -> bool {
        self.of == Kind::Product && self.act == Act::Remove
    }

    fn decide(&self, case: &Case<'_>, kept: &Kept, account: Option<AccountId>) -> Result<Vec<Change>, Stop> {
        match self.of {
            Kind::ProductFamily => self.decide_on::<ProductFamily>(case, kept, account),
            Kind::Product => self.decide_on::<Product>(case, kept, account),
            Kind::Contract => self.decide_on::<Contract>(case, kept, account),
            Kind::Partner => self.decide_on::<Partner>(case, kept, account),
            Kind::Partnership => self.decide_on::<Partnership>(case, kept, account),
            Kind::WalletEstimate => self.decide_on::<WalletEstimate>(case, kept, account),
            Kind::Investment => self.decide_on::<Investment>(case, kept, account),
            Kind::KeyRule => self.decide_on::<KeyRule>(case, kept, account),
            Kind::SalesOrder => self.decide_on::<SalesOrder>(case, kept, account),
            Kind::ExchangeRate => self.decide_on::<ExchangeRate>(case, kept, account),
            Kind::Target => self.decide_on::<Target>(case, kept, account.or_else(|| self.account_told())),
            _ => Err(Rejection::CommandUnknown.into()),
        }
    }

    /// The account that its fields name.
    fn account_told(&self) -> Option<AccountId> {
        let told = self.fields.iter().find(|told| told.field == "account")?;
        if let Value::Text(id) = &told.after { id.parse().ok() } else { None }
    }

    fn decide_on<R: Ruled>(
        &self,
        case: &Case<'_>,
        kept: &Kept,
        account: Option<AccountId>,
    ) -> Result<Vec<Change>, Stop> {
        R::permit(case, account)?;
        let shelf = R::shelf(kept);
        let known = shelf.get(&R::Id::from(self.record)).filter(|known| known.account() == account);
        if self.act == Act::Create {
            if shelf.contains_key(&R::Id::from(self.record)) {
                return Err(Rejection::IdTaken { kind: R::KIND }.into());
            }
            let record = self.written(R::blank(self.record), true)?.settled(case.viewer)?;
            if record.account() != account {
                return Err(Rejection::FieldUnfit { field: "account".to_owned() }.into());
            }
            record.suits(case.workspace()?)?;
            record.fits(kept)?;
            return Ok(vec![record.created()]);
        }
        let known = known.ok_or_else(|| case.absent(R::KIND))?;
        if self.act == Act::Remove {
            if !R::GOES {
                return Err(Rejection::RecordStays { kind: R::KIND }.into());
            }
            known.goes(kept)?;
            return Ok(vec![known.removed()]);
        }
        if self.fields.is_empty() {
            return Ok(Vec::new());
        }
        let record = self.written(known.clone(), false)?.settled(case.viewer)?;
        record.fits(kept)?;
        Ok(known.edited(&record))
    }

    /// The record with these fields.
    fn written<R: Ruled>(&self, mut record: R, is_new: bool) -> Result<R, Rejection> {
        for told in &self.fields {
            let unfit = || Rejection::FieldUnfit { field: told.field.clone() };
            let (field, guard) = record.field(&told.field).ok_or_else(unfit)?;
            match guard {
                Guard::Fixed if !is_new => return Err(unfit()),
                Guard::Guarded if !is_new && !field.is_as_left(&told.after, &told.before) => {
                    return Err(Rejection::Conflict { kind: R::KIND, field: told.field.clone() });
                }
                _ => {}
            }
            record.take(told).map_err(|_| unfit())?;
        }
        Ok(record)
    }
}

impl Keep {
    /// One record.
    pub fn one(account: Option<AccountId>, wish: Wish) -> Self {
        Self { account, records: vec![wish] }
    }

    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        let mut keys = Keys::new();
        keys.extend(self.account.map(Key::Account));
        // What these are judged by is asked for below.
        let by_themselves =
            |wish: &Wish| matches!(wish.of, Kind::Target | Kind::KeyRule | Kind::ExchangeRate | Kind::SalesOrder);
        if !self.records.iter().all(by_themselves) {
            keys.insert(Key::Catalogue);
            keys.extend(self.account.map(Key::TermsOf));
        }
        if self.records.iter().any(|wish| wish.of == Kind::KeyRule) {
            keys.extend([Key::KeyRules, Key::Models]);
        }
        let targets = self.records.iter().filter(|wish| wish.of == Kind::Target);
        let targeted = targets.filter_map(|wish| self.account.or_else(|| wish.account_told()));
        keys.extend(targeted.flat_map(|account| [Key::Account(account), Key::TargetsOf(account)]));
        let orders = self.records.iter().filter(|wish| wish.of == Kind::SalesOrder);
        keys.extend(orders.map(|wish| Key::SalesOrder(wish.record.into())));
        let rates = self.records.iter().filter(|wish| wish.of == Kind::ExchangeRate);
        keys.extend(rates.map(|wish| Key::ExchangeRate(ExchangeRateId(wish.record))));
        let gone = self.records.iter().filter(|wish| wish.act == Act::Remove && self.account.is_none());
        keys.extend(gone.map(|wish| Key::HangingOn(RecordKey { kind: wish.of, id: wish.record })));
        keys
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        if self.records.len() > RECORDS_MAX {
            return Err(Rejection::RecordsTooMany { max: RECORDS_MAX }.into());
        }
        let mut kept = Kept::judged_over(case.model, self.records.iter().any(Wish::takes_product));
        let mut changes = Vec::new();
        for wish in &self.records {
            let made = wish.decide(case, &kept, self.account)?;
            made.iter().for_each(|change| kept.lay(change));
            changes.extend(made);
        }
        kept.targets_follow(&changes)?;
        Ok(changes)
    }
}

impl Kept {
    /// What the records of a command are judged over; where a product goes, with what the documents in hand name.
    fn judged_over(model: &Model, takes_product: bool) -> Self {
        let mut kept = model.kept.clone();
        if takes_product {
            let lines = model.documents.values().flat_map(|document| &document.lines);
            kept.sold.extend(lines.map(|line| line.product));
        }
        kept
    }

    /// Takes a change of one of its records in.
    pub fn take(&mut self, change: &Change) -> Result<(), Misfit> {
        match change.key.kind {
            Kind::ProductFamily => take_into(&mut self.families, change),
            Kind::Product => take_into(&mut self.products, change),
            Kind::Contract => take_into(&mut self.contracts, change),
            Kind::Partner => take_into(&mut self.partners, change),
            Kind::Partnership => take_into(&mut self.partnerships, change),
            Kind::WalletEstimate => take_into(&mut self.estimates, change),
            Kind::Investment => take_into(&mut self.investments, change),
            Kind::Assessment => take_into(&mut self.assessments, change),
            Kind::Position => take_into(&mut self.positions, change),
            Kind::KeyRule => take_into(&mut self.key_rules, change),
            Kind::KeyDecision => take_into(&mut self.key_decisions, change),
            Kind::SalesOrder => take_into(&mut self.orders, change),
            Kind::ExchangeRate => take_into(&mut self.rates, change),
            Kind::Target => take_into(&mut self.targets, change),
            Kind::StatusReport => take_into(&mut self.status_reports, change),
            Kind::StatusAnswer => take_into(&mut self.status_answers, change),
            Kind::Scenario => take_into(&mut self.scenarios, change),
            Kind::ScenarioWord => take_into(&mut self.scenario_words, change),
            Kind::ModelEdition => take_into(&mut self.editions, change),
            _ => Ok(()),
        }
    }

    /// Changes that were made of its own records fit them.
    fn lay(&mut self, change: &Change) {
        self.take(change).unwrap_or_default();
    }

    /// Whether everything that a change touched is as the change left it.
    pub(crate) fn is_as_left(&self, change: &Change) -> bool {
        let id = change.key.id;
        match change.key.kind {
            Kind::ProductFamily => as_left(self.families.get(&ProductFamilyId(id)), change),
            Kind::Product => as_left(self.products.get(&ProductId(id)), change),
            Kind::Contract => as_left(self.contracts.get(&ContractId(id)), change),
            Kind::Partner => as_left(self.partners.get(&PartnerId(id)), change),
            Kind::Partnership => as_left(self.partnerships.get(&PartnershipId(id)), change),
            Kind::WalletEstimate => as_left(self.estimates.get(&WalletEstimateId(id)), change),
            Kind::Investment => as_left(self.investments.get(&InvestmentId(id)), change),
            Kind::KeyRule => as_left(self.key_rules.get(&KeyRuleId(id)), change),
            Kind::SalesOrder => as_left(self.orders.get(&id.into()), change),
            Kind::ExchangeRate => as_left(self.rates.get(&ExchangeRateId(id)), change),
            Kind::Target => as_left(self.targets.get(&TargetId(id)), change),
            _ => false,
        }
    }

    /// Whether any of it belongs to an account.
    pub fn hangs_on(&self, account: AccountId) -> bool {
        self.contracts.values().any(|contract| contract.account == account)
            || self.partnerships.values().any(|partnership| partnership.account == account)
            || self.estimates.values().any(|estimate| estimate.account == account)
            || self.investments.values().any(|investment| investment.account == account)
            || self.assessments.values().any(|assessment| assessment.account == account)
            || self.positions.values().any(|position| position.account == account)
            || self.key_decisions.values().any(|decision| decision.account == account)
            || self.targets.values().any(|target| target.account == account)
            || self.orders.values().any(|order| order.account == account)
    }

    /// Refuses changes after which the targets of an account that they touched do not follow each other.
    fn targets_follow(&self, changes: &[Change]) -> Result<(), Rejection> {
        let touched = changes.iter().filter(|change| change.key.kind == Kind::Target);
        let accounts: SetOf<AccountId> = touched.filter_map(|change| change.account).collect();
        if accounts.is_empty() {
            return Ok(());
        }
        let mut targets: Table<AccountId, Vec<&Target>> = Table::new();
        for target in self.targets.values().filter(|target| accounts.contains(&target.account)) {
            targets.get_or_insert_with(target.account, Vec::new).push(target);
        }
        targets.into_values().try_for_each(target::follow)
    }
}
