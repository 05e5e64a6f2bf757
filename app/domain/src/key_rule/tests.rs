use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::{
    categorization::{Models, shipped::tests::all},
    keep::tests::viewer,
    person::OrgRole,
};

fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn rule(name: &str, basis: KeyBasis, percent: i64) -> KeyRule {
    let from_day = date(2026, 1, 1);
    // As different as the names are.
    let id = name.bytes().fold(7, |id, letter| id << 8 | u128::from(letter));
    KeyRule {
        id: KeyRuleId(Uuid::from_u128(id)),
        name: name.to_owned(),
        basis,
        percent,
        from_day,
        ..KeyRule::default()
    }
}

fn by_cells(cells: &[&str], confirmed: bool) -> KeyRule {
    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
    let model = "four_s".to_owned();
    KeyRule { model, cells, confirmed, ..rule("4S", KeyBasis::Cells, 0) }
}

fn settled(rule: KeyRule) -> Result<KeyRule, Rejection> {
    rule.settled(&viewer(&[OrgRole::AgencyDirector]))
}

#[test]
fn the_fewest_that_bring_so_much_together_qualify_and_each_that_brings_so_much() {
    let book = Portfolio::of([(account(1), 50), (account(2), 30), (account(3), 15), (account(4), 5), (account(5), 0)]);
    let grounds = Grounds { book, ..Grounds::default() };
    let of = |basis, percent| -> Vec<u128> {
        let found = grounds.qualify(&rule("", basis, percent));
        found.iter().map(|account| account.0.as_u128()).collect()
    };
    assert_eq!(of(KeyBasis::Together, 50), [1]);
    assert_eq!(of(KeyBasis::Together, 51), [1, 2]);
    assert_eq!(of(KeyBasis::Together, 80), [1, 2]);
    assert_eq!(of(KeyBasis::Together, 100), [1, 2, 3, 4]);
    assert_eq!(of(KeyBasis::Each, 15), [1, 2, 3]);
    assert_eq!(of(KeyBasis::Each, 16), [1, 2]);
    assert_eq!(of(KeyBasis::Each, 60), []);
    let none = Grounds::default();
    assert!(none.qualify(&rule("", KeyBasis::Together, 60)).is_empty(), "nobody brought anything");
    assert!(none.qualify(&rule("", KeyBasis::Each, 1)).is_empty());
}

#[test]
fn whoever_stands_in_a_cell_qualifies_confirmed_or_not_as_the_rule_says() {
    let stands = |number: u128, model: &str, cell: &str, confirmed| {
        ((account(number), model.to_owned()), Stood { cell: cell.to_owned(), confirmed })
    };
    let stood = [
        stands(1, "four_s", "strategic", true),
        stands(2, "four_s", "strategic", false),
        stands(3, "four_s", "star", true),
        stands(4, "four_s", "status", true),
        stands(5, "bensaou", "strategic", true),
    ];
    let grounds = Grounds { stood: stood.into_iter().collect(), ..Grounds::default() };
    let of = |rule: &KeyRule| grounds.qualify(rule).iter().map(|one| one.0.as_u128()).collect::<Vec<_>>();
    assert_eq!(of(&by_cells(&["strategic", "star"], false)), [1, 2, 3]);
    assert_eq!(of(&by_cells(&["strategic", "star"], true)), [1, 3]);
    assert_eq!(of(&by_cells(&["streamline"], false)), []);
}

#[test]
fn a_rule_holds_from_its_first_day_to_its_last() {
    let open = rule("Top", KeyBasis::Together, 60);
    let over = KeyRule { to_day: Some(date(2026, 6, 30)), ..open.clone() };
    let holds = |rule: &KeyRule| {
        [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)].map(|day| rule.is_in_force(day))
    };
    assert_eq!(holds(&open), [false, true, true, true]);
    assert_eq!(holds(&over), [false, true, true, false]);
}

#[test]
fn a_rule_says_what_it_goes_by_and_nothing_else() {
    let out = |percent| Err(Rejection::ShareOutOfRange { percent });
    assert_eq!(settled(rule("Top", KeyBasis::Together, 0)), out(0));
    assert_eq!(settled(rule("Top", KeyBasis::Each, 101)), out(101));
    assert_eq!(settled(by_cells(&[], true)), Err(Rejection::CellsMissing));
    let early = KeyRule { from_day: date(1066, 1, 1), ..rule("Top", KeyBasis::Each, 5) };
    assert_eq!(settled(early), Err(Rejection::DayTooEarly { earliest: day::EARLIEST }));
    let turned = KeyRule { to_day: Some(date(2025, 12, 31)), ..rule("Top", KeyBasis::Each, 5) };
    assert_eq!(settled(turned), Err(Rejection::EndsBeforeItBegins));
    let mixed = KeyRule { percent: 5, ..by_cells(&["star"], true) };
    assert_eq!(settled(mixed).unwrap().percent, 0);
    let mixed = KeyRule { basis: KeyBasis::Each, percent: 5, ..by_cells(&["star"], true) };
    let settled = settled(mixed).unwrap();
    assert_eq!((settled.model, settled.cells, settled.confirmed), (String::new(), SetOf::new(), false));
}

#[test]
fn a_rule_has_a_name_of_its_own_and_cells_that_there_are() {
    let mut kept = Kept { models: Models::of(all()), ..Kept::default() };
    let top = rule("Top", KeyBasis::Together, 60);
    kept.key_rules.insert(top.id, top.clone());
    assert_eq!(top.fits(&kept), Ok(()));
    assert_eq!(rule("top", KeyBasis::Each, 5).fits(&kept), Err(Rejection::NameTaken { kind: Kind::KeyRule }));
    assert_eq!(by_cells(&["star", "strategic"], true).fits(&kept), Ok(()));
    let unknown = by_cells(&["star", "comet"], true);
    assert_eq!(unknown.fits(&kept), Err(Rejection::CellUnknown { cell: "comet".to_owned() }));
    let elsewhere = KeyRule { model: "bcg".to_owned(), ..by_cells(&["star"], true) };
    assert_eq!(elsewhere.fits(&kept), Err(Rejection::ModelUnknown { model: "bcg".to_owned() }));
}
