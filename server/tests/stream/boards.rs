//! Boards and views that people made: one's own is nobody else's, and a card is there for whoever sees both, its board and its
//! account.

use std::time::Duration;

use app::wire::{Frame, Presence, Present};
use domain::account::AssignAccount;
use domain::board_card::MoveCard;
use domain::board_column::{AddColumn, ColumnEdit, EditColumn, NewColumn, RemoveColumn};
use domain::change::{Act, Kind};
use domain::command::Command;
use domain::ids::{AccountId, BoardCardId, BoardColumnId, PersonId, SavedViewId, Seq, TeamBoardId};
use domain::model::Model;
use domain::person::OrgRole;
use domain::saved_view::{EditView, SaveView, ViewEdit};
use domain::team_board::{CreateTeamBoard, EditTeamBoard, RemoveTeamBoard, TeamBoardEdit};
use serde_json::json;
use sqlx::PgPool;

use crate::support::firm::{Firm, Hand, id};
use crate::support::listener::Listener;

const CANARY: &str = "canary-of-own";

struct Made {
    board: TeamBoardId,
    column: BoardColumnId,
    view: SavedViewId,
}

impl Made {
    /// A board with a column and a view, the canary in every text.
    async fn of(firm: &Firm, by: &Hand, shared: bool) -> Self {
        let made = Self { board: id(), column: id(), view: id() };
        let name = |what: &str| format!("{CANARY} {what}");
        let columns = vec![NewColumn { column: made.column, name: name("first"), hue: 2 }];
        let create = CreateTeamBoard { board: made.board, name: name("board"), shared, columns };
        firm.apply(by, &Command::CreateTeamBoard(create)).await;
        let add = AddColumn { board: made.board, column: id(), name: name("column"), hue: 0, limit: None };
        firm.apply(by, &Command::AddColumn(add)).await;
        let address = format!("/boards/{}?q={CANARY}", made.board);
        let save = SaveView { view: made.view, name: name("view"), address, shared };
        firm.apply(by, &Command::SaveView(save)).await;
        made
    }

    fn put(&self, account: AccountId) -> Command {
        let (board, column) = (self.board, Some(self.column));
        Command::MoveCard(MoveCard { board, account, column, was: None, behind: None, before: None })
    }

    async fn share(&self, firm: &Firm, by: &Hand, shared: bool) -> Seq {
        let edit = TeamBoardEdit::Shared(shared);
        firm.apply(by, &Command::EditTeamBoard(EditTeamBoard { board: self.board, edit })).await;
        let edit = ViewEdit::Shared(shared);
        firm.apply(by, &Command::EditView(EditView { view: self.view, edit })).await
    }

    async fn limit(&self, firm: &Firm, by: &Hand, limit: i64) -> Seq {
        let edit = ColumnEdit::Limit(Some(limit));
        firm.apply(by, &Command::EditColumn(EditColumn { board: self.board, column: self.column, edit })).await
    }
}

async fn fetched(firm: &Firm, hand: &Hand, scope: &str) -> Option<Model> {
    let told = firm.get(hand, &format!("/api/v1/model?scope={scope}")).await;
    if told.status.as_u16() == 404 {
        return None;
    }
    let frame: Frame = serde_json::from_str(&told.body).unwrap();
    let mut model = Model::of_device();
    model.take(&frame.changes).unwrap();
    Some(model)
}

/// What a reader holds after all that came down a stream.
async fn follow(stream: &mut Listener, model: &mut Model, to: Seq) {
    for frame in stream.read_to(to).await {
        model.take(&frame.changes).unwrap();
    }
}

