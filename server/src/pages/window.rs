//! The first window of each page: what its first paint shows, cut out of the directory for one reader. Never more than
//! they may see, and never more than a window, however many accounts there are.

use std::borrow::Cow;
use std::collections::BTreeSet;

use app::pages::accounts::list::{Asked, Listed};
use app::pages::home::Summary;
use app::paths;
use app::views::board::asked;
use app::views::board::kanban::FIRST_COLUMNS;
use app::views::board::legend;
use app::wire::{BoardPart, PagePart, Records};
use axum::http::Uri;
use domain::board::Board;
use domain::change::Change;
use domain::day::Day;
use domain::field::{Field, Slot};
use domain::ids::{AccountId, PersonId, TeamBoardId};
use domain::model::Model;
use domain::policy::{Action, Reach};
use domain::record::Record;
use domain::viewer::{Rights, Viewer};

use crate::boards;
use crate::feed::parts::{PartKey, Parts};

/// What a page is sent with: its own part, and the records that this part names.
pub struct Window {
    /// The page's own part.
    pub part: PagePart,
    /// The records of its first paint.
    pub records: Records,
}

/// Whether a page of the app stands at a path, for whoever may see it.
pub fn is_page(path: &str) -> bool {
    matches!(path, paths::HOME | paths::ACCOUNTS | paths::BOARDS | paths::WALL | paths::SETTINGS)
        || is_report(path)
        || path == paths::MODELS
        || account_of(path).is_some()
        || paths::board_of(path).is_some()
}

/// Whether a page stands at a path whose part only that page reads: a report, the catalogue, currencies, the boards of
/// the models, the key accounts, what holds placements to account.
pub fn is_report(path: &str) -> bool {
    matches!(
        path,
        paths::CONCENTRATION
            | paths::RETENTION
            | paths::TARGETS
            | paths::WALLET
            | paths::RECIPROCITY
            | paths::CATALOGUE
            | paths::CURRENCIES
            | paths::KEY_ACCOUNTS
            | paths::STATUS_REPORTS
            | paths::SCENARIOS
            | paths::HELD_TO_ACCOUNT
            | paths::ORDERS
            | paths::MODELS_BOARD
    )
}

/// The account whose page stands at a path.
pub fn account_of(path: &str) -> Option<AccountId> {
    path.strip_prefix(paths::ACCOUNTS)?.strip_prefix('/')?.parse().ok()
}

/// The account that is open beside the board of an address.
pub fn beside(uri: &Uri) -> Option<AccountId> {
    paths::board_of(uri.path())?;
    asked::Asked::opens(uri.query().unwrap_or_default())
}

/// The records of a page with those of an account that is shown whole.
pub fn with_account(page: Records, account: Records) -> Records {
    fn joined<T, K: PartialEq>(page: Vec<T>, more: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
        let is_left = |one: &T| more.iter().all(|other| key(other) != key(one));
        let left: Vec<T> = page.into_iter().filter(is_left).collect();
        left.into_iter().chain(more).collect()
    }
    Records {
        workspace: page.workspace,
        people: joined(page.people, account.people, |person| person.id),
        accounts: joined(page.accounts, account.accounts, |account| account.id),
        placements: joined(page.placements, account.placements, |placement| placement.id),
        documents: account.documents,
        notes: account.notes,
        imports: joined(page.imports, account.imports, |import| import.id),
        trailing: joined(page.trailing, account.trailing, |figure| figure.id),
        boards: page.boards,
    }
}

impl Window {
    /// The first window of every page but an account's, which is read on its own. Its part is worked out over all accounts
    /// that the reader sees, and kept for the next one who sees the same.
    pub fn of(parts: &Parts, model: &Model, viewer: &Viewer, uri: &Uri) -> Self {
        let (path, query) = (uri.path(), uri.query().unwrap_or_default());
        let rights = &viewer.rights;
        let board = paths::board_of(path).and_then(Field::team_board);
        // What somebody made for themselves is nobody else's, whatever the rights.
        let class = if board.is_some() { rights.clone() } else { rights.class() };
        // What is open beside a board is no part of it.
        let address = match paths::board_of(path) {
            Some(field) => asked::Asked { opened: None, ..asked::Asked::of(field, query) }.path(),
            None => format!("{path}?{query}"),
        };
        let key = PartKey { class, day: viewer.day, address };
        let part = parts.at(model.seq, key, || part(&seen(model, rights, board), viewer, path, query));
        let mut records = records(model, viewer, &shown(&part), &named(&part));
        records.boards = made(model, rights, &part, board);
        let records = match part {
            PagePart::Settings => Records { people: people(model, rights), imports: imports(model, rights), ..records },
            // Who leads a key account, and who decided that it is one, may be anybody.
            _ if path == paths::KEY_ACCOUNTS => Records { people: people(model, rights), ..records },
            _ => records,
        };
        Self { part, records }
    }
}

/// The boards and views that people made, as far as a page names them: on the index all, on a board itself with the cards of
/// its first window.
fn made(model: &Model, rights: &Rights, part: &PagePart, board: Option<TeamBoardId>) -> Vec<Change> {
    match (part, board) {
        (PagePart::Boards { .. }, _) => boards::all(model, rights),
        (PagePart::Board(_), Some(board)) => {
            let cards = shown(part).into_iter().filter_map(|account| model.card(board, account));
            let mut changes = boards::with_columns(model, rights, board).unwrap_or_default();
            changes.extend(cards.map(Record::created));
            changes
        }
        _ => Vec::new(),
    }
}

