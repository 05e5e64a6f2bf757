//! The subcommands of `mainstay`.

use std::time::Duration;

use anyhow::Context;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::config::{self, Config, LogFormat};
use crate::store::Database;
use crate::{Fault, postgres, serve};

mod import;
mod token;
mod user;

/// Account boards and key-account planning for a sales team, self-hosted
#[derive(Parser)]
#[command(name = "mainstay", version, about, max_term_width = 100)]
struct Line {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Serve Mainstay; prints `Mainstay is ready at URL` once it is
    Serve(Box<Config>),
    /// Bring the schema of the database up to date, and do nothing else
    Migrate(config::Storage),
    /// Take in a file of trade: sales and credits, with the accounts that they are of
    Import(Box<import::Import>),
    /// People
    #[command(subcommand)]
    User(user::UserAct),
    /// Tokens, by which scripts are let in
    #[command(subcommand)]
    Token(token::TokenAct),
}

/// Does what the command line says.
///
/// # Errors
/// What went wrong, in words for whoever typed it.
pub async fn run() -> anyhow::Result<()> {
    let matches = config::without_empty_variables(Line::command()).get_matches();
    match Line::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()).act {
        Act::Serve(config) => {
            start_log(&config.log, config.log_format);
            serve::run(*config).await
        }
        Act::Migrate(storage) => {
            start_log("warn", LogFormat::Text);
            migrate(&storage).await
        }
        Act::Import(import) => {
            start_log("warn", LogFormat::Text);
            with_database(&import.storage.clone(), async |database| import.run(database).await).await
        }
        Act::User(user::UserAct::Add(add)) => {
            start_log("warn", LogFormat::Text);
            with_database(&add.storage.clone(), async |database| add.run(database).await).await
        }
        Act::Token(token::TokenAct::Create(create)) => {
            start_log("warn", LogFormat::Text);
            with_database(&create.storage.clone(), async |database| create.run(database).await).await
        }
        Act::Token(token::TokenAct::List(list)) => {
            start_log("warn", LogFormat::Text);
            with_database(&list.storage.clone(), async |database| list.run(database).await).await
        }
        Act::Token(token::TokenAct::Revoke(revoke)) => {
            start_log("warn", LogFormat::Text);
            with_database(&revoke.storage.clone(), async |database| revoke.run(database).await).await
        }
    }
}

async fn migrate(settings: &config::Storage) -> anyhow::Result<()> {
    with_database(settings, async |_| {
        println!("The schema is up to date.");
        Ok(())
    })
    .await
}

/// Does one thing with the database, brought up to date first and let go of afterwards.
async fn with_database<T>(
    settings: &config::Storage,
    act: impl AsyncFnOnce(&Database) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let storage = postgres::Storage::open(settings, postgres::Use::Once)?;
    let database = Database::lazy(storage.options(), 2);
    let outcome = async {
        storage.start().await?;
        database.wait(Duration::from_secs(10)).await?;
        database.migrate().await.context("the schema could not be brought up to date")?;
        act(&database).await
    };
    let outcome = outcome.await;
    database.pool().close().await;
    storage.close(Duration::from_secs(10)).await;
    outcome
}

/// A fault as whoever typed the command reads it.
fn in_words(fault: Fault) -> anyhow::Error {
    match fault {
        Fault::Taken(words) | Fault::NotUnderstood(words) => anyhow::anyhow!(words),
        Fault::Broken(cause) => cause,
        other => anyhow::anyhow!(other),
    }
}

fn start_log(filter: &str, format: LogFormat) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second subscriber is refused: the first one stays, which is as good.
    let _ = match format {
        LogFormat::Text => log.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}
