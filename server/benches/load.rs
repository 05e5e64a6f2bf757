//! The server under load, for `cargo xtask bench`: fills a database, and measures the real program over it.
//!
//! It prints a measure a line, as JSON: `{"key": …, "value": …}`. What a measure may be stands in the task runner. Each act stops by itself
//! and ends only what it started. Loads come from many addresses of this machine (127.0.0.0/8), as they would from many people, so it runs
//! on Linux.

#![expect(clippy::print_stdout, reason = "what is measured is printed")]

#[path = "load/book.rs"]
mod book;
#[path = "load/command.rs"]
mod command;
#[path = "load/deaf.rs"]
mod deaf;
#[path = "load/http.rs"]
mod http;
#[path = "load/measure.rs"]
mod measure;
#[path = "load/plain.rs"]
mod plain;
#[path = "load/process.rs"]
mod process;
#[path = "load/read.rs"]
mod read;
#[path = "load/report.rs"]
mod report;
#[path = "load/seed.rs"]
mod seed;
#[path = "load/stream.rs"]
mod stream;

use std::str::FromStr;

use anyhow::Context;
use clap::{Parser, Subcommand};
use server::store::Database;
use sqlx::postgres::PgConnectOptions;

#[derive(Parser)]
struct Line {
    /// Given by cargo to every bench; without it the program measures nothing.
    #[arg(long, hide = true)]
    bench: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Subcommand)]
enum Act {
    /// Fill an empty database: boards of 200 to 10,000 accounts, and 1,000 small workspaces
    Seed,
    /// Commands over HTTP: at a steady rate, and as many as there can be
    Command,
    /// The same load as statements in SQL, without a server of Mainstay
    Plain,
    /// Files, pages, catching up, and the snapshot
    Read,
    /// Reports over a million documents, which it puts into its database first
    Report,
    /// Open streams: what they weigh, a restart, a second server
    Stream,
    /// Hold streams of a board open until standard input ends
    Readers {
        /// The server, as HOST:PORT
        server: std::net::SocketAddr,
        /// How many accounts the board has
        accounts: usize,
        /// How many streams
        count: usize,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    server::tls::install_provider();
    let Some(act) = Line::parse().act else {
        println!("Run by: cargo xtask bench");
        return Ok(());
    };
    let database = database()?;
    match act {
        Act::Seed => seed::fill(&database).await,
        Act::Command => command::measure(&database).await,
        Act::Plain => plain::measure(&database).await,
        Act::Read => read::measure(&database).await,
        Act::Report => report::measure(&database).await,
        Act::Stream => stream::measure(&database).await,
        Act::Readers { server, accounts, count } => stream::hold(&database, server, accounts, count).await,
    }
}

fn database() -> anyhow::Result<Database> {
    let url = std::env::var("DATABASE_URL").context("DATABASE_URL is not set. Run by: cargo xtask bench")?;
    Ok(Database::lazy(PgConnectOptions::from_str(&url)?, 16))
}
