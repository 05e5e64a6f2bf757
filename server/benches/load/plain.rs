//! What the database alone can do on the same machine: a placement as five plain statements in a transaction, with no server, rules, hashes or
//! images between. It runs in a copy of the seeded database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use server::engine::Clock;
use server::store::Database;
use sqlx::PgPool;
use tokio::time::Instant;
use uuid::Uuid;

use super::book::{self, Card};
use super::command::{Deck, FLAT_OUT, Load, STEADY, STEADY_RATE};
use super::measure::{Times, tell};

/// As many as the server has of connections are busy at most; so many wait for one.
const SENDERS: usize = 32;

/// Measures the statements under the loads of the commands.
pub async fn measure(database: &Database) -> anyhow::Result<()> {
    let houses = book::small(database, book::HOUSES).await?;
    let many = Deck::of(book::cards(database, &houses).await?);
    let one = Deck::of(book::cards(database, &[book::board(database, book::HOT).await?]).await?);
    let warm = Load::Steady(STEADY_RATE, std::time::Duration::from_secs(2));
    run(database.pool(), &many, warm).await?;
    run(database.pool(), &many, Load::Steady(STEADY_RATE, STEADY)).await?.tell("plain.mixed");
    for (key, deck) in [("plain.mixed_flat", &many), ("plain.hot_flat", &one)] {
        let times = run(database.pool(), deck, Load::FlatOut(FLAT_OUT)).await?;
        tell(&format!("{key}.rate"), times.rate());
    }
    Ok(())
}

async fn run(pool: &PgPool, deck: &Deck, load: Load) -> anyhow::Result<Times> {
    let next = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let mut senders = Vec::new();
    for _ in 0..SENDERS {
        let (pool, deck, next) = (pool.clone(), deck.clone(), Arc::clone(&next));
        senders.push(tokio::spawn(async move {
            let mut times = Times::default();
            while let Some(due) = load.due(began, next.fetch_add(1, Ordering::Relaxed)) {
                tokio::time::sleep_until(due).await;
                let Some(card) = deck.take() else { anyhow::bail!("no card is left to move") };
                place(&pool, &card).await?;
                times.add(due.elapsed());
                deck.put(card);
            }
            anyhow::Ok(times)
        }));
    }
    let mut all = Times::default();
    for sender in senders {
        all.join(sender.await??);
    }
    all.span_s = began.elapsed().as_secs_f64();
    Ok(all)
}

/// Lock, look whether it came before, load, write, log.
async fn place(pool: &PgPool, card: &Card) -> anyhow::Result<()> {
    let (workspace, id, placement) = (card.house.workspace.0, Uuid::now_v7(), Uuid::now_v7());
    let mut transaction = pool.begin().await?;
    let (seq,): (i64,) = sqlx::query_as("select seq from workspace where workspace_id = $1 for no key update")
        .bind(workspace)
        .fetch_one(&mut *transaction)
        .await?;
    sqlx::query("select id from log where workspace_id = $1 and id = $2")
        .bind(workspace)
        .bind(id)
        .fetch_optional(&mut *transaction)
        .await?;
    sqlx::query(
        "select account.*, placement.* from account
         left join placement using (workspace_id)
         where workspace_id = $1 and account.id = $2 and placement.account_id = $2",
    )
    .bind(workspace)
    .bind(card.account.0)
    .fetch_all(&mut *transaction)
    .await?;
    let today = jiff_sqlx::ToSqlx::to_sqlx(Clock::system().today());
    sqlx::query(
        "insert into placement (workspace_id, id, account_id, model, cell, day, by_id, reason, state, recorded)
         values ($1, $2, $3, 'relationship', 'mid', $4, $5, '', 'proposed', $6)",
    )
    .bind(workspace)
    .bind(placement)
    .bind(card.account.0)
    .bind(today)
    .bind(card.house.director.0)
    .bind(seq + 1)
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "with place as (update workspace set seq = $2 where workspace_id = $1), entry as (
             insert into log (workspace_id, seq, id, actor_id, device, at, made_at, body_hash, kind, wire, bulk, touched,
                 image_hashes, previous, hash)
             values ($1, $2, $3, $4, $3, now(), now(), $5, 'place_account', 1, false, array[$6], array[$5], $5, $5)
         )
         insert into log_image (workspace_id, seq, ordinal, record_id, kind, account_id, act, salt, fields)
         values ($1, $2, 0, $6, 'placement', $7, 'create', $5, '[]')",
    )
    .bind(workspace)
    .bind(seq + 1)
    .bind(id)
    .bind(card.house.director.0)
    .bind([7_u8; 32].as_slice())
    .bind(placement)
    .bind(card.account.0)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}
