//! Files whose rows are lines of documents, and what is bought from accounts.

use app::wire::import::{ImportAnswer, ImportField, ImportTotal, RowRule};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::{exchange_rate::ExchangeRate, money::Currency};
use jiff::civil::date;
use server::store;
use sqlx::PgPool;

use super::books::{Books, HEADINGS};
use super::faulty::Told;

const LINES: &str = "number,customer,date,product,quantity,price,amount,document_total,kind,currency\n";

fn lines(rows: &str) -> Vec<u8> {
    format!("{LINES}{rows}").into_bytes()
}

/// Two products, `BOLT` and `NUT`, and a rate of the euro.
async fn stocked(pool: PgPool) -> Books {
    let books = Books::open(pool).await;
    stock(&books).await;
    books
}

pub async fn stock(books: &Books) {
    for sql in [
        "insert into product_family (workspace_id, id, name, code, archived)
         select workspace_id, gen_random_uuid(), 'Screws', '', false from workspace",
        "insert into product (workspace_id, id, family_id, name, code, archived)
         select workspace_id, gen_random_uuid(), id, coded.code, coded.code, false
         from product_family, (values ('BOLT'), ('NUT')) as coded (code)",
    ] {
        sqlx::query(sql).execute(&books.pool).await.unwrap();
    }
    let (currency, day) = (Currency::of("EUR").unwrap(), date(2026, 1, 30));
    let rate = ExchangeRate::of(currency, day, "0.5".parse().unwrap());
    let mut connection = books.house.server.database.acquire().await.unwrap();
    store::exchange_rate::write(&mut connection, books.workspace, &[&rate]).await.unwrap();
}

impl Books {
    /// Sends a file of lines that is to go in.
    async fn take_lines(&self, query: &str, rows: &str) -> ImportAnswer {
        let (status, answer) = self.send_lines(query, lines(rows)).await;
        assert_eq!(status, StatusCode::OK, "{answer:?}");
        answer
    }

    /// The lines of all documents, by number.
    async fn told(&self) -> Vec<(String, i32, String, i64, Option<i64>, i64, i64)> {
        sqlx::query_as(
            "select number, place, code, quantity, price, line.amount_minor, line.base_minor
             from document_line as line
             join document on document.id = document_id
             join product on product.id = product_id
             order by number, place",
        )
        .fetch_all(&self.pool)
        .await
        .unwrap()
    }
}

fn told(
    number: &str,
    place: i32,
    code: &str,
    quantity: i64,
    price: Option<i64>,
    amount: i64,
    base: i64,
) -> (String, i32, String, i64, Option<i64>, i64, i64) {
    (number.to_owned(), place, code.to_owned(), quantity, price, amount, base)
}

