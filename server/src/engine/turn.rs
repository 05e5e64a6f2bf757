//! A turn at writing in one workspace: one transaction under the lock of the workspace's row.
//!
//! The records that were loaded stay in hand for the next command of the turn, with every change taken in: under the lock
//! nobody else can have changed them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use domain::{
    apply::{self, Verdict},
    change::{Act, Change},
    command::{Command, Envelope, Key, Keys},
    day::{Day, Moment},
    history::Entry,
    ids::{CommandId, PersonId, Seq, WorkspaceId},
    keep::Kept,
    model::Model,
    policy,
    rejection::Rejection,
    viewer::Viewer,
};
use sqlx::{PgConnection, Postgres, Transaction};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use super::clock::Clock;
use super::settle::Stood;
use super::{Decided, Sent, Sheet, chain};
use crate::feed::Feeds;
use crate::known::{self, Days};
use crate::store::log::{self, Answered, Image, Logged, Row};
use crate::store::refusal::{self, Refusal};
use crate::store::{self, workspace::Locked};
use crate::{Fault, models};

mod gathering;
mod settling;

use gathering::Gathered;

/// Why a turn is not kept.
#[derive(Debug)]
pub enum Unkept {
    /// It left nothing.
    Nothing(Fault),
    /// The connection was lost at COMMIT: it may be kept or not.
    InDoubt(Fault),
    /// It left nothing, and is to be tried again with a sheet for this reporting date.
    Wants(Day),
}

impl From<Fault> for Unkept {
    fn from(fault: Fault) -> Self {
        Self::Nothing(fault)
    }
}

/// A turn; dropped without a commit it leaves nothing.
pub struct Turn {
    transaction: Transaction<'static, Postgres>,
    workspace: WorkspaceId,
    model: Model,
    held: Keys,
    /// The workspace was founded in this turn: whatever is in it is in hand.
    founded: bool,
    /// What is put off to the end of the turn, where it is.
    gathered: Option<Gathered>,
    /// Where the reporting date moves, many figures are worked out beside the lock.
    spares: bool,
    /// Figures that were worked out beside the lock.
    sheet: Option<Sheet>,
    /// The reporting date for which a sheet is to be worked out first: so many figures are not to be written under the lock.
    wants: Option<Day>,
    head: Vec<u8>,
    /// For which days figures and facts stand.
    stood: Stood,
    clock: Clock,
    now: Moment,
    day: Day,
    since: Instant,
    looked_up: BTreeSet<CommandId>,
    answered: BTreeMap<CommandId, Answered>,
    entries: Vec<Arc<Logged>>,
    feeds: Arc<Feeds>,
    // Kept to the end, so that the next one in this process finds the row unlocked.
    _lane: OwnedMutexGuard<()>,
}

impl Turn {
    pub(super) async fn begin(
        mut transaction: Transaction<'static, Postgres>,
        lane: OwnedMutexGuard<()>,
        workspace: WorkspaceId,
        clock: &Clock,
        feeds: Arc<Feeds>,
    ) -> Result<Self, Fault> {
        let locked = store::workspace::lock(&mut transaction, workspace).await?.ok_or(Fault::NotFound)?;
        let mut turn = Self::begin_founding(transaction, lane, workspace, clock, feeds);
        let Locked { workspace: house, seq, head, trailing_to: to, facts_on: on } = locked;
        (turn.head, turn.stood) = (head, Stood { to, on });
        (turn.model.seq, turn.model.workspace) = (seq, Some(house));
        turn.load(Keys::from([Key::People])).await?;
        Ok(turn)
    }

    pub(super) fn begin_founding(
        transaction: Transaction<'static, Postgres>,
        lane: OwnedMutexGuard<()>,
        workspace: WorkspaceId,
        clock: &Clock,
        feeds: Arc<Feeds>,
    ) -> Self {
        let now = clock.now();
        Self {
            transaction,
            workspace,
            model: Model { kept: Kept { models: models::shipped().clone(), ..Kept::default() }, ..Model::default() },
            held: Keys::new(),
            founded: false,
            gathered: None,
            spares: false,
            sheet: None,
            wants: None,
            head: Vec::new(),
            stood: Stood::default(),
            clock: clock.clone(),
            now,
            day: clock.day_of(now),
            since: Instant::now(),
            looked_up: BTreeSet::new(),
            answered: BTreeMap::new(),
            entries: Vec::new(),
            feeds,
            _lane: lane,
        }
    }

    /// When the lock was taken.
    pub fn since(&self) -> Instant {
        self.since
    }

    /// The instant of deciding.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The day of deciding.
    pub fn day(&self) -> Day {
        self.day
    }

    /// The records in hand, the workspace and its people among them.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The last entry, those of this turn included.
    pub fn seq(&self) -> Seq {
        self.model.seq
    }

