//! What accounts are reckoned to spend, what of it is ours, and the rest: share of wallet and white space.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use app::wire::report::Span;
use app::wire::terms::{AccountWallet, OfNoFamily, WalletFigures, WalletReport};
use axum::Json;
use axum::extract::State;
use domain::{
    day::{Day, Window, days_between},
    ids::AccountId,
    policy::{Action, Reach},
    share_of_wallet::{PartOfYear, ShareOfWallet, Wallet},
};

use super::by_family::ByFamily;
use super::{Asked, Book, reporting_date, year_to};
use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{DayAsked, Query, WINDOW_MAX, day, limited};
use crate::store::{product_family, sold, wallet_estimate};
use crate::{Fault, Server, Shared};

/// How many accounts are told where nothing else is asked for.
pub const ITEMS: usize = 50;

asked! {
    /// A window, and how many accounts are told of it.
    WalletAsked {
        /// Its first day; by default that of the twelve months to its last day. What is spent in a year counts for as many of its days
        /// as the window has.
        from: DayAsked,
        /// How many accounts at most: 1 to 200, by default 50.
        limit: usize,
    }
}

/// What accounts spend, by the estimates that hold on the last day of a window, or today where none is asked for, and what of it is
/// ours. Of accounts whose wallet is not known nothing is in the figures: unknown is not zero. By family what is ours follows from the
/// lines of documents: what was sold without lines is of no family, and told beside them.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not, [`Fault::NotFound`] to who may see no wallet.
#[utoipa::path(
    get,
    path = "/api/v1/reports/wallet",
    params(WalletAsked),
    responses(
        (status = 200, body = WalletReport),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn wallet(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<WalletAsked>,
) -> Result<Json<WalletReport>, Fault> {
    let limit = limited(asked.limit, ITEMS, WINDOW_MAX)?;
    let to = reporting_date(&server, &signed, day(asked.to)).await?;
    let window = Span { from: day(asked.from).unwrap_or(year_to(to).from), to };
    let as_of = as_of(&server, day(asked.to));
    report(&server, &signed, &asked.asked(), window, as_of, limit).await.map(Json)
}

/// The day by whose estimates a report is told: the last one that was asked for, by default today. A ledger may end long before
/// somebody reckons what is spent.
pub(super) fn as_of(server: &Server, asked: Option<Day>) -> Day {
    asked.unwrap_or_else(|| server.engine.clock().today())
}

/// The report over a window, by the estimates of a day.
///
/// # Errors
/// As [`wallet`].
pub(super) async fn report(
    server: &Server,
    signed: &Signed,
    asked: &Asked,
    window: Span,
    as_of: Day,
    limit: usize,
) -> Result<WalletReport, Fault> {
    let rights = rights_now(&*server.feeds.directory_now(signed.workspace).await?, signed.person)?;
    if rights.reach(Action::SeeWallet) == Reach::Nowhere {
        return Err(Fault::NotFound);
    }
    let mut connection = server.database.acquire().await?;
    let estimates = wallet_estimate::load_standing(&mut connection, signed.workspace, as_of).await?;
    let families = product_family::load_all(&mut connection, signed.workspace).await?;
    let sold = sold::load(&mut connection, signed.workspace, None, (window.from, window.to)).await?;
    drop(connection);
    let book = Book::open(server, signed, asked, &[window]).await?;
    let names = families.into_iter().map(|family| (family.id, family.name)).collect();
    let mut by_family = ByFamily::new(&names, part_of_year(window));
    for estimate in &estimates {
        if let Some(under) = book.wallets.get(&estimate.account) {
            by_family.add_estimate(*under, estimate);
        }
    }
    // Under whom a wallet is told, all counts that was sold there: that is no secret of who sees the account.
    let told_of: BTreeSet<&AccountId> = book.wallets.values().collect();
    for sold in &sold {
        if let Some(under) = book.counted.get(&sold.account).filter(|under| told_of.contains(under)) {
            by_family.add_sold(*under, sold, book.about.basis);
        }
    }
    Ok(WalletReport { as_of, ..told(&book, window, &by_family, limit) })
}

fn told(book: &Book, window: Span, by_family: &ByFamily<'_>, limit: usize) -> WalletReport {
    let part = part_of_year(window);
    let ours: BTreeMap<AccountId, i64> = book.revenues(window).into_iter().collect();
    let yearly = by_family.yearly_by_account();
    let wallet = |(account, yearly_minor): (&AccountId, &i64)| {
        let ours_minor = ours.get(account).copied().unwrap_or_default();
        (*account, Wallet { yearly_minor: *yearly_minor, ours_minor })
    };
    let wallets: Vec<(AccountId, Wallet)> = yearly.iter().map(wallet).collect();
    let unknown: BTreeSet<&AccountId> = book.wallets.values().filter(|under| !yearly.contains_key(under)).collect();
    let all = ShareOfWallet::of(wallets.iter().map(|(_, wallet)| *wallet), part);
    let mut items: Vec<AccountWallet> = wallets.iter().map(|(id, wallet)| item(book, *id, *wallet, part)).collect();
    items.sort_by_key(|item| (Reverse(item.white_minor), item.account));
    items.truncate(limit);
    let is_told = by_family.is_told();
    for item in items.iter_mut().filter(|_| is_told) {
        item.families = by_family.families_of(item.account);
        item.beside = by_family.beside(item.account, ours.get(&item.account).copied().unwrap_or_default());
    }
    let besides = wallets.iter().map(|(id, wallet)| by_family.beside(*id, wallet.ours_minor));
    WalletReport {
        about: book.about.clone(),
        window,
        as_of: window.to,
        figures: WalletFigures::from(&all),
        unknown: unknown.len(),
        unknown_minor: unknown.iter().filter_map(|account| ours.get(account)).sum(),
        ours_by_family: is_told,
        beside: besides.fold(OfNoFamily::default(), plus),
        families: by_family.families(),
        items,
    }
}

fn plus(one: OfNoFamily, other: OfNoFamily) -> OfNoFamily {
    OfNoFamily {
        without_product_minor: one.without_product_minor + other.without_product_minor,
        other_families_minor: one.other_families_minor + other.other_families_minor,
    }
}

fn item(book: &Book, account: AccountId, wallet: Wallet, part: PartOfYear) -> AccountWallet {
    let WalletFigures { ours_minor, wallet_minor, share, white_minor, .. } =
        (&ShareOfWallet::of([wallet], part)).into();
    let (families, beside) = (Vec::new(), OfNoFamily::default());
    AccountWallet { account, name: book.name(account), ours_minor, wallet_minor, share, white_minor, families, beside }
}

/// So many days of the year that ends with the window.
fn part_of_year(window: Span) -> PartOfYear {
    let year = Window::year_to(window.to);
    PartOfYear { days: days_between(window.from, window.to) + 1, of: days_between(year.after, year.to) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_window_is_so_many_days_of_its_year() {
        let part = |from, to| {
            let part = part_of_year(Span { from, to });
            (part.days, part.of)
        };
        assert_eq!(part(date(2025, 1, 1), date(2025, 12, 31)), (365, 365));
        assert_eq!(part(date(2023, 3, 1), date(2024, 2, 29)), (366, 366));
        assert_eq!(part(date(2025, 12, 31), date(2025, 12, 31)), (1, 365));
        assert_eq!(part(date(2024, 1, 1), date(2025, 12, 31)), (731, 365));
    }
}
