//! Records in hand: what a command needs, the directory of a workspace, and records written back by kind.

use std::collections::BTreeSet;

use domain::{
    change::{Act, Change, Kind, RecordKey},
    command::{Key, Keys},
    ids::{
        AccountId, BoardCardId, BoardColumnId, DocumentId, ImportId, NoteId, PersonId, PlacementId, SavedViewId,
        TeamBoardId, WorkspaceId,
    },
    model::Model,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    account, board_card, board_column, document, import, kept, log, note, person, placement, saved_view, team_board,
    trailing, workspace,
};
use crate::Fault;

/// Brings what these keys name into the model, beside what it holds. A key that names nothing that is there adds nothing.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_needs(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    keys: &Keys,
    model: &mut Model,
) -> Result<(), Fault> {
    let wanted = Wanted::of(keys);
    if wanted.people {
        let people = person::load_all(connection, workspace).await?;
        model.people.extend(people.into_iter().map(|person| (person.id, person)));
    }
    if !wanted.accounts.is_empty() || !wanted.references.is_empty() {
        let accounts = account::load(connection, workspace, &wanted.accounts, &wanted.references).await?;
        model.accounts.extend(accounts.into_iter().map(|account| (account.id, account)));
    }
    if !wanted.placements.is_empty() || !wanted.placed.is_empty() {
        model.placements.extend(placement::load(connection, workspace, &wanted.placements, &wanted.placed).await?);
    }
    let Wanted { documents, numbers, reversed, .. } = &wanted;
    if !(documents.is_empty() && numbers.is_empty() && reversed.is_empty()) {
        let documents = document::load(connection, workspace, documents, numbers, reversed).await?;
        model.documents.extend(documents.into_iter().map(|document| (document.id, document)));
    }
    if !wanted.notes.is_empty() {
        let notes = note::load(connection, workspace, &wanted.notes).await?;
        model.notes.extend(notes.into_iter().map(|note| (note.id, note)));
    }
    if !wanted.imports.is_empty() {
        let imports = import::load(connection, workspace, &wanted.imports).await?;
        model.imports.extend(imports.into_iter().map(|import| (import.id, import)));
    }
    load_boards(connection, workspace, &wanted, model).await?;
    kept::load(connection, workspace, &wanted.kept, &mut model.kept).await?;
    for account in wanted.built_on {
        load_built_on(connection, workspace, account, model).await?;
    }
    for but in wanted.latest_but {
        let latest = document::load_latest_but(connection, workspace, but).await?;
        model.documents.extend(latest.map(|document| (document.id, document)));
    }
    for seq in wanted.entries {
        let found = log::load_entry(connection, workspace, seq).await?;
        model.entries.extend(found.map(|found| (seq, found.entry)));
    }
    Ok(())
}

/// What a set of keys asks of each table.
#[derive(Default)]
struct Wanted {
    people: bool,
    accounts: Vec<Uuid>,
    references: Vec<String>,
    placements: Vec<Uuid>,
    placed: Vec<Uuid>,
    documents: Vec<Uuid>,
    reversed: Vec<Uuid>,
    numbers: Vec<String>,
    notes: Vec<Uuid>,
    imports: Vec<Uuid>,
    built_on: Vec<AccountId>,
    latest_but: Vec<DocumentId>,
    boards: Vec<Uuid>,
    columns: Vec<Uuid>,
    cards: Vec<Uuid>,
    cards_in: Vec<Uuid>,
    cards_of: Vec<Uuid>,
    views: Vec<Uuid>,
    kept: kept::Wanted,
    entries: Vec<i64>,
}

