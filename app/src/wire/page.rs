//! What a page's first paint needs, as it stands in the HTML: never more than the window that it shows.

use serde::{Deserialize, Serialize};

use super::{draft::Draft, json::Unread};
use domain::{
    account::Account,
    board::{Board, Cell, Outline, Total},
    change::Change,
    day::{Day, Moment, Written},
    document::Document,
    field::{Field, Slot},
    history::Entry,
    ids::{AccountId, PersonId, Seq, TeamBoardId},
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
    /// Boards and views that people made, with columns and cards, as the changes that make them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub boards: Vec<Change>,
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
    /// What is told of the account that is open beside a board, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<AccountPart>,
    /// The boards that people made, as far as the rail has room for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rail: Vec<RailBoard>,
    /// What the viewer is writing and has not sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<Draft>,
}

/// A board that people made, as it stands in the rail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RailBoard {
    /// Which one.
    pub id: TeamBoardId,
    /// Its name.
    pub name: String,
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
    /// A board.
    Board(BoardPart),
    /// What only its page reads: of a report on trade a [`ConcentrationPart`](super::concentration_page::ConcentrationPart), a
    /// [`RetentionPart`](super::retention_page::RetentionPart), a [`WalletReport`](super::terms::WalletReport) a
    /// [`ReciprocityReport`](super::reciprocity::ReciprocityReport) or a [`TargetsReport`](super::targets::TargetsReport), the
    /// [`KeySet`](super::key_accounts::KeySet), a [`HeldToAccount`](super::held_to_account::HeldToAccount), of the categorization
    /// models a [`ModelsPart`](super::models_page::ModelsPart), of their boards a
    /// [`ModelsBoardPart`](super::models_board::ModelsBoardPart), the [`Catalogue`](super::catalogue::Catalogue), and the
    /// [`Rates`](super::rates::Rates) of currencies.
    Report(Unread),
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
    /// The entries, by their numbers, that changed more figures than they tell: before each of them figures are not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub untold: Vec<Seq>,
    /// Why this was the last, where there was something before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<HistoryEnd>,
}

/// Why a history goes no further back: nobody knows any more which accounts there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HistoryEnd {
    /// When that happened, which it does not tell any more.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    #[serde(with = "domain::day::text")]
    pub at: Moment,
    /// Whether a file was taken back, and accounts went with it; else one was taken in whose accounts do not know it.
    pub taken_back: bool,
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

/// The first window of a board: what all of its lines and cells add up to, and the cards that are seen first. Values are written
/// as their words, so that a browser has one thing less to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BoardPart {
    /// Its columns, from left to right.
    pub columns: Vec<BoardLine>,
    /// Its rows, from top to bottom; none on a board without rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<BoardLine>,
    /// What all of it adds up to.
    pub whole: Total,
    /// Its cells that are not empty.
    pub cells: Vec<BoardCell>,
    /// The values by which its cards are coloured, as they stand side by side on a board of their own; none where nothing is coloured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub colours: Vec<BoardLine>,
}

/// A column or a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BoardLine {
    /// The word of its value.
    pub slot: String,
    /// What all of its accounts add up to.
    pub total: Total,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BoardCell {
    /// The word of its column.
    pub column: String,
    /// The word of its row; that of nothing on a board without rows.
    pub row: String,
    /// What all of its accounts add up to.
    pub total: Total,
    /// Its first accounts, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<AccountId>,
}

impl BoardPart {
    /// The first window of a board; `cards` of each cell that is seen first are named.
    pub fn of(board: &Board, cards: impl Fn(&Cell) -> usize) -> Self {
        let line = |slot: &Slot, total: Total| BoardLine { slot: slot.word(), total };
        let cell = |cell: Cell| BoardCell {
            column: cell.column.word(),
            row: cell.row.word(),
            total: board.total(&cell),
            cards: board.cards(&cell).iter().take(cards(&cell)).copied().collect(),
        };
        Self {
            columns: board.columns().iter().map(|slot| line(slot, board.of_column(slot))).collect(),
            rows: board.rows().iter().map(|slot| line(slot, board.of_row(slot))).collect(),
            whole: board.whole(),
            cells: board.cells().map(cell).collect(),
            colours: Vec::new(),
        }
    }

    /// The same with the values of a field by which the cards are coloured, and how many accounts stand under each.
    pub fn with_colours(self, counts: Vec<(Slot, usize)>) -> Self {
        let line = |(slot, count): (Slot, usize)| BoardLine { slot: slot.word(), total: Total { count, sum_minor: 0 } };
        Self { colours: counts.into_iter().map(line).collect(), ..self }
    }

    /// What it tells of a board whose columns and rows are values of these fields.
    pub fn outline(self, columns: Field, rows: Option<Field>) -> Outline {
        let lines = |lines: Vec<BoardLine>, field: Field| -> Vec<(Slot, Total)> {
            lines.into_iter().filter_map(|line| Some((Slot::of_word(field, &line.slot)?, line.total))).collect()
        };
        let cell = |cell: BoardCell| {
            let column = Slot::of_word(columns, &cell.column)?;
            let row = rows.map_or(Some(Slot::Nothing), |rows| Slot::of_word(rows, &cell.row))?;
            Some((Cell { column, row }, cell.total, cell.cards))
        };
        Outline {
            columns: lines(self.columns, columns),
            rows: rows.map(|rows| lines(self.rows, rows)).unwrap_or_default(),
            whole: self.whole,
            cells: self.cells.into_iter().filter_map(cell).collect(),
        }
    }

    /// The people whose names its columns or rows bear.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        self.columns.iter().chain(&self.rows).filter_map(|line| line.slot.parse().ok())
    }

    /// The accounts that it names.
    pub fn accounts(&self) -> impl Iterator<Item = AccountId> {
        self.cells.iter().flat_map(|cell| cell.cards.iter().copied())
    }
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
        // Made by the server from whole records, they fit; a field that is not known here is passed over.
        model.take(&self.boards).unwrap_or_default();
        model
    }
}
