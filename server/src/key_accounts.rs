//! `GET /api/v1/key-accounts`: which accounts are key as of a day, who would be by the rules, how the set changed, and what there is to
//! warn of.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use app::wire::key_accounts::{Decided, KeyAccount, KeyChange, KeyLine, KeySet};
use app::wire::report::Exact;
use axum::Json;
use axum::extract::State;
use domain::{
    account::Account,
    concentration::Portfolio,
    concentration::Revenue,
    day::{Day, Moment},
    ids::{AccountId, KeyRuleId, Seq},
    key_decision::{KeyDecision, KeyWord, decided, spells, warnings},
    key_rule::{self, Grounds, KeyBasis, KeyRule, Stood},
    money::Currency,
    policy::Action,
    ratio::{Ratio, narrowed},
    said,
    set::SetOf,
};
use sqlx::PgConnection;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{DayAsked, Query, day};
use crate::reports::{brought, year_to};
use crate::{Fault, Server, Shared, store};

/// Which key set.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct KeySetAsked {
    /// The business day of which it tells; by default today.
    #[param(inline)]
    as_of: Option<DayAsked>,
}

/// The key accounts that the reader sees, as of a day: since when, by which rule, who decided that and why, what each brought in the
/// trailing year; who qualifies by a rule in force and is none; who entered and left; and what there is to warn of. Rules look at all
/// accounts of the workspace, whoever reads; shares are of what the reader sees.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/key-accounts",
    params(KeySetAsked),
    responses((status = 200, body = KeySet), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<KeySetAsked>,
) -> Result<Json<KeySet>, Fault> {
    load(&server, &signed, day(asked.as_of)).await.map(Json)
}

/// The key set as of a day, by default today.
///
/// # Errors
/// Where the database fails.
pub async fn load(server: &Server, signed: &Signed, as_of: Option<Day>) -> Result<KeySet, Fault> {
    let as_of = as_of.unwrap_or_else(|| server.engine.clock().today());
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let house = directory.workspace.clone().ok_or(Fault::NotFound)?;
    drop(directory);
    let to = house.reports_to(as_of).min(as_of);
    let brought = brought(server, signed.workspace, year_to(to)).await?;
    let mut snapshot = server.database.begin_snapshot().await?;
    let mut kept = Recorded::load(&mut snapshot, signed, as_of).await?;
    drop(snapshot);
    kept.grounds.book = Portfolio::of(brought.iter().copied());
    // Rights as they are by now: what was lost while documents were read is not told.
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    let seen: Vec<&Account> = directory.accounts.values().filter(|account| rights.sees(account)).collect();
    let whole = rights.may(Action::SeeAccount);
    Ok(Sheet::of(&kept, as_of, seen, brought).told(to, whole, house.base_currency))
}

/// What was recorded of the key set of a workspace, and what rules look at.
pub(crate) struct Recorded {
    pub(crate) rules: Vec<KeyRule>,
    decisions: BTreeMap<AccountId, Vec<KeyDecision>>,
    instants: BTreeMap<Seq, Moment>,
    pub(crate) grounds: Grounds,
}

impl Recorded {
    pub(crate) async fn load(connection: &mut PgConnection, signed: &Signed, as_of: Day) -> Result<Self, Fault> {
        let workspace = signed.workspace;
        let rules = key_rule::in_order(store::key_rule::load_all(connection, workspace).await?);
        let mut decisions: BTreeMap<AccountId, Vec<KeyDecision>> = BTreeMap::new();
        for decision in store::key_decision::load_all(connection, workspace).await? {
            decisions.entry(decision.account).or_default().push(decision);
        }
        let seqs: BTreeSet<Seq> = decisions.values().flatten().map(|decision| decision.recorded).collect();
        let seqs: Vec<Seq> = seqs.into_iter().collect();
        let instants = store::log::past::load_instants(connection, workspace, &seqs).await?.into_iter().collect();
        let is_asked = |rule: &&KeyRule| rule.basis == KeyBasis::Cells && rule.is_in_force(as_of);
        let models: BTreeSet<String> = rules.iter().filter(is_asked).map(|rule| rule.model.clone()).collect();
        let models: Vec<String> = models.into_iter().collect();
        let stands = if models.is_empty() {
            Vec::new()
        } else {
            store::standing::load(connection, workspace, &models, as_of, Seq::MAX).await?
        };
        let stood = |one: store::standing::Stands| {
            ((one.account, one.model), Stood { cell: one.cell, confirmed: one.confirmed })
        };
        let grounds = Grounds { stood: stands.into_iter().map(stood).collect(), ..Grounds::default() };
        Ok(Self { rules, decisions, instants, grounds })
    }

