//! A browser: the replica with what `app::client` does around it, over a network that loses, doubles and delays.

use std::collections::VecDeque;

use app::wire::{Answer, BATCH_MAX, Batch, DirectorySnapshot, Frame, Rescope, Scope, Sent};
use domain::{
    change::Kind,
    command::{Command, Envelope, WIRE},
    history::Entry,
    ids::{AccountId, CommandId, DeviceId, NoteId, PersonId, PlacementId, Seq, TeamBoardId},
    model::Model,
    policy::rights_in,
    rejection::Outcome,
    replica::{Replica, Touched},
    viewer::{Rights, Viewer},
};

use super::{
    chance::Chance,
    server::{Event, Reader, Server, TODAY},
};

/// A browser of one person.
pub struct Client {
    pub person: PersonId,
    pub replica: Replica,
    pub viewer: Viewer,
    pub online: bool,
    /// The session ended; nothing is heard and nothing is sent.
    pub revoked: bool,
    /// The account whose page is open.
    pub open: Option<AccountId>,
    /// What the page knew of the account when it was last fetched.
    print: Option<Print>,
    device: DeviceId,
    /// The stream is opened once the directory is there.
    waits: bool,
    reader: Option<Reader>,
    events: VecDeque<Event>,
    fetches: Vec<Fetch>,
    /// A batch on its way, or its answer.
    up: Option<Up>,
    /// One's own entries, by their numbers.
    pub done: Vec<Seq>,
}

enum Up {
    Asked(String),
    Answered(String),
}

enum Fetch {
    Directory {
        join: Join,
        answer: Option<String>,
    },
    Account {
        id: AccountId,
        answer: Option<Box<Model>>,
    },
    /// The account is not there for this person.
    Missing(AccountId),
    /// The board that people made, which is open all the time.
    Board {
        answer: Option<String>,
    },
    /// It is not there for this person.
    NoBoard,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    Stream,
    Anew,
}

type Print = (Option<domain::account::Account>, Vec<PlacementId>, Vec<(NoteId, String)>, usize, i64);

impl Client {
    /// A page is opened: its first window holds a part of the directory only.
    pub fn new(server: &Server, chance: &Chance, person: PersonId) -> Self {
        let snapshot: DirectorySnapshot = serde_json::from_str(&server.directory(person)).unwrap();
        let mut first = snapshot.into_model();
        let others = first.accounts.keys().skip(chance.below(4)).copied().collect();
        first.drop_accounts(&others);
        first.imports.clear();
        let rights = rights_in(server.model(), person);
        let viewer = Viewer { actor: person, now: server.now(), day: TODAY, language: "en".to_owned(), rights };
        let mut client = Self {
            person,
            replica: Replica::new(first),
            viewer,
            online: true,
            revoked: server.model().people.get(&person).is_none_or(|person| !person.active),
            open: None,
            print: None,
            device: chance.id(),
            waits: true,
            reader: None,
            events: VecDeque::new(),
            fetches: Vec::new(),
            up: None,
            done: Vec::new(),
        };
        client.ask(Fetch::Directory { join: Join::Stream, answer: None });
        client.ask(Fetch::Board { answer: None });
        client
    }

    /// Lays a command over what is shown; one that a rule refuses here is not sent.
    pub fn run(&mut self, chance: &Chance, server: &Server, command: Command) {
        self.viewer.now = server.now();
        let sent = Envelope {
            id: chance.id(),
            device: self.device,
            wire: WIRE,
            made_at: self.viewer.now,
            base_seq: self.replica.seq(),
            command,
        };
        // A refusal here is the author's to read; nothing else follows from it.
        drop(self.replica.run(&self.viewer, sent));
    }

    fn ask(&mut self, fetch: Fetch) {
        self.replica.await_part();
        self.fetches.push(fetch);
    }

    /// The page of an account is opened.
    pub fn open(&mut self, account: AccountId) {
        (self.open, self.print) = (Some(account), None);
        self.ask(Fetch::Account { id: account, answer: None });
    }

    /// The network goes: what is on its way is lost.
    pub fn lose(&mut self) {
        self.online = false;
        self.reader = None;
        self.events.clear();
        // A request that was on its way may have arrived all the same; nobody here will know.
        self.up = None;
        for fetch in &mut self.fetches {
            match fetch {
                Fetch::Directory { answer, .. } => *answer = None,
                Fetch::Account { answer, .. } => *answer = None,
                Fetch::Missing(id) => *fetch = Fetch::Account { id: *id, answer: None },
                Fetch::Board { answer } => *answer = None,
                Fetch::NoBoard => *fetch = Fetch::Board { answer: None },
            }
        }
    }

    /// The stream is opened, or opened again: from where it broke, from a little earlier, or over a fresh directory.
    pub fn listen(&mut self, server: &Server, chance: &Chance) {
        if !self.revoked && self.online && !self.waits && self.reader.is_none() {
            let back = i64::try_from(chance.below(3)).unwrap();
            let since = (self.replica.seq() - back).max(1);
            let (reader, events) = server.join(self.person, since);
            self.reader = Some(reader);
            self.events.extend(events);
        }
    }

