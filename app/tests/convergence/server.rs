//! A server in memory. It decides like the engine: in order, once for each command id, each accepted command an entry; and
//! it tells like the feeds: what a reader may see by the rights held now, and what they lost or gained.

use std::collections::{BTreeMap, BTreeSet};

use app::wire::{Answer, Batch, DirectorySnapshot, Frame, Receipt, Rescope, Scope, Sent};
use domain::{
    account::{Account, CreateAccount},
    apply::{Verdict, apply},
    board_card::BoardCard,
    board_column::NewColumn,
    catalogue::Product,
    change::{Change, Kind},
    command::{Command, Envelope, WIRE},
    day::{Day, Moment},
    document::{Document, DocumentKind},
    group,
    history::Entry,
    ids::{AccountId, CommandId, DeviceId, PersonId, ProductId, Seq},
    import::ImportBatch,
    metrics,
    model::Model,
    money::Currency,
    person::{InvitePerson, OrgRole},
    policy::{Action, Made, rights_in},
    record::Record,
    rejection::{Outcome, Rejection},
    team_board::CreateTeamBoard,
    viewer::{Rights, Viewer},
    workspace::FoundWorkspace,
};

use super::chance::Chance;

/// The day of every history.
pub const TODAY: Day = jiff::civil::date(2026, 11, 24);
/// How many accounts are named one by one; the real feeds name more, which small histories would never exceed.
const NAMED_MAX: usize = 4;

/// The server.
pub struct Server {
    model: Model,
    /// Whose the board is that people made: everybody's, for as long as it is there.
    made: Option<Made>,
    /// The records after each entry, by its number.
    stood: Vec<Model>,
    bulk: BTreeSet<Seq>,
    answered: BTreeMap<CommandId, (PersonId, Command, Receipt)>,
    second: i64,
}

/// What a reader was told last.
#[derive(Clone)]
pub struct Reader {
    pub person: PersonId,
    pub told: Seq,
    pub rights: Rights,
}

/// An event of the stream, as it travels.
#[derive(Clone, Debug)]
pub enum Event {
    Message(String),
    Rescope(String),
    Revoked,
}

/// What the house sells.
pub const SOLD: ProductId = ProductId(uuid::Uuid::from_u128(7));

/// Who an account is led by at a time; none where there is no such account.
type Lead = Option<Option<PersonId>>;

impl Server {
    /// A house with people of several roles and a few accounts.
    pub fn new(chance: &Chance) -> Self {
        let mut model = Model::default();
        // No device has the catalogue: it takes on trust that there is what a line names.
        let product = Product { id: SOLD, name: "Gloves".to_owned(), ..Product::default() };
        model.kept.products.insert(SOLD, product);
        let mut server = Self {
            stood: vec![model.clone()],
            model,
            made: None,
            bulk: BTreeSet::new(),
            answered: BTreeMap::new(),
            second: 0,
        };
        let boss: PersonId = chance.id();
        server.say(
            chance,
            boss,
            Command::FoundWorkspace(FoundWorkspace {
                workspace: chance.id(),
                name: "House".to_owned(),
                base_currency: Currency::default(),
                person: boss,
                person_name: "Boss".to_owned(),
            }),
        );
        let mut superior = boss;
        for role in [
            OrgRole::AccountDirector,
            OrgRole::KeyAccountManager,
            OrgRole::AccountManager,
            OrgRole::Finance,
            OrgRole::CustomerCare,
        ] {
            let person: PersonId = chance.id();
            let invite =
                InvitePerson { person, name: format!("{role:?}"), roles: [role].into(), superior: Some(superior) };
            server.say(chance, boss, Command::InvitePerson(invite));
            if role == OrgRole::AccountDirector {
                superior = person;
            }
        }
        let people: Vec<PersonId> = server.model.people.keys().copied().collect();
        for number in 0..6 {
            let account: AccountId = chance.id();
            let owner = chance.one_of(people.iter().take(4).copied()).filter(|_| number > 0);
            let create = CreateAccount {
                account,
                name: format!("Account {number}"),
                reference: number.to_string(),
                country: String::new(),
                segment: String::new(),
                owner,
            };
            server.say(chance, boss, Command::CreateAccount(create));
        }
        let column = |name: &str| NewColumn { column: chance.id(), name: name.to_owned(), hue: 0 };
        server.say(
            chance,
            boss,
            Command::CreateTeamBoard(CreateTeamBoard {
                board: chance.id(),
                name: "Board".to_owned(),
                shared: true,
                columns: ["To do", "Doing", "Done"].map(column).to_vec(),
            }),
        );
        server.made = server.model.team_boards.values().next().map(|board| board.made());
        server
    }