const GOOD: &str = "A1,A,2026-01-30,BOLT,3,0.333,,,,\n\
                    B1,B,2026-01-30,NUT,1.5,2,3.00,3.00,,EUR\n\
                    A1,A,2026-01-30,nut,2,,4.50,5.50,,\n\
                    A2,A,2026-01-31,BOLT,-1,1,,,,\n\
                    P7,B,2026-01-31,NUT,10,,70,,purchase,\n";

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn rows_of_one_number_are_one_document_wherever_they_stand(pool: PgPool) {
    let books = stocked(pool).await;
    let look = books.take_lines("&check=true", GOOD).await;
    assert_eq!((look.import_id, look.imported, look.lines, look.accounts_created), (None, 4, 5, 2));
    assert_eq!((books.counts().await, books.staged().await), ([0; 5], 0));

    let answer = books.take_lines("", GOOD).await;
    assert_eq!((answer.imported, answer.lines, answer.accounts_created, answer.unchanged), (4, 5, 2, 0));
    let total = |code: &str, sales_minor, credits_minor, purchases_minor| ImportTotal {
        currency: Currency::of(code).unwrap(),
        sales_minor,
        credits_minor,
        purchases_minor,
    };
    let mut totals = answer.totals.clone();
    totals.sort_by_key(|total| total.currency.code());
    assert_eq!(totals, [total("EUR", 300, 0, 0), total("GBP", 550, 100, 7000)]);
    assert_eq!(
        books.told().await,
        [
            told("A1", 1, "BOLT", 3000, Some(333_000), 100, 100),
            told("A1", 2, "NUT", 2000, None, 450, 450),
            told("A2", 1, "BOLT", 1000, Some(1_000_000), 100, 100),
            told("B1", 1, "NUT", 1500, Some(2_000_000), 300, 150),
            told("P7", 1, "NUT", 10_000, None, 7000, 7000),
        ]
    );
    assert_eq!(books.number("select purchases_minor from import").await, 7000);
    assert_eq!(books.staged().await, 0);
    books.assert_settled().await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_same_lines_again_change_nothing_and_others_are_refused(pool: PgPool) {
    let books = stocked(pool).await;
    let first = books.take_lines("", GOOD).await;
    let (before, stood) = (books.counts().await, books.told().await);
    let again = books.take_lines("", GOOD).await;
    assert_eq!((again.import_id, again.imported, again.lines, again.unchanged), (first.import_id, 0, 0, 5));
    assert_eq!((books.counts().await, books.told().await), (before, stood));

    // What is there stands beside what is new.
    let more = books.take_lines("", &format!("{GOOD}A3,A,2026-01-31,NUT,1,1,,,,\n")).await;
    assert_eq!((more.imported, more.lines, more.unchanged), (1, 1, 5));
    books.assert_settled().await;

    let taken = |differs: &[ImportField]| RowRule::NumberTaken { differs: differs.to_vec() };
    for (rows, rule) in [
        ("A2,A,2026-01-31,NUT,-1,1,,,,\n", taken(&[ImportField::Product])),
        ("A2,A,2026-01-31,BOLT,-2,0.5,,,,\n", taken(&[ImportField::Quantity, ImportField::Price])),
        ("A2,A,2026-01-31,BOLT,-2,1,,,,\n", taken(&[ImportField::Amount])),
        ("A2,A,2026-01-30,BOLT,-1,1,,,,\n", taken(&[ImportField::Day])),
    ] {
        let (status, answer) = books.send_lines("", lines(rows)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{rows}");
        assert_eq!(answer.refused.into_iter().map(|row| row.rule).collect::<Vec<_>>(), [rule], "{rows}");
    }
    // A document that is there without lines is another one than the same with them.
    books.take("", format!("{HEADINGS}D1,A,2026-01-31,1.00,,,,\n")).await;
    let (_, answer) = books.send_lines("", lines("D1,A,2026-01-31,NUT,1,1,,,,\n")).await;
    assert!(matches!(answer.refused[0].rule, RowRule::NumberTaken { .. }), "{answer:?}");
    // The file of documents knows it, with lines or without.
    let documents = books.take("", format!("{HEADINGS}A1,A,2026-01-30,5.50,,,,\n")).await;
    assert_eq!((documents.imported, documents.unchanged), (0, 1));
}

/// Files of lines, each with the line, the column and the rule of what is refused in it.
pub fn faulty() -> Vec<(Vec<u8>, Told)> {
    let many: String = (0..501).map(|_| "A1,A,2026-01-30,BOLT,1,1,,,,\n").collect();
    let pair = |second: &str| format!("A1,A,2026-01-30,BOLT,2,1,,,,\n{second}\n");
    let told = [
        ("A1,A,2026-01-30,,1,1,,,,\n".to_owned(), (2, "product", "product_empty")),
        ("A1,A,2026-01-30,SCREW,1,1,,,,\n".to_owned(), (2, "product", "product_unknown")),
        ("A1,A,2026-01-30,BOLT,a few,1,,,,\n".to_owned(), (2, "quantity", "decimal_unreadable")),
        ("A1,A,2026-01-30,BOLT,1.0001,1,,,,\n".to_owned(), (2, "quantity", "decimal_too_fine")),
        ("A1,A,2026-01-30,BOLT,0,1,,,,\n".to_owned(), (2, "quantity", "quantity_out_of_range")),
        ("A1,A,2026-01-30,BOLT,1,-1,,,,\n".to_owned(), (2, "price", "price_below_zero")),
        ("A1,A,2026-01-30,BOLT,-1,,1,,,\n".to_owned(), (2, "amount", "signs_differ")),
        ("A1,A,2026-01-30,BOLT,2,,,,,\n".to_owned(), (2, "amount", "line_without_amount")),
        ("A1,A,2026-01-30,BOLT,2,1,2.01,,,\n".to_owned(), (2, "amount", "line_amount_differs")),
        ("A1,A,2026-01-30,BOLT,-2,1,,,purchase,\n".to_owned(), (2, "quantity", "purchase_below_zero")),
        ("A1,A,2026-01-30,BOLT,2,1,,3.00,,\n".to_owned(), (2, "number", "lines_differ")),
        (many, (2, "number", "lines_too_many")),
        (pair("A1,A,2026-01-30,NUT,2,1,,,,EUR"), (3, "number", "number_twice")),
        (pair("A1,A,2026-01-29,NUT,2,1,,,,"), (3, "number", "number_twice")),
        (pair("A1,A,2026-01-30,NUT,-2,1,,,,"), (3, "number", "number_twice")),
        (pair("A1,B,2026-01-30,NUT,2,1,,,,"), (3, "number", "number_twice")),
    ];
    let good = "G1,G,2026-01-30,BOLT,1,1,,,,\n";
    told.into_iter().map(|(rows, told)| (lines(&format!("{rows}{good}")), told)).collect()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_does_not_add_up_is_said_in_words(pool: PgPool) {
    let books = stocked(pool).await;
    for (rows, wanted) in [
        ("A1,A,2026-01-30,SCREW,1,1,,,,\n", "No product of the catalogue has this code. Enter it there first."),
        ("A1,A,2026-01-30,BOLT,2,1,2.01,,,\n", "At this price the quantity comes to £\u{a0}2.00."),
        (
            "A1,A,2026-01-30,BOLT,2,1,,3.00,,\nA1,A,2026-01-30,NUT,2,1,,3.00,,\n",
            "The lines of this document come to £\u{a0}1.00 more than its total.",
        ),
        (
            "A1,A,2026-01-30,BOLT,2,1,,,,\nA1,B,2026-01-30,NUT,2,1,,,,EUR\n",
            "Line 2 has this number with another customer and currency.",
        ),
    ] {
        let (status, answer) = books.send_lines("", lines(rows)).await;
        assert_eq!((status, answer.imported), (StatusCode::UNPROCESSABLE_ENTITY, 0), "{rows}");
        assert_eq!(answer.refused.iter().map(|row| row.reason.as_str()).collect::<Vec<_>>(), [wanted], "{rows}");
    }
    let missing = books.send_lines("", "number,customer,date,product,quantity\nA1,A,2026-01-30,BOLT,1\n").await.1;
    assert!(matches!(missing.refused[0].rule, RowRule::HeadingMissing { field: ImportField::Amount, .. }));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_file_of_lines_goes_in_whole_or_not_at_all(pool: PgPool) {
    let books = stocked(pool).await;
    for (kind, query) in
        [("lines", "&partial=true"), ("transactions", "&mapping=%7B%22price%22%3A%22price%22%7D"), ("x", "")]
    {
        let told = books.post_kind(&books.token, kind, query, "text/csv", Body::from(lines(GOOD))).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind} {}", told.body);
    }
    assert_eq!(books.counts().await, [0; 5]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_file_of_lines_is_taken_back_with_its_lines(pool: PgPool) {
    let books = stocked(pool).await;
    let import = books.take_lines("", GOOD).await.import_id.unwrap();
    let gone = books.withdraw(import).await;
    assert_eq!((gone.documents, gone.accounts, gone.kept), (4, 2, 0));
    assert_eq!(books.number("select count(*) from document_line").await, 0);
    assert_eq!(books.number("select count(*) from month_total").await, 0);
    books.assert_settled().await;
    assert_eq!(books.take_lines("", GOOD).await.imported, 4, "it can come again");
    books.assert_settled().await;
    let told = books.withdrawal(&books.join("finance").await, Method::POST, import).await;
    assert_eq!(told.status, StatusCode::FORBIDDEN);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn lines_of_many_documents_come_in_whole_over_many_pages(pool: PgPool) {
    let books = stocked(pool).await;
    let amount = |place: i64, number: i64| 1 + (number * 7 + place * 13) % 1000;
    // Each document has its rows far apart from each other, more than a page.
    let row = |place: i64, number: i64| {
        let (day, currency) = if number % 3 == 0 { (30, "EUR") } else { (1 + number % 28, "") };
        let (customer, minor) = (number % 40, amount(place, number));
        format!(
            "N{number},C{customer},2026-01-{day:02},BOLT,{place},,{}.{:02},,,{currency}\n",
            minor / 100,
            minor % 100
        )
    };
    let all = || (1..=4).flat_map(|place| (0..1500).map(move |number| (place, number)));
    let rows: String = all().map(|(place, number)| row(place, number)).collect();
    let answer = books.take_lines("", &rows).await;
    assert_eq!((answer.imported, answer.lines, answer.accounts_created), (1500, 6000, 40));
    assert_eq!(books.number("select count(*) from document_line").await, 6000);
    let wanted: i64 = all().map(|(place, number)| amount(place, number)).sum();
    assert_eq!(books.number("select sum(amount_minor)::bigint from document_line").await, wanted);
    assert_eq!(answer.totals.iter().map(|total| total.sales_minor).sum::<i64>(), wanted, "sums in are sums out");
    assert_eq!(books.staged().await, 0);
    books.assert_settled().await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_bought_has_the_numbers_of_those_who_sell(pool: PgPool) {
    let books = Books::open(pool).await;
    let file = format!(
        "{HEADINGS}1,A,2026-01-30,10.00,sale,,,\n1,B,2026-01-30,7.00,purchase,,,\n1,C,2026-01-30,5.00,Eingangsrechnung,,,\n\
         1,B,2026-01-30,7.00,purchase,,,\n"
    );
    let answer = books.take("", &file).await;
    assert_eq!((answer.imported, answer.unchanged), (3, 1));
    let ImportTotal { sales_minor, credits_minor, purchases_minor, .. } = answer.totals[0];
    assert_eq!((sales_minor, credits_minor, purchases_minor), (1000, 0, 1200));
    books.assert_settled().await;
    assert_eq!(books.number("select sum(purchases_minor)::bigint from month_total").await, 1200);
    let again = books.take("", &file).await;
    assert_eq!((again.imported, again.unchanged), (0, 4));

    let (_, answer) =
        books.send("", format!("{HEADINGS}1,B,2026-01-30,7.01,purchase,,,\n2,B,2026-01-30,-1,purchase,,,\n")).await;
    let rules: Vec<_> = answer.refused.into_iter().map(|row| row.rule).collect();
    let taken = RowRule::NumberTaken { differs: vec![ImportField::Amount] };
    assert_eq!(rules, [taken, RowRule::PurchaseBelowZero]);

    books.withdraw(again.import_id.unwrap()).await;
    assert_eq!(books.counts().await[0], 0);
    books.assert_settled().await;
}
