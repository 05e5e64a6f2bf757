//! What accounts were to bring in a window and what they brought of it, and what they could be asked for in the next period.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use app::wire::report::{Ranked, Span, Windows};
use app::wire::targets::{AccountTarget, ManagerTargets, ProposedTarget, TargetProposal, TargetsReport};
use axum::Json;
use axum::extract::State;
use domain::{
    account::Account,
    day::Day,
    ids::{AccountId, PersonId},
    model::Model,
    policy::{Action, Reach},
    ratio::narrowed,
    rejection::Rejection,
    target::{self, Attainment, PERCENT_MAX, PERCENT_MIN, Target},
    viewer::Rights,
};

use super::scope::Scope;
use super::{Asked, Book, reporting_date};
use crate::auth::Signed;
use crate::fault::Problem;
use crate::feed::directory::rights_now;
use crate::query::{DayAsked, Query, WINDOW_MAX, day, limited};
use crate::store;
use crate::{Fault, Server, Shared};

/// How many accounts are told of where nothing else is asked for.
const ITEMS: usize = 50;
/// The most accounts of a proposal: what one command can carry in one message.
const PROPOSED_MAX: usize = 500;

asked! {
    /// A window, and how many accounts are told of it.
    TargetsAsked {
        /// Its first day; by default that of the calendar year of its last day.
        from: DayAsked,
        /// How many accounts at most, of those with a target and of those without: 1 to 200, by default 50.
        limit: usize,
    }
}

asked! {
    /// The period of new targets, and how they come about.
    ProposalAsked {
        /// Its first day, the first of a month.
        from: DayAsked,
        /// How many percent more than in the same months a year before: -100 to 1,000, by default 0.
        percent: i64,
        /// How many accounts at most: 1 to 500, which is the default.
        limit: usize,
    }
}

/// What accounts were to bring in a window, and what they brought of it.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not.
#[utoipa::path(
    get,
    path = "/api/v1/reports/targets",
    params(TargetsAsked),
    responses((status = 200, body = TargetsReport), (status = 401, body = Problem), (status = 422, body = Problem))
)]
pub async fn targets(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<TargetsAsked>,
) -> Result<Json<TargetsReport>, Fault> {
    let limit = limited(asked.limit, ITEMS, WINDOW_MAX)?;
    let to = reporting_date(&server, &signed, day(asked.to)).await?;
    let window = Span { from: day(asked.from).unwrap_or_else(|| to.first_of_year()), to };
    report(&server, &signed, &asked.asked(), window, limit).await.map(Json)
}

/// What its page shows.
///
/// # Errors
/// As [`targets`].
pub(super) async fn load_page(
    server: &Server,
    signed: &Signed,
    asked: &Asked,
    from: Option<Day>,
    to: Day,
) -> Result<TargetsReport, Fault> {
    let from = from.filter(|from| *from <= to).unwrap_or_else(|| to.first_of_year());
    report(server, signed, asked, Span { from, to }, WINDOW_MAX).await
}

/// What each account of the workspace that the reader sees was to bring in a window, and what it brought of it; only of accounts that
/// have a target there.
///
/// # Errors
/// As [`targets`].
pub(crate) async fn attained(
    server: &Server,
    signed: &Signed,
    window: Span,
) -> Result<BTreeMap<AccountId, Attainment>, Fault> {
    let mut connection = server.database.acquire().await?;
    let found = store::target::load_in(&mut connection, signed.workspace, window.from, window.to).await?;
    drop(connection);
    let targets = Targets::of(found, window);
    let spans = targets.spans();
    if spans.is_empty() {
        return Ok(BTreeMap::new());
    }
    let book = Book::open(server, signed, &Asked::default(), &spans).await?;
    let attained = |account: &AccountId| {
        let brought = book.revenue_of(*account, targets.span(*account)?).unwrap_or_default();
        Some((*account, Attainment::of(targets.minor(*account), brought)))
    };
    Ok(targets.of.keys().filter_map(attained).collect())
}

async fn report(
    server: &Server,
    signed: &Signed,
    asked: &Asked,
    window: Span,
    limit: usize,
) -> Result<TargetsReport, Fault> {
    let mut connection = server.database.acquire().await?;
    let found = store::target::load_in(&mut connection, signed.workspace, window.from, window.to).await?;
    drop(connection);
    let targets = Targets::of(found, window);
    let windows: Vec<Span> = targets.spans().into_iter().chain([window]).collect();
    let book = Book::open(server, signed, &Asked { group: false, ..asked.clone() }, &windows).await?;
    let model = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&model, signed.person)?;
    let accounts = asked.accounts()?;
    let counted = Scope::of(&model, &rights, &accounts)?.counted(asked.group);
    let told = Told::of(&model, &targets, &book, &counted);
    let mut report = told.report(&book, window, limit);
    report.about.group = asked.group;
    report.managers = told.managers(&model, &rights);
    Ok(report)
}

