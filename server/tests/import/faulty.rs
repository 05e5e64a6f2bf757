//! What is refused, and what is said of it.

use std::sync::Arc;

use app::wire::ImportAnswer;
use app::wire::import::{ImportField as Field, ImportTotal, RefusedRow};
use axum::body::Body;
use axum::http::StatusCode;
use futures_util::StreamExt;
use sqlx::{ConnectOptions as _, PgPool};

use super::books::{Books, HEADINGS};
use super::lines;
use crate::support::house;
use crate::support::process::{Folder, Mainstay};

/// The names of all rules, from their schema; so that none is left out below.
fn every_rule() -> Vec<String> {
    let document = serde_json::to_value(server::routes::document()).unwrap();
    let rules = document["components"]["schemas"]["RowRule"]["oneOf"].as_array().unwrap().clone();
    let name = |rule: serde_json::Value| rule["properties"]["rule"]["enum"][0].as_str().unwrap().to_owned();
    rules.into_iter().map(name).collect()
}

fn name(row: &RefusedRow) -> String {
    serde_json::to_value(&row.rule).unwrap()["rule"].as_str().unwrap().to_owned()
}

fn rows(rows: &str) -> Vec<u8> {
    format!("{HEADINGS}{rows}").into_bytes()
}

/// A line, a column, and the rule that refuses what stands there.
pub type Told = (u64, &'static str, &'static str);

