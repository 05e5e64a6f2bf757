use super::*;
use crate::{
    account::Account,
    categorization::{Scale, shipped::tests::shipped},
    day::Moment,
    model::Model,
    person::{OrgRole, Person},
    policy::rights_in,
    ratio::Ratio,
    record::Held,
    viewer::Viewer,
};
use uuid::Uuid;

const TODAY: Day = Day::constant(2026, 11, 24);
const LEAD: u128 = 1;
const OTHER: u128 = 2;
const ACCOUNT: u128 = 10;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn judged(criterion: &str, ours: i64, note: &str) -> Judged {
    Judged { criterion: criterion.to_owned(), score: Score { ours, rival: None }, note: note.to_owned() }
}

fn assess(scores: Vec<Judged>) -> AssessAccount {
    AssessAccount {
        assessment: id(100),
        account: id(ACCOUNT),
        model: "bensaou".to_owned(),
        version: 1,
        day: TODAY,
        scores,
        context: Vec::new(),
    }
}

fn decide(actor: u128, command: &AssessAccount) -> Result<Assessment, Refused> {
    let mut model = Model::default();
    for number in [LEAD, OTHER] {
        let roles = [OrgRole::KeyAccountManager].into();
        let person = Person { id: id(number), roles, active: true, ..Person::default() };
        model.people.insert(person.id, person);
    }
    let account = Account { id: id(ACCOUNT), owner: Some(id(LEAD)), ..Account::default() };
    model.accounts.insert(account.id, account);
    let viewer = Viewer {
        actor: id(actor),
        now: Moment::UNIX_EPOCH,
        day: TODAY,
        language: "en".to_owned(),
        rights: rights_in(&model, id(actor)),
    };
    command.decide(&Case { model: &model, viewer: &viewer }, &shipped("bensaou"), 7)
}

fn flaw(command: &AssessAccount) -> AssessmentFlaw {
    match decide(LEAD, command) {
        Err(Refused::Flawed(flaw)) => flaw,
        found => panic!("{found:?}"),
    }
}

#[test]
fn scores_are_kept_with_their_evidence_and_come_to_a_cell() {
    let sheet = [("buyer_assets", 4), ("buyer_people", 5), ("buyer_systems", 3), ("buyer_learning", 4)];
    let ours = [("supplier_assets", 2), ("supplier_people", 3), ("supplier_systems", 2), ("supplier_learning", 3)];
    let mut command = assess(sheet.iter().chain(&ours).map(|(one, score)| judged(one, *score, "")).collect());
    command.scores[1].note = " Six of its people work on nothing else. ".to_owned();
    command.context = vec![judged("change", 2, "One change of design in three years")];
    let found = decide(LEAD, &command).unwrap();
    assert_eq!(
        (found.by, found.day, found.recorded, found.scores.len(), found.context.len()),
        (id(LEAD), TODAY, 7, 8, 1)
    );
    let notes: Vec<String> = found.evidence.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["buyer_people Six of its people work on nothing else.", "change One change of design in three years"]
    );
    let model = shipped("bensaou");
    let computed = found.computed(&model).unwrap();
    assert_eq!(computed.point, [Ratio::of(4, 1), Ratio::of(5, 2)]);
    assert_eq!(computed.cell.unwrap().id, "captive_buyer");
    let next = CategorizationModel { version: 2, ..model };
    assert_eq!(found.computed(&next), None, "it stays by its edition");
}

#[test]
fn what_does_not_fit_is_refused_by_its_reason() {
    assert_eq!(flaw(&assess(Vec::new())), AssessmentFlaw::NothingScored);
    let one = || vec![judged("buyer_assets", 4, "")];
    let older = AssessAccount { version: 2, ..assess(one()) };
    assert_eq!(flaw(&older), AssessmentFlaw::OtherEdition { version: 1 });
    let other = AssessAccount { model: "kraljic".to_owned(), ..assess(one()) };
    assert_eq!(flaw(&other), AssessmentFlaw::OtherEdition { version: 1 });
    let criterion = "buyer_assets".to_owned();
    let twice = assess([one(), one()].concat());
    assert_eq!(flaw(&twice), AssessmentFlaw::CriterionTwice { criterion: criterion.clone() });
    let range = ScoreFlaw::ScoreOutOfRange { criterion, score: 6, scale: Scale { low: 1, high: 5 } };
    assert_eq!(flaw(&assess(vec![judged("buyer_assets", 6, "")])), AssessmentFlaw::Score(range));
    let astray = AssessAccount { context: vec![judged("buyer_people", 3, "")], ..assess(one()) };
    let unknown = ScoreFlaw::CriterionUnknown { criterion: "buyer_people".to_owned() };
    assert_eq!(flaw(&astray), AssessmentFlaw::Score(unknown), "no criterion of the model is a question of its context");
}

#[test]
fn whoever_may_place_an_account_may_assess_it() {
    let command = assess(vec![judged("buyer_assets", 4, "")]);
    assert!(decide(LEAD, &command).is_ok());
    assert!(matches!(decide(OTHER, &command), Err(Refused::Stopped(Stop::Rejected(Rejection::Gone { .. })))));
    let early = AssessAccount { day: TODAY.tomorrow().unwrap(), ..command.clone() };
    let refused = Refused::Stopped(Stop::Rejected(Rejection::DayInFuture { latest: TODAY }));
    assert_eq!(decide(LEAD, &early), Err(refused));
    let long = assess(vec![judged("buyer_assets", 4, &"x".repeat(SENTENCE_MAX + 1))]);
    let refused = Rejection::TextTooLong { field: TextField::Note, max: SENTENCE_MAX };
    assert_eq!(decide(LEAD, &long), Err(refused.into()));
}

#[test]
fn the_one_that_holds_is_that_of_the_latest_day_and_then_the_last_one_recorded() {
    let made = |number: u128, day: i8, recorded| Assessment {
        id: id(number),
        day: Day::constant(2026, 3, day),
        recorded,
        ..Assessment::default()
    };
    let all = [made(1, 5, 1), made(2, 9, 2), made(3, 5, 3), made(4, 5, 2)];
    let on = |day| holding(&all, Day::constant(2026, 3, day)).map(|found| found.id);
    assert_eq!([on(4), on(5), on(8), on(9)], [None, Some(id(3)), Some(id(3)), Some(id(2))]);
}

#[test]
fn scores_and_evidence_are_scalars_of_changes() {
    let compared = Scored { criterion: "delivery".to_owned(), score: Score { ours: 7, rival: Some(6) } };
    let plain = Scored { criterion: "trust".to_owned(), score: Score { ours: 4, rival: None } };
    assert_eq!(
        [&compared, &plain].map(Scalar::value),
        ["delivery 7/6", "trust 4"].map(|text| Value::Text(text.to_owned()))
    );
    for scored in [&compared, &plain] {
        assert_eq!(Scored::read(&scored.value()).as_ref(), Some(scored));
    }
    let evidence = Evidence { criterion: "trust".to_owned(), note: "Told us first, as ever".to_owned() };
    assert_eq!(Evidence::read(&evidence.value()), Some(evidence));
    for text in ["", "trust", "trust four", "trust 4/", "trust 4/x"] {
        assert_eq!(Scored::read(&Value::Text(text.to_owned())), None, "{text}");
    }
    let mut scores: SetOf<Scored> = SetOf::new();
    Held::take(&mut scores, &Value::Nothing, &compared.value()).unwrap();
    assert!(scores.contains(&compared));
}
