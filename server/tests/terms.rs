//! The catalogue, contracts, partners and wallets over HTTP: what is kept, what is refused, and who learns of it.

use std::time::Duration;

use crate::support::firm::{Firm, Hand, as_of, create, id, packed};
use crate::support::house::Told;
use crate::support::sale::sale as recorded;
use app::wire::catalogue::{Catalogue, ProductListAnswer};
use app::wire::list::ListRule;
use app::wire::terms::{Terms, WalletReport};
use axum::body::Body;
use axum::http::{Request, header};
use domain::catalogue::{Product, ProductFamily};
use domain::command::Command;
use domain::contract::{Contract, Renewal};
use domain::ids::{AccountId, PersonId, ProductFamilyId};
use domain::keep::{Keep, Kept, Ruled, Wish};
use domain::partner::{Partner, PartnerKind, Partnership};
use domain::person::{EditPerson, OrgRole, PersonEdit};
use domain::rejection::{Outcome, Rejection};
use domain::undo::Undo;
use domain::wallet_estimate::{self, WalletEstimate};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::de::DeserializeOwned;
use serde_json::json;
use server::store;
use sqlx::PgPool;

fn keep<R: Ruled>(record: &R) -> Command {
    Command::Keep(Keep::one(record.account(), Wish::of_new(record)))
}

