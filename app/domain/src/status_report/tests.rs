use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    account::Account,
    apply::{Verdict, apply},
    change::Change,
    command::{Command, Envelope, WIRE},
    contract::Contract,
    day::Moment,
    document::{Document, DocumentKind},
    history::Entry,
    ids::{CommandId, DeviceId, Seq},
    model::Knowledge,
    placement::{Placement, PlacementState, Stage},
    policy::rights_in,
    target::Target,
    undo::Undo,
    viewer::Viewer,
    workspace::Workspace,
};

const LEAD: u128 = 1;
const HEAD: u128 = 2;
const CHIEF: u128 = 3;
const STRANGER: u128 = 4;
const ADMIN: u128 = 5;
const ACCOUNT: u128 = 10;
const OCTOBER: Day = date(2026, 10, 1);
const TODAY: Day = date(2026, 11, 26);

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

/// A key account manager with one account, under an administrator under an account director under an agency director.
struct House {
    model: Model,
    latest: u128,
}

impl House {
    fn new() -> Self {
        let mut model = Model { workspace: Some(Workspace::default()), ..Model::default() };
        let mut join = |number, role, superior: Option<u128>| {
            let superior = superior.map(id);
            let person = Person { id: id(number), roles: [role].into(), superior, active: true, ..Person::default() };
            model.people.insert(person.id, person);
        };
        join(LEAD, OrgRole::KeyAccountManager, Some(ADMIN));
        join(ADMIN, OrgRole::Administrator, Some(HEAD));
        join(HEAD, OrgRole::AccountDirector, Some(CHIEF));
        join(CHIEF, OrgRole::AgencyDirector, None);
        join(STRANGER, OrgRole::AccountDirector, Some(CHIEF));
        let account = Account { id: id(ACCOUNT), name: "Acorn".into(), owner: Some(id(LEAD)), ..Account::default() };
        model.accounts.insert(account.id, account);
        let mut house = Self { model, latest: 100 };
        house.trade(DocumentKind::Sale, date(2026, 10, 5), 700);
        house
    }

    fn fresh<T: From<Uuid>>(&mut self) -> T {
        self.latest += 1;
        id(self.latest)
    }

    fn lay<R: Record>(&mut self, record: &R) {
        self.model.take(&[record.created()]).unwrap();
    }

    fn trade(&mut self, kind: DocumentKind, day: Day, amount_minor: i64) {
        let document =
            Document { id: self.fresh(), account: id(ACCOUNT), kind, day, amount_minor, ..Document::default() };
        self.lay(&document);
    }

    fn run(&mut self, who: u128, command: Command) -> Result<Seq, Rejection> {
        let actor: PersonId = id(who);
        let (now, rights) = (Moment::UNIX_EPOCH, rights_in(&self.model, actor));
        let viewer = Viewer { actor, now, day: TODAY, language: "en".into(), rights };
        let kind = command.word().to_owned();
        let (id, device) = (CommandId::default(), DeviceId::default());
        let sent = Envelope { id, device, wire: WIRE, made_at: now, base_seq: 0, command };
        match apply(&self.model, &viewer, &sent) {
            Verdict::Changes(changes) => {
                self.model.take(&changes).unwrap();
                self.model.seq += 1;
                let seq = self.model.seq;
                let entry = Entry { seq, id, actor, at: now, kind, undoes: None, undone_by: None, changes };
                self.model.entries.insert(seq, entry);
                Ok(seq)
            }
            Verdict::Rejected(rejection) => Err(rejection),
            Verdict::Unknown => panic!("a whole model can tell"),
        }
    }

    fn wish(&mut self) -> SendStatusReport {
        let was = self.latest().map(|report| report.id);
        SendStatusReport {
            report: self.fresh(),
            person: id(LEAD),
            period: OCTOBER,
            comment: "Calm".to_owned(),
            notes: vec![StatusNote { account: id(ACCOUNT), text: "They order again.\n\tTwice.".to_owned() }],
            seen_minor: Some(700),
            was,
        }
    }

