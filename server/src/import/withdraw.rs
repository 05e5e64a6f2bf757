//! Taking a file back out of the books: whole, but for what later work built on, or not at all.
//!
//! As a file goes in, so it goes out: one transaction takes the rows out beside the lock of the workspace, works the figures out on a
//! sheet, and only then takes the lock for the entry. A command that builds on a row which is just going waits without the lock
//! ([`Fault::Held`]) and finds it gone.

use std::sync::Arc;

use app::wire::import::{KeptDocument, Withdrawal};
use axum::Json;
use axum::extract::{Path, State};
use domain::{
    command::Command,
    ids::{ImportId, WorkspaceId},
    import::{Import, WithdrawImport},
};
use sqlx::{PgConnection, Postgres, Transaction};

use super::take_in::claim;
use super::{Sender, may_pass, permit};
use crate::auth::Signed;
use crate::engine::{Engine, Sent, Sheet};
use crate::fault::Problem;
use crate::store::withdraw::{self as rows, Kept};
use crate::store::{self, Database};
use crate::{Fault, Shared};

/// How many documents one statement takes out.
const CHUNK: i64 = 5_000;
/// How many of the documents that stay are told one by one.
const TOLD: i64 = 50;
/// How often it is tried again where the database gave way to another.
const RETRY_MAX: u32 = 5;
const WITHDRAWN: Fault = Fault::NotUnderstood("This file was taken back already.");

/// What would go and what would stay if a file was taken back.
///
/// # Errors
/// [`Fault::NotAllowed`] to all who may not import, [`Fault::NotFound`] where there is no such import.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}/withdrawal",
    params(("id" = ImportId, Path)),
    responses(
        (status = 200, body = Withdrawal),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem, description = "It was taken back already"),
    )
)]
pub async fn look(
    State(server): State<Shared>,
    signed: Signed,
    Path(import): Path<ImportId>,
) -> Result<Json<Withdrawal>, Fault> {
    let mut snapshot = server.database.begin_snapshot().await?;
    permit(&mut snapshot, Sender { workspace: signed.workspace, person: signed.person }).await?;
    let import = standing(&mut snapshot, signed.workspace, import).await?;
    Ok(Json(told(&mut snapshot, signed.workspace, import.id).await?))
}

/// Takes a file back out of the books. Told is what went and what stayed.
///
/// # Errors
/// As [`look`]; where the database fails, and nothing changed then.
#[utoipa::path(
    post,
    path = "/api/v1/imports/{id}/withdrawal",
    params(("id" = ImportId, Path)),
    responses(
        (status = 200, body = Withdrawal),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem, description = "It was taken back already"),
        (status = 503, body = Problem),
    )
)]
pub async fn take_back(
    State(server): State<Shared>,
    signed: Signed,
    Path(import): Path<ImportId>,
) -> Result<Json<Withdrawal>, Fault> {
    let sender = Sender { workspace: signed.workspace, person: signed.person };
    permit(&mut *server.database.acquire().await?, sender).await?;
    // It goes on to its end even where the sender is gone meanwhile.
    let (database, engine) = (server.database.clone(), Arc::clone(&server.engine));
    let work = async move { Leave { sender, import }.take_out(&database, &engine).await };
    tokio::spawn(work).await.map_err(Fault::broken)?.map(Json)
}

/// The import, while it stands.
async fn standing(connection: &mut PgConnection, workspace: WorkspaceId, import: ImportId) -> Result<Import, Fault> {
    let found = store::import::load(connection, workspace, &[import.0]).await?.pop().ok_or(Fault::NotFound)?;
    if found.withdrawn_at.is_some() { Err(WITHDRAWN) } else { Ok(found) }
}

