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

/// A line for each: none of them holds the end of one.
fn lines<T: ToString + Ord>(elements: &SetOf<T>) -> String {
    elements.iter().map(T::to_string).collect::<Vec<_>>().join("\n")
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

/// Writes assessments as they are; a list brings them for many accounts.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, all: &[&Assessment]) -> Result<(), Fault> {
    let ids: Vec<Uuid> = all.iter().map(|one| one.id.0).collect();
    let accounts: Vec<Uuid> = all.iter().map(|one| one.account.0).collect();
    let models: Vec<&str> = all.iter().map(|one| one.model.as_str()).collect();
    let versions: Vec<i64> = all.iter().map(|one| one.version).collect();
    let by: Vec<Uuid> = all.iter().map(|one| one.by.0).collect();
    let days: Vec<jiff_sqlx::Date> = all.iter().map(|one| one.day.to_sqlx()).collect();
    let scores: Vec<String> = all.iter().map(|one| lines(&one.scores)).collect();
    let context: Vec<String> = all.iter().map(|one| lines(&one.context)).collect();
    let evidence: Vec<String> = all.iter().map(|one| lines(&one.evidence)).collect();
    let withdrawn: Vec<Option<Uuid>> = all.iter().map(|one| one.withdraws.map(|withdrawn| withdrawn.0)).collect();
    let recorded: Vec<i64> = all.iter().map(|one| one.recorded).collect();
    sqlx::query!(
        // Arrays of arrays must all be as long: what is an array here comes as lines.
        "insert into assessment
             (workspace_id, id, account_id, model, version, by_id, day, scores, context, evidence, withdraws_id, recorded)
         select $1, id, account_id, model, version, by_id, day, string_to_array(scores, e'\\n'),
             string_to_array(context, e'\\n'), string_to_array(evidence, e'\\n'), withdraws_id, recorded
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::uuid[], $7::date[], $8::text[], $9::text[],
                 $10::text[], $11::uuid[], $12::bigint[])
             as one (id, account_id, model, version, by_id, day, scores, context, evidence, withdraws_id, recorded)
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
        &ids,
        &accounts,
        &models as _,
        &versions,
        &by,
        &days as _,
        &scores,
        &context,
        &evidence,
        &withdrawn as _,
        &recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes assessments away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, ids: &[Uuid]) -> Result<(), Fault> {
    sqlx::query!("delete from assessment where workspace_id = $1 and id = any($2)", workspace.0, ids)
        .execute(connection)
        .await?;
    Ok(())
}