async fn get<T: DeserializeOwned>(firm: &Firm, hand: &Hand, path: &str) -> T {
    let told = firm.get(hand, path).await;
    assert_eq!(told.status.as_u16(), 200, "{path}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

async fn terms(firm: &Firm, hand: &Hand, account: AccountId) -> Terms {
    get(firm, hand, &app::paths::terms(account)).await
}

async fn take_list(firm: &Firm, hand: &Hand, list: &str) -> Told {
    let request = as_of(hand, Request::post("/api/v1/catalogue")).header(header::CONTENT_TYPE, "text/csv");
    firm.house.send(request.body(Body::from(list.to_owned())).unwrap()).await
}

async fn family(firm: &Firm, name: &str) -> ProductFamilyId {
    let family = ProductFamily { id: id(), name: name.to_owned(), ..ProductFamily::default() };
    firm.apply(&firm.boss, &keep(&family)).await;
    family.id
}

fn estimate(account: AccountId, family: ProductFamilyId, from_day: Date, yearly_minor: i64) -> WalletEstimate {
    WalletEstimate {
        id: id(),
        account,
        family,
        from_day,
        yearly_minor: Some(yearly_minor),
        ..WalletEstimate::default()
    }
}

fn sale(account: AccountId, day: Date, amount_minor: i64) -> Command {
    Command::RecordDocument(recorded(account, day, amount_minor))
}

fn contract(account: AccountId) -> Contract {
    Contract {
        id: id(),
        account,
        name: "Frame agreement".into(),
        from_day: date(2026, 1, 1),
        to_day: Some(date(2027, 12, 31)),
        amount_minor: 1_250_000,
        renewal: Renewal::ByNotice,
        notice_days: 60,
        note: "Signed in Antwerp".into(),
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_list_of_products_is_taken_in_whole_or_not_at_all(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let told =
        take_list(&firm, &firm.boss, "family,code,name\nDrives,D-1,Belt drive\nDrives,D-2,Chain drive\nSeals,,Ring\n")
            .await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    let answer: ProductListAnswer = serde_json::from_str(&told.body).unwrap();
    assert_eq!((answer.families, answer.products, answer.changed, answer.refused), (2, 3, 0, 0));
    let full: Catalogue = get(&firm, &firm.boss, "/api/v1/catalogue").await;
    let names: Vec<&str> = full.products.iter().map(|product| product.name.as_str()).collect();
    assert_eq!((names, full.families.len()), (vec!["Belt drive", "Chain drive", "Ring"], 2));

    // A name that is another product's already: nothing of the list goes in.
    let told = take_list(&firm, &firm.boss, "family;code;name\nFans;F-1;Fan\nFans;D-1;chain drive\nFans;F-2;\n").await;
    assert_eq!(told.status.as_u16(), 422, "{}", told.body);
    let answer: ProductListAnswer = serde_json::from_str(&told.body).unwrap();
    let lines: Vec<_> = answer.faults.iter().map(|fault| fault.line).collect();
    assert_eq!((answer.refused, lines), (2, vec![Some(3), Some(4)]));
    assert!(matches!(&answer.faults[0].rule, ListRule::Rejected { reason: Rejection::NameTaken { .. } }));
    assert_eq!(get::<Catalogue>(&firm, &firm.boss, "/api/v1/catalogue").await, full);

    // The same list again changes nothing and leaves no entry.
    let seq = firm.apply(&firm.boss, &create(id(), "One", None)).await;
    let again = take_list(&firm, &firm.boss, "family,code,name\nDrives,D-1,Belt drive\n").await;
    assert_eq!(again.status.as_u16(), 200);
    assert_eq!(firm.apply(&firm.boss, &create(id(), "Two", None)).await, seq + 1);

    let manager = firm.hire("Max Manager", OrgRole::KeyAccountManager, None).await;
    assert_eq!(take_list(&firm, &manager, "family,name\nFans,Fan\n").await.status.as_u16(), 403);
    assert_eq!(get::<Catalogue>(&firm, &manager, "/api/v1/catalogue").await, full, "no secret of the house");
    let admin = firm.hire("Adam Admin", OrgRole::Administrator, None).await;
    assert_eq!(take_list(&firm, &admin, "family,name\nFans,Fan\n").await.status.as_u16(), 200);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_list_is_one_entry_and_is_taken_back_as_one(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let before = firm.apply(&firm.boss, &create(id(), "One", None)).await;
    take_list(&firm, &firm.boss, "family,name\nDrives,Belt drive\nSeals,Ring\n").await;
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: before + 1, answer: id() })).await;
    assert_eq!(get::<Catalogue>(&firm, &firm.boss, "/api/v1/catalogue").await, Catalogue::default());
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: before + 2, answer: id() })).await;
    assert_eq!(get::<Catalogue>(&firm, &firm.boss, "/api/v1/catalogue").await.products.len(), 2);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_kept_is_loaded_the_same(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let mut kept = Kept::default();
    let family = ProductFamily { id: id(), name: "Drives".into(), code: "DR".into(), archived: true };
    let product = Product { id: id(), family: family.id, name: "Belt".into(), code: "B".into(), archived: true };
    let partner = Partner { id: id(), name: "Calder".into(), kind: PartnerKind::Logistics, archived: true };
    let partnership = Partnership { id: id(), account, partner: partner.id, role: "carries".into() };
    let open = Contract { id: id(), to_day: None, renewal: Renewal::None, notice_days: 0, ..contract(account) };
    for command in
        [keep(&family), keep(&product), keep(&partner), keep(&partnership), keep(&open), keep(&contract(account))]
    {
        firm.apply(&firm.boss, &command).await;
    }
    let told = WalletEstimate { source: "Their report".into(), ..estimate(account, family.id, date(2026, 1, 1), 7) };
    let unknown = WalletEstimate { id: id(), yearly_minor: None, ..told.clone() };
    for estimate in [&told, &unknown] {
        firm.apply(&firm.boss, &keep(estimate)).await;
    }
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    store::kept::load_catalogue(&mut connection, firm.workspace, &mut kept).await.unwrap();
    store::kept::load_terms(&mut connection, firm.workspace, account, &mut kept).await.unwrap();
    assert_eq!(kept.families.get(&family.id), Some(&family));
    assert_eq!(kept.products.get(&product.id), Some(&product));
    assert_eq!(kept.partners.get(&partner.id), Some(&partner));
    assert_eq!(kept.partnerships.get(&partnership.id), Some(&partnership));
    assert_eq!((kept.contracts.get(&open.id), kept.contracts.len()), (Some(&open), 2));
    let loaded = kept.estimates.get(&told.id).unwrap();
    assert_eq!(loaded.by, firm.boss.person);
    assert_eq!(*loaded, WalletEstimate { by: loaded.by, recorded: loaded.recorded, ..told });
    assert_eq!(kept.estimates.get(&unknown.id).unwrap().yearly_minor, None);
    // What holds on a day is told by the database as by the rule.
    for (to, count) in [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 9, 9), 1)] {
        let standing = store::wallet_estimate::load_standing(&mut connection, firm.workspace, to).await.unwrap();
        let wanted: Vec<WalletEstimate> =
            wallet_estimate::standing(kept.estimates.values(), to).into_iter().cloned().collect();
        assert_eq!((standing.len(), standing), (count, wanted));
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn terms_of_an_account_are_kept_changed_and_taken_back(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, None).await;
    let account = firm.account("One", Some(max.person)).await;
    let made = contract(account);
    let entry = firm.apply(&max, &keep(&made)).await;
    let found = terms(&firm, &max, account).await;
    assert_eq!(found.contracts, std::slice::from_ref(&made));
    // The amount is guarded: who saw another one is told so.
    let larger = Contract { amount_minor: 2_000_000, ..made.clone() };
    let edit = |before: &Contract, after: &Contract| {
        Command::Keep(Keep { account: Some(account), records: Wish::of_edit(before, after).into_iter().collect() })
    };
    firm.apply(&max, &edit(&made, &larger)).await;
    let late = firm.receipts(&max, &[packed(&edit(&made, &Contract { amount_minor: 3, ..made.clone() }))]).await;
    assert_eq!(late[0].outcome, Outcome::Conflict);
    // What changed since is not taken back by its first entry, and the account is not by that which took it in.
    let undo = |entry| packed(&Command::Undo(Undo { entry, answer: id() }));
    assert_eq!(firm.receipts(&max, &[undo(entry)]).await[0].outcome, Outcome::Conflict);
    assert_eq!(firm.receipts(&firm.boss, &[undo(entry - 1)]).await[0].outcome, Outcome::Conflict);
    let removal = Command::Keep(Keep::one(Some(account), Wish::of_removal(&larger)));
    let gone = firm.apply(&max, &removal).await;
    assert_eq!(terms(&firm, &max, account).await.contracts, []);
    firm.apply(&max, &Command::Undo(Undo { entry: gone, answer: id() })).await;
    assert_eq!(terms(&firm, &max, account).await.contracts, [larger]);
    let history = firm.get(&max, &app::paths::history(account, None)).await.body;
    assert!(history.contains("Frame agreement"), "{history}");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn terms_of_an_account_out_of_sight_are_not_there(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let olga = firm.hire("Olga Outside", OrgRole::KeyAccountManager, None).await;
    let account = firm.account("One", None).await;
    let nothing = firm.get(&olga, &app::paths::terms(id())).await;
    let hidden = firm.get(&olga, &app::paths::terms(account)).await;
    assert_eq!((hidden.status.as_u16(), hidden.status), (404, nothing.status));
    let made = contract(account);
    let [gone, nowhere] = [keep(&made), keep(&contract(id()))].map(|command| packed(&command));
    let receipts = firm.receipts(&olga, &[gone, nowhere]).await;
    assert_eq!(receipts[0].reason, receipts[1].reason, "as if there were no such account");
    // Nor does an account take what belongs to another one.
    let mine = firm.account("Mine", Some(olga.person)).await;
    let under = Command::Keep(Keep { account: Some(mine), records: vec![Wish::of_new(&made)] });
    assert_eq!(firm.receipts(&olga, &[packed(&under)]).await[0].outcome, Outcome::Refused);
    firm.apply(&firm.boss, &keep(&made)).await;
    let removal = Command::Keep(Keep::one(Some(mine), Wish::of_removal(&made)));
    assert_eq!(firm.receipts(&olga, &[packed(&removal)]).await[0].outcome, Outcome::Superseded);
}

/// The amount, the source and the id of an estimate, none of which stands anywhere else.
const AMOUNT: i64 = 918_273_645;
const SOURCE: &str = "canary-of-the-wallet";

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_wallet_never_reaches_who_may_not_see_it(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let director = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, Some(director.person)).await;
    let mut readers = Vec::new();
    for (name, hand, sees, trades) in [
        ("agency director", firm.token(firm.boss.person).await, true, true),
        ("account director", director, true, true),
        ("account manager", max.clone(), true, true),
        ("key account manager of others", firm.hire("Olga", OrgRole::KeyAccountManager, None).await, false, false),
        ("finance", firm.hire("Fay", OrgRole::Finance, None).await, false, true),
        ("administrator", firm.hire("Adam", OrgRole::Administrator, None).await, false, false),
        ("brand manager", firm.hire("Bea", OrgRole::BrandManager, None).await, false, false),
    ] {
        let live = firm.listen(&hand, None).await;
        readers.push((name, hand, live, sees, trades));
    }
    let account = firm.account("One", Some(max.person)).await;
    let drives = family(&firm, "Drives").await;
    let told = WalletEstimate { source: SOURCE.into(), ..estimate(account, drives, date(2026, 1, 1), AMOUNT) };
    firm.apply(&max, &keep(&told)).await;
    firm.apply(&max, &keep(&contract(account))).await;
    let today = firm.house.server.engine.clock().today();
    firm.apply(&max, &sale(account, today, 1_000)).await;
    for (name, hand, live, sees, trades) in &mut readers {
        let mut all = String::new();
        let mut late = firm.listen(hand, Some(1)).await;
        late.gather(Duration::from_millis(500)).await;
        live.gather(Duration::from_millis(500)).await;
        all += &late.seen;
        all += &live.seen;
        for path in [
            "/api/v1/model?scope=directory".to_owned(),
            format!("/api/v1/model?scope=account:{account}"),
            app::paths::history(account, None),
            app::paths::terms(account),
            format!("/api/v1/accounts/{account}/assessments"),
            "/api/v1/history".to_owned(),
            "/api/v1/catalogue".to_owned(),
            "/api/v1/reports/wallet".to_owned(),
            format!("/api/v1/page?path=/accounts/{account}"),
            "/api/v1/page?path=/wallet".to_owned(),
            "/api/v1/page?path=/catalogue".to_owned(),
        ] {
            all += &firm.get(hand, &path).await.body;
        }
        for canary in [AMOUNT.to_string(), SOURCE.to_owned(), told.id.to_string()] {
            assert_eq!(all.contains(&canary), *sees, "{name} sees {canary}");
        }
        assert_eq!(all.contains("Signed in Antwerp"), *trades, "{name} sees the contract");
        let report = firm.get(hand, "/api/v1/reports/wallet").await;
        let may_ask = *sees || *name == "key account manager of others";
        assert_eq!(report.status.as_u16(), if may_ask { 200 } else { 404 }, "{name}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn whose_right_to_see_wallets_goes_is_told_to_forget(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::AgencyDirector, None).await;
    let mut live = firm.listen(&max, None).await;
    for edit in [PersonEdit::AddRole(OrgRole::Finance), PersonEdit::RemoveRole(OrgRole::AgencyDirector)] {
        firm.apply(&firm.boss, &Command::EditPerson(EditPerson { person: max.person, edit })).await;
    }
    live.gather(Duration::from_millis(500)).await;
    assert!(live.seen.contains("event: rescope"), "{}", live.seen);
}

async fn report(firm: &Firm, hand: &Hand, query: &str) -> WalletReport {
    get(firm, hand, &format!("/api/v1/reports/wallet?{query}")).await
}

/// The vector: 500,000 of which 175,000 is ours, and with a second account 80,000 of 100,000.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn shares_of_wallets_are_weighted_and_unknown_is_not_zero(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, None).await;
    let of_max = Some(max.person);
    let [one, two, three, four] = [
        firm.account("One", None).await,
        firm.account("Two", of_max).await,
        firm.account("Three", None).await,
        firm.account("Four", None).await,
    ];
    let to = date(2025, 12, 31);
    let [a, b, c] = [family(&firm, "A").await, family(&firm, "B").await, family(&firm, "C").await];
    let thousand = 100_000;
    for (account, minor) in [(one, 175 * thousand), (two, 80 * thousand), (three, 60 * thousand)] {
        firm.apply(&firm.boss, &sale(account, to, minor)).await;
    }
    let wallets = [(one, a, 200), (one, b, 180), (one, c, 120), (two, a, 100)];
    for (account, family, wallet) in wallets {
        firm.apply(&firm.boss, &keep(&estimate(account, family, date(2025, 6, 1), wallet * thousand))).await;
    }
    let only = report(&firm, &firm.boss, "scope=country:United%20Kingdom").await;
    assert_eq!(only.window.from, date(2025, 1, 1));
    let share = only.figures.share.as_ref().unwrap();
    assert_eq!((share.fraction.as_str(), share.decimal.as_str()), ("17/40", "0.425000000000"));
    assert_eq!((only.figures.accounts, only.figures.ours_minor), (2, 255 * thousand));
    assert_eq!((only.figures.wallet_minor, only.figures.white_minor), (600 * thousand, 345 * thousand));
    // Two have no estimate, one of them without any trade.
    assert_eq!((only.unknown, only.unknown_minor), (2, 60 * thousand));
    let items: Vec<_> = only.items.iter().map(|item| (item.account, item.white_minor)).collect();
    assert_eq!(items, [(one, 325 * thousand), (two, 20 * thousand)]);
    let shares: Vec<_> = only.items.iter().map(|item| item.share.as_ref().unwrap().fraction.clone()).collect();
    assert_eq!(shares, ["7/20", "4/5"]);
    assert!(!only.ours_by_family);
    let families: Vec<_> = only
        .families
        .iter()
        .map(|told| (told.name.as_str(), told.accounts, told.wallet_minor, told.ours_minor))
        .collect();
    assert_eq!(
        families,
        [("A", 2, 300 * thousand, None), ("B", 1, 180 * thousand, None), ("C", 1, 120 * thousand, None)]
    );

    // Who sees one of them is told of that one, and that it is not the whole.
    let mine = report(&firm, &max, "").await;
    assert_eq!((mine.figures.accounts, mine.unknown, mine.about.whole), (1, 0, false));
    assert_eq!(mine.figures.share.unwrap().fraction, "4/5");
    // The account's page tells the same of its own year.
    let figures = terms(&firm, &firm.boss, one).await.wallet.unwrap().figures.unwrap();
    assert_eq!((figures.share.unwrap().fraction.as_str(), figures.white_minor), ("7/20", 325 * thousand));
    assert_eq!(terms(&firm, &firm.boss, three).await.wallet.unwrap().figures, None);

    // A window before any estimate knows nothing, one of a tenth of a year a tenth of the wallets.
    let before = report(&firm, &firm.boss, "from=2025-05-01&to=2025-05-31").await;
    assert_eq!((before.figures.accounts, before.figures.share, before.unknown), (0, None, 4));
    let part = report(&firm, &firm.boss, "from=2025-10-20&to=2025-12-31").await;
    assert_eq!((part.figures.wallet_minor, part.figures.ours_minor), (120 * thousand, 255 * thousand));
    assert_eq!(part.figures.white_minor, 0);
    // A newer word counts from its day, and one that says nothing makes it unknown again.
    firm.apply(&firm.boss, &keep(&estimate(two, a, date(2025, 7, 1), 160 * thousand))).await;
    let silent = WalletEstimate { yearly_minor: None, ..estimate(one, c, date(2025, 8, 1), 0) };
    firm.apply(&firm.boss, &keep(&silent)).await;
    let later = report(&firm, &firm.boss, "").await;
    assert_eq!((later.figures.accounts, later.figures.wallet_minor), (2, 540 * thousand));
    assert_eq!(report(&firm, &firm.boss, "limit=1").await.items.len(), 1);
    let wrong = firm.get(&firm.boss, "/api/v1/reports/wallet?limit=201").await;
    assert_eq!(wrong.status.as_u16(), 422);
    let _ = four;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_share_is_of_the_year_to_the_reporting_date(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let today = firm.house.server.engine.clock().today();
    let drives = family(&firm, "Drives").await;
    firm.apply(&firm.boss, &sale(account, today.saturating_sub(400.days()), 5_000)).await;
    firm.apply(&firm.boss, &sale(account, today, 3_000)).await;
    firm.apply(&firm.boss, &keep(&estimate(account, drives, today, 10_000))).await;
    let wallet = terms(&firm, &firm.boss, account).await.wallet.unwrap();
    assert_eq!((wallet.window.to, wallet.figures.unwrap().ours_minor), (today, 3_000));
    let bad = packed(&keep(&estimate(account, drives, today.tomorrow().unwrap(), 1)));
    let receipt = firm.receipts(&firm.boss, &[bad]).await.remove(0);
    assert_eq!(receipt.reason, Some(Rejection::DayInFuture { latest: today }));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_wish_that_names_no_kind_of_these_is_refused(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let wish = |of: &str| {
        let records = json!([{"of": of, "record": id::<PersonId>(), "act": "create", "fields": [{"field": "name", "after": "x"}]}]);
        json!({"id": id::<PersonId>(), "made_at": jiff::Timestamp::now(), "base_seq": 0, "command": {"kind": "keep", "records": records}})
    };
    for of in ["person", "account", "workspace", "document", "trailing", "no_such_kind"] {
        let receipt = firm.receipts(&firm.boss, &[wish(of)]).await.remove(0);
        assert_eq!((receipt.outcome, receipt.reason), (Outcome::Refused, Some(Rejection::CommandUnknown)), "{of}");
    }
}
