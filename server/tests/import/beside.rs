//! Commands while a file goes in: whoever has nothing to do with it goes on, whoever collides with it is answered after it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use app::wire::ImportAnswer;
use domain::account::CreateAccount;
use domain::command::{Command, WIRE};
use domain::day::Day;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::AccountId;
use domain::money::Currency;
use domain::rejection::{Outcome, Rejection};
use jiff::civil::date;
use server::Fault;
use server::engine::sent::About;
use server::engine::{Decided, Sent};
use sqlx::PgPool;

use super::books::{Books, HEADINGS};
use super::real;
use crate::support::firm::id;

/// How long the file is held up where a test holds it up.
const HELD: Duration = Duration::from_millis(1500);
/// Far less than that, and far more than a command takes.
pub const SOON: Duration = Duration::from_millis(700);

fn sent(command: &Command) -> Sent {
    let about = About { id: id(), made_at: jiff::Timestamp::now(), base_seq: 0 };
    Sent::from_outside(id(), WIRE, &about, &serde_json::to_value(command).unwrap())
}

fn account(account: AccountId, reference: &str) -> Command {
    let name = format!("Firm {}", account.0);
    let (country, segment) = (String::new(), String::new());
    Command::CreateAccount(CreateAccount {
        account,
        name,
        reference: reference.to_owned(),
        country,
        segment,
        owner: None,
    })
}

fn sale(account: AccountId, number: &str) -> Command {
    sale_on(date(2011, 1, 31), account, number)
}

pub fn sale_on(day: Day, account: AccountId, number: &str) -> Command {
    Command::RecordDocument(RecordDocument {
        document: id(),
        account,
        document_kind: DocumentKind::Sale,
        day,
        number: number.to_owned(),
        amount_minor: 700,
        currency: Currency::of("GBP").unwrap(),
        rate: None,
        lines: Vec::new(),
    })
}

impl Books {
    pub async fn run(&self, command: &Command) -> (Result<Decided, Fault>, Duration) {
        let began = Instant::now();
        let mut run = self.house.server.engine.run(self.workspace, self.person, vec![sent(command)]).await;
        (run.stopped.map_or_else(|| Ok(run.decided.remove(0)), Err), began.elapsed())
    }

    pub async fn apply(&self, command: &Command) -> Duration {
        let (decided, took) = self.run(command).await;
        assert_eq!(decided.as_ref().unwrap().receipt.outcome, Outcome::Applied, "{decided:?}");
        took
    }

    /// From now on each statement that writes to `table` takes [`HELD`] longer.
    async fn hold_up(&self, table: &str) {
        let sleep = "create or replace function hold_up() returns trigger language plpgsql as
             $$ begin perform pg_sleep(1.5); return null; end $$";
        sqlx::query(sleep).execute(&self.pool).await.unwrap();
        let trigger =
            format!("create trigger hold_up after insert on {table} for each statement execute function hold_up()");
        sqlx::query(sqlx::AssertSqlSafe(trigger)).execute(&self.pool).await.unwrap();
    }

    /// The same where rows are written of a sheet that does not count: commands write in the one that does.
    pub async fn hold_up_sheets(&self) {
        for act in [
            "create function hold_up_sheet() returns trigger language plpgsql as $$ begin
                 if exists (select from fresh join workspace using (workspace_id)
                            where fresh.sheet_id <> workspace.sheet_id) then
                     perform pg_sleep(1.5);
                 end if;
                 return null;
             end $$",
            "create trigger hold_up_sheet after insert on trailing_figure referencing new table as fresh
                 for each statement execute function hold_up_sheet()",
        ] {
            sqlx::query(act).execute(&self.pool).await.unwrap();
        }
    }

