//! Imports as rows.

use domain::{
    ids::{AccountId, ImportId, Seq, WorkspaceId},
    import::Import,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    by_id: Uuid,
    at: jiff_sqlx::Timestamp,
    file_hash: String,
    imported: i64,
    accounts_created: i64,
    unchanged: i64,
    refused: i64,
    currency: String,
    sales_minor: i64,
    credits_minor: i64,
    purchases_minor: i64,
    withdrawn_at: Option<jiff_sqlx::Timestamp>,
    kept: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Import, Fault> {
        let place = Place { table: "import", workspace, id: self.id };
        Ok(Import {
            id: self.id.into(),
            by: self.by_id.into(),
            at: self.at.into(),
            file_hash: self.file_hash,
            imported: self.imported,
            accounts_created: self.accounts_created,
            unchanged: self.unchanged,
            refused: self.refused,
            currency: place.currency("currency", &self.currency)?,
            sales_minor: self.sales_minor,
            credits_minor: self.credits_minor,
            purchases_minor: self.purchases_minor,
            withdrawn_at: self.withdrawn_at.map(Into::into),
            kept: self.kept,
        })
    }
}

/// The imports of these ids, as far as they are there.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(connection: &mut PgConnection, workspace: WorkspaceId, ids: &[Uuid]) -> Result<Vec<Import>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, by_id, at, file_hash, imported, accounts_created, unchanged, refused, currency,
             sales_minor, credits_minor, purchases_minor, withdrawn_at, kept
         from import where workspace_id = $1 and id = any($2)",
        workspace.0,
        ids,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Every import of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Import>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, by_id, at, file_hash, imported, accounts_created, unchanged, refused, currency,
             sales_minor, credits_minor, purchases_minor, withdrawn_at, kept
         from import where workspace_id = $1",
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes an import as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, import: &Import) -> Result<(), Fault> {
    sqlx::query!(
        "insert into import
             (workspace_id, id, by_id, at, file_hash, imported, accounts_created, unchanged, refused, currency,
              sales_minor, credits_minor, purchases_minor, withdrawn_at, kept)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         on conflict (workspace_id, id) do update set
             by_id = excluded.by_id,
             at = excluded.at,
             file_hash = excluded.file_hash,
             imported = excluded.imported,
             accounts_created = excluded.accounts_created,
             unchanged = excluded.unchanged,
             refused = excluded.refused,
             currency = excluded.currency,
             sales_minor = excluded.sales_minor,
             credits_minor = excluded.credits_minor,
             purchases_minor = excluded.purchases_minor,
             withdrawn_at = excluded.withdrawn_at,
             kept = excluded.kept",
        workspace.0,
        import.id.0,
        import.by.0,
        import.at.to_sqlx() as _,
        import.file_hash,
        import.imported,
        import.accounts_created,
        import.unchanged,
        import.refused,
        import.currency.code(),
        import.sales_minor,
        import.credits_minor,
        import.purchases_minor,
        import.withdrawn_at.map(|at| at.to_sqlx()) as _,
        import.kept,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes an import away.
///
/// # Errors
/// Where the database fails or documents still name it.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: ImportId) -> Result<(), Fault> {
    sqlx::query!("delete from import where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The accounts that were made for the files which the entries after `after`, up to and including `to`, took in, each with that entry.
///
/// # Errors
/// Where the database fails.
pub async fn load_accounts_made(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    after: Seq,
    to: Seq,
) -> Result<Vec<(Seq, AccountId)>, Fault> {
    let rows = sqlx::query!(
        "select log.seq, account.id
         from log
         join log_image as image on image.workspace_id = log.workspace_id and image.seq = log.seq
         join account on account.workspace_id = image.workspace_id and account.import_id = image.record_id
         where log.workspace_id = $1 and log.seq > $2 and log.seq <= $3 and log.bulk and log.kind = 'import_batch'
         order by log.seq, account.id",
        workspace.0,
        after,
        to,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.seq, AccountId(row.id))).collect())
}
