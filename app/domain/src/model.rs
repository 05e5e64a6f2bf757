//! The records in hand, by kind and id, with the look-ups that rules and views need. A plain arena: the server fills one
//! with what a command needs, a browser keeps one for as long as it is open.

use crate::{
    account::Account,
    apart,
    board_card::BoardCard,
    board_column::BoardColumn,
    change::{self, Act, Change, Kind, RecordKey},
    document::{Document, latest_first},
    history::Entry,
    ids::{
        AccountId, BoardCardId, BoardColumnId, DocumentId, ImportId, NoteId, PersonId, PlacementId, SavedViewId, Seq,
        TeamBoardId,
    },
    import::Import,
    keep::Kept,
    money::Currency,
    note::Note,
    order::sorted,
    person::Person,
    placement::Placement,
    placements::Placements,
    record::{Misfit, Record},
    saved_view::SavedView,
    set::SetOf,
    table::Table,
    team_board::TeamBoard,
    trailing::Trailing,
    workspace::Workspace,
};

/// What it means that a record is not in the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Knowledge {
    /// It is not there: the server loaded all that the command needs.
    #[default]
    Whole,
    /// It may be somewhere else: this is a device, which holds what its person may see and has opened.
    Part,
}

/// The records in hand at one place of the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The last entry of the log that it holds.
    pub seq: Seq,
    /// What an absence means.
    pub knowledge: Knowledge,
    /// The workspace.
    pub workspace: Option<Workspace>,
    /// Its people.
    pub people: Table<PersonId, Person>,
    /// Its accounts.
    pub accounts: Table<AccountId, Account>,
    /// Words on where accounts stand.
    pub placements: Placements,
    /// Documents of trade.
    pub documents: Table<DocumentId, Document>,
    /// Notes.
    pub notes: Table<NoteId, Note>,
    /// Taken-in files.
    pub imports: Table<ImportId, Import>,
    /// Trailing figures.
    pub trailing: Table<AccountId, Trailing>,
    /// Boards that people made.
    pub team_boards: Table<TeamBoardId, TeamBoard>,
    /// Their columns.
    pub columns: Table<BoardColumnId, BoardColumn>,
    /// The accounts on them.
    pub cards: Table<BoardCardId, BoardCard>,
    /// Views that were kept.
    pub views: Table<SavedViewId, SavedView>,
    /// Records that boards do not need; none on a device.
    pub kept: Kept,
    /// Entries of the log that are in hand, for undo.
    pub entries: Table<Seq, Entry>,
}

impl Model {
    /// An empty model of a device.
    pub fn of_device() -> Self {
        Self { knowledge: Knowledge::Part, ..Self::default() }
    }

    /// Takes changes in, in order. An edit of a record that is not in hand is passed over; the record comes whole with
    /// the scope that it belongs to. A change that does not fit leaves its record as it was and is told.
    pub fn take(&mut self, changes: &[Change]) -> Result<(), Misfit> {
        let mut misfit = None;
        for change in changes {
            if let Err(found) = self.take_one(change) {
                misfit.get_or_insert(found);
            }
        }
        misfit.map_or(Ok(()), Err)
    }

    /// A list of changes that takes a list back.
    pub fn reversed(changes: &[Change]) -> Vec<Change> {
        change::reversed(changes)
    }

    fn take_one(&mut self, change: &Change) -> Result<(), Misfit> {
        match change.key.kind {
            Kind::Workspace => take_workspace(&mut self.workspace, change),
            Kind::Person => take_into(&mut self.people, change),
            Kind::Account => take_into(&mut self.accounts, change),
            Kind::Placement => self.take_placement(change),
            Kind::Document => take_into(&mut self.documents, change),
            Kind::Note => take_into(&mut self.notes, change),
            Kind::Import => take_into(&mut self.imports, change),
            Kind::Trailing => take_into(&mut self.trailing, change),
            Kind::TeamBoard | Kind::BoardColumn | Kind::BoardCard | Kind::SavedView => apart::take(self, change),
            _ if cfg!(target_arch = "wasm32") || self.knowledge == Knowledge::Part => Ok(()),
            _ => self.kept.take(change),
        }
    }

