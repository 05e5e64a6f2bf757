//! Models copied, edited, previewed and published, over HTTP.

use app::wire::model_draft::{DraftSent, EditionAnswer, EditionSent, FileRule, ModelPreview};
use app::wire::scores::ScoreListAnswer;
use axum::body::Body;
use axum::http::{Request, header};
use domain::categorization::validate::Flaw;
use domain::categorization::{CategorizationModel, Cell, Reached};
use domain::change::Kind;
use domain::key_rule::{KeyBasis, KeyRule};
use serde::Serialize;

use super::*;
use crate::support::firm::as_of;

async fn post(firm: &Firm, hand: &Hand, path: &str, body: &impl Serialize) -> (u16, String) {
    let told = firm.post(hand, path, &serde_json::to_value(body).unwrap()).await;
    (told.status.as_u16(), told.body)
}

/// Why a command was refused.
async fn refused(firm: &Firm, command: &Command) -> Option<Rejection> {
    firm.receipts(&firm.boss, &[packed(command)]).await.remove(0).reason
}

fn written(model: &CategorizationModel) -> String {
    serde_json::to_string(model).unwrap()
}

async fn preview(firm: &Firm, model: &CategorizationModel, of: &str) -> ModelPreview {
    preview_of(firm, written(model), of).await
}

