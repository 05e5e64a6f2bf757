//! Open streams: what they weigh, how they come back after a restart, and what a second server adds.

use std::io::Read;
use std::net::SocketAddr;
use std::time::Duration;

use server::store::Database;
use tokio::time::Instant;

use super::book::{self, House};
use super::command::{Deck, Load, play, send};
use super::deaf::Deaf;
use super::http::{Ask, Line, address};
use super::measure::{Times, tell};
use super::process::Mainstay;

/// Streams that are open at once, over so many workspaces.
const STREAMS: usize = 1_000;
const HOUSES: usize = 50;
/// Entries that were written while nobody listened.
const MISSED: u64 = 500;
/// How far each reader goes back at most.
const BACK: i64 = 20;
/// Streams that are opened at the same time.
const OPENERS: usize = 50;
/// Commands of which the way to another server is timed.
const WAYS: usize = 100;
/// The same where the other server hears nothing and has to look, and what lies between two of them: no whole part of the time between two looks.
const UNHEARD: usize = 10;
const BETWEEN: Duration = Duration::from_millis(370);

/// Measures streams.
pub async fn measure(database: &Database) -> anyhow::Result<()> {
    let houses = book::small(database, HOUSES).await?;
    let mut server = Mainstay::serve(0)?;
    tell("start.ready_ms", server.start.as_secs_f64() * 1000.0);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let alone = server.rss_mb()?;
    tell("memory.alone_mb", alone);

    let lines = open(server.address, &houses, None).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    tell("memory.streams_mb", server.rss_mb()? - alone);
    drop(lines);

    let deck = Deck::of(book::cards(database, &houses).await?);
    let times = send(server.address, &deck, Load::Steady(MISSED / 5, Duration::from_secs(5))).await?;
    anyhow::ensure!(times.failed == 0, "{} commands failed", times.failed);
    let mut heads = Vec::new();
    for house in &houses {
        heads.push(book::seq(database, house.workspace).await?);
    }
    let port = server.address.port();
    server.stop();
    restart(&houses, &heads, &deck, port).await?;
    second(database).await?;
    unheard(database).await
}

/// All readers come back at once, while others go on writing.
async fn restart(houses: &[House], heads: &[i64], deck: &Deck, port: u16) -> anyhow::Result<()> {
    let server = Mainstay::serve(port)?;
    let address = server.address;
    let (writing, began) = (deck.clone(), Instant::now());
    let writer = tokio::spawn(async move { send(address, &writing, Load::Steady(100, Duration::from_secs(10))).await });
    let lines = open(address, houses, Some(heads)).await?;
    tell("restart.caught_up_s", began.elapsed().as_secs_f64());
    writer.await??.tell("restart.command");
    drop(lines);
    Ok(())
}

/// Opens all streams, from many addresses; those that missed something wait until they are where the log was.
async fn open(server: SocketAddr, houses: &[House], heads: Option<&[i64]>) -> anyhow::Result<Vec<Line>> {
    let wanted = |number: usize| {
        let place = number % houses.len().max(1);
        houses.get(place).cloned().map(|house| (number, house, heads.and_then(|heads| heads.get(place).copied())))
    };
    let mut openers = Vec::new();
    for opener in 0..OPENERS {
        let wanted: Vec<_> = (opener..STREAMS).step_by(OPENERS).filter_map(wanted).collect();
        openers.push(tokio::spawn(async move {
            let mut lines = Vec::new();
            for (number, house, head) in wanted {
                lines.push(open_one(server, number, &house, head).await?);
            }
            anyhow::Ok(lines)
        }));
    }
    let mut lines = Vec::new();
    for opener in openers {
        lines.extend(opener.await??);
    }
    Ok(lines)
}