    fn latest(&self) -> Option<&StatusReport> {
        self.model.kept.latest_status_report(id(LEAD), OCTOBER)
    }

    fn send(&mut self) -> Result<Seq, Rejection> {
        let wish = self.wish();
        self.run(LEAD, Command::SendStatusReport(wish))
    }

    fn answer(&mut self, who: u128, says: StatusWord, comment: &str) -> Result<Seq, Rejection> {
        let report = self.latest().unwrap().id;
        let (answer, comment) = (self.fresh(), comment.to_owned());
        self.run(who, Command::AnswerStatusReport(AnswerStatusReport { answer, report, says, comment }))
    }

    fn undo(&mut self, who: u128, entry: Seq) -> Result<Seq, Rejection> {
        let answer = self.fresh();
        self.run(who, Command::Undo(Undo { entry, answer }))
    }

    fn state(&self) -> StatusState {
        self.model.kept.state_of_report(self.latest().unwrap().id)
    }
}

#[test]
fn it_goes_to_the_nearest_above_who_may_answer() {
    let mut house = House::new();
    house.send().unwrap();
    let report = house.latest().unwrap();
    assert_eq!((report.version, report.sent_to, report.day), (1, Some(id(HEAD)), TODAY));
    assert_eq!((report.accounts, report.revenue_minor, report.recorded), (1, 700, 1));
    let line = report.lines.iter().next().unwrap();
    assert_eq!((&*line.name, &*line.comment), ("Acorn", "They order again.\n\tTwice."));
    assert_eq!(goes_to(&house.model.people, id(CHIEF)), None);
    house.model.people.get_mut(&id(LEAD)).unwrap().superior = None;
    assert_eq!(goes_to(&house.model.people, id(LEAD)), None, "for the agency directors");
}

#[test]
fn only_ones_own_is_sent_on_a_month_that_is_over_and_by_what_one_saw() {
    let mut house = House::new();
    let action = Action::SendStatusReport;
    let wish = house.wish();
    let sent = |wish: &SendStatusReport| Command::SendStatusReport(wish.clone());
    for who in [HEAD, CHIEF, ADMIN, STRANGER] {
        assert_eq!(house.run(who, sent(&wish)), Err(Rejection::NotPermitted { action }));
    }
    for period in [date(2026, 11, 1), date(2026, 10, 2), date(2026, 12, 1)] {
        let early = SendStatusReport { period, ..wish.clone() };
        assert_eq!(house.run(LEAD, sent(&early)), Err(Rejection::PeriodNotOver), "{period}");
    }
    let conflict = |field: &str| Err(Rejection::Conflict { kind: Kind::StatusReport, field: field.to_owned() });
    house.trade(DocumentKind::Credit, date(2026, 10, 30), 1);
    assert_eq!(house.run(LEAD, sent(&wish)), conflict("revenue_minor"));
    let blind = SendStatusReport { seen_minor: None, ..wish.clone() };
    let of_another = StatusNote { account: id(11), text: "Whose?".to_owned() };
    let strange = SendStatusReport { notes: vec![of_another], ..blind.clone() };
    assert_eq!(house.run(LEAD, sent(&strange)), Err(Rejection::Gone { kind: Kind::Account }));
    house.run(LEAD, sent(&blind)).unwrap();
    assert_eq!(house.run(LEAD, sent(&blind)), Err(Rejection::IdTaken { kind: Kind::StatusReport }));
    let other = SendStatusReport { report: id(999), ..blind.clone() };
    assert_eq!(house.run(LEAD, sent(&other)), conflict("version"));
    let again = SendStatusReport { was: Some(blind.report), ..other };
    assert_eq!(house.run(LEAD, sent(&again)), Err(Rejection::ReportSent));
    house.model.accounts.get_mut(&id(ACCOUNT)).unwrap().owner = Some(id(HEAD));
    let september = SendStatusReport { period: date(2026, 9, 1), was: None, notes: Vec::new(), ..again };
    assert_eq!(house.run(LEAD, sent(&september)), Err(Rejection::LeadsNoAccount));
}