    /// The records as they stand.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The instant by the server's clock.
    pub fn now(&self) -> Moment {
        Moment::from_second(1_795_500_000 + self.second).unwrap()
    }

    /// Time goes by.
    pub fn pass(&mut self, seconds: i64) {
        self.second += seconds;
    }

    /// The server itself says something in somebody's name.
    pub fn say(&mut self, chance: &Chance, actor: PersonId, command: Command) -> Outcome {
        let sent = Sent { id: chance.id(), made_at: self.now(), base_seq: self.model.seq, command };
        let decided = self.decide(actor, &sent);
        decided.outcome
    }

    /// Answers a batch; `stop_after` commands it has to stop for a while.
    pub fn answer(&mut self, actor: PersonId, batch: &str, stop_after: usize) -> String {
        let batch: Batch = serde_json::from_str(batch).expect("a batch is understood");
        let mut answer = Answer { receipts: Vec::new(), retry_after_ms: None };
        for (index, sent) in batch.commands.iter().enumerate() {
            if index >= stop_after {
                answer.retry_after_ms = Some(10);
                break;
            }
            let receipt = if sent.command.comes_from_outside() {
                self.decide(actor, sent)
            } else {
                refused(sent.id, Rejection::NotFromOutside)
            };
            answer.receipts.push(receipt);
        }
        serde_json::to_string(&answer).unwrap()
    }

    fn decide(&mut self, actor: PersonId, sent: &Sent) -> Receipt {
        if let Some((by, command, receipt)) = self.answered.get(&sent.id) {
            let same = *by == actor && *command == sent.command;
            return if same { receipt.clone() } else { refused(sent.id, Rejection::CommandIdReused) };
        }
        self.second += 1;
        let receipt = match apply(&self.model, &self.viewer(actor), &envelope(sent)) {
            Verdict::Changes(changes) => self.write(actor, sent, changes),
            Verdict::Rejected(reason) => refused(sent.id, reason),
            Verdict::Unknown => panic!("a rule could not tell over a whole model: {sent:?}"),
        };
        self.answered.insert(sent.id, (actor, sent.command.clone(), receipt.clone()));
        receipt
    }

    fn viewer(&self, actor: PersonId) -> Viewer {
        let rights = rights_in(&self.model, actor);
        Viewer { actor, now: self.now(), day: TODAY, language: "en".to_owned(), rights }
    }

    fn write(&mut self, actor: PersonId, sent: &Sent, mut changes: Vec<Change>) -> Receipt {
        self.model.take(&changes).expect("what was decided fits");
        let settled = metrics::settle(&self.model, TODAY);
        self.model.take(&settled).expect("figures fit");
        changes.extend(settled);
        let seq = self.log(actor, sent.id, sent.command.word(), changes);
        Receipt { id: sent.id, outcome: Outcome::Applied, seq: Some(seq), reason: None }
    }

    fn log(&mut self, actor: PersonId, id: CommandId, kind: &str, changes: Vec<Change>) -> Seq {
        self.model.seq += 1;
        let seq = self.model.seq;
        let entry =
            Entry { seq, id, actor, at: self.now(), kind: kind.to_owned(), undoes: None, undone_by: None, changes };
        self.model.entries.insert(seq, entry);
        let mut stood = self.model.clone();
        stood.entries.clear();
        self.stood.push(stood);
        seq
    }

