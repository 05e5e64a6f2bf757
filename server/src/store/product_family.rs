//! Families of products, as rows.

use domain::{
    catalogue::ProductFamily,
    ids::{ProductFamilyId, WorkspaceId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    name: String,
    code: String,
    archived: bool,
}

impl From<Row> for ProductFamily {
    fn from(row: Row) -> Self {
        let Row { id, name, code, archived } = row;
        Self { id: id.into(), name, code, archived }
    }
}

/// All families of the workspace.
///
/// # Errors
/// Where the database fails.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<ProductFamily>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, name, code, archived from product_family
         where workspace_id = $1"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(ProductFamily::from).collect())
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &ProductFamily) -> Result<(), Fault> {
    sqlx::query!(
        "insert into product_family (workspace_id, id, name, code, archived)
         values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, id) do update set
             name = excluded.name,
             code = excluded.code,
             archived = excluded.archived",
        workspace.0,
        one.id.0,
        one.name,
        one.code,
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
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: ProductFamilyId) -> Result<(), Fault> {
    sqlx::query!("delete from product_family where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
