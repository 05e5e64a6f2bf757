//! `GET /api/v1/status-reports`: what those who lead accounts report on them, who owes a report, and what was said to it.
//!
//! A report that the reader may not read is not there for them: neither it nor its author's lateness is told.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use app::paths;
use app::wire::json::Unread;
use app::wire::status_reports::{
    OwedReport, StatusAnswered, StatusDraft, StatusHead, StatusReportTold, StatusReports, StatusVersion,
};
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::{
    day::{Day, Moment, Written, days_between},
    ids::{PersonId, Seq, StatusReportId},
    model::Model,
    policy::{Action, rights_in},
    status_report::{
        MONTHS_MAX, StatusAnswer, StatusLine, StatusReport, StatusState, StatusTotals, Windows, due_day, goes_to,
        holding, is_over, last_ended, owed_since, owes,
    },
    viewer::Rights,
};
use sqlx::PgConnection;

use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{DayAsked, Id, Query, day};
use crate::{Fault, Server, Shared, models, store};

/// Which reports.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatusReportsAsked {
    /// On months that begin on this day or later; by default twelve months back.
    #[param(inline)]
    from: Option<DayAsked>,
    /// On months that begin on this day or earlier; by default up to today.
    #[param(inline)]
    to: Option<DayAsked>,
    /// Of one person.
    #[param(value_type = Option<String>)]
    author: Option<PersonId>,
    /// Those that stand so: `sent`, `accepted`, `returned` or `withdrawn`.
    state: Option<StatusState>,
}

/// Which month.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatusDraftAsked {
    /// Its first day; by default that of the last month that is over.
    #[param(inline)]
    period: Option<DayAsked>,
}

/// The status reports that the reader may read, the latest version of each: one's own, those of one's line, as an agency director all.
/// Beside them what the reader owes, and who of their line is late.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/status-reports",
    params(StatusReportsAsked),
    responses((status = 200, body = StatusReports), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn list(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<StatusReportsAsked>,
) -> Result<Json<StatusReports>, Fault> {
    load_list(&server, &signed, &asked).await.map(Json)
}

/// One version of a report as it was sent, with what was said to it and to the other versions.
///
/// # Errors
/// [`Fault::NotFound`] where there is none for the reader.
#[utoipa::path(
    get,
    path = "/api/v1/status-reports/{id}",
    params(("id" = String, Path, description = "The id of the version.")),
    responses((status = 200, body = StatusReportTold), (status = 401, body = Problem), (status = 404, body = Problem))
)]
pub async fn read(
    State(server): State<Shared>,
    signed: Signed,
    Id(id): Id<StatusReportId>,
) -> Result<Json<StatusReportTold>, Fault> {
    load_one(&server, &signed, id).await.map(Json)
}

