//! What would come of the steps of a scenario: each held against the rules of the command that it is, and those that can be done laid
//! over the book.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use app::wire::named::{AccountNamed, CellNamed};
use app::wire::report::{Concentration, Span};
use app::wire::scenarios::{LoadFigures, LoadTold, ModelChoice, ScenarioPlan, StepTold};
use domain::{
    account::Account,
    apply::{Case, Stop},
    categorization::CategorizationModel,
    command::{Key, Keys},
    concentration::Revenue,
    ids::{AccountId, PersonId, PositionId},
    model::Model,
    placement::STAGES_OF,
    policy::{self, Action},
    ratio::narrowed,
    said::Word,
    scenario::{Effect, Fit, Ground, Load, Seat, Step, Wish, keys_of_wishes},
    set::SetOf,
    table::Table,
    viewer::Viewer,
    workspace::Workspace,
};

use crate::auth::Signed;
use crate::feed::directory::rights_now;
use crate::key_accounts::Recorded;
use crate::reports::{brought, targets, year_to};
use crate::{Fault, Server, store};

/// Of steps as they were kept.
///
/// # Errors
/// Where the database fails.
pub async fn of_steps(server: &Server, signed: &Signed, steps: &SetOf<Step>) -> Result<ScenarioPlan, Fault> {
    let steps: Vec<Step> = steps.iter().cloned().collect();
    let wishes: Vec<&Wish> = steps.iter().map(|step| &step.wish).collect();
    let hand = Hand::load(server, signed, keys_of_wishes(wishes)).await?;
    let told = |step: Step| {
        let fit = step.fit(&hand.case());
        (step, fit)
    };
    hand.plan(server, signed, steps.into_iter().map(told).collect()).await
}

/// Of steps that are tried out: as if they were written down now.
///
/// # Errors
/// Where the database fails.
pub async fn of_wishes(server: &Server, signed: &Signed, wishes: &[Wish]) -> Result<ScenarioPlan, Fault> {
    let hand = Hand::load(server, signed, keys_of_wishes(wishes)).await?;
    let mut subjects = BTreeSet::new();
    let mut steps = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let unwritten = Step { wish: wish.clone(), was: None };
        steps.push(match wish.written(&hand.case()) {
            Ok(step) if subjects.insert(wish.subject()) => (step.clone(), step.fit(&hand.case())),
            Ok(_) => (unwritten, Fit::Refused(domain::rejection::Rejection::StepTwice { account: wish.account() })),
            Err(Stop::Rejected(rejection)) => (unwritten, Fit::Refused(rejection)),
            Err(Stop::Unknown) => (unwritten, Fit::NeedsDirector),
        });
    }
    hand.plan(server, signed, steps).await
}

/// The records by which steps are judged.
struct Hand {
    model: Model,
    viewer: Viewer,
    house: Workspace,
}

impl Hand {
    async fn load(server: &Server, signed: &Signed, keys: Keys) -> Result<Self, Fault> {
        let keys: Keys = keys.into_iter().chain([Key::People, Key::Models]).collect();
        let mut snapshot = server.database.begin_snapshot().await?;
        let found = store::workspace::load(&mut snapshot, signed.workspace).await?.ok_or(Fault::NotSignedIn)?;
        let house = found.workspace;
        let mut model = Model { seq: found.seq, workspace: Some(house.clone()), ..Model::default() };
        store::model::load_needs(&mut snapshot, signed.workspace, &keys, &mut model).await?;
        drop(snapshot);
        let now = server.engine.clock().now();
        let viewer = Viewer {
            actor: signed.person,
            now,
            day: server.engine.clock().day_of(now),
            language: "en".to_owned(),
            rights: policy::rights_in(&model, signed.person),
        };
        Ok(Self { model, viewer, house })
    }

    fn case(&self) -> Case<'_> {
        Case { model: &self.model, viewer: &self.viewer }
    }

    async fn plan(&self, server: &Server, signed: &Signed, steps: Vec<(Step, Fit)>) -> Result<ScenarioPlan, Fault> {
        let today = self.viewer.day;
        let to = self.house.reports_to(today).min(today);
        let windows = (year_to(to), Span { from: to.first_of_year(), to });
        let all = brought(server, signed.workspace, windows.0).await?;
        let attained = targets::attained(server, signed, windows.1).await?;
        let mut snapshot = server.database.begin_snapshot().await?;
        let mut recorded = Recorded::load(&mut snapshot, signed, today).await?;
        drop(snapshot);
        recorded.rules.retain(|rule| rule.is_in_force(today));
        // Rights as they are by now: what was lost while documents were read is not told.
        let directory = server.feeds.directory_now(signed.workspace).await?;
        let rights = rights_now(&directory, signed.person)?;
        let brings: Table<AccountId, i64> = all.iter().copied().collect();
        let seat = |account: &Account| Seat {
            account: account.id,
            owner: account.owner,
            is_key: recorded.is_key(account.id, today),
            is_lost: false,
            brought_minor: brings.get(&account.id).copied(),
            target: attained.get(&account.id).copied(),
        };
        let sees = |id: &AccountId| directory.accounts.get(id).is_some_and(|account| rights.sees(account));
        let beyond: Vec<Revenue> = all.iter().copied().filter(|(account, _)| !sees(account)).collect();
        let seats = directory.accounts.values().filter(|account| rights.sees(account)).map(seat).collect();
        let ground = Ground { seats, beyond, rules: recorded.rules, stood: recorded.grounds.stood };
        let count = steps.len();
        let (steps, fits): (Vec<Step>, Vec<Fit>) =
            steps.into_iter().filter(|(step, _)| sees(&step.wish.account())).unzip();
        let counted = steps.iter().zip(&fits).filter(|(_, fit)| !matches!(fit, Fit::Refused(_))).map(|(step, _)| step);
        let effects = (ground.effect(), ground.after(counted).effect());
        let told = Telling { hand: self, directory: &directory, brings: &brings };
        Ok(ScenarioPlan {
            hidden: count - steps.len(),
            steps: steps.into_iter().zip(fits).map(|(step, fit)| told.step(step, fit)).collect(),
            whole: rights.may(Action::SeeAccount),
            currency: self.house.base_currency,
            year: windows.0,
            so_far: windows.1,
            now: Concentration::from(&effects.0.portfolio),
            would: Concentration::from(&effects.1.portfolio),
            loads: told.loads(&effects.0, &effects.1, &|person| rights.sees_person(person)),
            enter: told.called(effects.1.by_rules.difference(&effects.0.by_rules)),
            leave: told.called(effects.0.by_rules.difference(&effects.1.by_rules)),
            warnings_now: effects.0.warnings,
            warnings: effects.1.warnings,
            models: self.model.kept.models.in_order().filter(|model| !model.template).map(choice).collect(),
        })
    }
}

