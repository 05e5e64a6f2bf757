//! Files of trade: taken from their sender as they come, checked as a whole, and taken into the books or refused.
//!
//! `intake` cuts the bytes into rows and recognises how the file is written; `staging` keeps the rows outside of any lock,
//! reads them and holds them against the books; `take_in` writes what is new, and `withdraw` takes it back. Each noun below knows one thing.
//!
//! Invariants: a file is in the books whole, with one entry in the log, or has left nothing; unless it was asked for by
//! `partial`, one refused row refuses the file; the same file again changes nothing. How a column is written is recognised
//! from all of it or told by the sender, never guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::wire::import::{
    FileKind, ImportAnswer, ImportField, ImportMapping, ImportNote, ImportQuery, ImportSettings, ImportTotal,
    REFUSED_MAX, RowRule,
};
use app::words::en::import as words;
use axum::Json;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use bytes::Bytes;
use domain::{
    ids::{ImportId, PersonId, WorkspaceId},
    money::Currency,
    policy::{self, Action},
    viewer::Rights,
};
use futures_util::{Stream, StreamExt};
use sqlx::PgConnection;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::auth::Signed;
use crate::engine::{self, Engine};
use crate::fault::Problem;
use crate::store::customer::{self, Contradiction};
use crate::store::upload::Upload;
use crate::store::{self, Database};
use crate::{Fault, Shared, body};

pub mod amount;
pub mod check;
pub mod day;
pub mod encoding;
pub mod group;
pub mod heading;
pub mod intake;
pub mod kind;
pub mod line;
pub mod refused;
pub mod row;
pub mod staging;
pub mod take_in;
pub mod weigh;
pub mod withdraw;

use check::Rules;
use day::DayForm;
use intake::{Arrived, Form, Told};
use line::Codes;
use refused::Refusals;
use staging::{Reading, Staging, Sums};
use take_in::{Batch, Outcome};

/// How many files come in at once; each holds a connection to the database while it is checked.
const AT_ONCE: usize = 4;
/// How often a file is read again that was overtaken, or taken in again where the database gave way to another.
const RETRY_MAX: u32 = 5;

/// Where files come in.
pub struct Desk {
    database: Database,
    engine: Arc<Engine>,
    seats: Arc<Semaphore>,
    senders: Arc<Mutex<BTreeSet<Sender>>>,
}

/// Who sends a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sender {
    /// Into which workspace.
    pub workspace: WorkspaceId,
    /// Who.
    pub person: PersonId,
}

/// What a sender asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What its rows are.
    pub kind: FileKind,
    /// The currency of amounts that name none.
    pub currency: Option<String>,
    /// Whether the good rows go in where others are refused.
    pub partial: bool,
    /// Whether the file is only looked at.
    pub check: bool,
    /// How the columns are to be read.
    pub mapping: ImportMapping,
    /// The form of days that the mapping names.
    pub day: Option<DayForm>,
}

impl Asked {
    /// What a query asks for.
    ///
    /// # Errors
    /// What of it is not understood, in words.
    pub fn of(query: ImportQuery) -> Result<Self, &'static str> {
        const MAPPING: &str = "The mapping is not understood: it is JSON that names a heading for each field, and units, decimal and date where they are to be told.";
        let ImportQuery { kind, currency, partial, check, mapping } = query;
        let kind = FileKind::of_word(&kind).ok_or("The kinds of files that are taken are transactions and lines.")?;
        if partial && kind == FileKind::Lines {
            return Err("A file of lines goes in whole: a document without one of its lines would be another one.");
        }
        let mapping = mapping.map(|json| serde_json::from_str::<ImportMapping>(&json));
        let mapping = mapping.transpose().map_err(|_| MAPPING)?.unwrap_or_default();
        if ImportField::ALL.iter().any(|field| mapping.heading(*field).is_some() && !kind.fields().contains(field)) {
            return Err("The mapping names a column of lines: that is for kind=lines.");
        }
        let day = mapping.date.as_deref().map(|pattern| {
            DayForm::of_pattern(pattern).ok_or("The date of the mapping is no form of a day, such as DD/MM/YYYY.")
        });
        Ok(Self { kind, currency, partial, check, day: day.transpose()?, mapping })
    }
}

