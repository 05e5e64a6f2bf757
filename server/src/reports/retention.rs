//! What became of the revenue of one window in another: retention, and who moved most.

use std::cmp::Reverse;

use app::wire::report::{Bridge, Exact, Mover, MoversReport, RetentionReport, Windows};
use axum::Json;
use axum::extract::State;
use domain::{
    day::{Day, Window},
    ids::AccountId,
    retention::{Pair, Pairs, Retention, paired},
};

use super::{Asked, Book, checked, day_after, reporting_date, told_minor};
use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::{Query, WINDOW_MAX, limited};
use crate::{Fault, Shared};

/// How many accounts are told of either direction where nothing else is asked for.
const MOVERS: usize = 10;

asked! {
    /// Two windows.
    WindowsAsked {
        /// The first day of the window; by default that of the twelve months to its last day.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        from: Option<Day>,
        /// Its last day; by default the reporting date.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        to: Option<Day>,
        /// The first day of the window before; by default that of the twelve months to its last day.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        prior_from: Option<Day>,
        /// Its last day; by default the day before the window.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        prior_to: Option<Day>,
    }
}

asked! {
    /// Two windows, and how many accounts are told of them.
    MoversAsked {
        /// The first day of the window; by default that of the twelve months to its last day.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        from: Option<Day>,
        /// Its last day; by default the reporting date.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        to: Option<Day>,
        /// The first day of the window before; by default that of the twelve months to its last day.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        prior_from: Option<Day>,
        /// Its last day; by default the day before the window.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        prior_to: Option<Day>,
        /// How many accounts of either direction at most: 1 to 200, by default 10.
        limit: Option<usize>,
    }
}

/// The first and the last day of two windows, as far as they are asked for.
struct Ends {
    from: Option<Day>,
    to: Option<Day>,
    prior_from: Option<Day>,
    prior_to: Option<Day>,
}

/// Two windows over one book.
struct Compared {
    now: Book,
    windows: Windows,
    pairs: Pairs,
}

impl Compared {
    async fn open(server: &Shared, signed: &Signed, ends: Ends, asked: &Asked) -> Result<Self, Fault> {
        let to = reporting_date(server, signed, ends.to).await?;
        let from = ends.from.unwrap_or_else(|| Window::year_to(to).first());
        let before = || from.yesterday().map_err(|_| Fault::NotUnderstood("There is no such day."));
        let prior_to = ends.prior_to.map_or_else(before, Ok)?;
        let prior_from = ends.prior_from.unwrap_or_else(|| Window::year_to(prior_to).first());
        checked(from, to)?;
        checked(prior_from, prior_to)?;
        let before = Book::open(server, signed, asked, &[prior_from], day_after(prior_to)?).await?;
        let now = Book::open(server, signed, asked, &[from], day_after(to)?).await?;
        // Of an account that the reader came to see between the two reads there would be one window only.
        let mut pairs = paired(before.revenues(0..1), now.revenues(0..1));
        pairs.retain(|account, _| before.names.contains_key(account) && now.names.contains_key(account));
        Ok(Self { now, windows: Windows { from, to, prior_from, prior_to }, pairs })
    }
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
    let ends = Ends { from: asked.from, to: asked.to, prior_from: asked.prior_from, prior_to: asked.prior_to };
    let Compared { now, windows, pairs } = Compared::open(&server, &signed, ends, &asked.asked()).await?;
    let found = Retention::of(pairs.values().copied());
    Ok(Json(RetentionReport {
        about: now.about,
        windows,
        cohort: found.cohort,
        churned: found.churned,
        grr: found.gross().map(Exact::from),
        nrr: found.net().map(Exact::from),
        logo_churn: found.logo_churn().map(Exact::from),
        bridge: bridge(&found),
    }))
}

fn bridge(found: &Retention) -> Bridge {
    Bridge {
        start_minor: told_minor(found.start_minor),
        expansion_minor: told_minor(found.expansion_minor),
        contraction_minor: told_minor(found.contraction_minor),
        churn_minor: told_minor(found.churn_minor),
        new_minor: told_minor(found.new_minor),
        remainder_minor: told_minor(found.remainder_minor),
        end_minor: told_minor(found.end_minor()),
    }
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
    let ends = Ends { from: asked.from, to: asked.to, prior_from: asked.prior_from, prior_to: asked.prior_to };
    let Compared { now, windows, pairs } = Compared::open(&server, &signed, ends, &asked.asked()).await?;
    let told = |upwards: bool| first_movers(&pairs, upwards, limit).into_iter().map(|(id, pair)| mover(&now, id, pair));
    let (up, down) = (told(true).collect(), told(false).collect());
    Ok(Json(MoversReport { about: now.about, windows, up, down }))
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
