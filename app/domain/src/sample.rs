//! A demo, small and full of life: the Halvorsen Meridian Group, its people, its accounts and what happened in the last
//! three years. Made of the same commands that people send, the same every time but for the day on which it ends.
//! Every name is invented.

mod board;
mod book;
pub(crate) mod chance;
mod currencies;
mod firm;
mod group;
mod judgement;
mod key_set;
mod ledger;
mod lines;
mod orders;
mod scenarios;
mod staff;
mod status;
mod targets;
mod terms;

use jiff::ToSpan;
use uuid::Uuid;

use self::{
    chance::Chance,
    firm::Firm,
    ledger::{Paper, days_ago, papers},
    staff::{HENRIK, INGRID, STAFF},
};
use crate::{
    account::{AccountEdit, AssignAccount, CreateAccount, EditAccount},
    apply::{self, Verdict},
    categorization::Models,
    command::{Command, Envelope, WIRE},
    day::{Day, Moment},
    document::{DocumentKind, RecordDocument},
    ids::{AccountId, DeviceId, PersonId, PlacementId},
    keep::Kept,
    metrics,
    model::Model,
    money::Currency,
    note::AddNote,
    person::{EditPerson, InvitePerson, OrgRole, PersonEdit},
    placement::{PlaceAccount, WithdrawPlacement},
    policy,
    set::SetOf,
    viewer::Viewer,
    workspace::FoundWorkspace,
};

/// What the demo is called.
pub const NAME: &str = "Halvorsen Meridian Group";
/// The seed of everything that looks like chance.
const SEED: u64 = 1995;

/// A command and who says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Who.
    pub by: PersonId,
    /// What.
    pub command: Command,
}

/// The demo as commands, in the order in which they are to be said. The first founds the workspace; the latest document
/// comes before the others, so that the reporting date moves once. Accounts are judged by the models in hand; without any nobody does.
pub fn commands(today: Day, models: &Models) -> Vec<Said> {
    let mut teller = Teller::new(today);
    teller.found();
    teller.keep_rates();
    teller.create_accounts();
    teller.join_groups();
    let before_trade = teller.said.len();
    let mut events = teller.events();
    events.sort_by_key(|(ago, order, _)| (std::cmp::Reverse(*ago), *order));
    let is_paper = |(_, _, event): &(i32, Order, Event)| matches!(event, Event::Paper(..));
    if let Some(latest) = events.iter().rposition(is_paper) {
        let latest = events.remove(latest);
        events.insert(0, latest);
    }
    for (at, (_, _, event)) in events.into_iter().enumerate() {
        teller.tell(&event, at == 0);
    }
    teller.share_board();
    teller.keep_terms(before_trade);
    teller.judge(models);
    teller.decide_key_accounts(models);
    teller.set_targets();
    teller.keep_orders();
    teller.report_status();
    teller.think_ahead();
    teller.said
}

/// The demo as records, with the trailing figures that a server makes, without what needs models. For tests and previews.
pub fn model(today: Day) -> Model {
    judged(today, &Models::default())
}

/// The same, judged by these models.
pub fn judged(today: Day, models: &Models) -> Model {
    let mut model = Model { kept: Kept { models: models.clone(), ..Kept::default() }, ..Model::default() };
    let mut chance = Chance::of(SEED + 1);
    let now = jiff::tz::Offset::UTC.to_timestamp(today.at(9, 0, 0, 0)).unwrap_or(Moment::UNIX_EPOCH);
    for (said, second) in commands(today, models).into_iter().zip(0_i64..) {
        let viewer = Viewer {
            actor: said.by,
            now: now.saturating_add(second.seconds()).unwrap_or(now),
            day: today,
            language: "en".to_owned(),
            rights: policy::rights_in(&model, said.by),
        };
        let sent = Envelope {
            id: chance.id().into(),
            device: DeviceId::default(),
            wire: WIRE,
            made_at: viewer.now,
            base_seq: model.seq,
            command: said.command,
        };
        if let Verdict::Changes(changes) = apply::apply(&model, &viewer, &sent) {
            model.take(&changes).unwrap_or_default();
            model.seq += 1;
        }
    }
    let figures = metrics::settle(&model, today);
    model.take(&figures).unwrap_or_default();
    model
}

/// What happens on one day, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    HandOver,
    Move,
    Paper,
    Remark,
    Next,
}

/// Something that happens with a firm, by its place in the book.
enum Event {
    HandOver(usize),
    Move(usize, usize),
    Paper(usize, Paper),
    Remark(usize, usize),
    Next(usize),
}

