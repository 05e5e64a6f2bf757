//! Every page, as it is served: to everybody what they may see, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test that cannot go on has failed; support is shared"
)]

mod support;

#[path = "pages/book.rs"]
mod book;

use app::wire::{PageData, PagePart};
use axum::http::StatusCode;
use domain::person::OrgRole;
use sqlx::PgPool;
use support::house::House;

use book::Book;

static MIGRATIONS: &sqlx::migrate::Migrator = &server::store::MIGRATIONS;

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
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[sqlx::test(migrator = "MIGRATIONS")]
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
            let sent: PageData = serde_json::from_str(&sent.body).unwrap();
            assert_eq!((&sent.part, &sent.records), (&data.part, &data.records), "{path} for {role:?}");
            for canary in book.hidden_from(role) {
                assert!(!told.body.contains(&canary), "{path} tells {role:?} of {canary}");
            }
        }
    }
}
