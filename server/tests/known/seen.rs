//! Who is told what of it, on every way out.

use app::wire::assessments::Assessments;
use app::wire::model_draft::EditionSent;
use app::wire::models_board::ModelsBoard;
use domain::categorization::{CategorizationModel, Needed, Reached};
use domain::note::AddNote;
use domain::person::OrgRole;
use domain::position::PlaceOnModel;
use domain::rejection::Rejection;
use domain::wallet_estimate::WalletEstimate;
use server::models;

use super::*;

/// A ladder of the house: its second step asks for colleagues in contact, its third for a wallet.
fn ladder() -> CategorizationModel {
    let mut model = models::shipped().latest("webster").unwrap().clone();
    (model.id, model.title) = ("house".to_owned(), "Our ladder".to_owned());
    let asks = |fact: Fact| {
        let needed = Needed { fact: fact.word().to_owned(), at_least: 1 };
        Reached::Evidence(vec![vec![needed]])
    };
    for (cell, fact) in [(1, Fact::ColleaguesInContact), (2, Fact::WalletMinor), (3, Fact::FamiliesBought)] {
        model.cells[cell].reached = asks(fact);
    }
    model
}

async fn board(firm: &Firm, hand: &Hand, query: &str) -> ModelsBoard {
    let told = firm.get(hand, &format!("{}?model=house&{query}", app::paths::BOARDS_OF_MODELS)).await;
    assert_eq!(told.status.as_u16(), 200, "{}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

/// The step to which an account is told to have come.
async fn step(firm: &Firm, hand: &Hand, account: AccountId, query: &str) -> String {
    let board = board(firm, hand, query).await;
    let on = board.on(board.model("house").unwrap(), board.place(account).unwrap());
    on.computed.unwrap_or_default().to_owned()
}

async fn sheet(firm: &Firm, hand: &Hand, account: AccountId) -> Assessments {
    let told = firm.get(hand, &format!("/api/v1/accounts/{account}/assessments")).await;
    serde_json::from_str(&told.body).unwrap()
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_ladder_is_climbed_as_far_as_its_reader_may_see_the_evidence(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let finance = firm.hire("Fay Finance", OrgRole::Finance, None).await;
    let account = firm.account("One", None).await;
    let (families, _) = catalogue(&firm, 1).await;
    let before = today(&firm);
    firm.apply(&firm.boss, &Command::RecordDocument(sale(account, before, 700))).await;
    let model = ladder();
    let steps: Vec<String> = model.steps().map(|cell| cell.id.clone()).collect();
    let sent =
        EditionSent { edition: id(), file: serde_json::to_string(&model).unwrap(), was: 0, reason: "Ours".into() };
    let published = firm.post(&firm.boss, app::paths::MODEL_EDITIONS, &serde_json::to_value(&sent).unwrap()).await;
    assert_eq!(published.status.as_u16(), 200, "{}", published.body);
    assert_eq!(step(&firm, &firm.boss, account, "").await, steps[0]);
    firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(24));
    let day = today(&firm);
    let note = Command::AddNote(AddNote { note: id(), account, text: "Met them".into() });
    let noted = firm.apply(&firm.boss, &note).await;
    let (family, yearly_minor) = (families[0].id, Some(5_000));
    let estimate = WalletEstimate { id: id(), account, family, from_day: before, yearly_minor, ..Default::default() };
    firm.apply(&firm.boss, &keep(&estimate)).await;
    // Kept, worked out of the day before, and as it was known then.
    for (query, to_director) in [
        (String::new(), 2),
        (format!("as_of={day}"), 2),
        // The note is of today, the estimate of the day before: the second step is missing.
        (format!("as_of={before}"), 0),
        (format!("known_on={before}"), 0),
        (format!("known_on={day}"), 2),
    ] {
        assert_eq!(step(&firm, &firm.boss, account, &query).await, steps[to_director], "to a director: {query}");
        assert_eq!(step(&firm, &finance, account, &query).await, steps[0], "to finance: {query}");
    }
    for (hand, sees) in [(&firm.boss, true), (&finance, false)] {
        let told = sheet(&firm, hand, account).await;
        let on = told.models.iter().find(|one| one.model == "house").unwrap();
        assert_eq!(on.computed.cell.as_ref(), Some(&steps[if sees { 2 } else { 0 }]), "as the board has it");
        let knows = |fact| told.facts.iter().any(|known| known.fact == fact);
        assert!(knows(Fact::SalesTtm) && knows(Fact::AccountsRanked));
        assert_eq!([knows(Fact::WalletMinor), knows(Fact::ColleaguesInContact)], [sees; 2]);
        assert_eq!(serde_json::to_string(&told).unwrap().contains("5000"), sees, "nor by what it works out");
    }
    // Where they were told that an account stands, people need no word why; elsewhere they do.
    let place = |cell: &str| PlaceOnModel {
        position: id(),
        account,
        model: "house".to_owned(),
        version: 1,
        cell: cell.to_owned(),
        day,
        reason: String::new(),
        was: None,
        seen: None,
    };
    let refused = firm.receipts(&firm.boss, &[packed(&Command::PlaceOnModel(place(&steps[0])))]).await.remove(0);
    assert_eq!(refused.reason, Some(Rejection::ReasonMissing));
    firm.apply(&firm.boss, &Command::PlaceOnModel(place(&steps[2]))).await;
    // What was taken back since was known until then.
    firm.house.server.engine.clock().set_ahead(SignedDuration::from_hours(48));
    firm.apply(&firm.boss, &Command::Undo(domain::undo::Undo { entry: noted, answer: id() })).await;
    assert_eq!(step(&firm, &firm.boss, account, "").await, steps[0]);
    assert_eq!(step(&firm, &firm.boss, account, &format!("known_on={day}")).await, steps[2]);
}
