//! A command that moves the reporting date of many accounts: their figures are worked out beside the lock.

use std::fmt::Write as _;
use std::sync::Arc;

use domain::change::Kind;
use domain::command::Command;
use domain::day::Day;
use domain::ids::AccountId;
use domain::undo::Undo;
use domain::workspace::SetReportingDate;
use jiff::civil::date;
use server::store;
use sqlx::PgPool;

use super::beside::{SOON, sale_on};
use super::books::{Books, HEADINGS};
use crate::support::firm::id;

/// Six hundred accounts with a sale each in the middle of March, and one with a sale on its last day.
async fn open(pool: PgPool) -> Arc<Books> {
    let books = Books::open(pool).await;
    let mut file = format!("{HEADINGS}L,C1,2011-03-31,1,,,,\n");
    for account in 1..=600 {
        writeln!(file, "N{account},C{account},2011-03-15,{account},,,,").unwrap();
    }
    books.take("", file).await;
    Arc::new(books)
}

fn set(day: Day) -> Command {
    Command::SetReportingDate(SetReportingDate { day: Some(day) })
}

async fn known(books: &Books, reference: &str) -> AccountId {
    let known = sqlx::query_scalar("select id from account where reference = $1").bind(reference);
    AccountId(known.fetch_one(&books.pool).await.unwrap())
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn nobody_waits_for_the_figures_and_a_document_recorded_meanwhile_counts(pool: PgPool) {
    let books = open(pool).await;
    books.hold_up_sheets().await;
    let moving = {
        let books = Arc::clone(&books);
        tokio::spawn(async move { books.apply(&set(date(2011, 4, 30))).await })
    };
    books.wait_until_held().await;
    for reference in ["C2", "C3"] {
        let sale = sale_on(date(2011, 3, 20), known(&books, reference).await, reference);
        let took = books.apply(&sale).await;
        assert!(took < SOON, "somebody waited for {took:?}");
    }
    assert!(!moving.is_finished());
    moving.await.unwrap();
    assert_eq!(books.number("select count(*) from workspace where trailing_to = '2011-04-30'").await, 1);
    books.assert_settled().await;
    assert_eq!(books.number("select count(distinct sheet_id) from trailing_figure").await, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_document_of_a_later_day_moves_the_date_and_is_in_the_figures(pool: PgPool) {
    let books = open(pool).await;
    books.apply(&sale_on(date(2011, 5, 2), known(&books, "C7").await, "later")).await;
    assert_eq!(books.number("select count(*) from workspace where trailing_to = '2011-05-02'").await, 1);
    books.assert_settled().await;
    // All trends moved on by two months: too many to be told.
    assert_eq!(books.number("select count(*) from log where bulk and kind = 'record_document'").await, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn few_figures_that_change_are_told_one_by_one(pool: PgPool) {
    let books = open(pool).await;
    let first = known(&books, "C1").await;
    let before = books.house.server.feeds.directory_now(books.workspace).await.unwrap().trailing.get(&first).cloned();
    let (decided, _) = books.run(&set(date(2011, 3, 30))).await;
    let seq = decided.unwrap().receipt.seq.unwrap();
    let mut connection = books.house.server.database.acquire().await.unwrap();
    let logged = store::log::load_entry(&mut connection, books.workspace, seq).await.unwrap().unwrap();
    assert!(!logged.bulk);
    let told: Vec<_> = logged.entry.changes.iter().filter(|change| change.key.kind == Kind::Trailing).collect();
    assert_eq!(told.iter().map(|change| change.account).collect::<Vec<_>>(), [Some(first)]);
    books.assert_settled().await;
    let feeds = &books.house.server.feeds;
    let figure = feeds.directory_now(books.workspace).await.unwrap().trailing.get(&first).cloned();
    assert_eq!(figure.and_then(|figure| figure.last_day), Some(date(2011, 3, 15)));
    books.apply(&Command::Undo(Undo { entry: seq, answer: id() })).await;
    let figure = feeds.directory_now(books.workspace).await.unwrap().trailing.get(&first).cloned();
    assert_eq!(figure, before);
    books.assert_settled().await;
}
