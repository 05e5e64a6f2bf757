//! A file of trade on its way in, as rows: as they came, as they were read, and what they say about customers and months.
//!
//! These tables are a workbench outside of any lock. What is kept of a file is written by [`super::take_in`].

use domain::{
    day::Day,
    document::DocumentKind,
    ids::{DocumentId, ImportId, WorkspaceId},
    money::Currency,
    rate::Rate,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

/// Which upload of which workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The workspace that it is for.
    pub workspace: WorkspaceId,
    /// Its id there, which becomes the import's once it is taken in.
    pub id: Uuid,
}

/// A row of the file as it came; none where the file has no such column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// The line on which it begins.
    pub line: i64,
    /// The number of the document.
    pub number: Option<String>,
    /// The customer's reference.
    pub reference: Option<String>,
    /// The customer's name.
    pub name: Option<String>,
    /// The customer's country.
    pub country: Option<String>,
    /// The business day.
    pub day: Option<String>,
    /// The amount.
    pub amount: Option<String>,
    /// The kind of document.
    pub kind: Option<String>,
    /// The currency.
    pub currency: Option<String>,
    /// The code of a line's product.
    pub product: Option<String>,
    /// The quantity of a line.
    pub quantity: Option<String>,
    /// What one of it costs.
    pub price: Option<String>,
    /// The amount of the whole document of a line.
    pub total: Option<String>,
}

/// A document of the file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line on which it begins, or its first line.
    pub line: i64,
    /// The id that its document has, or would have.
    pub document: DocumentId,
    /// The number of the document.
    pub number: String,
    /// The customer's reference.
    pub reference: String,
    /// Sale, credit or purchase.
    pub kind: DocumentKind,
    /// Its business day.
    pub day: Day,
    /// Its amount in minor units, never below zero.
    pub amount_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// The rate by which it is converted, and what it comes to in minor units of the base currency; none where that is its currency.
    pub converted: Option<(Rate, i64)>,
    /// Whether the books do not have it yet.
    pub fresh: bool,
}

impl Line {
    /// What it comes to in minor units of the base currency.
    pub fn base_minor(&self) -> i64 {
        self.converted.map_or(self.amount_minor, |(_, minor)| minor)
    }

    /// Its number, and whose that is.
    pub fn key(&self) -> NumberKey {
        NumberKey::of(&self.number, self.kind, &self.reference)
    }
}

/// What a number is unique by: whose it is stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberKey {
    /// The number of a document.
    pub number: String,
    /// The reference of the account that gave it; empty where it is ours.
    pub issuer: String,
}

impl NumberKey {
    /// That of a document of a kind and an account.
    pub fn of(number: &str, kind: DocumentKind, reference: &str) -> Self {
        let issuer = if kind.is_numbered_by_account() { reference } else { "" };
        Self { number: number.to_owned(), issuer: issuer.to_owned() }
    }
}

fn unzipped(keys: &[NumberKey]) -> (Vec<&str>, Vec<&str>) {
    keys.iter().map(|key| (&*key.number, &*key.issuer)).unzip()
}

/// Something that the file says about a customer, with where it says so first by date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// The customer's reference.
    pub reference: String,
    /// `reference`, `name` or `country`.
    pub field: &'static str,
    /// What it says; nothing for the field `reference`.
    pub says: String,
    /// The earliest day of a document that says so.
    pub day: Day,
    /// The first line of that day that says so.
    pub line: i64,
    /// The first line in the file that says so.
    pub first_line: i64,
}

/// What fresh rows of one customer and one month add up to, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The customer's reference.
    pub reference: String,
    /// The first day of the month.
    pub month: Day,
    /// How many sales there are.
    pub sales: i32,
    /// How many credits there are.
    pub credits: i32,
    /// The sales.
    pub sales_minor: i64,
    /// The credits, as a number above zero.
    pub credits_minor: i64,
    /// The purchases.
    pub purchases_minor: i64,
}

/// A document that is in the books already, as a row of a file is held against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// The reference of its account.
    pub reference: String,
    /// Sale, credit or purchase.
    pub kind: DocumentKind,
    /// Its business day.
    pub day: Day,
    /// Its amount in minor units.
    pub amount_minor: i64,
    /// Its currency.
    pub currency: Currency,
    /// The import that brought it.
    pub import: Option<ImportId>,
}

impl Known {
    /// Its number, and whose that is.
    pub fn key(&self) -> NumberKey {
        NumberKey::of(&self.number, self.kind, &self.reference)
    }
}