#[test]
fn directors_above_answer_once_and_nobody_learns_of_it_beside_them() {
    let mut house = House::new();
    house.send().unwrap();
    let gone = Err(Rejection::Gone { kind: Kind::StatusReport });
    assert_eq!(house.answer(STRANGER, StatusWord::Accepted, ""), gone);
    assert_eq!(house.answer(ADMIN, StatusWord::Accepted, ""), gone, "above, but no director");
    assert_eq!(house.answer(LEAD, StatusWord::Accepted, ""), Err(Rejection::ReportOfOwn));
    assert_eq!(house.answer(HEAD, StatusWord::Withdrawn, ""), Err(Rejection::ReportOfAnother));
    assert_eq!(house.answer(HEAD, StatusWord::Returned, " "), Err(Rejection::ReturnedWithoutReason));
    house.answer(HEAD, StatusWord::Returned, "Why so little?").unwrap();
    assert_eq!(house.state(), StatusState::Returned);
    assert_eq!(house.answer(CHIEF, StatusWord::Accepted, ""), Err(Rejection::ReportAnswered));
    house.send().unwrap();
    let second = house.latest().unwrap();
    assert_eq!((second.version, house.state()), (2, StatusState::Sent));
    assert_eq!(house.model.kept.status_reports.len(), 2, "all versions stay");
    house.answer(CHIEF, StatusWord::Accepted, "").unwrap();
    assert_eq!(house.answer(LEAD, StatusWord::Withdrawn, ""), Err(Rejection::ReportAnswered));
    let change = house.latest().unwrap().created();
    let sees = |who| rights_in(&house.model, id(who)).sees_change(&change, None, None);
    assert_eq!([LEAD, HEAD, CHIEF, STRANGER, ADMIN].map(sees), [true, true, true, false, false]);
}

#[test]
fn what_was_sent_stays_whatever_moves_in_the_books() {
    let mut house = House::new();
    house.send().unwrap();
    let before = house.latest().unwrap().clone();
    house.trade(DocumentKind::Credit, date(2026, 10, 30), 600);
    assert_eq!(*house.latest().unwrap(), before);
    assert_eq!(StatusSources::in_hand(&house.model, id(LEAD), OCTOBER).traded[0].credits, (1, 600));
}

#[test]
fn an_undo_takes_back_by_a_word_and_removes_nothing() {
    let mut house = House::new();
    let sent = house.send().unwrap();
    let undone = house.undo(LEAD, sent).unwrap();
    assert_eq!(house.state(), StatusState::Withdrawn);
    house.undo(LEAD, undone).unwrap();
    assert_eq!(house.state(), StatusState::Sent, "undoing the undo has it stand again");
    let answered = house.answer(HEAD, StatusWord::Returned, "Why?").unwrap();
    let since = |entry| Err(Rejection::ChangedSince { entry });
    assert_eq!(house.undo(LEAD, sent), since(sent), "a sent report is not unsent once it is answered");
    house.undo(HEAD, answered).unwrap();
    assert_eq!(house.state(), StatusState::Sent);
    let returned = house.answer(HEAD, StatusWord::Returned, "Still: why?").unwrap();
    house.send().unwrap();
    assert_eq!(house.undo(HEAD, returned), since(returned), "it was sent anew since");
    let kept = &house.model.kept;
    assert_eq!((kept.status_reports.len(), kept.status_answers.len()), (2, 5));
}

#[test]
fn a_device_leaves_it_to_the_server() {
    let mut house = House::new();
    let command = Command::SendStatusReport(house.wish());
    house.model.knowledge = Knowledge::Part;
    let rights = rights_in(&house.model, id(LEAD));
    let now = Moment::UNIX_EPOCH;
    let viewer = Viewer { actor: id(LEAD), now, day: TODAY, language: "en".into(), rights };
    let (id, device) = (CommandId::default(), DeviceId::default());
    let sent = Envelope { id, device, wire: WIRE, made_at: now, base_seq: 0, command };
    assert_eq!(apply(&house.model, &viewer, &sent), Verdict::Unknown);
}

