//! What is read of the model over HTTP: the directory, one account, lists, and the document that names every address.

use std::collections::BTreeSet;
use std::io::Read;

use crate::support::firm::{Firm, Hand, as_of, create, id, packed};
use app::wire::{AccountPage, AccountSnapshot, DirectorySnapshot, DocumentWindow, HistoryWindow};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::account::{AccountEdit, EditAccount};
use domain::board_card::MoveCard;
use domain::board_column::{ColumnEdit, EditColumn, NewColumn, RemoveColumn};
use domain::categorization::CategorizationModel;
use domain::categorization::shipped::SHIPPED;
use domain::change::Kind;
use domain::command::Command;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::{AccountId, BoardColumnId, DocumentId, Seq, TeamBoardId};
use domain::money::Currency;
use domain::person::OrgRole;
use domain::placement::{PlaceAccount, Stage};
use domain::team_board::CreateTeamBoard;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::PgPool;

async fn read<T: DeserializeOwned>(firm: &Firm, hand: &Hand, path: &str) -> T {
    let told = firm.get(hand, path).await;
    assert_eq!(told.status, StatusCode::OK, "{path}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

fn recorded(firm: &Firm, account: AccountId, number: usize, amount_minor: i64) -> Command {
    let today = firm.house.server.engine.clock().today();
    Command::RecordDocument(RecordDocument {
        document: id::<DocumentId>(),
        account,
        document_kind: DocumentKind::Sale,
        day: today.checked_sub(jiff::Span::new().days(i64::try_from(number % 7).unwrap())).unwrap(),
        number: format!("INV:{number:03}"),
        amount_minor,
        currency: Currency::of("GBP").unwrap(),
        rate: None,
        lines: Vec::new(),
    })
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_directory_is_packed_for_whom_it_may_be(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let path = "/api/v1/model?scope=directory";
    let plain = firm.get(&firm.boss, path).await;
    assert!(plain.headers.get(header::CONTENT_ENCODING).is_none());
    let whole: DirectorySnapshot = serde_json::from_str(&plain.body).unwrap();
    assert_eq!(whole.seq, 2);
    assert!(whole.clone().into_model().accounts.contains_key(&account));

    let asked = |site: &str| {
        let request = as_of(&firm.boss, Request::get(path)).header("accept-encoding", "gzip, br");
        request.header("sec-fetch-site", site).body(Body::empty()).unwrap()
    };
    for _ in 0..2 {
        let packed = firm.house.open(asked("same-origin")).await;
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "br");
        let bytes = axum::body::to_bytes(packed.into_body(), usize::MAX).await.unwrap();
        let mut text = String::new();
        brotli::Decompressor::new(&bytes[..], 4096).read_to_string(&mut text).unwrap();
        assert_eq!(text, plain.body);
    }
    let foreign = firm.house.open(asked("cross-site")).await;
    assert!(foreign.headers().get(header::CONTENT_ENCODING).is_none(), "its length would tell what is in it");

    // As new as the last command that was acknowledged.
    let two = firm.account("Two", None).await;
    let newer: DirectorySnapshot = read(&firm, &firm.boss, path).await;
    assert_eq!(newer.seq, 3);
    assert!(newer.into_model().accounts.contains_key(&two));
    for wrong in ["", "?scope=", "?scope=everything", "?scope=account:7", "?scope=directory&more=1"] {
        let told = firm.get(&firm.boss, &format!("/api/v1/model{wrong}")).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_account_comes_with_those_around_it_as_far_as_its_reader_sees_them(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let mut accounts = Vec::new();
    for (name, owner) in [
        ("Head", None),
        ("Middle", Some(max.person)),
        ("Below", Some(max.person)),
        ("Hidden below", None),
        ("Once above", None),
        ("Elsewhere", Some(max.person)),
    ] {
        accounts.push(firm.account(name, owner).await);
    }
    let [head, middle, below, hidden, once, _elsewhere] = accounts[..] else { unreachable!() };
    for (account, parent) in [(middle, once), (middle, head), (below, middle), (hidden, middle)] {
        let edit = AccountEdit::Parent(Some(parent));
        firm.apply(&firm.boss, &Command::EditAccount(EditAccount { account, edit })).await;
    }
    firm.receipts(&firm.boss, &[packed(&recorded(&firm, below, 1, 700))]).await;
    let path = format!("/api/v1/model?scope=account:{middle}");
    for (hand, around) in [(&firm.boss, vec![head, below, hidden, once]), (&max, vec![below])] {
        let whole: AccountSnapshot = read(&firm, hand, &path).await;
        let ids: Vec<AccountId> = whole.records.accounts.iter().map(|account| account.id).collect();
        assert_eq!(ids[0], middle);
        assert_eq!(ids[1..].iter().collect::<BTreeSet<_>>(), around.iter().collect());
        assert_eq!(whole.records.trailing.iter().map(|figure| figure.id).collect::<Vec<_>>(), [below]);
        assert_eq!(whole.records.accounts[0].parent, Some(head), "the id alone, where it is not seen");
    }
    let listed: AccountPage = read(&firm, &max, "/api/v1/accounts?q=below").await;
    assert_eq!((listed.items.len(), listed.items[0].parent), (1, Some(middle)));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_account_comes_whole_and_the_rest_of_it_window_by_window(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let finance = firm.hire("Fay Finance", OrgRole::Finance, None).await;
    let account = firm.account("One", None).await;
    let commands: Vec<Value> = (0..60).map(|number| packed(&recorded(&firm, account, number, 100))).collect();
    firm.receipts(&firm.boss, &commands).await;
    for turn in 0..10 {
        firm.note(&firm.boss, account, &format!("Note {turn}")).await;
    }
    let whole: AccountSnapshot = read(&firm, &firm.boss, &format!("/api/v1/model?scope=account:{account}")).await;
    assert_eq!((whole.seq, whole.part.account, whole.part.documents_total), (73, account, 60));
    assert_eq!((whole.records.accounts.len(), whole.records.documents.len(), whole.records.notes.len()), (1, 50, 10));
    assert_eq!(whole.records.trailing[0].revenue_ttm_minor, 6_000);
    assert_eq!(whole.records.people.iter().map(|person| person.id).collect::<Vec<_>>(), vec![firm.boss.person]);
    assert_eq!(whole.part.history.len(), 30);
    let text = serde_json::to_string(&whole.records).unwrap();
    assert!(!text.contains("Fay Finance"), "who is not named does not come along");

    let mut documents = Vec::new();
    let mut path = format!("/api/v1/accounts/{account}/documents?limit=7");
    loop {
        let window: DocumentWindow = read(&firm, &firm.boss, &path).await;
        documents.extend(window.items);
        let Some(next) = window.next else { break };
        path = app::paths::documents(account, &next).replace("limit=50", "limit=7");
    }
    assert_eq!(documents[..50], whole.records.documents[..]);
    let numbers: BTreeSet<&str> = documents.iter().map(|document| document.number.as_str()).collect();
    assert_eq!((documents.len(), numbers.len()), (60, 60));
    assert!(documents.is_sorted_by(|a, b| (a.day, &a.number) > (b.day, &b.number)));

    // Whoever may not read notes is told of no entry about them, and counts on.
    for (hand, entries) in [(&firm.boss, 71), (&finance, 61)] {
        let mut seqs: Vec<Seq> = Vec::new();
        let mut before = None;
        loop {
            let path = app::paths::history(account, before).replace("limit=30", "limit=9");
            let window: HistoryWindow = read(&firm, hand, &path).await;
            assert!(window.items.iter().all(|entry| !entry.changes.is_empty()));
            assert_eq!(window.next.is_some(), window.items.len() == 9 && seqs.len() + 9 < entries);
            seqs.extend(window.items.iter().map(|entry| entry.seq));
            before = window.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(seqs.len(), entries);
        assert!(seqs.is_sorted_by(|a, b| a > b));
    }
    let told = firm.get(&finance, &format!("/api/v1/accounts/{account}/history?limit=200")).await;
    assert!(told.body.contains("INV:001") && !told.body.contains("note"));

    for wrong in
        ["history?limit=0", "history?limit=201", "history?before=x", "documents?before=x", "documents?limit=-1"]
    {
        let told = firm.get(&firm.boss, &format!("/api/v1/accounts/{account}/{wrong}")).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    for missing in [id::<AccountId>().to_string(), "7".into(), "..".into()] {
        let told = firm.get(&firm.boss, &format!("/api/v1/accounts/{missing}/history")).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn accounts_are_listed_in_every_order_page_by_page(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let mut commands = Vec::new();
    let accounts: Vec<AccountId> = (0..23).map(|_| id()).collect();
    for (turn, account) in accounts.iter().enumerate() {
        commands.push(packed(&create(*account, &format!("Firm {}", turn % 9), None)));
    }
    let day = firm.house.server.engine.clock().today();
    let place = |account, stage| {
        let was = None;
        Command::PlaceAccount(PlaceAccount { placement: id(), account, stage, day, reason: String::new(), was })
    };
    commands.push(packed(&place(accounts[0], Stage::Mid)));
    commands.push(packed(&recorded(&firm, accounts[0], 1, 12_345)));
    firm.receipts(&firm.boss, &commands).await;

    let told: Value = read(&firm, &firm.boss, "/api/v1/accounts?limit=1").await;
    assert_eq!(told["total"], 23);
    let expected = serde_json::json!({
        "id": accounts[0], "reference": "", "name": "Firm 0", "owner": null, "stage": "mid", "currency": "GBP",
        "revenue_ttm_minor": 12_345,
    });
    assert_eq!(told["items"], serde_json::json!([expected]), "the largest revenue first");
    let last: Value = read(&firm, &firm.boss, "/api/v1/accounts?sort=revenue&limit=1").await;
    assert_eq!(last["items"][0]["stage"], Value::Null, "stage is told where there is none");

    for key in ["name", "reference", "country", "segment", "owner", "stage", "next_step", "revenue"] {
        for turn in ["", "-"] {
            let mut seen = Vec::new();
            let mut after = String::new();
            loop {
                let path = format!("/api/v1/accounts?sort={turn}{key}&limit=5{after}");
                let page: AccountPage = read(&firm, &firm.boss, &path).await;
                assert_eq!(page.total, 23);
                seen.extend(page.items.into_iter().map(|line| line.id));
                let Some(next) = page.next else { break };
                after = format!("&after={next}");
            }
            assert_eq!(seen.len(), 23, "{turn}{key}");
            assert_eq!(seen.iter().collect::<BTreeSet<_>>(), accounts.iter().collect(), "{turn}{key}");
        }
    }
    let page: AccountPage = read(&firm, &firm.boss, "/api/v1/accounts?q=firm%203%20retail").await;
    assert_eq!((page.total, page.items.len(), page.next), (3, 3, None));
    let page: AccountPage = read(&firm, &firm.boss, "/api/v1/accounts?limit=5&sort=name").await;
    let next = page.next.unwrap();
    for wrong in ["limit=0", "limit=201", "sort=margin", "after=x", &format!("sort=-name&after={next}"), "page=2"] {
        let told = firm.get(&firm.boss, &format!("/api/v1/accounts?{wrong}")).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    // The account on which the page ended may go meanwhile: the list goes on behind where it stood.
    let gone = page.items[4].id;
    let rename = AccountEdit::Name("Zebra".into());
    let edit = Command::EditAccount(EditAccount { account: gone, edit: rename });
    firm.apply(&firm.boss, &edit).await;
    let rest: AccountPage =
        read(&firm, &firm.boss, &format!("/api/v1/accounts?limit=200&sort=name&after={next}")).await;
    assert_eq!(rest.items.len(), 19, "eighteen that follow, and the one that moved to the end");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_history_of_the_book_is_told_window_by_window(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("Acorn", Some(firm.boss.person)).await;
    for turn in 0..20 {
        let edit = AccountEdit::Country(format!("Land {turn}"));
        firm.apply(&firm.boss, &Command::EditAccount(EditAccount { account, edit })).await;
    }
    let note = domain::note::AddNote { note: id(), account, text: "not of the book".into() };
    firm.apply(&firm.boss, &Command::AddNote(note)).await;
    let (mut seqs, mut before, mut words) = (Vec::<Seq>::new(), String::new(), String::new());
    loop {
        let path = format!("/api/v1/history?limit=6{before}");
        words += &firm.get(&firm.boss, &path).await.body;
        let window: HistoryWindow = read(&firm, &firm.boss, &path).await;
        seqs.extend(window.items.iter().map(|entry| entry.seq));
        let Some(next) = window.next else { break };
        before = format!("&before={next}");
    }
    assert!(seqs.is_sorted_by(|a, b| a > b) && seqs.len() >= 21, "{seqs:?}");
    assert!(words.contains("Land 0") && !words.contains("not of the book"));
    for wrong in ["limit=0", "limit=201", "before=x", "after=3"] {
        let told = firm.get(&firm.boss, &format!("/api/v1/history?{wrong}")).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_history_of_a_board_is_told_with_the_book_to_whom_it_is_there_for(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let other_director = firm.hire("Ben", OrgRole::AgencyDirector, Some(firm.boss.person)).await;
    let account = firm.account("Acorn", Some(firm.boss.person)).await;
    let (board, other): (TeamBoardId, TeamBoardId) = (id(), id());
    let (plan, done): (BoardColumnId, BoardColumnId) = (id(), id());
    let column = |column, name: &str| NewColumn { column, name: name.to_owned(), hue: 0 };
    let create = |board, columns| CreateTeamBoard { board, name: "Week".to_owned(), shared: false, columns };
    let put = |to, was| MoveCard { board, account, column: Some(to), was, behind: None, before: None };
    for command in [
        Command::CreateTeamBoard(create(board, vec![column(plan, "Plan"), column(done, "Done")])),
        Command::CreateTeamBoard(create(other, vec![column(id(), "Other")])),
        Command::MoveCard(put(plan, None)),
        Command::MoveCard(put(done, Some(plan))),
        Command::EditColumn(EditColumn { board, column: plan, edit: ColumnEdit::Name("Plans".to_owned()) }),
        Command::RemoveColumn(RemoveColumn { board, column: plan }),
    ] {
        firm.apply(&firm.boss, &command).await;
    }
    let path = format!("/api/v1/history?board={board}");
    let window: HistoryWindow = read(&firm, &firm.boss, &path).await;
    let kinds: Vec<&str> = window.items.iter().take(5).map(|entry| entry.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["remove_column", "edit_column", "move_card", "move_card", "create_team_board"],
        "of the other board nothing"
    );
    let made = window.items[4].changes.iter().map(|change| change.key.kind).collect::<Vec<_>>();
    assert_eq!(made, [Kind::BoardColumn; 2], "the columns came, and nobody looks at the board before it was there");
    // A window that neither begins nor ends a column tells of its cards and of itself all the same.
    let before = window.items[0].seq;
    let edited: HistoryWindow = read(&firm, &firm.boss, &format!("{path}&before={before}&limit=1")).await;
    assert_eq!(edited.items.first().map(|entry| entry.kind.as_str()), Some("edit_column"));
    let book: HistoryWindow = read(&firm, &firm.boss, "/api/v1/history").await;
    assert!(book.items.iter().all(|entry| entry.kind != "move_card"));
    // It is the boss's own.
    assert_eq!(firm.get(&other_director, &path).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_models_are_told_as_they_are_shipped(pool: PgPool) {
    #[derive(serde::Deserialize)]
    struct Told {
        models: Vec<CategorizationModel>,
    }
    let firm = Firm::found(pool).await;
    let Told { models } = read(&firm, &firm.boss, "/api/v1/models").await;
    let texts = SHIPPED.iter().map(|text| serde_json::from_str::<CategorizationModel>(text).unwrap());
    assert!(models.iter().cloned().eq(texts));
    let bensaou = models.iter().find(|model| model.id == "bensaou").unwrap();
    assert_eq!(bensaou.axes[0].bands[1].from, domain::ratio::Ratio::of(3, 1));
    assert_eq!(firm.house.get("/api/v1/models", "").await.status, StatusCode::UNAUTHORIZED);
}

/// What the document names, and nothing else, is what the server takes.
const ADDRESSES: [&str; 48] = [
    "GET /api/v1/access",
    "GET /api/v1/accounts",
    "GET /api/v1/accounts/{id}/assessments",
    "GET /api/v1/accounts/{id}/documents",
    "GET /api/v1/accounts/{id}/history",
    "GET /api/v1/accounts/{id}/terms",
    "GET /api/v1/boards/models",
    "GET /api/v1/catalogue",
    "GET /api/v1/changes",
    "GET /api/v1/history",
    "GET /api/v1/imports/{id}/withdrawal",
    "GET /api/v1/key-accounts",
    "GET /api/v1/model",
    "GET /api/v1/models",
    "GET /api/v1/models/{id}/file",
    "GET /api/v1/openapi.json",
    "GET /api/v1/orders",
    "GET /api/v1/orders/accounts",
    "GET /api/v1/page",
    "GET /api/v1/rates",
    "GET /api/v1/reports/concentration",
    "GET /api/v1/reports/entered-left",
    "GET /api/v1/reports/held-to-account",
    "GET /api/v1/reports/movers",
    "GET /api/v1/reports/ranking",
    "GET /api/v1/reports/reciprocity",
    "GET /api/v1/reports/retention",
    "GET /api/v1/reports/series",
    "GET /api/v1/reports/targets",
    "GET /api/v1/reports/targets/proposal",
    "GET /api/v1/reports/wallet",
    "GET /api/v1/scenarios",
    "GET /api/v1/scenarios/{id}",
    "GET /api/v1/status-reports",
    "GET /api/v1/status-reports/draft",
    "GET /api/v1/status-reports/{id}",
    "POST /api/v1/catalogue",
    "POST /api/v1/commands",
    "POST /api/v1/drafts",
    "POST /api/v1/imports",
    "POST /api/v1/imports/{id}/withdrawal",
    "POST /api/v1/invitations",
    "POST /api/v1/models/editions",
    "POST /api/v1/models/preview",
    "POST /api/v1/models/{id}/scores",
    "POST /api/v1/presence",
    "POST /api/v1/rates",
    "POST /api/v1/scenarios/preview",
];

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_document_names_every_address_for_programs(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let told = firm.house.get("/api/v1/openapi.json", "").await;
    let document: Value = serde_json::from_str(&told.body).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut named = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let is_named = item.get(method.as_str().to_lowercase()).is_some();
            let at = path.replace("{id}", &id::<AccountId>().to_string());
            let request = Request::builder().method(&method).uri(&at).header("content-type", "application/json");
            let status = firm.house.send(request.body(Body::empty()).unwrap()).await.status;
            assert_eq!(status != StatusCode::METHOD_NOT_ALLOWED, is_named, "{method} {path}: {status}");
            assert_ne!(status, StatusCode::NOT_FOUND, "{method} {path}");
            if is_named {
                named.push(format!("{method} {path}"));
            }
        }
    }
    named.sort();
    assert_eq!(named, ADDRESSES);
    // Every form that the document points at is in it.
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (at, _) in told.body.match_indices("#/components/schemas/") {
        let name = told.body[at + 21..].split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is pointed at");
    }
    assert_eq!(firm.house.get("/api/v1/unheard-of", "").await.status, StatusCode::NOT_FOUND);
}
