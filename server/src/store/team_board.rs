//! Boards that people made, as rows.

use domain::{
    ids::{TeamBoardId, WorkspaceId},
    team_board::TeamBoard,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    name: String,
    maker_id: Uuid,
    shared: bool,
}

impl From<Row> for TeamBoard {
    fn from(row: Row) -> Self {
        Self { id: row.id.into(), name: row.name, maker: row.maker_id.into(), shared: row.shared }
    }
}

/// The boards of these ids, or all of the workspace.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: Option<&[Uuid]>,
) -> Result<Vec<TeamBoard>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name, maker_id, shared from team_board
         where workspace_id = $1 and ($2::uuid[] is null or id = any($2))",
        workspace.0,
        ids as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(TeamBoard::from).collect())
}

/// Writes a board as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, board: &TeamBoard) -> Result<(), Fault> {
    sqlx::query!(
        "insert into team_board (workspace_id, id, name, maker_id, shared)
         values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, id) do update set
             name = excluded.name,
             maker_id = excluded.maker_id,
             shared = excluded.shared",
        workspace.0,
        board.id.0,
        board.name,
        board.maker.0,
        board.shared,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a board away.
///
/// # Errors
/// Where the database fails or columns still name it.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: TeamBoardId) -> Result<(), Fault> {
    sqlx::query!("delete from team_board where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
