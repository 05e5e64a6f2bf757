//! What a turn puts off is written as each command by itself would have written it.

use domain::{
    account::{AccountEdit, EditAccount},
    change::Kind,
    command::Command,
    day::Day,
    document::RecordDocument,
    history::Entry,
    ids::{AccountId, DocumentId, NoteId, PersonId, PlacementId, WorkspaceId},
    model::Model,
    note::{AddNote, RemoveNote},
    undo::Undo,
    workspace::FoundWorkspace,
};
use server::engine::{Sent, chain};
use server::store;
use sqlx::PgPool;

use super::house::{House, create, gbp, id};
use crate::support::sale;

/// A sale by its document, so that it is the same in every workspace.
fn sale(document: DocumentId, account: AccountId, day: Day) -> Command {
    let number = document.to_string();
    Command::RecordDocument(RecordDocument { document, number, ..sale::sale(account, day, 12_300) })
}

/// A life in short: records that are made, changed and taken away, and a command that asks for an entry before it.
fn said(boss: PersonId, day: Day) -> impl Fn(WorkspaceId) -> Vec<Command> {
    let (account, other): (AccountId, AccountId) = (id(), id());
    let (note, documents): (NoteId, [DocumentId; 2]) = (id(), [id(), id()]);
    let rename = move |name: &str| Command::EditAccount(EditAccount { account, edit: AccountEdit::Name(name.into()) });
    let answer: PlacementId = id();
    move |workspace| {
        vec![
            Command::FoundWorkspace(FoundWorkspace {
                workspace,
                name: "Northwind Sales".into(),
                base_currency: gbp(),
                person: boss,
                person_name: "Ada Boss".into(),
            }),
            Command::CreateAccount(create(account, "Acme", Some(boss))),
            Command::CreateAccount(create(other, "Bolt", None)),
            sale(documents[0], account, day),
            rename("Acme Works"),
            Command::AddNote(AddNote { note, account, text: "They moved.".into() }),
            Command::RemoveNote(RemoveNote { note, account }),
            rename(""),
            rename("Acme Mills"),
            Command::Undo(Undo { entry: 8, answer }),
            sale(documents[1], other, day),
        ]
    }
}

/// Founds a workspace by these commands, and tells how many of them were refused.
async fn found(house: &House, workspace: WorkspaceId, said: Vec<Command>, gathers: bool) -> usize {
    let mut turn = house.engine.begin_founding(workspace).await.unwrap();
    if gathers {
        turn.gather();
    }
    let mut refused = 0;
    for command in said {
        let decided = turn.take(house.boss, &Sent::by_server(command, house.clock.now())).await.unwrap();
        refused += usize::from(decided.rejection().is_some());
    }
    if gathers {
        turn.settle_gathered().await.unwrap();
    }
    turn.commit().await.unwrap();
    refused
}

/// What is kept of a workspace, and its log but for its own record, for when things were said, and for the figures: where they are put
/// off, no entry tells of them.
async fn kept(house: &House, workspace: WorkspaceId) -> (Model, Vec<Entry>) {
    let mut connection = house.database.acquire().await.unwrap();
    let count = chain::verify(&mut connection, workspace).await.unwrap().unwrap();
    let mut model = store::model::load_directory(&mut connection, workspace).await.unwrap().unwrap();
    assert_eq!(model.seq, count);
    model.workspace = None;
    let logged = store::log::load_entries(&mut connection, workspace, 1, count).await.unwrap();
    let entries = logged.into_iter().map(|logged| {
        let mut entry = Entry { id: house.workspace.0.into(), at: jiff::Timestamp::UNIX_EPOCH, ..logged.entry };
        entry.changes.retain(|change| !matches!(change.key.kind, Kind::Trailing | Kind::Workspace));
        entry.changes.iter_mut().for_each(|change| change.fields.retain(|field| field.field != "at"));
        entry
    });
    (model, entries.collect())
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_put_off_is_written_as_if_it_had_not_been(pool: PgPool) {
    let house = House::server(store::Database::over(pool), id(), id());
    let said = said(house.boss, house.clock.today());
    let (singly, gathered): (WorkspaceId, WorkspaceId) = (id(), id());
    for (workspace, gathers) in [(singly, false), (gathered, true)] {
        assert_eq!(found(&house, workspace, said(workspace), gathers).await, 1, "a name that is nothing");
    }
    let (of_each, at_once) = (kept(&house, singly).await, kept(&house, gathered).await);
    assert_eq!(of_each.0, at_once.0);
    for (one, other) in of_each.1.iter().zip(&at_once.1) {
        assert_eq!(one, other);
    }
    assert_eq!(of_each.1.len(), at_once.1.len());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_was_put_off_and_never_settled_is_kept_as_well(pool: PgPool) {
    let house = House::server(store::Database::over(pool), id(), id());
    let mut turn = house.engine.begin_founding(house.workspace).await.unwrap();
    turn.gather();
    for command in said(house.boss, house.clock.today())(house.workspace).into_iter().take(3) {
        turn.take(house.boss, &Sent::by_server(command, house.clock.now())).await.unwrap();
    }
    turn.commit().await.unwrap();
    assert_eq!(kept(&house, house.workspace).await.0.accounts.len(), 2);
}
