//! Status reports: what is owed, what was sent, what was said to it.

use domain::{
    day::Day,
    money::Currency,
    ratio::Ratio,
    status_report::{News, NewsWord, StatusLine, StatusState, StatusTotals, StatusWord},
};

use super::{concentration, count, day, money_short};

pub const MINE: &str = "Yours to send";
pub const NOTHING_OWED: &str = "You have sent every report that is due.";
pub const DUE_RULE: &str = "A report on a month is due on the fifth working day after it.";
pub const TO_ANSWER: &str = "To answer";
pub const NOTHING_TO_ANSWER: &str = "Nothing waits for your answer.";
pub const LATE: &str = "Late";
pub const NOBODY_LATE: &str = "Nobody is late.";
pub const SENT: &str = "Sent and answered";
pub const NOTHING_SENT: &str = "No reports yet";
pub const NOTHING_SENT_TEXT: &str = "Who leads accounts reports on them each month. A report is made from the books, commented, and kept as it was sent.";
pub const WRITE: &str = "Write it";
pub const WRITE_ANEW: &str = "Write a new version";
pub const SEND: &str = "Send";
pub const ACCEPT: &str = "Accept";
pub const RETURN: &str = "Return";
pub const WITHDRAW: &str = "Withdraw";
pub const ANSWER: &str = "Your answer";
pub const YOUR_COMMENT: &str = "Comment";
pub const RETURN_NEEDS_WHY: &str = "To return it, say what is missing.";
pub const ANSWER_HINT: &str = "Needed to return it, optional to accept it.";
pub const WHOLE: &str = "Your comment on the month";
pub const COMMENT: &str = "Comment on the month";
pub const NO_COMMENT: &str = "No comment on the whole.";
pub const FIGURES: &str = "Figures";
pub const REVENUE: &str = "Revenue of the month";
pub const TRAILING: &str = "Twelve months";
pub const TARGET: &str = "Of target";
pub const TRANSACTIONS: &str = "Transactions";
pub const TRANSACTIONS_NOTE: &str = "sales, credits and purchases";
pub const ACCOUNTS: &str = "Accounts";
pub const VERSIONS: &str = "Versions and answers";
pub const UNANSWERED: &str = "Nobody has answered yet.";
pub const BACK: &str = "All status reports";
pub const DIRECTORS: &str = "the agency directors";
pub const SENT_ALREADY: &str = "You have sent this report";
pub const SENT_ALREADY_TEXT: &str = "Another version can be sent once it is returned, or once you withdraw it.";
pub const LEADS_NONE: &str = "You lead no account";
pub const LEADS_NONE_TEXT: &str = "A report is on the accounts that you lead.";
pub const DRAFT_NOTE: &str =
    "Not sent yet. The figures are those of now; once sent, they and your words stay as they are.";
pub const KEPT_NOTE: &str = "Kept as it was sent: what moved in the books since does not show here.";
pub const NOT_FETCHED: &str = "Status reports did not come";

/// The heads of the file that goes out.
pub const HEADS: [&str; 18] = [
    "Account",
    "Revenue",
    "Same month last year",
    "Twelve months",
    "Twelve months before",
    "Target",
    "Sales",
    "Sales amount",
    "Credits",
    "Credits amount",
    "Purchases",
    "Purchases amount",
    "News",
    "Comment",
    "ISO 4217",
    "Month",
    "Author",
    "Version",
];

/// The month of a report: `November 2026` would be longer than a column.
pub fn month(period: Day) -> String {
    concentration::month(period)
}

/// What a report is called: `Oct 2026, Aiko Tanabe`.
pub fn title(period: Day, author: &str) -> String {
    format!("{}, {author}", month(period))
}

/// By when it is owed: `due 6 Nov 2026`, `due 6 Nov 2026, 12 days late`.
pub fn due(due: Day, days_late: i64) -> String {
    let late = usize::try_from(days_late).unwrap_or_default();
    let rest = if late == 0 { String::new() } else { [", ", &count(late, "day", "days"), " late"].concat() };
    format!("due {}{rest}", day(due))
}

/// How many days late, for the end of a row.
pub fn late(days_late: i64) -> String {
    [&count(usize::try_from(days_late).unwrap_or_default(), "day", "days"), " late"].concat()
}

/// That it came late.
pub fn sent_late(days_late: i64) -> String {
    ["Sent ", &late(days_late)].concat()
}

/// What a version is called.
pub fn version(version: i64) -> String {
    format!("Version {version}")
}

/// How a report stands.
pub fn state(state: StatusState) -> &'static str {
    match state {
        StatusState::Sent => "Not answered",
        StatusState::Accepted => "Accepted",
        StatusState::Returned => "Returned",
        StatusState::Withdrawn => "Withdrawn",
    }
}

