//! What happened, told to whoever looks: streams of changes, the directory in memory, presence.
//!
//! Each workspace that somebody looks at has a hub, which holds the directory of the workspace and brings it forward entry
//! by entry; streams hang on hubs. An entry reaches a hub from this process straight after its commit, from other servers
//! by a notification, and in any case by a look at the database every two seconds.
//!
//! Invariant: nothing goes down a stream but what its reader may see by the rights held now. What was lost is told as
//! lost, never shown once more.

pub mod arrival;
pub mod directory;
pub mod frame;
pub mod hub;
pub mod notify;
pub mod parts;
pub mod presence;
pub mod queue;
pub mod stream;
pub mod trail;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::wire::Hello;
use domain::{
    ids::{PersonId, Seq, WorkspaceId},
    model::Model,
};
use tokio::sync::{OwnedRwLockReadGuard, Semaphore, oneshot};
use tokio_util::sync::CancellationToken;

use crate::Fault;
use crate::engine::Clock;
use crate::store::{self, Database, log::Logged};
use arrival::{Arrival, Joined, LATE_AT_ONCE};
use directory::Directory;
use hub::{Handle, Message};
use notify::Outbox;
use presence::Told;

/// How long a reader waits until the directory is as new as the database.
const PATIENCE: Duration = Duration::from_secs(4);
/// How often the database is asked how far the watched workspaces are.
const LOOK: Duration = Duration::from_secs(2);

/// The hubs of all workspaces that somebody looks at.
pub struct Feeds {
    database: Database,
    clock: Clock,
    stop: CancellationToken,
    build: String,
    hubs: Mutex<BTreeMap<WorkspaceId, Handle>>,
    outbox: Arc<Outbox>,
    readers: AtomicU64,
    late: Semaphore,
}

impl Feeds {
    /// Feeds over a database, for whoever gives out no app. They tell and hear of other servers from [`Feeds::start`] on.
    pub fn new(database: Database, clock: Clock, stop: CancellationToken) -> Arc<Self> {
        Self::of_build(database, clock, stop, String::new())
    }

    /// Feeds of a server that gives out this build of the app, and tells every reader so.
    pub fn of_build(database: Database, clock: Clock, stop: CancellationToken, build: String) -> Arc<Self> {
        Arc::new(Self {
            database,
            clock,
            stop,
            build,
            hubs: Mutex::default(),
            outbox: Arc::default(),
            readers: AtomicU64::new(1),
            late: Semaphore::new(LATE_AT_ONCE),
        })
    }

    /// The first word to a reader that goes on from an entry.
    pub fn hello(&self, seq: Seq) -> Hello {
        Hello { seq, day: self.clock.today(), build: self.build.clone() }
    }

    /// Begins to tell other servers, to hear from them, and to look after what was missed.
    pub fn start(self: &Arc<Self>) {
        let (listener, teller) = (Arc::clone(self), Arc::clone(self));
        self.spawn(async move { notify::listen(&listener).await });
        self.spawn(async move { notify::tell(&teller).await });
        self.start_look();
    }

