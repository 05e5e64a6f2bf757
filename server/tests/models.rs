//! Four models over the same accounts, over HTTP: what is scored and placed, who confirms it, what is known when, and who learns of it.

mod demo;
mod editions;
mod scores;
mod withdrawn;

use std::time::Duration;

use crate::support::firm::{Firm, Hand, create, id, packed};
use crate::support::sale::sale;
use app::wire::assessments::{AssessedModel, Assessments};
use app::wire::models_board::ModelsBoard;
use domain::account::{AccountEdit, EditAccount};
use domain::assessment::{AssessAccount, Assessment, Evidence, Judged, Scored};
use domain::categorization::investment::{InvestmentKind, Side};
use domain::categorization::score::Score;
use domain::command::Command;
use domain::contract::Contract;
use domain::day::Day;
use domain::ids::{AccountId, PositionId};
use domain::investment::Investment;
use domain::keep::{Keep, Kept, Ruled, Wish};
use domain::person::OrgRole;
use domain::placement::{PlacementState, STAGES_OF, Stage};
use domain::position::{AnswerPosition, PlaceOnModel, Position};
use domain::rejection::{Outcome, Rejection, TextField};
use domain::undo::Undo;
use jiff::{SignedDuration, ToSpan};
use serde::de::DeserializeOwned;
use server::{models, store};
use sqlx::PgPool;

fn keep<R: Ruled>(record: &R) -> Command {
    Command::Keep(Keep::one(record.account(), Wish::of_new(record)))
}

async fn get<T: DeserializeOwned>(firm: &Firm, hand: &Hand, path: &str) -> T {
    let told = firm.get(hand, path).await;
    assert_eq!(told.status.as_u16(), 200, "{path}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

async fn board(firm: &Firm, hand: &Hand, query: &str) -> ModelsBoard {
    get(firm, hand, &format!("{}?{query}", app::paths::BOARDS_OF_MODELS)).await
}

async fn sheet(firm: &Firm, hand: &Hand, account: AccountId) -> Assessments {
    get(firm, hand, &path_of(account)).await
}

fn path_of(account: AccountId) -> String {
    format!("/api/v1/accounts/{account}/assessments")
}

fn of_model<'a>(sheet: &'a Assessments, model: &str) -> &'a AssessedModel {
    sheet.models.iter().find(|told| told.model == model).unwrap()
}

fn today(firm: &Firm) -> Day {
    firm.house.server.engine.clock().today()
}

/// Scores both sides of Bensaou's model alike, so many of the four kinds.
fn bensaou(account: AccountId, day: Day, buyer: i64, supplier: i64, kinds: usize) -> AssessAccount {
    let kinds = &["assets", "people", "systems", "learning"][..kinds];
    let judged = |(side, ours): (&str, i64)| {
        let judged = |kind: &&str| Judged {
            criterion: format!("{side}_{kind}"),
            score: Score { ours, rival: None },
            note: String::new(),
        };
        kinds.iter().map(judged).collect::<Vec<_>>()
    };
    let scores = [("buyer", buyer), ("supplier", supplier)].into_iter().flat_map(judged).collect();
    let (assessment, model) = (id(), "bensaou".to_owned());
    AssessAccount { assessment, account, model, version: 1, day, scores, context: Vec::new() }
}

/// Scores every criterion of 4S alike, against a competitor.
fn four_s(account: AccountId, day: Day, attractiveness: i64, ours: i64, rival: i64) -> AssessAccount {
    let model = models::shipped().latest("four_s").unwrap();
    let judged = |criterion: &domain::categorization::Criterion| {
        let compares = criterion.axis == "strength";
        let score =
            if compares { Score { ours, rival: Some(rival) } } else { Score { ours: attractiveness, rival: None } };
        Judged { criterion: criterion.id.clone(), score, note: String::new() }
    };
    let scores = model.criteria.iter().map(judged).collect();
    AssessAccount { assessment: id(), account, model: model.id.clone(), version: 1, day, scores, context: Vec::new() }
}

