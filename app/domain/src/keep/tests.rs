use jiff::civil::date;

use super::*;
use crate::{
    account::Account,
    apply::{self, Verdict},
    change::Value,
    command::{Command, Envelope, WIRE},
    contract::Renewal,
    day::Moment,
    history::Entry,
    ids::{CommandId, DeviceId, PersonId},
    model::Knowledge,
    person::OrgRole,
    policy::Action,
    rejection::TextField,
    sample::fresh_id,
    undo::Undo,
    viewer::Rights,
    wallet_estimate::standing,
};

/// Somebody of these roles, on 24 November 2026.
pub fn viewer(roles: &[OrgRole]) -> Viewer {
    let person = PersonId(fresh_id(900));
    Viewer {
        actor: person,
        now: Moment::UNIX_EPOCH,
        day: date(2026, 11, 24),
        language: "en".to_owned(),
        rights: Rights { person, roles: roles.iter().copied().collect(), line: [person].into() },
    }
}

/// A catalogue of families with their products, by code and name; and the ids of the products.
pub fn catalogue(families: &[(&str, &[(&str, &str)])]) -> (Kept, Vec<Uuid>) {
    let (mut kept, mut ids) = (Kept::default(), Vec::new());
    for (number, (name, products)) in (1_u64..).zip(families) {
        let family = ProductFamilyId(fresh_id(1_000 * number));
        kept.families
            .insert(family, ProductFamily { id: family, name: (*name).to_owned(), ..ProductFamily::default() });
        for (place, (code, name)) in (1_u64..).zip(*products) {
            let id = ProductId(fresh_id(1_000 * number + place));
            let (code, name) = ((*code).to_owned(), (*name).to_owned());
            kept.products.insert(id, Product { id, family, code, name, archived: false });
            ids.push(id.0);
        }
    }
    (kept, ids)
}

const ACCOUNT: u64 = 1;

/// The one account.
pub fn account() -> AccountId {
    AccountId(fresh_id(ACCOUNT))
}

/// A model with one account, led by the viewer of [`viewer`], and this catalogue.
pub fn model(families: &[(&str, &[(&str, &str)])]) -> Model {
    let id = account();
    let mut model = Model { workspace: Some(Workspace::default()), kept: catalogue(families).0, ..Model::default() };
    let owner = Some(PersonId(fresh_id(900)));
    model.accounts.insert(id, Account { id, name: "Acorn".to_owned(), owner, ..Account::default() });
    model
}

fn sent(command: Command) -> Envelope {
    let (id, device) = (CommandId::default(), DeviceId::default());
    Envelope { id, device, wire: WIRE, made_at: Moment::UNIX_EPOCH, base_seq: 0, command }
}

/// What a person of this role gets for it. What is accepted is taken in.
pub fn keep(
    model: &mut Model,
    role: OrgRole,
    account: Option<AccountId>,
    records: Vec<Wish>,
) -> Result<Vec<Change>, Rejection> {
    let command = Command::Keep(Keep { account, records });
    decided(model, role, command)
}

/// One command comes a second after the other.
fn decided(model: &mut Model, role: OrgRole, command: Command) -> Result<Vec<Change>, Rejection> {
    let now = Moment::from_second(model.seq).unwrap();
    match apply::apply(model, &Viewer { now, ..viewer(&[role]) }, &sent(command)) {
        Verdict::Changes(changes) => {
            model.take(&changes).unwrap();
            model.seq += 1;
            Ok(changes)
        }
        Verdict::Rejected(reason) => Err(reason),
        Verdict::Unknown => panic!("a whole model can tell"),
    }
}

fn family(number: u64, name: &str) -> ProductFamily {
    ProductFamily { id: ProductFamilyId(fresh_id(number)), name: name.to_owned(), ..ProductFamily::default() }
}

fn contract() -> Contract {
    Contract {
        id: ContractId(fresh_id(50)),
        account: account(),
        name: "Frame agreement".to_owned(),
        from_day: date(2026, 1, 1),
        to_day: Some(date(2026, 12, 31)),
        amount_minor: 12_000_000,
        ..Contract::default()
    }
}