/// Everything in which something of a board could stand.
async fn read_all(firm: &Firm, hand: &Hand, live: &mut Listener, made: &Made, account: AccountId) -> String {
    let mut late = firm.listen(hand, Some(1)).await;
    late.gather(Duration::from_millis(300)).await;
    live.gather(Duration::from_millis(300)).await;
    let mut all = [&*late.seen, &*live.seen].concat();
    for path in [
        "/api/v1/model?scope=directory".to_owned(),
        "/api/v1/model?scope=boards".to_owned(),
        format!("/api/v1/model?scope=board:{}", made.board),
        format!("/api/v1/model?scope=account:{account}"),
        format!("/api/v1/accounts/{account}/history"),
        "/api/v1/page?path=%2Fboards".to_owned(),
        format!("/api/v1/page?path=%2Fboards%2F{}", made.board),
        "/api/v1/page?path=%2Fboards%2Frelationship".to_owned(),
    ] {
        all += &firm.get(hand, &path).await.body;
    }
    all
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_somebodys_own_reaches_nobody_else(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let account = firm.account("Seen by all", Some(max.person)).await;
    let roles = [
        OrgRole::AgencyDirector,
        OrgRole::AccountDirector,
        OrgRole::AccountManager,
        OrgRole::Finance,
        OrgRole::Administrator,
        OrgRole::CustomerCare,
    ];
    let mut readers = Vec::new();
    for role in roles {
        let hand = firm.hire("Reader", role, None).await;
        let live = firm.listen(&hand, None).await;
        readers.push((role, hand, live));
    }
    let mut own = firm.listen(&max, None).await;
    let made = Made::of(&firm, &max, false).await;
    firm.apply(&max, &made.put(account)).await;
    let presence = json!(Presence { place: format!("/boards/{}", made.board), holds: vec![account] });
    assert_eq!(firm.post(&max, app::paths::PRESENCE, &presence).await.status.as_u16(), 204);
    let words = [CANARY.to_owned(), made.board.to_string(), made.column.to_string(), made.view.to_string()];
    let card = BoardCardId::of(made.board, account).to_string();
    for (role, hand, live) in &mut readers {
        let all = read_all(&firm, hand, live, &made, account).await;
        for word in words.iter().chain([&card]) {
            assert!(!all.contains(word.as_str()), "{role:?} learns {word}");
        }
        assert_eq!(firm.get(hand, &format!("/api/v1/model?scope=board:{}", made.board)).await.status.as_u16(), 404);
    }
    let all = read_all(&firm, &max, &mut own, &made, account).await;
    for word in words.iter().chain([&card]) {
        assert!(all.contains(word.as_str()), "its maker sees {word}");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_board_that_is_shared_comes_and_one_that_is_not_any_more_goes(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let other = firm.beside(pool);
    let max = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let olga = firm.hire("Olga Other", OrgRole::AccountManager, None).await;
    let director = firm.hire("Dora Director", OrgRole::AgencyDirector, None).await;
    let (his, hers) = (firm.account("His", Some(max.person)).await, firm.account("Hers", Some(olga.person)).await);
    let made = Made::of(&firm, &firm.boss, false).await;
    let cards = |model: &Model| model.cards.values().map(|card| card.account).collect::<Vec<_>>();
    for account in [his, hers] {
        firm.apply(&firm.boss, &made.put(account)).await;
    }
    let (mut of_max, mut of_director) = (firm.listen(&max, None).await, other.listen(&director, None).await);
    let (mut at_max, mut at_director) = (Model::of_device(), Model::of_device());
    let seq = made.share(&firm, &firm.boss, true).await;
    follow(&mut of_max, &mut at_max, seq).await;
    follow(&mut of_director, &mut at_director, seq).await;
    for model in [&at_max, &at_director] {
        assert_eq!((model.team_boards.len(), model.columns.len(), model.views.len()), (1, 2, 1));
    }
    assert_eq!(cards(&at_max), [his], "and nothing of the other account");
    assert_eq!(at_director.cards.len(), 2);
    assert!(!of_max.seen.contains(&hers.to_string()));
    let scope = format!("board:{}", made.board);
    assert_eq!(cards(&fetched(&other, &max, &scope).await.unwrap()), [his]);
    assert_eq!(fetched(&other, &max, "boards").await.unwrap().columns.len(), 2);

    // A change of the board is told as a change, and one of a card that is not seen is not.
    let seq = made.limit(&firm, &director, 3).await;
    follow(&mut of_max, &mut at_max, seq).await;
    assert_eq!(at_max.columns.get(&made.column).unwrap().limit, Some(3));

    // Missed altogether, and together with what was before it.
    drop(of_director);
    let since = seq;
    made.share(&firm, &firm.boss, false).await;
    made.limit(&firm, &firm.boss, 4).await;
    let seq = made.share(&firm, &firm.boss, true).await;
    let mut late = firm.listen(&director, Some(since)).await;
    follow(&mut late, &mut at_director, seq).await;
    assert_eq!(at_director.columns.get(&made.column).unwrap().limit, Some(4));
    assert_eq!(at_director.cards.len(), 2);

    let seq = made.share(&firm, &firm.boss, false).await;
    of_max.seen.clear();
    follow(&mut of_max, &mut at_max, seq).await;
    follow(&mut late, &mut at_director, seq).await;
    for model in [&at_max, &at_director] {
        let left = (model.team_boards.len(), model.columns.len(), model.cards.len(), model.views.len());
        assert_eq!(left, (0, 0, 0, 0), "nobody keeps what they may not see");
    }
    of_max.seen.clear();
    made.limit(&firm, &firm.boss, 5).await;
    let seq = firm.apply(&firm.boss, &Command::RemoveTeamBoard(RemoveTeamBoard { board: made.board })).await;
    of_max.read_to(seq).await;
    assert!(!of_max.seen.contains(&made.board.to_string()) && !of_max.seen.contains(&made.column.to_string()));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_card_needs_its_account_as_well(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let account = firm.account("Hers at first", None).await;
    let made = Made::of(&firm, &firm.boss, true).await;
    let mut stream = firm.listen(&max, None).await;
    let seq = firm.apply(&firm.boss, &made.put(account)).await;
    stream.read_to(seq).await;
    assert!(!stream.seen.contains(&account.to_string()));
    let assign = |owner: Option<PersonId>, was| Command::AssignAccount(AssignAccount { account, owner, was });
    firm.apply(&firm.boss, &assign(Some(max.person), None)).await;
    let scope = format!("board:{}", made.board);
    assert_eq!(fetched(&firm, &max, &scope).await.unwrap().cards.len(), 1, "fetched again with the account");
    let remove = RemoveColumn { board: made.board, column: made.column };
    firm.apply(&firm.boss, &assign(None, Some(max.person))).await;
    stream.seen.clear();
    let seq = firm.apply(&firm.boss, &Command::RemoveColumn(remove)).await;
    let frames = stream.read_to(seq).await;
    let last = frames.last().unwrap();
    assert_eq!(last.changes.len(), 1, "the column, and not the card");
    assert_eq!((last.changes[0].key.kind, last.changes[0].act), (Kind::BoardColumn, Act::Remove));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn who_looks_at_a_board_is_told_to_whoever_sees_it(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let made = Made::of(&firm, &firm.boss, true).await;
    let own = Made::of(&firm, &firm.boss, false).await;
    let mut stream = firm.listen(&max, None).await;
    let _here = firm.listen(&firm.boss, None).await;
    for (board, told) in [(made.board, format!("/boards/{}", made.board)), (own.board, String::new())] {
        let presence = json!(Presence { place: format!("/boards/{board}"), holds: Vec::new() });
        assert_eq!(firm.post(&firm.boss, app::paths::PRESENCE, &presence).await.status.as_u16(), 204);
        assert_eq!(stream.wait_for("presence").await.read::<Present>().place, told);
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
