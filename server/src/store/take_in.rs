//! Taking a staged file into the books, by set statements of a few thousand rows each, and clearing the workbench.

use domain::ids::{ImportId, WorkspaceId};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::customer::Newcomer;
use super::upload::Upload;
use crate::Fault;

/// Claims the taking in of files into a workspace until the transaction ends; false where another one has it. Two at once
/// would wait for each other's numbers.
///
/// # Errors
/// Where the database fails.
pub async fn claim(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<bool, Fault> {
    let claimed = sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtextextended('import into ' || $1::uuid::text, 0)) as "claimed!""#,
        workspace.0,
    )
    .fetch_one(connection)
    .await?;
    Ok(claimed)
}

/// Makes an account, led by nobody, for each of these customers who has none meanwhile, and notes that they are that
/// account. Gives how many were made.
///
/// # Errors
/// Where the database fails.
pub async fn write_accounts(
    connection: &mut PgConnection,
    upload: Upload,
    newcomers: &[Newcomer],
) -> Result<u64, Fault> {
    let ids: Vec<Uuid> = newcomers.iter().map(|_| Uuid::now_v7()).collect();
    let references: Vec<&str> = newcomers.iter().map(|new| &*new.reference).collect();
    let names: Vec<&str> = newcomers.iter().map(|new| new.name.as_deref().unwrap_or(&new.reference)).collect();
    let countries: Vec<&str> = newcomers.iter().map(|new| new.country.as_deref().unwrap_or_default()).collect();
    let made = sqlx::query!(
        "with made as (
             insert into account (workspace_id, id, reference, name, country, segment, tags, next_step, import_id)
             select $1, new.id, new.reference, new.name, new.country, '', '{}', '', $2
             from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) as new (id, reference, name, country)
             on conflict (workspace_id, reference) where reference <> '' do nothing
             returning id, reference
         )
         insert into upload_account (workspace_id, upload_id, reference, account_id)
         select $1, $2, reference, id from made",
        upload.workspace.0,
        upload.id,
        &ids,
        &references as _,
        &names as _,
        &countries as _,
    )
    .execute(connection)
    .await?;
    Ok(made.rows_affected())
}

