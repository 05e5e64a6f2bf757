//! Status reports: what a director gets from each account manager about accounts and transactions for a calendar month. It is made from
//! the data, commented, sent up the line, answered, and kept as it was sent.
//!
//! Whoever leads accounts owes one for each month that ended, but for agency directors, above whom there is nobody. It goes to the
//! nearest person above who may answer it; where there is none, to the agency directors. A report that was returned is sent anew as its
//! next version.
//!
//! Invariants: its figures are worked out by the server as it is sent, and never again: what moves in the books later does not move it.
//! Nothing is overwritten: a version, an answer and what takes one back are records of their own. Nobody answers their own report.

mod line;
mod period;
mod sources;

use serde::{Deserialize, Serialize};

use crate::{
    apply::{Case, Decision, Stop},
    change::{Change, Kind},
    command::{Key, Keys},
    day::Day,
    ids::{AccountId, PersonId, StatusAnswerId, StatusReportId},
    keep::Kept,
    model::Model,
    money::Currency,
    person::{OrgRole, Person},
    policy::Action,
    record::Record,
    rejection::{Rejection, TextField},
    said::{self, TakesBack},
    set::SetOf,
    table::Table,
    text::{self, COMMENT_MAX},
    viewer::Rights,
};

pub use self::{
    line::{News, NewsWord, StatusLine, StatusTotals},
    period::{DUE_WORKING_DAYS, MONTHS_MAX, due_day, is_over, last_ended, owed_since},
    sources::{StatusSources, Traded, Windows},
};

#[cfg(test)]
mod tests;

record! {
    /// One version of a report, as it was sent; append-only.
    StatusReport(StatusReportId) of StatusReport in |_| None;
    /// Whose accounts it is about, and who sent it.
    author: PersonId, Internal, Fixed;
    /// The first day of the calendar month that it is about.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    period: Day, Internal, Fixed;
    /// Its version, from 1.
    version: i64, Internal, Fixed;
    /// To whom it went; none where it went to the agency directors.
    sent_to: Option<PersonId>, Internal, Fixed;
    /// The business day on which it was sent.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    day: Day, Internal, Fixed;
    /// The currency of its figures: the base currency at the time.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    currency: Currency, Internal, Fixed;
    /// How many accounts it tells of.
    accounts: i64, Internal, Fixed;
    /// What they brought in the period, sales less credits, in minor units.
    revenue_minor: i64, Internal, Fixed;
    /// What they brought in the same month a year before.
    prior_minor: i64, Internal, Fixed;
    /// What its author says of the whole; it may tell of living persons.
    comment: String, Personal, Fixed;
    /// The accounts.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<StatusLine>))]
    lines: SetOf<StatusLine>, Personal, Fixed;
    /// The number of its entry in the log.
    recorded: i64, Internal, Fixed;
}

/// What is said to a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum StatusWord {
    /// It is taken note of as it is.
    #[default]
    Accepted,
    /// Another version is wanted.
    Returned,
    /// It, or an answer to it, is taken back.
    Withdrawn,
}

choice!(StatusWord: Accepted = "accepted", Returned = "returned", Withdrawn = "withdrawn");

record! {
    /// What somebody said to a report; append-only.
    StatusAnswer(StatusAnswerId) of StatusAnswer in |_| None;
    /// The version that it is said to.
    report: StatusReportId, Internal, Fixed;
    /// Whose report that is.
    author: PersonId, Internal, Fixed;
    /// What is said: *withdrawn* by its author takes the report back, or where it names an answer, by who gave it, that one.
    says: StatusWord, Internal, Fixed;
    /// Why, or what else there is to say; it may tell of living persons.
    comment: String, Personal, Fixed;
    /// Who says so.
    by: PersonId, Internal, Fixed;
    /// The answer that this one takes back.
    answers: Option<StatusAnswerId>, Internal, Fixed;
    /// The number of its entry in the log.
    recorded: i64, Internal, Fixed;
}

/// How a version stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum StatusState {
    /// It was sent, and nobody answered.
    #[default]
    Sent,
    /// It was taken note of.
    Accepted,
    /// Another version is wanted.
    Returned,
    /// Its author took it back.
    Withdrawn,
}

choice!(StatusState: Sent = "sent", Accepted = "accepted", Returned = "returned", Withdrawn = "withdrawn");

impl StatusState {
    /// How a report stands by the answer that holds.
    pub fn of(answer: Option<&StatusAnswer>) -> Self {
        match answer.map(|answer| answer.says) {
            None => Self::Sent,
            Some(StatusWord::Accepted) => Self::Accepted,
            Some(StatusWord::Returned) => Self::Returned,
            Some(StatusWord::Withdrawn) => Self::Withdrawn,
        }
    }

    /// Whether the report is owed again.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Returned | Self::Withdrawn)
    }
}

/// Of what was said to one report, the answer that holds: the last one that was not taken back.
pub fn holding<'a>(answers: impl IntoIterator<Item = &'a StatusAnswer>) -> Option<&'a StatusAnswer> {
    said::holding(answers).into_iter().next()
}

