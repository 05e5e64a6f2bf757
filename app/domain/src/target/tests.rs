use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

use super::*;
use crate::sample::fresh_id;

fn target(number: u64, from_day: Day, to_day: Day, amount_minor: i64) -> Target {
    Target { id: TargetId(fresh_id(number)), from_day, to_day, amount_minor, ..Target::default() }
}

fn year() -> Target {
    target(1, date(2026, 1, 1), date(2026, 12, 31), 36_500_000)
}

fn spans(list: &[(Day, Day)]) -> Result<(), Rejection> {
    let targets: Vec<Target> =
        (1..).zip(list).map(|(number, (from, to))| target(number, *from, *to, number as i64)).collect();
    follow(&targets)
}

#[test]
fn targets_follow_each_other_whatever_their_order() {
    let first = (date(2025, 1, 1), date(2025, 12, 31));
    let second = (date(2026, 1, 1), date(2026, 3, 31));
    assert_eq!(spans(&[]), Ok(()));
    assert_eq!(spans(&[second]), Ok(()));
    assert_eq!(spans(&[second, first]), Ok(()));
    let later = (date(2026, 4, 1), date(2026, 6, 30));
    assert_eq!(spans(&[later, first]), Err(Rejection::TargetGap { from: date(2026, 1, 1), to: date(2026, 3, 31) }));
    assert_eq!(spans(&[later, second, first]), Ok(()));
    let within = (date(2025, 11, 1), date(2026, 1, 31));
    assert_eq!(
        spans(&[first, within]),
        Err(Rejection::TargetsOverlap { from: date(2025, 11, 1), to: date(2025, 12, 31) })
    );
    let inside = (date(2025, 2, 1), date(2025, 2, 28));
    assert_eq!(spans(&[inside, first]), Err(Rejection::TargetsOverlap { from: inside.0, to: inside.1 }));
    assert!(spans(&[first, first]).is_err());
}

#[test]
fn a_window_takes_its_days_of_a_target() {
    let year = year();
    assert_eq!((year.days(), year.part_minor(year.from_day, year.to_day)), (365, 36_500_000));
    // 31 of 365 days, each 100,000.
    assert_eq!(year.part_minor(date(2026, 1, 1), date(2026, 1, 31)), 3_100_000);
    assert_eq!(year.part_minor(date(2025, 12, 1), date(2026, 1, 31)), 3_100_000);
    assert_eq!(year.part_minor(date(2026, 12, 31), date(2027, 6, 1)), 100_000);
    assert_eq!(year.part_minor(date(2025, 1, 1), date(2025, 12, 31)), 0);
    assert_eq!(year.part_minor(date(2026, 5, 2), date(2026, 5, 1)), 0);
    // A leap year has a day more: 91 of 366 days.
    let leap = target(1, date(2024, 1, 1), date(2024, 12, 31), 36_600);
    assert_eq!(leap.part_minor(date(2024, 1, 1), date(2024, 3, 31)), 9_100);
}

#[test]
fn a_part_is_rounded_half_even() {
    let april = |amount_minor| target(1, date(2026, 4, 1), date(2026, 4, 30), amount_minor);
    let half = |amount_minor| april(amount_minor).part_minor(date(2026, 4, 1), date(2026, 4, 15));
    // 0.5, 1.5, 2.5 and 3.5.
    assert_eq!([1, 3, 5, 7].map(half), [0, 2, 2, 4]);
    let third = |amount_minor| april(amount_minor).part_minor(date(2026, 4, 1), date(2026, 4, 10));
    assert_eq!([1, 2, 4].map(third), [0, 1, 1]);
}

#[test]
fn attainment_of_many_is_the_sum_over_the_sum() {
    // A large one at 80 %, a small one at 300 %: the mean of their ratios would be 190 %.
    let all = Attainment::of(900_000, 720_000).plus(Attainment::of(100_000, 300_000));
    assert_eq!((all.share(), all.gap_minor()), (Ratio::of(51, 50), -20_000));
    assert_eq!(Attainment::of(150_000, 127_750).gap_minor(), 22_250);
    assert_eq!(Attainment::of(0, 500).share(), None);
    assert_eq!(Attainment::of(200, -100).share(), Ratio::of(-1, 2));
}

#[test]
fn a_target_is_split_by_days_and_nothing_is_lost() {
    let second = TargetId(fresh_id(9));
    let [first, rest] = year().split(second, date(2026, 7, 1)).unwrap();
    assert_eq!((first.id, first.to_day, first.amount_minor), (year().id, date(2026, 6, 30), 18_100_000));
    assert_eq!((rest.id, rest.from_day, rest.to_day), (second, date(2026, 7, 1), date(2026, 12, 31)));
    assert_eq!(rest.amount_minor, 18_400_000);
    assert_eq!(year().middle(), date(2026, 7, 1));
    let two = target(1, date(2026, 1, 1), date(2026, 2, 28), 5);
    assert_eq!(two.middle(), date(2026, 2, 1));
    let over = target(1, date(2025, 11, 1), date(2026, 4, 30), 5);
    assert_eq!(over.middle(), date(2026, 2, 1));
    assert_eq!(target(1, date(2026, 12, 1), date(2026, 12, 31), 5).middle(), date(2026, 12, 1));
    assert_eq!(follow([&first, &rest]), Ok(()));
    let outside = Rejection::DayOutside { from: year().from_day, to: year().to_day };
    for begins in [year().from_day, date(2027, 1, 1), date(2025, 7, 1)] {
        assert_eq!(year().split(second, begins), Err(outside.clone()), "{begins}");
    }
}