    /// Takes a change of what people made in. A board that goes, or that the viewer may not see any more, takes along what hangs
    /// on it.
    pub(crate) fn take_made(&mut self, change: &Change) -> Result<(), Misfit> {
        match change.key.kind {
            Kind::BoardColumn => return take_into(&mut self.columns, change),
            Kind::BoardCard => return take_into(&mut self.cards, change),
            Kind::SavedView => return take_into(&mut self.views, change),
            _ => {}
        }
        if change.act == Act::Remove {
            let board = TeamBoardId(change.key.id);
            self.columns.retain(|_, column| column.board != board);
            self.cards.retain(|_, card| card.board != board);
        }
        take_into(&mut self.team_boards, change)
    }

    fn take_placement(&mut self, change: &Change) -> Result<(), Misfit> {
        let known = self.placement_of(change);
        let account = known.map(|known| known.account);
        match (brought(known, change)?, account) {
            (Some(placement), _) => self.placements.insert(placement),
            (None, Some(account)) => self.placements.remove(account, PlacementId(change.key.id)),
            (None, None) => {}
        }
        Ok(())
    }

    /// The placement that a change is about, if it is in hand.
    fn placement_of(&self, change: &Change) -> Option<&Placement> {
        let id = PlacementId(change.key.id);
        match change.account {
            Some(account) => self.placements.get(account, id),
            None => self.placements.find(id),
        }
    }

    /// The notes of an account, newest first.
    pub fn notes_of(&self, account: AccountId) -> Vec<&Note> {
        let notes = self.notes.values().filter(|note| note.account == account);
        sorted(notes, &|a, b| (b.at, b.id).cmp(&(a.at, a.id)))
    }

    /// The documents of an account that are in hand, latest first.
    pub fn documents_of(&self, account: AccountId) -> Vec<&Document> {
        let documents = self.documents.values().filter(|document| document.account == account);
        sorted(documents, &latest_first)
    }

    /// The currency in which the workspace keeps its figures; the blank one where no workspace is in hand.
    pub fn base_currency(&self) -> Currency {
        self.workspace.as_ref().map(|workspace| workspace.base_currency).unwrap_or_default()
    }

    /// What an account brought in the trailing year, in minor units; zero where it never traded.
    pub fn revenue_ttm_minor(&self, account: AccountId) -> i64 {
        self.trailing.get(&account).map_or(0, |trailing| trailing.revenue_ttm_minor)
    }

    /// Whether everything that a change touched is as the change left it.
    pub fn is_as_left(&self, change: &Change) -> bool {
        let id = change.key.id;
        match change.key.kind {
            Kind::Account => as_left(self.accounts.get(&AccountId(id)), change),
            Kind::Placement => as_left(self.placement_of(change), change),
            _ => apart::is_as_left(self, change),
        }
    }

    /// The same of what is neither an account nor where one stands.
    pub(crate) fn is_other_as_left(&self, change: &Change) -> bool {
        let id = change.key.id;
        match change.key.kind {
            Kind::Workspace => as_left(self.workspace.as_ref(), change),
            Kind::Person => as_left(self.people.get(&PersonId(id)), change),
            Kind::Document => as_left(self.documents.get(&DocumentId(id)), change),
            Kind::Note => as_left(self.notes.get(&NoteId(id)), change),
            Kind::Import => as_left(self.imports.get(&ImportId(id)), change),
            Kind::Trailing => as_left(self.trailing.get(&AccountId(id)), change),
            Kind::TeamBoard => as_left(self.team_boards.get(&TeamBoardId(id)), change),
            Kind::BoardColumn => as_left(self.columns.get(&BoardColumnId(id)), change),
            Kind::BoardCard => as_left(self.cards.get(&BoardCardId(id)), change),
            Kind::SavedView => as_left(self.views.get(&SavedViewId(id)), change),
            Kind::Account | Kind::Placement => self.is_as_left(change),
            _ => !cfg!(target_arch = "wasm32") && self.kept.is_as_left(change),
        }
    }

    /// Lets everything of these accounts go: the viewer may not see them any more.
    pub fn drop_accounts(&mut self, lost: &SetOf<AccountId>) {
        self.drop_records(lost);
        self.cards.retain(|_, card| !lost.contains(&card.account));
    }

    /// Whether any board or view that people made is in hand.
    pub fn has_made(&self) -> bool {
        !self.team_boards.is_empty() || !self.views.is_empty()
    }

    /// Lets all boards go, with what hangs on them.
    pub fn drop_boards(&mut self) {
        self.team_boards.clear();
        self.columns.clear();
        self.cards.clear();
        self.views.clear();
    }

