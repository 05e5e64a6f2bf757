//! The rules by which accounts count as key, as rows.

use domain::{
    ids::{KeyRuleId, WorkspaceId},
    key_rule::{KeyBasis, KeyRule},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    name: String,
    basis: String,
    model: String,
    cells: Vec<String>,
    confirmed: bool,
    percent: i64,
    from_day: jiff_sqlx::Date,
    to_day: Option<jiff_sqlx::Date>,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<KeyRule, Fault> {
        let place = Place { table: "key_rule", workspace, id: self.id };
        let basis = place.choice("basis", &self.basis, KeyBasis::of_word)?;
        Ok(KeyRule {
            id: self.id.into(),
            name: self.name,
            basis,
            model: self.model,
            cells: self.cells.into(),
            confirmed: self.confirmed,
            percent: self.percent,
            from_day: self.from_day.to_jiff(),
            to_day: self.to_day.map(|day| day.to_jiff()),
        })
    }
}

/// All rules of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<KeyRule>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, name, basis, model, cells, confirmed, percent, from_day as "from_day: _", to_day as "to_day: _"
         from key_rule where workspace_id = $1"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, rule: &KeyRule) -> Result<(), Fault> {
    let cells: Vec<String> = rule.cells.iter().cloned().collect();
    sqlx::query!(
        "insert into key_rule
             (workspace_id, id, name, basis, model, cells, confirmed, percent, from_day, to_day)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (workspace_id, id) do update set
             name = excluded.name,
             basis = excluded.basis,
             model = excluded.model,
             cells = excluded.cells,
             confirmed = excluded.confirmed,
             percent = excluded.percent,
             from_day = excluded.from_day,
             to_day = excluded.to_day",
        workspace.0,
        rule.id.0,
        rule.name,
        rule.basis.word(),
        rule.model,
        &cells,
        rule.confirmed,
        rule.percent,
        rule.from_day.to_sqlx() as _,
        rule.to_day.map(|day| day.to_sqlx()) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: KeyRuleId) -> Result<(), Fault> {
    sqlx::query!("delete from key_rule where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
