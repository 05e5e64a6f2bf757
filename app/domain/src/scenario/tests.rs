use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    account::Account,
    apply::{Verdict, apply},
    categorization::{Models, shipped::tests::all},
    command::{Command, Envelope, WIRE},
    concentration::Revenue,
    day::Moment,
    history::Entry,
    ids::{CommandId, DeviceId, KeyRuleId},
    key_decision::{KeyWarning, OF_ONE_MANAGER},
    key_rule::{KeyBasis, KeyRule},
    person::{OrgRole, Person},
    placement::{Placement, Stage},
    policy::rights_in,
    ratio::Ratio,
    said,
    target::Attainment,
    undo::Undo,
    viewer::Viewer,
};

const CHIEF: u128 = 1;
const FIRST: u128 = 2;
const SECOND: u128 = 3;
const BESIDE: u128 = 4;
const SCENARIO: u128 = 100;
const TODAY: Day = date(2026, 11, 27);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

/// Two key account managers under an account director, one beside them; the first leads so many accounts, numbered from 10.
struct House {
    model: Model,
}

impl House {
    fn of(accounts: u128) -> Self {
        let mut model = Model { workspace: Some(crate::workspace::Workspace::default()), ..Model::default() };
        for (number, role) in [
            (CHIEF, OrgRole::AccountDirector),
            (FIRST, OrgRole::KeyAccountManager),
            (SECOND, OrgRole::KeyAccountManager),
            (BESIDE, OrgRole::KeyAccountManager),
        ] {
            let superior = matches!(number, FIRST | SECOND).then(|| id(CHIEF));
            let person = Person { id: id(number), roles: [role].into(), superior, active: true, ..Person::default() };
            model.people.insert(person.id, person);
        }
        for number in 10..10 + accounts {
            let account = Account { id: id(number), owner: Some(id(FIRST)), ..Account::default() };
            model.accounts.insert(account.id, account);
        }
        Self { model }
    }

    fn viewer(&self, who: u128) -> Viewer {
        let rights = rights_in(&self.model, id(who));
        Viewer { actor: id(who), now: Moment::UNIX_EPOCH, day: TODAY, language: "en".to_owned(), rights }
    }

    /// What becomes of a command; where it happens, it is taken in as the next entry.
    fn sends(&mut self, who: u128, command: Command) -> Result<Vec<Change>, Rejection> {
        let (id, device, base_seq) = (CommandId::default(), DeviceId::default(), self.model.seq);
        let kind = command.word().to_owned();
        let sent = Envelope { id, device, wire: WIRE, made_at: Moment::UNIX_EPOCH, base_seq, command };
        match apply(&self.model, &self.viewer(who), &sent) {
            Verdict::Changes(changes) => {
                self.model.take(&changes).unwrap();
                self.model.seq += 1;
                let (seq, actor, changes_in) = (self.model.seq, PersonId(Uuid::from_u128(who)), changes.clone());
                let entry = Entry {
                    seq,
                    id,
                    actor,
                    at: Moment::UNIX_EPOCH,
                    kind,
                    undoes: None,
                    undone_by: None,
                    changes: changes_in,
                };
                self.model.entries.insert(seq, entry);
                Ok(changes)
            }
            Verdict::Rejected(rejection) => Err(rejection),
            Verdict::Unknown => panic!("the whole model is in hand"),
        }
    }

    fn keeps(&mut self, number: u128, was: Option<u128>, steps: Vec<Wish>) -> Result<Vec<Change>, Rejection> {
        let (scenario, was) = (id(number), was.map(id));
        let (name, note) = ("Hand over".to_owned(), String::new());
        self.sends(FIRST, Command::KeepScenario(KeepScenario { scenario, was, name, note, shared: false, steps }))
    }

    fn says(&mut self, who: u128, word: u128, of: u128, says: ScenarioSays) -> Result<Vec<Change>, Rejection> {
        let comment = if says == ScenarioSays::Returned { "Not yet.".to_owned() } else { String::new() };
        let command = SayOfScenario { word: id(word), scenario: id(of), says, comment };
        self.sends(who, Command::SayOfScenario(command))
    }

    fn undoes(&mut self, who: u128, entry: i64, answer: u128) -> Result<Vec<Change>, Rejection> {
        self.sends(who, Command::Undo(Undo { entry, answer: id(answer) }))
    }

    fn state(&self, of: u128) -> ScenarioState {
        self.model.kept.state_of_scenario(id(of))
    }

