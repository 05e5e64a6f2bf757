//! What a row that cannot be read is called: a fault that names the table, the key and the column.

use domain::{ids::WorkspaceId, money::Currency, rate::Rate};
use uuid::Uuid;

use crate::Fault;

/// Where a row stands, for the words of a fault.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its table.
    pub table: &'static str,
    /// Its workspace.
    pub workspace: WorkspaceId,
    /// Its id there.
    pub id: Uuid,
}

impl Place {
    /// A column of it holds what its field cannot be.
    pub fn unreadable(&self, column: &str, found: &str) -> Fault {
        let Self { table, workspace, id } = self;
        Fault::broken(anyhow::anyhow!(
            "table {table}, workspace {workspace}, key {id}: column {column} holds {found:?}"
        ))
    }

    /// The choice that a column names.
    ///
    /// # Errors
    /// Where there is no such choice.
    pub fn choice<T>(&self, column: &str, found: &str, read: fn(&str) -> Option<T>) -> Result<T, Fault> {
        read(found).ok_or_else(|| self.unreadable(column, found))
    }

    /// The currency that a column names.
    ///
    /// # Errors
    /// Where there is no such currency.
    pub fn currency(&self, column: &str, found: &str) -> Result<Currency, Fault> {
        self.choice(column, found, Currency::of)
    }

    /// The rate that a column holds in its parts.
    ///
    /// # Errors
    /// Where it is none.
    pub fn rate(&self, column: &str, parts: i64) -> Result<Rate, Fault> {
        Rate::of_parts(parts).ok_or_else(|| self.unreadable(column, &parts.to_string()))
    }
}
