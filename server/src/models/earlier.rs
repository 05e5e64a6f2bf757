//! What was known at an earlier entry of the log: the records of now, with what happened since taken back.
//!
//! Deliberately absent: what files took back. Of the documents of a file the log keeps no images, so that those of a file that was taken
//! in and withdrawn since are missing from what was known between the two.

use std::collections::BTreeSet;

use domain::{
    change::{Act, Change, Kind},
    ids::{Seq, WorkspaceId},
    model::Model,
};
use sqlx::PgConnection;

use crate::store::trade::Then;
use crate::{Fault, store};

/// The kinds of records that a board of the models goes by, as far as they do not tell themselves when they were recorded.
const KINDS: [Kind; 7] =
    [Kind::Workspace, Kind::Account, Kind::Contract, Kind::Partnership, Kind::Investment, Kind::Document, Kind::Import];

/// Takes what happened after an entry out of a model that holds workspace, accounts and terms, and tells which documents were others.
///
/// # Errors
/// Where the database fails or a row cannot be read.
pub async fn take_back(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    entry: Seq,
    model: &mut Model,
) -> Result<Then, Fault> {
    let since = store::log::past::load_changes_since(connection, workspace, entry, &KINDS).await?;
    for change in &since {
        // An image that does not fit is of another version of the program, or was blanked; what else is known stays.
        model.take(&[change.reversed()]).unwrap_or_default();
    }
    let came = |kind| {
        let came = since.iter().filter(move |change: &&Change| change.key.kind == kind && change.act == Act::Create);
        came.map(|change| change.key.id).collect::<BTreeSet<_>>().into_iter().collect()
    };
    // Documents are in hand only where they went since.
    let with = std::mem::take(&mut model.documents).into_values().collect();
    Ok(Then { without: came(Kind::Document), without_imports: came(Kind::Import), with })
}