    /// A file is taken in: its rows go in beside the entry, which tells of the file alone.
    pub fn import(&mut self, chance: &Chance, actor: PersonId) {
        let batch = ImportBatch {
            import: chance.id(),
            file_hash: "00".to_owned(),
            imported: 2,
            accounts_created: 1,
            unchanged: 0,
            refused: 0,
            currency: Currency::default(),
            sales_minor: 300,
            credits_minor: 0,
            purchases_minor: 0,
            last_day: Some(TODAY),
        };
        let (id, import) = (chance.id(), batch.import);
        let sent = Sent { id, made_at: self.now(), base_seq: self.model.seq, command: Command::ImportBatch(batch) };
        let Verdict::Changes(changes) = apply(&self.model, &self.viewer(actor), &envelope(&sent)) else { return };
        let there = chance.one_of(self.model.accounts.keys().copied());
        let new = Account { id: chance.id(), name: "Imported".to_owned(), ..Account::default() };
        self.model.accounts.insert(new.id, new.clone());
        for account in [Some(new.id), there].into_iter().flatten() {
            let document = Document {
                id: chance.id(),
                account,
                kind: DocumentKind::Sale,
                day: TODAY.checked_sub(jiff::Span::new().months(i32::try_from(chance.below(20)).unwrap())).unwrap(),
                number: format!("I{}", self.model.documents.len()),
                amount_minor: 100,
                currency: Currency::default(),
                import: Some(import),
                ..Document::default()
            };
            self.model.documents.insert(document.id, document);
        }
        self.model.take(&changes).expect("what was decided fits");
        let settled = metrics::settle(&self.model, TODAY);
        self.model.take(&settled).expect("figures fit");
        let seq = self.log(actor, sent.id, sent.command.word(), changes);
        self.bulk.insert(seq);
    }

    /// A reader who has the log up to `since`.
    pub fn join(&self, person: PersonId, since: Seq) -> (Reader, Vec<Event>) {
        let mut reader = Reader { person, told: since, rights: rights_in(self.at(since), person) };
        let mut events = self.tell(&mut reader);
        let joined_over = rights_in(self.at(since), person) != reader.rights;
        if joined_over && !matches!(events.first(), Some(Event::Revoked)) {
            events.retain(|event| !matches!(event, Event::Rescope(_)));
            events.insert(0, Event::Rescope(serde_json::to_string(&everything(self.model.seq)).unwrap()));
        }
        (reader, events)
    }

    /// What a reader was not told yet.
    pub fn tell(&self, reader: &mut Reader) -> Vec<Event> {
        let (since, now) = (reader.told, self.model.seq);
        if self.model.people.get(&reader.person).is_none_or(|person| !person.active) {
            return vec![Event::Revoked];
        }
        if since == now {
            return Vec::new();
        }
        let before = std::mem::replace(&mut reader.rights, rights_in(&self.model, reader.person));
        let rights = &reader.rights;
        let moved = self.moved(since);
        let mut rescope = moved_for(&moved, rights, now);
        if self.bulk.range(since + 1..).next().is_some() {
            rescope.get_or_insert_with(|| nothing(now)).gained = vec![Scope::Directory];
        }
        if before != *rights {
            let word = if moved.is_empty() { between(&before, rights, &self.model) } else { Some(everything(now)) };
            rescope = joined(rescope, word);
        }
        reader.told = now;
        let frame = Frame { after: since, seq: now, changes: self.seen(since, rights), by: Vec::new() };
        let frame = Event::Message(serde_json::to_string(&frame).unwrap());
        let rescope = rescope.map(|word| Event::Rescope(serde_json::to_string(&word).unwrap()));
        // As the hub puts the two into one: the word before the frame.
        rescope.into_iter().chain([frame]).collect()
    }

