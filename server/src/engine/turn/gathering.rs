//! What a turn of very many commands puts off: it is written together, before anything is read that may tell of it, and at the end.

use std::collections::BTreeSet;

use domain::change::{Act, Change, RecordKey};

use super::Turn;
use crate::Fault;
use crate::store::log::{self, Image, Row};
use crate::store::{self, trailing};

/// What is in hand and not written yet.
#[derive(Default)]
pub struct Gathered {
    /// The records that changed.
    records: BTreeSet<RecordKey>,
    /// The entries that tell of it, oldest first.
    entries: Vec<(Row, Vec<Image>)>,
}

impl Turn {
    /// From here on records and entries are written together where they can be, and figures are not told entry by entry: all of it is
    /// done at the end by [`Turn::settle_gathered`]. For a workspace that is founded in this turn, where nobody has seen a figure before.
    pub fn gather(&mut self) {
        self.gathered = Some(Gathered::default());
    }

    /// Writes what was put off, and works out the figures.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn settle_gathered(&mut self) -> Result<(), Fault> {
        self.write_gathered().await?;
        self.gathered = None;
        trailing::write_months(&mut self.transaction, self.workspace).await?;
        self.settle_all().await
    }

    /// Writes the records that these changes touched, or puts it off. What goes away goes at once, in the order in which things point
    /// to each other.
    pub(super) async fn write_records(&mut self, changes: &[Change]) -> Result<(), Fault> {
        if let Some(gathered) = &mut self.gathered
            && changes.iter().all(|change| change.act != Act::Remove)
        {
            gathered.records.extend(changes.iter().map(|change| change.key));
            return Ok(());
        }
        self.write_gathered().await?;
        store::model::write(&mut self.transaction, self.workspace, &self.model, changes).await
    }

    /// Writes an entry with its images, or puts it off.
    pub(super) async fn write_log(&mut self, row: Row, images: Vec<Image>) -> Result<(), Fault> {
        let entry = (row, images);
        match &mut self.gathered {
            Some(gathered) => gathered.entries.push(entry),
            None => log::write(&mut self.transaction, self.workspace, &[entry]).await?,
        }
        Ok(())
    }

    /// Writes what was put off so far.
    pub(super) async fn write_gathered(&mut self) -> Result<(), Fault> {
        let Some(Gathered { records, entries }) = self.gathered.as_mut().map(std::mem::take) else { return Ok(()) };
        store::model::write_records(&mut self.transaction, self.workspace, &self.model, &records).await?;
        log::write(&mut self.transaction, self.workspace, &entries).await
    }
}