    /// Begins to look after what was missed, and nothing else.
    pub fn start_look(self: &Arc<Self>) {
        let looker = Arc::clone(self);
        self.spawn(async move {
            loop {
                tokio::time::sleep(LOOK).await;
                if let Err(cause) = looker.look().await {
                    tracing::warn!(%cause, "the watched workspaces cannot be looked at");
                }
            }
        });
    }

    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        tokio::spawn(async move { stop.run_until_cancelled(work).await });
    }

    /// Entries of this process were committed.
    pub fn committed(&self, workspace: WorkspaceId, entries: Vec<Arc<Logged>>) {
        if let Some(last) = entries.last() {
            self.outbox.put_seq(workspace, last.entry.seq);
        }
        if let Some(hub) = self.running(workspace) {
            hub.tell(Message::Committed(entries));
        }
    }

    /// Somebody else committed up to this entry.
    pub fn heard(&self, workspace: WorkspaceId, seq: Seq) {
        if let Some(hub) = self.running(workspace) {
            hub.tell(Message::Heard(seq));
        }
    }

    /// Where a person is and what they hold, told by this server's own request.
    pub fn present(&self, workspace: WorkspaceId, told: Told) {
        self.outbox.put_presence(workspace, &told);
        self.hear_present(workspace, told);
    }

    /// The same, told by another server.
    pub fn hear_present(&self, workspace: WorkspaceId, told: Told) {
        if let Some(hub) = self.running(workspace) {
            hub.tell(Message::Present(told));
        }
    }

    /// The workspace, its people, accounts, placements and figures, at `at_least` or later. For reading at once: while it
    /// is held, the hub waits.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where there is no such workspace, [`Fault::Unavailable`] where it cannot be read in time.
    pub async fn directory(
        self: &Arc<Self>,
        workspace: WorkspaceId,
        at_least: Seq,
    ) -> Result<OwnedRwLockReadGuard<Model>, Fault> {
        self.directory_of(workspace, at_least).await?.read().await
    }

    /// The same, as new as the database is now.
    ///
    /// # Errors
    /// As [`Feeds::directory`].
    pub async fn directory_now(self: &Arc<Self>, workspace: WorkspaceId) -> Result<OwnedRwLockReadGuard<Model>, Fault> {
        self.directory_of_now(workspace).await?.read().await
    }

    /// The directory itself, as new as the database is now.
    ///
    /// # Errors
    /// As [`Feeds::directory`].
    pub async fn directory_of_now(self: &Arc<Self>, workspace: WorkspaceId) -> Result<Arc<Directory>, Fault> {
        let seq = self.load_seq(workspace).await?;
        self.directory_of(workspace, seq).await
    }

    /// The directory itself, at `at_least` or later.
    ///
    /// # Errors
    /// As [`Feeds::directory`].
    pub async fn directory_of(
        self: &Arc<Self>,
        workspace: WorkspaceId,
        at_least: Seq,
    ) -> Result<Arc<Directory>, Fault> {
        let wait = async {
            loop {
                let hub = self.hub(workspace);
                hub.tell(Message::Heard(at_least));
                if hub.directory.reach(at_least).await? {
                    return Ok(hub.directory);
                }
                // The hub ended meanwhile: the next one.
                self.forget(&hub);
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.map_err(|_| Fault::unavailable())?
    }

    /// The last entry of a workspace in the database.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where there is no such workspace.
    pub async fn load_seq(&self, workspace: WorkspaceId) -> Result<Seq, Fault> {
        let mut connection = self.database.acquire().await?;
        let found = store::workspace::load_seqs(&mut connection, &[workspace.0]).await?;
        found.first().map(|(_, seq)| *seq).ok_or(Fault::NotFound)
    }

    /// Joins a person to the stream of a workspace, from the entry `since` on, or from now.
    ///
    /// # Errors
    /// [`Fault::Gone`] where the log cannot be gone on with from there, [`Fault::NotSignedIn`] where the person is not
    /// active.
    pub async fn join(
        self: &Arc<Self>,
        workspace: WorkspaceId,
        person: PersonId,
        since: Option<Seq>,
    ) -> Result<Joined, Fault> {
        let wait = async {
            loop {
                let hub = self.hub(workspace);
                let (reply, answer) = oneshot::channel();
                let reader = self.readers.fetch_add(1, Ordering::Relaxed);
                hub.tell(Message::Join(Arrival { reader, person, since, earlier: Vec::new(), reply }));
                match answer.await {
                    Ok(joined) => return joined,
                    Err(_) => self.forget(&hub),
                }
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.map_err(|_| Fault::unavailable())?
    }

    /// Asks the database how far the watched workspaces are.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn look(&self) -> Result<(), Fault> {
        let watched: Vec<_> = self.lock().keys().map(|workspace| workspace.0).collect();
        if watched.is_empty() {
            return Ok(());
        }
        let mut connection = self.database.acquire().await?;
        for (workspace, seq) in store::workspace::load_seqs(&mut connection, &watched).await? {
            self.heard(workspace, seq);
        }
        Ok(())
    }

    /// The clock by which the day is told.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Cancelled when the server stops.
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Who may load for late readers.
    fn late(&self) -> &Semaphore {
        &self.late
    }

    /// What waits to be told to other servers.
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    fn running(&self, workspace: WorkspaceId) -> Option<Handle> {
        self.lock().get(&workspace).cloned()
    }

    fn hub(self: &Arc<Self>, workspace: WorkspaceId) -> Handle {
        self.lock().entry(workspace).or_insert_with(|| hub::start(self, workspace)).clone()
    }

    /// Lets a hub go that ended or is idle, if it is still the one that is known.
    pub fn forget(&self, hub: &Handle) {
        let mut hubs = self.lock();
        if hubs.get(&hub.workspace).is_some_and(|known| known.is_same(hub)) {
            hubs.remove(&hub.workspace);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<WorkspaceId, Handle>> {
        self.hubs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
