//! What currencies were worth, day by day, and lists of rates that come as files.

use std::collections::BTreeMap;

use app::wire::import::RowRule;
use app::wire::list::{ListFault, ListRule};
use app::wire::rates::{RATES, RATES_MAX, RateListAnswer, Rates, RatesOf};
use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::{
    day::{Day, Written},
    exchange_rate::ExchangeRate,
    ids::ExchangeRateId,
    keep::{RECORDS_MAX, Ruled, Wish},
    policy::Action,
    rate::Rate,
    viewer::{Rights, Viewer},
    workspace::Workspace,
};

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::import::check::currency_of;
use crate::list::{self, Form, Line};
use crate::query::{DayAsked, Query, day};
use crate::{Fault, Server, Shared, store};

/// What a list of rates looks like.
const LIST: Form<'_> = Form { needed: &["day", "currency", "rate"], optional: &[], lines_max: RECORDS_MAX };
/// How days are written in it.
const DAY_FORM: &str = "YYYY-MM-DD";

/// Which rates are asked for.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RatesAsked {
    /// The code of a currency; by default all that have any rate.
    currency: Option<String>,
    /// The latest day; by default today.
    #[param(inline)]
    to: Option<DayAsked>,
    /// How many rates of each at most: 1 to 400, by default 31.
    limit: Option<i64>,
}

/// What currencies were worth.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/rates",
    params(RatesAsked),
    responses((status = 200, body = Rates), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<RatesAsked>,
) -> Result<Json<Rates>, Fault> {
    load(&server, &signed, &asked).await.map(Json)
}

/// The rates of the page of currencies.
///
/// # Errors
/// As [`read`].
pub async fn load_latest(server: &Server, signed: &Signed) -> Result<Rates, Fault> {
    load(server, signed, &RatesAsked::default()).await
}

async fn load(server: &Server, signed: &Signed, asked: &RatesAsked) -> Result<Rates, Fault> {
    const CURRENCY: Fault = Fault::NotUnderstood("The currency is a code of three letters, such as GBP.");
    let only = asked.currency.as_deref().map(|code| currency_of(code).ok_or(CURRENCY)).transpose()?;
    let limit = asked.limit.unwrap_or(RATES);
    if !(1..=RATES_MAX).contains(&limit) {
        return Err(Fault::NotUnderstood("The limit is a number from 1 to 400."));
    }
    let to = day(asked.to).unwrap_or(server.engine.clock().today());
    let (_, house) = house(server, signed).await?;
    let mut connection = server.database.acquire().await?;
    let mut currencies = Vec::new();
    for (currency, days) in store::exchange_rate::load_currencies(&mut connection, signed.workspace).await? {
        if only.is_none_or(|only| only == currency) {
            let rates =
                store::exchange_rate::load_latest(&mut connection, signed.workspace, currency, to, limit).await?;
            currencies.push(RatesOf { currency, days, rates });
        }
    }
    Ok(Rates { base: house.base_currency, currencies })
}

async fn house(server: &Server, signed: &Signed) -> Result<(Rights, Workspace), Fault> {
    let model = server.feeds.directory_now(signed.workspace).await?;
    let house = model.workspace.clone().ok_or(Fault::NotFound)?;
    Ok((rights_now(&model, signed.person)?, house))
}

/// Takes a list of rates in: CSV, the first line naming the columns `day`, `currency` and `rate`, days written as 2026-11-24 and rates
/// with a decimal point, in units of the base currency for a unit of the currency. All of it or nothing: where a line is refused, the
/// answer tells which and why. A rate that is there is changed where the list differs; no document is.
///
/// # Errors
/// [`Fault::NotAllowed`] to who may not enter rates.
#[utoipa::path(
    post,
    path = "/api/v1/rates",
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, body = RateListAnswer),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 413, body = Problem),
        (status = 422, description = "Nothing was taken in", body = RateListAnswer),
    )
)]
pub async fn take(State(server): State<Shared>, signed: Signed, request: Request) -> Result<Response, Fault> {
    let (rights, house) = house(&server, &signed).await?;
    let (bytes, viewer) = list::receive(&server, &signed, rights, Action::Configure, request).await?;
    let answer = match list::lines(&bytes, &LIST).and_then(|lines| told(lines, &viewer, &house)) {
        Ok(told) => keep(&server, &signed, told).await?,
        Err(faults) => refused(faults),
    };
    Ok(list::answered(answer.refused, answer))
}

