use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    account::Account,
    apply::{Verdict, apply},
    command::{Command, Envelope, WIRE},
    day::Moment,
    ids::{CommandId, DeviceId, PersonId},
    person::{OrgRole, Person},
    policy::rights_in,
    viewer::Viewer,
};

const ME: u128 = 1;
const CLIENT: u128 = 10;
const SUPPLIER: u128 = 11;
const TODAY: Day = date(2026, 1, 5);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number << 64 | number).into()
}

/// A director and two accounts.
fn house() -> Model {
    let mut model = Model { workspace: Some(Workspace::default()), ..Model::default() };
    let roles = [OrgRole::AgencyDirector].into();
    model.people.insert(id(ME), Person { id: id(ME), roles, active: true, ..Person::default() });
    for account in [CLIENT, SUPPLIER] {
        model.accounts.insert(id(account), Account { id: id(account), ..Account::default() });
    }
    model
}

fn run(model: &mut Model, command: Command) -> Result<(), Rejection> {
    let actor: PersonId = id(ME);
    let (now, rights) = (Moment::UNIX_EPOCH, rights_in(model, actor));
    let viewer = Viewer { actor, now, day: TODAY, language: "en".into(), rights };
    let (id, device) = (CommandId::default(), DeviceId::default());
    let sent = Envelope { id, device, wire: WIRE, made_at: now, base_seq: 0, command };
    match apply(model, &viewer, &sent) {
        Verdict::Changes(changes) => {
            model.take(&changes).unwrap();
            Ok(())
        }
        Verdict::Rejected(rejection) => Err(rejection),
        Verdict::Unknown => panic!("a rule could not tell"),
    }
}

fn record(document: u128, kind: DocumentKind, account: u128, number: &str) -> Command {
    Command::RecordDocument(RecordDocument {
        document: id(document),
        account: id(account),
        document_kind: kind,
        day: date(2025, 11, 30),
        number: number.into(),
        amount_minor: 1250,
        currency: Currency::default(),
    })
}

fn reverse(document: u128, reverses: u128) -> ReverseDocument {
    ReverseDocument {
        document: id(document),
        reverses: id(reverses),
        account: id(CLIENT),
        day: date(2025, 12, 2),
        number: format!("R-{document}"),
        reason: "Booked for the wrong month".into(),
    }
}

#[test]
fn a_reversal_takes_back_to_the_unit_what_it_points_at() {
    for kind in DocumentKind::ALL {
        let mut model = house();
        run(&mut model, record(20, *kind, CLIENT, "S-1")).unwrap();
        run(&mut model, Command::ReverseDocument(reverse(21, 20))).unwrap();
        let found = model.documents.get(&id(21)).unwrap();
        assert_eq!((found.kind, found.amount_minor, found.reverses), (*kind, -1250, Some(id(20))));
        assert_eq!(found.reason, "Booked for the wrong month");
        let sum = |of: fn(&Document) -> i64| model.documents.values().map(of).sum::<i64>();
        assert_eq!((sum(Document::net_minor), sum(Document::position_minor)), (0, 0));
    }
}

#[test]
fn a_document_is_reversed_once_and_a_reversal_never() {
    let mut model = house();
    run(&mut model, record(20, DocumentKind::Sale, CLIENT, "S-1")).unwrap();
    run(&mut model, Command::ReverseDocument(reverse(21, 20))).unwrap();
    let again = Command::ReverseDocument(reverse(22, 20));
    assert_eq!(run(&mut model, again), Err(Rejection::DocumentReversed));
    let back = Command::ReverseDocument(reverse(22, 21));
    assert_eq!(run(&mut model, back), Err(Rejection::ReversalStays));
    assert_eq!(model.documents.len(), 2);
}

#[test]
fn a_reversal_of_nothing_or_before_its_document_or_without_a_reason_is_refused() {
    let mut model = house();
    run(&mut model, record(20, DocumentKind::Sale, CLIENT, "S-1")).unwrap();
    run(&mut model, record(30, DocumentKind::Sale, SUPPLIER, "S-2")).unwrap();
    let mut refused = |change: fn(&mut ReverseDocument)| {
        let mut command = reverse(21, 20);
        change(&mut command);
        run(&mut model, Command::ReverseDocument(command)).unwrap_err()
    };
    assert_eq!(refused(|one| one.reverses = id(99)), Rejection::Gone { kind: Kind::Document });
    assert_eq!(refused(|one| one.reverses = id(30)), Rejection::Gone { kind: Kind::Document });
    assert_eq!(refused(|one| one.day = date(2025, 11, 29)), Rejection::DayTooEarly { earliest: date(2025, 11, 30) });
    assert_eq!(refused(|one| one.day = date(2026, 1, 6)), Rejection::DayInFuture { latest: TODAY });
    assert_eq!(refused(|one| one.reason = " ".into()), Rejection::TextEmpty { field: TextField::Reason });
    assert_eq!(refused(|one| one.number = "S-1".into()), Rejection::NumberTaken);
    assert_eq!(refused(|one| one.document = id(20)), Rejection::IdTaken { kind: Kind::Document });
}

#[test]
fn each_supplier_numbers_for_itself() {
    let mut model = house();
    run(&mut model, record(20, DocumentKind::Sale, CLIENT, "7")).unwrap();
    run(&mut model, record(21, DocumentKind::Purchase, CLIENT, "7")).unwrap();
    run(&mut model, record(22, DocumentKind::Purchase, SUPPLIER, "7")).unwrap();
    assert_eq!(run(&mut model, record(23, DocumentKind::Credit, SUPPLIER, "7")), Err(Rejection::NumberTaken));
    assert_eq!(run(&mut model, record(23, DocumentKind::Purchase, SUPPLIER, "7")), Err(Rejection::NumberTaken));
}
