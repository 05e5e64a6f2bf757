//! Status reports, over HTTP: what they are made of, who sends, reads and answers them, what is late, and that they stay as they were sent.

use crate::support::firm::{Firm, Hand, id, packed, packed_as};
use app::paths;
use app::wire::Frame;
use app::wire::report::RankingReport;
use app::wire::status_reports::{StatusDraft, StatusReportTold, StatusReports};
use app::wire::targets::TargetsReport;
use domain::change::Kind;
use domain::command::Command;
use domain::contract::Contract;
use domain::day::Day;
use domain::document::{DocumentKind, RecordDocument};
use domain::ids::{AccountId, StatusReportId};
use domain::keep::{Keep, Wish};
use domain::money::Currency;
use domain::person::OrgRole;
use domain::policy::Action;
use domain::rejection::{Outcome, Rejection};
use domain::status_report::{
    AnswerStatusReport, NewsWord, SendStatusReport, StatusNote, StatusSources, StatusState, StatusWord, due_day,
    last_ended,
};
use domain::target::Target;
use domain::undo::Undo;
use jiff::ToSpan;
use serde::de::DeserializeOwned;
use server::{demo, store};
use sqlx::PgPool;

fn today(firm: &Firm) -> Day {
    firm.house.server.engine.clock().today()
}

/// The first day of a month so many before the last one that is over.
fn month(firm: &Firm, back: i32) -> Day {
    last_ended(today(firm)).checked_sub(back.months()).unwrap()
}

async fn get<T: DeserializeOwned>(firm: &Firm, hand: &Hand, path: &str) -> T {
    let told = firm.get(hand, path).await;
    assert_eq!(told.status.as_u16(), 200, "{path}: {}", told.body);
    serde_json::from_str(&told.body).unwrap()
}

async fn list(firm: &Firm, hand: &Hand) -> StatusReports {
    get(firm, hand, paths::REPORTED).await
}

async fn told(firm: &Firm, hand: &Hand, id: StatusReportId) -> StatusReportTold {
    get(firm, hand, &paths::reported(id)).await
}

fn traded(kind: DocumentKind, account: AccountId, day: Day, amount_minor: i64) -> Command {
    Command::RecordDocument(RecordDocument {
        document: id(),
        account,
        document_kind: kind,
        day,
        number: id::<AccountId>().to_string(),
        amount_minor,
        currency: Currency::of("GBP").unwrap(),
        lines: Vec::new(),
        rate: None,
    })
}

fn report(author: &Hand, period: Day, was: Option<StatusReportId>) -> SendStatusReport {
    SendStatusReport {
        report: id(),
        person: author.person,
        period,
        comment: "A calm month".to_owned(),
        notes: Vec::new(),
        seen_minor: None,
        was,
    }
}

fn answer(report: StatusReportId, says: StatusWord, comment: &str) -> Command {
    Command::AnswerStatusReport(AnswerStatusReport { answer: id(), report, says, comment: comment.to_owned() })
}

async fn refused(firm: &Firm, hand: &Hand, command: Command) -> Rejection {
    firm.receipts(hand, &[packed(&command)]).await.remove(0).reason.unwrap()
}

/// A director with a key account manager who leads two accounts, and a director and a manager beside them.
struct Line {
    firm: Firm,
    head: Hand,
    lead: Hand,
    stranger: Hand,
    beside: Hand,
    accounts: [AccountId; 2],
}

impl Line {
    async fn new(pool: PgPool) -> Self {
        let firm = Firm::found(pool).await;
        let head = firm.hire("Heda", OrgRole::AccountDirector, Some(firm.boss.person)).await;
        let lead = firm.hire("Lea", OrgRole::KeyAccountManager, Some(head.person)).await;
        let stranger = firm.hire("Stan", OrgRole::AccountDirector, Some(firm.boss.person)).await;
        let beside = firm.hire("Bea", OrgRole::AccountManager, Some(head.person)).await;
        let acorn = firm.account("Acorn", Some(lead.person)).await;
        let birch = firm.account("Birch", Some(lead.person)).await;
        Self { firm, head, lead, stranger, beside, accounts: [acorn, birch] }
    }

