use super::*;

fn target(number: u64, from_day: Day, to_day: Day, amount_minor: i64) -> Target {
    Target { id: TargetId(fresh_id(number)), account: account(), from_day, to_day, amount_minor }
}

fn year(year: i16) -> Target {
    let number = 70 + u64::try_from(year).unwrap();
    target(number, date(year, 1, 1), date(year, 12, 31), 12_000_000)
}

/// A model with the targets of two years, set by a director.
fn two_years() -> Model {
    let mut model = model(&[]);
    let both = [year(2025), year(2026)].iter().map(Wish::of_new).collect();
    keep(&mut model, DIRECTOR, Some(account()), both).unwrap();
    model
}

fn edit(before: &Target, after: &Target) -> Wish {
    Wish::of_edit(before, after).unwrap()
}

#[test]
fn directors_set_targets_and_those_who_keep_the_account_do_not() {
    let set = |role| keep(&mut model(&[]), role, Some(account()), vec![Wish::of_new(&year(2026))]).map(drop);
    for role in [DIRECTOR, OrgRole::AccountDirector] {
        assert_eq!(set(role), Ok(()), "{role:?}");
    }
    let refused = Err(Rejection::NotPermitted { action: Action::SetTarget });
    for role in [KEEPER, OrgRole::AccountManager, OrgRole::Finance] {
        assert_eq!(set(role), refused, "{role:?}");
    }
    assert_eq!(set(OrgRole::Administrator), Err(Rejection::Gone { kind: Kind::Account }));
    assert_eq!(set(OrgRole::BrandManager), Err(Rejection::Gone { kind: Kind::Account }));
}

#[test]
fn a_target_says_whole_months_and_an_amount() {
    let refused =
        |target: Target| keep(&mut model(&[]), DIRECTOR, Some(account()), vec![Wish::of_new(&target)]).unwrap_err();
    let year = year(2026);
    assert_eq!(refused(Target { from_day: date(2026, 1, 2), ..year.clone() }), Rejection::MonthsNotWhole);
    assert_eq!(refused(Target { to_day: date(2026, 12, 30), ..year.clone() }), Rejection::MonthsNotWhole);
    assert_eq!(refused(Target { to_day: date(2025, 12, 31), ..year.clone() }), Rejection::EndsBeforeItBegins);
    assert_eq!(refused(Target { amount_minor: -1, ..year.clone() }), Rejection::AmountNegative);
    assert_eq!(refused(Target { amount_minor: i64::MAX, ..year.clone() }), Rejection::AmountTooLarge);
    let early = Target { from_day: date(1899, 1, 1), ..year };
    assert_eq!(refused(early), Rejection::DayTooEarly { earliest: crate::day::EARLIEST });
}

#[test]
fn what_would_leave_a_gap_or_an_overlap_is_refused_and_names_the_days() {
    let mut model = two_years();
    let before = model.kept.clone();
    let april = target(1, date(2027, 4, 1), date(2027, 12, 31), 5);
    assert_eq!(
        keep(&mut model, DIRECTOR, Some(account()), vec![Wish::of_new(&april)]),
        Err(Rejection::TargetGap { from: date(2027, 1, 1), to: date(2027, 3, 31) })
    );
    let december = target(1, date(2026, 12, 1), date(2027, 12, 31), 5);
    assert_eq!(
        keep(&mut model, DIRECTOR, Some(account()), vec![Wish::of_new(&december)]),
        Err(Rejection::TargetsOverlap { from: date(2026, 12, 1), to: date(2026, 12, 31) })
    );
    let shorter = Target { to_day: date(2025, 10, 31), ..year(2025) };
    assert_eq!(
        keep(&mut model, DIRECTOR, Some(account()), vec![edit(&year(2025), &shorter)]),
        Err(Rejection::TargetGap { from: date(2025, 11, 1), to: date(2025, 12, 31) })
    );
    assert_eq!(model.kept, before, "nothing changed");
}