async fn open_one(server: SocketAddr, number: usize, house: &House, head: Option<i64>) -> anyhow::Result<Line> {
    let mut line = Line::open(server, address(number)).await?;
    let since = head.map_or(String::new(), |head| format!("?since={}", (head - BACK).max(1)));
    let status = line.follow(&Ask::get(&format!("/api/v1/changes{since}"), &house.head)).await?;
    anyhow::ensure!(status == 200, "a stream answered {status}");
    match head {
        None => line.hello().await?,
        Some(head) => line.reach(head).await?,
    }
    Ok(line)
}

/// From a command on one server to its frame on that one and on another.
async fn second(database: &Database) -> anyhow::Result<()> {
    let (here, there) = (Mainstay::serve(0)?, Mainstay::serve(0)?);
    let house = book::board(database, book::HOT).await?;
    let mut deck = book::cards(database, std::slice::from_ref(&house)).await?;
    let mut streams = Vec::new();
    for server in [here.address, there.address] {
        streams.push(listen(server, &house).await?);
    }
    let mut sender = Line::open(here.address, address(2)).await?;
    let mut ways = [Times::default(), Times::default()];
    for seq in (book::seq(database, house.workspace).await? + 1..).take(WAYS) {
        let Some(mut card) = deck.pop_front() else { break };
        let began = Instant::now();
        let told = streams.iter_mut().zip(&mut ways).map(async |(line, way)| {
            line.reach(seq).await?;
            way.add(began.elapsed());
            Ok(())
        });
        let (applied, told) = tokio::join!(play(&mut sender, &mut card), futures_util::future::join_all(told));
        anyhow::ensure!(applied?, "a command failed");
        told.into_iter().collect::<anyhow::Result<Vec<()>>>()?;
        deck.push_back(card);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let [same, other] = &mut ways;
    same.tell("way.same");
    other.tell("way.other");
    tell("way.added_ms", other.permille_ms(950) - same.permille_ms(950));
    Ok(())
}

/// From a command on one server to its frame on another one that no notice reaches.
async fn unheard(database: &Database) -> anyhow::Result<()> {
    let way = Deaf::open(database)?;
    let (here, there) = (Mainstay::serve(0)?, Mainstay::serve_over(&way.url)?);
    let house = book::board(database, book::HOT).await?;
    let mut deck = book::cards(database, std::slice::from_ref(&house)).await?;
    let mut line = listen(there.address, &house).await?;
    let mut sender = Line::open(here.address, address(2)).await?;
    let mut times = Times::default();
    for seq in (book::seq(database, house.workspace).await? + 1..).take(UNHEARD) {
        let Some(mut card) = deck.pop_front() else { break };
        let began = Instant::now();
        anyhow::ensure!(play(&mut sender, &mut card).await?, "a command failed");
        line.reach(seq).await?;
        times.add(began.elapsed());
        tokio::time::sleep(BETWEEN).await;
    }
    tell("way.unheard_s", times.permille_ms(1000) / 1000.0);
    Ok(())
}

/// A stream of what happens from now on.
async fn listen(server: SocketAddr, house: &House) -> anyhow::Result<Line> {
    let mut line = Line::open(server, address(1)).await?;
    line.follow(&Ask::get("/api/v1/changes", &house.head)).await?;
    line.hello().await?;
    Ok(line)
}

/// Holds streams of a board open until standard input ends, and reads what comes.
pub async fn hold(database: &Database, server: SocketAddr, accounts: usize, count: usize) -> anyhow::Result<()> {
    let house = book::board(database, accounts).await?;
    let mut readers = tokio::task::JoinSet::new();
    for number in 0..count {
        let mut line = Line::open(server, address(1_000 + number)).await?;
        let status = line.follow(&Ask::get("/api/v1/changes", &house.head)).await?;
        anyhow::ensure!(status == 200, "a stream answered {status}");
        line.hello().await?;
        readers.spawn(async move { line.wait_for(i64::MAX).await });
    }
    tell("readers", readers.len() as f64);
    let mut nothing = Vec::new();
    tokio::task::spawn_blocking(move || std::io::stdin().read_to_end(&mut nothing)).await??;
    readers.shutdown().await;
    Ok(())
}
