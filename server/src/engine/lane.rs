//! One lane a workspace: whoever writes in it queues here, not in the database, where each would hold a connection.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use domain::ids::WorkspaceId;
use tokio::sync::OwnedMutexGuard;

use crate::Fault;

/// How long a turn is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// Above so many lanes the empty ones are cleared away.
const MANY: usize = 256;

type Lane = tokio::sync::Mutex<()>;

/// The lanes of the workspaces that are written in.
#[derive(Debug, Default)]
pub struct Lanes {
    open: Mutex<BTreeMap<WorkspaceId, Weak<Lane>>>,
}

impl Lanes {
    /// Waits for the turn in a workspace, first come, first served.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] where it does not come in time.
    pub async fn enter(&self, workspace: WorkspaceId) -> Result<OwnedMutexGuard<()>, Fault> {
        let turn = self.lane(workspace).lock_owned();
        tokio::time::timeout(PATIENCE, turn).await.map_err(|_| Fault::unavailable())
    }

    fn lane(&self, workspace: WorkspaceId) -> Arc<Lane> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = open.get(&workspace).and_then(Weak::upgrade) {
            return lane;
        }
        if open.len() >= MANY {
            open.retain(|_, lane| lane.strong_count() > 0);
        }
        let lane = Arc::new(Lane::default());
        open.insert(workspace, Arc::downgrade(&lane));
        lane
    }
}
