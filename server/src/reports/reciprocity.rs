//! What went both ways with the accounts from which we buy.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use app::wire::reciprocity::{AccountBothWays, RECIPROCITY_FIRST, ReciprocityReport};
use app::wire::report::Span;
use axum::Json;
use axum::extract::State;
use domain::{ids::AccountId, reciprocity::Reciprocity};

use super::{Asked, Book, reporting_date, year_to};
use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::{DayAsked, Query, WINDOW_MAX, day, limited};
use crate::store::purchase;
use crate::{Fault, Server, Shared};

asked! {
    /// A window, and how many accounts are told of it.
    ReciprocityAsked {
        /// Its first day; by default that of the twelve months to its last day.
        from: DayAsked,
        /// How many accounts at most: 1 to 200, by default 50.
        limit: usize,
    }
}

/// What accounts bought from us set against what we bought from them, for those from which we bought in a window.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/reciprocity",
    params(ReciprocityAsked),
    responses((status = 200, body = ReciprocityReport), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn reciprocity(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<ReciprocityAsked>,
) -> Result<Json<ReciprocityReport>, Fault> {
    let limit = limited(asked.limit, RECIPROCITY_FIRST, WINDOW_MAX)?;
    let to = reporting_date(&server, &signed, day(asked.to)).await?;
    let window = Span { from: day(asked.from).unwrap_or(year_to(to).from), to };
    report(&server, &signed, &asked.asked(), window, limit).await.map(Json)
}

/// The report over a window.
///
/// # Errors
/// As [`reciprocity`].
pub(super) async fn report(
    server: &Server,
    signed: &Signed,
    asked: &Asked,
    window: Span,
    limit: usize,
) -> Result<ReciprocityReport, Fault> {
    let mut connection = server.database.acquire().await?;
    let purchases = purchase::load(&mut connection, signed.workspace, (window.from, window.to)).await?;
    drop(connection);
    let book = Book::open(server, signed, asked, &[window]).await?;
    Ok(told(book, window, &purchases, limit))
}

fn told(book: Book, window: Span, purchases: &[(AccountId, i64)], limit: usize) -> ReciprocityReport {
    let sold: BTreeMap<AccountId, i64> = book.revenues(window).into_iter().collect();
    let mut both: BTreeMap<AccountId, Reciprocity> = BTreeMap::new();
    for (account, bought_minor) in purchases {
        let Some(under) = book.counted.get(account) else { continue };
        let sold = || Reciprocity::of(sold.get(under).copied().unwrap_or_default(), 0);
        let known = both.entry(*under).or_insert_with(sold);
        *known = known.plus(Reciprocity::of(0, *bought_minor));
    }
    let left_out: Vec<i64> =
        sold.iter().filter(|(account, _)| !both.contains_key(account)).map(|(_, minor)| *minor).collect();
    let all = both.values().fold(Reciprocity::default(), |sum, one| sum.plus(*one));
    let mut items: Vec<(AccountId, Reciprocity)> = both.iter().map(|(account, found)| (*account, *found)).collect();
    items.sort_by_key(|(account, found)| (Reverse(found.bought_minor), *account));
    items.truncate(limit);
    let item = |(account, found): (AccountId, Reciprocity)| AccountBothWays {
        account,
        name: book.name(account),
        figures: found.into(),
    };
    ReciprocityReport {
        window,
        figures: all.into(),
        accounts: both.len(),
        mutual: both.values().filter(|found| found.sold_minor > 0).count(),
        suppliers: both.values().filter(|found| found.net_minor() < 0).count(),
        left_out: left_out.len(),
        left_out_minor: left_out.iter().sum(),
        items: items.into_iter().map(item).collect(),
        about: book.about,
    }
}
