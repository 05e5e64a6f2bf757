//! What became of the revenue of one window in another: retention, and who moved most.

use std::cmp::Reverse;

use app::wire::report::{Mover, MoversReport, RetentionFigures, RetentionReport, Span, Windows};
use axum::Json;
use axum::extract::State;
use domain::{
    day::Day,
    ids::AccountId,
    retention::{Pair, Pairs, Retention, paired},
};

use super::{Book, NO_DAY, reporting_date, year_to};
use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::{DayAsked, Query, WINDOW_MAX, day, limited};
use crate::{Fault, Shared};

/// How many accounts are told of either direction where nothing else is asked for.
const MOVERS: usize = 10;

asked! {
    /// Two windows.
    WindowsAsked {
        /// The first day of the window; by default that of the twelve months to its last day.
        from: DayAsked,
        /// The first day of the window before; by default that of the twelve months to its last day.
        prior_from: DayAsked,
        /// Its last day; by default the day before the window.
        prior_to: DayAsked,
    }
}

asked! {
    /// Two windows, and how many accounts are told of them.
    MoversAsked {
        /// The first day of the window; by default that of the twelve months to its last day.
        from: DayAsked,
        /// The first day of the window before; by default that of the twelve months to its last day.
        prior_from: DayAsked,
        /// Its last day; by default the day before the window.
        prior_to: DayAsked,
        /// How many accounts of either direction at most: 1 to 200, by default 10.
        limit: usize,
    }
}

/// The windows of a query, the one before first; those are named by the days that were asked for.
fn spans(to: Day, from: Option<DayAsked>, before: [Option<DayAsked>; 2]) -> Result<[Span; 2], Fault> {
    let from = day(from).unwrap_or(year_to(to).from);
    let [prior_from, prior_to] = before.map(day);
    let prior_to = prior_to.map_or_else(|| from.yesterday().map_err(|_| NO_DAY), Ok)?;
    let before = Span { from: prior_from.unwrap_or(year_to(prior_to).from), to: prior_to };
    Ok([before, Span { from, to }])
}

fn told_windows([before, now]: [Span; 2]) -> Windows {
    Windows { window: now, prior_from: before.from, prior_to: before.to }
}

pub(super) fn pairs(book: &Book, [before, now]: [Span; 2]) -> Pairs {
    paired(book.revenues(before), book.revenues(now))
}

/// What became of the revenue of one window in another.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/retention",
    params(WindowsAsked),
    responses((status = 200, body = RetentionReport), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn retention(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<WindowsAsked>,
) -> Result<Json<RetentionReport>, Fault> {
    let to = reporting_date(&server, &signed, day(asked.to)).await?;
    let spans = spans(to, asked.from, [asked.prior_from, asked.prior_to])?;
    let book = Book::open(&server, &signed, &asked.asked(), &spans).await?;
    let found = Retention::of(pairs(&book, spans).values().copied());
    Ok(Json(RetentionReport {
        about: book.about,
        windows: told_windows(spans),
        figures: RetentionFigures::from(&found),
    }))
}

/// The accounts whose revenue changed most between two windows.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/movers",
    params(MoversAsked),
    responses((status = 200, body = MoversReport), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn movers(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<MoversAsked>,
) -> Result<Json<MoversReport>, Fault> {
    let limit = limited(asked.limit, MOVERS, WINDOW_MAX)?;
    let to = reporting_date(&server, &signed, day(asked.to)).await?;
    let spans = spans(to, asked.from, [asked.prior_from, asked.prior_to])?;
    let book = Book::open(&server, &signed, &asked.asked(), &spans).await?;
    let pairs = pairs(&book, spans);
    let (up, down) = (movers_of(&book, &pairs, true, limit), movers_of(&book, &pairs, false, limit));
    Ok(Json(MoversReport { about: book.about, windows: told_windows(spans), up, down }))
}

/// Those that moved most in one direction, with their names.
pub(super) fn movers_of(book: &Book, pairs: &Pairs, upwards: bool, limit: usize) -> Vec<Mover> {
    first_movers(pairs, upwards, limit).into_iter().map(|(id, pair)| mover(book, id, pair)).collect()
}

/// Those that moved most in one direction; those alike by their ids.
fn first_movers(pairs: &Pairs, upwards: bool, limit: usize) -> Vec<(AccountId, Pair)> {
    let moved = |pair: &Pair| if upwards { pair.change_minor() } else { -pair.change_minor() };
    let mut all: Vec<(AccountId, Pair)> =
        pairs.iter().map(|(id, pair)| (*id, *pair)).filter(|(_, pair)| moved(pair) > 0).collect();
    all.sort_by_key(|(id, pair)| (Reverse(moved(pair)), *id));
    all.truncate(limit);
    all
}

fn mover(book: &Book, account: AccountId, pair: Pair) -> Mover {
    Mover {
        account,
        name: book.name(account),
        before_minor: pair.before_minor,
        now_minor: pair.now_minor,
        change_minor: pair.change_minor(),
    }
}
