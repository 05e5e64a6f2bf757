use uuid::Uuid;

use super::*;
use crate::{
    account::{AccountEdit, CreateAccount, EditAccount},
    apply::{Verdict, apply},
    command::{Command, Envelope, Keys, WIRE},
    day::{Day, Moment},
    history::Entry,
    ids::{CommandId, DeviceId, PersonId, Seq},
    model::Knowledge,
    person::{OrgRole, Person},
    policy::rights_in,
    undo::Undo,
    viewer::Viewer,
};

const DIRECTOR: u128 = 1;
const MANAGER: u128 = 2;
const FINANCE: u128 = 3;
/// Led by the manager.
const A: u128 = 10;
const B: u128 = 12;
/// Led by nobody, so that the manager does not see it.
const HIDDEN: u128 = 11;
const NOWHERE: u128 = 99;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number << 64 | number).into()
}

/// People, accounts of which the manager leads the even ones, and a log of what was done to them.
struct House {
    model: Model,
}

impl House {
    fn new() -> Self {
        let mut model = Model::default();
        for (number, role) in
            [(DIRECTOR, OrgRole::AgencyDirector), (MANAGER, OrgRole::AccountManager), (FINANCE, OrgRole::Finance)]
        {
            let person = Person { id: id(number), roles: [role].into(), active: true, ..Person::default() };
            model.people.insert(person.id, person);
        }
        for number in A..A + 40 {
            let owner = number.is_multiple_of(2).then(|| id(MANAGER));
            model.accounts.insert(id(number), Account { id: id(number), owner, ..Account::default() });
        }
        Self { model }
    }

    /// What a device of somebody holds: what they see.
    fn device_of(&self, who: u128) -> Model {
        let rights = rights_in(&self.model, id(who));
        let mut device = Model { knowledge: Knowledge::Part, ..self.model.clone() };
        device.accounts.retain(|_, account| rights.sees(account));
        device
    }

    fn run(&mut self, who: u128, command: Command) -> Result<Seq, Rejection> {
        match decide(&self.model, who, &command) {
            Verdict::Changes(changes) => {
                self.model.take(&changes).unwrap();
                self.model.seq += 1;
                let (seq, kind) = (self.model.seq, command.word().to_owned());
                let (entry, actor, at) = (CommandId::default(), id(who), Moment::UNIX_EPOCH);
                let entry = Entry { seq, id: entry, actor, at, kind, undoes: None, undone_by: None, changes };
                self.model.entries.insert(seq, entry);
                Ok(seq)
            }
            Verdict::Rejected(rejection) => Err(rejection),
            Verdict::Unknown => panic!("a rule could not tell"),
        }
    }

    fn put(&mut self, who: u128, account: u128, parent: Option<u128>) -> Result<Seq, Rejection> {
        self.run(who, below_of(account, parent))
    }

    fn undo(&mut self, entry: Seq) -> Result<Seq, Rejection> {
        self.run(DIRECTOR, Command::Undo(Undo { entry, answer: id(500) }))
    }

    fn parent(&self, account: u128) -> Option<AccountId> {
        self.model.accounts.get(&id(account)).unwrap().parent
    }

    fn below(&self, head: u128) -> Vec<AccountId> {
        below(&self.model, id(head)).map(|account| account.id).collect()
    }
}

fn below_of(account: u128, parent: Option<u128>) -> Command {
    Command::EditAccount(EditAccount { account: id(account), edit: AccountEdit::Parent(parent.map(id)) })
}

fn decide(model: &Model, who: u128, command: &Command) -> Verdict {
    let actor: PersonId = id(who);
    let (now, rights) = (Moment::UNIX_EPOCH, rights_in(model, actor));
    let viewer = Viewer { actor, now, day: Day::default(), language: "en".into(), rights };
    let (id, device) = (CommandId::default(), DeviceId::default());
    apply(model, &viewer, &Envelope { id, device, wire: WIRE, made_at: now, base_seq: 0, command: command.clone() })
}

#[test]
fn accounts_form_a_tree_without_loops() {
    let mut house = House::new();
    house.put(DIRECTOR, A, Some(B)).unwrap();
    house.put(DIRECTOR, B, Some(HIDDEN)).unwrap();
    assert_eq!(house.below(HIDDEN), [id(A), id(B)]);
    for (account, parent) in [(A, A), (B, A), (HIDDEN, A), (HIDDEN, B)] {
        assert_eq!(house.put(DIRECTOR, account, Some(parent)), Err(Rejection::GroupLoops), "{account} below {parent}");
    }
    house.put(DIRECTOR, A, Some(HIDDEN)).unwrap();
    house.put(DIRECTOR, B, Some(A)).unwrap();
    house.put(DIRECTOR, A, None).unwrap();
    assert_eq!((house.below(HIDDEN), house.below(A)), (vec![], vec![id(B)]));
}

#[test]
fn nothing_is_put_below_too_many() {
    let mut house = House::new();
    let last = A + ABOVE_MAX as u128;
    for number in A..last {
        house.put(DIRECTOR, number + 1, Some(number)).unwrap();
    }
    assert_eq!(house.put(DIRECTOR, last + 1, Some(last)), Err(Rejection::GroupTooDeep));
    house.put(DIRECTOR, last + 1, Some(last - 1)).unwrap();
}

