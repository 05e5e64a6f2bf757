//! Reports on trade for scripts: `GET /api/v1/reports/…`. Figures are made anew from documents at each request, over the accounts
//! that the reader sees.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::wire::report::{About, Accounts, Basis, Span};
use domain::{
    concentration::Revenue,
    day::{Day, Window},
    ids::{AccountId, WorkspaceId},
    policy::Action,
};

use crate::auth::Signed;
use crate::feed::directory::rights_now;
use crate::store::revenue::{self, Brought, Stretch};
use crate::{Fault, Server, store};

/// What of the book a report is about.
#[derive(Clone, Debug, Default)]
struct Asked {
    basis: Basis,
    scope: Option<String>,
    group: bool,
}

/// The query of a report: its own fields, and those that every report takes. They stand in one structure, so that a field which
/// there is not is refused and not passed over.
macro_rules! asked {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
        #[serde(default, deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $name {
            $($(#[$doc])* #[param(inline)] $field: Option<$type>,)*
            /// The last day; by default the reporting date.
            #[param(inline)]
            to: Option<crate::query::DayAsked>,
            /// What counts as revenue: `net`, which is the default, or `gross`.
            #[param(inline)]
            basis: app::wire::report::Basis,
            /// Which accounts: `all`, which is the default, `line:ID` of a person, `segment:NAME`, `country:NAME`, or `group:ID`
            /// for an account and all below it.
            scope: Option<String>,
            /// Whether accounts are counted by their groups: each under the account at the head of its group, as far up as the
            /// reader sees. The scope comes first and says whose revenue counts; so all of it adds up to the same either way, and
            /// a group may be named after an account that is not of the scope itself.
            group: bool,
        }

        impl $name {
            fn asked(&self) -> super::Asked {
                super::Asked { basis: self.basis, scope: self.scope.clone(), group: self.group }
            }
        }
    };
}

pub(crate) mod by_family;
pub mod concentration;
pub mod held_to_account;
mod month_book;
pub mod page;
pub mod ranking;
pub mod reciprocity;
pub mod retention;
pub mod scope;
mod sums;
pub mod targets;
pub mod wallet;

pub use month_book::MonthBooks;

use month_book::MonthBook;
use scope::Scope;
use sums::Sums;

impl Asked {
    fn accounts(&self) -> Result<Accounts, Fault> {
        scope::asked(self.scope.as_deref())
    }
}

/// The day to which a report is asked for, by default the reporting date.
async fn reporting_date(server: &Server, signed: &Signed, asked: Option<Day>) -> Result<Day, Fault> {
    if let Some(to) = asked {
        return Ok(to);
    }
    let model = server.feeds.directory_now(signed.workspace).await?;
    let workspace = model.workspace.as_ref().ok_or(Fault::NotFound)?;
    Ok(workspace.reports_to(server.feeds.clock().today()))
}

/// The twelve months to a day.
pub fn year_to(to: Day) -> Span {
    Span { from: Window::year_to(to).first(), to }
}

/// What the accounts of a report brought in some windows, with what it is about.
struct Book {
    about: About,
    /// What the accounts are called under which revenue is counted.
    names: BTreeMap<AccountId, String>,
    /// The accounts of the report, each with the one under which it is counted.
    counted: BTreeMap<AccountId, AccountId>,
    /// The accounts whose wallets the reader may see, each with the one under which it is counted.
    wallets: BTreeMap<AccountId, AccountId>,
    /// Where the windows begin and end, in order; what was brought between two of these days is told as one.
    cuts: Vec<Day>,
    /// What was brought before each of these days, by the account under which it is counted.
    sums: Sums,
}

impl Book {
    /// Opens the book over windows, which may lie apart from each other or overlap.
    async fn open(server: &Server, signed: &Signed, asked: &Asked, windows: &[Span]) -> Result<Self, Fault> {
        let accounts = asked.accounts()?;
        let cuts = cuts(windows)?;
        let read = Read::of(server, signed.workspace, &cuts).await?;
        // Rights as they are by now: what was lost while documents were read is not told.
        let model = server.feeds.directory_now(signed.workspace).await?;
        let rights = rights_now(&model, signed.person)?;
        let counted = Scope::of(&model, &rights, &accounts)?.counted(asked.group);
        let names = counted.values().map(|account| (account.id, account.name.clone())).collect();
        let about = About {
            basis: asked.basis,
            scope: accounts.word(),
            group: asked.group,
            whole: rights.may(Action::SeeAccount),
            currency: model.workspace.as_ref().map(|house| house.base_currency).ok_or(Fault::NotFound)?,
        };
        let sees_wallet = |id: &AccountId| {
            model.accounts.get(id).is_some_and(|account| rights.may_with(Action::SeeWallet, account.owner))
        };
        let wallets = counted.iter().filter(|(id, _)| sees_wallet(id)).map(|(id, under)| (*id, under.id)).collect();
        let mut sums = Sums::of(counted.values().map(|under| under.id), cuts.len());
        for (account, under) in &counted {
            sums.add(under.id, read.before(*account));
        }
        let counted = counted.into_iter().map(|(account, under)| (account, under.id)).collect();
        Ok(Self { about, names, counted, wallets, cuts, sums })
    }

