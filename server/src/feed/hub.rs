//! The hub of one workspace: a task that brings its directory forward and tells its readers.
//!
//! Entries are taken in at once and told together: at the latest 16 ms after the last telling, or straight away after a
//! quiet while. What is told is worked out and written once for each class of rights.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use app::wire::{Goodbye, Rescope};
use bytes::Bytes;
use domain::{
    change::{Change, Kind},
    ids::{PersonId, Seq, WorkspaceId},
    model::Model,
    policy,
    viewer::Rights,
};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::arrival::{Arrival, Joined, Leave};
use super::directory::{Directory, Reached};
use super::presence::{Presences, Told};
use super::queue::{self, End, Writer};
use super::trail::{self, Trail};
use super::{Feeds, frame};
use crate::Fault;
use crate::store::{self, log::Logged};

/// The least time between two tellings.
const GATHER: Duration = Duration::from_millis(16);
/// How many of the last entries are kept in memory for readers that come back.
const KEPT_MAX: usize = 512;
/// How far back a reader can go on from.
const WINDOW: Seq = 2_000;
/// How old the oldest entry may be from which a reader goes on.
const WINDOW_DAYS: i64 = 30;
/// How long a hub stays without a reader or a question.
const IDLE: Duration = Duration::from_secs(300);
/// How often presence is looked through.
const PRESENCE: Duration = Duration::from_millis(200);

/// What a hub is told.
pub enum Message {
    /// Entries that were committed in this process.
    Committed(Vec<Arc<Logged>>),
    /// There is an entry of this number.
    Heard(Seq),
    /// Where somebody is.
    Present(Told),
    /// A reader wants to hear.
    Join(Arrival),
    /// A reader is gone.
    Leave(u64),
}

/// How a hub is reached.
#[derive(Clone)]
pub struct Handle {
    /// Its workspace.
    pub workspace: WorkspaceId,
    /// Its directory.
    pub directory: Arc<Directory>,
    inbox: mpsc::UnboundedSender<Message>,
}

impl Handle {
    /// Tells it something; a hub that ended hears nothing, and is found out by the answer that does not come.
    pub fn tell(&self, message: Message) {
        let _ = self.inbox.send(message);
    }

    /// Whether both reach the same hub.
    pub fn is_same(&self, other: &Self) -> bool {
        self.inbox.same_channel(&other.inbox)
    }
}

/// Starts the hub of a workspace.
pub fn start(feeds: &Arc<Feeds>, workspace: WorkspaceId) -> Handle {
    let (inbox, messages) = mpsc::unbounded_channel();
    let (directory, reached) = Directory::new();
    let handle = Handle { workspace, directory: Arc::clone(&directory), inbox };
    let hub = Hub {
        feeds: Arc::clone(feeds),
        handle: handle.clone(),
        reached,
        readers: BTreeMap::new(),
        kept: VecDeque::new(),
        told: 0,
        waiting: 0,
        due: None,
        told_at: Instant::now(),
        presences: Presences::default(),
    };
    let stop = feeds.stop().clone();
    tokio::spawn(async move { stop.run_until_cancelled(hub.run(messages)).await });
    handle
}

struct Reader {
    person: PersonId,
    rights: Rights,
    class: Rights,
    queue: Writer,
}

struct Hub {
    feeds: Arc<Feeds>,
    handle: Handle,
    reached: watch::Sender<Reached>,
    readers: BTreeMap<u64, Reader>,
    /// The last entries, without a gap, up to the one that the directory is at.
    kept: VecDeque<Arc<Logged>>,
    /// The entry up to which readers were told.
    told: Seq,
    /// How many of the last entries they were not told yet.
    waiting: usize,
    due: Option<Instant>,
    told_at: Instant,
    presences: Presences,
}

