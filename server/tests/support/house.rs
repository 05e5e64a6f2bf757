//! A workspace with people in it, and requests to its server without a socket.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use domain::ids::{PersonId, WorkspaceId};
use server::auth::email::Email;
use server::config::{Config, PublicUrl};
use server::store::{self, Database};
use server::{Server, Shared, routes};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use uuid::Uuid;

/// A password that is good enough.
pub const PASSWORD: &str = "seven herons under a tin roof";

/// A server over a database of this test's own.
pub struct House {
    pub server: Shared,
    router: Router,
}

impl Drop for House {
    fn drop(&mut self) {
        // So that nothing holds on to the database of this test, which goes with it.
        self.server.stop.cancel();
    }
}

/// An answer, read whole.
pub struct Told {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl House {
    /// Ready, and with nobody in it.
    pub fn new(pool: PgPool) -> Self {
        Self::told(pool, &[])
    }

    /// The same with other settings.
    pub fn told(pool: PgPool, arguments: &[&str]) -> Self {
        server::tls::install_provider();
        let config = Config::from_arguments(arguments).unwrap();
        let url = config.public_url.clone().unwrap_or_else(|| PublicUrl::of(config.listen, false));
        let database = Database::lazy((*pool.connect_options()).clone(), config.caps.pool);
        let server = Server::new(config, url, database, CancellationToken::new());
        server.set_ready();
        let server = Arc::new(server);
        Self { router: routes::router(server.clone()), server }
    }

    /// A workspace with one person in it, who signs in by this address with [`PASSWORD`].
    pub async fn settle(&self, email: &str) -> (WorkspaceId, PersonId) {
        let workspace = WorkspaceId(Uuid::now_v7());
        let mut connection = self.server.database.acquire().await.unwrap();
        sqlx::query("insert into workspace (workspace_id, name, base_currency) values ($1, 'Northwind', 'EUR')")
            .bind(workspace.0)
            .execute(&mut *connection)
            .await
            .unwrap();
        drop(connection);
        (workspace, self.join(workspace, email, "administrator").await)
    }

    /// One person more.
    pub async fn join(&self, workspace: WorkspaceId, email: &str, role: &str) -> PersonId {
        let person = PersonId(Uuid::now_v7());
        let mut connection = self.server.database.acquire().await.unwrap();
        sqlx::query(
            "insert into person (workspace_id, id, name, roles, active) values ($1, $2, 'Anna Lindqvist', array[$3], true)",
        )
        .bind(workspace.0)
        .bind(person.0)
        .bind(role)
        .execute(&mut *connection)
        .await
        .unwrap();
        let email = Email::parse(email).unwrap();
        let hash = self.server.hashing.hash(PASSWORD.into()).await.unwrap();
        store::credential::write_email(&mut connection, workspace, person, &email).await.unwrap();
        store::credential::write_password(&mut connection, workspace, person, &hash).await.unwrap();
        person
    }

    /// An answer, not read yet.
    pub async fn open(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn send(&self, request: Request<Body>) -> Told {
        let response = self.open(request).await;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Told { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// A form, as a browser on a page of this server sends it.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)], cookie: &str) -> Told {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect();
        let mut request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        self.send(request.body(Body::from(pairs.join("&"))).unwrap()).await
    }

    pub async fn post_json(&self, path: &str, body: &str, cookie: &str) -> Told {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie);
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Told {
        let mut request = Request::get(path).header("sec-fetch-site", "same-origin");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// As a person opens a link.
    pub async fn visit(&self, path: &str, cookie: &str) -> Told {
        let request = Request::get(path).header(header::ACCEPT, "text/html").header(header::COOKIE, cookie);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Told {
        self.post("/sign-in", &[("email", email), ("password", password)], "").await
    }
}

impl Told {
    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookies it gives, as the browser will send them.
    pub fn cookie(&self) -> String {
        let given = self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
        let pairs: Vec<&str> = given.map(|value| value.split(';').next().unwrap()).collect();
        pairs.join("; ")
    }
}

fn coded(text: &str) -> String {
    let code = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(code).collect()
}
