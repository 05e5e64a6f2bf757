//! The hash chain holds, and whoever alters the log is found out.

use domain::{
    account::{AccountEdit, EditAccount},
    command::Command,
};
use server::engine::chain::{Break, verify};
use sqlx::PgPool;

use super::house::House;

async fn house_with_log(pool: &PgPool) -> House {
    let house = House::found(pool.clone()).await;
    let account = house.account("Acme", None).await;
    for name in ["One", "Two"] {
        let edit = AccountEdit::Name(name.into());
        house.apply(house.boss, Command::EditAccount(EditAccount { account, edit })).await;
    }
    house
}

async fn found(house: &House) -> Result<i64, Break> {
    let mut connection = house.database.acquire().await.unwrap();
    verify(&mut connection, house.workspace).await.unwrap()
}

/// Does to the log what its triggers forbid, as somebody with the keys of the database could.
async fn tamper(pool: &PgPool, how: &'static str) {
    let mut transaction = pool.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica").execute(&mut *transaction).await.unwrap();
    sqlx::query(how).execute(&mut *transaction).await.unwrap();
    transaction.commit().await.unwrap();
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_untouched_log_verifies(pool: PgPool) {
    let house = house_with_log(&pool).await;
    assert_eq!(found(&house).await, Ok(4));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_blanked_image_leaves_the_chain_whole(pool: PgPool) {
    let house = house_with_log(&pool).await;
    sqlx::query("update log_image set fields = null, salt = null where seq = 3").execute(&pool).await.unwrap();
    assert_eq!(found(&house).await, Ok(4));
    let mut connection = house.database.acquire().await.unwrap();
    let entry = server::store::log::load_entry(&mut connection, house.workspace, 3).await.unwrap().unwrap();
    assert!(entry.entry.changes.iter().all(|change| change.fields.is_empty()));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_log_cannot_be_rewritten(pool: PgPool) {
    let _house = house_with_log(&pool).await;
    for forbidden in [
        "update log set actor_id = gen_random_uuid()",
        "delete from log where seq = 4",
        "truncate log cascade",
        "delete from log_image",
        "update log_image set fields = '[]'",
        "update log_image set account_id = null, fields = null, salt = null where seq = 3",
    ] {
        assert!(sqlx::query(forbidden).execute(&pool).await.is_err(), "{forbidden}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_altered_entry_is_found(pool: PgPool) {
    let house = house_with_log(&pool).await;
    tamper(&pool, "update log set at = at + interval '1 second' where seq = 2").await;
    assert_eq!(found(&house).await, Err(Break::Altered { seq: 2 }));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_altered_image_is_found(pool: PgPool) {
    let house = house_with_log(&pool).await;
    tamper(&pool, "update log_image set fields = jsonb_set(fields, '{0,after}', '\"Other\"') where seq = 3").await;
    assert_eq!(found(&house).await, Err(Break::ImageAltered { seq: 3, ordinal: 0 }));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_missing_entry_is_found(pool: PgPool) {
    let house = house_with_log(&pool).await;
    tamper(&pool, "delete from log where seq = 3").await;
    assert_eq!(found(&house).await, Err(Break::Gap { seq: 4 }));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_log_that_was_cut_short_is_found(pool: PgPool) {
    let house = house_with_log(&pool).await;
    tamper(&pool, "delete from log where seq = 4").await;
    assert_eq!(found(&house).await, Err(Break::End { seq: 3 }));
}
