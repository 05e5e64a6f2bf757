//! Documents of trade as rows.

use domain::{
    document::{Document, DocumentKind},
    document_line::Lines,
    ids::{AccountId, DocumentId, ImportId, WorkspaceId},
    rate::Rate,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{document_line, row::Place};
use crate::Fault;

struct Row {
    id: Uuid,
    account_id: Uuid,
    kind: String,
    day: jiff_sqlx::Date,
    number: String,
    amount_minor: i64,
    currency: String,
    rate: Option<i64>,
    converted_minor: Option<i64>,
    import_id: Option<Uuid>,
    reverses_id: Option<Uuid>,
    reason: String,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<Document, Fault> {
        let place = Place { table: "document", workspace, id: self.id };
        Ok(Document {
            id: self.id.into(),
            account: self.account_id.into(),
            kind: place.choice("kind", &self.kind, DocumentKind::of_word)?,
            day: self.day.into(),
            number: self.number,
            amount_minor: self.amount_minor,
            currency: place.currency("currency", &self.currency)?,
            rate: self.rate.map(|parts| place.rate("rate", parts)).transpose()?,
            converted_minor: self.converted_minor,
            import: self.import_id.map(ImportId),
            reverses: self.reverses_id.map(DocumentId),
            reason: self.reason,
            lines: Lines::new(),
        })
    }
}

/// The documents of these ids and of these numbers, and what takes back those of the ids in `reversed`, as far as they are there.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    numbers: &[String],
    reversed: &[Uuid],
) -> Result<Vec<Document>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, kind, day, number, amount_minor, currency, rate, converted_minor, import_id,
             reverses_id, reason
         from document
         where workspace_id = $1 and (id = any($2) or number = any($3) or reverses_id = any($4))",
        workspace.0,
        ids,
        numbers,
        reversed,
    )
    .fetch_all(&mut *connection)
    .await?;
    read(connection, workspace, rows).await
}

/// Rows as documents, with their lines.
async fn read(connection: &mut PgConnection, workspace: WorkspaceId, rows: Vec<Row>) -> Result<Vec<Document>, Fault> {
    let mut documents = rows.into_iter().map(|row| row.read(workspace)).collect::<Result<Vec<_>, _>>()?;
    document_line::load_into(connection, workspace, &mut documents).await?;
    Ok(documents)
}

/// A place in an account's documents, which run from the latest to the earliest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// The day of the document there.
    pub day: domain::day::Day,
    /// Its number.
    pub number: String,
}

/// Up to `limit` documents of an account, latest first, from a place on.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_latest(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
    before: Option<&Before>,
    limit: i64,
) -> Result<Vec<Document>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select id, account_id, kind, day, number, amount_minor, currency, rate, converted_minor, import_id,
             reverses_id, reason
         from document
         where workspace_id = $1 and account_id = $2
             and ($3::date is null or (day, number) < ($3, $4))
         order by day desc, number desc, id desc
         limit $5",
        workspace.0,
        account.0,
        before.map(|before| before.day.to_sqlx()) as _,
        before.map(|before| before.number.clone()),
        limit,
    )
    .fetch_all(&mut *connection)
    .await?;
    read(connection, workspace, rows).await
}

/// The document of the latest day in the workspace but this one.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_latest_but(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    but: DocumentId,
) -> Result<Option<Document>, Fault> {
    let row = sqlx::query_as!(
        Row,
        "select id, account_id, kind, day, number, amount_minor, currency, rate, converted_minor, import_id,
             reverses_id, reason
         from document where workspace_id = $1 and id <> $2
         order by day desc limit 1",
        workspace.0,
        but.0,
    )
    .fetch_optional(&mut *connection)
    .await?;
    Ok(read(connection, workspace, row.into_iter().collect()).await?.pop())
}

/// How many documents an account has.
///
/// # Errors
/// Where the database fails.
pub async fn load_count(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    account: AccountId,
) -> Result<i64, Fault> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from document where workspace_id = $1 and account_id = $2"#,
        workspace.0,
        account.0,
    )
    .fetch_one(connection)
    .await?;
    Ok(count)
}

/// Writes documents as they are, with their lines.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    documents: &[&Document],
) -> Result<(), Fault> {
    if documents.is_empty() {
        return Ok(());
    }
    let (ids, accounts) = columns(documents, |document| (document.id.0, document.account.0));
    let (kinds, days) = columns(documents, |document| (document.kind.word().to_owned(), document.day.to_sqlx()));
    let (numbers, amounts) = columns(documents, |document| (document.number.clone(), document.amount_minor));
    let (currencies, rates) =
        columns(documents, |document| (document.currency.code().to_owned(), document.rate.map(Rate::parts)));
    let (converted, imports) =
        columns(documents, |document| (document.converted_minor, document.import.map(|import| import.0)));
    let (reverses, reasons) =
        columns(documents, |document| (document.reverses.map(|reverses| reverses.0), document.reason.clone()));
    sqlx::query!(
        "insert into document (workspace_id, id, account_id, kind, day, number, amount_minor, currency, rate,
             converted_minor, import_id, reverses_id, reason)
         select $1, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::date[], $6::text[], $7::bigint[], $8::text[],
             $9::bigint[], $10::bigint[], $11::uuid[], $12::uuid[], $13::text[])
         on conflict (workspace_id, id) do update set
             account_id = excluded.account_id,
             kind = excluded.kind,
             day = excluded.day,
             number = excluded.number,
             amount_minor = excluded.amount_minor,
             currency = excluded.currency,
             rate = excluded.rate,
             converted_minor = excluded.converted_minor,
             import_id = excluded.import_id,
             reverses_id = excluded.reverses_id,
             reason = excluded.reason",
        workspace.0,
        &ids,
        &accounts,
        &kinds,
        &days as _,
        &numbers as _,
        &amounts,
        &currencies,
        &rates as _,
        &converted as _,
        &imports as _,
        &reverses as _,
        &reasons as _,
    )
    .execute(&mut *connection)
    .await?;
    document_line::write(connection, workspace, documents).await
}

/// Two columns of documents.
fn columns<A, B>(documents: &[&Document], of: impl Fn(&Document) -> (A, B)) -> (Vec<A>, Vec<B>) {
    documents.iter().map(|document| of(document)).unzip()
}

/// Takes a document away, and its lines with it.
///
/// # Errors
/// Where the database fails.
pub async fn remove(connection: &mut PgConnection, workspace: WorkspaceId, id: DocumentId) -> Result<(), Fault> {
    sqlx::query!("delete from document where workspace_id = $1 and id = $2", workspace.0, id.0)
        .execute(connection)
        .await?;
    Ok(())
}
