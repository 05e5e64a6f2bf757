//! A server with its private PostgreSQL, a firm in it, and the verdict at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use app::wire::{Answer, Receipt};
use domain::command::Command;
use domain::ids::{CommandId, PersonId, WorkspaceId};
use domain::money::Currency;
use domain::rejection::Outcome;
use domain::workspace::FoundWorkspace;
use server::auth::token;
use server::config;
use server::engine::{Clock, Engine, Sent, chain};
use server::feed::Feeds;
use server::postgres::{Storage, Use};
use server::store::Database;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::writer::{Written, post, write};
use crate::support::firm::{GENEROUS, id};
use crate::support::known::assert_known;
use crate::support::process::{Folder, Mainstay};

/// Chance that can be had again.
pub struct Chance(u64);

impl Chance {
    pub fn from_environment() -> Self {
        let asked = std::env::var("CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = asked.unwrap_or_else(|| getrandom::u64().unwrap());
        println!("CRASH_SEED={seed}");
        Self(seed)
    }

    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// What writers must know.
#[derive(Default)]
pub struct Shared {
    /// Where the server is just now.
    pub address: Mutex<String>,
    pub token: String,
    /// No new commands: what waits is sent to its end.
    pub over: AtomicBool,
    pub acknowledged: AtomicUsize,
}

pub struct Scene {
    pub folder: Folder,
    server: Option<Mainstay>,
    pub storage: Storage,
    workspace: WorkspaceId,
    pub shared: Arc<Shared>,
}

impl Scene {
    /// A server with a firm in it; none where this machine has no PostgreSQL.
    pub async fn set(name: &str) -> Option<Self> {
        let folder = Folder::new(&format!("crash-{name}"));
        let data_dir = folder.path().to_owned();
        let settings =
            config::Storage { database_url: None, data_dir, postgres_bin: None, allow_unsafe_database: false };
        let storage = match Storage::open(&settings, Use::Once) {
            Ok(storage) => storage,
            Err(cause) if cause.to_string().starts_with("no programs of PostgreSQL") => {
                eprintln!("skipped: {cause}");
                return None;
            }
            Err(cause) => panic!("{cause:#}"),
        };
        let server = Mainstay::serve(&folder, &GENEROUS);
        let (workspace, token) = found(&Database::lazy(storage.options(), 2)).await;
        let address = Mutex::new(server.address().to_owned());
        let shared = Arc::new(Shared { address, token, ..Shared::default() });
        Some(Self { folder, server: Some(server), storage, workspace, shared })
    }

    pub fn kill_server(&mut self) {
        self.server.take().unwrap().kill();
    }

    /// Tells it to stop, and says how long that took.
    pub fn stop_server(&mut self) -> Duration {
        self.server.take().unwrap().terminate()
    }

    /// A stream of changes from now on, over a connection of its own.
    pub fn open_stream(&self) -> TcpStream {
        let address = self.shared.address.lock().unwrap().clone();
        let token = &self.shared.token;
        let mut stream = TcpStream::connect(&address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let head = format!("GET /api/v1/changes HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    pub fn start_server(&mut self) {
        let server = Mainstay::serve(&self.folder, &GENEROUS);
        *self.shared.address.lock().unwrap() = server.address().to_owned();
        self.server = Some(server);
    }

    pub fn acknowledged(&self) -> usize {
        self.shared.acknowledged.load(Ordering::SeqCst)
    }

    pub fn start_writers(&self, count: usize, chance: &mut Chance) -> Vec<JoinHandle<Written>> {
        let start = |_| {
            let (shared, chance) = (Arc::clone(&self.shared), Chance::of(chance.next()));
            std::thread::spawn(move || write(&shared, chance))
        };
        (0..count).map(start).collect()
    }

    /// The verdict after crashes, at `felt` of which at least some writer must have been in the middle of something.
    pub async fn judge(self, writers: Vec<JoinHandle<Written>>, felt: usize) {
        let (commands, resent) = self.finish(writers).await;
        assert!(commands > 200 && resent >= felt, "it was no test: {commands} commands, {resent} batches sent again");
    }

    /// Lets the writers send what they have to the end, and holds what they were told against what stands. Gives how many
    /// commands were acknowledged, and how many batches were sent again.
    pub async fn finish(self, writers: Vec<JoinHandle<Written>>) -> (usize, usize) {
        self.shared.over.store(true, Ordering::SeqCst);
        let written: Vec<Written> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
        let database = Database::lazy(self.storage.options(), 2);
        let mut told: BTreeMap<CommandId, Receipt> = BTreeMap::new();
        for written in &written {
            for receipt in &written.receipts {
                assert!(told.insert(receipt.id, receipt.clone()).is_none(), "each command is one writer's");
            }
        }
        let resent: usize = written.iter().map(|written| written.resent).sum();
        println!("{} commands acknowledged, {resent} batches sent again", told.len());
        self.judge_log(&database, &told).await;
        judge_records(&database, &written).await;
        self.judge_known(&database, written.iter().map(|written| written.accounts.len()).sum()).await;
        self.judge_answers(&written);
        (told.len(), resent)
    }

    /// Each acknowledged command is the entry that it was said to be, there is no other, and the chain holds.
    async fn judge_log(&self, database: &Database, told: &BTreeMap<CommandId, Receipt>) {
        let rows: Vec<(i64, Uuid)> = sqlx::query_as("select seq, id from log where seq > 1 order by seq")
            .fetch_all(database.pool())
            .await
            .unwrap();
        let applied: BTreeMap<i64, Uuid> =
            told.values().filter_map(|receipt| Some((receipt.seq?, receipt.id.0))).collect();
        assert_eq!(rows, applied.into_iter().collect::<Vec<_>>(), "the log and what was told");
        let refused: BTreeSet<Uuid> =
            told.values().filter(|receipt| receipt.outcome != Outcome::Applied).map(|receipt| receipt.id.0).collect();
        assert_eq!(ids(database, "select id from refusal").await, refused);
        let mut connection = database.acquire().await.unwrap();
        let end = chain::verify(&mut connection, self.workspace).await.unwrap().unwrap();
        assert_eq!(usize::try_from(end).unwrap(), rows.len() + 1, "no gap");
    }

    /// What is known of each account is kept as its records say.
    pub async fn judge_known(&self, database: &Database, accounts: usize) {
        let mut connection = database.acquire().await.unwrap();
        let (_, kept) = assert_known(&mut connection, self.workspace, &Clock::system()).await;
        assert_eq!(kept, accounts);
    }

    /// Every batch sent once more is answered as it was, to the byte of each receipt.
    fn judge_answers(&self, written: &[Written]) {
        let mut seen = 0;
        for (batch, receipts) in written.iter().flat_map(|written| &written.batches) {
            let answer: Answer = post(&self.shared, batch).expect("the server is up");
            assert_eq!(answer.receipts, *receipts);
            seen += receipts.len();
        }
        println!("{seen} commands sent again and answered alike");
    }
}

/// What the commands made stands, each once, and nothing else.
async fn judge_records(database: &Database, written: &[Written]) {
    let accounts: BTreeSet<Uuid> = written.iter().flat_map(|written| &written.accounts).map(|id| id.0).collect();
    let notes: BTreeSet<Uuid> = written.iter().flat_map(|written| &written.notes).map(|id| id.0).collect();
    assert_eq!(ids(database, "select id from account").await, accounts);
    assert_eq!(ids(database, "select id from note").await, notes);
}

async fn ids(database: &Database, sql: &'static str) -> BTreeSet<Uuid> {
    let ids: Vec<Uuid> = sqlx::query_scalar(sql).fetch_all(database.pool()).await.unwrap();
    ids.into_iter().collect()
}

async fn found(database: &Database) -> (WorkspaceId, String) {
    let clock = Clock::system();
    let feeds = Feeds::new(database.clone(), clock.clone(), CancellationToken::new());
    let engine = Engine::new(database.clone(), feeds, clock);
    let (workspace, person): (WorkspaceId, PersonId) = (id(), id());
    let found = Command::FoundWorkspace(FoundWorkspace {
        workspace,
        name: "Northwind Sales".into(),
        base_currency: Currency::of("GBP").unwrap(),
        person,
        person_name: "Ada Boss".into(),
    });
    let mut turn = engine.begin_founding(workspace).await.unwrap();
    turn.take(person, &Sent::by_server(found, turn.now())).await.unwrap();
    let token = token::make(turn.connection(), workspace, person).await.unwrap();
    turn.commit().await.unwrap();
    (workspace, token)
}
