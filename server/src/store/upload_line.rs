//! The rows of a file of lines as they were read. Those of one number of one issuer are a document, wherever they stand in the file.

use domain::{
    day::Day,
    document::DocumentKind,
    document_line::{DocumentLine, Quantity, UnitPrice},
    money::Currency,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use super::take_in::LinePlace;
use super::upload::{NumberKey, Upload};
use crate::Fault;

/// A row of a file of lines as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedLine {
    /// The line of the file on which it begins.
    pub line: i64,
    /// The number of its document.
    pub number: String,
    /// The customer's reference.
    pub reference: String,
    /// Sale, credit or purchase.
    pub kind: DocumentKind,
    /// The business day.
    pub day: Day,
    /// The currency.
    pub currency: Currency,
    /// What it says the whole document comes to, in minor units; none where it says nothing.
    pub total_minor: Option<i64>,
    /// What it says of its product; place and base amount are told by its document.
    pub told: DocumentLine,
}

impl StagedLine {
    /// The number of its document, and whose that is.
    pub fn key(&self) -> NumberKey {
        NumberKey::of(&self.number, self.kind, &self.reference)
    }
}

/// Stages rows as they were read.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, upload: Upload, rows: &[StagedLine]) -> Result<(), Fault> {
    let (numbers, references): (Vec<&str>, Vec<&str>) = rows.iter().map(|row| (&*row.number, &*row.reference)).unzip();
    let (lines, totals): (Vec<i64>, Vec<Option<i64>>) = rows.iter().map(|row| (row.line, row.total_minor)).unzip();
    let (kinds, days): (Vec<&str>, Vec<_>) = rows.iter().map(|row| (row.kind.word(), row.day.to_sqlx())).unzip();
    let currencies: Vec<&str> = rows.iter().map(|row| row.currency.code()).collect();
    let (products, amounts): (Vec<Uuid>, Vec<i64>) =
        rows.iter().map(|row| (row.told.product.0, row.told.amount_minor)).unzip();
    let (quantities, prices): (Vec<i64>, Vec<Option<i64>>) =
        rows.iter().map(|row| (row.told.quantity.parts(), row.told.price.map(UnitPrice::parts))).unzip();
    sqlx::query!(
        "insert into upload_line
             (workspace_id, upload_id, line, number, reference, kind, day, currency, total_minor, product_id, quantity,
                 price, amount_minor)
         select $1, $2, * from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::date[], $8::text[],
             $9::bigint[], $10::uuid[], $11::bigint[], $12::bigint[], $13::bigint[])",
        upload.workspace.0,
        upload.id,
        &lines,
        &numbers as _,
        &references as _,
        &kinds as _,
        &days as _,
        &currencies as _,
        &totals as _,
        &products,
        &quantities,
        &prices as _,
        &amounts,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The next rows by document, those of one document by line, after a place; notes that the upload was heard of.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    upload: Upload,
    after: &LinePlace,
    limit: i64,
) -> Result<Vec<StagedLine>, Fault> {
    let rows = sqlx::query!(
        "with seen as (update upload set seen_at = now() where workspace_id = $1 and id = $2)
         select line, number, reference, kind, day, currency, total_minor, product_id, quantity, price, amount_minor
         from upload_line
         where workspace_id = $1 and upload_id = $2 and (number, issuer, line) > ($3, $4, $5)
         order by number, issuer, line limit $6",
        upload.workspace.0,
        upload.id,
        after.0,
        after.1,
        after.2,
        limit,
    )
    .fetch_all(connection)
    .await?;
    let place = Place { table: "upload_line", workspace: upload.workspace, id: upload.id };
    rows.into_iter()
        .map(|row| {
            Ok(StagedLine {
                line: row.line,
                number: row.number,
                reference: row.reference,
                kind: place.choice("kind", &row.kind, DocumentKind::of_word)?,
                day: row.day.to_jiff(),
                currency: place.currency("currency", &row.currency)?,
                total_minor: row.total_minor,
                told: DocumentLine {
                    product: row.product_id.into(),
                    quantity: Quantity::of_parts(row.quantity),
                    price: row.price.map(UnitPrice::of_parts),
                    amount_minor: row.amount_minor,
                    ..DocumentLine::default()
                },
            })
        })
        .collect()
}

/// Notes where rows stand in their documents, each with its line of the file, and what part of the base amount each is.
///
/// # Errors
/// Where the database fails.
pub async fn write_places(
    connection: &mut PgConnection,
    upload: Upload,
    rows: &[(i64, DocumentLine)],
) -> Result<(), Fault> {
    let lines: Vec<i64> = rows.iter().map(|(line, _)| *line).collect();
    let (places, bases): (Vec<i64>, Vec<i64>) = rows.iter().map(|(_, told)| (told.place, told.base_minor)).unzip();
    sqlx::query!(
        "update upload_line set place = found.place, base_minor = found.base_minor
         from unnest($3::bigint[], $4::bigint[], $5::bigint[]) as found (line, place, base_minor)
         where workspace_id = $1 and upload_id = $2 and upload_line.line = found.line",
        upload.workspace.0,
        upload.id,
        &lines,
        &places,
        &bases,
    )
    .execute(connection)
    .await?;
    Ok(())
}