/// Whether somebody of these rights owes reports on the accounts that they lead.
pub fn owes(rights: &Rights) -> bool {
    rights.may_with(Action::SendStatusReport, Some(rights.person)) && !rights.roles.contains(&OrgRole::AgencyDirector)
}

/// Who gets the reports of somebody: the nearest above who may answer them; none where it is for the agency directors.
pub fn goes_to(people: &Table<PersonId, Person>, author: PersonId) -> Option<PersonId> {
    let mut passed = SetOf::from([author]);
    let mut above = people.get(&author)?.superior;
    while let Some(person) = above.filter(|person| passed.insert(*person)) {
        if Rights::of(people, person).may_with(Action::AnswerStatusReport, Some(author)) {
            return Some(person);
        }
        above = people.get(&person)?.superior;
    }
    None
}

/// Sends a report up the line. Its figures are those of the books at this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SendStatusReport {
    /// The new version's id.
    pub report: StatusReportId,
    /// Whose report it is: the sender's own.
    pub person: PersonId,
    /// The first day of the calendar month that it is about, which is over.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    #[serde(with = "crate::day::text")]
    pub period: Day,
    /// What its author says of the whole; may be empty.
    #[serde(default)]
    pub comment: String,
    /// What they say of accounts, each of which they lead.
    #[serde(default)]
    pub notes: Vec<StatusNote>,
    /// What the accounts brought in the period as its author saw it, in minor units: where the books moved since, it is not sent. None
    /// where that does not matter.
    #[serde(default)]
    pub seen_minor: Option<i64>,
    /// The latest version that its author saw; none where there was none.
    #[serde(default)]
    pub was: Option<StatusReportId>,
}

/// What the author of a report says of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatusNote {
    /// The account.
    pub account: AccountId,
    /// What there is to say.
    pub text: String,
}

/// Answers a report: takes note of it, returns it for another version, or, as its author, takes it back before anybody answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerStatusReport {
    /// The new answer's id.
    pub answer: StatusAnswerId,
    /// The version that is answered.
    pub report: StatusReportId,
    /// What is said.
    pub says: StatusWord,
    /// Why; must say something where another version is wanted.
    #[serde(default)]
    pub comment: String,
}

/// A comment of many lines that may be empty.
fn commented(text: &str) -> Result<String, Rejection> {
    if text.trim().is_empty() { Ok(String::new()) } else { text::paragraphs(TextField::Comment, text, COMMENT_MAX) }
}

fn moved(field: &str) -> Stop {
    Rejection::Conflict { kind: Kind::StatusReport, field: field.to_owned() }.into()
}

impl SendStatusReport {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        let (person, period) = (self.person, self.period);
        Keys::from([
            Key::StatusReport(self.report),
            Key::StatusReportsOf(person, period),
            Key::StatusSources(person, period),
            Key::Models,
        ])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let (viewer, kept) = (case.viewer, &case.model.kept);
        if self.person != viewer.actor || !owes(&viewer.rights) {
            return Err(Rejection::NotPermitted { action: Action::SendStatusReport }.into());
        }
        if !is_over(self.period, viewer.day) {
            return Err(Rejection::PeriodNotOver.into());
        }
        if kept.status_reports.contains_key(&self.report) {
            return Err(Rejection::IdTaken { kind: Kind::StatusReport }.into());
        }
        let latest = kept.latest_status_report(self.person, self.period);
        if latest.map(|latest| latest.id) != self.was {
            return Err(moved("version"));
        }
        if latest.is_some_and(|latest| !kept.state_of_report(latest.id).is_owed()) {
            return Err(Rejection::ReportSent.into());
        }
        let lines = self.lines(case)?;
        let totals = StatusTotals::of(&lines);
        if self.seen_minor.is_some_and(|seen| seen != totals.revenue_minor) {
            return Err(moved("revenue_minor"));
        }
        let report = StatusReport {
            id: self.report,
            author: self.person,
            period: self.period,
            version: latest.map_or(1, |latest| latest.version + 1),
            sent_to: goes_to(&case.model.people, self.person),
            day: viewer.day,
            currency: case.workspace()?.base_currency,
            accounts: i64::try_from(lines.len()).unwrap_or(i64::MAX),
            revenue_minor: totals.revenue_minor,
            prior_minor: totals.prior_minor,
            comment: commented(&self.comment)?,
            lines: lines.into_iter().collect(),
            recorded: case.model.seq + 1,
        };
        Ok(vec![report.created()])
    }

    /// The accounts with their figures, and with what is said of them.
    fn lines(&self, case: &Case<'_>) -> Result<Vec<StatusLine>, Stop> {
        let kept = &case.model.kept;
        let in_hand;
        let sources = match kept.status_sources.get(&(self.person, self.period)) {
            Some(sources) => sources,
            None => {
                in_hand = StatusSources::in_hand(case.model, self.person, self.period);
                &in_hand
            }
        };
        let mut lines = sources.lines(self.period, case.viewer.day, &kept.models);
        if lines.is_empty() {
            return Err(Rejection::LeadsNoAccount.into());
        }
        for note in &self.notes {
            let line = lines.iter_mut().find(|line| line.account == note.account);
            line.ok_or(Rejection::Gone { kind: Kind::Account })?.comment = commented(&note.text)?;
        }
        Ok(lines)
    }
}

