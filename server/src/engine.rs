//! Deciding and writing: every change of every record passes here.
//!
//! A command is decided under the lock of its workspace's row, over records that were loaded under that lock, and what it
//! changed is written in the same transaction as its entry in the log. So entries have one order without gaps, and a
//! command is in the log or has left nothing at all.
//!
//! Invariant: nothing is answered before it is known to be kept. A COMMIT whose outcome is in doubt is looked up under the
//! lock on a fresh connection, and the command runs again only where it is not found.
//!
//! Where a command moves the reporting date of many accounts, or a new day what is known of them, it lets go of the lock, works that out
//! beside it and begins again ([`Sheet`]).
//!
//! Whoever has the lock waits for nobody. A command that would write what a file holds which is just being taken in lets go
//! of the lock and tries again, until the file is in the books or given up.

pub mod chain;
pub mod clock;
pub mod decided;
pub mod lane;
pub mod sent;
pub mod settle;
pub mod sheet;
pub mod turn;

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{
    day::Day,
    ids::{PersonId, WorkspaceId},
};
use sqlx::{Postgres, Transaction};

pub use clock::Clock;
pub use decided::Decided;
pub use sent::Sent;
pub use sheet::Sheet;
pub use turn::Turn;

use crate::Fault;
use crate::feed::Feeds;
use crate::store::{Database, known_facts, trailing};
use lane::Lanes;
use turn::Unkept;

/// The most commands that share a transaction.
const RUN_MAX: usize = 25;
/// How long a run may hold the lock before it commits; the command that is under way comes on top.
const HOLD: Duration = Duration::from_millis(40);
/// How often a command is tried again that the database gave up for another's sake.
const RETRY_MAX: u32 = 5;
/// How long the outcome of a COMMIT is asked for before the sender is told to come back.
const DOUBT: Duration = Duration::from_secs(7);
/// How long a command waits for a file that is being taken in before its sender is told to come back.
const FILE: Duration = Duration::from_secs(5);

/// What decides commands and writes what they change.
pub struct Engine {
    database: Database,
    feeds: Arc<Feeds>,
    lanes: Lanes,
    clock: Clock,
}

/// What became of commands that were sent together, in their order; fewer than were sent where a fault stopped it.
#[derive(Debug)]
pub struct Run {
    /// What became of those that were decided.
    pub decided: Vec<Decided>,
    /// Why the rest was not looked at; they may be sent again.
    pub stopped: Option<Fault>,
}

impl Engine {
    /// An engine over a database, which tells its feeds what happened.
    pub fn new(database: Database, feeds: Arc<Feeds>, clock: Clock) -> Self {
        Self { database, feeds, lanes: Lanes::default(), clock }
    }

    /// Its clock, and with it the day of deciding.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Decides commands of one person, in order. It goes on to its end even where the caller is gone meanwhile.
    pub async fn run(self: &Arc<Self>, workspace: WorkspaceId, actor: PersonId, sent: Vec<Sent>) -> Run {
        let engine = Arc::clone(self);
        let work = async move { engine.run_all(workspace, actor, &sent).await };
        tokio::spawn(work)
            .await
            .unwrap_or_else(|cause| Run { decided: Vec::new(), stopped: Some(Fault::broken(cause)) })
    }

    async fn run_all(&self, workspace: WorkspaceId, actor: PersonId, sent: &[Sent]) -> Run {
        let mut decided = Vec::with_capacity(sent.len());
        while let Some(rest) = sent.get(decided.len()..).filter(|rest| !rest.is_empty()) {
            match self.run_some(workspace, actor, rest).await {
                Ok(some) => decided.extend(some),
                Err(fault) => return Run { decided, stopped: Some(fault) },
            }
        }
        Run { decided, stopped: None }
    }

