//! A file that goes in while the server is killed, and what stands of it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use app::wire::ImportAnswer;
use server::store::Database;

use super::scene::{Scene, Shared};

const ROWS: i64 = 8_000;
const CUSTOMERS: i64 = 700;

/// Each document is a pound and as many pence as its place.
fn csv() -> String {
    let row = |at: i64| {
        let (day, month) = (1 + at % 28, 1 + at % 12);
        format!("N{at},C{},2011-{month:02}-{day:02},{}.{:02}\n", at % CUSTOMERS, 1 + at / 100, at % 100)
    };
    "number,customer,date,net\n".to_owned() + &(0..ROWS).map(row).collect::<String>()
}

fn sales_minor() -> i64 {
    (0..ROWS).map(|at| 100 + at).sum()
}

/// The answer, where one came whole.
fn send(shared: &Shared) -> Option<ImportAnswer> {
    let (address, body) = (shared.address.lock().unwrap().clone(), csv());
    let head = format!(
        "POST /api/v1/imports?kind=transactions HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\n\
         Content-Type: text/csv\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        shared.token,
        body.len()
    );
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.write_all((head + &body).as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    assert!(head.starts_with("HTTP/1.1 200"), "{text}");
    serde_json::from_str(body).ok()
}

impl Scene {
    /// Somebody sends the file.
    pub fn send_file(&self) -> JoinHandle<Option<ImportAnswer>> {
        let shared = Arc::clone(&self.shared);
        std::thread::spawn(move || send(&shared))
    }

    fn database(&self) -> Database {
        Database::lazy(self.storage.options(), 1)
    }

    /// Whether the file is in the books, which hold all of it or nothing of it.
    pub async fn is_file_in(&self) -> bool {
        let books = "select (select count(*) from document), (select count(*) from account),
             (select count(*) from import), (select count(*) from log where kind = 'import_batch'),
             (select coalesce(sum(sales_minor), 0)::bigint from month_total),
             (select coalesce(sum(revenue_ttm_minor), 0)::bigint
              from trailing_figure join workspace using (workspace_id, sheet_id))";
        let found: (i64, i64, i64, i64, i64, i64) =
            sqlx::query_as(books).fetch_one(self.database().pool()).await.unwrap();
        let (documents, accounts, imports, entries, months, figures) = found;
        if documents == 0 {
            assert_eq!(found, (0, 0, 0, 0, 0, 0));
            return false;
        }
        assert_eq!((documents, accounts, imports, entries), (ROWS, CUSTOMERS, 1, 1));
        // All of its days are within one year.
        assert_eq!((months, figures), (sales_minor(), sales_minor()));
        self.judge_known(&self.database(), usize::try_from(CUSTOMERS).unwrap()).await;
        true
    }

    /// The same file again changes nothing.
    pub async fn judge_file(&self) {
        let answer = self.send_file().join().unwrap().expect("the server is up");
        assert_eq!((answer.imported, answer.unchanged, answer.accounts_created), (0, ROWS, 0));
        assert_eq!(answer.totals[0].sales_minor, sales_minor());
        assert!(self.is_file_in().await);
    }

    /// Whatever is on the workbench was heard of an hour ago.
    pub async fn let_an_hour_pass(&self) {
        let database = self.database();
        let left = sqlx::query("update upload set seen_at = now() - interval '2 hours'").execute(database.pool()).await;
        assert!(left.unwrap().rows_affected() > 0, "the killed ones left something");
    }

    pub async fn wait_until_swept(&self) {
        let staged = "select (select count(*) from upload) + (select count(*) from upload_row)
             + (select count(*) from upload_document) + (select count(*) from upload_saying)
             + (select count(*) from upload_month) + (select count(*) from upload_account)";
        let (database, began) = (self.database(), Instant::now());
        while sqlx::query_scalar::<_, i64>(staged).fetch_one(database.pool()).await.unwrap() > 0 {
            assert!(began.elapsed() < Duration::from_secs(20), "something stays for ever");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
