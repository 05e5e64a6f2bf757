//! Writing a record and loading it again gives the same record, for every kind.

use domain::{
    account::Account,
    board_card::BoardCard,
    board_column::BoardColumn,
    catalogue::{Product, ProductFamily},
    change::Kind,
    command::{Key, Keys},
    document::{Document, DocumentKind},
    document_line::{DocumentLine, Lines, Quantity, UnitPrice},
    ids::{AccountId, BoardCardId, BoardColumnId, ImportId, NoteId, PersonId, TeamBoardId, WorkspaceId},
    import::Import,
    model::Model,
    note::Note,
    person::{OrgRole, Person},
    placement::{Placement, PlacementModel, PlacementState, Stage},
    record::Record,
    saved_view::SavedView,
    team_board::TeamBoard,
    trailing::Trailing,
    trend::Trend,
    workspace::Workspace,
};
use jiff::Timestamp;
use jiff::civil::date;
use server::store::trailing::Moved;
use server::store::{self, Database};
use sqlx::PgPool;

use super::house::{gbp, id};

struct Samples {
    workspace: Workspace,
    people: Vec<Person>,
    parent: Account,
    account: Account,
    placements: Vec<Placement>,
    family: ProductFamily,
    product: Product,
    document: Document,
    reversal: Document,
    note: Note,
    import: Import,
    board: TeamBoard,
    column: BoardColumn,
    card: BoardCard,
    view: SavedView,
}

fn people(boss: PersonId, member: PersonId) -> Vec<Person> {
    vec![
        Person {
            id: boss,
            name: "Ada".into(),
            roles: OrgRole::ALL.iter().copied().collect(),
            superior: None,
            active: true,
        },
        Person { id: member, name: "Bo".into(), roles: [OrgRole::Finance].into(), superior: Some(boss), active: false },
    ]
}

fn placements(account: AccountId, by: PersonId) -> Vec<Placement> {
    let placement = Placement {
        id: id(),
        account,
        model: PlacementModel::Relationship,
        cell: Stage::Synergistic,
        day: date(2026, 2, 28),
        by,
        reason: "naïve — “quoted” \\ 日本".into(),
        state: PlacementState::Proposed,
        answers: None,
        recorded: 7,
    };
    let answer = Placement {
        id: id(),
        state: PlacementState::Withdrawn,
        answers: Some(placement.id),
        recorded: 8,
        ..placement.clone()
    };
    vec![placement, answer]
}

fn reversal_of(document: &Document) -> Document {
    Document {
        id: id(),
        number: "C-1 R".into(),
        amount_minor: -document.amount_minor,
        import: None,
        reverses: Some(document.id),
        reason: "Für jemand anderen bestimmt".into(),
        lines: document.lines.iter().map(|line| DocumentLine { amount_minor: -line.amount_minor, ..*line }).collect(),
        ..document.clone()
    }
}

fn import_of(id: ImportId, by: PersonId, at: Timestamp) -> Import {
    Import {
        id,
        by,
        at,
        file_hash: "00ff".into(),
        imported: 1,
        accounts_created: 2,
        unchanged: 3,
        refused: 4,
        currency: gbp(),
        sales_minor: i64::MAX,
        credits_minor: 6,
        purchases_minor: 7,
        withdrawn_at: Some(at),
        kept: 9,
    }
}

/// Two lines, one of which says no price.
fn lines_of(product: &Product) -> Lines {
    let line = DocumentLine {
        place: 1,
        product: product.id,
        quantity: Quantity::of_parts(-1),
        price: None,
        amount_minor: i64::MAX,
        base_minor: i64::MIN,
    };
    [line, DocumentLine { place: 2, price: Some(UnitPrice::of_parts(7)), ..line }].into()
}

