//! `GET /api/v1/scenarios`: what people suppose and wish of accounts, how each scenario stands, and what would come of it.
//!
//! A scenario that the reader may not see is not there for them. Of one that they see, steps about accounts that they do not see are
//! left out, and count in no figure.

mod plan;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use app::paths;
use app::wire::json::Unread;
use app::wire::scenarios::{
    ScenarioHead, ScenarioPlan, ScenarioSaid, ScenarioTold, ScenarioVersion, Scenarios, StepsSent,
};
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::{
    day::Moment,
    ids::{PersonId, ScenarioId, Seq},
    keep::Kept,
    model::Model,
    policy::Action,
    said::holding,
    scenario::{STEPS_MAX, Scenario, ScenarioState, ScenarioWord, is_shared},
    viewer::Rights,
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::auth::Signed;
use crate::body;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::Id;
use crate::{Fault, Server, Shared, store};

/// The scenarios that the reader sees, the latest version of each: one's own, those that are shared, and as a director those that were
/// submitted by one's line.
///
/// # Errors
/// Where the database fails.
#[utoipa::path(
    get,
    path = "/api/v1/scenarios",
    responses((status = 200, body = Scenarios), (status = 401, body = Problem))
)]
pub async fn list(State(server): State<Shared>, signed: Signed) -> Result<Json<Scenarios>, Fault> {
    load_list(&server, &signed).await.map(Json)
}

/// One version of a scenario with its steps, what would come of them now, and what was said of it and of its other versions.
///
/// # Errors
/// [`Fault::NotFound`] where there is none for the reader.
#[utoipa::path(
    get,
    path = "/api/v1/scenarios/{id}",
    params(("id" = String, Path, description = "The id of the version.")),
    responses((status = 200, body = ScenarioTold), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Id(id): Id<ScenarioId>,
) -> Result<Json<ScenarioTold>, Fault> {
    load_one(&server, &signed, id).await.map(Json)
}

