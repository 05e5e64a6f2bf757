use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    account::Account,
    apply::{Verdict, apply},
    categorization::{Models, shipped::tests::all},
    change::Act,
    command::{Command, Envelope, WIRE},
    day::Moment,
    history::Entry,
    ids::{CommandId, DeviceId, Seq},
    keep::{Keep, Wish},
    model::Knowledge,
    person::{OrgRole, Person},
    policy::rights_in,
    position::Position,
    undo::Undo,
    viewer::Viewer,
    workspace::Workspace,
};

const LEAD: u128 = 1;
const HEAD: u128 = 2;
const CHIEF: u128 = 3;
const STRANGER: u128 = 4;
const ACCOUNT: u128 = 10;
const TODAY: Day = date(2026, 11, 26);
const SPRING: Day = date(2026, 3, 2);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

/// An account that a key account manager leads under an account director under an agency director.
struct House {
    model: Model,
    latest: u128,
}

impl House {
    fn new() -> Self {
        let kept = Kept { models: Models::of(all()), ..Kept::default() };
        let mut model = Model { kept, workspace: Some(Workspace::default()), ..Model::default() };
        let mut join = |number, role, superior: Option<u128>| {
            let superior = superior.map(id);
            let person = Person { id: id(number), roles: [role].into(), superior, active: true, ..Person::default() };
            model.people.insert(person.id, person);
        };
        join(LEAD, OrgRole::KeyAccountManager, Some(HEAD));
        join(HEAD, OrgRole::AccountDirector, Some(CHIEF));
        join(CHIEF, OrgRole::AgencyDirector, None);
        join(STRANGER, OrgRole::AccountDirector, Some(CHIEF));
        let account = Account { id: id(ACCOUNT), owner: Some(id(LEAD)), ..Account::default() };
        model.accounts.insert(account.id, account);
        Self { model, latest: 100 }
    }

    fn run(&mut self, who: u128, command: Command) -> Result<Seq, Rejection> {
        let actor: PersonId = id(who);
        let (now, rights) = (Moment::UNIX_EPOCH, rights_in(&self.model, actor));
        let viewer = Viewer { actor, now, day: TODAY, language: "en".into(), rights };
        let kind = command.word().to_owned();
        let (id, device) = (CommandId::default(), DeviceId::default());
        let sent = Envelope { id, device, wire: WIRE, made_at: now, base_seq: 0, command };
        match apply(&self.model, &viewer, &sent) {
            Verdict::Changes(changes) => {
                self.model.take(&changes).unwrap();
                self.model.seq += 1;
                let seq = self.model.seq;
                let entry = Entry { seq, id, actor, at: now, kind, undoes: None, undone_by: None, changes };
                self.model.entries.insert(seq, entry);
                Ok(seq)
            }
            Verdict::Rejected(rejection) => Err(rejection),
            Verdict::Unknown => panic!("a whole model can tell"),
        }
    }

    fn fresh<T: From<Uuid>>(&mut self) -> T {
        self.latest += 1;
        id(self.latest)
    }

    fn wish(&mut self, says: KeyWord, day: Day, reason: &str) -> DecideKeyAccount {
        let words = self.model.kept.key_decisions_of(id(ACCOUNT));
        let was = said::standing(words, TODAY, i64::MAX).map(|holds| holds.id);
        let (decision, account, reason) = (self.fresh(), id(ACCOUNT), reason.to_owned());
        DecideKeyAccount { decision, account, says, day, rule: None, reason, was }
    }

    fn decide(&mut self, who: u128, says: KeyWord, day: Day, reason: &str) -> Result<Seq, Rejection> {
        let wish = self.wish(says, day, reason);
        self.run(who, Command::DecideKeyAccount(wish))
    }

    fn undo(&mut self, who: u128) -> Result<Seq, Rejection> {
        let (entry, answer) = (self.model.seq, self.fresh());
        self.run(who, Command::Undo(Undo { entry, answer }))
    }

    /// From when to when it was key.
    fn spells(&self) -> Vec<(Day, Option<Day>)> {
        let words: Vec<&KeyDecision> = self.model.kept.key_decisions_of(id(ACCOUNT)).collect();
        spells(&decided(&words, TODAY)).iter().map(|one| (one.entered.day, one.left.map(|left| left.day))).collect()
    }

    fn keep_rule(&mut self, who: u128, rule: &KeyRule) -> Result<Seq, Rejection> {
        self.run(who, Command::Keep(Keep::one(None, Wish::of_new(rule))))
    }
}

use KeyWord::{LetGo, TakenIn};

fn top(number: u128) -> KeyRule {
    let (name, from_day) = (format!("Top {number}"), date(2026, 1, 1));
    KeyRule { id: id(number), name, basis: KeyBasis::Each, percent: 40, from_day, ..KeyRule::default() }
}

