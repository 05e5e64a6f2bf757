//! Partners, as rows.

use domain::{
    ids::{PartnerId, WorkspaceId},
    partner::{Partner, PartnerKind},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    name: String,
    kind: String,
    archived: bool,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Partner, Fault> {
        let place = Place { table: "partner", workspace, id: self.id };
        let kind = place.choice("kind", &self.kind, PartnerKind::of_word)?;
        Ok(Partner { id: self.id.into(), name: self.name, kind, archived: self.archived })
    }
}

/// All partners of the workspace.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Partner>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, name, kind, archived from partner
         where workspace_id = $1"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &Partner) -> Result<(), Fault> {
    sqlx::query!(
        "insert into partner (workspace_id, id, name, kind, archived)
         values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, id) do update set
             name = excluded.name,
             kind = excluded.kind,
             archived = excluded.archived",
        workspace.0,
        one.id.0,
        one.name,
        one.kind.word(),
        one.archived,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes one away.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: PartnerId) -> Result<(), Fault> {
    sqlx::query!("delete from partner where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
