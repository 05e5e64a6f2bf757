//! The one handle by which pages and views read records and send commands. The server makes one for each page that it
//! renders; a browser keeps one for as long as it is open.

use leptos::prelude::*;

use domain::{
    account::Account,
    board::{Board, Cell, Layout, Line, Slots, Total},
    change::{Kind, RecordKey},
    command::{Command, Envelope, WIRE},
    day::Moment,
    history::Entry,
    ids::{AccountId, CommandId, DeviceId, PersonId, TeamBoardId},
    model::Model,
    person::Person,
    rejection::Rejection,
    set::SetOf,
    table::Table,
    viewer::Viewer,
};

use super::{
    device,
    drafts::Drafts,
    foretell::{Authors, Hearers},
    link::Link,
    state::{CellSignals, State, Tell},
    step::Steps,
};
use crate::wire::{BoardPart, PageData, PagePart, Presence, Present, RailBoard, json::Unread, page::AccountPart};

/// How the browser stands with the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// The page was just opened.
    #[default]
    Opening,
    /// The stream is open.
    Live,
    /// The network or the server is away; commands wait.
    Away,
    /// The session ended; commands wait for the same person.
    SignedOut,
    /// The server speaks no longer as this app does; commands wait, and only a new version leads on.
    Outdated,
}

impl Connection {
    /// Whether what is done waits, and what others do is not heard of.
    pub fn is_lost(self) -> bool {
        !matches!(self, Self::Opening | Self::Live)
    }
}

/// Something about a command that its author must be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The command, so that it can be insisted on.
    pub command: Command,
    /// The rule that said no.
    pub reason: Reason,
}

/// The rule that said no to a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// It said so here.
    Known(Rejection),
    /// The server sent it.
    Sent(Unread),
}

impl Reason {
    /// The rule. One of which this app knows nothing reads as a command of which it knows nothing.
    pub fn rule(&self) -> Rejection {
        match self {
            Self::Known(rule) => rule.clone(),
            Self::Sent(unread) => unread.read().unwrap_or(Rejection::CommandUnknown),
        }
    }
}

/// A board that people made and whose cards are all in hand, with what fetches it again.
pub type WholeBoard = (TeamBoardId, fn(Workspace));

/// The handle; free to copy.
#[derive(Clone, Copy)]
pub struct Workspace {
    pub(super) state: StoredValue<State>,
    pub(super) steps: StoredValue<Steps>,
    pub(super) device: DeviceId,
    /// What speaks with the server, once its code has come.
    pub(super) link: StoredValue<Option<Link>>,
    pub(super) presence: StoredValue<Presence>,
    pub(super) foretold: StoredValue<Hearers>,
    pub(super) authors: StoredValue<Authors>,
    /// The accounts about which something waits for the server.
    pub(super) held_up: StoredValue<SetOf<AccountId>>,
    part: StoredValue<PagePart>,
    first_url: StoredValue<Option<String>>,
    opened: RwSignal<Table<AccountId, AccountPart>>,
    pub(super) drafts: StoredValue<Drafts>,
    /// The e-mail address by which the viewer signed in.
    pub email: StoredValue<String>,
    /// Whether this is the demo.
    pub demo: bool,
    /// The build of the app that rendered the page.
    pub build: StoredValue<String>,
    /// Whether the whole directory is in hand.
    pub directory: RwSignal<bool>,
    /// The boards that people made, as far as the rail has room for them.
    pub rail: RwSignal<Vec<RailBoard>>,
    /// The board that people made that was opened last.
    pub board: StoredValue<Option<WholeBoard>>,
    /// Goes up with every change of anything; lists that cannot tell what they hang on look at it.
    pub revision: RwSignal<u32>,
    /// How the browser stands with the server.
    pub connection: RwSignal<Connection>,
    /// Whether the server gives out another build of the app than this one, which goes on working.
    pub newer: RwSignal<bool>,
    /// How many commands wait for the server's word.
    pub waiting: RwSignal<usize>,
    /// What their author must be told of commands, oldest first.
    pub notices: RwSignal<Vec<Notice>>,
    /// Which colleagues are here, and what they hold.
    pub present: RwSignal<Vec<Present>>,
    /// Whether there is anything to undo, and to redo.
    pub can_step: RwSignal<(bool, bool)>,
    /// Whether the records are shown as they stood once; nothing can be moved then.
    pub looks_back: RwSignal<bool>,
    /// The outbox is at work.
    pub(super) sending: RwSignal<bool>,
}

/// The workspace of this page.
pub fn use_workspace() -> Workspace {
    expect_context()
}

