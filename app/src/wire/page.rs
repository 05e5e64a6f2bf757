//! What a page's first paint needs, as it stands in the HTML: never more than the window that it shows.

use serde::{Deserialize, Serialize};

use domain::{
    account::Account,
    board::{ColumnKey, Total},
    day::{Day, Written},
    document::Document,
    history::Entry,
    ids::{AccountId, Seq},
    import::Import,
    model::Model,
    note::Note,
    person::Person,
    placement::Placement,
    trailing::Trailing,
    viewer::Viewer,
    workspace::Workspace,
};

/// Whole records, by kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Records {
    /// The workspace.
    pub workspace: Option<Workspace>,
    /// People.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    /// Accounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// Words on where they stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub placements: Vec<Placement>,
    /// Documents of trade.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Taken-in files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub imports: Vec<Import>,
    /// Trailing figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trailing: Vec<Trailing>,
}

/// What the page of a URL shows first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PageData {
    /// The build of the app that rendered the page.
    pub build: String,
    /// Who looks.
    pub viewer: Viewer,
    /// The e-mail address by which they signed in.
    pub email: String,
    /// Whether this is the demo.
    pub demo: bool,
    /// The entry of the log at which the records stood.
    pub seq: Seq,
    /// The records of the first window.
    pub records: Records,
    /// The page's own part.
    pub part: PagePart,
}

/// The part of a page that is not made of whole records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PagePart {
    /// Home: what is due and how large the book is.
    Home {
        /// All accounts that the viewer sees.
        total: Total,
        /// The accounts whose next step is due soonest.
        due: Vec<AccountId>,
        /// How many accounts that the viewer sees nobody leads.
        unassigned: usize,
        /// How many are not placed.
        #[serde(default)]
        not_placed: usize,
    },
    /// The list of accounts.
    Accounts {
        /// The accounts of the first window, in order.
        shown: Vec<AccountId>,
        /// All that match.
        total: Total,
    },
    /// One account.
    Account(AccountPart),
    /// The boards that there are.
    Boards {
        /// All accounts that the viewer sees.
        total: Total,
        /// Those that are not placed.
        not_placed: usize,
    },
    /// The relationship-stage board.
    Board {
        /// Its columns, from left to right.
        columns: Vec<BoardColumn>,
    },
    /// Settings: people and import.
    Settings,
    /// There is no such page, or nothing that the viewer may see.
    Missing,
}

/// What is told of an account beside its records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountPart {
    /// Which account.
    pub account: AccountId,
    /// How many documents it has in all.
    pub documents_total: usize,
    /// Its latest entries, newest first.
    pub history: Vec<Entry>,
}

/// All of one account: the answer to `GET /api/v1/model?scope=account:ID`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccountSnapshot {
    /// The entry of the log at which it stood.
    pub seq: Seq,
    /// Its records: the account, its placements and notes, its newest documents, its figures.
    pub records: Records,
    /// What is told beside them.
    pub part: AccountPart,
}

/// Earlier entries of an account: the answer to `GET /api/v1/accounts/ID/history`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HistoryWindow {
    /// The entries, newest first.
    pub items: Vec<Entry>,
    /// What to ask for as `before` to go on; none where this was the last.
    #[serde(default)]
    pub next: Option<Seq>,
}

/// Earlier documents of an account: the answer to `GET /api/v1/accounts/ID/documents`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DocumentWindow {
    /// The documents, latest first.
    pub items: Vec<Document>,
    /// What to ask for as `before` to go on; none where this was the last.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub next: Option<DocumentMark>,
}

/// A place in an account's documents, which run from the latest to the earliest. Written `DAY:NUMBER`, after the document
/// there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentMark {
    /// The day of that document.
    pub day: Day,
    /// Its number.
    pub number: String,
}

/// The text marks no place in an account's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkUnknown;

impl From<&Document> for DocumentMark {
    fn from(document: &Document) -> Self {
        Self { day: document.day, number: document.number.clone() }
    }
}

impl std::fmt::Display for DocumentMark {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.day, self.number)
    }
}

impl std::fmt::Display for MarkUnknown {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a place in the documents is written `DAY:NUMBER`")
    }
}

impl From<DocumentMark> for String {
    fn from(mark: DocumentMark) -> Self {
        mark.to_string()
    }
}

impl TryFrom<String> for DocumentMark {
    type Error = MarkUnknown;

    fn try_from(text: String) -> Result<Self, MarkUnknown> {
        let (day, number) = text.split_once(':').ok_or(MarkUnknown)?;
        if number.chars().any(char::is_control) {
            return Err(MarkUnknown);
        }
        Ok(Self { day: Day::of_text(day).ok_or(MarkUnknown)?, number: number.to_owned() })
    }
}

/// The first window of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BoardColumn {
    /// Which column; none: not placed.
    pub column: ColumnKey,
    /// What all of its accounts add up to.
    pub total: Total,
    /// Its first accounts, in order.
    pub cards: Vec<AccountId>,
}

impl Records {
    /// The records as a model of a device, at a place of the log.
    pub fn into_model(self, seq: Seq) -> Model {
        let mut model = Model::of_device();
        model.seq = seq;
        model.workspace = self.workspace;
        model.people = self.people.into_iter().map(|record| (record.id, record)).collect();
        model.accounts = self.accounts.into_iter().map(|record| (record.id, record)).collect();
        model.documents = self.documents.into_iter().map(|record| (record.id, record)).collect();
        model.notes = self.notes.into_iter().map(|record| (record.id, record)).collect();
        model.imports = self.imports.into_iter().map(|record| (record.id, record)).collect();
        model.trailing = self.trailing.into_iter().map(|record| (record.id, record)).collect();
        model.placements.extend(self.placements);
        model
    }
}
