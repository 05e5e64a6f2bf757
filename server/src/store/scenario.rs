//! Scenarios as they were kept, version by version, as rows.

use domain::{
    ids::WorkspaceId,
    scenario::{Scenario, Step},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    first_id: Uuid,
    version: i64,
    author_id: Uuid,
    name: String,
    note: String,
    day: jiff_sqlx::Date,
    steps: Vec<String>,
    recorded: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Scenario, Fault> {
        let place = Place { table: "scenario", workspace, id: self.id };
        let step = |text: &String| place.choice("steps", text, |text| text.parse::<Step>().ok());
        Ok(Scenario {
            id: self.id.into(),
            first: self.first_id.into(),
            version: self.version,
            author: self.author_id.into(),
            name: self.name,
            note: self.note,
            day: self.day.to_jiff(),
            steps: self.steps.iter().map(step).collect::<Result<_, _>>()?,
            recorded: self.recorded,
        })
    }
}

/// The versions of these ids, each with the other versions of its scenario; all of the workspace where none are named.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: Option<&[Uuid]>,
) -> Result<Vec<Scenario>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, first_id, version, author_id, name, note, day as "day: _", steps, recorded
         from scenario
         where workspace_id = $1 and ($2::uuid[] is null or first_id in (
             select first_id from scenario where workspace_id = $1 and id = any($2)
         ))
         order by first_id, version, recorded"#,
        workspace.0,
        ids,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes one; what was written stays.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &Scenario) -> Result<(), Fault> {
    let steps: Vec<String> = one.steps.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into scenario (workspace_id, id, first_id, version, author_id, name, note, day, steps, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (workspace_id, id) do nothing",
        workspace.0,
        one.id.0,
        one.first.0,
        one.version,
        one.author.0,
        one.name,
        one.note,
        one.day.to_sqlx() as _,
        &steps,
        one.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}