    /// The log cannot be gone on with from where the stream broke.
    pub fn start_anew(&mut self) {
        self.reader = None;
        self.waits = true;
        self.events.clear();
        self.ask(Fetch::Directory { join: Join::Anew, answer: None });
    }

    /// The server tells what this reader was not told.
    pub fn be_told(&mut self, server: &Server) {
        if let Some(reader) = &mut self.reader {
            self.events.extend(server.tell(reader));
        }
    }

    /// An event that never comes, as to a tab that missed what its leader passed on.
    pub fn miss(&mut self) {
        if matches!(self.events.front(), Some(Event::Message(_))) {
            self.events.pop_front();
        }
    }

    /// Hears one event; false where there was none.
    pub fn hear(&mut self, server: &Server) -> bool {
        let Some(event) = self.events.pop_front() else { return false };
        self.viewer.now = server.now();
        match event {
            Event::Message(data) => self.take(serde_json::from_str(&data).expect("a frame is understood")),
            Event::Rescope(data) => self.change_scopes(&serde_json::from_str(&data).expect("a word is understood")),
            Event::Revoked => {
                self.lose();
                self.revoked = true;
            }
        }
        true
    }

    fn take(&mut self, frame: Frame) {
        match self.replica.take(&self.viewer, frame.after, frame.seq, frame.changes) {
            Ok(touched) => self.after_people(&touched),
            Err(_) => self.ask(Fetch::Directory { join: Join::Anew, answer: None }),
        }
    }

    fn after_people(&mut self, touched: &Touched) {
        if touched.iter().any(|key| key.kind == Kind::Person) {
            self.renew_rights();
        }
    }

    fn renew_rights(&mut self) {
        let people = &self.replica.shown().people;
        if people.contains_key(&self.person) {
            self.viewer.rights = Rights::of(people, self.person);
        }
    }

    fn change_scopes(&mut self, word: &Rescope) {
        let account = |scope: &Scope| match scope {
            Scope::Account(id) => Some(*id),
            Scope::Directory | Scope::Boards | Scope::Board(_) => None,
        };
        let lost: Vec<AccountId> = word.lost.iter().filter_map(account).collect();
        if word.lost.contains(&Scope::Directory) {
            self.replica.forget(&self.viewer, word.seq);
        }
        drop(self.replica.rescope(&self.viewer, word.seq, &lost));
        self.renew_rights();
        if word.lost.contains(&Scope::Directory) || word.gained.contains(&Scope::Directory) {
            return self.ask(Fetch::Directory { join: Join::Stream, answer: None });
        }
        for id in word.gained.iter().filter_map(account) {
            self.ask(Fetch::Account { id, answer: None });
        }
        if !word.gained.is_empty() {
            self.ask(Fetch::Board { answer: None });
        }
    }

    /// One of the fetches gets on: the server reads, or its answer arrives. False where there is none.
    pub fn fetch(&mut self, server: &Server, chance: &Chance) -> bool {
        if self.fetches.is_empty() || !self.online || self.revoked {
            return false;
        }
        let at = chance.below(self.fetches.len());
        match self.fetches.swap_remove(at) {
            Fetch::Directory { join, answer: None } => {
                let answer = Some(server.directory(self.person));
                self.fetches.push(Fetch::Directory { join, answer });
            }
            Fetch::Account { id, answer: None } => self.fetches.push(match server.account(self.person, id) {
                Some(part) => Fetch::Account { id, answer: Some(Box::new(part)) },
                None => Fetch::Missing(id),
            }),
            Fetch::Directory { join, answer: Some(answer) } => {
                self.adopt_directory(join, &answer);
                self.replica.part_came();
            }
            Fetch::Account { id, answer: Some(part) } => {
                self.adopt_account(id, *part);
                self.replica.part_came();
            }
            Fetch::Board { answer: None } => self.fetches.push(match server.board(self.person) {
                Some(answer) => Fetch::Board { answer: Some(answer) },
                None => Fetch::NoBoard,
            }),
            Fetch::Board { answer: Some(answer) } => {
                self.adopt_board(&answer);
                self.replica.part_came();
            }
            Fetch::Missing(_) | Fetch::NoBoard => self.replica.part_came(),
        }
        true
    }

    fn adopt_directory(&mut self, join: Join, answer: &str) {
        let snapshot: DirectorySnapshot = serde_json::from_str(answer).expect("a directory is understood");
        let directory = snapshot.into_model();
        match join {
            Join::Stream => {
                if self.replica.adopt_directory(&self.viewer, directory).is_err() {
                    return self.ask(Fetch::Directory { join, answer: None });
                }
            }
            Join::Anew => {
                let Ok(opened) = self.replica.start_over(&self.viewer, directory) else {
                    return self.ask(Fetch::Directory { join, answer: None });
                };
                for id in opened {
                    self.ask(Fetch::Account { id, answer: None });
                }
            }
        }
        self.waits = false;
        self.renew_rights();
        self.ask(Fetch::Board { answer: None });
    }