fn choice(model: &CategorizationModel) -> ModelChoice {
    let cell = |cell: &domain::categorization::Cell| CellNamed { cell: cell.id.clone(), title: cell.title.clone() };
    ModelChoice { model: model.id.clone(), title: model.title.clone(), cells: model.cells.iter().map(cell).collect() }
}

/// What puts steps and figures into words.
struct Telling<'a> {
    hand: &'a Hand,
    directory: &'a Model,
    brings: &'a Table<AccountId, i64>,
}

impl Telling<'_> {
    fn account(&self, id: AccountId) -> String {
        self.directory.accounts.get(&id).map(|account| account.name.clone()).unwrap_or_default()
    }

    fn person(&self, id: PersonId) -> String {
        self.directory.people.get(&id).map(|person| person.name.clone()).unwrap_or_default()
    }

    fn called<'b>(&self, accounts: impl Iterator<Item = &'b AccountId>) -> Vec<AccountNamed> {
        let mut called: Vec<AccountNamed> =
            accounts.map(|account| AccountNamed { account: *account, name: self.account(*account) }).collect();
        called.sort_by(|a, b| a.name.cmp(&b.name));
        called
    }

    fn step(&self, step: Step, fit: Fit) -> StepTold {
        let account = step.wish.account();
        let was = match &step.wish {
            Wish::Suppose { .. } => String::new(),
            Wish::Assign { .. } => step.was.map(|id| self.person(PersonId(id))).unwrap_or_default(),
            Wish::Place { model, .. } => {
                step.was.and_then(|id| self.cell_of(account, model, PositionId(id))).unwrap_or_default()
            }
        };
        let to = match &step.wish {
            Wish::Suppose { .. } => String::new(),
            Wish::Assign { owner, .. } => owner.map(|owner| self.person(owner)).unwrap_or_default(),
            Wish::Place { model, cell, .. } => self.cell(model, cell),
        };
        let (needs_director, refused) = match fit {
            Fit::Fits => (false, None),
            Fit::NeedsDirector => (true, None),
            Fit::Refused(rejection) => (false, Some(rejection)),
        };
        StepTold {
            account_name: self.account(account),
            brought_minor: self.brings.get(&account).copied().unwrap_or_default(),
            was,
            to,
            needs_director,
            refused,
            wish: step.wish,
        }
    }

    fn cell(&self, model: &str, cell: &str) -> String {
        let known = self.hand.model.kept.models.latest(model).and_then(|model| model.cell(cell));
        known.map_or_else(|| cell.to_owned(), |cell| cell.title.clone())
    }

    /// What the cell is called that a word on an account names.
    fn cell_of(&self, account: AccountId, model: &str, word: PositionId) -> Option<String> {
        let records = &self.hand.model;
        let cell = if model == STAGES_OF {
            records.placements.of(account).find(|placement| placement.id.0 == word.0)?.cell()
        } else {
            records.kept.positions.get(&word)?.cell()
        };
        Some(self.cell(model, cell))
    }

    /// Those for whom something changes first, then what brings most.
    fn loads(&self, now: &Effect, would: &Effect, sees: &dyn Fn(PersonId) -> bool) -> Vec<LoadTold> {
        let leads: BTreeSet<Option<PersonId>> = now.loads.keys().chain(would.loads.keys()).copied().collect();
        let figures =
            |effect: &Effect, lead: &Option<PersonId>| effect.loads.get(lead).map(figures).unwrap_or_default();
        let told = |lead: Option<PersonId>| LoadTold {
            lead,
            name: lead.filter(|lead| sees(*lead)).map(|lead| self.person(lead)).unwrap_or_default(),
            now: figures(now, &lead),
            would: figures(would, &lead),
        };
        let mut loads: Vec<LoadTold> = leads.into_iter().map(told).collect();
        loads.sort_by_key(|load| (load.now == load.would, Reverse(load.now.minor), load.lead));
        loads
    }
}

fn figures(load: &Load) -> LoadFigures {
    LoadFigures {
        accounts: load.accounts,
        key_accounts: load.key_accounts,
        minor: narrowed(load.minor),
        target_minor: narrowed(load.target.target_minor),
        actual_minor: narrowed(load.target.actual_minor),
    }
}
