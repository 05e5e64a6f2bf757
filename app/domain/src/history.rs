//! The log as people read it: who did what, when, from what to what.

use serde::{Deserialize, Serialize};

use crate::{
    change::{Act, Change, Kind, RecordKey, Value},
    day::Moment,
    ids::{CommandId, PersonId, Seq},
};

/// An accepted command with what it changed. Read for display and undo, never replayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Its number in the workspace's log.
    pub seq: Seq,
    /// The command that it came from.
    pub id: CommandId,
    /// Who sent it.
    pub actor: PersonId,
    /// When the server accepted it.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "crate::day::text")]
    pub at: Moment,
    /// The word of its command.
    pub kind: String,
    /// The entry that it took back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Seq>,
    /// The entry that took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<Seq>,
    /// What it changed, as far as the reader may see it.
    pub changes: Vec<Change>,
}

/// One line of history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A record came.
    Came(RecordKey),
    /// A record went.
    Went(RecordKey),
    /// A field changed, or an element of a set came or went.
    Turned {
        /// Whose field.
        key: RecordKey,
        /// Which.
        field: String,
        /// From.
        before: Value,
        /// To.
        after: Value,
    },
}

/// What an entry tells people, line by line. Figures that the server keeps beside it are left out.
pub fn describe(entry: &Entry) -> Vec<Told> {
    entry.changes.iter().filter(|change| is_told(change)).flat_map(tell).collect()
}

fn is_told(change: &Change) -> bool {
    let kept_by_server = change.key.kind == Kind::Trailing;
    let ledger_day_alone = change.key.kind == Kind::Workspace
        && change.act == Act::Edit
        && change.fields.iter().all(|field| field.field == "last_ledger_day");
    !kept_by_server && !ledger_day_alone
}

fn tell(change: &Change) -> Vec<Told> {
    match change.act {
        Act::Create => vec![Told::Came(change.key)],
        Act::Remove => vec![Told::Went(change.key)],
        Act::Edit => change
            .fields
            .iter()
            .map(|field| Told::Turned {
                key: change.key,
                field: field.field.clone(),
                before: field.before.clone(),
                after: field.after.clone(),
            })
            .collect(),
    }
}

impl Change {
    /// What stands in a field after the change, as text; empty where nothing does.
    pub fn text_after(&self, field: &str) -> &str {
        let found = self.fields.iter().find(|change| change.field == field);
        match found.map(|change| &change.after) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }
}
