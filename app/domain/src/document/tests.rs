use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    account::Account,
    apply::{Verdict, apply},
    catalogue::Product,
    command::{Command, Envelope, WIRE},
    day::Moment,
    exchange_rate::ExchangeRate,
    ids::{CommandId, DeviceId, PersonId, ProductId},
    keep::{Keep, Wish},
    money::AMOUNT_MAX_MINOR,
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
        rate: None,
        lines: Vec::new(),
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
        assert_eq!((sum(Document::net_minor), sum(Document::signed_minor)), (0, 0));
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

/// The foreign currency of these tests, and the day of [`record`].
fn yen() -> (Currency, Day) {
    (Currency::of("JPY").unwrap(), date(2025, 11, 30))
}

fn paid_in_yen(document: u128, amount_minor: i64, rate: Option<&str>) -> RecordDocument {
    let Command::RecordDocument(record) = record(document, DocumentKind::Sale, CLIENT, &format!("Y-{document}")) else {
        unreachable!()
    };
    RecordDocument { amount_minor, currency: yen().0, rate: rate.map(|rate| rate.parse().unwrap()), ..record }
}

#[test]
fn a_document_is_converted_by_the_rate_of_its_day_and_taken_back_to_the_unit() {
    let mut model = house();
    let (currency, day) = yen();
    let missing = Err(Rejection::RateMissing { currency, day });
    assert_eq!(run(&mut model, Command::RecordDocument(paid_in_yen(20, 15_001, None))), missing);
    let rate = ExchangeRate::of(currency, day, "0.0067".parse().unwrap());
    model.kept.rates.insert(rate.id, rate.clone());
    run(&mut model, Command::RecordDocument(paid_in_yen(20, 15_001, None))).unwrap();
    let found = model.documents.get(&id(20)).unwrap();
    assert_eq!((found.amount_minor, found.base_minor(), found.rate), (15_001, 10_051, Some(rate.rate)));
    // Put right afterwards: no document is touched, and what takes one back goes by the rate that it was converted by.
    model.kept.rates.insert(rate.id, ExchangeRate { rate: "0.0070".parse().unwrap(), ..rate });
    run(&mut model, Command::ReverseDocument(reverse(21, 20))).unwrap();
    let sum = |of: fn(&Document) -> i64| model.documents.values().map(of).sum::<i64>();
    assert_eq!((sum(Document::net_minor), sum(Document::signed_minor)), (0, 0));
}

#[test]
fn the_rate_that_stands_on_a_document_counts_and_the_currency_of_the_books_has_none() {
    let mut model = house();
    run(&mut model, Command::RecordDocument(paid_in_yen(20, 15_000, Some("0.0067")))).unwrap();
    assert_eq!(model.documents.get(&id(20)).unwrap().base_minor(), 10_050);
    let large = Command::RecordDocument(paid_in_yen(21, AMOUNT_MAX_MINOR, Some("1")));
    assert_eq!(run(&mut model, large), Err(Rejection::AmountTooLarge));
    let base = Currency::default();
    let own = RecordDocument { currency: base, ..paid_in_yen(21, 100, Some("1")) };
    assert_eq!(run(&mut model, Command::RecordDocument(own)), Err(Rejection::RateOfBase { base }));
}

#[test]
fn a_device_leaves_the_rate_of_a_day_to_the_server() {
    let mut model = Model { knowledge: Knowledge::Part, ..house() };
    let (now, rights) = (Moment::UNIX_EPOCH, rights_in(&model, id(ME)));
    let viewer = Viewer { actor: id(ME), now, day: TODAY, language: "en".into(), rights };
    let (device, command) = (DeviceId::default(), Command::RecordDocument(paid_in_yen(20, 100, None)));
    let sent = Envelope { id: CommandId::default(), device, wire: WIRE, made_at: now, base_seq: 0, command };
    assert_eq!(apply(&model, &viewer, &sent), Verdict::Unknown);
    run(&mut model, Command::RecordDocument(paid_in_yen(20, 100, Some("0.0067")))).unwrap();
}

/// A house that sells one thing.
fn shop() -> (Model, ProductId) {
    let mut model = house();
    let product = Product { id: id(40), name: "Gloves".into(), ..Product::default() };
    model.kept.products.insert(product.id, product.clone());
    (model, product.id)
}

fn with_lines(document: u128, product: ProductId) -> RecordDocument {
    let line = |quantity: &str, price: &str| RecordLine {
        product,
        quantity: quantity.parse().unwrap(),
        price: Some(price.parse().unwrap()),
        amount_minor: None,
    };
    RecordDocument {
        lines: vec![line("10", "333"), line("1", "11671")],
        ..paid_in_yen(document, 15_001, Some("0.0067"))
    }
}

#[test]
fn a_document_has_the_lines_that_it_was_recorded_with_and_a_reversal_takes_them_back() {
    let (mut model, product) = shop();
    run(&mut model, Command::RecordDocument(with_lines(20, product))).unwrap();
    let lines = |model: &Model, document| {
        let lines = &model.documents.get(&id(document)).unwrap().lines;
        lines.iter().map(|line| (line.quantity.to_string(), line.amount_minor, line.base_minor)).collect::<Vec<_>>()
    };
    assert_eq!(lines(&model, 20), [("10".into(), 3_330, 2_231), ("1".into(), 11_671, 7_820)]);
    assert_eq!(model.documents.get(&id(20)).unwrap().base_minor(), 10_051);
    run(&mut model, Command::ReverseDocument(reverse(21, 20))).unwrap();
    assert_eq!(lines(&model, 21), [("-10".into(), -3_330, -2_231), ("-1".into(), -11_671, -7_820)]);
    // Told as a change and read from it, nothing is lost: so it comes back by an undo.
    for document in model.documents.values() {
        assert_eq!(read(&document.created()), *document);
    }
}

#[test]
fn a_line_is_of_a_product_that_is_there_and_a_device_takes_that_on_trust() {
    let (mut model, _) = shop();
    let unknown = Command::RecordDocument(with_lines(20, id(41)));
    assert_eq!(run(&mut model, unknown.clone()), Err(Rejection::Gone { kind: Kind::Product }));
    model.knowledge = Knowledge::Part;
    run(&mut model, unknown).unwrap();
}

#[test]
fn a_product_that_lines_name_stays_in_the_catalogue() {
    let (mut model, product) = shop();
    let known = model.kept.products.get(&product).cloned().unwrap();
    let remove = |known: &Product| Command::Keep(Keep::one(None, Wish::of_removal(known)));
    run(&mut model, Command::RecordDocument(with_lines(20, product))).unwrap();
    assert_eq!(run(&mut model, remove(&known)), Err(Rejection::InUse { kind: Kind::Product }));
    model.documents.remove(&id(20));
    // Where the document is not in hand, it is known that there is one.
    model.kept.sold.insert(product);
    assert_eq!(run(&mut model, remove(&known)), Err(Rejection::InUse { kind: Kind::Product }));
    model.kept.sold.remove(&product);
    run(&mut model, remove(&known)).unwrap();
}
