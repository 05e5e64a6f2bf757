//! `GET /api/v1/reports/held-to-account`: what accounts brought after they were placed on the four models.

use std::collections::BTreeMap;

use app::wire::held_to_account::{CellTold, HeldToAccount, MONTHS, MONTHS_CHOICES, ModelRecord, Tried, VerdictTold};
use axum::Json;
use axum::extract::State;
use domain::{
    account::Account,
    categorization::{CategorizationModel, Cell, Models},
    day::Day,
    held_to_account::{CellRecord, Concordance, Judged, Verdict, order_of, verdict},
    ids::AccountId,
    model::Model,
    placement::{PlacementState, STAGES_OF},
    policy::Action,
    position::Position,
    retention::Pair,
    said::{self, Word},
};
use jiff::{Span, ToSpan};

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{DayAsked, Query, day};
use crate::store::revenue::{self, Around};
use crate::{Fault, Server, Shared, models, store};

/// Which placements, and what came.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HeldAsked {
    /// How many months before and after a placement: 12, which is the default, or 6.
    months: Option<i64>,
    /// The business day of which it tells; by default today.
    #[param(inline)]
    as_of: Option<DayAsked>,
}

/// Every placement on the four models that was neither refused nor taken back, of the accounts that the reader sees, against what the
/// account brought in the months after it: by cell how many stayed and what they brought, with the interval of 95 % around what is lost;
/// by model how well the order of its cells told who would grow, as Somers' D with its interval; and which model would have served best.
/// Where fewer than ten accounts tell it, nothing is told. What directors confirmed and what waits for their word is told apart.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/held-to-account",
    params(HeldAsked),
    responses((status = 200, body = HeldToAccount), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<HeldAsked>,
) -> Result<Json<HeldToAccount>, Fault> {
    load(&server, &signed, asked.months.unwrap_or(MONTHS), day(asked.as_of)).await.map(Json)
}

/// The same for the page.
///
/// # Errors
/// As [`read`].
pub async fn load(server: &Server, signed: &Signed, months: i64, as_of: Option<Day>) -> Result<HeldToAccount, Fault> {
    if !MONTHS_CHOICES.contains(&months) {
        return Err(Fault::NotUnderstood("The months are 12 or 6."));
    }
    let as_of = as_of.unwrap_or_else(|| server.engine.clock().today());
    let mut snapshot = server.database.begin_snapshot().await?;
    let models = models::load(&mut snapshot, signed.workspace).await?;
    let positions = store::position::load_all(&mut snapshot, signed.workspace).await?;
    let first_day = revenue::load_first_day(&mut snapshot, signed.workspace).await?;
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    let house = directory.workspace.clone().ok_or(Fault::NotFound)?;
    let whole = rights.may(Action::SeeAccount);
    let to = house.reports_to(as_of).min(as_of);
    let mut docket = Docket {
        models: &models,
        span: months.months(),
        to,
        first_day,
        called: Vec::new(),
        not_over: 0,
        before_books: 0,
    };
    let mut by_account: BTreeMap<AccountId, Vec<&Position>> = BTreeMap::new();
    for position in &positions {
        by_account.entry(position.account).or_default().push(position);
    }
    for account in directory.accounts.values().filter(|account| rights.sees(account)) {
        let positions = by_account.get(&account.id).map(Vec::as_slice).unwrap_or_default();
        docket.summon(&directory, account, positions);
    }
    drop(directory);
    let around: Vec<Around> = docket.called.iter().map(|one| one.around).collect();
    let pairs = revenue::load_around(&mut snapshot, signed.workspace, &around).await?;
    let (models, found) = docket.records(&pairs);
    Ok(HeldToAccount {
        months,
        as_of,
        to,
        whole,
        currency: house.base_currency,
        verdict: told(&models, verdict(&found)),
        models,
        not_over: docket.not_over,
        before_books: docket.before_books,
    })
}