    /// The connection of the transaction, for what is to be kept or lost together with the commands.
    pub fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    /// Looks at once up what was answered to all of these before.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn look_up(&mut self, sent: &[Sent]) -> Result<(), Fault> {
        let fresh: Vec<Uuid> =
            sent.iter().filter(|sent| self.looked_up.insert(sent.id)).map(|sent| sent.id.0).collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let found = log::load_answered(&mut self.transaction, self.workspace, &fresh).await?;
        self.answered.extend(found.into_iter().map(|found| (found.id, found)));
        Ok(())
    }

    /// Decides a command and writes what it changes, or why it changes nothing.
    ///
    /// # Errors
    /// Where something broke; the turn must then be dropped.
    pub async fn take(&mut self, actor: PersonId, sent: &Sent) -> Result<Decided, Fault> {
        self.look_up(std::slice::from_ref(sent)).await?;
        if let Some(answered) = self.answered.get(&sent.id) {
            return answer_again(answered, actor, sent);
        }
        if self.model.workspace.is_some() && !self.model.people.contains_key(&actor) {
            return Err(Fault::NotSignedIn);
        }
        let decided = match self.decide(actor, sent).await? {
            Ok((envelope, changes)) => {
                let seq = self.write(actor, sent, &envelope.command, changes).await?;
                Decided::applied(sent.id, seq)?
            }
            Err(rejection) => {
                let decided = Decided::refused(sent.id, rejection.clone())?;
                self.write_refusal(actor, sent, &rejection, &decided.bytes).await?;
                decided
            }
        };
        self.answered.insert(
            sent.id,
            Answered {
                id: sent.id,
                actor,
                body_hash: sent.body_hash.to_vec(),
                seq: decided.receipt.seq,
                receipt: decided.receipt.seq.is_none().then(|| decided.bytes.clone()),
            },
        );
        Ok(decided)
    }

    async fn decide(
        &mut self,
        actor: PersonId,
        sent: &Sent,
    ) -> Result<Result<(Envelope, Vec<Change>), Rejection>, Fault> {
        let Some(envelope) = sent.envelope() else {
            return Ok(Err(Rejection::CommandUnknown));
        };
        if sent.from_outside && !envelope.command.comes_from_outside() {
            return Ok(Err(Rejection::NotFromOutside));
        }
        loop {
            let needs = envelope.command.needs(&self.model);
            let missing: Keys = needs.difference(&self.held).cloned().collect();
            if missing.is_empty() {
                break;
            }
            self.load(missing).await?;
        }
        let viewer = Viewer {
            actor,
            now: self.now,
            day: self.day,
            language: "en".to_owned(),
            rights: policy::rights_in(&self.model, actor),
        };
        match apply::apply(&self.model, &viewer, &envelope) {
            Verdict::Changes(changes) => Ok(Ok((envelope, changes))),
            Verdict::Rejected(rejection) => Ok(Err(rejection)),
            Verdict::Unknown => Err(Fault::broken(anyhow::anyhow!("a rule could not tell over a whole model"))),
        }
    }

    async fn load(&mut self, keys: Keys) -> Result<(), Fault> {
        // Of what was founded in this turn, the log and what is worked out alone are not in hand.
        let is_worked_out = |key: &Key| {
            matches!(key, Key::Facts(..) | Key::Brought | Key::StatusSources(..) | Key::Models | Key::ModelFile(_))
        };
        let is_away = |key: &&Key| !self.founded || matches!(key, Key::Entry(_)) || is_worked_out(key);
        let away: Keys = keys.iter().filter(is_away).cloned().collect();
        if !away.is_empty() {
            self.write_gathered().await?;
            store::model::load_needs(&mut self.transaction, self.workspace, &away, &mut self.model).await?;
        }
        for key in &keys {
            let (Key::Facts(account, day), Some(house)) = (key, &self.model.workspace) else { continue };
            let (connection, days) = (&mut *self.transaction, Days::of(house, *day));
            let mut found = known::load(connection, self.workspace, &self.clock, &[account.0], days).await?;
            let facts = found.remove(account).unwrap_or_default();
            self.model.kept.facts.insert((*account, *day), facts);
        }
        self.held.extend(keys);
        Ok(())
    }

    /// Writes the records, settles the figures that follow from them, and logs it all as one entry.
    async fn write(
        &mut self,
        actor: PersonId,
        sent: &Sent,
        command: &Command,
        mut changes: Vec<Change>,
    ) -> Result<Seq, Fault> {
        self.model.take(&changes).map_err(Fault::broken)?;
        self.write_records(&changes).await?;
        if changes.iter().any(|change| change.act == Act::Remove) {
            // What was the latest may be gone: asked for again.
            self.held.retain(|key| !matches!(key, Key::LatestDocumentBut(_) | Key::HangingOn(_)));
        }
        // What was known of accounts may be more by now.
        self.held.retain(|key| !matches!(key, Key::Facts(..) | Key::StatusSources(..)));
        if matches!(command, Command::PublishModel(_)) {
            self.held.remove(&Key::Models);
        }
        self.founded |= matches!(command, Command::FoundWorkspace(_));
        let settled = self.settle(&changes).await?;
        if settled.bulk || !settled.changes.is_empty() {
            self.held.remove(&Key::Brought);
        }
        let bulk = settled.bulk || matches!(command, Command::ImportBatch(_) | Command::WithdrawImport(_));
        if !bulk {
            self.model.take(&settled.changes).map_err(Fault::broken)?;
            changes.extend(settled.changes);
        }
        let undoes = match command {
            Command::Undo(undo) => Some(undo.entry),
            _ => None,
        };
        self.write_entry(actor, sent, changes, bulk, undoes).await
    }

    async fn write_entry(
        &mut self,
        actor: PersonId,
        sent: &Sent,
        changes: Vec<Change>,
        bulk: bool,
        undoes: Option<Seq>,
    ) -> Result<Seq, Fault> {
        let mut images = Vec::with_capacity(changes.len());
        let mut image_hashes = Vec::with_capacity(changes.len());
        for change in &changes {
            let mut salt = vec![0; 16];
            getrandom::fill(&mut salt).map_err(Fault::broken)?;
            image_hashes.push(chain::image_hash(&salt, change));
            images.push(Image { change: change.clone(), salt: Some(salt) });
        }
        let mut row = Row {
            seq: self.model.seq + 1,
            id: sent.id,
            actor,
            device: sent.device,
            at: self.now,
            made_at: sent.made_at,
            body_hash: sent.body_hash.to_vec(),
            kind: sent.word().to_owned(),
            wire: i32::try_from(sent.wire).map_err(Fault::broken)?,
            undoes,
            bulk,
            touched: changes.iter().map(|change| change.key.id).collect(),
            image_hashes,
            previous: std::mem::take(&mut self.head),
            hash: Vec::new(),
        };
        row.hash = chain::row_hash(self.workspace, &row);
        self.model.seq = row.seq;
        self.head.clone_from(&row.hash);
        let kind = row.kind.clone();
        let entry = Entry { seq: row.seq, id: row.id, actor, at: row.at, kind, undoes, undone_by: None, changes };
        self.entries.push(Arc::new(Logged { entry, bulk }));
        self.write_log(row, images).await?;
        Ok(self.model.seq)
    }

    async fn write_refusal(
        &mut self,
        actor: PersonId,
        sent: &Sent,
        reason: &Rejection,
        receipt: &[u8],
    ) -> Result<(), Fault> {
        if self.model.workspace.is_none() {
            return Ok(());
        }
        self.write_gathered().await?;
        let refusal = Refusal {
            id: sent.id,
            actor,
            device: sent.device,
            at: self.now,
            made_at: sent.made_at,
            body_hash: &sent.body_hash,
            kind: sent.word(),
            reason,
            receipt,
        };
        refusal::write(&mut self.transaction, self.workspace, &refusal).await
    }

    /// Commits, and wakes the streams.
    ///
    /// # Errors
    /// Where it is not kept, or where that is not known.
    pub async fn commit(self) -> Result<(), Fault> {
        self.keep().await.map_err(|unkept| match unkept {
            Unkept::Nothing(fault) | Unkept::InDoubt(fault) => fault,
            Unkept::Wants(_) => Fault::Held,
        })
    }

    pub(super) async fn keep(mut self) -> Result<(), Unkept> {
        self.write_gathered().await?;
        let Self { transaction, workspace, entries, feeds, _lane: lane, .. } = self;
        transaction.commit().await.map_err(|error| {
            let told = error.as_database_error().and_then(|told| told.code().map(|code| code.into_owned()));
            // What the database itself refused at COMMIT is undone; a crash or a lost connection leaves it open.
            let refused = told.is_some_and(|code| !code.starts_with("57P") && !code.starts_with("08"));
            let fault = Fault::from(error);
            if refused { Unkept::Nothing(fault) } else { Unkept::InDoubt(fault) }
        })?;
        if !entries.is_empty() {
            feeds.committed(workspace, entries);
        }
        // Only now the next one: so the feeds hear of entries in their order.
        drop(lane);
        Ok(())
    }
}

/// The same command again gets the same receipt; another one under its id is refused.
fn answer_again(answered: &Answered, actor: PersonId, sent: &Sent) -> Result<Decided, Fault> {
    if answered.actor != actor || answered.body_hash != sent.body_hash {
        return Decided::refused(sent.id, Rejection::CommandIdReused);
    }
    match (&answered.receipt, answered.seq) {
        (Some(bytes), _) => Decided::again(bytes.clone()),
        (None, Some(seq)) => Decided::applied(sent.id, seq),
        (None, None) => Err(Fault::broken(anyhow::anyhow!("command {} has neither entry nor receipt", sent.id))),
    }
}
