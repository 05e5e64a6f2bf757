use uuid::Uuid;

use super::*;
use crate::{
    apply::{Verdict, apply},
    command::{Command, Envelope, WIRE},
    day::Moment,
    document::{DocumentKind, RecordDocument, ReverseDocument},
    ids::{CommandId, DeviceId, PersonId},
    money::Currency,
    person::{OrgRole, Person},
    placement::{PlaceAccount, Stage, standing},
    policy::rights_in,
    viewer::Viewer,
};

const ME: u128 = 1;
const COLLEAGUE: u128 = 2;
const ACCOUNT: u128 = 10;
const TODAY: Day = jiff::civil::date(2026, 1, 5);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number << 64 | number).into()
}

/// Two directors, an account, and a log of what they did to it.
struct House {
    model: Model,
    /// The latest id.
    latest: u128,
}

impl House {
    fn new() -> Self {
        let mut model = Model::default();
        for number in [ME, COLLEAGUE] {
            let roles = [OrgRole::AgencyDirector].into();
            model.people.insert(id(number), Person { id: id(number), roles, active: true, ..Person::default() });
        }
        model.accounts.insert(id(ACCOUNT), Account { id: id(ACCOUNT), ..Account::default() });
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
            Verdict::Unknown => panic!("a rule could not tell"),
        }
    }

    fn fresh(&mut self) -> PlacementId {
        self.latest += 1;
        id(self.latest)
    }

    fn place(&mut self, who: u128, stage: Stage) -> Seq {
        let was = standing(&self.model, id(ACCOUNT), TODAY).map(|placement| placement.id);
        let placement = self.fresh();
        let (account, day, reason) = (id(ACCOUNT), TODAY, String::new());
        self.run(who, Command::PlaceAccount(PlaceAccount { placement, account, stage, day, reason, was })).unwrap()
    }

    fn undo(&mut self, who: u128, entry: Seq) -> Result<Seq, Rejection> {
        let answer = self.fresh();
        self.run(who, Command::Undo(Undo { entry, answer }))
    }

    fn stage(&self) -> Option<Stage> {
        standing(&self.model, id(ACCOUNT), TODAY).map(|placement| placement.cell)
    }
}

#[test]
fn placements_that_were_taken_back_in_a_row_are_said_again_in_a_row() {
    let mut house = House::new();
    let (first, second) = (house.place(ME, Stage::Mid), house.place(ME, Stage::Early));
    let second_back = house.undo(ME, second).unwrap();
    assert_eq!(house.stage(), Some(Stage::Mid));
    let first_back = house.undo(ME, first).unwrap();
    assert_eq!(house.stage(), None);
    let first_again = house.undo(ME, first_back).unwrap();
    let first_back = house.undo(ME, first_again).unwrap();
    house.undo(ME, first_back).unwrap();
    assert_eq!(house.stage(), Some(Stage::Mid));
    let second_again = house.undo(ME, second_back).unwrap();
    assert_eq!(house.stage(), Some(Stage::Early));
    house.undo(ME, second_again).unwrap();
    assert_eq!(house.stage(), Some(Stage::Mid));
}

#[test]
fn what_a_colleague_said_since_is_not_said_over() {
    let mut house = House::new();
    let (_, second) = (house.place(ME, Stage::Mid), house.place(ME, Stage::Early));
    let back = house.undo(ME, second).unwrap();
    house.place(COLLEAGUE, Stage::Partnership);
    assert_eq!(house.undo(ME, back), Err(Rejection::ChangedSince { entry: back }));
    assert_eq!(house.stage(), Some(Stage::Partnership));
}

#[test]
fn a_document_that_was_reversed_stays_and_its_reversal_comes_back_only_to_it() {
    let mut house = House::new();
    house.model.workspace = Some(Workspace::default());
    let (account, day, currency) = (id(ACCOUNT), TODAY, Currency::default());
    let (document, reversal): (DocumentId, DocumentId) = (id(20), id(21));
    let (document_kind, amount_minor, number) = (DocumentKind::Sale, 700, "S-1".to_owned());
    let record = RecordDocument {
        document,
        account,
        document_kind,
        day,
        number,
        amount_minor,
        currency,
        rate: None,
        lines: Vec::new(),
    };
    let recorded = house.run(ME, Command::RecordDocument(record)).unwrap();
    let (number, reason) = ("R-1".to_owned(), "Booked twice".to_owned());
    let reverse = ReverseDocument { document: reversal, reverses: document, account, day, number, reason };
    let reversed = house.run(ME, Command::ReverseDocument(reverse.clone())).unwrap();
    assert_eq!(house.undo(ME, recorded), Err(Rejection::ChangedSince { entry: recorded }));
    let back = house.undo(ME, reversed).unwrap();
    let again = house.undo(ME, back).unwrap();
    assert_eq!(house.model.documents.get(&reversal).map(|found| &*found.reason), Some("Booked twice"));
    let back = house.undo(ME, again).unwrap();
    // Somebody reverses it anew meanwhile.
    let other = ReverseDocument { document: id(22), number: "R-2".to_owned(), ..reverse };
    house.run(COLLEAGUE, Command::ReverseDocument(other)).unwrap();
    assert_eq!(house.undo(ME, back), Err(Rejection::ChangedSince { entry: back }));
}
