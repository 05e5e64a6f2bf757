//! The trade of a real wholesaler, 22,190 rows, as far as the file is at hand.

use std::path::PathBuf;
use std::time::Instant;

use app::wire::import::Units;
use sqlx::{ConnectOptions, PgPool};

use super::books::Books;
use crate::support::process::{Folder, Mainstay};

/// The file, or a word on why the test says nothing.
pub fn file() -> Option<Vec<u8>> {
    let place = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/online-retail/invoices.csv");
    let file = std::fs::read(&place).ok();
    if file.is_none() {
        println!("SKIPPED: {} is missing", place.display());
    }
    file
}

/// What a correct program finds in it.
async fn assert_sums(books: &Books) {
    books.assert_settled().await;
    let net = "sum(case kind when 'sale' then amount_minor else -amount_minor end)";
    let of = |what: &str, filter: &str| {
        format!("select ({what})::bigint from (select {net} as net from document {filter} group by account_id) account")
    };
    for (what, filter, wanted) in [
        ("count(*)", "", 4372),
        ("count(*) filter (where net > 0)", "", 4317),
        ("count(*) filter (where net <= 0)", "", 55),
        ("sum(net) filter (where net > 0)", "", 831_329_495),
        ("sum(net)", "", 830_006_581),
        ("count(*) filter (where net > 0)", "where kind = 'sale'", 4338),
        ("count(*) filter (where net <= 0)", "where kind = 'sale'", 1),
        ("sum(net)", "where kind = 'sale'", 891_140_790),
    ] {
        let sql = sqlx::AssertSqlSafe(of(what, filter));
        let found: i64 = sqlx::query_scalar(sql).fetch_one(&books.pool).await.unwrap();
        assert_eq!(found, wanted, "{what} {filter}");
    }
    let months = "select (sum(sales_minor) - sum(credits_minor))::bigint from month_total";
    assert_eq!(books.number(months).await, 830_006_581);
    assert_eq!(books.number("select count(*) from document where amount_minor = 0").await, 4);
    assert_eq!(books.number("select count(*) from account where owner_id is null").await, 4372);
}

