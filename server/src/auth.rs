//! Who is asking, and how they come to be let in.
//!
//! A browser shows a session by its cookie, a script a token by its `Authorization` header. Both are 256 bits by chance, kept as
//! hashes, and looked up on each request together with the person, so that whoever is shut out is out at once.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::ids::{PersonId, WorkspaceId};
use domain::policy::{self, Action};
use domain::viewer::Rights;
use sqlx::PgConnection;

use crate::limit::Kind;
use crate::store::session::Known;
use crate::{Fault, Server, Shared, store};

pub mod access;
pub mod email;
pub mod invitation;
pub mod look_around;
pub mod password;
pub mod secret;
pub mod session;
pub mod set_up;
pub mod sign_in;
pub mod throttle;
pub mod token;
pub mod watch;

use secret::Hash;
pub use secret::Secret;
use session::Cookie;

/// Somebody who is signed in. Taken by handlers that are for nobody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The workspace they are in.
    pub workspace: WorkspaceId,
    /// Who they are.
    pub person: PersonId,
    /// Their session or token, by its hash.
    pub key: Hash,
}

/// Somebody who may be signed in. Taken by pages that show something to either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaybeSigned(pub Option<Signed>);

impl FromRequestParts<Shared> for Signed {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, server: &Shared) -> Result<Self, Fault> {
        let is_activity = parts.extensions.get::<Kind>().is_none_or(|kind| kind.activity);
        let signed = find(server, &parts.headers, is_activity).await?.ok_or(Fault::NotSignedIn)?;
        server.pace.count(signed.person.0)?;
        Ok(signed)
    }
}

impl FromRequestParts<Shared> for MaybeSigned {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, server: &Shared) -> Result<Self, Fault> {
        match Signed::from_request_parts(parts, server).await {
            Ok(signed) => Ok(Self(Some(signed))),
            Err(Fault::NotSignedIn) => Ok(Self(None)),
            Err(fault) => Err(fault),
        }
    }
}

/// Whom the request shows to be. Where it carries a token, its cookies say nothing.
async fn find(server: &Server, headers: &HeaderMap, is_activity: bool) -> Result<Option<Signed>, Fault> {
    if let Some(told) = headers.get(header::AUTHORIZATION) {
        let Some(key) = token::read(told).map(|secret| secret.hash()) else { return Ok(None) };
        let mut connection = server.database.acquire().await?;
        let known = store::token::load_token(&mut connection, &key).await?;
        if known.is_some_and(|known| known.is_due) {
            store::token::write_token_seen(&mut connection, &key).await?;
        }
        return Ok(known.map(|known| Signed::new(known, key)));
    }
    let Some(key) = Cookie::Session.read(server, headers).map(|secret| secret.hash()) else { return Ok(None) };
    let mut connection = server.database.acquire().await?;
    let known = store::session::load_session(&mut connection, &key).await?;
    if is_activity && known.is_some_and(|known| known.is_due) {
        store::session::write_seen(&mut connection, &key, session::IDLE).await?;
    }
    Ok(known.map(|known| Signed::new(known, key)))
}

impl Signed {
    /// Refuses whoever may not do this, by their roles as they are now.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`], and where the database fails.
    pub async fn permit(&self, connection: &mut PgConnection, action: Action) -> Result<(), Fault> {
        let roles = store::credential::load_roles(connection, self.workspace, self.person).await?;
        let rights = Rights { person: self.person, roles: roles.into_iter().collect(), ..Rights::default() };
        policy::permit(&rights, action).map_err(|_| Fault::NotAllowed)
    }

    fn new(known: Known, key: Hash) -> Self {
        Self { workspace: known.workspace, person: known.person, key }
    }
}
