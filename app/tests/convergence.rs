//! Clients and a server, at random: commands of every kind, undo, offline spans, lost and doubled requests, streams that
//! break, parts of the model that arrive late, rights that change. At rest every client shows what the server would show to
//! its person.
//!
//! A history that fails prints its seed. `MAINSTAY_SEED=17 cargo nextest run -p domain -p app -p server --test convergence`
//! runs that one alone; `MAINSTAY_HISTORIES=5000` runs more of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

#[path = "convergence/chance.rs"]
mod chance;
#[path = "convergence/client.rs"]
mod client;
#[path = "convergence/server.rs"]
mod server;
#[path = "convergence/wish.rs"]
mod wish;

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering},
};

use app::wire::DirectorySnapshot;
use domain::{
    account::Account,
    board_card::BoardCard,
    board_column::BoardColumn,
    command::Command,
    document::Document,
    group,
    ids::{AccountId, BoardCardId, BoardColumnId, DocumentId, ImportId, NoteId, PersonId, Seq, TeamBoardId},
    import::Import,
    model::Model,
    note::Note,
    person::Person,
    placements::Placements,
    policy::{Action, rights_in},
    table::Table,
    team_board::TeamBoard,
    workspace::{RenameWorkspace, Workspace},
};

use self::{chance::Chance, client::Client, server::Server};

/// How many histories are run.
const HISTORIES: u64 = 500;
/// How many things happen in each.
const STEPS: usize = 400;

/// A house and the browsers of its people.
struct History {
    chance: Chance,
    server: Server,
    clients: Vec<Client>,
    /// Every account that there ever was.
    accounts: BTreeSet<AccountId>,
}

impl History {
    fn new(seed: u64) -> Self {
        let chance = Chance::of(seed);
        let server = Server::new(&chance);
        let people: Vec<PersonId> = server.model().people.keys().copied().collect();
        // The director twice: two devices of one person differ as well.
        let mut clients: Vec<Client> = people.iter().map(|person| Client::new(&server, &chance, *person)).collect();
        clients.push(Client::new(&server, &chance, people[0]));
        Self { chance, server, clients, accounts: BTreeSet::new() }
    }

    fn run(&mut self) {
        for _ in 0..STEPS {
            self.accounts.extend(self.server.model().accounts.keys());
            self.step();
        }
        self.come_to_rest();
    }

    fn step(&mut self) {
        let at = self.chance.below(self.clients.len());
        let (chance, server) = (&self.chance, &mut self.server);
        let client = &mut self.clients[at];
        match chance.below(100) {
            0..30 => {
                let seen = client.replica.shown().clone();
                if let Some(command) = wish::wish(chance, &seen, &client.done, &self.accounts) {
                    client.run(chance, server, command);
                }
            }
            30..52 => drop(client.send(server, chance, false)),
            52..64 => drop(client.hear(server)),
            64..74 => drop(client.fetch(server, chance)),
            74..84 => client.be_told(server),
            84..88 => client.listen(server, chance),
            88..91 if client.online => client.lose(),
            88..91 => client.online = true,
            91..93 => drop(client.keep_open()),
            93..95 => {
                if let Some(account) = chance.one_of(client.replica.shown().accounts.keys().copied()) {
                    client.open(account);
                }
            }
            95 => client.miss(),
            96 => client.start_anew(),
            97 => self.clients[at] = Client::new(server, chance, client.person),
            98 => server.import(chance, client.person),
            _ => server.pass(400),
        }
    }

    /// The network is good again, nobody wants anything more, and all that is on its way arrives.
    fn come_to_rest(&mut self) {
        let (chance, server) = (&self.chance, &mut self.server);
        for _round in 0..2 {
            // A last entry shows whoever missed one that they did.
            let boss = administrator(server.model());
            server.say(chance, boss, Command::RenameWorkspace(RenameWorkspace { name: format!("At rest {_round}") }));
            for _ in 0..200 {
                let mut moved = false;
                for client in &mut self.clients {
                    client.online = true;
                    moved |= client.send(server, chance, true);
                    client.listen(server, chance);
                    client.be_told(server);
                    moved |= client.hear(server);
                    moved |= client.fetch(server, chance);
                    moved |= client.keep_open();
                }
                if !moved {
                    break;
                }
            }
        }
        for client in &self.clients {
            assert!(client.is_at_rest(), "a client does not come to rest: {:?}", client.replica.pending());
        }
    }

    fn check(&self) {
        let accounts = &self.server.model().accounts;
        for account in accounts.values() {
            let find = |id| accounts.get(&id);
            assert!(group::above(account, find).all(|above| above.id != account.id), "{account:?} is below itself");
            let is_there = account.parent.is_none_or(|parent| accounts.contains_key(&parent));
            assert!(is_there, "what is above {account:?} is gone");
        }
        for client in self.clients.iter().filter(|client| !client.revoked) {
            let wanted = Shown::at_server(self.server.model(), client.person, client.open);
            let shown = Shown::of(client.replica.shown(), client.open);
            let role = self.server.model().people.get(&client.person).map(|person| &person.roles);
            let differ = shown.differences(&wanted);
            assert!(differ.is_empty(), "{role:?} sees + and the server would show -:\n{}", differ.join("\n"));
        }
    }
}