    fn lead(&self, account: u128) -> Option<PersonId> {
        self.model.accounts.get(&id(account)).and_then(|account| account.owner)
    }
}

fn assign(account: u128, owner: u128) -> Wish {
    Wish::Assign { account: id(account), owner: Some(id(owner)) }
}

fn suppose(account: u128, percent: u16) -> Wish {
    Wish::Suppose { account: id(account), percent }
}

fn place(account: u128, stage: Stage) -> Wish {
    let (model, cell) = (crate::placement::STAGES_OF.to_owned(), stage.word().to_owned());
    Wish::Place { account: id(account), model, cell, reason: "They build a team for us.".to_owned() }
}

fn conflict(field: &str) -> Rejection {
    Rejection::Conflict { kind: Kind::Scenario, field: field.to_owned() }
}

fn gone() -> Rejection {
    Rejection::Gone { kind: Kind::Scenario }
}

#[test]
fn what_was_submitted_is_taken_in_whole() {
    let mut house = House::of(3);
    house.keeps(SCENARIO, None, vec![assign(10, SECOND), assign(11, SECOND), suppose(12, 0)]).unwrap();
    assert_eq!(house.says(CHIEF, 200, SCENARIO, ScenarioSays::TakenIn), Err(gone()));
    house.says(FIRST, 201, SCENARIO, ScenarioSays::Submitted).unwrap();
    let taken_in = house.says(CHIEF, 202, SCENARIO, ScenarioSays::TakenIn).unwrap();
    assert_eq!(
        taken_in.iter().map(|change| change.key.kind).collect::<Vec<_>>(),
        [Kind::ScenarioWord, Kind::Account, Kind::Account]
    );
    assert_eq!([10, 11, 12].map(|account| house.lead(account)), [SECOND, SECOND, FIRST].map(|who| Some(id(who))));
    assert_eq!(house.state(SCENARIO), ScenarioState::TakenIn);
    let again = house.says(CHIEF, 203, SCENARIO, ScenarioSays::TakenIn);
    assert_eq!(again, Err(Rejection::ScenarioClosed { state: ScenarioState::TakenIn }));
}

#[test]
fn what_moved_since_refuses_all_of_it() {
    let mut house = House::of(2);
    house.keeps(SCENARIO, None, vec![assign(10, SECOND), assign(11, SECOND)]).unwrap();
    house.says(FIRST, 200, SCENARIO, ScenarioSays::Submitted).unwrap();
    let hand_over = AssignOf { account: 11, was: FIRST, owner: CHIEF };
    house.sends(CHIEF, hand_over.command()).unwrap();
    let reason = Rejection::Conflict { kind: Kind::Account, field: "owner".to_owned() };
    let refused = Rejection::StepRefused { account: id(11), reason: Box::new(reason) };
    assert_eq!(house.says(CHIEF, 201, SCENARIO, ScenarioSays::TakenIn), Err(refused));
    assert_eq!((house.lead(10), house.state(SCENARIO)), (Some(id(FIRST)), ScenarioState::Submitted));
}

struct AssignOf {
    account: u128,
    was: u128,
    owner: u128,
}

impl AssignOf {
    fn command(&self) -> Command {
        let (account, owner, was) = (id(self.account), Some(id(self.owner)), Some(id(self.was)));
        Command::AssignAccount(crate::account::AssignAccount { account, owner, was })
    }
}

#[test]
fn what_was_taken_in_is_undone_whole_and_done_again() {
    let mut house = House::of(3);
    house.model.kept.models = stages();
    house.keeps(SCENARIO, None, vec![assign(10, SECOND), place(11, Stage::Mid), place(12, Stage::Early)]).unwrap();
    house.says(FIRST, 200, SCENARIO, ScenarioSays::Submitted).unwrap();
    house.says(CHIEF, 300, SCENARIO, ScenarioSays::TakenIn).unwrap();
    let stands = |house: &House, account: u128| {
        let words = house.model.placements.of(id(account));
        said::standing(words, TODAY, i64::MAX).map(|placement: &Placement| placement.cell)
    };
    assert_eq!((stands(&house, 11), stands(&house, 12)), (Some(Stage::Mid), Some(Stage::Early)));
    let taken_in = house.model.seq;
    house.undoes(CHIEF, taken_in, 400).unwrap();
    assert_eq!((house.lead(10), house.state(SCENARIO)), (Some(id(FIRST)), ScenarioState::Submitted));
    assert_eq!((stands(&house, 11), stands(&house, 12)), (None, None));
    let undone = house.model.seq;
    house.undoes(CHIEF, undone, 500).unwrap();
    assert_eq!((house.lead(10), house.state(SCENARIO)), (Some(id(SECOND)), ScenarioState::TakenIn));
    assert_eq!((stands(&house, 11), stands(&house, 12)), (Some(Stage::Mid), Some(Stage::Early)));
}

