//! `POST /api/v1/models/{id}/scores`: scores of many accounts by a categorization model, as a file.

use std::collections::{BTreeMap, BTreeSet};

use app::wire::import::RowRule;
use app::wire::list::{ListFault, ListRule};
use app::wire::scores::ScoreListAnswer;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::{
    account::Account,
    assessment::{AssessAccount, Judged},
    categorization::{CategorizationModel, Criterion, score::Score},
    command::Command,
    day::{Day, Written, is_business_day},
    ids::{AccountId, AssessmentId},
    model::Model,
    policy::{self, Action},
    score_list::{ASSESSED_MAX, AssessAccounts},
    viewer::Viewer,
};
use uuid::Uuid;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::list::{self, Form, Line};
use crate::query::Id;
use crate::{Fault, Shared, models};

/// How days are written in a list.
const DAY_FORM: &str = "YYYY-MM-DD";

/// Scores accounts by a list: CSV, the first line naming the columns. `account` is an account's id, reference or name; `day` the day from
/// which the scores hold, written as 2026-11-24, by default today; a column is named after each criterion of the model, after
/// `CRITERION rival` where the best competitor is scored beside us, and `CRITERION note` tells the evidence. What is empty is not scored.
/// All of it or nothing: where a line is refused, the answer tells which and why. What is taken in is one step, and can be undone.
///
/// # Errors
/// [`Fault::NotAllowed`] to who may score no account; [`Fault::NotFound`] where there is no such model to score by.
#[utoipa::path(
    post,
    path = "/api/v1/models/{id}/scores",
    params(("id" = String, Path, description = "The model, such as `bensaou`")),
    request_body(content = String, content_type = "text/csv"),
    responses(
        (status = 200, body = ScoreListAnswer),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 413, body = Problem),
        (status = 422, description = "Nothing was taken in", body = ScoreListAnswer),
    )
)]
pub async fn take(
    State(server): State<Shared>,
    signed: Signed,
    Id(id): Id<String>,
    request: Request,
) -> Result<Response, Fault> {
    let models = models::load(&mut *server.database.acquire().await?, signed.workspace).await?;
    let model = models.latest(&id).filter(|model| !model.template).ok_or(Fault::NotFound)?;
    let book = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&book, signed.person)?;
    let (bytes, viewer) = list::receive(&server, &signed, rights, Action::PlaceAccount, request).await?;
    let columns = optional_columns(model);
    let optional: Vec<&str> = columns.iter().map(String::as_str).collect();
    let form = Form { needed: &["account"], optional: &optional, lines_max: ASSESSED_MAX };
    let read = list::lines(&bytes, &form);
    let read = read.and_then(|lines| Reader::new(model, &book, &viewer).all(lines));
    let answer = match read {
        Ok(assessments) => {
            let answer = ScoreListAnswer { assessed: assessments.len(), ..ScoreListAnswer::default() };
            let command = Command::AssessAccounts(AssessAccounts { assessments });
            list::run(&server, &signed, command).await?.map_or(answer, |fault| refused(vec![fault]))
        }
        Err(faults) => refused(faults),
    };
    Ok(list::answered(answer.refused, answer))
}

fn refused(faults: Vec<ListFault>) -> ScoreListAnswer {
    let (refused, faults) = list::told(faults);
    ScoreListAnswer { refused, faults, ..ScoreListAnswer::default() }
}

/// The columns that a list may have beside the accounts: the day, and for each criterion its score, the competitor's and a note.
fn optional_columns(model: &CategorizationModel) -> Vec<String> {
    let of_one = |criterion: &Criterion| {
        let id = &criterion.id;
        [id.clone(), format!("{id} rival"), format!("{id} note")]
    };
    std::iter::once("day".to_owned()).chain(model.criteria.iter().flat_map(of_one)).collect()
}

struct Reader<'a> {
    model: &'a CategorizationModel,
    book: &'a Model,
    viewer: &'a Viewer,
    /// The accounts that the sender sees, by reference and by name, in lower case.
    called: BTreeMap<String, Vec<&'a Account>>,
}

