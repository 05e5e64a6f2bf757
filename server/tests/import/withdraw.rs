//! Files that leave the books again: what goes, what stays, and that money does not drift.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::wire::import::{KeptDocument, Withdrawal};
use axum::http::{Method, StatusCode};
use domain::catalogue::{Product, ProductFamily};
use domain::command::Command;
use domain::document::ReverseDocument;
use domain::exchange_rate::ExchangeRate;
use domain::ids::{AccountId, DocumentId, ImportId};
use domain::keep::{Keep, Wish};
use domain::money::Currency;
use domain::note::AddNote;
use domain::rate::Rate;
use domain::undo::Undo;
use jiff::civil::{Date, date};
use sqlx::PgPool;

use super::beside::sale_on;
use super::books::{Books, HEADINGS};
use super::real;
use crate::support::firm::id;

const FIRST: &str =
    "A1,A,2011-01-31,10.00,invoice,France,Ada Ltd,\nA2,A,2011-02-01,-2.50,credit,,,\nB1,B,2011-02-01,4,,,,\n";
const SECOND: &str = "B2,B,2012-01-05,7,,,,\nC1,C,2011-02-09,1,,,,\n";

async fn take(books: &Books, rows: &str) -> ImportId {
    books.take("", format!("{HEADINGS}{rows}")).await.import_id.unwrap()
}

/// The account and the id of a document.
async fn find(books: &Books, number: &str) -> (AccountId, DocumentId) {
    let found: (uuid::Uuid, uuid::Uuid) = sqlx::query_as("select account_id, id from document where number = $1")
        .bind(number)
        .fetch_one(&books.pool)
        .await
        .unwrap();
    (AccountId(found.0), DocumentId(found.1))
}

