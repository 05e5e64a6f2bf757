//! The page of an account: its records, its latest documents and entries, as they stand at one moment.

use app::wire::page::AccountPart;
use app::wire::{PagePart, Records};
use domain::account::Account;
use domain::history::Entry;
use domain::ids::{AccountId, Seq, WorkspaceId};
use domain::model::Model;
use domain::policy::Action;
use domain::viewer::Viewer;
use sqlx::PgConnection;

use super::data;
use super::window::Window;
use crate::auth::Signed;
use crate::{Fault, Server, store};

/// How many documents an account is sent with.
const DOCUMENTS: i64 = 50;
/// How many entries an account is sent with.
const ENTRIES: i64 = 30;

/// The window of an account; the page that is not there, where the reader sees no such account.
///
/// # Errors
/// [`Fault::NotSignedIn`] where the reader is not active any more, and where the database is away.
pub async fn load(server: &Server, signed: Signed, account: AccountId) -> Result<(Viewer, Seq, Window), Fault> {
    let mut moment = server.database.begin_snapshot().await?;
    let found = store::workspace::load(&mut moment, signed.workspace).await?.ok_or(Fault::NotFound)?;
    let people = store::person::load_all(&mut moment, signed.workspace).await?;
    let mut model = Model::default();
    model.workspace = Some(found.workspace);
    model.people = people.into_iter().map(|person| (person.id, person)).collect();
    let viewer = data::viewer(server, signed, &model)?;
    let accounts = store::account::load(&mut moment, signed.workspace, &[account.0], &[]).await?;
    let window = match accounts.into_iter().find(|account| viewer.rights.sees(account)) {
        Some(account) => load_window(&mut moment, signed.workspace, &viewer, model, account).await?,
        None => missing(&viewer, model),
    };
    Ok((viewer, found.seq, window))
}

fn missing(viewer: &Viewer, model: Model) -> Window {
    let people = model.people.into_values().filter(|person| person.id == viewer.actor).collect();
    Window { part: PagePart::Missing, records: Records { workspace: model.workspace, people, ..Records::default() } }
}

async fn load_window(
    moment: &mut PgConnection,
    workspace: WorkspaceId,
    viewer: &Viewer,
    model: Model,
    account: Account,
) -> Result<Window, Fault> {
    let (id, lead) = (account.id, account.owner);
    let rights = &viewer.rights;
    let documents = store::document::load_latest(moment, workspace, id, None, DOCUMENTS).await?;
    let documents_total = store::document::load_count(moment, workspace, id).await?;
    let notes = match rights.may_with(Action::ReadNotes, lead) {
        true => store::note::load_of(moment, workspace, id).await?,
        false => Vec::new(),
    };
    let seqs = store::log::load_seqs_of(moment, workspace, id, None, ENTRIES).await?;
    let entries = store::log::load_those(moment, workspace, &seqs).await?;
    let history = entries.into_iter().map(|entry| seen_of(entry, viewer, &account)).collect();
    let people = model.people.into_values().filter(|person| rights.sees_person(person.id)).collect();
    let records = Records {
        workspace: model.workspace,
        people,
        placements: store::placement::load(moment, workspace, &[], &[id.0]).await?,
        trailing: store::trailing::load(moment, workspace, &[id.0]).await?,
        accounts: vec![account],
        documents,
        notes,
        imports: Vec::new(),
    };
    let documents_total = usize::try_from(documents_total).unwrap_or_default();
    Ok(Window { part: PagePart::Account(AccountPart { account: id, documents_total, history }), records })
}

/// An entry with just those of its changes that are of the account and that the reader may see.
fn seen_of(mut entry: Entry, viewer: &Viewer, account: &Account) -> Entry {
    entry
        .changes
        .retain(|change| change.account == Some(account.id) && viewer.rights.sees_change(change, account.owner));
    entry
}