impl Wanted {
    fn of(keys: &Keys) -> Self {
        let mut wanted = Self::default();
        for key in keys {
            match key {
                Key::People => wanted.people = true,
                Key::Account(id) => wanted.accounts.push(id.0),
                Key::AccountReference(reference) => wanted.references.extend(storable(reference)),
                Key::BuiltOn(account) => wanted.built_on.push(*account),
                Key::Placement(id) => wanted.placements.push(id.0),
                Key::PlacementsOf(account) => wanted.placed.push(account.0),
                Key::Document(id) => wanted.documents.push(id.0),
                Key::DocumentNumber(number) => wanted.numbers.extend(storable(number)),
                Key::ReversalOf(id) => wanted.reversed.push(id.0),
                Key::LatestDocumentBut(id) => wanted.latest_but.push(*id),
                Key::Note(id) => wanted.notes.push(id.0),
                Key::Import(id) => wanted.imports.push(id.0),
                Key::TeamBoard(id) => wanted.boards.push(id.0),
                Key::BoardColumn(id) => wanted.columns.push(id.0),
                Key::BoardCard(id) => wanted.cards.push(id.0),
                Key::CardsIn(id) => wanted.cards_in.push(id.0),
                Key::CardsOf(id) => wanted.cards_of.push(id.0),
                Key::SavedView(id) => wanted.views.push(id.0),
                Key::Catalogue => wanted.kept.catalogue = true,
                Key::ExchangeRate(id) => wanted.kept.rates.push(id.0),
                Key::TermsOf(account) => wanted.kept.terms_of.push(*account),
                Key::HangingOn(key) => wanted.kept.hanging_on.push(*key),
                Key::TargetsOf(account) => wanted.kept.targets_of.push(account.0),
                Key::SalesOrder(id) => wanted.kept.orders.push(id.0),
                Key::StandsOn(account) => wanted.kept.stands_on.push(account.0),
                Key::Assessment(id) => wanted.kept.assessments.push(id.0),
                Key::Position(id) => wanted.kept.positions.push(id.0),
                Key::Models => wanted.kept.models = true,
                Key::ModelFile(text) => wanted.kept.files.push(text.clone()),
                // Not read off rows alone: see `crate::known`.
                Key::Facts(..) => {}
                Key::KeyRules => wanted.kept.key_rules = true,
                Key::KeyDecision(id) => wanted.kept.key_decisions.push(id.0),
                Key::KeyDecisionsOf(account) => wanted.kept.decided_on.push(account.0),
                Key::Brought => wanted.kept.brought = true,
                Key::StatusReport(id) => wanted.kept.status_reports.push(id.0),
                Key::StatusAnswer(id) => wanted.kept.status_answers.push(id.0),
                Key::Scenario(id) => wanted.kept.scenarios.push(id.0),
                Key::ScenarioWord(id) => wanted.kept.scenario_words.push(id.0),
                Key::StatusReportsOf(person, period) => wanted.kept.status_of.push((*person, *period)),
                Key::StatusSources(person, period) => wanted.kept.status_sources.push((*person, *period)),
                Key::Entry(seq) => wanted.entries.push(*seq),
            }
        }
        wanted
    }
}

/// A text as far as a row can hold it: with a NUL in it no row does, and the database would not even be asked.
fn storable(text: &str) -> Option<String> {
    (!text.contains('\0')).then(|| text.to_owned())
}

/// Boards that people made, with their columns, and cards and views.
async fn load_boards(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    wanted: &Wanted,
    model: &mut Model,
) -> Result<(), Fault> {
    if !wanted.boards.is_empty() {
        let boards = team_board::load(connection, workspace, Some(&wanted.boards)).await?;
        model.team_boards.extend(boards.into_iter().map(|board| (board.id, board)));
    }
    if !wanted.boards.is_empty() || !wanted.columns.is_empty() {
        let columns = board_column::load(connection, workspace, &wanted.columns, &wanted.boards).await?;
        model.columns.extend(columns.into_iter().map(|column| (column.id, column)));
    }
    if !wanted.cards.is_empty() || !wanted.cards_in.is_empty() || !wanted.cards_of.is_empty() {
        let cards = board_card::load(connection, workspace, &wanted.cards, &wanted.cards_in, &wanted.cards_of).await?;
        model.cards.extend(cards.into_iter().map(|card| (card.id, card)));
    }
    if !wanted.views.is_empty() {
        let views = saved_view::load(connection, workspace, Some(&wanted.views)).await?;
        model.views.extend(views.into_iter().map(|view| (view.id, view)));
    }
    Ok(())
}