    /// Decides one or a few of the first of these commands, until they are known to be kept or refused.
    async fn run_some(&self, workspace: WorkspaceId, actor: PersonId, sent: &[Sent]) -> Result<Vec<Decided>, Fault> {
        let mut most = RUN_MAX;
        let mut tries = 0;
        let mut doubt: Option<Instant> = None;
        let mut held: Option<Instant> = None;
        let mut moves_to = None;
        loop {
            let some = sent.get(..most).unwrap_or(sent);
            let (fault, open) = match self.try_some(workspace, actor, some, moves_to.take()).await {
                Ok(decided) => return Ok(decided),
                Err(Unkept::Wants(to)) => {
                    moves_to = Some(to);
                    continue;
                }
                Err(Unkept::InDoubt(fault)) => (fault, true),
                Err(Unkept::Nothing(fault)) => {
                    let away = matches!(fault, Fault::Unavailable { .. });
                    (fault, away && doubt.is_some())
                }
            };
            tries += 1;
            let yielded = gave_way(&fault) && tries <= RETRY_MAX;
            // While the outcome of a COMMIT is open, the next try looks it up first.
            let asking = open && doubt.get_or_insert_with(Instant::now).elapsed() < DOUBT;
            // Alone, so that those before it wait for nothing.
            let waiting = matches!(fault, Fault::Held)
                && (most == 1 || sent.len() == 1)
                && held.get_or_insert_with(Instant::now).elapsed() < FILE;
            if !yielded && !asking && !waiting {
                if most == 1 || sent.len() == 1 || doubt.is_some() {
                    return Err(fault);
                }
                // One of them stops all: each alone, those before it go in.
                most = 1;
                continue;
            }
            tracing::warn!(tries, cause = ?fault, "a command is tried again");
            tokio::time::sleep(pause(tries)).await;
        }
    }

    /// Decides them in one turn; where one was found to move the reporting date, with a sheet of figures for that day.
    async fn try_some(
        &self,
        workspace: WorkspaceId,
        actor: PersonId,
        sent: &[Sent],
        moves_to: Option<Day>,
    ) -> Result<Vec<Decided>, Unkept> {
        let mut turn = match moves_to {
            Some(to) => self.begin_with_sheet(workspace, to).await?,
            None => self.begin(workspace).await?,
        };
        if moves_to.is_none() {
            turn.spare();
        }
        turn.look_up(sent).await?;
        let mut decided = Vec::with_capacity(sent.len());
        for one in sent {
            match turn.take(actor, one).await {
                Ok(one) => decided.push(one),
                Err(fault) => return Err(turn.wants().map_or(Unkept::Nothing(fault), Unkept::Wants)),
            }
            if turn.since().elapsed() > HOLD {
                break;
            }
        }
        let unsettled = turn.is_unsettled();
        turn.keep().await?;
        if moves_to.is_some() {
            self.clear_old_sheets(workspace).await;
        }
        if unsettled && let Err(cause) = self.look_again(workspace).await {
            tracing::warn!(%workspace, ?cause, "what is known of accounts is not kept for now");
        }
        Ok(decided)
    }

    /// Brings what is kept of what is known of accounts to today, where nobody writes anything: beside the lock, where that is much.
    ///
    /// # Errors
    /// As [`Engine::begin`]; where the database fails.
    pub async fn look_again(&self, workspace: WorkspaceId) -> Result<(), Fault> {
        let mut turn = self.begin(workspace).await?;
        turn.spare();
        let to = match turn.look_again().await {
            Ok(()) => return turn.commit().await,
            Err(fault) => turn.wants().ok_or(fault)?,
        };
        drop(turn);
        let mut turn = self.begin_with_sheet(workspace, to).await?;
        turn.look_again().await?;
        turn.commit().await?;
        self.clear_old_sheets(workspace).await;
        Ok(())
    }

    /// Looks again at every workspace at which nobody looked today.
    ///
    /// # Errors
    /// As [`Engine::look_again`].
    pub async fn look_at_all(&self) -> Result<(), Fault> {
        let late = known_facts::load_not_looked_at(&mut *self.database.acquire().await?, self.clock.today()).await?;
        for workspace in late {
            self.look_again(workspace).await?;
        }
        Ok(())
    }