/// What the figures of concentration come to over all of the file.
async fn assert_concentration(books: &Books) {
    for (basis, counts, ratios, abc) in [
        (
            "gross",
            [4338, 1, 891_140_790, 402, 1133],
            ["0.031444", "0.613751", "0.746171", "0.715140"],
            [1133, 1469, 1736],
        ),
        (
            "net",
            [4317, 55, 831_329_495, 440, 1178],
            ["0.033620", "0.596991", "0.734634", "0.702828"],
            [1178, 1456, 1683],
        ),
    ] {
        let began = Instant::now();
        let path = format!("/api/v1/reports/concentration?from=2010-12-01&to=2011-12-09&basis={basis}");
        let told: serde_json::Value = serde_json::from_str(&books.get(&path).await.body).unwrap();
        println!("concentration, {basis}, after {} ms", began.elapsed().as_millis());
        assert_eq!(
            ["n", "nonpositive", "total_minor", "k60", "k80"].map(|field| told[field].as_i64().unwrap()),
            counts
        );
        let decimal = |field: &str| told[field]["decimal"].as_str().unwrap().parse::<f64>().unwrap();
        let found = ["top1", "top10pct", "top20pct", "gini"].map(|field| format!("{:.6}", decimal(field)));
        assert_eq!(found, ratios, "{basis}");
        let hhi = format!("{:.4}", decimal("hhi"));
        assert_eq!(hhi, if basis == "gross" { "46.4360" } else { "45.0038" });
        assert_eq!(["a", "b", "c"].map(|class| told["abc"][class].as_i64().unwrap()), abc, "{basis}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_real_file_is_in_by_the_api_and_again_nothing_changes(pool: PgPool) {
    let Some(file) = file() else { return };
    let books = Books::open(pool).await;
    let looked_at = books.house.server.feeds.directory_now(books.workspace).await.unwrap().accounts.len();
    assert_eq!(looked_at, 0);

    let began = Instant::now();
    let answer = books.take("", &file).await;
    println!("taken in after {} ms", began.elapsed().as_millis());
    assert_eq!((answer.imported, answer.accounts_created, answer.unchanged), (22_190, 4_372, 0));
    assert_eq!((answer.refused_count, answer.notes.len()), (0, 8));
    assert!(answer.notes.iter().all(|note| note.column == "country"));
    let total = answer.totals[0];
    assert_eq!((total.sales_minor, total.credits_minor), (891_140_790, 891_140_790 - 830_006_581));
    let settings = answer.settings.as_ref().unwrap();
    assert_eq!((settings.units, &*settings.date, &*settings.separator), (Units::Minor, "YYYY-MM-DD", ","));
    assert_sums(&books).await;

    let began = Instant::now();
    let directory = books.house.server.feeds.directory_now(books.workspace).await.unwrap();
    println!("directory at hand after {} ms", began.elapsed().as_millis());
    assert_eq!(directory.accounts.len(), 4_372);
    let trailing: i64 = directory.trailing.values().map(|figure| figure.revenue_ttm_minor).sum();
    let stands =
        "select sum(revenue_ttm_minor)::bigint from trailing_figure join workspace using (workspace_id, sheet_id)";
    assert_eq!(trailing, books.number(stands).await);
    drop(directory);
    assert_concentration(&books).await;

    let before = books.counts().await;
    let began = Instant::now();
    let again = books.take("", &file).await;
    println!("found unchanged after {} ms", began.elapsed().as_millis());
    assert_eq!((again.import_id, again.imported, again.unchanged), (answer.import_id, 0, 22_190));
    assert_eq!((again.totals, again.notes.len()), (answer.totals, 8));
    assert_eq!((books.counts().await, books.staged().await), (before, 0));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_real_file_is_in_by_the_command_line_and_again_nothing_changes(pool: PgPool) {
    let Some(file) = file() else { return };
    let books = Books::open(pool).await;
    let folder = Folder::new("import");
    let path = folder.path().join("invoices.csv");
    std::fs::write(&path, file).unwrap();
    let url = books.pool.connect_options().to_url_lossy().to_string();
    let import = async |more: &[&str]| {
        let user = ["import", "--database-url", &url, "--user", "anna@northwind.example"];
        let arguments: Vec<String> = user.iter().chain(more).map(|argument| (*argument).to_owned()).collect();
        let work = tokio::task::spawn_blocking(move || {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            Mainstay::run(&Folder::new("import-run"), &arguments)
        });
        work.await.unwrap()
    };
    let place = path.to_str().unwrap();
    let said = import(&[place, "--check"]).await;
    assert!(said.contains("Would be: 22,190 documents taken in, 4,372 accounts made"), "{said}");
    assert_eq!(books.counts().await, [0; 5]);
    let said = import(&[place, "--currency", "GBP"]).await;
    assert!(said.contains("22,190 documents taken in, 4,372 accounts made"), "{said}");
    assert!(said.contains("8,911,407.90"), "{said}");
    assert_sums(&books).await;
    let before = books.counts().await;
    let said = import(&[place]).await;
    assert!(said.contains("All of it was there already: 22,190 rows unchanged"), "{said}");

    // What is refused is said row by row, in words, and the command fails.
    std::fs::write(&path, "number,customer,date,net\nX1,X,2011-01-01,1.50\nX2,X,2011-01-01,x\n").unwrap();
    let said = import(&[place]).await;
    assert!(said.contains("Line 3: net “x”: This is no amount") && said.contains("mainstay: 1 row refused"), "{said}");
    let said = import(&[place, "--currency", "EUR"]).await;
    assert!(said.contains("mainstay:") && said.contains("There is no rate for EUR"), "{said}");
    assert_eq!((books.counts().await, books.staged().await), (before, 0));
    let said = import(&[place, "--partial"]).await;
    assert!(
        said.contains("1 document taken in, 1 account made") && said.contains("1 row refused and left out"),
        "{said}"
    );
}