fn estimate(number: u64, family: u64, from_day: Day, yearly_minor: Option<i64>) -> WalletEstimate {
    let (id, family) = (WalletEstimateId(fresh_id(number)), ProductFamilyId(fresh_id(family)));
    WalletEstimate { id, account: account(), family, from_day, yearly_minor, ..WalletEstimate::default() }
}

/// Who directs all.
pub const DIRECTOR: OrgRole = OrgRole::AgencyDirector;
/// Who keeps the account.
pub const KEEPER: OrgRole = OrgRole::KeyAccountManager;

#[test]
fn a_name_is_there_once_in_whatever_case() {
    let mut model = model(&[("Drives", &[("D-1", "Belt drive")])]);
    let taken = |kind| Err(Rejection::NameTaken { kind });
    let drives = Wish::of_new(&family(2, " DRIVES "));
    assert_eq!(keep(&mut model, DIRECTOR, None, vec![drives]), taken(Kind::ProductFamily));
    let straße = Wish::of_new(&family(3, "Größe"));
    assert!(keep(&mut model, DIRECTOR, None, vec![straße, Wish::of_new(&family(4, "GRÖSSE"))]).is_ok());
    let größe = Wish::of_new(&family(5, "gröSSe"));
    assert_eq!(keep(&mut model, DIRECTOR, None, vec![größe]), taken(Kind::ProductFamily));
    let product = Product {
        id: ProductId(fresh_id(6)),
        family: ProductFamilyId(fresh_id(1_000)),
        name: "Gear".into(),
        code: "d-1".into(),
        archived: false,
    };
    let code = Err(Rejection::CodeTaken { kind: Kind::Product });
    assert_eq!(keep(&mut model, DIRECTOR, None, vec![Wish::of_new(&product)]), code);
    let nowhere = Product { family: ProductFamilyId(fresh_id(77)), code: String::new(), ..product };
    let gone = Err(Rejection::Gone { kind: Kind::ProductFamily });
    assert_eq!(keep(&mut model, DIRECTOR, None, vec![Wish::of_new(&nowhere)]), gone);
}

#[test]
fn several_are_kept_together_or_not_at_all() {
    let mut model = model(&[]);
    let before = model.clone();
    let twice = vec![Wish::of_new(&family(2, "Drives")), Wish::of_new(&family(3, "drives"))];
    assert_eq!(keep(&mut model, DIRECTOR, None, twice), Err(Rejection::NameTaken { kind: Kind::ProductFamily }));
    assert_eq!(model, before);
    let many = vec![Wish::of_new(&family(2, "Drives")); RECORDS_MAX + 1];
    assert_eq!(keep(&mut model, DIRECTOR, None, many), Err(Rejection::RecordsTooMany { max: RECORDS_MAX }));
}

#[test]
fn who_configures_the_workspace_keeps_the_catalogue() {
    let mut model = model(&[]);
    let wish = |number| vec![Wish::of_new(&family(number, &number.to_string()))];
    for role in [OrgRole::AccountManager, KEEPER, OrgRole::AccountDirector, OrgRole::Finance, OrgRole::BrandManager] {
        let refused = Err(Rejection::NotPermitted { action: Action::Configure });
        assert_eq!(keep(&mut model, role, None, wish(2)), refused, "{role:?}");
    }
    for (role, number) in [(DIRECTOR, 2), (OrgRole::Administrator, 3)] {
        assert!(keep(&mut model, role, None, wish(number)).is_ok(), "{role:?}");
    }
    // Whoever keeps accounts writes down their partners; whoever only reads does not.
    let partner = |number| {
        vec![Wish::of_new(&Partner { id: PartnerId(fresh_id(number)), name: number.to_string(), ..Partner::default() })]
    };
    assert!(keep(&mut model, KEEPER, None, partner(4)).is_ok());
    assert!(keep(&mut model, OrgRole::Finance, None, partner(5)).is_err());
}

