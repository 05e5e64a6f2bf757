//! Assessments by categorization models, as rows.

use domain::{
    assessment::Assessment,
    day::Day,
    ids::{AssessmentId, Seq, WorkspaceId},
    set::SetOf,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    model: String,
    version: i64,
    by_id: Uuid,
    day: jiff_sqlx::Date,
    scores: Vec<String>,
    context: Vec<String>,
    evidence: Vec<String>,
    withdraws_id: Option<Uuid>,
    recorded: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Assessment, Fault> {
        let place = Place { table: "assessment", workspace, id: self.id };
        Ok(Assessment {
            id: self.id.into(),
            account: self.account_id.into(),
            model: self.model,
            version: self.version,
            by: self.by_id.into(),
            day: self.day.into(),
            scores: elements(place, "scores", &self.scores)?,
            context: elements(place, "context", &self.context)?,
            evidence: elements(place, "evidence", &self.evidence)?,
            withdraws: self.withdraws_id.map(AssessmentId),
            recorded: self.recorded,
        })
    }
}

fn elements<T: std::str::FromStr + Ord>(place: Place, column: &str, texts: &[String]) -> Result<SetOf<T>, Fault> {
    texts.iter().map(|text| place.choice(column, text, |text| text.parse().ok())).collect()
}

fn texts<T: ToString + Ord>(elements: &SetOf<T>) -> Vec<String> {
    elements.iter().map(T::to_string).collect()
}

/// The assessments of these ids and of these accounts.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    accounts: &[Uuid],
) -> Result<Vec<Assessment>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, model, version, by_id, day, scores, context, evidence, withdraws_id, recorded
         from assessment
         where workspace_id = $1 and (id = any($2) or account_id = any($3))",
        workspace.0,
        ids,
        accounts,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// The assessments that hold on a day by what was recorded up to an entry, one for each account and model that has any, as
/// [`domain::assessment::holding`] has it; by the models of these names, and without their evidence.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_holding(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    models: &[String],
    on: Day,
    entry: Seq,
) -> Result<Vec<Assessment>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select distinct on (account_id, model)
             id, account_id, model, version, by_id, day, scores, context, '{}'::text[] as "evidence!", withdraws_id, recorded
         from assessment held
         where workspace_id = $1 and model = any($2) and day <= $3 and recorded <= $4 and withdraws_id is null
             and not exists (
                 select from assessment later
                 where later.workspace_id = $1 and later.withdraws_id = held.id and later.recorded <= $4
             )
         order by account_id, model, day desc, recorded desc, id desc"#,
        workspace.0,
        models,
        on.to_sqlx() as _,
        entry,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes an assessment as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &Assessment) -> Result<(), Fault> {
    sqlx::query!(
        "insert into assessment
             (workspace_id, id, account_id, model, version, by_id, day, scores, context, evidence, withdraws_id, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             model = excluded.model,
             version = excluded.version,
             by_id = excluded.by_id,
             day = excluded.day,
             scores = excluded.scores,
             context = excluded.context,
             evidence = excluded.evidence,
             withdraws_id = excluded.withdraws_id,
             recorded = excluded.recorded",
        workspace.0,
        one.id.0,
        one.account.0,
        one.model,
        one.version,
        one.by.0,
        one.day.to_sqlx() as _,
        &texts(&one.scores),
        &texts(&one.context),
        &texts(&one.evidence),
        one.withdraws.map(|withdrawn| withdrawn.0),
        one.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes an assessment away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: AssessmentId) -> Result<(), Fault> {
    sqlx::query!("delete from assessment where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
