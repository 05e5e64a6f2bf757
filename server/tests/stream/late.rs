//! Whoever comes late is loaded for beside the hub, so that nobody who hears already waits for them.

use std::time::Duration;

use app::wire::{Presence, Present};
use axum::http::StatusCode;
use domain::person::OrgRole;
use serde_json::json;
use sqlx::PgPool;

use crate::support::firm::{Firm, create, id};

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn nobody_waits_for_a_reader_that_comes_late(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let manager = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    firm.account("One", None).await;
    let newest = firm.apply(&firm.boss, &create(id(), "Two", None)).await;

    // Another server has the same log, and nothing of it in memory; what it would load cannot be read for now.
    let other = firm.beside(pool.clone());
    let mut live = other.listen(&other.boss, None).await;
    live.wait_for("hello").await;
    let _here = other.listen(&manager, None).await;
    let mut held = pool.begin().await.unwrap();
    sqlx::query("lock table log_image in access exclusive mode").execute(&mut *held).await.unwrap();
    let meanwhile = async {
        // By now the late one has asked.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let presence = Presence { place: "/accounts".to_owned(), holds: Vec::new() };
        let told = other.post(&manager, app::paths::PRESENCE, &json!(presence)).await;
        assert_eq!(told.status, StatusCode::NO_CONTENT);
        while live.wait_for("presence").await.read::<Present>().place != "/accounts" {}
        held.rollback().await.unwrap();
    };
    let (mut late, ()) = tokio::join!(other.listen(&other.boss, Some(1)), meanwhile);

    let frames = late.read_to(newest).await;
    assert_eq!(frames[0].after, 1, "nothing is missed");
    let third = other.apply(&other.boss, &create(id(), "Three", None)).await;
    assert_eq!(late.read_to(third).await[0].after, newest, "and nothing comes twice");
}