impl Hub {
    async fn run(mut self, mut messages: mpsc::UnboundedReceiver<Message>) {
        if let Err(fault) = self.load().await {
            if matches!(fault, Fault::NotFound) {
                self.reached.send_replace(Reached::Missing);
            } else {
                tracing::warn!(workspace = %self.handle.workspace, cause = ?fault, "a directory cannot be loaded");
            }
            self.feeds.forget(&self.handle);
            return;
        }
        let mut quiet_since = Instant::now();
        loop {
            let due = self.due.unwrap_or_else(|| Instant::now() + IDLE / 4);
            let look = self.presences.next_due().unwrap_or(due).min(due);
            tokio::select! {
                biased;
                () = tokio::time::sleep_until(look) => {
                    self.tell_due().await;
                    self.tell_presences().await;
                }
                message = messages.recv() => {
                    let Some(message) = message else { break };
                    if let Err(fault) = self.take(message).await {
                        tracing::warn!(workspace = %self.handle.workspace, cause = ?fault, "a hub starts afresh");
                        break;
                    }
                    self.tell_due().await;
                }
            }
            if !self.readers.is_empty() || self.handle.directory.was_touched() {
                quiet_since = Instant::now();
            } else if quiet_since.elapsed() > IDLE && messages.is_empty() {
                break;
            }
        }
        self.feeds.forget(&self.handle);
        // Whoever hears still comes back, and finds the next hub.
        for reader in self.readers.values() {
            reader.queue.end(End::Behind);
        }
    }

    async fn take(&mut self, message: Message) -> Result<(), Fault> {
        match message {
            Message::Committed(entries) => self.take_entries(entries).await,
            Message::Heard(seq) if seq > self.seq().await => self.catch_up().await,
            Message::Heard(_) => Ok(()),
            Message::Present(told) => {
                // Another server says that somebody went who is here as well.
                if !told.is_gone() || !self.is_here(told.person) {
                    self.presences.put(told);
                }
                Ok(())
            }
            Message::Join(arrival) => {
                self.join(arrival).await;
                Ok(())
            }
            Message::Leave(reader) => {
                self.leave(reader);
                Ok(())
            }
        }
    }

    async fn seq(&self) -> Seq {
        self.handle.directory.model.read().await.seq
    }

    /// Loads the directory as it is now.
    async fn load(&mut self) -> Result<(), Fault> {
        let model = self.load_model().await?;
        self.told = model.seq;
        self.set(model).await;
        Ok(())
    }

    async fn load_model(&self) -> Result<Model, Fault> {
        let mut snapshot = self.feeds.database().begin_snapshot().await?;
        let model = store::model::load_directory(&mut snapshot, self.handle.workspace).await?;
        model.ok_or(Fault::NotFound)
    }

    async fn set(&self, model: Model) {
        let seq = model.seq;
        *self.handle.directory.model.write().await = model;
        self.reached.send_replace(Reached::Entry(seq));
    }

    async fn load_entries(&self, after: Seq, to: Seq) -> Result<Vec<Arc<Logged>>, Fault> {
        let mut connection = self.feeds.database().acquire().await?;
        let entries = store::log::load_entries(&mut connection, self.handle.workspace, after, to).await?;
        Ok(entries.into_iter().map(Arc::new).collect())
    }

    async fn take_entries(&mut self, entries: Vec<Arc<Logged>>) -> Result<(), Fault> {
        let mut seq = self.seq().await;
        for logged in entries {
            if logged.entry.seq <= seq {
                continue;
            }
            if logged.entry.seq != seq + 1 || logged.bulk {
                return self.catch_up().await;
            }
            seq = logged.entry.seq;
            self.take_one(logged).await?;
        }
        Ok(())
    }

    async fn take_one(&mut self, logged: Arc<Logged>) -> Result<(), Fault> {
        let seq = logged.entry.seq;
        let changes: Vec<Change> =
            logged.entry.changes.iter().filter(|change| is_of_directory(change.key.kind)).cloned().collect();
        {
            let mut model = self.handle.directory.model.write().await;
            model.take(&changes).map_err(Fault::broken)?;
            model.seq = seq;
        }
        self.keep(logged);
        self.reached.send_replace(Reached::Entry(seq));
        Ok(())
    }

    fn keep(&mut self, logged: Arc<Logged>) {
        self.kept.push_back(logged);
        self.waiting += 1;
        self.due.get_or_insert(Instant::now().max(self.told_at + GATHER));
        while self.kept.len() > KEPT_MAX.max(self.waiting) {
            self.kept.pop_front();
        }
    }

    /// Brings the directory to where the database is.
    async fn catch_up(&mut self) -> Result<(), Fault> {
        let at = self.seq().await;
        let to = self.feeds.load_seq(self.handle.workspace).await?;
        let entries = if to - at > WINDOW { Vec::new() } else { self.load_entries(at, to).await? };
        let plain = entries.iter().all(|logged| !logged.bulk);
        if plain && !entries.is_empty() {
            for logged in entries {
                self.take_one(logged).await?;
            }
            return Ok(());
        }
        if to <= at {
            return Ok(());
        }
        self.reload(at).await
    }

