//! What accounts are reckoned to spend, what of it is ours, and the rest: share of wallet and white space.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use app::wire::report::Span;
use app::wire::terms::{AccountWallet, FamilyWallet, WalletFigures, WalletReport};
use axum::Json;
use axum::extract::State;
use domain::{
    day::{Day, Window, days_between},
    ids::{AccountId, ProductFamilyId},
    policy::{Action, Reach},
    share_of_wallet::{PartOfYear, ShareOfWallet, Wallet},
    wallet_estimate::WalletEstimate,
};

use super::{Asked, Book, reporting_date, year_to};
use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{DayAsked, Query, WINDOW_MAX, day, limited};
use crate::store::{product_family, wallet_estimate};
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
/// ours. Of accounts whose wallet is not known nothing is in the figures: unknown is not zero. By family only what is spent is told,
/// and not what of it is ours, while documents do not name products.
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
    drop(connection);
    let book = Book::open(server, signed, asked, &[window]).await?;
    let names = families.into_iter().map(|family| (family.id, family.name)).collect();
    Ok(WalletReport { as_of, ..told(&book, window, &estimates, &names, limit) })
}

fn told(
    book: &Book,
    window: Span,
    estimates: &[WalletEstimate],
    names: &BTreeMap<ProductFamilyId, String>,
    limit: usize,
) -> WalletReport {
    let part = part_of_year(window);
    let ours: BTreeMap<AccountId, i64> = book.revenues(window).into_iter().collect();
    let mut yearly: BTreeMap<AccountId, i64> = BTreeMap::new();
    let mut of_family: BTreeMap<ProductFamilyId, (BTreeSet<AccountId>, i64)> = BTreeMap::new();
    for estimate in estimates {
        let Some((under, minor)) = book.wallets.get(&estimate.account).zip(estimate.yearly_minor) else { continue };
        *yearly.entry(*under).or_default() += minor;
        let (accounts, sum) = of_family.entry(estimate.family).or_default();
        accounts.insert(*under);
        *sum += minor;
    }
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
    let mut families: Vec<FamilyWallet> =
        of_family.iter().map(|(id, (accounts, sum))| family(*id, names, accounts.len(), *sum, part)).collect();
    families.sort_by_key(|family| (Reverse(family.wallet_minor), family.family));
    WalletReport {
        about: book.about.clone(),
        window,
        as_of: window.to,
        figures: WalletFigures::from(&all),
        unknown: unknown.len(),
        unknown_minor: unknown.iter().filter_map(|account| ours.get(account)).sum(),
        ours_by_family: false,
        families,
        items,
    }
}

fn item(book: &Book, account: AccountId, wallet: Wallet, part: PartOfYear) -> AccountWallet {
    let WalletFigures { ours_minor, wallet_minor, share, white_minor, .. } =
        (&ShareOfWallet::of([wallet], part)).into();
    AccountWallet { account, name: book.name(account), ours_minor, wallet_minor, share, white_minor }
}

fn family(
    family: ProductFamilyId,
    names: &BTreeMap<ProductFamilyId, String>,
    accounts: usize,
    yearly_minor: i64,
    part: PartOfYear,
) -> FamilyWallet {
    let spent = ShareOfWallet::of([Wallet { yearly_minor, ours_minor: 0 }], part);
    let name = names.get(&family).cloned().unwrap_or_default();
    let wallet_minor = WalletFigures::from(&spent).wallet_minor;
    FamilyWallet { family, name, accounts, wallet_minor, ours_minor: None, share: None, white_minor: None }
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