/// Takes in a file of trade.
///
/// # Errors
/// [`Fault::NotAllowed`] to all who may not, before anything is read.
#[utoipa::path(
    post,
    path = "/api/v1/imports",
    params(ImportQuery),
    request_body(content = String, content_type = "text/csv", description = "The file, streamed: up to 200 MB"),
    responses(
        (status = 200, body = ImportAnswer, description = "It is in the books, or would be where it was only looked at"),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 408, body = Problem),
        (status = 409, body = Problem, description = "A file of the same person is on its way"),
        (status = 413, body = Problem),
        (status = 422, body = ImportAnswer, description = "Nothing went in, for the reasons that are told"),
        (status = 503, body = Problem),
    )
)]
pub async fn take(
    State(server): State<Shared>,
    signed: Signed,
    request: Request,
) -> Result<(StatusCode, Json<ImportAnswer>), Fault> {
    let sender = Sender { workspace: signed.workspace, person: signed.person };
    permit(&mut *server.database.acquire().await?, sender).await?;
    let asked = asked_of(&request)?;
    if !asked.check && store::demo::load_is_demo(&mut *server.database.acquire().await?, signed.workspace).await? {
        return Err(Fault::Taken("The demo keeps no files of anybody: set Mainstay up for that."));
    }
    if !body::has_type(&request, "text/csv") {
        return Err(Fault::NotUnderstood(
            "The body is to be a file of separated values, with the content type text/csv.",
        ));
    }
    let bytes = request.into_body().into_data_stream();
    let bytes = bytes.map(|bytes| bytes.map_err(|error| body::fault_of(&error)));
    // It goes on to its end, and clears up after itself, even where the sender is gone meanwhile.
    let work = async move { server.imports.take(sender, asked, Box::pin(bytes)).await };
    let answer = tokio::spawn(work).await.map_err(Fault::broken)??;
    let status = if went_well(&answer) { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Json(answer)))
}

fn asked_of(request: &Request) -> Result<Asked, Fault> {
    const QUERY: &str = "The query is not understood: kind=transactions or kind=lines, and where needed currency, partial, check and mapping.";
    let query = Query::<ImportQuery>::try_from_uri(request.uri()).map_err(|_| Fault::NotUnderstood(QUERY))?;
    Asked::of(query.0).map_err(Fault::NotUnderstood)
}

/// Whether the rows of a file are in the books now, all that were to go in; or would be.
pub fn went_well(answer: &ImportAnswer) -> bool {
    answer.refused_count == 0
        || answer.imported > 0
        || answer.totals.iter().any(|total| total.sales_minor + total.credits_minor + total.purchases_minor > 0)
}

/// Whether the same may well pass now: the database gave way to somebody else, or was busy or away.
fn may_pass(fault: &Fault) -> bool {
    engine::gave_way(fault) || matches!(fault, Fault::Held | Fault::Unavailable { .. })
}

async fn permit(connection: &mut PgConnection, sender: Sender) -> Result<Rights, Fault> {
    let roles = store::credential::load_roles(connection, sender.workspace, sender.person).await?;
    let rights = Rights { person: sender.person, roles: roles.into_iter().collect(), ..Rights::default() };
    policy::permit(&rights, Action::Import).map_err(|_| Fault::NotAllowed)?;
    Ok(rights)
}

impl Desk {
    /// A desk over a database.
    pub fn new(database: Database, engine: Arc<Engine>) -> Self {
        Self { database, engine, seats: Arc::new(Semaphore::new(AT_ONCE)), senders: Arc::default() }
    }

    /// Takes a file from its sender, to the end or to where it is refused.
    ///
    /// # Errors
    /// [`Fault::NotAllowed`] where the person may not; [`Fault::Taken`] where a file of theirs is on its way already; where
    /// the sender breaks off; where there is no seat or the database fails. In all cases nothing was kept.
    pub async fn take(
        &self,
        sender: Sender,
        asked: Asked,
        bytes: impl Stream<Item = Result<Bytes, Fault>> + Unpin,
    ) -> Result<ImportAnswer, Fault> {
        let _sending = self.admit(sender)?;
        let _seat = self.seats.try_acquire().map_err(|_| Fault::unavailable())?;
        let upload = Upload { workspace: sender.workspace, id: Uuid::now_v7() };
        let staging = Staging::new(self.database.clone(), upload);
        let outcome = self.take_over(&staging, sender, &asked, bytes).await;
        if let Err(fault) = staging.clear().await {
            // The sweep finds it in an hour.
            tracing::warn!(?fault, "the rows of a file could not be cleared away");
        }
        outcome
    }