/// Turns stories into commands.
struct Teller {
    today: Day,
    /// What currencies were worth.
    rates: currencies::Rates,
    chance: Chance,
    said: Vec<Said>,
    people: Vec<PersonId>,
    firms: Vec<Firm>,
    accounts: Vec<AccountId>,
    /// By which placement each firm stands.
    stands: Vec<Option<PlacementId>>,
    sales: usize,
    credits: usize,
    purchases: usize,
    /// What each firm brought on which day, in minor units of the base currency.
    brought: Vec<(usize, Day, i64)>,
}

impl Teller {
    fn new(today: Day) -> Self {
        let mut chance = Chance::of(SEED);
        let firms = book::firms();
        Self {
            today,
            rates: currencies::rates(today),
            people: STAFF.iter().map(|_| chance.id().into()).collect(),
            accounts: firms.iter().map(|_| chance.id().into()).collect(),
            stands: vec![None; firms.len()],
            said: Vec::new(),
            sales: 0,
            credits: 0,
            purchases: 0,
            brought: Vec::new(),
            chance,
            firms,
        }
    }

    fn person(&self, place: usize) -> PersonId {
        self.people.get(place).copied().unwrap_or_default()
    }

    fn account(&self, firm: usize) -> AccountId {
        self.accounts.get(firm).copied().unwrap_or_default()
    }

    /// The place of a firm in the book, by its name.
    fn place_of(&self, name: &str) -> Option<usize> {
        self.firms.iter().position(|firm| firm.name == name)
    }

    fn say(&mut self, by: usize, command: Command) {
        let by = self.person(by);
        self.said.push(Said { by, command });
    }

    fn found(&mut self) {
        let workspace = self.chance.id().into();
        for (place, colleague) in STAFF.iter().enumerate() {
            let (person, name) = (self.person(place), colleague.name.to_owned());
            let command = if place == INGRID {
                Command::FoundWorkspace(FoundWorkspace {
                    workspace,
                    name: NAME.to_owned(),
                    base_currency: Currency::default(),
                    person,
                    person_name: name,
                })
            } else {
                Command::InvitePerson(InvitePerson {
                    person,
                    name,
                    roles: SetOf::from([colleague.role]),
                    superior: Some(self.person(colleague.superior)),
                })
            };
            self.say(INGRID, command);
        }
        // Whoever founds a workspace is its administrator at first.
        let edit = PersonEdit::RemoveRole(OrgRole::Administrator);
        self.say(HENRIK, Command::EditPerson(EditPerson { person: self.person(INGRID), edit }));
    }

    fn create_accounts(&mut self) {
        for at in 0..self.firms.len() {
            let Some(firm) = self.firms.get(at) else { continue };
            let account = self.account(at);
            let lead = firm.lead_at(i32::MAX);
            let create = CreateAccount {
                account,
                name: firm.name.to_owned(),
                reference: format!("{}", 20_101 + at * 7),
                country: firm.country.to_owned(),
                segment: firm.segment.to_owned(),
                owner: lead.map(|lead| self.person(lead)),
            };
            let tags: Vec<_> = firm.tags.clone();
            self.say(INGRID, Command::CreateAccount(create));
            for tag in tags {
                let edit = AccountEdit::AddTag(tag.to_owned());
                self.say(lead.unwrap_or(INGRID), Command::EditAccount(EditAccount { account, edit }));
            }
        }
    }

    fn events(&mut self) -> Vec<(i32, Order, Event)> {
        let mut events = Vec::new();
        for (at, firm) in self.firms.iter().enumerate() {
            events.extend(firm.before.map(|(_, ago)| (ago, Order::HandOver, Event::HandOver(at))));
            let moves = firm.moves.iter().enumerate();
            events.extend(moves.map(|(number, told)| (told.ago, Order::Move, Event::Move(at, number))));
            let remarks = firm.remarks.iter().enumerate();
            events.extend(remarks.map(|(number, told)| (told.ago, Order::Remark, Event::Remark(at, number))));
            events.extend(firm.next.map(|_| (1, Order::Next, Event::Next(at))));
            let papers = papers(firm, self.today, &mut self.chance);
            events.extend(papers.into_iter().map(|paper| (paper.ago, Order::Paper, Event::Paper(at, paper))));
        }
        events
    }

    fn tell(&mut self, event: &Event, is_first: bool) {
        match event {
            Event::HandOver(firm) => self.hand_over(*firm),
            Event::Move(firm, number) => self.place(*firm, *number),
            Event::Paper(firm, paper) => self.record(*firm, *paper, is_first),
            Event::Remark(firm, number) => self.remark(*firm, *number),
            Event::Next(firm) => self.plan(*firm),
        }
    }

