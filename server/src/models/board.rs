//! `GET /api/v1/boards/models`: where accounts stand on the four models, as of a day and as it was known on a day.

use std::collections::BTreeMap;

use app::wire::models_board::{BoardAsked, ModelsBoard, ModelsBoardPart};
use app::wire::report::Accounts;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::{
    account::Account,
    categorization::{
        BOARDS, CategorizationModel, Models,
        facts::{self, Fact, Facts},
    },
    day::{Day, Written},
    ids::{AccountId, PersonId, Seq, WorkspaceId},
    model::Model,
    policy::Action,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::columns::{Columns, Said};
use super::earlier;
use crate::auth::Signed;
use crate::engine::Clock;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::known::{self, Asks, Days, Sources};
use crate::query::{DayAsked, Query, day};
use crate::reports::scope::{self, Scope};
use crate::store::trade::Then;
use crate::{Fault, Server, Shared, store};

/// Which board.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BoardQuery {
    /// The business day of which it tells; by default that on which it was known, else today.
    #[param(inline)]
    as_of: Option<DayAsked>,
    /// The day by whose end it had to be recorded; by default all counts that is recorded by now.
    #[param(inline)]
    known_on: Option<DayAsked>,
    /// A model that is told beside the four, such as one of the workspace's own.
    model: Option<String>,
    /// Which accounts: `all`, which is the default, `line:ID` of a person, `segment:NAME`, `country:NAME`, or `group:ID` for an account
    /// and all below it.
    scope: Option<String>,
}

/// Which board, understood.
#[derive(Clone, Debug, Default)]
struct Asked {
    as_of: Option<Day>,
    known_on: Option<Day>,
    model: Option<String>,
    accounts: Accounts,
}

