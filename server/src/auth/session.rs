//! Sessions: somebody's presence in one browser, held by a cookie.
//!
//! Idle for eight hours, or a day after the sign-in, it is over: an office day, and no session outlives the night. Each sign-in
//! makes a new one. Cookies carry a prefix that binds them to this host wherever there is TLS; on plain loopback there is no
//! such prefix.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use domain::ids::{PersonId, WorkspaceId};
use sqlx::PgConnection;

use super::secret::Secret;
use crate::header::cookie;
use crate::{Fault, Server, store};

/// How long a session lasts without a request.
pub const IDLE: Duration = Duration::from_secs(8 * 3600);
/// How long it lasts at all.
pub const WHOLE: Duration = Duration::from_secs(24 * 3600);
/// How long a browser is known.
const KNOWN: Duration = Duration::from_secs(365 * 24 * 3600);
/// How long an address that was refused is kept.
const TRIED: Duration = Duration::from_secs(60);

/// The cookies of this installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// The session.
    Session,
    /// The browser, in which somebody signed in before.
    Device,
    /// The address by which somebody just tried to sign in, so that they need not write it again.
    Tried,
}

impl Cookie {
    fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Self::Session, true) => "__Host-ms_s",
            (Self::Session, false) => "ms_s",
            (Self::Device, true) => "__Host-ms_d",
            (Self::Device, false) => "ms_d",
            (Self::Tried, true) => "__Host-ms_t",
            (Self::Tried, false) => "ms_t",
        }
    }

    /// What the browser sent of it.
    pub fn read(self, server: &Server, headers: &HeaderMap) -> Option<Secret> {
        self.text(server, headers).and_then(Secret::parse)
    }

    /// The same where it holds no secret.
    pub fn text<'a>(self, server: &Server, headers: &'a HeaderMap) -> Option<&'a str> {
        cookie(headers, self.name(server.public_url.secure()))
    }

    /// The header that gives it to the browser.
    pub fn give(self, server: &Server, value: &impl std::fmt::Display) -> Option<HeaderValue> {
        let lasts = match self {
            Self::Session => WHOLE,
            Self::Device => KNOWN,
            Self::Tried => TRIED,
        };
        self.header(server, &value.to_string(), lasts)
    }

    /// The header that takes it from the browser.
    pub fn take(self, server: &Server) -> Option<HeaderValue> {
        self.header(server, "", Duration::ZERO)
    }

    fn header(self, server: &Server, value: &str, lasts: Duration) -> Option<HeaderValue> {
        let secure = server.public_url.secure();
        let (name, seconds) = (self.name(secure), lasts.as_secs());
        let mark = if secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{mark}");
        HeaderValue::from_str(&text).ok()
    }
}

/// Begins a session of a person; its secret is for the cookie.
///
/// # Errors
/// Where the database fails.
pub async fn begin(connection: &mut PgConnection, workspace: WorkspaceId, person: PersonId) -> Result<Secret, Fault> {
    let secret = Secret::fresh();
    store::session::write_session(connection, workspace, person, &secret.hash(), IDLE, WHOLE).await?;
    Ok(secret)
}
