//! Several servers on one database: each tells the others how far a workspace is, at most every 20 ms and on a connection
//! of its own, and listens on another one. What is lost on the way is found by the look every two seconds.
//!
//! A notice is lines: first who sends it, then `workspace:seq` or `workspace!presence`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::{PersonId, Seq, WorkspaceId};
use sqlx::postgres::{PgListener, PgPoolOptions};
use sqlx::{ConnectOptions, PgConnection, PgPool};
use tokio::sync::Notify;

use super::Feeds;
use super::presence::Told;
use crate::store::notice::{self, CHANNEL};

/// The least time between two notices.
const PAUSE: Duration = Duration::from_millis(20);
/// The longest notice, in bytes; PostgreSQL takes less than 8,000.
const NOTICE_MAX: usize = 7_000;
/// How long until a lost connection is sought again.
const AGAIN: Duration = Duration::from_secs(1);

/// What waits to be told to other servers; of each workspace and person the last word only.
#[derive(Debug)]
pub struct Outbox {
    sender: u64,
    waiting: Mutex<Waiting>,
    filled: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    seqs: BTreeMap<WorkspaceId, Seq>,
    presences: BTreeMap<(WorkspaceId, PersonId), String>,
}

impl Default for Outbox {
    fn default() -> Self {
        Self { sender: getrandom::u64().unwrap_or_default(), waiting: Mutex::default(), filled: Notify::new() }
    }
}

impl Outbox {
    /// A workspace is at this entry.
    pub fn put_seq(&self, workspace: WorkspaceId, seq: Seq) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let known = waiting.seqs.entry(workspace).or_insert(seq);
        *known = seq.max(*known);
        drop(waiting);
        self.filled.notify_one();
    }

    /// Somebody is somewhere.
    pub fn put_presence(&self, workspace: WorkspaceId, told: &Told) {
        let Ok(text) = serde_json::to_string(told) else {
            return;
        };
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.presences.insert((workspace, told.person), text);
        drop(waiting);
        self.filled.notify_one();
    }

    /// Everything that waits, as notices.
    fn take(&self) -> Vec<String> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let Waiting { seqs, presences } = std::mem::take(&mut *waiting);
        drop(waiting);
        let seqs = seqs.into_iter().map(|(workspace, seq)| format!("{workspace}:{seq}"));
        let presences = presences.into_iter().map(|((workspace, _), text)| format!("{workspace}!{text}"));
        let mut notices: Vec<String> = Vec::new();
        for line in seqs.chain(presences).filter(|line| line.len() < NOTICE_MAX - 32) {
            match notices.last_mut().filter(|notice| notice.len() + line.len() < NOTICE_MAX) {
                // Writing to a text does not fail.
                Some(notice) => write!(notice, "\n{line}").unwrap_or_default(),
                None => notices.push(format!("{}\n{line}", self.sender)),
            }
        }
        notices
    }
}

/// Sends what waits, for ever.
pub async fn tell(feeds: &Feeds) {
    let mut connection = None;
    loop {
        feeds.outbox().filled.notified().await;
        let notices = feeds.outbox().take();
        for notice in &notices {
            if let Err(cause) = tell_one(feeds, &mut connection, notice).await {
                // Not told again: the look heals it.
                tracing::warn!(%cause, "other servers could not be told");
                connection = None;
                tokio::time::sleep(AGAIN).await;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn tell_one(feeds: &Feeds, connection: &mut Option<PgConnection>, text: &str) -> anyhow::Result<()> {
    let open = match connection {
        Some(open) => open,
        None => connection.insert(feeds.database().pool().connect_options().connect().await?),
    };
    Ok(notice::write(open, text).await?)
}

/// Listens to the other servers, for ever.
pub async fn listen(feeds: &Arc<Feeds>) {
    // Not out of the shared pool: it is held for as long as the server runs.
    let options = feeds.database().pool().connect_options().as_ref().clone();
    let pool = PgPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).connect_lazy_with(options);
    loop {
        if let Err(cause) = hear(feeds, &pool).await {
            tracing::warn!(%cause, "other servers cannot be heard just now");
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn hear(feeds: &Arc<Feeds>, pool: &PgPool) -> anyhow::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    feeds.look().await?;
    loop {
        match listener.try_recv().await? {
            Some(notice) => take(feeds, notice.payload()),
            // The connection was lost and is open again: what was told meanwhile is not repeated.
            None => feeds.look().await?,
        }
    }
}

fn take(feeds: &Feeds, notice: &str) {
    let mut lines = notice.lines();
    if lines.next().and_then(|line| u64::from_str(line).ok()) == Some(feeds.outbox().sender) {
        return;
    }
    for line in lines {
        if let Some((workspace, told)) = line.split_once('!') {
            let told = serde_json::from_str(told).ok();
            if let (Ok(workspace), Some(told)) = (workspace.parse(), told) {
                feeds.hear_present(workspace, told);
            }
        } else if let Some((workspace, seq)) = line.split_once(':')
            && let (Ok(workspace), Ok(seq)) = (workspace.parse(), seq.parse())
        {
            feeds.heard(workspace, seq);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_last_word_counts_and_notices_stay_short() {
        let outbox = Outbox::default();
        for at in 0..1000 {
            outbox.put_seq(WorkspaceId(Uuid::from_u128(at % 500)), i64::try_from(at).unwrap());
        }
        let notices = outbox.take();
        assert!(notices.iter().all(|notice| notice.len() < 8000));
        assert_eq!(notices.iter().map(|notice| notice.lines().count() - 1).sum::<usize>(), 500);
        assert!(notices.iter().any(|notice| notice.ends_with(":999")));
        assert!(outbox.take().is_empty());
    }
}
