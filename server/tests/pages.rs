//! Every page, as it is served: to everybody what they may see, and nothing else.

mod book;

use crate::support::house::House;
use app::wire::{PageData, PagePart, json};
use axum::http::StatusCode;
use domain::person::OrgRole;
use sqlx::PgPool;

use book::Book;

const VIEWERS: [OrgRole; 6] = [
    OrgRole::AgencyDirector,
    OrgRole::AccountDirector,
    OrgRole::AccountManager,
    OrgRole::Finance,
    OrgRole::CustomerCare,
    OrgRole::Administrator,
];

/// The data that stand in a document.
fn data_in(html: &str) -> PageData {
    let (_, rest) = html.split_once("<script id=\"page-data\" type=\"application/json\">").unwrap();
    json::read(rest.split_once("</script>").unwrap().0).unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn every_page_is_served_to_everybody_with_just_what_they_may_see(pool: PgPool) {
    let book = Book::open(House::new(pool)).await;
    for role in VIEWERS {
        let cookie = book.enter(role).await;
        for path in book.paths() {
            let told = book.house.get(&path, &cookie).await;
            let data = data_in(&told.body);
            let there = data.part != PagePart::Missing;
            let status = if there { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(told.status, status, "{path} for {role:?}");
            assert!(told.body.starts_with("<!DOCTYPE html><html lang=\"en\""), "{path} for {role:?}");
            assert!(told.body.contains("<span id=\"page-end\" hidden></span>"), "{path} for {role:?}");
            assert_eq!(told.headers["cache-control"], "no-store, private");

            let sent = book.house.get(&format!("/api/v1/page?path={}", app::paths::encoded(&path)), &cookie).await;
            let sent: PageData = json::read(&sent.body).unwrap();
            assert_eq!((&sent.part, &sent.records), (&data.part, &data.records), "{path} for {role:?}");
            for canary in book.hidden_from(role) {
                assert!(!told.body.contains(&canary), "{path} tells {role:?} of {canary}");
            }
            if role == OrgRole::CustomerCare && path.starts_with("/boards/") {
                // Whom they report to stands in their own record; who leads what does not concern them.
                let part = serde_json::to_string(&data.part).unwrap();
                let other = book.people.iter().find(|(person, ..)| part.contains(&person.to_string()));
                assert_eq!(other.map(|(person, ..)| *person), None, "{path}");
            }
        }
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn whoever_is_not_in_gets_the_sign_in_that_leads_on(pool: PgPool) {
    let book = Book::open(House::new(pool)).await;
    book.house.settle("anna@northwind.example").await;
    for path in book.paths() {
        let told = book.house.get(&path, "").await;
        let is_page = !path.contains("nonsense");
        assert_eq!(told.status, StatusCode::OK, "{path}");
        assert!(told.body.contains("action=\"/sign-in\"") && !told.body.contains("page-data"), "{path}");
        let bare = path.split('?').next().unwrap();
        let next = if is_page && bare != "/" { path.replace('&', "&amp;") } else { String::new() };
        assert!(told.body.contains(&format!("name=\"next\" value=\"{next}\"")), "{path}: {}", told.body);
        assert!(!told.body.contains("Halvorsen"), "{path}");
    }
    let refused = book.house.get("/accounts?refused=sign-in", "").await.body;
    assert!(refused.contains("do not belong together") && refused.contains("value=\"/accounts\""));
    for hostile in ["/accounts?refused=%3Cscript%3E", "/boards/%22%3E%3Cscript%3Ealert(1)", "//evil.example/accounts"] {
        let told = book.house.visit(hostile, "").await;
        assert!(!told.body.contains("<script>alert") && !told.body.contains("evil.example"), "{hostile}");
        assert_ne!(told.status, StatusCode::INTERNAL_SERVER_ERROR, "{hostile}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_no_page_is_told_as_such_to_people_and_to_programs(pool: PgPool) {
    let book = Book::open(House::new(pool)).await;
    let cookie = book.enter(OrgRole::AgencyDirector).await;
    let told = book.house.visit("/nowhere", &cookie).await;
    assert_eq!(told.status, StatusCode::NOT_FOUND);
    assert_eq!(data_in(&told.body).part, PagePart::Missing);
    for path in ["/pkg/old.js", "/api/v1/nowhere"] {
        let told = book.house.get(path, &cookie).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(told.headers["content-type"], "application/problem+json; charset=utf-8", "{path}");
    }
    let slash = book.house.visit("/accounts/", &cookie).await;
    assert_eq!((slash.status, slash.location()), (StatusCode::SEE_OTHER, "/accounts"));
    let shell = book.house.get("/app-shell", &cookie).await;
    assert_eq!((shell.status, &shell.headers["cache-control"]), (StatusCode::OK, &"no-cache".parse().unwrap()));
    assert!(shell.body.contains("data-shell") && !shell.body.contains("page-data"));
    for path in ["accounts", "", "http://evil.example/accounts"] {
        let told = book.house.get(&format!("/api/v1/page?path={}", app::paths::encoded(path)), &cookie).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_name_that_would_break_out_of_the_page_stays_a_name(pool: PgPool) {
    let book = Book::open(House::new(pool.clone())).await;
    let hostile = "</title></script><script>alert(1)</script><!--\u{2028}";
    sqlx::query("update account set name = $1 || name, next_step = $1, segment = $1")
        .bind(hostile)
        .execute(&pool)
        .await
        .unwrap();
    let cookie = book.enter(OrgRole::AgencyDirector).await;
    for path in book.paths() {
        let body = book.house.get(&path, &cookie).await.body;
        assert!(!body.contains("<script>alert") && !body.contains("</title></script>"), "{path}");
        data_in(&body);
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn ten_thousand_accounts_are_a_window_each(pool: PgPool) {
    let book = Book::open(House::new(pool.clone())).await;
    sqlx::query(
        "insert into account (workspace_id, id, name, reference, country, segment, tags, next_step, next_step_day)
         select $1, gen_random_uuid(), 'Firm ' || n, 'F' || n, 'NO', 'Trade', '{}', 'Ring them', current_date
         from generate_series(1, 10000) n",
    )
    .bind(book.workspace.0)
    .execute(&pool)
    .await
    .unwrap();
    let cookie = book.enter(OrgRole::AgencyDirector).await;
    for path in book.paths() {
        let began = std::time::Instant::now();
        let body = book.house.get(&path, &cookie).await.body;
        eprintln!("{path}: {} kB in {:?}", body.len() / 1024, began.elapsed());
        assert!(body.len() < 300 * 1024, "{path} has {} bytes", body.len());
        let data = data_in(&body);
        assert!(data.records.accounts.len() <= 84, "{path} has {}", data.records.accounts.len());
        if let PagePart::Accounts { shown, total } = data.part {
            assert!(shown.len() <= 50 && (total.count > 10_000 || path.contains("q=")), "{path}");
        }
    }
}