    fn at(&self, seq: Seq) -> &Model {
        &self.stood[usize::try_from(seq).unwrap()]
    }

    fn seen(&self, since: Seq, rights: &Rights) -> Vec<Change> {
        let mut changes = Vec::new();
        for (seq, entry) in self.model.entries.range(since + 1..) {
            let lead = |model: &Model, id: AccountId| model.accounts.get(&id).map(|account| account.owner);
            for change in &entry.changes {
                let then = change.account.and_then(|id| lead(self.at(*seq), id).or_else(|| lead(self.at(seq - 1), id)));
                let then = then.flatten();
                let stands = change.account.and_then(|id| lead(&self.model, id)).unwrap_or(then);
                if rights.sees_change(change, then, self.made) && rights.sees_change(change, stands, self.made) {
                    changes.push(change.clone());
                }
            }
        }
        changes
    }

    /// The leads of the accounts that came, went or changed hands since, the latest first.
    fn moved(&self, since: Seq) -> BTreeMap<AccountId, Vec<Lead>> {
        let changes = self.model.entries.range(since + 1..).flat_map(|(_, entry)| &entry.changes);
        let accounts: BTreeSet<AccountId> =
            changes.filter(|change| change.key.kind == Kind::Account).map(|change| AccountId(change.key.id)).collect();
        let trail = |id: AccountId| {
            let lead = |seq: Seq| self.at(seq).accounts.get(&id).map(|account| account.owner);
            let mut leads: Vec<Lead> = (since..=self.model.seq).rev().map(lead).collect();
            leads.dedup();
            (id, leads)
        };
        accounts.into_iter().map(trail).filter(|(_, leads)| leads.len() > 1).collect()
    }

    /// What `GET /api/v1/model?scope=directory` answers, as it travels.
    pub fn directory(&self, person: PersonId) -> String {
        serde_json::to_string(&DirectorySnapshot::of(&self.model, &rights_in(&self.model, person))).unwrap()
    }

    /// What `GET /api/v1/model?scope=board:ID` answers for the board, as it travels; none where it is not there for the reader.
    pub fn board(&self, person: PersonId) -> Option<String> {
        let rights = rights_in(&self.model, person);
        let changes = board_seen(&self.model, &rights);
        let frame = Frame { after: 0, seq: self.model.seq, changes, by: Vec::new() };
        (!frame.changes.is_empty()).then(|| serde_json::to_string(&frame).unwrap())
    }

    /// What `GET /api/v1/model?scope=account:ID` answers: all of an account as its reader sees it; none where it is not there
    /// for them.
    pub fn account(&self, person: PersonId, id: AccountId) -> Option<Model> {
        let rights = rights_in(&self.model, person);
        let account = self.model.accounts.get(&id).filter(|account| rights.sees(account))?;
        let mut part = Model::of_device();
        part.seq = self.model.seq;
        let parent = account.parent.and_then(|parent| self.model.accounts.get(&parent));
        let around = group::below(&self.model, id).chain(parent).filter(|other| rights.sees(other));
        for account in around.chain([account]) {
            let id = account.id;
            part.accounts.insert(id, account.clone());
            part.trailing.extend(self.model.trailing.get(&id).map(|figure| (id, figure.clone())));
            part.placements.extend(self.model.placements.of(id).cloned());
        }
        let documents = self.model.documents.values().filter(|document| document.account == id);
        part.documents = documents.map(|document| (document.id, document.clone())).collect();
        if rights.may_with(Action::ReadNotes, account.owner) {
            let notes = self.model.notes.values().filter(|note| note.account == id);
            part.notes = notes.map(|note| (note.id, note.clone())).collect();
        }
        Some(part)
    }
}

