//! What a page is sent with, for its reader, as things stand now.

use axum::http::Uri;

use app::wire::PageData;
use domain::model::Model;
use domain::policy::rights_in;
use domain::viewer::Viewer;

use super::account;
use super::window::{self, Window};
use crate::auth::Signed;
use crate::{Fault, Server, store};

/// The data of the page at an address, cut to what its reader may see.
///
/// # Errors
/// [`Fault::NotSignedIn`] where the reader is not active any more, and where the database is away.
pub async fn load(server: &Server, signed: Signed, uri: &Uri) -> Result<PageData, Fault> {
    let mut connection = server.database.acquire().await?;
    let email = store::credential::load_email(&mut connection, signed.workspace, signed.person).await?;
    drop(connection);
    let (viewer, seq, window) = match window::account_of(uri.path()) {
        Some(account) => account::load(server, signed, account).await?,
        None => from_directory(server, signed, uri).await?,
    };
    let build = server.site.manifest().map(|site| site.build.clone()).unwrap_or_default();
    Ok(PageData {
        build,
        viewer,
        email: email.unwrap_or_default(),
        demo: false,
        seq,
        records: window.records,
        part: window.part,
    })
}

async fn from_directory(
    server: &Server,
    signed: Signed,
    uri: &Uri,
) -> Result<(Viewer, domain::ids::Seq, Window), Fault> {
    let model = server.feeds.directory_now(signed.workspace).await?;
    let viewer = viewer(server, signed, &model)?;
    let window = Window::of(&model, &viewer, uri.path(), uri.query().unwrap_or_default());
    Ok((viewer, model.seq, window))
}

/// The reader, by the rights that they hold now.
pub fn viewer(server: &Server, signed: Signed, model: &Model) -> Result<Viewer, Fault> {
    if !model.people.get(&signed.person).is_some_and(|person| person.active) {
        return Err(Fault::NotSignedIn);
    }
    let clock = server.engine.clock();
    let now = clock.now();
    let rights = rights_in(model, signed.person);
    Ok(Viewer { actor: signed.person, now, day: clock.day_of(now), language: "en".to_owned(), rights })
}