/// The rates that lines tell, or everything that keeps them from being taken in.
fn told(lines: Vec<Line>, viewer: &Viewer, house: &Workspace) -> Result<Vec<ExchangeRate>, Vec<ListFault>> {
    let mut first_lines: BTreeMap<ExchangeRateId, usize> = BTreeMap::new();
    let (mut rates, mut faults) = (Vec::new(), Vec::new());
    for line in lines {
        let read = read_line(&line).map_err(|rule| ListFault { line: Some(line.number), rule }).and_then(|rate| {
            let ruled = rate.clone().settled(viewer).and_then(|rate| rate.suits(house));
            ruled.map(|()| rate).map_err(|reason| list::rejected(Some(line.number), reason))
        });
        match read {
            Ok(rate) => match first_lines.insert(rate.id, line.number) {
                Some(first_line) => {
                    faults.push(ListFault { line: Some(line.number), rule: ListRule::Twice { first_line } });
                }
                None => rates.push(rate),
            },
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(rates) } else { Err(faults) }
}

fn read_line(line: &Line) -> Result<ExchangeRate, ListRule> {
    let cell = |place: usize| line.cells.get(place).map_or("", |cell| cell.trim());
    let unreadable = |rule| ListRule::Unreadable { rule };
    let day = Day::of_text(cell(0)).ok_or_else(|| unreadable(RowRule::DayUnreadable { form: DAY_FORM.to_owned() }))?;
    let currency = currency_of(cell(1)).ok_or_else(|| unreadable(RowRule::CurrencyUnknown))?;
    let rate: Rate = cell(2).parse().map_err(|_| ListRule::RateUnreadable { value: cell(2).to_owned() })?;
    Ok(ExchangeRate::of(currency, day, rate))
}

/// Keeps what differs from what is there.
async fn keep(server: &Server, signed: &Signed, told: Vec<ExchangeRate>) -> Result<RateListAnswer, Fault> {
    let ids: Vec<_> = told.iter().map(|rate| rate.id.0).collect();
    let mut connection = server.database.acquire().await?;
    let known = store::exchange_rate::load(&mut connection, signed.workspace, &ids).await?;
    drop(connection);
    let known: BTreeMap<ExchangeRateId, ExchangeRate> = known.into_iter().map(|rate| (rate.id, rate)).collect();
    let (new, there): (Vec<_>, Vec<_>) = told.iter().partition(|rate| !known.contains_key(&rate.id));
    let changed: Vec<Wish> = there.into_iter().filter_map(|rate| Wish::of_edit(known.get(&rate.id)?, rate)).collect();
    let answer = RateListAnswer { added: new.len(), changed: changed.len(), ..RateListAnswer::default() };
    let wishes = new.into_iter().map(Wish::of_new).chain(changed).collect();
    Ok(list::keep(server, signed, wishes).await?.map_or(answer, |fault| refused(vec![fault])))
}

fn refused(faults: Vec<ListFault>) -> RateListAnswer {
    let (refused, faults) = list::told(faults);
    RateListAnswer { refused, faults, ..RateListAnswer::default() }
}

#[cfg(test)]
mod tests {
    use domain::{money::Currency, rejection::Rejection};
    use jiff::civil::date;

    use super::*;

    fn told(lines: &[&str]) -> Result<Vec<ExchangeRate>, Vec<ListFault>> {
        let line =
            |(number, text): (usize, &&str)| Line { number, cells: text.split(',').map(str::to_owned).collect() };
        let viewer = Viewer {
            actor: Default::default(),
            now: Default::default(),
            day: date(2026, 11, 24),
            language: "en".to_owned(),
            rights: Rights::default(),
        };
        let house = Workspace { base_currency: Currency::of("EUR").unwrap(), ..Workspace::default() };
        super::told((2..).zip(lines).map(line).collect(), &viewer, &house)
    }

    #[test]
    fn lines_tell_rates() {
        let rates = told(&["2026-11-23,usd,0.9213", "2026-11-23, JPY ,0.0062"]).unwrap();
        let said: Vec<_> = rates.iter().map(|rate| (rate.currency.code(), rate.rate.to_string())).collect();
        assert_eq!(said, [("USD", "0.9213".to_owned()), ("JPY", "0.0062".to_owned())]);
    }

    #[test]
    fn every_line_that_is_none_is_told() {
        let faults = told(&[
            "23.11.2026,USD,1",
            "2026-11-23,XXX,1",
            "2026-11-23,USD,0,92",
            "2026-11-25,USD,1",
            "2026-11-23,EUR,1",
            "2026-11-20,USD,0.9",
            "2026-11-20,USD,0.9",
        ]);
        let base = Currency::of("EUR").unwrap();
        let rejected = |line, reason| ListFault { line: Some(line), rule: ListRule::Rejected { reason } };
        let fault = |line, rule| ListFault { line: Some(line), rule };
        let unreadable = |rule| ListRule::Unreadable { rule };
        assert_eq!(
            faults.unwrap_err(),
            [
                fault(2, unreadable(RowRule::DayUnreadable { form: DAY_FORM.to_owned() })),
                fault(3, unreadable(RowRule::CurrencyUnknown)),
                fault(4, ListRule::RateUnreadable { value: "0".to_owned() }),
                rejected(5, Rejection::DayInFuture { latest: date(2026, 11, 24) }),
                rejected(6, Rejection::RateOfBase { base }),
                fault(8, ListRule::Twice { first_line: 7 }),
            ]
        );
    }
}