impl<'a> Reader<'a> {
    fn new(model: &'a CategorizationModel, book: &'a Model, viewer: &'a Viewer) -> Self {
        let mut called: BTreeMap<String, Vec<&Account>> = BTreeMap::new();
        for account in book.accounts.values().filter(|account| viewer.rights.sees(account)) {
            let names = BTreeSet::from([account.reference.to_lowercase(), account.name.to_lowercase()]);
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                called.entry(name).or_default().push(account);
            }
        }
        Self { model, book, viewer, called }
    }

    /// What lines tell, or everything that keeps them from being taken in.
    fn all(&self, lines: Vec<Line>) -> Result<Vec<AssessAccount>, Vec<ListFault>> {
        let mut first_lines: BTreeMap<(AccountId, Day), usize> = BTreeMap::new();
        let (mut assessments, mut faults) = (Vec::new(), Vec::new());
        for line in lines {
            let fault = |rule| ListFault { line: Some(line.number), rule };
            match self.one(&line) {
                Ok(one) => match first_lines.insert((one.account, one.day), line.number) {
                    Some(first_line) => faults.push(fault(ListRule::Twice { first_line })),
                    None => assessments.push(one),
                },
                Err(rule) => faults.push(fault(rule)),
            }
        }
        if faults.is_empty() { Ok(assessments) } else { Err(faults) }
    }

    fn one(&self, line: &Line) -> Result<AssessAccount, ListRule> {
        let cell = |place: usize| line.cells.get(place).map_or("", |cell| cell.trim());
        let rejected = |reason| ListRule::Rejected { reason };
        let account = self.account(cell(0))?;
        let day = self.day(cell(1))?;
        let mut scores = Vec::new();
        for (at, criterion) in self.model.criteria.iter().enumerate() {
            let [ours, rival, note] = [0, 1, 2].map(|part| cell(2 + 3 * at + part));
            scores.extend(judged(criterion, ours, rival, note)?);
        }
        let (model, version) = (self.model.id.clone(), self.model.version);
        let assessment = AssessmentId(Uuid::now_v7());
        let one = AssessAccount { assessment, account: account.id, model, version, day, scores, context: Vec::new() };
        one.checked(self.model).map_err(rejected)?;
        Ok(one)
    }

    /// The account that a cell names, by its id, its reference or its name, among those that the sender may score.
    fn account(&self, cell: &str) -> Result<&Account, ListRule> {
        let by_id = cell.parse().ok().and_then(|id: AccountId| self.book.accounts.get(&id));
        let found = match by_id.filter(|account| self.viewer.rights.sees(account)) {
            Some(account) => vec![account],
            None => self.called.get(&cell.to_lowercase()).cloned().unwrap_or_default(),
        };
        // A reference goes before a name.
        let referred: Vec<&Account> = found.iter().filter(|account| account.reference == cell).copied().collect();
        match if referred.is_empty() { found } else { referred }.as_slice() {
            [account] => {
                let permitted = policy::permit_with(&self.viewer.rights, Action::PlaceAccount, account);
                permitted.map(|()| *account).map_err(|reason| ListRule::Rejected { reason })
            }
            [] => Err(ListRule::AccountUnknown { value: cell.to_owned() }),
            _ => Err(ListRule::AccountAmbiguous { value: cell.to_owned() }),
        }
    }

    fn day(&self, cell: &str) -> Result<Day, ListRule> {
        if cell.is_empty() {
            return Ok(self.viewer.day);
        }
        let unreadable = || ListRule::Unreadable { rule: RowRule::DayUnreadable { form: DAY_FORM.to_owned() } };
        let day = Day::of_text(cell).ok_or_else(unreadable)?;
        is_business_day(day, self.viewer.day).map_err(|reason| ListRule::Rejected { reason })?;
        Ok(day)
    }
}

/// A criterion as the cells of a line judge it; none where they are empty.
fn judged(criterion: &Criterion, ours: &str, rival: &str, note: &str) -> Result<Option<Judged>, ListRule> {
    let number = |cell: &str| cell.parse().map_err(|_| ListRule::ScoreUnreadable { value: cell.to_owned() });
    if ours.is_empty() {
        let astray = [rival, note].into_iter().find(|cell| !cell.is_empty());
        // What stands beside a score that is not there would be lost.
        return astray.map_or(Ok(None), |_| Err(ListRule::ScoreMissing { criterion: criterion.title.clone() }));
    }
    let rival = (!rival.is_empty()).then(|| number(rival)).transpose()?;
    let score = Score { ours: number(ours)?, rival };
    Ok(Some(Judged { criterion: criterion.id.clone(), score, note: note.to_owned() }))
}