/// Notes which account each other customer of a file is from here on: all of its rows and months go to that account, even
/// where a colleague gives it another reference meanwhile.
///
/// # Errors
/// Where the database fails.
pub async fn write_targets(connection: &mut PgConnection, upload: Upload) -> Result<(), Fault> {
    sqlx::query!(
        "insert into upload_account (workspace_id, upload_id, reference, account_id)
         select $1, $2, saying.reference, account.id
         from upload_saying as saying
         join account on account.workspace_id = $1 and account.reference = saying.reference and account.reference <> ''
         where saying.workspace_id = $1 and saying.upload_id = $2 and saying.field = 'reference'
         on conflict do nothing",
        upload.workspace.0,
        upload.id,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What became of a chunk of fresh rows.
#[derive(Debug)]
pub struct Chunk {
    /// How many there were; none where all are done.
    pub read: i64,
    /// How many became documents; fewer where a number was taken meanwhile.
    pub written: i64,
    /// The last of their numbers.
    pub last_number: Option<String>,
    /// Whose it is: the reference of the account that gave it, empty where it is ours.
    pub last_issuer: Option<String>,
}

/// A document of a file by its number and whose that is.
pub type DocumentPlace = (String, String);

/// Writes the next fresh rows as documents of the import that has the upload's id, after a number.
///
/// # Errors
/// Where the database fails.
pub async fn write_documents(
    connection: &mut PgConnection,
    upload: Upload,
    after: &DocumentPlace,
    limit: i64,
) -> Result<Chunk, Fault> {
    let chunk = sqlx::query_as!(
        Chunk,
        r#"with chunk as materialized (
             select number, issuer, document_id, reference, kind, day, amount_minor, currency, rate, converted_minor
             from upload_document
             where workspace_id = $1 and upload_id = $2 and fresh and (number, issuer) > ($3, $4)
             order by number, issuer limit $5
         ), written as (
             insert into document (workspace_id, id, account_id, kind, day, number, amount_minor, currency, rate,
                 converted_minor, import_id)
             select $1, chunk.document_id, target.account_id, chunk.kind, chunk.day, chunk.number, chunk.amount_minor,
                 chunk.currency, chunk.rate, chunk.converted_minor, $2
             from chunk
             cross join lateral (
                 -- Not drawn into the join, which would read all customers for each row while the table is unknown.
                 select account_id from upload_account
                 where workspace_id = $1 and upload_id = $2 and reference = chunk.reference
                 offset 0
             ) as target
             on conflict (workspace_id, number, issuer_id) do nothing
             returning 1
         )
         select (select count(*) from chunk) as "read!", (select count(*) from written) as "written!",
             last.number as "last_number?", last.issuer as "last_issuer?"
         from (select) as one
         left join (select number, issuer from chunk order by number desc, issuer desc limit 1) as last on true"#,
        upload.workspace.0,
        upload.id,
        after.0,
        after.1,
        limit,
    )
    .fetch_one(connection)
    .await?;
    Ok(chunk)
}

/// A line of a document of a file: the document, and the line of the file.
pub type LinePlace = (String, String, i64);

/// Writes the next lines of fresh documents, after a place. Gives the last one; none where all are done.
///
/// # Errors
/// Where the database fails, or a product went meanwhile.
pub async fn write_lines(
    connection: &mut PgConnection,
    upload: Upload,
    after: &LinePlace,
    limit: i64,
) -> Result<Option<LinePlace>, Fault> {
    let last = sqlx::query!(
        r#"with chunk as materialized (
             select number, issuer, line, product_id, quantity, price, amount_minor, place, base_minor
             from upload_line
             where workspace_id = $1 and upload_id = $2 and (number, issuer, line) > ($3, $4, $5)
             order by number, issuer, line limit $6
         ), written as (
             insert into document_line
                 (workspace_id, document_id, place, product_id, quantity, price, amount_minor, base_minor)
             select $1, document.document_id, chunk.place, chunk.product_id, chunk.quantity, chunk.price,
                 chunk.amount_minor, chunk.base_minor
             from chunk
             cross join lateral (
                 -- Not drawn into the join, which would read all documents for each row while the table is unknown.
                 select document_id from upload_document
                 where workspace_id = $1 and upload_id = $2 and number = chunk.number and issuer = chunk.issuer
                     and fresh
                 offset 0
             ) as document
         )
         select number, issuer as "issuer!", line from chunk order by number desc, issuer desc, line desc limit 1"#,
        upload.workspace.0,
        upload.id,
        after.0,
        after.1,
        after.2,
        limit,
    )
    .fetch_optional(connection)
    .await?;
    Ok(last.map(|row| (row.number, row.issuer, row.line)))
}

/// A place in what a file adds to months: a customer and a month.
pub type MonthPlace = (String, domain::day::Day);

/// Writes the next months of a file as its part of the month totals, after a place. Gives the last one; none where all are
/// done.
///
/// # Errors
/// Where the database fails.
pub async fn write_months(
    connection: &mut PgConnection,
    upload: Upload,
    after: &MonthPlace,
    limit: i64,
) -> Result<Option<MonthPlace>, Fault> {
    let last = sqlx::query!(
        r#"with chunk as materialized (
             select reference, month, sales, credits, sales_minor, credits_minor, purchases_minor
             from upload_month
             where workspace_id = $1 and upload_id = $2 and (reference, month) > ($3, $4)
             order by reference, month limit $5
         ), written as (
             insert into month_total
                 (workspace_id, account_id, month, import_id, sales, credits, sales_minor, credits_minor, purchases_minor)
             select $1, target.account_id, chunk.month, $2, chunk.sales, chunk.credits, chunk.sales_minor,
                 chunk.credits_minor, chunk.purchases_minor
             from chunk
             cross join lateral (
                 -- Not drawn into the join, which would read all customers for each row while the table is unknown.
                 select account_id from upload_account
                 where workspace_id = $1 and upload_id = $2 and reference = chunk.reference
                 offset 0
             ) as target
         )
         select reference, month from chunk order by reference desc, month desc limit 1"#,
        upload.workspace.0,
        upload.id,
        after.0,
        after.1.to_sqlx() as _,
        limit,
    )
    .fetch_optional(connection)
    .await?;
    Ok(last.map(|row| (row.reference, row.month.to_jiff())))
}