#[test]
fn a_parent_must_be_there_for_whoever_names_it() {
    let mut house = House::new();
    let gone = Err(Rejection::Gone { kind: Kind::Account });
    for parent in [HIDDEN, NOWHERE] {
        assert_eq!(house.put(MANAGER, A, Some(parent)), gone, "{parent}");
    }
    // Permission first: who may not change the account learns nothing of its parents to be.
    assert_eq!(house.put(MANAGER, HIDDEN, Some(A)), gone);
    for parent in [B, NOWHERE] {
        let refused = Err(Rejection::NotPermitted { action: Action::EditAccount });
        assert_eq!(house.put(FINANCE, A, Some(parent)), refused);
    }
    house.put(MANAGER, A, Some(B)).unwrap();
}

#[test]
fn a_parent_out_of_sight_stays_and_can_be_taken_away() {
    let mut house = House::new();
    house.put(DIRECTOR, A, Some(HIDDEN)).unwrap();
    let name = Command::EditAccount(EditAccount { account: id(A), edit: AccountEdit::Name("Named".into()) });
    house.run(MANAGER, name).unwrap();
    assert_eq!(house.parent(A), Some(id(HIDDEN)));
    // To say again what stands there changes nothing, and is nothing that a rule could refuse.
    house.put(MANAGER, A, Some(HIDDEN)).unwrap();
    house.put(MANAGER, A, None).unwrap();
    assert_eq!(house.parent(A), None);
}

#[test]
fn a_device_leaves_to_the_server_what_it_cannot_see() {
    let mut house = House::new();
    house.put(DIRECTOR, B, Some(HIDDEN)).unwrap();
    let device = house.device_of(MANAGER);
    for parent in [B, HIDDEN, NOWHERE] {
        assert_eq!(decide(&device, MANAGER, &below_of(A, Some(parent))), Verdict::Unknown, "{parent}");
    }
    let loops = Verdict::Rejected(Rejection::GroupLoops);
    assert_eq!(decide(&device, MANAGER, &below_of(A, Some(A))), loops);
    // Above what it does not see the server finds the loop.
    house.put(DIRECTOR, HIDDEN, Some(A)).unwrap();
    assert_eq!(house.put(MANAGER, A, Some(B)), Err(Rejection::GroupLoops));
}

#[test]
fn walks_end_before_what_is_not_seen() {
    let mut house = House::new();
    for (account, parent) in [(A, B), (B, HIDDEN), (HIDDEN, A + 4)] {
        house.put(DIRECTOR, account, Some(parent)).unwrap();
    }
    let head_in = |model: &Model| {
        let find = |id: AccountId| model.accounts.get(&id);
        head(model.accounts.get(&id(A)).unwrap(), find).id
    };
    assert_eq!(head_in(&house.model), id(A + 4));
    assert_eq!(head_in(&house.device_of(MANAGER)), id(B));
}

#[test]
fn a_loop_among_what_a_device_holds_ends_the_walk() {
    let mut house = House::new();
    for (account, parent) in [(A, B), (B, A)] {
        house.model.accounts.get_mut(&id(account)).unwrap().parent = Some(id(parent));
    }
    assert_eq!(house.below(A), [id(A), id(B)]);
    let found = decide(&house.model, DIRECTOR, &below_of(HIDDEN, Some(A)));
    assert_eq!(found, Verdict::Rejected(Rejection::GroupTooDeep));
}

#[test]
fn what_stands_above_comes_into_hand_step_by_step() {
    let mut house = House::new();
    for (account, parent) in [(A + 1, A), (A + 2, A + 1), (A + 3, A + 2)] {
        house.put(DIRECTOR, account, Some(parent)).unwrap();
    }
    let removed = house.put(DIRECTOR, A + 3, None).unwrap();
    for command in [below_of(A + 5, Some(A + 2)), Command::Undo(Undo { entry: removed, answer: id(500) })] {
        let mut known = Model { entries: house.model.entries.clone(), ..Model::default() };
        let mut held = Keys::new();
        loop {
            let missing: Vec<Key> = command.needs(&known).difference(&held).cloned().collect();
            if missing.is_empty() {
                break;
            }
            for key in &missing {
                if let Key::Account(id) = key {
                    known.accounts.extend(house.model.accounts.get(id).map(|found| (*id, found.clone())));
                }
            }
            held.extend(missing);
        }
        for number in [A, A + 1, A + 2] {
            assert!(known.accounts.contains_key(&id(number)), "{number} for {command:?}");
        }
    }
}

#[test]
fn a_parent_is_taken_back_unless_it_would_loop_by_now() {
    let mut house = House::new();
    let first = house.put(DIRECTOR, A, Some(B)).unwrap();
    let left = house.put(DIRECTOR, A, None).unwrap();
    assert_eq!(house.undo(first), Err(Rejection::ChangedSince { entry: first }));
    house.undo(left).unwrap();
    assert_eq!(house.parent(A), Some(id(B)));
    let left = house.put(DIRECTOR, A, None).unwrap();
    house.put(DIRECTOR, B, Some(A)).unwrap();
    assert_eq!(house.undo(left), Err(Rejection::GroupLoops));
}

#[test]
fn an_account_stays_while_others_stand_below_it() {
    let mut house = House::new();
    let create = CreateAccount {
        account: id(NOWHERE),
        name: "Made by mistake".into(),
        reference: String::new(),
        country: String::new(),
        segment: String::new(),
        owner: None,
    };
    let made = house.run(DIRECTOR, Command::CreateAccount(create)).unwrap();
    house.put(DIRECTOR, A, Some(NOWHERE)).unwrap();
    assert_eq!(house.undo(made), Err(Rejection::ChangedSince { entry: made }));
    house.put(DIRECTOR, A, None).unwrap();
    house.undo(made).unwrap();
}
