//! Reports over a long ledger, beside plain SQL over its documents: a million of them, of 10,000 accounts, over three years.

use std::net::SocketAddr;

use domain::day::{Day, Window};
use jiff::ToSpan;
use jiff_sqlx::ToSqlx;
use server::engine::Clock;
use server::store::{self, Database};
use tokio::time::Instant;

use super::book::{self, House};
use super::http::{Ask, Line, address};
use super::measure::{Times, tell};
use super::process::Mainstay;

const ACCOUNTS: usize = 10_000;
/// Documents of each account, and over how many days they lie.
const EACH: i32 = 100;
const DAYS: i32 = 1_095;
/// How often each report is asked for, and the plain statement said.
const TIMES: usize = 15;

/// Measures reports.
pub async fn measure(database: &Database) -> anyhow::Result<()> {
    let house = book::board(database, ACCOUNTS).await?;
    let today = Clock::system().today();
    fill(database, &house, today).await?;
    let month_end = today.first_of_month().yesterday()?;
    let (year, days) = (first_of_year(month_end), today.checked_sub(200.days())?);
    let server = Mainstay::serve(0)?;
    let reports = [
        ("year", format!("concentration?from={year}&to={month_end}")),
        ("days", format!("concentration?from={days}&to={today}")),
        ("series", format!("series?months=36&to={month_end}")),
        ("series_today", format!("series?months=36&to={today}")),
    ];
    for (key, query) in reports {
        ask(server.address, &house, &query).await?.tell(&format!("report.{key}"));
    }
    plain(database, &house, year, month_end).await?.tell("report.plain_year");
    plain(database, &house, days, today).await?.tell("report.plain_days");
    Ok(())
}

fn first_of_year(to: Day) -> Day {
    Window::year_to(to).first()
}

/// Gives every account of a board so many documents more, and adds its months up.
async fn fill(database: &Database, house: &House, today: Day) -> anyhow::Result<()> {
    let mut connection = database.acquire().await?;
    // A million rows take longer than any statement of the server may.
    sqlx::query("set statement_timeout = 0").execute(&mut *connection).await?;
    let mut transaction = sqlx::Connection::begin(&mut *connection).await?;
    sqlx::query(
        "insert into document (workspace_id, id, account_id, kind, day, number, amount_minor, currency)
         select $1, gen_random_uuid(), account.id, case when number % 25 = 0 then 'credit' else 'sale' end,
             $2::date - (number * 11 + account.place) % $4, 'L-' || account.place || '-' || number,
             1000 + (account.place * 7919 + number * 104729) % 900000, workspace.base_currency
         from (
             select id, (row_number() over (order by id))::int as place from account where workspace_id = $1
         ) as account
         cross join generate_series(1, $3) as number
         join workspace on workspace.workspace_id = $1",
    )
    .bind(house.workspace.0)
    .bind(today.to_sqlx())
    .bind(EACH)
    .bind(DAYS)
    .execute(&mut *transaction)
    .await?;
    sqlx::query("delete from month_total where workspace_id = $1")
        .bind(house.workspace.0)
        .execute(&mut *transaction)
        .await?;
    store::trailing::write_months(&mut transaction, house.workspace).await?;
    transaction.commit().await?;
    sqlx::query("vacuum analyze document").execute(&mut *connection).await?;
    sqlx::query("vacuum analyze month_total").execute(&mut *connection).await?;
    Ok(())
}

async fn ask(server: SocketAddr, house: &House, query: &str) -> anyhow::Result<Times> {
    let mut line = Line::open(server, address(3)).await?;
    let path = format!("/api/v1/reports/{query}");
    let mut times = Times::default();
    // The first one warms the server and its directory.
    for number in 0..=TIMES {
        let began = Instant::now();
        let answer = line.ask(&Ask::get(&path, &house.head)).await?;
        match answer.status {
            200 if number == 0 => {}
            200 => times.add(began.elapsed()),
            _ => times.failed += 1,
        }
    }
    Ok(times)
}

/// The same figures by one statement over the documents, as somebody would write it who keeps no totals.
async fn plain(database: &Database, house: &House, from: Day, to: Day) -> anyhow::Result<Times> {
    let mut connection = database.acquire().await?;
    let mut times = Times::default();
    for number in 0..=TIMES {
        let began = Instant::now();
        let rows: Vec<(uuid::Uuid, i64)> = sqlx::query_as(
            "select account_id, sum(case kind when 'sale' then amount_minor else -amount_minor end)::bigint
             from document where workspace_id = $1 and day between $2 and $3 group by account_id",
        )
        .bind(house.workspace.0)
        .bind(from.to_sqlx())
        .bind(to.to_sqlx())
        .fetch_all(&mut *connection)
        .await?;
        if number == 0 {
            tell("report.accounts", rows.len() as f64);
        } else {
            times.add(began.elapsed());
        }
    }
    Ok(times)
}