/// The targets that reach into a window, by their accounts.
struct Targets {
    window: Span,
    of: BTreeMap<AccountId, Vec<Target>>,
}

impl Targets {
    fn of(found: Vec<Target>, window: Span) -> Self {
        let mut of: BTreeMap<AccountId, Vec<Target>> = BTreeMap::new();
        for target in found {
            of.entry(target.account).or_default().push(target);
        }
        Self { window, of }
    }

    /// The days of the window on which an account has a target: they are all in a row.
    fn span(&self, account: AccountId) -> Option<Span> {
        let targets = self.of.get(&account)?;
        let (first, last) = targets.first().zip(targets.last())?;
        Some(Span { from: first.from_day.max(self.window.from), to: last.to_day.min(self.window.to) })
    }

    /// All stretches of days of which something is asked; most accounts have the same.
    fn spans(&self) -> Vec<Span> {
        let spans: BTreeSet<(Day, Day)> =
            self.of.keys().filter_map(|account| self.span(*account)).map(|span| (span.from, span.to)).collect();
        spans.into_iter().map(|(from, to)| Span { from, to }).collect()
    }

    /// What an account is to bring in the window.
    fn minor(&self, account: AccountId) -> i64 {
        let targets = self.of.get(&account).into_iter().flatten();
        targets.map(|target| target.part_minor(self.window.from, self.window.to)).sum()
    }
}

/// An account of the report, or a group.
#[derive(Default)]
struct Line {
    name: String,
    lead: Option<PersonId>,
    /// None where it has no target.
    found: Option<Attainment>,
    /// What it brought in the window.
    brought_minor: i64,
}

/// The accounts of somebody.
#[derive(Default)]
struct Led {
    accounts: usize,
    without: usize,
    found: Attainment,
}

struct Told {
    lines: BTreeMap<AccountId, Line>,
    led: BTreeMap<Option<PersonId>, Led>,
}

impl Told {
    fn of(model: &Model, targets: &Targets, book: &Book, counted: &BTreeMap<AccountId, &Account>) -> Self {
        let minor = |span: Span, account: &AccountId| book.revenue_of(*account, span).unwrap_or_default();
        let mut told = Self { lines: BTreeMap::new(), led: BTreeMap::new() };
        for (account, under) in counted {
            let found =
                targets.span(*account).map(|span| Attainment::of(targets.minor(*account), minor(span, account)));
            let line = told.lines.entry(under.id).or_insert_with(|| Line {
                name: under.name.clone(),
                lead: under.owner,
                ..Line::default()
            });
            line.brought_minor += minor(targets.window, account);
            line.found = line.found.map_or(found, |before| Some(before.plus(found.unwrap_or_default())));
            let lead = model.accounts.get(account).and_then(|account| account.owner);
            let led = told.led.entry(lead).or_default();
            led.accounts += usize::from(found.is_some());
            led.without += usize::from(found.is_none());
            led.found = led.found.plus(found.unwrap_or_default());
        }
        told
    }

    fn report(&self, book: &Book, window: Span, limit: usize) -> TargetsReport {
        let with = |(id, line): (&AccountId, &Line)| Some((*id, line.name.clone(), line.lead, line.found?));
        let targeted: Vec<_> = self.lines.iter().filter_map(with).collect();
        let all = targeted.iter().fold(Attainment::default(), |all, (.., found)| all.plus(*found));
        let accounts = targeted.len();
        let mut items: Vec<AccountTarget> = targeted
            .into_iter()
            .map(|(account, name, lead, found)| AccountTarget { account, name, lead, figures: found.into() })
            .collect();
        items.sort_by_key(|item| (Reverse(item.figures.gap_minor), item.account));
        items.truncate(limit);
        let without: Vec<(&AccountId, &Line)> = self.lines.iter().filter(|(_, line)| line.found.is_none()).collect();
        let without_minor: i128 = without.iter().map(|(_, line)| i128::from(line.brought_minor)).sum();
        let ranked = |(id, line): &(&AccountId, &Line)| Ranked {
            account: **id,
            name: line.name.clone(),
            minor: line.brought_minor,
        };
        let mut open: Vec<Ranked> = without.iter().filter(|(_, line)| line.brought_minor > 0).map(ranked).collect();
        open.sort_by_key(|one| (Reverse(one.minor), one.account));
        open.truncate(limit);
        TargetsReport {
            about: book.about.clone(),
            window,
            accounts,
            figures: all.into(),
            without: without.len(),
            without_minor: narrowed(without_minor),
            managers: Vec::new(),
            items,
            open,
        }
    }