fn told(models: &[ModelRecord], verdict: Verdict) -> VerdictTold {
    match verdict {
        Verdict::TooFew => VerdictTold::TooFew,
        Verdict::NoneTold => VerdictTold::NoneTold,
        Verdict::Best { at, apart } => {
            VerdictTold::Best { model: models.get(at).map(|one| one.model.clone()).unwrap_or_default(), apart }
        }
    }
}

/// The placements that are called, and how many are not.
struct Docket<'a> {
    models: &'a Models,
    span: Span,
    to: Day,
    first_day: Option<Day>,
    called: Vec<Called<'a>>,
    not_over: usize,
    before_books: usize,
}

/// A placement that is called: on which model, in which cell, and the days around it.
struct Called<'a> {
    model: &'a CategorizationModel,
    cell: &'a Cell,
    confirmed: bool,
    around: Around,
}

impl<'a> Docket<'a> {
    /// Calls everything that was said of an account and holds.
    fn summon(&mut self, directory: &Model, account: &Account, positions: &[&Position]) {
        for model in self.models.of_boards() {
            if model.id == STAGES_OF {
                self.call(model, account.id, &directory.placements.of(account.id).collect::<Vec<_>>());
            } else {
                let of_model = positions.iter().copied().filter(|position| position.model == model.id);
                self.call(model, account.id, &of_model.collect::<Vec<_>>());
            }
        }
    }

    fn call<W: Word>(&mut self, model: &'a CategorizationModel, account: AccountId, words: &[&W]) {
        for word in said::originals(words).into_iter().filter(|word| word.day() <= self.to) {
            let confirmed = match said::state_of(words, word) {
                PlacementState::Confirmed => true,
                PlacementState::Proposed => false,
                PlacementState::Refused | PlacementState::Withdrawn => continue,
            };
            // A cell that the model has no more cannot be compared with those that it has.
            let Some(cell) = model.cell(word.cell()) else { continue };
            let around = (word.day().checked_sub(self.span), word.day().checked_add(self.span));
            let (Ok(after), Ok(until)) = around else { continue };
            if until > self.to {
                self.not_over += 1;
            } else if self.first_day.is_none_or(|first| after.tomorrow().is_ok_and(|begin| begin < first)) {
                self.before_books += 1;
            } else {
                let around = Around { account, after, day: word.day(), until };
                self.called.push(Called { model, cell, confirmed, around });
            }
        }
    }

    /// What became of them, by the pairs of what each brought before and after; and how well the confirmed ones told it.
    fn records(&self, pairs: &[Pair]) -> (Vec<ModelRecord>, Vec<Concordance>) {
        let mut found = Vec::new();
        let record = |model: &'a CategorizationModel| {
            let [(confirmed, concordance), (unconfirmed, _)] =
                [true, false].map(|confirmed| self.tried(pairs, model, confirmed));
            found.push(concordance);
            ModelRecord { model: model.id.clone(), title: model.title.clone(), confirmed, unconfirmed }
        };
        let models = self.models.of_boards().map(record).collect();
        (models, found)
    }

    fn tried(&self, pairs: &[Pair], model: &'a CategorizationModel, confirmed: bool) -> (Tried, Concordance) {
        let is_asked = |one: &Called<'_>| one.model.id == model.id && one.confirmed == confirmed;
        let of = self.called.iter().zip(pairs).filter(|(one, _)| is_asked(one));
        let judged = of.map(|(one, pair)| {
            let order = order_of(model, one.cell);
            (one.cell.id.as_str(), Judged { account: one.around.account, order, pair: *pair })
        });
        let judged: Vec<(&str, Judged)> = judged.collect();
        let concordance = Concordance::of(&judged.iter().map(|(_, judged)| *judged).collect::<Vec<_>>());
        let cell = |cell: &Cell| {
            let in_it = judged.iter().filter(|(at, _)| *at == cell.id).map(|(_, judged)| judged);
            let record = CellRecord::of(in_it);
            (record.placements > 0).then(|| CellTold::of(cell.id.clone(), cell.title.clone(), &record))
        };
        let cells = model.cells.iter().filter_map(cell).collect();
        (Tried::of(&concordance, cells), concordance)
    }
}
