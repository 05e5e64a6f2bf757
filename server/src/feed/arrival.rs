//! A reader that arrives. What it missed and the hub does not keep any more is loaded beside the hub, so that nobody who hears already
//! waits for somebody who comes late.

use std::sync::Arc;

use domain::ids::{PersonId, Seq, WorkspaceId};
use tokio::sync::{mpsc, oneshot};

use super::hub::{Handle, Message};
use super::{Feeds, queue};
use crate::Fault;
use crate::store::{self, log::Logged};

/// How many late readers are loaded for at once; each takes a connection to the database.
pub const LATE_AT_ONCE: usize = 4;

/// A reader that wants to hear.
pub struct Arrival {
    /// Its number.
    pub reader: u64,
    /// Who it is.
    pub person: PersonId,
    /// The last entry that it has; none: from now on.
    pub since: Option<Seq>,
    /// What was loaded for it: the entries after `since`, without a gap.
    pub earlier: Vec<Arc<Logged>>,
    /// Where to answer.
    pub reply: oneshot::Sender<Result<Joined, Fault>>,
}

/// A reader that was taken in.
pub struct Joined {
    /// What waits for it.
    pub events: queue::Reader,
    /// Dropped with the stream, it tells the hub.
    pub leave: Leave,
}

/// Tells the hub that a reader is gone.
pub struct Leave {
    reader: u64,
    hub: mpsc::UnboundedSender<Message>,
}

impl Leave {
    /// Of this reader, to this hub.
    pub fn new(reader: u64, hub: mpsc::UnboundedSender<Message>) -> Self {
        Self { reader, hub }
    }
}

impl Drop for Leave {
    fn drop(&mut self) {
        // A hub that ended needs no word.
        let _ = self.hub.send(Message::Leave(self.reader));
    }
}

impl Arrival {
    /// The last entry that it has by now, of those after `since`.
    fn reached(&self, since: Seq) -> Seq {
        self.earlier.last().map_or(since, |logged| logged.entry.seq)
    }

    /// What it missed since an entry, up to where readers were told; `None` where there is a gap before what the hub keeps.
    pub fn missed(&self, since: Seq, kept: &[Arc<Logged>], told: Seq) -> Option<Vec<Arc<Logged>>> {
        let oldest = kept.first().map_or(told, |logged| logged.entry.seq - 1);
        if self.reached(since) < oldest {
            return None;
        }
        let earlier = self.earlier.iter().filter(|logged| logged.entry.seq <= oldest);
        let later = kept.iter().filter(|logged| logged.entry.seq > since);
        Some(earlier.chain(later).cloned().collect())
    }

    /// Has what lies between it and what the hub keeps loaded, and sends it to the hub again.
    pub fn bring(self, feeds: &Arc<Feeds>, hub: Handle, since: Seq, to: Seq) {
        let feeds = Arc::clone(feeds);
        tokio::spawn(async move { self.brought(&feeds, hub, since, to).await });
    }

    async fn brought(mut self, feeds: &Feeds, hub: Handle, since: Seq, to: Seq) {
        let _permit = feeds.late().acquire().await;
        if self.reply.is_closed() {
            return;
        }
        match load(feeds, hub.workspace, self.reached(since), to).await {
            Ok(entries) => {
                self.earlier.extend(entries.into_iter().map(Arc::new));
                hub.tell(Message::Join(self));
            }
            Err(fault) => drop(self.reply.send(Err(fault))),
        }
    }
}

async fn load(feeds: &Feeds, workspace: WorkspaceId, after: Seq, to: Seq) -> Result<Vec<Logged>, Fault> {
    let mut connection = feeds.database().acquire().await?;
    store::log::load_entries(&mut connection, workspace, after, to).await
}