    fn drop_records(&mut self, lost: &SetOf<AccountId>) {
        self.accounts.retain(|id, _| !lost.contains(id));
        self.trailing.retain(|id, _| !lost.contains(id));
        self.placements.retain(|placement| !lost.contains(&placement.account));
        self.notes.retain(|_, note| !lost.contains(&note.account));
        self.documents.retain(|_, document| !lost.contains(&document.account));
    }

    /// Takes in the directory as it stood at `part.seq`: workspace, people, accounts, where they stand and what they
    /// brought. What was opened of accounts that are still there stays, and so does `seq`: what was opened stands there.
    pub fn adopt_directory(&mut self, part: Self) {
        let accounts = &part.accounts;
        self.notes.retain(|_, note| accounts.contains_key(&note.account));
        self.documents.retain(|_, document| accounts.contains_key(&document.account));
        self.cards.retain(|_, card| accounts.contains_key(&card.account));
        self.workspace = part.workspace;
        self.people = part.people;
        self.accounts = part.accounts;
        self.placements = part.placements;
        self.trailing = part.trailing;
        self.imports = part.imports;
    }

    /// Takes in a board that was fetched, with its columns and its cards; or without one all boards and views, with the
    /// columns of each and without cards. What was fetched of boards that are still there stays. They come as the changes that
    /// make them.
    pub fn adopt_boards(&mut self, board: Option<TeamBoardId>, changes: &[Change]) -> Result<(), Misfit> {
        let boards = changes.iter().filter(|change| change.key.kind == Kind::TeamBoard);
        let told: Vec<TeamBoardId> = boards.map(|change| TeamBoardId(change.key.id)).collect();
        let goes = |id: TeamBoardId| board.is_none_or(|board| board == id);
        self.team_boards.retain(|id, _| !goes(*id));
        self.columns.retain(|_, column| !goes(column.board));
        self.cards.retain(|_, card| if board.is_some() { !goes(card.board) } else { told.contains(&card.board) });
        if board.is_none() {
            self.views.clear();
        }
        self.take(changes)
    }

    /// Takes in all of one account as it stood at `part.seq`. The rest, and with it `seq`, stays: on which boards it stands is
    /// told with the boards.
    pub fn adopt_account(&mut self, account: AccountId, part: Self) {
        self.drop_records(&SetOf::from([account]));
        self.people.extend(part.people);
        self.accounts.extend(part.accounts);
        self.trailing.extend(part.trailing);
        self.notes.extend(part.notes);
        self.documents.extend(part.documents);
        self.placements.extend(part.placements);
    }
}

/// The records that a list of changes touches, and the accounts that they belong to.
pub fn touched(changes: &[Change]) -> impl Iterator<Item = RecordKey> {
    let account = |change: &Change| change.account.map(|account| RecordKey { kind: Kind::Account, id: account.0 });
    changes.iter().flat_map(move |change| [Some(change.key), account(change)]).flatten()
}

fn take_workspace(workspace: &mut Option<Workspace>, change: &Change) -> Result<(), Misfit> {
    if workspace.as_ref().is_none_or(|found| found.id.0 == change.key.id) {
        *workspace = brought(workspace.as_ref(), change)?;
    }
    Ok(())
}

pub(crate) fn take_into<R: Record>(shelf: &mut Table<R::Id, R>, change: &Change) -> Result<(), Misfit> {
    let id = R::Id::from(change.key.id);
    match brought(shelf.get(&id), change)? {
        Some(record) => drop(shelf.insert(id, record)),
        None => drop(shelf.remove(&id)),
    }
    Ok(())
}

/// A record as a change leaves it; none where it is gone, or was not in hand to be edited.
pub(crate) fn brought<R: Record>(record: Option<&R>, change: &Change) -> Result<Option<R>, Misfit> {
    match change.act {
        Act::Remove => Ok(None),
        Act::Create => taken(R::blank(change.key.id), change).map(Some),
        Act::Edit => record.map(|record| taken(record.clone(), change)).transpose(),
    }
}

fn taken<R: Record>(mut record: R, change: &Change) -> Result<R, Misfit> {
    for field in &change.fields {
        record.take(field)?;
    }
    Ok(record)
}

pub(crate) fn as_left<R: Record>(record: Option<&R>, change: &Change) -> bool {
    match (record, change.act) {
        (None, Act::Remove) => true,
        (Some(record), Act::Create | Act::Edit) => change.fields.iter().all(|field| record.is_as_left(field)),
        (None, Act::Create | Act::Edit) | (Some(_), Act::Remove) => false,
    }
}