async fn preview_of(firm: &Firm, file: String, of: &str) -> ModelPreview {
    let sent = DraftSent { file, of: of.to_owned() };
    let (status, body) = post(firm, &firm.boss, app::paths::MODEL_PREVIEW, &sent).await;
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

fn edition(model: &CategorizationModel, was: i64) -> EditionSent {
    EditionSent { edition: id(), file: written(model), was, reason: "Growth counts for more".to_owned() }
}

async fn publish(firm: &Firm, hand: &Hand, sent: &EditionSent) -> (u16, EditionAnswer) {
    let (status, body) = post(firm, hand, app::paths::MODEL_EDITIONS, sent).await;
    (status, serde_json::from_str(&body).unwrap_or_default())
}

async fn published(firm: &Firm, model: &CategorizationModel, was: i64) -> EditionAnswer {
    let (status, answer) = publish(firm, &firm.boss, &edition(model, was)).await;
    assert_eq!((status, answer.is_published()), (200, true), "{answer:?}");
    answer
}

async fn listed(firm: &Firm, hand: &Hand, model: &str) -> Option<CategorizationModel> {
    let told: serde_json::Value = get(firm, hand, app::paths::CATEGORIZATION_MODELS).await;
    let models: Vec<CategorizationModel> = serde_json::from_value(told["models"].clone()).unwrap();
    models.into_iter().find(|known| known.id == model)
}

fn shipped(id: &str) -> CategorizationModel {
    models::shipped().latest(id).unwrap().clone()
}

/// 4S with growth counting for so much that it decides alone.
fn growth() -> CategorizationModel {
    let mut model = shipped("four_s");
    model.criteria.iter_mut().filter(|one| one.id == "growth").for_each(|one| one.weight = 900);
    model
}

/// Scores that are high but for growth, or the other way round.
fn but_growth(account: AccountId, day: Day, all: i64, growth: i64) -> AssessAccount {
    let mut assess = four_s(account, day, all, 7, 5);
    assess.scores.iter_mut().filter(|one| one.criterion == "growth").for_each(|one| one.score.ours = growth);
    assess
}

async fn cells(firm: &Firm, model: &str) -> Vec<(AccountId, Option<String>)> {
    let board = board(firm, &firm.boss, &format!("model={model}")).await;
    let columns = board.model(model).unwrap();
    let cell = |place: usize| board.on(columns, place).computed.map(str::to_owned);
    board.accounts.id.iter().enumerate().map(|(place, account)| (*account, cell(place))).collect()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_the_preview_counts_moves_once_it_is_published_and_scored(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let day = today(&firm);
    let mut scored = Vec::new();
    for (name, all, growth) in [("One", 9, 1), ("Two", 8, 2), ("Three", 9, 9), ("Four", 1, 10)] {
        let account = firm.account(name, None).await;
        scored.push(but_growth(account, day, all, growth));
    }
    firm.account("Never", None).await;
    for assess in &scored {
        firm.apply(&firm.boss, &Command::AssessAccount(assess.clone())).await;
    }
    let draft = growth();
    let told = preview(&firm, &draft, "").await;
    assert_eq!((told.is_sound(), told.version, told.judged, told.unjudged), (true, 2, 4, 1), "{told:?}");
    let ways: Vec<(&str, &str, usize)> = told
        .moves
        .iter()
        .map(|one| (one.from.as_ref().unwrap().cell.as_str(), one.to.cell.as_str(), one.accounts.len()))
        .collect();
    assert_eq!(ways, [("strategic", "status", 2), ("status", "strategic", 1)]);
    assert_eq!((told.moving(), told.staying(), told.lost.len()), (3, 1, 0));
    let before = cells(&firm, "four_s").await;
    published(&firm, &draft, 1).await;
    // What was scored keeps its edition.
    assert_eq!(cells(&firm, "four_s").await, before);
    let sheet_of = sheet(&firm, &firm.boss, scored[0].account).await;
    let on = of_model(&sheet_of, "four_s");
    assert_eq!((on.version, on.assessments[0].assessment.version), (2, 1));
    assert_eq!(on.computed.cell.as_deref(), Some("strategic"));
    let old = refused(&firm, &Command::AssessAccount(but_growth(scored[0].account, day, 9, 1))).await;
    assert_eq!(old, Some(Rejection::EditionDiffers { version: 2 }));
    for assess in &scored {
        let anew = AssessAccount { assessment: id(), version: 2, ..assess.clone() };
        firm.apply(&firm.boss, &Command::AssessAccount(anew)).await;
    }
    let after = cells(&firm, "four_s").await;
    let moved: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
    let mut wanted: Vec<AccountId> =
        told.moves.iter().flat_map(|one| one.accounts.iter().map(|one| one.account)).collect();
    wanted.sort();
    assert_eq!(moved.iter().map(|(_, (account, _))| *account).collect::<Vec<_>>(), wanted);
    for ((account, from), (_, to)) in moved {
        let one = told.moves.iter().find(|one| one.accounts.iter().any(|one| one.account == *account)).unwrap();
        assert_eq!(from.as_deref(), one.from.as_ref().map(|from| from.cell.as_str()));
        assert_eq!(to.as_deref(), Some(one.to.cell.as_str()));
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn on_a_ladder_the_preview_is_what_moves_at_once(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let day = today(&firm);
    let (much, little) = (firm.account("Much", None).await, firm.account("Little", None).await);
    for (account, months) in [(much, 4), (little, 2)] {
        for month in 0..months {
            let day = day.checked_sub((month * 40).days()).unwrap();
            firm.apply(&firm.boss, &Command::RecordDocument(sale(account, day, 1_000))).await;
        }
    }
    let mut draft = shipped("webster");
    let Reached::Evidence(groups) = &mut draft.cells[1].reached else { panic!("a step") };
    groups.iter_mut().flatten().filter(|needed| needed.fact == "sales_ttm").for_each(|needed| needed.at_least = 3);
    let told = preview(&firm, &draft, "").await;
    assert_eq!((told.judged, told.moving()), (2, 1), "{told:?}");
    assert_eq!((told.moves[0].accounts[0].name.as_str(), told.moves[0].to.cell.as_str()), ("Little", "transaction"));
    let before = cells(&firm, "webster").await;
    let first = board(&firm, &firm.boss, "").await;
    firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(24));
    published(&firm, &draft, 1).await;
    let after = cells(&firm, "webster").await;
    let moved: Vec<AccountId> =
        before.iter().zip(&after).filter(|(before, after)| before != after).map(|(before, _)| before.0).collect();
    assert_eq!(moved, [little]);
    // What was published later was not known on the day before.
    let known = board(&firm, &firm.boss, &format!("known_on={day}")).await;
    assert_eq!(known.models, first.models, "as it was known on a day is what the board showed then");
    assert_eq!(known.model("webster").map(|columns| columns.version), Some(1));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_copy_is_a_model_like_any_other(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let (account, other, day) = (firm.account("One", None).await, firm.account("Two", None).await, today(&firm));
    let mut copy = growth();
    (copy.id, copy.title) = ("house".to_owned(), "Our 4S".to_owned());
    copy.criteria.retain(|criterion| criterion.id != "potential");
    firm.apply(&firm.boss, &Command::AssessAccount(but_growth(account, day, 9, 1))).await;
    let told = preview(&firm, &copy, "four_s").await;
    assert_eq!((told.version, told.of.as_ref().map(|of| of.model.as_str()), told.moving()), (1, Some("four_s"), 1));
    published(&firm, &copy, 0).await;
    assert_eq!(listed(&firm, &firm.boss, "house").await.map(|model| model.title), Some("Our 4S".to_owned()));
    // Scored, placed, listed, on a board of its own.
    let mut assess = but_growth(account, day, 9, 1);
    assess.model = "house".to_owned();
    let told = refused(&firm, &Command::AssessAccount(assess.clone())).await;
    assert_eq!(told, Some(Rejection::CriterionUnknown { criterion: "potential".to_owned() }));
    assess.scores.retain(|one| one.criterion != "potential");
    firm.apply(&firm.boss, &Command::AssessAccount(assess)).await;
    firm.apply(&firm.boss, &Command::PlaceOnModel(place(account, "house", "star", day, None))).await;
    let told = sheet(&firm, &firm.boss, account).await;
    let on = of_model(&told, "house");
    assert!(on.own && on.stands.is_some() && on.computed.cell.as_deref() == Some("status"), "{on:?}");
    let request =
        as_of(&firm.boss, Request::post(app::paths::scores("house"))).header(header::CONTENT_TYPE, "text/csv");
    let list = format!("account,growth\n{other},9\n");
    let taken = firm.house.send(request.body(Body::from(list)).unwrap()).await;
    let taken: ScoreListAnswer = serde_json::from_str(&taken.body).unwrap();
    assert_eq!((taken.assessed, taken.refused), (1, 0), "{taken:?}");
    let four = board(&firm, &firm.boss, "").await;
    assert_eq!(four.models.len(), 4);
    let five = board(&firm, &firm.boss, "model=house").await;
    let columns = five.model("house").unwrap();
    assert_eq!((five.models.len(), columns.version), (5, 1));
    let stands = five.on(columns, five.place(account).unwrap());
    assert_eq!(stands.placed.map(|placed| placed.cell), Some("star"));
    assert_eq!(
        (&five.spread, &five.under_developed),
        (&four.spread, &four.under_developed),
        "the four speak for themselves"
    );
    // A rule of key accounts goes by its cells.
    let rule = KeyRule {
        id: id(),
        name: "Stars of ours".to_owned(),
        basis: KeyBasis::Cells,
        model: "house".to_owned(),
        cells: ["star".to_owned()].into(),
        from_day: day,
        ..KeyRule::default()
    };
    firm.apply(&firm.boss, &keep(&rule)).await;
    let set: app::wire::key_accounts::KeySet = get(&firm, &firm.boss, "/api/v1/key-accounts").await;
    assert!(set.candidates.iter().any(|line| line.account == account), "{set:?}");
    // And its next edition.
    copy.title = "Our own 4S".to_owned();
    assert_eq!(published(&firm, &copy, 1).await.version, 2);
    assert_eq!(
        firm.get(&firm.boss, &format!("{}?version=1", app::paths::model_file("house"))).await.status.as_u16(),
        200
    );
    assert_eq!(
        firm.get(&firm.boss, &format!("{}?version=9", app::paths::model_file("house"))).await.status.as_u16(),
        404
    );
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_copy_along_one_axis_tells_where_those_of_the_cells_that_went_would_stand(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let (account, day) = (firm.account("One", None).await, today(&firm));
    firm.apply(&firm.boss, &Command::AssessAccount(but_growth(account, day, 9, 1))).await;
    let mut copy = shipped("four_s");
    (copy.id, copy.title) = ("narrow".to_owned(), "Narrow".to_owned());
    copy.drop_axis("strength");
    let told = preview(&firm, &copy, "four_s").await;
    let overlap =
        |flaw: &Flaw| matches!(flaw, Flaw::CellsOverlap { cell, other, .. } if cell == "strategic" && other == "star");
    assert!(told.flaws.len() == 2 && told.flaws.iter().any(overlap) && told.moves.is_empty(), "{told:?}");
    copy.cells.retain(|cell| cell.id == "star" || cell.id == "streamline");
    let told = preview(&firm, &copy, "four_s").await;
    let ways: Vec<_> =
        told.moves.iter().map(|one| (one.from.as_ref().unwrap().cell.as_str(), one.to.cell.as_str())).collect();
    assert_eq!((told.flaws.as_slice(), ways.as_slice()), (&[][..], &[("strategic", "star")][..]));
    published(&firm, &copy, 0).await;
    // What nothing asks for would be there for every account.
    let mut ladder = shipped("webster");
    ladder.cells[0].reached = Reached::Evidence(vec![Vec::new()]);
    assert_eq!(preview(&firm, &ladder, "").await.flaws, [Flaw::WayEmpty { cell: "transaction".into() }]);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn only_agency_directors_look_at_drafts_and_publish(pool: PgPool) {
    let firm = Firm::found(pool).await;
    for role in [OrgRole::AccountDirector, OrgRole::KeyAccountManager, OrgRole::Finance, OrgRole::Administrator] {
        let hand = firm.hire(&format!("Somebody {role:?}"), role, Some(firm.boss.person)).await;
        let sent = DraftSent { file: written(&growth()), of: String::new() };
        let (status, body) = post(&firm, &hand, app::paths::MODEL_PREVIEW, &sent).await;
        assert_eq!((status, body.contains("moves")), (403, false), "{role:?}");
        assert_eq!(publish(&firm, &hand, &edition(&growth(), 1)).await.0, 403, "{role:?}");
    }
    // Nor through the door of commands, as which it is made by the server alone.
    let edition = edition(&growth(), 1);
    let command = domain::model_edition::PublishModel {
        edition: edition.edition,
        text: edition.file,
        reason: String::new(),
        was: 1,
    };
    let told = refused(&firm, &Command::PublishModel(command)).await;
    assert_eq!(told, Some(Rejection::NotFromOutside));
    assert_eq!(listed(&firm, &firm.boss, "four_s").await.unwrap().version, 1);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn of_two_who_publish_at_once_the_second_is_told(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let other = firm.hire("Dora Director", OrgRole::AgencyDirector, None).await;
    let (mine, theirs) = (edition(&growth(), 1), edition(&shipped("four_s"), 1));
    let (one, two) = tokio::join!(publish(&firm, &firm.boss, &mine), publish(&firm, &other, &theirs));
    let mut statuses = [one.0, two.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422], "{one:?} {two:?}");
    let (winner, refused) = if one.0 == 200 { ((&firm.boss, &mine), two.1) } else { ((&other, &theirs), one.1) };
    let conflict = Rejection::Conflict { kind: Kind::ModelEdition, field: "version".to_owned() };
    assert_eq!(refused.refused, Some(conflict));
    // Sent again, not knowing whether it came, it is the same edition.
    let seq = board(&firm, &firm.boss, "").await.asked.seq;
    assert_eq!(publish(&firm, winner.0, winner.1).await.0, 200);
    assert_eq!(board(&firm, &firm.boss, "").await.asked.seq, seq);
    assert_eq!(listed(&firm, &other, "four_s").await.unwrap().version, 2);
    // It stays: what is published is followed by another one, and not taken back.
    let undo = packed(&Command::Undo(Undo { entry: seq, answer: id() }));
    let undone = firm.receipts(winner.0, &[undo]).await.remove(0);
    assert_eq!(undone.reason, Some(Rejection::EntryStays { entry: seq }));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_wrong_with_a_model_is_told_and_nothing_is_published(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let broken = |change: &dyn Fn(&mut CategorizationModel)| {
        let mut model = shipped("four_s");
        change(&mut model);
        model
    };
    let at = |axis: &str, band: &str| domain::categorization::validate::At { axis: axis.into(), band: band.into() };
    let corner = || vec![at("attractiveness", "high"), at("strength", "high")];
    let star = |model: &CategorizationModel| model.cells.iter().find(|cell| cell.id == "star").unwrap().reached.clone();
    let cases: Vec<(CategorizationModel, Flaw)> = vec![
        (
            broken(&|model| model.criteria.iter_mut().for_each(|one| one.weight = 0)),
            Flaw::WeightsSumToNothing { axis: "attractiveness".into() },
        ),
        (
            broken(&|model| model.criteria[0].anchors[4].to = Some(11)),
            Flaw::AnchorOutsideScale { criterion: "potential".into(), score: 9 },
        ),
        (
            broken(&|model| model.criteria[0].signal = Some("stars".into())),
            Flaw::SignalUnknown { criterion: "potential".into(), signal: "stars".into() },
        ),
        (
            broken(&|model| {
                let reached = star(model);
                let strategic = model.cells.iter_mut().find(|cell| cell.id == "strategic").unwrap();
                let (Reached::Boxes(all), Reached::Boxes(more)) = (&mut strategic.reached, reached) else {
                    panic!("boxes")
                };
                all.extend(more);
            }),
            Flaw::CellsOverlap {
                cell: "strategic".into(),
                other: "star".into(),
                at: vec![at("attractiveness", "high"), at("strength", "low")],
            },
        ),
        (
            broken(&|model| {
                model
                    .cells
                    .iter_mut()
                    .filter(|cell: &&mut Cell| cell.id == "strategic")
                    .for_each(|cell| cell.reached = Reached::Declared)
            }),
            Flaw::Hole { at: corner() },
        ),
    ];
    for (model, flaw) in cases {
        let told = preview(&firm, &model, "").await;
        assert!(told.flaws.contains(&flaw) && told.moves.is_empty(), "{flaw:?} {:?}", told.flaws);
        let (status, answer) = publish(&firm, &firm.boss, &edition(&model, 1)).await;
        assert!(status == 422 && answer.flaws.contains(&flaw), "{flaw:?} {answer:?}");
    }
    let hole = written(&shipped("four_s")).replacen("\"weight\":30,", "", 1);
    let told = preview_of(&firm, hole.clone(), "").await;
    let missing = FileRule::FieldMissing { field: "weight".to_owned() };
    assert_eq!(told.unreadable.map(|fault| fault.why), Some(missing));
    let sent = EditionSent { file: hole, ..edition(&growth(), 1) };
    let (status, answer) = publish(&firm, &firm.boss, &sent).await;
    assert!(status == 422 && answer.unreadable.is_some());
    let mut scaled = four_s(firm.account("One", None).await, today(&firm), 11, 5, 5);
    scaled.version = 1;
    let told = refused(&firm, &Command::AssessAccount(scaled)).await;
    assert!(matches!(told, Some(Rejection::ScoreOutOfRange { high: 10, .. })), "{told:?}");
    assert_eq!(listed(&firm, &firm.boss, "four_s").await.unwrap().version, 1);
}
