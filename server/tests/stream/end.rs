//! How a stream ends: revoked, too slow, too many, stopped.

use std::fs;
use std::time::{Duration, Instant};

use app::wire::{Bye, Frame, Goodbye, Hello};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::command::{Command, WIRE};
use domain::person::{EditPerson, OrgRole, PersonEdit};
use server::auth::email::Email;
use server::store;
use sqlx::PgPool;

use crate::support::firm::{Firm, Hand, as_of};
use crate::support::house::{House, PASSWORD};
use crate::support::listener::Listener;

/// Within this time of a revocation a stream is over.
const REVOKED_WITHIN: Duration = Duration::from_secs(5);

async fn says_goodbye(mut stream: Listener, reason: Goodbye) {
    assert_eq!(stream.wait_for("bye").await.read::<Bye>().reason, reason);
    assert_eq!(stream.next().await, None, "nothing comes after it");
}

async fn sign_in(firm: &Firm, hand: &Hand, email: &str) -> String {
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let address = Email::parse(email).unwrap();
    let hash = firm.house.server.hashing.hash(PASSWORD.into()).await.unwrap();
    store::credential::write_email(&mut connection, firm.workspace, hand.person, &address).await.unwrap();
    store::credential::write_password(&mut connection, firm.workspace, hand.person, &hash).await.unwrap();
    firm.house.sign_in(email, PASSWORD).await.cookie()
}