/// What the reader's report on a month would say if it were sent now. It writes nothing.
///
/// # Errors
/// [`Fault::NotFound`] to who owes no reports, [`Fault::NotUnderstood`] where the month is none or is not over.
#[utoipa::path(
    get,
    path = "/api/v1/status-reports/draft",
    params(StatusDraftAsked),
    responses(
        (status = 200, body = StatusDraft),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn draft(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<StatusDraftAsked>,
) -> Result<Json<StatusDraft>, Fault> {
    load_draft(&server, &signed, day(asked.period)).await.map(Json)
}

/// What their page is sent with: the list, one report, or a draft. Where what is asked for is not there, the page says so by itself.
///
/// # Errors
/// Where the database fails.
pub async fn load_page(server: &Server, signed: &Signed, uri: &Uri) -> Result<Unread, Fault> {
    let query = uri.query().unwrap_or_default();
    let told = if let Ok(id) = paths::asked(query, "report").parse::<StatusReportId>() {
        load_one(server, signed, id).await.map(|told| Unread::of(&told))
    } else if let Some(period) = Day::of_text(&paths::asked(query, "period")) {
        load_draft(server, signed, Some(period)).await.map(|told| Unread::of(&told))
    } else {
        load_list(server, signed, &StatusReportsAsked::default()).await.map(|told| Unread::of(&told))
    };
    match told {
        Err(Fault::NotFound | Fault::NotUnderstood(_)) => Unread::of(&()),
        told => told?,
    }
    .map_err(Fault::broken)
}

async fn load_list(server: &Server, signed: &Signed, asked: &StatusReportsAsked) -> Result<StatusReports, Fault> {
    let today = server.engine.clock().today();
    let to = day(asked.to).unwrap_or(today);
    // As far back as anything is owed, and to the month a year before.
    let from = day(asked.from).unwrap_or_else(|| Windows::of(last_ended(today)).prior.0);
    let mut snapshot = server.database.begin_snapshot().await?;
    let heads = Told::load_heads(&mut snapshot, signed, (from, to), asked.author).await?;
    let known = Told::load_heads(&mut snapshot, signed, (Windows::of(last_ended(today)).prior.0, today), None).await?;
    let first = store::status_report::load_first_periods(&mut snapshot, signed.workspace).await?;
    drop(snapshot);
    // Rights as they are by now.
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    let owed = Owed { directory: &directory, told: &known, first: first.into_iter().collect(), today };
    let (mut late, mut mine) = (owed.late(&rights), owed.of(rights.person));
    late.sort_by_key(|one| (Reverse(one.days_late), one.name.clone(), one.period));
    mine.reverse();
    let is_asked = |head: &StatusHead| asked.state.is_none_or(|state| head.state == state);
    let seen = heads.latest().filter(|report| rights.sees_status_of(report.author));
    Ok(StatusReports {
        today,
        reports: owed.is_owing(rights.person),
        mine,
        late,
        items: seen.map(|report| heads.head(report, &directory, &rights)).filter(is_asked).collect(),
    })
}

async fn load_one(server: &Server, signed: &Signed, id: StatusReportId) -> Result<StatusReportTold, Fault> {
    let mut snapshot = server.database.begin_snapshot().await?;
    let told = Told::load(&mut snapshot, signed, &[id.0], &[]).await?;
    drop(snapshot);
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    let report = told.reports.iter().find(|report| report.id == id).ok_or(Fault::NotFound)?;
    if !rights.sees_status_of(report.author) {
        return Err(Fault::NotFound);
    }
    let lines: Vec<StatusLine> = report.lines.iter().cloned().collect();
    Ok(StatusReportTold {
        head: told.head(report, &directory, &rights),
        totals: StatusTotals::of(&lines),
        comment: report.comment.clone(),
        lines: in_order(lines),
        versions: told.reports.iter().rev().map(|report| told.version(report, &directory)).collect(),
    })
}

async fn load_draft(server: &Server, signed: &Signed, period: Option<Day>) -> Result<StatusDraft, Fault> {
    let today = server.engine.clock().today();
    let period = period.unwrap_or_else(|| last_ended(today));
    if !is_over(period, today) {
        return Err(Fault::NotUnderstood("A report is on a calendar month that is over, named by its first day."));
    }
    let directory = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&directory, signed.person)?;
    let house = directory.workspace.clone().ok_or(Fault::NotFound)?;
    if !owes(&rights) {
        return Err(Fault::NotFound);
    }
    let mut snapshot = server.database.begin_snapshot().await?;
    let told = Told::load(&mut snapshot, signed, &[], &[(signed.person, period)]).await?;
    let sources = store::status_source::load(&mut snapshot, signed.workspace, signed.person, period).await?;
    let models = models::load(&mut snapshot, signed.workspace).await?;
    drop(snapshot);
    let before = told.reports.last();
    let mut lines = sources.lines(period, today, &models);
    for line in &mut lines {
        let said = before.and_then(|before| before.lines.iter().find(|said| said.account == line.account));
        line.comment = said.map(|said| said.comment.clone()).unwrap_or_default();
    }
    let owed = owed(&directory, (signed.person, period), before.map(|before| (before.id, told.state(before))), today);
    Ok(StatusDraft {
        is_open: !lines.is_empty() && owed.state.is_none_or(StatusState::is_owed),
        owed,
        sent_to_name: goes_to(&directory.people, signed.person)
            .map(|person| name(&directory, person))
            .unwrap_or_default(),
        currency: house.base_currency,
        totals: StatusTotals::of(&lines),
        comment: before.map(|before| before.comment.clone()).unwrap_or_default(),
        lines: in_order(lines),
        answer: before.and_then(|before| told.answer(before)).map(|answer| told.answered(answer, &directory)),
    })
}

fn in_order(mut lines: Vec<StatusLine>) -> Vec<StatusLine> {
    lines.sort_by_key(|line| (Reverse(line.revenue_minor), Reverse(line.trailing_minor), line.account));
    lines
}

fn name(directory: &Model, person: PersonId) -> String {
    directory.people.get(&person).map(|person| person.name.clone()).unwrap_or_default()
}

fn owed(
    directory: &Model,
    (person, period): (PersonId, Day),
    latest: Option<(StatusReportId, StatusState)>,
    today: Day,
) -> OwedReport {
    let due = due_day(period);
    let (sent, state) = latest.unzip();
    OwedReport {
        person,
        name: name(directory, person),
        period,
        due,
        days_late: days_between(due, today).max(0),
        sent,
        state,
    }
}

/// Who owes what.
struct Owed<'a> {
    directory: &'a Model,
    /// All reports of the last year.
    told: &'a Told,
    /// The first month on which each person reported.
    first: BTreeMap<PersonId, Day>,
    today: Day,
}

impl Owed<'_> {
    /// Whether somebody owes reports at all.
    fn is_owing(&self, person: PersonId) -> bool {
        let leads = self.directory.accounts.values().any(|account| account.owner == Some(person));
        leads && owes(&rights_in(self.directory, person))
    }

    /// What somebody owes, the latest month first.
    fn of(&self, person: PersonId) -> Vec<OwedReport> {
        if !self.is_owing(person) {
            return Vec::new();
        }
        let months = owed_since(self.first.get(&person).copied(), self.today);
        let owed = |period| {
            let of = |report: &&StatusReport| report.author == person && report.period == period;
            let latest = self.told.latest().find(of).map(|report| (report.id, self.told.state(report)));
            latest
                .is_none_or(|(_, state)| state.is_owed())
                .then(|| owed(self.directory, (person, period), latest, self.today))
        };
        months.into_iter().filter_map(owed).take(MONTHS_MAX).collect()
    }

    /// What others of whom the reader may read are late with.
    fn late(&self, rights: &Rights) -> Vec<OwedReport> {
        let others = self.directory.people.keys().copied().filter(|person| *person != rights.person);
        let seen = others.filter(|person| rights.sees_status_of(*person));
        seen.flat_map(|person| self.of(person)).filter(|one| one.days_late > 0).collect()
    }
}

