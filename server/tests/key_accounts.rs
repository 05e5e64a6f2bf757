//! The key set, over HTTP: who decides and who learns of it, by which rules, as of which day, and what an undo leaves.

use crate::support::firm::{Firm, Hand, id, packed};
use crate::support::sale::sale as recorded;
use app::wire::assessments::Assessments;
use app::wire::key_accounts::KeySet;
use domain::change::Kind;
use domain::command::Command;
use domain::day::Day;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::{AccountId, KeyDecisionId, KeyRuleId};
use domain::keep::{Keep, Kept, Wish};
use domain::key_decision::{DecideKeyAccount, KeyDecision, KeyWarning, KeyWord};
use domain::key_rule::{KeyBasis, KeyRule};
use domain::person::OrgRole;
use domain::placement::PlacementState;
use domain::policy::Action;
use domain::position::PlaceOnModel;
use domain::rejection::{Outcome, Rejection};
use domain::undo::Undo;
use jiff::ToSpan;
use serde::de::DeserializeOwned;
use server::store;
use sqlx::PgPool;

fn today(firm: &Firm) -> Day {
    firm.house.server.engine.clock().today()
}

fn ago(firm: &Firm, days: i64) -> Day {
    today(firm).checked_sub(days.days()).unwrap()
}

async fn get<T: DeserializeOwned>(firm: &Firm, hand: &Hand, path: &str) -> T {
    let told = firm.get(hand, path).await;
    assert_eq!(told.status.as_u16(), 200, "{path}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

async fn key_set(firm: &Firm, hand: &Hand, as_of: Option<Day>) -> KeySet {
    get(firm, hand, &app::paths::key_accounts(app::paths::KEY_SET, as_of)).await
}

fn take_in(account: AccountId, day: Day, reason: &str) -> DecideKeyAccount {
    let reason = reason.to_owned();
    DecideKeyAccount { decision: id(), account, says: KeyWord::TakenIn, day, rule: None, reason, was: None }
}

fn let_go(account: AccountId, day: Day, was: KeyDecisionId) -> DecideKeyAccount {
    DecideKeyAccount { says: KeyWord::LetGo, was: Some(was), ..take_in(account, day, "They insource") }
}

fn rule(firm: &Firm, name: &str, basis: KeyBasis, percent: i64) -> KeyRule {
    let from_day = ago(firm, 300);
    KeyRule { id: id(), name: name.to_owned(), basis, percent, from_day, ..KeyRule::default() }
}

fn keep(rule: &KeyRule) -> Command {
    Command::Keep(Keep::one(None, Wish::of_new(rule)))
}

fn sale(account: AccountId, day: Day, amount_minor: i64) -> Command {
    Command::RecordDocument(recorded(account, day, amount_minor))
}

fn names<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    lines.into_iter().collect()
}

fn members(told: &KeySet) -> Vec<&str> {
    names(told.members.iter().map(|one| one.line.name.as_str()))
}

fn candidates(told: &KeySet) -> Vec<&str> {
    names(told.candidates.iter().map(|one| one.name.as_str()))
}

async fn refused(firm: &Firm, hand: &Hand, command: Command) -> Rejection {
    firm.receipts(hand, &[packed(&command)]).await.remove(0).reason.unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_decided_is_loaded_the_same(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let by_cells = KeyRule {
        model: "four_s".to_owned(),
        cells: ["star".to_owned(), "strategic".to_owned()].into(),
        confirmed: true,
        to_day: Some(today(&firm)),
        ..rule(&firm, "4S", KeyBasis::Cells, 0)
    };
    let by_share = rule(&firm, "Top", KeyBasis::Each, 5);
    firm.apply(&firm.boss, &keep(&by_cells)).await;
    firm.apply(&firm.boss, &keep(&by_share)).await;
    let decide = DecideKeyAccount { rule: Some(by_cells.id), ..take_in(account, today(&firm), "Signed") };
    let said = firm.apply(&firm.boss, &Command::DecideKeyAccount(decide.clone())).await;
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: said, answer: id() })).await;
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let mut kept = Kept::default();
    store::kept::load_built_on(&mut connection, firm.workspace, account, &mut kept).await.unwrap();
    let mut rules = store::key_rule::load_all(&mut connection, firm.workspace).await.unwrap();
    rules.sort_by_key(|rule| rule.percent);
    assert_eq!(rules, [by_cells.clone(), by_share]);
    let wanted = KeyDecision {
        id: decide.decision,
        account,
        says: KeyWord::TakenIn,
        day: decide.day,
        by: firm.boss.person,
        rule: Some(by_cells.id),
        reason: "Signed".to_owned(),
        state: PlacementState::Confirmed,
        answers: None,
        recorded: said,
    };
    assert_eq!(kept.key_decisions.get(&decide.decision), Some(&wanted));
    let back = kept.key_decisions.values().find(|one| one.answers == Some(decide.decision)).unwrap();
    assert_eq!((back.state, back.recorded, kept.key_decisions.len()), (PlacementState::Withdrawn, said + 1, 2));
    assert!(key_set(&firm, &firm.boss, None).await.members.is_empty());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn directors_decide_and_everybody_sees_their_own(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let head = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, Some(head.person)).await;
    let other = firm.hire("Otto Outside", OrgRole::AccountDirector, None).await;
    let care = firm.hire("Cara Care", OrgRole::CustomerCare, None).await;
    let (one, two) = (firm.account("One", Some(max.person)).await, firm.account("Two", Some(other.person)).await);
    let day = ago(&firm, 30);
    let decide = take_in(one, day, "Third plant signed");
    let action = Action::DecideKeyAccount;
    let command = Command::DecideKeyAccount(decide.clone());
    assert_eq!(refused(&firm, &max, command.clone()).await, Rejection::NotPermitted { action });
    assert_eq!(refused(&firm, &other, command.clone()).await, Rejection::Gone { kind: Kind::Account });
    assert_eq!(
        refused(&firm, &head, keep(&rule(&firm, "Top", KeyBasis::Each, 5))).await,
        Rejection::NotPermitted { action }
    );
    let mut listener = firm.listen(&max, None).await;
    let mut outside = firm.listen(&other, None).await;
    let seq = firm.apply(&head, &command).await;
    let heard = listener.read_to(seq).await;
    assert!(heard.iter().flat_map(|frame| &frame.changes).any(|change| change.key.kind == Kind::KeyDecision));
    let seq = firm.apply(&firm.boss, &Command::DecideKeyAccount(take_in(two, day, "Theirs"))).await;
    let heard = outside.read_to(seq).await;
    let accounts: Vec<_> = heard.iter().flat_map(|frame| &frame.changes).map(|change| change.account).collect();
    assert_eq!(accounts, [Some(two)], "the other one is not theirs");
    assert_eq!(members(&key_set(&firm, &firm.boss, None).await).len(), 2);
    let told = key_set(&firm, &max, None).await;
    assert_eq!((members(&told), told.whole), (vec!["One"], false));
    let member = &told.members[0];
    assert_eq!((member.entered.day, member.entered.by, member.line.owner), (day, head.person, Some(max.person)));
    assert_eq!(member.entered.reason, "Third plant signed");
    assert_eq!(members(&key_set(&firm, &other, None).await), ["Two"]);
    let nothing = key_set(&firm, &care, None).await;
    assert_eq!((nothing.members.len(), nothing.changes.len(), nothing.candidates.len()), (0, 0, 0));
    assert_eq!(firm.house.get(app::paths::KEY_SET, "").await.status.as_u16(), 401);
    let sheet: Assessments = get(&firm, &max, &app::paths::assessments(one)).await;
    assert_eq!(sheet.key.entered, Some(member.entered.clone()));
    assert_eq!(firm.get(&max, &app::paths::assessments(two)).await.status.as_u16(), 404);
    assert_eq!(firm.get(&firm.boss, &format!("{}?as_of=soon", app::paths::KEY_SET)).await.status.as_u16(), 422);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn rules_name_who_qualifies_by_where_it_stands_and_by_what_it_brings(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let [big, small, star] = [("Big", 700), ("Small", 200), ("Star", 100)];
    let mut ids = Vec::new();
    for (name, minor) in [big, small, star] {
        let account = firm.account(name, Some(firm.boss.person)).await;
        firm.apply(&firm.boss, &sale(account, ago(&firm, 10), minor)).await;
        ids.push(account);
    }
    let half = rule(&firm, "Half of the revenue", KeyBasis::Together, 50);
    let cells = KeyRule {
        model: "four_s".to_owned(),
        cells: ["star".to_owned()].into(),
        ..rule(&firm, "Stars", KeyBasis::Cells, 0)
    };
    firm.apply(&firm.boss, &keep(&half)).await;
    firm.apply(&firm.boss, &keep(&cells)).await;
    assert_eq!(candidates(&key_set(&firm, &firm.boss, None).await), ["Big"]);
    let place = PlaceOnModel {
        position: id(),
        account: ids[2],
        model: "four_s".to_owned(),
        version: 1,
        cell: "star".to_owned(),
        day: ago(&firm, 5),
        reason: "Seen".to_owned(),
        was: None,
        seen: None,
    };
    firm.apply(&firm.boss, &Command::PlaceOnModel(place)).await;
    let told = key_set(&firm, &firm.boss, None).await;
    assert_eq!(candidates(&told), ["Big", "Star"]);
    assert_eq!(
        (told.candidates[0].by_rules.clone(), told.candidates[1].by_rules.clone()),
        (vec![half.id], vec![cells.id])
    );
    assert_eq!(candidates(&key_set(&firm, &firm.boss, Some(ago(&firm, 6))).await), ["Big"], "it stood nowhere then");
    // Where the rule says so, no reason is asked for; where it does not, one is.
    let by = |account, rule: KeyRuleId| {
        Command::DecideKeyAccount(DecideKeyAccount { rule: Some(rule), ..take_in(account, today(&firm), "") })
    };
    assert_eq!(refused(&firm, &firm.boss, by(ids[1], half.id)).await, Rejection::KeyReasonMissing);
    assert_eq!(refused(&firm, &firm.boss, by(ids[1], cells.id)).await, Rejection::KeyReasonMissing);
    firm.apply(&firm.boss, &by(ids[0], half.id)).await;
    firm.apply(&firm.boss, &by(ids[2], cells.id)).await;
    let told = key_set(&firm, &firm.boss, None).await;
    assert_eq!((members(&told), candidates(&told).len()), (vec!["Big", "Star"], 0));
    assert_eq!((told.book_minor, told.key_minor), (1_000, 800));
    assert_eq!(told.share.unwrap().fraction, "4/5");
    assert!(told.members.iter().all(|one| !one.unsupported));
    // A larger one came, so that the first half of the revenue is another one's.
    firm.apply(&firm.boss, &sale(ids[1], today(&firm), 5_000)).await;
    let told = key_set(&firm, &firm.boss, None).await;
    assert_eq!(candidates(&told), ["Small"]);
    let lost: Vec<_> = told.members.iter().filter(|one| one.unsupported).map(|one| one.line.name.as_str()).collect();
    assert_eq!(lost, ["Big"]);
    let gone = Command::Keep(Keep::one(None, Wish::of_removal(&half)));
    assert_eq!(refused(&firm, &firm.boss, gone).await, Rejection::InUse { kind: Kind::KeyRule });
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_a_key_account_gave_back_is_told_and_is_no_part_of_the_book(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let [back, buys] = [firm.account("Back", None).await, firm.account("Buys", None).await];
    firm.apply(&firm.boss, &sale(buys, ago(&firm, 10), 900)).await;
    let credit = RecordDocument { document_kind: DocumentKind::Credit, ..recorded(back, ago(&firm, 10), 300) };
    firm.apply(&firm.boss, &Command::RecordDocument(credit)).await;
    for account in [back, buys] {
        firm.apply(&firm.boss, &Command::DecideKeyAccount(take_in(account, today(&firm), "Signed"))).await;
    }
    let told = key_set(&firm, &firm.boss, None).await;
    let brought: Vec<_> = told.members.iter().map(|one| (one.line.name.as_str(), one.line.revenue_ttm_minor)).collect();
    assert_eq!(brought, [("Buys", 900), ("Back", -300)]);
    assert_eq!((told.book_minor, told.key_minor), (900, 900));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_set_is_told_as_of_a_day_with_who_came_and_went(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let (early, late) = (ago(&firm, 200), ago(&firm, 20));
    let first = take_in(account, early, "Signed");
    firm.apply(&firm.boss, &Command::DecideKeyAccount(first.clone())).await;
    let told = key_set(&firm, &firm.boss, None).await;
    assert_eq!(told.warnings, [KeyWarning::WithoutLead { account }]);
    let blind = firm.receipts(&firm.boss, &[packed(&Command::DecideKeyAccount(take_in(account, late, "Anew")))]).await;
    assert_eq!(blind[0].outcome, Outcome::Conflict);
    let left = firm.apply(&firm.boss, &Command::DecideKeyAccount(let_go(account, late, first.decision))).await;
    let on = async |day| members(&key_set(&firm, &firm.boss, Some(day)).await).len();
    let before = |day: Day| day.yesterday().unwrap();
    assert_eq!([on(before(early)).await, on(early).await, on(before(late)).await, on(late).await], [0, 1, 1, 0]);
    let told = key_set(&firm, &firm.boss, None).await;
    let changes: Vec<_> = told.changes.iter().map(|one| (one.says, one.decided.day)).collect();
    assert_eq!(changes, [(KeyWord::LetGo, late), (KeyWord::TakenIn, early)]);
    assert_eq!(told.changes[0].decided.reason, "They insource");
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: left, answer: id() })).await;
    let told = key_set(&firm, &firm.boss, None).await;
    assert_eq!((members(&told), told.members[0].line.decision), (vec!["One"], Some(first.decision)));
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let count: i64 = sqlx::query_scalar("select count(*) from key_decision").fetch_one(&mut *connection).await.unwrap();
    assert_eq!(count, 3, "nothing is removed");
    drop(connection);
    let history = firm.get(&firm.boss, &app::paths::history(account, None)).await.body;
    assert!(history.contains("decide_key_account"), "{history}");
}