fn stages() -> Models {
    Models::of(all())
}

#[test]
fn a_returned_one_is_kept_as_a_next_version_and_goes_again() {
    let mut house = House::of(2);
    house.keeps(SCENARIO, None, vec![assign(10, SECOND)]).unwrap();
    house.says(FIRST, 200, SCENARIO, ScenarioSays::Submitted).unwrap();
    let waits = Rejection::ScenarioClosed { state: ScenarioState::Submitted };
    assert_eq!(house.keeps(101, Some(SCENARIO), vec![suppose(10, 50)]), Err(waits.clone()));
    assert_eq!(house.says(FIRST, 201, SCENARIO, ScenarioSays::Discarded), Err(waits));
    let no_reason =
        SayOfScenario { word: id(202), scenario: id(SCENARIO), says: ScenarioSays::Returned, comment: " ".to_owned() };
    let refused = house.sends(CHIEF, Command::SayOfScenario(no_reason));
    assert_eq!(refused, Err(Rejection::ReturnedWithoutReason));
    house.says(CHIEF, 203, SCENARIO, ScenarioSays::Returned).unwrap();
    house.keeps(101, Some(SCENARIO), vec![assign(10, SECOND), assign(11, SECOND)]).unwrap();
    let versions = house.model.kept.scenarios.values().map(|one| (one.first, one.version));
    assert_eq!(versions.collect::<Vec<_>>(), [(id(SCENARIO), 1), (id(SCENARIO), 2)]);
    assert_eq!(house.says(FIRST, 204, SCENARIO, ScenarioSays::Submitted), Err(conflict("version")));
    assert_eq!(house.keeps(102, Some(SCENARIO), vec![suppose(10, 50)]), Err(conflict("version")));
    house.says(FIRST, 205, 101, ScenarioSays::Submitted).unwrap();
    house.says(FIRST, 206, 101, ScenarioSays::Withdrawn).unwrap();
    assert_eq!(house.state(101), ScenarioState::Draft);
}

#[test]
fn nobody_but_its_author_sees_a_draft_until_it_is_shared() {
    let mut house = House::of(1);
    let kept = house.keeps(SCENARIO, None, vec![suppose(10, 0)]).unwrap();
    let sees = |house: &House, who: u128| {
        let scenario = house.model.kept.scenarios.get(&id(SCENARIO)).unwrap();
        house.model.kept.sees_scenario(&rights_in(&house.model, id(who)), scenario)
    };
    assert_eq!([FIRST, SECOND, CHIEF, BESIDE].map(|who| sees(&house, who)), [true, false, false, false]);
    let is_told =
        |house: &House, change: &Change, who: u128| rights_in(&house.model, id(who)).sees_change(change, None, None);
    assert_eq!([FIRST, CHIEF].map(|who| is_told(&house, &kept[0], who)), [true, false]);
    assert_eq!(house.says(SECOND, 200, SCENARIO, ScenarioSays::Shared), Err(gone()));
    let shared = house.says(FIRST, 201, SCENARIO, ScenarioSays::Shared).unwrap();
    assert!(is_told(&house, &shared[0], BESIDE));
    assert_eq!([SECOND, CHIEF, BESIDE].map(|who| sees(&house, who)), [true; 3]);
    let by_another = Rejection::MadeByAnother { kind: Kind::Scenario };
    assert_eq!(house.says(SECOND, 202, SCENARIO, ScenarioSays::Discarded), Err(by_another));
    house.says(FIRST, 203, SCENARIO, ScenarioSays::Unshared).unwrap();
    let submitted = house.says(FIRST, 204, SCENARIO, ScenarioSays::Submitted).unwrap();
    assert_eq!([SECOND, CHIEF, BESIDE].map(|who| sees(&house, who)), [false, true, false]);
    assert_eq!([CHIEF, BESIDE].map(|who| is_told(&house, &submitted[0], who)), [true, false]);
}

