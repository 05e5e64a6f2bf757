//! What is known of accounts, as rows: a record for each account, on the sheet of its trailing figures.

use domain::{
    categorization::facts::{self, Facts},
    day::Day,
    ids::{AccountId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::Fault;

/// What is known of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFacts {
    /// Of which.
    pub account: AccountId,
    /// What.
    pub facts: Facts,
    /// The last day for which that holds if nobody writes anything; none where only writing changes it.
    pub holds_until: Option<Day>,
}

/// How many records one statement writes.
const CHUNK: usize = 5_000;

struct Row {
    account_id: Uuid,
    facts: Json<Facts>,
}

/// What is known of those of these accounts, or of all where none is named, of which what is kept holds on a day, with trade up to another one.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_holding(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
    (to, on): (Day, Day),
) -> Result<Vec<(AccountId, Facts)>, Fault> {
    // A statement for some of them and one for all: a plan that fits both is slow for either.
    let rows = match only {
        Some(accounts) => {
            sqlx::query_as!(
                Row,
                r#"select known_facts.account_id, known_facts.facts as "facts: _"
                 from workspace
                 join known_facts on known_facts.workspace_id = $1 and known_facts.sheet_id = workspace.sheet_id
                 where workspace.workspace_id = $1 and workspace.trailing_to = $2 and workspace.facts_on <= $3
                     and (known_facts.holds_until is null or known_facts.holds_until >= $3)
                     and known_facts.account_id = any($4)"#,
                workspace.0,
                to.to_sqlx() as _,
                on.to_sqlx() as _,
                accounts,
            )
            .fetch_all(connection)
            .await?
        }
        None => {
            sqlx::query_as!(
                Row,
                r#"select known_facts.account_id, known_facts.facts as "facts: _"
                 from workspace
                 join known_facts on known_facts.workspace_id = $1 and known_facts.sheet_id = workspace.sheet_id
                 where workspace.workspace_id = $1 and workspace.trailing_to = $2 and workspace.facts_on <= $3
                     and (known_facts.holds_until is null or known_facts.holds_until >= $3)"#,
                workspace.0,
                to.to_sqlx() as _,
                on.to_sqlx() as _,
            )
            .fetch_all(connection)
            .await?
        }
    };
    Ok(rows.into_iter().map(|row| (row.account_id.into(), row.facts.0)).collect())
}

/// Every record of the sheet that counts, in the order of accounts.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<KnownFacts>, Fault> {
    let rows = sqlx::query!(
        r#"select account_id, facts as "facts: Json<Facts>", holds_until as "holds_until: jiff_sqlx::Date"
         from known_facts
         where workspace_id = $1 and sheet_id = (select sheet_id from workspace where workspace_id = $1)
         order by account_id"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    let known = rows.into_iter().map(|row| KnownFacts {
        account: row.account_id.into(),
        facts: row.facts.0,
        holds_until: row.holds_until.map(jiff_sqlx::Date::to_jiff),
    });
    Ok(known.collect())
}