    /// Whether an account is key on a day.
    pub(crate) fn is_key(&self, account: AccountId, on: Day) -> bool {
        let words = self.decisions.get(&account).map(Vec::as_slice).unwrap_or_default();
        said::standing(words.iter(), on, i64::MAX).is_some_and(|holds| holds.says == KeyWord::TakenIn)
    }

    fn decided(&self, decision: &KeyDecision) -> Decided {
        Decided::of(decision, self.instants.get(&decision.recorded).copied().unwrap_or_default())
    }
}

/// The key set of the accounts that a reader sees.
struct Sheet<'a> {
    kept: &'a Recorded,
    as_of: Day,
    seen: Vec<&'a Account>,
    /// Who qualifies by each of the rules in force.
    qualified: Vec<(KeyRuleId, SetOf<AccountId>)>,
    brought: BTreeMap<AccountId, i64>,
    book_minor: i128,
}

impl<'a> Sheet<'a> {
    fn of(kept: &'a Recorded, as_of: Day, seen: Vec<&'a Account>, brought: Vec<Revenue>) -> Self {
        let in_force = kept.rules.iter().filter(|rule| rule.is_in_force(as_of));
        let qualified = in_force.map(|rule| (rule.id, kept.grounds.qualify(rule))).collect();
        let brought: BTreeMap<AccountId, i64> = brought.into_iter().collect();
        // Of the book are those that bring something, as in every portfolio.
        let minor = |account: &&Account| brought.get(&account.id).map_or(0, |minor| i128::from(*minor).max(0));
        let book_minor = seen.iter().map(minor).sum();
        Self { kept, as_of, seen, qualified, brought, book_minor }
    }

    fn told(&self, to: Day, whole: bool, currency: Currency) -> KeySet {
        let (mut members, mut candidates, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        for account in &self.seen {
            let words: Vec<&KeyDecision> = self.kept.decisions.get(&account.id).into_iter().flatten().collect();
            let said = decided(&words, self.as_of);
            changes.extend(said.iter().map(|decision| (decision.recorded, self.change(account, decision))));
            let by_rules = self.by_rules(account.id);
            match spells(&said).last().filter(|spell| spell.left.is_none()) {
                Some(spell) => members.push(KeyAccount {
                    unsupported: spell.entered.rule.is_some() && by_rules.is_empty(),
                    entered: self.kept.decided(spell.entered),
                    line: self.line(account, &words, by_rules),
                }),
                None if !by_rules.is_empty() => candidates.push(self.line(account, &words, by_rules)),
                None => {}
            }
        }
        members.sort_by_key(|one| (Reverse(one.line.revenue_ttm_minor), one.line.account));
        candidates.sort_by_key(|one| (Reverse(one.revenue_ttm_minor), one.account));
        changes.sort_by_key(|(recorded, one)| (Reverse(one.decided.day), Reverse(*recorded), one.account));
        let key_minor = members.iter().map(|one| i128::from(one.line.revenue_ttm_minor.max(0))).sum();
        let led: Vec<_> = members.iter().map(|one| (one.line.account, one.line.owner)).collect();
        KeySet {
            as_of: self.as_of,
            to,
            whole,
            currency,
            book_minor: narrowed(self.book_minor),
            key_minor: narrowed(key_minor),
            share: self.share(key_minor),
            warnings: warnings(&led),
            members,
            candidates,
            changes: changes.into_iter().map(|(_, change)| change).collect(),
            rules: self.kept.rules.clone(),
        }
    }

    /// The rules in force by which an account qualifies.
    fn by_rules(&self, account: AccountId) -> Vec<KeyRuleId> {
        self.qualified.iter().filter(|(_, all)| all.contains(&account)).map(|(rule, _)| *rule).collect()
    }

    fn line(&self, account: &Account, words: &[&KeyDecision], by_rules: Vec<KeyRuleId>) -> KeyLine {
        let minor = self.brought.get(&account.id).copied().unwrap_or_default();
        KeyLine {
            account: account.id,
            name: account.name.clone(),
            owner: account.owner,
            revenue_ttm_minor: minor,
            share: self.share(minor.into()),
            by_rules,
            decision: said::standing(words.iter().copied(), self.as_of, i64::MAX).map(|holds| holds.id),
        }
    }

    fn share(&self, minor: i128) -> Option<Exact> {
        Ratio::of(minor, self.book_minor).map(Exact::from)
    }

    fn change(&self, account: &Account, decision: &KeyDecision) -> KeyChange {
        let (name, says, decided) = (account.name.clone(), decision.says, self.kept.decided(decision));
        KeyChange { account: account.id, name, says, decided }
    }
}
