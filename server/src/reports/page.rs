//! What the pages of reports are sent with: their figures, each page over one read of the book; and those of the catalogue, of
//! currencies, of the boards of the categorization models, of the key accounts and of what holds placements to account.

use app::pages::held_to_account::months_asked;
use app::pages::report::asked::Asked as Shown;
use app::paths;
use app::wire::concentration_page::{CURVE_PARTS, ConcentrationPart, RANKED_FIRST, Spot, TopChange};
use app::wire::json::Unread;
use app::wire::orders::OrdersShown;
use app::wire::reciprocity::RECIPROCITY_FIRST;
use app::wire::report::{Concentration, RetentionFigures, SERIES_MONTHS, Span};
use app::wire::retention_page::{COHORT_YEARS, CohortLine, MOVERS_FIRST, RetentionPart};
use axum::http::Uri;
use domain::cohort::cohorts;
use domain::concentration::{Portfolio, Revenue};
use domain::day::{Day, Window, Written, days_between};
use domain::ratio::Ratio;
use domain::retention::Retention;
use domain::top_set::{TOP_PERCENT, TopSetChange};
use jiff::ToSpan;

use super::concentration::{month_ends, top_moves};
use super::ranking::ranked;
use super::retention::{movers_of, pairs};
use super::{Asked, Book, NO_DAY, held_to_account, reciprocity, reporting_date, targets, wallet, year_to};
use crate::auth::Signed;
use crate::models::board;
use crate::store::revenue;
use crate::{Fault, Server, catalogue, key_accounts, orders, rates, scenarios, status_reports};

/// The part of the page at an address, for its reader.
///
/// # Errors
/// [`Fault::NotUnderstood`] where there is no such line of a person for the reader, and where the database is away.
pub async fn load(server: &Server, signed: Signed, uri: &Uri) -> Result<Unread, Fault> {
    let shown = Shown::of(uri.query().unwrap_or_default());
    if uri.path() == paths::CATALOGUE {
        return Unread::of(&catalogue::load(server, &signed).await?).map_err(Fault::broken);
    }
    if uri.path() == paths::MODELS_BOARD {
        return Unread::of(&board::load_part(server, &signed, uri).await?).map_err(Fault::broken);
    }
    if uri.path() == paths::KEY_ACCOUNTS {
        let as_of = Day::of_text(&paths::asked(uri.query().unwrap_or_default(), "as_of"));
        return Unread::of(&key_accounts::load(server, &signed, as_of).await?).map_err(Fault::broken);
    }
    if uri.path() == paths::STATUS_REPORTS {
        return status_reports::load_page(server, &signed, uri).await;
    }
    if uri.path() == paths::ORDERS {
        let shown = OrdersShown::of_word(&paths::asked(uri.query().unwrap_or_default(), "show"));
        let told = orders::load(server, &signed, shown, None, orders::ORDERS_FIRST).await?;
        return Unread::of(&told).map_err(Fault::broken);
    }
    if uri.path() == paths::SCENARIOS {
        return scenarios::load_page(server, &signed, uri).await;
    }
    if uri.path() == paths::HELD_TO_ACCOUNT {
        let months = months_asked(uri.query().unwrap_or_default());
        return Unread::of(&held_to_account::load(server, &signed, months, None).await?).map_err(Fault::broken);
    }
    if uri.path() == paths::CURRENCIES {
        return Unread::of(&rates::load_latest(server, &signed).await?).map_err(Fault::broken);
    }
    let to = reporting_date(server, &signed, shown.to).await?;
    let asked = Asked { basis: shown.basis, scope: Some(shown.accounts.word()), group: shown.group };
    // A window that would end before it begins is the usual one.
    let from = shown.from.filter(|from| *from <= to).unwrap_or(year_to(to).from);
    let window = Span { from, to };
    let part = match uri.path() {
        paths::TARGETS => Unread::of(&targets::load_page(server, &signed, &asked, shown.from, to).await?),
        paths::WALLET => Unread::of(
            &wallet::report(server, &signed, &asked, window, wallet::as_of(server, shown.to), wallet::ITEMS).await?,
        ),
        paths::RECIPROCITY => {
            Unread::of(&reciprocity::report(server, &signed, &asked, window, RECIPROCITY_FIRST).await?)
        }
        paths::RETENTION => Unread::of(&retention(server, signed, &asked, window).await?),
        _ => Unread::of(&concentration(server, signed, &asked, window).await?),
    };
    part.map_err(Fault::broken)
}

/// The window before another one: the year before a year, else as many days.
fn before(window: Span) -> Result<Span, Fault> {
    let to = window.from.yesterday().map_err(|_| NO_DAY)?;
    if window == year_to(window.to) {
        return Ok(year_to(to));
    }
    let days = days_between(window.from, window.to);
    Ok(Span { from: to.checked_sub(days.days()).map_err(|_| NO_DAY)?, to })
}

