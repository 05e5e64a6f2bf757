use uuid::Uuid;

use super::*;
use crate::{
    apply::{Verdict, apply},
    assessment::{AssessAccount, Judged},
    categorization::{
        Models,
        facts::{Fact, Facts},
        score::Score,
        shipped::tests::all,
    },
    command::{Command, Envelope, WIRE},
    day::Moment,
    history::Entry,
    ids::{CommandId, DeviceId, Seq},
    model::Knowledge,
    person::Person,
    policy::rights_in,
    undo::Undo,
    viewer::Viewer,
};

const LEAD: u128 = 1;
const HEAD: u128 = 2;
const CHIEF: u128 = 3;
const SECOND: u128 = 4;
const STRANGER: u128 = 5;
const ACCOUNT: u128 = 10;
const TODAY: Day = jiff::civil::date(2026, 11, 26);
const EARLIER: Day = jiff::civil::date(2026, 3, 2);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

/// An account that a key account manager leads under an account director under an agency director, and a log of what they said.
struct House {
    model: Model,
    latest: u128,
}

impl House {
    fn new() -> Self {
        let mut model = Model { kept: Kept { models: Models::of(all()), ..Kept::default() }, ..Model::default() };
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

    /// With another agency director.
    fn with_second() -> Self {
        let mut house = Self::new();
        let roles = [OrgRole::AgencyDirector].into();
        house.model.people.insert(id(SECOND), Person { id: id(SECOND), roles, active: true, ..Person::default() });
        house
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

    fn fresh(&mut self) -> PositionId {
        self.latest += 1;
        id(self.latest)
    }

    /// Scores so many items of each side in Bensaou's model: the buyer's high, ours low.
    fn score(&mut self, who: u128, items: usize) -> Result<Seq, Rejection> {
        let kinds = ["assets", "people", "systems", "learning"];
        let judged = |(side, ours): (&str, i64)| {
            kinds.map(|kind| Judged {
                criterion: format!("{side}_{kind}"),
                score: Score { ours, rival: None },
                note: String::new(),
            })
        };
        let [buyer, supplier] = [("buyer", 4), ("supplier", 2)].map(judged);
        let scores = buyer.into_iter().take(items).chain(supplier.into_iter().take(items)).collect();
        let assessment = self.fresh().0.into();
        let (account, model, day) = (id(ACCOUNT), "bensaou".to_owned(), TODAY);
        let context = Vec::new();
        self.run(
            who,
            Command::AssessAccount(AssessAccount { assessment, account, model, version: 1, day, scores, context }),
        )
    }

    fn stands(&self, model: &str) -> Option<PositionId> {
        if model == STAGES_OF {
            return placement::standing(&self.model, id(ACCOUNT), TODAY).map(|found| id(found.id.0.as_u128()));
        }
        said::standing(self.model.kept.positions_of(id(ACCOUNT), model), TODAY, i64::MAX).map(|found| found.id)
    }

    fn cell(&self, model: &str) -> Option<String> {
        if model == STAGES_OF {
            let found = placement::standing(&self.model, id(ACCOUNT), TODAY);
            return found.map(|found| found.cell.word().to_owned());
        }
        said::standing(self.model.kept.positions_of(id(ACCOUNT), model), TODAY, i64::MAX)
            .map(|found| found.cell.clone())
    }

    fn place(&mut self, who: u128, model: &str, cell: &str, reason: &str) -> Result<PositionId, Rejection> {
        let position = self.fresh();
        let command = PlaceOnModel {
            position,
            account: id(ACCOUNT),
            model: model.to_owned(),
            version: 1,
            cell: cell.to_owned(),
            day: TODAY,
            reason: reason.to_owned(),
            was: self.stands(model),
            seen: None,
        };
        self.run(who, Command::PlaceOnModel(command)).map(|_| position)
    }

    fn answer(
        &mut self,
        who: u128,
        model: &str,
        position: PositionId,
        says: PlacementState,
        reason: &str,
    ) -> Result<PositionId, Rejection> {
        let answer = self.fresh();
        let (account, model, reason) = (id(ACCOUNT), model.to_owned(), reason.to_owned());
        let command = AnswerPosition { answer, account, model, position, seen: None, says, reason };
        self.run(who, Command::AnswerPosition(command)).map(|_| answer)
    }

    fn undo(&mut self, who: u128) -> Result<Seq, Rejection> {
        let (entry, answer) = (self.model.seq, id(self.fresh().0.as_u128()));
        self.run(who, Command::Undo(Undo { entry, answer }))
    }

    fn state(&self, model: &str, position: PositionId) -> PlacementState {
        if model == STAGES_OF {
            let words: Vec<&Placement> = self.model.placements.of(id(ACCOUNT)).collect();
            return said::state_of(&words, words.iter().find(|word| word.id.0 == position.0).unwrap());
        }
        let words: Vec<&Position> = self.model.kept.positions_of(id(ACCOUNT), model).collect();
        said::state_of(&words, words.iter().find(|word| word.id == position).unwrap())
    }
}

use PlacementState::{Confirmed, Proposed, Refused, Withdrawn};

#[test]
fn what_does_not_fit_the_model_is_refused_by_its_reason() {
    let mut house = House::new();
    let unknown = |model: &str| Err(Rejection::ModelUnknown { model: model.to_owned() });
    assert_eq!(house.place(LEAD, "bcg", "star", ""), unknown("bcg"));
    assert_eq!(house.place(LEAD, "kraljic", "strategic", ""), unknown("kraljic"), "a template is there to be copied");
    assert_eq!(house.place(LEAD, "bensaou", "pre", ""), Err(Rejection::CellUnknown { cell: "pre".to_owned() }));
    let position = house.fresh();
    let (account, model, cell) = (id(ACCOUNT), "bensaou".to_owned(), "captive_buyer".to_owned());
    let (day, reason) = (TODAY, String::new());
    let newer = PlaceOnModel { position, account, model, version: 2, cell, day, reason, was: None, seen: None };
    let edition = Err(Rejection::EditionDiffers { version: 1 });
    assert_eq!(house.run(LEAD, Command::PlaceOnModel(newer.clone())), edition);
    let tomorrow = PlaceOnModel { version: 1, day: TODAY.tomorrow().unwrap(), ..newer.clone() };
    let late = Err(Rejection::DayInFuture { latest: TODAY });
    assert_eq!(house.run(LEAD, Command::PlaceOnModel(tomorrow)), late);
    assert!(house.model.kept.positions.is_empty());
    let now = PlaceOnModel { version: 1, ..newer };
    assert!(house.run(LEAD, Command::PlaceOnModel(now.clone())).is_ok());
    let again = PlaceOnModel { was: Some(position), cell: "market_exchange".to_owned(), ..now.clone() };
    assert_eq!(house.run(LEAD, Command::PlaceOnModel(again)), Err(Rejection::IdTaken { kind: Kind::Position }));
    let (position, was) = (house.fresh(), None);
    let blind = PlaceOnModel { position, was, cell: "market_exchange".to_owned(), ..now.clone() };
    let conflict = Err(Rejection::Conflict { kind: Kind::Position, field: "cell".to_owned() });
    assert_eq!(house.run(LEAD, Command::PlaceOnModel(blind)), conflict);
    assert_eq!(house.place(LEAD, "bensaou", "captive_buyer", ""), Err(Rejection::StandsThereAlready));
    let gone = Err(Rejection::Gone { kind: Kind::Account });
    assert_eq!(house.place(STRANGER, "bensaou", "market_exchange", ""), gone.clone());
    house.model.knowledge = Knowledge::Part;
    let viewer = Viewer {
        actor: id(LEAD),
        now: Moment::UNIX_EPOCH,
        day: TODAY,
        language: "en".into(),
        rights: rights_in(&house.model, id(LEAD)),
    };
    let sent = Envelope {
        id: CommandId::default(),
        device: DeviceId::default(),
        wire: WIRE,
        made_at: Moment::UNIX_EPOCH,
        base_seq: 0,
        command: Command::PlaceOnModel(now),
    };
    assert_eq!(apply(&house.model, &viewer, &sent), Verdict::Unknown, "no device knows the models");
}

#[test]
fn whoever_places_it_elsewhere_than_computed_says_why() {
    let mut house = House::new();
    assert!(house.place(LEAD, "bensaou", "market_exchange", "").is_ok(), "nothing is computed yet");
    house.score(LEAD, 4).unwrap();
    assert_eq!(house.place(LEAD, "bensaou", "captive_supplier", " "), Err(Rejection::ReasonMissing));
    assert!(house.place(LEAD, "bensaou", "captive_supplier", "Our new plant is not in the sheet").is_ok());
    assert!(house.place(LEAD, "bensaou", "captive_buyer", "").is_ok(), "it is the computed one");
    assert_eq!(house.place(LEAD, STAGES_OF, "uncoupling", ""), Err(Rejection::ReasonMissing), "nothing computes it");
    assert!(house.place(LEAD, STAGES_OF, "uncoupling", "They told us").is_ok());
    assert!(house.place(LEAD, STAGES_OF, "mid", "").is_ok(), "nothing is scored there");
    let facts: Facts = [(Fact::SalesTtm, 5), (Fact::MonthsWithSalesTtm, 3)].into_iter().collect();
    house.model.kept.facts.insert((id(ACCOUNT), TODAY), facts);
    assert_eq!(house.place(LEAD, "webster", "network", ""), Err(Rejection::ReasonMissing));
    assert!(house.place(LEAD, "webster", "repeated_transactions", "").is_ok());
}

#[test]
fn directors_confirm_and_nobody_does_so_for_themselves() {
    for model in ["bensaou", STAGES_OF] {
        let mut house = House::with_second();
        let cell = if model == STAGES_OF { "mid" } else { "captive_buyer" };
        let placed = house.place(LEAD, model, cell, "They say so themselves").unwrap();
        assert_eq!(
            house.answer(HEAD, model, placed, Confirmed, ""),
            Err(Rejection::ScoredTooLittle { percent: 0 }),
            "{model}"
        );
        house.model.kept.models = unscored(model);
        let may_not = Err(Rejection::NotPermitted { action: Action::ConfirmPlacement });
        assert_eq!(house.answer(LEAD, model, placed, Confirmed, ""), may_not);
        let gone = Err(Rejection::Gone { kind: Kind::Account });
        assert_eq!(house.answer(STRANGER, model, placed, Confirmed, ""), gone, "another line");
        let answer = house.answer(HEAD, model, placed, Confirmed, "").unwrap();
        assert_eq!((house.state(model, placed), house.stands(model)), (Confirmed, Some(placed)));
        let answered = Err(Rejection::PlacementAnswered);
        assert_eq!(house.answer(CHIEF, model, placed, Refused, "No"), answered, "once");
        assert_eq!(house.answer(CHIEF, model, answer, Refused, "No"), answered, "an answer is nothing to refuse");
        assert_eq!(house.answer(LEAD, model, placed, Withdrawn, ""), answered);
        let other = if model == STAGES_OF { "early" } else { "market_exchange" };
        let of_head = house.place(HEAD, model, other, "Seen today").unwrap();
        assert_eq!(house.answer(HEAD, model, of_head, Confirmed, ""), Err(Rejection::PlacementOfOwn));
        assert_eq!(house.answer(HEAD, model, of_head, Refused, "No"), Err(Rejection::PlacementOfOwn));
        let of_another = Err(Rejection::PlacementOfAnother);
        assert_eq!(house.answer(CHIEF, model, of_head, Withdrawn, ""), of_another);
        assert!(house.answer(CHIEF, model, of_head, Confirmed, "").is_ok());
        let of_chief = house.place(CHIEF, model, cell, "Decided").unwrap();
        assert_eq!(house.state(model, of_chief), Proposed, "it waits for the other agency director");
        assert_eq!(house.answer(CHIEF, model, of_chief, Confirmed, ""), Err(Rejection::PlacementOfOwn));
        assert!(house.answer(SECOND, model, of_chief, Confirmed, "").is_ok());
        let says = Err(Rejection::FieldUnfit { field: "says".to_owned() });
        assert_eq!(house.answer(CHIEF, model, of_chief, Proposed, ""), says);
    }
}

/// The models with all cells of one declared, so that no scores are needed.
fn unscored(id: &str) -> Models {
    let mut models = all();
    let of_it = models.iter_mut().filter(|model| model.id == id);
    of_it.flat_map(|model| &mut model.cells).for_each(|cell| cell.reached = Reached::Declared);
    Models::of(models)
}

#[test]
fn what_was_refused_leaves_it_where_it_stood() {
    for model in ["bensaou", STAGES_OF] {
        let mut house = House::new();
        let [first, second] = if model == STAGES_OF { ["mid", "early"] } else { ["captive_buyer", "market_exchange"] };
        house.place(LEAD, model, first, "").unwrap();
        let placed = house.place(LEAD, model, second, "They left").unwrap();
        assert_eq!(house.cell(model).as_deref(), Some(second));
        let empty = Err(Rejection::TextEmpty { field: TextField::Reason });
        assert_eq!(house.answer(HEAD, model, placed, Refused, "  "), empty);
        house.answer(HEAD, model, placed, Refused, "They only moved").unwrap();
        assert_eq!((house.cell(model).as_deref(), house.state(model, placed)), (Some(first), Refused));
        house.undo(HEAD).unwrap();
        assert_eq!((house.cell(model).as_deref(), house.state(model, placed)), (Some(second), Proposed), "{model}");
        house.undo(HEAD).unwrap();
        assert_eq!((house.cell(model).as_deref(), house.state(model, placed)), (Some(first), Refused), "said again");
        let gone = house.fresh();
        let kind = if model == STAGES_OF { Kind::Placement } else { Kind::Position };
        assert_eq!(house.answer(HEAD, model, gone, Refused, "No"), Err(Rejection::Gone { kind }));
    }
}

#[test]
fn too_little_scored_confirms_nothing() {
    let mut house = House::new();
    house.score(LEAD, 2).unwrap();
    let placed = house.place(LEAD, "bensaou", "captive_buyer", "").unwrap();
    assert_eq!(house.answer(HEAD, "bensaou", placed, Confirmed, ""), Err(Rejection::ScoredTooLittle { percent: 50 }));
    house.score(LEAD, 3).unwrap();
    assert!(house.answer(HEAD, "bensaou", placed, Confirmed, "").is_ok(), "three of four are 75 percent");
    let step = house.place(LEAD, "webster", "network", "Two partners deliver with us").unwrap();
    assert!(house.answer(HEAD, "webster", step, Confirmed, "").is_ok(), "evidence needs no scores");
    let leaving = house.place(LEAD, STAGES_OF, "uncoupling", "They told us").unwrap();
    assert!(house.answer(HEAD, STAGES_OF, leaving, Confirmed, "").is_ok(), "nor does what somebody declares");
}

#[test]
fn the_only_agency_director_decides() {
    let mut house = House::new();
    let open = house.place(CHIEF, "bensaou", "captive_buyer", "").unwrap();
    assert_eq!(house.state("bensaou", open), Proposed, "not while too little is scored");
    house.score(LEAD, 4).unwrap();
    assert!(house.answer(CHIEF, "bensaou", open, Confirmed, "").is_ok(), "there is nobody else to wait for");
    let decided = house.place(CHIEF, "bensaou", "market_exchange", "They stop").unwrap();
    let found = house.model.kept.positions.get(&decided).unwrap();
    assert_eq!((found.state, found.answers), (Confirmed, None));
    house.undo(CHIEF).unwrap();
    assert_eq!(house.cell("bensaou").as_deref(), Some("captive_buyer"));
    house.undo(CHIEF).unwrap();
    assert_eq!(house.cell("bensaou").as_deref(), Some("market_exchange"));
    let again = house.stands("bensaou").unwrap();
    assert_eq!(house.model.kept.positions.get(&again).unwrap().state, Confirmed, "it is decided again");
}

#[test]
fn undo_answers_and_removes_nothing() {
    let mut house = House::new();
    let scored = house.score(LEAD, 4).unwrap();
    house.undo(LEAD).unwrap();
    assert_eq!(house.model.kept.assessments.len(), 2);
    let held = |house: &House| {
        crate::assessment::holding(house.model.kept.assessments_of(id(ACCOUNT), "bensaou"), TODAY, i64::MAX).cloned()
    };
    assert_eq!(held(&house), None);
    house.undo(LEAD).unwrap();
    assert_eq!(
        held(&house).map(|found| (found.scores.len(), found.by)),
        Some((8, id(LEAD))),
        "and again the same scores"
    );
    let answer = id(house.fresh().0.as_u128());
    let twice = house.run(LEAD, Command::Undo(Undo { entry: scored, answer }));
    assert_eq!(twice, Err(Rejection::ChangedSince { entry: scored }));
    let placed = house.place(LEAD, "bensaou", "captive_buyer", "").unwrap();
    house.undo(LEAD).unwrap();
    assert_eq!((house.cell("bensaou"), house.state("bensaou", placed)), (None, Withdrawn));
    let placed = house.place(LEAD, "bensaou", "captive_buyer", "").unwrap();
    let confirmed = house.answer(HEAD, "bensaou", placed, Confirmed, "").unwrap();
    house.undo(HEAD).unwrap();
    assert_eq!((house.state("bensaou", placed), house.state("bensaou", confirmed)), (Proposed, Withdrawn));
    assert!(house.answer(CHIEF, "bensaou", placed, Confirmed, "").is_ok(), "it can be answered anew");
    assert_eq!(house.model.kept.positions.len(), 6);
}

#[test]
fn only_its_author_takes_a_position_back() {
    let mut house = House::new();
    let placed = house.place(LEAD, "four_s", "star", "").unwrap();
    assert_eq!(house.answer(HEAD, "four_s", placed, Withdrawn, ""), Err(Rejection::PlacementOfAnother));
    house.answer(LEAD, "four_s", placed, Withdrawn, "").unwrap();
    assert_eq!(house.stands("four_s"), None);
    assert_eq!(house.answer(LEAD, "four_s", placed, Withdrawn, ""), Err(Rejection::PlacementAnswered));
}

#[test]
fn a_day_before_counts_behind_the_latest_one() {
    let mut house = House::new();
    house.place(LEAD, "four_s", "star", "").unwrap();
    let (position, was) = (house.fresh(), house.stands("four_s"));
    let (account, model, cell) = (id(ACCOUNT), "four_s".to_owned(), "status".to_owned());
    let (day, reason) = (EARLIER, String::new());
    let late = PlaceOnModel { position, account, model, version: 1, cell, day, reason, was, seen: None };
    house.run(LEAD, Command::PlaceOnModel(late)).unwrap();
    assert_eq!(house.cell("four_s").as_deref(), Some("star"));
    let words = || house.model.kept.positions_of(id(ACCOUNT), "four_s");
    let on = |day, entry| said::standing(words(), day, entry).map(|found| found.cell.as_str());
    assert_eq!([on(EARLIER, 2), on(EARLIER, 1), on(TODAY, 1)], [Some("status"), None, Some("star")]);
}

#[test]
fn who_knows_no_positions_goes_by_the_entry_that_was_seen() {
    let mut house = House::new();
    let blind = |position, model: &str, cell: &str, seen| {
        let (account, model, cell, reason) = (id(ACCOUNT), model.to_owned(), cell.to_owned(), "Known".to_owned());
        let (version, day, was) = (1, TODAY, None);
        Command::PlaceOnModel(PlaceOnModel {
            position,
            account,
            model,
            version,
            cell,
            day,
            reason,
            was,
            seen: Some(seen),
        })
    };
    for (model, cells) in [("bensaou", ["captive_buyer", "market_exchange"]), (STAGES_OF, ["early", "mid"])] {
        let seen = house.model.seq;
        house.place(HEAD, model, cells[0], "First").unwrap();
        let kind = if model == STAGES_OF { Kind::Placement } else { Kind::Position };
        let late = blind(house.fresh(), model, cells[1], seen);
        assert_eq!(house.run(LEAD, late), Err(Rejection::Conflict { kind, field: "cell".to_owned() }));
        let fresh = blind(house.fresh(), model, cells[1], house.model.seq);
        assert!(house.run(LEAD, fresh).is_ok());
        assert_eq!(house.cell(model).as_deref(), Some(cells[1]));
        // What was said of another model is not about this one.
        let seen = house.model.seq;
        house.place(LEAD, "four_s", if model == STAGES_OF { "star" } else { "status" }, "Beside").unwrap();
        let fresh = blind(house.fresh(), model, cells[0], seen);
        assert!(house.run(LEAD, fresh).is_ok());
    }
}

#[test]
fn who_knows_no_positions_answers_the_one_that_was_seen() {
    let mut house = House::new();
    let blind = |answer, model: &str, says, seen| {
        let (account, model, reason) = (id(ACCOUNT), model.to_owned(), "Not now".to_owned());
        let position = PositionId::default();
        Command::AnswerPosition(AnswerPosition { answer, account, model, position, seen: Some(seen), says, reason })
    };
    for (model, cells) in [("bensaou", ["captive_buyer", "market_exchange"]), (STAGES_OF, ["early", "mid"])] {
        let kind = if model == STAGES_OF { Kind::Placement } else { Kind::Position };
        let none = blind(house.fresh(), model, Refused, house.model.seq);
        assert_eq!(house.run(HEAD, none), Err(Rejection::Gone { kind }), "it was not placed");
        let first = house.place(LEAD, model, cells[0], "First").unwrap();
        let seen = house.model.seq;
        let second = house.place(LEAD, model, cells[1], "Second").unwrap();
        let late = blind(house.fresh(), model, Refused, seen);
        assert_eq!(house.run(HEAD, late), Err(Rejection::Conflict { kind, field: "cell".to_owned() }));
        assert_eq!([first, second].map(|word| house.state(model, word)), [Proposed; 2], "nothing was answered");
        let fresh = blind(house.fresh(), model, Refused, house.model.seq);
        assert!(house.run(HEAD, fresh).is_ok());
        assert_eq!([first, second].map(|word| house.state(model, word)), [Proposed, Refused]);
        assert_eq!(house.cell(model).as_deref(), Some(cells[0]));
        let own = blind(house.fresh(), model, Confirmed, house.model.seq);
        let may_not = Err(Rejection::NotPermitted { action: Action::ConfirmPlacement });
        assert_eq!(house.run(LEAD, own), may_not);
    }
}
