//! What is known of accounts as whole numbers, which signals propose scores from and ladders go by: worked out from the records, read off what
//! the engine keeps of it, and told as far as its reader may see what it comes from.
//!
//! A record is kept for each account on the sheet of the trailing figures, and brought up to date in the transaction that changes what it
//! comes from ([`crate::engine::settle`]). It says for which days it holds. So of today and by all that is known now it is read off; of
//! another day, or by what was known on one, it is worked out from what was recorded then.
//!
//! Deliberately absent: where an account stands among all by what they bring. Each sale of one moves that for others, so that it would have to
//! be written for all of them; it is read off the trailing figures, of which it is another view.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    categorization::{
        CategorizationModel,
        evidence::{CONTACT_DAYS, Contact, Known, Trade, TradeYear},
        facts::{Fact, Facts},
    },
    contract::Contract,
    day::{Day, Moment},
    ids::{AccountId, WorkspaceId},
    investment::Investment,
    keep::Kept,
    note::Note,
    wallet_estimate::WalletEstimate,
    workspace::Workspace,
};
use jiff::ToSpan;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;
use crate::engine::Clock;
use crate::store::known_facts::{self, KnownFacts};
use crate::store::trade::{self, Then};
use crate::store::{self, account, contract, investment, note, partnership, wallet_estimate};

/// Up to so many accounts are looked for one by one; of more all are read.
const FEW: usize = 1_000;

/// The days to which something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The last day of trade.
    pub to: Day,
    /// The day on which contracts, investments, estimates and notes are looked at.
    pub on: Day,
}

impl Days {
    /// As of a day: trade ends where the reports of a workspace do.
    pub fn of(house: &Workspace, on: Day) -> Self {
        Self { to: house.reports_to(on).min(on), on }
    }
}

/// What accounts traded; who never traded is not among them.
pub type Trades = BTreeMap<AccountId, Trade>;

/// Of what is known beside trade, contracts, partners and investments, that which is asked for. To read it takes time, and most ladders ask
/// for none of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// What accounts are reckoned to spend.
    pub estimates: bool,
    /// Who noted something.
    pub notes: bool,
    /// Of which families the lines of documents are.
    pub lines: bool,
}

impl Asks {
    /// All of it.
    pub const ALL: Self = Self { estimates: true, notes: true, lines: true };

    /// What these models go by.
    pub fn of(models: &[&CategorizationModel]) -> Self {
        let asked: BTreeSet<Fact> = models.iter().flat_map(|model| model.facts_asked()).collect();
        Self {
            estimates: asked.contains(&Fact::WalletMinor),
            notes: asked.contains(&Fact::ColleaguesInContact),
            lines: asked.contains(&Fact::FamiliesBought),
        }
    }
}

/// What facts are made of beside trade, by account.
#[derive(Debug, Default)]
pub struct Sources {
    contracts: BTreeMap<AccountId, Vec<Contract>>,
    partners: BTreeMap<AccountId, usize>,
    investments: BTreeMap<AccountId, Vec<Investment>>,
    estimates: BTreeMap<AccountId, Vec<WalletEstimate>>,
    contacts: BTreeMap<AccountId, Vec<Contact>>,
}

impl Sources {
    /// These records, by account.
    pub fn of<'a>(kept: &Kept, notes: impl IntoIterator<Item = &'a Note>, clock: &Clock) -> Self {
        let mut sources = Self::default();
        for contract in kept.contracts.values() {
            sources.contracts.entry(contract.account).or_default().push(contract.clone());
        }
        for partnership in kept.partnerships.values() {
            *sources.partners.entry(partnership.account).or_default() += 1;
        }
        for investment in kept.investments.values() {
            sources.investments.entry(investment.account).or_default().push(investment.clone());
        }
        for estimate in kept.estimates.values() {
            sources.estimates.entry(estimate.account).or_default().push(estimate.clone());
        }
        for note in notes {
            let contact = Contact { by: note.author, day: clock.day_of(note.at) };
            sources.contacts.entry(note.account).or_default().push(contact);
        }
        sources
    }

    /// What there is of an account.
    fn known(&self, account: AccountId, trades: &Trades, days: Days) -> Known<'_> {
        Known {
            trade: trades.get(&account).copied().unwrap_or_default(),
            to: days.to,
            on: days.on,
            contracts: self.contracts.get(&account).map(Vec::as_slice).unwrap_or_default(),
            partners: self.partners.get(&account).copied().unwrap_or_default(),
            investments: self.investments.get(&account).map(Vec::as_slice).unwrap_or_default(),
            estimates: self.estimates.get(&account).map(Vec::as_slice).unwrap_or_default(),
            contacts: self.contacts.get(&account).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// What is known of an account.
    pub fn facts_of(&self, account: AccountId, trades: &Trades, days: Days) -> Facts {
        self.known(account, trades, days).facts()
    }
}

/// The contracts, partners, investments and estimates of these accounts; of all where none is named.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_terms(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
    asks: Asks,
) -> Result<Kept, Fault> {
    let mut found = Kept::default();
    let contracts = contract::load(connection, workspace, only).await?;
    found.contracts = contracts.into_iter().map(|one| (one.id, one)).collect();
    let partnerships = partnership::load(connection, workspace, only).await?;
    found.partnerships = partnerships.into_iter().map(|one| (one.id, one)).collect();
    let investments = investment::load(connection, workspace, only).await?;
    found.investments = investments.into_iter().map(|one| (one.id, one)).collect();
    if asks.estimates {
        let estimates = wallet_estimate::load(connection, workspace, only).await?;
        found.estimates = estimates.into_iter().map(|one| (one.id, one)).collect();
    }
    Ok(found)
}

