use jiff::civil::date;

use super::*;
use crate::{
    account::Account,
    assessment::Assessment,
    board::{Board, Layout},
    categorization::shipped::tests::all,
    concentration::Portfolio,
    contract::Standing,
    day::Window,
    field::{Field, Slot},
    group,
    placement::{PlacementState, STAGES_OF, Stage},
    sales_order::Progress,
    set::SetOf,
    table::Table,
    target::{self, Attainment, Pace},
    top_set::TOP_PERCENT,
    wallet_estimate::standing,
};

const TODAYS: [Day; 3] = [date(2026, 11, 24), date(2024, 2, 29), date(2027, 1, 3)];

#[test]
fn every_command_of_the_demo_is_accepted() {
    for today in TODAYS {
        let models = Models::of(all());
        let commands = commands(today, &models);
        let model = judged(today, &models);
        assert_eq!(model.seq, i64::try_from(commands.len()).unwrap());
        assert!(matches!(commands[0].command, Command::FoundWorkspace(_)));
        assert_eq!((model.people.len(), model.accounts.len()), (15, 48));
    }
}

#[test]
fn the_demo_is_the_same_every_time() {
    let models = Models::of(all());
    let commands = |today| commands(today, &models);
    assert_eq!(commands(TODAYS[0]), commands(TODAYS[0]));
    let ids = |today| commands(today).into_iter().filter_map(|said| said.command.account()).collect::<SetOf<_>>();
    assert_eq!(ids(TODAYS[0]), ids(TODAYS[1]));
}

#[test]
fn every_id_is_a_uuid_of_version_7() {
    let model = model(TODAYS[0]);
    let ids = model.documents.keys().map(|id| id.0).chain(model.accounts.keys().map(|id| id.0));
    for id in ids.chain(model.people.keys().map(|id| id.0)) {
        assert_eq!(id.get_version(), Some(uuid::Version::SortRand));
    }
}

#[test]
fn the_demo_has_something_for_every_screen() {
    for today in TODAYS {
        let model = model(today);
        let board = Board::new(&model, today, Layout::default());
        for stage in Stage::ALL {
            assert!(board.of_column(&Slot::Stage(*stage)).count > 0, "nobody stands at {stage:?}");
        }
        assert!(board.of_column(&Slot::Nothing).count >= 5);
        let documents = model.documents.len();
        assert!((1_500..2_400).contains(&documents), "{documents} documents");
        assert!(model.documents.values().any(|document| document.amount_minor == 0));
        assert!(model.documents.values().any(|document| document.kind == DocumentKind::Credit));
        assert_eq!(model.trailing.values().filter(|figure| figure.revenue_ttm_minor < 0).count(), 1);
        assert_eq!(model.accounts.values().filter(|account| account.owner.is_none()).count(), 3);
        let days: SetOf<_> =
            model.accounts.values().filter_map(|account| account.next_step_day).map(|day| day.cmp(&today)).collect();
        assert_eq!(days.len(), 3, "some late, some today, some later");
        let [made] = model.team_boards.keys().copied().collect::<Vec<_>>()[..] else { panic!("one board") };
        let made = Board::new(&model, today, Layout { columns: Field::Board(made), ..Layout::default() });
        let counts: Vec<usize> = made.columns().iter().map(|column| made.of_column(column).count).collect();
        assert_eq!(counts, [2, 3, 0, 0, 43], "the one with a limit is over it");
        assert_eq!(model.views.len(), 1);
    }
}

