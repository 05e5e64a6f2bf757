//! How concentrated revenue is: in a window, month by month, and who came among the first.

use app::wire::report::{
    Abc, Concentration, ConcentrationReport, EnteredLeftReport, Exact, SERIES_MONTHS, SERIES_MONTHS_MAX, SeriesPoint,
    SeriesReport, TopMove,
};
use axum::Json;
use axum::extract::State;
use domain::{
    concentration::{Class, MAJOR_PERCENT, Portfolio},
    day::{Day, Window},
    top_set::{Moved, Standing, TopSetChange},
};
use jiff::ToSpan;

use super::{Book, checked, day_after, reporting_date, told_minor};
use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::Query;
use crate::{Fault, Shared};

/// How many months a trailing year has.
const YEAR: usize = 12;

asked! {
    /// A window.
    WindowAsked {
        /// Its first day; by default that of the twelve months to its last day.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        from: Option<Day>,
        /// Its last day; by default the reporting date.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        to: Option<Day>,
    }
}

/// How concentrated revenue is in a window.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/concentration",
    params(WindowAsked),
    responses((status = 200, body = ConcentrationReport), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn window(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<WindowAsked>,
) -> Result<Json<ConcentrationReport>, Fault> {
    let to = reporting_date(&server, &signed, asked.to).await?;
    let from = asked.from.unwrap_or_else(|| Window::year_to(to).first());
    checked(from, to)?;
    let book = Book::open(&server, &signed, &asked.asked(), &[from], day_after(to)?).await?;
    let figures = figures(&Portfolio::of(book.revenues(0..1)));
    Ok(Json(ConcentrationReport { about: book.about, from, to, figures }))
}

asked! {
    /// How long a series is, and where it ends.
    SeriesAsked {
        /// How many points, a month apart: 1 to 120, by default 36.
        months: Option<usize>,
        /// The day of the last point; by default the reporting date.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        to: Option<Day>,
    }
}

/// Concentration month by month: each point is about the twelve months to its day.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/series",
    params(SeriesAsked),
    responses((status = 200, body = SeriesReport), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn series(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<SeriesAsked>,
) -> Result<Json<SeriesReport>, Fault> {
    let months = asked.months.unwrap_or(SERIES_MONTHS);
    if !(1..=SERIES_MONTHS_MAX).contains(&months) {
        return Err(Fault::NotUnderstood("A series has 1 to 120 months."));
    }
    let to = reporting_date(&server, &signed, asked.to).await?;
    let ends = month_ends(to, months + YEAR)?;
    let begins = ends.iter().take(months + YEAR - 1).map(|end| day_after(*end)).collect::<Result<Vec<_>, _>>()?;
    let book = Book::open(&server, &signed, &asked.asked(), &begins, day_after(to)?).await?;
    let point = |(number, end): (usize, &Day)| {
        let portfolio = Portfolio::of(book.revenues(number..number + YEAR));
        SeriesPoint { to: *end, figures: figures(&portfolio) }
    };
    let points = ends.iter().skip(YEAR).enumerate().map(point).collect();
    Ok(Json(SeriesReport { about: book.about, points }))
}

/// The same day of so many months, the last one `to`, clamped to the end of shorter months.
fn month_ends(to: Day, count: usize) -> Result<Vec<Day>, Fault> {
    let back = |months: usize| to.checked_sub(i32::try_from(months).unwrap_or(i32::MAX).months());
    let ends: Result<Vec<Day>, jiff::Error> = (0..count).rev().map(back).collect();
    ends.map_err(|_| Fault::NotUnderstood("There is no such day."))
}

asked! {
    /// Two days to compare.
    DaysAsked {
        /// The day before; by default a year before the other.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        from: Option<Day>,
        /// The day now; by default the reporting date.
        #[serde(with = "domain::day::text_or_none")]
        #[param(value_type = Option<String>, format = Date)]
        to: Option<Day>,
    }
}

/// Who came among the largest tenth of accounts between two days, and who left it, and why.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/entered-left",
    params(DaysAsked),
    responses((status = 200, body = EnteredLeftReport), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn entered_left(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<DaysAsked>,
) -> Result<Json<EnteredLeftReport>, Fault> {
    let to = reporting_date(&server, &signed, asked.to).await?;
    let from = asked.from.unwrap_or_else(|| Window::year_to(to).after);
    checked(from, to)?;
    let year = async |day: Day| {
        let begins = [Window::year_to(day).first()];
        Book::open(&server, &signed, &asked.asked(), &begins, day_after(day)?).await
    };
    let (before, now) = (year(from).await?, year(to).await?);
    let change = TopSetChange::between(&Portfolio::of(before.revenues(0..1)), &Portfolio::of(now.revenues(0..1)));
    let told = |moves: &[Moved]| moves.iter().map(|moved| top_move(&now, moved)).collect();
    Ok(Json(EnteredLeftReport {
        from,
        to,
        size_before: change.size_before,
        size_now: change.size_now,
        entered: told(&change.entered),
        left: told(&change.left),
        about: now.about.clone(),
    }))
}

fn top_move(book: &Book, moved: &Moved) -> TopMove {
    let rank = |standing: Option<Standing>| standing.map(|standing| standing.rank);
    let minor = |standing: Option<Standing>| standing.map_or(0, |standing| standing.minor);
    TopMove {
        account: moved.account,
        name: book.name(moved.account),
        rank_before: rank(moved.before),
        rank_now: rank(moved.now),
        before_minor: minor(moved.before),
        now_minor: minor(moved.now),
        why: moved.why,
    }
}

fn figures(portfolio: &Portfolio) -> Concentration {
    Concentration {
        n: portfolio.len(),
        nonpositive: portfolio.left_out(),
        total_minor: told_minor(portfolio.total_minor()),
        nonpositive_minor: told_minor(portfolio.left_out_minor()),
        top1: portfolio.top_share(1).map(Exact::from),
        top10pct: portfolio.top_percent_share(10).map(Exact::from),
        top20pct: portfolio.top_percent_share(20).map(Exact::from),
        gini: portfolio.gini().map(Exact::from),
        gini_unbiased: portfolio.gini_unbiased().map(Exact::from),
        hhi: portfolio.hhi().map(Exact::from),
        hhi_normalised: portfolio.hhi_normalised().map(Exact::from),
        effective: portfolio.effective_count().map(Exact::from),
        k60: portfolio.count_to(60),
        k80: portfolio.count_to(80),
        major: portfolio.count_above(MAJOR_PERCENT),
        abc: abc(portfolio),
    }
}

fn abc(portfolio: &Portfolio) -> Abc {
    portfolio.classes().fold(Abc::default(), |mut abc, class| {
        let count = match class {
            Class::A => &mut abc.a,
            Class::B => &mut abc.b,
            Class::C => &mut abc.c,
        };
        *count += 1;
        abc
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_end_on_the_same_day_or_on_their_last() {
        let ends = month_ends(date(2026, 3, 31), 4).unwrap();
        assert_eq!(ends, [date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]);
    }
}
