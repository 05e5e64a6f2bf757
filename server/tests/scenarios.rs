//! Scenarios, over HTTP: what would come of them, who keeps, sees and takes them in, and that nothing moves before.

use crate::support::firm::{Firm, Hand, id, packed};
use app::paths;
use app::wire::assessments::Assessments;
use app::wire::report::ConcentrationReport;
use app::wire::scenarios::{ScenarioPlan, ScenarioTold, Scenarios, StepsSent};
use domain::change::Kind;
use domain::command::Command;
use domain::day::Day;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::{AccountId, PersonId, ScenarioId};
use domain::keep::{Keep, Wish as Kept};
use domain::key_decision::{DecideKeyAccount, KeyWord};
use domain::money::Currency;
use domain::person::OrgRole;
use domain::policy::Action;
use domain::rejection::{Outcome, Rejection};
use domain::scenario::{KeepScenario, SayOfScenario, ScenarioSays, ScenarioState, Wish};
use domain::target::Target;
use domain::undo::Undo;
use serde::de::DeserializeOwned;
use sqlx::PgPool;

fn today(firm: &Firm) -> Day {
    firm.house.server.engine.clock().today()
}

async fn get<T: DeserializeOwned>(firm: &Firm, hand: &Hand, path: &str) -> T {
    let told = firm.get(hand, path).await;
    assert_eq!(told.status.as_u16(), 200, "{path}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

async fn refused(firm: &Firm, hand: &Hand, command: Command) -> Rejection {
    firm.receipts(hand, &[packed(&command)]).await.remove(0).reason.unwrap()
}

fn keep(was: Option<ScenarioId>, steps: Vec<Wish>) -> KeepScenario {
    let (name, note) = ("North without Acorn".to_owned(), "They may leave.".to_owned());
    KeepScenario { scenario: id(), was, name, note, shared: false, steps }
}

fn say(scenario: ScenarioId, says: ScenarioSays, comment: &str) -> Command {
    Command::SayOfScenario(SayOfScenario { word: id(), scenario, says, comment: comment.to_owned() })
}

fn lose(account: AccountId) -> Wish {
    Wish::Suppose { account, percent: 0 }
}

fn assign(account: AccountId, owner: PersonId) -> Wish {
    Wish::Assign { account, owner: Some(owner) }
}

fn place(account: AccountId, model: &str, cell: &str) -> Wish {
    let (model, cell) = (model.to_owned(), cell.to_owned());
    Wish::Place { account, model, cell, reason: "They build a team for us.".to_owned() }
}

/// A director with two managers, of whom the first leads two accounts and the second one; and a manager elsewhere.
struct Line {
    firm: Firm,
    head: Hand,
    lead: Hand,
    second: Hand,
    elsewhere: Hand,
    accounts: [AccountId; 3],
}

impl Line {
    async fn new(pool: PgPool) -> Self {
        let firm = Firm::found(pool).await;
        let head = firm.hire("Heda", OrgRole::AccountDirector, Some(firm.boss.person)).await;
        let lead = firm.hire("Lea", OrgRole::KeyAccountManager, Some(head.person)).await;
        let second = firm.hire("Sam", OrgRole::KeyAccountManager, Some(head.person)).await;
        let elsewhere = firm.hire("Eli", OrgRole::KeyAccountManager, Some(firm.boss.person)).await;
        let acorn = firm.account("Acorn", Some(lead.person)).await;
        let birch = firm.account("Birch", Some(lead.person)).await;
        let cedar = firm.account("Cedar", Some(second.person)).await;
        let line = Self { firm, head, lead, second, elsewhere, accounts: [acorn, birch, cedar] };
        for (account, amount_minor) in line.accounts.into_iter().zip([60_000, 30_000, 10_000]) {
            line.trade(account, amount_minor).await;
        }
        line
    }

    async fn trade(&self, account: AccountId, amount_minor: i64) {
        let document = RecordDocument {
            document: id(),
            account,
            document_kind: DocumentKind::Sale,
            day: today(&self.firm),
            number: id::<AccountId>().to_string(),
            amount_minor,
            currency: Currency::of("GBP").unwrap(),
            lines: Vec::new(),
            rate: None,
        };
        self.firm.apply(&self.firm.boss, &Command::RecordDocument(document)).await;
    }

    async fn keeps(&self, was: Option<ScenarioId>, steps: Vec<Wish>) -> ScenarioId {
        let wish = keep(was, steps);
        self.firm.apply(&self.lead, &Command::KeepScenario(wish.clone())).await;
        wish.scenario
    }

    async fn says(&self, hand: &Hand, scenario: ScenarioId, says: ScenarioSays) -> i64 {
        self.firm.apply(hand, &say(scenario, says, "So be it.")).await
    }

    async fn told(&self, hand: &Hand, scenario: ScenarioId) -> ScenarioTold {
        get(&self.firm, hand, &paths::scenario_kept(scenario)).await
    }

    async fn status(&self, hand: &Hand, scenario: ScenarioId) -> u16 {
        self.firm.get(hand, &paths::scenario_kept(scenario)).await.status.as_u16()
    }

    async fn preview(&self, hand: &Hand, steps: Vec<Wish>) -> ScenarioPlan {
        let sent = serde_json::to_value(StepsSent { steps }).unwrap();
        let told = self.firm.post(hand, paths::SCENARIO_PREVIEW, &sent).await;
        assert_eq!(told.status.as_u16(), 200, "{}", told.body);
        serde_json::from_str(&told.body).unwrap()
    }

    async fn lead_of(&self, account: AccountId) -> Option<PersonId> {
        let model = self.firm.house.server.feeds.directory_now(self.firm.workspace).await.unwrap();
        model.accounts.get(&account).and_then(|account| account.owner)
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_would_come_of_it_is_told_and_nothing_moves(pool: PgPool) {
    let line = Line::new(pool).await;
    let (firm, [acorn, birch, cedar]) = (&line.firm, line.accounts);
    let today = today(firm);
    let target = Target {
        id: id(),
        account: acorn,
        from_day: today.first_of_year(),
        to_day: today.last_of_year(),
        amount_minor: 1_200_000,
    };
    firm.apply(&line.head, &Command::Keep(Keep::one(Some(acorn), Kept::of_new(&target)))).await;
    let decision = DecideKeyAccount {
        decision: id(),
        account: birch,
        says: KeyWord::TakenIn,
        day: today,
        rule: None,
        reason: "It grows.".to_owned(),
        was: None,
    };
    firm.apply(&line.head, &Command::DecideKeyAccount(decision)).await;
    let plan = line.preview(&line.head, vec![lose(acorn), assign(birch, line.second.person)]).await;
    let now: ConcentrationReport = get(firm, &line.head, "/api/v1/reports/concentration").await;
    assert_eq!(plan.now, now.figures);
    assert_eq!((plan.would.n, plan.would.total_minor), (2, 40_000));
    assert_eq!(plan.would.top1.as_ref().map(|share| &*share.fraction), Some("3/4"));
    let load = |person| {
        let load = plan.loads.iter().find(|load| load.lead == Some(person)).unwrap();
        let told = |of: app::wire::scenarios::LoadFigures| (of.accounts, of.key_accounts, of.minor, of.actual_minor);
        (told(load.now), told(load.would))
    };
    assert_eq!(load(line.lead.person), ((2, 1, 90_000, 60_000), (0, 0, 0, 0)));
    assert_eq!(load(line.second.person), ((1, 0, 10_000, 0), (2, 1, 40_000, 0)));
    let of_lead = plan.loads.iter().find(|load| load.lead == Some(line.lead.person)).unwrap();
    assert!(of_lead.would.target_minor > 0, "what was to be brought stays to be brought");
    let steps: Vec<_> = plan.steps.iter().map(|step| (&*step.was, &*step.to, step.needs_director)).collect();
    assert_eq!(steps, [("", "", false), ("Lea", "Sam", false)]);
    assert_eq!(line.lead_of(birch).await, Some(line.lead.person));
    // Who does not see all of it is told of what they see.
    let of_lead = line.preview(&line.lead, vec![lose(acorn), lose(cedar), assign(birch, PersonId::default())]).await;
    assert_eq!((of_lead.whole, of_lead.hidden, of_lead.steps.len()), (false, 1, 2));
    assert_eq!((of_lead.now.total_minor, of_lead.would.total_minor), (90_000, 30_000));
    let gone = Rejection::Gone { kind: Kind::Person };
    assert_eq!(of_lead.steps[1].refused, Some(gone));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_director_takes_it_in_whole_and_undoes_it_whole(pool: PgPool) {
    let line = Line::new(pool).await;
    let (firm, [acorn, birch, _]) = (&line.firm, line.accounts);
    let steps = vec![
        assign(acorn, line.second.person),
        place(birch, "millman_wilson", "mid"),
        place(acorn, "millman_wilson", "early"),
        place(birch, "four_s", "star"),
        lose(birch),
    ];
    let scenario = line.keeps(None, steps).await;
    assert_eq!((line.status(&line.head, scenario).await, line.status(&line.lead, scenario).await), (404, 200));
    let list: Scenarios = get(firm, &line.head, paths::SCENARIOS_KEPT).await;
    assert!(list.items.is_empty());
    line.says(&line.lead, scenario, ScenarioSays::Submitted).await;
    let told = line.told(&line.head, scenario).await;
    assert_eq!((told.head.state, told.head.may_take_in, told.plan.hidden), (ScenarioState::Submitted, true, 0));
    assert!(told.plan.steps.iter().all(|step| step.refused.is_none() && !step.needs_director), "{:?}", told.plan);
    let not_yet = Rejection::NotPermitted { action: Action::TakeInScenario };
    assert_eq!(refused(firm, &line.lead, say(scenario, ScenarioSays::TakenIn, "")).await, not_yet);

    let entry = line.says(&line.head, scenario, ScenarioSays::TakenIn).await;
    assert_eq!(line.lead_of(acorn).await, Some(line.second.person));
    let stands = |told: &Assessments, model: &str| {
        let on = told.models.iter().find(|one| one.model == model).unwrap();
        on.positions.iter().find(|one| on.stands.is_some_and(|id| id == one.said.id)).map(|one| one.cell.clone())
    };
    let of_birch: Assessments = get(firm, &line.head, &paths::assessments(birch)).await;
    assert_eq!(stands(&of_birch, "millman_wilson").as_deref(), Some("mid"));
    assert_eq!(stands(&of_birch, "four_s").as_deref(), Some("star"));
    let told = line.told(&line.lead, scenario).await;
    assert_eq!((told.head.state, told.versions[0].words.len()), (ScenarioState::TakenIn, 2));

    let undo = Command::Undo(Undo { entry, answer: id() });
    let undone = firm.apply(&line.head, &undo).await;
    assert_eq!(line.lead_of(acorn).await, Some(line.lead.person));
    let of_birch: Assessments = get(firm, &line.head, &paths::assessments(birch)).await;
    assert_eq!((stands(&of_birch, "millman_wilson"), stands(&of_birch, "four_s")), (None, None));
    assert_eq!(line.told(&line.lead, scenario).await.head.state, ScenarioState::Submitted);
    firm.apply(&line.head, &Command::Undo(Undo { entry: undone, answer: id() })).await;
    assert_eq!(line.lead_of(acorn).await, Some(line.second.person));
    let of_birch: Assessments = get(firm, &line.head, &paths::assessments(birch)).await;
    assert_eq!(stands(&of_birch, "four_s").as_deref(), Some("star"));
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let moved = sqlx::query("update scenario set name = 'Another'").execute(&mut *connection).await;
    assert!(moved.unwrap_err().to_string().contains("stays as it was"));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_moved_since_refuses_all_of_it_and_is_returned(pool: PgPool) {
    let line = Line::new(pool).await;
    let (firm, [acorn, birch, _]) = (&line.firm, line.accounts);
    let scenario = line.keeps(None, vec![assign(acorn, line.second.person), assign(birch, line.second.person)]).await;
    line.says(&line.lead, scenario, ScenarioSays::Submitted).await;
    let hand_over =
        domain::account::AssignAccount { account: birch, owner: Some(line.head.person), was: Some(line.lead.person) };
    firm.apply(&line.head, &Command::AssignAccount(hand_over)).await;
    let told = line.told(&line.head, scenario).await;
    let conflict = Rejection::Conflict { kind: Kind::Account, field: "owner".to_owned() };
    let of_birch = told.plan.steps.iter().find(|step| step.wish.account() == birch).unwrap();
    assert_eq!(of_birch.refused, Some(conflict.clone()));
    let all = Rejection::StepRefused { account: birch, reason: Box::new(conflict) };
    assert_eq!(refused(firm, &line.head, say(scenario, ScenarioSays::TakenIn, "")).await, all);
    assert_eq!(line.lead_of(acorn).await, Some(line.lead.person));
    let why = refused(firm, &line.head, say(scenario, ScenarioSays::Returned, " ")).await;
    assert_eq!(why, Rejection::ReturnedWithoutReason);
    line.says(&line.head, scenario, ScenarioSays::Returned).await;
    let next = line.keeps(Some(scenario), vec![assign(acorn, line.second.person)]).await;
    let told = line.told(&line.lead, next).await;
    assert_eq!((told.head.version, told.head.state, told.versions.len()), (2, ScenarioState::Draft, 2));
    let receipt = firm.receipts(&line.lead, &[packed(&say(scenario, ScenarioSays::Submitted, ""))]).await.remove(0);
    assert_eq!(receipt.outcome, Outcome::Conflict);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn colleagues_see_what_is_shared_as_far_as_they_see_accounts(pool: PgPool) {
    let line = Line::new(pool).await;
    let (firm, [acorn, ..]) = (&line.firm, line.accounts);
    let mut of_colleague = firm.listen(&line.elsewhere, None).await;
    let scenario = line.keeps(None, vec![lose(acorn)]).await;
    assert_eq!(line.status(&line.elsewhere, scenario).await, 404);
    let entry = line.says(&line.lead, scenario, ScenarioSays::Shared).await;
    let told = line.told(&line.elsewhere, scenario).await;
    assert_eq!((told.plan.steps.len(), told.plan.hidden, told.head.may_take_in), (0, 1, false));
    // What they are told live names neither the account nor the steps.
    let frames = of_colleague.read_to(entry).await;
    let changes: Vec<_> = frames.into_iter().flat_map(|frame| frame.changes).collect();
    assert_eq!(changes.iter().map(|change| change.key.kind).collect::<Vec<_>>(), [Kind::ScenarioWord]);
    let text = serde_json::to_string(&changes).unwrap();
    assert!(!text.contains(&acorn.to_string()), "{text}");
    line.says(&line.lead, scenario, ScenarioSays::Unshared).await;
    assert_eq!(line.status(&line.elsewhere, scenario).await, 404);
    line.says(&line.lead, scenario, ScenarioSays::Discarded).await;
    assert_eq!(line.status(&line.lead, scenario).await, 404);
    let list: Scenarios = get(firm, &line.lead, paths::SCENARIOS_KEPT).await;
    assert!(list.items.is_empty());
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_director_takes_their_own_in_at_once(pool: PgPool) {
    let line = Line::new(pool).await;
    let [acorn, ..] = line.accounts;
    let wish = keep(None, vec![assign(acorn, line.second.person)]);
    line.firm.apply(&line.head, &Command::KeepScenario(wish.clone())).await;
    line.says(&line.head, wish.scenario, ScenarioSays::TakenIn).await;
    assert_eq!(line.lead_of(acorn).await, Some(line.second.person));
    let again = refused(&line.firm, &line.head, say(wish.scenario, ScenarioSays::TakenIn, "")).await;
    assert_eq!(again, Rejection::ScenarioClosed { state: ScenarioState::TakenIn });
    let too_many = StepsSent { steps: vec![lose(acorn); 201] };
    let sent = serde_json::to_value(too_many).unwrap();
    assert_eq!(line.firm.post(&line.head, paths::SCENARIO_PREVIEW, &sent).await.status.as_u16(), 422);
}