async fn told(connection: &mut PgConnection, workspace: WorkspaceId, import: ImportId) -> Result<Withdrawal, Fault> {
    let counts = rows::load_counts(connection, workspace, import).await?;
    let kept = rows::load_kept(connection, workspace, import, TOLD).await?;
    let told = |Kept { number, day, reversed_by }| KeptDocument { number, day, reversed_by };
    Ok(Withdrawal {
        documents: counts.documents,
        kept: counts.kept,
        accounts: counts.accounts,
        kept_documents: kept.into_iter().map(told).collect(),
    })
}

/// Whether somebody built on a row while it was being taken out, or took out what is being built on: it is looked at anew then.
pub fn was_built_on(fault: &Fault) -> bool {
    let Fault::Broken(cause) = fault else { return false };
    let told = cause.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    told.is_some_and(sqlx::error::DatabaseError::is_foreign_key_violation)
}

/// A file that is to leave the books.
#[derive(Clone, Copy, Debug)]
struct Leave {
    sender: Sender,
    import: ImportId,
}

impl Leave {
    async fn take_out(self, database: &Database, engine: &Engine) -> Result<Withdrawal, Fault> {
        let mut tries = 0;
        loop {
            match self.try_once(database, engine).await {
                Err(fault) if (may_pass(&fault) || was_built_on(&fault)) && tries < RETRY_MAX => tries += 1,
                ended => return ended,
            }
        }
    }

    async fn try_once(self, database: &Database, engine: &Engine) -> Result<Withdrawal, Fault> {
        let workspace = self.sender.workspace;
        let mut transaction = claim(database, workspace).await?;
        standing(&mut transaction, workspace, self.import).await?;
        let mut gone = told(&mut transaction, workspace, self.import).await?;
        while rows::delete_documents(&mut transaction, workspace, self.import, CHUNK).await? > 0 {}
        rows::write_months(&mut transaction, workspace, self.import).await?;
        let accounts = rows::delete_accounts(&mut transaction, workspace, self.import).await?;
        gone.accounts = i64::try_from(accounts).map_err(Fault::broken)?;
        let sheet = self.write_sheet(&mut transaction, engine).await?;
        database.flush().await;
        let mut turn = engine.begin_in(transaction, workspace).await?;
        turn.unsettle();
        turn.bring(sheet);
        let Withdrawal { documents, kept, accounts, .. } = gone;
        let command = WithdrawImport { import: self.import, documents, accounts, kept };
        let sent = Sent::by_server(Command::WithdrawImport(command), turn.now());
        if turn.take(self.sender.person, &sent).await?.rejection().is_some() {
            // It stands, as was looked at in the same transaction: it is the right that is gone.
            return Err(Fault::NotAllowed);
        }
        if let Err(fault) = turn.commit().await {
            self.look_up(engine, fault).await?;
        }
        tracing::info!(%workspace, by = %self.sender.person, documents, kept, accounts, "took a file back");
        engine.clear_old_sheets(workspace).await;
        Ok(gone)
    }

    /// Writes all figures as they will be if nobody else moves the reporting date.
    async fn write_sheet(
        self,
        transaction: &mut Transaction<'static, Postgres>,
        engine: &Engine,
    ) -> Result<Sheet, Fault> {
        let workspace = self.sender.workspace;
        let mut house = store::workspace::load(transaction, workspace).await?.ok_or(Fault::NotFound)?.workspace;
        house.last_ledger_day = rows::load_last_day(transaction, workspace).await?;
        Sheet::write(transaction, workspace, engine.clock(), house.reports_to(engine.clock().today())).await
    }

    /// The COMMIT was not answered: whether it happened is known once the lock is free again.
    async fn look_up(self, engine: &Engine, fault: Fault) -> Result<(), Fault> {
        let workspace = self.sender.workspace;
        let mut turn = engine.begin(workspace).await?;
        let found = store::import::load(turn.connection(), workspace, &[self.import.0]).await?.pop();
        if found.is_some_and(|import| import.withdrawn_at.is_some()) { Ok(()) } else { Err(fault) }
    }
}
