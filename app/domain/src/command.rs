//! Commands are intentions: what someone wants, before any rule has looked at it. The enum delegates; each noun decides
//! its own verbs.
use serde::{Deserialize, Serialize};

use crate::{
    account::{AssignAccount, CreateAccount, EditAccount},
    apply::{Case, Decision},
    day::Moment,
    document::RecordDocument,
    ids::{AccountId, CommandId, DeviceId, DocumentId, ImportId, NoteId, PlacementId, Seq},
    import::ImportBatch,
    model::Model,
    note::{AddNote, EditNote, RemoveNote},
    person::{EditPerson, InvitePerson},
    placement::{PlaceAccount, WithdrawPlacement},
    set::SetOf,
    undo::Undo,
    workspace::{FoundWorkspace, RenameWorkspace, SetReportingDate},
};

/// The form in which commands travel. A server takes this form and the older ones that it can still raise to it.
pub const WIRE: u32 = 1;

/// A record or a range that a command must see before it can be decided. Ledger lines are never among them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Everybody of the workspace.
    People,
    /// One account, with who leads it.
    Account(AccountId),
    /// The account of a reference, if there is one.
    AccountReference(String),
    /// Whether anything hangs on an account: one placement, one note, one document of it are enough.
    BuiltOn(AccountId),
    /// One placement.
    Placement(PlacementId),
    /// All placements of an account.
    PlacementsOf(AccountId),
    /// One document.
    Document(DocumentId),
    /// The document of a number, if there is one.
    DocumentNumber(String),
    /// The latest document of the workspace but this one, if there is one: the ledger's last day without it.
    LatestDocumentBut(DocumentId),
    /// One note.
    Note(NoteId),
    /// One import.
    Import(ImportId),
    /// One entry of the log with its images.
    Entry(Seq),
}

/// What a command must see. The workspace and its people are always in hand.
pub type Keys = SetOf<Key>;

/// What someone wants. The word in `kind` never changes its meaning: a new meaning gets a new word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Command {
    /// Found the workspace.
    FoundWorkspace(FoundWorkspace),
    /// Give the workspace another name.
    RenameWorkspace(RenameWorkspace),
    /// Set the reporting date.
    SetReportingDate(SetReportingDate),
    /// Take a colleague in.
    InvitePerson(InvitePerson),
    /// Change one thing about a person.
    EditPerson(EditPerson),
    /// Take an account into the book.
    CreateAccount(CreateAccount),
    /// Change one thing about an account.
    EditAccount(EditAccount),
    /// Say who leads an account.
    AssignAccount(AssignAccount),
    /// Say where an account stands.
    PlaceAccount(PlaceAccount),
    /// Take a placement back.
    WithdrawPlacement(WithdrawPlacement),
    /// Record a sale or a credit.
    RecordDocument(RecordDocument),
    /// Write a note.
    AddNote(AddNote),
    /// Change a note.
    EditNote(EditNote),
    /// Take a note away.
    RemoveNote(RemoveNote),
    /// Take in a file.
    ImportBatch(ImportBatch),
    /// Take an entry of one's own back.
    Undo(Undo),
}

/// A command with who sent it from where, and what its author had seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Its id, made once; the same id is the same command.
    pub id: CommandId,
    /// The device that it comes from.
    pub device: DeviceId,
    /// The form in which it was written.
    pub wire: u32,
    /// When it was made, by the device's clock.
    #[serde(with = "crate::day::text")]
    pub made_at: Moment,
    /// The last entry that its author had seen.
    pub base_seq: Seq,
    /// What it wants.
    pub command: Command,
}

/// Writes out what every variant of [`Command`] does alike.
macro_rules! for_each_command {
    ($self:ident, $inner:ident => $what:expr) => {
        match $self {
            Command::FoundWorkspace($inner) => $what,
            Command::RenameWorkspace($inner) => $what,
            Command::SetReportingDate($inner) => $what,
            Command::InvitePerson($inner) => $what,
            Command::EditPerson($inner) => $what,
            Command::CreateAccount($inner) => $what,
            Command::EditAccount($inner) => $what,
            Command::AssignAccount($inner) => $what,
            Command::PlaceAccount($inner) => $what,
            Command::WithdrawPlacement($inner) => $what,
            Command::RecordDocument($inner) => $what,
            Command::AddNote($inner) => $what,
            Command::EditNote($inner) => $what,
            Command::RemoveNote($inner) => $what,
            Command::ImportBatch($inner) => $what,
            Command::Undo($inner) => $what,
        }
    };
}

impl Command {
    /// What it must see, as far as the model in hand can tell: an undo names its entry first and what that entry
    /// touched once the entry is in hand.
    pub fn needs(&self, known: &Model) -> Keys {
        for_each_command!(self, inner => inner.needs(known))
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        for_each_command!(self, inner => inner.decide(case))
    }

    /// The word for it in the log.
    pub fn word(&self) -> &'static str {
        match self {
            Self::FoundWorkspace(_) => "found_workspace",
            Self::RenameWorkspace(_) => "rename_workspace",
            Self::SetReportingDate(_) => "set_reporting_date",
            Self::InvitePerson(_) => "invite_person",
            Self::EditPerson(_) => "edit_person",
            Self::CreateAccount(_) => "create_account",
            Self::EditAccount(_) => "edit_account",
            Self::AssignAccount(_) => "assign_account",
            Self::PlaceAccount(_) => "place_account",
            Self::WithdrawPlacement(_) => "withdraw_placement",
            Self::RecordDocument(_) => "record_document",
            Self::AddNote(_) => "add_note",
            Self::EditNote(_) => "edit_note",
            Self::RemoveNote(_) => "remove_note",
            Self::ImportBatch(_) => "import_batch",
            Self::Undo(_) => "undo",
        }
    }

    /// Whether it can wait on a device until there is a network. Rights, people and files cannot.
    pub fn works_offline(&self) -> bool {
        match self {
            Self::FoundWorkspace(_)
            | Self::RenameWorkspace(_)
            | Self::SetReportingDate(_)
            | Self::InvitePerson(_)
            | Self::EditPerson(_)
            | Self::ImportBatch(_)
            | Self::RemoveNote(_) => false,
            Self::CreateAccount(_)
            | Self::EditAccount(_)
            | Self::AssignAccount(_)
            | Self::PlaceAccount(_)
            | Self::WithdrawPlacement(_)
            | Self::RecordDocument(_)
            | Self::AddNote(_)
            | Self::EditNote(_)
            | Self::Undo(_) => true,
        }
    }

    /// Whether people and scripts may send it; the others are made by the server behind a door of their own.
    pub fn comes_from_outside(&self) -> bool {
        !matches!(self, Self::FoundWorkspace(_) | Self::ImportBatch(_))
    }
}

impl Command {
    /// The account that it is about, if it is about one.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::CreateAccount(command) => Some(command.account),
            Self::EditAccount(command) => Some(command.account),
            Self::AssignAccount(command) => Some(command.account),
            Self::PlaceAccount(command) => Some(command.account),
            Self::WithdrawPlacement(command) => Some(command.account),
            Self::RecordDocument(command) => Some(command.account),
            Self::AddNote(command) => Some(command.account),
            Self::EditNote(command) => Some(command.account),
            Self::RemoveNote(command) => Some(command.account),
            Self::FoundWorkspace(_)
            | Self::RenameWorkspace(_)
            | Self::SetReportingDate(_)
            | Self::InvitePerson(_)
            | Self::EditPerson(_)
            | Self::ImportBatch(_)
            | Self::Undo(_) => None,
        }
    }
}