/// Where the accounts that the reader sees stand on the four models, and on one beside them if that is asked for: where scores or evidence put each, where it was placed, by whom and
/// from when, whether a director confirmed it, and what the models say of it side by side. It is made of columns: the n-th of each list
/// belongs to the n-th account.
///
/// As of a day holds what holds from that day or earlier; what was known on a day is what the log had recorded by its end, with accounts,
/// contracts and the books as they stood then, with the files that were withdrawn since.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/boards/models",
    params(BoardQuery),
    responses(
        (status = 200, body = ModelsBoard),
        (status = 401, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Query(query): Query<BoardQuery>,
) -> Result<Json<ModelsBoard>, Fault> {
    let (as_of, known_on) = (day(query.as_of), day(query.known_on));
    let accounts = scope::asked(query.scope.as_deref())?;
    let model = query.model;
    let (board, _) = load(&server, &signed, &Asked { as_of, known_on, model, accounts }).await?;
    Ok(Json(board))
}

/// What the page of the boards shows first. What its address asks for and there is not is passed over.
///
/// # Errors
/// As [`read`].
pub async fn load_part(server: &Server, signed: &Signed, uri: &Uri) -> Result<ModelsBoardPart, Fault> {
    let says = |name| app::paths::asked(uri.query().unwrap_or_default(), name);
    let asked = Asked {
        as_of: Day::of_text(&says("as_of")),
        known_on: Day::of_text(&says("known_on")),
        model: Some(says("model")),
        accounts: Accounts::of_word(&says("scope")).unwrap_or_default(),
    };
    let (board, models) = load(server, signed, &asked).await?;
    Ok(ModelsBoardPart::of(&board, &models, super::shipped()))
}

async fn load(server: &Server, signed: &Signed, asked: &Asked) -> Result<(ModelsBoard, Models), Fault> {
    let mut snapshot = server.database.begin_snapshot().await?;
    let workspace = signed.workspace;
    let found = store::workspace::load(&mut snapshot, workspace).await?.ok_or(Fault::NotSignedIn)?;
    // Rights as they are by now, whatever is asked for: what was lost since is not told.
    let directory = server.feeds.directory_now(workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    let scope = Scope::of(&directory, &rights, &asked.accounts)?;
    let mut model = Model {
        workspace: Some(found.workspace),
        accounts: scope.counted(false).into_values().map(|account| (account.id, account.clone())).collect(),
        ..Model::default()
    };
    let owners: Owners = model.accounts.values().map(|account| (account.id, account.owner)).collect();
    drop(directory);
    let clock = server.engine.clock();
    let known_at = match asked.known_on {
        Some(day) => Some(store::log::past::load_last_before(&mut snapshot, workspace, clock.end_of(day)).await?),
        None => None,
    };
    let seq = known_at.unwrap_or(found.seq);
    let models = super::load_known(&mut snapshot, workspace, seq).await?;
    let beside = asked.model.as_deref().and_then(|id| models.latest(id)).filter(|model| !model.template);
    let shown: Vec<&CategorizationModel> =
        models.of_boards().chain(beside.filter(|model| !BOARDS.contains(&model.id.as_str()))).collect();
    let as_of = asked.as_of.or(asked.known_on).unwrap_or_else(|| clock.today());
    let known = Known { clock, asks: Asks::of(&shown), as_of, known_at };
    let mut facts = known.facts(&mut snapshot, workspace, &mut model).await?;
    // What went since is there for whoever would see it; of which scope it was, nobody can say any more.
    let is_seen = |account: &Account| asked.accounts == Accounts::All && rights.sees(account);
    model.accounts.retain(|id, account| owners.contains_key(id) || is_seen(account));
    for (id, account) in &model.accounts {
        // By who leads it now, as everything else.
        let owner = owners.get(id).copied().unwrap_or(account.owner);
        facts.entry(*id).and_modify(|known| *known = facts::seen(std::mem::take(known), &rights, owner));
    }
    // Before it was founded there was nothing.
    let house = model.workspace.take().unwrap_or_default();
    let asked = BoardAsked {
        as_of,
        known_on: asked.known_on,
        seq,
        to: Days::of(&house, as_of).to,
        scope: asked.accounts.word(),
        whole: rights.may(Action::SeeAccount),
        currency: house.base_currency,
    };
    let columns = Columns::of(&models, shown, asked);
    let board = told(&mut snapshot, workspace, columns, &model, &facts).await?;
    Ok((board, models))
}

/// Who leads accounts now.
type Owners = BTreeMap<AccountId, Option<PersonId>>;

/// What is known of accounts, by account.
type FactsOf = BTreeMap<AccountId, Facts>;

/// As of which day, and up to which entry, something is known.
struct Known<'a> {
    clock: &'a Clock,
    asks: Asks,
    as_of: Day,
    /// None where all counts that is recorded by now.
    known_at: Option<Seq>,
}

impl Known<'_> {
    /// What is known of the accounts in a model. Where it is about what was known earlier, the workspace and the accounts are brought to
    /// what they were then.
    async fn facts(
        &self,
        connection: &mut PgConnection,
        workspace: WorkspaceId,
        model: &mut Model,
    ) -> Result<FactsOf, Fault> {
        if self.known_at.is_none() && self.as_of == self.clock.today() {
            let days = Days::of(&model.workspace.clone().unwrap_or_default(), self.as_of);
            let accounts: Vec<Uuid> = model.accounts.keys().map(|account| account.0).collect();
            return known::load(connection, workspace, self.clock, &accounts, days).await;
        }
        model.kept = known::load_terms(connection, workspace, None, self.asks).await?;
        if self.asks.notes {
            let notes = known::load_notes(connection, workspace, self.clock, None, self.as_of).await?;
            model.notes = notes.into_iter().map(|note| (note.id, note)).collect();
        }
        let then = match self.known_at {
            Some(seq) => earlier::take_back(connection, workspace, seq, model, self.asks).await?,
            None => Then::default(),
        };
        let days = Days::of(&model.workspace.clone().unwrap_or_default(), self.as_of);
        let trades = known::load_trades(connection, workspace, None, (days.to, &then), self.asks).await?;
        let sources = Sources::of(&model.kept, model.notes.values(), self.clock);
        Ok(model.accounts.keys().map(|account| (*account, sources.facts_of(*account, &trades, days))).collect())
    }
}

async fn told(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    mut columns: Columns<'_>,
    model: &Model,
    facts: &FactsOf,
) -> Result<ModelsBoard, Fault> {
    let names = columns.names();
    let BoardAsked { as_of, seq, .. } = *columns.asked();
    let held = store::assessment::load_holding(connection, workspace, &names, as_of, seq).await?;
    let placed = store::standing::load(connection, workspace, &names, as_of, seq).await?;
    let (said, nothing) = (Said::of(held, placed), Facts::new());
    for account in model.accounts.values() {
        let facts = facts.get(&account.id).unwrap_or(&nothing);
        let revenue_minor = facts.get(&Fact::RevenueTtmMinor).copied().unwrap_or_default();
        columns.push(account, revenue_minor, facts, &said);
    }
    Ok(columns.board())
}