/// What somebody did by an answer; `answers` where it takes an answer back.
pub fn answered(says: StatusWord, takes_answer_back: bool) -> &'static str {
    match says {
        StatusWord::Accepted => "accepted it",
        StatusWord::Returned => "returned it",
        StatusWord::Withdrawn if takes_answer_back => "took an answer back",
        StatusWord::Withdrawn => "withdrew it",
    }
}

/// What became of sending it.
pub fn sent(to: &str) -> String {
    format!("Sent to {}", to_whom(to))
}

/// To whom a report goes.
pub fn to_whom(name: &str) -> &str {
    if name.is_empty() { DIRECTORS } else { name }
}

/// How one answered it.
pub fn answer_given(says: StatusWord) -> &'static str {
    match says {
        StatusWord::Accepted => "Report accepted",
        StatusWord::Returned => "Report returned",
        StatusWord::Withdrawn => "Report withdrawn",
    }
}

/// Beside what it brought in the month: `€ 10 k a year before`.
pub fn year_before(minor: i64, currency: Currency) -> String {
    format!("{} a year before", money_short(minor, currency))
}

/// Beside what it brought in twelve months.
pub fn before(minor: i64, currency: Currency) -> String {
    format!("{} in the twelve months before", money_short(minor, currency))
}

/// What was attained of targets.
pub fn attained(actual_minor: i64, target_minor: i64) -> String {
    concentration::share(Ratio::of(actual_minor, target_minor))
}

/// Of how many accounts that is: `€ 12 k of € 15 k, 3 accounts`.
pub fn on_target(totals: &StatusTotals, currency: Currency) -> String {
    let [actual, target] = [totals.on_target_minor, totals.target_minor].map(|minor| money_short(minor, currency));
    let accounts = super::accounts(usize::try_from(totals.targeted).unwrap_or_default());
    format!("{actual} of {target}, {accounts}")
}

/// The figures of an account in one line.
pub fn figures(line: &StatusLine, currency: Currency) -> String {
    let mut parts = vec![
        year_before(line.prior_minor, currency),
        format!("{} in twelve months", money_short(line.trailing_minor, currency)),
        before(line.trailing_prior_minor, currency).replace(" in the twelve months", ""),
    ];
    if let Some(target) = line.target_minor {
        let of = money_short(target, currency);
        parts.push(format!("{} of the target of {of}", attained(line.revenue_minor, target)));
    }
    parts.push(transactions(line, currency));
    parts.join(" · ")
}

/// The documents of an account in the month: `3 sales, 1 credit of € 200`.
fn transactions(line: &StatusLine, currency: Currency) -> String {
    let many = |number: i64, one: &str, many: &str| count(usize::try_from(number).unwrap_or_default(), one, many);
    let of = |words: String, number: i64, minor: i64| {
        (number > 0).then(|| format!("{words} of {}", money_short(minor, currency)))
    };
    let sales = (line.sales > 0).then(|| many(line.sales, "sale", "sales"));
    let credits = of(many(line.credits, "credit", "credits"), line.credits, line.credits_minor);
    let purchases = of(many(line.purchases, "purchase", "purchases"), line.purchases, line.purchases_minor);
    let told: Vec<String> = [sales, credits, purchases].into_iter().flatten().collect();
    if told.is_empty() { "no transactions".to_owned() } else { told.join(", ") }
}

/// A piece of news of an account: what it is called, and the rest.
pub fn news(news: &News) -> (&'static str, String) {
    let News { what, day: on, text } = news;
    let on = day(*on);
    let (label, told) = match what {
        NewsWord::Placed => ("Placed", format!("{text}, {on}")),
        NewsWord::TakenIn => ("Key account", [on, with(text)].concat()),
        NewsWord::LetGo => ("Key account no more", [on, with(text)].concat()),
        NewsWord::StepOverdue => ("Overdue", format!("{text}, since {on}")),
        NewsWord::Quiet => ("Quiet", format!("no sale or credit since {on}")),
        NewsWord::ContractEnds => ("Contract ends", format!("{text}, {on}")),
        NewsWord::ContractRenews => ("Contract renews", format!("{text}, {on}")),
        NewsWord::NoticeDue => ("Notice", format!("{text}, to be given until {on}")),
    };
    (label, told)
}

fn with(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { [": ", reason].concat() }
}

/// What the head of a report says: who sent it to whom, and when.
pub fn about(author: &str, to: &str, at: &str, version: i64) -> String {
    format!("{author} to {} · {at} · {}", to_whom(to), self::version(version).to_lowercase())
}

/// What the head of a draft says.
pub fn draft_about(to: &str, due: Day, days_late: i64) -> String {
    format!("To {} · {}", to_whom(to), self::due(due, days_late))
}

/// What the label of the comment on an account is.
pub fn comment_on(account: &str) -> String {
    format!("Comment on {account}")
}