/// The import of this id, with whether it is there: what became of a COMMIT whose answer was lost.
///
/// # Errors
/// Where the database fails.
pub async fn load_is_taken_in(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    import: ImportId,
) -> Result<bool, Fault> {
    let there = sqlx::query_scalar!(
        r#"select exists(select from import where workspace_id = $1 and id = $2) as "there!""#,
        workspace.0,
        import.0,
    )
    .fetch_one(connection)
    .await?;
    Ok(there)
}

/// Clears away some of what was read of an upload, so that it can be read again. Gives how many rows; none when all are
/// gone.
///
/// # Errors
/// Where the database fails.
pub async fn delete_read(connection: &mut PgConnection, upload: Upload, limit: i64) -> Result<i64, Fault> {
    let gone = sqlx::query_scalar!(
        r#"with document as (
             delete from upload_document where ctid = any(array(select ctid from upload_document
                 where workspace_id = $1 and upload_id = $2 limit $3)) returning 1
         ), saying as (
             delete from upload_saying where ctid = any(array(select ctid from upload_saying
                 where workspace_id = $1 and upload_id = $2 limit $3)) returning 1
         ), month as (
             delete from upload_month where ctid = any(array(select ctid from upload_month
                 where workspace_id = $1 and upload_id = $2 limit $3)) returning 1
         ), line as (
             delete from upload_line where ctid = any(array(select ctid from upload_line
                 where workspace_id = $1 and upload_id = $2 limit $3)) returning 1
         ), target as (
             delete from upload_account where ctid = any(array(select ctid from upload_account
                 where workspace_id = $1 and upload_id = $2 limit $3)) returning 1
         )
         select (select count(*) from document) + (select count(*) from saying) + (select count(*) from month)
             + (select count(*) from line) + (select count(*) from target) as "gone!""#,
        upload.workspace.0,
        upload.id,
        limit,
    )
    .fetch_one(connection)
    .await?;
    Ok(gone)
}

/// Clears away some of the rows of an upload as they came. Gives how many; none when all are gone.
///
/// # Errors
/// Where the database fails.
pub async fn delete_cells(connection: &mut PgConnection, upload: Upload, limit: i64) -> Result<u64, Fault> {
    let gone = sqlx::query!(
        "delete from upload_row where ctid = any(array(select ctid from upload_row
             where workspace_id = $1 and upload_id = $2 limit $3))",
        upload.workspace.0,
        upload.id,
        limit,
    )
    .execute(connection)
    .await?;
    Ok(gone.rows_affected())
}

/// Ends an upload whose rows are gone.
///
/// # Errors
/// Where the database fails.
pub async fn delete_upload(connection: &mut PgConnection, upload: Upload) -> Result<(), Fault> {
    sqlx::query!("delete from upload where workspace_id = $1 and id = $2", upload.workspace.0, upload.id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The uploads that nobody was heard of for an hour: their server is gone.
///
/// # Errors
/// Where the database fails.
pub async fn load_stale(connection: &mut PgConnection) -> Result<Vec<Upload>, Fault> {
    let rows = sqlx::query!("select workspace_id, id from upload where seen_at < now() - interval '1 hour'")
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| Upload { workspace: row.workspace_id.into(), id: row.id }).collect())
}
