//! The only place with SQL: one file per noun, the same names as in `domain`.
//!
//! A function named `load_*` reads, one named `write_*` writes; none decides. Every key begins with the workspace.

pub mod account;
pub mod assessment;
pub mod board_card;
pub mod board_column;
pub mod contract;
pub mod document;
pub mod document_line;
pub mod exchange_rate;
pub mod import;
pub mod investment;
pub mod kept;
pub mod key_decision;
pub mod key_rule;
pub mod known_facts;
pub mod log;
pub mod model;
pub mod model_edition;
pub mod note;
pub mod notice;
pub mod partner;
pub mod partnership;
pub mod person;
pub mod placement;
pub mod position;
pub mod product;
pub mod product_family;
pub mod purchase;
pub mod refusal;
pub mod revenue;
pub mod row;
pub mod sales_order;
pub mod saved_view;
pub mod sold;
pub mod standing;
pub mod status_answer;
pub mod status_report;
pub mod status_source;
pub mod target;
pub mod team_board;
pub mod trade;
pub mod trailing;
pub mod wallet_estimate;
pub mod withdraw;
pub mod workspace;

use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use crate::Fault;

/// From here on in a transaction each statement is planned for what it asks. One that is about some accounts or about all has a plan that fits
/// both otherwise, after a few times, and looks through all documents of a workspace for those of one account.
///
/// # Errors
/// Where the database fails.
pub async fn plan_anew(connection: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query_scalar!("select set_config('plan_cache_mode', 'force_custom_plan', true)")
        .fetch_one(connection)
        .await?;
    Ok(())
}

pub mod credential;
pub mod customer;
pub mod demo;
pub mod draft;
pub mod invitation;
pub mod known_device;
pub mod scenario;
pub mod scenario_word;
pub mod session;
pub mod setup_link;
pub mod take_in;
pub mod throttle;
pub mod token;
pub mod upload;
pub mod upload_line;

/// Every change of the schema, in order; compiled in.
pub static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How long a request waits for a connection before it is told to come back.
const ACQUIRE: Duration = Duration::from_secs(2);

/// The database of this installation: a small pool of connections, each with time limits of its own.
#[derive(Clone, Debug)]
pub struct Database {
    pool: PgPool,
}

impl Database {
    /// A pool that connects when it is first used, so that the server can answer while the database is away.
    pub fn lazy(options: PgConnectOptions, connections: u32) -> Self {
        let options = options.application_name("mainstay").options([
            ("statement_timeout", "5s"),
            ("lock_timeout", "2s"),
            ("idle_in_transaction_session_timeout", "5s"),
            // Compiling a statement takes longer than any of ours runs; a database that somebody brings compiles by default.
            ("jit", "off"),
        ]);
        let pool =
            PgPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE).connect_lazy_with(options);
        Self { pool }
    }

    /// The same over a pool that is there already.
    pub fn over(pool: PgPool) -> Self {
        Self { pool }
    }

    /// The pool itself, for what needs connections of its own.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// One connection.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] where none is free in time or the database is away.
    pub async fn acquire(&self) -> Result<PoolConnection<Postgres>, Fault> {
        Ok(self.pool.acquire().await?)
    }

    /// A transaction, READ COMMITTED; dropped without a commit it is rolled back.
    ///
    /// # Errors
    /// As [`Database::acquire`].
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>, Fault> {
        Ok(self.pool.begin().await?)
    }

    /// A transaction that sees one moment and writes nothing: REPEATABLE READ, READ ONLY.
    ///
    /// # Errors
    /// As [`Database::acquire`].
    pub async fn begin_snapshot(&self) -> Result<Transaction<'static, Postgres>, Fault> {
        Ok(self.pool.begin_with("begin isolation level repeatable read, read only").await?)
    }

    /// Brings to the disk what was written so far, kept or not, by committing a message that nobody reads: then a large
    /// transaction has little left to bring there at its own COMMIT. Only a help, so it fails nobody where no connection is
    /// free at once or the database refuses.
    pub async fn flush(&self) {
        let Some(mut connection) = self.pool.try_acquire() else { return };
        let message =
            sqlx::query_scalar!(r#"select pg_logical_emit_message(true, 'mainstay', 'flush')::text as "place!""#);
        if let Err(cause) = message.fetch_one(&mut *connection).await {
            tracing::debug!(%cause, "nothing was flushed");
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// As [`Database::acquire`].
    pub async fn ping(&self) -> Result<(), Fault> {
        sqlx::query_scalar!(r#"select 1 as "one!""#).fetch_one(&self.pool).await?;
        Ok(())
    }

    /// Waits until the database answers, for it may be starting as well.
    ///
    /// # Errors
    /// What it said last, where it does not answer in time.
    pub async fn wait(&self, limit: Duration) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            let Err(cause) = self.load_settings().await else {
                return Ok(());
            };
            if began.elapsed() >= limit {
                return Err(anyhow::Error::from(cause).context("the database does not answer"));
            }
            tracing::debug!(%cause, "the database does not answer yet");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Refuses a database that is too old, or set so that it may lose what it acknowledged.
    ///
    /// # Errors
    /// Which setting it is.
    pub async fn assert_safe(&self, allow_unsafe: bool) -> anyhow::Result<()> {
        let settings = self.load_settings().await?;
        anyhow::ensure!(
            settings.version >= 150_000,
            "PostgreSQL 15 or later is needed; this is {}",
            settings.version / 10_000
        );
        for (name, value) in [
            ("fsync", &settings.fsync),
            ("synchronous_commit", &settings.synchronous_commit),
            ("full_page_writes", &settings.full_page_writes),
        ] {
            if value != "off" {
                continue;
            }
            anyhow::ensure!(
                allow_unsafe,
                "the database has {name} off, so it may lose what it acknowledged: set it to on"
            );
            tracing::warn!(name, "the database may lose what it acknowledges, as was allowed");
        }
        Ok(())
    }

    /// Brings the schema up to date. Several servers may try at once: one does it, the others wait.
    ///
    /// # Errors
    /// What the migration or the database said.
    pub async fn migrate(&self) -> Result<(), sqlx::migrate::MigrateError> {
        MIGRATIONS.run(&self.pool).await
    }

    /// The settings on which the promise rests that nothing acknowledged is lost, where they are off; and the version.
    ///
    /// # Errors
    /// What the database said.
    pub async fn load_settings(&self) -> Result<Settings, sqlx::Error> {
        sqlx::query_as!(
            Settings,
            r#"
            select current_setting('server_version_num')::int as "version!",
                   current_setting('fsync') as "fsync!",
                   current_setting('synchronous_commit') as "synchronous_commit!",
                   current_setting('full_page_writes') as "full_page_writes!"
            "#
        )
        .fetch_one(&self.pool)
        .await
    }
}

/// What the database says of itself, see [`Database::load_settings`].
#[derive(Debug)]
pub struct Settings {
    /// `server_version_num`: 150018 is 15.18.
    pub version: i32,
    /// `on` or `off`.
    pub fsync: String,
    /// `off` may lose what was acknowledged; `local` and above do not.
    pub synchronous_commit: String,
    /// `on` or `off`.
    pub full_page_writes: String,
}
