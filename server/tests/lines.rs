//! Lines of documents on a real database: written, reversed, taken back and brought back with their document.

use crate::support::firm::{Firm, id, packed};
use app::wire::DocumentWindow;
use app::wire::terms::{FamilyWallet, OfNoFamily, Terms, WalletReport};
use domain::catalogue::{Product, ProductFamily};
use domain::change::Kind;
use domain::command::Command;
use domain::document::{Document, DocumentKind, RecordDocument, ReverseDocument};
use domain::document_line::RecordLine;
use domain::ids::{AccountId, ProductFamilyId, ProductId};
use domain::keep::{Keep, Wish};
use domain::money::Currency;
use domain::rejection::{Outcome, Rejection};
use domain::undo::Undo;
use domain::wallet_estimate::WalletEstimate;
use jiff::civil::{Date, date};
use sqlx::PgPool;

const DAY: Date = date(2026, 1, 5);

async fn product(firm: &Firm) -> Product {
    let family = ProductFamily { id: id(), name: "Drives".into(), ..ProductFamily::default() };
    let product = Product { id: id(), family: family.id, name: "Belt".into(), ..Product::default() };
    let records = vec![Wish::of_new(&family), Wish::of_new(&product)];
    firm.apply(&firm.boss, &Command::Keep(Keep { account: None, records })).await;
    product
}

fn line(product: ProductId, quantity: &str, price: &str) -> RecordLine {
    RecordLine { product, quantity: quantity.parse().unwrap(), price: Some(price.parse().unwrap()), amount_minor: None }
}

/// 10 at 333 and 1.5 at 7780.667, in yen, at a rate by which a third of a unit is left over.
fn sold(account: AccountId, product: ProductId) -> RecordDocument {
    RecordDocument {
        document: id(),
        account,
        document_kind: DocumentKind::Sale,
        day: DAY,
        number: "S-1".into(),
        amount_minor: 15_001,
        currency: Currency::of("JPY").unwrap(),
        rate: Some("0.0067".parse().unwrap()),
        lines: vec![line(product, "10", "333"), line(product, "1.5", "7780.667")],
    }
}

fn reversal(of: &RecordDocument) -> Command {
    Command::ReverseDocument(ReverseDocument {
        document: id(),
        reverses: of.document,
        account: of.account,
        day: DAY,
        number: "S-1 R".into(),
        reason: "Sent to somebody else".into(),
    })
}

async fn documents(firm: &Firm, account: AccountId) -> Vec<Document> {
    let told = firm.get(&firm.boss, &format!("/api/v1/accounts/{account}/documents")).await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    serde_json::from_str::<DocumentWindow>(&told.body).unwrap().items
}

fn told(document: &Document) -> Vec<(String, i64, i64)> {
    document.lines.iter().map(|line| (line.quantity.to_string(), line.amount_minor, line.base_minor)).collect()
}

