//! The forms in which state travels between server and browser. Each is stable: an app that was opened last month still
//! speaks it.

pub mod account_page;
pub mod assessments;
pub mod catalogue;
pub mod concentration_page;
pub mod directory;
pub mod draft;
pub mod held_to_account;
pub mod import;
pub mod import_rule;
pub mod invitation;
pub mod json;
pub mod key_accounts;
pub mod list;
pub mod model_draft;
pub mod models_board;
pub mod models_page;
pub mod named;
pub mod orders;
pub mod page;
pub mod rates;
pub mod reciprocity;
pub mod report;
pub mod retention_page;
pub mod scenarios;
pub mod scores;
pub mod status_reports;
pub mod targets;
pub mod terms;

use serde::{Deserialize, Serialize};

use domain::{
    change::Change,
    command::Command,
    day::{Day, Moment},
    ids::{AccountId, CommandId, DeviceId, PersonId, Seq, TeamBoardId},
    rejection::{Outcome, Rejection},
};

pub use account_page::{AccountLine, AccountPage, AccountQuery};
pub use directory::DirectorySnapshot;
pub use import::{ImportAnswer, ImportMapping, ImportQuery, Withdrawal};
pub use invitation::{Access, AccessList, Invitation, Invite};
pub use page::{
    AccountSnapshot, BoardCell, BoardLine, BoardPart, DocumentMark, DocumentWindow, HistoryEnd, HistoryWindow,
    PageData, PagePart, RailBoard, Records,
};

/// The most commands of one batch.
pub const BATCH_MAX: usize = 100;
/// The largest batch, in bytes.
pub const BATCH_MAX_BYTES: usize = 256 * 1024;

/// Commands on their way up, in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Batch {
    /// The form in which the commands are written: [`domain::command::WIRE`].
    pub wire: u32,
    /// The device that sends them.
    pub device: DeviceId,
    /// The commands, oldest first; [`BATCH_MAX`] at most.
    pub commands: Vec<Sent>,
}

/// One command of a batch.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sent {
    /// Its id, a UUID of version 7 made once; sent again, it is the same command.
    pub id: CommandId,
    /// When it was made, by the device's clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub made_at: Moment,
    /// The last entry that its author had seen.
    pub base_seq: Seq,
    /// What it wants.
    pub command: Command,
}

/// The answer to a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Answer {
    /// A receipt for each command that was decided, in order; fewer than were sent where the server had to stop.
    pub receipts: Vec<Receipt>,
    /// When to send the rest, in milliseconds, where the server had to stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

/// What became of one command. Sent again, it reads the same, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// The command.
    pub id: CommandId,
    /// What became of it.
    pub outcome: Outcome,
    /// Its entry in the log, where it was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<Seq>,
    /// The rule that said no, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Rejection>,
}

/// A part of the model that is fetched and forgotten as a whole. Written `directory`, `account:ID`, `boards` or `board:ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    /// What boards and lists need: the workspace, its people, its accounts, where they stand and what they brought.
    Directory,
    /// All of one account.
    Account(AccountId),
    /// The boards and views that people made, and the columns of those boards.
    Boards,
    /// A board that somebody made, with its columns and its cards.
    Board(TeamBoardId),
}

/// The text names no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeUnknown;

/// What the stream brings: the log from `after` to `seq`, as far as the reader may see it. The scopes of boards come in the
/// same form, from nothing (`after` is 0) to where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Frame {
    /// The entry to which this reader was brought before; another number than the reader's own is a hole.
    pub after: Seq,
    /// The entry to which this frame brings it.
    pub seq: Seq,
    /// What changed.
    pub changes: Vec<Change>,
    /// Who changed it, change by change as long as they differ: the last of them did the rest as well. The nil id stands for
    /// somebody whom the reader does not see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<PersonId>,
}

/// The first event of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hello {
    /// The entry from which the stream goes on.
    pub seq: Seq,
    /// The server's day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "domain::day::text")]
    pub day: Day,
    /// The build of the app that the server gives out; another one than the reader's is a new version. Empty where it gives out none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub build: String,
}

/// The reader sees other records than before, because rights changed or more moved than is worth telling one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rescope {
    /// As of which entry; it comes before the frame that holds that entry. Whatever was read of the model before it may
    /// show what the reader no longer sees, or lack what they see now.
    pub seq: Seq,
    /// What is to be forgotten.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub lost: Vec<Scope>,
    /// What is to be fetched.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub gained: Vec<Scope>,
}

/// Why the server ends a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Goodbye {
    /// The session ended: sign in again.
    Revoked,
    /// The program is too old for this server: load it again.
    Update,
    /// The server goes down or wants the stream opened anew: come back.
    Restart,
}

/// The last event of a stream that the server ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Bye {
    /// Why.
    pub reason: Goodbye,
}

/// Where somebody is and what they hold; told up, at most five times a second.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Presence {
    /// The path of the page that they look at.
    pub place: String,
    /// The accounts whose cards they hold.
    #[serde(default)]
    pub holds: Vec<AccountId>,
}

/// Where a colleague is and what they hold; told down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Present {
    /// Who.
    pub person: PersonId,
    /// The path of the page that they look at.
    pub place: String,
    /// The accounts whose cards they hold, as far as the reader may see them.
    pub holds: Vec<AccountId>,
}

/// What went wrong with a request, in words (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A word for the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// An id to quote, under which the cause stands in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl std::fmt::Display for Scope {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Directory => out.write_str("directory"),
            Self::Account(id) => write!(out, "account:{id}"),
            Self::Boards => out.write_str("boards"),
            Self::Board(id) => write!(out, "board:{id}"),
        }
    }
}

impl std::fmt::Display for ScopeUnknown {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a scope is `directory`, `account:ID`, `boards` or `board:ID`")
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

impl TryFrom<String> for Scope {
    type Error = ScopeUnknown;

    fn try_from(text: String) -> Result<Self, ScopeUnknown> {
        match text.split_once(':') {
            Some(("account", id)) => id.parse().map(Self::Account).map_err(|_| ScopeUnknown),
            Some(("board", id)) => id.parse().map(Self::Board).map_err(|_| ScopeUnknown),
            None if text == "directory" => Ok(Self::Directory),
            None if text == "boards" => Ok(Self::Boards),
            _ => Err(ScopeUnknown),
        }
    }
}
