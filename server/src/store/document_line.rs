//! Lines of documents as rows. They go with their document.

use std::collections::BTreeMap;

use domain::{
    document::Document,
    document_line::{DocumentLine, Quantity, UnitPrice},
    ids::{DocumentId, ProductId, WorkspaceId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

/// Brings the lines of these documents into them.
///
/// # Errors
/// Where the database fails.
pub async fn load_into(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    documents: &mut [Document],
) -> Result<(), Fault> {
    if documents.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = documents.iter().map(|document| document.id.0).collect();
    let mut lines = load(connection, workspace, &ids).await?;
    for document in documents {
        document.lines = lines.remove(&document.id).unwrap_or_default().into();
    }
    Ok(())
}

/// The lines of these documents, as far as they have any.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
) -> Result<BTreeMap<DocumentId, Vec<DocumentLine>>, Fault> {
    let rows = sqlx::query!(
        "select document_id, place, product_id, quantity, price, amount_minor, base_minor
         from document_line where workspace_id = $1 and document_id = any($2)",
        workspace.0,
        ids,
    )
    .fetch_all(connection)
    .await?;
    let mut lines: BTreeMap<DocumentId, Vec<DocumentLine>> = BTreeMap::new();
    for row in rows {
        lines.entry(row.document_id.into()).or_default().push(DocumentLine {
            place: row.place.into(),
            product: row.product_id.into(),
            quantity: Quantity::of_parts(row.quantity),
            price: row.price.map(UnitPrice::of_parts),
            amount_minor: row.amount_minor,
            base_minor: row.base_minor,
        });
    }
    Ok(lines)
}

/// Which of these products the lines of any document name.
///
/// # Errors
/// Where the database fails.
pub async fn load_sold(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    products: &[Uuid],
) -> Result<Vec<ProductId>, Fault> {
    let sold = sqlx::query_scalar!(
        "select id from product
         where workspace_id = $1 and id = any($2) and exists (
             select from document_line where workspace_id = $1 and product_id = product.id
         )",
        workspace.0,
        products,
    )
    .fetch_all(connection)
    .await?;
    Ok(sold.into_iter().map(ProductId).collect())
}

/// Writes the lines of documents. Those that are there already are the same: a line never changes.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    documents: &[&Document],
) -> Result<(), Fault> {
    let lines = || documents.iter().flat_map(|document| document.lines.iter().map(|line| (document.id.0, line)));
    let (of, places): (Vec<Uuid>, Vec<i64>) = lines().map(|(document, line)| (document, line.place)).unzip();
    if of.is_empty() {
        return Ok(());
    }
    let products: Vec<Uuid> = lines().map(|(_, line)| line.product.0).collect();
    let quantities: Vec<i64> = lines().map(|(_, line)| line.quantity.parts()).collect();
    let prices: Vec<Option<i64>> = lines().map(|(_, line)| line.price.map(UnitPrice::parts)).collect();
    let (amounts, bases): (Vec<i64>, Vec<i64>) = lines().map(|(_, line)| (line.amount_minor, line.base_minor)).unzip();
    sqlx::query!(
        "insert into document_line (workspace_id, document_id, place, product_id, quantity, price, amount_minor, base_minor)
         select $1, * from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
         on conflict (workspace_id, document_id, place) do nothing",
        workspace.0,
        &of,
        &places,
        &products,
        &quantities,
        &prices as _,
        &amounts,
        &bases,
    )
    .execute(connection)
    .await?;
    Ok(())
}