/// Who noted something about these accounts that counts on a day; about any where none is named.
///
/// # Errors
/// Where the database fails.
pub async fn load_notes(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    clock: &Clock,
    only: Option<&[Uuid]>,
    on: Day,
) -> Result<Vec<Note>, Fault> {
    let before_first = on.checked_sub((CONTACT_DAYS + 1).days());
    let from = before_first.map_or(Moment::MIN, |day| clock.end_of(day));
    note::load_authors(connection, workspace, only, (from, clock.end_of(on))).await
}

/// What these accounts traded, with the families of the lines where these are asked for; all accounts where none is named.
///
/// # Errors
/// Where the database fails.
pub async fn load_trades(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
    (to, then): (Day, &Then),
    asks: Asks,
) -> Result<Trades, Fault> {
    let year = TradeYear::to(to);
    let mut trades: Trades = trade::load(connection, workspace, only, year, then).await?.into_iter().collect();
    if asks.lines {
        for (account, families) in trade::load_families(connection, workspace, only, year, then).await? {
            trades.entry(account).or_default().families = families;
        }
    }
    Ok(trades)
}

/// Works out what is known of these accounts, or of all where none is named, by all that is recorded by now.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn work_out(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    clock: &Clock,
    only: Option<&[Uuid]>,
    days: Days,
) -> Result<Vec<KnownFacts>, Fault> {
    store::plan_anew(connection).await?;
    let sources = load_sources(connection, workspace, clock, only, days.on).await?;
    let trades = load_trades(connection, workspace, only, (days.to, &Then::default()), Asks::ALL).await?;
    let accounts = match only {
        Some(accounts) => accounts.to_vec(),
        None => account::load_ids(connection, workspace).await?,
    };
    let known = accounts.into_iter().map(|id| {
        let account = AccountId(id);
        let known = sources.known(account, &trades, days);
        KnownFacts { account, facts: known.facts(), holds_until: known.holds_until() }
    });
    Ok(known.collect())
}

async fn load_sources(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    clock: &Clock,
    only: Option<&[Uuid]>,
    on: Day,
) -> Result<Sources, Fault> {
    let kept = load_terms(connection, workspace, only, Asks::ALL).await?;
    let notes = load_notes(connection, workspace, clock, only, on).await?;
    Ok(Sources::of(&kept, &notes, clock))
}

/// Works out what of it comes from documents.
///
/// # Errors
/// As [`work_out`].
pub async fn work_out_trade(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    accounts: &[Uuid],
    days: Days,
) -> Result<Vec<(AccountId, Facts)>, Fault> {
    store::plan_anew(connection).await?;
    let then = Then::default();
    let trades = load_trades(connection, workspace, Some(accounts), (days.to, &then), Asks::ALL).await?;
    let sources = Sources::default();
    let known = |id: &Uuid| (AccountId(*id), sources.known(AccountId(*id), &trades, days).facts_of_trade());
    Ok(accounts.iter().map(known).collect())
}

/// Works out what of it comes from anything else.
///
/// # Errors
/// As [`work_out`].
pub async fn work_out_terms(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    clock: &Clock,
    accounts: &[Uuid],
    days: Days,
) -> Result<Vec<KnownFacts>, Fault> {
    store::plan_anew(connection).await?;
    let sources = load_sources(connection, workspace, clock, Some(accounts), days.on).await?;
    let trades = Trades::new();
    let known = accounts.iter().map(|id| {
        let account = AccountId(*id);
        let known = sources.known(account, &trades, days);
        KnownFacts { account, facts: known.facts_of_terms(), holds_until: known.holds_until() }
    });
    Ok(known.collect())
}

/// What is known of accounts on which nothing hangs yet.
pub fn of_new(accounts: impl IntoIterator<Item = AccountId>, days: Days) -> Vec<KnownFacts> {
    let (sources, trades) = (Sources::default(), Trades::new());
    let known = |account| KnownFacts { account, facts: sources.facts_of(account, &trades, days), holds_until: None };
    accounts.into_iter().map(known).collect()
}

/// What is known of these accounts by now: as it is kept, as far as that holds on the day; else it is worked out. Whoever tells it leaves out
/// what a reader may not see ([`domain::categorization::facts::seen`]).
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    clock: &Clock,
    accounts: &[Uuid],
    days: Days,
) -> Result<BTreeMap<AccountId, Facts>, Fault> {
    let mut missing: BTreeSet<AccountId> = accounts.iter().map(|id| AccountId(*id)).collect();
    let only = (accounts.len() <= FEW).then_some(accounts);
    let kept = known_facts::load_holding(connection, workspace, only, (days.to, days.on)).await?;
    let mut known: BTreeMap<AccountId, Facts> =
        kept.into_iter().filter(|(account, _)| missing.remove(account)).collect();
    if missing.is_empty() {
        return Ok(known);
    }
    let ids: Vec<Uuid> = missing.iter().map(|account| account.0).collect();
    let only = (ids.len() <= FEW).then_some(ids.as_slice());
    let worked_out = work_out(connection, workspace, clock, only, days).await?;
    let worked_out = worked_out.into_iter().filter(|one| missing.contains(&one.account));
    known.extend(worked_out.map(|one| (one.account, one.facts)));
    Ok(known)
}
