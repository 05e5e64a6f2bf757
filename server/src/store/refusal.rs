//! Refusals as rows: commands that were not accepted, with their receipts to the byte.

use domain::{
    day::Moment,
    ids::{CommandId, DeviceId, PersonId, WorkspaceId},
    rejection::Rejection,
};
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, types::Json};

use crate::Fault;

/// A command that was not accepted.
#[derive(Clone, Debug)]
pub struct Refusal<'a> {
    /// The command.
    pub id: CommandId,
    /// Who sent it.
    pub actor: PersonId,
    /// From where.
    pub device: DeviceId,
    /// When the server said no.
    pub at: Moment,
    /// When it was made, by the device's clock.
    pub made_at: Moment,
    /// SHA-256 of the command as it came.
    pub body_hash: &'a [u8],
    /// The command's word.
    pub kind: &'a str,
    /// The rule that said no.
    pub reason: &'a Rejection,
    /// The receipt.
    pub receipt: &'a [u8],
}

/// Writes a refusal down.
///
/// # Errors
/// Where the database fails.
pub async fn write(connection: &mut PgConnection, workspace: WorkspaceId, refusal: &Refusal<'_>) -> Result<(), Fault> {
    sqlx::query!(
        "insert into refusal (workspace_id, id, actor_id, device, at, made_at, body_hash, kind, reason, receipt)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        workspace.0,
        refusal.id.0,
        refusal.actor.0,
        refusal.device.0,
        refusal.at.to_sqlx() as _,
        refusal.made_at.to_sqlx() as _,
        refusal.body_hash,
        refusal.kind,
        Json(refusal.reason) as _,
        refusal.receipt,
    )
    .execute(connection)
    .await?;
    Ok(())
}
