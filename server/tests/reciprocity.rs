//! Reciprocity over HTTP: what accounts buy from us set against what we buy from them.

use crate::support::firm::{Firm, Hand, id};
use app::wire::reciprocity::{AccountBothWays, ReciprocityReport};
use domain::account::{AccountEdit, EditAccount};
use domain::command::Command;
use domain::document::{DocumentKind, RecordDocument, ReverseDocument};
use domain::ids::{AccountId, DocumentId};
use domain::money::Currency;
use domain::person::OrgRole;
use jiff::civil::{Date, date};
use sqlx::PgPool;

const DAY: Date = date(2025, 6, 30);

async fn record(firm: &Firm, account: AccountId, kind: DocumentKind, day: Date, amount_minor: i64) -> DocumentId {
    let document = id();
    let record = RecordDocument {
        document,
        account,
        document_kind: kind,
        day,
        number: document.to_string(),
        amount_minor,
        currency: Currency::of("GBP").unwrap(),
        rate: None,
        lines: Vec::new(),
    };
    firm.apply(&firm.boss, &Command::RecordDocument(record)).await;
    document
}

async fn read(firm: &Firm, hand: &Hand, query: &str) -> ReciprocityReport {
    let told = firm.get(hand, &format!("/api/v1/reports/reciprocity?from=2025-01-01&to=2025-12-31{query}")).await;
    assert_eq!(told.status.as_u16(), 200, "{query}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

/// An account with what it bought, what we bought, and how much that is of it.
fn line(item: &AccountBothWays) -> (&str, i64, i64, Option<&str>) {
    let AccountBothWays { name, figures, .. } = item;
    let ratio = figures.ratio.as_ref().map(|ratio| ratio.fraction.as_str());
    (name.as_str(), figures.sold_minor, figures.bought_minor, ratio)
}

fn told(report: &ReciprocityReport) -> Vec<(&str, i64, i64, Option<&str>)> {
    report.items.iter().map(line).collect()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_went_both_ways_is_set_against_each_other(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, None).await;
    let [both, supplier, client] = [
        firm.account("Both", Some(max.person)).await,
        firm.account("Supplier", None).await,
        firm.account("Client", None).await,
    ];
    let (sale, credit, purchase) = (DocumentKind::Sale, DocumentKind::Credit, DocumentKind::Purchase);
    for (account, kind, minor) in
        [(both, sale, 500), (both, credit, 100), (both, purchase, 300), (supplier, purchase, 800), (client, sale, 70)]
    {
        record(&firm, account, kind, DAY, minor).await;
    }
    // Outside of the window on either side, and what was taken back in it.
    record(&firm, both, purchase, date(2024, 12, 31), 5_000).await;
    record(&firm, client, purchase, date(2026, 1, 1), 7_000).await;
    let wrong = record(&firm, both, purchase, DAY, 90).await;
    let reversal = ReverseDocument {
        document: id(),
        reverses: wrong,
        account: both,
        day: DAY,
        number: "R-1".into(),
        reason: "Never delivered".into(),
    };
    firm.apply(&firm.boss, &Command::ReverseDocument(reversal)).await;

    let report = read(&firm, &firm.boss, "").await;
    assert_eq!(told(&report), [("Supplier", 0, 800, None), ("Both", 400, 300, Some("3/4"))]);
    let figures = &report.figures;
    assert_eq!((figures.sold_minor, figures.bought_minor, figures.net_minor), (400, 1_100, -700));
    assert_eq!(figures.ratio.as_ref().unwrap().fraction, "11/4");
    assert_eq!((report.accounts, report.mutual, report.suppliers), (2, 1, 1));
    assert_eq!((report.left_out, report.left_out_minor), (1, 70));
    let gross = read(&firm, &firm.boss, "&basis=gross&limit=1").await;
    assert_eq!((gross.figures.sold_minor, gross.items.len(), gross.accounts), (500, 1, 2));

    // Who sees one of them is told of that one.
    let mine = read(&firm, &max, "").await;
    assert_eq!((told(&mine), mine.about.whole), (vec![("Both", 400, 300, Some("3/4"))], false));
    let nobody = firm.hire("Bea", OrgRole::BrandManager, None).await;
    assert_eq!(read(&firm, &nobody, "").await.accounts, 0);

    // As a group they are one account.
    let below = EditAccount { account: supplier, edit: AccountEdit::Parent(Some(both)) };
    firm.apply(&firm.boss, &Command::EditAccount(below)).await;
    let group = read(&firm, &firm.boss, "&group=true").await;
    assert_eq!(told(&group), [("Both", 400, 1_100, Some("11/4"))]);
    let wrong = firm.get(&firm.boss, "/api/v1/reports/reciprocity?limit=201").await;
    assert_eq!(wrong.status.as_u16(), 422);
    // The page is sent with the same.
    let page = firm.get(&firm.boss, "/api/v1/page?path=%2Freciprocity%3Fto%3D2025-12-31").await;
    assert!(page.body.contains("\"left_out_minor\":70"), "{}", page.body);
}
