//! Taking a checked file into the books: whole, or not at all.
//!
//! One transaction writes the accounts, the documents with their lines, their months and a sheet of all figures in chunks, beside the lock
//! of the workspace, where nobody sees them; only then it takes the lock, for the entry and for putting the sheet in the
//! place of the one that counted, and commits. So the rows become visible together with their entry, and a server that is
//! killed leaves nothing.
//!
//! Nothing that is written beside the lock is a row that others write: documents, new accounts, parts of months and the
//! sheet are the import's own. Only a command that wants one of the file's new numbers or references meets it; the engine
//! lets that one wait without the lock ([`Fault::Held`]). Under the lock the log tells whose documents changed since the
//! sheet was worked out, and only their figures are worked out once more; where the reporting date became another one
//! meanwhile, all are. Most of what was written is on the disk by then, so that the COMMIT need not bring it there.
//!
//! Where somebody took one of the numbers meanwhile, nothing is kept, and the file is to be read again.

use std::time::{Duration, Instant};

use domain::{
    command::Command,
    day::EARLIEST,
    ids::{ImportId, PersonId, WorkspaceId},
    import::{Import, ImportBatch},
    money::Currency,
};
use sqlx::{Postgres, Transaction};

use super::staging::Reading;
use crate::Fault;
use crate::engine::{Engine, Sent, Sheet};
use crate::store::upload::Upload;
use crate::store::{self, Database, customer, take_in as rows};

/// How many accounts, documents or months one statement writes.
const CHUNK: i64 = 5_000;
/// How long the taking in of another file is waited for.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often that is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// A file that was checked.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// Its upload.
    pub upload: Upload,
    /// Who takes it in.
    pub person: PersonId,
    /// Its SHA-256, in hexadecimal.
    pub hash: &'a str,
    /// The currency of the books, in which what it adds up to is told.
    pub base: Currency,
    /// What reading it brought.
    pub reading: &'a Reading,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the books.
    Taken {
        /// As this import.
        import: ImportId,
        /// With so many new accounts.
        accounts_created: i64,
    },
    /// One of its numbers was taken meanwhile, and nothing was kept.
    Overtaken,
}