#[test]
fn what_others_name_does_not_go() {
    let mut model = model(&[("Drives", &[("D-1", "Belt drive")]), ("Seals", &[])]);
    let [drives, seals] =
        [1_000, 2_000].map(|number| model.kept.families.get(&ProductFamilyId(fresh_id(number))).unwrap().clone());
    let in_use = Err(Rejection::InUse { kind: Kind::ProductFamily });
    assert_eq!(keep(&mut model, DIRECTOR, None, vec![Wish::of_removal(&drives)]), in_use);
    let told = estimate(30, 2_000, date(2026, 1, 1), Some(5));
    assert!(keep(&mut model, KEEPER, Some(account()), vec![Wish::of_new(&told)]).is_ok());
    assert_eq!(keep(&mut model, DIRECTOR, None, vec![Wish::of_removal(&seals)]), in_use);
    let archived = ProductFamily { archived: true, ..seals.clone() };
    assert!(keep(&mut model, DIRECTOR, None, Wish::of_edit(&seals, &archived).into_iter().collect()).is_ok());
}

#[test]
fn a_contract_says_what_it_must() {
    let mut model = model(&[]);
    let mut tried =
        |contract: Contract| keep(&mut model, KEEPER, Some(account()), vec![Wish::of_new(&contract)]).map(drop);
    let early = Rejection::DayTooEarly { earliest: crate::day::EARLIEST };
    for (told, rule) in [
        (Contract { name: " ".into(), ..contract() }, Rejection::TextEmpty { field: TextField::Name }),
        (Contract { to_day: Some(date(2025, 12, 31)), ..contract() }, Rejection::EndsBeforeItBegins),
        (Contract { from_day: date(206, 1, 1), ..contract() }, early),
        (Contract { amount_minor: -1, ..contract() }, Rejection::AmountNegative),
        (Contract { amount_minor: i64::MAX, ..contract() }, Rejection::AmountTooLarge),
        (Contract { to_day: None, renewal: Renewal::Automatic, ..contract() }, Rejection::RenewalWithoutEnd),
        (Contract { renewal: Renewal::ByNotice, ..contract() }, Rejection::NoticeOutOfRange { max: 1_000 }),
        (
            Contract { renewal: Renewal::ByNotice, notice_days: 1_001, ..contract() },
            Rejection::NoticeOutOfRange { max: 1_000 },
        ),
    ] {
        assert_eq!(tried(told), Err(rule));
    }
    assert_eq!(tried(Contract { to_day: None, ..contract() }), Ok(()), "open-ended");
    let mut wish = Wish::of_new(&Contract { id: ContractId(fresh_id(51)), ..contract() });
    wish.fields
        .iter_mut()
        .filter(|field| field.field == "from_day")
        .for_each(|field| field.after = Value::Text("2026-02-30".into()));
    let unfit = Err(Rejection::FieldUnfit { field: "from_day".to_owned() });
    assert_eq!(keep(&mut model, KEEPER, Some(account()), vec![wish]), unfit, "a day that there is not");
}

#[test]
fn the_amount_of_a_contract_is_guarded_and_the_rest_is_not() {
    let mut model = model(&[]);
    keep(&mut model, KEEPER, Some(account()), vec![Wish::of_new(&contract())]).unwrap();
    let edit = |before: &Contract, after: &Contract| Wish::of_edit(before, after).into_iter().collect::<Vec<_>>();
    let larger = Contract { amount_minor: 15_000_000, ..contract() };
    assert!(keep(&mut model, KEEPER, Some(account()), edit(&contract(), &larger)).is_ok());
    let mine = Contract { amount_minor: 11_000_000, note: "As agreed".to_owned(), ..contract() };
    let conflict = Err(Rejection::Conflict { kind: Kind::Contract, field: "amount_minor".to_owned() });
    assert_eq!(keep(&mut model, KEEPER, Some(account()), edit(&contract(), &mine)), conflict);
    let renamed = Contract { name: "Frame".to_owned(), ..contract() };
    assert!(
        keep(
            &mut model,
            KEEPER,
            Some(account()),
            edit(&Contract { name: "seen long ago".into(), ..contract() }, &renamed)
        )
        .is_ok()
    );
    let found = model.kept.contracts.values().next().unwrap();
    assert_eq!((found.name.as_str(), found.amount_minor), ("Frame", 15_000_000));
    // It stays with its account.
    let other = AccountId(fresh_id(2));
    let moved = Wish {
        fields: vec![FieldChange {
            field: "account".into(),
            before: Value::Nothing,
            after: Value::Text(other.to_string()),
        }],
        ..edit(&contract(), &larger).remove(0)
    };
    assert_eq!(
        keep(&mut model, KEEPER, Some(account()), vec![moved]),
        Err(Rejection::FieldUnfit { field: "account".to_owned() })
    );
}

