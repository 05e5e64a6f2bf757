//! Whoever may not see an account hears nothing of it, and whose sight changes is told so.

use std::time::Duration;

use app::wire::{DirectorySnapshot, Frame, Rescope, Scope};
use domain::account::{AccountEdit, AssignAccount, EditAccount};
use domain::command::Command;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::{AccountId, PersonId};
use domain::money::Currency;
use domain::person::{EditPerson, OrgRole, PersonEdit};
use domain::placement::{PlaceAccount, Stage};
use sqlx::PgPool;

use crate::support::firm::{Firm, Hand, create, id, packed};
use crate::support::listener::Listener;

fn assign(account: AccountId, owner: Option<PersonId>, was: Option<PersonId>) -> Command {
    Command::AssignAccount(AssignAccount { account, owner, was })
}

/// An account in every text of which the canary stands, its note with another one.
async fn fill(firm: &Firm, canary: &str, owner: Option<PersonId>) -> AccountId {
    let account = id();
    firm.apply(&firm.boss, &create(account, &format!("{canary} name"), owner)).await;
    let edits = [
        AccountEdit::Reference(format!("{canary} reference")),
        AccountEdit::Country(format!("{canary} country")),
        AccountEdit::Segment(format!("{canary} segment")),
        AccountEdit::AddTag(format!("{canary} tag")),
        AccountEdit::NextStep { words: format!("{canary} step"), day: None },
    ];
    for edit in edits {
        firm.apply(&firm.boss, &Command::EditAccount(EditAccount { account, edit })).await;
    }
    let day = firm.house.server.engine.clock().today();
    let place = PlaceAccount {
        placement: id(),
        account,
        stage: Stage::Mid,
        day,
        reason: format!("{canary} reason"),
        was: None,
    };
    firm.apply(&firm.boss, &Command::PlaceAccount(place)).await;
    let record = RecordDocument {
        document: id(),
        account,
        document_kind: DocumentKind::Sale,
        day,
        number: format!("{canary} number"),
        amount_minor: 123_456,
        currency: Currency::of("GBP").unwrap(),
        rate: None,
        lines: Vec::new(),
    };
    firm.apply(&firm.boss, &Command::RecordDocument(record)).await;
    firm.note(&firm.boss, account, &format!("noted-{canary}")).await;
    account
}

struct Reader {
    name: &'static str,
    hand: Hand,
    live: Listener,
    /// Which canaries it is to see: those of accounts, and those of notes.
    sees: Vec<&'static str>,
    reads: Vec<&'static str>,
}

const CANARIES: [&str; 4] = ["canary-of-nobody", "canary-of-max", "canary-of-olga", "canary-of-boss"];

