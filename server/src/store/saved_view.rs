//! Views that were kept, as rows.

use domain::{
    ids::{SavedViewId, WorkspaceId},
    saved_view::SavedView,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    name: String,
    address: String,
    maker_id: Uuid,
    shared: bool,
}

impl From<Row> for SavedView {
    fn from(row: Row) -> Self {
        let Row { id, name, address, maker_id, shared } = row;
        Self { id: id.into(), name, address, maker: maker_id.into(), shared }
    }
}

/// The views of these ids, or all of the workspace.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: Option<&[Uuid]>,
) -> Result<Vec<SavedView>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, name, address, maker_id, shared from saved_view
         where workspace_id = $1 and ($2::uuid[] is null or id = any($2))",
        workspace.0,
        ids as _,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(SavedView::from).collect())
}

/// Writes a view as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, view: &SavedView) -> Result<(), Fault> {
    sqlx::query!(
        "insert into saved_view (workspace_id, id, name, address, maker_id, shared)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, id) do update set
             name = excluded.name,
             address = excluded.address,
             maker_id = excluded.maker_id,
             shared = excluded.shared",
        workspace.0,
        view.id.0,
        view.name,
        view.address,
        view.maker.0,
        view.shared,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes a view away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: SavedViewId) -> Result<(), Fault> {
    sqlx::query!("delete from saved_view where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
