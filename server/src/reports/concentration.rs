//! How concentrated revenue is: in a window, month by month, and who came among the first.

use app::wire::report::{
    Concentration, ConcentrationReport, EnteredLeftReport, SERIES_MONTHS, SERIES_MONTHS_MAX, SeriesPoint, SeriesReport,
    Span, TopMove,
};
use axum::Json;
use axum::extract::State;
use domain::{
    concentration::Portfolio,
    day::{Day, Window},
    top_set::{Moved, Standing, TopSetChange},
};
use jiff::ToSpan;

use super::{Book, NO_DAY, reporting_date, year_to};
use crate::auth::Signed;
use crate::fault::Problem;
use crate::query::{DayAsked, Query, day};
use crate::{Fault, Server, Shared};

asked! {
    /// A window.
    WindowAsked {
        /// Its first day; by default that of the twelve months to its last day.
        from: DayAsked,
    }
}

impl WindowAsked {
    /// The book over the window, and which that is.
    pub(super) async fn open(&self, server: &Server, signed: &Signed) -> Result<(Book, Span), Fault> {
        let to = reporting_date(server, signed, day(self.to)).await?;
        let window = Span { from: day(self.from).unwrap_or(year_to(to).from), to };
        Ok((Book::open(server, signed, &self.asked(), &[window]).await?, window))
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
    let (book, window) = asked.open(&server, &signed).await?;
    let figures = figures(&book, window);
    Ok(Json(ConcentrationReport { about: book.about, window, figures }))
}

asked! {
    /// How long a series is, and where it ends.
    SeriesAsked {
        /// How many points, a month apart: 1 to 120, by default 36.
        months: usize,
    }
}

/// Concentration month by month: each point is about the twelve months to its day, which is the last of a calendar month, and at last
/// the day that was asked for.
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
    let ends = month_ends(reporting_date(&server, &signed, day(asked.to)).await?, months)?;
    let years: Vec<Span> = ends.into_iter().map(year_to).collect();
    let book = Book::open(&server, &signed, &asked.asked(), &years).await?;
    let points = years.iter().map(|year| SeriesPoint { to: year.to, figures: figures(&book, *year) }).collect();
    Ok(Json(SeriesReport { about: book.about, points }))
}

/// The ends of so many months, the last one `to` itself: what lies before it ends with a calendar month, so that it is read as it
/// stands added up.
pub(super) fn month_ends(to: Day, count: usize) -> Result<Vec<Day>, Fault> {
    let end = |back: usize| match back {
        0 => Ok(to),
        _ => to.first_of_month().checked_sub(i32::try_from(back - 1).unwrap_or(i32::MAX).months())?.yesterday(),
    };
    (0..count).rev().map(|back| end(back).map_err(|_| NO_DAY)).collect()
}

asked! {
    /// Two days to compare.
    DaysAsked {
        /// The day before; by default a year before the other.
        from: DayAsked,
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
    let to = reporting_date(&server, &signed, day(asked.to)).await?;
    let days = Span { from: day(asked.from).unwrap_or(Window::year_to(to).after), to };
    let (before, now) = (year_to(days.from), year_to(days.to));
    let book = Book::open(&server, &signed, &asked.asked(), &[days, before, now]).await?;
    let portfolio = |year| Portfolio::of(book.revenues(year));
    let change = TopSetChange::between(&portfolio(before), &portfolio(now));
    Ok(Json(EnteredLeftReport {
        days,
        size_before: change.size_before,
        size_now: change.size_now,
        entered: top_moves(&book, &change.entered),
        left: top_moves(&book, &change.left),
        about: book.about,
    }))
}

/// Those who came or left, with their names.
pub(super) fn top_moves(book: &Book, moves: &[Moved]) -> Vec<TopMove> {
    moves.iter().map(|moved| top_move(book, moved)).collect()
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

fn figures(book: &Book, window: Span) -> Concentration {
    Concentration::from(&Portfolio::of(book.revenues(window)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_end_on_their_last_day_and_the_last_one_where_it_was_asked() {
        let ends = month_ends(date(2026, 3, 31), 4).unwrap();
        assert_eq!(ends, [date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]);
        let ends = month_ends(date(2011, 12, 9), 3).unwrap();
        assert_eq!(ends, [date(2011, 10, 31), date(2011, 11, 30), date(2011, 12, 9)]);
    }
}