#[test]
fn whoever_may_not_take_it_in_does_not() {
    let mut house = House::of(1);
    house.keeps(SCENARIO, None, vec![assign(10, SECOND)]).unwrap();
    house.says(FIRST, 200, SCENARIO, ScenarioSays::Shared).unwrap();
    house.says(FIRST, 201, SCENARIO, ScenarioSays::Submitted).unwrap();
    let refused = Rejection::NotPermitted { action: Action::TakeInScenario };
    for who in [FIRST, SECOND, BESIDE] {
        assert_eq!(house.says(who, 202, SCENARIO, ScenarioSays::TakenIn), Err(refused.clone()));
        assert_eq!(house.says(who, 203, SCENARIO, ScenarioSays::Returned), Err(refused.clone()));
    }
}

#[test]
fn what_was_put_away_or_undone_is_gone() {
    let mut house = House::of(1);
    house.keeps(SCENARIO, None, vec![suppose(10, 50)]).unwrap();
    house.keeps(101, Some(SCENARIO), vec![suppose(10, 60)]).unwrap();
    let second = house.model.seq;
    house.undoes(FIRST, second, 300).unwrap();
    let latest = house.model.kept.latest_scenario(id(SCENARIO)).map(|latest| latest.id);
    assert_eq!(latest, Some(id(SCENARIO)));
    house.says(FIRST, 200, SCENARIO, ScenarioSays::Discarded).unwrap();
    let discarded = house.model.seq;
    assert_eq!(house.keeps(102, Some(SCENARIO), vec![suppose(10, 70)]), Err(gone()));
    house.undoes(FIRST, discarded, 301).unwrap();
    house.keeps(102, Some(SCENARIO), vec![suppose(10, 70)]).unwrap();
    assert_eq!(house.undoes(FIRST, 1, 302), Err(Rejection::ChangedSince { entry: 1 }));
}

#[test]
fn steps_that_say_nothing_are_refused() {
    let mut house = House::of(2);
    house.model.kept.models = stages();
    let nothing = |account| Rejection::StepChangesNothing { account: id(account) };
    let unknown = Wish::Place {
        account: id(10),
        model: crate::placement::STAGES_OF.to_owned(),
        cell: "nowhere".to_owned(),
        reason: "So.".to_owned(),
    };
    let cases = [
        (vec![], Rejection::ScenarioEmpty),
        (vec![suppose(10, 100)], nothing(10)),
        (vec![suppose(10, 1_001)], Rejection::SupposedOutOfRange { max: 1_000 }),
        (vec![assign(10, FIRST)], nothing(10)),
        (vec![suppose(10, 0), assign(10, SECOND), suppose(10, 50)], Rejection::StepTwice { account: id(10) }),
        (vec![suppose(99, 0)], Rejection::Gone { kind: Kind::Account }),
        (vec![unknown], Rejection::CellUnknown { cell: "nowhere".to_owned() }),
        (vec![suppose(10, 0); STEPS_MAX + 1], Rejection::RecordsTooMany { max: STEPS_MAX }),
    ];
    for (steps, refused) in cases {
        assert_eq!(house.keeps(SCENARIO, None, steps), Err(refused));
    }
    assert!(house.model.kept.scenarios.is_empty());
}

#[test]
fn a_step_is_read_as_it_was_written() {
    let was = Some(Uuid::from_u128(7));
    let tabbed = Wish::Place {
        account: id(1),
        model: "four_s".to_owned(),
        cell: "star".to_owned(),
        reason: "A reason, with\ta tab".to_owned(),
    };
    for step in [
        Step { wish: suppose(1, 250), was: None },
        Step { wish: assign(1, 2), was },
        Step { wish: Wish::Assign { account: id(1), owner: None }, was: None },
        Step { wish: tabbed, was },
    ] {
        assert_eq!(step.to_string().parse(), Ok(step));
    }
    for bad in ["", "suppose", "suppose\tx\t5", "lose\t00000000-0000-0000-0000-000000000001\t5"] {
        assert_eq!(bad.parse::<Step>(), Err(()), "{bad}");
    }
}

fn seat(account: u128, minor: i64) -> Seat {
    Seat {
        account: id(account),
        owner: Some(id(FIRST)),
        is_key: true,
        is_lost: false,
        brought_minor: Some(minor),
        target: Some(Attainment::of(minor * 2, minor)),
    }
}

fn steps(wishes: impl IntoIterator<Item = Wish>) -> Vec<Step> {
    wishes.into_iter().map(|wish| Step { wish, was: None }).collect()
}