#[test]
fn figures_go_by_whole_months() {
    let windows = Windows::of(OCTOBER);
    assert_eq!(windows.prior, (date(2025, 10, 1), date(2025, 10, 31)));
    assert_eq!(windows.trailing, (date(2025, 11, 1), date(2026, 10, 31)));
    assert_eq!(windows.trailing_prior, (date(2024, 11, 1), date(2025, 10, 31)));
    assert_eq!(Windows::of(date(2024, 2, 1)).month.1, date(2024, 2, 29));
    let mut house = House::new();
    let (sale, credit, purchase) = (DocumentKind::Sale, DocumentKind::Credit, DocumentKind::Purchase);
    for (kind, day, minor) in [
        (credit, date(2026, 10, 31), 50),
        (purchase, date(2026, 10, 1), 30),
        (sale, date(2026, 11, 1), 9_999),
        (sale, date(2025, 11, 1), 200),
        (sale, date(2025, 10, 31), 400),
        (sale, date(2024, 11, 1), 80),
        (sale, date(2024, 10, 31), 7),
    ] {
        house.trade(kind, day, minor);
    }
    let target = Target {
        account: id(ACCOUNT),
        from_day: date(2026, 10, 1),
        to_day: date(2026, 10, 31),
        amount_minor: 1_000,
        ..Target::default()
    };
    house.lay(&target);
    let sources = StatusSources::in_hand(&house.model, id(LEAD), OCTOBER);
    let lines = sources.lines(OCTOBER, TODAY, &house.model.kept.models);
    let line = &lines[0];
    assert_eq!((line.revenue_minor, line.prior_minor), (650, 400));
    assert_eq!((line.trailing_minor, line.trailing_prior_minor), (850, 480));
    assert_eq!((line.sales, line.sales_minor, line.credits, line.credits_minor), (1, 700, 1, 50));
    assert_eq!((line.purchases, line.purchases_minor, line.target_minor), (1, 30, Some(1_000)));
    let totals = StatusTotals::of(&lines);
    assert_eq!((totals.revenue_minor, totals.on_target_minor, totals.targeted, totals.documents), (650, 650, 1, 3));
}

#[test]
fn it_tells_what_moved_and_what_is_to_be_looked_at() {
    let mut house = House::new();
    let account: AccountId = id(ACCOUNT);
    let place = |number, cell, day, state, answers| Placement {
        id: id(number),
        account,
        cell,
        day,
        state,
        answers,
        recorded: i64::try_from(number).unwrap(),
        ..Placement::default()
    };
    let confirmed = PlacementState::Confirmed;
    house.lay(&place(50, Stage::Mid, date(2026, 10, 7), confirmed, None));
    house.lay(&place(51, Stage::Early, date(2026, 9, 30), confirmed, None));
    house.lay(&place(52, Stage::Pre, date(2026, 10, 9), PlacementState::Proposed, None));
    house.lay(&place(53, Stage::Pre, date(2026, 10, 9), PlacementState::Refused, Some(id(52))));
    let (to_day, name) = (Some(date(2026, 12, 31)), "Frame".to_owned());
    house.lay(&Contract { id: id(60), account, name, from_day: OCTOBER, to_day, ..Contract::default() });
    let known = house.model.accounts.get_mut(&account).unwrap();
    (known.next_step, known.next_step_day) = ("Call".to_owned(), Some(date(2026, 11, 25)));
    let told = |house: &House, today| {
        let sources = StatusSources::in_hand(&house.model, id(LEAD), OCTOBER);
        let line = sources.lines(OCTOBER, today, &house.model.kept.models).remove(0);
        line.news.into_iter().map(|one| (one.what, one.day)).collect::<Vec<_>>()
    };
    let placed = (NewsWord::Placed, date(2026, 10, 7));
    let ends = (NewsWord::ContractEnds, date(2026, 12, 31));
    assert_eq!(told(&house, TODAY), [placed, (NewsWord::StepOverdue, date(2026, 11, 25)), ends]);
    assert_eq!(told(&house, date(2026, 11, 25)), [placed, ends], "due today is not late");
    house.model.documents.clear();
    house.trade(DocumentKind::Sale, date(2026, 8, 3), 5);
    assert_eq!(told(&house, date(2026, 11, 25)), [placed, ends], "89 days");
    house.model.documents.clear();
    house.trade(DocumentKind::Sale, date(2026, 8, 2), 5);
    assert_eq!(told(&house, date(2026, 11, 25)), [placed, (NewsWord::Quiet, date(2026, 8, 2)), ends]);
}

