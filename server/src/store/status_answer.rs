//! What was said to status reports, as rows.

use domain::{
    ids::{StatusAnswerId, WorkspaceId},
    status_report::{StatusAnswer, StatusWord},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    report_id: Uuid,
    author_id: Uuid,
    says: String,
    comment: String,
    by_id: Uuid,
    answers_id: Option<Uuid>,
    recorded: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<StatusAnswer, Fault> {
        let place = Place { table: "status_answer", workspace, id: self.id };
        Ok(StatusAnswer {
            id: self.id.into(),
            report: self.report_id.into(),
            author: self.author_id.into(),
            says: place.choice("says", &self.says, StatusWord::of_word)?,
            comment: self.comment,
            by: self.by_id.into(),
            answers: self.answers_id.map(StatusAnswerId),
            recorded: self.recorded,
        })
    }
}

/// The answers of these ids, and those to these reports.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    reports: &[Uuid],
) -> Result<Vec<StatusAnswer>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, report_id, author_id, says, comment, by_id, answers_id, recorded
         from status_answer
         where workspace_id = $1 and (id = any($2) or report_id = any($3))",
        workspace.0,
        ids,
        reports,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes one; what was written stays.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &StatusAnswer) -> Result<(), Fault> {
    sqlx::query!(
        "insert into status_answer (workspace_id, id, report_id, author_id, says, comment, by_id, answers_id, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (workspace_id, id) do nothing",
        workspace.0,
        one.id.0,
        one.report.0,
        one.author.0,
        one.says.word(),
        one.comment,
        one.by.0,
        one.answers.map(|answered| answered.0),
        one.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}
