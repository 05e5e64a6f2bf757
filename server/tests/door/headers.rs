//! The headers of each kind of answer.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use sqlx::PgPool;

use crate::support::house::{House, PASSWORD, Told};
use crate::support::process::Folder;

const EMAIL: &str = "anna@northwind.example";
const OWN: &str = "no-store, private";

/// What every answer has, whatever it is.
const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex"),
];

/// What a document may load, and from where. The nonce is each answer's own.
const OF_A_PAGE: [(&str, &str); 14] = [
    ("default-src", "'none'"),
    ("script-src", "'self' NONCE 'wasm-unsafe-eval'"),
    ("style-src", "'self' NONCE"),
    ("img-src", "'self' data: blob:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
    ("object-src", "'none'"),
    ("frame-ancestors", "'none'"),
    ("report-uri", "/csp-reports"),
    ("report-to", "csp"),
];

/// What is no document loads nothing.
const OF_ANYTHING_ELSE: [(&str, &str); 4] =
    [("default-src", "'none'"), ("frame-ancestors", "'none'"), ("base-uri", "'none'"), ("form-action", "'none'")];

/// One kind of answer: what it is called here, and what it must be.
struct Row {
    name: &'static str,
    status: StatusCode,
    kind: &'static str,
    keep: &'static str,
    told: Told,
}

/// A site as the build leaves one, but small.
fn site() -> Folder {
    let folder = Folder::new("door-site");
    std::fs::create_dir(folder.path().join("pkg")).unwrap();
    let manifest = r#"{"build": "1", "script": "/pkg/a.js", "wasm": "/pkg/a.wasm", "style": "/pkg/a.css"}"#;
    for (name, text) in [("site.json", manifest), ("pkg/a.js", "export {}"), ("pkg/a.css", "p { margin: 0 }")] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The head of a stream; its body has no end.
async fn stream_head(house: &House, cookie: &str) -> Told {
    let request = Request::get("/api/v1/changes").header("sec-fetch-site", "same-origin");
    let response = house.open(request.header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await;
    Told { status: response.status(), headers: response.headers().clone(), body: String::new() }
}

async fn rows(house: &House) -> Vec<Row> {
    house.settle(EMAIL).await;
    let entered = house.sign_in(EMAIL, PASSWORD).await;
    let cookie = entered.cookie();
    let too_large = " ".repeat((256 << 10) + 1);
    let row = |name, status: u16, kind, keep, told| {
        let status = StatusCode::from_u16(status).unwrap();
        Row { name, status, kind, keep, told }
    };
    let page = "text/html";
    let problem = "application/problem+json";
    vec![
        row("a page, signed out", 200, page, OWN, house.visit("/", "").await),
        row("a page, signed in", 200, page, OWN, house.visit("/", &cookie).await),
        row("JSON", 200, "application/json", OWN, house.get("/api/v1/access", &cookie).await),
        row("nothing there, for a program", 404, problem, OWN, house.get("/api/v1/nothing", &cookie).await),
        row("nothing there, for a person", 404, page, OWN, house.visit("/nothing", &cookie).await),
        row("too large", 413, problem, OWN, house.post_json("/api/v1/commands", &too_large, &cookie).await),
        row(
            "a script",
            200,
            "text/javascript",
            "public, max-age=31536000, immutable",
            house.get("/pkg/a.js", "").await,
        ),
        row("a style sheet", 200, "text/css", "public, max-age=31536000, immutable", house.get("/pkg/a.css", "").await),
        row("a stream", 200, "text/event-stream", OWN, stream_head(house, &cookie).await),
        row("on after the sign-in", 303, "", OWN, entered),
    ]
}

fn one<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let mut values = headers.get_all(name).iter();
    let value = values.next().map_or("", |value| value.to_str().unwrap());
    assert!(values.next().is_none(), "{name} stands twice");
    value
}

/// The nonce in the policy, and the policy with its place in its stead, by directive.
fn policy(headers: &HeaderMap) -> (String, BTreeMap<String, String>) {
    let text = one(headers, "content-security-policy");
    let nonce = text.split_once("'nonce-").and_then(|(_, rest)| rest.split('\'').next()).unwrap_or_default();
    let text = text.replace(&format!("'nonce-{nonce}'"), "NONCE");
    let directives = text.split(';').filter_map(|part| part.trim().split_once(' '));
    (nonce.to_owned(), directives.map(|(name, sources)| (name.to_owned(), sources.to_owned())).collect())
}

fn holds(row: &Row, secure: bool) {
    let Row { name, status, kind, keep, told } = row;
    let headers = &told.headers;
    assert_eq!(told.status, *status, "{name}");
    let told_kind = one(headers, "content-type").split(';').next().unwrap();
    assert_eq!(told_kind, *kind, "{name}");
    for (header, value) in ALWAYS {
        assert_eq!(one(headers, header), value, "{header} of {name}");
    }
    let permissions = one(headers, "permissions-policy");
    for denied in ["camera", "microphone", "geolocation", "payment", "usb", "clipboard-read"] {
        assert!(permissions.contains(&format!("{denied}=()")), "{denied} in {name}");
    }
    assert_eq!(one(headers, "cache-control"), *keep, "{name}");
    let two_years = if secure { "max-age=63072000; includeSubDomains" } else { "" };
    assert_eq!(one(headers, "strict-transport-security"), two_years, "{name}");
    for header in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert!(!headers.contains_key(header), "{header} of {name}");
    }
    holds_policy(row);
}

fn holds_policy(row: &Row) {
    let Row { name, kind, told, .. } = row;
    let wanted = |table: &[(&str, &str)]| -> BTreeMap<String, String> {
        table.iter().map(|(directive, sources)| ((*directive).to_owned(), (*sources).to_owned())).collect()
    };
    let (nonce, told_policy) = policy(&told.headers);
    match *kind {
        "text/html" => {
            assert_eq!(told_policy, wanted(&OF_A_PAGE), "{name}");
            assert!(nonce.len() >= 22, "the nonce of {name} has 128 bits: {nonce}");
            // Whatever runs in it carries the nonce: there is no other way for it to run.
            for script in told.body.split("<script").skip(1) {
                let tag = script.split('>').next().unwrap();
                let runs = !tag.contains("application/json") && !tag.contains(" src=");
                assert!(!runs || tag.contains(&format!("nonce=\"{nonce}\"")), "{tag} in {name}");
            }
            assert!(!told.body.contains(" style=\"") && !told.body.contains(" onclick="), "{name}");
        }
        // A worker is started as a script and has the script's policy.
        "text/javascript" => {
            let bare = OF_A_PAGE.map(|(directive, sources)| (directive, sources.replace(" NONCE", "")));
            let bare: Vec<_> = bare.iter().map(|(directive, sources)| (*directive, sources.as_str())).collect();
            assert_eq!(told_policy, wanted(&bare), "{name}");
        }
        _ => assert_eq!(told_policy, wanted(&OF_ANYTHING_ELSE), "{name}"),
    }
}

fn holds_cookies(told: &Told, secure: bool) {
    let given: Vec<&str> =
        told.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
    assert!(!given.is_empty());
    for value in given {
        assert!(value.contains("; Path=/;") && value.contains("; HttpOnly; SameSite=Lax"), "{value}");
        assert_eq!((value.starts_with("__Host-"), value.ends_with("; Secure")), (secure, secure), "{value}");
        assert!(!value.contains("Domain="), "{value}");
    }
}

async fn every_row_holds(pool: PgPool, public_url: &str) {
    let site = site();
    let folder = site.path().to_str().unwrap();
    let house = House::told(pool, &["--site-dir", folder, "--public-url", public_url]);
    let secure = public_url.starts_with("https:");
    let rows = rows(&house).await;
    let mut nonces = Vec::new();
    for row in &rows {
        holds(row, secure);
        nonces.extend(Some(policy(&row.told.headers).0).filter(|nonce| !nonce.is_empty()));
    }
    holds_cookies(&rows.last().unwrap().told, secure);
    let pages = nonces.len();
    nonces.sort();
    nonces.dedup();
    assert_eq!((nonces.len(), pages), (3, 3), "no nonce is given twice");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn every_kind_of_answer_has_its_headers(pool: PgPool) {
    every_row_holds(pool, "http://127.0.0.1:3000").await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn every_kind_of_answer_has_its_headers_under_https(pool: PgPool) {
    every_row_holds(pool, "https://m.example").await;
}
