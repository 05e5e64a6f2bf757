//! Of which accounts an entry may change what is known, and bringing that up to date.

use std::collections::BTreeSet;

use domain::{
    change::{Act, Change, Kind},
    day::Day,
    ids::{AccountId, Seq},
};
use uuid::Uuid;

use super::Desk;
use crate::Fault;
use crate::known::{self, Days};
use crate::store::log::past;
use crate::store::{known_facts, trade};

/// The most lines of products whose accounts are looked at under the lock, where those went into another family.
const LINES_MAX: i64 = 1_000;

/// What a record of a kind has to do with what is known of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bearing {
    /// It is of an account, and the facts of trade come from it.
    Trade,
    /// It is of an account, and other facts come from it.
    Terms,
    /// It is an account: of a new one something is known as well, if only that there is nothing.
    Account,
    /// It says of which family the lines of many documents are.
    Product,
    /// None. What moves everything, such as the reporting date or a file, has a sheet of its own.
    None,
}

fn bearing(kind: Kind) -> Bearing {
    match kind {
        Kind::Document => Bearing::Trade,
        Kind::Note | Kind::Contract | Kind::Partnership | Kind::WalletEstimate | Kind::Investment => Bearing::Terms,
        Kind::Account => Bearing::Account,
        Kind::Product => Bearing::Product,
        Kind::Workspace | Kind::Import | Kind::Trailing => Bearing::None,
        Kind::Person | Kind::Partner | Kind::ProductFamily | Kind::ExchangeRate => Bearing::None,
        Kind::Placement | Kind::Assessment | Kind::Position | Kind::ModelEdition => Bearing::None,
        Kind::KeyRule | Kind::KeyDecision | Kind::Target | Kind::SalesOrder => Bearing::None,
        Kind::StatusReport | Kind::StatusAnswer | Kind::Scenario | Kind::ScenarioWord => Bearing::None,
        Kind::TeamBoard | Kind::BoardColumn | Kind::BoardCard | Kind::SavedView => Bearing::None,
    }
}

/// Of what something else may be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Of these accounts by their trade.
    trade: BTreeSet<Uuid>,
    /// Of these by anything else.
    terms: BTreeSet<Uuid>,
    /// Of these, which are new.
    new: BTreeSet<Uuid>,
    /// Of whoever bought these products, which went into another family.
    products: BTreeSet<Uuid>,
}

impl Touched {
    /// By these changes.
    pub fn of(changes: &[Change]) -> Self {
        let mut touched = Self::default();
        for change in changes {
            touched.touch(change, change.fields.iter().any(|one| one.field == "family"));
        }
        touched
    }

    /// By a change; `moves`: of a product, into another family.
    fn touch(&mut self, change: &Change, moves: bool) {
        let account = change.account.map(|account| account.0);
        match bearing(change.key.kind) {
            Bearing::Trade => self.trade.extend(account),
            Bearing::Terms => self.terms.extend(account),
            Bearing::Account if change.act == Act::Create => self.new.extend(account),
            Bearing::Product if change.act == Act::Edit && moves => self.products.extend([change.key.id]),
            Bearing::Account | Bearing::Product | Bearing::None => {}
        }
    }

    /// And of these accounts, of which the day has come for something.
    pub fn with_due(mut self, accounts: Vec<Uuid>) -> Self {
        self.terms.extend(accounts);
        self
    }

    /// And of the others.
    pub fn and(mut self, other: Self) -> Self {
        self.trade.extend(other.trade);
        self.terms.extend(other.terms);
        self.new.extend(other.new);
        self.products.extend(other.products);
        self
    }
}

/// What was touched after an entry, as the log has it. It is not asked which fields changed: of a product it may be another one.
pub(super) async fn since(desk: &mut Desk<'_>, seq: Seq) -> Result<Touched, Fault> {
    let since = past::load_touched_since(desk.connection, desk.workspace, seq).await?;
    let mut touched = Touched::default();
    since.iter().for_each(|change| touched.touch(change, true));
    Ok(touched)
}

/// Brings what is known of what was touched up to date, and gives the day on which all of it was looked at. Where it does not stand already
/// it goes on standing for no day; and so it does where a product of very many lines went into another family: to look at whoever bought it
/// is too much under the lock, and it is done beside it.
pub(super) async fn bring(
    desk: &mut Desk<'_>,
    mut touched: Touched,
    stood: Option<Day>,
    days: Days,
) -> Result<Option<Day>, Fault> {
    let Some(stood) = stood else { return Ok(None) };
    let Desk { connection, workspace, clock } = desk;
    if !touched.products.is_empty() {
        let products: Vec<Uuid> = touched.products.iter().copied().collect();
        let buyers = trade::load_buyers(connection, *workspace, &products, LINES_MAX).await?;
        if i64::try_from(buyers.len()).is_ok_and(|lines| lines >= LINES_MAX) {
            known_facts::write_day(connection, *workspace, None).await?;
            return Ok(None);
        }
        touched.trade.extend(buyers);
    }
    if !touched.new.is_empty() {
        let new = known::of_new(touched.new.into_iter().map(AccountId), days);
        known_facts::write(connection, *workspace, None, &new).await?;
    }
    if !touched.trade.is_empty() {
        let accounts: Vec<Uuid> = touched.trade.into_iter().collect();
        let known = known::work_out_trade(connection, *workspace, &accounts, days).await?;
        known_facts::write_trade(connection, *workspace, &known).await?;
    }
    if !touched.terms.is_empty() {
        let accounts: Vec<Uuid> = touched.terms.into_iter().collect();
        let known = known::work_out_terms(connection, *workspace, clock, &accounts, days).await?;
        known_facts::write_terms(connection, *workspace, &known).await?;
    }
    if stood != days.on {
        known_facts::write_day(connection, *workspace, Some(days.on)).await?;
    }
    Ok(Some(days.on))
}