    /// Loads the directory anew, because an entry changed more than it tells, or too many were missed.
    async fn reload(&mut self, at: Seq) -> Result<(), Fault> {
        let model = self.load_model().await?;
        if model.seq - at > WINDOW {
            return Err(Fault::broken(anyhow::anyhow!("{} entries were missed", model.seq - at)));
        }
        let entries = self.load_entries(at, model.seq).await?;
        self.set(model).await;
        for logged in entries {
            self.keep(logged);
        }
        Ok(())
    }

    async fn tell_due(&mut self) {
        if self.due.is_some_and(|due| due <= Instant::now()) {
            self.tell().await;
        }
    }

    /// Tells every reader what they were not told yet.
    async fn tell(&mut self) {
        self.due = None;
        self.told_at = Instant::now();
        let fresh: Vec<Arc<Logged>> =
            self.kept.range(self.kept.len().saturating_sub(self.waiting)..).cloned().collect();
        self.waiting = 0;
        let directory = Arc::clone(&self.handle.directory);
        let model = directory.model.read().await;
        let (after, seq) = (self.told, model.seq);
        self.told = seq;
        if self.readers.is_empty() || fresh.is_empty() {
            return;
        }
        let trail = Trail::of(&fresh, &model);
        let mut rescopes = self.take_rights(&trail, &model);
        let mut events: BTreeMap<&Rights, (Bytes, Option<Rescope>)> = BTreeMap::new();
        let mut empty = None;
        let mut gone = Vec::new();
        for (id, reader) in &self.readers {
            // What somebody made for themselves is nobody else's, whatever the rights.
            let class = if trail.is_own() { &reader.rights } else { &reader.class };
            let (event, rescope) = events.entry(class).or_insert_with(|| {
                let seen = trail.seen_by(&reader.rights);
                let event = if seen.is_empty() {
                    empty.get_or_insert_with(|| frame::changes(after, seq, &[], &[])).clone()
                } else {
                    frame::changes(after, seq, &seen.all(), &seen.by)
                };
                (event, seen.rescope)
            });
            let rescope = trail::joined(rescope.clone(), rescopes.remove(id));
            if !reader.queue.put(with_rescope(event, rescope.as_ref())) {
                gone.push(*id);
            }
        }
        drop(model);
        for id in gone {
            self.leave(id);
        }
    }

    /// Gives each reader the rights that they have now, and says what that changes for them.
    fn take_rights(&mut self, trail: &Trail<'_>, model: &Model) -> BTreeMap<u64, Rescope> {
        let mut rescopes = BTreeMap::new();
        if !trail.touches_people() {
            return rescopes;
        }
        for (id, reader) in &mut self.readers {
            if model.people.get(&reader.person).is_none_or(|person| !person.active) {
                reader.queue.end(End::Bye(Goodbye::Revoked));
            }
            let rights = policy::rights_in(model, reader.person);
            if rights == reader.rights {
                continue;
            }
            let rescope = if trail.moves_accounts() {
                Some(trail::everything(model.seq))
            } else {
                trail::rescope_between(&reader.rights, &rights, model)
            };
            rescopes.extend(rescope.map(|rescope| (*id, rescope)));
            reader.class = rights.class();
            reader.rights = rights;
        }
        rescopes
    }

    async fn join(&mut self, arrival: Arrival) {
        if arrival.reply.is_closed() {
            return;
        }
        let since = match self.since(arrival.since).await {
            Ok(since) => since,
            Err(fault) => return drop(arrival.reply.send(Err(fault))),
        };
        match arrival.missed(since, self.kept.make_contiguous(), self.told) {
            Some(missed) => {
                let joined = self.take_in(arrival.reader, arrival.person, since, &missed).await;
                drop(arrival.reply.send(joined));
            }
            None => arrival.bring(&self.feeds, self.handle.clone(), since, self.told),
        }
    }

