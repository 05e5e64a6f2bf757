//! The customers of a file of trade on its way in, as rows: who of them has no account yet, and about whom the file contradicts itself.

use sqlx::PgConnection;

use super::upload::Upload;
use crate::Fault;

/// Where a file contradicts itself about a customer, or says something else than the account that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The customer's reference.
    pub reference: String,
    /// `name` or `country`.
    pub field: String,
    /// What the account that is there holds; none where there is no account yet.
    pub holds: Option<String>,
    /// What the file says, the first by date first.
    pub says: Vec<String>,
    /// The first line that says so, for each.
    pub lines: Vec<i64>,
}

/// The first contradictions of a file, by customer. Of accounts that are there, only for somebody who may see them.
///
/// # Errors
/// Where the database fails.
pub async fn load_contradictions(
    connection: &mut PgConnection,
    upload: Upload,
    sees_accounts: bool,
    limit: i64,
) -> Result<Vec<Contradiction>, Fault> {
    let rows = sqlx::query_as!(
        Contradiction,
        r#"select said.reference, said.field,
             case said.field when 'name' then account.name else account.country end as "holds?",
             array_agg(said.says order by said.day, said.line) as "says!",
             array_agg(said.first_line order by said.day, said.line) as "lines!"
         from upload_saying said
         left join account on account.workspace_id = said.workspace_id and account.reference = said.reference
             and account.reference <> ''
         where said.workspace_id = $1 and said.upload_id = $2 and said.field <> 'reference'
             and ($3 or account.id is null)
         group by said.reference, said.field, account.name, account.country
         having count(*) > 1
             or min(said.says) <> case said.field when 'name' then account.name else account.country end
         order by said.reference, said.field
         limit $4"#,
        upload.workspace.0,
        upload.id,
        sees_accounts,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// A customer of the file who has no account yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// The customer's reference.
    pub reference: String,
    /// What the file calls them first by date.
    pub name: Option<String>,
    /// Where the file places them first by date.
    pub country: Option<String>,
}

/// The next customers of a file who have no account yet, after a reference.
///
/// # Errors
/// Where the database fails.
pub async fn load_newcomers(
    connection: &mut PgConnection,
    upload: Upload,
    after: &str,
    limit: i64,
) -> Result<Vec<Newcomer>, Fault> {
    let rows = sqlx::query_as!(
        Newcomer,
        r#"select customer.reference,
             (select says from upload_saying said
              where said.workspace_id = $1 and said.upload_id = $2 and said.reference = customer.reference
                  and said.field = 'name'
              order by said.day, said.line limit 1) as "name?",
             (select says from upload_saying said
              where said.workspace_id = $1 and said.upload_id = $2 and said.reference = customer.reference
                  and said.field = 'country'
              order by said.day, said.line limit 1) as "country?"
         from upload_saying customer
         where customer.workspace_id = $1 and customer.upload_id = $2 and customer.field = 'reference'
             and customer.reference > $3
             and not exists (select from account
                 where account.workspace_id = $1 and account.reference = customer.reference and account.reference <> '')
         order by customer.reference limit $4"#,
        upload.workspace.0,
        upload.id,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// How many customers of a file have no account yet.
///
/// # Errors
/// Where the database fails.
pub async fn load_newcomer_count(connection: &mut PgConnection, upload: Upload) -> Result<i64, Fault> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from upload_saying customer
         where customer.workspace_id = $1 and customer.upload_id = $2 and customer.field = 'reference'
             and not exists (select from account
                 where account.workspace_id = $1 and account.reference = customer.reference and account.reference <> '')"#,
        upload.workspace.0,
        upload.id,
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}
