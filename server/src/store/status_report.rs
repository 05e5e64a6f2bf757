//! Status reports as they were sent, as rows.

use domain::{
    day::Day,
    ids::{PersonId, WorkspaceId},
    status_report::StatusReport,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row::Place;
use crate::Fault;

struct Row {
    id: Uuid,
    author_id: Uuid,
    period: jiff_sqlx::Date,
    version: i64,
    sent_to_id: Option<Uuid>,
    day: jiff_sqlx::Date,
    currency: String,
    accounts: i64,
    revenue_minor: i64,
    prior_minor: i64,
    comment: String,
    lines: Vec<String>,
    recorded: i64,
}

impl Row {
    fn read(self, workspace: WorkspaceId) -> Result<StatusReport, Fault> {
        let place = Place { table: "status_report", workspace, id: self.id };
        let line = |text: &String| place.choice("lines", text, |text| text.parse().ok());
        Ok(StatusReport {
            id: self.id.into(),
            author: self.author_id.into(),
            period: self.period.to_jiff(),
            version: self.version,
            sent_to: self.sent_to_id.map(PersonId),
            day: self.day.to_jiff(),
            currency: place.currency("currency", &self.currency)?,
            accounts: self.accounts,
            revenue_minor: self.revenue_minor,
            prior_minor: self.prior_minor,
            comment: self.comment,
            lines: self.lines.iter().map(line).collect::<Result<_, _>>()?,
            recorded: self.recorded,
        })
    }
}

/// The reports of these ids, each with the other versions of it, and those of people on months.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    ids: &[Uuid],
    of: &[(PersonId, Day)],
) -> Result<Vec<StatusReport>, Fault> {
    let (authors, periods): (Vec<Uuid>, Vec<jiff_sqlx::Date>) =
        of.iter().map(|(author, period)| (author.0, period.to_sqlx())).unzip();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, author_id, period as "period: _", version, sent_to_id, day as "day: _", currency, accounts,
             revenue_minor, prior_minor, comment, lines, recorded
         from status_report
         where workspace_id = $1 and (author_id, period) in (
             select author_id, period from status_report where workspace_id = $1 and id = any($2)
             union all
             select * from unnest($3::uuid[], $4::date[])
         )
         order by period, author_id, version"#,
        workspace.0,
        ids,
        &authors,
        &periods as _,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// The reports on months from one to another, without their accounts and comments; of one person where it is asked for.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn load_heads(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    (from, to): (Day, Day),
    author: Option<PersonId>,
) -> Result<Vec<StatusReport>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, author_id, period as "period: _", version, sent_to_id, day as "day: _", currency, accounts,
             revenue_minor, prior_minor, '' as "comment!", '{}'::text[] as "lines!", recorded
         from status_report
         where workspace_id = $1 and period between $2 and $3 and ($4::uuid is null or author_id = $4)
         order by period desc, author_id, version"#,
        workspace.0,
        from.to_sqlx() as _,
        to.to_sqlx() as _,
        author.map(|author| author.0),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.read(workspace)).collect()
}

/// The first month on which each person reported.
///
/// # Errors
/// Where the database fails.
pub async fn load_first_periods(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
) -> Result<Vec<(PersonId, Day)>, Fault> {
    let rows = sqlx::query!(
        r#"select author_id, min(period) as "period!: jiff_sqlx::Date"
         from status_report where workspace_id = $1 group by author_id"#,
        workspace.0,
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.author_id.into(), row.period.to_jiff())).collect())
}

/// Writes one; what was written stays.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, one: &StatusReport) -> Result<(), Fault> {
    let lines: Vec<String> = one.lines.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into status_report (workspace_id, id, author_id, period, version, sent_to_id, day, currency, accounts,
             revenue_minor, prior_minor, comment, lines, recorded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (workspace_id, id) do nothing",
        workspace.0,
        one.id.0,
        one.author.0,
        one.period.to_sqlx() as _,
        one.version,
        one.sent_to.map(|person| person.0),
        one.day.to_sqlx() as _,
        one.currency.code(),
        one.accounts,
        one.revenue_minor,
        one.prior_minor,
        one.comment,
        &lines,
        one.recorded,
    )
    .execute(connection)
    .await?;
    Ok(())
}