/// The directory with just the accounts and the people that the reader sees, and a board that people made.
fn seen<'a>(model: &'a Model, rights: &Rights, board: Option<TeamBoardId>) -> Cow<'a, Model> {
    if rights.reach(Action::SeeAccount) == Reach::All && rights.may(Action::SeePeople) {
        return Cow::Borrowed(model);
    }
    let people = model.people.values().filter(|person| rights.sees_person(person.id));
    let mut seen = Model {
        seq: model.seq,
        workspace: model.workspace.clone(),
        people: people.map(|person| (person.id, person.clone())).collect(),
        ..Model::default()
    };
    for account in model.accounts.values().filter(|account| rights.sees(account)) {
        seen.accounts.insert(account.id, account.clone());
        seen.trailing.extend(model.trailing.get(&account.id).map(|figure| (account.id, figure.clone())));
    }
    let placements = model.placements.iter().filter(|placement| seen.accounts.contains_key(&placement.account));
    seen.placements.extend(placements.cloned());
    if let Some(changes) = board.and_then(|board| boards::whole(model, rights, board)) {
        // Made from whole records, they fit.
        seen.take(&changes).unwrap_or_default();
    }
    Cow::Owned(seen)
}

fn part(seen: &Model, viewer: &Viewer, path: &str, query: &str) -> PagePart {
    let today = viewer.day;
    match path {
        paths::HOME => {
            let Summary { total, due, unassigned, not_placed } = Summary::of(seen, today);
            PagePart::Home { total, due, unassigned, not_placed }
        }
        paths::ACCOUNTS => {
            let Listed { shown, total } = Listed::of(seen, today, &Asked::of(query));
            PagePart::Accounts { shown, total }
        }
        // A wall shows its boards when it is awake.
        paths::BOARDS | paths::WALL => {
            let Summary { total, not_placed, .. } = Summary::of(seen, today);
            PagePart::Boards { total, not_placed }
        }
        paths::SETTINGS => PagePart::Settings,
        path => match paths::board_of(path) {
            Some(field) if sees(seen, &viewer.rights, field) => {
                PagePart::Board(board(seen, today, &asked::Asked::of(field, query)))
            }
            _ => PagePart::Missing,
        },
    }
}

/// Whether a board is there for a reader: of fields always.
fn sees(model: &Model, rights: &Rights, field: Field) -> bool {
    field
        .team_board()
        .is_none_or(|board| model.team_boards.get(&board).is_some_and(|board| rights.sees_made(board.made())))
}

/// A board, with the cards of the columns that are on a screen at first.
fn board(seen: &Model, today: Day, asked: &asked::Asked) -> BoardPart {
    let board = Board::new(seen, today, asked.layout());
    let near: Vec<&Slot> = board.columns().iter().take(FIRST_COLUMNS).collect();
    let has_rows = !board.rows().is_empty();
    let first = asked.look.first_cards();
    let part = BoardPart::of(&board, |cell| if has_rows || !near.contains(&&cell.column) { 0 } else { first });
    let colours = asked.look.colour().map(|field| legend::counted(seen, field, today));
    part.with_colours(colours.unwrap_or_default())
}

/// The accounts that a part names.
fn shown(part: &PagePart) -> Vec<AccountId> {
    match part {
        PagePart::Home { due, .. } => due.clone(),
        PagePart::Accounts { shown, .. } => shown.clone(),
        PagePart::Board(part) => part.accounts().collect(),
        PagePart::Account(_)
        | PagePart::Boards { .. }
        | PagePart::Report(_)
        | PagePart::Settings
        | PagePart::Missing => Vec::new(),
    }
}

/// The people that a part names.
fn named(part: &PagePart) -> Vec<PersonId> {
    if let PagePart::Board(part) = part { part.people().collect() } else { Vec::new() }
}

/// The workspace, the reader, these people, these accounts, and whom they point to.
fn records(model: &Model, viewer: &Viewer, accounts: &[AccountId], people: &[PersonId]) -> Records {
    let mut records = Records { workspace: model.workspace.clone(), ..Records::default() };
    let mut named: BTreeSet<PersonId> = people.iter().copied().chain([viewer.actor]).collect();
    for account in accounts.iter().filter_map(|id| model.accounts.get(id)) {
        named.extend(account.owner);
        for placement in model.placements.of(account.id) {
            named.insert(placement.by);
            records.placements.push(placement.clone());
        }
        records.trailing.extend(model.trailing.get(&account.id).cloned());
        records.accounts.push(account.clone());
    }
    let is_named = |person: &PersonId| viewer.rights.sees_person(*person);
    records.people =
        named.into_iter().filter(is_named).filter_map(|person| model.people.get(&person).cloned()).collect();
    records
}

fn people(model: &Model, rights: &Rights) -> Vec<domain::person::Person> {
    model.people.values().filter(|person| rights.sees_person(person.id)).cloned().collect()
}

fn imports(model: &Model, rights: &Rights) -> Vec<domain::import::Import> {
    let sees = rights.may(Action::Import) || rights.may(Action::SeeAccount);
    if sees { model.imports.values().cloned().collect() } else { Vec::new() }
}
