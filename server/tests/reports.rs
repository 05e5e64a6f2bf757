//! Reports on trade over HTTP: the figures, whom they are about, and who may see them.

use std::collections::BTreeMap;

use crate::support::firm::{Firm, Hand, create, id, packed};
use crate::support::house::House;
use app::wire::concentration_page::ConcentrationPart;
use app::wire::json::read;
use app::wire::report::Concentration;
use app::wire::retention_page::RetentionPart;
use app::wire::{PageData, PagePart};
use axum::http::StatusCode;
use domain::account::{AccountEdit, EditAccount};
use domain::command::Command;
use domain::concentration::Portfolio;
use domain::day::{Day, Window};
use domain::document::{DocumentKind, RecordDocument, ReverseDocument};
use domain::ids::{AccountId, DocumentId, PersonId};
use domain::money::Currency;
use domain::person::OrgRole;
use domain::sample;
use jiff::civil::date;
use serde_json::{Value, json};
use sqlx::PgPool;

async fn report(firm: &Firm, hand: &Hand, query: &str) -> Value {
    let told = firm.get(hand, &format!("/api/v1/reports/{query}")).await;
    assert_eq!(told.status, StatusCode::OK, "{query}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

/// A sale, or a credit where the amount is below zero.
fn trade(account: AccountId, day: &str, minor: i64) -> Value {
    packed(&Command::RecordDocument(RecordDocument {
        document: id::<DocumentId>(),
        account,
        document_kind: if minor < 0 { DocumentKind::Credit } else { DocumentKind::Sale },
        day: day.parse().unwrap(),
        number: id::<DocumentId>().to_string(),
        amount_minor: minor.abs(),
        currency: Currency::of("GBP").unwrap(),
        rate: None,
        lines: Vec::new(),
    }))
}

/// A firm with accounts of these names and leads.
async fn firm_with(pool: PgPool, accounts: &[(&str, Option<PersonId>)]) -> (Firm, Vec<AccountId>) {
    let firm = Firm::found(pool).await;
    let ids: Vec<AccountId> = accounts.iter().map(|_| id()).collect();
    let made: Vec<Value> =
        ids.iter().zip(accounts).map(|(id, (name, owner))| packed(&create(*id, name, *owner))).collect();
    firm.receipts(&firm.boss, &made).await;
    (firm, ids)
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn concentration_is_told_to_the_last_digit(pool: PgPool) {
    let names: Vec<String> = (0..13).map(|number| format!("Firm {number:02}")).collect();
    let named: Vec<(&str, Option<PersonId>)> = names.iter().map(|name| (name.as_str(), None)).collect();
    let (firm, ids) = firm_with(pool, &named).await;
    let amounts = [300, 180, 120, 90, 80, 70, 60, 50, 30, 20, 0, 7];
    let mut documents: Vec<Value> =
        ids.iter().zip(amounts).map(|(id, minor)| trade(*id, "2025-06-30", minor)).collect();
    // The twelfth was credited more than it bought; the last one has credits alone.
    documents.extend([trade(ids[11], "2025-06-30", -12), trade(ids[12], "2025-02-01", -9)]);
    // Outside of the window on either side.
    documents.extend([trade(ids[9], "2024-06-30", 5_000), trade(ids[9], "2025-07-01", 7_000)]);
    firm.receipts(&firm.boss, &documents).await;

    let window = "concentration?from=2024-07-01&to=2025-06-30";
    let net = report(&firm, &firm.boss, window).await;
    let exact = |decimal: &str, fraction: &str| json!({"decimal": decimal, "fraction": fraction});
    for (field, wanted) in [
        ("n", json!(10)),
        ("nonpositive", json!(3)),
        ("total_minor", json!(1000)),
        ("nonpositive_minor", json!(-14)),
        ("currency", json!("GBP")),
        ("basis", json!("net")),
        ("scope", json!("all")),
        ("whole", json!(true)),
        ("from", json!("2024-07-01")),
        ("to", json!("2025-06-30")),
        ("top1", exact("0.300000000000", "3/10")),
        ("top10pct", exact("0.300000000000", "3/10")),
        ("top20pct", exact("0.480000000000", "12/25")),
        ("gini", exact("0.402000000000", "201/500")),
        ("gini_unbiased", exact("0.446666666667", "67/150")),
        ("hhi", exact("1636.000000000000", "1636/1")),
        ("k60", json!(3)),
        ("k80", json!(6)),
        ("major", json!(3)),
        ("abc", json!({"a": 6, "b": 2, "c": 2})),
    ] {
        assert_eq!(net[field], wanted, "{field}");
    }
    // Credits are ignored: the twelfth counts with what it bought, the last one is no part of the book.
    let gross = report(&firm, &firm.boss, &format!("{window}&basis=gross")).await;
    assert_eq!((&gross["n"], &gross["nonpositive"], &gross["total_minor"]), (&json!(11), &json!(1), &json!(1007)));

    // By default the twelve months to the reporting date, which is the day of the latest document.
    let trailing = report(&firm, &firm.boss, "concentration").await;
    assert_eq!((&trailing["from"], &trailing["to"]), (&json!("2024-07-02"), &json!("2025-07-01")));
    assert_eq!(trailing["total_minor"], json!(8000));

    // The list behind it adds up to it.
    let ranking = report(&firm, &firm.boss, &window.replace("concentration", "ranking")).await;
    let minors: Vec<i64> =
        ranking["accounts"].as_array().unwrap().iter().map(|one| one["minor"].as_i64().unwrap()).collect();
    assert_eq!(minors, [300, 180, 120, 90, 80, 70, 60, 50, 30, 20, 0, -5, -9]);
    assert_eq!((&ranking["accounts"][0]["name"], &ranking["currency"]), (&json!("Firm 00"), &json!("GBP")));

    let empty = report(&firm, &firm.boss, "concentration?from=2019-01-01&to=2019-12-31").await;
    assert_eq!((&empty["n"], &empty["gini"], &empty["k80"]), (&json!(0), &Value::Null, &json!(0)));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_report_follows_the_ledger_document_by_document(pool: PgPool) {
    let (firm, ids) = firm_with(pool, &[("A", None), ("B", None)]).await;
    let total = |window: &'static str| {
        let firm = &firm;
        async move {
            let told = report(firm, &firm.boss, &format!("concentration?{window}")).await;
            (told["n"].as_i64().unwrap(), told["total_minor"].as_i64().unwrap(), told["nonpositive"].as_i64().unwrap())
        }
    };
    const YEAR: &str = "from=2024-01-01&to=2024-12-31";
    const BROKEN: &str = "from=2024-05-10&to=2024-05-20";
    const GROSS: &str = "from=2024-01-01&to=2024-12-31&basis=gross";
    assert_eq!(total(YEAR).await, (0, 0, 0));
    firm.receipts(&firm.boss, &[trade(ids[0], "2024-05-15", 900), trade(ids[1], "2024-05-31", 50)]).await;
    assert_eq!((total(YEAR).await, total(BROKEN).await), ((2, 950, 0), (1, 900, 0)));
    firm.receipts(&firm.boss, &[trade(ids[0], "2024-05-20", -100)]).await;
    assert_eq!((total(YEAR).await, total(BROKEN).await, total(GROSS).await), ((2, 850, 0), (1, 800, 0), (2, 950, 0)));

    // What is bought is no revenue, and whoever sells to us alone is no part of the book.
    let (sold, bought): (DocumentId, DocumentId) = (id(), id());
    let recorded = |document, document_kind, number: &str| {
        packed(&Command::RecordDocument(RecordDocument {
            document,
            account: ids[1],
            document_kind,
            day: date(2024, 5, 12),
            number: number.into(),
            amount_minor: 70,
            currency: Currency::of("GBP").unwrap(),
            rate: None,
            lines: Vec::new(),
        }))
    };
    let new = [recorded(bought, DocumentKind::Purchase, "1"), recorded(sold, DocumentKind::Sale, "L-1")];
    firm.receipts(&firm.boss, &new[..1]).await;
    assert_eq!((total(YEAR).await, total(BROKEN).await), ((2, 850, 0), (1, 800, 0)));
    firm.receipts(&firm.boss, &new[1..]).await;
    assert_eq!((total(YEAR).await, total(BROKEN).await), ((2, 920, 0), (2, 870, 0)));

    // A reversal takes it out of the window in which it is reversed, gross as well.
    let reversal = packed(&Command::ReverseDocument(ReverseDocument {
        document: id(),
        reverses: sold,
        account: ids[1],
        day: date(2024, 5, 13),
        number: "L-1 R".into(),
        reason: "Never delivered".into(),
    }));
    firm.receipts(&firm.boss, &[reversal]).await;
    assert_eq!((total(YEAR).await, total(BROKEN).await, total(GROSS).await), ((2, 850, 0), (1, 800, 1), (2, 950, 0)));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_report_is_about_what_its_reader_sees(pool: PgPool) {
    let (firm, _) = firm_with(pool, &[]).await;
    let director = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let manager = firm.hire("Max Manager", OrgRole::AccountManager, Some(director.person)).await;
    let other = firm.hire("Olga Other", OrgRole::AccountManager, None).await;
    let ids: Vec<AccountId> = (0..3).map(|_| id()).collect();
    let leads = [Some(manager.person), Some(other.person), None];
    let mut sent: Vec<Value> = ids.iter().zip(leads).map(|(id, lead)| packed(&create(*id, "Firm", lead))).collect();
    sent.extend(ids.iter().zip([100, 200, 700]).map(|(id, minor)| trade(*id, "2025-03-01", minor)));
    firm.receipts(&firm.boss, &sent).await;

    for (hand, total, whole) in
        [(&firm.boss, 1000, true), (&director, 100, false), (&manager, 100, false), (&other, 200, false)]
    {
        let seen = report(&firm, hand, "concentration").await;
        assert_eq!((&seen["total_minor"], &seen["whole"]), (&json!(total), &json!(whole)));
        let moved = report(&firm, hand, "movers?from=2025-01-01&to=2025-12-31").await;
        assert_eq!(moved["up"].as_array().unwrap().len(), if whole { 3 } else { 1 });
    }
    let line = report(&firm, &firm.boss, &format!("concentration?scope=line:{}", director.person)).await;
    assert_eq!((&line["total_minor"], &line["n"]), (&json!(100), &json!(1)));
    // Nobody sees more by asking for a line.
    let theirs = report(&firm, &manager, &format!("concentration?scope=line:{}", other.person)).await;
    assert_eq!(theirs["n"], json!(0));
    assert_eq!(report(&firm, &firm.boss, "concentration?scope=segment:Retail").await["n"], json!(3));
    assert_eq!(report(&firm, &firm.boss, "concentration?scope=country:France").await["n"], json!(0));

    for wrong in [
        "concentration?scope=everything".to_owned(),
        format!("concentration?scope=line:{}", id::<PersonId>()),
        "concentration?basis=profit".into(),
        "concentration?group=yes".into(),
        format!("concentration?scope=group:{}", id::<AccountId>()),
        "concentration?months=3".into(),
        "concentration?from=2025-02-30".into(),
        "concentration?from=2025-07-01&to=2025-06-30".into(),
        "series?months=0".into(),
        "series?months=121".into(),
        "movers?limit=0".into(),
        "retention?limit=1".into(),
        "retention?prior_from=2025-07-01&prior_to=2025-06-30".into(),
    ] {
        let told = firm.get(&firm.boss, &format!("/api/v1/reports/{wrong}")).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {}", told.body);
    }
    let stranger = Hand { person: id(), token: "nobody".into() };
    assert_eq!(firm.get(&stranger, "/api/v1/reports/concentration").await.status, StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_became_of_a_book_is_told_step_by_step(pool: PgPool) {
    let names = ["A", "B", "C", "D", "E", "F", "G"];
    let named: Vec<(&str, Option<PersonId>)> = names.iter().map(|name| (*name, None)).collect();
    let (firm, ids) = firm_with(pool, &named).await;
    let before = [100, 80, 50, 40, 0, 30, 0];
    let now = [120, 60, 0, 40, 30, 33, -4];
    let mut documents = Vec::new();
    for ((account, before), now) in ids.iter().zip(before).zip(now) {
        documents.push(trade(*account, "2024-05-05", before));
        documents.push(trade(*account, "2025-05-05", now));
    }
    firm.receipts(&firm.boss, &documents).await;
    let windows = "from=2025-01-01&to=2025-12-31&prior_from=2024-01-01&prior_to=2024-12-31";
    let told = report(&firm, &firm.boss, &format!("retention?{windows}")).await;
    let fraction = |field: &str| told[field]["fraction"].clone();
    assert_eq!(["grr", "nrr", "logo_churn"].map(fraction), [json!("23/30"), json!("253/300"), json!("1/5")]);
    assert_eq!(
        told["bridge"],
        json!({
            "start_minor": 300, "expansion_minor": 23, "contraction_minor": 20, "churn_minor": 50, "new_minor": 30,
            "remainder_minor": -4, "end_minor": 279,
        })
    );
    assert_eq!((&told["cohort"], &told["churned"]), (&json!(5), &json!(1)));
    // The window before ends the day before, and is a year long.
    let by_default = report(&firm, &firm.boss, "retention?from=2025-01-01&to=2025-12-31").await;
    assert_eq!((&by_default["prior_from"], &by_default["bridge"]), (&json!("2024-01-01"), &told["bridge"]));

    let moved = report(&firm, &firm.boss, &format!("movers?{windows}&limit=2")).await;
    let names = |field: &str| -> Vec<(Value, Value)> {
        moved[field].as_array().unwrap().iter().map(|row| (row["name"].clone(), row["change_minor"].clone())).collect()
    };
    assert_eq!(names("up"), [(json!("E"), json!(30)), (json!("A"), json!(20))]);
    assert_eq!(names("down"), [(json!("C"), json!(-50)), (json!("B"), json!(-20))]);

    let entered = report(&firm, &firm.boss, "entered-left?from=2024-12-31&to=2025-12-31").await;
    assert_eq!(
        (&entered["size_before"], &entered["size_now"], &entered["entered"]),
        (&json!(1), &json!(1), &json!([]))
    );
    firm.receipts(&firm.boss, &[trade(ids[4], "2025-06-06", 500)]).await;
    let entered = report(&firm, &firm.boss, "entered-left?from=2024-12-31&to=2025-12-31").await;
    assert_eq!(
        entered["entered"],
        json!([{
            "account": ids[4], "name": "E", "rank_before": null, "rank_now": 1, "before_minor": 0, "now_minor": 530, "why": "new",
        }])
    );
    assert_eq!((&entered["left"][0]["name"], &entered["left"][0]["why"]), (&json!("A"), &json!("others")));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_series_says_month_by_month_what_the_report_says_of_each(pool: PgPool) {
    let (firm, ids) = firm_with(pool, &[("A", None), ("B", None), ("C", None)]).await;
    let mut documents = Vec::new();
    for (number, account) in ids.iter().enumerate() {
        for month in 1..=12 {
            let minor = 100 * month * (i64::try_from(number).unwrap() + 1) - 450;
            documents.push(trade(*account, &format!("2024-{month:02}-28"), minor));
            documents.push(trade(*account, &format!("2025-{month:02}-{:02}", 12 + month), -minor + 900));
        }
    }
    firm.receipts(&firm.boss, &documents).await;
    for basis in ["net", "gross"] {
        let series = report(&firm, &firm.boss, &format!("series?months=14&to=2025-12-31&basis={basis}")).await;
        let points = series["points"].as_array().unwrap();
        assert_eq!(points.len(), 14);
        assert_eq!((&points[0]["to"], &points[2]["to"]), (&json!("2024-11-30"), &json!("2025-01-31")));
        for point in points {
            let to: jiff::civil::Date = point["to"].as_str().unwrap().parse().unwrap();
            let from = Window::year_to(to).first();
            let alone = report(&firm, &firm.boss, &format!("concentration?from={from}&to={to}&basis={basis}")).await;
            for (field, value) in point.as_object().unwrap() {
                assert_eq!(*value, alone[field], "{field} to {to}");
            }
        }
    }
    a_page_says_what_the_reports_say(&firm).await;
}

/// The figures of a page of reports, as a browser reads them.
async fn page<T: serde::de::DeserializeOwned>(firm: &Firm, address: &str) -> T {
    let told = firm.get(&firm.boss, &format!("/api/v1/page?path={}", app::paths::encoded(address))).await;
    let PagePart::Report(part) = read::<PageData>(&told.body).unwrap().part else { panic!("{address}: {}", told.body) };
    part.read().unwrap()
}

async fn a_page_says_what_the_reports_say(firm: &Firm) {
    let part: ConcentrationPart = page(firm, "/concentration?to=2025-12-31&basis=gross").await;
    let alone = report(firm, &firm.boss, "concentration?to=2025-12-31&basis=gross").await;
    let figures = serde_json::to_value(&part.figures).unwrap();
    for (field, value) in figures.as_object().unwrap() {
        assert_eq!(*value, alone[field], "{field}");
    }
    let names: Vec<&str> = part.first.iter().map(|one| one.name.as_str()).collect();
    assert_eq!((names.len(), part.curve.first(), part.curve.last()), (3, Some(&[0, 0]), Some(&[10_000, 10_000])));
    // The ledger begins on 28 January 2024: what lies before is not whole, and nobody brought anything in 2023.
    let whole = part.series.iter().find(|spot| spot.is_whole).unwrap();
    assert_eq!((part.series.len(), whole.to), (36, "2025-01-31".parse().unwrap()));
    assert_eq!(part.series.first().unwrap().top_permille, None);
    let share = part.figures.top10pct.unwrap().ratio().unwrap().scaled(1000);
    assert_eq!(part.series.last().unwrap().top_permille, Some(share));

    let part: RetentionPart = page(firm, "/retention?to=2025-12-31").await;
    let alone = report(firm, &firm.boss, "retention?to=2025-12-31").await;
    assert_eq!(serde_json::to_value(&part.figures.nrr).unwrap(), alone["nrr"]);
    assert_eq!(serde_json::to_value(part.figures.bridge).unwrap(), alone["bridge"]);
    assert_eq!(json!(part.prior), json!({"from": alone["prior_from"], "to": alone["prior_to"]}));
}

/// Two ways to one figure: what the database adds up, and what the rules say of the documents themselves.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_figures_of_the_demo_are_those_of_its_documents(pool: PgPool) {
    let house = House::new(pool);
    let cookie = house.post("/look-around", &[], "").await.cookie();
    let told = house.get("/api/v1/page?path=/concentration", &cookie).await;
    let PagePart::Report(part) = read::<PageData>(&told.body).unwrap().part else { panic!("{}", told.body) };
    let part: ConcentrationPart = part.read().unwrap();

    let today = house.server.engine.clock().today();
    let model = sample::model(today);
    let portfolio = |to: Day| {
        let window = Window::year_to(to);
        let mut revenues: BTreeMap<AccountId, i64> = BTreeMap::new();
        for document in model.documents.values().filter(|document| window.holds(document.day)) {
            *revenues.entry(document.account).or_default() += document.net_minor();
        }
        Portfolio::of(revenues)
    };
    let to = model.workspace.as_ref().unwrap().reports_to(today);
    assert_eq!((part.window.to, &part.figures), (to, &Concentration::from(&portfolio(to))));
    for spot in &part.series {
        let share = portfolio(spot.to).top_percent_share(10).map(|share| share.scaled(1000));
        assert_eq!(spot.top_permille, share, "{}", spot.to);
    }
    let whole: Vec<i64> =
        part.series.iter().filter(|spot| spot.is_whole).filter_map(|spot| spot.top_permille).collect();
    assert!(whole.len() >= 24, "{} months of whole years", whole.len());
    assert!(whole[0] < 270 && whole[whole.len() - 1] > 570, "{whole:?}");
}

/// A with B below it and C below that, D with E below it, F alone; the manager leads B, a colleague A and C.
async fn groups(pool: PgPool) -> (Firm, Vec<AccountId>, Hand, Hand) {
    let (firm, _) = firm_with(pool, &[]).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let olga = firm.hire("Olga Other", OrgRole::AccountManager, None).await;
    let ids: Vec<AccountId> = (0..6).map(|_| id()).collect();
    let [a, b, c, d, e, f] = ids[..] else { unreachable!() };
    let leads = [Some(olga.person), Some(max.person), Some(olga.person), None, None, None];
    let accounts = ids.iter().zip(["A", "B", "C", "D", "E", "F"]).zip(leads);
    let mut sent: Vec<Value> = accounts.map(|((id, name), lead)| packed(&create(*id, name, lead))).collect();
    let edit = |account, edit| packed(&Command::EditAccount(EditAccount { account, edit }));
    sent.extend([(b, a), (c, b), (e, d)].map(|(account, parent)| edit(account, AccountEdit::Parent(Some(parent)))));
    sent.push(edit(c, AccountEdit::Segment("Rail".into())));
    sent.extend([(a, 10), (c, 40), (f, 100)].map(|(account, minor)| trade(account, "2024-05-05", minor)));
    let now = [(a, 100), (b, 200), (c, 50), (c, -80), (d, 300), (e, -400), (f, 80)];
    sent.extend(now.map(|(account, minor)| trade(account, "2025-05-05", minor)));
    let receipts = firm.receipts(&firm.boss, &sent).await;
    assert!(receipts.iter().all(|receipt| receipt.seq.is_some()), "{receipts:?}");
    (firm, ids, max, olga)
}

const WINDOWS: &str = "from=2025-01-01&to=2025-12-31&prior_from=2024-01-01&prior_to=2024-12-31";
const WINDOW: &str = "concentration?from=2025-01-01&to=2025-12-31";

/// How many, what they brought, how many brought nothing or less, and what that adds up to.
fn counts(told: &Value) -> [&Value; 4] {
    ["n", "total_minor", "nonpositive", "nonpositive_minor"].map(|field| &told[field])
}

/// The names of movers with what they bring now, those that grew first.
fn moved(told: &Value) -> Vec<(&str, i64)> {
    let rows = ["up", "down"].into_iter().flat_map(|field| told[field].as_array().unwrap());
    rows.map(|row| (row["name"].as_str().unwrap(), row["now_minor"].as_i64().unwrap())).collect()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_group_counts_as_one_under_the_name_of_its_head(pool: PgPool) {
    let (firm, ids, ..) = groups(pool).await;
    for (query, counted) in [
        ("", [4, 680, 2, -430]),
        ("&group=false", [4, 680, 2, -430]),
        // A with B and C 270, D with E −100, F 80.
        ("&group=true", [2, 350, 1, -100]),
        // Whoever has credits alone is no part of a gross book, nor of its group there.
        ("&basis=gross", [5, 730, 0, 0]),
        ("&basis=gross&group=true", [3, 730, 0, 0]),
    ] {
        let told = report(&firm, &firm.boss, &format!("{WINDOW}{query}")).await;
        assert_eq!(counts(&told), counted.map(|one| json!(one)).each_ref(), "{query}");
        assert_eq!(told["group"], json!(query.contains("group=true")));
    }
    let told = report(&firm, &firm.boss, &format!("{WINDOW}&group=true")).await;
    assert_eq!(told["top1"]["fraction"], json!("27/35"));

    let told = report(&firm, &firm.boss, &format!("retention?{WINDOWS}&group=true")).await;
    assert_eq!((&told["cohort"], &told["nrr"]["fraction"]), (&json!(2), &json!("7/3")));
    assert_eq!(
        told["bridge"],
        json!({
            "start_minor": 150, "expansion_minor": 220, "contraction_minor": 20, "churn_minor": 0, "new_minor": 0,
            "remainder_minor": -100, "end_minor": 250,
        })
    );
    let told = report(&firm, &firm.boss, &format!("movers?{WINDOWS}&group=true")).await;
    assert_eq!(moved(&told), [("A", 270), ("D", -100), ("F", 80)]);
    assert_eq!(told["up"][0]["account"], json!(ids[0]));
    let told = report(&firm, &firm.boss, "entered-left?from=2024-12-31&to=2025-12-31&group=true").await;
    assert_eq!((&told["entered"][0]["name"], &told["left"][0]["name"]), (&json!("A"), &json!("F")));
    let told = report(&firm, &firm.boss, "series?months=2&to=2025-12-31&group=true").await;
    assert_eq!(counts(&told["points"][1]), [2, 350, 1, -100].map(|one| json!(one)).each_ref());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_scope_says_whose_revenue_counts_and_the_group_under_which_name(pool: PgPool) {
    let (firm, ids, max, olga) = groups(pool).await;
    let [a, b, ..] = ids[..] else { unreachable!() };
    let (of_a, of_b) = (format!("group:{a}"), format!("group:{b}"));
    for (hand, scope, counted, names) in [
        (&firm.boss, of_a.as_str(), [2, 300, 1, -30], vec![("A", 270)]),
        (&firm.boss, of_b.as_str(), [1, 200, 1, -30], vec![("A", 170)]),
        (&firm.boss, "segment:Rail", [0, 0, 1, -30], vec![("A", -30)]),
        // What stands above B is not theirs to see.
        (&max, "all", [1, 200, 0, 0], vec![("B", 200)]),
        (&max, of_b.as_str(), [1, 200, 0, 0], vec![("B", 200)]),
        // That C stands below A by way of B only those know who see B.
        (&olga, "all", [1, 100, 1, -30], vec![("A", 100), ("C", -30)]),
        (&olga, of_a.as_str(), [1, 100, 0, 0], vec![("A", 100)]),
    ] {
        let told = report(&firm, hand, &format!("{WINDOW}&scope={scope}")).await;
        assert_eq!(counts(&told), counted.map(|one| json!(one)).each_ref(), "{scope}");
        assert_eq!(told["scope"], json!(scope));
        let told = report(&firm, hand, &format!("movers?{WINDOWS}&scope={scope}&group=true")).await;
        assert_eq!(moved(&told), names, "{scope}");
    }
    let told = firm.get(&max, &format!("/api/v1/reports/{WINDOW}&scope={of_a}")).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "as if it were not there: {}", told.body);
}
