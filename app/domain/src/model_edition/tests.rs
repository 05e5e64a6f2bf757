use super::*;
use crate::{
    apply::Stop,
    categorization::{
        CategorizationModel, Models,
        shipped::tests::{all, shipped},
    },
    keep::Kept,
    person::{OrgRole, Person},
    set::SetOf,
    viewer::{Rights, Viewer},
};

fn id(number: u128) -> ModelEditionId {
    uuid::Uuid::from_u128(number).into()
}

/// The changes, or the rejection, of publishing a model over the shipped ones.
fn publish(role: OrgRole, own: &[CategorizationModel], model: &CategorizationModel, was: i64) -> Decision {
    let person = PersonId(uuid::Uuid::from_u128(1));
    let found = Person { id: person, active: true, roles: SetOf::from([role]), ..Person::default() };
    let people = [(person, found)].into_iter().collect();
    let rights = Rights::of(&people, person);
    let files = [("file".to_owned(), model.clone())].into_iter().collect();
    let kept = Kept { models: Models::of(all()).with(own), files, ..Kept::default() };
    let known = Model { people, kept, ..Model::default() };
    let now = jiff::Timestamp::from_second(1_795_000_000).unwrap();
    let viewer = Viewer { actor: person, now, day: jiff::civil::date(2026, 11, 27), language: "en".to_owned(), rights };
    let command = PublishModel { edition: id(9), text: "file".to_owned(), reason: " Growth ".to_owned(), was };
    command.decide(&Case { model: &known, viewer: &viewer })
}

fn refused(decision: Decision) -> Rejection {
    match decision {
        Err(Stop::Rejected(rejection)) => rejection,
        other => panic!("{other:?}"),
    }
}

fn next() -> CategorizationModel {
    CategorizationModel { version: 2, ..shipped("four_s") }
}

#[test]
fn an_agency_director_publishes_and_nobody_else() {
    let changes = publish(OrgRole::AgencyDirector, &[], &next(), 1).unwrap();
    let mut kept = Kept::default();
    changes.iter().for_each(|change| kept.take(change).unwrap());
    let edition = kept.editions.get(&id(9)).unwrap();
    assert_eq!((edition.model.as_str(), edition.version, edition.reason.as_str()), ("four_s", 2, "Growth"));
    assert_eq!((edition.text.as_str(), edition.recorded), ("file", 1));
    for role in [OrgRole::AccountDirector, OrgRole::KeyAccountManager, OrgRole::Finance, OrgRole::Administrator] {
        let refused = refused(publish(role, &[], &next(), 1));
        assert_eq!(refused, Rejection::NotPermitted { action: Action::PublishModel });
    }
}

#[test]
fn of_two_who_publish_at_once_the_second_is_told() {
    let refused = refused(publish(OrgRole::AgencyDirector, &[next()], &next(), 1));
    assert_eq!(refused, Rejection::Conflict { kind: Kind::ModelEdition, field: "version".to_owned() });
    let third = CategorizationModel { version: 3, ..next() };
    assert!(publish(OrgRole::AgencyDirector, &[next()], &third, 2).is_ok());
}

#[test]
fn what_is_wrong_with_it_keeps_a_model_from_being_published() {
    let mut weightless = next();
    weightless.criteria.iter_mut().for_each(|criterion| criterion.weight = 0);
    let skips = CategorizationModel { version: 5, ..next() };
    let template = CategorizationModel { version: 2, template: false, ..shipped("kraljic") };
    for model in [weightless, skips, template] {
        assert_eq!(refused(publish(OrgRole::AgencyDirector, &[], &model, 1)), Rejection::ModelFlawed);
    }
    let copy = CategorizationModel { id: "house".to_owned(), title: "Ours".to_owned(), version: 1, ..next() };
    assert!(publish(OrgRole::AgencyDirector, &[], &copy, 0).is_ok());
}