#[test]
fn several_change_together_and_only_how_they_end_counts() {
    let mut model = two_years();
    // Each alone would leave a gap or an overlap.
    let shorter = Target { to_day: date(2025, 10, 31), ..year(2025) };
    let longer = Target { from_day: date(2025, 11, 1), ..year(2026) };
    let both = vec![edit(&year(2025), &shorter), edit(&year(2026), &longer)];
    assert_eq!(keep(&mut model, DIRECTOR, Some(account()), both).unwrap().len(), 2);
    // One is taken out of the middle where the others close up in the same command.
    let next = year(2027);
    keep(&mut model, DIRECTOR, Some(account()), vec![Wish::of_new(&next)]).unwrap();
    let gone = Wish::of_removal(&longer);
    assert_eq!(
        keep(&mut model, DIRECTOR, Some(account()), vec![gone.clone()]),
        Err(Rejection::TargetGap { from: date(2025, 11, 1), to: date(2026, 12, 31) })
    );
    let closes = Target { to_day: date(2026, 12, 31), ..shorter.clone() };
    keep(&mut model, DIRECTOR, Some(account()), vec![gone, edit(&shorter, &closes)]).unwrap();
    assert_eq!(model.kept.targets.len(), 2);
    keep(&mut model, DIRECTOR, Some(account()), vec![Wish::of_removal(&next)]).unwrap();
}

#[test]
fn who_saw_another_target_is_told_so() {
    let mut model = two_years();
    let seen = year(2026);
    let [more, less] = [13_000_000, 11_000_000].map(|amount_minor| Target { amount_minor, ..seen.clone() });
    keep(&mut model, DIRECTOR, Some(account()), vec![edit(&seen, &more)]).unwrap();
    let late = keep(&mut model, DIRECTOR, Some(account()), vec![edit(&seen, &less)]);
    assert_eq!(late, Err(Rejection::Conflict { kind: Kind::Target, field: "amount_minor".to_owned() }));
    let other = Target { to_day: date(2027, 12, 31), ..more.clone() };
    keep(&mut model, DIRECTOR, Some(account()), vec![edit(&more, &other)]).unwrap();
    let late = Target { to_day: date(2027, 6, 30), ..more.clone() };
    let late = keep(&mut model, DIRECTOR, Some(account()), vec![edit(&more, &late)]);
    assert_eq!(late, Err(Rejection::Conflict { kind: Kind::Target, field: "to_day".to_owned() }));
}

#[test]
fn one_command_sets_targets_of_several_accounts_all_or_none() {
    let mut model = model(&[]);
    let (second, strange) = (AccountId(fresh_id(2)), AccountId(fresh_id(3)));
    let owner = Some(PersonId(fresh_id(900)));
    model.accounts.insert(second, Account { id: second, owner, ..Account::default() });
    model.accounts.insert(strange, Account { id: strange, ..Account::default() });
    let of = |number, account| Target { id: TargetId(fresh_id(number)), account, ..year(2026) };
    let wishes = |accounts: &[AccountId]| -> Vec<Wish> {
        (80..).zip(accounts).map(|(number, account)| Wish::of_new(&of(number, *account))).collect()
    };
    let director = OrgRole::AccountDirector;
    let refused = keep(&mut model, director, None, wishes(&[account(), strange]));
    assert_eq!(refused, Err(Rejection::Gone { kind: Kind::Account }), "one out of their line");
    assert!(model.kept.targets.is_empty());
    let changes = keep(&mut model, director, None, wishes(&[account(), second])).unwrap();
    let told: Vec<_> = changes.iter().map(|change| change.account).collect();
    assert_eq!(told, [Some(account()), Some(second)]);
    // What is there is changed with its account named.
    let known = of(80, account());
    let unnamed = keep(&mut model, director, None, vec![edit(&known, &Target { amount_minor: 1, ..known.clone() })]);
    assert_eq!(unnamed, Err(Rejection::FieldUnfit { field: "account".to_owned() }));
    let under = keep(&mut model, director, Some(second), vec![Wish::of_new(&of(90, account()))]);
    assert_eq!(under, Err(Rejection::FieldUnfit { field: "account".to_owned() }));
}