/// Somebody who may name the workspace; there always is one who may make somebody one.
fn administrator(model: &Model) -> PersonId {
    let may = |person: &&Person| rights_in(model, person.id).may(Action::Configure);
    model.people.values().find(may).expect("somebody stays administrator").id
}

/// What a person is shown, told so that two ways to the same picture are equal.
#[derive(Debug, PartialEq)]
struct Shown {
    seq: Seq,
    workspace: Option<Workspace>,
    people: Table<PersonId, Person>,
    accounts: Table<AccountId, Account>,
    placements: Placements,
    imports: Table<ImportId, Import>,
    revenue: BTreeMap<AccountId, i64>,
    notes: BTreeMap<NoteId, Note>,
    documents: BTreeMap<DocumentId, Document>,
    team_boards: Table<TeamBoardId, TeamBoard>,
    columns: Table<BoardColumnId, BoardColumn>,
    cards: Table<BoardCardId, BoardCard>,
}

impl Shown {
    /// `open`: the account of which notes and documents are shown.
    fn of(model: &Model, open: Option<AccountId>) -> Self {
        let revenue = model.accounts.keys().map(|id| (*id, model.revenue_ttm_minor(*id))).collect();
        let is_open = |account: AccountId| Some(account) == open;
        let notes = model.notes.values().filter(|note| is_open(note.account));
        let documents = model.documents.values().filter(|document| is_open(document.account));
        Self {
            seq: model.seq,
            workspace: model.workspace.clone(),
            people: model.people.clone(),
            accounts: model.accounts.clone(),
            placements: model.placements.clone(),
            imports: model.imports.clone(),
            revenue,
            notes: notes.map(|note| (note.id, note.clone())).collect(),
            documents: documents.map(|document| (document.id, document.clone())).collect(),
            team_boards: model.team_boards.clone(),
            columns: model.columns.clone(),
            cards: model.cards.clone(),
        }
    }

    /// The lines in which two pictures differ.
    fn differences(&self, wanted: &Self) -> Vec<String> {
        if self == wanted {
            return Vec::new();
        }
        let lines = |shown: &Self| {
            let Self { seq, workspace, people, accounts, placements, imports, revenue, notes, documents, .. } = shown;
            let Self { team_boards, columns, cards, .. } = shown;
            let mut lines = vec![format!("seq {seq}"), format!("{workspace:?}")];
            lines.extend(people.values().map(|one| format!("{one:?}")));
            lines.extend(accounts.values().map(|one| format!("{one:?}")));
            lines.extend(placements.iter().map(|one| format!("{one:?}")));
            lines.extend(imports.values().map(|one| format!("{one:?}")));
            lines.extend(revenue.iter().map(|one| format!("{one:?}")));
            lines.extend(notes.values().map(|one| format!("{one:?}")));
            lines.extend(documents.values().map(|one| format!("{one:?}")));
            lines.extend(team_boards.values().map(|one| format!("{one:?}")));
            lines.extend(columns.values().map(|one| format!("{one:?}")));
            lines.extend(cards.values().map(|one| format!("{one:?}")));
            lines
        };
        let (seen, wanted) = (lines(self), lines(wanted));
        let only = |of: &[String], other: &[String], mark: &str| {
            of.iter().filter(|line| !other.contains(line)).map(|line| format!("{mark} {line}")).collect::<Vec<_>>()
        };
        [only(&seen, &wanted, "+"), only(&wanted, &seen, "-")].concat()
    }

    fn at_server(model: &Model, person: PersonId, open: Option<AccountId>) -> Self {
        let rights = rights_in(model, person);
        let mut seen = DirectorySnapshot::of(model, &rights).into_model();
        let reads = |account: AccountId| {
            model.accounts.get(&account).is_some_and(|account| rights.may_with(Action::ReadNotes, account.owner))
        };
        let notes = model.notes.values().filter(|note| reads(note.account));
        seen.notes = notes.map(|note| (note.id, note.clone())).collect();
        let documents = model.documents.values().filter(|document| seen.accounts.contains_key(&document.account));
        seen.documents = documents.map(|document| (document.id, document.clone())).collect();
        seen.take(&server::board_seen(model, &rights)).expect("what was made from records fits");
        Self::of(&seen, open)
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

fn run(seed: u64) {
    let ran = catch_unwind(AssertUnwindSafe(|| {
        let mut history = History::new(seed);
        history.run();
        history.check();
    }));
    if let Err(cause) = ran {
        eprintln!("history {seed} failed: MAINSTAY_SEED={seed} runs it again");
        std::panic::resume_unwind(cause);
    }
}

#[test]
fn at_rest_everybody_sees_what_the_server_would_show_them() {
    if let Some(seed) = number("MAINSTAY_SEED") {
        return run(seed);
    }
    let (next, end) = (AtomicU64::new(0), number("MAINSTAY_HISTORIES").unwrap_or(HISTORIES));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end {
                break;
            }
            run(seed);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
}
