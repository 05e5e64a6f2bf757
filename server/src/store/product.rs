//! Products, as rows.

use domain::{
    catalogue::Product,
    ids::{ProductId, WorkspaceId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

struct Row {
    id: Uuid,
    family_id: Uuid,
    name: String,
    code: String,
    archived: bool,
}

impl From<Row> for Product {
    fn from(row: Row) -> Self {
        let Row { id, family_id, name, code, archived } = row;
        Self { id: id.into(), family: family_id.into(), name, code, archived }
    }
}

/// All products of the workspace.
///
/// # Errors
/// Where the database fails.
pub async fn load_all(connection: &mut PgConnection, workspace: WorkspaceId) -> Result<Vec<Product>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, family_id, name, code, archived from product
         where workspace_id = $1"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Product::from).collect())
}

/// Writes one as it is.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &Product) -> Result<(), Fault> {
    sqlx::query!(
        "insert into product (workspace_id, id, family_id, name, code, archived)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, id) do update set
             family_id = excluded.family_id,
             name = excluded.name,
             code = excluded.code,
             archived = excluded.archived",
        workspace.0,
        one.id.0,
        one.family.0,
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
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: ProductId) -> Result<(), Fault> {
    sqlx::query!("delete from product where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
