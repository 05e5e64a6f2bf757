//! What the history of the book tells of files: who came with them, that figures are not told, and where it ends.

use app::wire::HistoryWindow;
use domain::account::{AccountEdit, EditAccount};
use domain::change::{Act, Kind};
use domain::command::Command;
use sqlx::PgPool;

use super::books::{Books, HEADINGS};

const FIRST: &str = "A1,A,2011-01-31,10.00,invoice,France,Ada Ltd,\nB1,B,2011-02-01,4,,,,\n";
const SECOND: &str = "B2,B,2012-01-05,7,,,,\nC1,C,2011-02-09,1,,,,\n";

async fn read(books: &Books) -> HistoryWindow {
    let told = books.get("/api/v1/history").await;
    serde_json::from_str(&told.body).unwrap_or_else(|_| panic!("{}", told.body))
}

/// What an entry says of the accounts that it brought: the names that they have by now.
async fn came(books: &Books, window: &HistoryWindow, at: usize) -> Vec<String> {
    let changes = window.items[at].changes.iter();
    let bare = |kind, act, fields: usize| kind == Kind::Account && act == Act::Create && fields == 0;
    let ids: Vec<uuid::Uuid> = changes
        .filter(|change| bare(change.key.kind, change.act, change.fields.len()))
        .map(|change| change.key.id)
        .collect();
    let names = sqlx::query_scalar("select reference from account where id = any($1) order by reference").bind(&ids);
    names.fetch_all(&books.pool).await.unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_history_goes_past_a_file_and_tells_who_came_with_it(pool: PgPool) {
    let books = Books::open(pool).await;
    books.take("", format!("{HEADINGS}{FIRST}")).await;
    let account = sqlx::query_scalar::<_, uuid::Uuid>("select id from account where reference = 'A'");
    let account = account.fetch_one(&books.pool).await.unwrap().into();
    let edit = AccountEdit::Country("Malta".to_owned());
    books.apply(&Command::EditAccount(EditAccount { account, edit })).await;
    books.take("", format!("{HEADINGS}{SECOND}")).await;

    let window = read(&books).await;
    let kinds: Vec<&str> = window.items.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["import_batch", "edit_account", "import_batch"]);
    assert_eq!(came(&books, &window, 0).await, ["C"]);
    assert_eq!(came(&books, &window, 2).await, ["A", "B"]);
    assert_eq!(window.untold, [window.items[2].seq, window.items[0].seq]);
    assert_eq!((window.next, window.end), (None, None));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_history_ends_where_nobody_knows_which_accounts_there_were(pool: PgPool) {
    let books = Books::open(pool).await;
    let first = books.take("", format!("{HEADINGS}{FIRST}")).await.import_id.unwrap();
    books.withdraw(first).await;
    books.take("", format!("{HEADINGS}{SECOND}")).await;
    let window = read(&books).await;
    assert_eq!(window.items.iter().map(|entry| entry.kind.as_str()).collect::<Vec<_>>(), ["import_batch"]);
    assert_eq!(window.end.map(|end| end.taken_back), Some(true));

    // Accounts that were made before they knew the file for which they were.
    sqlx::query("update account set import_id = null").execute(&books.pool).await.unwrap();
    let window = read(&books).await;
    assert_eq!((window.items.len(), window.next), (0, None));
    assert_eq!(window.end.map(|end| end.taken_back), Some(false));
}