/// Placements, notes, cards, terms, one document and the accounts below one, where it has any: enough to know that something hangs on it.
async fn load_built_on(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    model: &mut Model,
) -> Result<(), Fault> {
    model.placements.extend(placement::load(connection, workspace, &[], &[account.0]).await?);
    let documents = document::load_latest(connection, workspace, account, None, 1).await?;
    model.documents.extend(documents.into_iter().map(|document| (document.id, document)));
    let notes = note::load_of(connection, workspace, account).await?;
    model.notes.extend(notes.into_iter().map(|note| (note.id, note)));
    let cards = board_card::load_of(connection, workspace, account).await?;
    model.cards.extend(cards.into_iter().map(|card| (card.id, card)));
    // All of them: a later command of the same turn may move some of them away.
    let below = account::load_below(connection, workspace, account, i64::MAX).await?;
    model.accounts.extend(below.into_iter().map(|account| (account.id, account)));
    kept::load_built_on(connection, workspace, account, &mut model.kept).await
}

/// What boards and lists need of a workspace: itself, its people, accounts, placements, imports and figures, the boards and
/// views that people made, with the place in the log at which they stand. To be called in a transaction that sees one moment.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_directory(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Option<Model>, Fault> {
    let Some(found) = workspace::load(connection, workspace).await? else {
        return Ok(None);
    };
    let mut model = Model { seq: found.seq, workspace: Some(found.workspace), ..Model::default() };
    let people = person::load_all(connection, workspace).await?;
    model.people = people.into_iter().map(|person| (person.id, person)).collect();
    let accounts = account::load_all(connection, workspace).await?;
    model.accounts = accounts.into_iter().map(|account| (account.id, account)).collect();
    model.placements.extend(placement::load_all(connection, workspace).await?);
    let imports = import::load_all(connection, workspace).await?;
    model.imports = imports.into_iter().map(|import| (import.id, import)).collect();
    let figures = trailing::load_all(connection, workspace).await?;
    model.trailing = figures.into_iter().map(|figure| (figure.id, figure)).collect();
    let boards = team_board::load(connection, workspace, None).await?;
    model.team_boards = boards.into_iter().map(|board| (board.id, board)).collect();
    let columns = board_column::load_all(connection, workspace).await?;
    model.columns = columns.into_iter().map(|column| (column.id, column)).collect();
    let cards = board_card::load_all(connection, workspace).await?;
    model.cards = cards.into_iter().map(|card| (card.id, card)).collect();
    let views = saved_view::load(connection, workspace, None).await?;
    model.views = views.into_iter().map(|view| (view.id, view)).collect();
    Ok(Some(model))
}

/// The order in which records are written so that each finds what it points to; they are taken away in the other one.
/// Within a kind it is the order of ids, which are made in the order of time. Of what is left out there may be thousands, and nothing
/// points to it: it is written last, and taken away first, all of a kind at once.
const ORDER: [Kind; 27] = [
    Kind::Workspace,
    Kind::Person,
    Kind::Account,
    Kind::Import,
    Kind::Placement,
    Kind::ProductFamily,
    Kind::Product,
    Kind::Document,
    Kind::Note,
    Kind::TeamBoard,
    Kind::BoardColumn,
    Kind::BoardCard,
    Kind::SavedView,
    Kind::Partner,
    Kind::Contract,
    Kind::SalesOrder,
    Kind::Partnership,
    Kind::WalletEstimate,
    Kind::Investment,
    Kind::KeyRule,
    Kind::KeyDecision,
    Kind::Position,
    Kind::StatusReport,
    Kind::StatusAnswer,
    Kind::Scenario,
    Kind::ScenarioWord,
    Kind::ModelEdition,
];

/// Writes the records that these changes touched, as the model has them after the changes. Trailing figures are none of
/// them: they follow from documents.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    model: &Model,
    changes: &[Change],
) -> Result<(), Fault> {
    let gone: BTreeSet<RecordKey> =
        changes.iter().filter(|change| change.act == Act::Remove).map(|change| change.key).collect();
    let touched: BTreeSet<RecordKey> = changes.iter().map(|change| change.key).collect();
    kept::remove_many(connection, workspace, &gone).await?;
    for kind in ORDER.into_iter().rev() {
        for key in gone.iter().rev().filter(|key| key.kind == kind) {
            remove_one(connection, workspace, *key).await?;
        }
    }
    write_records(connection, workspace, model, &touched).await
}

