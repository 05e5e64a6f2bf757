//! What a page is sent with, for its reader, as things stand now.

use axum::http::Uri;

use app::views::rail_boards::boards_of_rail;
use app::wire::json::Unread;
use app::wire::{AccountSnapshot, PageData, PagePart};
use domain::model::Model;
use domain::policy::rights_in;
use domain::viewer::Viewer;

use super::window::{self, Window};
use crate::auth::Signed;
use crate::{Fault, Server, drafts, models, read, reports, store};

/// The data of the page at an address, cut to what its reader may see.
///
/// # Errors
/// [`Fault::NotSignedIn`] where the reader is not active any more, and where the database is away.
pub async fn load(server: &Server, signed: Signed, uri: &Uri) -> Result<PageData, Fault> {
    let mut connection = server.database.acquire().await?;
    let email = store::credential::load_email(&mut connection, signed.workspace, signed.person).await?;
    let demo = store::demo::load_is_demo(&mut connection, signed.workspace).await?;
    let drafts = drafts::load(&mut connection, server, signed).await?;
    drop(connection);
    let report = match models_part(server, &signed, uri).await? {
        Some(part) => Some(part),
        None => load_report(server, signed, uri).await?,
    };
    let account = load_account(server, signed, uri).await?;
    // After the account: what the directory is ahead of it comes down the stream once more.
    let directory = server.feeds.directory_of_now(signed.workspace).await?;
    let model = directory.read().await?;
    let viewer = viewer(server, signed, &model)?;
    let is_beside = window::beside(uri).is_some();
    let (seq, Window { part, records }, opened) = match account {
        Some(account) if is_beside => {
            let Window { part, records } = Window::of(&directory.parts, &model, &viewer, uri);
            let records = window::with_account(records, account.records);
            (account.seq.min(model.seq), Window { part, records }, Some(account.part))
        }
        Some(AccountSnapshot { seq, records, part }) => (seq, Window { part: PagePart::Account(part), records }, None),
        None => (model.seq, Window::of(&directory.parts, &model, &viewer, uri), None),
    };
    let part = report.unwrap_or(part);
    let (build, email) = (server.site.build(), email.unwrap_or_default());
    let rail = boards_of_rail(&model, viewer.actor, |board| viewer.rights.sees_made(board.made()));
    Ok(PageData { build, viewer, email, demo, seq, records, part, opened, rail, drafts })
}

/// What the page of the categorization models shows; none on any other page.
async fn models_part(server: &Server, signed: &Signed, uri: &Uri) -> Result<Option<PagePart>, Fault> {
    if uri.path() != app::paths::MODELS {
        return Ok(None);
    }
    let part = models::load_part(server, signed, uri).await?;
    part.map(|part| Unread::of(&part).map(PagePart::Report)).transpose().map_err(Fault::broken)
}

/// The figures of the page of a report; none on any other page. A line of which the reader knows nothing is not there, nor are wallets for who may see none.
async fn load_report(server: &Server, signed: Signed, uri: &Uri) -> Result<Option<PagePart>, Fault> {
    if !window::is_report(uri.path()) {
        return Ok(None);
    }
    match reports::page::load(server, signed, uri).await {
        Ok(part) => Ok(Some(PagePart::Report(part))),
        Err(Fault::NotUnderstood(_) | Fault::NotFound) => Ok(Some(PagePart::Missing)),
        Err(fault) => Err(fault),
    }
}

/// The account of an account's page, or the one that is open beside a board; none on any other page, and where it is not there for
/// the reader.
async fn load_account(server: &Server, signed: Signed, uri: &Uri) -> Result<Option<AccountSnapshot>, Fault> {
    let Some(account) = window::account_of(uri.path()).or_else(|| window::beside(uri)) else { return Ok(None) };
    match read::account_snapshot(server, &signed, account).await {
        Ok(snapshot) => Ok(Some(snapshot)),
        Err(Fault::NotFound) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// The reader, by the rights that they hold now.
fn viewer(server: &Server, signed: Signed, model: &Model) -> Result<Viewer, Fault> {
    if !model.people.get(&signed.person).is_some_and(|person| person.active) {
        return Err(Fault::NotSignedIn);
    }
    let clock = server.engine.clock();
    let now = clock.now();
    let rights = rights_in(model, signed.person);
    Ok(Viewer { actor: signed.person, now, day: clock.day_of(now), language: "en".to_owned(), rights })
}