#[test]
fn the_demo_sells_something_and_knows_some_wallets() {
    for today in TODAYS {
        let kept = model(today).kept;
        assert_eq!((kept.families.len(), kept.products.len()), (6, 24));
        let in_family = |family| kept.products.values().filter(|product| product.family == family).count();
        assert!(kept.families.keys().all(|family| in_family(*family) == 4));
        // One of each way in which a contract can stand, but for one that has renewed.
        let standings: Vec<Standing> = kept.contracts.values().map(|contract| contract.standing(today)).collect();
        for (what, is_there) in [
            ("ahead", standings.contains(&Standing::Ahead)),
            ("in force", standings.contains(&Standing::InForce)),
            ("over", standings.contains(&Standing::Over)),
            ("notice", standings.iter().any(|one| matches!(one, Standing::NoticeDue(_)))),
            ("renews", standings.iter().any(|one| matches!(one, Standing::RenewsSoon(_)))),
            ("ends", standings.iter().any(|one| matches!(one, Standing::EndsSoon(_)))),
        ] {
            assert!(is_there, "{what} on {today}");
        }
        assert_eq!((kept.partners.len(), kept.partnerships.len()), (5, 7));
        let standing = standing(kept.estimates.values(), today);
        let known: SetOf<AccountId> =
            standing.iter().filter(|one| one.yearly_minor.is_some()).map(|one| one.account).collect();
        assert_eq!((kept.estimates.len(), standing.len(), known.len()), (31, 29, 12));
    }
}

#[test]
fn what_was_sold_lately_has_lines_of_what_the_demo_sells() {
    for today in TODAYS {
        let model = model(today);
        let (with, without): (Vec<_>, Vec<_>) =
            model.documents.values().partition(|document| !document.lines.is_empty());
        assert!((600..1_000).contains(&with.len()), "{} with lines", with.len());
        let lines = || with.iter().flat_map(|document| &document.lines);
        assert!((1_000..2_500).contains(&lines().count()), "{} lines", lines().count());
        assert!(lines().all(|line| model.kept.products.contains_key(&line.product)));
        assert!(lines().filter(|line| line.quantity.parts() > 1_000).count() * 10 > lines().count() * 8);
        assert!(with.iter().all(|document| document.kind != DocumentKind::Purchase));
        let year = Window::year_to(today);
        let sold = without.iter().filter(|one| year.holds(one.day) && one.kind == DocumentKind::Sale);
        assert!(sold.count() > 30, "some came without");
        for document in with {
            let sum: i64 = document.lines.iter().map(|line| line.base_minor).sum();
            assert_eq!(sum, document.base_minor());
        }
    }
}

#[test]
fn some_orders_of_the_demo_are_late_and_some_are_there() {
    let today = TODAYS[0];
    let model = model(today);
    let orders: Vec<_> = model.kept.orders.values().collect();
    assert_eq!(orders.len(), 16);
    let late = orders.iter().filter(|order| order.days_late(today) > 0).count();
    let reached: SetOf<Progress> = orders.iter().map(|order| order.progress()).collect();
    assert_eq!((late, reached.len()), (6, 6), "every way to be of an order is there");
}

#[test]
fn some_of_the_demo_are_ahead_of_their_targets_and_some_behind() {
    for today in TODAYS {
        let model = model(today);
        let (mut standings, mut targeted) = (Vec::new(), SetOf::new());
        for target in model.kept.targets.values() {
            let to = target.to_day.min(today);
            let actual = model
                .documents
                .values()
                .filter(|document| document.account == target.account && (target.from_day..=to).contains(&document.day))
                .map(|document| document.net_minor())
                .sum();
            let found = Attainment::of(target.amount_minor, actual);
            standings.push(Pace::of(found, target.days_in(target.from_day, today), target.days()));
            targeted.insert(target.account);
        }
        for pace in [Pace::Reached, Pace::Missed, Pace::Behind] {
            assert!(standings.iter().filter(|one| **one == pace).count() >= 3, "{pace:?} on {today}: {standings:?}");
        }
        assert!((20..model.accounts.len() - 5).contains(&targeted.len()), "{} have targets", targeted.len());
        for account in &targeted {
            let of_account = model.kept.targets.values().filter(|target| target.account == *account);
            assert_eq!(target::follow(of_account), Ok(()));
        }
    }
}

