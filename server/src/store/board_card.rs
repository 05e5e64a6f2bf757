//! Accounts on boards that people made, as rows.

use domain::{
    board_card::BoardCard,
    ids::{AccountId, BoardCardId, WorkspaceId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    board_id: Uuid,
    account_id: Uuid,
    column_id: Uuid,
    rank: String,
}

impl From<Row> for BoardCard {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            board: row.board_id.into(),
            account: row.account_id.into(),
            column: row.column_id.into(),
            rank: row.rank,
        }
    }
}

/// The cards of these ids, those in these columns and those on these boards.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    columns: &[Uuid],
    boards: &[Uuid],
) -> Result<Vec<BoardCard>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, board_id, account_id, column_id, rank from board_card
         where workspace_id = $1 and (id = any($2) or column_id = any($3) or board_id = any($4))",
        workspace.0,
        ids,
        columns,
        boards,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(BoardCard::from).collect())
}

/// The cards of an account, on whatever board.
///
/// # Errors
/// Where the database fails.
pub async fn load_of(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
) -> Result<Vec<BoardCard>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, board_id, account_id, column_id, rank from board_card where workspace_id = $1 and account_id = $2",
        workspace.0,
        account.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(BoardCard::from).collect())
}

/// Every card of a workspace.
///
/// # Errors
/// Where the database fails.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<BoardCard>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, board_id, account_id, column_id, rank from board_card where workspace_id = $1",
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(BoardCard::from).collect())
}

/// Writes a card as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, card: &BoardCard) -> Result<(), Fault> {
    sqlx::query!(
        "insert into board_card (workspace_id, id, board_id, account_id, column_id, rank)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, id) do update set
             board_id = excluded.board_id,
             account_id = excluded.account_id,
             column_id = excluded.column_id,
             rank = excluded.rank",
        workspace.0,
        card.id.0,
        card.board.0,
        card.account.0,
        card.column.0,
        card.rank,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a card away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: BoardCardId) -> Result<(), Fault> {
    sqlx::query!("delete from board_card where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