/// Everything that a reader can ask for, and all that comes by itself.
async fn read_all(firm: &Firm, reader: &mut Reader, accounts: &[AccountId]) -> String {
    let mut all = String::new();
    let mut late = firm.listen(&reader.hand, Some(1)).await;
    late.gather(Duration::from_millis(500)).await;
    reader.live.gather(Duration::from_millis(500)).await;
    all += &late.seen;
    all += &reader.live.seen;
    for path in
        ["/api/v1/model?scope=directory", "/api/v1/accounts", "/api/v1/accounts?q=canary&sort=name", "/api/v1/history"]
    {
        let told = firm.get(&reader.hand, path).await;
        assert_eq!(told.status.as_u16(), 200, "{path}");
        all += &told.body;
    }
    for account in accounts {
        let nothing = firm.get(&reader.hand, &format!("/api/v1/model?scope=account:{}", id::<AccountId>())).await;
        for path in [
            format!("/api/v1/model?scope=account:{account}"),
            format!("/api/v1/accounts/{account}/history"),
            format!("/api/v1/accounts/{account}/documents"),
        ] {
            let told = firm.get(&reader.hand, &path).await;
            if told.status.as_u16() != 200 {
                assert_eq!(told.status, nothing.status, "{path}: as if it were not there");
            }
            all += &told.body;
        }
    }
    all
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn nothing_of_what_is_not_theirs_reaches_anybody(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let director = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, Some(director.person)).await;
    let olga = firm.hire("Olga Outside", OrgRole::KeyAccountManager, None).await;
    let [nobodys, of_max, of_olga, of_boss] = CANARIES;
    let mut readers = Vec::new();
    for (name, hand, sees, reads) in [
        ("agency director", firm.token(firm.boss.person).await, CANARIES.to_vec(), CANARIES.to_vec()),
        ("account director", director, vec![of_max], vec![of_max]),
        ("account manager", max.clone(), vec![of_max], vec![of_max]),
        ("key account manager", olga.clone(), vec![of_olga], vec![of_olga]),
        ("finance", firm.hire("Fay Finance", OrgRole::Finance, None).await, CANARIES.to_vec(), vec![]),
        ("administrator", firm.hire("Adam Admin", OrgRole::Administrator, None).await, vec![], vec![]),
        ("customer care", firm.hire("Cora Care", OrgRole::CustomerCare, None).await, vec![], vec![]),
    ] {
        let live = firm.listen(&hand, None).await;
        readers.push(Reader { name, hand, live, sees, reads });
    }
    let mut accounts = Vec::new();
    for (canary, owner) in
        [(nobodys, None), (of_max, Some(max.person)), (of_olga, Some(olga.person)), (of_boss, Some(firm.boss.person))]
    {
        accounts.push(fill(&firm, canary, owner).await);
    }
    for reader in &mut readers {
        let all = read_all(&firm, reader, &accounts).await;
        for (canary, account) in CANARIES.iter().zip(&accounts) {
            let name = reader.name;
            let sees = reader.sees.contains(canary);
            assert_eq!(all.contains(&format!("{canary} ")), sees, "{name} sees {canary}");
            assert_eq!(all.contains(&account.to_string()), sees, "{name} knows the id of {canary}");
            assert_eq!(
                all.contains(&format!("noted-{canary}")),
                reader.reads.contains(canary),
                "{name} reads {canary}"
            );
            for field in ["reference", "country", "segment", "tag", "step", "reason", "number"] {
                assert_eq!(all.contains(&format!("{canary} {field}")), sees, "{name}: {field} of {canary}");
            }
        }
        let moved = firm.house.server.feeds.load_seq(firm.workspace).await.unwrap();
        assert!(reader.live.seen.contains(&format!("\"seq\":{moved}")), "the numbers move for everybody");
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn an_account_that_changes_hands_is_lost_here_and_gained_there(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let other = firm.beside(pool);
    let one = firm.hire("One Manager", OrgRole::AccountManager, None).await;
    let two = firm.hire("Two Manager", OrgRole::AccountManager, None).await;
    let account = firm.account("Handed over", Some(one.person)).await;
    let (mut of_one, mut of_two) = (firm.listen(&one, None).await, other.listen(&two, None).await);
    let mut of_boss = firm.listen(&firm.boss, None).await;
    let seq = firm.apply(&firm.boss, &assign(account, Some(two.person), Some(one.person))).await;
    let lost: Rescope = of_one.wait_for("rescope").await.read();
    assert_eq!(lost, Rescope { seq, lost: vec![Scope::Account(account)], gained: vec![] });
    let gained: Rescope = of_two.wait_for("rescope").await.read();
    assert_eq!(gained, Rescope { seq, lost: vec![], gained: vec![Scope::Account(account)] });
    let frames: Vec<Frame> = of_one.read_to(seq).await;
    assert!(frames.iter().all(|frame| frame.changes.is_empty()), "not even who leads it now");
    of_two.read_to(seq).await;
    let frames = of_boss.read_to(seq).await;
    assert!(!frames.last().unwrap().changes.is_empty());
    assert!(!of_boss.seen.contains("rescope"));
    assert_eq!(firm.get(&one, &format!("/api/v1/model?scope=account:{account}")).await.status.as_u16(), 404);
    assert_eq!(other.get(&two, &format!("/api/v1/model?scope=account:{account}")).await.status.as_u16(), 200);

    // What came while nobody listened is told as well.
    drop((of_one, of_two));
    let back = firm.apply(&firm.boss, &assign(account, Some(one.person), Some(two.person))).await;
    let mut late = other.listen(&two, Some(seq)).await;
    let lost: Rescope = late.wait_for("rescope").await.read();
    assert_eq!(lost.lost, vec![Scope::Account(account)]);
    late.read_to(back).await;
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn whoever_gets_other_rights_is_told_within_five_seconds(pool: PgPool) {
    let firm = Firm::found(pool.clone()).await;
    let other = firm.beside(pool);
    let hand = firm.hire("Riser", OrgRole::AccountManager, None).await;
    let hidden = firm.account("Hidden at first", None).await;
    let mut stream = other.listen(&hand, None).await;
    stream.wait_for("hello").await;
    let edit = |edit| Command::EditPerson(EditPerson { person: hand.person, edit });
    let began = std::time::Instant::now();
    firm.apply(&firm.boss, &edit(PersonEdit::AddRole(OrgRole::AgencyDirector))).await;
    let rescope: Rescope = stream.wait_for("rescope").await.read();
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(rescope.gained, vec![Scope::Directory]);
    let directory: DirectorySnapshot =
        serde_json::from_str(&other.get(&hand, "/api/v1/model?scope=directory").await.body).unwrap();
    assert!(directory.into_model().accounts.contains_key(&hidden));

    firm.apply(&firm.boss, &edit(PersonEdit::RemoveRole(OrgRole::AgencyDirector))).await;
    let rescope: Rescope = stream.wait_for("rescope").await.read();
    assert_eq!(rescope.lost, vec![Scope::Directory]);
    stream.seen.clear();
    firm.account("canary-later", None).await;
    let seq = firm.house.server.feeds.load_seq(firm.workspace).await.unwrap();
    stream.read_to(seq).await;
    assert!(!stream.seen.contains("canary-later"));
}

/// That there is a parent is a fact about the account below it, and by which id; of the parent itself nothing is told.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn of_a_parent_out_of_sight_the_id_alone_is_known(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, None).await;
    let live = firm.listen(&max, None).await;
    let [canary, above, ..] = CANARIES;
    let parent = fill(&firm, canary, None).await;
    let head = fill(&firm, above, None).await;
    let child = firm.account("Child of the house", Some(max.person)).await;
    let below = |account, parent| {
        let edit = AccountEdit::Parent(Some(parent));
        Command::EditAccount(EditAccount { account, edit })
    };
    firm.apply(&firm.boss, &below(parent, head)).await;
    firm.apply(&firm.boss, &below(child, parent)).await;
    let mut reader = Reader { name: "account manager", hand: max, live, sees: vec![], reads: vec![] };
    let all = read_all(&firm, &mut reader, &[child, parent, head]).await;
    assert!(all.contains("Child of the house") && all.contains(&parent.to_string()));
    assert!(!all.contains("canary") && !all.contains(&head.to_string()));

    // A word of theirs about it is answered like one about an account that never was.
    let refused = |parent| packed(&below(child, parent));
    let receipts = firm.receipts(&reader.hand, &[refused(head), refused(id())]).await;
    assert!(receipts.iter().all(|receipt| receipt.seq.is_none()));
    assert_eq!(receipts[0].reason, receipts[1].reason);
}
