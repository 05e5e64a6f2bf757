//! What was said of scenarios, as rows.

use domain::{
    ids::{ScenarioWordId, WorkspaceId},
    scenario::{ScenarioSays, ScenarioWord},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    scenario_id: Uuid,
    author_id: Uuid,
    says: String,
    comment: String,
    by_id: Uuid,
    answers_id: Option<Uuid>,
    recorded: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<ScenarioWord, Fault> {
        let place = Place { table: "scenario_word", workspace, id: self.id };
        Ok(ScenarioWord {
            id: self.id.into(),
            scenario: self.scenario_id.into(),
            author: self.author_id.into(),
            says: place.choice("says", &self.says, ScenarioSays::of_word)?,
            comment: self.comment,
            by: self.by_id.into(),
            answers: self.answers_id.map(ScenarioWordId),
            recorded: self.recorded,
        })
    }
}

/// The words of these ids, and those of these versions.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    scenarios: &[Uuid],
) -> Result<Vec<ScenarioWord>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, scenario_id, author_id, says, comment, by_id, answers_id, recorded
         from scenario_word
         where workspace_id = $1 and (id = any($2) or scenario_id = any($3))
         order by recorded, id",
        workspace.0,
        ids,
        scenarios,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes one; what was written stays.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &ScenarioWord) -> Result<(), Fault> {
    sqlx::query!(
        "insert into scenario_word (workspace_id, id, scenario_id, author_id, says, comment, by_id, answers_id, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (workspace_id, id) do nothing",
        workspace.0,
        one.id.0,
        one.scenario.0,
        one.author.0,
        one.says.word(),
        one.comment,
        one.by.0,
        one.answers.map(|undone| undone.0),
        one.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}
