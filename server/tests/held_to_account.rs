//! Placements held to account, over HTTP: what came after them is counted from documents, for who may see the accounts.

use crate::support::firm::{Firm, Hand, id};
use crate::support::sale::sale;
use app::wire::held_to_account::{CellTold, HeldToAccount, Tried, VerdictTold};
use domain::command::Command;
use domain::day::Day;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::{AccountId, PositionId};
use domain::person::OrgRole;
use domain::placement::PlacementState;
use domain::position::{AnswerPosition, PlaceOnModel};
use jiff::{Span, ToSpan};
use sqlx::PgPool;

const PATH: &str = app::paths::HELD_RECORD;

fn ago(firm: &Firm, span: Span) -> Day {
    firm.house.server.engine.clock().today().checked_sub(span).unwrap()
}

async fn held(firm: &Firm, hand: &Hand, query: &str) -> HeldToAccount {
    let told = firm.get(hand, &format!("{PATH}{query}")).await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

fn document(account: AccountId, document_kind: DocumentKind, day: Day, amount_minor: i64) -> Command {
    Command::RecordDocument(RecordDocument { document_kind, ..sale(account, day, amount_minor) })
}

fn place(account: AccountId, cell: &str, day: Day) -> PlaceOnModel {
    let (model, cell, reason) = ("webster".to_owned(), cell.to_owned(), "Seen from their desk".to_owned());
    PlaceOnModel { position: id(), account, model, version: 1, cell, day, reason, was: None, seen: None }
}

fn answer(account: AccountId, position: PositionId, says: PlacementState) -> Command {
    let (model, reason) = ("webster".to_owned(), "Seen".to_owned());
    Command::AnswerPosition(AnswerPosition { answer: id(), account, model, position, seen: None, says, reason })
}

/// An account that brought so much within the half-year to a day and within the one behind it, on its first and last days.
async fn trade(firm: &Firm, account: AccountId, day: Day, [before, after]: [i64; 2]) {
    let (first, last) = (day.checked_sub(6.months()).unwrap(), day.checked_add(6.months()).unwrap());
    let sale = DocumentKind::Sale;
    // The day before the first, and that behind the last, are of neither.
    for (on, minor) in [(first, 7), (first.tomorrow().unwrap(), before), (last, after), (last.tomorrow().unwrap(), 11)]
    {
        firm.apply(&firm.boss, &document(account, sale, on, minor)).await;
    }
}

fn webster(told: &HeldToAccount) -> (&Tried, &Tried) {
    let model = told.models.iter().find(|one| one.model == "webster").unwrap();
    (&model.confirmed, &model.unconfirmed)
}

fn cells(tried: &Tried) -> Vec<(&str, usize, i64, i64, usize)> {
    let told = |cell: &CellTold| (cell.placements, cell.before_minor, cell.after_minor, cell.churned);
    tried
        .cells
        .iter()
        .map(|cell| (cell.cell.as_str(), told(cell).0, told(cell).1, told(cell).2, told(cell).3))
        .collect()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_came_after_a_placement_is_counted_from_documents(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let day = ago(&firm, 7.months());
    let mut placed = Vec::new();
    for (name, cell, brought) in
        [("One", "partnership", [100, 160]), ("Two", "transaction", [80, 0]), ("Three", "transaction", [40, 20])]
    {
        let account = firm.account(name, Some(firm.boss.person)).await;
        trade(&firm, account, day, brought).await;
        let wish = place(account, cell, day);
        firm.apply(&firm.boss, &Command::PlaceOnModel(wish.clone())).await;
        placed.push(wish);
    }
    // A credit counts against it, what is bought from the account does not.
    firm.apply(&firm.boss, &document(placed[0].account, DocumentKind::Credit, day, 10)).await;
    firm.apply(&firm.boss, &document(placed[0].account, DocumentKind::Purchase, day, 500)).await;
    let told = held(&firm, &firm.boss, "?months=6").await;
    let (confirmed, unconfirmed) = webster(&told);
    assert_eq!(cells(confirmed), [("transaction", 2, 120, 20, 1), ("partnership", 1, 90, 160, 0)]);
    assert!(unconfirmed.cells.is_empty(), "the boss is the only director, and decides");
    assert_eq!(confirmed.cells[0].nrr.as_ref().unwrap().fraction, "1/6");
    assert_eq!((confirmed.pairs, confirmed.measure.as_ref().unwrap().fraction.as_str()), (2, "1/1"));
    assert_eq!((confirmed.low_permille, told.verdict.clone()), (None, VerdictTold::TooFew));
    assert_eq!((told.not_over, told.before_books), (0, 0));
    // In a year it is not over, and as of an earlier day neither.
    assert_eq!(held(&firm, &firm.boss, "").await.not_over, 3);
    assert_eq!(held(&firm, &firm.boss, &format!("?months=6&as_of={}", ago(&firm, 2.months()))).await.not_over, 3);
    // What was taken back or refused says nothing any more.
    let back = answer(placed[1].account, placed[1].position, PlacementState::Withdrawn);
    firm.apply(&firm.boss, &back).await;
    let told = held(&firm, &firm.boss, "?months=6").await;
    assert_eq!(cells(webster(&told).0), [("transaction", 1, 40, 20, 0), ("partnership", 1, 90, 160, 0)]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn confirmed_and_waiting_are_told_apart_to_who_may_see_them(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let second = firm.hire("Sam Second", OrgRole::AgencyDirector, None).await;
    let head = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, Some(head.person)).await;
    let day = ago(&firm, 7.months());
    let mine = firm.account("Mine", Some(max.person)).await;
    let theirs = firm.account("Theirs", Some(second.person)).await;
    for account in [mine, theirs] {
        trade(&firm, account, day, [100, 50]).await;
    }
    let (first, other) = (place(mine, "partnership", day), place(theirs, "transaction", day));
    firm.apply(&max, &Command::PlaceOnModel(first.clone())).await;
    firm.apply(&second, &Command::PlaceOnModel(other)).await;
    firm.apply(&head, &answer(mine, first.position, PlacementState::Confirmed)).await;
    // The books begin a day before that.
    let young = place(mine, "transaction", ago(&firm, 13.months()));
    firm.apply(&max, &Command::PlaceOnModel(PlaceOnModel { was: Some(first.position), ..young })).await;
    let told = held(&firm, &firm.boss, "?months=6").await;
    assert_eq!((told.whole, told.before_books), (true, 1));
    assert_eq!(cells(webster(&told).0), [("partnership", 1, 100, 50, 0)]);
    assert_eq!(cells(webster(&told).1), [("transaction", 1, 100, 50, 0)]);
    let own = held(&firm, &max, "?months=6").await;
    assert!(!own.whole);
    assert_eq!((webster(&own).0.cells.len(), webster(&own).1.cells.len()), (1, 0));
    assert_eq!(firm.get(&firm.boss, &format!("{PATH}?months=9")).await.status.as_u16(), 422);
    assert_eq!(firm.house.get(PATH, "").await.status.as_u16(), 401);
}
