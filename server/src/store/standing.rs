//! Where accounts stand on categorization models: of placements and positions alike the one that holds, for all accounts at once.

use domain::{
    day::Day,
    ids::{AccountId, PersonId, Seq, WorkspaceId},
    placement::STAGES_OF,
};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::Fault;

/// Where an account stands on a model, and who said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// The account.
    pub account: AccountId,
    /// The model.
    pub model: String,
    /// The cell.
    pub cell: String,
    /// Who placed it.
    pub by: PersonId,
    /// From which day.
    pub day: Day,
    /// Whether a director confirmed or decided it.
    pub confirmed: bool,
}

/// Where accounts stand on a day by what was recorded up to an entry, on these models, as [`domain::said::standing`] has it: of what was
/// neither refused nor taken back and holds from that day or earlier the one with the latest day, and of those the one recorded last.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    models: &[String],
    on: Day,
    entry: Seq,
) -> Result<Vec<Stands>, Fault> {
    let rows = sqlx::query!(
        r#"with said as (
             select id, account_id, model, cell, day, by_id, state, answers_id, recorded
             from position where workspace_id = $1 and model = any($2) and recorded <= $4
             union all
             select id, account_id, $5, cell, day, by_id, state, answers_id, recorded
             from placement where workspace_id = $1 and $5 = any($2) and recorded <= $4
         ), answer as (
             select id, answers_id, state from said where answers_id is not null
         ), answered as (
             select answers_id, bool_or(state = 'confirmed') as confirmed, bool_or(state <> 'confirmed') as void
             from answer
             where not exists (
                 select from answer back where back.answers_id = answer.id and back.state = 'withdrawn'
             )
             group by answers_id
         )
         select distinct on (account_id, model) account_id as "account_id!", model as "model!", cell as "cell!",
             by_id as "by_id!", day as "day!: jiff_sqlx::Date",
             (state = 'confirmed' or coalesce(confirmed, false)) as "confirmed!"
         from said left join answered on answered.answers_id = said.id
         where said.answers_id is null and day <= $3 and not coalesce(void, false)
         order by account_id, model, day desc, recorded desc, id desc"#,
        workspace.0,
        models,
        on.to_sqlx() as _,
        entry,
        STAGES_OF,
    )
    .fetch_all(connection)
    .await?;
    let stands = rows.into_iter().map(|row| Stands {
        account: row.account_id.into(),
        model: row.model,
        cell: row.cell,
        by: row.by_id.into(),
        day: row.day.to_jiff(),
        confirmed: row.confirmed,
    });
    Ok(stands.collect())
}
