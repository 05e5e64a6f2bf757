//! What goes in, how it is read, and that it goes in whole.

use std::sync::Arc;

use app::wire::import::{DecimalMark, ImportAnswer, ImportField, Units};
use app::wire::{Rescope, Scope};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sqlx::PgPool;

use super::books::{Books, HEADINGS};
use crate::support::listener::Listener;

fn rows(rows: &str) -> Vec<u8> {
    format!("{HEADINGS}{rows}").into_bytes()
}

const GOOD: &str =
    "A1,A,2011-01-31,10.00,invoice,France,Ada Ltd,\nA2,A,2011-02-01,-2.50,credit,,,\nB1,B,2011-02-01,0,,,,\n";

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_file_is_in_the_books_with_one_entry_and_the_same_again_changes_nothing(pool: PgPool) {
    let books = Books::open(pool).await;
    let answer = books.take("", rows(GOOD)).await;
    assert_eq!((answer.imported, answer.accounts_created, answer.unchanged), (3, 2, 0));
    assert_eq!((answer.totals[0].sales_minor, answer.totals[0].credits_minor), (1000, 250));
    let import = answer.import_id.unwrap();
    assert_eq!(books.counts().await, [3, 2, 1, 3, 1]);
    books.assert_settled().await;
    let accounts: Vec<(String, String, String, Option<uuid::Uuid>)> =
        sqlx::query_as("select reference, name, country, owner_id from account order by reference")
            .fetch_all(&books.pool)
            .await
            .unwrap();
    let account = |reference: &str, name: &str, country: &str| (reference.into(), name.into(), country.into(), None);
    assert_eq!(accounts, [account("A", "Ada Ltd", "France"), account("B", "B", "")]);
    assert_eq!(books.number("select count(*) from log where bulk and kind = 'import_batch'").await, 1);
    assert_eq!(books.number("select count(*) from document join import on import.id = import_id").await, 3);

    let again = books.take("", rows(GOOD)).await;
    assert_eq!((again.import_id, again.imported, again.accounts_created, again.unchanged), (Some(import), 0, 0, 3));
    assert_eq!(again.totals, answer.totals);
    assert_eq!((books.counts().await, books.staged().await), ([3, 2, 1, 3, 1], 0));

    // More of it later: what is there stays, what is new comes in, and the figures move with it.
    let more = books.take("", rows(&format!("{GOOD}B2,B,2012-01-05,7,,,,\nA3,A,2011-02-09,1,,,,\n"))).await;
    assert_eq!((more.imported, more.accounts_created, more.unchanged), (2, 0, 3));
    assert_ne!(more.import_id, Some(import));
    books.assert_settled().await;
    assert_eq!(books.number("select extract(year from last_ledger_day)::bigint from workspace").await, 2012);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn one_faulty_row_refuses_the_file_unless_the_good_ones_are_asked_for(pool: PgPool) {
    let books = Books::open(pool).await;
    let file = rows(&format!("{GOOD}X1,X,2011-13-01,1,,,,\nshort\nA1,A,2011-01-31,10.00,invoice,,,\n"));
    let (status, answer) = books.send("", &file).await;
    assert_eq!((status, answer.refused_count, answer.imported), (StatusCode::UNPROCESSABLE_ENTITY, 2, 0));
    assert_eq!(answer.refused.iter().map(|row| row.line).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(books.counts().await, [0; 5]);

    let answer = books.take("&partial=true", &file).await;
    assert_eq!((answer.imported, answer.accounts_created, answer.unchanged, answer.refused_count), (3, 2, 1, 2));
    assert_eq!(books.number("select refused from import").await, 2);
    books.assert_settled().await;
    let again = books.take("&partial=true", &file).await;
    assert_eq!((again.imported, again.unchanged, again.refused_count), (0, 4, 2));

    let (status, answer) = books.send("&partial=true", rows("X1,X,2011-13-01,1,,,,\n")).await;
    assert_eq!((status, answer.refused_count), (StatusCode::UNPROCESSABLE_ENTITY, 1), "nothing went in");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_look_tells_what_would_come_in_and_changes_nothing(pool: PgPool) {
    let books = Books::open(pool).await;
    let answer = books.take("&check=true", rows(GOOD)).await;
    assert_eq!((answer.import_id, answer.imported, answer.accounts_created), (None, 3, 2));
    assert_eq!((answer.totals[0].sales_minor, answer.totals[0].credits_minor), (1000, 250));
    let settings = answer.settings.unwrap();
    assert_eq!((&*settings.encoding, &*settings.separator, &*settings.date), ("utf-8", ",", "YYYY-MM-DD"));
    assert_eq!((settings.units, settings.decimal), (Units::Major, DecimalMark::Point));
    assert_eq!(settings.columns.get(&ImportField::Reference).unwrap(), "customer");
    assert_eq!((books.counts().await, books.staged().await), ([0; 5], 0));
    let (status, answer) = books.send("&check=true", rows("A1,A,2011-01-31,1O,,,,\n")).await;
    assert_eq!((status, answer.refused_count), (StatusCode::UNPROCESSABLE_ENTITY, 1));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_file_is_read_as_it_is_written_or_as_the_mapping_says(pool: PgPool) {
    let books = Books::open(pool).await;
    let german = "Belegnr;Kundennr;Kundenname;Land;Belegdatum;Nettobetrag;Belegart\r\n\
                  R1;K1;M\u{fc}ller;\u{d6}sterreich;13.12.2010;1.234,50;Rechnung\r\nR2;K1;;;14.12.2010;-4,50;Gutschrift\r\n";
    let latin: Vec<u8> = german.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let answer = books.take("", latin).await;
    let settings = answer.settings.unwrap();
    assert_eq!((&*settings.encoding, &*settings.separator, &*settings.date), ("windows-1252", ";", "DD.MM.YYYY"));
    assert_eq!((answer.totals[0].sales_minor, answer.totals[0].credits_minor), (123_450, 450));
    let name: String = sqlx::query_scalar("select name from account").fetch_one(&books.pool).await.unwrap();
    assert_eq!(name, "Müller");

    // The same file means another thing by another word of its sender.
    let file = "Slip,Who,When,Worth\n{n}1,C,01/02/2011,\"1,500\"\n{n}2,C,03/04/2011,\"2,5\"\n";
    let mapping = |date: &str, rest: &str| {
        let json =
            format!(r#"{{"number":"slip","customer":"Who","day":"When","amount":"Worth","date":"{date}"{rest}}}"#);
        let coded: String = json.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("&mapping={coded}")
    };
    for (n, date, rest, minor, day) in [
        ("D", "DD/MM/YYYY", "", 150 + 250, "2011-02-01"),
        ("M", "MM/DD/YYYY", r#","decimal":",""#, 150 + 250, "2011-01-02"),
    ] {
        let answer = books.take(&mapping(date, rest), file.replace("{n}", n)).await;
        assert_eq!(answer.totals[0].sales_minor, minor, "{n}");
        let told: String = sqlx::query_scalar("select min(day)::text from document where number like $1 || '%'")
            .bind(n)
            .fetch_one(&books.pool)
            .await
            .unwrap();
        assert_eq!(told, day);
    }
    let minor = mapping("DD/MM/YYYY", r#","units":"minor","decimal":".""#);
    let (_, answer) = books.send(&minor, file.replace("{n}", "P")).await;
    assert_eq!(answer.refused.iter().map(|row| row.line).collect::<Vec<_>>(), [3], "2,5 is no number of pence");
    let (_, answer) = books.send(&mapping("YYYY-MM-DD", ""), file.replace("{n}", "Q")).await;
    assert_eq!(answer.refused_count, 2);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_first_by_date_is_kept_and_the_others_are_told(pool: PgPool) {
    let books = Books::open(pool).await;
    let file = rows(
        "A1,A,2011-03-01,1,,Spain,Late,\nA2,A,2011-01-01,1,,Belgium,Early,\nA3,A,2011-01-01,1,,Austria,Early,\n\
         B1,B,2011-01-01,1,,Denmark,,\nA4,A,2011-04-01,1,,Belgium,,\n",
    );
    let answer = books.take("", &file).await;
    let told: Vec<_> =
        answer.notes.iter().map(|note| (note.line, &*note.column, &*note.kept, note.others.join("+"))).collect();
    assert_eq!(told, [(2, "country", "Belgium", "Austria+Spain".to_owned()), (2, "name", "Early", "Late".to_owned())]);
    let kept: (String, String) =
        sqlx::query_as("select name, country from account where reference = 'A'").fetch_one(&books.pool).await.unwrap();
    assert_eq!(kept, ("Early".into(), "Belgium".into()));

    // An account that is there stays as it is. Somebody who may not see accounts is not told what it holds.
    sqlx::query("update account set name = 'Renamed here'").execute(&books.pool).await.unwrap();
    let again = books.take("", &file).await;
    assert_eq!(again.notes.iter().filter(|note| note.kept == "Renamed here").count(), 1);
    let token = books.join("administrator").await;
    let told = books.post(&token, "", "text/csv", Body::from(file)).await;
    assert_eq!(told.status, StatusCode::OK);
    assert!(!told.body.contains("Renamed here"));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn two_files_at_once_are_as_one_after_the_other(pool: PgPool) {
    let books = Arc::new(Books::open(pool).await);
    let lines = |from: usize, to: usize| -> Vec<u8> {
        rows(&(from..to).map(|at| format!("N{at},C{},2011-01-01,1,,,,\n", at % 50)).collect::<String>())
    };
    let mut sent = Vec::new();
    for (who, from, to) in [("a", 0, 3000), ("b", 0, 3000), ("c", 1500, 4500)] {
        let token = books.join_as(who, "administrator").await;
        let (books, file) = (books.clone(), lines(from, to));
        sent.push(tokio::spawn(async move {
            let told = books.post(&token, "", "text/csv", Body::from(file)).await;
            serde_json::from_str::<ImportAnswer>(&told.body).unwrap_or_else(|_| panic!("{} {}", told.status, told.body))
        }));
    }
    let (mut imported, mut accounts, mut unchanged) = (0, 0, 0);
    for one in sent {
        let answer = one.await.unwrap();
        assert_eq!(answer.imported + answer.unchanged, 3000);
        imported += answer.imported;
        accounts += answer.accounts_created;
        unchanged += answer.unchanged;
    }
    assert_eq!((imported, accounts, unchanged), (4500, 50, 4500));
    assert_eq!(books.counts().await[..2], [4500, 50]);
    assert_eq!(books.number("select count(*) from import").await, books.number("select count(*) from log").await);
    assert_eq!(books.number("select coalesce(sum(imported), 0)::bigint from import").await, 4500);
    books.assert_settled().await;
    assert_eq!(books.staged().await, 0);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn whoever_looks_on_is_told_to_fetch_the_directory_which_holds_all_of_it(pool: PgPool) {
    let books = Books::open(pool).await;
    let get = async |path: &str| {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {}", books.token));
        books.house.open(request.body(Body::empty()).unwrap()).await.into_body()
    };
    let mut stream = Listener::new(get("/api/v1/changes").await);
    stream.wait_for("hello").await;
    books.take("", rows(GOOD)).await;
    let rescope: Rescope = stream.wait_for("rescope").await.read();
    assert_eq!(rescope.gained, [Scope::Directory]);
    let directory = books.house.server.feeds.directory_now(books.workspace).await.unwrap();
    let net: Vec<(String, i64)> = directory
        .accounts
        .values()
        .map(|account| (account.reference.clone(), directory.revenue_ttm_minor(account.id)))
        .collect();
    let net = std::collections::BTreeMap::from_iter(net);
    assert_eq!(net, [("A".to_owned(), 750), ("B".to_owned(), 0)].into());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn figures_that_an_update_took_away_are_worked_out_before_the_server_is_ready(pool: PgPool) {
    let books = Books::open(pool).await;
    books.take("", rows(GOOD)).await;
    let before = books.counts().await;
    for act in ["delete from trailing_figure", "update workspace set trailing_to = null"] {
        sqlx::query(act).execute(&books.pool).await.unwrap();
    }
    books.house.server.engine.work_out_missing().await.unwrap();
    assert_eq!(books.number("select count(*) from workspace where trailing_to is null").await, 0);
    assert!(books.number("select count(*) from trailing_figure").await > 0);
    books.assert_settled().await;
    assert_eq!(books.counts().await, before);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_fails_at_the_very_end_leaves_nothing(pool: PgPool) {
    let books = Books::open(pool).await;
    let fail = "create function fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$";
    sqlx::query(fail).execute(&books.pool).await.unwrap();
    // The entry, the figures, and the commit itself.
    for trigger in [
        "create trigger fail before insert on log for each row execute function fail()",
        "create trigger fail before insert on trailing_figure for each row execute function fail()",
        "create constraint trigger fail after insert on document deferrable initially deferred for each row execute function fail()",
    ] {
        sqlx::query(trigger).execute(&books.pool).await.unwrap();
        let told = books.post(&books.token, "", "text/csv", Body::from(rows(GOOD))).await;
        assert_eq!(told.status, StatusCode::INTERNAL_SERVER_ERROR, "{trigger}: {}", told.body);
        assert_eq!((books.counts().await, books.staged().await), ([0; 5], 0), "{trigger}");
        sqlx::query("drop trigger if exists fail on log").execute(&books.pool).await.unwrap();
        sqlx::query("drop trigger if exists fail on trailing_figure").execute(&books.pool).await.unwrap();
        sqlx::query("drop trigger if exists fail on document").execute(&books.pool).await.unwrap();
    }
    books.take("", rows(GOOD)).await;
    books.assert_settled().await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_customer_stays_the_account_that_it_was_when_the_file_went_in(pool: PgPool) {
    let books = Books::open(pool).await;
    // While the documents are written a colleague gives the accounts each other's references.
    for act in [
        "create function swap() returns trigger language plpgsql as $$ begin
             if not exists (select from account where reference = 'C') then
                 update account set reference = 'C' where reference = 'A';
                 update account set reference = 'A' where reference = 'B';
             end if;
             return null;
         end $$",
        "create trigger swap after insert on document for each statement execute function swap()",
    ] {
        sqlx::query(act).execute(&books.pool).await.unwrap();
    }
    books.take("", rows(GOOD)).await;
    books.assert_settled().await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_a_killed_server_left_half_read_is_swept(pool: PgPool) {
    use server::import::staging::Staging;
    use server::store::upload::{self, Cells, Upload};
    let books = Books::open(pool).await;
    let staged = Upload { workspace: books.workspace, id: uuid::Uuid::now_v7() };
    let mut connection = books.house.server.database.acquire().await.unwrap();
    upload::write(&mut connection, staged).await.unwrap();
    upload::write_cells(&mut connection, staged, &[Cells { line: 2, ..Cells::default() }]).await.unwrap();
    assert_eq!(server::store::take_in::load_stale(&mut connection).await.unwrap(), []);
    sqlx::query("update upload set seen_at = now() - interval '2 hours'").execute(&mut *connection).await.unwrap();
    assert_eq!(server::store::take_in::load_stale(&mut connection).await.unwrap(), [staged]);
    Staging::new(books.house.server.database.clone(), staged).clear().await.unwrap();
    assert_eq!(books.staged().await, 0);
}
