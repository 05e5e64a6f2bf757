//! The set-up link: printed at the start while the installation is nobody's, it makes its holder the first person.

use app::pages::door::{Door, Refused, Written};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;

use super::secret::{Hash, Secret};
use super::sign_in::let_in;
use super::throttle;
use crate::body::Form;
use crate::founding::{Founder, NotFounded, Right};
use crate::pages::door;
use crate::request::ClientAddress;
use crate::{Fault, Server, Shared, store};

/// A new link, in place of the one before, where the installation is nobody's yet.
///
/// # Errors
/// Where the database fails.
pub async fn make_link(server: &Server) -> Result<Option<String>, Fault> {
    let mut connection = server.database.acquire().await?;
    if store::credential::load_is_set_up(&mut connection).await? {
        return Ok(None);
    }
    let secret = Secret::fresh();
    store::setup_link::write_setup_link(&mut connection, &secret.hash()).await?;
    Ok(Some(server.public_url.join(&app::paths::set_up(&secret.to_string()))))
}

/// `GET /set-up/{token}`: the form, or the word that the link is over.
///
/// # Errors
/// Where the database is away.
pub async fn page(
    State(server): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    match key_of(&server, &token).await? {
        Some(_) => {
            let door = Door::SetUp { token, refused: None, written: Written::default() };
            Ok(door::show(&server, &uri, &headers, StatusCode::OK, door).await)
        }
        None => Ok(door::show(&server, &uri, &headers, StatusCode::NOT_FOUND, Door::LinkGone).await),
    }
}

/// What the form of the set-up sends.
#[derive(Deserialize)]
pub struct SetUp {
    name: String,
    email: String,
    password: String,
    workspace: String,
    #[serde(default)]
    currency: String,
}

/// `POST /set-up/{token}`: sets up and lets in, or the form once more with a word on why not.
///
/// # Errors
/// Where the database is away, or too many wait.
pub async fn set_up(
    State(server): State<Shared>,
    client: ClientAddress,
    headers: HeaderMap,
    uri: Uri,
    Path(token): Path<String>,
    Form(form): Form<SetUp>,
) -> Result<Response, Fault> {
    let SetUp { name, email, password, workspace, currency } = form;
    let written = Written { name, email, workspace, currency };
    match try_set_up(&server, client, &token, &written, password).await? {
        Ok((workspace, person)) => let_in(&server, &headers, workspace, person, "/").await,
        Err(NotFounded::Over) => Ok(door::show(&server, &uri, &headers, StatusCode::NOT_FOUND, Door::LinkGone).await),
        Err(NotFounded::Refused(refused)) => {
            let door = Door::SetUp { token, refused: Some(refused), written };
            Ok(door::show(&server, &uri, &headers, StatusCode::UNPROCESSABLE_ENTITY, door).await)
        }
        Err(NotFounded::Rejected(rejection)) => {
            Err(Fault::broken(anyhow::anyhow!("the set-up was rejected: {rejection:?}")))
        }
    }
}

async fn try_set_up(
    server: &Server,
    client: ClientAddress,
    token: &str,
    written: &Written,
    password: String,
) -> Result<Result<(domain::ids::WorkspaceId, domain::ids::PersonId), NotFounded>, Fault> {
    let mut connection = server.database.acquire().await?;
    let tried = match throttle::count_address(&mut connection, client).await {
        Err(Fault::TooMany { .. }) => return Ok(Err(NotFounded::Refused(Refused::Throttled))),
        tried => tried?,
    };
    drop(connection);
    let Some(key) = key_of(server, token).await? else { return Ok(Err(NotFounded::Over)) };
    tried.forgive(&mut *server.database.acquire().await?).await?;
    let founder = match Founder::of(written, &password) {
        Ok(founder) => founder,
        Err(refused) => return Ok(Err(NotFounded::Refused(refused))),
    };
    let hash = server.hashing.hash(password).await?;
    founder.found(&server.engine, &hash, Right::Link(&key), server.config.demo).await
}

/// The hash of the link, where it is the one that holds.
async fn key_of(server: &Server, token: &str) -> Result<Option<Hash>, Fault> {
    let Some(key) = Secret::parse(token).map(|secret| secret.hash()) else { return Ok(None) };
    let mut connection = server.database.acquire().await?;
    Ok(store::setup_link::load_is_setup_link(&mut connection, &key).await?.then_some(key))
}