/// Files, each with the line, the column and the rule of what is refused in it.
fn files() -> Vec<(Vec<u8>, &'static [Told])> {
    let text = |text: &str| text.as_bytes().to_vec();
    let broken = [rows("Z1,Zoë,2011-01-01,1,,,,\n"), b"Z2,Zo\xeb,2011-01-01,1,,,,\n".to_vec()].concat();
    let long = format!("{HEADINGS}A1,A,2011-01-01,1,,,\"{},\n", "x".repeat(70_000));
    let wide = format!("A1,{},2011-01-01,1,,,,\n", "x".repeat(81));
    vec![
        (text(""), &[(1, "", "file_empty")]),
        (text(HEADINGS), &[(1, "", "rows_missing")]),
        (text("\u{feff}a\0b\0"), &[(1, "", "heading_missing"); 4]),
        (vec![0xff, 0xfe, b'a', 0], &[(1, "", "encoding_unknown")]),
        (broken, &[(3, "", "encoding_broken")]),
        (text("number,date,net\n1,2011-01-01,1\n"), &[(1, "", "heading_missing")]),
        (rows("A1,\"A,2011-01-01,1,,,,\n"), &[(2, "", "quote_open")]),
        (rows("A1,\"A\"b,2011-01-01,1,,,,\n"), &[(2, "", "quote_stray")]),
        (long.into_bytes(), &[(2, "", "row_too_long")]),
        (rows("A1,A,2011-01-01,1\n"), &[(2, "", "fields_differ")]),
        (rows(" ,A,2011-01-01,1,,,,\n"), &[(2, "number", "number_empty")]),
        (rows("A1,,2011-01-01,1,,,,\n"), &[(2, "customer", "reference_empty")]),
        (rows(&wide), &[(2, "customer", "text_too_long")]),
        (rows("A1,A,2011-01-01,1,,,\"a\nb\",\n"), &[(2, "name", "text_has_control_characters")]),
        (rows("A1,A\0,2011-01-01,1,,,,\n"), &[(2, "customer", "text_has_control_characters")]),
        (rows("A1,A,2011-02-30,1,,,,\nA2,A,2011-02-01,1,,,,\n"), &[(2, "date", "day_unreadable")]),
        (rows("A1,A,01/02/2011,1,,,,\n"), &[(2, "date", "day_ambiguous")]),
        (rows("A1,A,2999-01-01,1,,,,\n"), &[(2, "date", "day_in_future")]),
        (rows("A1,A,1811-01-01,1,,,,\n"), &[(2, "date", "day_too_early")]),
        (rows("A1,A,2011-01-01,1o,,,,\n"), &[(2, "net", "amount_unreadable")]),
        (rows("A1,A,2011-01-01,1.500,,,,\n"), &[(2, "net", "amount_ambiguous")]),
        (rows("A1,A,2011-01-01,1.005,,,,\nA2,A,2011-01-01,1.05,,,,\n"), &[(2, "net", "amount_too_fine")]),
        (rows("A1,A,2011-01-01,1000000000001,,,,\n"), &[(2, "net", "amount_too_large")]),
        (rows("A1,A,2011-01-01,1,order,,,\n"), &[(2, "kind", "kind_unknown")]),
        (rows("A1,A,2011-01-01,-1,invoice,,,\n"), &[(2, "net", "sale_below_zero")]),
        (rows("A1,A,2011-01-01,-1,purchase,,,\n"), &[(2, "net", "purchase_below_zero")]),
        (rows("A1,A,2011-01-01,1,,,,XYZ\n"), &[(2, "currency", "currency_unknown")]),
        (rows("A1,A,2011-01-01,1,,,,EUR\n"), &[(2, "currency", "rate_missing")]),
        (rows("OLD,B,2011-01-01,1,,,,\n"), &[(2, "number", "number_taken")]),
        (rows("A1,A,2011-01-01,1,,,,\nA1,A,2011-01-02,1,,,,\n"), &[(3, "number", "number_twice")]),
    ]
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn every_rule_refuses_its_file_in_words_and_nothing_changes(pool: PgPool) {
    let books = Books::open(pool).await;
    lines::stock(&books).await;
    books.take("", rows("OLD,A,2011-01-01,1,,,,\n")).await;
    let before = books.counts().await;
    let mut seen = vec!["heading_unknown".to_owned()];
    let of_documents = files().into_iter().map(|(file, wanted)| (file, wanted.to_vec(), false));
    let of_lines = lines::faulty().into_iter().map(|(file, wanted)| (file, vec![wanted], true));
    for (file, wanted, is_lines) in of_documents.chain(of_lines) {
        let (status, answer) = if is_lines { books.send_lines("", &file).await } else { books.send("", &file).await };
        let told: Vec<_> = answer.refused.iter().map(|row| (row.line, row.column.clone(), name(row))).collect();
        let wanted: Vec<_> =
            wanted.iter().map(|(line, column, rule)| (*line, (*column).to_owned(), (*rule).to_owned())).collect();
        assert_eq!(told, wanted, "{}", String::from_utf8_lossy(file.get(..120).unwrap_or(&file)));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((answer.import_id, answer.imported, answer.accounts_created), (None, 0, 0));
        assert_eq!(answer.refused_count, wanted.len() as i64);
        let sums = |total: &ImportTotal| (total.sales_minor, total.credits_minor, total.purchases_minor);
        assert!(answer.totals.iter().all(|total| sums(total) == (0, 0, 0)));
        assert!(answer.refused.iter().all(|row| row.reason.ends_with(['.', '?'])));
        seen.extend(answer.refused.iter().map(name));
    }
    let (_, answer) = books.send("&mapping=%7B%22name%22%3A%22Firm%22%7D", rows("A1,A,2011-01-01,1,,,,\n")).await;
    assert_eq!(answer.refused.iter().map(name).collect::<Vec<_>>(), ["heading_unknown"]);
    assert_eq!(answer.refused[0].value, "Firm");
    for rule in every_rule() {
        assert!(seen.contains(&rule), "no file is refused for {rule}");
    }
    assert_eq!((books.counts().await, books.staged().await), (before, 0));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_differs_is_named_and_what_the_books_hold_is_not(pool: PgPool) {
    let books = Books::open(pool).await;
    books.take("", rows("OLD,Halvorsen,2011-01-01,123.45,invoice,,,\n")).await;
    let (_, answer) = books.send("", rows("OLD,Other,2011-01-02,9,credit,,,\n")).await;
    let differs = &answer.refused[0].rule;
    let all = vec![Field::Reference, Field::Day, Field::Amount, Field::Kind];
    assert_eq!(*differs, app::wire::import::RowRule::NumberTaken { differs: all });
    let told = serde_json::to_string(&answer).unwrap();
    assert!(!told.contains("Halvorsen") && !told.contains("12345") && !told.contains("123.45"), "{told}");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_currency_of_the_query_without_a_rate_is_refused_in_words(pool: PgPool) {
    let books = Books::open(pool).await;
    for (currency, rule, value) in [("EUR", "rate_missing", ""), ("pounds", "currency_unknown", "pounds")] {
        let (status, answer) = books.send(&format!("&currency={currency}"), rows("A1,A,2011-01-01,1,,,,\n")).await;
        assert_eq!((status, name(&answer.refused[0])), (StatusCode::UNPROCESSABLE_ENTITY, rule.to_owned()));
        assert_eq!((&*answer.refused[0].value, answer.refused[0].reason.contains("pounds")), (value, false));
    }
    books.take("&currency=GBP", rows("A1,A,2011-01-01,1,,,,gbp\n")).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn only_those_who_may_import_are_listened_to(pool: PgPool) {
    let books = Books::open(pool).await;
    let file = || Body::from(rows("A1,A,2011-01-01,1,,,,\n"));
    for role in domain::person::OrgRole::ALL {
        let token = books.join(role.word()).await;
        let may = matches!(role.word(), "administrator" | "agency_director");
        let wanted = if may { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(books.post(&token, "", "text/csv", file()).await.status, wanted, "{role:?}");
    }
    assert_eq!(books.post("ms_wrong", "", "text/csv", file()).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(books.counts().await[0], 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn requests_that_say_something_else_are_not_guessed_at(pool: PgPool) {
    let books = Books::open(pool).await;
    let file = || Body::from(rows("A1,A,2011-01-01,1,,,,\n"));
    let status = async |query: &str, kind: &str| books.post(&books.token, query, kind, file()).await.status;
    for query in [
        "&mapping=x",
        "&mapping=%7B%22nonsense%22%3A1%7D",
        "&mapping=%7B%22date%22%3A%22later%22%7D",
        "&x=1",
        "&partial=1",
    ] {
        assert_eq!(status(query, "text/csv").await, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    assert_eq!(status("", "application/json").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(status("", "text/csv; charset=utf-8").await, StatusCode::OK);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_file_that_breaks_off_or_is_too_large_leaves_nothing(pool: PgPool) {
    let books = Books::open(pool).await;
    let piece = rows(&(0..3_000).map(|at| format!("A{at},A,2011-01-01,1,,,,\n")).collect::<String>());
    let broken: Vec<Result<Vec<u8>, std::io::Error>> = vec![Ok(piece), Err(std::io::Error::other("gone"))];
    let body = Body::from_stream(futures_util::stream::iter(broken));
    assert_eq!(books.post(&books.token, "", "text/csv", body).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((books.counts().await, books.staged().await), ([0; 5], 0));

    let request = axum::http::Request::post("/api/v1/imports?kind=transactions")
        .header("authorization", format!("Bearer {}", books.token))
        .header("content-type", "text/csv")
        .header("content-length", (200 << 20) + 1);
    let told = books.house.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(told.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// A file that is begun, and goes on when it is told to.
struct Begun {
    goes_on: tokio::sync::oneshot::Sender<()>,
    answer: tokio::task::JoinHandle<house::Told>,
}

async fn begin(books: &Arc<Books>) -> Begun {
    let (goes_on, waits) = tokio::sync::oneshot::channel::<()>();
    let begun = format!("{HEADINGS}A1,A,2011-01-31,1,,,,\n").into_bytes();
    let pieces =
        futures_util::stream::iter([Ok::<_, std::io::Error>(begun)]).chain(futures_util::stream::once(async {
            let _ = waits.await;
            Ok(b"A2,A,2011-01-31,1,,,,\n".to_vec())
        }));
    let answer = {
        let books = Arc::clone(books);
        tokio::spawn(async move { books.post(&books.token, "", "text/csv", Body::from_stream(pieces)).await })
    };
    while books.number("select count(*) from upload").await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    Begun { goes_on, answer }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_person_sends_one_file_at_a_time_and_does_not_take_the_seats_of_others(pool: PgPool) {
    let books = Arc::new(Books::open(pool).await);
    let row = "A1,A,2011-01-31,1,,,,\n";
    let first = begin(&books).await;
    let second = books.post(&books.token, "", "text/csv", Body::from(format!("{HEADINGS}B{row}"))).await;
    assert_eq!(second.status, StatusCode::CONFLICT, "{}", second.body);
    assert!(second.body.contains("A file of yours is on its way already"), "{}", second.body);
    let token = books.join("administrator").await;
    let other = books.post(&token, "", "text/csv", Body::from(format!("{HEADINGS}C{row}"))).await;
    assert_eq!(other.status, StatusCode::OK, "{}", other.body);
    first.goes_on.send(()).unwrap();
    assert_eq!(first.answer.await.unwrap().status, StatusCode::OK);
    books.take("", format!("{HEADINGS}B{row}")).await;
    assert_eq!(books.number("select count(*) from document").await, 4);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_command_line_takes_no_seat_of_the_server_and_neither_file_counts_twice(pool: PgPool) {
    let database = pool.connect_options().to_url_lossy().to_string();
    let books = Arc::new(Books::open(pool).await);
    let first = begin(&books).await;
    // The same person, beside the server: one row is also in the file that is still on its way.
    let file = format!("{HEADINGS}A1,A,2011-01-31,1,,,,\nB1,A,2011-01-31,1,,,,\n");
    let (went_well, said, complained) = tokio::task::spawn_blocking(move || {
        let folder = Folder::new("import-beside");
        let line =
            ["import", "--database-url", &database, "--allow-unsafe-database", "--user", "anna@northwind.example", "-"];
        Mainstay::run_with(&folder, &line, &file)
    })
    .await
    .unwrap();
    assert!(went_well, "{said}{complained}");
    first.goes_on.send(()).unwrap();
    let told = first.answer.await.unwrap();
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    let answer: ImportAnswer = serde_json::from_str(&told.body).unwrap();
    assert_eq!((answer.imported, answer.unchanged), (1, 1), "the row that came by the other way is there already");
    assert_eq!(books.number("select count(*) from document").await, 3);
}
