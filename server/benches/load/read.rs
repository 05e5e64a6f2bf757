//! Reading: files, pages, catching up, and the snapshot of a board.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use server::auth::session;
use server::store::Database;
use tokio::time::Instant;

use super::book::{self, House};
use super::command::{Deck, Load, send};
use super::http::{Ask, Line, address};
use super::measure::{Times, tell};
use super::process::Mainstay;

const BOARD: &str = app::paths::RELATIONSHIP_BOARD;
/// Connections that read at once.
const READERS: usize = 16;
const LASTS: Duration = Duration::from_secs(4);
/// Pages of which the processor time is taken.
const PAGES: usize = 300;
/// How far behind a reader is who catches up.
const BEHIND: i64 = 50;
/// As a browser on a page of this server asks: only such are sent anything packed.
const PACKED: &str = "accept-encoding: br\r\nsec-fetch-site: same-origin\r\n";

/// Measures reads.
pub async fn measure(database: &Database) -> anyhow::Result<()> {
    let server = Mainstay::serve(0)?;
    let hot = book::board(database, book::HOT).await?;
    let deck = Deck::of(book::cards(database, std::slice::from_ref(&hot)).await?);
    // Entries to catch up with, and a directory that is in hand.
    send(server.address, &deck, Load::Steady(50, Duration::from_secs(2))).await?;
    for accounts in [1_000, 10_000] {
        let board = book::board(database, accounts).await?;
        weigh(server.address, &board, accounts).await?;
        let head = cookie(database, &board).await?;
        tell(&format!("page.{accounts}.cpu_ms"), page_cpu_ms(&server, &head).await?);
    }
    let board = book::board(database, 4_000).await?;
    let head = cookie(database, &board).await?;
    first_byte(server.address, &head).await?.tell("page.first_byte");

    let style = style()?;
    flat_out(server.address, "read.file", &style, PACKED).await?;
    flat_out(server.address, "read.page", BOARD, &head).await?;
    catch_up(database, server.address, &hot).await
}

/// Somebody signed in, as the lines of a browser's head.
async fn cookie(database: &Database, house: &House) -> anyhow::Result<String> {
    let mut connection = database.acquire().await?;
    let secret = session::begin(&mut connection, house.workspace, house.director).await?;
    Ok(format!("cookie: ms_s={secret}\r\naccept: text/html\r\n{PACKED}"))
}

/// The snapshot on the wire, a byte count per account.
async fn weigh(server: SocketAddr, house: &House, accounts: usize) -> anyhow::Result<()> {
    let mut line = Line::open(server, address(1)).await?;
    let head = format!("{}{PACKED}", house.head);
    let answer = line.ask(&Ask::get("/api/v1/model?scope=directory", &head)).await?;
    anyhow::ensure!(answer.status == 200, "the snapshot answered {}", answer.status);
    tell(&format!("snapshot.{accounts}.bytes_per_account"), answer.body.len() as f64 / accounts as f64);
    Ok(())
}

/// What a board's page costs the server's processor, in milliseconds, asked for one after another.
async fn page_cpu_ms(server: &Mainstay, head: &str) -> anyhow::Result<f64> {
    let mut line = Line::open(server.address, address(2)).await?;
    let mut begun = 0.0;
    for page in 0..PAGES + 20 {
        if page == 20 {
            begun = server.cpu_s()?;
        }
        let answer = line.ask(&Ask::get(BOARD, head)).await?;
        anyhow::ensure!(answer.status == 200, "the board's page answered {}", answer.status);
    }
    Ok((server.cpu_s()? - begun) * 1000.0 / PAGES as f64)
}

/// How long the first byte of a board's page takes, one after another. The head comes with it.
async fn first_byte(server: SocketAddr, head: &str) -> anyhow::Result<Times> {
    let mut times = Times::default();
    for number in 0..200 {
        let mut line = Line::open(server, address(number)).await?;
        let began = Instant::now();
        let status = line.follow(&Ask::get(BOARD, head)).await?;
        if status == 200 { times.add(began.elapsed()) } else { times.failed += 1 }
    }
    Ok(times)
}

/// The path of the style sheet: a hashed file as every page has them.
fn style() -> anyhow::Result<String> {
    let folder = std::env::var("MAINSTAY_SITE_DIR").context("MAINSTAY_SITE_DIR is not set")?;
    let site: serde_json::Value = serde_json::from_slice(&std::fs::read(format!("{folder}/site.json"))?)?;
    let style = site.get("style").and_then(serde_json::Value::as_str).context("the site has no style")?;
    Ok(style.to_owned())
}

async fn flat_out(server: SocketAddr, key: &str, path: &str, head: &str) -> anyhow::Result<()> {
    let began = Instant::now();
    let mut readers = Vec::new();
    for number in 0..READERS {
        let (path, head) = (path.to_owned(), head.to_owned());
        readers.push(tokio::spawn(async move {
            let mut line = Line::open(server, address(number)).await?;
            let mut times = Times::default();
            while began.elapsed() < LASTS {
                let asked = Instant::now();
                let answer = line.ask(&Ask::get(&path, &head)).await?;
                if answer.status == 200 { times.add(asked.elapsed()) } else { times.failed += 1 }
            }
            anyhow::Ok(times)
        }));
    }
    finish(key, began, readers).await
}

async fn finish(
    key: &str,
    began: Instant,
    readers: Vec<tokio::task::JoinHandle<anyhow::Result<Times>>>,
) -> anyhow::Result<()> {
    let mut all = Times::default();
    for reader in readers {
        all.join(reader.await??);
    }
    all.span_s = began.elapsed().as_secs_f64();
    tell(&format!("{key}.rate"), all.rate());
    all.tell(key);
    Ok(())
}

/// Readers who come back and read what they missed, each on a connection of its own.
async fn catch_up(database: &Database, server: SocketAddr, house: &House) -> anyhow::Result<()> {
    let seq = book::seq(database, house.workspace).await?;
    let path = format!("/api/v1/changes?since={}", seq - BEHIND);
    let began = Instant::now();
    let mut readers = Vec::new();
    for number in 0..READERS {
        let (path, head) = (path.clone(), house.head.clone());
        readers.push(tokio::spawn(async move {
            let mut times = Times::default();
            while began.elapsed() < LASTS {
                let asked = Instant::now();
                let mut line = Line::open(server, address(number * 1_000 + times.taken_ms.len())).await?;
                let status = line.follow(&Ask::get(&path, &head)).await?;
                if status == 200 && line.reach(seq).await.is_ok() {
                    times.add(asked.elapsed())
                } else {
                    times.failed += 1
                }
            }
            anyhow::Ok(times)
        }));
    }
    finish("read.catch_up", began, readers).await
}
