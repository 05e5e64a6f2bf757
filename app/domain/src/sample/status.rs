//! The status reports of the demo: three months of them, most accepted, one returned and sent anew, one returned and not sent since, two
//! that wait for an answer, and one that never came.

use jiff::ToSpan;

use super::{
    Teller,
    staff::{AIKO, GRETA, JULES, LUCIA, NADIA, OWEN, PIETER, SAMIR, STAFF},
};
use crate::{
    command::Command,
    day::Day,
    ids::{StatusAnswerId, StatusReportId},
    status_report::{AnswerStatusReport, SendStatusReport, StatusNote, StatusWord, last_ended},
};

/// What they say of a month, one after the other.
const COMMENTS: [&str; 4] = [
    "A calm month. What was planned was ordered, and nobody asked for another price.",
    "Two orders slipped into the next month; both are confirmed in writing.",
    "The visits of last month begin to show. Two of the smaller ones order again.",
    "Less than a year ago, as expected: the large order of then was for a new plant.",
];

/// What they say of an account.
const NOTES: [&str; 3] = [
    "Their purchasing changed hands. First meeting next week.",
    "They compare us with two others, so the price talk comes early this year.",
    "Asked for a second delivery a week. Logistics looks into it.",
];

impl Teller {
    /// Those who lead accounts report on them, and their directors answer.
    pub(super) fn report_status(&mut self) {
        let last = last_ended(self.today);
        let back = |months: i32| last.checked_sub(months.months()).unwrap_or(last);
        for (at, by) in [AIKO, PIETER, LUCIA, SAMIR, GRETA, OWEN, NADIA, JULES].into_iter().enumerate() {
            let report = self.report(by, back(2), at, None);
            self.answer_report(by, report, StatusWord::Accepted, "");
        }
        // Of the month after that, one never came.
        for (at, by) in [AIKO, LUCIA, GRETA, OWEN, NADIA].into_iter().enumerate() {
            let report = self.report(by, back(1), at + 1, None);
            let thanks = if at == 0 { "Good. Bring the tender to our next talk." } else { "" };
            self.answer_report(by, report, StatusWord::Accepted, thanks);
        }
        let first = self.report(PIETER, back(1), 3, None);
        self.answer_report(
            PIETER,
            first,
            StatusWord::Returned,
            "Why is the largest of them down? Say what you do about it.",
        );
        let second = self.report(PIETER, back(1), 1, Some(first));
        self.answer_report(PIETER, second, StatusWord::Accepted, "Clear now, thank you.");
        let returned = self.report(SAMIR, back(1), 0, None);
        self.answer_report(SAMIR, returned, StatusWord::Returned, "Nothing on the overdue steps. Please add them.");
        for (at, by) in [AIKO, NADIA, PIETER, LUCIA, GRETA, OWEN].into_iter().enumerate() {
            let report = self.report(by, last, at + 2, None);
            if at >= 2 {
                self.answer_report(by, report, StatusWord::Accepted, "");
            }
        }
    }

    fn report(&mut self, by: usize, period: Day, at: usize, was: Option<StatusReportId>) -> StatusReportId {
        let report = StatusReportId(self.chance.id());
        let led = self.firms.iter().position(|firm| firm.lead == Some(by));
        let note = |firm: usize| StatusNote {
            account: self.account(firm),
            text: NOTES.get(at % NOTES.len()).copied().unwrap_or_default().to_owned(),
        };
        let send = SendStatusReport {
            report,
            person: self.person(by),
            period,
            comment: COMMENTS.get(at % COMMENTS.len()).copied().unwrap_or_default().to_owned(),
            notes: led.map(note).into_iter().collect(),
            seen_minor: None,
            was,
        };
        self.say(by, Command::SendStatusReport(send));
        report
    }

    /// Whoever is above the author answers.
    fn answer_report(&mut self, author: usize, report: StatusReportId, says: StatusWord, comment: &str) {
        let Some(author) = STAFF.get(author) else { return };
        let (answer, comment) = (StatusAnswerId(self.chance.id()), comment.to_owned());
        self.say(author.superior, Command::AnswerStatusReport(AnswerStatusReport { answer, report, says, comment }));
    }
}
