//! What is known of accounts is kept: whatever happens, it is what the records say, and nobody is told what comes from what they may not see.

mod seen;
mod walk;

use std::fmt::Write as _;

use crate::support::firm::{Firm, Hand, as_of, id, packed};
use crate::support::known::assert_known;
use crate::support::sale::sale;
use app::wire::import::{ImportAnswer, Withdrawal};
use axum::body::Body;
use axum::http::{Request, header};
use domain::catalogue::{Product, ProductFamily};
use domain::categorization::facts::{Fact, Facts};
use domain::command::Command;
use domain::contract::Contract;
use domain::day::Day;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::{AccountId, ImportId};
use domain::keep::{Keep, Ruled, Wish};
use jiff::{SignedDuration, ToSpan};
use server::engine::Sent;
use server::store;
use sqlx::PgPool;

fn keep<R: Ruled>(record: &R) -> Command {
    Command::Keep(Keep::one(record.account(), Wish::of_new(record)))
}

fn today(firm: &Firm) -> Day {
    firm.house.server.engine.clock().today()
}

/// Families, and a product of each.
async fn catalogue(firm: &Firm, families: usize) -> (Vec<ProductFamily>, Vec<Product>) {
    let family = |at: usize| ProductFamily { id: id(), name: format!("Family {at}"), ..ProductFamily::default() };
    let families: Vec<ProductFamily> = (0..families).map(family).collect();
    let product = |family: &ProductFamily| Product {
        id: id(),
        family: family.id,
        name: format!("Product of {}", family.name),
        code: format!("P{}", &family.name[7..]),
        ..Product::default()
    };
    let products: Vec<Product> = families.iter().map(product).collect();
    let records = families.iter().map(Wish::of_new).chain(products.iter().map(Wish::of_new)).collect();
    firm.apply(&firm.boss, &Command::Keep(Keep { account: None, records })).await;
    (families, products)
}

fn into_family(product: &Product, family: &ProductFamily) -> Command {
    let after = Product { family: family.id, ..product.clone() };
    Command::Keep(Keep::one(None, Wish::of_edit(product, &after).unwrap()))
}

async fn take_in(firm: &Firm, kind: &str, rows: String) -> ImportId {
    let request = as_of(&firm.boss, Request::post(format!("/api/v1/imports?kind={kind}")));
    let request = request.header(header::CONTENT_TYPE, "text/csv").body(Body::from(rows)).unwrap();
    let told = firm.house.send(request).await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    serde_json::from_str::<ImportAnswer>(&told.body).unwrap().import_id.unwrap()
}