async fn count(pool: &PgPool) -> i64 {
    sqlx::query_scalar("select count(*) from document_line").fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn lines_come_and_go_with_their_document(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let (account, product) = (firm.account("One", None).await, product(&firm).await);
    let sold = sold(account, product.id);
    firm.apply(&firm.boss, &Command::RecordDocument(sold.clone())).await;
    let booked = documents(&firm, account).await;
    assert_eq!(told(&booked[0]), [("10".into(), 3_330, 2_231), ("1.5".into(), 11_671, 7_820)]);
    assert_eq!(booked[0].base_minor(), 10_051);

    let entry = firm.apply(&firm.boss, &reversal(&sold)).await;
    let both = documents(&firm, account).await;
    let taken_back = both.iter().find(|document| document.reverses.is_some()).unwrap();
    assert_eq!(told(taken_back), [("-10".into(), -3_330, -2_231), ("-1.5".into(), -11_671, -7_820)]);

    // Taken back and brought back to the letter.
    let undone = firm.apply(&firm.boss, &Command::Undo(Undo { entry, answer: id() })).await;
    assert_eq!((documents(&firm, account).await, count(&pool).await), (booked, 2));
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: undone, answer: id() })).await;
    assert_eq!((documents(&firm, account).await, count(&pool).await), (both, 4));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_product_that_a_line_names_stays_until_the_line_is_gone(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let (account, product) = (firm.account("One", None).await, product(&firm).await);
    let entry = firm.apply(&firm.boss, &Command::RecordDocument(sold(account, product.id))).await;
    let removal = Command::Keep(Keep::one(None, Wish::of_removal(&product)));
    let refused = firm.receipts(&firm.boss, &[packed(&removal)]).await.remove(0);
    assert_eq!((refused.outcome, refused.reason), (Outcome::Refused, Some(Rejection::InUse { kind: Kind::Product })));
    let undone = firm.apply(&firm.boss, &Command::Undo(Undo { entry, answer: id() })).await;
    firm.apply(&firm.boss, &removal).await;
    // What was of it does not come back without it.
    let back = Command::Undo(Undo { entry: undone, answer: id() });
    let refused = firm.receipts(&firm.boss, &[packed(&back)]).await.remove(0);
    assert_eq!(refused.reason, Some(Rejection::Gone { kind: Kind::Product }));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn in_one_batch_a_product_goes_neither_before_nor_after_it_was_sold(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let (account, product) = (firm.account("One", None).await, product(&firm).await);
    let removal = Command::Keep(Keep::one(None, Wish::of_removal(&product)));
    let record = Command::RecordDocument(sold(account, product.id));
    let answered = firm.receipts(&firm.boss, &[packed(&record), packed(&removal)]).await;
    assert_eq!(answered[1].reason, Some(Rejection::InUse { kind: Kind::Product }));
    let other = RecordDocument { document: id(), number: "S-2".into(), ..sold(account, id()) };
    let answered = firm.receipts(&firm.boss, &[packed(&Command::RecordDocument(other))]).await;
    assert_eq!(answered[0].reason, Some(Rejection::Gone { kind: Kind::Product }));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn lines_that_do_not_add_up_are_refused_with_the_difference(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let (account, product) = (firm.account("One", None).await, product(&firm).await);
    let currency = Currency::of("JPY").unwrap();
    let less = RecordDocument { amount_minor: 15_101, ..sold(account, product.id) };
    let refused = firm.receipts(&firm.boss, &[packed(&Command::RecordDocument(less))]).await.remove(0);
    assert_eq!(refused.reason, Some(Rejection::LinesDiffer { by_minor: -100, currency }));
    assert!(documents(&firm, account).await.is_empty());
}

/// A firm that sells one thing of each of three families, with an account whose wallet of each is known.
async fn three_families(firm: &Firm) -> (AccountId, Vec<Product>) {
    let account = firm.account("One", None).await;
    let mut products = Vec::new();
    for (name, wallet) in [("A", 20_000_000), ("B", 18_000_000), ("C", 12_000_000)] {
        let family = ProductFamily { id: id(), name: name.into(), ..ProductFamily::default() };
        let product = Product { id: id(), family: family.id, name: name.into(), ..Product::default() };
        let records = vec![Wish::of_new(&family), Wish::of_new(&product)];
        firm.apply(&firm.boss, &Command::Keep(Keep { account: None, records })).await;
        let estimate = WalletEstimate {
            id: id(),
            account,
            family: family.id,
            from_day: date(2025, 6, 1),
            yearly_minor: Some(wallet),
            ..WalletEstimate::default()
        };
        firm.apply(&firm.boss, &Command::Keep(Keep::one(Some(account), Wish::of_new(&estimate)))).await;
        products.push(product);
    }
    (account, products)
}

fn in_pounds(account: AccountId, kind: DocumentKind, amount_minor: i64, of: Option<ProductId>) -> Command {
    let line =
        |product| RecordLine { product, quantity: "1".parse().unwrap(), price: None, amount_minor: Some(amount_minor) };
    Command::RecordDocument(RecordDocument {
        document: id(),
        document_kind: kind,
        number: id::<ProductId>().to_string(),
        amount_minor,
        currency: Currency::of("GBP").unwrap(),
        rate: None,
        lines: of.map(line).into_iter().collect(),
        ..sold(account, id())
    })
}

/// A family by its name, with what of it is ours, its share and its white space.
type Told<'a> = (&'a str, Option<i64>, Option<&'a str>, Option<i64>);

fn by_name(families: &[FamilyWallet]) -> Vec<Told<'_>> {
    families.iter().map(of_family).collect()
}

fn of_family(told: &FamilyWallet) -> Told<'_> {
    let share = told.share.as_ref().map(|share| share.fraction.as_str());
    (told.name.as_str(), told.ours_minor, share, told.white_minor)
}

/// The vector: of 200,000, 180,000 and 120,000 we sell 120,000, 55,000 and nothing, which leaves 325,000.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_of_a_wallet_is_ours_is_told_by_family(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let (account, products) = three_families(&firm).await;
    let read = async || {
        let told = firm.get(&firm.boss, "/api/v1/reports/wallet?to=2026-01-31").await;
        serde_json::from_str::<WalletReport>(&told.body).unwrap()
    };
    let (sale, credit) = (DocumentKind::Sale, DocumentKind::Credit);
    firm.apply(&firm.boss, &in_pounds(account, sale, 700_000, None)).await;
    let before = read().await;
    assert!(!before.ours_by_family && before.items[0].families.is_empty());
    assert!(before.families.iter().all(|family| family.ours_minor.is_none()));

    for command in [
        in_pounds(account, sale, 12_500_000, Some(products[0].id)),
        in_pounds(account, credit, 500_000, Some(products[0].id)),
        in_pounds(account, sale, 5_500_000, Some(products[1].id)),
    ] {
        firm.apply(&firm.boss, &command).await;
    }
    let report = read().await;
    let wanted = [
        ("A", Some(12_000_000), Some("3/5"), Some(8_000_000)),
        ("B", Some(5_500_000), Some("11/36"), Some(12_500_000)),
        ("C", Some(0), Some("0/1"), Some(12_000_000)),
    ];
    assert_eq!((report.ours_by_family, by_name(&report.families)), (true, wanted.to_vec()));
    assert_eq!(by_name(&report.items[0].families), wanted);
    let beside = OfNoFamily { without_product_minor: 700_000, other_families_minor: 0 };
    assert_eq!((report.beside, report.items[0].beside), (beside, beside));

    // The account's page tells the same of its own year.
    let told = firm.get(&firm.boss, &app::paths::terms(account)).await;
    let wallet = serde_json::from_str::<Terms>(&told.body).unwrap().wallet.unwrap();
    assert_eq!((by_name(&wallet.by_family), wallet.beside), (wanted.to_vec(), beside));

    // A family of which no wallet is known is ours, and no share.
    let silent = WalletEstimate {
        id: id(),
        account,
        family: products[1].family,
        from_day: date(2025, 7, 1),
        yearly_minor: None,
        ..WalletEstimate::default()
    };
    firm.apply(&firm.boss, &Command::Keep(Keep::one(Some(account), Wish::of_new(&silent)))).await;
    let later = read().await;
    let families: Vec<ProductFamilyId> = later.families.iter().map(|family| family.family).collect();
    assert_eq!(families, [products[0].family, products[2].family]);
    assert_eq!(later.beside, OfNoFamily { other_families_minor: 5_500_000, ..beside });
}
