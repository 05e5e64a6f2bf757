//! Open streams, and whether those who opened them may still be here.
//!
//! A stream takes a place here when it opens and ends when its token is cancelled: at once where the session ends on this
//! server, within seconds where it ends on another, runs out, or its person is shut out.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::ids::{PersonId, WorkspaceId};
use tokio_util::sync::CancellationToken;

use super::Signed;
use super::secret::Hash;
use crate::Fault;
use crate::config::Caps;
use crate::store::{self, Database};

/// How often all open streams are looked at.
const LOOK: Duration = Duration::from_secs(3);
/// How many are looked at in one question to the database.
const BATCH: usize = 1_000;

/// Everybody's open streams.
#[derive(Clone, Default)]
pub struct Watch {
    open: Arc<Mutex<Open>>,
}

#[derive(Default)]
struct Open {
    ways: HashMap<Hash, Way>,
    persons: HashMap<(WorkspaceId, PersonId), usize>,
}

/// One way in, session or token, with streams open.
struct Way {
    who: (WorkspaceId, PersonId),
    streams: usize,
    ended: CancellationToken,
}

/// The place of one open stream; free again when dropped.
pub struct Watched {
    watch: Watch,
    key: Hash,
    ended: CancellationToken,
}

impl Watch {
    /// A place for one more stream of somebody.
    ///
    /// # Errors
    /// [`Fault::TooMany`] where they have as many as they may.
    pub fn open(&self, signed: &Signed, caps: &Caps) -> Result<Watched, Fault> {
        let full = || Fault::TooMany { retry_after: Duration::from_secs(30) };
        let who = (signed.workspace, signed.person);
        let mut open = self.lock();
        if open.persons.get(&who).is_some_and(|count| *count >= caps.streams_per_person) {
            return Err(full());
        }
        let way = match open.ways.entry(signed.key) {
            Entry::Occupied(way) => way.into_mut(),
            Entry::Vacant(place) => place.insert(Way { who, streams: 0, ended: CancellationToken::new() }),
        };
        if way.streams >= caps.streams_per_session {
            return Err(full());
        }
        way.streams += 1;
        let ended = way.ended.clone();
        *open.persons.entry(who).or_default() += 1;
        Ok(Watched { watch: self.clone(), key: signed.key, ended })
    }

    /// Ends the streams of one session or token.
    pub fn end(&self, key: &Hash) {
        if let Some(way) = self.lock().ways.get(key) {
            way.ended.cancel();
        }
    }

    /// Ends all streams of a person.
    pub fn end_person(&self, workspace: WorkspaceId, person: PersonId) {
        for way in self.lock().ways.values().filter(|way| way.who == (workspace, person)) {
            way.ended.cancel();
        }
    }

    /// Ends the streams of all who may no longer be here.
    ///
    /// # Errors
    /// Where the database fails: then nothing ends, and nothing new is told either.
    pub async fn look(&self, database: &Database) -> Result<(), Fault> {
        let keys: Vec<Hash> = self.lock().ways.keys().copied().collect();
        for keys in keys.chunks(BATCH) {
            let live = store::session::load_live(&mut *database.acquire().await?, keys).await?;
            for key in keys.iter().filter(|key| !live.contains(key)) {
                self.end(key);
            }
        }
        Ok(())
    }

    /// Looks at all open streams again and again, until the server stops.
    pub async fn keep_looking(self, database: Database, stop: CancellationToken) {
        while stop.run_until_cancelled(tokio::time::sleep(LOOK)).await.is_some() {
            // A database that is away is said elsewhere.
            drop(self.look(&database).await);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watched {
    /// Cancelled when the stream is to end, because its session did.
    pub fn ended(&self) -> &CancellationToken {
        &self.ended
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let mut open = self.watch.lock();
        let Entry::Occupied(mut way) = open.ways.entry(self.key) else { return };
        let who = way.get().who;
        way.get_mut().streams -= 1;
        if way.get().streams == 0 {
            way.remove();
        }
        if let Entry::Occupied(mut count) = open.persons.entry(who) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}
