//! What currencies were worth, over HTTP: lists of rates, who may enter them, and what becomes of documents in other currencies.

use crate::support::firm::{Firm, Hand, as_of, create, id, packed};
use crate::support::sale;
use app::wire::list::ListRule;
use app::wire::rates::{RateListAnswer, Rates};
use axum::body::Body;
use axum::http::{Request, header};
use domain::command::Command;
use domain::document::RecordDocument;
use domain::exchange_rate::ExchangeRate;
use domain::ids::AccountId;
use domain::keep::{Keep, Wish};
use domain::money::Currency;
use domain::person::OrgRole;
use domain::rejection::{Outcome, Rejection};
use domain::undo::Undo;
use jiff::civil::{Date, date};
use serde_json::Value;
use sqlx::PgPool;

const DAY: Date = date(2025, 3, 14);

fn currency(code: &str) -> Currency {
    Currency::of(code).unwrap()
}

async fn take(firm: &Firm, hand: &Hand, list: &str) -> (u16, RateListAnswer) {
    let request = as_of(hand, Request::post(app::paths::RATES)).header(header::CONTENT_TYPE, "text/csv");
    let told = firm.house.send(request.body(Body::from(list.to_owned())).unwrap()).await;
    (told.status.as_u16(), serde_json::from_str(&told.body).unwrap_or_default())
}

async fn rates(firm: &Firm, query: &str) -> Rates {
    let told = firm.get(&firm.boss, &format!("{}{query}", app::paths::RATES)).await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

fn sale(account: AccountId, amount_minor: i64, code: &str, day: Date) -> RecordDocument {
    RecordDocument { currency: currency(code), ..sale::sale(account, day, amount_minor) }
}

async fn refused(firm: &Firm, hand: &Hand, command: &Command) -> Rejection {
    let receipt = firm.receipts(hand, &[packed(command)]).await.remove(0);
    assert_eq!(receipt.outcome, Outcome::Refused, "{receipt:?}");
    receipt.reason.unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_list_of_rates_is_taken_in_whole_or_not_at_all(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let list = "day,currency,rate\n2025-03-13,USD,0.7711\n2025-03-14,USD,0.7725\n2025-03-14,jpy,0.0052\n";
    let (status, answer) = take(&firm, &firm.boss, list).await;
    assert_eq!((status, answer.added, answer.changed, answer.refused), (200, 3, 0, 0));
    let told = rates(&firm, "").await;
    let days: Vec<_> = told.currencies.iter().map(|of| (of.currency.code(), of.days, of.rates.len())).collect();
    assert_eq!((told.base.code(), days), ("GBP", vec![("JPY", 1, 1), ("USD", 2, 2)]));
    assert_eq!(told.currencies[1].rates[0], ExchangeRate::of(currency("USD"), DAY, "0.7725".parse().unwrap()));
    let of_day = rates(&firm, "?currency=usd&to=2025-03-13&limit=1").await;
    assert_eq!(of_day.currencies[0].rates[0].rate.to_string(), "0.7711");

    let faulty = "rate;currency;day\n0.78;USD;2025-03-14\n0,78;USD;2025-03-15\n1;GBP;2025-03-14\n0.7;USD;2025-03-14\n";
    let (status, answer) = take(&firm, &firm.boss, faulty).await;
    let lines: Vec<_> = answer.faults.iter().map(|fault| fault.line).collect();
    assert_eq!((status, answer.refused, lines), (422, 3, vec![Some(3), Some(4), Some(5)]));
    assert!(matches!(answer.faults[2].rule, ListRule::Twice { first_line: 2 }));
    assert_eq!(rates(&firm, "").await, told);

    let (_, answer) = take(&firm, &firm.boss, "day,currency,rate\n2025-03-14,USD,0.78\n2025-03-14,JPY,0.0052\n").await;
    assert_eq!((answer.added, answer.changed), (0, 1));
    let manager = firm.hire("Max Manager", OrgRole::KeyAccountManager, None).await;
    assert_eq!(take(&firm, &manager, list).await.0, 403);
    assert_eq!(firm.get(&manager, app::paths::RATES).await.status.as_u16(), 200, "no secret of the house");
    for query in ["?currency=XXX", "?limit=0", "?to=2025-02-30"] {
        let told = firm.get(&firm.boss, &format!("{}{query}", app::paths::RATES)).await;
        assert_eq!(told.status.as_u16(), 422, "{query}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_list_is_one_entry_and_goes_and_comes_as_one(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let before = firm.apply(&firm.boss, &create(id(), "One", None)).await;
    take(&firm, &firm.boss, "day,currency,rate\n2025-03-13,USD,0.7711\n2025-03-14,USD,0.7725\n").await;
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: before + 1, answer: id() })).await;
    assert!(rates(&firm, "").await.currencies.is_empty());
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: before + 2, answer: id() })).await;
    assert_eq!(rates(&firm, "").await.currencies[0].days, 2);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_document_is_converted_once_and_every_figure_is_in_the_currency_of_the_books(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let yen = sale(account, 15_001, "JPY", DAY);
    let missing = refused(&firm, &firm.boss, &Command::RecordDocument(yen.clone())).await;
    assert_eq!(missing, Rejection::RateMissing { currency: currency("JPY"), day: DAY });
    take(&firm, &firm.boss, "day,currency,rate\n2025-03-14,JPY,0.0067\n").await;
    firm.apply(&firm.boss, &Command::RecordDocument(yen)).await;
    let own_rate = RecordDocument { rate: Some("0.8".parse().unwrap()), ..sale(account, 20_000, "USD", DAY) };
    firm.apply(&firm.boss, &Command::RecordDocument(own_rate)).await;
    firm.apply(&firm.boss, &Command::RecordDocument(sale(account, 5, "GBP", DAY))).await;

    // Put right afterwards: what was converted stays as it was.
    let [known, right] = ["0.0067", "0.0080"].map(|rate| ExchangeRate::of(currency("JPY"), DAY, rate.parse().unwrap()));
    let wish = Wish::of_edit(&known, &right).unwrap();
    firm.apply(&firm.boss, &Command::Keep(Keep::one(None, wish))).await;
    let told = firm.get(&firm.boss, "/api/v1/reports/concentration?from=2025-03-01&to=2025-03-31").await;
    let told: Value = serde_json::from_str(&told.body).unwrap();
    assert_eq!((&told["currency"], &told["total_minor"]), (&"GBP".into(), &(10_051 + 16_000 + 5).into()));
    let days = firm.get(&firm.boss, "/api/v1/reports/concentration?from=2025-03-14&to=2025-03-14").await;
    assert_eq!(serde_json::from_str::<Value>(&days.body).unwrap()["total_minor"], told["total_minor"]);
    let board = firm.get(&firm.boss, "/api/v1/boards/models?as_of=2025-06-30").await;
    let board: Value = serde_json::from_str(&board.body).unwrap();
    assert_eq!(board["accounts"]["revenue_ttm_minor"][0], told["total_minor"]);
    let told = firm.get(&firm.boss, &format!("/api/v1/accounts/{account}/documents")).await;
    let told: Value = serde_json::from_str(&told.body).unwrap();
    let mut shown: Vec<_> =
        told["items"].as_array().unwrap().iter().map(|one| one["converted_minor"].as_i64()).collect();
    shown.sort_unstable();
    assert_eq!(shown, [None, Some(10_051), Some(16_000)]);
}
