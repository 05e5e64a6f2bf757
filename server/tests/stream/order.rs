//! Nothing is missed, nothing comes twice, and a reader goes on where it stopped.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use app::wire::{Frame, Hello};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::change::{Act, Kind};
use domain::ids::{AccountId, Seq};
use domain::rejection::Outcome;
use jiff::SignedDuration;
use server::engine::Clock;
use server::feed::Feeds;
use server::store::Database;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::support::firm::{Firm, as_of, create, id, packed};
use crate::support::listener::Listener;

/// Opens a stream as a browser does that comes back.
async fn come_back(firm: &Firm, last: Seq, since: Seq) -> Listener {
    let request = as_of(&firm.boss, Request::get(app::paths::changes(since))).header("last-event-id", last.to_string());
    let response = firm.house.open(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    assert_eq!(response.headers()["cache-control"], "no-store, private");
    assert!(response.headers().get("content-encoding").is_none());
    Listener::new(response.into_body())
}

fn created(frames: &[Frame]) -> Vec<AccountId> {
    let changes = frames.iter().flat_map(|frame| &frame.changes);
    let new = changes.filter(|change| change.key.kind == Kind::Account && change.act == Act::Create);
    new.map(|change| AccountId(change.key.id)).collect()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_reader_goes_on_where_it_stopped(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let mut stream = firm.listen(&firm.boss, Some(1)).await;
    let hello: Hello = stream.wait_for("hello").await.read();
    assert_eq!(hello.seq, 1);
    assert_eq!(hello.day, firm.house.server.engine.clock().today());
    let one = firm.account("One", None).await;
    let first = stream.read_to(2).await;
    assert_eq!((first[0].after, created(&first)), (1, vec![one]));
    drop(stream);

    let two = firm.account("Two", None).await;
    let three = firm.account("Three", None).await;
    // What the browser says itself wins over the address, which is as old as the page.
    let mut stream = come_back(&firm, 2, 1).await;
    assert_eq!(stream.wait_for("hello").await.read::<Hello>().seq, 2);
    let missed = stream.read_to(4).await;
    assert_eq!((missed[0].after, created(&missed)), (2, vec![two, three]));
    let four = firm.account("Four", None).await;
    let live = stream.read_to(5).await;
    assert_eq!((live[0].after, created(&live)), (4, vec![four]), "the frames join");

    // Another server has the same log, and nothing of it in memory.
    let other = firm.beside(pool);
    let mut stream = come_back(&other, 1, 1).await;
    assert_eq!(created(&stream.read_to(5).await), vec![one, two, three, four]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn beyond_what_is_kept_a_fresh_model_is_needed(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    firm.account("One", None).await;
    let status = async |since: &str| firm.get(&firm.boss, &format!("/api/v1/changes?since={since}")).await.status;
    assert_eq!(status("-1").await, StatusCode::GONE);
    assert_eq!(status("3").await, StatusCode::GONE, "the log was set back: nothing joins");
    assert_eq!(status("x").await, StatusCode::UNPROCESSABLE_ENTITY);
    let request = as_of(&firm.boss, Request::get("/api/v1/changes?since=1")).header("last-event-id", "x");
    let told = firm.house.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Thirty-one days later.
    firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(31 * 24));
    assert_eq!(status("1").await, StatusCode::GONE);
    firm.listen(&firm.boss, Some(2)).await.wait_for("hello").await;
    firm.house.server.engine.clock().set_ahead(SignedDuration::ZERO);

    // Two thousand and one entries further, as another server wrote them.
    sqlx::query(
        "insert into log (workspace_id, seq, id, actor_id, device, at, made_at, body_hash, kind, wire, bulk, touched,
             image_hashes, previous, hash)
         select workspace_id, 2 + n, gen_random_uuid(), actor_id, device, now(), now(), body_hash, kind, wire, false,
             '{}', '{}', hash, hash
         from log, generate_series(1, 2000) n where seq = 2",
    )
    .execute(&pool)
    .await
    .unwrap();
    sqlx::query("update workspace set seq = 2002").execute(&pool).await.unwrap();
    let other = firm.beside(pool);
    let status = async |since: &str| other.get(&other.boss, &format!("/api/v1/changes?since={since}")).await.status;
    assert_eq!(status("1").await, StatusCode::GONE);
    other.listen(&other.boss, Some(2)).await.read_to(2002).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn another_servers_entry_comes_by_its_notice(pool: PgPool) {
    let (one, mut slowest) = (Firm::found(pool.clone()).await, Duration::ZERO);
    let other = one.beside(pool);
    let mut stream = other.listen(&other.boss, None).await;
    stream.wait_for("hello").await;
    // The listener connects in the background.
    let first = one.account("First", None).await;
    assert_eq!(created(&stream.read_to(2).await), vec![first]);
    for turn in 0..5 {
        let began = Instant::now();
        one.account(&format!("Firm {turn}"), None).await;
        stream.read_to(3 + turn).await;
        slowest = slowest.max(began.elapsed());
    }
    assert!(slowest < Duration::from_millis(1500), "{slowest:?}: that was the look, not the notice");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_no_notice_told_is_found_by_the_look(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let stop = CancellationToken::new();
    let deaf = Feeds::new(Database::over(pool.clone()), Clock::system(), stop.clone());
    deaf.start_look();
    let mut joined = deaf.join(firm.workspace, firm.boss.person, None).await.unwrap();
    assert!(joined.events.next().await.unwrap().starts_with(b"event: hello"));
    let account = firm.account("Unheard of", None).await;
    let event = tokio::time::timeout(Duration::from_secs(3), joined.events.next()).await.unwrap().unwrap();
    let event = String::from_utf8(event.to_vec()).unwrap();
    assert!(event.starts_with("id: 2\n") && event.contains(&account.to_string()), "{event}");
    stop.cancel();
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_listener_that_was_cut_loses_nothing(pool: PgPool) {
    let one = Firm::found(pool.clone()).await;
    let other = one.beside(pool.clone());
    let mut stream = other.listen(&other.boss, None).await;
    stream.wait_for("hello").await;
    for turn in 0..4 {
        let cut: i64 = sqlx::query_scalar(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity
             where datname = current_database() and query ilike 'listen %'",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert!(cut > 0 || turn == 0, "there was somebody to cut");
        let account = one.account(&format!("Firm {turn}"), None).await;
        assert_eq!(created(&stream.read_to(2 + turn).await), vec![account]);
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

/// Reads to the end of the log, and breaks off and comes back again and again.
async fn read_tail(firm: Arc<Firm>, over: Arc<AtomicBool>, last: Arc<AtomicU64>) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut at = 1;
    loop {
        let mut stream = come_back(&firm, at, 1).await;
        let until = Instant::now() + Duration::from_millis(700);
        while Instant::now() < until {
            let event = tokio::time::timeout(Duration::from_millis(300), stream.next()).await;
            let Ok(Some(event)) = event else { break };
            if event.name == "message" {
                let frame: Frame = event.read();
                assert_eq!(frame.after, at, "a gap, or something that came before");
                assert!(frame.seq > frame.after);
                at = frame.seq;
                frames.push(frame);
            }
        }
        if over.load(Ordering::SeqCst) && u64::try_from(at).unwrap() >= last.load(Ordering::SeqCst) {
            return frames;
        }
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn twelve_writers_on_two_servers_and_nothing_missed_doubled_or_out_of_order(pool: PgPool) {
    let one = Arc::new(Firm::found(pool.clone()).await);
    let other = Arc::new(one.beside(pool.clone()));
    let (over, last) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(u64::MAX)));
    let readers =
        [&one, &other].map(|firm| tokio::spawn(read_tail(Arc::clone(firm), Arc::clone(&over), Arc::clone(&last))));
    let until = Instant::now() + Duration::from_secs(5);
    let writers: Vec<_> = (0..12)
        .map(|writer| {
            let firm = Arc::clone(if writer % 2 == 0 { &one } else { &other });
            tokio::spawn(async move {
                let mut written = Vec::new();
                while Instant::now() < until {
                    let accounts: [AccountId; 2] = [id(), id()];
                    let commands = accounts.map(|account| packed(&create(account, &format!("Of {writer}"), None)));
                    for (receipt, account) in firm.receipts(&firm.boss, &commands).await.iter().zip(accounts) {
                        assert_eq!(receipt.outcome, Outcome::Applied);
                        written.push((receipt.seq.unwrap(), account));
                    }
                }
                written
            })
        })
        .collect();
    let mut written = Vec::new();
    for writer in writers {
        written.extend(writer.await.unwrap());
    }
    written.sort_unstable();
    let head = written.last().unwrap().0;
    last.store(u64::try_from(head).unwrap(), Ordering::SeqCst);
    over.store(true, Ordering::SeqCst);
    println!("{} entries by 12 writers", written.len());
    let expected: Vec<AccountId> = written.iter().map(|(_, account)| *account).collect();
    let seqs: BTreeSet<Seq> = written.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(seqs, (2..=head).collect(), "the log has no gap, and each entry one receipt");
    for reader in readers {
        let frames = reader.await.unwrap();
        assert_eq!(created(&frames), expected, "in the order of the log, each once");
    }
}
