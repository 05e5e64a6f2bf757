//! Orders over HTTP: who keeps them, what is refused, what is late, and who sees what.

use crate::support::firm::{Firm, Hand, id, packed};
use app::wire::orders::{OrderAccounts, Orders};
use app::wire::terms::Terms;
use domain::change::Kind;
use domain::command::Command;
use domain::day::Day;
use domain::ids::AccountId;
use domain::keep::{Keep, Kept, Wish};
use domain::person::OrgRole;
use domain::policy::Action;
use domain::rejection::{Outcome, Rejection};
use domain::sales_order::{Delivery, OrderState, SalesOrder};
use domain::undo::Undo;
use jiff::ToSpan;
use serde::de::DeserializeOwned;
use server::store;
use sqlx::PgPool;

fn day(firm: &Firm, days: i64) -> Day {
    firm.house.server.engine.clock().today().checked_add(days.days()).unwrap()
}

async fn get<T: DeserializeOwned>(firm: &Firm, hand: &Hand, path: &str) -> T {
    let told = firm.get(hand, path).await;
    assert_eq!(told.status.as_u16(), 200, "{path}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

async fn orders(firm: &Firm, hand: &Hand, query: &str) -> Orders {
    get(firm, hand, &format!("/api/v1/orders?{query}")).await
}

/// An order placed ten days ago.
fn order(firm: &Firm, account: AccountId, number: &str, due: i64) -> SalesOrder {
    let (number, day, due_day) = (number.to_owned(), day(firm, -10), day(firm, due));
    SalesOrder { id: id(), account, number, day, due_day, amount_minor: Some(1_000), ..SalesOrder::default() }
}

fn delivery(firm: &Firm, place: i64, due: i64, arrived: Option<i64>) -> Delivery {
    let days = |days| day(firm, days);
    Delivery { place, due_day: days(due), arrived_day: arrived.map(days), ..Delivery::default() }
}

fn keep(account: AccountId, wish: Wish) -> Command {
    Command::Keep(Keep::one(Some(account), wish))
}

fn new(order: &SalesOrder) -> Command {
    keep(order.account, Wish::of_new(order))
}

fn edit(before: &SalesOrder, after: &SalesOrder) -> Command {
    keep(before.account, Wish::of_edit(before, after).unwrap())
}

fn numbers(told: &Orders) -> Vec<&str> {
    told.items.iter().map(|line| line.order.number.as_str()).collect()
}

async fn refused(firm: &Firm, hand: &Hand, command: Command) -> Rejection {
    firm.receipts(hand, &[packed(&command)]).await.remove(0).reason.unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_order_is_kept_with_its_deliveries_and_taken_back(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let first = order(&firm, account, "O-1", 5);
    firm.apply(&firm.boss, &new(&first)).await;
    let with = SalesOrder {
        state: OrderState::Confirmed,
        deliveries: [delivery(&firm, 1, -2, None), delivery(&firm, 2, 3, None)].into(),
        ..first.clone()
    };
    let entry = firm.apply(&firm.boss, &edit(&first, &with)).await;
    assert_eq!(orders(&firm, &firm.boss, "").await.items[0].order, with);
    // Two change different deliveries, each as it stood: both are kept.
    let arrived = |order: &SalesOrder, place: i64| {
        let deliveries = order.deliveries.iter().cloned().map(|one| match one.place == place {
            true => Delivery { arrived_day: Some(day(&firm, -1)), ..one },
            false => one,
        });
        SalesOrder { deliveries: deliveries.collect(), ..order.clone() }
    };
    firm.apply(&firm.boss, &edit(&with, &arrived(&with, 1))).await;
    firm.apply(&firm.boss, &edit(&with, &arrived(&with, 2))).await;
    let both = arrived(&arrived(&with, 1), 2);
    assert_eq!(orders(&firm, &firm.boss, "").await.items[0].order, both);
    // Who saw the delivery before it arrived is told.
    let blind =
        SalesOrder { deliveries: [delivery(&firm, 1, 4, None), delivery(&firm, 2, 3, None)].into(), ..with.clone() };
    let receipt = firm.receipts(&firm.boss, &[packed(&edit(&with, &blind))]).await.remove(0);
    assert_eq!(receipt.outcome, Outcome::Conflict);
    let stale = firm.receipts(&firm.boss, &[packed(&Command::Undo(Undo { entry, answer: id() }))]).await.remove(0);
    assert_eq!(stale.reason, Some(Rejection::ChangedSince { entry }));

    let gone = firm.apply(&firm.boss, &keep(account, Wish::of_removal(&both))).await;
    assert_eq!(orders(&firm, &firm.boss, "").await.total, 0);
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: gone, answer: id() })).await;
    assert_eq!(orders(&firm, &firm.boss, "").await.items[0].order, both);
    let mut kept = Kept::default();
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    store::kept::load_built_on(&mut connection, firm.workspace, account, &mut kept).await.unwrap();
    assert!(kept.hangs_on(account));
    let history = firm.get(&firm.boss, &app::paths::history(account, None)).await.body;
    assert!(history.contains("sales_order"), "{history}");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_late_is_told_what_is_due_first_first(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let [one, two] = [firm.account("One", None).await, firm.account("Two", None).await];
    for order in [
        order(&firm, one, "in time", 0),
        order(&firm, one, "late by itself", -3),
        SalesOrder { deliveries: [delivery(&firm, 1, -5, None)].into(), ..order(&firm, two, "late by a delivery", 9) },
        SalesOrder { deliveries: [delivery(&firm, 1, -5, Some(-4))].into(), ..order(&firm, two, "there in part", 9) },
        SalesOrder { state: OrderState::Cancelled, ..order(&firm, two, "cancelled", -3) },
        SalesOrder { state: OrderState::Delivered, ..order(&firm, two, "delivered", -3) },
    ] {
        firm.apply(&firm.boss, &new(&order)).await;
    }
    let late = orders(&firm, &firm.boss, "show=late").await;
    assert_eq!((late.open, late.late, late.total), (4, 2, 2));
    assert_eq!(numbers(&late), ["late by a delivery", "late by itself"]);
    assert_eq!(late.items.iter().map(|line| line.days_late).collect::<Vec<_>>(), [5, 3]);
    let open = orders(&firm, &firm.boss, "").await;
    assert_eq!(numbers(&open), ["late by a delivery", "late by itself", "in time", "there in part"]);
    let mut closed = orders(&firm, &firm.boss, "show=closed").await;
    closed.items.sort_by(|a, b| a.order.number.cmp(&b.order.number));
    assert_eq!(numbers(&closed), ["cancelled", "delivered"]);
    let of_one = orders(&firm, &firm.boss, &format!("account={one}&limit=1")).await;
    assert_eq!((numbers(&of_one), of_one.total), (vec!["late by itself"], 2));
    let terms: Terms = get(&firm, &firm.boss, &app::paths::terms(two)).await;
    let told: Vec<_> = terms.orders.iter().map(|order| order.number.as_str()).collect();
    assert_eq!(told[..2], ["late by a delivery", "there in part"]);
    assert_eq!(firm.get(&firm.boss, "/api/v1/orders?show=some").await.status.as_u16(), 422);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn sales_support_keeps_orders_of_all_and_sees_no_account(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, Some(firm.boss.person)).await;
    let olga = firm.hire("Olga Other", OrgRole::KeyAccountManager, Some(firm.boss.person)).await;
    let support = firm.hire("Sue Support", OrgRole::SalesSupport, Some(firm.boss.person)).await;
    let finance = firm.hire("Fay Finance", OrgRole::Finance, None).await;
    let care = firm.hire("Carl Care", OrgRole::CustomerCare, None).await;
    let account = firm.account("Alder Mills", Some(max.person)).await;
    let found: OrderAccounts = get(&firm, &support, "/api/v1/orders/accounts?q=alder").await;
    assert_eq!(found.items.iter().map(|one| one.account).collect::<Vec<_>>(), [account]);
    let none: OrderAccounts = get(&firm, &olga, "/api/v1/orders/accounts?q=alder").await;
    assert!(none.items.is_empty());
    assert_eq!(firm.get(&finance, "/api/v1/orders/accounts?q=alder").await.status.as_u16(), 404);

    let first = order(&firm, account, "O-1", -1);
    firm.apply(&support, &new(&first)).await;
    for hand in [&support, &max, &firm.boss, &finance] {
        let told = orders(&firm, hand, "show=late").await;
        assert_eq!(numbers(&told), ["O-1"]);
        assert_eq!(told.items[0].account_name, "Alder Mills");
        assert_eq!(told.items[0].sees_account, hand.person != support.person);
    }
    for hand in [&olga, &care] {
        assert_eq!(orders(&firm, hand, "").await.total, 0);
    }
    assert_eq!(firm.get(&support, &app::paths::terms(account)).await.status.as_u16(), 404);
    let later = SalesOrder { due_day: day(&firm, 4), ..first.clone() };
    let by = |hand| refused(&firm, hand, edit(&first, &later));
    assert_eq!(by(&finance).await, Rejection::NotPermitted { action: Action::KeepOrder });
    assert_eq!(by(&olga).await, Rejection::Gone { kind: Kind::Account });
    assert_eq!(by(&care).await, Rejection::Gone { kind: Kind::Account });
    firm.apply(&max, &edit(&first, &later)).await;
    assert_eq!(orders(&firm, &support, "").await.late, 0);
    let elsewhere = SalesOrder { deliveries: [delivery(&firm, 1, -20, None)].into(), ..later.clone() };
    assert_eq!(refused(&firm, &max, edit(&later, &elsewhere)).await, Rejection::DueBeforeOrdered);
    assert_eq!(orders(&firm, &max, "").await.items[0].order, later);
}
