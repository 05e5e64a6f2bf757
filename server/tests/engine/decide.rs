//! Commands through the engine: each once, idempotence, refusals, two writers.

use std::sync::Arc;

use domain::{
    account::{AccountEdit, AssignAccount, EditAccount},
    command::Command,
    document::{Document, DocumentKind, RecordDocument, ReverseDocument},
    ids::{AccountId, PlacementId},
    note::{AddNote, EditNote, RemoveNote},
    person::{EditPerson, OrgRole, PersonEdit},
    placement::{PlaceAccount, Stage, WithdrawPlacement},
    rejection::{Outcome, Rejection},
    trailing::Trailing,
    trend::Trend,
    undo::Undo,
    workspace::{FoundWorkspace, RenameWorkspace, SetReportingDate},
};
use server::engine::Sent;
use server::store;
use sqlx::PgPool;

use super::house::{House, create, gbp, id, sent, sent_as};

fn place(house: &House, account: AccountId, stage: Stage, was: Option<PlacementId>) -> PlaceAccount {
    PlaceAccount { placement: id(), account, stage, day: house.clock.today(), reason: String::new(), was }
}

fn sale(house: &House, account: AccountId, number: &str, amount_minor: i64) -> Command {
    Command::RecordDocument(RecordDocument {
        document: id(),
        account,
        document_kind: DocumentKind::Sale,
        day: house.clock.today(),
        number: number.into(),
        amount_minor,
        currency: gbp(),
        rate: None,
        lines: Vec::new(),
    })
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn each_command_does_what_it_says(pool: PgPool) {
    let house = House::found(pool).await;
    let boss = house.boss;
    let seller = house.person("Sam Seller", OrgRole::AccountManager, Some(boss)).await;
    house.apply(boss, Command::RenameWorkspace(RenameWorkspace { name: "Renamed".into() })).await;
    let edit = EditPerson { person: seller, edit: PersonEdit::Name("Sam S.".into()) };
    house.apply(boss, Command::EditPerson(edit)).await;
    let account = house.account("Acme", Some(seller)).await;
    let tag = AccountEdit::AddTag("key".into());
    house.apply(seller, Command::EditAccount(EditAccount { account, edit: tag })).await;
    let placed = place(&house, account, Stage::Mid, None);
    house.apply(seller, Command::PlaceAccount(placed.clone())).await;
    let withdraw = WithdrawPlacement { answer: id(), account, placement: placed.placement };
    house.apply(seller, Command::WithdrawPlacement(withdraw)).await;
    house.apply(seller, sale(&house, account, "S-1", 12_345)).await;
    house.apply(boss, Command::SetReportingDate(SetReportingDate { day: Some(house.clock.today()) })).await;
    let (note, text) = (id(), "first".to_owned());
    house.apply(seller, Command::AddNote(AddNote { note, account, text: text.clone() })).await;
    let edit = EditNote { note, account, base: text, text: "second".into() };
    house.apply(seller, Command::EditNote(edit)).await;
    let removed = house.apply(seller, Command::RemoveNote(RemoveNote { note, account })).await;
    house.apply(seller, Command::Undo(Undo { entry: removed, answer: id() })).await;
    let assign = AssignAccount { account, owner: Some(boss), was: Some(seller) };
    house.apply(seller, Command::AssignAccount(assign)).await;

    let mut connection = house.database.acquire().await.unwrap();
    let model = store::model::load_directory(&mut connection, house.workspace).await.unwrap().unwrap();
    assert_eq!(model.workspace.as_ref().unwrap().name, "Renamed");
    assert_eq!(model.people.get(&seller).unwrap().name, "Sam S.");
    assert_eq!(model.accounts.get(&account).unwrap().owner, Some(boss));
    assert!(model.accounts.get(&account).unwrap().tags.contains(&"key".to_owned()));
    assert_eq!(model.placements.len(), 2);
    assert_eq!(model.revenue_ttm_minor(account), 12_345);
    let notes = store::note::load_of(&mut connection, house.workspace, account).await.unwrap();
    assert_eq!(notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["second"]);
    assert_eq!(model.seq, 15);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_undone_document_takes_its_figures_along(pool: PgPool) {
    let house = House::found(pool.clone()).await;
    let account = house.account("Acme", None).await;
    let entry = house.apply(house.boss, sale(&house, account, "S-1", 500)).await;
    let directory = house.feeds.directory_now(house.workspace).await.unwrap();
    assert_eq!(directory.revenue_ttm_minor(account), 500);
    let figure = directory.trailing.get(&account).unwrap();
    assert_eq!(figure.last_day, directory.workspace.as_ref().unwrap().last_ledger_day);
    assert_eq!(figure.trend.to_string(), "00000000000f");
    drop(directory);
    house.apply(house.boss, Command::Undo(Undo { entry, answer: id() })).await;
    let directory = house.feeds.directory_now(house.workspace).await.unwrap();
    assert_eq!(directory.trailing.get(&account), None);
    assert_eq!(directory.workspace.as_ref().unwrap().last_ledger_day, None);
    let months: i64 = sqlx::query_scalar("select count(*) from month_total").fetch_one(&pool).await.unwrap();
    assert_eq!(months, 0);
}

/// What readers who look on have of an account, which is what its row says.
async fn figure(house: &House, account: AccountId) -> Option<Trailing> {
    let directory = house.feeds.directory_now(house.workspace).await.unwrap();
    let mut connection = house.database.acquire().await.unwrap();
    let row = store::trailing::load(&mut connection, house.workspace, &[account.0]).await.unwrap().pop();
    assert_eq!(directory.trailing.get(&account), row.as_ref());
    row
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_figure_follows_the_reporting_date_and_an_undo(pool: PgPool) {
    let house = House::found(pool).await;
    let account = house.account("Acme", None).await;
    let ago = |days: i64| house.clock.today().saturating_sub(jiff::Span::new().days(days));
    let at = |day, amount_minor| Document { account, day, amount_minor, ..Document::default() };
    let documents = [at(ago(400), 500), at(ago(0), 300)];
    assert_eq!(figure(&house, account).await, None);
    for (number, document) in ["S-1", "S-2"].into_iter().zip(&documents) {
        let recorded = RecordDocument {
            document: id(),
            account,
            document_kind: document.kind,
            day: document.day,
            number: number.into(),
            amount_minor: document.amount_minor,
            currency: gbp(),
            rate: None,
            lines: Vec::new(),
        };
        house.apply(house.boss, Command::RecordDocument(recorded)).await;
    }
    let today = figure(&house, account).await;
    assert_eq!(today, Trailing::of(account, &documents, ago(0)));
    // A year that holds the first, one that holds neither, and a day before both.
    for (days, revenue) in [(100, Some(500)), (10, Some(0)), (500, None)] {
        let set = SetReportingDate { day: Some(ago(days)) };
        let entry = house.apply(house.boss, Command::SetReportingDate(set)).await;
        let then = figure(&house, account).await;
        assert_eq!(then, Trailing::of(account, &documents, ago(days)));
        assert_eq!(then.as_ref().map(|figure| figure.revenue_ttm_minor), revenue);
        assert_eq!(then.and_then(|figure| figure.last_day), revenue.map(|_| ago(400)));
        house.apply(house.boss, Command::Undo(Undo { entry, answer: id() })).await;
        assert_eq!(figure(&house, account).await, today);
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn purchases_and_reversals_reach_the_figures_and_undo_takes_them_back(pool: PgPool) {
    let house = House::found(pool.clone()).await;
    let account = house.account("Acme", None).await;
    let today = house.clock.today();
    let Command::RecordDocument(sold) = sale(&house, account, "7", 500) else { unreachable!() };
    let bought = RecordDocument {
        document: id(),
        document_kind: DocumentKind::Purchase,
        day: today.saturating_sub(jiff::Span::new().days(40)),
        amount_minor: 800,
        // Their number seven is not ours.
        ..sold.clone()
    };
    let reversal = ReverseDocument {
        document: id(),
        reverses: sold.document,
        account,
        day: today,
        number: "R-7".into(),
        reason: "Sent to somebody else".into(),
    };
    let says = |revenue_ttm_minor, purchases_ttm_minor, last_day, trend: &str| {
        let trend = Trend::of_text(trend).unwrap();
        Some(Trailing { id: account, revenue_ttm_minor, purchases_ttm_minor, last_day, trend })
    };
    house.apply(house.boss, Command::RecordDocument(bought)).await;
    assert_eq!(figure(&house, account).await, says(0, 800, None, ""));
    house.apply(house.boss, Command::RecordDocument(sold)).await;
    assert_eq!(figure(&house, account).await, says(500, 800, Some(today), "00000000000f"));
    let entry = house.apply(house.boss, Command::ReverseDocument(reversal)).await;
    assert_eq!(figure(&house, account).await, says(0, 800, Some(today), ""));
    let months = "select coalesce(sum(sales), 0)::bigint, coalesce(sum(sales_minor), 0)::bigint,
        coalesce(sum(purchases_minor), 0)::bigint from month_total";
    let sums: (i64, i64, i64) = sqlx::query_as(months).fetch_one(&pool).await.unwrap();
    assert_eq!(sums, (2, 0, 800));
    house.apply(house.boss, Command::Undo(Undo { entry, answer: id() })).await;
    assert_eq!(figure(&house, account).await, says(500, 800, Some(today), "00000000000f"));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_same_batch_three_times_at_once_has_one_effect_and_the_same_bytes(pool: PgPool) {
    let house = Arc::new(House::found(pool).await);
    let account = id();
    let batch = vec![
        sent(Command::CreateAccount(create(account, "Acme", None))),
        sent(Command::EditAccount(EditAccount { account, edit: AccountEdit::Name(String::new()) })),
        sent(sale(&house, account, "S-1", 100)),
    ];
    let before = house.seq().await;
    let runs = (0..3).map(|_| {
        let (house, batch) = (Arc::clone(&house), batch.clone());
        tokio::spawn(async move { house.run_all(house.boss, batch).await })
    });
    let mut answers = Vec::new();
    for run in runs.collect::<Vec<_>>() {
        answers.push(run.await.unwrap());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let outcomes: Vec<_> = answers[0].iter().map(|decided| decided.receipt.outcome).collect();
    assert_eq!(outcomes, [Outcome::Applied, Outcome::Refused, Outcome::Applied]);
    assert_eq!(house.seq().await, before + 2);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_id_is_one_persons_and_one_commands(pool: PgPool) {
    let house = House::found(pool).await;
    let other = house.person("Olga", OrgRole::AgencyDirector, None).await;
    let rename = |name: &str| Command::RenameWorkspace(RenameWorkspace { name: name.into() });
    let command_id = id();
    let first = house.run_all(house.boss, vec![sent_as(command_id, &rename("A"))]).await;
    assert_eq!(first[0].receipt.outcome, Outcome::Applied);
    for (actor, name) in [(other, "A"), (house.boss, "B")] {
        let again = house.run_all(actor, vec![sent_as(command_id, &rename(name))]).await;
        assert_eq!(again[0].rejection(), Some(&Rejection::CommandIdReused));
    }
    let again = house.run_all(house.boss, vec![sent_as(command_id, &rename("A"))]).await;
    assert_eq!(again, first);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn of_two_who_place_one_account_one_is_told_of_the_other(pool: PgPool) {
    let house = Arc::new(House::found(pool).await);
    let account = house.account("Acme", None).await;
    let runs = [Stage::Early, Stage::Mid].map(|stage| {
        let house = Arc::clone(&house);
        let command = Command::PlaceAccount(place(&house, account, stage, None));
        tokio::spawn(async move { house.run(house.boss, command).await.receipt })
    });
    let mut outcomes = Vec::new();
    for run in runs {
        outcomes.push(run.await.unwrap().outcome);
    }
    outcomes.sort_by_key(|outcome| *outcome != Outcome::Applied);
    assert_eq!(outcomes, [Outcome::Applied, Outcome::Conflict]);
}

fn below(account: AccountId, parent: Option<AccountId>) -> Command {
    Command::EditAccount(EditAccount { account, edit: AccountEdit::Parent(parent) })
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn two_who_put_two_accounts_below_each_other_make_no_loop(pool: PgPool) {
    let house = Arc::new(House::found(pool).await);
    let (head, other) = (house.account("Head", None).await, house.account("Other", None).await);
    let between = house.account("Between", None).await;
    house.apply(house.boss, below(between, Some(head))).await;
    // Head below other, and other below head by way of what stands between them.
    let runs = [(head, other), (other, between)].map(|(account, parent)| {
        let house = Arc::clone(&house);
        tokio::spawn(async move { house.run(house.boss, below(account, Some(parent))).await })
    });
    let mut decided = Vec::new();
    for run in runs {
        decided.push(run.await.unwrap());
    }
    let refused: Vec<_> = decided.iter().filter_map(|decided| decided.rejection()).collect();
    assert_eq!(refused, [&Rejection::GroupLoops]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_stands_above_is_looked_at_also_where_the_same_batch_moved_it(pool: PgPool) {
    let house = House::found(pool).await;
    let mut accounts = Vec::new();
    for name in ["A", "B", "C", "D"] {
        accounts.push(house.account(name, None).await);
    }
    let [a, b, c, d] = accounts[..] else { unreachable!() };
    house.apply(house.boss, below(c, Some(d))).await;
    let batch = [(a, Some(b)), (b, Some(c)), (d, Some(a)), (a, None), (d, Some(a))];
    let batch = batch.map(|(account, parent)| sent(below(account, parent))).to_vec();
    let decided = house.run_all(house.boss, batch).await;
    let refused: Vec<_> = decided.iter().map(|decided| decided.rejection().is_some()).collect();
    assert_eq!(refused, [false, false, true, false, false]);
    // And back, each by the rules of by then.
    let seq = house.seq().await;
    let undo = |entry| Command::Undo(Undo { entry, answer: id() });
    assert_eq!(house.refuse(house.boss, undo(seq - 1)).await, Rejection::GroupLoops);
    house.apply(house.boss, undo(seq)).await;
    house.apply(house.boss, undo(seq - 1)).await;
    let directory = house.feeds.directory_now(house.workspace).await.unwrap();
    let parents = [a, b, c, d].map(|account| directory.accounts.get(&account).unwrap().parent);
    assert_eq!(parents, [Some(b), Some(c), Some(d), None]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_parent_out_of_sight_is_as_one_that_is_not_there(pool: PgPool) {
    let house = House::found(pool).await;
    let seller = house.person("Sam", OrgRole::AccountManager, None).await;
    let (own, hidden) = (house.account("Own", Some(seller)).await, house.account("Hidden", None).await);
    for parent in [hidden, id()] {
        let gone = Rejection::Gone { kind: domain::change::Kind::Account };
        assert_eq!(house.refuse(seller, below(own, Some(parent))).await, gone);
    }
    // What is above what they see is looked at, though they do not see it.
    let seen = house.account("Seen", Some(seller)).await;
    house.apply(house.boss, below(seen, Some(hidden))).await;
    house.apply(house.boss, below(hidden, Some(own))).await;
    assert_eq!(house.refuse(seller, below(own, Some(seen))).await, Rejection::GroupLoops);
    house.apply(seller, below(seen, None)).await;
    house.apply(seller, below(own, Some(seen))).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_account_that_stands_above_another_is_not_taken_back(pool: PgPool) {
    let house = House::found(pool).await;
    let child = house.account("Child", None).await;
    let head = house.account("Made by mistake", None).await;
    let made = house.seq().await;
    house.apply(house.boss, below(child, Some(head))).await;
    let undo = || Command::Undo(Undo { entry: made, answer: id() });
    assert_eq!(house.refuse(house.boss, undo()).await, Rejection::ChangedSince { entry: made });
    house.apply(house.boss, below(child, None)).await;
    house.apply(house.boss, undo()).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_refused_command_blocks_nothing(pool: PgPool) {
    let house = House::found(pool).await;
    let account = house.account("Acme", None).await;
    let batch: Vec<Sent> = (0..60)
        .map(|at| {
            let name = if at == 30 { String::new() } else { format!("Name {at}") };
            sent(Command::EditAccount(EditAccount { account, edit: AccountEdit::Name(name) }))
        })
        .collect();
    let decided = house.run_all(house.boss, batch).await;
    let refused: Vec<usize> =
        decided.iter().enumerate().filter(|(_, decided)| decided.receipt.seq.is_none()).map(|(at, _)| at).collect();
    assert_eq!(refused, [30]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_only_the_server_makes_is_not_taken_from_outside(pool: PgPool) {
    let house = House::found(pool).await;
    let found = FoundWorkspace {
        workspace: house.workspace,
        name: "Mine".into(),
        base_currency: gbp(),
        person: id(),
        person_name: "Eve".into(),
    };
    assert_eq!(house.refuse(house.boss, Command::FoundWorkspace(found)).await, Rejection::NotFromOutside);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_command_of_a_newer_client_is_refused_alone(pool: PgPool) {
    let house = House::found(pool).await;
    let about = server::engine::sent::About { id: id(), made_at: jiff::Timestamp::now(), base_seq: 0 };
    let newer = serde_json::json!({"kind": "teleport_account", "account": "x"});
    let unknown = Sent::from_outside(id(), 1, &about, &newer);
    let rename = sent(Command::RenameWorkspace(RenameWorkspace { name: "Next".into() }));
    let decided = house.run_all(house.boss, vec![unknown.clone(), rename]).await;
    assert_eq!(decided[0].rejection(), Some(&Rejection::CommandUnknown));
    assert_eq!(decided[1].receipt.outcome, Outcome::Applied);
    assert_eq!(house.run_all(house.boss, vec![unknown]).await[0], decided[0]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn somebody_without_rights_changes_nothing(pool: PgPool) {
    let house = House::found(pool).await;
    let seller = house.person("Sam", OrgRole::AccountManager, None).await;
    let stranger = house.person("Tom", OrgRole::AccountManager, None).await;
    let account = house.account("Acme", Some(seller)).await;
    let before = house.seq().await;
    let edit = || Command::EditAccount(EditAccount { account, edit: AccountEdit::Name("Taken".into()) });
    assert!(matches!(house.refuse(stranger, edit()).await, Rejection::Gone { .. }));
    let run = house.engine.run(house.workspace, id(), vec![sent(edit())]).await;
    assert!(matches!(run.stopped, Some(server::Fault::NotSignedIn)), "nobody of this house");
    assert_eq!(house.seq().await, before);
}