#[test]
fn an_account_out_of_sight_has_no_terms_to_write() {
    let mut model = model(&[("Drives", &[])]);
    model.accounts.values_mut().for_each(|account| account.owner = None);
    let gone = Err(Rejection::Gone { kind: Kind::Account });
    assert_eq!(keep(&mut model, KEEPER, Some(account()), vec![Wish::of_new(&contract())]), gone);
    let told = estimate(30, 1_000, date(2026, 1, 1), Some(5));
    let refused = |action| Err(Rejection::NotPermitted { action });
    assert_eq!(
        keep(&mut model, OrgRole::Finance, Some(account()), vec![Wish::of_new(&told)]),
        refused(Action::EditAccount)
    );
    // What belongs to an account is not written without it, nor under another one.
    assert_eq!(
        keep(&mut model, DIRECTOR, None, vec![Wish::of_new(&contract())]),
        Err(Rejection::FieldUnfit { field: "account".to_owned() })
    );
}

#[test]
fn a_partner_works_for_an_account_once() {
    let mut model = model(&[]);
    let partner = Partner { id: PartnerId(fresh_id(40)), name: "Calder Freight".to_owned(), ..Partner::default() };
    keep(&mut model, KEEPER, None, vec![Wish::of_new(&partner)]).unwrap();
    let works = |number| Partnership {
        id: PartnershipId(fresh_id(number)),
        account: account(),
        partner: partner.id,
        role: String::new(),
    };
    keep(&mut model, KEEPER, Some(account()), vec![Wish::of_new(&works(41))]).unwrap();
    assert_eq!(
        keep(&mut model, KEEPER, Some(account()), vec![Wish::of_new(&works(42))]),
        Err(Rejection::WorksThereAlready)
    );
    assert_eq!(
        keep(&mut model, KEEPER, None, vec![Wish::of_removal(&partner)]),
        Err(Rejection::InUse { kind: Kind::Partner })
    );
    keep(&mut model, KEEPER, Some(account()), vec![Wish::of_removal(&works(41))]).unwrap();
    keep(&mut model, KEEPER, None, vec![Wish::of_removal(&partner)]).unwrap();
    assert!(model.kept.partners.is_empty());
}

#[test]
fn estimates_only_grow_in_number_and_the_latest_day_counts() {
    let mut model = model(&[("Drives", &[]), ("Seals", &[])]);
    let first = estimate(30, 1_000, date(2026, 1, 1), Some(200));
    let mut told =
        |estimate: &WalletEstimate| keep(&mut model, KEEPER, Some(account()), vec![Wish::of_new(estimate)]).map(drop);
    told(&first).unwrap();
    told(&estimate(31, 1_000, date(2026, 6, 1), Some(260))).unwrap();
    told(&estimate(32, 2_000, date(2026, 6, 1), Some(90))).unwrap();
    told(&estimate(33, 1_000, date(2026, 6, 1), Some(250))).unwrap();
    told(&estimate(34, 2_000, date(2026, 9, 1), None)).unwrap();
    assert_eq!(
        told(&estimate(35, 1_000, date(2026, 11, 25), Some(1))),
        Err(Rejection::DayInFuture { latest: date(2026, 11, 24) })
    );
    assert_eq!(told(&estimate(36, 1_000, date(2026, 1, 1), Some(-1))), Err(Rejection::AmountNegative));
    assert_eq!(told(&estimate(37, 9_000, date(2026, 1, 1), None)), Err(Rejection::Gone { kind: Kind::ProductFamily }));
    let by = PersonId(fresh_id(900));
    assert!(model.kept.estimates.values().all(|estimate| estimate.by == by), "whoever wrote it, whatever was sent");
    let on = |day| {
        let standing = standing(model.kept.estimates.values(), day);
        let mut told: Vec<_> = standing.iter().map(|one| one.yearly_minor).collect();
        told.sort();
        told
    };
    assert_eq!(on(date(2025, 12, 31)), []);
    assert_eq!(on(date(2026, 5, 31)), [Some(200)]);
    assert_eq!(on(date(2026, 8, 31)), [Some(90), Some(250)]);
    assert_eq!(on(date(2026, 9, 1)), [None, Some(250)]);
    let stays = Err(Rejection::RecordStays { kind: Kind::WalletEstimate });
    assert_eq!(keep(&mut model, KEEPER, Some(account()), vec![Wish::of_removal(&first)]), stays);
    let other = WalletEstimate { yearly_minor: Some(1), ..first.clone() };
    let unfit = Err(Rejection::FieldUnfit { field: "yearly_minor".to_owned() });
    assert_eq!(keep(&mut model, KEEPER, Some(account()), Wish::of_edit(&first, &other).into_iter().collect()), unfit);
}