#[test]
fn directors_decide_for_the_accounts_of_their_line() {
    let mut house = House::new();
    let action = Action::DecideKeyAccount;
    assert_eq!(house.decide(LEAD, TakenIn, TODAY, "Ours"), Err(Rejection::NotPermitted { action }));
    assert_eq!(house.decide(STRANGER, TakenIn, TODAY, "Ours"), Err(Rejection::Gone { kind: Kind::Account }));
    assert!(house.decide(HEAD, TakenIn, SPRING, "Third plant signed").is_ok());
    assert_eq!(house.spells(), [(SPRING, None)]);
    assert!(house.decide(CHIEF, LetGo, TODAY, "They insource").is_ok());
    assert_eq!(house.spells(), [(SPRING, Some(TODAY))]);
    let decided = house.model.kept.key_decisions_of(id(ACCOUNT)).last().unwrap();
    assert_eq!((decided.by, decided.recorded, &*decided.reason), (id(CHIEF), 2, "They insource"));
}

#[test]
fn what_is_decided_already_or_by_an_older_picture_is_refused() {
    let mut house = House::new();
    assert_eq!(house.decide(HEAD, LetGo, TODAY, "Why not"), Err(Rejection::IsNotKey));
    let late = TODAY.tomorrow().unwrap();
    assert_eq!(house.decide(HEAD, TakenIn, late, "Soon"), Err(Rejection::DayInFuture { latest: TODAY }));
    let blind = house.wish(TakenIn, TODAY, "As I saw it");
    assert!(house.decide(HEAD, TakenIn, SPRING, "Signed").is_ok());
    assert_eq!(house.decide(HEAD, TakenIn, TODAY, "Again"), Err(Rejection::IsKeyAlready));
    let conflict = Rejection::Conflict { kind: Kind::KeyDecision, field: "says".to_owned() };
    assert_eq!(house.run(CHIEF, Command::DecideKeyAccount(blind)), Err(conflict));
    let before = SPRING.yesterday().unwrap();
    assert_eq!(house.decide(HEAD, LetGo, before, "Too early"), Err(Rejection::IsNotKey));
    let same = house.model.kept.key_decisions.keys().next().copied().unwrap();
    let twice = DecideKeyAccount { decision: same, ..house.wish(LetGo, TODAY, "Over") };
    let taken = Rejection::IdTaken { kind: Kind::KeyDecision };
    assert_eq!(house.run(HEAD, Command::DecideKeyAccount(twice)), Err(taken));
}

#[test]
fn where_no_rule_says_so_it_says_why() {
    let mut house = House::new();
    assert_eq!(house.decide(HEAD, TakenIn, SPRING, " "), Err(Rejection::KeyReasonMissing));
    let rule = top(7);
    assert_eq!(
        house.keep_rule(HEAD, &rule),
        Err(Rejection::NotPermitted { action: Action::DecideKeyAccount }),
        "a rule is for the whole workspace"
    );
    assert!(house.keep_rule(CHIEF, &rule).is_ok());
    let by_rule = |house: &mut House, says, day| {
        let wish = DecideKeyAccount { rule: Some(rule.id), ..house.wish(says, day, "") };
        house.run(HEAD, Command::DecideKeyAccount(wish))
    };
    assert_eq!(by_rule(&mut house, TakenIn, SPRING), Err(Rejection::KeyReasonMissing), "it brings nothing");
    house.model.kept.brought = [(id(ACCOUNT), 400), (id(11), 600)].into_iter().collect();
    assert_eq!(by_rule(&mut house, TakenIn, date(2025, 12, 31)), Err(Rejection::RuleNotInForce));
    assert!(by_rule(&mut house, TakenIn, SPRING).is_ok());
    assert_eq!(by_rule(&mut house, LetGo, TODAY), Err(Rejection::KeyReasonMissing), "the rule still says so");
    house.model.kept.brought.insert(id(11), 700);
    assert!(by_rule(&mut house, LetGo, TODAY).is_ok());
    let unknown = DecideKeyAccount { rule: Some(id(99)), ..house.wish(TakenIn, TODAY, "Back") };
    let gone = Rejection::Gone { kind: Kind::KeyRule };
    assert_eq!(house.run(HEAD, Command::DecideKeyAccount(unknown)), Err(gone));
}

#[test]
fn a_rule_of_cells_looks_at_where_the_account_stands() {
    let mut house = House::new();
    let (model, cells) = ("four_s".to_owned(), ["strategic".to_owned()].into());
    let rule = KeyRule { basis: KeyBasis::Cells, model, cells, confirmed: true, percent: 0, ..top(7) };
    house.keep_rule(CHIEF, &rule).unwrap();
    let stand = |house: &mut House, state| {
        let (model, cell) = ("four_s".to_owned(), "strategic".to_owned());
        let day = SPRING;
        let position =
            Position { id: house.fresh(), account: id(ACCOUNT), model, cell, day, state, ..Position::default() };
        house.model.take(&[position.created()]).unwrap();
    };
    let wish = |house: &mut House| DecideKeyAccount { rule: Some(rule.id), ..house.wish(TakenIn, TODAY, "") };
    stand(&mut house, PlacementState::Proposed);
    let command = Command::DecideKeyAccount(wish(&mut house));
    assert!(command.needs(&house.model).contains(&Key::StandsOn(id(ACCOUNT))));
    assert_eq!(house.run(HEAD, command), Err(Rejection::KeyReasonMissing), "nobody confirmed it");
    house.model.kept.positions.clear();
    stand(&mut house, PlacementState::Confirmed);
    let command = Command::DecideKeyAccount(wish(&mut house));
    assert!(house.run(HEAD, command).is_ok());
}

