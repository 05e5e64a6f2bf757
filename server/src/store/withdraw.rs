//! Taking what an import brought out of the books again, but for what later work built on.
//!
//! Of its documents those stay that were reversed since. Of the accounts that were made for it those stay that anything hangs on or
//! that somebody did anything to.
//!
//! What goes is set aside, so that what was known before can still be told ([`super::trade`] reads the documents). An account of whom only a file
//! ever told has nothing but what that said of it.

use domain::{
    account::Account,
    day::Day,
    ids::{ImportId, WorkspaceId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

/// How many rows of an import would go, and how many would stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Documents that would go.
    pub documents: i64,
    /// Documents that would stay.
    pub kept: i64,
    /// Accounts that were made for it, or for one that was taken back before.
    pub accounts: i64,
}

/// What an import has in the books.
///
/// # Errors
/// Where the database fails.
pub async fn load_counts(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    import: ImportId,
) -> Result<Counts, Fault> {
    let counts = sqlx::query_as!(
        Counts,
        r#"select
             count(*) filter (where reversal.id is null) as "documents!",
             count(*) filter (where reversal.id is not null) as "kept!",
             (select count(*) from account where workspace_id = $1 and import_id in (
                 select id from import where workspace_id = $1 and (id = $2 or withdrawn_at is not null)
             )) as "accounts!"
         from document
         left join document as reversal
             on reversal.workspace_id = document.workspace_id and reversal.reverses_id = document.id
         where document.workspace_id = $1 and document.import_id = $2"#,
        workspace.0,
        import.0,
    )
    .fetch_one(connection)
    .await?;
    Ok(counts)
}

/// A document that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub number: String,
    /// Its business day.
    pub day: Day,
    /// The number of what reversed it.
    pub reversed_by: String,
}

/// The first documents of an import that were reversed since.
///
/// # Errors
/// Where the database fails.
pub async fn load_kept(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    import: ImportId,
    limit: i64,
) -> Result<Vec<Kept>, Fault> {
    let rows = sqlx::query!(
        "select document.number, document.day, reversal.number as reversed_by
         from document
         join document as reversal
             on reversal.workspace_id = document.workspace_id and reversal.reverses_id = document.id
         where document.workspace_id = $1 and document.import_id = $2
         order by document.number limit $3",
        workspace.0,
        import.0,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let kept = |number, day: jiff_sqlx::Date, reversed_by| Kept { number, day: day.to_jiff(), reversed_by };
    Ok(rows.into_iter().map(|row| kept(row.number, row.day, row.reversed_by)).collect())
}

/// Takes some of its documents out, and sets them aside. Gives how many; none when all are gone that go.
///
/// # Errors
/// Where the database fails.
pub async fn delete_documents(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    import: ImportId,
    limit: i64,
) -> Result<u64, Fault> {
    let gone = sqlx::query!(
        "with gone as (
             delete from document
             where workspace_id = $1 and id = any(array(
                 select id from document as gone
                 where workspace_id = $1 and import_id = $2 and not exists (
                     select from document as reversal where reversal.workspace_id = $1 and reversal.reverses_id = gone.id
                 )
                 limit $3
             ))
             returning id, account_id, kind, day, base_minor
         )
         insert into withdrawn_document (workspace_id, id, account_id, kind, day, base_minor, import_id)
         select $1, id, account_id, kind, day, base_minor, $2 from gone",
        workspace.0,
        import.0,
        limit,
    )
    .execute(connection)
    .await?;
    Ok(gone.rows_affected())
}

/// Brings its part of the month totals to what is left of its documents.
///
/// # Errors
/// Where the database fails.
pub async fn write_months(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    import: ImportId,
) -> Result<(), Fault> {
    sqlx::query!("delete from month_total where workspace_id = $1 and import_id = $2", workspace.0, import.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into month_total (workspace_id, account_id, month, import_id,
             sales, credits, sales_minor, credits_minor, purchases_minor)
         select workspace_id, account_id, date_trunc('month', day)::date, import_id,
             count(*) filter (where kind = 'sale'),
             count(*) filter (where kind = 'credit'),
             coalesce(sum(base_minor) filter (where kind = 'sale'), 0)::bigint,
             coalesce(sum(base_minor) filter (where kind = 'credit'), 0)::bigint,
             coalesce(sum(base_minor) filter (where kind = 'purchase'), 0)::bigint
         from document where workspace_id = $1 and import_id = $2
         group by workspace_id, account_id, date_trunc('month', day), import_id",
        workspace.0,
        import.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes out the accounts that were made for it, or for one that was taken back before, where nothing hangs on them and nobody did
/// anything to them, and sets them aside. Gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn delete_accounts(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    import: ImportId,
) -> Result<u64, Fault> {
    let gone = sqlx::query!(
        "with gone as (
             delete from account
             where workspace_id = $1 and import_id in (
                 select id from import where workspace_id = $1 and (id = $2 or withdrawn_at is not null)
             )
             and not exists (select from document where workspace_id = $1 and account_id = account.id)
             and not exists (select from placement where workspace_id = $1 and account_id = account.id)
             and not exists (select from note where workspace_id = $1 and account_id = account.id)
             and not exists (select from board_card where workspace_id = $1 and account_id = account.id)
             and not exists (select from account as below where below.workspace_id = $1 and below.parent_id = account.id)
             -- Figures are nobody's doing.
             and not exists (
                 select from log_image where workspace_id = $1 and account_id = account.id and kind <> 'trailing'
             )
             returning id, name, reference, country, import_id
         )
         insert into withdrawn_account (workspace_id, id, name, reference, country, import_id, withdrawn_import_id)
         select $1, id, name, reference, country, import_id, $2 from gone",
        workspace.0,
        import.0,
    )
    .execute(connection)
    .await?;
    Ok(gone.rows_affected())
}

/// The accounts that were there before some files were taken back and went with them: not those that were made for files which came later.
///
/// # Errors
/// Where the database fails.
pub async fn load_accounts(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    withdrawn: &[Uuid],
    without: &[Uuid],
) -> Result<Vec<Account>, Fault> {
    let rows = sqlx::query!(
        "select id, name, reference, country from withdrawn_account
         where workspace_id = $1 and withdrawn_import_id = any($2) and import_id <> all($3)",
        workspace.0,
        withdrawn,
        without,
    )
    .fetch_all(connection)
    .await?;
    let account =
        |id: Uuid, name, reference, country| Account { id: id.into(), name, reference, country, ..Account::default() };
    Ok(rows.into_iter().map(|row| account(row.id, row.name, row.reference, row.country)).collect())
}

/// The day of the latest document that is left.
///
/// # Errors
/// Where the database fails.
pub async fn load_last_day(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Option<Day>, Fault> {
    let last = sqlx::query_scalar!(
        "select day from document where workspace_id = $1 order by workspace_id desc, day desc limit 1",
        workspace.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(last.map(jiff_sqlx::Date::to_jiff))
}
