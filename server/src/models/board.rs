//! `GET /api/v1/boards/models`: where accounts stand on the four models, as of a day and as it was known on a day.

use std::collections::BTreeSet;

use app::wire::models_board::{BoardAsked, ModelsBoard, ModelsBoardPart};
use app::wire::report::Accounts;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::{
    account::Account,
    categorization::evidence::TradeYear,
    day::{Day, Written},
    ids::{AccountId, Seq},
    model::Model,
    policy::Action,
};
use sqlx::PgConnection;

use super::columns::{Columns, Said};
use super::{earlier, shipped};
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
    /// Which accounts: `all`, which is the default, `line:ID` of a person, `segment:NAME`, `country:NAME`, or `group:ID` for an account
    /// and all below it.
    scope: Option<String>,
}

/// Which board, understood.
#[derive(Clone, Debug, Default)]
struct Asked {
    as_of: Option<Day>,
    known_on: Option<Day>,
    accounts: Accounts,
}

/// Where the accounts that the reader sees stand on the four models: where scores or evidence put each, where it was placed, by whom and
/// from when, whether a director confirmed it, and what the models say of it side by side. It is made of columns: the n-th of each list
/// belongs to the n-th account.
///
/// As of a day holds what holds from that day or earlier; what was known on a day is what the log had recorded by its end, with accounts,
/// contracts and the books as they stood then. Of a file that was withdrawn since nothing comes back.
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
    load(&server, &signed, &Asked { as_of, known_on, accounts }).await.map(Json)
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
        accounts: Accounts::of_word(&says("scope")).unwrap_or_default(),
    };
    let board = load(server, signed, &asked).await?;
    Ok(ModelsBoardPart::of(&board, shipped().all()))
}

async fn load(server: &Server, signed: &Signed, asked: &Asked) -> Result<ModelsBoard, Fault> {
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
    // Before it was founded there was nothing.
    let house = model.workspace.take().unwrap_or_default();
    let as_of = asked.as_of.or(asked.known_on).unwrap_or_else(|| clock.today());
    let asked = BoardAsked {
        as_of,
        known_on: asked.known_on,
        seq: known.seq,
        to: house.reports_to(as_of).min(as_of),
        scope: asked.accounts.word(),
        whole,
        currency: house.base_currency,
    };
    told(&mut snapshot, signed, asked, &known.then, model).await
}

/// Up to which entry something is known, and how the books differ from those of now.
struct Known {
    seq: Seq,
    then: Then,
}

async fn told(
    connection: &mut PgConnection,
    signed: &Signed,
    asked: BoardAsked,
    then: &Then,
    model: Model,
) -> Result<ModelsBoard, Fault> {
    let (workspace, models) = (signed.workspace, shipped());
    let names: Vec<String> = models.of_boards().map(|model| model.id.clone()).collect();
    let BoardAsked { as_of, to, seq, .. } = asked;
    let trades: Trades = trade::load(connection, workspace, None, TradeYear::to(to), then).await?.into_iter().collect();
    let held = store::assessment::load_holding(connection, workspace, &names, as_of, seq).await?;
    let placed = store::standing::load(connection, workspace, &names, as_of, seq).await?;
    let (said, sources) = (Said::of(held, placed), Sources::of(&model.kept));
    let mut columns = Columns::of(models, asked);
    for account in model.accounts.values() {
        let facts = sources.facts_of(account.id, &trades, to, as_of);
        let revenue_minor = trades.get(&account.id).map_or(0, |trade| trade.revenue_minor);
        columns.push(account, revenue_minor, &facts, &said);
    }
    Ok(columns.board())
}