/// Records with every field filled, and texts that an encoding could trip over.
fn samples() -> Samples {
    let (workspace, boss, member): (WorkspaceId, PersonId, PersonId) = (id(), id(), id());
    let (parent, account, import): (AccountId, AccountId, ImportId) = (id(), id(), id());
    let (board, column): (TeamBoardId, BoardColumnId) = (id(), id());
    let at = Timestamp::from_microsecond(1_764_000_000_123_456).unwrap();
    let family = ProductFamily { id: id(), name: "Drives".into(), ..ProductFamily::default() };
    let product = Product { id: id(), family: family.id, name: "Belt".into(), ..Product::default() };
    let document = Document {
        id: id(),
        account,
        kind: DocumentKind::Credit,
        day: date(1900, 1, 1),
        number: "C-1".into(),
        amount_minor: domain::money::AMOUNT_MAX_MINOR,
        currency: gbp(),
        import: Some(import),
        lines: lines_of(&product),
        ..Document::default()
    };
    Samples {
        workspace: Workspace {
            id: workspace,
            name: "Ænima & Söhne".into(),
            base_currency: gbp(),
            reporting_date: Some(date(2026, 6, 30)),
            last_ledger_day: Some(date(1999, 12, 31)),
        },
        people: people(boss, member),
        parent: Account { id: parent, name: "Above it".into(), ..Account::default() },
        account: Account {
            id: account,
            name: "O'Neill; drop table account".into(),
            reference: "Ä-17".into(),
            country: "France".into(),
            segment: "Retail".into(),
            tags: ["a,b".to_owned(), "{\"c\"}".to_owned(), "null".to_owned()].into(),
            owner: Some(member),
            next_step: "call".into(),
            next_step_day: Some(date(2027, 1, 1)),
            parent: Some(parent),
        },
        placements: placements(account, member),
        reversal: reversal_of(&document),
        document,
        family,
        product,
        note: Note { id: id(), account, author: boss, at, text: "one\n\ttwo\nthree".into() },
        import: import_of(import, boss, at),
        board: TeamBoard { id: board, name: "Woche 9".into(), maker: member, shared: true },
        column: BoardColumn { id: column, board, name: "1 | 2".into(), hue: 7, rank: "V".into(), limit: Some(9_999) },
        card: BoardCard { id: BoardCardId::of(board, account), board, account, column, rank: "zz1".into() },
        view: SavedView {
            id: id(),
            name: "By tag".into(),
            address: "/boards/tag?q=%C3%A9".into(),
            maker: boss,
            shared: false,
        },
    }
}