    fn hand_over(&mut self, at: usize) {
        let Some((before, _)) = self.firms.get(at).and_then(|firm| firm.before) else { return };
        let lead = self.firms.get(at).and_then(|firm| firm.lead);
        let assign = AssignAccount {
            account: self.account(at),
            owner: lead.map(|lead| self.person(lead)),
            was: Some(self.person(before)),
        };
        self.say(before, Command::AssignAccount(assign));
    }

    fn place(&mut self, at: usize, number: usize) {
        let account = self.account(at);
        let Some(firm) = self.firms.get(at) else { return };
        let Some(told) = firm.moves.get(number) else { return };
        let (by, slip) = (firm.lead_at(told.ago).unwrap_or(INGRID), told.slip);
        let was = self.stands.get(at).copied().flatten();
        let place = PlaceAccount {
            placement: self.chance.id().into(),
            account,
            stage: told.stage,
            day: days_ago(self.today, told.ago),
            reason: told.reason.to_owned(),
            was,
        };
        let placement = place.placement;
        self.say(by, Command::PlaceAccount(place));
        if slip {
            let answer = self.chance.id().into();
            let withdraw = WithdrawPlacement { answer, account, placement };
            self.say(by, Command::WithdrawPlacement(withdraw));
        } else if let Some(stands) = self.stands.get_mut(at) {
            *stands = Some(placement);
        }
    }

    /// The first document is recorded by the founder, since accounts may still change hands before its day.
    fn record(&mut self, at: usize, paper: Paper, is_first: bool) {
        let day = days_ago(self.today, paper.ago);
        let number = match paper.kind {
            DocumentKind::Sale => {
                self.sales += 1;
                format!("S-{:05}", 41_000 + self.sales)
            }
            DocumentKind::Credit => {
                self.credits += 1;
                format!("C-{:04}", 1_200 + self.credits)
            }
            DocumentKind::Purchase => {
                self.purchases += 1;
                format!("{:06}", 204_100 + self.purchases * 37)
            }
        };
        let net_minor = match paper.kind {
            DocumentKind::Sale => paper.amount_minor,
            DocumentKind::Credit => -paper.amount_minor,
            DocumentKind::Purchase => 0,
        };
        self.brought.push((at, day, net_minor));
        let (currency, amount_minor) = self.paid(at, day, paper.amount_minor);
        let document = RecordDocument {
            document: self.chance.id().into(),
            account: self.account(at),
            document_kind: paper.kind,
            day,
            number: if is_first { "S-50000".to_owned() } else { number },
            amount_minor,
            currency,
            rate: None,
            lines: Vec::new(),
        };
        let lead = self.firms.get(at).and_then(|firm| firm.lead_at(paper.ago));
        let by = lead.filter(|_| !is_first).unwrap_or(INGRID);
        self.say(by, Command::RecordDocument(document));
    }

    /// The currency in which a firm pays, and what an amount in euros is in it on a day.
    fn paid(&self, at: usize, day: Day, minor: i64) -> (Currency, i64) {
        let currency =
            self.firms.get(at).map(|firm| currencies::currency_of(firm.name, firm.country)).unwrap_or_default();
        let rate = self.rates.get(&(currency, day));
        (currency, rate.map_or(minor, |rate| currencies::in_currency(minor, *rate, currency)))
    }

    fn remark(&mut self, at: usize, number: usize) {
        let account = self.account(at);
        let Some(firm) = self.firms.get(at) else { return };
        let Some(told) = firm.remarks.get(number) else { return };
        let by = told.by.or_else(|| firm.lead_at(told.ago)).unwrap_or(INGRID);
        let text = told.text.to_owned();
        let note = AddNote { note: self.chance.id().into(), account, text };
        self.say(by, Command::AddNote(note));
    }

    fn plan(&mut self, at: usize) {
        let account = self.account(at);
        let Some(firm) = self.firms.get(at) else { return };
        let Some((words, days)) = firm.next else { return };
        let by = firm.lead.unwrap_or(INGRID);
        let day = Some(days_ago(self.today, -days));
        let edit = AccountEdit::NextStep { words: words.to_owned(), day };
        self.say(by, Command::EditAccount(EditAccount { account, edit }));
    }
}

/// An id that is the same in every demo, for tests that need one more.
pub fn fresh_id(number: u64) -> Uuid {
    Chance::of(SEED ^ number.rotate_left(32)).id()
}

#[cfg(test)]
mod tests;
