//! Signing in and out, by plain forms.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::{PersonId, WorkspaceId};
use serde::Deserialize;

use super::email::Email;
use super::secret::Secret;
use super::session::{self, Cookie};
use super::{password, throttle};
use crate::body::Form;
use crate::request::ClientAddress;
use crate::{Fault, Server, Shared, store};

/// What the sign-in form sends.
#[derive(Deserialize)]
pub struct SignIn {
    email: String,
    password: String,
    /// Where to go then: a path of this app.
    #[serde(default)]
    next: Option<String>,
}

/// `POST /sign-in`: to where the person was going, or back with a word on why not. Who exists is not told: not by the
/// words, not by the time it takes.
///
/// # Errors
/// Where the database is away, or too many wait.
pub async fn sign_in(
    State(server): State<Shared>,
    client: ClientAddress,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Result<Response, Fault> {
    let next = own_path(form.next.as_deref()).to_owned();
    let Some(email) = Email::parse(&form.email) else { return Ok(refused("sign-in", &next)) };
    let refused = |why: &str| keeping(&server, &email, refused(why, &next));
    let device = Cookie::Device.read(&server, &headers);
    match check(&server, client, &email, form.password, device.as_ref()).await {
        Ok(Some((workspace, person))) => {
            tracing::info!(%workspace, %person, "signed in");
            let_in(&server, &headers, workspace, person, &next).await
        }
        Ok(None) => {
            tracing::info!("a sign-in was refused");
            Ok(refused("sign-in"))
        }
        Err(Fault::TooMany { .. }) => {
            tracing::warn!("too many sign-ins were tried");
            Ok(refused("wait"))
        }
        Err(fault) => Err(fault),
    }
}

/// Whom the address and the password show, if anybody.
async fn check(
    server: &Server,
    client: ClientAddress,
    email: &Email,
    password: String,
    device: Option<&Secret>,
) -> Result<Option<(WorkspaceId, PersonId)>, Fault> {
    let mut connection = server.database.acquire().await?;
    let tried = throttle::count(&mut connection, email, device, client).await?;
    let held = store::credential::load_credential(&mut connection, email).await?;
    // No connection is held while the password is worked on.
    drop(connection);
    if password.len() > password::weakness::LONGEST_BYTES {
        return Ok(None);
    }
    let (who, kept) = match held {
        Some(held) if held.active => (Some((held.workspace, held.person)), held.password_hash),
        _ => (None, None),
    };
    let outdated = kept.as_deref().is_some_and(password::is_outdated).then(|| password.clone());
    if !server.hashing.matches(password, kept).await? {
        return Ok(None);
    }
    let renewed = match outdated {
        Some(password) => Some(server.hashing.hash(password).await?),
        None => None,
    };
    let mut connection = server.database.acquire().await?;
    tried.forgive(&mut connection).await?;
    if let (Some((workspace, person)), Some(hash)) = (who, renewed) {
        store::credential::write_password(&mut connection, workspace, person, &hash).await?;
    }
    Ok(who)
}

/// Begins a session in this browser, in place of the one before, and goes on.
///
/// # Errors
/// Where the database fails.
pub async fn let_in(
    server: &Server,
    headers: &HeaderMap,
    workspace: WorkspaceId,
    person: PersonId,
    next: &str,
) -> Result<Response, Fault> {
    let device = Cookie::Device.read(server, headers).unwrap_or_else(Secret::fresh);
    let mut transaction = server.database.begin().await?;
    let before = Cookie::Session.read(server, headers).map(|secret| secret.hash());
    if let Some(before) = &before {
        store::session::delete_session(&mut transaction, before).await?;
    }
    let secret = session::begin(&mut transaction, workspace, person).await?;
    store::known_device::write_known_device(&mut transaction, workspace, person, &device.hash()).await?;
    transaction.commit().await?;
    if let Some(before) = &before {
        server.watch.end(before);
    }
    let mut response = go(next);
    let given = [Cookie::Session.give(server, &secret), Cookie::Device.give(server, &device)];
    for cookie in given.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /sign-out`: the session is over here and at the server, its streams end, and the browser forgets what it cached.
///
/// # Errors
/// Where the database is away.
pub async fn sign_out(State(server): State<Shared>, headers: HeaderMap) -> Result<Response, Fault> {
    if let Some(secret) = Cookie::Session.read(&server, &headers) {
        let key = secret.hash();
        store::session::delete_session(&mut *server.database.acquire().await?, &key).await?;
        server.watch.end(&key);
        tracing::info!("signed out");
    }
    let mut response = go("/");
    let headers = response.headers_mut();
    if let Some(cookie) = Cookie::Session.take(&server) {
        headers.append(header::SET_COOKIE, cookie);
    }
    headers.insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// A page of this app, by a GET.
pub fn go(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// Back to the sign-in, with a word for why.
fn refused(why: &str, next: &str) -> Response {
    go(&format!("{next}{}refused={why}", if next.contains('?') { '&' } else { '?' }))
}

/// The same, and the browser keeps the address for the form: it was just written there, whoever it belongs to.
fn keeping(server: &Server, email: &Email, mut response: Response) -> Response {
    if let Some(cookie) = Cookie::Tried.give(server, &email.as_str()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The address if it is one of this app, its path plain and its query encoded; else home. Nothing leads to another site.
fn own_path(next: Option<&str>) -> &str {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    let is_encoded = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~%&=+".contains(&byte);
    let Some(address) = next else { return "/" };
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_own = path.starts_with('/') && !path.starts_with("//") && path.bytes().all(is_plain);
    if is_own && query.bytes().all(is_encoded) { address } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_app_are_gone_to() {
        for own in ["/accounts/0190-a", "/boards/owner?rows=country&only=tag%3A%3Drail"] {
            assert_eq!(own_path(Some(own)), own);
        }
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a?b\r\nc",
            "/a?//b",
            "/%2f/evil",
            "evil",
            "",
            "/a\r\nb",
        ] {
            assert_eq!(own_path(Some(foreign)), "/", "{foreign}");
        }
    }
}
