//! Drafts of categorization models: what is wrong with one, what it would change, and publishing it.

use std::collections::BTreeMap;

use app::wire::model_draft::{DraftSent, EditionAnswer, EditionNamed, EditionSent, ModelMove, ModelPreview};
use app::wire::named::{AccountNamed, CellNamed};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{
    account::Account,
    assessment::Assessment,
    categorization::{CategorizationModel, Models, facts, preview::Shift},
    command::Command,
    ids::{AccountId, CommandId, Seq, WorkspaceId},
    model_edition::PublishModel,
    policy::Action,
    rejection::Rejection,
    viewer::Rights,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::file;
use crate::auth::Signed;
use crate::body::Json;
use crate::engine::Clock;
use crate::engine::Sent;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::known::{self, Days};
use crate::{Fault, Shared, store};

/// What is wrong with a draft of a categorization model, and what it would change: which accounts would stand elsewhere by the scores that
/// they were given last, or by the evidence that there is, and of which it could not be told. Nothing is kept.
///
/// # Errors
/// [`Fault::NotAllowed`] to who may not publish models.
#[utoipa::path(
    post,
    path = "/api/v1/models/preview",
    request_body = DraftSent,
    responses(
        (status = 200, body = ModelPreview),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 413, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn preview(
    State(server): State<Shared>,
    signed: Signed,
    Json(sent): Json<DraftSent>,
) -> Result<axum::Json<ModelPreview>, Fault> {
    let mut snapshot = server.database.begin_snapshot().await?;
    let workspace = signed.workspace;
    let found = store::workspace::load(&mut snapshot, workspace).await?.ok_or(Fault::NotSignedIn)?;
    let directory = server.feeds.directory_now(workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    if !rights.may(Action::PublishModel) {
        return Err(Fault::NotAllowed);
    }
    let accounts = directory.accounts.values().filter(|account| rights.sees(account)).cloned();
    let accounts: BTreeMap<AccountId, Account> = accounts.map(|account| (account.id, account)).collect();
    drop(directory);
    let models = super::load(&mut snapshot, workspace).await?;
    let mut draft = match file::read(&sent.file) {
        Ok(draft) => draft,
        Err(fault) => return Ok(axum::Json(ModelPreview { unreadable: Some(fault), ..ModelPreview::default() })),
    };
    draft.version = models.version_of(&draft.id) + 1;
    let flaws = models.flaws_of_next(&draft);
    let known = models.latest(&draft.id).or_else(|| models.latest(&sent.of));
    let mut told = ModelPreview { flaws, version: draft.version, of: known.map(named), ..ModelPreview::default() };
    if let Some(now) = known.filter(|_| told.flaws.is_empty()) {
        let clock = server.engine.clock();
        let seen =
            Seen { clock, days: Days::of(&found.workspace, clock.today()), rights: &rights, accounts: &accounts };
        let shifts = shifts(&mut snapshot, workspace, (&draft, now, &models), &seen).await?;
        tell(&mut told, (&draft, now), &accounts, shifts);
    }
    Ok(axum::Json(told))
}

fn named(model: &CategorizationModel) -> EditionNamed {
    EditionNamed { model: model.id.clone(), title: model.title.clone(), version: model.version }
}

/// What whoever looks at a draft sees, and when.
struct Seen<'a> {
    clock: &'a Clock,
    days: Days,
    rights: &'a Rights,
    accounts: &'a BTreeMap<AccountId, Account>,
}

/// Where each account would stand by a draft, and where it stands: of those that were scored, on a ladder of all. Where the one is climbed and
/// the other scored, nothing can be held against anything.
async fn shifts(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    (draft, now, models): (&CategorizationModel, &CategorizationModel, &Models),
    seen: &Seen<'_>,
) -> Result<Vec<(AccountId, Shift)>, Fault> {
    let accounts = seen.accounts;
    match (draft.is_ladder(), now.is_ladder()) {
        (false, false) => {
            let names = [now.id.clone()];
            let held = store::assessment::load_holding(connection, workspace, &names, seen.days.on, Seq::MAX).await?;
            let held = held.iter().filter(|held| accounts.contains_key(&held.account));
            let shift = |held: &Assessment| (held.account, draft.shift_of_scored(held, models));
            Ok(held.map(shift).collect())
        }
        (true, true) => {
            let ids: Vec<Uuid> = accounts.keys().map(|account| account.0).collect();
            let mut known = known::load(connection, workspace, seen.clock, &ids, seen.days).await?;
            let shift = |account: &Account| {
                let facts = facts::seen(known.remove(&account.id).unwrap_or_default(), seen.rights, account.owner);
                (account.id, draft.shift_of_evidence(now, &facts))
            };
            Ok(accounts.values().map(shift).collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// Adds up who would stand elsewhere.
fn tell(
    told: &mut ModelPreview,
    (draft, now): (&CategorizationModel, &CategorizationModel),
    accounts: &BTreeMap<AccountId, Account>,
    shifts: Vec<(AccountId, Shift)>,
) {
    let name = |account: AccountId| AccountNamed {
        account,
        name: accounts.get(&account).map(|found| found.name.clone()).unwrap_or_default(),
    };
    let cell = |model: &CategorizationModel, cell: String| {
        // One of an earlier edition goes by its own word.
        let title = model.cell(&cell).map_or_else(|| cell.clone(), |found| found.title.clone());
        CellNamed { cell, title }
    };
    told.judged = shifts.len();
    told.unjudged = accounts.len() - shifts.len();
    let mut moves: BTreeMap<(Option<CellNamed>, CellNamed), Vec<AccountNamed>> = BTreeMap::new();
    for (account, shift) in shifts {
        told.too_little += usize::from(shift.too_little);
        if shift.is_lost() {
            told.lost.push(name(account));
        }
        if !shift.moves() {
            continue;
        }
        let Shift { from, to: Some(to), .. } = shift else { continue };
        let way = (from.map(|from| cell(now, from)), cell(draft, to));
        moves.entry(way).or_default().push(name(account));
    }
    let by_name = |accounts: &mut Vec<AccountNamed>| accounts.sort_by_key(|one| (one.name.to_lowercase(), one.account));
    by_name(&mut told.lost);
    told.moves = moves.into_iter().map(|((from, to), accounts)| ModelMove { from, to, accounts }).collect();
    told.moves.iter_mut().for_each(|one| by_name(&mut one.accounts));
    told.moves.sort_by_key(|one| std::cmp::Reverse(one.accounts.len()));
}

/// Publishes an edition of a categorization model, or the first of a new one. What was assessed by an earlier edition stays by that one. Of two
/// who publish at once the second is refused, with `conflict`.
///
/// # Errors
/// [`Fault::NotAllowed`] to who may not publish models.
#[utoipa::path(
    post,
    path = "/api/v1/models/editions",
    request_body = EditionSent,
    responses(
        (status = 200, body = EditionAnswer),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 413, body = Problem),
        (status = 422, description = "Nothing was published", body = EditionAnswer),
    )
)]
pub async fn publish(
    State(server): State<Shared>,
    signed: Signed,
    Json(asked): Json<EditionSent>,
) -> Result<Response, Fault> {
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    drop(directory);
    if !rights.may(Action::PublishModel) {
        return Err(Fault::NotAllowed);
    }
    let mut model = match file::read(&asked.file) {
        Ok(model) => model,
        Err(fault) => return Ok(refused(EditionAnswer { unreadable: Some(fault), ..EditionAnswer::default() })),
    };
    model.version = asked.was.saturating_add(1);
    let mut answer = EditionAnswer { model: model.id.clone(), version: model.version, ..EditionAnswer::default() };
    let text = file::written(&model)?;
    let EditionSent { edition, was, reason, .. } = asked;
    let command = Command::PublishModel(PublishModel { edition, text, reason, was });
    // Whoever sends it again, not knowing whether it came, is answered as before.
    let sent = Sent { id: CommandId(edition.0), ..Sent::by_server(command, server.engine.clock().now()) };
    let run = server.engine.run(signed.workspace, signed.person, vec![sent]).await;
    if let Some(fault) = run.stopped {
        return Err(fault);
    }
    answer.refused = run.decided.first().and_then(|decided| decided.rejection().cloned());
    if answer.refused == Some(Rejection::ModelFlawed) {
        let models = super::load(&mut *server.database.acquire().await?, signed.workspace).await?;
        answer.flaws = models.flaws_of_next(&model);
    }
    Ok(if answer.is_published() { axum::Json(answer).into_response() } else { refused(answer) })
}

fn refused(answer: EditionAnswer) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(answer)).into_response()
}