/// The board with its columns, and with the cards of the accounts that a reader sees, as the changes that make them.
pub fn board_seen(model: &Model, rights: &Rights) -> Vec<Change> {
    if !model.team_boards.values().all(|board| rights.sees_made(board.made())) {
        return Vec::new();
    }
    let sees = |card: &&BoardCard| model.accounts.get(&card.account).is_some_and(|account| rights.sees(account));
    let boards = model.team_boards.values().map(Record::created);
    let columns = model.columns.values().map(Record::created);
    boards.chain(columns).chain(model.cards.values().filter(sees).map(Record::created)).collect()
}

fn envelope(sent: &Sent) -> Envelope {
    let Sent { id, made_at, base_seq, command } = sent.clone();
    Envelope { id, device: DeviceId::default(), wire: WIRE, made_at, base_seq, command }
}

fn refused(id: CommandId, reason: Rejection) -> Receipt {
    Receipt { id, outcome: reason.outcome(), seq: None, reason: Some(reason) }
}

fn everything(seq: Seq) -> Rescope {
    Rescope { seq, lost: vec![Scope::Directory], gained: vec![Scope::Directory] }
}

fn nothing(seq: Seq) -> Rescope {
    Rescope { seq, lost: Vec::new(), gained: Vec::new() }
}

/// What it means to a reader that accounts came, went and changed hands.
fn moved_for(moved: &BTreeMap<AccountId, Vec<Lead>>, rights: &Rights, seq: Seq) -> Option<Rescope> {
    let sees = |lead: &Lead| lead.is_some_and(|lead| rights.may_with(Action::SeeAccount, lead));
    let (mut lost, mut gained) = (Vec::new(), Vec::new());
    for (id, leads) in moved {
        let (stands, earlier) = leads.split_first().unwrap();
        let last = stands.as_ref().map(|_| stands).or_else(|| earlier.first());
        if last.is_some_and(|last| !sees(last)) && earlier.iter().any(sees) {
            lost.push(*id);
        }
        if sees(stands) && earlier.iter().any(|lead| lead.is_some() && !sees(lead)) {
            gained.push(*id);
        }
    }
    named(seq, lost, gained)
}

fn between(before: &Rights, now: &Rights, model: &Model) -> Option<Rescope> {
    let kinds = [Action::ReadNotes, Action::SeePeople, Action::Import];
    if kinds.iter().any(|action| before.reach(*action) != now.reach(*action)) {
        return Some(everything(model.seq));
    }
    let of =
        |sees: &dyn Fn(&Account) -> bool| model.accounts.values().filter(|one| sees(one)).map(|one| one.id).collect();
    let lost = of(&|account| before.sees(account) && !now.sees(account));
    let gained = of(&|account| !before.sees(account) && now.sees(account));
    named(model.seq, lost, gained)
}

fn named(seq: Seq, lost: Vec<AccountId>, gained: Vec<AccountId>) -> Option<Rescope> {
    if lost.is_empty() && gained.is_empty() {
        return None;
    }
    let scopes = |accounts: Vec<AccountId>| match accounts.len() {
        ..=NAMED_MAX => accounts.into_iter().map(Scope::Account).collect(),
        _ => vec![Scope::Directory],
    };
    let (lost, gained) = (scopes(lost), scopes(gained));
    let gained = if lost == [Scope::Directory] { vec![Scope::Directory] } else { gained };
    Some(Rescope { seq, lost, gained })
}

fn joined(one: Option<Rescope>, other: Option<Rescope>) -> Option<Rescope> {
    let (Some(one), Some(other)) = (&one, &other) else { return one.or(other) };
    let both = |a: &[Scope], b: &[Scope]| {
        let scopes: BTreeSet<Scope> = a.iter().chain(b).copied().collect();
        let wide = scopes.contains(&Scope::Directory) || scopes.len() > NAMED_MAX;
        if wide { vec![Scope::Directory] } else { scopes.into_iter().collect() }
    };
    let seq = one.seq.max(other.seq);
    Some(Rescope { seq, lost: both(&one.lost, &other.lost), gained: both(&one.gained, &other.gained) })
}