    /// Waits until a statement is held up.
    pub async fn wait_until_held(&self) {
        let held = "select count(*) from pg_stat_activity
             where datname = current_database() and wait_event = 'PgSleep'";
        while self.number(held).await == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

fn send(books: &Arc<Books>, file: Vec<u8>) -> tokio::task::JoinHandle<ImportAnswer> {
    let books = Arc::clone(books);
    tokio::spawn(async move { books.take("", file).await })
}

const GOOD: &str = "A1,A,2011-01-31,10.00,,,,\nA2,A,2011-02-01,2.50,,,,\nB1,B,2011-02-01,3,,,,\n";

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_command_that_collides_with_a_file_is_answered_after_it_and_holds_up_nobody(pool: PgPool) {
    let books = Arc::new(Books::open(pool).await);
    let known = id();
    books.apply(&account(known, "B")).await;
    books.hold_up("document").await;
    let taking = send(&books, format!("{HEADINGS}{GOOD}").into_bytes());
    books.wait_until_held().await;

    let colliding: Vec<_> = [account(id(), "A"), sale(known, "A1")]
        .map(|command| {
            let books = Arc::clone(&books);
            tokio::spawn(async move { books.run(&command).await })
        })
        .into();
    let mut others = 0;
    while !taking.is_finished() {
        let took = books.apply(&account(id(), "")).await;
        assert!(took < SOON, "somebody who has nothing to do with it waited for {took:?}");
        others += 1;
    }
    assert!(others > 10, "{others}");
    assert_eq!(taking.await.unwrap().imported, 3);
    let mut said = Vec::new();
    for one in colliding {
        let (decided, took) = one.await.unwrap();
        said.push(decided.unwrap().rejection().cloned());
        assert!(took > HELD / 2, "it was no collision: {took:?}");
    }
    assert_eq!(said, [Some(Rejection::ReferenceTaken), Some(Rejection::NumberTaken)]);
    books.assert_settled().await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn months_and_figures_of_a_file_are_written_beside_the_lock(pool: PgPool) {
    let books = Arc::new(Books::open(pool).await);
    for table in ["document", "month_total", "trailing_figure"] {
        books.hold_up(table).await;
        let file = format!("{HEADINGS}{table}1,{table},2011-01-31,10,,,,\n{table}2,{table},2011-02-01,2,,,,\n");
        let taking = send(&books, file.into_bytes());
        books.wait_until_held().await;
        while !taking.is_finished() {
            let took = books.apply(&account(id(), "")).await;
            assert!(took < SOON, "{table} held somebody up for {took:?}");
        }
        assert_eq!(taking.await.unwrap().imported, 2);
        let release = sqlx::AssertSqlSafe(format!("drop trigger hold_up on {table}"));
        sqlx::query(release).execute(&books.pool).await.unwrap();
    }
    books.assert_settled().await;
}

/// Three accounts with trade of 2010; then a file of the next year for two of them, which is held up once its sheet of
/// figures is worked out, while `meanwhile` is run.
async fn take_while(pool: PgPool, meanwhile: impl Fn(AccountId) -> Vec<Command>) -> Arc<Books> {
    let books = Arc::new(Books::open(pool).await);
    books.take("", format!("{HEADINGS}A1,A,2010-03-31,10,,,,\nB1,B,2010-12-05,2,,,,\nC1,C,2010-12-06,3,,,,\n")).await;
    books.assert_settled().await;
    books.hold_up_sheets().await;
    let file = format!("{HEADINGS}A2,A,2011-03-31,5,,,,\nB2,B,2011-03-30,-2,credit,,,\n");
    let taking = send(&books, file.into_bytes());
    books.wait_until_held().await;
    for reference in ["A", "B", "C"] {
        let known = sqlx::query_scalar("select id from account where reference = $1").bind(reference);
        let known: uuid::Uuid = known.fetch_one(&books.pool).await.unwrap();
        for command in meanwhile(known.into()) {
            let took = books.apply(&command).await;
            assert!(took < SOON, "{command:?} was held up for {took:?}");
        }
    }
    assert!(!taking.is_finished());
    assert_eq!(taking.await.unwrap().imported, 2);
    books.assert_settled().await;
    let left = "select count(*) from trailing_figure
         where sheet_id not in (select sheet_id from workspace)";
    assert_eq!(books.number(left).await, 0);
    books
}

const REVENUE: &str = "select sum(revenue_ttm_minor)::bigint from trailing_figure";

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_document_that_is_recorded_while_a_file_moves_the_reporting_date_counts(pool: PgPool) {
    let books = take_while(pool, |account| vec![sale(account, &format!("{account}"))]).await;
    // To 31 March 2011: the file's 5.00 - 2.00, 2.00 and 3.00 of December, and three times 7.00.
    assert_eq!(books.number(REVENUE).await, 2_900);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_document_later_than_all_of_the_file_moves_the_reporting_date_beside_it(pool: PgPool) {
    let later = date(2011, 12, 5);
    let books = take_while(pool, |account| vec![sale_on(later, account, &format!("{account}"))]).await;
    assert_eq!(books.number("select count(*) from workspace where trailing_to = '2011-12-05'").await, 1);
    // Of 2010 only the sale of 6 December is left.
    assert_eq!(books.number(REVENUE).await, 300 + 300 + 2_100);
}

/// How long commands take that are sent all the while, one every 10 ms; sorted.
async fn run_beside(books: &Arc<Books>, taking: &tokio::task::JoinHandle<ImportAnswer>) -> Vec<Duration> {
    let mut running = Vec::new();
    while !taking.is_finished() {
        let books = Arc::clone(books);
        running.push(tokio::spawn(async move { books.apply(&account(id(), "")).await }));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut took = Vec::new();
    for one in running {
        took.push(one.await.unwrap());
    }
    took.sort();
    took
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn commands_beside_the_real_file_are_all_applied(pool: PgPool) {
    let Some(file) = real::file() else { return };
    let books = Arc::new(Books::open(pool).await);
    let taking = send(&books, file);
    let took = run_beside(&books, &taking).await;
    assert_eq!(taking.await.unwrap().imported, 22_190);
    let at = |share: usize| took[(took.len() - 1) * share / 100];
    assert!(took.len() > 20, "{took:?}");
    println!("{} commands beside it: p50 {:?}, p99 {:?}, longest {:?}", took.len(), at(50), at(99), at(100));
}