#[test]
fn a_report_is_due_on_the_fifth_working_day() {
    assert_eq!(due_day(date(2026, 10, 1)), date(2026, 11, 6), "November begins on a Sunday");
    assert_eq!(due_day(date(2026, 11, 1)), date(2026, 12, 7));
    assert_eq!(due_day(date(2026, 4, 1)), date(2026, 5, 7), "May begins on a Friday");
    assert!(!is_over(OCTOBER, date(2026, 10, 31)) && is_over(OCTOBER, date(2026, 11, 1)));
    assert_eq!(last_ended(date(2026, 1, 31)), date(2025, 12, 1));
}

#[test]
fn months_are_owed_since_the_first_report() {
    assert_eq!(owed_since(None, TODAY), [OCTOBER]);
    assert_eq!(owed_since(Some(date(2026, 8, 1)), TODAY), [OCTOBER, date(2026, 9, 1), date(2026, 8, 1)]);
    assert_eq!(owed_since(Some(date(2020, 8, 1)), TODAY).len(), MONTHS_MAX);
}

fn line_of(text: String, numbers: Vec<i64>, target_minor: Option<i64>, news: Vec<(usize, String)>) -> StatusLine {
    let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
    let news =
        news.into_iter().map(|(what, text)| News { what: NewsWord::ALL[what % NewsWord::ALL.len()], day: TODAY, text });
    StatusLine {
        account: id(7),
        name: "A & B".to_owned(),
        revenue_minor: number(0),
        prior_minor: number(1),
        trailing_minor: number(2),
        trailing_prior_minor: number(3),
        target_minor,
        sales: number(4),
        purchases_minor: number(5),
        news: news.collect(),
        comment: text,
        ..StatusLine::default()
    }
}

proptest! {
    #[test]
    fn a_line_is_read_as_it_was_written(
        text in "(\\PC|\n|\t){0,40}",
        numbers in prop::collection::vec(any::<i64>(), 6),
        target in any::<Option<i64>>(),
        news in prop::collection::vec((0_usize..8, "\\PC{0,20}"), 0..4),
    ) {
        let line = line_of(text, numbers, target, news);
        prop_assert_eq!(line.to_string().parse(), Ok(line));
    }

    #[test]
    fn totals_are_sums_of_their_lines(numbers in prop::collection::vec(-1_000_000_i64..1_000_000, 0..20)) {
        let lines: Vec<StatusLine> = numbers.iter().map(|minor| line_of(String::new(), vec![*minor], None, Vec::new())).collect();
        prop_assert_eq!(StatusTotals::of(&lines).revenue_minor, numbers.iter().sum::<i64>());
        let of_sets: SetOf<StatusLine> = lines.into_iter().collect();
        let change: Change = StatusReport { id: id(1), lines: of_sets.clone(), ..StatusReport::default() }.created();
        let mut back = StatusReport { id: id(1), ..StatusReport::default() };
        for field in &change.fields {
            back.take(field).unwrap();
        }
        prop_assert_eq!(back.lines, of_sets);
    }
}