/// Begins an upload.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, upload: Upload) -> Result<(), Fault> {
    sqlx::query!("insert into upload (workspace_id, id) values ($1, $2)", upload.workspace.0, upload.id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Stages rows as they came, and notes that the upload was heard of.
///
/// # Errors
/// Where the database fails.
pub async fn write_cells(connection: &mut PgConnection, upload: Upload, rows: &[Cells]) -> Result<(), Fault> {
    let column = |of: fn(&Cells) -> Option<&str>| rows.iter().map(of).collect::<Vec<_>>();
    let lines: Vec<i64> = rows.iter().map(|row| row.line).collect();
    sqlx::query!(
        "with seen as (update upload set seen_at = now() where workspace_id = $1 and id = $2)
         insert into upload_row
             (workspace_id, upload_id, line, number, reference, name, country, day, amount, kind, currency,
                 product, quantity, price, total)
         select $1, $2, * from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
             $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[])",
        upload.workspace.0,
        upload.id,
        &lines,
        &column(|row| row.number.as_deref()) as _,
        &column(|row| row.reference.as_deref()) as _,
        &column(|row| row.name.as_deref()) as _,
        &column(|row| row.country.as_deref()) as _,
        &column(|row| row.day.as_deref()) as _,
        &column(|row| row.amount.as_deref()) as _,
        &column(|row| row.kind.as_deref()) as _,
        &column(|row| row.currency.as_deref()) as _,
        &column(|row| row.product.as_deref()) as _,
        &column(|row| row.quantity.as_deref()) as _,
        &column(|row| row.price.as_deref()) as _,
        &column(|row| row.total.as_deref()) as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The next rows as they came, after a line, and notes that the upload was heard of.
///
/// # Errors
/// Where the database fails.
pub async fn load_cells(
    connection: &mut PgConnection,
    upload: Upload,
    after: i64,
    limit: i64,
) -> Result<Vec<Cells>, Fault> {
    let rows = sqlx::query_as!(
        Cells,
        "with seen as (update upload set seen_at = now() where workspace_id = $1 and id = $2)
         select line, number, reference, name, country, day, amount, kind, currency, product, quantity, price, total
         from upload_row where workspace_id = $1 and upload_id = $2 and line > $3
         order by line limit $4",
        upload.workspace.0,
        upload.id,
        after,
        limit,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows)
}

/// The rows of these numbers that were read already; a number that comes twice gives its row twice.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_lines(connection: &mut PgConnection, upload: Upload, keys: &[NumberKey]) -> Result<Vec<Line>, Fault> {
    let (numbers, issuers) = unzipped(keys);
    let rows = sqlx::query!(
        r#"select found.number as "number!", found.line as "line!", found.document_id as "document_id!",
             found.reference as "reference!", found.kind as "kind!", found.day as "day!",
             found.amount_minor as "amount_minor!", found.currency as "currency!", found.rate, found.converted_minor,
             found.fresh as "fresh!"
         from unnest($3::text[], $4::text[]) as wanted (number, issuer)
         -- One look into the index for each: nothing is known yet of how much is staged.
         cross join lateral (
             select number, line, document_id, reference, kind, day, amount_minor, currency, rate, converted_minor,
                 fresh
             from upload_document
             where workspace_id = $1 and upload_id = $2 and number = wanted.number and issuer = wanted.issuer
             limit 1
         ) as found"#,
        upload.workspace.0,
        upload.id,
        &numbers as _,
        &issuers as _,
    )
    .fetch_all(connection)
    .await?;
    let place = Place { table: "upload_document", workspace: upload.workspace, id: upload.id };
    rows.into_iter()
        .map(|row| {
            Ok(Line {
                line: row.line,
                document: row.document_id.into(),
                number: row.number,
                reference: row.reference,
                kind: place.choice("kind", &row.kind, DocumentKind::of_word)?,
                day: row.day.to_jiff(),
                amount_minor: row.amount_minor,
                currency: place.currency("currency", &row.currency)?,
                converted: row.rate.and_then(Rate::of_parts).zip(row.converted_minor),
                fresh: row.fresh,
            })
        })
        .collect()
}

/// Stages documents as they were read; each number is to be there once.
///
/// # Errors
/// Where the database fails.
pub async fn write_lines(connection: &mut PgConnection, upload: Upload, rows: &[Line]) -> Result<(), Fault> {
    let (numbers, references): (Vec<&str>, Vec<&str>) = rows.iter().map(|row| (&*row.number, &*row.reference)).unzip();
    let (lines, ids): (Vec<i64>, Vec<Uuid>) = rows.iter().map(|row| (row.line, row.document.0)).unzip();
    let (kinds, days): (Vec<&str>, Vec<_>) = rows.iter().map(|row| (row.kind.word(), row.day.to_sqlx())).unzip();
    let (amounts, fresh): (Vec<i64>, Vec<bool>) = rows.iter().map(|row| (row.amount_minor, row.fresh)).unzip();
    let currencies: Vec<&str> = rows.iter().map(|row| row.currency.code()).collect();
    let rates: Vec<Option<i64>> = rows.iter().map(|row| row.converted.map(|(rate, _)| rate.parts())).collect();
    let converted: Vec<Option<i64>> = rows.iter().map(|row| row.converted.map(|(_, minor)| minor)).collect();
    sqlx::query!(
        "insert into upload_document
             (workspace_id, upload_id, number, line, document_id, reference, kind, day, amount_minor, fresh, currency,
                 rate, converted_minor)
         select $1, $2, * from unnest($3::text[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::date[],
             $9::bigint[], $10::boolean[], $11::text[], $12::bigint[], $13::bigint[])",
        upload.workspace.0,
        upload.id,
        &numbers as _,
        &lines,
        &ids,
        &references as _,
        &kinds as _,
        &days as _,
        &amounts,
        &fresh,
        &currencies as _,
        &rates as _,
        &converted as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Stages what rows say about customers; each saying is to come once.
///
/// # Errors
/// Where the database fails.
pub async fn write_sayings(connection: &mut PgConnection, upload: Upload, rows: &[Saying]) -> Result<(), Fault> {
    let (references, fields): (Vec<&str>, Vec<&str>) = rows.iter().map(|row| (&*row.reference, row.field)).unzip();
    let (says, days): (Vec<&str>, Vec<_>) = rows.iter().map(|row| (&*row.says, row.day.to_sqlx())).unzip();
    let (lines, first_lines): (Vec<i64>, Vec<i64>) = rows.iter().map(|row| (row.line, row.first_line)).unzip();
    sqlx::query!(
        "insert into upload_saying as stood
             (workspace_id, upload_id, reference, field, says, day, line, first_line)
         select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::date[], $7::bigint[], $8::bigint[])
         on conflict (workspace_id, upload_id, reference, field, says) do update set
             day = excluded.day, line = excluded.line
         where (excluded.day, excluded.line) < (stood.day, stood.line)",
        upload.workspace.0,
        upload.id,
        &references as _,
        &fields as _,
        &says as _,
        &days as _,
        &lines,
        &first_lines,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds what fresh rows add up to; each customer and month is to come once.
///
/// # Errors
/// Where the database fails.
pub async fn write_months(connection: &mut PgConnection, upload: Upload, rows: &[Month]) -> Result<(), Fault> {
    let (references, months): (Vec<&str>, Vec<_>) =
        rows.iter().map(|row| (&*row.reference, row.month.to_sqlx())).unzip();
    let (sales, credits): (Vec<i32>, Vec<i32>) = rows.iter().map(|row| (row.sales, row.credits)).unzip();
    let (sales_minor, credits_minor): (Vec<i64>, Vec<i64>) =
        rows.iter().map(|row| (row.sales_minor, row.credits_minor)).unzip();
    let purchases_minor: Vec<i64> = rows.iter().map(|row| row.purchases_minor).collect();
    sqlx::query!(
        "insert into upload_month as stood
             (workspace_id, upload_id, reference, month, sales, credits, sales_minor, credits_minor, purchases_minor)
         select $1, $2, * from unnest($3::text[], $4::date[], $5::int[], $6::int[], $7::bigint[], $8::bigint[],
             $9::bigint[])
         on conflict (workspace_id, upload_id, reference, month) do update set
             sales = stood.sales + excluded.sales,
             credits = stood.credits + excluded.credits,
             sales_minor = stood.sales_minor + excluded.sales_minor,
             credits_minor = stood.credits_minor + excluded.credits_minor,
             purchases_minor = stood.purchases_minor + excluded.purchases_minor",
        upload.workspace.0,
        upload.id,
        &references as _,
        &months as _,
        &sales,
        &credits,
        &sales_minor,
        &credits_minor,
        &purchases_minor,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The documents of these numbers that are in the books; a number that comes twice gives its document twice.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_known(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    keys: &[NumberKey],
) -> Result<Vec<Known>, Fault> {
    let (numbers, issuers) = unzipped(keys);
    let rows = sqlx::query!(
        r#"select found.id as "id!", found.number as "number!", account.reference as "reference!",
             found.kind as "kind!", found.day as "day!", found.amount_minor as "amount_minor!",
             found.currency as "currency!", found.import_id
         from unnest($2::text[], $3::text[]) as wanted (number, issuer)
         -- One look into an index for each: after a large import the database knows little of the tables yet.
         cross join lateral (
             select id, account_id, number, kind, day, amount_minor, currency, import_id
             from document
             where workspace_id = $1 and number = wanted.number
                 and case wanted.issuer when '' then issuer_id is null else issuer_id = (
                     select id from account where workspace_id = $1 and reference = wanted.issuer and reference <> ''
                 ) end
             limit 1
         ) as found
         cross join lateral (
             select reference from account where workspace_id = $1 and id = found.account_id limit 1
         ) as account"#,
        workspace.0,
        &numbers as _,
        &issuers as _,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let place = Place { table: "document", workspace, id: row.id };
            Ok(Known {
                id: row.id.into(),
                number: row.number,
                reference: row.reference,
                kind: place.choice("kind", &row.kind, DocumentKind::of_word)?,
                day: row.day.to_jiff(),
                amount_minor: row.amount_minor,
                currency: place.currency("currency", &row.currency)?,
                import: row.import_id.map(ImportId),
            })
        })
        .collect()
}
