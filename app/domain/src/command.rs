//! Commands are intentions: what someone wants, before any rule has looked at it. The enum delegates; each noun decides
//! its own verbs.
use serde::{Deserialize, Serialize};

use crate::{
    account::{AssignAccount, CreateAccount, EditAccount},
    apart,
    apply::{Case, Decision, Stop},
    assessment::AssessAccount,
    board_card::MoveCard,
    board_column::{AddColumn, EditColumn, RemoveColumn},
    change::RecordKey,
    day::{Day, Moment},
    document::{RecordDocument, ReverseDocument},
    ids::{
        AccountId, AssessmentId, BoardCardId, BoardColumnId, CommandId, DeviceId, DocumentId, ExchangeRateId, ImportId,
        KeyDecisionId, NoteId, PersonId, PlacementId, PositionId, SalesOrderId, SavedViewId, ScenarioId,
        ScenarioWordId, Seq, StatusAnswerId, StatusReportId, TeamBoardId,
    },
    import::{ImportBatch, WithdrawImport},
    keep::Keep,
    key_decision::DecideKeyAccount,
    model::{Knowledge, Model},
    model_edition::PublishModel,
    note::{AddNote, EditNote, RemoveNote},
    person::{EditPerson, InvitePerson},
    placement::{PlaceAccount, WithdrawPlacement},
    position::{AnswerPosition, PlaceOnModel},
    saved_view::{EditView, RemoveView, SaveView},
    scenario::{KeepScenario, SayOfScenario},
    score_list::AssessAccounts,
    set::SetOf,
    status_report::{AnswerStatusReport, SendStatusReport},
    team_board::{CreateTeamBoard, EditTeamBoard, RemoveTeamBoard},
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
    /// Whether anything hangs on an account: one placement, one note, one document of it, one account below it are enough.
    BuiltOn(AccountId),
    /// One placement.
    Placement(PlacementId),
    /// All placements of an account.
    PlacementsOf(AccountId),
    /// One document.
    Document(DocumentId),
    /// The documents of a number, as far as there are any.
    DocumentNumber(String),
    /// What takes a document back, if anything does.
    ReversalOf(DocumentId),
    /// The latest document of the workspace but this one, if there is one: the ledger's last day without it.
    LatestDocumentBut(DocumentId),
    /// One note.
    Note(NoteId),
    /// One import.
    Import(ImportId),
    /// One board with its columns.
    TeamBoard(TeamBoardId),
    /// One column.
    BoardColumn(BoardColumnId),
    /// One card.
    BoardCard(BoardCardId),
    /// All cards of a column.
    CardsIn(BoardColumnId),
    /// All cards of a board.
    CardsOf(TeamBoardId),
    /// One view.
    SavedView(SavedViewId),
    /// The catalogue, and the partners of the workspace.
    Catalogue,
    /// What a currency was worth on a day.
    ExchangeRate(ExchangeRateId),
    /// Contracts, partners, wallets and investments of an account.
    TermsOf(AccountId),
    /// What an account is to bring.
    TargetsOf(AccountId),
    /// One order.
    SalesOrder(SalesOrderId),
    /// What an account was scored, and its positions, by and on every model.
    StandsOn(AccountId),
    /// One assessment.
    Assessment(AssessmentId),
    /// One position.
    Position(PositionId),
    /// Every edition of the categorization models.
    Models,
    /// The model that the text of a file is.
    ModelFile(String),
    /// What is known of an account on a day.
    Facts(AccountId, Day),
    /// Every rule by which accounts count as key.
    KeyRules,
    /// One decision on whether an account is key.
    KeyDecision(KeyDecisionId),
    /// All such decisions on an account.
    KeyDecisionsOf(AccountId),
    /// What every account brought in the trailing year.
    Brought,
    /// One version of a status report, with the other versions of it and what was said to them.
    StatusReport(StatusReportId),
    /// One answer to a status report.
    StatusAnswer(StatusAnswerId),
    /// One version of a scenario, with the other versions of it and what was said of them.
    Scenario(ScenarioId),
    /// One word on a scenario.
    ScenarioWord(ScenarioWordId),
    /// The versions of somebody's status report on a month, with what was said to them.
    StatusReportsOf(PersonId, Day),
    /// What a status report of somebody on a month is made of.
    StatusSources(PersonId, Day),
    /// Whether anything hangs on a family of products or on a partner: one that does is enough.
    HangingOn(RecordKey),
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
    /// Record a sale, a credit or a purchase.
    RecordDocument(RecordDocument),
    /// Take a document back by another one.
    ReverseDocument(ReverseDocument),
    /// Write a note.
    AddNote(AddNote),
    /// Change a note.
    EditNote(EditNote),
    /// Take a note away.
    RemoveNote(RemoveNote),
    /// Take in a file.
    ImportBatch(ImportBatch),
    /// Take a file back out of the books.
    WithdrawImport(WithdrawImport),
    /// Make a board.
    CreateTeamBoard(CreateTeamBoard),
    /// Change one thing about a board.
    EditTeamBoard(EditTeamBoard),
    /// Remove a board.
    RemoveTeamBoard(RemoveTeamBoard),
    /// Put a column on a board.
    AddColumn(AddColumn),
    /// Change one thing about a column.
    EditColumn(EditColumn),
    /// Remove a column.
    RemoveColumn(RemoveColumn),
    /// Say where an account stands on a board.
    MoveCard(MoveCard),
    /// Keep a way of looking at a board.
    SaveView(SaveView),
    /// Change one thing about a view.
    EditView(EditView),
    /// Remove a view.
    RemoveView(RemoveView),
    /// Score an account by a categorization model.
    AssessAccount(AssessAccount),
    /// Score many accounts by a model.
    AssessAccounts(AssessAccounts),
    /// Say where an account stands on a categorization model.
    PlaceOnModel(PlaceOnModel),
    /// Confirm, refuse or take back where an account stands.
    AnswerPosition(AnswerPosition),
    /// Take an account among the key accounts, or let it go.
    DecideKeyAccount(DecideKeyAccount),
    /// Send a status report up the line.
    SendStatusReport(SendStatusReport),
    /// Answer one, or take it back.
    AnswerStatusReport(AnswerStatusReport),
    /// Keep a scenario, or a next version of it.
    KeepScenario(KeepScenario),
    /// Say what is to become of one.
    SayOfScenario(SayOfScenario),
    /// Publish an edition of a categorization model.
    PublishModel(PublishModel),
    /// Keep records that boards do not need.
    Keep(Keep),
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
            Command::ReverseDocument($inner) => $what,
            Command::AddNote($inner) => $what,
            Command::EditNote($inner) => $what,
            Command::RemoveNote($inner) => $what,
            Command::ImportBatch($inner) => $what,
            Command::WithdrawImport($inner) => $what,
            Command::CreateTeamBoard($inner) => $what,
            Command::EditTeamBoard($inner) => $what,
            Command::RemoveTeamBoard($inner) => $what,
            Command::AddColumn($inner) => $what,
            Command::EditColumn($inner) => $what,
            Command::RemoveColumn($inner) => $what,
            Command::MoveCard($inner) => $what,
            Command::SaveView($inner) => $what,
            Command::EditView($inner) => $what,
            Command::RemoveView($inner) => $what,
            Command::AssessAccount($inner) => $what,
            Command::AssessAccounts($inner) => $what,
            Command::PlaceOnModel($inner) => $what,
            Command::AnswerPosition($inner) => $what,
            Command::DecideKeyAccount($inner) => $what,
            Command::SendStatusReport($inner) => $what,
            Command::AnswerStatusReport($inner) => $what,
            Command::KeepScenario($inner) => $what,
            Command::SayOfScenario($inner) => $what,
            Command::PublishModel($inner) => $what,
            Command::Keep($inner) => $what,
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
        match self {
            Self::EditAccount(command) => command.decide(case),
            Self::AssignAccount(command) => command.decide(case),
            Self::PlaceAccount(command) => command.decide(case),
            Self::WithdrawPlacement(command) => command.decide(case),
            // Decided by the server alone: see [`crate::keep`].
            Self::Keep(_)
            | Self::AssessAccount(_)
            | Self::AssessAccounts(_)
            | Self::PlaceOnModel(_)
            | Self::AnswerPosition(_)
            | Self::DecideKeyAccount(_)
            | Self::SendStatusReport(_)
            | Self::AnswerStatusReport(_)
            | Self::KeepScenario(_)
            | Self::SayOfScenario(_)
            | Self::PublishModel(_)
                if cfg!(target_arch = "wasm32") || case.model.knowledge == Knowledge::Part =>
            {
                Err(Stop::Unknown)
            }
            Self::AssessAccount(command) => command.decide(case),
            Self::AssessAccounts(command) => command.decide(case),
            Self::PlaceOnModel(command) => command.decide(case),
            Self::AnswerPosition(command) => command.decide(case),
            Self::DecideKeyAccount(command) => command.decide(case),
            Self::SendStatusReport(command) => command.decide(case),
            Self::AnswerStatusReport(command) => command.decide(case),
            Self::KeepScenario(command) => command.decide(case),
            Self::SayOfScenario(command) => command.decide(case),
            Self::PublishModel(command) => command.decide(case),
            Self::Keep(command) => command.decide(case),
            Self::Undo(command) => command.decide(case),
            other => apart::decide(other, case),
        }
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
            Self::ReverseDocument(_) => "reverse_document",
            Self::AddNote(_) => "add_note",
            Self::EditNote(_) => "edit_note",
            Self::RemoveNote(_) => "remove_note",
            Self::ImportBatch(_) => "import_batch",
            Self::WithdrawImport(_) => "withdraw_import",
            Self::CreateTeamBoard(_) => "create_team_board",
            Self::EditTeamBoard(_) => "edit_team_board",
            Self::RemoveTeamBoard(_) => "remove_team_board",
            Self::AddColumn(_) => "add_column",
            Self::EditColumn(_) => "edit_column",
            Self::RemoveColumn(_) => "remove_column",
            Self::MoveCard(_) => "move_card",
            Self::SaveView(_) => "save_view",
            Self::EditView(_) => "edit_view",
            Self::RemoveView(_) => "remove_view",
            Self::AssessAccount(_) => "assess_account",
            Self::AssessAccounts(_) => "assess_accounts",
            Self::PlaceOnModel(_) => "place_on_model",
            Self::AnswerPosition(_) => "answer_position",
            Self::DecideKeyAccount(_) => "decide_key_account",
            Self::SendStatusReport(_) => "send_status_report",
            Self::AnswerStatusReport(_) => "answer_status_report",
            Self::KeepScenario(_) => "keep_scenario",
            Self::SayOfScenario(_) => "say_of_scenario",
            Self::PublishModel(_) => "publish_model",
            Self::Keep(_) => "keep",
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
            | Self::WithdrawImport(_)
            | Self::AssessAccounts(_)
            | Self::PublishModel(_)
            | Self::RemoveNote(_)
            | Self::RemoveTeamBoard(_)
            | Self::RemoveColumn(_)
            | Self::RemoveView(_) => false,
            Self::CreateAccount(_)
            | Self::EditAccount(_)
            | Self::AssignAccount(_)
            | Self::PlaceAccount(_)
            | Self::WithdrawPlacement(_)
            | Self::RecordDocument(_)
            | Self::ReverseDocument(_)
            | Self::AddNote(_)
            | Self::EditNote(_)
            | Self::CreateTeamBoard(_)
            | Self::EditTeamBoard(_)
            | Self::AddColumn(_)
            | Self::EditColumn(_)
            | Self::MoveCard(_)
            | Self::SaveView(_)
            | Self::EditView(_)
            | Self::AssessAccount(_)
            | Self::PlaceOnModel(_)
            | Self::AnswerPosition(_)
            | Self::DecideKeyAccount(_)
            | Self::SendStatusReport(_)
            | Self::AnswerStatusReport(_)
            | Self::KeepScenario(_)
            | Self::SayOfScenario(_)
            | Self::Keep(_)
            | Self::Undo(_) => true,
        }
    }

    /// Whether people and scripts may send it; the others are made by the server behind a door of their own.
    pub fn comes_from_outside(&self) -> bool {
        !matches!(
            self,
            Self::FoundWorkspace(_)
                | Self::ImportBatch(_)
                | Self::WithdrawImport(_)
                | Self::AssessAccounts(_)
                | Self::PublishModel(_)
        )
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
            Self::ReverseDocument(command) => Some(command.account),
            Self::AddNote(command) => Some(command.account),
            Self::EditNote(command) => Some(command.account),
            Self::RemoveNote(command) => Some(command.account),
            Self::MoveCard(command) => Some(command.account),
            Self::AssessAccount(command) => Some(command.account),
            Self::PlaceOnModel(command) => Some(command.account),
            Self::AnswerPosition(command) => Some(command.account),
            Self::DecideKeyAccount(command) => Some(command.account),
            Self::Keep(command) => command.account,
            Self::FoundWorkspace(_)
            | Self::RenameWorkspace(_)
            | Self::SetReportingDate(_)
            | Self::InvitePerson(_)
            | Self::EditPerson(_)
            | Self::ImportBatch(_)
            | Self::WithdrawImport(_)
            | Self::AssessAccounts(_)
            | Self::CreateTeamBoard(_)
            | Self::EditTeamBoard(_)
            | Self::RemoveTeamBoard(_)
            | Self::AddColumn(_)
            | Self::EditColumn(_)
            | Self::RemoveColumn(_)
            | Self::SaveView(_)
            | Self::EditView(_)
            | Self::RemoveView(_)
            | Self::SendStatusReport(_)
            | Self::AnswerStatusReport(_)
            | Self::KeepScenario(_)
            | Self::SayOfScenario(_)
            | Self::PublishModel(_)
            | Self::Undo(_) => None,
        }
    }
}