    /// From which entry a reader goes on, if it still can; everybody is told up to the same entry.
    async fn since(&mut self, since: Option<Seq>) -> Result<Seq, Fault> {
        if since.is_some_and(|since| since > self.told) {
            self.catch_up().await?;
        }
        self.tell().await;
        let since = since.unwrap_or(self.told);
        if since < 0 || since > self.told || self.told - since > WINDOW { Err(Fault::Gone) } else { Ok(since) }
    }

    async fn take_in(
        &mut self,
        id: u64,
        person: PersonId,
        since: Seq,
        missed: &[Arc<Logged>],
    ) -> Result<Joined, Fault> {
        let oldest = missed.first().map(|logged| logged.entry.at);
        let age_h = oldest.map_or(0, |at| self.feeds.clock().now().duration_since(at).as_hours());
        if age_h > WINDOW_DAYS * 24 {
            return Err(Fault::Gone);
        }
        let (queue, events) = queue::queue();
        let directory = Arc::clone(&self.handle.directory);
        let model = directory.model.read().await;
        let rights = policy::rights_in(&model, person);
        if model.people.get(&person).is_none_or(|person| !person.active) {
            return Err(Fault::NotSignedIn);
        }
        let mut first = frame::hello(&self.feeds.hello(since));
        if !missed.is_empty() {
            let trail = Trail::of(missed, &model);
            let seen = trail.seen_by(&rights);
            let mut rescope = seen.rescope.clone();
            if trail.touches_people() {
                let before = Rights::of(&trail.people_before(&model), person);
                if before != rights {
                    rescope = Some(trail::everything(model.seq));
                }
            }
            let event = with_rescope(&frame::changes(since, model.seq, &seen.all(), &seen.by), rescope.as_ref());
            first = [first, event].concat().into();
        }
        // One event, however much was missed: only the first may be larger than the queue.
        queue.put(first);
        for present in self.presences.all_but(person, &rights, &model) {
            queue.offer(frame::presence(&present));
        }
        let reader = Reader { person, class: rights.class(), rights, queue };
        drop(model);
        self.readers.insert(id, reader);
        let leave = Leave::new(id, self.handle.inbox.clone());
        Ok(Joined { events, leave })
    }

    fn leave(&mut self, id: u64) {
        let Some(reader) = self.readers.remove(&id) else {
            return;
        };
        if self.is_here(reader.person) {
            return;
        }
        if let Some(told) = self.presences.close(reader.person) {
            self.feeds.outbox().put_presence(self.handle.workspace, &told);
        }
    }

    fn is_here(&self, person: PersonId) -> bool {
        self.readers.values().any(|reader| reader.person == person)
    }

    async fn tell_presences(&mut self) {
        let due = self.presences.take_due(Instant::now(), PRESENCE);
        if due.is_empty() {
            return;
        }
        let directory = Arc::clone(&self.handle.directory);
        let model = directory.model.read().await;
        for reader in self.readers.values() {
            for told in due.iter().filter(|told| told.person != reader.person) {
                // Presence is lossy: whoever has no room hears the next one.
                reader.queue.offer(frame::presence(&told.seen_by(&reader.rights, &model)));
            }
        }
    }
}

/// What is to be fetched or forgotten and the changes as one event, so that neither comes without the other; where the line
/// breaks between the two, the reader goes on from before both.
fn with_rescope(event: &Bytes, rescope: Option<&Rescope>) -> Bytes {
    match rescope {
        None => event.clone(),
        Some(rescope) => [frame::rescope(rescope), event.clone()].concat().into(),
    }
}

/// Whether records of a kind are part of the directory.
fn is_of_directory(kind: Kind) -> bool {
    match kind {
        Kind::Workspace | Kind::Person | Kind::Account | Kind::Placement | Kind::Import | Kind::Trailing => true,
        Kind::TeamBoard | Kind::BoardColumn | Kind::BoardCard | Kind::SavedView => true,
        Kind::Document | Kind::Note => false,
        Kind::ProductFamily | Kind::Product | Kind::Partner | Kind::ExchangeRate => false,
        Kind::Contract | Kind::Partnership | Kind::WalletEstimate | Kind::SalesOrder => false,
        Kind::Assessment | Kind::Position | Kind::Investment | Kind::Target => false,
        Kind::KeyRule | Kind::KeyDecision | Kind::ModelEdition => false,
        Kind::StatusReport | Kind::StatusAnswer | Kind::Scenario | Kind::ScenarioWord => false,
    }
}