    /// A turn with all figures as they stand for a reporting date, worked out before the lock is taken.
    async fn begin_with_sheet(&self, workspace: WorkspaceId, to: Day) -> Result<Turn, Fault> {
        let mut transaction = self.database.begin().await?;
        let sheet = Sheet::write(&mut transaction, workspace, &self.clock, to).await?;
        self.database.flush().await;
        let mut turn = self.begin_in(transaction, workspace).await?;
        turn.bring(sheet);
        Ok(turn)
    }

    /// Clears away the figures that count no more. What fails here is cleared away the next time.
    pub async fn clear_old_sheets(&self, workspace: WorkspaceId) {
        let cleared = async {
            let mut connection = self.database.acquire().await?;
            trailing::delete_old_sheets(&mut connection, workspace).await?;
            known_facts::delete_old_sheets(&mut connection, workspace).await
        };
        let cleared: Result<(), Fault> = cleared.await;
        if let Err(cause) = cleared {
            tracing::warn!(%workspace, ?cause, "an old sheet of figures is left");
        }
    }

    /// A turn at writing in a workspace, which holds its lock until it is committed or dropped. For what the server itself
    /// writes beside a command in one transaction.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where there is no such workspace, [`Fault::Unavailable`] where the lock does not come in time.
    pub async fn begin(&self, workspace: WorkspaceId) -> Result<Turn, Fault> {
        let lane = self.lanes.enter(workspace).await?;
        let transaction = self.database.begin().await?;
        Turn::begin(transaction, lane, workspace, &self.clock, Arc::clone(&self.feeds)).await
    }

    /// A turn that goes on in a transaction which has written already, beside the lock, what nobody sees before it commits:
    /// the rows of a file, which are too many to be written while others wait.
    ///
    /// # Errors
    /// As [`Engine::begin`].
    pub async fn begin_in(
        &self,
        transaction: Transaction<'static, Postgres>,
        workspace: WorkspaceId,
    ) -> Result<Turn, Fault> {
        let lane = self.lanes.enter(workspace).await?;
        Turn::begin(transaction, lane, workspace, &self.clock, Arc::clone(&self.feeds)).await
    }

    /// Works figures and facts out of every workspace that has none, as after an update that gave them another form. Nobody is
    /// told: it is done before the server is ready.
    ///
    /// # Errors
    /// As [`Engine::begin`]; where the database fails.
    pub async fn work_out_missing(&self) -> Result<(), Fault> {
        let missing = trailing::load_missing(&mut *self.database.acquire().await?).await?;
        for workspace in missing {
            let mut turn = self.begin(workspace).await?;
            turn.settle_all().await?;
            turn.commit().await?;
        }
        Ok(())
    }

    /// A turn in a workspace that is to be founded: its first command is `FoundWorkspace` with the same id.
    ///
    /// # Errors
    /// As [`Engine::begin`].
    pub async fn begin_founding(&self, workspace: WorkspaceId) -> Result<Turn, Fault> {
        let lane = self.lanes.enter(workspace).await?;
        let transaction = self.database.begin().await?;
        Ok(Turn::begin_founding(transaction, lane, workspace, &self.clock, Arc::clone(&self.feeds)))
    }
}

/// Whether the database ended the transaction in favour of another one, so that it may well pass now.
pub fn gave_way(fault: &Fault) -> bool {
    let Fault::Broken(cause) = fault else {
        return false;
    };
    let told = cause.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    told.and_then(|told| told.code()).is_some_and(|code| matches!(&*code, "40001" | "40P01"))
}

/// How long to wait before a try: up to 20 ms doubled each time, at most a second, by chance.
fn pause(tries: u32) -> Duration {
    let longest = 20_u64.saturating_mul(1 << tries.min(6)).min(1000);
    let chance = getrandom::u64().unwrap_or(longest);
    Duration::from_millis(5 + chance % longest)
}
