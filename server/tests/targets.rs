//! Targets over HTTP: who sets them, what is refused, what reports make of them, and who learns of it.

use crate::support::firm::{Firm, Hand, id, packed};
use crate::support::sale;
use app::wire::targets::{TargetProposal, TargetsReport};
use app::wire::terms::Terms;
use domain::command::Command;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::AccountId;
use domain::keep::{Keep, Kept, Wish};
use domain::person::OrgRole;
use domain::policy::Action;
use domain::rejection::{Outcome, Rejection};
use domain::target::Target;
use domain::undo::Undo;
use jiff::civil::{Date, date};
use serde::de::DeserializeOwned;
use server::store;
use sqlx::PgPool;

async fn get<T: DeserializeOwned>(firm: &Firm, hand: &Hand, path: &str) -> T {
    let told = firm.get(hand, path).await;
    assert_eq!(told.status.as_u16(), 200, "{path}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

async fn report(firm: &Firm, hand: &Hand, query: &str) -> TargetsReport {
    get(firm, hand, &format!("/api/v1/reports/targets?{query}")).await
}

fn document(account: AccountId, document_kind: DocumentKind, day: Date, amount_minor: i64) -> Command {
    Command::RecordDocument(RecordDocument { document_kind, ..sale::sale(account, day, amount_minor) })
}

fn sale(account: AccountId, day: Date, amount_minor: i64) -> Command {
    document(account, DocumentKind::Sale, day, amount_minor)
}

fn year(account: AccountId, year: i16, amount_minor: i64) -> Target {
    Target { id: id(), account, from_day: date(year, 1, 1), to_day: date(year, 12, 31), amount_minor }
}

fn set(account: AccountId, records: Vec<Wish>) -> Command {
    Command::Keep(Keep { account: Some(account), records })
}

fn set_new(target: &Target) -> Command {
    set(target.account, vec![Wish::of_new(target)])
}

async fn targets_of(firm: &Firm, account: AccountId) -> Vec<Target> {
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    store::target::load_of(&mut connection, firm.workspace, &[account.0]).await.unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_target_is_set_split_and_taken_back_and_a_gap_is_refused(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let whole = year(account, 2025, 365_000);
    firm.apply(&firm.boss, &set_new(&whole)).await;
    assert_eq!(targets_of(&firm, account).await, std::slice::from_ref(&whole));
    let far = firm.receipts(&firm.boss, &[packed(&set_new(&year(account, 2027, 1)))]).await;
    assert_eq!(far[0].outcome, Outcome::Refused);
    assert_eq!(far[0].reason, Some(Rejection::TargetGap { from: date(2026, 1, 1), to: date(2026, 12, 31) }));

    let [first, second] = whole.split(id(), date(2025, 7, 1)).unwrap();
    let split = vec![Wish::of_edit(&whole, &first).unwrap(), Wish::of_new(&second)];
    let entry = firm.apply(&firm.boss, &set(account, split)).await;
    assert_eq!(targets_of(&firm, account).await, [first.clone(), second.clone()]);
    assert_eq!(first.amount_minor + second.amount_minor, 365_000);
    // Who saw the whole year is told that it is another one by now.
    let late = Wish::of_edit(&whole, &Target { amount_minor: 1, ..whole.clone() }).unwrap();
    let late = firm.receipts(&firm.boss, &[packed(&set(account, vec![late]))]).await;
    assert_eq!(late[0].outcome, Outcome::Conflict);
    firm.apply(&firm.boss, &Command::Undo(Undo { entry, answer: id() })).await;
    assert_eq!(targets_of(&firm, account).await, std::slice::from_ref(&whole));

    // A year that others were set around does not go by an undo either.
    let before = year(account, 2024, 7);
    let set_before = firm.apply(&firm.boss, &set_new(&before)).await;
    firm.apply(&firm.boss, &set_new(&year(account, 2023, 7))).await;
    let undo = packed(&Command::Undo(Undo { entry: set_before, answer: id() }));
    assert_eq!(firm.receipts(&firm.boss, &[undo]).await[0].outcome, Outcome::Conflict);
    let mut kept = Kept::default();
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    store::kept::load_built_on(&mut connection, firm.workspace, account, &mut kept).await.unwrap();
    assert!(kept.hangs_on(account));
    let history = firm.get(&firm.boss, &app::paths::history(account, None)).await.body;
    assert!(history.contains("amount_minor"), "{history}");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn directors_set_targets_of_their_line_and_the_rest_see_what_they_may(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let director = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, Some(director.person)).await;
    let olga = firm.hire("Olga Outside", OrgRole::AccountDirector, None).await;
    let finance = firm.hire("Fay Finance", OrgRole::Finance, None).await;
    let account = firm.account("One", Some(max.person)).await;
    let target = year(account, 2025, 1_000_000);
    for (hand, reason) in [
        (&max, Rejection::NotPermitted { action: Action::SetTarget }),
        (&finance, Rejection::NotPermitted { action: Action::SetTarget }),
        (&olga, Rejection::Gone { kind: domain::change::Kind::Account }),
    ] {
        assert_eq!(firm.receipts(hand, &[packed(&set_new(&target))]).await[0].reason, Some(reason));
    }
    firm.apply(&director, &set_new(&target)).await;
    firm.apply(&max, &sale(account, date(2025, 6, 30), 250_000)).await;
    let query = "from=2025-01-01&to=2025-12-31";
    for hand in [&firm.boss, &director, &max, &finance] {
        let told = report(&firm, hand, query).await;
        assert_eq!((told.accounts, told.figures.target_minor, told.figures.gap_minor), (1, 1_000_000, 750_000));
        let terms: Terms = get(&firm, hand, &app::paths::terms(account)).await;
        assert_eq!(terms.targets[0].target, target);
        assert_eq!((terms.targets[0].figures.actual_minor, terms.targets[0].days), (250_000, 365));
    }
    let told = report(&firm, &olga, query).await;
    assert_eq!((told.accounts, told.without, told.managers.len(), told.about.whole), (0, 0, 0, false));
    let page = firm.get(&olga, "/api/v1/page?path=/targets").await.body;
    assert!(!page.contains(&account.to_string()), "{page}");
    let proposal = "/api/v1/reports/targets/proposal?from=2026-01-01&to=2026-12-31";
    for (hand, status) in [(&max, 404), (&finance, 404), (&olga, 200), (&director, 200)] {
        assert_eq!(firm.get(hand, proposal).await.status.as_u16(), status);
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_report_takes_the_days_of_its_window_and_weighs_its_sums(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, None).await;
    let one = firm.account("One", Some(max.person)).await;
    let (two, three, four) =
        (firm.account("Two", None).await, firm.account("Three", None).await, firm.account("Four", None).await);
    // 1,000 a day; of the second only its last quarter has a target.
    firm.apply(&firm.boss, &set_new(&year(one, 2025, 365_000))).await;
    let quarter = Target { from_day: date(2025, 10, 1), amount_minor: 92_000, ..year(two, 2025, 0) };
    firm.apply(&firm.boss, &set_new(&quarter)).await;
    for (account, day, minor) in [
        (one, date(2025, 1, 31), 20_000),
        (one, date(2025, 2, 1), 5_000),
        (two, date(2025, 3, 1), 700_000),
        (two, date(2025, 11, 1), 138_000),
        (three, date(2025, 5, 5), 40_000),
    ] {
        firm.apply(&firm.boss, &sale(account, day, minor)).await;
    }
    firm.apply(&firm.boss, &document(one, DocumentKind::Credit, date(2025, 2, 2), 1_000)).await;

    let january = report(&firm, &firm.boss, "from=2025-01-01&to=2025-01-31").await;
    assert_eq!((january.accounts, january.figures.target_minor, january.figures.actual_minor), (1, 31_000, 20_000));
    assert_eq!(january.figures.attainment.unwrap().fraction, "20/31");
    assert_eq!((january.without, january.without_minor, january.open.len()), (3, 0, 0));

    let all = report(&firm, &firm.boss, "from=2025-01-01&to=2025-12-31").await;
    // What the second brought before its target is no part of it.
    let told: Vec<_> =
        all.items.iter().map(|item| (&*item.name, item.figures.actual_minor, item.figures.gap_minor)).collect();
    assert_eq!(told, [("One", 24_000, 341_000), ("Two", 138_000, -46_000)]);
    // (24 + 138) of (365 + 92) thousand, and not the mean of 6.6 % and 150 %.
    assert_eq!(all.figures.attainment.as_ref().unwrap().fraction, "162/457");
    assert_eq!((all.without, all.without_minor), (2, 40_000));
    assert_eq!(all.open.iter().map(|one| one.account).collect::<Vec<_>>(), [three]);
    let managers: Vec<_> = all.managers.iter().map(|one| (&*one.name, one.lead, one.accounts, one.without)).collect();
    assert_eq!(managers, [("Max Manager", Some(max.person), 1, 0), ("", None, 1, 2)]);
    let gross = report(&firm, &firm.boss, "from=2025-01-01&to=2025-12-31&basis=gross&limit=1").await;
    assert_eq!((gross.items.len(), gross.items[0].figures.actual_minor, gross.accounts), (1, 25_000, 2));

    // Under the head of its group the third counts with the first.
    let edit = domain::account::AccountEdit::Parent(Some(one));
    let edit = domain::account::EditAccount { account: three, edit };
    firm.apply(&firm.boss, &Command::EditAccount(edit)).await;
    let grouped = report(&firm, &firm.boss, "from=2025-01-01&to=2025-12-31&group=true").await;
    assert_eq!((grouped.accounts, grouped.without, grouped.without_minor, grouped.about.group), (2, 1, 0, true));
    assert_eq!(grouped.figures, all.figures);
    assert_eq!(grouped.open, []);
    assert!(grouped.items.iter().all(|item| item.account != four));
    for wrong in ["from=2025-02-01&to=2025-01-01", "limit=0", "scope=nobody", "colour=red"] {
        let told = firm.get(&firm.boss, &format!("/api/v1/reports/targets?{wrong}")).await;
        assert_eq!(told.status.as_u16(), 422, "{wrong}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn targets_for_many_are_proposed_from_the_year_before_and_set_at_once(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let mut accounts = Vec::new();
    for (name, minor) in [("One", 100_000), ("Two", 300_050), ("Three", 50_000), ("Far", 10_000)] {
        let account = firm.account(name, None).await;
        firm.apply(&firm.boss, &sale(account, date(2025, 8, 8), minor)).await;
        accounts.push(account);
    }
    let idle = firm.account("Idle", None).await;
    firm.apply(&firm.boss, &set_new(&year(accounts[2], 2026, 9))).await;
    firm.apply(&firm.boss, &set_new(&year(accounts[3], 2024, 9))).await;
    let path = "/api/v1/reports/targets/proposal?from=2026-01-01&to=2026-12-31&percent=10";
    let told: TargetProposal = get(&firm, &firm.boss, path).await;
    let items: Vec<_> = told.items.iter().map(|item| (&*item.name, item.before_minor, item.amount_minor)).collect();
    assert_eq!(items, [("Two", 300_050, 330_055), ("One", 100_000, 110_000)]);
    assert_eq!((told.taken, told.apart, told.idle, told.more), (1, 1, 1, 0));
    assert_eq!((told.windows.prior_from, told.windows.prior_to), (date(2025, 1, 1), date(2025, 12, 31)));
    let first: TargetProposal = get(&firm, &firm.boss, &format!("{path}&limit=1")).await;
    assert_eq!((first.items.len(), first.more), (1, 1));
    for wrong in [
        "from=2026-01-02&to=2026-12-31",
        "from=2026-01-01&to=2026-12-30",
        "to=2026-12-31",
        "from=2026-01-01&to=2026-12-31&percent=1001",
        "from=2026-01-01&to=2026-12-31&limit=501",
    ] {
        let told = firm.get(&firm.boss, &format!("/api/v1/reports/targets/proposal?{wrong}")).await;
        assert_eq!(told.status.as_u16(), 422, "{wrong}");
    }

    let wish = |account, amount_minor| Wish::of_new(&year(account, 2026, amount_minor));
    let records = told.items.iter().map(|item| wish(item.account, item.amount_minor)).collect();
    let entry = firm.apply(&firm.boss, &Command::Keep(Keep { account: None, records })).await;
    assert_eq!(targets_of(&firm, accounts[1]).await[0].amount_minor, 330_055);
    let history = firm.get(&firm.boss, &app::paths::history(accounts[1], None)).await.body;
    assert!(history.contains("330055") && !history.contains("110000"), "only its own: {history}");
    // Where one of them cannot be, none is.
    let records = vec![wish(idle, 5), wish(accounts[0], 5)];
    let refused = firm.receipts(&firm.boss, &[packed(&Command::Keep(Keep { account: None, records }))]).await;
    assert!(matches!(refused[0].reason, Some(Rejection::TargetsOverlap { .. })));
    assert_eq!(targets_of(&firm, idle).await, []);
    firm.apply(&firm.boss, &Command::Undo(Undo { entry, answer: id() })).await;
    assert_eq!(targets_of(&firm, accounts[1]).await, []);
}
