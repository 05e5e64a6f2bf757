use super::*;
use crate::{
    account::Account,
    apply::Stop,
    categorization::shipped::tests::{all, shipped},
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
pub(crate) const LEAD: u128 = 1;
pub(crate) const OTHER: u128 = 2;
const ACCOUNT: u128 = 10;

pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

pub(crate) fn judged(criterion: &str, ours: i64, note: &str) -> Judged {
    Judged { criterion: criterion.to_owned(), score: Score { ours, rival: None }, note: note.to_owned() }
}

pub(crate) fn assess(scores: Vec<Judged>) -> AssessAccount {
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

/// A house with an account and who leads it.
fn house() -> Model {
    let models = Models::of(all());
    let mut model = Model { seq: 6, kept: Kept { models, ..Kept::default() }, ..Model::default() };
    for number in [LEAD, OTHER] {
        let roles = [OrgRole::KeyAccountManager].into();
        let person = Person { id: id(number), roles, active: true, ..Person::default() };
        model.people.insert(person.id, person);
    }
    let account = Account { id: id(ACCOUNT), owner: Some(id(LEAD)), ..Account::default() };
    model.accounts.insert(account.id, account);
    model
}

/// What somebody's command is decided by there.
pub(crate) fn case_of<T>(actor: u128, read: impl FnOnce(&Case<'_>) -> T) -> T {
    let model = house();
    let viewer = Viewer {
        actor: id(actor),
        now: Moment::UNIX_EPOCH,
        day: TODAY,
        language: "en".to_owned(),
        rights: rights_in(&model, id(actor)),
    };
    read(&Case { model: &model, viewer: &viewer })
}

fn decide(actor: u128, command: &AssessAccount) -> Result<Assessment, Rejection> {
    match case_of(actor, |case| command.decide(case)) {
        Ok(changes) => {
            let mut model = house();
            model.take(&changes).unwrap();
            Ok(model.kept.assessments.get(&command.assessment).unwrap().clone())
        }
        Err(Stop::Rejected(reason)) => Err(reason),
        Err(Stop::Unknown) => panic!("a whole model can tell"),
    }
}

fn refused(command: &AssessAccount) -> Rejection {
    decide(LEAD, command).unwrap_err()
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
    let models = Models::of(all());
    let computed = found.computed(&models).unwrap();
    assert_eq!(computed.point, [Ratio::of(4, 1), Ratio::of(5, 2)]);
    assert_eq!(computed.cell.unwrap().id, "captive_buyer");
    let next = Models::of(vec![CategorizationModel { version: 2, ..shipped("bensaou") }]);
    assert_eq!(found.computed(&next), None, "it stays by its edition");
}

#[test]
fn what_does_not_fit_is_refused_by_its_reason() {
    assert_eq!(refused(&assess(Vec::new())), Rejection::NothingScored);
    let one = || vec![judged("buyer_assets", 4, "")];
    let newer = AssessAccount { version: 2, ..assess(one()) };
    assert_eq!(refused(&newer), Rejection::EditionDiffers { version: 1 });
    for name in ["kraljic", "bcg"] {
        let other = AssessAccount { model: name.to_owned(), ..assess(one()) };
        assert_eq!(
            refused(&other),
            Rejection::ModelUnknown { model: name.to_owned() },
            "a template is there to be copied"
        );
    }
    let criterion = "buyer_assets".to_owned();
    let twice = assess([one(), one()].concat());
    assert_eq!(refused(&twice), Rejection::CriterionTwice { criterion: criterion.clone() });
    let range = Rejection::ScoreOutOfRange { criterion: criterion.clone(), low: 1, high: 5 };
    assert_eq!([0, 6].map(|score| refused(&assess(vec![judged("buyer_assets", score, "")]))), [range.clone(), range]);
    let mut compared = judged("buyer_assets", 4, "");
    compared.score.rival = Some(3);
    assert_eq!(refused(&assess(vec![compared])), Rejection::NothingToCompare { criterion });
    let astray = AssessAccount { context: vec![judged("buyer_people", 3, "")], ..assess(one()) };
    let unknown = Rejection::CriterionUnknown { criterion: "buyer_people".to_owned() };
    assert_eq!(refused(&astray), unknown, "no criterion of the model is a question of its context");
}

#[test]
fn whoever_may_place_an_account_may_assess_it() {
    let command = assess(vec![judged("buyer_assets", 4, "")]);
    assert!(decide(LEAD, &command).is_ok());
    assert_eq!(decide(OTHER, &command), Err(Rejection::Gone { kind: Kind::Account }));
    let early = AssessAccount { day: TODAY.tomorrow().unwrap(), ..command.clone() };
    assert_eq!(refused(&early), Rejection::DayInFuture { latest: TODAY });
    let long = assess(vec![judged("buyer_assets", 4, &"x".repeat(SENTENCE_MAX + 1))]);
    assert_eq!(refused(&long), Rejection::TextTooLong { field: TextField::Note, max: SENTENCE_MAX });
}

#[test]
fn the_one_that_holds_is_that_of_the_latest_day_and_then_the_last_one_recorded() {
    let made = |number: u128, day: i8, recorded| Assessment {
        id: id(number),
        day: Day::constant(2026, 3, day),
        recorded,
        ..Assessment::default()
    };
    let mut all = vec![made(1, 5, 1), made(2, 9, 2), made(3, 5, 3), made(4, 5, 2)];
    let on = |all: &[Assessment], day| holding(all.iter(), Day::constant(2026, 3, day), i64::MAX).map(|found| found.id);
    assert_eq!([4, 5, 8, 9].map(|day| on(&all, day)), [None, Some(id(3)), Some(id(3)), Some(id(2))]);
    all.push(Assessment { withdraws: Some(id(3)), ..made(5, 5, 4) });
    assert_eq!([5, 9].map(|day| on(&all, day)), [Some(id(4)), Some(id(2))], "what was taken back does not hold");
    let known = |entry| holding(all.iter(), Day::constant(2026, 3, 8), entry).map(|found| found.id);
    assert_eq!([0, 1, 2, 3, 4].map(known), [None, Some(id(1)), Some(id(4)), Some(id(3)), Some(id(4))]);
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
