//! Getting in, and being kept out.

use std::time::{Duration, Instant};

use crate::support::house::{House, PASSWORD};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use server::auth::{Signed, token};
use sqlx::PgPool;

const ACCESS: &str = "/api/v1/access";

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_right_password_lets_in_and_sign_out_is_the_end_of_it(pool: PgPool) {
    let house = House::new(pool);
    house.settle("Anna@northwind.example").await;
    assert_eq!(house.get(ACCESS, "").await.status, StatusCode::UNAUTHORIZED);

    let told = house.sign_in(" anna@NORTHWIND.example", PASSWORD).await;
    assert_eq!((told.status, told.location()), (StatusCode::SEE_OTHER, "/"));
    let set: Vec<_> = told.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    assert!(set[0].starts_with("ms_s="), "{set:?}");
    assert!(set[0].ends_with("; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax"), "{set:?}");
    let cookie = told.cookie();
    assert_eq!(house.get(ACCESS, &cookie).await.status, StatusCode::OK);

    // Another sign-in in the same browser is another session, and the one before is dead.
    let again = house.post("/sign-in", &[("email", "anna@northwind.example"), ("password", PASSWORD)], &cookie).await;
    assert_ne!(again.cookie(), cookie);
    assert_eq!(house.get(ACCESS, &cookie).await.status, StatusCode::UNAUTHORIZED);

    let out = house.post("/sign-out", &[], &again.cookie()).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(out.headers["clear-site-data"], "\"cache\"");
    assert!(out.headers[header::SET_COOKIE].to_str().unwrap().starts_with("ms_s=; Path=/; Max-Age=0;"));
    assert_eq!(house.get(ACCESS, &again.cookie()).await.status, StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn under_https_cookies_are_bound_to_the_host(pool: PgPool) {
    let house = House::told(pool, &["--public-url", "https://m.example"]);
    house.settle("anna@northwind.example").await;
    let told = house.sign_in("anna@northwind.example", PASSWORD).await;
    for value in told.headers.get_all(header::SET_COOKIE) {
        let value = value.to_str().unwrap();
        assert!(value.starts_with("__Host-ms_") && value.ends_with("; HttpOnly; SameSite=Lax; Secure"), "{value}");
    }
    assert!(told.headers[header::STRICT_TRANSPORT_SECURITY].to_str().unwrap().starts_with("max-age=63072000"));
    let plain = told.cookie().replace("__Host-", "");
    assert_eq!(
        house.get(ACCESS, &plain).await.status,
        StatusCode::UNAUTHORIZED,
        "the name without the prefix is no session"
    );
    assert_eq!(house.get(ACCESS, &told.cookie()).await.status, StatusCode::OK);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn nobody_learns_who_exists(pool: PgPool) {
    let house = House::new(pool.clone());
    let (workspace, _) = house.settle("anna@northwind.example").await;
    let gone = house.join(workspace, "gone@northwind.example", "finance").await;
    sqlx::query("update person set active = false where id = $1").bind(gone.0).execute(&pool).await.unwrap();

    let mut answers = Vec::new();
    for email in ["anna@northwind.example", "nobody@northwind.example", "gone@northwind.example", "no address"] {
        let password = if email.starts_with("gone") { PASSWORD } else { "not the password at all" };
        let told = house.sign_in(email, password).await;
        assert!(!told.cookie().contains("ms_s") && !told.cookie().contains("ms_d"), "{email}: {}", told.cookie());
        answers.push((told.status, told.location().to_owned(), told.body));
    }
    assert_eq!(answers[0], (StatusCode::SEE_OTHER, "/?refused=sign-in".to_owned(), String::new()));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_address_that_was_refused_need_not_be_written_again(pool: PgPool) {
    let house = House::new(pool);
    house.settle("anna@northwind.example").await;
    for email in ["anna@northwind.example", "nobody@northwind.example"] {
        let told = house.sign_in(email, "not the password at all").await;
        let kept = told.headers[header::SET_COOKIE].to_str().unwrap();
        assert_eq!(kept, format!("ms_t={email}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"));
        let form = house.visit(told.location(), &told.cookie()).await.body;
        assert!(form.contains(&format!("value=\"{email}\"")), "{form}");
        let fresh = house.visit("/", &told.cookie()).await.body;
        assert!(!fresh.contains(email), "it is for whoever was refused");
    }
    let hostile = house.visit("/?refused=sign-in", "ms_t=\"><script>@b").await.body;
    assert!(!hostile.contains("<script>@"), "{hostile}");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn it_takes_as_long_for_nobody(pool: PgPool) {
    let house = House::new(pool);
    house.settle("anna@northwind.example").await;
    let mut medians = Vec::new();
    for email in ["anna@northwind.example", "nobody@northwind.example"] {
        let mut times = Vec::new();
        for _ in 0..9 {
            let began = Instant::now();
            house.sign_in(email, "not the password at all").await;
            times.push(began.elapsed());
        }
        times.sort();
        medians.push(times[4].as_secs_f64());
    }
    let ratio = medians[0] / medians[1];
    assert!((0.5..2.0).contains(&ratio), "{medians:?}: without the same work it would be fifty");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn ten_guesses_are_looked_at_however_they_come(pool: PgPool) {
    let house = std::sync::Arc::new(House::told(pool, &["--trusted-proxy", "127.0.0.1"]));
    house.settle("anna@northwind.example").await;
    // Sixty-four at once, each from an address of its own.
    let guesses: Vec<_> = (0..64)
        .map(|turn| {
            let house = house.clone();
            tokio::spawn(async move {
                let request = Request::post("/sign-in")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .header("x-forwarded-for", format!("192.0.2.{turn}"))
                    .body(Body::from(format!("email=anna%40northwind.example&password=guess+number+{turn}")));
                let told = house.send(request.unwrap()).await;
                (told.status, told.location().to_owned())
            })
        })
        .collect();
    let (mut looked_at, mut waits) = (0, 0);
    for guess in guesses {
        match guess.await.unwrap() {
            (StatusCode::SEE_OTHER, to) if to == "/?refused=sign-in" => looked_at += 1,
            (StatusCode::SEE_OTHER, to) if to == "/?refused=wait" => waits += 1,
            // Turned away by the queue of the hashing after it was counted.
            (StatusCode::SERVICE_UNAVAILABLE, _) => looked_at += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((looked_at, waits), (10, 54));
    // The right password has to wait as well, from anywhere but the person's own browser.
    assert_eq!(house.sign_in("Anna@northwind.example", PASSWORD).await.location(), "/?refused=wait");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn guesses_of_strangers_do_not_lock_a_person_out_of_their_own_browser(pool: PgPool) {
    let house = House::new(pool);
    house.settle("anna@northwind.example").await;
    let own = house.sign_in("anna@northwind.example", PASSWORD).await.cookie();
    for _ in 0..11 {
        house.sign_in("anna@northwind.example", "not the password at all").await;
    }
    assert_eq!(house.sign_in("anna@northwind.example", PASSWORD).await.location(), "/?refused=wait");
    let fields = [("email", "anna@northwind.example"), ("password", PASSWORD)];
    assert_eq!(house.post("/sign-in", &fields, &own).await.location(), "/");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_address_has_fifty_tries_at_all_accounts_and_the_wait_grows(pool: PgPool) {
    let house = House::new(pool.clone());
    house.settle("anna@northwind.example").await;
    sqlx::query("delete from throttle").execute(&pool).await.unwrap();
    let mut looked_at = 0;
    for turn in 0..60 {
        let told = house.sign_in(&format!("somebody{turn}@northwind.example"), "not the password at all").await;
        looked_at += usize::from(told.location() == "/?refused=sign-in");
    }
    assert_eq!(looked_at, 50);

    let wait = async || {
        let seconds: f64 =
            sqlx::query_scalar("select max(extract(epoch from wait_until - last_at))::float8 from throttle")
                .fetch_one(&pool)
                .await
                .unwrap();
        seconds / 60.0
    };
    assert_eq!(wait().await.round(), 15.0);
    for (round, minutes) in [(2, 30.0), (3, 60.0), (4, 60.0)] {
        sqlx::query("update throttle set wait_until = now() - interval '1 second' where wait_until is not null")
            .execute(&pool)
            .await
            .unwrap();
        for turn in 0..50 {
            house.sign_in(&format!("other{round}-{turn}@northwind.example"), "not the password at all").await;
        }
        assert_eq!(wait().await.round(), minutes, "after round {round}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_session_ends_for_idleness_and_after_a_day_and_a_request_puts_off_the_first(pool: PgPool) {
    let house = House::new(pool.clone());
    house.settle("anna@northwind.example").await;
    let cookie = house.sign_in("anna@northwind.example", PASSWORD).await.cookie();
    let shift = async |hours: i32| {
        sqlx::query(
            "update session set seen_at = seen_at - make_interval(hours => $1), idle_until = idle_until - make_interval(hours => $1), ends_at = ends_at - make_interval(hours => $1)",
        )
        .bind(hours)
        .execute(&pool)
        .await
        .unwrap();
    };
    for _ in 0..3 {
        shift(7).await;
        assert_eq!(house.get(ACCESS, &cookie).await.status, StatusCode::OK);
    }
    shift(4).await;
    assert_eq!(house.get(ACCESS, &cookie).await.status, StatusCode::UNAUTHORIZED, "25 hours in all");

    let cookie = house.sign_in("anna@northwind.example", PASSWORD).await.cookie();
    shift(9).await;
    assert_eq!(house.get(ACCESS, &cookie).await.status, StatusCode::UNAUTHORIZED, "9 hours idle");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_token_acts_as_its_person_until_they_are_shut_out(pool: PgPool) {
    let house = House::new(pool.clone());
    let (workspace, person) = house.settle("anna@northwind.example").await;
    let mut connection = house.server.database.acquire().await.unwrap();
    let token = token::make(&mut connection, workspace, person).await.unwrap();
    assert_eq!(token.len(), 46);
    let ask = async |authorization: String, cookie: &str| {
        let request = Request::get(ACCESS).header(header::AUTHORIZATION, authorization).header(header::COOKIE, cookie);
        house.send(request.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(ask(format!("Bearer {token}"), "").await, StatusCode::OK);
    let cookie = house.sign_in("anna@northwind.example", PASSWORD).await.cookie();
    assert_eq!(
        ask("Bearer ms_wrong".into(), &cookie).await,
        StatusCode::UNAUTHORIZED,
        "beside a token, cookies say nothing"
    );
    assert_eq!(ask(format!("Basic {token}"), "").await, StatusCode::UNAUTHORIZED);

    let kept: Vec<u8> = sqlx::query_scalar("select token_hash from token").fetch_one(&pool).await.unwrap();
    assert_eq!(kept.len(), 32, "the hash alone is kept");
    sqlx::query("update person set active = false").execute(&pool).await.unwrap();
    assert_eq!(ask(format!("Bearer {token}"), "").await, StatusCode::UNAUTHORIZED);
    assert_eq!(house.get(ACCESS, &cookie).await.status, StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn open_streams_end_with_what_opened_them(pool: PgPool) {
    let house = House::told(pool.clone(), &["--streams-per-session", "2", "--streams-per-person", "3"]);
    let (workspace, person) = house.settle("anna@northwind.example").await;
    let signed = async || {
        let cookie = house.sign_in("anna@northwind.example", PASSWORD).await.cookie();
        let value = cookie.split(';').next().unwrap().split_once('=').unwrap().1.to_owned();
        let key = server::auth::Secret::parse(&value).unwrap().hash();
        (cookie, Signed { workspace, person, key })
    };
    let (watch, caps) = (&house.server.watch, &house.server.config.caps);
    let ((cookie, one), (_, other)) = (signed().await, signed().await);
    let first = watch.open(&one, caps).unwrap();
    let second = watch.open(&one, caps).unwrap();
    assert!(watch.open(&one, caps).is_err(), "two a session");
    let third = watch.open(&other, caps).unwrap();
    assert!(watch.open(&other, caps).is_err(), "three a person");
    drop(second);
    let _fourth = watch.open(&other, caps).unwrap();

    watch.look(&house.server.database).await.unwrap();
    assert!(!first.ended().is_cancelled());
    house.post("/sign-out", &[], &cookie).await;
    tokio::time::timeout(Duration::from_millis(100), first.ended().cancelled()).await.unwrap();
    assert!(!third.ended().is_cancelled());

    sqlx::query("update person set active = false").execute(&pool).await.unwrap();
    watch.look(&house.server.database).await.unwrap();
    assert!(third.ended().is_cancelled(), "whoever is shut out by another server is out here as well");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_form_with_a_field_twice_is_not_guessed_at(pool: PgPool) {
    let house = House::new(pool);
    house.settle("anna@northwind.example").await;
    for body in ["email=a%40b&email=anna%40northwind.example&password=x", "email[]=a%40b&password=x", "password=x"] {
        let request = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let told = house.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_invitation_is_taken_up_once_and_ends_what_was_before(pool: PgPool) {
    let house = House::new(pool.clone());
    let (workspace, anna) = house.settle("anna@northwind.example").await;
    let ben = house.join(workspace, "old@northwind.example", "account_manager").await;
    let annas = house.sign_in("anna@northwind.example", PASSWORD).await.cookie();
    let bens = house.sign_in("old@northwind.example", PASSWORD).await.cookie();

    let invite = async |cookie: &str, person: &str, email: &str| {
        let body = format!(r#"{{"person":"{person}","email":"{email}"}}"#);
        house.post_json("/api/v1/invitations", &body, cookie).await
    };
    assert_eq!(invite(&bens, &anna.to_string(), "x@y.example").await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get(ACCESS, &bens).await.status, StatusCode::FORBIDDEN);
    assert_eq!(invite(&annas, &uuid::Uuid::now_v7().to_string(), "x@y.example").await.status, StatusCode::NOT_FOUND);
    assert_eq!(invite(&annas, &ben.to_string(), "Anna@northwind.example").await.status, StatusCode::CONFLICT);
    assert_eq!(invite(&annas, &ben.to_string(), "nonsense").await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let link = async || {
        let told = invite(&annas, &ben.to_string(), "ben@northwind.example").await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        let told: app::wire::Invitation = serde_json::from_str(&told.body).unwrap();
        told.link.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned()
    };
    let voided = link().await;
    let link = link().await;
    let take_up = async |link: &str, password: &str| house.post(link, &[("password", password)], "").await;
    assert_eq!(take_up(&voided, "violin parking lot marmalade").await.location(), voided);
    for (password, word) in [
        ("too short", "password-short"),
        ("anna-lindqvist-northwind", "password-telling"),
        (&"violin parking ".repeat(80), "password-long"),
    ] {
        assert_eq!(take_up(&link, password).await.location(), format!("{link}?refused={word}"));
    }
    let told = take_up(&link, "violin parking lot marmalade").await;
    assert_eq!(told.location(), "/");
    assert_eq!(house.get(ACCESS, &told.cookie()).await.status, StatusCode::FORBIDDEN, "in, and no administrator");
    assert_eq!(house.get(ACCESS, &bens).await.status, StatusCode::UNAUTHORIZED, "what was before is over");
    assert_eq!(take_up(&link, "violin parking lot marmalade").await.location(), link, "once");
    assert_eq!(house.sign_in("old@northwind.example", PASSWORD).await.location(), "/?refused=sign-in");
    assert_eq!(house.sign_in("ben@northwind.example", "violin parking lot marmalade").await.location(), "/");

    let list: app::wire::AccessList = serde_json::from_str(&house.get(ACCESS, &annas).await.body).unwrap();
    let ben = list.items.iter().find(|access| access.person == ben).unwrap();
    assert!(ben.has_password && ben.invited_until.is_none() && ben.email == "ben@northwind.example");
    assert_eq!(list.items.len(), 2);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_invitation_ends_after_a_day_and_two_cannot_take_it_up(pool: PgPool) {
    let house = std::sync::Arc::new(House::new(pool.clone()));
    let (_, anna) = house.settle("anna@northwind.example").await;
    let cookie = house.sign_in("anna@northwind.example", PASSWORD).await.cookie();
    let body = format!(r#"{{"person":"{anna}","email":"anna@northwind.example"}}"#);
    let told = house.post_json("/api/v1/invitations", &body, &cookie).await;
    let told: app::wire::Invitation = serde_json::from_str(&told.body).unwrap();
    let link = told.link.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned();

    let shift = "update invitation set ends_at = ends_at + make_interval(hours => $1)";
    sqlx::query(shift).bind(-25).execute(&pool).await.unwrap();
    assert_eq!(house.post(&link, &[("password", "violin parking lot marmalade")], "").await.location(), link);
    sqlx::query(shift).bind(25).execute(&pool).await.unwrap();

    let tries: Vec<_> = (0..8)
        .map(|turn| {
            let (house, link) = (house.clone(), link.clone());
            let password = format!("violin parking lot marmalade {turn}");
            tokio::spawn(async move { house.post(&link, &[("password", &password)], "").await.location().to_owned() })
        })
        .collect();
    let mut taken = 0;
    for one in tries {
        taken += usize::from(one.await.unwrap() == "/");
    }
    assert_eq!(taken, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_administrator_of_another_house_reaches_nobody_here(pool: PgPool) {
    let house = House::new(pool);
    let (_, anna) = house.settle("anna@northwind.example").await;
    house.settle("eve@elsewhere.example").await;
    let eve = house.sign_in("eve@elsewhere.example", PASSWORD).await.cookie();
    let body = format!(r#"{{"person":"{anna}","email":"eve2@elsewhere.example"}}"#);
    assert_eq!(house.post_json("/api/v1/invitations", &body, &eve).await.status, StatusCode::NOT_FOUND);
    assert!(!house.get(ACCESS, &eve).await.body.contains("northwind"));
    let body = format!(r#"{{"person":"{anna}","email":"eve2@elsewhere.example","workspace":"x"}}"#);
    assert_eq!(house.post_json("/api/v1/invitations", &body, &eve).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
