//! `GET /api/v1/boards/models`: where accounts stand on the four models, as of a day and as it was known on a day.

use std::collections::BTreeSet;

use app::wire::models_board::{BoardAsked, ModelsBoard, ModelsBoardPart};
use app::wire::report::Accounts;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::{
    account::Account,
    categorization::{BOARDS, Models, evidence::TradeYear},
    day::{Day, Written},
    ids::{AccountId, Seq, WorkspaceId},
    model::Model,
    policy::Action,
};
use sqlx::PgConnection;

use super::columns::{Columns, Said};
use super::earlier;
use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{DayAsked, Query, day};
use crate::reports::scope::{self, Scope};
use crate::store::evidence::{self, Sources, Trades};
use crate::store::trade::{self, Then};
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
        kept: evidence::load_terms_of_all(&mut snapshot, workspace).await?,
        ..Model::default()
    };
    let whole = rights.may(Action::SeeAccount);
    let seen: BTreeSet<AccountId> = model.accounts.keys().copied().collect();
    drop(directory);
    let clock = server.engine.clock();
    let known = match asked.known_on {
        Some(day) => {
            let seq = store::log::past::load_last_before(&mut snapshot, workspace, clock.end_of(day)).await?;
            let then = earlier::take_back(&mut snapshot, workspace, seq, &mut model).await?;
            // What went since is there for whoever would see it; of which scope it was, nobody can say any more.
            let is_seen = |account: &Account| asked.accounts == Accounts::All && rights.sees(account);
            model.accounts.retain(|id, account| seen.contains(id) || is_seen(account));
            Known { seq, then }
        }
        None => Known { seq: found.seq, then: Then::default() },
    };
    let models = super::load_known(&mut snapshot, workspace, known.seq).await?;
    // Before it was founded there was nothing.
    let house = model.workspace.take().unwrap_or_default();
    let as_of = asked.as_of.or(asked.known_on).unwrap_or_else(|| clock.today());
    let beside = asked.model.as_deref().and_then(|id| models.latest(id)).filter(|model| !model.template);
    let shown = models.of_boards().chain(beside.filter(|model| !BOARDS.contains(&model.id.as_str()))).collect();
    let asked = BoardAsked {
        as_of,
        known_on: asked.known_on,
        seq: known.seq,
        to: house.reports_to(as_of).min(as_of),
        scope: asked.accounts.word(),
        whole,
        currency: house.base_currency,
    };
    let columns = Columns::of(&models, shown, asked);
    let board = told(&mut snapshot, signed.workspace, columns, &known.then, model).await?;
    Ok((board, models))
}

/// Up to which entry something is known, and how the books differ from those of now.
struct Known {
    seq: Seq,
    then: Then,
}

async fn told(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    mut columns: Columns<'_>,
    then: &Then,
    model: Model,
) -> Result<ModelsBoard, Fault> {
    let names = columns.names();
    let BoardAsked { as_of, to, seq, .. } = *columns.asked();
    let trades: Trades = trade::load(connection, workspace, None, TradeYear::to(to), then).await?.into_iter().collect();
    let held = store::assessment::load_holding(connection, workspace, &names, as_of, seq).await?;
    let placed = store::standing::load(connection, workspace, &names, as_of, seq).await?;
    let (said, sources) = (Said::of(held, placed), Sources::of(&model.kept));
    for account in model.accounts.values() {
        let facts = sources.facts_of(account.id, &trades, to, as_of);
        let revenue_minor = trades.get(&account.id).map_or(0, |trade| trade.revenue_minor);
        columns.push(account, revenue_minor, &facts, &said);
    }
    Ok(columns.board())
}