#[test]
fn a_device_leaves_it_to_the_server() {
    let mut model = model(&[]);
    model.knowledge = Knowledge::Part;
    let command = Command::Keep(Keep::one(None, Wish::of_new(&family(2, "Drives"))));
    assert_eq!(apply::apply(&model, &viewer(&[DIRECTOR]), &sent(command)), Verdict::Unknown);
    model.take(&[family(2, "Drives").created()]).unwrap();
    assert_eq!(model.kept, Kept::default());
}

/// The entry of these changes, in hand.
fn logged(model: &mut Model, seq: i64, changes: Vec<Change>) {
    let (id, actor) = (CommandId::default(), PersonId(fresh_id(900)));
    let (at, kind) = (Moment::UNIX_EPOCH, "keep".to_owned());
    model.entries.insert(seq, Entry { seq, id, actor, at, kind, undoes: None, undone_by: None, changes });
}

fn undone(model: &mut Model, role: OrgRole, entry: i64) -> Result<Vec<Change>, Rejection> {
    let command = Command::Undo(Undo { entry, answer: Default::default() });
    decided(model, role, command)
}

#[test]
fn a_list_is_taken_back_whole_and_comes_again() {
    let mut model = model(&[]);
    let product = |number, name: &str| Product {
        id: ProductId(fresh_id(number)),
        family: ProductFamilyId(fresh_id(2)),
        name: name.to_owned(),
        ..Product::default()
    };
    let wishes =
        vec![Wish::of_new(&family(2, "Drives")), Wish::of_new(&product(3, "Belt")), Wish::of_new(&product(4, "Chain"))];
    let made = keep(&mut model, DIRECTOR, None, wishes).unwrap();
    logged(&mut model, 7, made);
    assert_eq!(undone(&mut model, KEEPER, 7), Err(Rejection::NotPermitted { action: Action::Configure }));
    let full = model.kept.clone();
    let back = undone(&mut model, DIRECTOR, 7).unwrap();
    assert_eq!((back.len(), &model.kept), (3, &Kept::default()));
    logged(&mut model, 8, back);
    undone(&mut model, DIRECTOR, 8).unwrap();
    assert_eq!(model.kept, full);
}

#[test]
fn what_was_built_on_is_not_taken_back() {
    let mut model = model(&[]);
    let made = keep(&mut model, DIRECTOR, None, vec![Wish::of_new(&family(2, "Drives"))]).unwrap();
    logged(&mut model, 7, made);
    let told =
        keep(&mut model, KEEPER, Some(account()), vec![Wish::of_new(&estimate(30, 2, date(2026, 1, 1), Some(5)))])
            .unwrap();
    logged(&mut model, 8, told);
    assert_eq!(undone(&mut model, DIRECTOR, 7), Err(Rejection::ChangedSince { entry: 7 }));
    undone(&mut model, KEEPER, 8).unwrap();
    undone(&mut model, DIRECTOR, 7).unwrap();
    // A name that somebody else took meanwhile does not come back.
    let back = model.kept.clone();
    assert!(back.families.is_empty());
    let removal = family(2, "Drives").removed();
    logged(&mut model, 9, vec![removal]);
    keep(&mut model, DIRECTOR, None, vec![Wish::of_new(&family(5, "drives"))]).unwrap();
    assert_eq!(undone(&mut model, DIRECTOR, 9), Err(Rejection::ChangedSince { entry: 9 }));
}