    fn adopt_board(&mut self, answer: &str) {
        let Frame { seq, changes, .. } = serde_json::from_str(answer).expect("a board is understood");
        let board = changes.iter().find(|change| change.key.kind == Kind::TeamBoard);
        let board = board.map(|board| TeamBoardId(board.key.id));
        if self.replica.adopt_boards(&self.viewer, board, seq, &changes).is_err() {
            self.ask(Fetch::Board { answer: None });
        }
    }

    fn adopt_account(&mut self, id: AccountId, part: Model) {
        if self.replica.adopt_account(&self.viewer, id, part).is_err() {
            self.ask(Fetch::Account { id, answer: None });
        }
        self.renew_rights();
    }

    /// An open page fetches its account again when anything of it changed and nothing of one's own is under way.
    pub fn keep_open(&mut self) -> bool {
        let Some(id) = self.open.filter(|_| self.online && !self.revoked && self.unsent().next().is_none()) else {
            return false;
        };
        let print = print(self.replica.shown(), id);
        if self.print.as_ref() == Some(&print) {
            return false;
        }
        self.print = Some(print);
        self.ask(Fetch::Account { id, answer: None });
        true
    }

    fn unsent(&self) -> impl Iterator<Item = &Envelope> {
        self.replica.pending().iter().filter(|pending| pending.seq.is_none()).map(|pending| &pending.sent)
    }

    /// The way up gets on: a batch goes out, arrives, or its answer comes; any of it may be lost, and what arrives may arrive
    /// twice. False where nothing waits. `smooth`: nothing is lost.
    pub fn send(&mut self, server: &mut Server, chance: &Chance, smooth: bool) -> bool {
        if !self.online || self.revoked {
            return false;
        }
        let lost = !smooth && chance.in_hundred(15);
        match self.up.take() {
            None => return self.send_batch(),
            Some(_) if lost && chance.in_hundred(50) => {}
            Some(Up::Asked(batch)) => {
                let stop_after = if smooth || chance.in_hundred(80) { BATCH_MAX } else { chance.below(3) };
                let answer = server.answer(self.person, &batch, stop_after);
                if !smooth && chance.in_hundred(20) {
                    server.answer(self.person, &batch, BATCH_MAX);
                }
                self.up = (!lost).then_some(Up::Answered(answer));
            }
            Some(Up::Answered(answer)) => self.receive(serde_json::from_str(&answer).expect("receipts are understood")),
        }
        true
    }

    fn send_batch(&mut self) -> bool {
        let commands: Vec<Sent> = self
            .unsent()
            .take(BATCH_MAX)
            .map(|sent| Sent {
                id: sent.id,
                made_at: sent.made_at,
                base_seq: sent.base_seq,
                command: sent.command.clone(),
            })
            .collect();
        let ids: Vec<CommandId> = commands.iter().map(|sent| sent.id).collect();
        if ids.is_empty() {
            return false;
        }
        self.replica.try_now(&ids);
        let batch = Batch { wire: WIRE, device: self.device, commands };
        self.up = Some(Up::Asked(serde_json::to_string(&batch).unwrap()));
        true
    }

    fn receive(&mut self, answer: Answer) {
        for receipt in answer.receipts {
            match (receipt.outcome, receipt.seq) {
                (Outcome::Applied, Some(seq)) => {
                    self.number(receipt.id, seq);
                    let touched = self.replica.acknowledge(&self.viewer, receipt.id, seq);
                    self.after_people(&touched);
                }
                _ => drop(self.replica.refuse(&self.viewer, receipt.id)),
            }
        }
    }

    /// One's own entry, kept with what it changed here, so that an undo of it shows at once.
    fn number(&mut self, id: CommandId, seq: Seq) {
        self.done.push(seq);
        let Some(pending) = self.replica.pending().iter().find(|pending| pending.sent.id == id) else { return };
        let entry = Entry {
            seq,
            id,
            actor: self.person,
            at: self.viewer.now,
            kind: pending.sent.command.word().to_owned(),
            undoes: None,
            undone_by: None,
            changes: pending.changes().to_vec(),
        };
        if !entry.changes.is_empty() {
            self.replica.remember(entry);
        }
    }

    /// Whether anything is still on its way.
    pub fn is_at_rest(&self) -> bool {
        self.revoked || (self.events.is_empty() && self.fetches.is_empty() && self.replica.pending().is_empty())
    }
}

fn print(model: &Model, id: AccountId) -> Print {
    let notes = model.notes.values().filter(|note| note.account == id);
    (
        model.accounts.get(&id).cloned(),
        model.placements.of(id).map(|placement| placement.id).collect(),
        notes.map(|note| (note.id, note.text.clone())).collect(),
        model.documents_of(id).len(),
        model.revenue_ttm_minor(id),
    )
}