/// Reports with what was said to them, and when all of it was.
struct Told {
    /// Versions of a report follow each other.
    reports: Vec<StatusReport>,
    answers: Vec<StatusAnswer>,
    instants: BTreeMap<Seq, Moment>,
}

impl Told {
    async fn load(
        connection: &mut PgConnection,
        signed: &Signed,
        ids: &[uuid::Uuid],
        of: &[(PersonId, Day)],
    ) -> Result<Self, Fault> {
        let reports = store::status_report::load(connection, signed.workspace, ids, of).await?;
        Self::answered_in(connection, signed, reports).await
    }

    /// Without their accounts and comments.
    async fn load_heads(
        connection: &mut PgConnection,
        signed: &Signed,
        months: (Day, Day),
        author: Option<PersonId>,
    ) -> Result<Self, Fault> {
        let reports = store::status_report::load_heads(connection, signed.workspace, months, author).await?;
        Self::answered_in(connection, signed, reports).await
    }

    async fn answered_in(
        connection: &mut PgConnection,
        signed: &Signed,
        reports: Vec<StatusReport>,
    ) -> Result<Self, Fault> {
        let ids: Vec<uuid::Uuid> = reports.iter().map(|report| report.id.0).collect();
        let mut answers = store::status_answer::load(connection, signed.workspace, &[], &ids).await?;
        answers.sort_by_key(|answer| (answer.recorded, answer.id));
        let recorded = reports.iter().map(|report| report.recorded);
        let seqs: Vec<Seq> = recorded.chain(answers.iter().map(|answer| answer.recorded)).collect();
        let instants = store::log::past::load_instants(connection, signed.workspace, &seqs).await?;
        Ok(Self { reports, answers, instants: instants.into_iter().collect() })
    }

    /// The latest version of each report.
    fn latest(&self) -> impl Iterator<Item = &StatusReport> {
        let is_followed = |at: usize, report: &StatusReport| {
            self.reports.get(at + 1).is_some_and(|next| (next.author, next.period) == (report.author, report.period))
        };
        self.reports.iter().enumerate().filter(move |(at, report)| !is_followed(*at, report)).map(|(_, report)| report)
    }

    fn answers_to(&self, report: &StatusReport) -> impl Iterator<Item = &StatusAnswer> {
        let id = report.id;
        self.answers.iter().filter(move |answer| answer.report == id)
    }

    fn answer(&self, report: &StatusReport) -> Option<&StatusAnswer> {
        holding(self.answers_to(report))
    }

    fn state(&self, report: &StatusReport) -> StatusState {
        StatusState::of(self.answer(report))
    }

    fn at(&self, recorded: Seq) -> Moment {
        self.instants.get(&recorded).copied().unwrap_or_default()
    }

    fn answered(&self, answer: &StatusAnswer, directory: &Model) -> StatusAnswered {
        StatusAnswered {
            id: answer.id,
            says: answer.says,
            comment: answer.comment.clone(),
            by: answer.by,
            by_name: name(directory, answer.by),
            at: self.at(answer.recorded),
            answers: answer.answers,
        }
    }

    fn head(&self, report: &StatusReport, directory: &Model, rights: &Rights) -> StatusHead {
        let state = self.state(report);
        let may_answer = rights.may_with(Action::AnswerStatusReport, Some(report.author));
        let is_same = |other: &&StatusReport| (other.author, other.period) == (report.author, report.period);
        let first = self.reports.iter().find(is_same).unwrap_or(report);
        StatusHead {
            id: report.id,
            author: report.author,
            author_name: name(directory, report.author),
            period: report.period,
            version: report.version,
            sent_to: report.sent_to,
            sent_to_name: report.sent_to.map(|person| name(directory, person)).unwrap_or_default(),
            at: self.at(report.recorded),
            days_late: days_between(due_day(report.period), first.day).max(0),
            state,
            may_answer: may_answer && report.author != rights.person && state == StatusState::Sent,
            accounts: report.accounts,
            revenue_minor: report.revenue_minor,
            prior_minor: report.prior_minor,
            currency: report.currency,
            answer: self.answer(report).map(|answer| self.answered(answer, directory)),
        }
    }

    fn version(&self, report: &StatusReport, directory: &Model) -> StatusVersion {
        StatusVersion {
            id: report.id,
            version: report.version,
            at: self.at(report.recorded),
            state: self.state(report),
            answers: self.answers_to(report).map(|answer| self.answered(answer, directory)).collect(),
        }
    }
}