async fn take_out(firm: &Firm, import: ImportId) -> Withdrawal {
    let request = as_of(&firm.boss, Request::post(format!("/api/v1/imports/{import}/withdrawal")));
    let told = firm.house.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

/// What is known, all of which is to be kept.
async fn known(firm: &Firm) -> std::collections::BTreeMap<AccountId, Facts> {
    let server = &firm.house.server;
    let mut connection = server.database.acquire().await.unwrap();
    let (known, kept) = assert_known(&mut connection, firm.workspace, server.engine.clock()).await;
    assert_eq!(kept, known.len());
    known
}

async fn sheet_of(firm: &Firm) -> uuid::Uuid {
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    sqlx::query_scalar("select sheet_id from workspace").fetch_one(&mut *connection).await.unwrap()
}

/// A file of one sale each to so many customers.
fn file(customers: usize, day: Day) -> String {
    let mut rows = "number,customer,date,net,name\n".to_owned();
    for at in 0..customers {
        writeln!(rows, "N{at},C{at},{day},{},Customer {at}", at + 1).unwrap();
    }
    rows
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_was_not_committed_leaves_neither_records_nor_facts(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    firm.apply(&firm.boss, &Command::RecordDocument(sale(account, today(&firm), 700))).await;
    let before = known(&firm).await;
    let mut turn = firm.house.server.engine.begin(firm.workspace).await.unwrap();
    let sent = Sent::by_server(Command::RecordDocument(sale(account, today(&firm), 50)), turn.now());
    turn.take(firm.boss.person, &sent).await.unwrap();
    let within = store::known_facts::load_all(turn.connection(), firm.workspace).await.unwrap();
    assert_eq!(within[0].facts.get(&Fact::RevenueTtmMinor), Some(&750), "in the same transaction");
    drop(turn);
    assert_eq!(known(&firm).await, before);
    assert_eq!(before[&account].get(&Fact::RevenueTtmMinor), Some(&700));
}

/// Nothing that a board is dragged for looks at what is known, or writes it.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_has_no_bearing_on_it_leaves_the_records_as_they_are(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let account = firm.account("One", None).await;
    let version = "select xmin::text from known_facts";
    let before: String = sqlx::query_scalar(version).fetch_one(&pool).await.unwrap();
    let edit = domain::account::AccountEdit::Segment("Food".to_owned());
    firm.apply(&firm.boss, &Command::EditAccount(domain::account::EditAccount { account, edit })).await;
    let after: String = sqlx::query_scalar(version).fetch_one(&pool).await.unwrap();
    assert_eq!(before, after);
    known(&firm).await;
}

/// On a new day contracts of very many accounts are over: that is looked at beside the lock, and the first command of the day finds it done.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_new_day_brings_many_accounts_up_to_date_beside_the_lock(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let day = today(&firm);
    take_in(&firm, "transactions", file(620, day.checked_sub(40.days()).unwrap())).await;
    let accounts: Vec<AccountId> = known(&firm).await.into_keys().collect();
    let contract = |account: &AccountId| {
        let to_day = Some(day.checked_add(10.days()).unwrap());
        Contract { id: id(), account: *account, name: "Frame".into(), from_day: day, to_day, ..Contract::default() }
    };
    for some in accounts.chunks(20) {
        let commands: Vec<_> = some.iter().map(|account| packed(&keep(&contract(account)))).collect();
        firm.receipts(&firm.boss, &commands).await;
    }
    let in_force = |facts: &Facts| facts.get(&Fact::ContractsInForce).copied();
    assert!(known(&firm).await.values().all(|facts| in_force(facts) == Some(1)));
    let sheet = sheet_of(&firm).await;
    let ahead = |days: i64| firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(24 * days));
    ahead(9);
    firm.note(&firm.boss, accounts[0], "Still with us").await;
    assert_eq!(sheet_of(&firm).await, sheet, "nothing is due");
    ahead(12);
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let (says, kept) = assert_known(&mut connection, firm.workspace, firm.house.server.engine.clock()).await;
    assert_eq!((says.len(), kept), (620, 0), "what is kept says itself that it is over");
    firm.note(&firm.boss, accounts[0], "Gone").await;
    assert!(known(&firm).await.values().all(|facts| in_force(facts) == Some(0)));
    assert_ne!(sheet_of(&firm).await, sheet, "too many for the lock");
    // Nor does anybody have to write.
    ahead(200);
    firm.house.server.engine.look_at_all().await.unwrap();
    let told = known(&firm).await;
    assert_eq!(told[&accounts[0]].get(&Fact::ColleaguesInContact), Some(&0), "long ago");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_product_that_very_many_bought_goes_into_another_family(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let (families, products) = catalogue(&firm, 2).await;
    let day = today(&firm);
    let mut rows = "number,customer,date,product,quantity,amount,name\n".to_owned();
    for at in 0..1_100 {
        writeln!(rows, "N{at},C{},{day},P0,1,5,Customer", at % 30).unwrap();
        writeln!(rows, "N{at},C{},{day},P1,1,5,Customer", at % 30).unwrap();
    }
    take_in(&firm, "lines", rows).await;
    let bought = |facts: &Facts| facts.get(&Fact::FamiliesBought).copied();
    assert!(known(&firm).await.values().all(|facts| bought(facts) == Some(2)));
    let sheet = sheet_of(&firm).await;
    // With another command behind it, which finds that nothing stands and leaves it so.
    let account = *known(&firm).await.keys().next().unwrap();
    let note = domain::note::AddNote { note: id(), account, text: "All of one kind now".into() };
    let commands = [into_family(&products[0], &families[1]), Command::AddNote(note)].map(|one| packed(&one));
    let receipts = firm.receipts(&firm.boss, &commands).await;
    assert!(receipts.iter().all(|receipt| receipt.seq.is_some()), "{receipts:?}");
    let told = known(&firm).await;
    assert!(told.values().all(|facts| bought(facts) == Some(1)));
    assert_eq!(told[&account].get(&Fact::ColleaguesInContact), Some(&1));
    assert_ne!(sheet_of(&firm).await, sheet);
    let left: i64 =
        sqlx::query_scalar("select count(distinct sheet_id) from known_facts").fetch_one(&pool).await.unwrap();
    assert_eq!(left, 1, "the old sheet is cleared away");
}

/// As after an update: what is not there is worked out before the server is ready.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_not_kept_yet_is_worked_out_before_the_server_is_ready(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let account = firm.account("One", None).await;
    firm.apply(&firm.boss, &Command::RecordDocument(sale(account, today(&firm), 700))).await;
    let before = known(&firm).await;
    for act in ["delete from known_facts", "update workspace set facts_on = null"] {
        sqlx::query(act).execute(&pool).await.unwrap();
    }
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let (says, kept) = assert_known(&mut connection, firm.workspace, firm.house.server.engine.clock()).await;
    assert_eq!((&says, kept), (&before, 0), "it is told all the same");
    firm.house.server.engine.work_out_missing().await.unwrap();
    assert_eq!(known(&firm).await, before);
}