    /// Sends a report on the last month.
    async fn send(&self, was: Option<StatusReportId>) -> StatusReportId {
        let wish = report(&self.lead, month(&self.firm, 0), was);
        self.firm.apply(&self.lead, &Command::SendStatusReport(wish.clone())).await;
        wish.report
    }
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn a_draft_says_what_the_reports_say(pool: PgPool) {
    let line = Line::new(pool).await;
    let (firm, [acorn, birch]) = (&line.firm, line.accounts);
    let (first, last) = (month(firm, 0), month(firm, 0).last_of_month());
    let (sale, credit, purchase) = (DocumentKind::Sale, DocumentKind::Credit, DocumentKind::Purchase);
    for (kind, account, day, minor) in [
        (sale, acorn, first, 70_000),
        (sale, acorn, last, 30_000),
        (credit, acorn, last, 5_000),
        (purchase, acorn, first, 900),
        (sale, acorn, last.tomorrow().unwrap(), 1_000_000),
        (sale, acorn, month(firm, 12), 40_000),
        (sale, birch, month(firm, 5), 8_000),
        (sale, birch, month(firm, 14), 600),
    ] {
        firm.apply(&firm.boss, &traded(kind, account, day, minor)).await;
    }
    let target = Target { id: id(), account: acorn, from_day: first, to_day: last, amount_minor: 200_000 };
    firm.apply(&line.head, &Command::Keep(Keep::one(Some(acorn), Wish::of_new(&target)))).await;
    let to_day = today(firm).checked_add(20.days()).unwrap();
    let contract = Contract {
        id: id(),
        account: birch,
        name: "Frame".to_owned(),
        from_day: month(firm, 3),
        to_day: Some(to_day),
        ..Contract::default()
    };
    firm.apply(&line.lead, &Command::Keep(Keep::one(Some(birch), Wish::of_new(&contract)))).await;

    let draft: StatusDraft = get(firm, &line.lead, &paths::draft_told(first)).await;
    assert_eq!((draft.is_open, &*draft.sent_to_name, draft.owed.due), (true, "Heda", due_day(first)));
    let [one, other] = &draft.lines[..] else { panic!("{draft:?}") };
    assert_eq!((one.account, other.account), (acorn, birch));
    assert_eq!((one.revenue_minor, one.prior_minor), (95_000, 40_000));
    assert_eq!((one.sales, one.credits, one.purchases, one.purchases_minor), (2, 1, 1, 900));
    assert_eq!((other.trailing_minor, other.trailing_prior_minor), (8_000, 600));
    assert_eq!((one.target_minor, other.target_minor), (Some(200_000), None));
    let news: Vec<_> = other.news.iter().map(|one| (one.what, one.day)).collect();
    assert_eq!(news, [(NewsWord::Quiet, month(firm, 5)), (NewsWord::ContractEnds, to_day)]);

    let window = format!("from={first}&to={last}");
    let ranking: RankingReport = get(firm, &line.lead, &format!("/api/v1/reports/ranking?{window}")).await;
    assert_eq!(ranking.accounts.iter().map(|one| (one.account, one.minor)).collect::<Vec<_>>(), [(acorn, 95_000)]);
    let from = month(firm, 11);
    let year: RankingReport = get(firm, &line.lead, &format!("/api/v1/reports/ranking?from={from}&to={last}")).await;
    let trailing: Vec<_> = draft.lines.iter().map(|line| (line.account, line.trailing_minor)).collect();
    assert_eq!(year.accounts.iter().map(|one| (one.account, one.minor)).collect::<Vec<_>>(), trailing);
    let targets: TargetsReport = get(firm, &line.lead, &format!("/api/v1/reports/targets?{window}")).await;
    let figures = (targets.figures.target_minor, targets.figures.actual_minor);
    assert_eq!(figures, (draft.totals.target_minor, draft.totals.on_target_minor));

    assert_eq!(firm.get(&line.head, &paths::draft_told(today(firm))).await.status.as_u16(), 422);
    assert_eq!(firm.get(&firm.boss, &paths::draft_told(first)).await.status.as_u16(), 404, "owes none");
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_was_sent_stays_as_it_was_when_the_books_move(pool: PgPool) {
    let line = Line::new(pool).await;
    let (firm, [acorn, birch]) = (&line.firm, line.accounts);
    let first = month(firm, 0);
    firm.apply(&firm.boss, &traded(DocumentKind::Sale, acorn, first, 70_000)).await;
    let draft: StatusDraft = get(firm, &line.lead, &paths::draft_told(first)).await;
    firm.apply(&firm.boss, &traded(DocumentKind::Sale, acorn, first, 1)).await;
    let note = StatusNote { account: acorn, text: "They order\nagain".to_owned() };
    let wish = SendStatusReport {
        seen_minor: Some(draft.totals.revenue_minor),
        notes: vec![note],
        ..report(&line.lead, first, None)
    };
    let conflict = Rejection::Conflict { kind: Kind::StatusReport, field: "revenue_minor".to_owned() };
    assert_eq!(refused(firm, &line.lead, Command::SendStatusReport(wish.clone())).await, conflict);
    let wish = SendStatusReport { seen_minor: Some(70_001), ..wish };
    let (command, sent_as) = (Command::SendStatusReport(wish.clone()), id());
    let once = firm.send(&line.lead, &[packed_as(sent_as, &command)]).await;
    assert_eq!(firm.send(&line.lead, &[packed_as(sent_as, &command)]).await.body, once.body, "the same, once");

    let before = told(firm, &line.head, wish.report).await;
    assert_eq!((before.totals.revenue_minor, before.head.accounts, before.head.version), (70_001, 2, 1));
    assert_eq!((&*before.comment, &*before.lines[0].comment), ("A calm month", "They order\nagain"));
    firm.apply(&firm.boss, &traded(DocumentKind::Credit, acorn, first, 60_000)).await;
    let rename =
        domain::account::AssignAccount { account: birch, owner: Some(line.beside.person), was: Some(line.lead.person) };
    firm.apply(&firm.boss, &Command::AssignAccount(rename)).await;
    assert_eq!(told(firm, &line.head, wish.report).await, before);
    let mut connection = firm.house.server.database.acquire().await.unwrap();
    let moved = sqlx::query("update status_report set revenue_minor = 0").execute(&mut *connection).await;
    assert!(moved.unwrap_err().to_string().contains("stays as it was sent"));
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn who_is_beside_the_line_learns_nothing_of_it(pool: PgPool) {
    let line = Line::new(pool).await;
    let firm = &line.firm;
    let mut hears = firm.listen(&line.head, None).await;
    let mut hears_not = firm.listen(&line.stranger, None).await;
    let id = line.send(None).await;
    let seq = firm.apply(&firm.boss, &traded(DocumentKind::Sale, line.accounts[0], today(firm), 5)).await;
    let kinds = |frames: Vec<Frame>| {
        let changes = frames.into_iter().flat_map(|frame| frame.changes);
        changes.filter(|change| change.key.kind == Kind::StatusReport).count()
    };
    assert_eq!(kinds(hears.read_to(seq).await), 1);
    assert_eq!(kinds(hears_not.read_to(seq).await), 0);
    for hand in [&line.lead, &line.head, &firm.boss] {
        assert_eq!(told(firm, hand, id).await.head.id, id);
        assert_eq!(list(firm, hand).await.items.len(), 1);
    }
    let admin = firm.hire("Ada", OrgRole::Administrator, None).await;
    let finance = firm.hire("Fin", OrgRole::Finance, Some(firm.boss.person)).await;
    for hand in [&line.stranger, &line.beside, &admin, &finance] {
        assert_eq!(firm.get(hand, &paths::reported(id)).await.status.as_u16(), 404);
        let told = list(firm, hand).await;
        assert_eq!((told.items.len(), told.late.len()), (0, 0));
        let gone = Rejection::Gone { kind: Kind::StatusReport };
        assert_eq!(refused(firm, hand, answer(id, StatusWord::Accepted, "")).await, gone);
        let history = firm.get(hand, "/api/v1/history").await.body;
        assert!(!history.contains("A calm month"), "{history}");
    }
    let action = Action::SendStatusReport;
    let forged = Command::SendStatusReport(report(&line.lead, month(firm, 1), None));
    assert_eq!(refused(firm, &line.head, forged).await, Rejection::NotPermitted { action });
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn one_answer_counts_and_a_returned_report_is_sent_anew(pool: PgPool) {
    let line = Line::new(pool).await;
    let firm = &line.firm;
    let first = line.send(None).await;
    assert!(list(firm, &line.head).await.items[0].may_answer && !list(firm, &line.lead).await.items[0].may_answer);
    let returned = firm.apply(&line.head, &answer(first, StatusWord::Returned, "Why so little?")).await;
    let receipt = firm.receipts(&firm.boss, &[packed(&answer(first, StatusWord::Accepted, ""))]).await.remove(0);
    assert_eq!((receipt.outcome, receipt.reason), (Outcome::Superseded, Some(Rejection::ReportAnswered)));
    let draft: StatusDraft = get(firm, &line.lead, &paths::draft_told(month(firm, 0))).await;
    assert_eq!((draft.owed.sent, draft.owed.state), (Some(first), Some(StatusState::Returned)));
    assert_eq!((&*draft.comment, &*draft.answer.unwrap().comment), ("A calm month", "Why so little?"));
    firm.apply(&line.head, &Command::Undo(Undo { entry: returned, answer: id() })).await;
    assert_eq!(told(firm, &line.lead, first).await.head.state, StatusState::Sent);
    firm.apply(&line.head, &answer(first, StatusWord::Returned, "Still: why?")).await;
    let second = line.send(Some(first)).await;
    firm.apply(&firm.boss, &answer(second, StatusWord::Accepted, "Thank you")).await;
    let all = told(firm, &line.lead, second).await;
    assert_eq!((all.head.version, all.head.state, all.versions.len()), (2, StatusState::Accepted, 2));
    assert_eq!(all.head.answer.unwrap().comment, "Thank you");
    assert_eq!(all.versions[1].answers.len(), 3, "what was taken back is told as well");
    assert_eq!(list(firm, &line.lead).await.items.len(), 1, "the latest version alone");
    let accepted: StatusReports = get(firm, &firm.boss, "/api/v1/status-reports?state=accepted").await;
    let sent: StatusReports = get(firm, &firm.boss, "/api/v1/status-reports?state=sent").await;
    assert_eq!((accepted.items.len(), sent.items.len()), (1, 0));
    assert_eq!(firm.get(&firm.boss, "/api/v1/status-reports?state=lost").await.status.as_u16(), 422);
}

#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn what_is_late_is_told_to_those_above(pool: PgPool) {
    let line = Line::new(pool).await;
    let firm = &line.firm;
    let mine = list(firm, &line.lead).await;
    assert!(mine.reports);
    assert_eq!(mine.mine.iter().map(|one| one.period).collect::<Vec<_>>(), [month(firm, 0)], "of who never reported");
    let is_late = due_day(month(firm, 0)) < today(firm);
    assert_eq!(list(firm, &line.head).await.late.len(), usize::from(is_late));
    let earlier = report(&line.lead, month(firm, 2), None);
    firm.apply(&line.lead, &Command::SendStatusReport(earlier)).await;
    let late = list(firm, &line.head).await.late;
    assert_eq!((late[0].person, late[0].period), (line.lead.person, month(firm, 1)), "since the first report");
    assert!(late[0].days_late > 0);
    assert_eq!(list(firm, &firm.boss).await.late, late);
    assert_eq!(list(firm, &line.lead).await.late.len(), 0, "one's own are told as one's own");
    assert!(list(firm, &line.stranger).await.late.is_empty());
    assert!(list(firm, &line.beside).await.mine.is_empty(), "who leads none owes none");
    for back in [0, 1] {
        let wish = report(&line.lead, month(firm, back), None);
        firm.apply(&line.lead, &Command::SendStatusReport(wish)).await;
    }
    let told = list(firm, &line.head).await;
    assert!(told.late.is_empty() && list(firm, &line.lead).await.mine.is_empty());
    let days_late = |back| domain::day::days_between(due_day(month(firm, back)), today(firm)).max(0);
    let sent_late: Vec<_> = told.items.iter().map(|head| head.days_late).collect();
    assert_eq!(sent_late, [0, 1, 2].map(days_late), "each by the day on which it came");
}

/// What the database adds up is what the records come to, for everybody of the demo.
#[sqlx::test(migrator = "crate::MIGRATIONS")]
async fn the_demo_reports_and_sql_agrees_with_the_records(pool: PgPool) {
    let firm = Firm::found(pool).await;
    let server = &firm.house.server;
    let (workspace, _) = demo::find_or_make(server).await.unwrap();
    let model = domain::sample::judged(today(&firm), server::models::shipped());
    let mut connection = server.database.acquire().await.unwrap();
    let (period, mut seen) = (month(&firm, 0), 0);
    for person in model.people.keys() {
        let told = store::status_source::load(&mut connection, workspace, *person, period).await.unwrap();
        let known = StatusSources::in_hand(&model, *person, period);
        let lines = |sources: &StatusSources| sources.lines(period, today(&firm), server::models::shipped());
        assert_eq!(lines(&told), lines(&known));
        seen += known.accounts.len();
    }
    assert!(seen > 40);
    let first = month(&firm, 12);
    let kept = store::status_report::load_heads(&mut connection, workspace, (first, period), None).await.unwrap();
    let of_model: Vec<_> = model.kept.status_reports.keys().copied().collect();
    assert_eq!((kept.len(), of_model.len()), (22, 22));
    assert!(kept.iter().all(|report| of_model.contains(&report.id)));
}