/// The share of the largest tenth in the twelve months to a day, in percent.
fn tenth(model: &Model, to: Day) -> i64 {
    let window = Window::year_to(to);
    let mut revenues: Table<AccountId, i64> = Table::new();
    for document in model.documents.values().filter(|document| window.holds(document.day)) {
        let before = revenues.get(&document.account).copied().unwrap_or_default();
        revenues.insert(document.account, before + document.net_minor());
    }
    let portfolio = Portfolio::of(revenues.iter().map(|(account, minor)| (*account, *minor)));
    portfolio.top_percent_share(TOP_PERCENT).unwrap().scaled(100)
}

#[test]
fn firms_of_the_demo_belong_to_groups() {
    let model = model(TODAYS[0]);
    let find = |id: AccountId| model.accounts.get(&id);
    let below: Vec<&Account> = model.accounts.values().filter(|account| account.parent.is_some()).collect();
    let heads: SetOf<AccountId> = below.iter().map(|account| group::head(account, find).id).collect();
    assert_eq!((heads.len(), below.len()), (4, 7));
    assert!(below.iter().any(|account| group::above(account, find).count() == 2), "one has three levels");
    // Some who keep a firm see what it belongs to, others do not.
    let sees = |account: &&&Account| {
        let rights = account.owner.map(|lead| policy::rights_in(&model, lead));
        rights.is_some_and(|rights| account.parent.and_then(find).is_some_and(|parent| rights.sees(parent)))
    };
    assert_eq!(below.iter().filter(sees).count(), 2);
}

#[test]
fn the_largest_tenth_comes_from_23_percent_to_60() {
    for today in TODAYS {
        let model = model(today);
        let told = [730, 550, 365, 0].map(|ago| tenth(&model, days_ago(today, ago)));
        assert!((21..=26).contains(&told[0]), "{told:?}");
        assert!((57..=63).contains(&told[3]), "{told:?}");
        assert!(told[1] < told[2] && told[2] < told[3], "{told:?}");
    }
}

#[test]
fn the_reporting_date_moves_once() {
    let today = TODAYS[0];
    let commands = commands(today, &Models::default());
    let documents: Vec<_> = commands
        .iter()
        .filter_map(|said| match &said.command {
            Command::RecordDocument(command) => Some((command.day, command.number.clone())),
            _ => None,
        })
        .collect();
    let latest = documents.iter().map(|(day, _)| *day).max().unwrap();
    assert_eq!(documents[0].0, latest);
    let numbers: SetOf<_> = documents.iter().map(|(_, number)| number.clone()).collect();
    assert_eq!(numbers.len(), documents.len());
}

#[test]
fn the_accounts_of_the_demo_are_judged() {
    let models = Models::of(all());
    for today in TODAYS {
        let kept = judged(today, &models).kept;
        let held = |model: &str| {
            let accounts: SetOf<_> =
                kept.assessments.values().filter(|one| one.model == model).map(|one| one.account).collect();
            accounts.len()
        };
        assert_eq!([STAGES_OF, "bensaou", "four_s"].map(held), [48; 3], "each by each model that is scored");
        assert_eq!(kept.assessments.len(), 3 * (48 + 3 * 15), "and the key accounts three years back");
        let says = |state| kept.positions.values().filter(|one| one.state == state).count();
        assert_eq!((says(PlacementState::Refused), says(PlacementState::Withdrawn)), (1, 0));
        assert!(says(PlacementState::Confirmed) > 60 && says(PlacementState::Proposed) > 120);
        assert!(kept.assessments.values().any(|one| !one.evidence.is_empty() && !one.context.is_empty()));
        let too_little = |one: &&Assessment| !one.computed(&models).unwrap().is_confirmable();
        assert!((4..20).contains(&kept.assessments.values().filter(too_little).count()), "some are sketches");
        assert_eq!(kept.investments.len(), 14);
    }
}
