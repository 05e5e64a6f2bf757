//! The door: what stands at every address for whoever is not in.

use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use app::client::density::Density;
use app::pages::door::{Door, Refused};
use app::paths;
use app::shell::Screen;
use app::words::door::Language;

use super::{document, window};
use crate::auth::email::Email;
use crate::auth::session::Cookie;
use crate::{Fault, Server, store};

/// The sign-in, which leads on to the page that was asked for.
///
/// # Errors
/// Where the database is away.
pub async fn sign_in(server: &Server, uri: &Uri, headers: &HeaderMap) -> Result<Response, Fault> {
    let mut connection = server.database.acquire().await?;
    let fresh = !store::credential::load_is_set_up(&mut connection).await?;
    drop(connection);
    let demo = fresh || server.config.demo;
    let next = next(uri);
    let refused = refused(uri);
    let tried = refused.and_then(|_| Email::parse(Cookie::Tried.text(server, headers)?));
    let email = tried.map(|email| email.as_str().to_owned()).unwrap_or_default();
    let door = Door::SignIn { refused, email, next, demo, fresh };
    Ok(show(server, uri, headers, StatusCode::OK, door).await)
}

/// The page that was asked for, with all that its address says but the word for why the door is shut; nothing where it is home.
fn next(uri: &Uri) -> String {
    let path = uri.path();
    if !window::is_page(path) || path == paths::HOME {
        return String::new();
    }
    let said = uri.query().unwrap_or_default().split('&');
    let said: Vec<&str> = said.filter(|said| !said.is_empty() && !said.starts_with("refused=")).collect();
    if said.is_empty() { path.to_owned() } else { [path, &said.join("&")].join("?") }
}

/// A page at the door, in the language that the browser asks for.
pub async fn show(server: &Server, uri: &Uri, headers: &HeaderMap, status: StatusCode, door: Door) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok());
    let language = accepted.map(Language::wanted).unwrap_or_default();
    (status, document::render(server, uri, Screen::Door(door, language), Density::default()).await).into_response()
}

/// The reason that an address tells.
pub fn refused(uri: &Uri) -> Option<Refused> {
    Refused::of_word(&paths::asked(uri.query().unwrap_or_default(), "refused"))
}
