//! Columns of boards that people made, as rows.

use domain::{
    board_column::BoardColumn,
    ids::{BoardColumnId, WorkspaceId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    board_id: Uuid,
    name: String,
    hue: i64,
    rank: String,
    limit: Option<i64>,
}

impl From<Row> for BoardColumn {
    fn from(row: Row) -> Self {
        let Row { id, board_id, name, hue, rank, limit } = row;
        Self { id: id.into(), board: board_id.into(), name, hue, rank, limit }
    }
}

/// The columns of these ids and those of these boards.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    boards: &[Uuid],
) -> Result<Vec<BoardColumn>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, board_id, name, hue, rank, "limit" from board_column
         where workspace_id = $1 and (id = any($2) or board_id = any($3))"#,
        workspace.0,
        ids,
        boards,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(BoardColumn::from).collect())
}

/// Every column of a workspace.
///
/// # Errors
/// Where the database fails.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<BoardColumn>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, board_id, name, hue, rank, "limit" from board_column where workspace_id = $1"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(BoardColumn::from).collect())
}

/// Writes a column as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, column: &BoardColumn) -> Result<(), Fault> {
    sqlx::query!(
        r#"insert into board_column (workspace_id, id, board_id, name, hue, rank, "limit")
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (workspace_id, id) do update set
             board_id = excluded.board_id,
             name = excluded.name,
             hue = excluded.hue,
             rank = excluded.rank,
             "limit" = excluded."limit""#,
        workspace.0,
        column.id.0,
        column.board.0,
        column.name,
        column.hue,
        column.rank,
        column.limit,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a column away.
///
/// # Errors
/// Where the database fails or cards still stand in it.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: BoardColumnId) -> Result<(), Fault> {
    sqlx::query!("delete from board_column where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