async fn listen_at(firm: &Firm, path: String) -> Listener {
    let response = firm.house.open(as_of(&firm.boss, Request::get(path)).body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    Listener::new(response.into_body())
}

async fn listen_by_cookie(firm: &Firm, cookie: &str) -> Listener {
    let request = Request::get("/api/v1/changes").header("sec-fetch-site", "same-origin");
    let request = request.header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let response = firm.house.open(request).await;
    assert_eq!(response.status(), StatusCode::OK);
    Listener::new(response.into_body())
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_session_that_ends_takes_its_streams_along(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let other = firm.beside(pool);
    let cookie = sign_in(&firm, &firm.boss, "ada@northwind.example").await;
    let here = listen_by_cookie(&firm, &cookie).await;
    let there = listen_by_cookie(&other, &cookie).await;
    let mut token = firm.listen(&firm.boss, None).await;
    let began = Instant::now();
    assert_eq!(firm.house.post("/sign-out", &[], &cookie).await.status, StatusCode::SEE_OTHER);
    says_goodbye(here, Goodbye::Revoked).await;
    assert!(began.elapsed() < Duration::from_secs(1), "on the same server at once");
    says_goodbye(there, Goodbye::Revoked).await;
    assert!(began.elapsed() < REVOKED_WITHIN, "{:?}", began.elapsed());
    // The same person by another way in stays.
    firm.account("One", None).await;
    token.read_to(2).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn who_is_shut_out_hears_no_more(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let other = firm.beside(pool.clone());
    let hand = firm.hire("Gone Soon", OrgRole::AgencyDirector, None).await;
    let (here, there) = (firm.listen(&hand, None).await, other.listen(&hand, None).await);
    let began = Instant::now();
    let shut = EditPerson { person: hand.person, edit: PersonEdit::Active(false) };
    firm.apply(&firm.boss, &Command::EditPerson(shut)).await;
    says_goodbye(here, Goodbye::Revoked).await;
    says_goodbye(there, Goodbye::Revoked).await;
    assert!(began.elapsed() < REVOKED_WITHIN, "{:?}", began.elapsed());
    assert_eq!(firm.get(&hand, "/api/v1/changes").await.status, StatusCode::UNAUTHORIZED);

    // A token that is taken away, without a word in the log.
    let hand = firm.hire("Token Lost", OrgRole::Finance, None).await;
    let stream = firm.listen(&hand, None).await;
    let began = Instant::now();
    sqlx::query("delete from token where person_id = $1").bind(hand.person.0).execute(&pool).await.unwrap();
    says_goodbye(stream, Goodbye::Revoked).await;
    assert!(began.elapsed() < REVOKED_WITHIN, "{:?}", began.elapsed());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn only_this_origin_opens_streams_and_only_so_many(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let cookie = sign_in(&firm, &firm.boss, "ada@northwind.example").await;
    for (name, value, status) in [
        ("sec-fetch-site", "cross-site", StatusCode::FORBIDDEN),
        ("sec-fetch-site", "same-site", StatusCode::FORBIDDEN),
        ("origin", "https://evil.example", StatusCode::FORBIDDEN),
        ("accept", "text/event-stream", StatusCode::FORBIDDEN),
    ] {
        let request = Request::get("/api/v1/changes").header(name, value).header(header::COOKIE, &cookie);
        assert_eq!(firm.house.open(request.body(Body::empty()).unwrap()).await.status(), status, "{name}: {value}");
    }
    assert_eq!(firm.house.get("/api/v1/changes", "").await.status, StatusCode::UNAUTHORIZED);

    // Five a session, ten a person, whichever way they come in.
    let mut open = Vec::new();
    for _ in 0..5 {
        open.push(listen_by_cookie(&firm, &cookie).await);
    }
    let told = firm.house.get("/api/v1/changes", &cookie).await;
    assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(told.headers.contains_key(header::RETRY_AFTER));
    for _ in 0..5 {
        open.push(firm.listen(&firm.boss, None).await);
    }
    let third = firm.token(firm.boss.person).await;
    assert_eq!(firm.get(&third, "/api/v1/changes").await.status, StatusCode::TOO_MANY_REQUESTS);
    open.truncate(9);
    firm.listen(&third, None).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_slow_reader_is_let_go_costs_nobody_and_comes_back(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let mut slow = firm.listen(&firm.boss, None).await;
    let mut quick = firm.listen(&firm.boss, None).await;
    slow.wait_for("hello").await;
    quick.wait_for("hello").await;
    // More than half a megabyte, of which the slow one reads nothing.
    let mut last = 0;
    for _ in 0..40 {
        last = firm.note(&firm.boss, account, &"å".repeat(10_000)).await;
        quick.read_to(last).await;
    }
    let mut frames: Vec<Frame> = Vec::new();
    while let Some(event) = slow.next().await {
        match event.name.as_str() {
            "message" => frames.push(event.read()),
            other => assert_eq!(other, "behind"),
        }
    }
    assert!(slow.seen.ends_with("event: behind\ndata: {}\n\n"), "the last word says why");
    let seen = frames.last().map_or(2, |frame| frame.seq);
    assert!(seen < last);
    let mut again = firm.listen(&firm.boss, Some(seen)).await;
    let missed = again.read_to(last).await;
    assert_eq!(missed.iter().map(|frame| frame.changes.len()).sum::<usize>(), usize::try_from(last - seen).unwrap());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_server_that_stops_says_so(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let stream = firm.listen(&firm.boss, None).await;
    firm.house.server.stop.cancel();
    says_goodbye(stream, Goodbye::Restart).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn who_reads_another_form_is_told_to_update(pool: PgPool) {
    let firm = Firm::found(pool).await;
    for other in [WIRE - 1, WIRE + 1] {
        let stream = listen_at(&firm, format!("/api/v1/changes?wire={other}&since=0")).await;
        says_goodbye(stream, Goodbye::Update).await;
    }
    let mut stream = listen_at(&firm, format!("/api/v1/changes?wire={WIRE}&since=0")).await;
    assert_eq!(stream.next().await.unwrap().name, "hello");
}

async fn build_told_by(firm: &Firm) -> String {
    firm.listen(&firm.boss, Some(0)).await.wait_for("hello").await.read::<Hello>().build
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn every_stream_begins_with_the_build_that_is_given_out(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    assert_ne!(build_told_by(&firm).await, "9f2c41d07ab3");
    // The server is replaced by one that gives out an app of a newer build; the stream comes back to it.
    let site = std::env::temp_dir().join(format!("mainstay-site-{}", std::process::id()));
    fs::create_dir_all(&site).unwrap();
    let manifest = r#"{"build": "9f2c41d07ab3", "script": "/a.js", "wasm": "/a.wasm", "style": "/a.css"}"#;
    fs::write(site.join("site.json"), manifest).unwrap();
    let house = House::told(pool, &["--site-dir", site.to_str().unwrap()]);
    fs::remove_dir_all(&site).unwrap();
    let next = Firm { house, workspace: firm.workspace, boss: firm.boss.clone() };
    assert_eq!(build_told_by(&next).await, "9f2c41d07ab3");
}
