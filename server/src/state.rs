//! What every handler shares.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio_util::sync::CancellationToken;

use crate::auth::password::Hashing;
use crate::auth::watch::Watch;
use crate::config::{Config, PublicUrl};
use crate::engine::{Clock, Engine};
use crate::feed::Feeds;
use crate::import::Desk;
use crate::limit::Pace;
use crate::reports::MonthBooks;
use crate::site::Site;
use crate::store::Database;

/// The running server.
pub struct Server {
    /// What it was told.
    pub config: Config,
    /// The origin under which people open it.
    pub public_url: PublicUrl,
    /// Its database.
    pub database: Database,
    /// What decides commands and writes what they change.
    pub engine: Arc<Engine>,
    /// Where files of trade come in.
    pub imports: Desk,
    /// What tells readers what happened.
    pub feeds: Arc<Feeds>,
    /// The months of ledgers, as reports read them.
    pub month_books: MonthBooks,
    /// The built client and its files.
    pub site: Site,
    /// Where passwords are worked on.
    pub hashing: Hashing,
    /// Open streams, and whether they may stay so.
    pub watch: Watch,
    /// The share of requests of each address and person.
    pub pace: Pace,
    /// Cancelled when the server stops: whoever holds a stream ends it then.
    pub stop: CancellationToken,
    ready: AtomicBool,
}

/// The server, as handlers take it: `State<Shared>`.
pub type Shared = Arc<Server>;

impl Server {
    /// A server over a database; not ready yet.
    pub fn new(config: Config, public_url: PublicUrl, database: Database, stop: CancellationToken) -> Self {
        let clock = Clock::system();
        let site = Site::load(&config.site());
        let feeds = Feeds::of_build(database.clone(), clock.clone(), stop.clone(), site.build());
        let engine = Arc::new(Engine::new(database.clone(), Arc::clone(&feeds), clock));
        Self {
            imports: Desk::new(database.clone(), Arc::clone(&engine)),
            engine,
            feeds,
            month_books: MonthBooks::default(),
            site,
            hashing: Hashing::new(),
            watch: Watch::default(),
            pace: Pace::new(&config.caps),
            stop,
            ready: AtomicBool::new(false),
            config,
            public_url,
            database,
        }
    }

    /// From now on requests are served, what other servers write is heard of, and streams end with their sessions.
    pub fn set_ready(&self) {
        self.feeds.start();
        tokio::spawn(self.watch.clone().keep_looking(self.database.clone(), self.stop.clone()));
        self.ready.store(true, Ordering::Release);
    }

    /// Whether the start is over: the database is there and has its schema.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire)
    }
}