    /// What each account brought in one of the windows, by their ids; only of accounts that have a document there which counts.
    fn revenues(&self, window: Span) -> Vec<Revenue> {
        let (begin, end) = self.places(window);
        let revenue = |(account, brought)| Some((account, minor(brought, self.about.basis)?));
        self.sums.between(begin, end).filter_map(revenue).collect()
    }

    /// What one account brought in one of the windows; none where nothing there counts.
    fn revenue_of(&self, account: AccountId, window: Span) -> Option<i64> {
        let (begin, end) = self.places(window);
        minor(self.sums.of_between(account, begin, end)?, self.about.basis)
    }

    /// The places of the days between which a window lies.
    fn places(&self, window: Span) -> (usize, usize) {
        let place = |is_before: &dyn Fn(&Day) -> bool| self.cuts.partition_point(is_before);
        (place(&|cut| *cut < window.from), place(&|cut| *cut <= window.to))
    }

    fn name(&self, account: AccountId) -> String {
        self.names.get(&account).cloned().unwrap_or_default()
    }
}

/// What every account of a workspace brought in a window, whoever may see it: what the rules of the house go by.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the window ends before it begins, and where the database fails.
pub async fn brought(server: &Server, workspace: WorkspaceId, window: Span) -> Result<Vec<Revenue>, Fault> {
    let cuts = cuts(&[window])?;
    let read = Read::of(server, workspace, &cuts).await?;
    let directory = server.feeds.directory_now(workspace).await?;
    let mut sums = Sums::of(directory.accounts.keys().copied(), cuts.len());
    for account in directory.accounts.keys() {
        sums.add(*account, read.before(*account));
    }
    let revenue = |(account, brought)| Some((account, minor(brought, Basis::Net)?));
    Ok(sums.between(0, 1).filter_map(revenue).collect())
}

/// What counts as revenue of what was brought, in minor units; none where no document of it counts.
fn minor(brought: Brought, basis: Basis) -> Option<i64> {
    match basis {
        Basis::Net => (brought.sales + brought.credits > 0).then(|| brought.sales_minor - brought.credits_minor),
        Basis::Gross => (brought.sales > 0).then_some(brought.sales_minor),
    }
}

/// What reports are made of, at one moment of the database.
struct Read {
    months: Arc<MonthBook>,
    /// The months of the days, by their first days.
    firsts: Vec<Day>,
    /// What accounts brought in the months that days break, from the first of the month to the day before, by the place of the day.
    broken: BTreeMap<AccountId, Vec<(usize, Brought)>>,
}

impl Read {
    /// All that was brought before each of these days.
    async fn of(server: &Server, workspace: WorkspaceId, cuts: &[Day]) -> Result<Self, Fault> {
        let mut snapshot = server.database.begin_snapshot().await?;
        let seq = store::workspace::load(&mut snapshot, workspace).await?.ok_or(Fault::NotSignedIn)?.seq;
        let months = server.month_books.at(&mut snapshot, workspace, seq).await?;
        let firsts: Vec<Day> = cuts.iter().map(|cut| cut.first_of_month()).collect();
        // Only months that a day breaks: a stretch of no day would cost the database a look through all documents.
        let breaking =
            firsts.iter().copied().zip(cuts.iter().copied()).enumerate().filter(|(_, (first, cut))| first < cut);
        let (places, stretches): (Vec<usize>, Vec<Stretch>) = breaking.unzip();
        let mut broken: BTreeMap<AccountId, Vec<(usize, Brought)>> = BTreeMap::new();
        if !stretches.is_empty() {
            for (account, stretch, brought) in revenue::load_stretches(&mut snapshot, workspace, &stretches).await? {
                let place = places.get(stretch).map(|place| (*place, brought));
                broken.entry(account).or_default().extend(place);
            }
        }
        Ok(Self { months, firsts, broken })
    }

    /// What an account brought before each of the days, by their places: in whole months, and in those that days break.
    fn before(&self, account: AccountId) -> impl Iterator<Item = (usize, Brought)> {
        let months = self.months.before_months_of(account, &self.firsts).enumerate();
        months.chain(self.broken.get(&account).into_iter().flatten().copied())
    }
}

/// The days on which windows begin, and those behind their last, in order.
fn cuts(windows: &[Span]) -> Result<Vec<Day>, Fault> {
    let mut cuts = BTreeSet::new();
    for Span { from, to } in windows {
        if from > to {
            return Err(Fault::NotUnderstood("A window ends on the day it begins or later."));
        }
        cuts.extend([*from, to.tomorrow().map_err(|_| NO_DAY)?]);
    }
    Ok(cuts.into_iter().collect())
}

/// What lies behind the end of all days is no day that could be asked for.
const NO_DAY: Fault = Fault::NotUnderstood("There is no such day.");

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn windows_are_cut_where_they_begin_and_behind_their_last_day() {
        let span = |from, to| Span { from, to };
        let (june, july) = (date(2025, 6, 1), date(2025, 7, 1));
        let whole = span(june, date(2025, 7, 31));
        assert_eq!(cuts(&[whole, span(june, date(2025, 6, 30))]).unwrap(), [june, july, date(2025, 8, 1)]);
        assert!(cuts(&[span(july, june)]).is_err());
        assert!(cuts(&[span(july, Day::MAX)]).is_err());
    }
}