    /// One file of a person at a time, so that nobody alone takes all seats.
    fn admit(&self, sender: Sender) -> Result<Sending, Fault> {
        const BUSY: &str = "A file of yours is on its way already: wait until it is in, and send this one then.";
        let mut senders = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        if !senders.insert(sender) {
            return Err(Fault::Taken(BUSY));
        }
        Ok(Sending { sender, senders: Arc::clone(&self.senders) })
    }

    async fn take_over(
        &self,
        staging: &Staging,
        sender: Sender,
        asked: &Asked,
        mut bytes: impl Stream<Item = Result<Bytes, Fault>> + Unpin,
    ) -> Result<ImportAnswer, Fault> {
        let mut connection = self.database.acquire().await?;
        let rights = permit(&mut connection, sender).await?;
        let house = store::workspace::load(&mut connection, sender.workspace).await?.ok_or(Fault::NotFound)?;
        drop(connection);
        let base = house.workspace.base_currency;
        let code = asked.currency.as_deref().unwrap_or(base.code()).trim();
        let Some(currency) = check::currency_of(code) else {
            // Read to its end, or the sender would not hear why.
            while let Some(bytes) = bytes.next().await {
                bytes?;
            }
            let mut refusals = Refusals::default();
            refusals.add(1, "", code, RowRule::CurrencyUnknown);
            return Ok(refused(base, None, refusals, 0));
        };
        let told = Told { kind: asked.kind, mapping: asked.mapping.clone(), day: asked.day, currency };
        let Arrived { hash, form, refusals, rows } = staging.stage(told, bytes).await?;
        let Some(form) = form else { return Ok(refused(base, None, refusals, 0)) };
        let file = File { hash, form, rows, refusals, base, sees_accounts: rights.may(Action::SeeAccount) };
        self.decide(staging, sender, asked, &file).await
    }

    /// Reads the file and takes it in, again where it was overtaken.
    async fn decide(
        &self,
        staging: &Staging,
        sender: Sender,
        asked: &Asked,
        file: &File,
    ) -> Result<ImportAnswer, Fault> {
        let mut tries = 0;
        loop {
            let (mut reading, notes) = self.read(staging, sender.workspace, asked.kind, file).await?;
            reading.refusals.join(file.refusals.clone());
            if reading.refusals.count() > 0 && !asked.partial {
                return Ok(refused(file.base, Some(file.settings()), reading.refusals, reading.unchanged));
            }
            if asked.check {
                let mut connection = self.database.acquire().await?;
                let accounts = customer::load_newcomer_count(&mut connection, staging.upload()).await?;
                return Ok(file.taken(None, accounts, reading, notes));
            }
            if reading.fresh == 0 {
                return Ok(file.taken(reading.earlier(), 0, reading, notes));
            }
            let (upload, hash) = (staging.upload(), &*file.hash);
            let batch = Batch { upload, person: sender.person, hash, base: file.base, reading: &reading };
            tries += 1;
            match batch.take_in(&self.database, &self.engine).await {
                Ok(Outcome::Taken { import, accounts_created }) => {
                    return Ok(file.taken(Some(import), accounts_created, reading, notes));
                }
                Ok(Outcome::Overtaken) if tries < RETRY_MAX => {}
                Ok(Outcome::Overtaken) => return Err(Fault::unavailable()),
                Err(fault) if tries < RETRY_MAX && (may_pass(&fault) || withdraw::was_built_on(&fault)) => {
                    tracing::warn!(tries, cause = ?fault, "a file is taken in again");
                    tokio::time::sleep(Duration::from_millis(200) * tries).await;
                }
                Err(fault) => return Err(fault),
            }
            staging.clear_read().await?;
        }
    }

