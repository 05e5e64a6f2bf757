//! A sheet: all figures of a workspace as they stand for one reporting date, and all that is known of its accounts, worked out beside the lock.

use domain::{
    day::Day,
    ids::{Seq, WorkspaceId},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::clock::Clock;
use crate::Fault;
use crate::known::{self, Days};
use crate::store::{self, known_facts, trailing};

/// How many figures one statement writes.
const CHUNK: usize = 5_000;

/// A sheet that does not count yet. Nobody else sees it before the transaction that wrote it commits, and then nobody reads
/// it who was not told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub id: Uuid,
    /// The reporting date for which it stands.
    pub to: Day,
    /// The day for which its facts stand.
    pub on: Day,
    /// The entry up to which everything is in it; of what came later it may lack some.
    pub seq: Seq,
    /// The accounts of which it says something else than the sheet that counted then.
    pub differs: Vec<Uuid>,
}

impl Sheet {
    /// Works out every figure of a workspace for a reporting date, and all that is known today.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where there is no such workspace; where the database fails.
    pub async fn write(
        connection: &mut PgConnection,
        workspace: WorkspaceId,
        clock: &Clock,
        to: Day,
    ) -> Result<Self, Fault> {
        let on = clock.today();
        // Before the documents are read: so none of an entry up to this one is missed.
        let seq = store::workspace::load(connection, workspace).await?.ok_or(Fault::NotFound)?.seq;
        let stood = trailing::load_all(connection, workspace).await?;
        let says = trailing::load_worked_out(connection, workspace, to, None).await?;
        let id = Uuid::now_v7();
        for chunk in says.chunks(CHUNK) {
            trailing::write_sheet(connection, workspace, id, chunk).await?;
        }
        let known = known::work_out(connection, workspace, clock, None, Days { to, on }).await?;
        known_facts::write(connection, workspace, Some(id), &known).await?;
        let differs = trailing::moved(stood, says).iter().map(|moved| moved.account().0).collect();
        Ok(Self { id, to, on, seq, differs })
    }
}
