//! Of which accounts an entry may change what is known, and bringing that up to date.

use std::collections::BTreeSet;

use domain::{
    change::{Act, Change, Kind},
    day::Day,
    ids::Seq,
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
    /// It is of an account, and facts of that one come from it.
    OfItsAccount,
    /// It is an account: of a new one something is known as well, if only that there is nothing.
    Account,
    /// It says of which family the lines of many documents are.
    Product,
    /// None. What moves everything, such as the reporting date or a file, has a sheet of its own.
    None,
}

fn bearing(kind: Kind) -> Bearing {
    match kind {
        Kind::Document | Kind::Note => Bearing::OfItsAccount,
        Kind::Contract | Kind::Partnership | Kind::WalletEstimate | Kind::Investment => Bearing::OfItsAccount,
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
    /// Of these accounts.
    accounts: BTreeSet<Uuid>,
    /// Of whoever bought these products, which went into another family.
    products: BTreeSet<Uuid>,
}

impl Touched {
    /// By these changes.
    pub fn of(changes: &[Change]) -> Self {
        let mut touched = Self::default();
        for change in changes {
            match bearing(change.key.kind) {
                Bearing::OfItsAccount => touched.accounts.extend(change.account.map(|account| account.0)),
                Bearing::Account if change.act == Act::Create => {
                    touched.accounts.insert(change.key.id);
                }
                Bearing::Product
                    if change.act == Act::Edit && change.fields.iter().any(|one| one.field == "family") =>
                {
                    touched.products.insert(change.key.id);
                }
                Bearing::Account | Bearing::Product | Bearing::None => {}
            }
        }
        touched
    }

    /// And of these accounts.
    pub fn with(mut self, accounts: Vec<Uuid>) -> Self {
        self.accounts.extend(accounts);
        self
    }

    /// And of the others.
    pub fn and(mut self, other: Self) -> Self {
        self.accounts.extend(other.accounts);
        self.products.extend(other.products);
        self
    }
}

/// What was touched after an entry, as the log has it.
pub(super) async fn since(desk: &mut Desk<'_>, seq: Seq) -> Result<Touched, Fault> {
    let kinds = [
        Kind::Account,
        Kind::Document,
        Kind::Note,
        Kind::Contract,
        Kind::Partnership,
        Kind::WalletEstimate,
        Kind::Investment,
    ];
    let accounts = past::load_accounts_since(desk.connection, desk.workspace, seq, &kinds).await?;
    let products = past::load_changes_since(desk.connection, desk.workspace, seq, &[Kind::Product]).await?;
    Ok(Touched::of(&products).with(accounts))
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
        touched.accounts.extend(buyers);
    }
    if !touched.accounts.is_empty() {
        let accounts: Vec<Uuid> = touched.accounts.iter().copied().collect();
        let known = known::work_out(connection, *workspace, clock, Some(&accounts), days).await?;
        known_facts::write(connection, *workspace, None, &known).await?;
    }
    if stood != days.on {
        known_facts::write_day(connection, *workspace, Some(days.on)).await?;
    }
    Ok(Some(days.on))
}