fn place(account: AccountId, model: &str, cell: &str, day: Day, was: Option<PositionId>) -> PlaceOnModel {
    let (model, cell, reason) = (model.to_owned(), cell.to_owned(), "Seen from their desk".to_owned());
    PlaceOnModel { position: id(), account, model, version: 1, cell, day, reason, was, seen: None }
}

fn answer(placed: &PlaceOnModel, says: PlacementState, reason: &str) -> Command {
    let PlaceOnModel { account, model, position, .. } = placed.clone();
    Command::AnswerPosition(AnswerPosition {
        answer: id(),
        account,
        model,
        position,
        seen: None,
        says,
        reason: reason.to_owned(),
    })
}

fn investment(account: AccountId, side: Side, amount_minor: i64, day: Day) -> Investment {
    Investment {
        id: id(),
        account,
        side,
        kind: InvestmentKind::Assets,
        amount_minor,
        day,
        redeployable_percent: 25,
        note: "Moulds".into(),
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_said_is_loaded_the_same(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let day = today(&firm);
    let mut assess = four_s(account, day, 7, 8, 6);
    assess.scores[0].note = "By what their tenders name".into();
    let scored = firm.apply(&firm.boss, &Command::AssessAccount(assess.clone())).await;
    let placed = place(account, "four_s", "star", day, None);
    let said = firm.apply(&firm.boss, &Command::PlaceOnModel(placed.clone())).await;
    let put_in = investment(account, Side::Theirs, 250_000, day);
    firm.apply(&firm.boss, &keep(&put_in)).await;
    firm.apply(&firm.boss, &Command::Undo(Undo { entry: scored, answer: id() })).await;
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let mut kept = Kept::default();
    store::kept::load_built_on(&mut connection, firm.workspace, account, &mut kept).await.unwrap();
    let boss = firm.boss.person;
    let scores = |judged: &[Judged]| {
        judged.iter().map(|one| Scored { criterion: one.criterion.clone(), score: one.score }).collect()
    };
    let evidence = Evidence { criterion: "potential".into(), note: "By what their tenders name".into() };
    let wanted = Assessment {
        id: assess.assessment,
        account,
        model: "four_s".into(),
        version: 1,
        by: boss,
        day,
        scores: scores(&assess.scores),
        context: scores(&assess.context),
        evidence: [evidence].into(),
        withdraws: None,
        recorded: scored,
    };
    assert_eq!(kept.assessments.get(&assess.assessment), Some(&wanted));
    let withdrawal = kept.assessments.values().find(|one| one.withdraws == Some(assess.assessment)).unwrap();
    assert_eq!((withdrawal.scores.len(), withdrawal.recorded, kept.assessments.len()), (0, said + 2, 2));
    let wanted = Position {
        id: placed.position,
        account,
        model: "four_s".into(),
        version: 1,
        cell: "star".into(),
        day,
        by: boss,
        reason: "Seen from their desk".into(),
        // The boss is the only agency director.
        state: PlacementState::Confirmed,
        answers: None,
        recorded: said,
    };
    assert_eq!(kept.positions.get(&placed.position), Some(&wanted));
    assert_eq!(kept.investments.get(&put_in.id), Some(&put_in));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_refused_changes_nothing(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let head = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, Some(head.person)).await;
    let other = firm.hire("Otto Outside", OrgRole::AccountDirector, None).await;
    let account = firm.account("One", Some(max.person)).await;
    let day = today(&firm);
    let placed = place(account, "bensaou", "captive_buyer", day, None);
    firm.apply(&max, &Command::PlaceOnModel(placed.clone())).await;
    let before = firm.get(&firm.boss, &path_of(account)).await.body;
    let seq = board(&firm, &firm.boss, "").await.asked.seq;
    let silent = PlaceOnModel { reason: String::new(), ..place(account, STAGES_OF, "uncoupling", day, None) };
    let blind = place(account, "bensaou", "market_exchange", day, None);
    let outside = AssessAccount { version: 2, ..bensaou(account, day, 3, 3, 4) };
    let too_high = bensaou(account, day, 6, 3, 4);
    let no_cell = place(account, "four_s", "pre", day, None);
    let wrong = Investment { redeployable_percent: 101, ..investment(account, Side::Ours, 1, day) };
    let gone = Rejection::Gone { kind: domain::change::Kind::Account };
    for (hand, command, reason) in [
        (&max, Command::PlaceOnModel(silent), Rejection::ReasonMissing),
        (&max, Command::PlaceOnModel(no_cell), Rejection::CellUnknown { cell: "pre".into() }),
        (&max, Command::AssessAccount(outside), Rejection::EditionDiffers { version: 1 }),
        (
            &max,
            Command::AssessAccount(too_high),
            Rejection::ScoreOutOfRange { criterion: "buyer_assets".into(), low: 1, high: 5 },
        ),
        (&max, keep(&wrong), Rejection::PartOutOfRange { percent: 101 }),
        (&head, answer(&placed, PlacementState::Confirmed, ""), Rejection::ScoredTooLittle { percent: 0 }),
        (
            &max,
            answer(&placed, PlacementState::Confirmed, ""),
            Rejection::NotPermitted { action: domain::policy::Action::ConfirmPlacement },
        ),
        (&other, answer(&placed, PlacementState::Confirmed, ""), gone),
        (&head, answer(&placed, PlacementState::Withdrawn, ""), Rejection::PlacementOfAnother),
    ] {
        let receipt = firm.receipts(hand, &[packed(&command)]).await.remove(0);
        assert_eq!((receipt.reason, receipt.seq), (Some(reason), None));
    }
    let conflict = firm.receipts(&max, &[packed(&Command::PlaceOnModel(blind))]).await.remove(0);
    assert_eq!(conflict.outcome, Outcome::Conflict);
    assert_eq!(firm.get(&firm.boss, &path_of(account)).await.body, before);
    assert_eq!(board(&firm, &firm.boss, "").await.asked.seq, seq);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn directors_confirm_refuse_and_take_their_word_back(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let second = firm.hire("Sam Second", OrgRole::AgencyDirector, None).await;
    let head = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let max = firm.hire("Max Manager", OrgRole::KeyAccountManager, Some(head.person)).await;
    let account = firm.account("One", Some(max.person)).await;
    let day = today(&firm);
    firm.apply(&max, &Command::AssessAccount(bensaou(account, day, 4, 2, 4))).await;
    let first = place(account, "bensaou", "captive_buyer", day, None);
    firm.apply(&max, &Command::PlaceOnModel(first.clone())).await;
    let confirmed = firm.apply(&head, &answer(&first, PlacementState::Confirmed, "Seen")).await;
    let told = sheet(&firm, &max, account).await;
    let model = of_model(&told, "bensaou");
    assert_eq!((model.stands, model.positions[0].came_to), (Some(first.position), PlacementState::Confirmed));
    let [word] = &model.positions[0].answers[..] else { panic!("one answer") };
    assert_eq!((word.by, word.reason.as_str(), word.recorded), (head.person, "Seen", confirmed));
    let own = place(account, "bensaou", "market_exchange", day, Some(first.position));
    firm.apply(&head, &Command::PlaceOnModel(own.clone())).await;
    let of_own = firm.receipts(&head, &[packed(&answer(&own, PlacementState::Confirmed, ""))]).await.remove(0);
    assert_eq!(of_own.reason, Some(Rejection::PlacementOfOwn));
    let refused = firm.apply(&second, &answer(&own, PlacementState::Refused, "Not yet")).await;
    let placed = |board: &ModelsBoard| {
        let columns = board.model("bensaou").unwrap();
        let on = board.on(columns, board.place(account).unwrap());
        on.placed.map(|placed| (placed.cell.to_owned(), placed.confirmed, placed.by))
    };
    let stood = Some(("captive_buyer".to_owned(), true, Some(max.person)));
    assert_eq!(placed(&board(&firm, &max, "").await), stood, "a refused one does not count");
    firm.apply(&second, &Command::Undo(Undo { entry: refused, answer: id() })).await;
    let open = Some(("market_exchange".to_owned(), false, Some(head.person)));
    assert_eq!(placed(&board(&firm, &max, "").await), open, "it waits again");
    let told = sheet(&firm, &max, account).await;
    let model = of_model(&told, "bensaou");
    assert_eq!((model.positions.len(), model.positions[0].answers.len()), (2, 2), "nothing is removed");
    assert_eq!(model.distance.as_ref().unwrap().thresholds, 1);

    // The stages have one mechanism with the others: what is said there is a placement, told on the board of stages as well.
    let stage = place(account, STAGES_OF, "mid", day, None);
    firm.apply(&max, &Command::PlaceOnModel(stage.clone())).await;
    let too_little = firm.receipts(&head, &[packed(&answer(&stage, PlacementState::Confirmed, ""))]).await.remove(0);
    assert_eq!(too_little.reason, Some(Rejection::ScoredTooLittle { percent: 0 }));
    firm.apply(&head, &answer(&stage, PlacementState::Refused, "They only ordered once")).await;
    let directory: app::wire::DirectorySnapshot = get(&firm, &max, "/api/v1/model?scope=directory").await;
    let model = directory.into_model();
    assert_eq!(domain::placement::standing(&model, account, day), None);
    assert_eq!(model.placements.of(account).count(), 2);
}

/// The only agency director's own word stands as their decision, also for who reads the directory.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_only_agency_director_decides_and_it_is_told(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let day = today(&firm);
    let leaving = place(account, STAGES_OF, "uncoupling", day, None);
    firm.apply(&firm.boss, &Command::PlaceOnModel(leaving)).await;
    let told = sheet(&firm, &firm.boss, account).await;
    let position = &of_model(&told, STAGES_OF).positions[0];
    assert_eq!((position.came_to, position.answers.len()), (PlacementState::Confirmed, 0));
    let directory: app::wire::DirectorySnapshot = get(&firm, &firm.boss, "/api/v1/model?scope=directory").await;
    let model = directory.into_model();
    let found = domain::placement::standing(&model, account, day).unwrap();
    assert_eq!((found.state, found.answers, found.cell), (PlacementState::Confirmed, None, Stage::Uncoupling));
}

const EVIDENCE: &str = "canary-of-the-evidence";
const REASON: &str = "canary-of-the-reason";
const PUT_IN: &str = "canary-of-the-investment";

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn who_may_not_see_it_never_gets_it(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let head = firm.hire("Dora Director", OrgRole::AccountDirector, None).await;
    let max = firm.hire("Max Manager", OrgRole::AccountManager, Some(head.person)).await;
    let mut readers = Vec::new();
    for (name, hand, sees, reads) in [
        ("agency director", firm.token(firm.boss.person).await, true, true),
        ("account director", head, true, true),
        ("account manager", max.clone(), true, true),
        ("finance", firm.hire("Fay", OrgRole::Finance, None).await, true, false),
        ("key account manager of others", firm.hire("Olga", OrgRole::KeyAccountManager, None).await, false, false),
        ("administrator", firm.hire("Adam", OrgRole::Administrator, None).await, false, false),
        ("brand manager", firm.hire("Bea", OrgRole::BrandManager, None).await, false, false),
    ] {
        let live = firm.listen(&hand, None).await;
        readers.push((name, hand, live, sees, reads));
    }
    let account = firm.account("One", Some(max.person)).await;
    let day = today(&firm);
    let mut assess = bensaou(account, day, 4, 2, 4);
    assess.scores[0].note = EVIDENCE.into();
    firm.apply(&max, &Command::AssessAccount(assess)).await;
    let reason = REASON.to_owned();
    let placed = PlaceOnModel { reason, ..place(account, "bensaou", "market_exchange", day, None) };
    firm.apply(&max, &Command::PlaceOnModel(placed)).await;
    let note = PUT_IN.to_owned();
    firm.apply(&max, &keep(&Investment { note, ..investment(account, Side::Ours, 100, day) })).await;
    for (name, hand, live, sees, reads) in &mut readers {
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
            path_of(account),
            "/api/v1/history".to_owned(),
            app::paths::BOARDS_OF_MODELS.to_owned(),
            format!("/api/v1/page?path=/accounts/{account}"),
            "/api/v1/page?path=/boards/models".to_owned(),
        ] {
            all += &firm.get(hand, &path).await.body;
        }
        assert_eq!(all.contains(EVIDENCE), *reads, "{name} reads the evidence");
        assert_eq!(all.contains(REASON), *sees, "{name} sees the reason");
        assert_eq!(all.contains(PUT_IN), *sees, "{name} sees the investment");
        let found = board(&firm, hand, "").await;
        assert_eq!(found.place(account).is_some(), *sees, "{name} sees the account");
        let status = firm.get(hand, &path_of(account)).await.status.as_u16();
        assert_eq!(status, if *sees { 200 } else { 404 }, "{name}");
        if *sees {
            let told = sheet(&firm, hand, account).await;
            let facts: Vec<_> = told.facts.iter().map(|known| known.fact).collect();
            let ranked = facts.contains(&domain::categorization::facts::Fact::AccountsRanked);
            assert_eq!(ranked, !name.starts_with("account"), "{name} is told how many accounts there are");
            let colleagues = facts.contains(&domain::categorization::facts::Fact::ColleaguesInContact);
            assert_eq!(colleagues, *reads, "{name} learns of notes");
        }
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_board_tells_what_held_on_a_day_and_what_was_known_then(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let (one, two) = (firm.account("One", None).await, firm.account("Two", None).await);
    let first = today(&firm);
    let earlier = first.checked_sub(40.days()).unwrap();
    let ask = |account, day, cell: &str, was| Command::PlaceOnModel(place(account, "bensaou", cell, day, was));
    let old = place(one, "bensaou", "market_exchange", earlier, None);
    firm.apply(&firm.boss, &Command::AssessAccount(bensaou(one, earlier, 2, 2, 4))).await;
    firm.apply(&firm.boss, &Command::PlaceOnModel(old.clone())).await;
    for day in [earlier, earlier.checked_sub(40.days()).unwrap()] {
        firm.apply(&firm.boss, &Command::RecordDocument(sale(one, day, 5_000))).await;
    }
    let signed = Contract { id: id(), account: one, name: "Frame".into(), from_day: earlier, ..Contract::default() };
    firm.apply(&firm.boss, &keep(&signed)).await;
    let on_first = board(&firm, &firm.boss, "").await;

    let clock = firm.house.server.engine.clock();
    clock.set_ahead(SignedDuration::from_hours(24));
    let second = today(&firm);
    // Of the day before, but written today: it holds there, and was not known there.
    firm.apply(&firm.boss, &Command::AssessAccount(bensaou(one, first, 4, 4, 4))).await;
    firm.apply(&firm.boss, &ask(one, first, "strategic_partnership", Some(old.position))).await;
    firm.apply(&firm.boss, &ask(two, second, "captive_buyer", None)).await;
    firm.apply(&firm.boss, &Command::RecordDocument(sale(one, earlier, 5_000))).await;
    let gone = Command::Keep(Keep::one(Some(one), Wish::of_removal(&signed)));
    firm.apply(&firm.boss, &gone).await;
    let edit = AccountEdit::Name("One and more".into());
    firm.apply(&firm.boss, &Command::EditAccount(EditAccount { account: one, edit })).await;
    let late = firm.account("Late", None).await;
    let known = board(&firm, &firm.boss, &format!("known_on={first}")).await;
    let mut wanted = on_first.clone();
    wanted.asked.known_on = Some(first);
    assert_eq!(known, wanted, "as it was known on a day is what the board showed then");
    let held = board(&firm, &firm.boss, &format!("as_of={first}")).await;
    let cell = |board: &ModelsBoard, account, model: &str| {
        let on = board.on(board.model(model).unwrap(), board.place(account)?);
        Some((on.placed.map(|placed| placed.cell.to_owned()), on.computed.map(str::to_owned)))
    };
    let both = |cell: &str| Some((Some(cell.to_owned()), Some(cell.to_owned())));
    assert_eq!(cell(&held, one, "bensaou"), both("strategic_partnership"));
    assert_eq!(cell(&held, two, "bensaou"), Some((None, None)), "it stands there from the next day on");
    let before = board(&firm, &firm.boss, &format!("as_of={earlier}")).await;
    assert_eq!(cell(&before, one, "bensaou"), both("market_exchange"));
    assert_eq!(before.accounts.revenue_ttm_minor[before.place(one).unwrap()], 15_000);
    let day_before = earlier.yesterday().unwrap();
    let nothing = board(&firm, &firm.boss, &format!("as_of={day_before}")).await;
    assert_eq!(cell(&nothing, one, "bensaou"), Some((None, None)));
    assert_eq!(nothing.accounts.revenue_ttm_minor[nothing.place(one).unwrap()], 5_000);
    let now = board(&firm, &firm.boss, "").await;
    assert_eq!(now.accounts.name[now.place(one).unwrap()], "One and more");
    assert!(now.place(late).is_some() && known.place(late).is_none(), "what came later was not known");
    assert_eq!(cell(&known, one, "webster").unwrap().1.as_deref(), Some("long_term_relationship"), "by its contract");
    assert_eq!(cell(&now, one, "webster").unwrap().1.as_deref(), Some("repeated_transactions"), "it went since");
    let never = board(&firm, &firm.boss, "known_on=2001-01-01").await;
    assert!(never.is_empty() && never.asked.seq == 0);
    let wrong = firm.get(&firm.boss, "/api/v1/boards/models?known_on=yesterday").await;
    assert_eq!(wrong.status.as_u16(), 422);
}

/// An account that was taken in by mistake was known until it went; not to those who never saw it.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_went_since_is_known_to_whom_it_was(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let olga = firm.hire("Olga Outside", OrgRole::KeyAccountManager, None).await;
    let (first, mine) = (today(&firm), firm.account("Mine", Some(olga.person)).await);
    let slip = id();
    let entry = firm.apply(&firm.boss, &create(slip, "Slip", None)).await;
    firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(24));
    firm.apply(&firm.boss, &Command::Undo(Undo { entry, answer: id() })).await;
    let known = format!("known_on={first}");
    let mut both = vec![slip, mine];
    both.sort_unstable();
    assert_eq!(board(&firm, &firm.boss, &known).await.accounts.id, both);
    assert_eq!(board(&firm, &firm.boss, "").await.accounts.id, [mine]);
    let of_olga = firm.get(&olga, &format!("{}?{known}", app::paths::BOARDS_OF_MODELS)).await.body;
    assert!(of_olga.contains("Mine") && !of_olga.contains("Slip") && !of_olga.contains(&slip.to_string()));
    let of_line = board(&firm, &firm.boss, &format!("{known}&scope=line:{}", olga.person)).await;
    assert_eq!(of_line.accounts.id, [mine]);
}

/// An undone invoice was known before, and one that was written since was not.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_books_stand_as_they_were_known(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let account = firm.account("One", None).await;
    let first = today(&firm);
    let entry = firm.apply(&firm.boss, &Command::RecordDocument(sale(account, first, 700))).await;
    firm.apply(&firm.boss, &Command::RecordDocument(sale(account, first, 20))).await;
    firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(24));
    firm.apply(&firm.boss, &Command::Undo(Undo { entry, answer: id() })).await;
    firm.apply(&firm.boss, &Command::RecordDocument(sale(account, first, 3))).await;
    let brought = |board: ModelsBoard| board.accounts.revenue_ttm_minor[board.place(account).unwrap()];
    assert_eq!(brought(board(&firm, &firm.boss, "").await), 23);
    assert_eq!(brought(board(&firm, &firm.boss, &format!("known_on={first}")).await), 720);
}
