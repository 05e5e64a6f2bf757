//! What was known at an earlier time, by the log.

use domain::{
    change::{Change, FieldChange, Kind, RecordKey},
    day::Moment,
    ids::{AccountId, Seq, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::word::{act_of, kind_of, kind_word};
use crate::Fault;
use crate::store::row::Place;

/// The last entry before an instant; 0 where there is none.
///
/// # Errors
/// Where the database fails.
pub async fn load_last_before(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    before: Moment,
) -> Result<Seq, Fault> {
    // Entries are in the order of their instants, so that few are looked at where the instant is near.
    let last = sqlx::query_scalar!(
        "select seq from log where workspace_id = $1 and at < $2 order by seq desc limit 1",
        workspace.0,
        before.to_sqlx() as _,
    )
    .fetch_optional(connection)
    .await?;
    Ok(last.unwrap_or_default())
}

/// The instants of these entries.
///
/// # Errors
/// Where the database fails.
pub async fn load_instants(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    seqs: &[Seq],
) -> Result<Vec<(Seq, Moment)>, Fault> {
    let rows = sqlx::query!(
        r#"select seq, at as "at: jiff_sqlx::Timestamp" from log where workspace_id = $1 and seq = any($2)"#,
        workspace.0,
        seqs,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.seq, row.at.to_jiff())).collect())
}

/// What kinds of records changed after an entry, and how: once for each account, and once for each record that belongs to none. Which fields
/// changed is not told.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_touched_since(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    after: Seq,
) -> Result<Vec<Change>, Fault> {
    let rows = sqlx::query!(
        r#"select distinct kind, act, account_id, coalesce(account_id, record_id) as "id!"
         from log_image where workspace_id = $1 and seq > $2"#,
        workspace.0,
        after,
    )
    .fetch_all(connection)
    .await?;
    let rows = rows.into_iter().map(|row| {
        let place = Place { table: "log_image", workspace, id: row.id };
        Ok(Change {
            key: RecordKey { kind: place.choice("kind", &row.kind, kind_of)?, id: row.id },
            account: row.account_id.map(AccountId),
            act: place.choice("act", &row.act, act_of)?,
            fields: Vec::new(),
        })
    });
    rows.collect()
}

/// What happened to records of these kinds after an entry, the last change first: taken back one by one they lead to what was there
/// then.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_changes_since(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    after: Seq,
    kinds: &[Kind],
) -> Result<Vec<Change>, Fault> {
    let kinds: Vec<String> = kinds.iter().map(|kind| kind_word(*kind).to_owned()).collect();
    let rows = sqlx::query!(
        r#"select record_id, kind, account_id, act, fields as "fields: Json<Vec<FieldChange>>"
         from log_image
         where workspace_id = $1 and seq > $2 and kind = any($3)
         order by seq desc, ordinal desc"#,
        workspace.0,
        after,
        &kinds,
    )
    .fetch_all(connection)
    .await?;
    let rows = rows.into_iter().map(|row| {
        let place = Place { table: "log_image", workspace, id: row.record_id };
        Ok(Change {
            key: RecordKey { kind: place.choice("kind", &row.kind, kind_of)?, id: row.record_id },
            account: row.account_id.map(AccountId),
            act: place.choice("act", &row.act, act_of)?,
            fields: row.fields.map(|fields| fields.0).unwrap_or_default(),
        })
    });
    rows.collect()
}