    async fn read(
        &self,
        staging: &Staging,
        workspace: WorkspaceId,
        kind: FileKind,
        file: &File,
    ) -> Result<(Reading, Vec<ImportNote>), Fault> {
        let mut connection = self.database.acquire().await?;
        let rates = store::exchange_rate::load_all(&mut connection, workspace).await?;
        let rates = rates.into_iter().map(|rate| (rate.id, rate.rate)).collect();
        let products = match kind {
            FileKind::Transactions => Codes::default(),
            FileKind::Lines => Codes::of(store::product::load_all(&mut connection, workspace).await?),
        };
        drop(connection);
        let latest = self.engine.clock().today();
        let rules = Rules { amount: file.form.amount, day: file.form.day, base: file.base, latest, rates, products };
        let reading = staging.read(kind, &file.form, &rules, file.rows).await?;
        let mut connection = self.database.acquire().await?;
        let found =
            customer::load_contradictions(&mut connection, staging.upload(), file.sees_accounts, REFUSED_MAX as i64);
        let mut notes: Vec<ImportNote> = found.await?.into_iter().filter_map(|found| file.note(found)).collect();
        notes.sort_by_key(|note| note.line);
        Ok((reading, notes))
    }
}

/// Somebody's file is on its way, until this is dropped.
struct Sending {
    sender: Sender,
    senders: Arc<Mutex<BTreeSet<Sender>>>,
}

impl Drop for Sending {
    fn drop(&mut self) {
        self.senders.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.sender);
    }
}

/// A file that was staged.
struct File {
    hash: String,
    form: Form,
    rows: u64,
    refusals: Refusals,
    base: Currency,
    sees_accounts: bool,
}

impl File {
    fn settings(&self) -> ImportSettings {
        let Form { columns, encoding, separator, amount, day } = &self.form;
        ImportSettings {
            encoding: (*encoding).to_owned(),
            separator: char::from(*separator).to_string(),
            columns: columns.told(),
            units: amount.units,
            decimal: amount.decimal,
            date: day.pattern(),
            currency: amount.currency,
        }
    }

    /// The answer where the file is in the books, or would be.
    fn taken(
        &self,
        import_id: Option<ImportId>,
        accounts_created: i64,
        reading: Reading,
        notes: Vec<ImportNote>,
    ) -> ImportAnswer {
        ImportAnswer {
            import_id,
            imported: reading.fresh,
            lines: reading.lines,
            accounts_created,
            unchanged: reading.unchanged,
            totals: totals(self.base, reading.all),
            refused_count: reading.refusals.count(),
            refused: reading.refusals.into_rows(),
            notes,
            settings: Some(self.settings()),
        }
    }

    /// What is kept of a customer whom the file calls or places otherwise as well; none where it says nothing else.
    fn note(&self, found: Contradiction) -> Option<ImportNote> {
        let Contradiction { reference, field, holds, says, lines } = found;
        let field = if field == "name" { ImportField::Name } else { ImportField::Country };
        let kept = holds.or_else(|| says.first().cloned())?;
        let others: Vec<(String, i64)> = says.into_iter().zip(lines).filter(|(says, _)| *says != kept).collect();
        let line = others.iter().map(|(_, line)| *line).min()?;
        let others: Vec<String> = others.into_iter().map(|(says, _)| says).collect();
        let note = words::note(field, &reference, &kept, &others);
        let column = self.form.columns.heading(field).to_owned();
        Some(ImportNote { line: u64::try_from(line).ok()?, column, reference, kept, others, note })
    }
}

/// The totals by currency; zero in that of the books where there are none.
fn totals(base: Currency, mut sums: BTreeMap<Currency, Sums>) -> Vec<ImportTotal> {
    if sums.is_empty() {
        sums.insert(base, Sums::default());
    }
    let total = |(currency, sums): (Currency, Sums)| {
        let Sums { sales_minor, credits_minor, purchases_minor } = sums;
        ImportTotal { currency, sales_minor, credits_minor, purchases_minor }
    };
    sums.into_iter().map(total).collect()
}

/// The answer to a file that was refused as a whole.
fn refused(base: Currency, settings: Option<ImportSettings>, refusals: Refusals, unchanged: i64) -> ImportAnswer {
    ImportAnswer {
        import_id: None,
        imported: 0,
        lines: 0,
        accounts_created: 0,
        unchanged,
        totals: totals(base, BTreeMap::new()),
        refused_count: refusals.count(),
        refused: refusals.into_rows(),
        notes: Vec::new(),
        settings,
    }
}