/// What would come of some steps over the accounts that the reader sees. It writes nothing.
///
/// # Errors
/// [`Fault::NotUnderstood`] where there are too many steps.
#[utoipa::path(
    post,
    path = "/api/v1/scenarios/preview",
    request_body = StepsSent,
    responses((status = 200, body = ScenarioPlan), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn preview(
    State(server): State<Shared>,
    signed: Signed,
    body::Json(sent): body::Json<StepsSent>,
) -> Result<Json<ScenarioPlan>, Fault> {
    if sent.steps.len() > STEPS_MAX {
        return Err(Fault::NotUnderstood("A scenario has 200 steps at most."));
    }
    plan::of_wishes(&server, &signed, &sent.steps).await.map(Json)
}

/// What their page is sent with: the list, one scenario, or what a new one is written over. Where what is asked for is not there, the
/// page says so by itself.
///
/// # Errors
/// Where the database fails.
pub async fn load_page(server: &Server, signed: &Signed, uri: &Uri) -> Result<Unread, Fault> {
    let query = uri.query().unwrap_or_default();
    let asked = ["scenario", "edit"].into_iter().find_map(|word| paths::asked(query, word).parse().ok());
    let told = match asked {
        Some(id) => load_one(server, signed, id).await.map(|told| Unread::of(&told)),
        None if !paths::asked(query, "new").is_empty() => {
            plan::of_wishes(server, signed, &[]).await.map(|told| Unread::of(&told))
        }
        None => load_list(server, signed).await.map(|told| Unread::of(&told)),
    };
    match told {
        Err(Fault::NotFound) => Unread::of(&()),
        told => told?,
    }
    .map_err(Fault::broken)
}

async fn load_list(server: &Server, signed: &Signed) -> Result<Scenarios, Fault> {
    let mut snapshot = server.database.begin_snapshot().await?;
    let told = Told::load(&mut snapshot, signed, None).await?;
    drop(snapshot);
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    let latest = told.kept.scenarios.values().filter(|one| told.is_latest(one) && told.is_seen(&rights, one));
    let mut items: Vec<ScenarioHead> = latest.map(|one| told.head(one, &directory, &rights)).collect();
    items.sort_by_key(|one| (Reverse(one.at), one.id));
    Ok(Scenarios { items })
}

async fn load_one(server: &Server, signed: &Signed, id: ScenarioId) -> Result<ScenarioTold, Fault> {
    let mut snapshot = server.database.begin_snapshot().await?;
    let told = Told::load(&mut snapshot, signed, Some(&[id.0])).await?;
    drop(snapshot);
    let scenario = told.kept.scenarios.get(&id).ok_or(Fault::NotFound)?;
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    if !told.is_seen(&rights, scenario) {
        return Err(Fault::NotFound);
    }
    let mut versions: Vec<&Scenario> = told.kept.scenarios.values().filter(|one| told.is_seen(&rights, one)).collect();
    versions.sort_by_key(|one| Reverse((one.version, one.recorded)));
    let head = told.head(scenario, &directory, &rights);
    let versions = versions.into_iter().map(|one| told.version(one, &directory)).collect();
    drop(directory);
    Ok(ScenarioTold {
        head,
        note: scenario.note.clone(),
        latest: told.is_latest(scenario),
        plan: plan::of_steps(server, signed, &scenario.steps).await?,
        versions,
    })
}

/// Scenarios with what was said of them, and when all of it was.
struct Told {
    kept: Kept,
    instants: BTreeMap<Seq, Moment>,
}

impl Told {
    async fn load(connection: &mut PgConnection, signed: &Signed, ids: Option<&[Uuid]>) -> Result<Self, Fault> {
        let workspace = signed.workspace;
        let scenarios = store::scenario::load(connection, workspace, ids).await?;
        let versions: Vec<Uuid> = scenarios.iter().map(|one| one.id.0).collect();
        let words = store::scenario_word::load(connection, workspace, &[], &versions).await?;
        let recorded = scenarios.iter().map(|one| one.recorded);
        let seqs: Vec<Seq> = recorded.chain(words.iter().map(|word| word.recorded)).collect();
        let instants = store::log::past::load_instants(connection, workspace, &seqs).await?;
        let kept = Kept {
            scenarios: scenarios.into_iter().map(|one| (one.id, one)).collect(),
            scenario_words: words.into_iter().map(|one| (one.id, one)).collect(),
            ..Kept::default()
        };
        Ok(Self { kept, instants: instants.into_iter().collect() })
    }

    fn is_latest(&self, scenario: &Scenario) -> bool {
        self.kept.latest_scenario(scenario.first).is_some_and(|latest| latest.id == scenario.id)
    }

    /// Whether a version is there for a reader: what was put away or undone is not, even for its author.
    fn is_seen(&self, rights: &Rights, scenario: &Scenario) -> bool {
        self.kept.state_of_scenario(scenario.id) != ScenarioState::Gone && self.kept.sees_scenario(rights, scenario)
    }

    fn at(&self, recorded: Seq) -> Moment {
        self.instants.get(&recorded).copied().unwrap_or_default()
    }

    fn head(&self, scenario: &Scenario, directory: &Model, rights: &Rights) -> ScenarioHead {
        let words = self.kept.words_of_scenario(scenario.id);
        let state = self.kept.state_of_scenario(scenario.id);
        let is_own = scenario.author == rights.person;
        let waits = state == ScenarioState::Submitted || (is_own && state.is_open());
        let directs = rights.may_with(Action::TakeInScenario, Some(scenario.author));
        let said = holding(words.clone()).first().map_or(scenario.recorded, |word| word.recorded);
        ScenarioHead {
            id: scenario.id,
            version: scenario.version,
            name: scenario.name.clone(),
            author: scenario.author,
            author_name: name(directory, scenario.author),
            day: scenario.day,
            state,
            shared: is_shared(words),
            may_take_in: waits && directs && self.is_latest(scenario),
            steps: scenario.steps.iter().count(),
            at: self.at(said),
        }
    }

    fn version(&self, scenario: &Scenario, directory: &Model) -> ScenarioVersion {
        let said = |word: &ScenarioWord| ScenarioSaid {
            id: word.id,
            says: word.says,
            comment: word.comment.clone(),
            by: word.by,
            by_name: name(directory, word.by),
            at: self.at(word.recorded),
        };
        let words = holding(self.kept.words_of_scenario(scenario.id)).into_iter().rev();
        ScenarioVersion {
            id: scenario.id,
            version: scenario.version,
            at: self.at(scenario.recorded),
            state: self.kept.state_of_scenario(scenario.id),
            words: words.map(said).collect(),
        }
    }
}

fn name(directory: &Model, person: PersonId) -> String {
    directory.people.get(&person).map(|person| person.name.clone()).unwrap_or_default()
}
