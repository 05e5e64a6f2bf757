//! Contracts, as rows.

use domain::{
    contract::{Contract, Renewal},
    ids::{AccountId, ContractId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    name: String,
    from_day: jiff_sqlx::Date,
    to_day: Option<jiff_sqlx::Date>,
    amount_minor: i64,
    renewal: String,
    notice_days: i64,
    note: String,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Contract, Fault> {
        let place = Place { table: "contract", workspace, id: self.id };
        let renewal = place.choice("renewal", &self.renewal, Renewal::of_word)?;
        Ok(Contract {
            id: self.id.into(),
            account: self.account_id.into(),
            name: self.name,
            from_day: self.from_day.to_jiff(),
            to_day: self.to_day.map(|day| day.to_jiff()),
            amount_minor: self.amount_minor,
            renewal,
            notice_days: self.notice_days,
            note: self.note,
        })
    }
}

/// The contracts of an account.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
) -> Result<Vec<Contract>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, name, from_day as "from_day: _", to_day as "to_day: _", amount_minor, renewal,
             notice_days, note
         from contract
         where workspace_id = $1 and account_id = $2"#,
        workspace.0,
        account.0,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// The contracts of these accounts; of all where none is named.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
) -> Result<Vec<Contract>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, account_id, name, from_day as "from_day: _", to_day as "to_day: _", amount_minor, renewal,
             notice_days, note
         from contract where workspace_id = $1 and ($2::uuid[] is null or account_id = any($2))"#,
        workspace.0,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &Contract) -> Result<(), Fault> {
    sqlx::query!(
        "insert into contract
             (workspace_id, id, account_id, name, from_day, to_day, amount_minor, renewal, notice_days, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             name = excluded.name,
             from_day = excluded.from_day,
             to_day = excluded.to_day,
             amount_minor = excluded.amount_minor,
             renewal = excluded.renewal,
             notice_days = excluded.notice_days,
             note = excluded.note",
        workspace.0,
        one.id.0,
        one.account.0,
        one.name,
        one.from_day.to_sqlx() as _,
        one.to_day.map(|day| day.to_sqlx()) as _,
        one.amount_minor,
        one.renewal.word(),
        one.notice_days,
        one.note,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: ContractId) -> Result<(), Fault> {
    sqlx::query!("delete from contract where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