impl AnswerStatusReport {
    pub(crate) fn needs(&self, _known: &Model) -> Keys {
        Keys::from([Key::StatusReport(self.report), Key::StatusAnswer(self.answer)])
    }

    pub(crate) fn decide(&self, case: &Case<'_>) -> Decision {
        let (rights, kept) = (&case.viewer.rights, &case.model.kept);
        let report = kept.status_reports.get(&self.report).filter(|report| rights.sees_status_of(report.author));
        let report = report.ok_or(Rejection::Gone { kind: Kind::StatusReport })?;
        let is_own = report.author == rights.person;
        match self.says {
            StatusWord::Withdrawn if !is_own => return Err(Rejection::ReportOfAnother.into()),
            StatusWord::Withdrawn => {}
            StatusWord::Accepted | StatusWord::Returned => permit_answer(rights, report.author)?,
        }
        if kept.status_answers.contains_key(&self.answer) {
            return Err(Rejection::IdTaken { kind: Kind::StatusAnswer }.into());
        }
        if kept.state_of_report(report.id) != StatusState::Sent {
            return Err(Rejection::ReportAnswered.into());
        }
        let comment = commented(&self.comment)?;
        if self.says == StatusWord::Returned && comment.is_empty() {
            return Err(Rejection::ReturnedWithoutReason.into());
        }
        let answer = StatusAnswer {
            id: self.answer,
            report: report.id,
            author: report.author,
            says: self.says,
            comment,
            by: rights.person,
            answers: None,
            recorded: case.model.seq + 1,
        };
        Ok(vec![answer.created()])
    }
}

/// Refuses to answer a report to who may not.
fn permit_answer(rights: &Rights, author: PersonId) -> Result<(), Rejection> {
    if author == rights.person {
        return Err(Rejection::ReportOfOwn);
    }
    let (action, lead) = (Action::AnswerStatusReport, Some(author));
    if rights.may_with(action, lead) { Ok(()) } else { Err(Rejection::NotPermitted { action }) }
}

/// Refuses to take back what was said by an entry, where its author may not say such things any more.
pub(crate) fn permit_taking_back(case: &Case<'_>, change: &Change) -> Result<(), Stop> {
    let rights = &case.viewer.rights;
    let author = change.text_after("author").parse().unwrap_or_default();
    // Who took their own report back may have it stand again.
    if author == rights.person { Ok(()) } else { permit_answer(rights, author).map_err(Stop::from) }
}

/// What takes a report or an answer back by an undo: a word that says so. None where somebody built on it since.
pub(crate) fn taken_back(case: &Case<'_>, change: &Change, by: TakesBack) -> Option<StatusAnswer> {
    let kept = &case.model.kept;
    let answered = kept.status_answers.get(&StatusAnswerId(change.key.id));
    let id = answered.map_or(StatusReportId(change.key.id), |answer| answer.report);
    let report = kept.status_reports.get(&id)?;
    let last = kept.status_answers_to(id).max_by_key(|answer| (answer.recorded, answer.id));
    let is_last = match answered {
        Some(answer) => last.is_some_and(|last| last.id == answer.id),
        None => kept.state_of_report(id) == StatusState::Sent,
    };
    let is_latest = kept.latest_status_report(report.author, report.period).is_some_and(|latest| latest.id == id);
    (is_last && is_latest).then(|| StatusAnswer {
        id: StatusAnswerId(by.id),
        report: id,
        author: report.author,
        says: StatusWord::Withdrawn,
        comment: String::new(),
        by: by.by,
        answers: answered.map(|answer| answer.id),
        recorded: by.recorded,
    })
}

/// What must be in hand to take back what was sent or answered.
pub(crate) fn keys_of(change: &Change) -> Vec<Key> {
    let answered = change.text_after("report").parse().ok();
    vec![Key::StatusReport(answered.unwrap_or(StatusReportId(change.key.id)))]
}

impl Kept {
    /// The latest version in hand of a report.
    pub fn latest_status_report(&self, author: PersonId, period: Day) -> Option<&StatusReport> {
        let of = |report: &&StatusReport| report.author == author && report.period == period;
        self.status_reports.values().filter(of).max_by_key(|report| report.version)
    }

    /// What was said to a version, as far as it is in hand.
    pub fn status_answers_to(&self, report: StatusReportId) -> impl Iterator<Item = &StatusAnswer> + Clone {
        self.status_answers.values().filter(move |answer| answer.report == report)
    }

    /// How a version in hand stands.
    pub fn state_of_report(&self, report: StatusReportId) -> StatusState {
        StatusState::of(holding(self.status_answers_to(report)))
    }
}