impl Workspace {
    /// The workspace as the page's first window knows it.
    pub fn new(data: PageData) -> Self {
        let mut model = data.records.into_model(data.seq);
        let mut opened = Table::new();
        let part = if let PagePart::Account(part) = &data.part { Some(part.clone()) } else { data.opened };
        if let Some(part) = part {
            model.entries = part.history.iter().map(|entry| (entry.seq, entry.clone())).collect();
            opened.insert(part.account, part);
        }
        Self {
            state: StoredValue::new(State::new(model, data.viewer)),
            steps: StoredValue::new(Steps::default()),
            device: device_or_none(),
            link: StoredValue::new(None),
            opened: RwSignal::new(opened),
            drafts: StoredValue::new(Drafts::of(data.drafts)),
            presence: StoredValue::new(Presence::default()),
            foretold: StoredValue::new(Vec::new()),
            authors: StoredValue::new(Authors::new()),
            held_up: StoredValue::new(SetOf::new()),
            part: StoredValue::new(data.part),
            first_url: StoredValue::new(None),
            email: StoredValue::new(data.email),
            demo: data.demo,
            build: StoredValue::new(data.build),
            directory: RwSignal::new(false),
            rail: RwSignal::new(data.rail),
            board: StoredValue::new(None),
            revision: RwSignal::new(0),
            connection: RwSignal::new(Connection::Opening),
            newer: RwSignal::new(false),
            waiting: RwSignal::new(0),
            notices: RwSignal::new(Vec::new()),
            present: RwSignal::new(Vec::new()),
            can_step: RwSignal::new((false, false)),
            looks_back: RwSignal::new(false),
            sending: RwSignal::new(false),
        }
    }

    /// What the server sent for the page of the first URL.
    pub fn first_part(&self) -> PagePart {
        self.part.get_value()
    }

    /// What the server sent, if it was for the page of this URL: its path and its query. The first URL that asks is the
    /// one that the server answered.
    pub fn first_part_at(&self, url: &str) -> Option<PagePart> {
        let first = self.first_url.try_update_value(|first| first.get_or_insert_with(|| url.to_owned()) == url);
        (first == Some(true)).then(|| self.first_part())
    }

    /// Reads the records as they are shown, without hanging on anything.
    pub fn read<T>(&self, read: impl FnOnce(&Model) -> T) -> T {
        self.state.with_value(|state| read(state.shown()))
    }

    /// Reads the records and hangs on every change of them. For lists and totals; a card uses [`Self::account`].
    pub fn look<T>(&self, read: impl FnOnce(&Model) -> T) -> T {
        self.revision.track();
        self.read(read)
    }

    /// Who looks.
    pub fn viewer(&self) -> Viewer {
        self.state.with_value(|state| state.viewer.clone())
    }

    /// Whether the viewer may do something that concerns no account in particular.
    pub fn may(&self, action: domain::policy::Action) -> bool {
        self.revision.track();
        self.state.with_value(|state| state.viewer.rights.may(action))
    }