fn model_of(samples: &Samples) -> (Model, Vec<domain::change::Change>) {
    let mut changes = vec![samples.workspace.created()];
    changes.extend(samples.people.iter().map(Record::created));
    changes.push(samples.note.created());
    changes.push(samples.reversal.created());
    changes.push(samples.document.created());
    changes.push(samples.product.created());
    changes.push(samples.family.created());
    changes.extend(samples.placements.iter().rev().map(Record::created));
    changes.push(samples.import.created());
    changes.push(samples.account.created());
    changes.push(samples.parent.created());
    changes.push(samples.card.created());
    changes.push(samples.column.created());
    changes.push(samples.board.created());
    changes.push(samples.view.created());
    let mut model = Model::default();
    model.take(&changes).unwrap();
    (model, changes)
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_was_written_is_loaded_the_same(pool: PgPool) {
    let samples = samples();
    let workspace = samples.workspace.id;
    let (written, changes) = model_of(&samples);
    let mut connection = Database::over(pool).acquire().await.unwrap();
    store::model::write(&mut connection, workspace, &written, &changes).await.unwrap();
    // Twice: an upsert of what is there leaves it.
    store::model::write(&mut connection, workspace, &written, &changes).await.unwrap();

    let house = store::workspace::load(&mut connection, workspace).await.unwrap();
    let mut loaded = Model { workspace: house.map(|found| found.workspace), ..Model::default() };
    let keys = Keys::from([
        Key::People,
        Key::AccountReference("Ä-17".into()),
        Key::Account(samples.parent.id),
        Key::PlacementsOf(samples.account.id),
        Key::DocumentNumber("C-1".into()),
        Key::ReversalOf(samples.document.id),
        Key::Note(samples.note.id),
        Key::Import(samples.import.id),
        Key::TeamBoard(samples.board.id),
        Key::CardsIn(samples.column.id),
        Key::SavedView(samples.view.id),
        Key::Catalogue,
    ]);
    store::model::load_needs(&mut connection, workspace, &keys, &mut loaded).await.unwrap();
    assert_eq!(loaded, written);

    let directory = store::model::load_directory(&mut connection, workspace).await.unwrap().unwrap();
    assert_eq!(directory.accounts, written.accounts);
    assert_eq!(directory.placements, written.placements);
    assert_eq!(directory.people, written.people);
    assert_eq!(directory.imports, written.imports);
    assert_eq!(directory.workspace, written.workspace);
    assert_eq!((directory.team_boards, directory.columns), (written.team_boards, written.columns));
    assert_eq!((directory.cards, directory.views), (written.cards, written.views));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_was_removed_is_gone(pool: PgPool) {
    let samples = samples();
    let workspace = samples.workspace.id;
    let (written, changes) = model_of(&samples);
    let mut connection = Database::over(pool).acquire().await.unwrap();
    store::model::write(&mut connection, workspace, &written, &changes).await.unwrap();
    let back: Vec<_> = Model::reversed(&changes);
    let mut left = written.clone();
    left.take(&back).unwrap();
    store::model::write(&mut connection, workspace, &left, &back).await.unwrap();
    let directory = store::model::load_directory(&mut connection, workspace).await.unwrap().unwrap();
    assert!(directory.accounts.is_empty() && directory.placements.is_empty() && directory.people.is_empty());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_figure_is_loaded_as_it_was_written(pool: PgPool) {
    let samples = samples();
    let workspace = samples.workspace.id;
    let (written, changes) = model_of(&samples);
    let mut connection = Database::over(pool).acquire().await.unwrap();
    store::model::write(&mut connection, workspace, &written, &changes).await.unwrap();
    let mut months = [0; 12];
    (months[3], months[11]) = (40, 8);
    let figure = Trailing {
        id: samples.account.id,
        revenue_ttm_minor: -5,
        purchases_ttm_minor: 17,
        last_day: Some(date(2026, 2, 28)),
        trend: Trend::of(&months),
    };
    let come = Moved { before: None, after: Some(figure.clone()) };
    store::trailing::write(&mut connection, workspace, &[come]).await.unwrap();
    let loaded = store::trailing::load(&mut connection, workspace, &[samples.account.id.0]).await.unwrap();
    assert_eq!(loaded, std::slice::from_ref(&figure));
    let gone = Moved { before: Some(figure), after: None };
    store::trailing::write(&mut connection, workspace, &[gone]).await.unwrap();
    assert!(store::trailing::load_all(&mut connection, workspace).await.unwrap().is_empty());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_sheet_counts_from_when_it_is_turned_to_and_an_old_one_keeps_no_account(pool: PgPool) {
    let samples = samples();
    let (workspace, account) = (samples.workspace.id, samples.account.id);
    let (written, changes) = model_of(&samples);
    let mut connection = Database::over(pool).acquire().await.unwrap();
    store::model::write(&mut connection, workspace, &written, &changes).await.unwrap();
    let last_day = Some(date(2026, 11, 20));
    let figure = |revenue_ttm_minor| Trailing { id: account, revenue_ttm_minor, last_day, ..Trailing::default() };
    let come = Moved { before: None, after: Some(figure(1)) };
    store::trailing::write(&mut connection, workspace, &[come]).await.unwrap();
    let (sheet, to) = (id(), date(2026, 11, 24));
    store::trailing::write_sheet(&mut connection, workspace, sheet, &[figure(2)]).await.unwrap();
    assert_eq!(store::trailing::load_all(&mut connection, workspace).await.unwrap(), [figure(1)]);
    store::trailing::turn_to(&mut connection, workspace, sheet, to).await.unwrap();
    assert_eq!(store::trailing::load(&mut connection, workspace, &[account.0]).await.unwrap(), [figure(2)]);

    let gone = Moved { before: Some(figure(2)), after: None };
    store::trailing::write(&mut connection, workspace, &[gone]).await.unwrap();
    let (back, mut left) = (Model::reversed(&changes), written.clone());
    left.take(&back).unwrap();
    store::model::write(&mut connection, workspace, &left, &back).await.unwrap();
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_old_sheet_is_cleared_away_and_the_one_that_counts_stays(pool: PgPool) {
    let samples = samples();
    let workspace = samples.workspace.id;
    let (written, changes) = model_of(&samples);
    let mut connection = Database::over(pool.clone()).acquire().await.unwrap();
    store::model::write(&mut connection, workspace, &written, &changes).await.unwrap();
    let last_day = Some(date(2026, 11, 20));
    let figure = Trailing { id: samples.account.id, revenue_ttm_minor: 1, last_day, ..Trailing::default() };
    let come = Moved { before: None, after: Some(figure.clone()) };
    store::trailing::write(&mut connection, workspace, &[come]).await.unwrap();
    store::trailing::write_sheet(&mut connection, workspace, id(), std::slice::from_ref(&figure)).await.unwrap();
    store::trailing::delete_old_sheets(&mut connection, workspace).await.unwrap();
    assert_eq!(store::trailing::load_all(&mut connection, workspace).await.unwrap(), [figure]);
    let rows: i64 = sqlx::query_scalar("select count(*) from trailing_figure").fetch_one(&pool).await.unwrap();
    assert_eq!(rows, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_stands_below_an_account_is_loaded_at_any_depth(pool: PgPool) {
    let samples = samples();
    let (workspace, head, middle) = (samples.workspace.id, samples.parent.id, samples.account.id);
    let (mut written, mut changes) = model_of(&samples);
    let below: Vec<Account> = (0..3)
        .map(|number| Account { id: id(), name: format!("{number}"), parent: Some(middle), ..Account::default() })
        .collect();
    let more: Vec<_> = below.iter().map(Record::created).collect();
    written.take(&more).unwrap();
    changes.extend(more);
    let mut connection = Database::over(pool).acquire().await.unwrap();
    store::model::write(&mut connection, workspace, &written, &changes).await.unwrap();
    for (head, limit, count) in [(head, 100, 4), (middle, 100, 3), (below[0].id, 100, 0), (head, 2, 2)] {
        let found = store::account::load_below(&mut connection, workspace, head, limit).await.unwrap();
        assert_eq!(found.len(), count);
        assert!(found.iter().all(|found| found.id != head && written.accounts.get(&found.id) == Some(found)));
    }
    let mut loaded = Model::default();
    store::model::load_needs(&mut connection, workspace, &Keys::from([Key::BuiltOn(head)]), &mut loaded).await.unwrap();
    assert!(loaded.accounts.values().any(|account| account.parent == Some(head)));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_row_that_cannot_be_read_is_named(pool: PgPool) {
    let samples = samples();
    let workspace = samples.workspace.id;
    let (written, changes) = model_of(&samples);
    let mut connection = Database::over(pool.clone()).acquire().await.unwrap();
    store::model::write(&mut connection, workspace, &written, &changes).await.unwrap();
    sqlx::query("update document set currency = 'XXX'").execute(&pool).await.unwrap();
    let ids = [samples.document.id.0];
    let fault = store::document::load(&mut connection, workspace, &ids, &[], &[]).await.unwrap_err();
    let server::Fault::Broken(cause) = fault else { panic!("{fault:?}") };
    let told = cause.to_string();
    for part in ["document", &workspace.to_string(), &samples.document.id.to_string(), "currency", "XXX"] {
        assert!(told.contains(part), "{told}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn nothing_crosses_workspaces(pool: PgPool) {
    let (here, there) = (samples(), samples());
    let mut connection = Database::over(pool).acquire().await.unwrap();
    for samples in [&here, &there] {
        let (written, changes) = model_of(samples);
        store::model::write(&mut connection, samples.workspace.id, &written, &changes).await.unwrap();
    }
    let mut model = Model::default();
    let keys = Keys::from([
        Key::Account(there.account.id),
        Key::Placement(there.placements[0].id),
        Key::Document(there.document.id),
        Key::Note(there.note.id),
        Key::Import(there.import.id),
        Key::TeamBoard(there.board.id),
        Key::BoardColumn(there.column.id),
        Key::BoardCard(there.card.id),
        Key::CardsIn(there.column.id),
        Key::CardsOf(there.board.id),
        Key::SavedView(there.view.id),
        Key::BuiltOn(there.account.id),
        Key::ReversalOf(there.document.id),
        Key::LatestDocumentBut(there.document.id),
    ]);
    store::model::load_needs(&mut connection, here.workspace.id, &keys, &mut model).await.unwrap();
    // The latest document is the one of its own house.
    assert!(model.documents.remove(&here.document.id).or(model.documents.remove(&here.reversal.id)).is_some());
    assert_eq!(model, Model::default());
    let across = Account { parent: Some(there.account.id), ..here.parent.clone() };
    assert!(store::account::write(&mut connection, here.workspace.id, &across).await.is_err());
    assert_eq!(NoteId::default().0, uuid::Uuid::nil());
    assert_eq!(Account::KIND, Kind::Account);
}
