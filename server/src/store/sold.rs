//! What of each family of products was sold to accounts, added up from the lines of documents.

use domain::{
    day::Day,
    ids::{AccountId, ProductFamilyId, WorkspaceId},
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Fault;

/// What the lines of an account of one family come to, in minor units of the base currency; what takes a document back is among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sold {
    /// To whom.
    pub account: AccountId,
    /// Of which family.
    pub family: ProductFamilyId,
    /// What the lines of sales add up to.
    pub sales_minor: i64,
    /// What those of credits add up to, as a number above zero.
    pub credits_minor: i64,
}

/// What was sold of each family from a day up to and including another one, to all accounts or to those in `only`. Documents without
/// lines are not in it.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    only: Option<&[Uuid]>,
    (from, to): (Day, Day),
) -> Result<Vec<Sold>, Fault> {
    let rows = sqlx::query!(
        r#"select document.account_id, product.family_id,
             coalesce(sum(line.base_minor) filter (where document.kind = 'sale'), 0)::bigint as "sales_minor!",
             coalesce(sum(line.base_minor) filter (where document.kind = 'credit'), 0)::bigint as "credits_minor!"
         from document
         join document_line as line on line.workspace_id = $1 and line.document_id = document.id
         join product on product.workspace_id = $1 and product.id = line.product_id
         where document.workspace_id = $1 and document.kind <> 'purchase' and document.day between $2 and $3
             and ($4::uuid[] is null or document.account_id = any($4))
         group by document.account_id, product.family_id"#,
        workspace.0,
        from.to_sqlx() as _,
        to.to_sqlx() as _,
        only as _,
    )
    .fetch_all(connection)
    .await?;
    let sold = rows.into_iter().map(|row| Sold {
        account: row.account_id.into(),
        family: row.family_id.into(),
        sales_minor: row.sales_minor,
        credits_minor: row.credits_minor,
    });
    Ok(sold.collect())
}
