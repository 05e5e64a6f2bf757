//! Decisions on which accounts are key, as rows.

use domain::{
    ids::{KeyDecisionId, KeyRuleId, WorkspaceId},
    key_decision::{KeyDecision, KeyWord},
    placement::PlacementState,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    says: String,
    day: jiff_sqlx::Date,
    by_id: Uuid,
    rule_id: Option<Uuid>,
    reason: String,
    state: String,
    answers_id: Option<Uuid>,
    recorded: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<KeyDecision, Fault> {
        let place = Place { table: "key_decision", workspace, id: self.id };
        Ok(KeyDecision {
            id: self.id.into(),
            account: self.account_id.into(),
            says: place.choice("says", &self.says, KeyWord::of_word)?,
            day: self.day.to_jiff(),
            by: self.by_id.into(),
            rule: self.rule_id.map(KeyRuleId),
            reason: self.reason,
            state: place.choice("state", &self.state, PlacementState::of_word)?,
            answers: self.answers_id.map(KeyDecisionId),
            recorded: self.recorded,
        })
    }
}

/// The decisions of these ids and on these accounts.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    accounts: &[Uuid],
) -> Result<Vec<KeyDecision>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, says, day, by_id, rule_id, reason, state, answers_id, recorded
         from key_decision
         where workspace_id = $1 and (id = any($2) or account_id = any($3))",
        workspace.0,
        ids,
        accounts,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// All decisions of a workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<KeyDecision>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, says, day, by_id, rule_id, reason, state, answers_id, recorded
         from key_decision where workspace_id = $1",
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// One decision that goes by a rule, where any does.
///
/// # Errors
/// Where the database fails or the row cannot be read.
pub async fn load_one_by(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    rule: KeyRuleId,
) -> Result<Option<KeyDecision>, Fault> {
    let row = sqlx::query_as!(
        Row,
        "select id, account_id, says, day, by_id, rule_id, reason, state, answers_id, recorded
         from key_decision where workspace_id = $1 and rule_id = $2 limit 1",
        workspace.0,
        rule.0,
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| row.read(workspace)).transpose()
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &KeyDecision) -> Result<(), Fault> {
    sqlx::query!(
        "insert into key_decision
             (workspace_id, id, account_id, says, day, by_id, rule_id, reason, state, answers_id, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             says = excluded.says,
             day = excluded.day,
             by_id = excluded.by_id,
             rule_id = excluded.rule_id,
             reason = excluded.reason,
             state = excluded.state,
             answers_id = excluded.answers_id,
             recorded = excluded.recorded",
        workspace.0,
        one.id.0,
        one.account.0,
        one.says.word(),
        one.day.to_sqlx() as _,
        one.by.0,
        one.rule.map(|rule| rule.0),
        one.reason,
        one.state.word(),
        one.answers.map(|answered| answered.0),
        one.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: KeyDecisionId) -> Result<(), Fault> {
    sqlx::query!("delete from key_decision where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
