//! Where the data are: the PostgreSQL that `DATABASE_URL` names, or a private one that Mainstay looks after itself.
//!
//! The private one lives in the data folder, listens on a Unix socket only, and runs as the server's user, or, where that is
//! root, as `postgres` or `nobody`. It stops with the server. When the server was killed, it goes on alone, and the next
//! server takes it over by its pid file. Subcommands use the one that runs, or start it for as long as they take.
//!
//! Invariant: one process at a time starts and stops it, the one that holds the lock beside the cluster.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use sqlx::migrate::MigrateDatabase;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::sync::Mutex;

use crate::config;

mod keeper;
mod place;
mod postmaster;
mod program;

use keeper::Keeper;
use place::Place;
use program::Programs;

/// The superuser of the private cluster, and its database.
const NAME: &str = "mainstay";
/// How long another process may take to let go of the cluster.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long the cluster may take to answer; a crash before may have left much to replay.
const START: Duration = Duration::from_secs(300);

/// What the database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// For as long as the server runs.
    Serve,
    /// For one act of the command line.
    Once,
}

/// The database to use.
pub struct Storage {
    options: PgConnectOptions,
    private: Option<Private>,
}

/// The private cluster, as this process has to do with it.
struct Private {
    place: Place,
    programs: Programs,
    purpose: Use,
    keeper: Mutex<Option<Keeper>>,
}

impl Storage {
    /// Finds the database and where to connect; a private one is not started yet.
    ///
    /// # Errors
    /// Where the address is none, or there are no programs of PostgreSQL, in one sentence that says what to do.
    pub fn open(settings: &config::Storage, purpose: Use) -> anyhow::Result<Self> {
        if let Some(url) = settings.database_url.as_deref() {
            let options: PgConnectOptions = url.parse().context("DATABASE_URL is no address of a PostgreSQL")?;
            return Ok(Self { options: quiet(options), private: None });
        }
        let place = Place::find(&settings.data_dir)?;
        let programs = Programs::find(settings.postgres_bin.as_deref(), place.version()?)?;
        let options = PgConnectOptions::new_without_pgpass().socket(&place.sockets).port(postmaster::PORT);
        let options = quiet(options.username(NAME).database(NAME));
        let private = Private { place, programs, purpose, keeper: Mutex::new(None) };
        Ok(Self { options, private: Some(private) })
    }

    /// How to connect.
    pub fn options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// Brings a private cluster up, made if there is none yet, and keeps it up; one that runs is taken over.
    ///
    /// # Errors
    /// Where it cannot be made or started, with what it said; where another server looks after it.
    pub async fn start(&self) -> anyhow::Result<()> {
        let Some(private) = &self.private else { return Ok(()) };
        if private.purpose == Use::Once && answers(&self.options).await {
            return Ok(());
        }
        let Some(lock) = self.lock(private).await? else { return Ok(()) };
        private.place.make(&private.programs).await?;
        let keeper = Keeper::take(private.place.clone(), private.programs.clone(), lock).await?;
        // From here on `close` takes it down, however far the start has come.
        *private.keeper.lock().await = Some(keeper);
        let began = Instant::now();
        while !answers(&self.maintenance()).await {
            if let Some(keeper) = private.keeper.lock().await.as_mut() {
                keeper.check().await.context("the private PostgreSQL does not start")?;
            }
            if began.elapsed() > START {
                bail!("the private PostgreSQL does not answer; its log is {}", private.place.log().display());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.make_database().await?;
        if let Some(keeper) = private.keeper.lock().await.as_mut() {
            keeper.watch();
        }
        Ok(())
    }

    /// The right to start and stop the cluster; `None` where a subcommand found that it runs meanwhile.
    async fn lock(&self, private: &Private) -> anyhow::Result<Option<std::fs::File>> {
        let began = Instant::now();
        loop {
            if let Some(lock) = private.place.try_lock()? {
                return Ok(Some(lock));
            }
            if private.purpose == Use::Once && answers(&self.options).await {
                return Ok(None);
            }
            if began.elapsed() > PATIENCE {
                let folder = private.place.base.display();
                bail!(
                    "another Mainstay looks after the data in {folder}: stop it, or name another folder with --data-dir"
                );
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    fn maintenance(&self) -> PgConnectOptions {
        self.options.clone().database("postgres")
    }

    async fn make_database(&self) -> anyhow::Result<()> {
        let url = self.options.to_url_lossy();
        if !sqlx::Postgres::database_exists(url.as_str()).await? {
            sqlx::Postgres::create_database(url.as_str()).await?;
        }
        Ok(())
    }

    /// Lets go of it: a private cluster that this process looks after is stopped, cleanly if it can be within the limit.
    pub async fn close(&self, limit: Duration) {
        let Some(private) = &self.private else { return };
        if let Some(mut keeper) = private.keeper.lock().await.take() {
            keeper.stop(limit).await;
        }
    }
}

/// Statements are not logged: they are many, and what they carry is people's.
fn quiet(options: PgConnectOptions) -> PgConnectOptions {
    options.disable_statement_logging()
}

async fn answers(options: &PgConnectOptions) -> bool {
    let attempt = tokio::time::timeout(Duration::from_secs(2), options.connect()).await;
    match attempt {
        Ok(Ok(connection)) => connection.close().await.is_ok(),
        Ok(Err(_)) | Err(_) => false,
    }
}
