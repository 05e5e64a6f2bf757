//! Invitations: a link, made by an administrator and given on by whatever way they trust, by which a colleague sets a password.
//!
//! It holds for a day, once. A new one for the same person voids the one before; taking one up ends whatever sessions and
//! tokens the person had, so it also serves those who forgot their password.

use std::time::Duration;

use app::pages::door::Door;
use app::wire::{Invitation, Invite};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use domain::policy::Action;
use serde::Deserialize;

use super::email::Email;
use super::password;
use super::secret::{Hash, Secret};
use super::sign_in::{go, let_in};
use super::{Signed, throttle};
use crate::body::{self, Form};
use crate::fault::Problem;
use crate::pages::door;
use crate::request::ClientAddress;
use crate::store::invitation::Invited;
use crate::{Fault, Server, Shared, store};

/// How long a link holds.
const LASTS: Duration = Duration::from_secs(24 * 3600);

/// Makes the link by which a person sets a password, and tells it this once.
///
/// # Errors
/// [`Fault::NotAllowed`] to all but administrators, [`Fault::NotFound`] where no such person is here, [`Fault::Taken`]
/// where another signs in by this address, and in the demo.
#[utoipa::path(
    post,
    path = "/api/v1/invitations",
    request_body = Invite,
    responses(
        (status = 200, body = Invitation),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn make(
    State(server): State<Shared>,
    signed: Signed,
    body::Json(asked): body::Json<Invite>,
) -> Result<Json<Invitation>, Fault> {
    let email = Email::parse(&asked.email).ok_or(Fault::NotUnderstood("This is no e-mail address."))?;
    let secret = Secret::fresh();
    let mut transaction = server.database.begin().await?;
    signed.permit(&mut transaction, Action::EditPeople).await?;
    if store::demo::load_is_demo(&mut transaction, signed.workspace).await? {
        return Err(Fault::Taken("Nobody is let into the demo by a link: set Mainstay up for that."));
    }
    let roles = store::credential::load_roles(&mut transaction, signed.workspace, asked.person).await?;
    if roles.is_empty() {
        return Err(Fault::NotFound);
    }
    store::credential::write_email(&mut transaction, signed.workspace, asked.person, &email).await?;
    let made_by = Some(signed.person);
    let (workspace, person, hash) = (signed.workspace, asked.person, secret.hash());
    let ends_at =
        store::invitation::write_invitation(&mut transaction, workspace, person, made_by, &hash, LASTS).await?;
    transaction.commit().await?;
    tracing::info!(%workspace, by = %signed.person, %person, "made an invitation");
    Ok(Json(Invitation { link: server.public_url.join(&app::paths::invitation(&secret.to_string())), ends_at }))
}

/// `GET /invitation/{token}`: the form, or the word that the link is over.
///
/// # Errors
/// Where the database is away.
pub async fn page(
    State(server): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let invited = match Secret::parse(&token) {
        Some(secret) => {
            let mut connection = server.database.acquire().await?;
            store::invitation::load_invitation(&mut connection, &secret.hash()).await?
        }
        None => None,
    };
    let Some(invited) = invited else {
        return Ok(door::show(&server, &uri, &headers, StatusCode::NOT_FOUND, Door::LinkGone).await);
    };
    let door = Door::Invitation { token, name: invited.name, refused: door::refused(&uri) };
    Ok(door::show(&server, &uri, &headers, StatusCode::OK, door).await)
}

/// What the form of an invitation sends.
#[derive(Deserialize)]
pub struct TakeUp {
    password: String,
}

/// `POST /invitation/{token}`: sets the password and lets in, or back with a word on why not.
///
/// # Errors
/// Where the database is away, or too many wait.
pub async fn take_up(
    State(server): State<Shared>,
    client: ClientAddress,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(form): Form<TakeUp>,
) -> Result<Response, Fault> {
    let page = page_of("invitation", &token);
    let Some(key) = Secret::parse(&token).map(|secret| secret.hash()) else { return Ok(go(&page)) };
    let mut connection = server.database.acquire().await?;
    let tried = match throttle::count_address(&mut connection, client).await {
        Err(Fault::TooMany { .. }) => return Ok(go(&format!("{page}?refused=wait"))),
        tried => tried?,
    };
    // The page of a link that no longer holds says so itself.
    let Some(invited) = store::invitation::load_invitation(&mut connection, &key).await? else { return Ok(go(&page)) };
    tried.forgive(&mut connection).await?;
    drop(connection);
    let context = [&*invited.name, &*invited.email, &*invited.workspace_name];
    if let Some(weakness) = password::weakness(&form.password, &context) {
        return Ok(go(&format!("{page}?refused={}", weakness.refused().word())));
    }
    let hash = server.hashing.hash(form.password).await?;
    if !keep(&server, &key, &invited, &hash).await? {
        return Ok(go(&page));
    }
    tracing::info!(workspace = %invited.workspace, person = %invited.person, "took up an invitation");
    let_in(&server, &headers, invited.workspace, invited.person, "/").await
}

/// Keeps the new password in exchange for the link; false where somebody took it up meanwhile.
async fn keep(server: &Server, key: &Hash, invited: &Invited, hash: &str) -> Result<bool, Fault> {
    let Invited { workspace, person, .. } = *invited;
    let mut transaction = server.database.begin().await?;
    if !store::invitation::delete_invitation(&mut transaction, key).await? {
        return Ok(false);
    }
    store::credential::write_password(&mut transaction, workspace, person, hash).await?;
    store::session::delete_sessions(&mut transaction, workspace, person).await?;
    store::known_device::delete_known_devices(&mut transaction, workspace, person).await?;
    store::token::delete_tokens(&mut transaction, workspace, person).await?;
    transaction.commit().await?;
    server.watch.end_person(workspace, person);
    Ok(true)
}

/// The page of a link. What is no token is not put into an address again.
pub fn page_of(kind: &str, token: &str) -> String {
    let is_plain = token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_plain { format!("/{kind}/{token}") } else { format!("/{kind}/gone") }
}
