//! Accounts as rows.

use domain::{
    account::Account,
    ids::{AccountId, PersonId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    name: String,
    reference: String,
    country: String,
    segment: String,
    tags: Vec<String>,
    owner_id: Option<Uuid>,
    next_step: String,
    next_step_day: Option<jiff_sqlx::Date>,
    parent_id: Option<Uuid>,
}

impl From<Row> for Account {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            reference: row.reference,
            country: row.country,
            segment: row.segment,
            tags: row.tags.into_iter().collect(),
            owner: row.owner_id.map(PersonId),
            next_step: row.next_step,
            next_step_day: row.next_step_day.map(Into::into),
            parent: row.parent_id.map(AccountId),
        }
    }
}

/// The accounts of these ids and of these references, as far as they are there.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    references: &[String],
) -> Result<Vec<Account>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name, reference, country, segment, tags, owner_id, next_step, next_step_day, parent_id
         from account
         where workspace_id = $1 and (id = any($2) or (reference <> '' and reference = any($3)))",
        workspace.0,
        ids,
        references,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// The accounts below one, at any depth; `limit` of them at most.
///
/// # Errors
/// Where the database fails.
pub async fn load_below(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    head: AccountId,
    limit: i64,
) -> Result<Vec<Account>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "with recursive below (id) as (
             select id from account where workspace_id = $1 and parent_id = $2
             union
             select child.id from below join account child on child.workspace_id = $1 and child.parent_id = below.id
         )
         select id, name, reference, country, segment, tags, owner_id, next_step, next_step_day, parent_id
         from account
         where workspace_id = $1 and id in (select id from below limit $3)",
        workspace.0,
        head.0,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// Every account of a workspace.
///
/// # Errors
/// Where the database fails.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Account>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name, reference, country, segment, tags, owner_id, next_step, next_step_day, parent_id
         from account where workspace_id = $1",
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// The ids of every account of a workspace.
///
/// # Errors
/// Where the database fails.
pub async fn load_ids(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Uuid>, Fault> {
    let ids = sqlx::query_scalar!("select id from account where workspace_id = $1", workspace.0);
    Ok(ids.fetch_all(connection).await?)
}

/// Whether a workspace has more accounts than this.
///
/// # Errors
/// Where the database fails.
pub async fn load_has_more(connection: &mut PgConnection, workspace: WorkspaceId, than: i64) -> Result<bool, Fault> {
    let more = sqlx::query_scalar!(
        r#"select exists(select from account where workspace_id = $1 offset $2) as "more!""#,
        workspace.0,
        than,
    )
    .fetch_one(connection)
    .await?;
    Ok(more)
}

/// The accounts that were made for some files.
///
/// # Errors
/// Where the database fails.
pub async fn load_made_for(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    imports: &[Uuid],
) -> Result<Vec<AccountId>, Fault> {
    let made = sqlx::query_scalar!(
        "select id from account where workspace_id = $1 and import_id = any($2)",
        workspace.0,
        imports
    )
    .fetch_all(connection)
    .await?;
    Ok(made.into_iter().map(AccountId).collect())
}

/// Writes an account as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, account: &Account) -> Result<(), Fault> {
    let tags: Vec<String> = account.tags.iter().cloned().collect();
    sqlx::query!(
        "insert into account
             (workspace_id, id, name, reference, country, segment, tags, owner_id, next_step, next_step_day, parent_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (workspace_id, id) do update set
             name = excluded.name,
             reference = excluded.reference,
             country = excluded.country,
             segment = excluded.segment,
             tags = excluded.tags,
             owner_id = excluded.owner_id,
             next_step = excluded.next_step,
             next_step_day = excluded.next_step_day,
             parent_id = excluded.parent_id",
        workspace.0,
        account.id.0,
        account.name,
        account.reference,
        account.country,
        account.segment,
        &tags,
        account.owner.map(|owner| owner.0),
        account.next_step,
        account.next_step_day.map(ToSqlx::to_sqlx) as _,
        account.parent.map(|parent| parent.0),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes an account away; nothing may hang on it any more.
///
/// # Errors
/// Where the database fails or something hangs on it.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: AccountId) -> Result<(), Fault> {
    sqlx::query!("delete from account where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
