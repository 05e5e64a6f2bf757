//! The first start: the set-up link, the demo, and the command line that does without either.

use std::time::Instant;

use crate::support::house::{House, PASSWORD, Told};
use crate::support::process::{Folder, Mainstay, has_postgres};
use app::wire::PageData;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::policy::Action;
use server::auth::set_up;
use sqlx::PgPool;

const ANNA: [(&str, &str); 5] = [
    ("name", "Anna Lindqvist"),
    ("email", "anna@northwind.example"),
    ("password", PASSWORD),
    ("workspace", "Northwind & Söhne"),
    ("currency", "GBP"),
];

/// What Anna writes, but for one field.
fn with<'a>(field: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    ANNA.iter().map(|(name, kept)| (*name, if *name == field { value } else { *kept })).collect()
}

/// The path of a new set-up link.
async fn link(house: &House) -> String {
    let link = set_up::make_link(&house.server).await.unwrap().unwrap();
    link.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned()
}

async fn page_data(house: &House, cookie: &str) -> PageData {
    serde_json::from_str(&house.get("/api/v1/page?path=%2F", cookie).await.body).unwrap()
}

fn gives_no_session(told: &Told) -> bool {
    !told.headers.contains_key(header::SET_COOKIE)
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_link_makes_the_first_person_once(pool: PgPool) {
    let house = House::new(pool);
    let voided = link(&house).await;
    let link = link(&house).await;
    assert_eq!(house.get(&voided, "").await.status, StatusCode::NOT_FOUND, "a new link voids the one before");
    let form = house.get(&link, "").await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains("name=\"workspace\""));

    let told = house.post(&link, &ANNA, "").await;
    assert_eq!((told.status, told.location()), (StatusCode::SEE_OTHER, "/"));
    let data = page_data(&house, &told.cookie()).await;
    assert_eq!((data.email.as_str(), data.demo, data.seq), ("anna@northwind.example", false, 1));
    let workspace = data.records.workspace.unwrap();
    assert_eq!((workspace.name.as_str(), workspace.base_currency.code()), ("Northwind & Söhne", "GBP"));
    let roles: Vec<_> = data.viewer.rights.roles.iter().map(|role| role.word()).collect();
    assert_eq!(roles, ["agency_director", "administrator"]);
    assert_eq!(house.sign_in("anna@northwind.example", PASSWORD).await.location(), "/");

    for path in [&link, "/set-up/nonsense"] {
        assert_eq!(house.get(path, "").await.status, StatusCode::NOT_FOUND);
        let again = house.post(path, &with("email", "eve@northwind.example"), "").await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(gives_no_session(&again) && again.body.contains(app::words::en::door::LINK_GONE));
    }
    assert_eq!(set_up::make_link(&house.server).await.unwrap(), None, "there is no second set-up");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_does_not_do_comes_back_with_its_reason_and_without_the_password(pool: PgPool) {
    let house = House::new(pool);
    let link = link(&house).await;
    let cases = [
        ("name", "  ", "Write your name."),
        ("name", "a\u{7}b", "One of the texts"),
        ("email", "anna", "This is no e-mail address."),
        ("workspace", "", "Give the workspace a name."),
        ("currency", "XYZ", "Choose a currency"),
        ("password", "too short", "The password is too short"),
        ("password", "passwordpassword", "lists that attackers try"),
        ("password", "anna lindqvist northwind", "says too much of you"),
    ];
    for (field, value, reason) in cases {
        let told = house.post(&link, &with(field, value), "").await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {value:?}");
        assert!(told.body.contains(reason), "{field}: {value:?}");
        assert!(told.body.contains("Northwind &amp; Söhne") || field == "workspace", "what was written stays");
        assert!(!told.body.contains(PASSWORD) && !told.body.contains("passwordpassword"));
        assert!(gives_no_session(&told));
    }
    assert_eq!(house.post(&link, &ANNA, "").await.status, StatusCode::SEE_OTHER, "and the link still holds");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn two_who_set_up_at_once_make_one_workspace(pool: PgPool) {
    let house = House::new(pool.clone());
    let link = link(&house).await;
    let other = with("email", "eve@northwind.example");
    let (one, two) = tokio::join!(house.post(&link, &ANNA, ""), house.post(&link, &other, ""));
    let mut told = [one.status, two.status];
    told.sort();
    assert_eq!(told, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
    let made: i64 = sqlx::query_scalar("select count(*) from workspace").fetch_one(&pool).await.unwrap();
    assert_eq!(made, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_demo_is_open_until_somebody_sets_up(pool: PgPool) {
    let house = House::new(pool.clone());
    let door = house.get("/", "").await;
    assert!(door.body.contains("action=\"/look-around\"") && !door.body.contains("action=\"/sign-in\""));
    let began = Instant::now();
    let told = house.post("/look-around", &[], "").await;
    eprintln!("the demo was made in {:?}", began.elapsed());
    assert_eq!((told.status, told.location()), (StatusCode::SEE_OTHER, "/"));
    let demo = told.cookie();
    let data = page_data(&house, &demo).await;
    assert!(data.demo && data.email.is_empty());
    assert_eq!(data.records.workspace.unwrap().name, domain::sample::NAME);
    let actor = data.viewer.actor;
    let name = data.records.people.iter().find(|person| person.id == actor).map(|person| person.name.as_str());
    assert_eq!(name, Some("Ingrid Halvorsen"));

    let again = house.post("/look-around", &[], "").await.cookie();
    assert_eq!(page_data(&house, &again).await.viewer.actor, actor, "there is one demo");
    let made: i64 = sqlx::query_scalar("select count(*) from workspace").fetch_one(&pool).await.unwrap();
    assert_eq!(made, 1);

    // Nobody gets a password in it, so that nobody owns the installation by way of it; nobody shuts the next ones out.
    let invite = format!(r#"{{"person": "{actor}", "email": "eve@northwind.example"}}"#);
    assert_eq!(house.post_json("/api/v1/invitations", &invite, &demo).await.status, StatusCode::FORBIDDEN);
    let file = "number,customer,date,amount\nA1,A,2011-01-31,10.00\n";
    let import = |query: &str| {
        let request = Request::post(format!("/api/v1/imports?kind=transactions{query}"))
            .header(header::CONTENT_TYPE, "text/csv")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &demo);
        house.send(request.body(Body::from(file)).unwrap())
    };
    assert_eq!(import("").await.status, StatusCode::CONFLICT);
    assert_eq!(import("&check=true").await.status, StatusCode::OK);
    assert!(!data.viewer.rights.may(Action::EditPeople) && data.viewer.rights.may(Action::SeeAccount));

    let link = link(&house).await;
    assert_eq!(house.post(&link, &ANNA, &demo).await.status, StatusCode::SEE_OTHER);
    for cookie in [demo, again] {
        assert_eq!(house.get("/api/v1/page?path=%2F", &cookie).await.status, StatusCode::UNAUTHORIZED);
    }
    assert!(!house.get("/", "").await.body.contains("/look-around"));
    let late = house.post("/look-around", &[], "").await;
    assert!(gives_no_session(&late) && late.location() == "/");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_server_that_is_told_so_keeps_the_demo(pool: PgPool) {
    let house = House::told(pool, &["--demo"]);
    let before = house.post("/look-around", &[], "").await.cookie();
    let link = link(&house).await;
    house.post(&link, &ANNA, "").await;
    assert!(page_data(&house, &before).await.demo);
    server::demo::close_if_over(&house.server).await.unwrap();
    assert!(page_data(&house, &before).await.demo);
    let door = house.get("/", "").await.body;
    assert!(door.contains("action=\"/look-around\"") && door.contains("action=\"/sign-in\""));
    assert!(page_data(&house, &house.post("/look-around", &[], "").await.cookie()).await.demo);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_invitation_has_its_page(pool: PgPool) {
    let house = House::new(pool);
    let (workspace, anna) = house.settle("anna@northwind.example").await;
    let cookie = house.sign_in("anna@northwind.example", PASSWORD).await.cookie();
    let invite = format!(r#"{{"person": "{anna}", "email": "anna@northwind.example"}}"#);
    let made = house.post_json("/api/v1/invitations", &invite, &cookie).await;
    let made: app::wire::Invitation = serde_json::from_str(&made.body).unwrap();
    let path = made.link.strip_prefix("http://127.0.0.1:3000").unwrap();
    let page = house.get(path, "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Welcome, Anna Lindqvist") && page.body.contains(&format!("action=\"{path}\"")));
    let short = house.post(path, &[("password", "short")], "").await;
    assert!(house.get(short.location(), "").await.body.contains("The password is too short"));
    assert_eq!(house.post(path, &[("password", PASSWORD)], "").await.location(), "/");
    let gone = house.get(path, "").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.body.contains(app::words::en::door::LINK_GONE));
    let _ = workspace;
}

fn add(folder: &Folder, email: &str, more: &[&str], password: &str) -> (bool, String) {
    let told = [&["user", "add", "--name", "Somebody Else", "--email", email, "--password-stdin"], more].concat();
    let (ended_well, said, complained) = Mainstay::run_with(folder, &told, password);
    (ended_well, said + &complained)
}

#[test]
fn the_command_line_sets_up_beside_a_server_that_runs() {
    let folder = Folder::new("cli");
    if !has_postgres(&folder) {
        eprintln!("skipped: there are no programs of PostgreSQL");
        return;
    }
    let mut server = Mainstay::serve(&folder, &[]);
    let link = server.said.lines().find_map(|line| line.strip_prefix("Set up Mainstay at ")).unwrap().to_owned();
    let path = link.strip_prefix(&server.url).unwrap();
    assert_eq!(server.get(path).status, 200);

    let first =
        ["--role", "administrator", "--role", "agency-director", "--workspace", "Northwind", "--currency", "GBP"];
    let (ended_well, said) = add(&folder, "boss@northwind.example", &first[..4], PASSWORD);
    assert!(!ended_well && said.contains("--workspace"), "{said}");
    let (ended_well, said) = add(&folder, "boss@northwind.example", &first, "too short");
    assert!(!ended_well && said.contains("15 characters"), "{said}");
    assert_eq!(server.get(path).status, 200, "and nothing was kept");
    let (ended_well, said) = add(&folder, "boss@northwind.example", &first, &format!("{PASSWORD}\n"));
    assert!(ended_well && said.contains("Northwind in GBP"), "{said}");
    assert_eq!(server.get(path).status, 404, "the link is void");

    let token = |email: &str| Mainstay::run_with(&folder, &["token", "create", "--user", email], "");
    let (ended_well, said, _) = token("BOSS@northwind.example");
    assert!(ended_well && said.starts_with("ms_") && said.lines().count() == 1, "{said}");
    let page = |token: &str, path: &str| {
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
            server.address(),
            token.trim()
        );
        server.send(head.as_bytes())
    };
    assert_eq!(page(&said, "/").status, 200);

    let second = ["--role", "key-account-manager", "--superior", "boss@northwind.example"];
    let (ended_well, said_of_it) = add(&folder, "boss@northwind.example", &second, PASSWORD);
    assert!(!ended_well && said_of_it.contains("already"), "{said_of_it}");
    let (ended_well, said_of_it) = add(&folder, "second@northwind.example", &second, PASSWORD);
    assert!(ended_well && said_of_it.contains("to Northwind"), "{said_of_it}");
    // The running server reads how far the log is for each page.
    let data = page(&said, "/api/v1/page?path=%2Fsettings").body;
    assert_eq!(data.matches("\"Somebody Else\"").count(), 2, "{data}");
    let (ended_well, _, complained) = token("nobody@northwind.example");
    assert!(!ended_well && complained.contains("nobody signs in by nobody@northwind.example"), "{complained}");
    let (_, said, _) = token("second@northwind.example");
    assert_eq!(page(&said, "/").status, 200);
    assert_tokens_are_voided(&folder, "second@northwind.example", || page(&said, "/api/v1/accounts").status);
    server.terminate();

    for act in [&["--help"][..], &["user", "--help"], &["user", "add", "--help"], &["token", "revoke", "--help"]] {
        let (ended_well, said, _) = Mainstay::run_with(&folder, act, "");
        assert!(ended_well && said.contains("Usage: mainstay"), "{act:?}: {said}");
    }
}

/// Of this person's tokens one is at hand, for which `status` is what the server answers.
fn assert_tokens_are_voided(folder: &Folder, user: &str, status: impl Fn() -> u16) {
    let run = |act: &str, more: &[&str]| {
        let arguments = [&["token", act, "--user", user], more].concat();
        Mainstay::run_with(folder, &arguments, "")
    };
    let listed = || run("list", &[]).1.lines().map(str::to_owned).collect::<Vec<_>>();
    let name = |line: &str| line.split(' ').next().unwrap().to_owned();
    let before = listed();
    assert!(before.len() == 1 && before[0].contains("  made 20") && before[0].contains("last used 20"), "{before:?}");
    run("create", &[]);
    let both = listed();
    assert!(both.len() == 2 && both[0] == before[0] && both[1].ends_with("never used"), "{both:?}");

    let (ended_well, said, _) = run("revoke", &[&name(&both[1])]);
    assert!(ended_well && said == "1 token voided.\n", "{said}");
    assert_eq!((listed(), status()), (before.clone(), 200), "the other one stays");
    let (ended_well, _, complained) = run("revoke", &[&name(&both[1])]);
    assert!(!ended_well && complained.contains("has no token"), "{complained}");
    let (ended_well, _, complained) = run("revoke", &[]);
    assert!(!ended_well && complained.contains("<NAME>"), "which one is to be said: {complained}");
    let (ended_well, said, _) = run("revoke", &["--all"]);
    assert!(ended_well && said == "1 token voided.\n", "{said}");
    assert_eq!((listed().len(), status()), (0, 401));
}