    /// By who leads the accounts.
    fn managers(&self, model: &Model, rights: &Rights) -> Vec<ManagerTargets> {
        let name = |lead: &Option<PersonId>| {
            let person = lead.filter(|lead| rights.sees_person(*lead)).and_then(|lead| model.people.get(&lead));
            person.map(|person| person.name.clone()).unwrap_or_default()
        };
        let mut managers: Vec<ManagerTargets> = self
            .led
            .iter()
            .map(|(lead, led)| ManagerTargets {
                lead: *lead,
                name: name(lead),
                accounts: led.accounts,
                without: led.without,
                figures: led.found.into(),
            })
            .collect();
        managers.sort_by_key(|one| (Reverse(one.figures.target_minor), one.lead));
        managers
    }
}

/// What accounts could be asked for in a period: so many percent more than they brought in the same months a year before. Told are those
/// of which the reader may set targets, and that have none for these days; it writes nothing.
///
/// # Errors
/// [`Fault::NotUnderstood`] where the query asks for what there is not, [`Fault::NotFound`] to who sets no targets.
#[utoipa::path(
    get,
    path = "/api/v1/reports/targets/proposal",
    params(ProposalAsked),
    responses(
        (status = 200, body = TargetProposal),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 422, body = Problem),
    )
)]
pub async fn proposal(
    State(server): State<Shared>,
    signed: Signed,
    Query(asked): Query<ProposalAsked>,
) -> Result<Json<TargetProposal>, Fault> {
    let model = server.feeds.directory_now(signed.workspace).await?;
    let rights = rights_now(&model, signed.person)?;
    if rights.reach(Action::SetTarget) == Reach::Nowhere {
        return Err(Fault::NotFound);
    }
    let limit = asked.limit.unwrap_or(PROPOSED_MAX);
    if !(1..=PROPOSED_MAX).contains(&limit) {
        return Err(Fault::NotUnderstood("The limit is 1 to 500."));
    }
    let percent = asked.percent.unwrap_or_default();
    let (window, before) =
        period(&asked).filter(|_| (PERCENT_MIN..=PERCENT_MAX).contains(&percent)).ok_or(NO_PERIOD)?;
    let accounts = asked.asked().accounts()?;
    let counted = Scope::of(&model, &rights, &accounts)?.counted(false);
    let settable: Vec<&Account> =
        counted.into_values().filter(|account| rights.may_with(Action::SetTarget, account.owner)).collect();
    let ids: Vec<_> = settable.iter().map(|account| account.id.0).collect();
    let mut connection = server.database.acquire().await?;
    let known = store::target::load_of(&mut connection, signed.workspace, &ids).await?;
    drop(connection);
    let book = Book::open(&server, &signed, &Asked { group: false, ..asked.asked() }, &[before]).await?;
    let mut told = TargetProposal {
        windows: Windows { window, prior_from: before.from, prior_to: before.to },
        percent,
        items: Vec::new(),
        more: 0,
        taken: 0,
        apart: 0,
        idle: 0,
        about: book.about.clone(),
    };
    fill(&mut told, &settable, &Targets::of(known, window), &book.revenues(before).into_iter().collect());
    told.items.sort_by_key(|item| (Reverse(item.before_minor), item.account));
    told.more = told.items.len().saturating_sub(limit);
    told.items.truncate(limit);
    Ok(Json(told))
}

const NO_PERIOD: Fault = Fault::NotUnderstood(
    "New targets are for whole months, from the first day of one to the last day of one, and -100 to 1,000 percent more.",
);

/// The period that is asked for, and the same months a year before.
fn period(asked: &ProposalAsked) -> Option<(Span, Span)> {
    let (from, to) = day(asked.from).zip(day(asked.to))?;
    let is_whole = from < to && from == from.first_of_month() && to == to.last_of_month();
    let (prior_from, prior_to) = target::year_before(from, to).filter(|_| is_whole)?;
    Some((Span { from, to }, Span { from: prior_from, to: prior_to }))
}

/// Tells each account either what it could be asked for, or among which it is left out.
fn fill(told: &mut TargetProposal, settable: &[&Account], known: &Targets, brought: &BTreeMap<AccountId, i64>) {
    for account in settable {
        let before_minor = brought.get(&account.id).copied().unwrap_or_default();
        let new = Target {
            account: account.id,
            from_day: told.windows.window.from,
            to_day: told.windows.window.to,
            ..Target::default()
        };
        let beside = known.of.get(&account.id).into_iter().flatten();
        match target::follow(beside.chain([&new])) {
            Err(Rejection::TargetsOverlap { .. }) => told.taken += 1,
            Err(_) => told.apart += 1,
            Ok(()) if before_minor <= 0 => told.idle += 1,
            Ok(()) => told.items.push(ProposedTarget {
                account: account.id,
                name: account.name.clone(),
                before_minor,
                amount_minor: target::grown(before_minor, told.percent),
            }),
        }
    }
}