#[test]
fn an_undo_answers_and_removes_nothing() {
    let mut house = House::new();
    house.decide(HEAD, TakenIn, SPRING, "Signed").unwrap();
    house.undo(HEAD).unwrap();
    assert_eq!(house.spells(), []);
    assert_eq!(house.model.kept.key_decisions.len(), 2, "both stay");
    house.undo(HEAD).unwrap();
    assert_eq!(house.spells(), [(SPRING, None)], "undoing the undo says it again");
    assert_eq!(house.model.kept.key_decisions.len(), 3);
    house.decide(CHIEF, LetGo, TODAY, "Over").unwrap();
    let (entry, answer) = (3, house.fresh());
    let since = Err(Rejection::ChangedSince { entry });
    assert_eq!(house.run(HEAD, Command::Undo(Undo { entry, answer })), since);
}

#[test]
fn of_several_words_for_a_day_the_last_holds_and_what_held_begins_nothing() {
    let mut house = House::new();
    let summer = date(2026, 7, 1);
    house.decide(HEAD, TakenIn, summer, "Signed").unwrap();
    house.decide(HEAD, LetGo, summer, "A mistake").unwrap();
    assert_eq!(house.spells(), []);
    house.decide(HEAD, TakenIn, summer, "None after all").unwrap();
    let wish = house.wish(TakenIn, SPRING, "It was from spring on");
    house.run(HEAD, Command::DecideKeyAccount(wish)).unwrap();
    assert_eq!(house.spells(), [(SPRING, None)]);
    let words: Vec<&KeyDecision> = house.model.kept.key_decisions_of(id(ACCOUNT)).collect();
    assert_eq!(spells(&decided(&words, SPRING.yesterday().unwrap())), []);
}

#[test]
fn a_rule_that_decided_something_stays_and_ends() {
    let mut house = House::new();
    let (rule, other) = (top(7), top(8));
    house.keep_rule(CHIEF, &rule).unwrap();
    house.keep_rule(CHIEF, &other).unwrap();
    let wish = DecideKeyAccount { rule: Some(rule.id), ..house.wish(TakenIn, SPRING, "By its standing") };
    house.run(HEAD, Command::DecideKeyAccount(wish)).unwrap();
    let keep = |wish| Command::Keep(Keep::one(None, wish));
    let in_use = Err(Rejection::InUse { kind: Kind::KeyRule });
    assert_eq!(house.run(CHIEF, keep(Wish::of_removal(&rule))), in_use);
    assert!(house.run(CHIEF, keep(Wish::of_removal(&other))).is_ok());
    let ended = KeyRule { to_day: Some(TODAY), ..rule.clone() };
    assert!(house.run(CHIEF, keep(Wish::of_edit(&rule, &ended).unwrap())).is_ok());
    let lower = KeyRule { percent: 5, ..ended.clone() };
    let fixed = Err(Rejection::FieldUnfit { field: "percent".to_owned() });
    assert_eq!(house.run(CHIEF, keep(Wish::of_edit(&ended, &lower).unwrap())), fixed);
}

#[test]
fn a_device_leaves_it_to_the_server() {
    let mut house = House::new();
    let wish = house.wish(TakenIn, SPRING, "Signed");
    house.model.knowledge = Knowledge::Part;
    let viewer = Viewer {
        actor: id(HEAD),
        now: Moment::UNIX_EPOCH,
        day: TODAY,
        language: "en".into(),
        rights: rights_in(&house.model, id(HEAD)),
    };
    let command = Command::DecideKeyAccount(wish);
    let (id, device, now) = (CommandId::default(), DeviceId::default(), Moment::UNIX_EPOCH);
    let sent = Envelope { id, device, wire: WIRE, made_at: now, base_seq: 0, command };
    assert_eq!(apply(&house.model, &viewer, &sent), Verdict::Unknown);
    assert_eq!(KeyDecision::default().created().act, Act::Create);
}

#[test]
fn what_a_director_should_look_at_is_warned_of() {
    let led = |count: u128, of: u128| (0..count).map(move |number| (id(number), Some(id(1_000 + number / of))));
    let of = |members: Vec<(AccountId, Option<PersonId>)>| warnings(&members);
    assert_eq!(of(led(35, 4).collect()), []);
    assert_eq!(of(led(36, 4).collect()), [KeyWarning::Many { count: 36 }]);
    assert_eq!(of(led(50, 4).collect()), [KeyWarning::Many { count: 50 }]);
    assert_eq!(of(led(51, 4).collect()), [KeyWarning::TooMany { count: 51 }]);
    assert_eq!(of(led(5, 5).collect()), [KeyWarning::OfOneManager { person: id(1_000), count: 5 }]);
    let nobody = (id(77), None);
    assert_eq!(of(led(4, 4).chain([nobody]).collect()), [KeyWarning::WithoutLead { account: id(77) }]);
}