async fn retention(server: &Server, signed: Signed, asked: &Asked, window: Span) -> Result<RetentionPart, Fault> {
    let prior = before(window)?;
    let spans = [prior, window];
    let years = cohort_years(load_first_day(server, &signed).await?, window.to);
    let book = Book::open(server, &signed, asked, &[&spans[..], &years].concat()).await?;
    let periods: Vec<Vec<Revenue>> = years.iter().map(|year| book.revenues(*year)).collect();
    let pairs = pairs(&book, spans);
    let found = Retention::of(pairs.values().copied());
    Ok(RetentionPart {
        window,
        prior,
        figures: RetentionFigures::from(&found),
        n: pairs.values().filter(|pair| pair.now_minor > 0).count(),
        up: movers_of(&book, &pairs, true, MOVERS_FIRST),
        down: movers_of(&book, &pairs, false, MOVERS_FIRST),
        cohorts: cohorts(&periods).iter().map(CohortLine::from).collect(),
        years,
        about: book.about,
    })
}

/// The years to a day, the earliest first, as far as the ledger holds them whole and [`COHORT_YEARS`] at most.
fn cohort_years(first_day: Option<Day>, to: Day) -> Vec<Span> {
    let mut years = vec![year_to(to)];
    let is_whole = |year: &Span| first_day.is_some_and(|first| first <= year.from);
    while let Some(year) = years.last().copied().filter(|_| years.len() < COHORT_YEARS) {
        let before = year.from.yesterday().ok().map(year_to);
        let Some(before) = before.filter(is_whole) else { break };
        years.push(before);
    }
    years.reverse();
    years
}

/// The day on which the ledger begins.
async fn load_first_day(server: &Server, signed: &Signed) -> Result<Option<Day>, Fault> {
    let mut connection = server.database.acquire().await?;
    revenue::load_first_day(&mut connection, signed.workspace).await
}

async fn concentration(
    server: &Server,
    signed: Signed,
    asked: &Asked,
    window: Span,
) -> Result<ConcentrationPart, Fault> {
    let to = window.to;
    let before = Window::year_to(to).after;
    let years: Vec<Span> = month_ends(to, SERIES_MONTHS)?.into_iter().map(year_to).collect();
    let mut windows = years.clone();
    windows.extend([window, year_to(to), year_to(before)]);
    let book = Book::open(server, &signed, asked, &windows).await?;
    let first_day = load_first_day(server, &signed).await?;
    let now = Portfolio::of(book.revenues(window));
    let mut first = ranked(&book, window);
    first.truncate(RANKED_FIRST);
    Ok(ConcentrationPart {
        window,
        figures: Concentration::from(&now),
        first,
        curve: curve(&now),
        series: years.iter().map(|year| spot(&book, *year, first_day)).collect(),
        change: change(&book, before, to),
        about: book.about,
    })
}

fn spot(book: &Book, year: Span, first_day: Option<Day>) -> Spot {
    let portfolio = Portfolio::of(book.revenues(year));
    let share = portfolio.top_percent_share(TOP_PERCENT);
    Spot {
        to: year.to,
        n: portfolio.len(),
        top_permille: share.map(|share| share.scaled(1000)),
        is_whole: first_day.is_some_and(|first| first <= year.from),
    }
}

fn change(book: &Book, since: Day, to: Day) -> TopChange {
    let [before, now] = [since, to].map(|day| Portfolio::of(book.revenues(year_to(day))));
    let change = TopSetChange::between(&before, &now);
    TopChange {
        since,
        size_before: change.size_before,
        size_now: change.size_now,
        entered: top_moves(book, &change.entered),
        left: top_moves(book, &change.left),
    }
}

/// The Lorenz curve in ten-thousandths, at as many places as a drawing shows.
fn curve(portfolio: &Portfolio) -> Vec<[i64; 2]> {
    let (points, count) = (portfolio.lorenz(), portfolio.len());
    let parts = count.min(CURVE_PARTS);
    let at = |part: usize| {
        let accounts = count * part / parts.max(1);
        Some([Ratio::of_counts(accounts, count)?, *points.get(accounts)?].map(|ratio| ratio.scaled(10_000)))
    };
    (0..=parts).filter_map(at).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn cohorts_go_back_as_far_as_the_ledger() {
        let years = |first: Option<Day>| cohort_years(first, date(2026, 11, 24)).len();
        assert_eq!(
            [None, Some(date(2024, 11, 26)), Some(date(2024, 11, 25)), Some(Day::MIN)].map(years),
            [1, 1, 2, COHORT_YEARS]
        );
        let all = cohort_years(Some(date(2024, 1, 1)), date(2025, 12, 31));
        assert_eq!(all, [year_to(date(2024, 12, 31)), year_to(date(2025, 12, 31))]);
    }

    #[test]
    fn the_window_before_is_as_long() {
        let span = |from, to| Span { from, to };
        let year = before(year_to(date(2025, 12, 31))).unwrap();
        assert_eq!(year, span(date(2024, 1, 1), date(2024, 12, 31)));
        let quarter = before(span(date(2025, 4, 1), date(2025, 6, 30))).unwrap();
        assert_eq!(quarter, span(date(2024, 12, 31), date(2025, 3, 31)));
        assert!(before(span(Day::MIN, date(2025, 1, 1))).is_err());
    }
}
