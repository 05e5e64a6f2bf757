//! A workspace kept in pounds, somebody who sends files to it, and what its books hold.

use std::collections::BTreeMap;

use app::wire::{ImportAnswer, Withdrawal};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::day::Day;
use domain::document::{Document, DocumentKind};
use domain::ids::{AccountId, DocumentId, ImportId, PersonId, WorkspaceId};
use domain::trailing::Trailing;
use server::auth::token;
use server::store;
use sqlx::PgPool;

use crate::support::house::{House, Told};
use crate::support::known::assert_known;

/// The headings of most files here.
pub const HEADINGS: &str = "number,customer,date,net,kind,country,name,currency\n";

pub struct Books {
    pub house: House,
    pub pool: PgPool,
    pub workspace: WorkspaceId,
    pub person: PersonId,
    pub token: String,
}

impl Books {
    pub async fn open(pool: PgPool) -> Self {
        let house = House::new(pool.clone());
        let (workspace, person) = house.settle("anna@northwind.example").await;
        sqlx::query("update workspace set base_currency = 'GBP'").execute(&pool).await.unwrap();
        sqlx::query("update person set roles = array['administrator', 'agency_director']")
            .execute(&pool)
            .await
            .unwrap();
        let mut connection = house.server.database.acquire().await.unwrap();
        let token = token::make(&mut connection, workspace, person).await.unwrap();
        drop(connection);
        Self { house, pool, workspace, person, token }
    }

    /// A colleague's token.
    pub async fn join(&self, role: &str) -> String {
        self.join_as(role, role).await
    }

    /// The token of a colleague of this name.
    pub async fn join_as(&self, name: &str, role: &str) -> String {
        let person = self.house.join(self.workspace, &format!("{name}@northwind.example"), role).await;
        let mut connection = self.house.server.database.acquire().await.unwrap();
        token::make(&mut connection, self.workspace, person).await.unwrap()
    }

    pub async fn post(&self, token: &str, query: &str, kind: &str, body: Body) -> Told {
        self.post_kind(token, "transactions", query, kind, body).await
    }