#[test]
fn an_account_handed_over_lightens_one_and_ends_the_warning() {
    let seats = (10..).zip([100, 50, 30, 10, 10]).map(|(account, minor)| seat(account, minor)).collect();
    let ground = Ground { seats, ..Ground::default() };
    let before = ground.effect();
    assert_eq!(before.warnings, [KeyWarning::OfOneManager { person: id(FIRST), count: OF_ONE_MANAGER }]);
    let after = ground.after(&steps([assign(10, SECOND)])).effect();
    assert_eq!(after.warnings, []);
    let load = |accounts, minor: i64| Load {
        accounts,
        key_accounts: accounts,
        minor: minor.into(),
        target: Attainment::of(minor * 2, minor),
    };
    assert_eq!(after.loads.get(&Some(id(FIRST))), Some(&load(4, 100)));
    assert_eq!(after.loads.get(&Some(id(SECOND))), Some(&load(1, 100)));
    assert_eq!(after.portfolio, before.portfolio);
}

#[test]
fn a_lost_account_leaves_the_book_and_the_load_but_not_the_target() {
    let ground = Ground { seats: vec![seat(10, 60), seat(11, 20), seat(12, 20)], ..Ground::default() };
    let after = ground.after(&steps([suppose(10, 0)])).effect();
    assert_eq!((after.portfolio.len(), after.portfolio.total_minor()), (2, 40));
    assert_eq!(after.portfolio.top_share(1), Ratio::of(1, 2));
    let load = Load { accounts: 2, key_accounts: 2, minor: 40, target: Attainment::of(200, 40) };
    assert_eq!(after.loads.get(&Some(id(FIRST))), Some(&load));
}

#[test]
fn rules_look_at_where_accounts_would_stand_and_at_the_whole_book() {
    let each = KeyRule { id: id(1), basis: KeyBasis::Each, percent: 50, ..KeyRule::default() };
    let cells = KeyRule {
        id: KeyRuleId(Uuid::from_u128(2)),
        basis: KeyBasis::Cells,
        model: "four_s".to_owned(),
        cells: ["star".to_owned()].into(),
        confirmed: true,
        ..KeyRule::default()
    };
    let ground = Ground {
        seats: vec![seat(10, 60), seat(11, 20)],
        beyond: vec![(id(90), 50)],
        rules: vec![each, cells],
        ..Ground::default()
    };
    assert_eq!(ground.effect().by_rules, SetOf::new());
    let star = Wish::Place {
        account: id(11),
        model: "four_s".to_owned(),
        cell: "star".to_owned(),
        reason: "It grows.".to_owned(),
    };
    let after = ground.after(&steps([suppose(10, 200), star])).effect();
    assert_eq!(after.by_rules, SetOf::from([id(10), id(11)]));
}

proptest! {
    #[test]
    fn loads_add_up_to_the_book_whatever_the_steps(
        amounts in prop::collection::vec(-1_000_i64..1_000_000, 1..12),
        drawn in prop::collection::vec((0_u128..12, any::<bool>(), prop_oneof![Just(0_u16), 1_u16..300]), 0..20),
    ) {
        let seats: Vec<Seat> = (10..).zip(&amounts).map(|(account, minor)| seat(account, *minor)).collect();
        let ground = Ground { seats, ..Ground::default() };
        let wish = |&(number, hands_over, percent): &(u128, bool, u16)| match hands_over {
            true => assign(10 + number, SECOND),
            false => suppose(10 + number, percent),
        };
        let after = ground.after(&steps(drawn.iter().map(wish)));
        let (effect, portfolio) = (after.effect(), after.effect().portfolio);
        let sum: i128 = effect.loads.values().map(|load| load.minor).sum();
        prop_assert_eq!(sum, portfolio.total_minor() + portfolio.left_out_minor());
        let held: usize = effect.loads.values().map(|load| load.accounts).sum();
        prop_assert_eq!(held, after.seats.iter().filter(|seat| !seat.is_lost).count());
        let targets: i128 = effect.loads.values().map(|load| load.target.target_minor).sum();
        prop_assert_eq!(targets, amounts.iter().map(|minor| i128::from(minor * 2)).sum::<i128>());
        let brought: Vec<Revenue> = after.seats.iter().filter(|seat| !seat.is_lost)
            .filter_map(|seat| Some((seat.account, seat.brought_minor?))).collect();
        prop_assert_eq!(crate::concentration::Portfolio::of(brought), portfolio);
    }
}
