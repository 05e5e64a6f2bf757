//! What was known before a file was taken back, and before one came.

use app::wire::import::{ImportAnswer, Withdrawal};
use axum::body::Body;
use axum::http::{Request, header};
use domain::document::ReverseDocument;
use domain::ids::{DocumentId, ImportId};
use domain::note::AddNote;

use super::*;
use crate::support::firm::as_of;

async fn take(firm: &Firm, rows: &str) -> ImportId {
    let file = format!("number,customer,date,net,kind,country,name,currency\n{rows}");
    let request = as_of(&firm.boss, Request::post("/api/v1/imports?kind=transactions"));
    let request = request.header(header::CONTENT_TYPE, "text/csv").body(Body::from(file)).unwrap();
    let told = firm.house.send(request).await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    serde_json::from_str::<ImportAnswer>(&told.body).unwrap().import_id.unwrap()
}

async fn withdraw(firm: &Firm, import: ImportId) -> Withdrawal {
    let request = as_of(&firm.boss, Request::post(format!("/api/v1/imports/{import}/withdrawal")));
    let told = firm.house.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

/// Takes a document back by another one. Gives the entry.
async fn reverse(firm: &Firm, number: &str, day: Day) -> domain::ids::Seq {
    let (account, reverses): (uuid::Uuid, uuid::Uuid) =
        sqlx::query_as("select account_id, id from document where number = $1")
            .bind(number)
            .fetch_one(&mut *firm.house.server.database.acquire().await.unwrap())
            .await
            .unwrap();
    let reversal = ReverseDocument {
        document: id(),
        reverses: DocumentId(reverses),
        account: AccountId(account),
        day,
        number: format!("{number} R"),
        reason: "Booked twice".to_owned(),
    };
    firm.apply(&firm.boss, &Command::ReverseDocument(reversal)).await
}

/// The account of a name, on a board.
fn named(board: &ModelsBoard, name: &str) -> Option<AccountId> {
    let at = board.accounts.name.iter().position(|known| known == name)?;
    board.accounts.id.get(at).copied()
}

/// The boards of four days, on which files come and go, are the same whenever one asks what was known then.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_was_known_does_not_change_as_files_are_taken_back(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let ahead = |days: i64| firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(24 * days));
    let day = today(&firm);
    let ago = |days: i64| day.checked_sub(days.days()).unwrap();
    let mut seen: Vec<(Day, ModelsBoard)> = Vec::new();
    firm.apply(&firm.boss, &Command::RecordDocument(sale(firm.account("Old", None).await, ago(9), 100))).await;
    seen.push((today(&firm), board(&firm, &firm.boss, "").await));

    // Of the file, one document is reversed for a day; Ada gets more by a second file, of which Cleo comes.
    ahead(1);
    let first = take(
        &firm,
        &format!(
            "A1,A,{},10.00,invoice,France,Ada,\nA2,A,{},-2.50,credit,,,\nB1,B,{},4,,Spain,Bea,\nB2,B,{},5,,,,\n",
            ago(70),
            ago(30),
            ago(12),
            ago(500)
        ),
    )
    .await;
    let reversed = reverse(&firm, "A2", ago(3)).await;
    seen.push((today(&firm), board(&firm, &firm.boss, "").await));

    ahead(2);
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: reversed, answer: id() })).await;
    let second = take(&firm, &format!("A3,A,{},7,,,,\nC1,C,{},1,,Italy,Cleo,\n", ago(2), ago(1))).await;
    reverse(&firm, "A1", ago(1)).await;
    seen.push((today(&firm), board(&firm, &firm.boss, "").await));

    ahead(3);
    let gone = withdraw(&firm, first).await;
    assert_eq!((gone.documents, gone.kept, gone.accounts), (3, 1, 1), "{gone:?}");
    let cleo = named(&seen[2].1, "Cleo").unwrap();
    firm.apply(&firm.boss, &Command::AddNote(AddNote { note: id(), account: cleo, text: "They pay late".into() }))
        .await;
    seen.push((today(&firm), board(&firm, &firm.boss, "").await));

    ahead(4);
    let gone = withdraw(&firm, second).await;
    assert_eq!((gone.documents, gone.accounts), (2, 0), "{gone:?}");
    seen.push((today(&firm), board(&firm, &firm.boss, "").await));
    let names = |board: &ModelsBoard| {
        let mut names = board.accounts.name.clone();
        names.sort();
        names.join(" ")
    };
    let told: Vec<String> = seen.iter().map(|(_, board)| names(board)).collect();
    assert_eq!(told, ["Old", "Ada Bea Old", "Ada Bea Cleo Old", "Ada Cleo Old", "Ada Cleo Old"]);
    for (day, then) in &seen {
        let known = board(&firm, &firm.boss, &format!("known_on={day}")).await;
        let mut wanted = then.clone();
        wanted.asked.known_on = Some(*day);
        assert_eq!(known, wanted, "as it was known on {day}");
    }
    // Whose trade that was nobody sees who sees none of it now.
    let olga = firm.hire("Olga Outside", OrgRole::KeyAccountManager, None).await;
    assert!(board(&firm, &olga, &format!("known_on={}", seen[2].0)).await.is_empty());
}