    pub async fn post_kind(&self, token: &str, rows: &str, query: &str, kind: &str, body: Body) -> Told {
        let request = Request::post(format!("/api/v1/imports?kind={rows}{query}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, kind);
        self.house.send(request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Told {
        let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        self.house.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a file of documents, in pieces that end in the middle of rows.
    pub async fn send(&self, query: &str, file: impl AsRef<[u8]>) -> (StatusCode, ImportAnswer) {
        self.send_kind("transactions", query, file).await
    }

    /// Sends a file whose rows are lines.
    pub async fn send_lines(&self, query: &str, file: impl AsRef<[u8]>) -> (StatusCode, ImportAnswer) {
        self.send_kind("lines", query, file).await
    }

    async fn send_kind(&self, rows: &str, query: &str, file: impl AsRef<[u8]>) -> (StatusCode, ImportAnswer) {
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
            file.as_ref().chunks(60_001).map(|piece| Ok(piece.to_vec())).collect();
        let body = Body::from_stream(futures_util::stream::iter(pieces));
        let told = self.post_kind(&self.token, rows, query, "text/csv", body).await;
        let answer = serde_json::from_str(&told.body).unwrap_or_else(|_| panic!("{} {}", told.status, told.body));
        (told.status, answer)
    }

    /// Sends a file that is to go in.
    pub async fn take(&self, query: &str, file: impl AsRef<[u8]>) -> ImportAnswer {
        let (status, answer) = self.send(query, file).await;
        assert_eq!(status, StatusCode::OK, "{answer:?}");
        answer
    }

    /// Takes a file back, or looks at what would go.
    pub async fn withdrawal(&self, token: &str, method: Method, import: ImportId) -> Told {
        let request = Request::builder().method(method).uri(format!("/api/v1/imports/{import}/withdrawal"));
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.house.send(request.body(Body::empty()).unwrap()).await
    }

    /// Takes a file back that can be.
    pub async fn withdraw(&self, import: ImportId) -> Withdrawal {
        let told = self.withdrawal(&self.token, Method::POST, import).await;
        assert_eq!(told.status, StatusCode::OK, "{}", told.body);
        serde_json::from_str(&told.body).unwrap()
    }

    pub async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }

    /// How many rows there are of all that a file brings: documents, accounts, imports, months, entries.
    pub async fn counts(&self) -> [i64; 5] {
        [
            self.number("select count(*) from document").await,
            self.number("select count(*) from account").await,
            self.number("select count(*) from import").await,
            self.number("select count(*) from month_total").await,
            self.number("select count(*) from log").await,
        ]
    }

    /// How many rows stand on the workbench.
    pub async fn staged(&self) -> i64 {
        self.number(
            "select (select count(*) from upload) + (select count(*) from upload_row)
                 + (select count(*) from upload_document) + (select count(*) from upload_saying)
                 + (select count(*) from upload_month) + (select count(*) from upload_account)
                 + (select count(*) from upload_line)",
        )
        .await
    }

    /// Month totals and figures are what the documents add up to.
    pub async fn assert_settled(&self) {
        let off = "select count(*) from (
                select account_id, date_trunc('month', day)::date as month, import_id,
                    count(*) filter (where kind = 'sale') as sale_count,
                    count(*) filter (where kind = 'credit') as credit_count,
                    coalesce(sum(base_minor) filter (where kind = 'sale'), 0) as sold,
                    coalesce(sum(base_minor) filter (where kind = 'credit'), 0) as credited,
                    coalesce(sum(base_minor) filter (where kind = 'purchase'), 0) as bought
                from document group by 1, 2, 3
            ) summed
            -- A full join takes no `is not distinct from`.
            full join month_total on month_total.account_id = summed.account_id and month_total.month = summed.month
                and coalesce(month_total.import_id, month_total.account_id)
                    = coalesce(summed.import_id, summed.account_id)
            where (sale_count, credit_count, sold, credited, bought) is distinct from
                (sales::bigint, credits::bigint, sales_minor::numeric, credits_minor::numeric, purchases_minor::numeric)";
        assert_eq!(self.number(off).await, 0, "months that are off");
        let lines = "select count(*) from document join (
                select document_id, sum(amount_minor) as amount, sum(base_minor) as base from document_line group by 1
            ) as lines on lines.document_id = document.id
            where (lines.amount, lines.base) <> (document.amount_minor, document.base_minor)";
        assert_eq!(self.number(lines).await, 0, "documents whose lines are off");
        let mut connection = self.house.server.database.acquire().await.unwrap();
        let locked = store::workspace::load(&mut connection, self.workspace).await.unwrap().unwrap();
        let mut stand = store::trailing::load_all(&mut connection, self.workspace).await.unwrap();
        stand.sort_by_key(|figure| figure.id);
        assert_eq!(stand, self.figures(locked.trailing_to.unwrap_or_default()).await, "figures that are off");
        let (_, kept) = assert_known(&mut connection, self.workspace, self.house.server.engine.clock()).await;
        let accounts = usize::try_from(self.number("select count(*) from account").await).unwrap();
        // Where nothing was ever written by the engine, nothing stands.
        assert_eq!(kept, if locked.trailing_to.is_some() { accounts } else { 0 }, "facts that are not kept");
    }

    /// What the documents say of each account, by the rule of the domain.
    async fn figures(&self, to: Day) -> Vec<Trailing> {
        let read = "select account_id, kind, day, base_minor, reverses_id from document";
        let rows: Vec<(uuid::Uuid, String, jiff_sqlx::Date, i64, Option<uuid::Uuid>)> =
            sqlx::query_as(read).fetch_all(&self.pool).await.unwrap();
        let mut documents: BTreeMap<AccountId, Vec<Document>> = BTreeMap::new();
        for (account, kind, day, amount_minor, reverses) in rows {
            let (account, kind) = (AccountId(account), DocumentKind::of_word(&kind).unwrap());
            let (day, reverses) = (day.to_jiff(), reverses.map(DocumentId));
            let document = Document { account, kind, day, amount_minor, reverses, ..Document::default() };
            documents.entry(account).or_default().push(document);
        }
        documents.iter().filter_map(|(account, documents)| Trailing::of(*account, documents, to)).collect()
    }
}