impl Batch<'_> {
    /// Takes it in.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] or [`Fault::NotSignedIn`] where the person may not, or not any more; else where the database
    /// fails. In all cases nothing was kept, but for a COMMIT whose outcome stays unknown.
    pub async fn take_in(&self, database: &Database, engine: &Engine) -> Result<Outcome, Fault> {
        let mut transaction = claim(database, self.upload.workspace).await?;
        store::import::write(&mut transaction, self.upload.workspace, &self.record(engine)).await?;
        let accounts_created = self.write_accounts(&mut transaction).await?;
        rows::write_targets(&mut transaction, self.upload).await?;
        if !self.write_documents(&mut transaction).await? {
            return Ok(Outcome::Overtaken);
        }
        self.write_lines(&mut transaction).await?;
        self.write_months(&mut transaction).await?;
        let sheet = self.write_sheet(&mut transaction, engine).await?;
        database.flush().await;
        let mut turn = engine.begin_in(transaction, self.upload.workspace).await?;
        turn.unsettle();
        turn.bring(sheet);
        let sent = Sent::by_server(Command::ImportBatch(self.command(accounts_created)), turn.now());
        let decided = turn.take(self.person, &sent).await?;
        if decided.rejection().is_some() {
            // The currency cannot change and the id is new: it is the right that is gone.
            return Err(Fault::NotAllowed);
        }
        let held = turn.since();
        if let Err(fault) = turn.commit().await {
            self.look_up(engine, fault).await?;
        }
        let (held_ms, imported) = (held.elapsed().as_millis() as u64, self.reading.fresh);
        tracing::info!(workspace = %self.upload.workspace, by = %self.person, imported, accounts_created, held_ms, "took in a file");
        engine.clear_old_sheets(self.upload.workspace).await;
        Ok(Outcome::Taken { import: self.import(), accounts_created })
    }

    fn import(&self) -> ImportId {
        ImportId(self.upload.id)
    }

    /// The import as documents name it; its entry writes it once more, with the accounts counted.
    fn record(&self, engine: &Engine) -> Import {
        let batch = self.command(0);
        Import {
            id: batch.import,
            by: self.person,
            at: engine.clock().now(),
            file_hash: batch.file_hash,
            imported: batch.imported,
            accounts_created: batch.accounts_created,
            unchanged: batch.unchanged,
            refused: batch.refused,
            currency: batch.currency,
            sales_minor: batch.sales_minor,
            credits_minor: batch.credits_minor,
            purchases_minor: batch.purchases_minor,
            withdrawn_at: None,
            kept: 0,
        }
    }

    fn command(&self, accounts_created: i64) -> ImportBatch {
        let Reading { fresh, unchanged, of_fresh, last_day, refusals, .. } = self.reading;
        ImportBatch {
            import: self.import(),
            file_hash: self.hash.to_owned(),
            imported: *fresh,
            accounts_created,
            unchanged: *unchanged,
            refused: refusals.count(),
            currency: self.base,
            sales_minor: of_fresh.sales_minor,
            credits_minor: of_fresh.credits_minor,
            purchases_minor: of_fresh.purchases_minor,
            last_day: *last_day,
        }
    }

    async fn write_accounts(&self, transaction: &mut Transaction<'static, Postgres>) -> Result<i64, Fault> {
        let (mut after, mut made) = (String::new(), 0);
        loop {
            let newcomers = customer::load_newcomers(transaction, self.upload, &after, CHUNK).await?;
            let Some(last) = newcomers.last() else { break };
            after.clone_from(&last.reference);
            made += rows::write_accounts(transaction, self.upload, &newcomers).await?;
        }
        i64::try_from(made).map_err(Fault::broken)
    }

    /// Writes the documents; false where a number was taken meanwhile.
    async fn write_documents(&self, transaction: &mut Transaction<'static, Postgres>) -> Result<bool, Fault> {
        let (mut after, mut written) = (rows::DocumentPlace::default(), 0);
        loop {
            let chunk = rows::write_documents(transaction, self.upload, &after, CHUNK).await?;
            let Some(last) = chunk.last_number.zip(chunk.last_issuer) else { break };
            if chunk.written < chunk.read {
                return Ok(false);
            }
            (after, written) = (last, written + chunk.written);
        }
        if written != self.reading.fresh {
            let wanted = self.reading.fresh;
            return Err(Fault::broken(anyhow::anyhow!("{written} of {wanted} rows that were read are left")));
        }
        Ok(true)
    }

    async fn write_lines(&self, transaction: &mut Transaction<'static, Postgres>) -> Result<(), Fault> {
        let mut after = Some(rows::LinePlace::default());
        while let Some(place) = after {
            after = rows::write_lines(transaction, self.upload, &place, CHUNK).await?;
        }
        Ok(())
    }

    async fn write_months(&self, transaction: &mut Transaction<'static, Postgres>) -> Result<(), Fault> {
        let mut after = Some((String::new(), EARLIEST));
        while let Some(place) = after {
            after = rows::write_months(transaction, self.upload, &place, CHUNK).await?;
        }
        Ok(())
    }

    /// Writes all figures as they will be if nobody else moves the reporting date.
    async fn write_sheet(
        &self,
        transaction: &mut Transaction<'static, Postgres>,
        engine: &Engine,
    ) -> Result<Sheet, Fault> {
        let workspace = self.upload.workspace;
        let mut house = store::workspace::load(transaction, workspace).await?.ok_or(Fault::NotFound)?.workspace;
        house.last_ledger_day = house.last_ledger_day.max(self.reading.last_day);
        Sheet::write(transaction, workspace, engine.clock(), house.reports_to(engine.clock().today())).await
    }

    /// The COMMIT was not answered: whether it happened is known once the lock is free again.
    async fn look_up(&self, engine: &Engine, fault: Fault) -> Result<(), Fault> {
        let mut turn = engine.begin(self.upload.workspace).await?;
        let there = rows::load_is_taken_in(turn.connection(), self.upload.workspace, self.import()).await?;
        if there { Ok(()) } else { Err(fault) }
    }
}

/// A transaction that alone takes a file into a workspace, or out of it.
pub async fn claim(database: &Database, workspace: WorkspaceId) -> Result<Transaction<'static, Postgres>, Fault> {
    let began = Instant::now();
    loop {
        let mut transaction = database.begin().await?;
        if rows::claim(&mut transaction, workspace).await? {
            return Ok(transaction);
        }
        drop(transaction);
        if began.elapsed() > PATIENCE {
            return Err(Fault::unavailable());
        }
        tokio::time::sleep(LOOK).await;
    }
}
