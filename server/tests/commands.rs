//! Commands over HTTP: what is decided, what is refused, and what is answered when they come again.

use std::sync::Arc;

use crate::support::firm::{Firm, as_of, batch, create, id, packed, packed_as};
use app::paths::COMMANDS;
use app::wire::{Answer, BATCH_MAX, Receipt};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::command::Command;
use domain::person::OrgRole;
use domain::rejection::{Outcome, Rejection};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

async fn count(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_batch_sent_three_times_at_once_has_one_effect_and_one_answer(pool: PgPool) {
    let firm = Arc::new(Firm::found(pool.clone()).await);
    let mut commands: Vec<Value> = (0..10).map(|turn| packed(&create(id(), &format!("Firm {turn}"), None))).collect();
    // A refused one keeps its receipt to the byte as well.
    commands.insert(4, packed(&create(id(), " ", None)));
    let sends = (0..3).map(|_| {
        let (firm, commands) = (firm.clone(), commands.clone());
        tokio::spawn(async move { firm.send(&firm.boss, &commands).await.body })
    });
    let mut answers = Vec::new();
    for send in sends {
        answers.push(send.await.unwrap());
    }
    answers.push(firm.beside(pool.clone()).send(&firm.boss, &commands).await.body);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let answer: Answer = serde_json::from_str(&answers[0]).unwrap();
    let applied = answer.receipts.iter().filter(|receipt| receipt.outcome == Outcome::Applied).count();
    assert_eq!((answer.receipts.len(), applied), (11, 10));
    assert_eq!(count(&pool, "select count(*) from account").await, 10);
    assert_eq!(count(&pool, "select count(*) from log").await, 11);
    assert_eq!(count(&pool, "select count(*) from refusal").await, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_command_id_is_one_persons_and_one_commands(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let other = firm.hire("Olga Other", OrgRole::AgencyDirector, None).await;
    let (command, account) = (id(), id());
    let first = firm.receipts(&firm.boss, &[packed_as(command, &create(account, "First", None))]).await;
    assert_eq!(first[0].outcome, Outcome::Applied);
    let refused = |receipts: Vec<Receipt>| {
        assert_eq!((receipts[0].outcome, receipts[0].seq), (Outcome::Refused, None));
        assert_eq!(receipts[0].reason, Some(Rejection::CommandIdReused));
    };
    refused(firm.receipts(&other, &[packed_as(command, &create(account, "First", None))]).await);
    refused(firm.receipts(&firm.boss, &[packed_as(command, &create(account, "Another", None))]).await);
    let again = firm.receipts(&firm.boss, &[packed_as(command, &create(account, "First", None))]).await;
    assert_eq!(again, first);
    assert_eq!(count(&pool, "select count(*) from account").await, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_refused_or_not_understood_blocks_nothing_behind_it(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let manager = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let unknown = json!({"id": id::<Uuid>(), "made_at": "2026-01-02T03:04:05Z", "base_seq": 0,
        "command": {"kind": "fly_to_the_moon", "crew": 3}});
    let misshapen = json!({"id": id::<Uuid>(), "made_at": "2026-01-02T03:04:05Z", "base_seq": 0, "command": 7});
    let import = json!({"id": id::<Uuid>(), "made_at": "2026-01-02T03:04:05Z", "base_seq": 0,
        "command": {"kind": "found_workspace", "workspace": id::<Uuid>(), "name": "Mine", "base_currency": "GBP",
            "person": manager.person, "person_name": "Max"}});
    let commands = [
        packed(&create(id(), "One", Some(manager.person))),
        unknown,
        packed(&create(id(), "Somebody else's", Some(firm.boss.person))),
        misshapen,
        import,
        packed(&create(id(), "Two", Some(manager.person))),
    ];
    let receipts = firm.receipts(&manager, &commands).await;
    let told: Vec<_> = receipts.iter().map(|receipt| (receipt.outcome, receipt.reason.clone())).collect();
    assert_eq!(told[0], (Outcome::Applied, None));
    assert_eq!(told[1], (Outcome::Refused, Some(Rejection::CommandUnknown)));
    assert!(matches!(told[2], (Outcome::Refused, Some(Rejection::NotPermitted { .. }))), "{told:?}");
    assert_eq!(told[3], (Outcome::Refused, Some(Rejection::CommandUnknown)));
    assert_eq!(told[4], (Outcome::Refused, Some(Rejection::NotFromOutside)));
    assert_eq!(told[5], (Outcome::Applied, None));
    assert_eq!(count(&pool, "select count(*) from account").await, 2);
    assert_eq!(count(&pool, "select count(*) from refusal").await, 4);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_batch_that_cannot_be_taken_says_how_to_go_on(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let one = packed(&create(id(), "One", None));
    let status = async |body: Value| firm.post(&firm.boss, COMMANDS, &body).await.status.as_u16();

    assert_eq!(status(batch(&vec![one.clone(); BATCH_MAX + 1])).await, 413, "too many");
    let long = create(id(), &"x".repeat(300 << 10), None);
    assert_eq!(status(batch(&[packed(&long)])).await, 413, "too large");
    let mut old = batch(std::slice::from_ref(&one));
    old["wire"] = json!(0);
    assert_eq!(status(old).await, 426);
    for wrong in [
        json!({}),
        json!([]),
        json!({"wire": 1}),
        json!({"wire": 1, "device": "me", "commands": []}),
        json!({"wire": 1, "device": Uuid::nil(), "commands": [{"id": "x", "made_at": "now", "base_seq": 0, "command": {}}]}),
        json!({"wire": 1, "device": Uuid::nil(), "commands": [{"id": Uuid::nil(), "made_at": "-005000-01-01T00:00:00Z", "base_seq": 0, "command": {}}]}),
        json!({"wire": 9, "device": Uuid::nil(), "commands": []}),
    ] {
        assert_eq!(status(wrong.clone()).await, 422, "{wrong}");
    }
    assert_eq!(status(batch(&[])).await, 200, "nothing to do is done");

    let body = || Body::from(batch(std::slice::from_ref(&one)).to_string());
    let fresh = || Request::post(COMMANDS).header(header::CONTENT_TYPE, "application/json");
    let nobody = fresh().body(body()).unwrap();
    assert_eq!(firm.house.send(nobody).await.status, StatusCode::UNAUTHORIZED);
    let foreign = fresh().header("sec-fetch-site", "cross-site");
    let foreign = foreign.header(header::COOKIE, "ms_s=x").body(body()).unwrap();
    assert_eq!(firm.house.send(foreign).await.status, StatusCode::FORBIDDEN);
    let form = as_of(&firm.boss, Request::post(COMMANDS)).body(body()).unwrap();
    assert_eq!(firm.house.send(form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no content type");
    assert_eq!(count(&pool, "select count(*) from account").await, 0);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn hostile_commands_are_refused_and_break_nothing(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let account = firm.account("Plain", None).await;
    let nul = "a\u{0}b";
    let hostile = [
        json!({"kind": "create_account", "account": id::<Uuid>(), "name": nul, "reference": "", "country": "", "segment": "", "owner": null}),
        json!({"kind": "create_account", "account": id::<Uuid>(), "name": "N", "reference": nul, "country": "", "segment": "", "owner": null}),
        json!({"kind": "edit_account", "account": account, "edit": {"reference": nul}}),
        json!({"kind": "edit_account", "account": account, "edit": {"country": nul}}),
        json!({"kind": "edit_account", "account": account, "edit": {"add_tag": nul}}),
        json!({"kind": "edit_account", "account": account, "edit": {"remove_tag": nul}}),
        json!({"kind": "edit_account", "account": account, "edit": {"next_step": {"words": nul, "day": null}}}),
        json!({"kind": "edit_account", "account": account, "edit": {"next_step": {"words": "Call", "day": "0000-01-01"}}}),
        json!({"kind": "record_document", "document": id::<Uuid>(), "account": account, "document_kind": "sale", "day": "2026-01-01", "number": nul, "amount_minor": 1, "currency": "GBP"}),
        json!({"kind": "record_document", "document": id::<Uuid>(), "account": account, "document_kind": "sale", "day": "0000-01-01", "number": "1", "amount_minor": 1, "currency": "GBP"}),
        json!({"kind": "record_document", "document": id::<Uuid>(), "account": account, "document_kind": "sale", "day": "2026-01-01", "number": "2", "amount_minor": i64::MIN, "currency": "GBP"}),
        json!({"kind": "add_note", "note": id::<Uuid>(), "account": account, "text": nul}),
        json!({"kind": "place_account", "placement": id::<Uuid>(), "account": account, "stage": "mid", "day": "0000-01-01", "reason": nul}),
        json!({"kind": "set_reporting_date", "day": "0000-01-01"}),
        json!({"kind": "rename_workspace", "name": nul}),
        json!({"kind": "invite_person", "person": id::<Uuid>(), "name": nul, "roles": ["finance"], "superior": null}),
        json!({"kind": "undo", "entry": i64::MIN, "answer": id::<Uuid>()}),
        json!({"kind": "undo", "entry": i64::MAX, "answer": id::<Uuid>()}),
        json!({"kind": "undo", "entry": 1, "answer": id::<Uuid>()}),
    ];
    for command in hostile {
        let sent =
            json!({"id": id::<Uuid>(), "made_at": "2026-01-02T03:04:05Z", "base_seq": i64::MIN, "command": command});
        let told = firm.send(&firm.boss, &[sent]).await;
        assert_eq!(told.status.as_u16(), 200, "{command}: {}", told.body);
        let answer: Answer = serde_json::from_str(&told.body).unwrap();
        let receipt = &answer.receipts[0];
        // A tag that is not there is gone already.
        let is_done = command["edit"].get("remove_tag").is_some();
        assert_eq!(receipt.outcome == Outcome::Applied, is_done, "{command}: {receipt:?}");
        assert_ne!(receipt.reason, Some(Rejection::CommandUnknown), "{command}: it is to be understood and refused");
    }
    firm.apply(&firm.boss, &create(id(), "Still at work", None)).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn while_the_lock_is_held_elsewhere_it_is_come_back_later(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let commands = [packed(&create(id(), "One", None)), packed(&create(id(), "Two", None))];
    let mut holder = pool.begin().await.unwrap();
    sqlx::query("select 1 from workspace for update").execute(&mut *holder).await.unwrap();
    let told = firm.send(&firm.boss, &commands).await;
    assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE, "{}", told.body);
    assert!(told.headers.contains_key(header::RETRY_AFTER));
    holder.rollback().await.unwrap();
    let receipts = firm.receipts(&firm.boss, &commands).await;
    assert!(receipts.iter().all(|receipt| receipt.outcome == Outcome::Applied));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn who_was_shut_out_sends_nothing_more(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let hand = firm.hire("Gone Soon", OrgRole::AgencyDirector, None).await;
    firm.apply(&hand, &create(id(), "Before", None)).await;
    let shut = json!({"id": id::<Uuid>(), "made_at": "2026-01-02T03:04:05Z", "base_seq": 0,
        "command": Command::EditPerson(domain::person::EditPerson {
            person: hand.person, edit: domain::person::PersonEdit::Active(false) })});
    firm.receipts(&firm.boss, &[shut]).await;
    let told = firm.send(&hand, &[packed(&create(id(), "After", None))]).await;
    assert_eq!(told.status, StatusCode::UNAUTHORIZED);
    assert_eq!(count(&pool, "select count(*) from account").await, 1);
}