#[test]
fn those_beside_a_target_move_along() {
    let before = target(2, date(2025, 1, 1), date(2025, 12, 31), 10);
    let behind = target(3, date(2027, 1, 1), date(2027, 12, 31), 30);
    let all = [before, year(), behind];
    let after = Target { from_day: date(2026, 4, 1), to_day: date(2027, 3, 31), amount_minor: 7, ..year() };
    let moved = year().moved(&after, &all);
    let days: Vec<(Day, Day)> = moved.iter().map(|one| (one.from_day, one.to_day)).collect();
    assert_eq!(
        days,
        [
            (date(2025, 1, 1), date(2026, 3, 31)),
            (date(2026, 4, 1), date(2027, 3, 31)),
            (date(2027, 4, 1), date(2027, 12, 31))
        ]
    );
    assert_eq!((follow(&moved), moved[1].amount_minor), (Ok(()), 7));
    assert_eq!(year().moved(&year(), &all), all);
}

#[test]
fn a_target_stands_by_its_pace() {
    let at = |actual, gone| Pace::of(Attainment::of(1_000, actual), gone, 100);
    assert_eq!([at(0, 0), at(5_000, 0)], [Pace::NotBegun; 2]);
    assert_eq!([at(500, 50), at(999, 99)], [Pace::OnTrack; 2]);
    assert_eq!([at(499, 50), at(-3, 1)], [Pace::Behind; 2]);
    assert_eq!([at(1_000, 50), at(2_000, 100)], [Pace::Reached; 2]);
    assert_eq!(at(999, 100), Pace::Missed);
}

#[test]
fn last_years_trade_grows_by_percent() {
    assert_eq!(grown(1_000_000, 5), 1_050_000);
    assert_eq!(grown(1_000_000, -20), 800_000);
    // 0.5, 1.5 and 2.5 are rounded half-even.
    assert_eq!([50, 150, 250].map(|minor| grown(minor, -99)), [0, 2, 2]);
    assert_eq!([grown(-700, 5), grown(700, PERCENT_MIN)], [0, 0]);
    assert_eq!(grown(AMOUNT_MAX_MINOR, PERCENT_MAX), AMOUNT_MAX_MINOR);
    let before = |from, to| year_before(from, to).unwrap();
    assert_eq!(before(date(2025, 2, 1), date(2025, 2, 28)), (date(2024, 2, 1), date(2024, 2, 29)));
    assert_eq!(before(date(2026, 1, 1), date(2026, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31)));
}

proptest! {
    #[test]
    fn the_days_of_windows_add_up_to_the_target(amount_minor in 0..AMOUNT_MAX_MINOR, cut in 1_i64..365) {
        let year = Target { amount_minor, ..year() };
        let ends = year.from_day.checked_add((cut - 1).days()).unwrap();
        let parts = [
            year.part_minor(year.from_day, ends),
            year.part_minor(ends.tomorrow().unwrap(), year.to_day),
        ];
        prop_assert_eq!(year.days_in(year.from_day, ends), cut);
        prop_assert!((parts[0] + parts[1] - amount_minor).abs() <= 1);
    }

    #[test]
    fn a_split_always_follows(month in 2_i8..=12, amount_minor in 0..AMOUNT_MAX_MINOR) {
        let year = Target { amount_minor, ..year() };
        let [first, rest] = year.split(TargetId(fresh_id(9)), date(2026, month, 1)).unwrap();
        prop_assert_eq!(first.amount_minor + rest.amount_minor, amount_minor);
        prop_assert_eq!(follow([&first, &rest]), Ok(()));
    }
}

/// What the command that keeps targets takes and what it refuses.
mod kept {
    use super::*;
    use crate::{
        account::Account,
        change::Kind,
        ids::PersonId,
        keep::{
            Wish,
            tests::{DIRECTOR, KEEPER, account, keep, model},
        },
        model::Model,
        person::OrgRole,
    };

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
        assert_eq!(refused(early), Rejection::DayTooEarly { earliest: day::EARLIEST });
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
        let unnamed =
            keep(&mut model, director, None, vec![edit(&known, &Target { amount_minor: 1, ..known.clone() })]);
        assert_eq!(unnamed, Err(Rejection::FieldUnfit { field: "account".to_owned() }));
        let under = keep(&mut model, director, Some(second), vec![Wish::of_new(&of(90, account()))]);
        assert_eq!(under, Err(Rejection::FieldUnfit { field: "account".to_owned() }));
    }
}