    /// What a view shows of one record, woken when that record changes. The account's mark is woken by everything that
    /// belongs to it.
    pub fn watch<T: PartialEq + Send + Sync + 'static>(
        &self,
        key: RecordKey,
        read: impl Fn(&Model) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let workspace = *self;
        let mark = self.state.try_update_value(|state| state.mark(key));
        on_cleanup(move || workspace.state.try_update_value(|state| state.unmark(key)).unwrap_or_default());
        Memo::new(move |_| {
            if let Some(mark) = &mark {
                mark.track();
            }
            workspace.read(&read)
        })
    }

    /// One account, woken when anything of it changes; none where it is not there for this viewer.
    pub fn account(&self, id: AccountId) -> Memo<Option<Account>> {
        self.watch(account_key(id), move |model| model.accounts.get(&id).cloned())
    }

    /// One colleague.
    pub fn person(&self, id: PersonId) -> Memo<Option<Person>> {
        self.watch(RecordKey { kind: Kind::Person, id: id.0 }, move |model| model.people.get(&id).cloned())
    }

    /// Shows a board from its first window on, or from the directory, if that is in hand.
    pub fn show_board(&self, layout: Layout, first: Option<BoardPart>) {
        self.state.update_value(|state| state.show_board(layout.clone(), first.unwrap_or_default()));
        self.open_board(layout);
    }

    /// Keeps the board over the whole directory; nothing happens before the directory is in hand, and the cards of a board that
    /// people made.
    pub fn open_board(&self, layout: Layout) {
        let whole = self.board.get_value().map(|(board, _)| board);
        let has_cards = layout.columns.team_board().is_none_or(|board| whole == Some(board));
        if has_cards && self.directory.get_untracked() {
            self.change(|state| state.open_board(layout));
        }
    }

    /// Whether a board is kept over the directory.
    pub fn has_board(&self) -> bool {
        self.state.with_value(|state| state.board.is_some())
    }

    /// The signals of a cell of the board.
    pub fn cell(&self, cell: &Cell) -> CellSignals {
        self.state.try_update_value(|state| state.cell(cell)).unwrap_or_default()
    }

    /// The account that stands after another one in its cell of the board, or before it; hangs on every change.
    pub fn beside(&self, id: AccountId, after: bool) -> Option<AccountId> {
        self.revision.track();
        self.state.with_value(|state| state.board.as_ref()?.beside(id, after))
    }

    /// What a line of the board adds up to.
    pub fn line(&self, line: &Line) -> ArcRwSignal<Total> {
        self.state.try_update_value(|state| state.line(line)).unwrap_or_default()
    }

    /// The columns and rows of the board.
    pub fn slots(&self) -> ArcRwSignal<Slots> {
        self.state.try_update_value(State::slots).unwrap_or_default()
    }

    /// Reads the board and the records that it is arranged from; none before the whole directory is in hand.
    pub fn board<T>(&self, read: impl FnOnce(&Board, &Model) -> T) -> Option<T> {
        self.state.with_value(|state| state.board.as_ref().map(|board| read(board, state.shown())))
    }

    /// Lets the board go with its page.
    pub fn close_board(&self) {
        self.change(|state| {
            state.close_board();
            Vec::new()
        });
    }

    /// What is told of an account beside its records, if it was opened.
    pub fn opened(&self, account: AccountId) -> Option<AccountPart> {
        self.opened.with(|opened| opened.get(&account).cloned())
    }

    /// An account was fetched whole. Its entries are kept, so that one's own can be taken back here at once.
    pub fn open(&self, part: AccountPart) {
        self.remember(&part.history);
        self.opened.update(|opened| drop(opened.insert(part.account, part)));
    }

    /// Keeps entries of the log in hand.
    pub fn remember(&self, entries: &[Entry]) {
        self.state.update_value(|state| entries.iter().for_each(|entry| state.replica.remember(entry.clone())));
    }

    /// Why a command would not happen, in the rule's own word: a dry run, for controls that are disabled with a reason.
    pub fn why_not(&self, command: Command) -> Option<Rejection> {
        let made_at = self.state.with_value(|state| state.viewer.now);
        let sent = self.envelope(CommandId::default(), made_at, command);
        self.state.with_value(|state| state.replica.why_not(&state.viewer, &sent))
    }

    /// Sends a command: what it does is shown in this turn, and undone if the server says no. A rule that says no here
    /// already is told and nothing is sent.
    pub fn run(&self, command: Command) -> Result<CommandId, Rejection> {
        self.return_to_now();
        let id = CommandId(device::fresh_id());
        let sent = self.envelope(id, device::now(), command);
        let undoable = sent.command.clone();
        let ran = self.state.try_update_value(|state| state.run(sent));
        match ran {
            Some(Ok(tell)) => {
                self.tell(tell);
                self.note_step(id, &undoable);
                self.send();
                Ok(id)
            }
            Some(Err(reason)) => Err(reason),
            None => Ok(id),
        }
    }

    /// Sends a command; a rule that says no is told as a notice.
    pub fn run_or_tell(&self, command: Command) -> bool {
        let ran = self.run(command.clone());
        if let Err(reason) = &ran {
            self.notices.update(|notices| notices.push(Notice { command, reason: Reason::Known(reason.clone()) }));
        }
        ran.is_ok()
    }

    /// Whether a command still waits for the server's word.
    pub(super) fn is_unsent(&self, id: CommandId) -> bool {
        let waits = |state: &State| state.replica.pending().iter().any(|one| one.sent.id == id && one.seq.is_none());
        self.state.try_with_value(waits).unwrap_or_default()
    }

    /// Changes what is in hand and wakes the views that look at it.
    pub(super) fn change(&self, change: impl FnOnce(&mut State) -> Vec<Tell>) {
        if let Some(tell) = self.state.try_update_value(change) {
            self.tell(tell);
        }
    }

    fn tell(&self, tell: Vec<Tell>) {
        tell.into_iter().for_each(Tell::now);
        let unsent = |state: &State| state.replica.pending().iter().filter(|one| one.seq.is_none()).count();
        let Some(waiting) = self.state.try_with_value(unsent) else { return };
        if self.waiting.get_untracked() != waiting {
            self.waiting.set(waiting);
        }
        self.revision.update(|revision| *revision = revision.wrapping_add(1));
    }

    fn envelope(&self, id: CommandId, made_at: Moment, command: Command) -> Envelope {
        let base_seq = self.state.with_value(|state| state.replica.seq());
        Envelope { id, device: self.device, wire: WIRE, made_at, base_seq, command }
    }
}

/// The key of an account.
pub fn account_key(id: AccountId) -> RecordKey {
    RecordKey { kind: Kind::Account, id: id.0 }
}

/// A name for this tab. On the server, where nothing is ever sent, any name does.
fn device_or_none() -> DeviceId {
    device::device()
}