async fn reversal(books: &Books, of: &str) -> Command {
    let (account, reverses) = find(books, of).await;
    let (number, reason) = (format!("{of} R"), "Booked twice".to_owned());
    Command::ReverseDocument(ReverseDocument {
        document: id(),
        reverses,
        account,
        day: date(2012, 2, 1),
        number,
        reason,
    })
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_file_goes_but_for_what_later_work_built_on(pool: PgPool) {
    let books = Books::open(pool).await;
    let (first, second) = (take(&books, FIRST).await, take(&books, SECOND).await);
    books.apply(&reversal(&books, "A1").await).await;
    let (noted, _) = find(&books, "C1").await;
    books.apply(&Command::AddNote(AddNote { note: id(), account: noted, text: "They pay late".into() })).await;

    let would = Withdrawal {
        documents: 2,
        kept: 1,
        accounts: 2,
        kept_documents: vec![KeptDocument { number: "A1".into(), day: date(2011, 1, 31), reversed_by: "A1 R".into() }],
    };
    let looked = books.withdrawal(&books.token, Method::GET, first).await;
    assert_eq!(serde_json::from_str::<Withdrawal>(&looked.body).unwrap(), would);
    // A has documents left, B one of the second file.
    assert_eq!(books.withdraw(first).await, Withdrawal { accounts: 0, ..would });
    assert_eq!(books.number("select count(*) from document").await, 4);
    assert_eq!(books.number("select kept from import where withdrawn_at is not null").await, 1);
    books.assert_settled().await;

    // With the second one B goes as well; of C somebody wrote something down.
    let went = books.withdraw(second).await;
    assert_eq!((went.documents, went.kept, went.accounts), (2, 0, 1));
    assert_eq!(books.number("select count(*) from account").await, 2);
    assert_eq!(books.number("select extract(month from last_ledger_day)::bigint from workspace").await, 2);
    books.assert_settled().await;

    // The same files come in again.
    let again = books.take("", format!("{HEADINGS}{FIRST}{SECOND}")).await;
    assert_eq!((again.imported, again.unchanged, again.accounts_created), (4, 1, 1));
    books.assert_settled().await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn who_may_not_import_takes_nothing_back_and_nothing_goes_twice(pool: PgPool) {
    let books = Books::open(pool).await;
    let import = take(&books, FIRST).await;
    let other = books.join("account_manager").await;
    for method in [Method::GET, Method::POST] {
        assert_eq!(books.withdrawal(&other, method.clone(), import).await.status, StatusCode::FORBIDDEN);
        assert_eq!(books.withdrawal(&books.token, method, id()).await.status, StatusCode::NOT_FOUND);
    }
    let before = books.counts().await;
    assert_eq!(before[0], 3);
    books.withdraw(import).await;
    assert_eq!(books.counts().await, [0, 0, 1, 0, 2]);
    for method in [Method::GET, Method::POST] {
        let told = books.withdrawal(&books.token, method, import).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.body.contains("taken back already"), "{}", told.body);
    }
    assert_eq!(books.counts().await, [0, 0, 1, 0, 2]);
    assert_eq!(books.number("select count(*) from workspace where last_ledger_day is null").await, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn lines_go_with_the_documents_of_their_file(pool: PgPool) {
    let books = Books::open(pool).await;
    let import = take(&books, FIRST).await;
    let family = ProductFamily { id: id(), name: "Drives".into(), ..ProductFamily::default() };
    let product = Product { id: id(), family: family.id, name: "Belt".into(), ..Product::default() };
    let records = vec![Wish::of_new(&family), Wish::of_new(&product)];
    books.apply(&Command::Keep(Keep { account: None, records })).await;
    // As a file with lines will bring them.
    let line = "insert into document_line (workspace_id, document_id, place, product_id, quantity, amount_minor, base_minor)
        select document.workspace_id, document.id, 1, product.id, 1000, amount_minor, base_minor from document, product";
    sqlx::query(line).execute(&books.pool).await.unwrap();
    books.apply(&reversal(&books, "A1").await).await;
    assert_eq!(books.number("select count(*) from document_line").await, 4);
    assert_eq!(books.withdraw(import).await.documents, 2);
    // What stayed, since it was reversed, kept its lines, and so did what reversed it.
    assert_eq!(books.number("select count(*) from document_line").await, 2);
    assert_eq!(books.number("select sum(amount_minor)::bigint from document_line").await, 0);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_real_file_goes_out_beside_commands(pool: PgPool) {
    let Some(file) = real::file() else { return };
    let books = Arc::new(Books::open(pool).await);
    let import = books.take("", file).await.import_id.unwrap();
    let (account, _) = find(&books, "536365").await;
    let leaving = {
        let books = Arc::clone(&books);
        tokio::spawn(async move { books.withdraw(import).await })
    };
    let mut recorded = 0;
    while !leaving.is_finished() {
        books.apply(&sale_on(date(2011, 1, 31), account, &format!("beside {recorded}"))).await;
        recorded += 1;
    }
    let went = leaving.await.unwrap();
    assert_eq!((went.documents, went.kept), (22_190, 0));
    assert_eq!(books.number("select count(*) from document").await, recorded);
    // The one account to which something was done stays.
    assert_eq!(books.number("select count(*) from account").await, 1);
    books.assert_settled().await;
}

/// Numbers that look like chance and are the same every time (SplitMix64; Steele, Lea and Flood, 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap() % end
    }
}

/// What the books should hold: of each number its net amount and currency, the file that brought it, and whether it was reversed.
#[derive(Default)]
struct Expected(BTreeMap<String, (Net, Option<ImportId>, bool)>);

/// A net amount in minor units of a currency.
type Net = (i64, &'static str);

/// The currencies of a file, with what a unit of each is worth in pounds on every day that comes up.
const CURRENCIES: [(&str, &str); 3] = [("GBP", "1"), ("JPY", "0.0051"), ("USD", "0.7893")];

/// What an amount comes to in pounds.
fn base_minor((minor, code): Net) -> i64 {
    let rate = CURRENCIES.iter().find(|(known, _)| *known == code).unwrap().1;
    let [from, to] = [code, "GBP"].map(|code| Currency::of(code).unwrap());
    rate.parse::<Rate>().unwrap().converted(minor, from, to).unwrap()
}

/// Enters what dollars and yen are worth on the days of the files.
async fn enter_rates(books: &Books) {
    let days = (1..=12).map(|month| date(2011, month, 15));
    let of_day = |day| CURRENCIES[1..].iter().map(move |(code, rate)| (Currency::of(code).unwrap(), day, rate));
    let rate = |(currency, day, rate): (Currency, Date, &&str)| ExchangeRate::of(currency, day, rate.parse().unwrap());
    let records = days.flat_map(of_day).map(rate).map(|rate| Wish::of_new(&rate)).collect();
    books.apply(&Command::Keep(Keep { account: None, records })).await;
}

/// What a document of a file comes to: the same for its number every time.
fn net_of(number: usize) -> Net {
    let minor = i64::try_from(number * 7_919 % 100_000).unwrap() + 1;
    (if number.is_multiple_of(5) { -minor } else { minor }, CURRENCIES[number % 3].0)
}

fn row(number: usize) -> String {
    let (minor, code) = net_of(number);
    let (sign, kind) = if minor < 0 { ("-", "credit") } else { ("", "invoice") };
    let (whole, rest, month) = (minor.abs() / 100, minor.abs() % 100, number % 12 + 1);
    let amount = if code == "JPY" { minor.abs().to_string() } else { format!("{whole}.{rest:02}") };
    format!("N{number},K{},2011-{month:02}-15,{sign}{amount},{kind},,,{code}\n", number % 7)
}

impl Expected {
    async fn take_in(&mut self, books: &Books, chance: &mut Chance) {
        let begin = chance.below(40);
        let numbers: Vec<usize> = (begin..begin + 1 + chance.below(15)).collect();
        let rows: String = numbers.iter().copied().map(row).collect();
        let answer = books.take("", format!("{HEADINGS}{rows}")).await;
        for number in numbers {
            self.0.entry(format!("N{number}")).or_insert((net_of(number), answer.import_id, false));
        }
    }

    async fn take_back(&mut self, books: &Books, chance: &mut Chance) {
        let there: Vec<ImportId> = self.0.values().filter_map(|(_, import, _)| *import).collect();
        let Some(import) = there.get(chance.below(there.len().max(1))).copied() else { return };
        let standing = sqlx::query_scalar("select withdrawn_at is null from import where id = $1").bind(import.0);
        if standing.fetch_one(&books.pool).await.unwrap() {
            books.withdraw(import).await;
            self.0.retain(|_, (_, of, reversed)| *of != Some(import) || *reversed);
        }
    }

    async fn record(&mut self, books: &Books, number: String) {
        let Some((account, _)) = self.any(books, &mut Chance(7)).await else { return };
        books.apply(&sale_on(date(2011, 6, 2), account, &number)).await;
        self.0.insert(number, ((700, "GBP"), None, false));
    }

    async fn reverse(&mut self, books: &Books, chance: &mut Chance, then_undo: bool) {
        let open: Vec<String> = self
            .0
            .iter()
            .filter(|(number, (.., reversed))| !reversed && !number.ends_with('R'))
            .map(|(number, _)| number.clone())
            .collect();
        let Some(number) = open.get(chance.below(open.len().max(1))) else { return };
        books.apply(&reversal(books, number).await).await;
        if then_undo {
            let entry = books.number("select seq from workspace").await;
            books.apply(&Command::Undo(Undo { entry, answer: id() })).await;
            return;
        }
        let (minor, code) = self
            .0
            .get_mut(number)
            .map(|stands| {
                stands.2 = true;
                stands.0
            })
            .unwrap();
        self.0.insert(format!("{number} R"), ((-minor, code), None, false));
    }

    async fn any(&self, books: &Books, chance: &mut Chance) -> Option<(AccountId, DocumentId)> {
        let numbers: Vec<&String> = self.0.keys().collect();
        let number = numbers.get(chance.below(numbers.len().max(1)))?;
        Some(find(books, number).await)
    }

    async fn assert_held(&self, books: &Books) {
        let net = "select currency, sum(case kind when 'sale' then amount_minor else -amount_minor end)::bigint,
                sum(case kind when 'sale' then base_minor else -base_minor end)::bigint
            from document group by currency";
        let stands: Vec<(String, i64, i64)> = sqlx::query_as(net).fetch_all(&books.pool).await.unwrap();
        let mut wanted: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for (net, ..) in self.0.values() {
            let sums = wanted.entry(net.1.to_owned()).or_default();
            *sums = (sums.0 + net.0, sums.1 + base_minor(*net));
        }
        assert_eq!(stands.into_iter().map(|(code, own, base)| (code, (own, base))).collect::<BTreeMap<_, _>>(), wanted);
        assert_eq!(books.number("select count(*) from document").await, i64::try_from(self.0.len()).unwrap());
        books.assert_settled().await;
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn money_does_not_drift_whatever_the_order(pool: PgPool) {
    let books = Books::open(pool).await;
    enter_rates(&books).await;
    let (mut expected, mut chance) = (Expected::default(), Chance(20_261_126));
    for step in 0..60 {
        match chance.below(6) {
            0 | 1 => expected.take_in(&books, &mut chance).await,
            2 => expected.take_back(&books, &mut chance).await,
            3 => expected.record(&books, format!("H{step}")).await,
            4 => expected.reverse(&books, &mut chance, false).await,
            _ => expected.reverse(&books, &mut chance, true).await,
        }
        expected.assert_held(&books).await;
    }
    assert!(books.number("select count(*) from import where withdrawn_at is not null").await > 2);
    assert!(books.number("select count(*) from document where reverses_id is not null").await > 2);
    assert!(books.number("select sum(kept)::bigint from import").await > 0);
    assert_eq!(books.number("select count(distinct currency) from document").await, 3);
}