/// Writes records as the model has them, each after what it points to.
///
/// # Errors
/// Where the database fails.
pub async fn write_records(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    model: &Model,
    keys: &BTreeSet<RecordKey>,
) -> Result<(), Fault> {
    for kind in ORDER {
        let of_kind = keys.iter().filter(|key| key.kind == kind);
        if kind == Kind::Document {
            let documents: Vec<_> = of_kind.filter_map(|key| model.documents.get(&DocumentId(key.id))).collect();
            document::write(connection, workspace, &documents).await?;
            continue;
        }
        for key in of_kind {
            write_one(connection, workspace, model, *key).await?;
        }
    }
    kept::write_many(connection, workspace, &model.kept, keys).await
}

async fn write_one(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    model: &Model,
    key: RecordKey,
) -> Result<(), Fault> {
    let id = key.id;
    match key.kind {
        Kind::Workspace => {
            if let Some(record) = &model.workspace {
                workspace::write(connection, record).await?;
            }
        }
        Kind::Person => {
            if let Some(record) = model.people.get(&PersonId(id)) {
                person::write(connection, workspace, record).await?;
            }
        }
        Kind::Account => {
            if let Some(record) = model.accounts.get(&AccountId(id)) {
                account::write(connection, workspace, record).await?;
            }
        }
        Kind::Placement => {
            if let Some(record) = model.placements.find(PlacementId(id)) {
                placement::write(connection, workspace, record).await?;
            }
        }
        Kind::Note => {
            if let Some(record) = model.notes.get(&NoteId(id)) {
                note::write(connection, workspace, record).await?;
            }
        }
        Kind::Import => {
            if let Some(record) = model.imports.get(&ImportId(id)) {
                import::write(connection, workspace, record).await?;
            }
        }
        Kind::TeamBoard => {
            if let Some(record) = model.team_boards.get(&TeamBoardId(id)) {
                team_board::write(connection, workspace, record).await?;
            }
        }
        Kind::BoardColumn => {
            if let Some(record) = model.columns.get(&BoardColumnId(id)) {
                board_column::write(connection, workspace, record).await?;
            }
        }
        Kind::BoardCard => {
            if let Some(record) = model.cards.get(&BoardCardId(id)) {
                board_card::write(connection, workspace, record).await?;
            }
        }
        Kind::SavedView => {
            if let Some(record) = model.views.get(&SavedViewId(id)) {
                saved_view::write(connection, workspace, record).await?;
            }
        }
        // Documents are written all at once.
        Kind::Trailing | Kind::Document => {}
        _ => kept::write_one(connection, workspace, &model.kept, key).await?,
    }
    Ok(())
}

async fn remove_one(connection: &mut PgConnection, workspace: WorkspaceId, key: RecordKey) -> Result<(), Fault> {
    let id = key.id;
    match key.kind {
        // A workspace ends by being dropped whole, never by a command.
        Kind::Workspace | Kind::Trailing => Ok(()),
        Kind::Person => person::remove(connection, workspace, PersonId(id)).await,
        Kind::Account => account::remove(connection, workspace, AccountId(id)).await,
        Kind::Placement => placement::remove(connection, workspace, PlacementId(id)).await,
        Kind::Document => document::remove(connection, workspace, DocumentId(id)).await,
        Kind::Note => note::remove(connection, workspace, NoteId(id)).await,
        Kind::Import => import::remove(connection, workspace, ImportId(id)).await,
        Kind::TeamBoard => team_board::remove(connection, workspace, TeamBoardId(id)).await,
        Kind::BoardColumn => board_column::remove(connection, workspace, BoardColumnId(id)).await,
        Kind::BoardCard => board_card::remove(connection, workspace, BoardCardId(id)).await,
        Kind::SavedView => saved_view::remove(connection, workspace, SavedViewId(id)).await,
        _ => kept::remove_one(connection, workspace, key).await,
    }
}