/// The accounts of which what is kept does not hold on a day any more.
///
/// # Errors
/// Where the database fails.
pub async fn load_due(connection: &mut PgConnection, workspace: WorkspaceId, on: Day) -> Result<Vec<Uuid>, Fault> {
    let due = sqlx::query_scalar!(
        "select account_id from known_facts
         where workspace_id = $1 and sheet_id = (select sheet_id from workspace where workspace_id = $1)
             and holds_until < $2",
        workspace.0,
        on.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(due)
}

/// The workspaces of which nobody looked on a day whether what is known still holds.
///
/// # Errors
/// Where the database fails.
pub async fn load_not_looked_at(connection: &mut PgConnection, on: Day) -> Result<Vec<WorkspaceId>, Fault> {
    let late = sqlx::query_scalar!(
        "select workspace_id from workspace where facts_on is null or facts_on < $1 order by workspace_id",
        on.to_sqlx() as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(late.into_iter().map(WorkspaceId).collect())
}

/// Writes records of a sheet; without one, of that which counts.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    sheet: Option<Uuid>,
    known: &[KnownFacts],
) -> Result<(), Fault> {
    for known in known.chunks(CHUNK) {
        let accounts: Vec<Uuid> = known.iter().map(|one| one.account.0).collect();
        let facts: Vec<Json<&Facts>> = known.iter().map(|one| Json(&one.facts)).collect();
        let days: Vec<_> = known.iter().map(|one| one.holds_until.map(ToSqlx::to_sqlx)).collect();
        sqlx::query!(
            "insert into known_facts (workspace_id, account_id, sheet_id, facts, holds_until)
             select $1, known.account_id, coalesce($2, workspace.sheet_id), known.facts, known.holds_until
             from unnest($3::uuid[], $4::jsonb[], $5::date[]) as known (account_id, facts, holds_until)
             join workspace on workspace.workspace_id = $1
             on conflict (workspace_id, account_id, sheet_id) do update set
                 facts = excluded.facts,
                 holds_until = excluded.holds_until
             where (known_facts.facts, known_facts.holds_until) is distinct from (excluded.facts, excluded.holds_until)",
            workspace.0,
            sheet,
            &accounts,
            &facts as _,
            &days as _,
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Puts other facts in the place of those that come from documents, in the records that count.
///
/// # Errors
/// Where the database fails.
pub async fn write_trade(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    known: &[(AccountId, Facts)],
) -> Result<(), Fault> {
    let of_trade: Vec<String> = facts::of_trade().map(|fact| fact.word().to_owned()).collect();
    let (accounts, facts): (Vec<Uuid>, Vec<Json<&Facts>>) =
        known.iter().map(|(account, facts)| (account.0, Json(facts))).unzip();
    sqlx::query!(
        "update known_facts set facts = (known_facts.facts - $2::text[]) || now_known.facts
         from unnest($3::uuid[], $4::jsonb[]) as now_known (account_id, facts)
         where workspace_id = $1 and sheet_id = (select sheet_id from workspace where workspace_id = $1)
             and known_facts.account_id = now_known.account_id",
        workspace.0,
        &of_trade,
        &accounts,
        &facts as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts other facts in the place of all but those that come from documents, in the records that count.
///
/// # Errors
/// Where the database fails.
pub async fn write_terms(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    known: &[KnownFacts],
) -> Result<(), Fault> {
    let of_trade: Vec<String> = facts::of_trade().map(|fact| fact.word().to_owned()).collect();
    let accounts: Vec<Uuid> = known.iter().map(|one| one.account.0).collect();
    let facts: Vec<Json<&Facts>> = known.iter().map(|one| Json(&one.facts)).collect();
    let days: Vec<_> = known.iter().map(|one| one.holds_until.map(ToSqlx::to_sqlx)).collect();
    sqlx::query!(
        "update known_facts set
             facts = now_known.facts || coalesce(
                 (select jsonb_object_agg(key, value) from jsonb_each(known_facts.facts) where key = any($2)), '{}'
             ),
             holds_until = now_known.holds_until
         from unnest($3::uuid[], $4::jsonb[], $5::date[]) as now_known (account_id, facts, holds_until)
         where workspace_id = $1 and sheet_id = (select sheet_id from workspace where workspace_id = $1)
             and known_facts.account_id = now_known.account_id",
        workspace.0,
        &of_trade,
        &accounts,
        &facts as _,
        &days as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes on which day it was looked whether all of them still hold; none where they do not.
///
/// # Errors
/// Where the database fails.
pub async fn write_day(connection: &mut PgConnection, workspace: WorkspaceId, on: Option<Day>) -> Result<(), Fault> {
    sqlx::query!(
        "update workspace set facts_on = $2 where workspace_id = $1",
        workspace.0,
        on.map(ToSqlx::to_sqlx) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Clears away the records of sheets that count no more.
///
/// # Errors
/// Where the database fails.
pub async fn delete_old_sheets(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<(), Fault> {
    sqlx::query!(
        "delete from known_facts
         where workspace_id = $1 and sheet_id <> (select sheet_id from workspace where workspace_id = $1)",
        workspace.0,
    )
    .execute(connection)
    .await?;
    Ok(())
}
